//! How many instructions each command runs. The number is the same on a busy machine, so it shows
//! changes that are too small for a measurement of time. Needs valgrind.
#![allow(clippy::print_stdout, reason = "a bench tells its figures on standard output")]

mod generator;

use std::process::Command;

/// The number of registers, and of entries in each.
const TREE: (usize, usize) = (100, 10);

fn main() {
    // `cargo test --benches` runs benches, too, but without measuring.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("not measured: valgrind is not installed");
        return;
    }
    let root = tempfile::tempdir().expect("a folder for the registers");
    std::fs::create_dir(root.path().join(".git")).expect("the root of a repository");
    generator::write_tree(root.path(), TREE.0, TREE.1);
    let entries = TREE.0 * TREE.1;
    println!("{:16}{:>16}{:>12}", "instructions", "in all", "an entry");
    // The instructions of a process that reads no register.
    let start = count(root.path(), &["--version"]);
    println!("{:16}{start:>16}", "--version");
    for args in [&["list"][..], &["lint"], &["triage", "--check"], &["mirror"], &["check"]] {
        let all = count(root.path(), &[args, &["docs", "--today", generator::TODAY]].concat());
        println!("{:16}{all:>16}{:>12}", args.join(" "), all.saturating_sub(start) / entries);
    }
}

/// The instructions of one run, on one thread.
fn count(root: &std::path::Path, args: &[&str]) -> usize {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    command.arg(env!("CARGO_BIN_EXE_gapreg")).args(args);
    let output = command.current_dir(root).env("RAYON_NUM_THREADS", "1").output();
    let said = String::from_utf8(output.expect("valgrind runs").stderr).expect("text");
    let counted = said.lines().find_map(|line| line.split_once("Collected :"));
    counted.and_then(|(_, count)| count.trim().parse().ok()).expect("valgrind counts")
}
