//! The time and memory that hostile texts take: a pull request must not be able to stop the program. The
//! texts are made so that parsing or comparing them could take time quadratic in their length. Each is
//! tried at four lengths.
#![allow(clippy::print_stdout, reason = "a bench tells its figures on standard output")]
#![allow(clippy::format_collect, reason = "what a text is made with takes no time that counts")]
#![allow(clippy::cast_precision_loss, reason = "counts of bytes are small numbers")]

#[allow(dead_code, reason = "only a small register is asked for here")]
mod generator;
#[allow(dead_code, reason = "only the peak of memory is asked for here")]
mod process;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use generator::Language;

/// How often the piece of a trap is repeated in the shorter text.
const TIMES: usize = 5_000;
/// How many entries are before a trap: of one, what is looked for is found at once.
const ENTRIES: usize = 5;
/// The largest growth that counts as linear; short runs vary.
const MOST: f64 = 1.15;
/// Shorter times are not judged.
const NOTICED: f64 = 300.0;
/// The most bytes of memory for a byte of input, beyond what the program takes for nothing.
const MOST_MEMORY: f64 = 60.0;
/// Less memory is not judged, in bytes: a thread's stack and buffers are the same for every text.
const NOTICED_MEMORY: f64 = 16e6;

/// The name and the piece of each trap. The piece is repeated behind a register of a few entries.
const PIECES: [(&str, &str); 36] = [
    ("links", "[a](b) "),
    ("open brackets", "["),
    ("open images", "!["),
    ("emphasis", "*a "),
    ("mixed emphasis", "**a *b _c "),
    ("strikes", "~~a "),
    ("backticks", "` "),
    ("open tags", "<a "),
    ("open comments", "<!-- "),
    ("open data", "a <![CDATA["),
    ("open instructions", "a <?"),
    ("entities", "&amp"),
    ("footnotes", "[^1] "),
    ("definitions", "[a]: /x\n"),
    ("deep quotes", "> > > > > > > > > > > > > > > > > > > > a\n"),
    ("underlined headings", "a\n---\n"),
    ("fences", "```\na\n"),
    ("empty lines", "\n"),
    ("blanks", "\t"),
    ("ignore comments", "<!-- gapreg-ignore bad-sla: why --> "),
    ("ignore lines", "<!-- gapreg-ignore bad-sla: why -->\n"),
    ("rows", "| X-1 | a | Open |\n"),
    ("columns", "| a "),
    ("the same field", "- **Owner:** a\n"),
    ("fields on a line", " · **Owner:** a"),
    ("sub-headings", "#### Symptom\n\na\n\n"),
    ("numbered headings", "### 1.1 a\n\n"),
    ("checklist", "- [ ] **G-001** a (P1)\n"),
    ("slashes", "/"),
    ("addresses", "://"),
    ("digits", "1,"),
    ("words with digits", "A_1"),
    ("wrong encoding", "Ã¼ Ã"),
    ("lost letters", "\u{fffd} a "),
    ("turned text", "\u{202e}\u{2066} a"),
    ("states", " → Open"),
];

