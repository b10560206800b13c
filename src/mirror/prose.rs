//! Whether a text is translated, and a hash of its words.

use std::cell::OnceCell;

use crate::register::Register;
use crate::text::Span;
use crate::vocabulary::Vocabulary;

/// In which way a text is not translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Untranslated {
    /// It is a copy of the leading text.
    Copied,
    /// It is in the leading language.
    Foreign,
}

/// The parts of a text outside code.
struct Prose<'s>(Vec<&'s str>);

impl<'s> Prose<'s> {
    fn of(register: &Register<'s>, span: Span) -> Self {
        let text = register.text(span);
        let code = if text.contains('`') { register.code_spans(span) } else { Vec::new() };
        let starts = [span.start].into_iter().chain(code.iter().map(|code| code.end));
        let ends = code.iter().map(|code| code.start).chain([span.end]);
        let parts = starts.zip(ends);
        let parts = parts.map(|(start, end)| register.text(Span { start, end: end.max(start) }));
        Self(parts.collect())
    }

    fn words(&self) -> impl Iterator<Item = &'s str> {
        self.0.iter().copied().flat_map(words)
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_letter = |c: char| c.is_alphabetic() || c == '\'' || c == '’';
    text.split(move |c| !is_letter(c)).filter(|word| !word.is_empty())
}

/// The first word, if no code can come before it.
fn first_word(text: &str) -> Option<&str> {
    words(text.split('`').next()?).next()
}

/// Whether a text of the mirror is not translated.
pub(super) fn untranslated(
    leading: &Register<'_>,
    mirror: &Register<'_>,
    [own, theirs]: [Span; 2],
    vocabulary: &Vocabulary,
) -> Option<Untranslated> {
    const FEW: usize = 3;
    // A list of names has fewer words.
    const ENOUGH: usize = 12;
    if leading.language == mirror.language {
        return None;
    }
    let is_own = |word: &str| vocabulary.is_word_of(&mirror.language, word);
    let is_foreign = |word: &&str| vocabulary.is_word_of(&leading.language, word) && !is_own(word);
    // The first words nearly always differ, and then the rest need not be compared.
    let first = [first_word(leading.text(own)), first_word(mirror.text(theirs))];
    let may_be_copied = first[0].is_none() || first[1].is_none() || first[0] == first[1];
    let prose = OnceCell::new();
    let prose = || prose.get_or_init(|| Prose::of(mirror, theirs)).words();
    if may_be_copied && Prose::of(leading, own).words().eq(prose()) {
        let count = prose().take(ENOUGH).count();
        let is_prose = count == ENOUGH || (count >= FEW && prose().any(|word| is_foreign(&word)));
        return is_prose.then_some(Untranslated::Copied);
    }
    let letters = vocabulary.letters(&mirror.language);
    if mirror.text(theirs).chars().any(|c| !c.is_ascii() && letters.contains(c)) {
        return None;
    }
    let mut foreign = 0;
    // A quotation keeps its language.
    let is_quoted = mirror.text(theirs).contains(['“', '"', '«', '„']);
    for word in prose().filter(|_| !is_quoted) {
        if is_own(word) {
            return None;
        }
        foreign += usize::from(is_foreign(&word));
    }
    (foreign >= FEW).then_some(Untranslated::Foreign)
}

/// A hash of the words of a text; white space makes no difference.
pub(super) fn hash_of<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let words = texts.flat_map(str::split_whitespace);
    format!("{:010x}", crate::text::fnv1a(words.flat_map(str::bytes)) >> 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_of_the_words_alone() {
        let hash = |text: &str| hash_of([text].into_iter());
        assert_eq!(hash("one  two\r\n"), hash("one two"));
        assert_ne!(hash("one two"), hash("one tvo"));
        assert_eq!(hash("").len(), 10);
    }
}
