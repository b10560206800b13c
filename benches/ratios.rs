//! The limits of time and memory that the documents state: `gapreg` as a whole process, compared
//! with a process that does only the least that is necessary. They run in turn, so that a busy
//! machine slows both.
#![allow(clippy::print_stdout, reason = "a bench tells its figures on standard output")]

mod baseline;
mod drain;
mod generator;
mod process;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use generator::Language;
use tempfile::TempDir;

/// The entries of a register of 8 KB.
const FEW: usize = 5;
/// The pairs in a tree of registers with translations, and the entries of each register.
const PAIRS: (usize, usize) = (1_000, 10);
/// The commits of a register with a history, and its entries.
const HISTORY: (usize, usize) = (1_000, 100);
/// The entries of the large register.
const MANY: usize = 10_000;

fn main() {
    if baseline::play() {
        return;
    }
    let small = Tree::new(Language::English, FEW);
    let [large, turkish] = Language::ALL.map(|language| Tree::new(language, MANY));
    let pairs = Tree::of_pairs(PAIRS);
    for tree in [&small, &large, &turkish, &pairs] {
        tree.expect_sound();
    }
    let history = Tree::with_history(HISTORY);
    // `cargo test --benches` runs benches, too, but without measuring.
    if std::env::args().any(|arg| arg == "--bench") {
        measure(&small, &large, &pairs, &history);
    }
}

fn measure(small: &Tree, large: &Tree, pairs: &Tree, history: &Tree) {
    println!("small: {}; hello is a program that reads its arguments with clap", small.about);
    println!("large: {}; drain is a program that draws every event of pulldown-cmark", large.about);
    println!("pairs: {}", pairs.about);
    println!("history: {}; git prints every version of it with `git cat-file`", history.about);
    // `gapreg` reads large files on all cores, the parser alone on one.
    println!("cores: {}", std::thread::available_parallelism().map_or(1, usize::from));
    println!();
    println!(
        "{:28}{:>12}{:>12}{:>8}{:>10}{:>10}",
        "median of a whole process", "gapreg", "baseline", "ratio", "processor", "promise"
    );
    let time = |command: &mut Command| Some(process::milliseconds(command));
    let hello = || small.baseline(baseline::HELLO);
    let drain = || large.baseline(baseline::DRAIN);
    Promise { what: "lint small / hello", unit: "ms", most: 2.5, turns: 400 }
        .report(|| time(&mut small.lint()), || time(&mut hello()));
    Promise { what: "lint large / drain", unit: "ms", most: 1.3, turns: 25 }
        .report(|| time(&mut large.lint()), || time(&mut drain()));
    Promise { what: "lint pairs / drain", unit: "ms", most: 1.0, turns: 25 }
        .report(|| time(&mut pairs.lint()), || time(&mut pairs.baseline(baseline::DRAIN)));
    Promise { what: "lint large / drain", unit: "MiB", most: 1.4, turns: 7 }
        .report(|| process::mebibytes(&mut large.lint()), || process::mebibytes(&mut drain()));
    Promise { what: "triage --check large / lint", unit: "ms", most: 1.3, turns: 25 }
        .report(|| time(&mut large.check_table()), || time(&mut large.lint()));
    Promise { what: "mirror pairs / lint", unit: "ms", most: 2.2, turns: 15 }
        .report(|| time(&mut pairs.mirror()), || time(&mut pairs.lint()));
    let sla = || history.gapreg(&["sla"]);
    let print = || history.print_versions();
    Promise { what: "sla history / git", unit: "ms", most: 2.0, turns: 15 }
        .report(|| time(&mut sla()), || time(&mut print()));
}

/// A limit that the documents state.
struct Promise {
    what: &'static str,
    unit: &'static str,
    /// The largest ratio to the baseline.
    most: f64,
    /// How often both run.
    turns: usize,
}

impl Promise {
    /// Measures `gapreg` and the baseline in turn, and prints a line of the table.
    fn report(&self, gapreg: impl Fn() -> Option<f64>, baseline: impl Fn() -> Option<f64>) {
        // The first turn fills caches and does not count.
        let mut processor = [0.0; 2];
        let mut turn = || {
            let (ours, spent) = with_processor_time(&gapreg);
            processor[0] += spent;
            let (theirs, spent) = with_processor_time(&baseline);
            processor[1] += spent;
            Some((ours?, theirs?))
        };
        let turns = (0..=self.turns).map(|_| turn()).collect::<Option<Vec<(f64, f64)>>>();
        let Some(turns) = turns else {
            println!("{:28}not measured on this system", self.what);
            return;
        };
        let middle = |figure: fn(&(f64, f64)) -> f64| median(turns[1..].iter().map(figure));
        let (ours, theirs) = (middle(|turn| turn.0), middle(|turn| turn.1));
        let ratio = middle(|(ours, theirs)| ours / theirs);
        let is_time = self.unit == "ms" && processor[1] > 0.0;
        let processor = is_time.then(|| format!("{:.2}×", processor[0] / processor[1]));
        let verdict = if ratio <= self.most { "holds" } else { "does not hold" };
        let (what, unit, most) = (self.what, self.unit, self.most);
        println!(
            "{what:28}{ours:>8.2} {unit:3}{theirs:>8.2} {unit:3}{ratio:>7.2}×{:>10}{most:>9.1}×  {verdict}",
            processor.as_deref().unwrap_or("–"),
        );
    }
}

