//! The words of registers: which label means which key, which word means which state.
//!
//! A language is data. Those that ship are YAML in the very form that users write under
//! `vocabulary:` in `gapreg.yaml` to add words or a whole language.

mod fold;
mod key;
mod language;
mod lexicon;
mod similarity;
mod table;
mod words;

use std::collections::HashMap;

use language::Language;
use lexicon::Lexicon;
use similarity::ComparedWord;
use table::Table;

pub use fold::{fold, forms, without_qualifier};
pub use key::{Key, NAMES};
pub use similarity::nearest;
pub use words::{UniqueMap, Words};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// What is longer is a sentence, and need not be looked up as a placeholder.
pub const LONGEST_PLACEHOLDER: usize = 64;

/// What a heading stands for, other than an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// The triage table follows.
    Triage,
    /// Entries follow.
    Gaps,
    /// Words about the register itself follow.
    Notes,
    /// What follows is no entry, although it may look like some: a legend, totals, a log.
    Others,
}

impl Section {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "triage" => Self::Triage,
            "gaps" => Self::Gaps,
            "notes" => Self::Notes,
            "others" => Self::Others,
            _ => return None,
        })
    }
}

/// A value that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// It is still to come: `TBD`.
    ToCome,
    /// There is none: `N/A`.
    Absent,
}

/// The unit of a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// `h`
    Hour,
    /// `d`
    Day,
    /// `bd`: Monday to Friday.
    BusinessDay,
    /// `w`
    Week,
    /// `mo`: thirty days.
    Month,
}

impl Unit {
    /// Its short sign, which is also its name in the vocabulary.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Hour => "h",
            Self::Day => "d",
            Self::BusinessDay => "bd",
            Self::Week => "w",
            Self::Month => "mo",
        }
    }

    fn named(sign: &str) -> Option<Self> {
        [Self::Hour, Self::Day, Self::BusinessDay, Self::Week, Self::Month]
            .into_iter()
            .find(|unit| unit.sign() == sign)
    }
}

/// A known label that an unknown one is close to.
#[derive(Clone, Copy, Debug)]
pub struct NearLabel<'v> {
    /// What it means.
    pub key: Key,
    /// How it is written.
    pub spelling: &'v str,
    /// Whether nothing else can have been meant.
    pub is_certain: bool,
}

/// Every known word of every language, looked up by its folded form.
#[derive(Debug)]
pub struct Vocabulary {
    languages: Vec<Language>,
    custom_keys: Vec<String>,
    labels: Lexicon,
    statuses: Lexicon,
    /// The words that are some language's own for a state.
    own_statuses: Lexicon,
    priorities: Lexicon,
    severities: Lexicon,
    values: Lexicon,
    units: Lexicon,
    placeholders: Lexicon,
    sections: Lexicon,
    tracking: Lexicon,
    subjects: Lexicon,
    totals: Lexicon,
    pairs: Lexicon,
    /// A configuration's frequent words, each with its language.
    common: HashMap<String, usize>,
}

fn shipped() -> Vec<Language> {
    let shipped = SHIPPED.iter();
    shipped.map(|&(code, letters, json)| Language::shipped(code, json, letters)).collect()
}

impl Vocabulary {
    /// The vocabulary that ships, with a configuration's words added to it.
    ///
    /// A word that both know means what the configuration says.
    pub fn with(extra: &UniqueMap<Words>) -> Self {
        let mut vocabulary = Self {
            languages: shipped(),
            custom_keys: Vec::new(),
            labels: Lexicon::new(&LABELS),
            statuses: Lexicon::new(&STATUSES),
            own_statuses: Lexicon::new(&OWN_STATUSES),
            priorities: Lexicon::new(&PRIORITIES),
            severities: Lexicon::new(&SEVERITIES),
            values: Lexicon::new(&VALUES),
            units: Lexicon::new(&UNITS),
            placeholders: Lexicon::new(&PLACEHOLDERS),
            sections: Lexicon::new(&SECTIONS),
            tracking: Lexicon::new(&TRACKING),
            subjects: Lexicon::new(&SUBJECTS),
            totals: Lexicon::new(&TOTALS),
            pairs: Lexicon::new(&PAIRS),
            common: HashMap::new(),
        };
        for (code, words) in extra {
            vocabulary.add(code, words);
        }
        vocabulary
    }

