//! The time and memory of commands on registers that are large in one way: every ID is the same, every
//! label is wrong, a flow has as many states as there are entries. Each is tried at four sizes.
#![allow(clippy::print_stdout, reason = "a bench tells its figures on standard output")]
#![allow(clippy::format_collect, reason = "what a text is made with takes no time that counts")]
#![allow(clippy::format_push_string, reason = "the same")]
#![allow(clippy::cast_precision_loss, reason = "counts of entries and bytes are small numbers")]

#[allow(dead_code, reason = "only the peak of memory is asked for here")]
mod process;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// How many entries the registers have; a history has as many versions of a hundredth.
const COUNTS: [usize; 4] = [500, 1_000, 2_000, 4_000];
/// The largest growth that counts as linear.
const MOST: f64 = 1.15;
/// The most bytes of memory for a byte of input, beyond what the program takes for nothing.
const MOST_MEMORY: f64 = 60.0;
/// Shorter times are not judged, in milliseconds.
const NOTICED: f64 = 100.0;

const ENGLISH: &str = "docs/en/runbooks/gap-register.md";
const TURKISH: &str = "docs/tr/runbooks/gap-register.md";
const HEAD: &str = "# Register\n\n> SLA default: P0=24h, P1=7d, P2=30d.\n\n## Gaps\n\n";

struct Heavy {
    name: &'static str,
    args: &'static [&'static str],
    /// Writes the files of a number of entries; how many bytes the program has to read.
    make: fn(&Path, usize) -> usize,
}

const ALL: [Heavy; 9] = [
    Heavy { name: "report, one ID", args: &["report", "--output", "o.html"], make: one_id },
    Heavy {
        name: "mirror --stub --diff",
        args: &["mirror", "--stub", "--diff"],
        make: few_in_mirror,
    },
    Heavy { name: "check, a flow of all", args: &["check"], make: long_flow },
    Heavy { name: "lint, all is wrong", args: &["lint"], make: all_wrong },
    Heavy {
        name: "lint --unsafe-fixes",
        args: &["lint", "--unsafe-fixes", "--diff"],
        make: all_wrong,
    },
    Heavy { name: "check, other IDs", args: &["check"], make: other_ids },
    Heavy { name: "adopt", args: &["adopt", "--diff", "docs/old.md"], make: foreign_table },
    Heavy { name: "adopt, many fields", args: &["adopt", "--diff", ENGLISH], make: fields_of_one },
    Heavy { name: "check, a history", args: &["check"], make: history },
];

fn main() {
    // `cargo test --benches` runs benches, too, but without measuring.
    let is_measuring = std::env::args().any(|arg| arg == "--bench");
    let counts = if is_measuring { &COUNTS[..] } else { &[5][..] };
    println!("{:24}{:>44}{:>10}{:>12}", "milliseconds", "", "exponent", "bytes/byte");
    for heavy in ALL {
        heavy.measure(counts);
    }
}

impl Heavy {
    fn measure(&self, counts: &[usize]) {
        print!("{:24}", self.name);
        let mut points = Vec::new();
        let mut memory = 0.0;
        for &count in counts {
            let root = tempfile::tempdir().expect("a folder for the registers");
            let bytes = (self.make)(root.path(), count);
            let start = Instant::now();
            self.command(root.path()).status().expect("the program starts");
            let time = start.elapsed().as_secs_f64() * 1e3;
            print!("{time:>11.1}");
            points.push((count as f64, time));
            let nothing =
                process::peak(Command::new(env!("CARGO_BIN_EXE_gapreg")).arg("--version"));
            let peak = process::peak(&mut self.command(root.path()));
            memory =
                peak.zip(nothing).map_or(0.0, |(peak, nothing)| (peak - nothing) / bytes as f64);
        }
        let [(n, first), .., (m, last)] = points[..] else { return println!() };
        let exponent = (last / first).ln() / (m / n).ln();
        let is_slow = exponent > MOST && last > NOTICED;
        let verdict = if is_slow || memory > MOST_MEMORY { "  more than promised" } else { "" };
        println!("{exponent:>10.2}{memory:>12.0}{verdict}");
    }

