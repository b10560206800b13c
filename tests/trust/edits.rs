//! The edits that a report offers, applied and asked for again until none is left: what `--fix`
//! writes.

use std::fs;
use std::path::Path;

use gapreg::finding::{Edit, Finding, Safety};
use gapreg::lint::Scope;
use gapreg::run::{
    CheckOptions, Collected, InputOptions, Inputs, Project, ProjectOptions, RegisterCheck,
    RegisterHistory,
};

use super::commands::{LEADING, MIRROR, read, run, tree};
use super::common::tree::Tree;
use super::mutations::Case;

/// A command with `--fix`, and what it reports.
pub type Fixer = (&'static str, Scope);

pub const FIXERS: [Fixer; 3] = [
    ("lint --fix", Scope::Registers),
    ("mirror --fix", Scope::Mirrors),
    ("check --fix", Scope::All),
];

/// As `--fix`, with a margin: a report names a fact of a pair once.
const MOST_ROUNDS: usize = 30;

pub fn hold(case: &Case, (args, scope): Fixer) {
    let (fixed, edited) = (tree(case), tree(case));
    if run(&fixed, args).code == 2 {
        return;
    }
    let is_left = (0..MOST_ROUNDS).all(|_| apply_offers(&edited, scope));
    assert!(!is_left, "{args}: edits are offered again and again");
    let [by_fix, by_edits] = [&fixed, &edited].map(read);
    assert!(
        by_fix == by_edits,
        "{args}\n{}",
        [0, 1].map(|at| difference(&by_fix[at], &by_edits[at])).concat()
    );
}

/// Applies the safe edits that are offered; whether there were some.
fn apply_offers(tree: &Tree, scope: Scope) -> bool {
    let found = findings(tree, scope);
    let mut is_changed = false;
    for name in [LEADING, MIRROR] {
        let edits = |f: &Finding| f.fix.clone().filter(|fix| fix.safety == Safety::Safe);
        let of_file = found.iter().filter(|finding| *finding.path == *name);
        let mut edits: Vec<Edit> = of_file.filter_map(edits).flat_map(|fix| fix.edits).collect();
        // Rows that are inserted at one place keep their order.
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let are_apart = |pair: &[Edit]| pair[0].span.end <= pair[1].span.start;
        assert!(edits.windows(2).all(are_apart), "edits overlap: {edits:?}");
        let mut text = tree.read(name);
        for edit in edits.iter().rev() {
            text.replace_range(edit.span.range(), &edit.text);
        }
        is_changed |= !edits.is_empty();
        fs::write(tree.path(name), text).unwrap();
    }
    is_changed
}

fn findings(tree: &Tree, scope: Scope) -> Vec<Finding> {
    let notes = Collected::default();
    let folder = fs::canonicalize(tree.path("")).unwrap();
    let options =
        ProjectOptions { today: Some("2026-03-02".parse().unwrap()), ..ProjectOptions::default() };
    let project = Project::in_folder(folder, &[], options, &notes).unwrap();
    let paths = [LEADING, MIRROR].map(|name| Path::new(name).to_owned());
    let options = InputOptions {
        paths: &paths,
        stdin_filename: "gap-register.md",
        force_exclude: false,
        takes_any_text: false,
    };
    let mut inputs = Inputs::find(&project, options, &notes).unwrap();
    inputs.read(&project, &notes);
    let history = RegisterHistory::of(inputs.paths(), &project, &notes);
    let check = RegisterCheck {
        project: &project,
        inputs: &inputs,
        history: Some(&history),
        options: CheckOptions::all_of(scope),
    };
    check.run(&notes).unwrap().findings
}

/// The lines that differ.
pub fn difference(one: &str, other: &str) -> String {
    let diff = similar::TextDiff::from_lines(one, other);
    diff.unified_diff().context_radius(2).to_string()
}
