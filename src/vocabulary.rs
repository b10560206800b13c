//! The words of registers: which label means which key, which word means which state.
//!
//! A language is data. English and Turkish ship as YAML in the very form that users write
//! under `vocabulary:` in `gapreg.yaml` to add words or a whole language.

mod fold;
mod key;
mod likeness;
mod words;

use std::collections::{HashMap, HashSet};

use likeness::Likeness;

pub use fold::{fold, forms, without_qualifier};
pub use key::{Key, NAMES};
pub use likeness::nearest;
pub use words::{UniqueMap, Words};

/// The languages that ship, made JSON by the build script.
const BUILT_IN: [(&str, &str); 2] = [
    ("en", include_str!(concat!(env!("OUT_DIR"), "/en.json"))),
    ("tr", include_str!(concat!(env!("OUT_DIR"), "/tr.json"))),
];

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
#[derive(Debug, Default)]
pub struct Vocabulary {
    languages: Vec<(String, Words)>,
    custom_keys: Vec<String>,
    labels: HashMap<String, Key>,
    /// Labels as they are spelled.
    spellings: HashSet<String>,
    /// Labels without case and marks, each with its spelling, to find what was meant.
    likenesses: Vec<(Likeness, Key, String)>,
    statuses: HashMap<String, String>,
    priorities: HashMap<String, String>,
    severities: HashMap<String, String>,
    values: HashMap<String, String>,
    units: HashMap<String, Unit>,
    placeholders: HashMap<String, Placeholder>,
    sections: HashMap<String, Section>,
    common: HashMap<String, usize>,
}

impl Vocabulary {
    /// The vocabulary that ships, with a configuration's words added to it.
    ///
    /// A word that both know means what the configuration says.
    pub fn with(extra: &UniqueMap<Words>) -> Self {
        let mut vocabulary = Self::default();
        for (code, json) in BUILT_IN {
            let words = serde_json::from_str(json).expect("the built-in vocabulary is sound");
            vocabulary.add(code, words);
        }
        for (code, words) in extra {
            vocabulary.add(code, words.clone());
        }
        vocabulary
    }

    fn add(&mut self, code: &str, words: Words) {
        let language = self.languages.len();
        for (name, spellings) in &words.labels {
            let key = Key::named(name).unwrap_or_else(|| self.custom_key(name));
            enter(&mut self.labels, spellings, &key);
            self.spellings.extend(spellings.iter().cloned());
            let alike = spellings.iter().map(|word| (Likeness::of(word), key, word.clone()));
            self.likenesses.extend(alike);
        }
        enter_all(&mut self.statuses, &words.statuses);
        enter_all(&mut self.priorities, &words.priorities);
        enter_all(&mut self.severities, &words.severities);
        enter_all(&mut self.values, &words.values);
        for (sign, spellings) in &words.units {
            if let Some(unit) = Unit::named(sign) {
                enter(&mut self.units, spellings, &unit);
            }
        }
        enter(&mut self.placeholders, &words.placeholders, &Placeholder::ToCome);
        enter(&mut self.placeholders, &words.absent, &Placeholder::Absent);
        enter(&mut self.sections, &words.sections.triage, &Section::Triage);
        enter(&mut self.sections, &words.sections.gaps, &Section::Gaps);
        enter(&mut self.sections, &words.sections.notes, &Section::Notes);
        enter(&mut self.common, &words.common, &language);
        match self.languages.iter_mut().find(|(known, _)| known == code) {
            Some((_, known)) => known.merge(words),
            None => self.languages.push((code.to_owned(), words)),
        }
    }

    fn custom_key(&mut self, name: &str) -> Key {
        let at = self.custom_keys.iter().position(|known| known == name).unwrap_or_else(|| {
            self.custom_keys.push(name.to_owned());
            self.custom_keys.len() - 1
        });
        Key::Custom(at as u16)
    }

