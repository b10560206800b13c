//! Every command reads each register once. What it writes is read back besides, and that is counted
//! apart.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use gapreg::register::reads;
use gapreg::run::page_counts;

/// The pair of registers that the example has.
const REGISTERS: usize = 2;

/// Commands that look, and what they are asked for.
const READING: [&str; 21] = [
    "lint",
    "lint --output-format json",
    "lint --statistics",
    "lint --diff",
    "lint --base HEAD",
    "lint --base HEAD --each-commit",
    "mirror",
    "mirror --status",
    "mirror --explain-pairs",
    "mirror --diff",
    "check",
    "pages",
    "pages --diff",
    "pages --fix",
    "check --base HEAD",
    "check --changed-since HEAD",
    "triage --check",
    "triage --check --output-format json",
    "list --format json",
    "show G-001",
    "sla",
];

/// Commands that read history, and those that write.
const OTHERS: [&str; 9] = [
    "log G-001",
    "diff",
    "report -o page",
    "set G-001 owner=Web --yes",
    "new Lost --yes",
    "triage",
    "lint --fix",
    "mirror --fix --stub",
    "init --stdout",
];

/// Runs the program in this process, its results in a file.
fn run(line: &str) {
    let mut args: Vec<OsString> = vec!["gapreg".into()];
    args.extend(line.split(' ').map(OsString::from));
    args.extend(["--today", "2026-03-02", "--quiet"].map(OsString::from));
    if !line.starts_with("report") {
        args.extend(["--output-file", "out.txt"].map(OsString::from));
    }
    gapreg::cli::run(args);
}

fn git(args: &[&str]) {
    let names =
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").args(names).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {output:?}");
}

/// The example in a repository, with a change that is not committed.
fn example(folder: &Path) {
    for entry in walkdir::WalkDir::new("examples/docs") {
        let path = entry.unwrap().into_path();
        let to = folder.join(path.strip_prefix("examples").unwrap());
        if path.is_file() {
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(&path, &to).unwrap();
        }
    }
    std::env::set_current_dir(folder).unwrap();
    git(&["init", "--quiet", "--initial-branch=main"]);
    git(&["add", "docs"]);
    git(&["commit", "--quiet", "--message=Begin"]);
    let register = "docs/en/runbooks/backend-gap-register.md";
    let text = fs::read_to_string(register).unwrap();
    fs::write(register, text.replacen("**Owner:**", "**Owner:** The", 1)).unwrap();
}

/// One test, as the count and the current folder are those of the process.
#[test]
fn each_register_is_read_once() {
    let folder = tempfile::tempdir().unwrap();
    example(folder.path());
    for line in READING.into_iter().chain(OTHERS) {
        let before = reads();
        run(line);
        let count = reads() - before;
        // `init` checks them again with what it would write; `diff` reads only what changed.
        let checks = if line.starts_with("init") { 3 } else { 1 };
        let most = REGISTERS * checks;
        assert!((1..=most).contains(&count), "`gapreg {line}` reads {count} registers");
    }
    each_page_is_read_once();
}

/// Of many pages, each is read once, and only those with a gap section are parsed.
fn each_page_is_read_once() {
    let [read, parsed] = {
        run("pages");
        let before = page_counts();
        run("pages");
        let after = page_counts();
        [after[0] - before[0], after[1] - before[1]]
    };
    fs::create_dir_all("docs/en/many").unwrap();
    for at in 0..500 {
        let heading =
            if at % 10 == 0 { "7) Backend/Integration Gaps" } else { "7) Gaps we closed" };
        let text = format!("# Page {at}\n\n## {heading}\n\n- This fails, {at}\n");
        fs::write(format!("docs/en/many/{at}.md"), text).unwrap();
    }
    let before = page_counts();
    run("pages");
    let after = page_counts();
    assert_eq!([after[0] - before[0], after[1] - before[1]], [read + 500, parsed + 50]);
}
