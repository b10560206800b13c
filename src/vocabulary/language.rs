//! One language of the vocabulary. Its words are parsed when they are first needed.

use std::sync::OnceLock;

use super::similarity::ComparableWord;
use super::words::Words;

/// A built-in language, or one of a configuration.
#[derive(Debug)]
pub(super) struct Language {
    pub(super) code: String,
    /// Whether the configuration has words of it.
    pub(super) is_own: bool,
    /// Its built-in words.
    json: &'static str,
    /// Its built-in letters, apart from its words because they are needed in every run.
    letters: &'static str,
    words: OnceLock<Words>,
    comparable_labels: OnceLock<Vec<ComparableLabel>>,
}

/// A label that unknown ones are compared with.
#[derive(Debug)]
pub(super) struct ComparableLabel {
    pub(crate) word: ComparableWord,
    /// The canonical name of its key.
    pub(crate) name: String,
    pub(crate) spelling: String,
}

impl Language {
    /// A built-in language.
    pub(super) fn shipped(code: &str, json: &'static str, letters: &'static str) -> Self {
        Self { json, letters, is_own: false, ..Self::new(code) }
    }

    /// A language without words.
    pub(super) fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            is_own: true,
            json: "{}",
            letters: "",
            words: OnceLock::new(),
            comparable_labels: OnceLock::new(),
        }
    }

    /// Adds a configuration's words.
    pub(super) fn add(&mut self, words: &Words) {
        self.words();
        self.is_own = true;
        if let Some(known) = self.words.get_mut() {
            known.merge(words.clone());
        }
    }

    pub(super) fn words(&self) -> &Words {
        self.words.get_or_init(|| {
            serde_json::from_str(self.json).expect("the built-in vocabulary is sound")
        })
    }

    pub(super) fn letters(&self) -> &str {
        if self.is_own { &self.words().letters } else { self.letters }
    }

    /// Every spelling of every label.
    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        self.words().labels.values().flatten().map(String::as_str)
    }

    /// Every spelling of every label, ready to be compared.
    pub(super) fn comparable_labels(&self) -> &[ComparableLabel] {
        self.comparable_labels.get_or_init(|| {
            let labels = &self.words().labels;
            let each = labels.iter().flat_map(|(name, words)| words.iter().map(move |w| (name, w)));
            each.map(|(name, spelling)| ComparableLabel {
                word: ComparableWord::of(spelling),
                name: name.clone(),
                spelling: spelling.clone(),
            })
            .collect()
        })
    }
}