    fn command(&self, root: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gapreg"));
        command.current_dir(root).args(self.args).args(["--color", "never"]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

fn entry(at: usize) -> String {
    format!(
        "### 1.{at} Loans → Page {at} → Form {at} is refused\n\n- **ID:** G-{at:06}\n- **First Seen:** 2026-01-04\n\
         - **Status:** Open\n- **Priority:** P1\n- **Owner:** Backend\n- **SLA:** 7d\n\
         - **Source page:** `/docs/en/{at}.md`\n- **Symptom:** The button of page {at} answers 404.\n\
         - **Verification:** The button answers.\n\n"
    )
}

fn write(root: &Path, path: &str, text: &str) -> usize {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders");
    fs::write(path, text).expect("a file");
    text.len()
}

fn entries(count: usize, change: impl Fn(usize, String) -> String) -> String {
    (1..=count).fold(HEAD.to_owned(), |text, at| text + &change(at, entry(at)))
}

/// A register whose last entry has very many fields.
fn fields_of_one(root: &Path, count: usize) -> usize {
    let fields: String = (0..count).map(|at| format!("- **Zq{at}:** a\n- Owner: b\n")).collect();
    write(root, ENGLISH, &(entries(5, |_, entry| entry).trim_end().to_owned() + "\n" + &fields))
}

fn one_id(root: &Path, count: usize) -> usize {
    let text = entries(count, |at, entry| entry.replace(&format!("G-{at:06}"), "G-001"));
    let bytes = write(root, ENGLISH, &text);
    git(root, &["init", "-q", "-b", "main"], "");
    git(root, &["add", "-A"], "");
    git(root, &["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one"], "");
    bytes
}

fn few_in_mirror(root: &Path, count: usize) -> usize {
    let every_third = entries(count, |at, entry| if at % 3 == 0 { entry } else { String::new() });
    write(root, ENGLISH, &entries(count, |_, entry| entry)) + write(root, TURKISH, &every_third)
}

fn long_flow(root: &Path, count: usize) -> usize {
    let states: Vec<String> = (1..=count).map(|at| format!("**State{at}x**")).collect();
    let flow = format!("Status flow: {}.\n\n## Gaps", states.join(" → "));
    let text = entries(count, |at, entry| entry.replace("Open", &format!("State{at}x")));
    write(root, ENGLISH, &text.replacen("## Gaps", &flow, 1))
}

fn all_wrong(root: &Path, count: usize) -> usize {
    let text = entries(count, |_, entry| {
        entry
            .replace("2026-01-04", "4.1.2026")
            .replace("**Priority:** P1", "**Prioirty:** p1")
            .replace("**Status:** Open", "**status:** Opne")
            .replace("- **SLA:** 7d\n", "- **Severity:** Hihg\n- **Enviroment:** Ã¼\n")
    });
    write(root, ENGLISH, &text)
}

fn other_ids(root: &Path, count: usize) -> usize {
    let other = entries(count, |_, entry| entry.replace("G-0", "G-5"));
    write(root, ENGLISH, &entries(count, |_, entry| entry)) + write(root, TURKISH, &other)
}

fn foreign_table(root: &Path, count: usize) -> usize {
    let row = |at: usize| format!("| Page {at} | The form {at} is refused | open | high |\n");
    let rows: String = (1..=count).map(row).collect();
    let head = "# Known gaps\n\n| Area | Problem | State | Level |\n|---|---|---|---|\n";
    write(root, "docs/old.md", &format!("{head}{rows}"))
}

fn history(root: &Path, count: usize) -> usize {
    let (mut stream, mut bytes) = (String::new(), 0);
    for version in 1..=count / 10 {
        let text = entries(100, |at, entry| {
            if at == version % 100 { entry.replace("404", &version.to_string()) } else { entry }
        });
        bytes += 2 * text.len();
        let files = [ENGLISH, TURKISH]
            .map(|path| format!("M 100644 inline {path}\ndata {}\n{text}\n", text.len()));
        let day = 1_750_000_000 + version * 3_600;
        stream += &format!("commit refs/heads/main\ncommitter A <a@b> {day} +0000\ndata 1\nc\n");
        // The translation follows every second time.
        files.iter().take(1 + version % 2).for_each(|file| stream += file);
    }
    git(root, &["init", "-q", "-b", "main"], "");
    git(root, &["fast-import", "--quiet"], &stream);
    git(root, &["reset", "-q", "--hard"], "");
    bytes
}

fn git(root: &Path, args: &[&str], input: &str) {
    let mut git = Command::new("git");
    git.args(args).current_dir(root).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut git = git.spawn().expect("there is git");
    let mut stdin = git.stdin.take().expect("git reads");
    stdin.write_all(input.as_bytes()).expect("git reads all");
    drop(stdin);
    assert!(git.wait().expect("git ends").success(), "git {args:?}");
}
