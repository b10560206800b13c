//! A short value with others behind it: `open. Priority high. Assigned to Mia.`, `Mia, by 2027-01-15 (OPS-9)`.

use super::heading::single_value;
use super::line::{PartValues, values_of_line};
use super::part::{is_name, state_of, value_with_word};
use super::split::{remark_at_end, split_outside};
use crate::register::{Entry, Field};
use crate::values::{IdPattern, named_tickets};
use crate::vocabulary::{Key, Placeholder, Vocabulary};

/// What parts the values.
const SIGNS: [&str; 6] = [". ", ", ", "; ", " · ", " / ", " | "];

/// A first sentence with more words is not a state.
const MOST_WORDS: usize = 4;

/// A value, and those behind it.
pub(in crate::register::read) struct JoinedValues<'t> {
    pub(in crate::register::read) first: &'t str,
    pub(in crate::register::read) others: Vec<(Key, &'t str)>,
}

/// The value of a key that a text starts with, and the values behind it; nothing where a part of the text is not
/// understood, or where there is one value.
pub(in crate::register::read) fn joined<'t>(
    key: Key,
    text: &'t str,
    words: &Vocabulary,
) -> Option<JoinedValues<'t>> {
    if !(key.is_level() || matches!(key, Key::Status | Key::Owner)) || text.contains('\n') {
        return None;
    }
    let whole = text.trim_end_matches(['.', ' ']);
    // Nothing is said, and then something else is: `owner: , due 2027-03-12`.
    if let Some(behind) = whole.strip_prefix([',', ';']) {
        let others: Option<Vec<_>> = parts(behind).map(|part| part_of(part, words)).collect();
        return others.map(|others| JoinedValues { first: &text[..0], others });
    }
    let (line, ticket) = match ticket_at_end(whole) {
        Some((before, ticket)) => (before, Some(ticket)),
        None => (whole, None),
    };
    let mut parts = parts(line);
    let first = parts.next()?;
    let is_first = match key {
        Key::Status => {
            // A sentence of its own is the state, known or not.
            words.status_at_start(first).is_some() || is_sentence(first, line)
        }
        Key::Owner => is_name(first) && single_value(first, words).is_none(),
        _ => words.level(first).is_some(),
    };
    if !is_first {
        return None;
    }
    let said = |part| {
        let state = || state_of(part, words).filter(|_| key == Key::Owner);
        let state = || Some((Key::Status, state()?));
        part_of(part, words).or_else(state).filter(|(own, _)| *own != key)
    };
    let mut others = PartValues::of(parts, said, |_| false)?.values;
    // `Deferred, until 2027-03-01` says until when the state holds.
    if key == Key::Status && others.iter().all(|(own, _)| *own == Key::Due) {
        return None;
    }
    others.extend(ticket.map(|ticket| (Key::Ticket, ticket)));
    (!others.is_empty()).then_some(JoinedValues { first, others })
}

/// The parentheses that end a text and hold values, and maybe an ID in front of them: `… (G-3, open, P2, Mia)`.
pub(in crate::register::read) struct RemarkValues<'t> {
    pub(in crate::register::read) words: &'t str,
    pub(in crate::register::read) id: Option<&'t str>,
    pub(in crate::register::read) values: Vec<(Key, &'t str)>,
}

impl<'t> RemarkValues<'t> {
    pub(in crate::register::read) fn at_end(text: &'t str, words: &Vocabulary) -> Option<Self> {
        let (before, inner) = remark_at_end(text)?;
        let (first, rest) = inner.split_once(", ")?;
        let is_id = IdPattern::default().matches(first) && single_value(first, words).is_none();
        let id = Some(first).filter(|_| is_id);
        let mut line = if is_id { rest } else { inner };
        // `(open, P2, –)`: nobody owns it.
        while let Some((more, last)) = line.rsplit_once(", ")
            && words.placeholder(last).is_some()
        {
            line = more;
        }
        let values = values_of_line(line, words)?;
        Some(Self { words: before, id, values })
    }
}

