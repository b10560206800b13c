//! Values without labels at the ends of several items, which have the same order: `… — high — Mia — due
//! 2026-12-04`. What each is, the items show together.

use std::collections::HashSet;

use super::short_values::{
    ItemTail, is_account, is_name, remark_at_end, single_value, usual_keys, value_of,
};
use crate::register::Field;
use crate::text::Span;
use crate::values::day_of;
use crate::vocabulary::{Key, Vocabulary};

/// What parts the values; in one item, all are parted by the same sign.
const SIGNS: [&str; 5] = [" — ", " – ", " - ", " · ", " | "];

/// The values that several items have at their ends.
#[derive(Default)]
pub(super) struct ItemColumns<'t> {
    keys: Vec<Option<Key>>,
    /// The names of owners.
    owners: HashSet<&'t str>,
    /// Whether accounts at the ends of items are those of owners: `… @mia`.
    has_accounts: bool,
    /// Whether names and days at the ends of items are those of owners and deadlines: `… (Mia, 2026-12-04)`.
    has_named_days: bool,
}

impl<'t> ItemColumns<'t> {
    /// Those of the first lines of some items, each behind its ID and its name; with whether it has a name.
    pub(super) fn of(text: &'t str, lines: &[(Span, bool)], words: &Vocabulary) -> Self {
        const SEVERAL: usize = 3;
        let accounts = lines.iter().filter(|(line, _)| has_account(line.of(text)));
        let has_accounts = accounts.count() >= SEVERAL;
        let has_named_day = |(line, _): &&(Span, bool)| named_day(line.of(text), words).is_some();
        let has_named_days = lines.iter().filter(has_named_day).nth(1).is_some();
        let without = Self { has_accounts, has_named_days, ..Self::default() };
        let pieces = lines.iter().map(|&(line, is_named)| pieces(text, line, is_named, words));
        let pieces: Vec<Vec<Span>> = pieces.collect();
        let Some(usual) = usual_keys(text, &pieces, words).filter(|it| it.count >= SEVERAL) else {
            return without;
        };
        let has = |key: Key| usual.keys.contains(&Some(key));
        let has_level = has(Key::Severity) || has(Key::Priority);
        let Some(at) = usual.keys.iter().position(|key| *key == Some(Key::Owner)) else {
            return without;
        };
        if !has_level && !has(Key::Status) {
            return without;
        }
        let alike = pieces.iter().filter(|line| line.len() == usual.keys.len());
        let owners = alike.map(|line| line[at].of(text)).collect();
        Self { keys: usual.keys, owners, ..without }
    }

    /// The end of an item's first line, where it has these values.
    pub(super) fn tail(
        &self,
        text: &str,
        line: Span,
        is_named: bool,
        words: &Vocabulary,
    ) -> Option<ItemTail> {
        let pieces = pieces(text, line, is_named, words);
        if self.keys.is_empty() || pieces.len() != self.keys.len() {
            return None;
        }
        let first = self.keys.iter().position(Option::is_some)?;
        let mut fields: Vec<Field> = Vec::new();
        for (piece, key) in pieces.iter().zip(&self.keys).skip(first) {
            let part = piece.of(text);
            let state = || words.status(part).map(|_| (Key::Status, part));
            let found = key.map(|key| (key, part)).or_else(|| value_of(part, words)).or_else(state);
            let is_new = |key: Key| fields.iter().all(|field| field.key != Some(key));
            if let Some((key, value)) = found.filter(|(key, _)| is_new(*key)) {
                fields.push(Field::unlabelled(key, piece.part(part, value)));
            }
        }
        let before = Span { start: line.start, end: pieces[first].start };
        let bare = before.of(text).trim_end_matches(['*', '_', '`', ' ', '—', '–', '-', '·', '|']);
        Some(ItemTail { words: before.part(before.of(text), bare), fields })
    }

    /// The end of an item's first line with a name and a day in parentheses, where several items have such.
    pub(super) fn named_day(&self, text: &str, line: Span, words: &Vocabulary) -> Option<ItemTail> {
        let whole = line.of(text);
        let NamedDay { before, name, day } =
            named_day(whole, words).filter(|_| self.has_named_days)?;
        let fields = [(Key::Due, day), (Key::Owner, name)];
        let fields = fields.map(|(key, part)| Field::unlabelled(key, line.part(whole, part)));
        Some(ItemTail { words: line.part(whole, before), fields: fields.into() })
    }

    /// Whether a text is the name of somebody who owns one of the items.
    pub(super) fn is_owner(&self, name: &str) -> bool {
        self.owners.contains(name) || (self.has_accounts && name.starts_with('@'))
    }
}

/// A name and a day in parentheses at the end of a line, and what is before them.
struct NamedDay<'t> {
    before: &'t str,
    name: &'t str,
    day: &'t str,
}

fn named_day<'t>(line: &'t str, words: &Vocabulary) -> Option<NamedDay<'t>> {
    let (before, inner) = remark_at_end(line).filter(|_| !line.trim_end().contains('\n'))?;
    let (one, other) = inner.split_once(", ").map(|(one, other)| (one.trim(), other.trim()))?;
    let (name, day) = if is_name(one) { (one, other) } else { (other, one) };
    let is_both = is_name(name) && day_of(day, words).is_some();
    (is_both && !before.is_empty()).then_some(NamedDay { before, name, day })
}

/// Whether an account is among the last words of a line, behind words that are none.
fn has_account(line: &str) -> bool {
    const LAST: usize = 4;
    let first = line.lines().next().unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().collect();
    let (before, last) = words.split_at(words.len().saturating_sub(LAST));
    let is_first = before.is_empty() && last.first().is_some_and(|word| is_account(word));
    !is_first && last.iter().any(|word| is_account(word))
}

/// The parts of a line behind its words.
fn pieces(text: &str, line: Span, is_named: bool, words: &Vocabulary) -> Vec<Span> {
    let whole = line.of(text);
    let Some(sign) = SIGNS.into_iter().find(|sign| whole.contains(sign)) else {
        return Vec::new();
    };
    if whole.contains('\n') {
        return Vec::new();
    }
    let bare = |part: &str| line.part(whole, part.trim_matches(['*', '_', '`', ' ', '.']));
    let mut pieces: Vec<Span> = whole.split(sign).map(bare).collect();
    // Behind a name, a value may come first.
    let is_value = |piece: &Span| single_value(piece.of(text), words).is_some();
    if !(is_named && pieces.first().is_some_and(is_value)) {
        pieces.remove(0);
    }
    pieces
}
