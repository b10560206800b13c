//! Words that the text before the entries explains: `- **Logged** – not planned yet`, `States: todo, parked (= later)`.

use super::Context;
use crate::text::char_start;
use crate::vocabulary::{Key, Vocabulary, fold};

/// What parts the words of a legend.
const BETWEEN: [char; 9] = [',', ';', '/', '|', '·', '•', '→', '、', '，'];

/// What is behind a word that is explained on a line of its own.
const BEHIND: [char; 8] = ['=', ':', '：', '–', '—', '-', '(', '|'];

/// Whether the text before the entries explains a state.
pub(super) fn is_explained(cx: &Context<'_>, value: &str) -> bool {
    /// A legend is near the start of its file.
    const MOST: usize = 16_384;
    if cx.policy.explained(value).is_some() {
        return true;
    }
    let first = cx.register.entries.first().map_or(0, |entry| entry.span.start as usize);
    let text = cx.register.source.text();
    let before = &text[..char_start(text, first.min(MOST))];
    let bare = value.trim_matches(|c: char| !c.is_alphanumeric());
    let word = if bare.is_empty() { value.trim_matches(['*', '`', ' ']) } else { bare };
    !word.is_empty()
        && (["**", "`"].iter().any(|mark| before.contains(&format!("{mark}{word}{mark}")))
            || before.lines().any(|line| explains(line, &fold(word), cx.words())))
}

/// Whether a line explains a folded word: it begins with it, or lists it behind the label of states.
fn explains(line: &str, word: &str, words: &Vocabulary) -> bool {
    let line = bare(line);
    let leads = |line: &str| {
        let folded = fold(line);
        let Some(behind) = folded.strip_prefix(word) else { return false };
        let sign = behind.trim_start_matches(['*', '_', '`', ' ']);
        // Not `parked-up`.
        sign.starts_with(BEHIND) && !behind.starts_with('-')
    };
    leads(line) || lists(line, word, words).unwrap_or(false)
}

fn lists(line: &str, word: &str, words: &Vocabulary) -> Option<bool> {
    let (label, list) = line.split_once([':', '：'])?;
    let label = bare(label);
    let key = words.key(label).or_else(|| words.key_of_plural(label))?;
    if !matches!(key, Key::Status | Key::StatusFlow | Key::FurtherStates) {
        return None;
    }
    let mut depth = 0_usize;
    let mut is_between = |c: char| {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && BETWEEN.contains(&c)
    };
    let is_word = |part: &str| {
        let name = part.split(['(', '（', '=', '–', '—']).next().unwrap_or_default();
        fold(bare(name).trim_end_matches('.')) == word
    };
    Some(list.split(|c: char| is_between(c)).any(is_word))
}

/// A text without the marks and the marker in front of it and behind it.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | '>' | '+' | '"'))
        .trim_start_matches("- ")
        .trim_start_matches("| ")
        .trim_matches(['*', '_', '`', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn a_legend_lists_words_or_has_a_line_for_each() {
        let words = Vocabulary::with(&UniqueMap::default());
        for line in [
            "States: todo, parked (= nobody works on it, ask again in Q3), shipped (= live)",
            "Status: todo | doing | parked",
            "- **State:** todo → parked → shipped.",
            "Zustand: offen, parked (liegt)",
            "Durum: açık / parked (bekliyor)",
            "- parked: nobody works on it",
            "* **parked** – nobody works on it",
            "| parked | nobody works on it |",
            "parked = nobody works on it",
        ] {
            assert!(explains(line, "parked", &words), "{line}");
        }
        for line in [
            "Cars are parked here, and: parked",
            "Owner: parked, todo",
            "parked cars are lost",
            "States: todo (never parked, never lost), doing",
        ] {
            assert!(!explains(line, "parked", &words), "{line}");
        }
    }
}
