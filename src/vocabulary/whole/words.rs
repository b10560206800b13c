//! Values that are words of a list: states and levels.

use super::tokens::word_ends;
use super::value::{ValueKind, ValueReader};

/// The words of a list, looked up by a function.
pub(crate) struct TypedWords<L, M> {
    /// What some words mean.
    pub lookup: L,
    /// Whether some words are the main ones for what they mean.
    pub is_main: M,
}

impl<V, L, M> ValueReader for TypedWords<L, M>
where
    V: Copy + PartialEq,
    L: Fn(&str) -> Option<V>,
    M: Fn(&str) -> bool,
{
    type Value = V;

    fn kind(&self) -> ValueKind {
        ValueKind::Word
    }

    fn at(&self, text: &str) -> Option<(V, usize)> {
        let ends = word_ends(text);
        let known = |end: usize| Some(((self.lookup)(&text[..end])?, end));
        ends.iter().rev().find_map(|&end| {
            // `P1'e`: without the ending that Turkish adds.
            let stem = || text[..end].rfind(['\'', '’']).and_then(known);
            known(end).or_else(stem)
        })
    }

    fn is_meant(&self, text: &str) -> bool {
        (self.is_main)(text)
    }
}
