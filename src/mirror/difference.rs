//! What of the untranslatable stands in one of two texts only.

use std::collections::HashSet;

use super::tokens::{Token, tokens, translated_paths};
use crate::register::Register;
use crate::text::Span;

/// What of the untranslatable stands on one side only.
#[derive(Default)]
pub(super) struct Differences<'r> {
    /// On the side of the source.
    pub missing: Vec<Token<'r>>,
    /// On the side of the translation.
    pub extra: Vec<Token<'r>>,
}

impl Differences<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty()
    }
}

/// The differences between two texts.
pub(super) fn differences<'r>(
    leading: &Register<'r>,
    own: Span,
    mirror: &Register<'r>,
    theirs: Span,
) -> Differences<'r> {
    let (own, theirs) = (tokens(leading, own), tokens(mirror, theirs));
    if own.iter().map(|token| &token.text).eq(theirs.iter().map(|token| &token.text)) {
        return Differences::default();
    }
    // What is the same to the letter is the same, whatever language a path seems to name.
    let letters: [HashSet<&str>; 2] = [
        own.iter().map(|token| leading.text(token.span)).collect(),
        theirs.iter().map(|token| mirror.text(token.span)).collect(),
    ];
    let is_shared = |register: &Register<'r>, token: &Token<'r>| {
        letters.iter().all(|letters| letters.contains(register.text(token.span)))
    };
    let own: Vec<Token<'r>> = own.into_iter().filter(|token| !is_shared(leading, token)).collect();
    let theirs: Vec<Token<'r>> =
        theirs.into_iter().filter(|token| !is_shared(mirror, token)).collect();
    let only = |tokens: &[Token<'r>], others: &[Token<'r>]| -> Vec<Token<'r>> {
        let known: HashSet<&str> = others.iter().map(|token| &*token.text).collect();
        let mut told = HashSet::new();
        let is_only =
            |token: &&Token<'r>| !known.contains(&*token.text) && told.insert(token.text.clone());
        tokens.iter().filter(is_only).cloned().collect()
    };
    Differences { missing: only(&own, &theirs), extra: only(&theirs, &own) }
}

/// Code of the source as it reads in the mirror: with the folder of its language.
pub fn in_language(leading: &Register<'_>, mirror: &Register<'_>, text: &str) -> String {
    translated_paths(text, &leading.language, &mirror.language)
}