type Made = (&'static str, fn(usize) -> String);

/// Traps that are made from a number.
const MADE: [Made; 16] = [
    ("runs of backticks", |n| (1..n.isqrt()).map(|run| format!(" {}", "`".repeat(run))).collect()),
    ("own labels", |n| (0..n).map(|at| format!("- **Zq{at}:** a\n")).collect()),
    ("misspelt labels", |n| (0..n).map(|at| format!("- **Symptomm{at}:** a\n")).collect()),
    ("other definitions", |n| (0..n).map(|at| format!("[a{at}]: /x\n\n[a{at}]\n")).collect()),
    ("a heading of arrows", |n| format!("\n### 1.2 {}b\n", "→ a ".repeat(n))),
    ("a wide table", |n| {
        format!("\n|{}\n|{}\n|{}\n", " a |".repeat(n), "-|".repeat(n), " b |".repeat(n))
    }),
    ("links without an end", |n| format!("\n- **Source pages:** {}\n", "](".repeat(n))),
    ("pages", |n| (0..n).map(|at| format!("`/docs/en/{at}.md`, ")).collect()),
    ("entries of one ID", |n| "### 1.2 A\n\n- **ID:** G-001\n- **Status:** Open\n\n".repeat(n / 5)),
    ("fields below an item", |n| {
        let fields: String =
            (0..n).map(|at| format!("  - **Zq{at}:** a\n  - Owner： b\n")).collect();
        format!("\n- **W-1 Gate.**\n{fields}")
    }),
    ("boxes below a field", |n| {
        let boxes: String = (0..n).map(|at| format!("  - [ ] done {at}\n")).collect();
        format!("\n- **Impact:**\n{boxes}")
    }),
    ("a chain of days", |n| format!("\n- **Impact:** {}\n", "1-".repeat(n))),
    ("tables below headings", |n| {
        let table = "| Gap | Status |\n|---|---|\n| a | Open |\n\n";
        (0..n / 5).map(|at| format!("### Zone {at}\n\n{table}")).collect()
    }),
    ("a block of other numbers", |n| {
        let own: String = (0..n / 5).map(|at| format!("### 2.{at} a\n\n")).collect();
        own + &"### 0.1 a\n\n".repeat(n / 6)
    }),
    ("headings with values", |n| {
        (0..n).map(|at| format!("### Z-{at} a (P1, Open)\n\ntext\n\n")).collect()
    }),
    ("entries without ID", |n| "### A\n\n- **Status:** Open\n- **Priority:** P1\n\n".repeat(n / 5)),
];

fn main() {
    // `cargo test --benches` runs benches, too, but without measuring.
    let times = if std::env::args().any(|arg| arg == "--bench") { TIMES } else { 10 };
    println!(
        "{:30}{:>10}{:>10}{:>10}{:>10}{:>10}{:>12}",
        "milliseconds", "1×", "2×", "4×", "8×", "exponent", "bytes/byte"
    );
    for (name, piece) in PIECES {
        try_out(name, times, |times| piece.repeat(times));
    }
    for (name, make) in MADE {
        try_out(name, times, make);
    }
}

fn try_out(name: &str, times: usize, make: impl Fn(usize) -> String) {
    for (command, args) in
        [("check", &["check"][..]), ("fix", &["lint", "--unsafe-fixes", "--diff"])]
    {
        let texts = [1, 2, 4, 8].map(|factor| Pair::ending_in(&make(factor * times)));
        let all = texts.each_ref().map(|pair| pair.milliseconds(args));
        let [one, two, four, eight] = all;
        let exponent = (eight / one).log(8.0);
        let memory = texts[3].memory(args);
        let density = memory / texts[3].bytes as f64;
        let is_slow = exponent > MOST && eight > NOTICED;
        let is_large = density > MOST_MEMORY && memory > NOTICED_MEMORY;
        let verdict = if is_slow || is_large { "  more than promised" } else { "" };
        print!("{name:22}{command:8}{one:>10.1}{two:>10.1}{four:>10.1}{eight:>10.1}");
        println!("{exponent:>10.2}{density:>12.0}{verdict}");
    }
}

/// A register and its mirror that both end in a text.
struct Pair {
    root: tempfile::TempDir,
    bytes: usize,
}

impl Pair {
    fn ending_in(trap: &str) -> Self {
        let root = tempfile::tempdir().expect("a folder for the registers");
        let mut bytes = 0;
        for language in Language::ALL {
            let path = root.path().join(language.path());
            fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("folders");
            let register = generator::register(language, ENTRIES);
            let text = format!("{}\n{trap}", register.trim_end());
            bytes += text.len();
            fs::write(path, text).expect("a file");
        }
        Self { root, bytes }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gapreg"));
        command.current_dir(self.root.path()).args(args);
        command.args(["docs", "--today", generator::TODAY]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn milliseconds(&self, args: &[&str]) -> f64 {
        let start = Instant::now();
        let status = self.command(args).status().expect("the program starts");
        assert!(matches!(status.code(), Some(0 | 1)), "{args:?} ended with {status}");
        start.elapsed().as_secs_f64() * 1e3
    }

    /// The peak memory beyond what the program takes for nothing, in bytes; 0 where it is not known.
    fn memory(&self, args: &[&str]) -> f64 {
        let nothing = process::peak(Command::new(env!("CARGO_BIN_EXE_gapreg")).arg("--version"));
        let peak = process::peak(&mut self.command(args));
        peak.zip(nothing).map_or(0.0, |(peak, nothing)| peak - nothing)
    }
}