/// The output of a run, and the processor time that it took.
fn with_processor_time(run: &dyn Fn() -> Option<f64>) -> (Option<f64>, f64) {
    let before = process::processor_milliseconds();
    let figure = run();
    let spent = process::processor_milliseconds().zip(before).map(|(now, then)| now - then);
    (figure, spent.unwrap_or_default())
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// A docs tree on disk with one register in it.
struct Tree {
    root: TempDir,
    register: PathBuf,
    about: String,
}

impl Tree {
    fn new(language: Language, count: usize) -> Self {
        let root = tempfile::tempdir().expect("a folder for the registers");
        // The search for a configuration ends at the root of a repository, so none from a folder
        // above is used.
        fs::create_dir(root.path().join(".git")).expect("a folder in it");
        for page in language.pages() {
            write(&root.path().join(page), "");
        }
        let register = PathBuf::from(language.path());
        let text = generator::register(language, count);
        write(&root.path().join(&register), &text);
        let about = format!("{count} entries, {} KB", text.len() / 1000);
        Self { root, register, about }
    }

    /// Many registers and their translations.
    fn of_pairs((pairs, entries): (usize, usize)) -> Self {
        let root = tempfile::tempdir().expect("a folder for the registers");
        for language in Language::ALL {
            for page in language.pages() {
                write(&root.path().join(page), "");
            }
            let text = generator::register(language, entries);
            for pair in 0..pairs {
                let team = format!("team{pair:04}");
                let path = language.path().replace("runbooks", &team);
                write(&root.path().join(path), &text);
            }
        }
        let about = format!("{pairs} registers and their translations, {entries} entries each");
        Self { root, register: PathBuf::from("docs"), about }
    }

    /// A register of which each commit changes one entry.
    fn with_history((commits, entries): (usize, usize)) -> Self {
        let root = tempfile::tempdir().expect("a folder for the register");
        let register = PathBuf::from(Language::English.path());
        let mut text = generator::register(Language::English, entries);
        let mut stream = String::new();
        for commit in 0..commits {
            // The entries change in turn, each in a line of prose.
            let entry = format!("### 1.{} ", commit % entries + 1);
            let start = text.find(&entry).expect("the entry is there");
            let label = start + text[start..].find("- **Impact:** ").expect("it has an impact");
            let end = label + text[label..].find('\n').expect("a line ends");
            text.replace_range(end..end, &format!(" Seen {commit} times."));
            let _ = write!(
                stream,
                "commit refs/heads/main\ncommitter A <a@b> {} +0000\ndata 1\nc\n\
                 M 100644 inline {}\ndata {}\n{text}\n",
                1_750_000_000 + commit * 3_600,
                register.display(),
                text.len()
            );
        }
        let git = |args: &[&str], input: &str| {
            let mut git = Command::new("git");
            git.args(args).current_dir(root.path());
            git.stdin(Stdio::piped()).stdout(Stdio::piped());
            let mut git = git.spawn().expect("there is git");
            let mut told = git.stdin.take().expect("git hears");
            told.write_all(input.as_bytes()).expect("git hears all");
            drop(told);
            let output = git.wait_with_output().expect("git answers");
            assert!(output.status.success(), "git {args:?}");
            String::from_utf8(output.stdout).expect("git speaks UTF-8")
        };
        git(&["init", "-q", "-b", "main"], "");
        git(&["fast-import", "--quiet"], &stream);
        git(&["gc", "-q"], "");
        git(&["reset", "-q", "--hard"], "");
        let log = git(&["log", "--format=", "--raw", "--no-abbrev"], "");
        let blobs = log.lines().filter_map(|line| line.split(' ').nth(3));
        let blobs: String = blobs.flat_map(|blob| [blob, "\n"]).collect();
        write(&root.path().join(".git/blobs"), &blobs);
        let about = format!("{commits} commits of {entries} entries, {} KB", text.len() / 1000);
        Self { root, register, about }
    }

    fn print_versions(&self) -> Command {
        let mut command = self.command(&std::env::current_exe().expect("this bench has a path"));
        command.args([baseline::PRINT, ".git/blobs"]);
        command
    }

    fn lint(&self) -> Command {
        // Every register of a tree of pairs has the same IDs.
        self.gapreg(&["lint", "--ignore", "duplicate-id"])
    }

    fn mirror(&self) -> Command {
        self.gapreg(&["mirror"])
    }

    fn check_table(&self) -> Command {
        self.gapreg(&["triage", "--check"])
    }

    fn gapreg(&self, args: &[&str]) -> Command {
        let mut command = self.command(Path::new(env!("CARGO_BIN_EXE_gapreg")));
        command.args(args).args(["--today", generator::TODAY]).arg(&self.register);
        command
    }

    fn baseline(&self, name: &str) -> Command {
        let mut command = self.command(&std::env::current_exe().expect("this bench has a path"));
        command.arg(name).arg(&self.register);
        command
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.root.path());
        command
    }

    /// Fails if the register has findings: then their output would be measured, too.
    fn expect_sound(&self) {
        let output = self.lint().args(["--output-format", "concise"]).output();
        let Output { status, stdout, stderr } = output.expect("gapreg runs");
        let told = [stdout.as_slice(), &stderr].map(String::from_utf8_lossy);
        assert!(status.success() && stdout.is_empty(), "a sound register is faulted: {told:?}");
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders");
    fs::write(path, text).expect("a file");
}
