//! What the words beside a value say of it: `was`, `extended to`, `instead of`, `not`.

use super::{Vocabulary, fold};

/// What a word beside a value says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beside {
    /// The value behind it held before: `was`.
    Earlier,
    /// The same; of a day, that it is not known: `before`.
    Before,
    /// The value behind it holds: `extended to`.
    Now,
    /// The value behind it is added: `extended by`.
    More,
    /// The value in front of it holds: `yükseltildi`.
    Made,
    /// The value in front of it held before: `yerine`.
    Replaced,
    /// The value was changed, but it does not say to what: `extended`.
    Moved,
    /// The value is a limit, as deadlines are: `within`, `by`.
    Limit,
    /// Nothing that changes the value: `default`.
    Plain,
    /// From when on a policy holds: `since`.
    Since,
    /// What holds afterwards: `then`.
    Then,
    /// The value is not meant as it is written: `not`, `or`, `maybe`.
    Unclear,
    /// A repair does not hold yet, or no more: `broken`, `waiting`.
    Unrepaired,
    /// The same, also of its check: `failed`.
    Failed,
    /// A repair is not where users are: `not deployed`.
    Unreleased,
    /// What a repair waits for when it is done: `verification`.
    Checked,
}

impl Beside {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "earlier" => Self::Earlier,
            "before" => Self::Before,
            "now" => Self::Now,
            "more" => Self::More,
            "made" => Self::Made,
            "replaced" => Self::Replaced,
            "moved" => Self::Moved,
            "limit" => Self::Limit,
            "plain" => Self::Plain,
            "since" => Self::Since,
            "then" => Self::Then,
            "unclear" => Self::Unclear,
            "unrepaired" => Self::Unrepaired,
            "failed" => Self::Failed,
            "unreleased" => Self::Unreleased,
            "checked" => Self::Checked,
            _ => return None,
        })
    }
}

impl Vocabulary {
    /// What some words beside a value say of it.
    pub(crate) fn beside(&self, words: &str) -> Option<Beside> {
        let folded = fold(words);
        let known = self.beside.get(&folded).or_else(|| self.beside.get(ideographs(&folded)?));
        Beside::named(known?)
    }

    /// Whether a word ends as words do that deny something: `onaylanmadı`.
    pub(super) fn is_denied(&self, word: &str) -> bool {
        const SHORTEST: usize = 3;
        let folded = fold(word);
        let ends = folded.char_indices().skip(SHORTEST).map(|(at, _)| &folded[at..]);
        let is_known = |end: &str| self.beside.get(&format!("-{end}")).is_some();
        ends.into_iter().any(is_known)
    }
}

/// The first sign of a text in a script that puts no blanks between words.
fn ideographs(text: &str) -> Option<&str> {
    let first = text.chars().next().filter(|&c| c >= '\u{2e80}')?;
    Some(&text[..first.len_utf8()])
}