    /// The codes of the languages it knows.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(|(code, _)| code.as_str())
    }

    /// The words of a language.
    pub fn words(&self, language: &str) -> Option<&Words> {
        self.languages.iter().find(|(code, _)| code == language).map(|(_, words)| words)
    }

    /// What a label means, whatever its case, qualifier or suffix.
    pub fn key(&self, label: &str) -> Option<Key> {
        find(&self.labels, label).copied()
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

    /// Whether some language writes that label exactly so.
    pub fn spells(&self, label: &str) -> bool {
        self.languages
            .iter()
            .any(|(_, words)| words.labels.values().flatten().any(|spelling| spelling == label))
    }

    /// The spelling of a label that is written in another case or spacing here; the language's
    /// own before that of others.
    pub fn spelling_of(&self, label: &str, language: &str) -> Option<&str> {
        let folded = fold(label);
        let own = self.languages.iter().filter(|(code, _)| code == language);
        let others = self.languages.iter().filter(|(code, _)| code != language);
        let mut spellings =
            own.chain(others).flat_map(|(_, words)| words.labels.values().flatten());
        spellings.find(|spelling| fold(spelling) == folded).map(String::as_str)
    }

    /// The canonical state that a word means.
    pub fn status(&self, text: &str) -> Option<&str> {
        find_value(&self.statuses, text).map(String::as_str)
    }

    /// The canonical state of a word that is some language's own for it: `Açık` is `Open`. Other
    /// words that mean the state, such as `Done`, are names in their own right.
    pub fn translated_status(&self, word: &str) -> Option<&str> {
        let folded = fold(word);
        self.languages.iter().find_map(|(_, words)| {
            let is_own =
                |spellings: &Vec<String>| spellings.first().is_some_and(|s| fold(s) == folded);
            let found = words.statuses.iter().find(|(_, spellings)| is_own(spellings));
            found.map(|(state, _)| state.as_str())
        })
    }

    /// A language's own word for a canonical state.
    pub fn status_word(&self, language: &str, state: &str) -> Option<&str> {
        self.words(language)?.statuses.get(state)?.first().map(String::as_str)
    }

    /// The canonical priority that a word means.
    pub fn priority(&self, text: &str) -> Option<&str> {
        find_value(&self.priorities, text).map(String::as_str)
    }

    /// The canonical severity that a word means.
    pub fn severity(&self, text: &str) -> Option<&str> {
        find_value(&self.severities, text).map(String::as_str)
    }

    /// A language's own word for a canonical severity.
    pub fn severity_word(&self, language: &str, severity: &str) -> Option<&str> {
        self.words(language)?.severities.get(severity)?.first().map(String::as_str)
    }

    /// The canonical word for another short value: `tümü` is `all`.
    pub fn value(&self, text: &str) -> Option<&str> {
        find(&self.values, text).map(String::as_str)
    }

    /// The unit that a word means.
    pub fn unit(&self, text: &str) -> Option<Unit> {
        self.units.get(&fold(text)).copied()
    }

    /// Whether a value stands for none.
    pub fn placeholder(&self, text: &str) -> Option<Placeholder> {
        if text.len() > LONGEST_PLACEHOLDER {
            return None;
        }
        let bare = text.trim().trim_matches(['<', '>', '[', ']', '_', '*']);
        self.placeholders.get(&fold(bare)).copied()
    }

    /// What a heading stands for, other than an entry.
    pub fn section(&self, heading: &str) -> Option<Section> {
        find(&self.sections, heading).copied()
    }

    /// How a language writes the heading of a section.
    pub fn heading(&self, language: &str, section: Section) -> &str {
        let written = |language: &str| {
            let sections = &self.words(language)?.sections;
            let headings = match section {
                Section::Triage => &sections.triage,
                Section::Gaps => &sections.gaps,
                Section::Notes => &sections.notes,
            };
            headings.first().map(String::as_str)
        };
        written(language).or_else(|| written("en")).unwrap_or_default()
    }

    /// The language of a frequent word.
    pub fn language_of_word(&self, word: &str) -> Option<&str> {
        let &at = self.common.get(&fold(word))?;
        self.languages.get(at).map(|(code, _)| code.as_str())
    }

    /// The label closest to an unknown one, when it is close enough to be a slip.
    pub fn nearest_label(&self, label: &str) -> Option<NearLabel<'_>> {
        let label = Likeness::of(without_qualifier(label));
        let near = self.likenesses.iter().filter_map(|(known, key, spelling)| {
            let is_certain = label.is_surely(known);
            Some((label.distance(known)?, NearLabel { key: *key, spelling, is_certain }))
        });
        near.min_by_key(|&(distance, _)| distance).map(|(_, found)| found)
    }

    /// The canonical state closest to an unknown word.
    pub fn nearest_status(&self, text: &str) -> Option<&str> {
        let near = nearest(text, self.statuses.keys().map(String::as_str))?;
        self.statuses.get(near).map(String::as_str)
    }

    /// The canonical severity closest to an unknown word.
    pub fn nearest_severity(&self, text: &str) -> Option<&str> {
        let near = nearest(text, self.severities.keys().map(String::as_str))?;
        self.severities.get(near).map(String::as_str)
    }
}

fn enter<T: Clone>(map: &mut HashMap<String, T>, spellings: &[String], value: &T) {
    map.extend(spellings.iter().map(|spelling| (fold(spelling), value.clone())));
}

fn enter_all(map: &mut HashMap<String, String>, values: &UniqueMap<Vec<String>>) {
    for (canonical, spellings) in values {
        map.insert(fold(canonical), canonical.clone());
        enter(map, spellings, canonical);
    }
}

