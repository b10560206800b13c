//! Texts that are values and nothing else: `P1 / assigned to Mia / still open`, `[open, P1, Mia]`, and the
//! parentheses at the end of a line: `Imports fail (P1, blocked: waits for the key, owner Mia)`.

use super::part::{is_name, said};
use super::split::{remark_at_end, split_outside};
use crate::vocabulary::{Key, Vocabulary};

/// What may be between the values of a line; of these, the first that it has outside of brackets.
const SIGNS: [&str; 7] = [" · ", " | ", " / ", DASH, "; ", ", ", "，"];

/// A dash may also be between a state and its reason: `P1, blocked — no budget`.
const DASH: &str = " — ";

/// What all of some parts say: values of different keys, and at most one name, which is that of the owner.
#[derive(Default)]
pub(in crate::register::read) struct PartValues<'t> {
    pub(in crate::register::read) values: Vec<(Key, &'t str)>,
    pub(in crate::register::read) name: Option<&'t str>,
}

impl<'t> PartValues<'t> {
    /// Nothing where one of the parts is neither of both, or is one too many.
    pub(in crate::register::read) fn of(
        parts: impl IntoIterator<Item = &'t str>,
        said: impl Fn(&'t str) -> Option<(Key, &'t str)>,
        is_name: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let mut found = Self::default();
        for part in parts {
            match said(part) {
                Some((key, _)) if found.has(key) => return None,
                Some(value) => found.values.push(value),
                None if found.name.is_none() && is_name(part) => found.name = Some(part),
                None => return None,
            }
        }
        (found.name.is_none() || !found.has(Key::Owner)).then_some(found)
    }

    fn has(&self, key: Key) -> bool {
        self.values.iter().any(|(known, _)| *known == key)
    }
}

/// The values of a line that has several, of different keys, and nothing else. One part may be a name, which
/// is that of the owner; a state may have its reason behind it.
pub(in crate::register::read) fn values_of_line<'t>(
    line: &'t str,
    words: &Vocabulary,
) -> Option<Vec<(Key, &'t str)>> {
    const SEVERAL: usize = 2;
    let line = within_brackets(line);
    let parted_by = |sign: &'static str| {
        let parts = split_outside(line, &[sign]).into_iter();
        let parts = parts.map(|part| part.trim_matches(['.', ' ', '*', '_', '`']));
        let found = PartValues::of(parts, |part| said(part, words), is_name)?;
        let PartValues { mut values, name } = found;
        let is_line = values.len() >= SEVERAL;
        values.extend(name.map(|name| (Key::Owner, name)));
        is_line.then_some(values)
    };
    let mut signs = SIGNS.into_iter().filter(|sign| split_outside(line, &[sign]).len() > 1);
    let first = signs.next()?;
    let behind_dash = || parted_by(signs.next().filter(|_| first == DASH)?);
    parted_by(first).or_else(behind_dash)
}

/// The words before the parentheses that end a text and hold several values, and those.
pub(super) fn values_at_end<'t>(
    text: &'t str,
    words: &Vocabulary,
) -> Option<(&'t str, Vec<(Key, &'t str)>)> {
    let (before, inner) = remark_at_end(text)?;
    Some((before, values_of_line(inner, words)?))
}

/// A line without the brackets around all of it: `[open, Mia]`.
fn within_brackets(line: &str) -> &str {
    let whole = line.trim().trim_end_matches('.');
    let pairs = [['[', ']'], ['(', ')']].into_iter();
    let mut inner = pairs.filter_map(|[open, close]| whole.strip_prefix(open)?.strip_suffix(close));
    inner.find(|inner| !inner.contains(['[', ']', '(', ')'])).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    fn read(text: &str) -> Option<String> {
        let words = Vocabulary::with(&UniqueMap::default());
        let (before, values) = values_at_end(text, &words)?;
        let values = values.iter().map(|(key, value)| format!("{key:?} {value}"));
        Some(std::iter::once(before.to_owned()).chain(values).collect::<Vec<_>>().join(" | "))
    }

    #[test]
    fn a_remark_has_values_with_their_words_and_reasons() {
        for (text, said) in [
            (
                "Gate jams (P1, blocked: waits for the mast, owner Bea, due 2026-09-01)",
                "Gate jams | Priority P1 | Status blocked: waits for the mast | Owner Bea | Due 2026-09-01",
            ),
            (
                "Tor klemmt (P2, offen (seit Mai), zuständig: Bea)",
                "Tor klemmt | Priority P2 | Status offen (seit Mai) | Owner Bea",
            ),
            (
                "Kapı takılıyor [P1; ertelendi – bütçe yok; sorumlu Ayşe]",
                "Kapı takılıyor | Priority P1 | Status ertelendi – bütçe yok | Owner Ayşe",
            ),
            (
                "La porte coince (P1, bloqué : en attente du mât, responsable : Inès)",
                "La porte coince | Priority P1 | Status bloqué : en attente du mât | Owner Inès",
            ),
            (
                "Bell cracked (priority high, status open, Mo)",
                "Bell cracked | Priority high | Status open | Owner Mo",
            ),
            (
                "Drucker klemmt (P3, in Arbeit seit Mai, Mo)",
                "Drucker klemmt | Priority P3 | Status in Arbeit seit Mai | Owner Mo",
            ),
            (
                "Lamp is gone (blocked (mast, wire), P2)",
                "Lamp is gone | Status blocked (mast, wire) | Priority P2",
            ),
        ] {
            assert_eq!(read(text).as_deref(), Some(said), "{text}");
        }
        // What is not understood as a whole says nothing.
        for text in [
            "Gate jams (P1, see the log)",
            "Gate jams (P1)",
            "Gate jams (open: the door, closed: the gate)",
            "Gate jams (P1, Mo, Bea, open)",
            "Gate jams) P1, open",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_of_values_has_nothing_else() {
        let words = Vocabulary::with(&UniqueMap::default());
        let read = |line| {
            let values = values_of_line(line, &words)?;
            Some(values.into_iter().map(|(key, value)| format!("{key:?} {value}")).collect())
        };
        let said = |parts: &[&str]| -> Option<Vec<String>> {
            Some(parts.iter().map(|&part| part.to_owned()).collect())
        };
        assert_eq!(read("P2 / open"), said(&["Priority P2", "Status open"]));
        assert_eq!(
            read("done, high, Mia Holm"),
            said(&["Status done", "Severity high", "Owner Mia Holm"])
        );
        assert_eq!(
            read("P1 · assigned to Can · fixed in 4.2"),
            said(&["Priority P1", "Owner Can", "Status fixed in 4.2"])
        );
        assert_eq!(read("[open, P1, Bea]."), said(&["Status open", "Priority P1", "Owner Bea"]));
        assert_eq!(read("owner Bea, P2"), said(&["Owner Bea", "Priority P2"]));
        // The same words count in a line as in parentheses at the end of one.
        assert_eq!(
            read("high priority / blocked: waits for the mast / lo lleva Marta"),
            said(&["Priority high", "Status blocked: waits for the mast", "Owner Marta"])
        );
        assert_eq!(
            read("P1 — open (since May — or so) — Bea"),
            said(&["Priority P1", "Status open (since May — or so)", "Owner Bea"])
        );
        assert_eq!(
            read("P2, blocked — no budget, `Bea`"),
            said(&["Priority P2", "Status blocked — no budget", "Owner Bea"])
        );
        for line in ["open", "P1, see the log", "Mia, open", "P1, P2", "P1, open, Mia, Can"] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