    fn add(&mut self, code: &str, words: &Words) {
        let at = self.languages.iter().position(|known| known.code == code).unwrap_or_else(|| {
            self.languages.push(Language::new(code));
            self.languages.len() - 1
        });
        self.languages[at].add(words);
        for (name, spellings) in &words.labels {
            if Key::named(name).is_none() && !self.custom_keys.contains(name) {
                self.custom_keys.push(name.clone());
            }
            self.labels.add(spellings, name);
        }
        for (lexicon, meanings) in [
            (&mut self.statuses, &words.statuses),
            (&mut self.priorities, &words.priorities),
            (&mut self.severities, &words.severities),
            (&mut self.values, &words.values),
        ] {
            for (canonical, spellings) in meanings {
                lexicon.add(std::slice::from_ref(canonical), canonical);
                lexicon.add(spellings, canonical);
            }
        }
        for (state, spellings) in &words.statuses {
            self.own_statuses.add(&spellings[..spellings.len().min(1)], state);
        }
        for (sign, spellings) in &words.units {
            self.units.add(spellings, sign);
        }
        for (lexicon, spellings) in [
            (&mut self.tracking, &words.tracking),
            (&mut self.subjects, &words.subjects),
            (&mut self.totals, &words.totals),
            (&mut self.pairs, &words.pairs),
        ] {
            lexicon.add(spellings, "");
        }
        self.placeholders.add(&words.placeholders, "placeholders");
        self.placeholders.add(&words.absent, "absent");
        for (spellings, meaning) in [
            (&words.sections.triage, "triage"),
            (&words.sections.gaps, "gaps"),
            (&words.sections.notes, "notes"),
            (&words.sections.others, "others"),
        ] {
            self.sections.add(spellings, meaning);
        }
        self.common.extend(words.common.iter().map(|word| (fold(word), at)));
    }