fn find<'m, T>(map: &'m HashMap<String, T>, text: &str) -> Option<&'m T> {
    let folded = fold(text);
    forms(&folded).find_map(|form| map.get(&*form))
}

/// Like [`find`], and when the whole is unknown, by its leading part: `Open — vendor is slow`
/// and `Verified / Closed` start with the word that counts; so does `🟡 In progress` after its
/// ornament.
fn find_value<'m, T>(map: &'m HashMap<String, T>, text: &str) -> Option<&'m T> {
    let folded = fold(text);
    let known = |part: &str| forms(part).find_map(|form| map.get(&*form));
    let plain = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    // `✅ Done` and `Done ✅`, but not `Reopened?`.
    let bare = plain
        .trim_end_matches(|c: char| c.is_whitespace() || (!c.is_ascii() && !c.is_alphanumeric()));
    known(&folded).or_else(|| known(plain)).or_else(|| known(bare)).or_else(|| {
        let end = [" / ", " - ", " (", ": ", "; ", ", ", " · "]
            .into_iter()
            .filter_map(|separator| plain.find(separator))
            .min()?;
        known(plain[..end].trim_end())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> Vocabulary {
        Vocabulary::with(&UniqueMap::default())
    }

    #[test]
    fn labels_of_both_languages_mean_the_same_keys() {
        let words = built_in();
        for (label, key) in [
            ("Source pages", Key::SourcePage),
            ("Kaynak sayfa", Key::SourcePage),
            ("KAYNAK SAYFA", Key::SourcePage),
            ("Verification (done when fixed)", Key::Verification),
            ("Doğrulama (fix sonrası)", Key::Verification),
            ("UI endpoint’leri (örnek)", Key::Endpoints),
            ("UI endpoint'i", Key::Endpoints),
            ("ÖNCELİK", Key::Priority),
            ("İlk görülme", Key::FirstSeen),
            ("ilk görülme", Key::FirstSeen),
            ("**Owner**:", Key::Owner),
        ] {
            assert_eq!(words.key(label), Some(key), "{label}");
        }
        assert_eq!(words.key("Keywords"), None);
    }

    #[test]
    fn statuses_are_known_by_alias_qualifier_and_leading_part() {
        let words = built_in();
        for (text, state) in [
            ("Open", "Open"),
            ("AÇIK", "Open"),
            ("in progress", "In Progress"),
            ("Verified / Closed", "Verified"),
            ("✅", "Fixed"),
            ("✅ Done", "Fixed"),
            ("Verified ✅", "Verified"),
            ("Closed (2026-07-01)", "Verified"),
            ("Open — blocked on the vendor", "Open"),
            ("**Fixed**", "Fixed"),
        ] {
            assert_eq!(words.status(text), Some(state), "{text}");
        }
        assert_eq!(words.status("Reopened?"), None);
    }

    #[test]
    fn a_near_miss_finds_the_label_that_was_meant() {
        let words = built_in();
        let near = |label: &str| words.nearest_label(label).map(|near| near.spelling);
        assert_eq!(near("Prioirty"), Some("Priority"));
        assert_eq!(near("Enviroment"), Some("Environment"));
        assert_eq!(near("Gecici cozum"), Some("Geçici çözüm"));
        assert_eq!(near("Keywords"), None);
        let is_certain = |label: &str| words.nearest_label(label).unwrap().is_certain;
        assert!(is_certain("Prioirty") && is_certain("Enviroment") && is_certain("Onwer"));
        assert!(!is_certain("Stage"), "as good a word as `State`");
    }

    #[test]
    fn a_configuration_adds_words_keys_and_languages() {
        let extra = "en: { statuses: { Open: [Parked] }, labels: { Ticket: [Ticket, Jira] } }\n\
                     fr: { labels: { Owner: [Responsable] } }";
        let words = Vocabulary::with(&serde_yaml::from_str(extra).unwrap());
        assert_eq!(words.status("parked"), Some("Open"));
        assert_eq!(words.key("Jira").map(|key| words.name(key)), Some("Ticket"));
        assert_eq!(words.key("Responsable"), Some(Key::Owner));
        assert_eq!(words.label("fr", Key::Owner), "Responsable");
        assert_eq!(words.label("en", Key::Owner), "Owner");
    }

    #[test]
    fn the_shipped_yaml_is_in_the_form_that_users_write() {
        for yaml in [include_str!("vocabulary/en.yaml"), include_str!("vocabulary/tr.yaml")] {
            serde_yaml::from_str::<Words>(yaml).unwrap();
        }
    }

    #[test]
    fn every_built_in_language_has_a_word_for_every_key() {
        let words = built_in();
        for language in ["en", "tr"] {
            for (_, name) in NAMES {
                let labels = &words.words(language).unwrap().labels;
                assert!(labels.get(name).is_some_and(|l| !l.is_empty()), "{language}: {name}");
            }
        }
    }
}
