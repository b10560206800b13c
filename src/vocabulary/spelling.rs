//! How a language writes labels, headings and values.

use super::fold::fold;
use super::language::Language;
use super::{Key, Section, Vocabulary};

impl Vocabulary {
    /// How a language writes the label of a key.
    pub(crate) fn label(&self, language: &str, key: Key) -> &str {
        let name = self.name(key);
        self.words(language)
            .and_then(|words| words.labels.get(name)?.first())
            .map_or(name, String::as_str)
    }

    /// Whether a label is the name of a key in a language, and no other word for it.
    pub(crate) fn is_name(&self, label: &str, key: Key) -> bool {
        let label = fold(label);
        let is_own = |code: &str| fold(self.label(code, key)) == label;
        label == fold(self.name(key)) || self.languages().any(is_own)
    }

    /// How a language writes the header of a key's column.
    pub(crate) fn header(&self, language: &str, key: Key) -> &str {
        let header = self.words(language).and_then(|words| words.columns.get(self.name(key)));
        header.map_or_else(|| self.label(language, key), String::as_str)
    }

    /// The word of a language for an absent value.
    pub(crate) fn nothing(&self, language: &str) -> &str {
        const NOTHING: &str = "N/A";
        let absent = self.words(language).map_or(&[][..], |words| &words.absent);
        // The most common sign, if it is among the words of the language.
        let is_usual = |word: &&String| *word == NOTHING;
        absent.iter().find(is_usual).or(absent.first()).map_or(NOTHING, String::as_str)
    }

    /// The word of a language for a value that is not known yet.
    pub(crate) fn to_come(&self, language: &str) -> &str {
        let words = self.words(language).and_then(|words| words.placeholders.first());
        words.map_or("TBD", String::as_str)
    }

    /// Whether a word for a value that is not known yet is one of a language, and not of English.
    pub(crate) fn is_own_to_come(&self, language: &str, word: &str) -> bool {
        let folded = fold(word);
        let has = |language: &str| {
            let words = self.words(language).map_or(&[][..], |words| &words.placeholders);
            words.iter().any(|own| fold(own) == folded)
        };
        has(language) && !has("en")
    }

    /// Whether a language has a word for a value that is not known yet, or for one that there is not.
    pub(crate) fn is_placeholder_of(&self, language: &str, word: &str) -> bool {
        let folded = fold(word);
        let words = self.words(language);
        let all =
            words.into_iter().flat_map(|words| words.placeholders.iter().chain(&words.absent));
        all.into_iter().any(|own| fold(own) == folded)
    }

    /// The right spelling of a label, where no language spells it as given; that of the given
    /// language before those of others.
    pub(crate) fn spelling_of(&self, label: &str, language: &str) -> Option<&str> {
        // Nearly every label is spelled right.
        let is_own = |known: &&Language| known.is_own && known.labels().any(|own| own == label);
        if super::SPELLINGS.get(label).is_some()
            || self.languages.iter().any(|known| is_own(&known))
        {
            return None;
        }
        let folded = fold(label);
        self.labels.get(&folded)?;
        let own = self.languages.iter().filter(|known| known.code == language);
        let others = self.languages.iter().filter(|known| known.code != language);
        own.chain(others).find_map(|known| known.labels().find(|spelling| fold(spelling) == folded))
    }

    /// The word of a language for a canonical state.
    pub(crate) fn status_word(&self, language: &str, state: &str) -> Option<&str> {
        self.words(language)?.statuses.get(state)?.first().map(String::as_str)
    }

    /// The word of a language for a closed gap, in the place of a state that another text says in such a
    /// word: `Kapandı` for `Verified` where that text is `Closed`.
    pub(crate) fn closed_word(&self, language: &str, state: &str, text: &str) -> Option<&str> {
        let is_closed = self.says_closed(text) && self.status(state) == Some("Verified");
        let closed = || self.words(language)?.closed.first().map(String::as_str);
        is_closed.then(closed).flatten()
    }

    /// The word of a language for a canonical severity.
    pub(crate) fn severity_word(&self, language: &str, severity: &str) -> Option<&str> {
        self.words(language)?.severities.get(severity)?.first().map(String::as_str)
    }

    /// Whether a language has a text as a word for a canonical state or severity, and it is no English one
    /// that other languages use as well.
    pub(crate) fn has_word_for(
        &self,
        language: &str,
        key: Key,
        canonical: &str,
        text: &str,
    ) -> bool {
        let folded = fold(text);
        let has = |language: &str| {
            let words = self.words(language).and_then(|words| match key {
                Key::Status => words.statuses.get(canonical),
                Key::Severity => words.severities.get(canonical),
                _ => None,
            });
            words.into_iter().flatten().any(|word| fold(word) == folded)
        };
        has(language) && (language == "en" || !has("en"))
    }

    /// How a language writes the heading above entries of which some may be closed.
    pub(crate) fn heading_of_all(&self, language: &str) -> &str {
        let own = self.words(language).and_then(|words| words.sections.gaps.last());
        own.map_or("Gaps", String::as_str)
    }

    /// How a language writes the heading of a section.
    pub(crate) fn heading(&self, language: &str, section: Section) -> &str {
        let written = |language: &str| {
            let sections = &self.words(language)?.sections;
            let headings = match section {
                Section::Triage => &sections.triage,
                Section::Gaps => &sections.gaps,
                Section::Notes => &sections.notes,
                Section::Others => &sections.others,
            };
            headings.first().map(String::as_str)
        };
        written(language).or_else(|| written("en")).unwrap_or_default()
    }
}
