//! Lines above the entries that explain words: `Severity: **blocker** (nobody can work), **minor**`.
//! They have the label of a field, and are none.

use crate::register::Field;
use crate::register::value_parts::without_remarks;
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

/// What parts the words of a legend.
const SEPARATORS: [char; 10] = [',', ';', '/', '|', '·', '•', '→', '=', '、', '\n'];

/// A state or a level with more words is a sentence.
const MOST_WORDS: usize = 3;

/// Whether a field in front of the entries lists the words for a state or a level, or says in a
/// sentence what one means.
pub(super) fn is_legend(text: &str, field: &Field, words: &Vocabulary) -> bool {
    let is_of_words = field.key.is_some_and(Key::is_state_or_level);
    is_of_words && explains(text, field.value, words)
}

fn explains(text: &str, value: Span, words: &Vocabulary) -> bool {
    let bare = value.of(text).trim_matches(['*', '_', '`', '.', ' ']);
    let is_word = words.status_word_alone(bare).is_some() || words.is_of_legend(bare);
    let plain = without_remarks(bare);
    !is_word && (plain.contains(SEPARATORS) || plain.split_whitespace().count() > MOST_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    fn is_legend_of(key: Key, value: &str) -> bool {
        let words = Vocabulary::with(&UniqueMap::default());
        let span = Span::new(0, value.len());
        is_legend(value, &Field { key: Some(key), label: span, value: span, span }, &words)
    }

    #[test]
    fn words_with_their_meanings_are_a_legend() {
        for value in [
            "**blocker** (nobody can work), **minor**.",
            "*open*, *closed*",
            "open / closed",
            "open → in progress → fixed",
            "`open` means that it is looked at `later`",
            "open means nobody works on it.",
            "açık, kimse çalışmıyor demek.",
            "green = fine",
        ] {
            assert!(is_legend_of(Key::Status, value), "{value}");
        }
    }

    #[test]
    fn a_word_with_its_remark_is_a_value() {
        for value in
            ["Open", "**In Progress**", "Blocked (vendor, until May)", "Parked", "won't fix"]
        {
            assert!(!is_legend_of(Key::Status, value), "{value}");
        }
        assert!(!is_legend_of(Key::Owner, "Web, Data"));
    }
}