    /// The codes of the languages it knows.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(|language| language.code.as_str())
    }

    /// The words of a language.
    pub fn words(&self, language: &str) -> Option<&Words> {
        self.languages.iter().find(|known| known.code == language).map(Language::words)
    }

    /// The letters beyond ASCII that a language cannot do without.
    pub fn letters(&self, language: &str) -> &str {
        let known = self.languages.iter().find(|known| known.code == language);
        known.map_or("", Language::letters)
    }

    /// What a label means, whatever its case, qualifier or suffix.
    pub fn key(&self, label: &str) -> Option<Key> {
        self.key_named(self.labels.find(label)?)
    }

    /// The key of that canonical name, built-in or configured.
    pub fn key_named(&self, name: &str) -> Option<Key> {
        Key::named(name).or_else(|| {
            let at = self.custom_keys.iter().position(|known| known == name)?;
            Some(Key::Custom(at as u16))
        })
    }

    /// The canonical name of a key.
    pub fn name(&self, key: Key) -> &str {
        match key {
            Key::Custom(at) => self.custom_keys.get(at as usize).map_or("", String::as_str),
            key => NAMES.iter().find(|(known, _)| *known == key).map_or("", |(_, name)| name),
        }
    }

    /// How a language writes the label of a key.
    pub fn label(&self, language: &str, key: Key) -> &str {
        let name = self.name(key);
        self.words(language)
            .and_then(|words| words.labels.get(name)?.first())
            .map_or(name, String::as_str)
    }

    /// How a language writes the header of a key's column.
    pub fn header(&self, language: &str, key: Key) -> &str {
        let header = self.words(language).and_then(|words| words.columns.get(self.name(key)));
        header.map_or_else(|| self.label(language, key), String::as_str)
    }

    /// How a language says that there is nothing to say.
    pub fn nothing(&self, language: &str) -> &str {
        const NOTHING: &str = "N/A";
        let absent = self.words(language).map_or(&[][..], |words| &words.absent);
        // The sign that everyone reads, where the language has it among its own.
        let is_usual = |word: &&String| *word == NOTHING;
        absent.iter().find(is_usual).or(absent.first()).map_or(NOTHING, String::as_str)
    }

    /// How a language says that something is still to come.
    pub fn to_come(&self, language: &str) -> &str {
        let words = self.words(language).and_then(|words| words.placeholders.first());
        words.map_or("TBD", String::as_str)
    }

    /// The spelling of a label that is written in another case or spacing here, where no language
    /// spells it so; the language's own before that of others.
    pub fn spelling_of(&self, label: &str, language: &str) -> Option<&str> {
        // Nearly every label is spelled as some language spells it.
        let is_own = |known: &&Language| known.is_own && known.labels().any(|own| own == label);
        if SPELLINGS.get(label).is_some() || self.languages.iter().any(|known| is_own(&known)) {
            return None;
        }
        let folded = fold(label);
        self.labels.get(&folded)?;
        let own = self.languages.iter().filter(|known| known.code == language);
        let others = self.languages.iter().filter(|known| known.code != language);
        own.chain(others).find_map(|known| known.labels().find(|spelling| fold(spelling) == folded))
    }

    /// The canonical state that a word means.
    pub fn status(&self, text: &str) -> Option<&str> {
        self.statuses.find_marked(text)
    }

    /// The canonical state that the first words of a sentence mean: `Implemented for new keys`.
    pub fn leading_status(&self, text: &str) -> Option<&str> {
        self.statuses.find_leading(text)
    }

    /// The canonical state of a word that is some language's own for it: `Açık` is `Open`. Other
    /// words that mean the state, such as `Done`, are names in their own right.
    pub fn translated_status(&self, word: &str) -> Option<&str> {
        self.own_statuses.get(&fold(word))
    }

    /// A language's own word for a canonical state.
    pub fn status_word(&self, language: &str, state: &str) -> Option<&str> {
        self.words(language)?.statuses.get(state)?.first().map(String::as_str)
    }

    /// The canonical priority that a word means.
    pub fn priority(&self, text: &str) -> Option<&str> {
        self.priorities.find_value(text)
    }

    /// The canonical severity that a word means.
    pub fn severity(&self, text: &str) -> Option<&str> {
        self.severities.find_marked(text)
    }

    /// Whether a word is one for a state and nothing more.
    pub fn is_status_word(&self, word: &str) -> bool {
        self.statuses.find(word).is_some()
    }

    /// Whether a word is one for a priority and nothing more.
    pub fn is_priority_word(&self, word: &str) -> bool {
        self.priorities.find(word).is_some()
    }

    /// Whether a word is one for a severity and nothing more.
    pub fn is_severity_word(&self, word: &str) -> bool {
        self.severities.find(word).is_some()
    }

    /// Whether a word is one that legends explain: a state or a level, and nothing more.
    pub fn is_of_legend(&self, word: &str) -> bool {
        self.is_status_word(word) || self.is_priority_word(word) || self.is_severity_word(word)
    }

    /// A language's own word for a canonical severity.
    pub fn severity_word(&self, language: &str, severity: &str) -> Option<&str> {
        self.words(language)?.severities.get(severity)?.first().map(String::as_str)
    }

    /// The canonical word for another short value: `tümü` is `all`.
    pub fn value(&self, text: &str) -> Option<&str> {
        self.values.find(text)
    }

    /// The unit that a word means.
    pub fn unit(&self, text: &str) -> Option<Unit> {
        Unit::named(self.units.get(&fold(text))?)
    }

    /// Whether a value stands for none.
    pub fn placeholder(&self, text: &str) -> Option<Placeholder> {
        if text.len() > LONGEST_PLACEHOLDER {
            return None;
        }
        let bare = fold(text.trim().trim_matches(['<', '>', '[', ']', '_', '*']));
        self.placeholders.get(&bare).map(|kind| match kind {
            "absent" => Placeholder::Absent,
            _ => Placeholder::ToCome,
        })
    }

    /// What a heading stands for, other than an entry.
    pub fn section(&self, heading: &str) -> Option<Section> {
        Section::named(self.sections.find(heading)?)
    }

    /// How a language writes the heading of a section.
    pub fn heading(&self, language: &str, section: Section) -> &str {
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

    /// Whether a column of that header is kept for things which somebody follows up.
    pub fn is_tracking(&self, header: &str) -> bool {
        self.tracking.find(header).is_some()
    }

    /// Whether a word names what registers keep track of.
    pub fn is_subject(&self, word: &str) -> bool {
        self.subjects.get(&fold(word)).is_some()
    }

    /// Whether a cell says that its row sums up others.
    pub fn is_total(&self, text: &str) -> bool {
        self.totals.find(text).is_some()
    }

    /// Whether a table's first column of that header holds the labels of fields.
    pub fn is_of_labels(&self, header: &str) -> bool {
        self.pairs.find(header).is_some()
    }

    /// Whether a word is among the frequent ones of a language.
    pub fn speaks(&self, language: &str, word: &str) -> bool {
        let at = self.languages.iter().position(|known| known.code == language);
        at.is_some_and(|at| self.speakers(word) & (1 << at) != 0)
    }

    /// The languages among whose frequent words a word is, as bits in the order of
    /// [`Self::languages`].
    pub fn speakers(&self, word: &str) -> u64 {
        let folded = fold(word);
        let shipped = COMMON.get(&folded).map_or(0, |&bits| u64::from(bits));
        let own = self.common.get(&folded).map_or(0, |&at| 1 << (at % 64));
        shipped | own
    }

    /// The label closest to an unknown one, when it is close enough to be a slip, among those of
    /// a language, of English, and of the configuration's; among all where no language is known.
    pub fn nearest_label(&self, label: &str, language: Option<&str>) -> Option<NearLabel<'_>> {
        let label = ComparedWord::of(without_qualifier(label));
        let is_wanted = |known: &&Language| {
            language.is_none_or(|code| known.code == code || known.code == "en" || known.is_own)
        };
        let labels = self.languages.iter().filter(is_wanted).flat_map(Language::compared_labels);
        let near = labels.filter_map(|(known, name, spelling)| {
            let is_certain = label.is_surely(known);
            let key = self.key_named(name)?;
            Some((label.distance(known)?, NearLabel { key, spelling, is_certain }))
        });
        near.min_by_key(|&(distance, _)| distance).map(|(_, found)| found)
    }

    /// The canonical state closest to an unknown word.
    pub fn nearest_status(&self, text: &str) -> Option<&str> {
        self.statuses.get(nearest(text, self.statuses.words())?)
    }

    /// The canonical severity closest to an unknown word.
    pub fn nearest_severity(&self, text: &str) -> Option<&str> {
        self.severities.get(nearest(text, self.severities.words())?)
    }
}

#[cfg(test)]
mod tests;
