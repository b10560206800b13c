//! What is left of a run that was interrupted, and what cannot be printed.

use std::fs;
use std::process::{Command, Stdio};

use crate::common::registers::sound;
use crate::common::tree::Tree;

#[test]
fn the_next_run_removes_what_an_interrupted_one_left() {
    let text = sound().replace("- **SLA:** 7d\n", "");
    for text in [text, sound()] {
        let tree = Tree::with(text).put(".gapreg-aBcDeF.tmp", "half of a regis");
        tree.run("lint --fix");
        let left: Vec<_> = fs::read_dir(tree.path("")).unwrap().flatten().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_does_not_arrive_is_a_failure() {
    let tree = Tree::with(sound());
    for args in ["--help", "--version", "lint --help", "list", "rules", "schema", "completions zsh"]
    {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command: Command = tree.command(args);
        let output = command.stdout(Stdio::from(full)).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args}: {output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("error: No space left on device"), "{args}: {said}");
    }
}
