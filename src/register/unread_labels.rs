//! Labels that are written in an entry and are none of its fields, as those within a sentence.

use super::{Entry, Form, Register};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

const STRONG: &str = "**";

impl Register<'_> {
    /// A strong label of a key, `**Owner:**`, that is in an entry and is not read as a field.
    pub(crate) fn unread_label(&self, entry: &Entry, key: Key, words: &Vocabulary) -> Option<Span> {
        if matches!(entry.form, Form::Row(_)) {
            return None;
        }
        let is_read = |label: Span| entry.fields.iter().any(|field| field.label.contains(label));
        let mut is_code = false;
        let whole = self.text(entry.span);
        whole.lines().find_map(|text| {
            let line = entry.span.part(whole, text);
            is_code ^= ["```", "~~~"].iter().any(|fence| text.trim_start().starts_with(fence));
            let labels = strong_labels(text).map(|label| line.part(text, label));
            let mut own = labels.filter(|label| words.key(self.text(*label)) == Some(key));
            own.find(|label| !is_code && !is_read(*label))
        })
    }
}

/// The strong words of a line with a colon at their end or behind them.
fn strong_labels(line: &str) -> impl Iterator<Item = &str> {
    let mut parts = line.split(STRONG).skip(1).peekable();
    std::iter::from_fn(move || {
        let inner = parts.next()?;
        let behind = parts.peek().copied();
        Some((inner, behind))
    })
    .filter_map(|(inner, behind)| {
        let bare = inner.trim_end().trim_end_matches([':', '：']);
        let has_colon = bare.len() < inner.trim_end().len() || behind?.starts_with([':', '：']);
        (behind.is_some() && has_colon).then_some(bare.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strong_words_before_a_colon_are_labels() {
        let labels: Vec<&str> =
            strong_labels("Long ago. **Owner:** Mia, **State**: open, **bold** end **Due:")
                .collect();
        assert_eq!(labels, ["Owner", "State"]);
    }
}
