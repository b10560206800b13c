//! The known word that an unknown one most likely means.

use super::fold::without_qualifier;
use super::language::{ComparableLabel, Language};
use super::similarity::{ComparableWord, differs_in_last_accent};
use super::{Key, Vocabulary};

/// The word most similar to `text`, if it is similar enough.
pub(crate) fn nearest<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let text = ComparableWord::of(without_qualifier(text));
    let near = words.filter_map(|word| Some((text.distance(&ComparableWord::of(word))?, word)));
    near.min().map(|(_, word)| word)
}

/// The word that `text` is a slip of.
pub(crate) fn slip_of<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let typed = without_qualifier(text);
    let text = ComparableWord::of(typed);
    let near = words.filter_map(|word| {
        let other = ComparableWord::of(word);
        let distance = text.distance(&other)?;
        let is_slip = text.is_slip_of(&other) && !differs_in_last_accent(typed, word);
        is_slip.then_some((distance, word))
    });
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

/// Where a near label is among the labels of the vocabulary.
#[derive(Clone, Copy, Debug)]
pub(super) struct LabelPlace {
    language: usize,
    label: usize,
    is_certain: bool,
    is_slip: bool,
}

impl Vocabulary {
    /// The label most similar to an unknown one, among those of a language, of English and of the
    /// configuration; among all labels where no language is given.
    pub(crate) fn nearest_label(
        &self,
        label: &str,
        language: Option<&str>,
    ) -> Option<NearLabel<'_>> {
        let asked = format!("{}\n{label}", language.unwrap_or_default());
        let place = self.near_labels.answer(&asked, || self.place_of_nearest(label, language))?;
        let known = self.languages[place.language].comparable_labels().get(place.label)?;
        Some(NearLabel {
            key: self.key_named(&known.name)?,
            spelling: &known.spelling,
            is_certain: place.is_certain,
            is_slip: place.is_slip,
        })
    }

    fn place_of_nearest(&self, label: &str, language: Option<&str>) -> Option<LabelPlace> {
        let marked: Vec<char> =
            label.chars().filter(|c| matches!(c, '\u{c0}'..='\u{24f}')).collect();
        let label = ComparableWord::of(without_qualifier(label));
        let is_wanted = |known: &Language| {
            language.is_none_or(|code| known.code == code || known.code == "en" || known.is_own)
        };
        let mut nearest: Option<(usize, LabelPlace)> = None;
        // `Problém` is a word of another language, and no slip for the English one.
        let has_letters = |known: &Language| {
            known.is_own || marked.iter().all(|&letter| self.letters(&known.code).contains(letter))
        };
        let languages = self.languages.iter().enumerate();
        for (language, of) in languages.filter(|(_, of)| is_wanted(of) && has_letters(of)) {
            for (at, ComparableLabel { word, name, .. }) in
                of.comparable_labels().iter().enumerate()
            {
                let Some(distance) = label.distance(word) else { continue };
                let is_nearer = nearest.is_none_or(|(least, _)| distance < least);
                if is_nearer && self.key_named(name).is_some() {
                    let is_certain = label.is_certainly(word);
                    let is_slip = is_certain && label.is_slip_of(word);
                    nearest =
                        Some((distance, LabelPlace { language, label: at, is_certain, is_slip }));
                }
            }
        }
        nearest.map(|(_, place)| place)
    }

    /// The canonical state that an unknown word is a slip of. `Unverified` is none of `Verified`.
    pub(crate) fn nearest_status(&self, text: &str) -> Option<&str> {
        self.statuses.nearest(text)
    }

    /// The canonical state most similar to an unknown word, which may be a form of it: `Unverified`.
    pub(crate) fn similar_status(&self, text: &str) -> Option<&str> {
        self.statuses.similar(text)
    }

    /// The canonical severity that an unknown word is a slip of.
    pub(crate) fn nearest_severity(&self, text: &str) -> Option<&str> {
        self.severities.nearest(text)
    }

    /// The canonical severity most similar to an unknown word, which may be a form of it: `Unimportant`.
    pub(crate) fn similar_severity(&self, text: &str) -> Option<&str> {
        self.severities.similar(text)
    }
}
