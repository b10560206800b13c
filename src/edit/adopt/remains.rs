//! The words of an old entry that no field holds: they stay beside its fields.

use super::introductions::introduction;
use super::labels::{kept_label, title_label};
use super::lost::HeldWords;
use super::policies::Policies;
use super::values::Values;
use crate::register::{Entry, Form, Register, without_marker};
use crate::text::Span;
use crate::vocabulary::{Key, fold};

/// What may stand around words and says nothing by itself.
const SEPARATORS: [char; 12] = [' ', '\t', '\n', '\r', '—', '–', '-', '·', ':', ';', ',', '|'];

impl Values {
    /// Keeps the links and the text of an entry that neither its new heading, of a menu path and a title,
    /// nor one of its values holds.
    pub(super) fn keep_rest(
        &mut self,
        register: &Register<'_>,
        entry: &Entry,
        (area, title): (&[String], &str),
        policies: Policies<'_>,
    ) {
        self.keep_links(register.text(entry.span), title, policies);
        let own = self.own.iter().flat_map(|(label, value)| [label, value]);
        let texts = self.known.values().chain(own).chain(area).map(String::as_str).chain([title]);
        let held: Vec<String> = texts.map(words_of).collect();
        let is_held = |text: &str| {
            let words = words_of(text);
            held.iter().any(|held| held.contains(&words))
        };
        let mut read = read_parts(register, entry, policies);
        let others = entry.fields.iter().filter(|field| is_held(&register.value(field)));
        read.extend(others.map(|field| field.value));
        // The word in front of a value without a colon: `due 2027-01-22`.
        let is_label = |text: &str| {
            let key = policies.words.key(text.trim_start_matches('('));
            key.is_some_and(|key| entry.field(key).is_some())
        };
        // A second word for the state, beside a box.
        let state = entry.field(Key::Status).and_then(|_| register.value_of(entry, Key::Status));
        let state = state.and_then(|state| policies.old.meaning(state, policies.words));
        let is_state = |text: &str| {
            policies.words.is_status_word(text)
                && state.is_some()
                && policies.old.meaning(text, policies.words) == state
        };
        // The mark of what waits for its translation goes with the entry.
        let is_comment = |text: &str| text.starts_with("<!--") && text.ends_with("-->");
        let lost: Vec<&str> = between(register, entry.span, read)
            .map(|part| without_separators(register.text(part)))
            .filter(|text| text.contains(char::is_alphanumeric) && !is_comment(text))
            .filter(|text| !is_held(text) && !is_label(text) && !is_state(text))
            .collect();
        if lost.is_empty() {
            return;
        }
        let lost = lost.join("\n");
        let label = title_label(policies.language, policies.words);
        match self.own.iter_mut().find(|(own, _)| *own == label) {
            Some((_, value)) => *value = format!("{value}\n{lost}"),
            None => self.own.push((label, lost)),
        }
    }
}

impl Values {
    /// Keeps the headings above an entry that give it an area or a value, where they say more than that.
    pub(super) fn keep_headings(
        &mut self,
        register: &Register<'_>,
        entry: &Entry,
        area: &[String],
        policies: Policies<'_>,
    ) {
        let given = entry.fields.iter().map(|field| field.value).chain(entry.area.iter().copied());
        let given = given.filter(|span| !span.is_empty() && !entry.span.contains(*span));
        let mut lines: Vec<Span> =
            given.map(|span| register.source.line_at(span.start as usize)).collect();
        lines.sort_unstable();
        lines.dedup();
        let lines = lines.into_iter().map(|line| register.text(line).trim());
        let own = self.own.iter().map(|(_, value)| value);
        let held: Vec<&str> =
            self.known.values().chain(own).chain(area).map(String::as_str).collect();
        let held = HeldWords::of(&held.join("\n"), false);
        let lost: Vec<&str> = lines
            .filter(|line| line.starts_with('#') && held.lack(line, policies.words))
            .map(|line| line.trim_matches(['#', ' ']))
            .collect();
        if !lost.is_empty() {
            let label = kept_label(Key::Area, policies.language, policies.words);
            self.own.push((label, lost.join("\n")));
        }
    }
}

/// The parts of an entry that become its heading, its labels and its typed values.
fn read_parts(register: &Register<'_>, entry: &Entry, policies: Policies<'_>) -> Vec<Span> {
    let mut read = vec![entry.title];
    read.extend([entry.id, entry.heading_id, entry.number].into_iter().flatten());
    if let Form::Row(row) = &entry.form {
        // A number that is no field is that of the row.
        let is_number = |cell: &Span| register.text(*cell).bytes().all(|it| it.is_ascii_digit());
        read.extend(row.cells.iter().copied().filter(is_number));
    }
    for field in &entry.fields {
        let is_label = field.label != entry.heading && field.label != entry.title;
        read.extend(is_label.then_some(field.label).filter(|label| *label != field.value));
        let bare = register.bare_span(field.value);
        read.extend(introduction(register, entry, field, policies.words));
        let is_short = field.key.is_some_and(|key| key == Key::Id || key.is_short());
        if is_short || policies.words.placeholder(register.text(bare)).is_some() {
            read.push(bare);
        }
    }
    read
}

/// The parts of an entry around some others, in order; the marker of its item is in none.
fn between<'r>(
    register: &'r Register<'_>,
    entry: Span,
    mut read: Vec<Span>,
) -> impl Iterator<Item = Span> + 'r {
    let whole = register.text(entry);
    let mut at = entry.part(whole, without_marker(whole)).start;
    read.retain(|span| entry.contains(*span));
    read.sort_unstable();
    read.into_iter().chain([Span::at(entry.end as usize)]).filter_map(move |span| {
        let part = (span.start > at).then_some(Span { start: at, end: span.start });
        at = at.max(span.end);
        part
    })
}

/// A text without the separators around it, and without marks of which the other half is elsewhere.
fn without_separators(text: &str) -> &str {
    let mut text = text.trim_start_matches(['.', ')']).trim_matches(SEPARATORS);
    for mark in ["**", "~~", "`", "*"] {
        if !text.matches(mark).count().is_multiple_of(2) {
            let rest = text.strip_prefix(mark).or_else(|| text.strip_suffix(mark));
            text = rest.unwrap_or(text).trim_matches(SEPARATORS);
        }
    }
    let count = |sign: char| text.matches(sign).count();
    if count(')') > count('(') {
        text = text.strip_suffix(')').unwrap_or(text).trim_matches(SEPARATORS);
    } else if count('(') > count(')') {
        text = text.strip_prefix('(').unwrap_or(text).trim_matches(SEPARATORS);
    }
    let is_number = text.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_digit());
    // The number of an item in a list says nothing.
    if is_number && text.ends_with('.') { "" } else { text }
}

/// The words of a text, between blanks.
fn words_of(text: &str) -> String {
    let text = fold(text);
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(String::from(" "), |words, word| words + word + " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_words_says_nothing() {
        assert_eq!(without_separators("** — ask the *crew*. "), "ask the *crew*.");
        assert_eq!(without_separators(". Berth 4, the old one**,"), "Berth 4, the old one");
        assert_eq!(without_separators(", settled)"), "settled");
        assert_eq!(without_separators("(dim (old)"), "dim (old)");
        assert_eq!(without_separators("\n  2. "), "");
        assert_eq!(without_separators(" 2026 "), "2026");
    }

    #[test]
    fn words_are_compared_without_their_marks() {
        assert!(words_of("The **lamp** (old) is dim.").contains(&words_of("lamp, OLD")));
        assert!(!words_of("The lamps are dim").contains(&words_of("lamp")));
    }
}
