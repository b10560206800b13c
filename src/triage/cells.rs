//! What a cell should say: copied from the entry, shortened from it, or worked out.

use jiff::civil::Date;

use super::input::TableInput;
use super::style::cell_text;
use super::summary::{first_clause, summary};
use crate::register::{Entry, TrackedValues, one_line};
use crate::text::{Span, without_escaped_pipes};
use crate::vocabulary::{Key, Placeholder};

/// What a cell should say instead of what it says.
#[derive(Debug)]
pub(super) struct Correction {
    pub text: String,
    /// The key of the entry's field that the cell shows.
    pub field: Key,
    /// The value in the entry that it comes from.
    pub value: Option<Span>,
    /// Whether it follows from the day or the history alone, so that it contradicts no entry.
    pub is_dated: bool,
    /// Whether the value of the cell is sound, and that of the entry is not.
    pub is_doubtful: bool,
    /// Whether the value of the entry must not be written.
    pub is_withheld: bool,
}

impl TableInput<'_> {
    /// What the cell of a new row says.
    pub(super) fn cell(&self, entry: &Entry, key: Option<Key>) -> String {
        let Some(key) = key.filter(|key| !key.is_of_register()) else { return String::new() };
        let text = self.wanted(entry, key).map(|(text, _)| text);
        // What the entry does not say is not known, so that the cell must not say `N/A`.
        let is_stated = key == Key::Due && self.has_days;
        let is_known = key.is_computed() && !is_stated;
        let nothing = || if is_known { self.nothing().to_owned() } else { String::new() };
        text.map_or_else(nothing, |text| cell_text(&text))
    }

    fn nothing(&self) -> &str {
        self.vocabulary.nothing(&self.register.language)
    }

    /// What an entry has to say under a key, and where.
    fn wanted(&self, entry: &Entry, key: Key) -> Option<(String, Option<Span>)> {
        if key == Key::Id {
            return Some((self.register.id(entry)?.to_owned(), entry.id));
        }
        if key.is_computed() {
            return self.computed(entry, key);
        }
        if let Some(place) = in_heading(entry, key) {
            return Some((one_line(self.register.text(place)), Some(place)));
        }
        let field = entry.field(key).filter(|field| !field.value.is_empty())?;
        let value = self.register.value(field);
        let text =
            if key.is_copied() { self.copied(key, &one_line(&value)) } else { summary(&value) };
        (!text.is_empty()).then_some((text, Some(field.value)))
    }

    /// What a cell of a key should say of an entry.
    pub(crate) fn says(&self, entry: &Entry, key: Key) -> Option<String> {
        self.wanted(entry, key).map(|(text, _)| text)
    }

    /// Whether an entry has anything to say under a key.
    pub(super) fn has(&self, entry: &Entry, key: Key) -> bool {
        self.wanted(entry, key).is_some()
    }

    /// A tracked value on one line; a typed one without the explanation behind it.
    fn copied(&self, key: Key, line: &str) -> String {
        let short = first_clause(line);
        if self.says_the_same(key, &short, line) { short } else { line.to_owned() }
    }

    fn computed(&self, entry: &Entry, key: Key) -> Option<(String, Option<Span>)> {
        let tracked = || TrackedValues::of(self.register, entry, self.policy, self.vocabulary);
        let value = |key| entry.field(key).map(|field| field.value);
        match key {
            Key::Due => {
                let tracked = tracked();
                let source = if tracked.states_due { Key::Due } else { Key::Sla };
                let form = self.soundness().date_form();
                // Where the register shows no form, the only day does.
                let stated = self.register.value_of(entry, source).filter(|_| tracked.states_due);
                let own = stated.filter(|_| !form.is_known()).map(|day| form.like(day));
                Some((own.as_ref().unwrap_or(form).write(tracked.due?), value(source)))
            }
            Key::Age => {
                let (today, tracked) = (self.times.today?, tracked());
                let is_over = tracked.is_over(self.policy, self.vocabulary);
                let first_seen = tracked.first_seen.filter(|_| !is_over)?;
                Some((format!("{}d", days_between(first_seen, today)), value(Key::FirstSeen)))
            }
            _ => {
                let day = self.times.changes?.get(self.register.id(entry)?)?;
                Some((self.soundness().date_form().write(*day), None))
            }
        }
    }

    /// What a cell should say instead of its text, if it should.
    pub(super) fn correction(&self, entry: &Entry, key: Key, cell: Span) -> Option<Correction> {
        // A value that the entry has from this very cell contradicts nothing.
        let is_source =
            entry.field(key).is_some_and(|field| cell.contains(field.value) && !cell.is_empty());
        if key == Key::Id || key.is_of_register() || is_source {
            return None;
        }
        let says = self.register.bare(cell);
        if key.is_copied() && !says.is_empty() {
            return self.contradiction(entry, self.meant(key, says), cell);
        }
        let is_dated = matches!(key, Key::Age | Key::LastChange);
        // A text that is still to come is none that somebody wrote.
        let is_empty =
            says.is_empty() || self.vocabulary.placeholder(says) == Some(Placeholder::ToCome);
        let is_kept = !is_empty && !key.is_computed() && !self.rewrites_texts;
        if is_kept {
            let is_severity = self.meant(key, says) == Key::Severity;
            return if is_severity { self.contradiction(entry, Key::Severity, cell) } else { None };
        }
        let (text, value) = match self.wanted(entry, key) {
            Some((text, value)) => (cell_text(&text), value),
            // Without the day or the history, the cell stays as it is.
            None if key == Key::Age && self.times.today.is_none() => return None,
            None if key == Key::LastChange => return None,
            None if !key.is_computed() || (key == Key::Due && self.states_due) => return None,
            // An empty cell says as much as `N/A`.
            None if says.is_empty() => return None,
            None => (self.nothing().to_owned(), None),
        };
        // A dash says as much as an empty cell.
        let is_dash = is_empty && key.is_copied() && !text.contains(char::is_alphanumeric);
        // A day is the same in each form.
        let is_same_day = || {
            let day = |text| self.policy.read_day(key, text, self.vocabulary).ok();
            let days = [says, &text].map(|text| day(text).map(|day| day.value));
            matches!(key, Key::Due | Key::LastChange) && days[0].is_some() && days[0] == days[1]
        };
        if text == self.register.text(cell) || (is_dash && says.is_empty()) || is_same_day() {
            return None;
        }
        let is_withheld = self.is_unsound(entry, key);
        let is_doubtful = false;
        Some(Correction { text, field: key, value, is_dated, is_doubtful, is_withheld })
    }

    /// Whether what an entry says under a key is not sound, so that no cell may say it.
    pub(super) fn is_unsound(&self, entry: &Entry, key: Key) -> bool {
        let value = match key {
            Key::Id => self.register.id(entry),
            key => self.register.value_of(entry, key).filter(|_| key.is_copied()),
        };
        value.is_some_and(|value| entry.is_uneven() || self.soundness().is_unsound(key, value))
    }

    /// A column of impacts holds levels or sentences; the cell shows which.
    fn meant(&self, key: Key, cell: &str) -> Key {
        let is_level = || self.vocabulary.severity(cell).is_some();
        if key == Key::Impact && is_level() { Key::Severity } else { key }
    }

    /// What a filled cell should say, where it contradicts the entry.
    fn contradiction(&self, entry: &Entry, key: Key, cell: Span) -> Option<Correction> {
        let field = entry.field(key).filter(|field| !field.value.is_empty())?;
        let [says, value] = [cell, field.value].map(|span| self.register.bare(span));
        if says == value {
            return None;
        }
        let line = one_line(&self.register.value(field));
        let text = cell_text(&self.copied(key, &line));
        let unescaped = without_escaped_pipes(says);
        if self.register.text(cell) == text
            || self.says_the_same(key, &unescaped, value)
            || self.says_the_same(key, &unescaped, &line)
        {
            return None;
        }
        // The version that is still to come is one.
        let is_to_come = |text: &str| {
            key == Key::TargetVersion
                && self.vocabulary.placeholder(text) == Some(Placeholder::ToCome)
        };
        let is_understood =
            |text| is_to_come(text) || self.policy.is_understood(key, text, self.vocabulary);
        let is_doubtful = !is_understood(value) && is_understood(says);
        let is_withheld = if self.takes_placeholders {
            self.soundness().is_unsound(key, value)
        } else {
            self.soundness().keeps_out(key, value, says)
        };
        let value = Some(field.value);
        Some(Correction { text, field: key, value, is_dated: false, is_doubtful, is_withheld })
    }

    fn says_the_same(&self, key: Key, a: &str, b: &str) -> bool {
        self.policy.same_value(key, a, b, self.vocabulary)
    }
}

/// What a heading says of its entry: the menu path is the area, its last part the gap.
fn in_heading(entry: &Entry, key: Key) -> Option<Span> {
    match key {
        Key::Area => Some(Span { start: entry.area.first()?.start, end: entry.area.last()?.end }),
        Key::Gap => Some(entry.title).filter(|title| !title.is_empty()),
        _ => None,
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days()).max(0)
}
