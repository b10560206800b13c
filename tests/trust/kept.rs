//! What people wrote is still there after a command, or the command says what became of it.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use gapreg::finding::Finding;
use gapreg::register::Register;
use gapreg::settings::Settings;
use gapreg::text::Source;
use gapreg::vocabulary::Key;
use gapreg::{encoding, lint};

use super::commands::{Said, Writer, read, run, tree};
use super::common::environment;
use super::edits::difference;
use super::mutations::Case;

pub fn holds(case: &Case, writer: &Writer) {
    let tree = tree(case);
    let before = read(&tree);
    let said = run(&tree, writer.args);
    let after = read(&tree);
    for at in [0, 1] {
        let what =
            || format!("{}\n{}\n{}", writer.args, said.text, difference(&before[at], &after[at]));
        if said.code == 2 && writer.args.starts_with("adopt") {
            assert!(before == after, "refused, and written all the same: {}", what());
        }
        entries_are_kept(&before[at], &after[at], writer, &what);
        if !writer.rewrites {
            words_are_kept(&before[at], &after[at], &said, &what);
        }
    }
    nothing_unsound_spreads(&before, &after, writer, &said);
    if writer.settles {
        let again = run(&tree, writer.args);
        let twice = read(&tree);
        let differences = [0, 1].map(|at| difference(&after[at], &twice[at])).concat();
        assert!(after == twice, "a second run of {}: {}\n{differences}", writer.args, again.text);
    }
}

fn settings() -> Settings {
    Settings::built_in(Path::new("/"))
}

/// No entry is lost: there are as many as before, under the same titles.
fn entries_are_kept(before: &str, after: &str, writer: &Writer, what: &dyn Fn() -> String) {
    let titles = |text: &str| -> Vec<String> {
        let source = Source::new("gap-register.md", text);
        let settings = settings();
        let Ok(register) = Register::read(&source, settings.reading()) else { return Vec::new() };
        let title = |heading| plain(register.text(heading));
        register.entries.iter().map(|entry| title(entry.heading)).collect()
    };
    // Broken letters are repaired, and what is understood then may be read in another way.
    let (olds, news) = (titles(&healed(before)), titles(&healed(after)));
    assert!(
        olds.len() <= news.len(),
        "{} of {} entries are left: {}",
        news.len(),
        olds.len(),
        what()
    );
    if writer.args.starts_with("heal") || writer.rewrites {
        return;
    }
    let mut left: Vec<&String> = news.iter().collect();
    for old in &olds {
        // Numbers and IDs in headings may change, the words do not.
        let is_same = |new: &&String| new.contains(old.as_str()) || old.contains(new.as_str());
        let at = left.iter().position(|new| *new == old);
        let at = at.or_else(|| left.iter().position(is_same));
        let at = at.unwrap_or_else(|| panic!("`{old}` is no entry any more: {}", what()));
        left.remove(at);
    }
}

/// A text with its broken letters repaired, and without its labels and the comments that ignore
/// findings: a fix may rename a label, and remove a comment.
fn values(text: &str) -> String {
    let line = |line: &str| match line.split_once(":**").or_else(|| line.split_once("**:")) {
        _ if line.contains("gapreg-ignore") => String::new(),
        Some((_, value)) => format!("{value}\n"),
        None => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

fn healed(text: &str) -> String {
    encoding::healed(text).map_or_else(|| text.to_owned(), |(text, _)| text)
}

/// The words of a text, without signs, numbers and IDs.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '-');
    parts.map(|word| word.trim_matches('-')).filter(|word| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1
            && !word.chars().any(|c| c.is_ascii_digit())
    })
}

fn plain(text: &str) -> String {
    words(text).collect::<Vec<_>>().join(" ")
}

/// Every word that there are fewer of is in what the command said.
fn words_are_kept(before: &str, after: &str, said: &Said, what: &dyn Fn() -> String) {
    let count = |text: &str| {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for word in words(text) {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
        counts
    };
    let (before, after) = (healed(before), healed(after));
    let (olds, news) = (count(&values(&before)), count(&values(&after)));
    // Of a cut-off sign, a part may be said.
    let text = format!("{}\n{}", said.text, healed(&said.text));
    let is_fewer = |(word, old): &(&String, &usize)| news.get(*word).is_none_or(|new| new < old);
    for (word, _) in olds.iter().filter(is_fewer) {
        assert!(text.contains(word.as_str()), "`{word}` is gone, and not listed: {}", what());
    }
}

const UNSOUND: [&str; 4] = ["unknown-status", "unknown-value", "bad-date", "bad-sla"];

/// No value that lint objects to is in more places than before.
fn nothing_unsound_spreads(
    before: &[String; 2],
    after: &[String; 2],
    writer: &Writer,
    said: &Said,
) {
    let [before, after] = [before, after].map(|texts| texts.each_ref().map(|text| healed(text)));
    let values: HashSet<Value> = before.iter().flat_map(|text| unsound(text)).collect();
    // What `adopt` reads as a state is one of the flow that it writes.
    let is_state = |value: &Value| writer.rewrites && value.key == Key::Status;
    let values = values.iter().filter(|value| !is_state(value));
    for value in values.filter(|value| value.text.chars().count() > 1) {
        let [old, new] = [&before, &after]
            .map(|texts| -> usize { texts.iter().map(|text| places(text, value)).sum() });
        assert!(
            new <= old,
            "{value:?} is at {new} places and was at {old}: {}\n{}\n{}",
            writer.args,
            said.text,
            [0, 1].map(|at| difference(&before[at], &after[at])).concat()
        );
    }
}

/// A value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Value {
    key: Key,
    text: String,
}

fn unsound(text: &str) -> Vec<Value> {
    let source = Source::new("gap-register.md", text);
    let settings = settings();
    let read = || Register::read(&source, settings.reading()).ok();
    let Some((register, linted)) = read().zip(read()) else { return Vec::new() };
    // A finding about a part of a value, or about a value of several lines, shows another text.
    let is_whole = |span: std::ops::Range<usize>| {
        let fields = register.entries.iter().flat_map(|entry| &entry.fields);
        let mut own = fields.filter(|field| field.value.range().contains(&span.start));
        own.any(|field| register.text(field.value).trim() == text[span.clone()].trim())
    };
    let found = lint::lint(&[linted], &settings, environment::on("2026-03-02"));
    let value = |finding: &Finding| {
        let key = settings.vocabulary.key_named(finding.field.as_deref()?)?;
        let is_unsound = UNSOUND.contains(&finding.rule) && finding.entry.is_some();
        let value = text[finding.span.range()].trim();
        (is_unsound && is_whole(finding.span.range()))
            .then(|| Value { key, text: value.to_owned() })
    };
    found.iter().filter_map(value).collect()
}

/// How often a value is that of a field or of a cell.
fn places(text: &str, value: &Value) -> usize {
    let source = Source::new("gap-register.md", text);
    let settings = settings();
    let Ok(register) = Register::read(&source, settings.reading()) else { return 0 };
    let is_value = |span| register.text(span).trim() == value.text;
    let fields = register.entries.iter().flat_map(|entry| &entry.fields);
    let in_entries = fields.filter(|field| field.key == Some(value.key) && is_value(field.value));
    let parts = register.triage.iter();
    let rows = parts.flat_map(|table| table.rows.iter().map(|row| (&table.columns, row)));
    let cells = rows.flat_map(|(columns, row)| columns.iter().zip(&row.cells));
    let in_table = cells.filter(|(column, cell)| column.key == Some(value.key) && is_value(**cell));
    in_entries.count() + in_table.count()
}
