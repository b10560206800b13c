//! How the time of each command, as a whole process, grows from a thousand entries to a hundred
//! thousand, of registers without findings and with. `cargo bench --bench growth -- --write FOLDER
//! [FILES [ENTRIES [SEED|- [STATE]]]]` only writes a tree of registers, for other measurements.
#![allow(clippy::print_stdout, reason = "a bench tells its figures on standard output")]

mod generator;
#[allow(dead_code, reason = "only times are asked for here")]
mod process;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use generator::{Language, Make, State};
use tempfile::TempDir;

/// From the register of one team to more entries than any team has.
const COUNTS: [usize; 5] = [1_000, 3_000, 10_000, 30_000, 100_000];
/// How often each command runs. The fastest run counts: it was disturbed least.
const TURNS: usize = 5;
/// The largest growth of a command that reads every entry once.
const MOST: f64 = 1.05;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [write, folder, rest @ ..] = &args[..]
        && write == "--write"
    {
        let number =
            |at: usize, usual| rest.get(at).and_then(|arg| arg.parse().ok()).unwrap_or(usual);
        let (files, entries) = (number(0, 2_000), number(1, 10));
        let make = rest.get(2).and_then(|arg| arg.parse().ok()).map_or(Make::USUAL, Make::drawn);
        let named = |state: &State| rest.get(3) == Some(&format!("{state:?}"));
        let state = State::ALL.into_iter().find(named).unwrap_or(State::Sound);
        make.in_state(state).write_tree(Path::new(folder), files, entries);
        println!("{files} registers of {entries} entries in {folder}");
        return;
    }
    // `cargo test --benches` runs benches, too, but without measuring.
    let is_measuring = std::env::args().any(|arg| arg == "--bench");
    let counts = if is_measuring { &COUNTS[..] } else { &COUNTS[..1] };
    let turns = if is_measuring { TURNS } else { 1 };
    let sound: [(&str, &[&str]); 6] = [
        ("list", &["list", "--format", "ndjson"]),
        ("lint", &["lint", "--fail-on", "never"]),
        ("lint --statistics", &["lint", "--statistics", "--select", "missing-field"]),
        ("triage --check", &["triage", "--check"]),
        ("mirror", &["mirror"]),
        ("check", &["check", "--fail-on", "never"]),
    ];
    // Those that report findings, where there are some.
    let reporting = [sound[1], sound[5]];
    print!("{:20}", "milliseconds");
    for count in counts {
        print!("{count:>10}");
    }
    println!("{:>12}", "exponent");
    for state in State::ALL {
        println!("{state:?}");
        let pairs: Vec<TempDir> = counts.iter().map(|&count| pair(count, state)).collect();
        for (name, args) in if state == State::Sound { &sound[..] } else { &reporting } {
            report(name, args, &pairs, counts, turns);
        }
    }
}

/// A line of the table: the times of one command.
fn report(name: &str, args: &[&str], pairs: &[TempDir], counts: &[usize], turns: usize) {
    // The sizes run in turn, so that a busy minute slows all of them.
    let mut times = vec![f64::INFINITY; counts.len()];
    for _ in 0..turns {
        for (time, pair) in times.iter_mut().zip(pairs) {
            *time = time.min(milliseconds(pair.path(), args));
        }
    }
    print!("{name:20}");
    for time in &times {
        print!("{time:>10.1}");
    }
    let exponent = exponent(counts, &times);
    let verdict = if exponent <= MOST { "" } else { "  more than promised" };
    println!("{exponent:>12.2}{verdict}");
}

/// A register of `count` entries and its mirror.
fn pair(count: usize, state: State) -> TempDir {
    let root = tempfile::tempdir().expect("a folder for the registers");
    // The largest registers are above the default limit of size.
    write(&root.path().join("gapreg.yaml"), "max-size: 512\n");
    for language in Language::ALL {
        for page in language.pages() {
            write(&root.path().join(page), "");
        }
        write(
            &root.path().join(language.path()),
            &Make::USUAL.in_state(state).register(language, count),
        );
    }
    root
}

fn milliseconds(root: &Path, args: &[&str]) -> f64 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gapreg"));
    command.current_dir(root).args(args);
    // One register, or two for the commands that compare them.
    let is_pair = matches!(args[0], "mirror" | "check");
    command.arg(if is_pair { "docs".into() } else { Language::English.path() });
    command.args(["--today", generator::TODAY, "--quiet"]).stdout(Stdio::null());
    process::milliseconds(&mut command)
}

/// How the times grow: 1 if twice as many entries take twice as long.
///
/// It is the slope of the line through the logarithms, by least squares. The smallest register is
/// left out: its time is mostly the start of the process, which would make the growth look smaller
/// than it is.
#[allow(clippy::cast_precision_loss, reason = "counts of entries are small numbers")]
fn exponent(counts: &[usize], times: &[f64]) -> f64 {
    let points: Vec<(f64, f64)> =
        counts.iter().zip(times).skip(1).map(|(&n, &t)| ((n as f64).ln(), t.ln())).collect();
    let mean =
        |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let both: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let own: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    both / own
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders");
    fs::write(path, text).expect("a file");
}
