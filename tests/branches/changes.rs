//! What people change on a branch, in a register and its translation.

use proptest::prelude::*;
use proptest::sample::Index;

use super::common::registers::{in_turkish, three};

/// A register and its translation.
pub type Pair = [String; 2];

#[derive(Clone, Debug)]
pub enum Change {
    /// A tracked field of an entry, in both languages.
    Set(Index, &'static str, &'static str),
    /// A sentence of an entry, in one language.
    Prose(Index, &'static str, usize, String),
    /// A word more in a heading, in both languages.
    Title(Index, String),
    /// A point more in a list of an entry.
    Point(Index, String),
    /// A new entry, with the day on which it was first seen.
    Add(String, u8),
    Remove(Index),
    /// The last entry comes into a section of its own.
    Move(String),
    /// The text of a cell that people write by hand.
    Cell(Index, usize, String),
    /// A line before the entries.
    Introduction(String),
    /// A line of prose before the entries that others may change, too.
    Line(String),
}

const VALUES: [(&str, &str); 9] = [
    ("Status", "In Progress"),
    ("Status", "Open"),
    ("Priority", "P0"),
    ("Priority", "P2"),
    ("Owner", "Web"),
    ("Owner", "Data"),
    ("SLA", "24h"),
    ("Environment", "staging"),
    ("Target Version", "2.4"),
];

const SENTENCES: [&str; 3] = ["Symptom", "Admin Workaround", "Verification (done when fixed)"];

/// A word that no other text has; `side` tells the branches apart.
fn word(side: &'static str) -> impl Strategy<Value = String> {
    "[b-z]{9}".prop_map(move |word| format!("{side}q{word}"))
}

pub fn changes(side: &'static str) -> impl Strategy<Value = Vec<Change>> {
    let at = || any::<Index>();
    let set = (at(), prop::sample::select(VALUES.to_vec()))
        .prop_map(|(at, (key, value))| Change::Set(at, key, value));
    let prose = (at(), prop::sample::select(SENTENCES.to_vec()), 0..2usize, word(side))
        .prop_map(|(at, key, language, word)| Change::Prose(at, key, language, word));
    let change = prop_oneof![
        4 => set,
        3 => prose,
        1 => (at(), word(side)).prop_map(|(at, word)| Change::Title(at, word)),
        1 => (at(), word(side)).prop_map(|(at, word)| Change::Point(at, word)),
        3 => (word(side), 1..4u8).prop_map(|(word, day)| Change::Add(word, day)),
        1 => at().prop_map(Change::Remove),
        1 => word(side).prop_map(Change::Move),
        1 => (at(), 0..2usize, word(side)).prop_map(|(at, l, word)| Change::Cell(at, l, word)),
        1 => word(side).prop_map(Change::Introduction),
        1 => word(side).prop_map(Change::Line),
    ];
    prop::collection::vec(change, 1..5)
}

/// The register and its translation before anybody changed them.
pub fn start() -> Pair {
    let text = three()
        .replace("| Status |\n", "| Status | Workaround |\n")
        .replace("|---|---|---|---|---|\n", "|---|---|---|---|---|---|\n")
        .replace("| Open |\n", "| Open | ask the desk |\n")
        .replace("| In Progress |\n", "| In Progress | ask the desk |\n")
        .replace("| Fixed |\n", "| Fixed | ask the desk |\n")
        .replace("## Triage Summary\n", "Read this first.\n\n## Triage Summary\n");
    let text = format!("{text}\n## 2) Notes\n\nKeep it short.\n");
    let turkish = in_turkish(&text);
    [text, turkish]
}

/// Where each entry starts, and where the last one ends.
fn bounds(text: &str) -> Vec<usize> {
    let mut starts: Vec<usize> = text.match_indices("\n### ").map(|(at, _)| at + 1).collect();
    let last = starts.last().copied().unwrap_or(0);
    let end = text[last..].find("\n## ").map_or(text.len(), |at| last + at + 1);
    starts.push(end);
    starts
}

fn edit_entry(text: &mut String, at: Index, edit: impl FnOnce(&str) -> String) {
    let bounds = bounds(text);
    if bounds.len() < 2 {
        return;
    }
    let at = at.index(bounds.len() - 1);
    let new = edit(&text[bounds[at]..bounds[at + 1]]);
    text.replace_range(bounds[at]..bounds[at + 1], &new);
}

fn with_value(entry: &str, key: &str, value: &str) -> String {
    let label = format!("- **{key}:** ");
    let lines = entry.split_inclusive('\n').map(|line| match line.strip_prefix(&label) {
        Some(_) => format!("{label}{value}\n"),
        None => line.to_owned(),
    });
    lines.collect()
}

impl Change {
    pub fn apply(&self, pair: &mut Pair) {
        match self {
            Self::Prose(at, key, language, word) => {
                let edit = |entry: &str| with_value(entry, key, &format!("What {word} says."));
                edit_entry(&mut pair[*language], *at, edit);
            }
            Self::Cell(at, language, word) => cell(&mut pair[*language], *at, word),
            _ => pair.iter_mut().enumerate().for_each(|(at, text)| self.apply_to(text, at)),
        }
    }

