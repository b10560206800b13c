//! One language of the vocabulary, read when somebody writes in it.

use std::sync::OnceLock;

use super::similarity::ComparedWord;
use super::words::Words;

/// A language that ships, or one of a configuration.
#[derive(Debug)]
pub(super) struct Language {
    pub(super) code: String,
    /// Whether the configuration has words of it.
    pub(super) is_own: bool,
    /// Its words as they ship.
    json: &'static str,
    /// Its letters as they ship, which are asked for at every start.
    letters: &'static str,
    words: OnceLock<Words>,
    /// Its labels without case and marks, each with its meaning, to find what was meant.
    compared_labels: OnceLock<Vec<(ComparedWord, String, String)>>,
}

impl Language {
    /// A language that ships.
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
            compared_labels: OnceLock::new(),
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

    /// Every label with what tells it from others, its meaning and its spelling.
    pub(super) fn compared_labels(&self) -> impl Iterator<Item = (&ComparedWord, &str, &str)> {
        let compared_labels = self.compared_labels.get_or_init(|| {
            let labels = &self.words().labels;
            let each = labels.iter().flat_map(|(name, words)| words.iter().map(move |w| (name, w)));
            each.map(|(name, word)| (ComparedWord::of(word), name.clone(), word.clone())).collect()
        });
        compared_labels
            .iter()
            .map(|(compared, name, word)| (compared, name.as_str(), word.as_str()))
    }
}
