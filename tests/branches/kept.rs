//! What must hold for two branches, whatever was changed on them.

use std::collections::{BTreeSet, HashMap, HashSet};

use similar::{ChangeTag, TextDiff};

use super::changes::{Change, Pair, start};
use super::repository::{NAMES, Outcome, Repository};

pub fn holds(repository: &Repository, left: &[Change], right: &[Change]) {
    let (left_commit, left) = repository.branch(left);
    let (right_commit, right) = repository.branch(right);
    let merged = repository.join(&right_commit, &format!("merge --no-edit {left_commit}"));
    nothing_is_lost(&merged, &left, &right);
    if merged.is_clean {
        untouched_lines_stay(&merged, &left, &right);
        is_sound(repository, &merged, &[&left, &right]);
    }
    let picked = repository.join(
        &right_commit,
        &format!("cherry-pick --allow-empty --keep-redundant-commits {left_commit}"),
    );
    assert_eq!(picked.is_clean, merged.is_clean, "cherry-pick: {}\n{}", picked.said, merged.said);
    let rebased = repository.join(&left_commit, &format!("rebase {right_commit}"));
    assert_eq!(rebased.is_clean, merged.is_clean, "rebase: {}", rebased.said);
    let other = repository.join(&left_commit, &format!("merge --no-edit {right_commit}"));
    assert_eq!(other.is_clean, merged.is_clean, "the other way: {}", other.said);
    nothing_is_lost(&other, &left, &right);
    if merged.is_clean {
        assert_eq!(picked.pair, merged.pair, "a cherry-pick gives another text than a merge");
        assert_eq!(rebased.pair, merged.pair, "a rebase gives another text than a merge");
        let entries = [&merged, &other].map(|outcome| entries(repository, &outcome.pair));
        assert_eq!(entries[0], entries[1], "the entries depend on the direction");
        let again = repository.join(&right_commit, &format!("merge --no-edit {right_commit}"));
        assert_eq!(again.pair, right, "a branch merged into itself changes something");
    }
}

/// The words that no other branch has, and how often each is there.
fn own_words(text: &str) -> HashMap<&str, usize> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let is_own =
        |word: &&str| word.len() == 11 && (word.starts_with("lq") || word.starts_with("rq"));
    let mut counts = HashMap::new();
    words.filter(is_own).for_each(|word| *counts.entry(word).or_default() += 1);
    counts
}

/// Every word of either side is in the result or in a conflict, and no more often than on its side.
fn nothing_is_lost(merged: &Outcome, left: &Pair, right: &Pair) {
    let has_markers = |text: &String| text.contains("<<<<<<<") || text.contains(">>>>>>>");
    let is_marked = merged.pair.iter().any(has_markers);
    assert_eq!(merged.is_clean, !is_marked, "{}", merged.said);
    assert!(!merged.said.contains("line by line"), "{}", merged.said);
    for at in [0, 1] {
        let found = own_words(&merged.pair[at]);
        for side in [left, right] {
            for (word, count) in own_words(&side[at]) {
                let now = found.get(word).copied().unwrap_or(0);
                let is_kept = if merged.is_clean { now == count } else { 1 <= now && now <= count };
                assert!(is_kept, "`{word}`: {now} of {count}\n{}", merged.pair[at]);
            }
        }
    }
}

/// The lines of the base that no side touched are there as often as before.
fn untouched_lines_stay(merged: &Outcome, left: &Pair, right: &Pair) {
    for (at, base) in start().iter().enumerate() {
        let count = |text: &str, line: &str| text.lines().filter(|own| *own == line).count();
        let is_sure = |line: &&str| !line.trim().is_empty() && !line.starts_with(['#', '|']);
        // A line that a side takes from one entry and adds to another is there as often as before,
        // and was touched. So is a line of every entry where one is removed and one added.
        let sides =
            [left, right].map(|side| TextDiff::from_lines(base.as_str(), side[at].as_str()));
        let changes = sides.iter().flat_map(TextDiff::iter_all_changes);
        let removed = changes.filter(|change| change.tag() == ChangeTag::Delete);
        let removed: HashSet<&str> = removed.map(|change| change.value().trim_end()).collect();
        let mut ids = base.lines().filter(|line| line.starts_with("- **") && line.contains(" G-"));
        let all_stay = ids.all(|id| [left, right].iter().all(|side| count(&side[at], id) > 0));
        let is_sure = |line: &&str| {
            is_sure(line)
                && !removed.contains(line.trim_end())
                && (all_stay || count(base, line) == 1)
        };
        for line in base.lines().filter(is_sure) {
            let counts = [base, &left[at], &right[at]].map(|text| count(text, line));
            if counts[0] == counts[1] && counts[0] == counts[2] {
                let now = count(&merged.pair[at], line);
                assert_eq!(now, counts[0], "`{line}`\n{}", merged.pair[at]);
            }
        }
    }
}

/// The merged registers have no errors that no side has.
fn is_sound(repository: &Repository, merged: &Outcome, sides: &[&Pair]) {
    let rules = |pair: &Pair| -> BTreeSet<String> {
        let report = repository.json(pair, "check --output-format json");
        let found = report["findings"].as_array().unwrap();
        let errors = found.iter().filter(|finding| finding["level"] == "error");
        errors.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
    };
    let new = rules(&merged.pair);
    if !new.is_empty() {
        let known: BTreeSet<String> = sides.iter().flat_map(|pair| rules(pair)).collect();
        let unknown: Vec<&String> = new.difference(&known).collect();
        assert!(unknown.is_empty(), "{unknown:?}\n{}\n{}", merged.pair[0], merged.pair[1]);
    }
}

/// What the registers say of their entries, in no order.
fn entries(repository: &Repository, pair: &Pair) -> BTreeSet<String> {
    let list = repository.json(pair, "list --format json");
    let registers = list["registers"].as_array().unwrap();
    assert_eq!(registers.len(), NAMES.len());
    let of_register = |register: &serde_json::Value| {
        let path = register["path"].clone();
        let entries = register["entries"].as_array().unwrap().clone();
        entries.into_iter().map(move |entry| {
            let fields = entry["fields"].as_array().unwrap().iter();
            let fields = fields.map(|field| format!("{}: {}", field["label"], field["value"]));
            format!(
                "{path} {} {}: {}",
                entry["id"],
                entry["heading"],
                fields.collect::<Vec<_>>().join(", ")
            )
        })
    };
    registers.iter().flat_map(of_register).collect()
}