    fn apply_to(&self, text: &mut String, language: usize) {
        match self {
            Self::Set(at, key, value) => {
                edit_entry(text, *at, |entry| with_value(entry, key, value));
            }
            Self::Title(at, word) => {
                edit_entry(text, *at, |entry| entry.replacen('\n', &format!(" {word}\n"), 1));
            }
            Self::Point(at, word) => {
                let list = "- **Escalation Package:**\n";
                edit_entry(text, *at, |entry| {
                    entry.replacen(list, &format!("{list}  - Point {word}\n"), 1)
                });
            }
            Self::Add(word, day) => add(text, word, *day, language),
            Self::Remove(at) => remove(text, *at),
            Self::Move(word) => separate_last(text, word),
            Self::Introduction(word) => {
                *text = text.replacen(
                    "Read this first.",
                    &format!("Read this first.\n\nThen {word}."),
                    1,
                );
            }
            Self::Line(word) => {
                *text = text.replacen("Keep it short.", &format!("Keep it short: {word}."), 1);
            }
            Self::Prose(..) | Self::Cell(..) => {}
        }
    }
}

fn cell(text: &mut String, at: Index, word: &str) {
    let rows: Vec<(usize, &str)> = text.match_indices(" |\n").collect();
    let rows: Vec<usize> = rows.into_iter().map(|(at, _)| at).collect();
    // The header and the line below it are no rows.
    if rows.len() <= 1 {
        return;
    }
    let end = rows[1 + at.index(rows.len() - 1)];
    let start = text[..end].rfind('|').unwrap();
    text.replace_range(start..end, &format!("| ask {word}"));
}

fn add(text: &mut String, word: &str, day: u8, language: usize) {
    let ids = text.match_indices("**ID:** G-").map(|(at, mark)| {
        let from = at + mark.len();
        text[from..from + 3].parse::<u32>().unwrap()
    });
    let id = ids.max().unwrap_or(0) + 1;
    let number = text
        .match_indices("\n### 1.")
        .filter_map(|(at, mark)| text[at + mark.len()..].split(' ').next()?.parse::<u32>().ok())
        .max()
        .unwrap_or(0)
        + 1;
    let title = if language == 0 { "fails" } else { "çalışmıyor" };
    let entry = three();
    let start = entry.find("### 1.1").unwrap();
    let end = entry.find("\n### 1.2").unwrap();
    let entry = entry[start..end]
        .replace("1.1", &format!("1.{number}"))
        .replace("G-001", &format!("G-{id:03}"))
        .replace("Renewal is refused", &format!("{word} {title}"))
        .replace("2026-02-01", &format!("2026-02-0{day}"))
        .replace("The button answers 404.", &format!("Page {word} is blank."));
    let end = *bounds(text).last().unwrap();
    let entry = if end == text.len() { format!("\n{entry}") } else { format!("{entry}\n") };
    text.insert_str(end, &entry);
    let row = format!("| G-{id:03} | P1 | Backend | 7d | Open | ask the desk |\n");
    let last = text.rfind("|\n").unwrap() + 2;
    text.insert_str(last, &row);
}

fn remove(text: &mut String, at: Index) {
    let bounds = bounds(text);
    if bounds.len() < 3 {
        return;
    }
    let at = at.index(bounds.len() - 1);
    let id = text[bounds[at]..].split("**ID:** ").nth(1).unwrap()[..5].to_owned();
    text.replace_range(bounds[at]..bounds[at + 1], "");
    let row = format!("| {id} ");
    let lines = text.split_inclusive('\n').filter(|line| !line.starts_with(&row));
    *text = lines.collect();
}

fn separate_last(text: &mut String, word: &str) {
    let bounds = bounds(text);
    if bounds.len() < 3 || text.contains("Section ") {
        return;
    }
    let start = bounds[bounds.len() - 2];
    text.insert_str(start, &format!("## Section {word}\n\n"));
}
