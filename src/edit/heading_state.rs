//! The state that a heading says behind its title: `### G-2: Blank page — fixed in 3.1`.

use crate::register::{Entry, Field, Form, Register};
use crate::text::Span;
use crate::vocabulary::Key;

/// A state in a heading.
pub(super) struct HeadingState {
    /// The word for it.
    pub value: Span,
    /// That, and what the clause goes on with: `fixed in 3.1`.
    pub clause: Span,
}

impl HeadingState {
    /// The state behind the title of an entry, in words.
    pub(super) fn of(register: &Register<'_>, entry: &Entry) -> Option<Self> {
        let line = register.first_line(entry.span);
        let is_word = |field: &&Field| {
            let is_behind = field.value.start >= entry.title.end && line.contains(field.value);
            field.label == field.value
                && is_behind
                && register.text(field.value).contains(char::is_alphanumeric)
        };
        let value = entry.field(Key::Status).filter(is_word)?.value;
        let rest = register.text(Span { start: value.end, end: line.end });
        let clause = Span { end: value.end + clause_behind(rest) as u32, ..value };
        (entry.form == Form::Heading).then_some(Self { value, clause })
    }
}

/// How much of a text goes on with the clause in front of it: ` in 3.1 by Owen` of ` in 3.1 by Owen. Owner: Jo`.
pub(super) fn clause_behind(text: &str) -> usize {
    const ENDS: [&str; 9] = [". ", "; ", " (", " [", " {", " —", " –", " #", " **"];
    let goes_on = text.strip_prefix(' ').is_some_and(|it| it.starts_with(char::is_alphanumeric));
    let end = ENDS.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
    if goes_on { text[..end].trim_end().trim_end_matches('.').len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_goes_on_behind_a_state_until_its_sentence_ends() {
        let clause = |text: &'static str| &text[..clause_behind(text)];
        assert_eq!(clause(" in 3.1 by Owen"), " in 3.1 by Owen");
        assert_eq!(clause(" in 3.1. Owner: Jo."), " in 3.1");
        assert_eq!(clause(" since May (see #12)"), " since May");
        assert_eq!(clause(" (in 3.1)"), "");
        assert_eq!(clause("] later"), "");
        assert_eq!(clause(" — see #12"), "");
    }
}
