//! The known word that an unknown one most likely means.

use super::fold::without_qualifier;
use super::language::Language;
use super::similarity::ComparableWord;
use super::{Key, Vocabulary};

/// The word most similar to `text`, if it is similar enough.
pub(crate) fn nearest<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let text = ComparableWord::of(without_qualifier(text));
    let near = words.filter_map(|word| Some((text.distance(&ComparableWord::of(word))?, word)));
    near.min().map(|(_, word)| word)
}

/// A known label that an unknown one is similar to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NearLabel<'v> {
    /// What it means.
    pub(crate) key: Key,
    /// How it is written.
    pub(crate) spelling: &'v str,
    /// Whether no other label can be meant.
    pub(crate) is_certain: bool,
    /// Whether the label is also no other word of a language.
    pub(crate) is_slip: bool,
}

impl Vocabulary {
    /// The label most similar to an unknown one, among those of a language, of English and of the
    /// configuration; among all labels where no language is given.
    pub(crate) fn nearest_label(
        &self,
        label: &str,
        language: Option<&str>,
    ) -> Option<NearLabel<'_>> {
        let label = ComparableWord::of(without_qualifier(label));
        let is_wanted = |known: &&Language| {
            language.is_none_or(|code| known.code == code || known.code == "en" || known.is_own)
        };
        let labels = self.languages.iter().filter(is_wanted).flat_map(Language::comparable_labels);
        let near = labels.filter_map(|known| {
            let distance = label.distance(&known.word)?;
            let is_certain = label.is_certainly(&known.word);
            let is_slip = is_certain && label.is_slip_of(&known.word);
            let key = self.key_named(&known.name)?;
            Some((distance, NearLabel { key, spelling: &known.spelling, is_certain, is_slip }))
        });
        near.min_by_key(|&(distance, _)| distance).map(|(_, found)| found)
    }

    /// The canonical state most similar to an unknown word.
    pub(crate) fn nearest_status(&self, text: &str) -> Option<&str> {
        self.statuses.get(nearest(text, self.statuses.words())?)
    }

    /// The canonical severity most similar to an unknown word.
    pub(crate) fn nearest_severity(&self, text: &str) -> Option<&str> {
        self.severities.get(nearest(text, self.severities.words())?)
    }
}
