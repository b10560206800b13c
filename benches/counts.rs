//! How many instructions each command runs, beside those of the Markdown parser alone. The number is
//! the same on a busy machine, so it shows changes that are too small for a measurement of time. Needs
//! valgrind.
#![allow(clippy::print_stdout, reason = "a bench tells its figures on standard output")]
#![allow(clippy::cast_precision_loss, reason = "a ratio has three digits")]

mod baseline;
mod drain;
mod generator;

use std::path::Path;
use std::process::Command;

use generator::{Make, State};

/// The number of registers, and of entries in each.
const TREE: (usize, usize) = (100, 10);
const COMMANDS: [&[&str]; 5] =
    [&["lint"], &["list"], &["triage", "--check"], &["mirror"], &["check"]];

fn main() {
    // `cargo test --benches` runs benches, too, but without measuring.
    if baseline::play() || !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("not measured: valgrind is not installed");
        return;
    }
    println!("{:36}{:>14}{:>12}{:>10}", "instructions", "in all", "an entry", "of drain");
    report("first author", Make::USUAL, &COMMANDS);
    for seed in 0..3 {
        report(&format!("seed {seed}"), Make::drawn(seed), &COMMANDS[..1]);
    }
}

/// The commands on registers of one make; those with findings are only linted.
fn report(name: &str, make: Make, commands: &[&[&str]]) {
    for state in State::ALL {
        let root = tempfile::tempdir().expect("a folder for the registers");
        std::fs::create_dir(root.path().join(".git")).expect("the root of a repository");
        make.in_state(state).write_tree(root.path(), TREE.0, TREE.1);
        let this = std::env::current_exe().expect("this bench has a path");
        let drained = count(root.path(), &this, &[baseline::DRAIN, "docs"]);
        for args in if state == State::Sound { commands } else { &commands[..1] } {
            let args = [args, &["docs", "--today", generator::TODAY][..]].concat();
            let all = count(root.path(), Path::new(env!("CARGO_BIN_EXE_gapreg")), &args);
            let what = format!("{name}, {state:?}: {}", args[0]);
            let ratio = all as f64 / drained as f64;
            println!("{what:36}{all:>14}{:>12}{ratio:>9.2}×", all / (TREE.0 * TREE.1));
        }
    }
}

/// The instructions of one run, on one thread.
fn count(root: &Path, program: &Path, args: &[&str]) -> usize {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    command.arg(program).args(args);
    let output = command.current_dir(root).env("RAYON_NUM_THREADS", "1").output();
    let said = String::from_utf8(output.expect("valgrind runs").stderr).expect("text");
    let counted = said.lines().find_map(|line| line.split_once("Collected :"));
    counted.and_then(|(_, count)| count.trim().parse().ok()).expect("valgrind counts")
}