/// Takes the values behind the state and the owner of an entry that is a heading or an item.
pub(in crate::register::read) fn take_joined(text: &str, entry: &mut Entry, words: &Vocabulary) {
    for key in [Key::Status, Key::Owner] {
        let Some(at) = entry.fields.iter().position(|field| field.key == Some(key)) else {
            continue;
        };
        let value = entry.fields[at].value;
        let Some(found) = joined(key, value.of(text), words) else { continue };
        let span = |part: &str| value.part(value.of(text), part);
        // What another field says already is no news.
        if found.others.iter().any(|(own, _)| entry.field(*own).is_some()) {
            continue;
        }
        let first = span(found.first);
        entry.fields[at].value = first;
        entry.fields[at].span.end = first.end;
        let others = found.others.iter().map(|&(own, part)| Field::unlabelled(own, span(part)));
        entry.fields.extend(others);
    }
}

/// Whether a text is a short first sentence of another.
fn is_sentence(first: &str, whole: &str) -> bool {
    first.split_whitespace().count() <= MOST_WORDS
        && whole.strip_prefix(first).is_some_and(|rest| rest.starts_with(['.', ';']))
}

/// A text without the ticket in the parentheses at its end, and that ticket.
fn ticket_at_end(text: &str) -> Option<(&str, &str)> {
    let (before, ticket) = text.strip_suffix(')')?.rsplit_once(" (")?;
    let is_one = !ticket.contains(char::is_whitespace) && named_tickets(ticket).len() == 1;
    is_one.then_some((before, ticket))
}

/// The parts of a text between signs that say something.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let parts = split_outside(text, &SIGNS).into_iter().map(str::trim);
    parts.filter(|part| !part.is_empty())
}

/// What a part says with its words for it: `Priority high`, `assigned to Mia`, `by 2027-01-15`, `unassigned`.
fn part_of<'t>(part: &'t str, words: &Vocabulary) -> Option<(Key, &'t str)> {
    value_with_word(part, words).or_else(|| {
        let is_absent = words.placeholder(part) == Some(Placeholder::Absent);
        let is_word = part.chars().filter(|c| c.is_alphabetic()).count() > 4;
        (is_absent && is_word).then_some((Key::Owner, part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    fn said(key: Key, text: &str) -> Option<String> {
        let words = Vocabulary::with(&UniqueMap::default());
        let found = joined(key, text, &words)?;
        let others =
            found.others.iter().map(|(key, value)| format!("{}: {value}", words.name(*key)));
        Some(std::iter::once(found.first.to_owned()).chain(others).collect::<Vec<_>>().join(" | "))
    }

    #[test]
    fn values_behind_a_state_are_taken_apart() {
        for (text, expected) in [
            ("open. Priority low. Assigned to Ravi.", "open | Priority: low | Owner: Ravi"),
            ("offen, hohe Dringlichkeit", "offen | Priority: hohe"),
            ("abierto, lo lleva Marta. Urgente.", "abierto | Owner: Marta | Severity: Urgente"),
            (
                "cerrado. Gravedad media. Sin asignar.",
                "cerrado | Severity: media | Owner: Sin asignar",
            ),
            ("beim Zulieferer. Priorität hoch.", "beim Zulieferer | Priority: hoch"),
        ] {
            assert_eq!(said(Key::Status, text).as_deref(), Some(expected));
        }
    }

    #[test]
    fn values_behind_an_owner_are_taken_apart() {
        assert_eq!(
            said(Key::Owner, "Jule, bis 20.02.2027 (NET-77)").as_deref(),
            Some("Jule | Due: 20.02.2027 | Ticket: NET-77")
        );
        assert_eq!(
            said(Key::Owner, "Jule, erledigt 02.10.2026").as_deref(),
            Some("Jule | Status: erledigt 02.10.2026")
        );
        assert_eq!(said(Key::Owner, "Ravi, P2").as_deref(), Some("Ravi | Priority: P2"));
    }

    #[test]
    fn a_value_that_is_not_understood_as_a_whole_stays() {
        for text in [
            "open, see the log",
            "at the vendor, high",
            "open",
            "fixed. Verified by the team.",
            "paused, until 2027-03-01",
        ] {
            assert_eq!(said(Key::Status, text), None, "{text}");
        }
        for text in ["Backend, Ravi", "Ravi", "Ravi (on leave)"] {
            assert_eq!(said(Key::Owner, text), None, "{text}");
        }
    }
}
