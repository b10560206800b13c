//! The short values that end an item, parted by dashes or dots: `– Import fails — @mia · since 2026-04-02`.

use super::item_labels::without_closing;
use super::outline::single_value;
use crate::register::Field;
use crate::text::Span;
use crate::values::{DayReadings, day_of, year_and_month};
use crate::vocabulary::{Key, Vocabulary};

/// What parts the values at the end of an item.
const SIGNS: [&str; 9] = [" — ", " – ", " - ", " · ", " | ", ", ", " (", " *(", " _("];

/// A longer name is a sentence.
const MOST_WORDS: usize = 3;

/// The words of an item before its tail, and what the tail says.
pub(super) struct ItemTail {
    pub words: Span,
    pub fields: Vec<Field>,
}

impl ItemTail {
    /// Reads what the last parts of a line say, from its end on, as long as each is a value. Behind a name,
    /// all of the line may be such values.
    pub(super) fn of(
        text: &str,
        words: Span,
        is_behind_name: bool,
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut tail = Self { words, fields: Vec::new() };
        if words.of(text).contains('\n') {
            return tail;
        }
        loop {
            let (span, whole) = (tail.words, tail.words.of(text));
            let all = || is_behind_name.then_some(("", whole));
            let Some((before, part)) = last_part(whole).or_else(all) else { break };
            let Some((key, value)) = value_of(part, vocabulary) else { break };
            let is_known = tail.fields.iter().any(|field| field.key == Some(key));
            if is_known || (before.is_empty() && !is_behind_name) {
                break;
            }
            tail.fields.push(Field::unlabelled(key, span.part(whole, value)));
            tail.words = span.part(whole, before);
        }
        tail
    }
}

/// The text before its last sign, and what is behind that.
fn last_part(text: &str) -> Option<(&str, &str)> {
    let found = SIGNS.into_iter().filter_map(|sign| Some((text.rfind(sign)?, sign)));
    let (at, sign) = found.max_by_key(|(at, _)| *at)?;
    let part = text[at + sign.len()..].trim_matches(['.', ' ', '*', '_']);
    let part = without_closing(&text[..at + sign.len()], part);
    Some((text[..at].trim_end(), part))
}

/// What a part says: a level, an account, a person it is assigned to, or a day with the word for it.
fn value_of<'t>(part: &'t str, vocabulary: &Vocabulary) -> Option<(Key, &'t str)> {
    if let Some(key) = single_value(part, vocabulary).filter(|key| *key != Key::Status) {
        return Some((key, part));
    }
    let is_account = |name: &str| !name.is_empty() && !name.contains(char::is_whitespace);
    if part.strip_prefix('@').is_some_and(is_account) {
        return Some((Key::Owner, part));
    }
    let blanks = part.match_indices(' ').map(|(at, _)| at);
    let mut splits = blanks.map(|at| (&part[..at], part[at..].trim_start()));
    splits.find_map(|(label, value)| match vocabulary.key(label)? {
        key @ (Key::FirstSeen | Key::Due) => is_day(value, vocabulary).then_some((key, value)),
        Key::Owner if is_of_name(label) && value.split(' ').count() <= MOST_WORDS => {
            Some((Key::Owner, value))
        }
        _ => None,
    })
}

/// Whether a text is a day, also one that may be two, or a month.
fn is_day(text: &str, vocabulary: &Vocabulary) -> bool {
    day_of(text, vocabulary).is_some()
        || DayReadings::of(text).is_some()
        || year_and_month(text).is_some()
}

/// Whether a label needs a name behind it: `assigned to`.
fn is_of_name(label: &str) -> bool {
    const LONGEST: usize = 3;
    label.rsplit_once(' ').is_some_and(|(_, last)| last.chars().count() <= LONGEST)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn the_last_parts_of_an_item_are_its_values() {
        let vocabulary = Vocabulary::with(&UniqueMap::default());
        let read = |text: &str| {
            let tail = ItemTail::of(text, Span::new(0, text.len()), false, &vocabulary);
            let mut said = tail.words.of(text).to_owned();
            for field in tail.fields.iter().rev() {
                let key = vocabulary.name(field.key.unwrap());
                let _ = write!(said, " | {key}: {}", field.value.of(text));
            }
            said
        };
        for (text, said) in [
            (
                "Import fails — @mia — since 2026-04-02",
                "Import fails | Owner: @mia | First Seen: 2026-04-02",
            ),
            (
                "Import fails — @mia — desde 02.04.2026",
                "Import fails | Owner: @mia | First Seen: 02.04.2026",
            ),
            ("Upload is slow, assigned to lin · P1", "Upload is slow | Owner: lin | Priority: P1"),
            ("Upload is slow (P2)", "Upload is slow | Priority: P2"),
            (
                "Upload is slow *(@mia, since 2026-04)*",
                "Upload is slow | Owner: @mia | First Seen: 2026-04",
            ),
            ("Upload is slow (see the log)", "Upload is slow (see the log)"),
            ("Upload is slow · since 7 Apr 2026", "Upload is slow | First Seen: 7 Apr 2026"),
            // Words that are no values end the tail.
            ("Notify @mia – the team lead is away", "Notify @mia – the team lead is away"),
            ("Exports – since the move to v4", "Exports – since the move to v4"),
            ("P1 – P2", "P1 | Priority: P2"),
            ("Rounds up, high", "Rounds up | Severity: high"),
        ] {
            assert_eq!(read(text), said);
        }
    }
}
