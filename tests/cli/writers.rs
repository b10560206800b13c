//! Many writers at once: each edit is kept, or its command says that it was not made.

use std::fmt::Write as _;
use std::process::Output;

use crate::common::registers::{ENTRY, sound};
use crate::common::translated::{EN, TR, pair, turkish};
use crate::common::tree::Tree;

const WRITERS: usize = 20;

/// The output of one command for each writer, all started at once.
fn at_once(tree: &Tree, args: impl Fn(usize) -> String) -> Vec<Output> {
    let children: Vec<_> = (1..=WRITERS)
        .map(|number| {
            let mut command = tree.command(&args(number));
            command.stdin(std::process::Stdio::null());
            command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    children.into_iter().map(|child| child.wait_with_output().unwrap()).collect()
}

fn assert_all_succeeded(outputs: &[Output]) {
    for output in outputs {
        assert!(output.status.success(), "{output:?}");
    }
}

/// A register with an entry for each writer.
fn many() -> String {
    let mut text = sound();
    for number in 2..=WRITERS {
        let entry = ENTRY
            .replace("### 1.1 ", &format!("### 1.{number} "))
            .replace("G-001", &format!("G-{number:03}"))
            .replace("Renewal is refused", &format!("Renewal {number} is refused"));
        let _ = write!(text, "\n{entry}");
    }
    text
}

#[test]
fn twenty_changes_of_twenty_entries_are_all_kept() {
    let tree = pair(&many(), &turkish(&many()));
    let set = |number| format!("set G-{number:03} owner=Team{number} target-version=9.{number}");
    assert_all_succeeded(&at_once(&tree, set));
    for path in [EN, TR] {
        let text = tree.read(path);
        for number in 1..=WRITERS {
            assert!(text.contains(&format!("- **Owner:** Team{number}\n")), "{path}: {number}");
            assert!(text.contains(&format!(" 9.{number}\n")), "{path}: {number}");
        }
    }
}

#[test]
fn writers_that_name_other_places_wait_for_each_other() {
    let tree = pair(&many(), &turkish(&many()));
    tree.repository();
    let place = |number| ["docs/en", "docs/tr", "docs", EN][number % 4];
    let set = |number| format!("set G-{number:03} owner=Team{number} {}", place(number));
    assert_all_succeeded(&at_once(&tree, set));
    for number in 1..=WRITERS {
        assert!(tree.read(EN).contains(&format!("- **Owner:** Team{number}\n")), "{number}");
        assert!(tree.read(TR).contains(&format!("- **Owner:** Team{number}\n")), "{number}");
    }
}

#[test]
fn twenty_new_entries_get_twenty_ids() {
    let tree = Tree::with(sound());
    assert_all_succeeded(&at_once(&tree, |number| format!("new Loans>Holds>Hold{number}")));
    let text = tree.read("gap-register.md");
    for number in 2..=WRITERS + 1 {
        assert_eq!(text.matches(&format!("- **ID:** G-{number:03}\n")).count(), 1, "{text}");
    }
    for number in 1..=WRITERS {
        assert!(text.contains(&format!("Hold{number}\n")), "{text}");
    }
}

#[test]
fn changes_and_repairs_at_once_keep_every_change() {
    let tree = Tree::with(many());
    let args = |number| match number % 4 {
        0 => "triage".to_owned(),
        1 => "lint --fix".to_owned(),
        _ => format!("set G-{number:03} owner=Team{number}"),
    };
    assert_all_succeeded(&at_once(&tree, args));
    let text = tree.read("gap-register.md");
    for number in (1..=WRITERS).filter(|number| number % 4 > 1) {
        assert!(text.contains(&format!("- **Owner:** Team{number}\n")), "{number}");
    }
}

#[test]
fn the_instructions_are_written_once() {
    let tree = Tree::new().put("AGENTS.md", "# Ours\n");
    assert_all_succeeded(&at_once(&tree, |_| "instructions --write AGENTS.md".to_owned()));
    assert_eq!(tree.read("AGENTS.md").matches("<!-- gapreg:instructions").count(), 1);
}
