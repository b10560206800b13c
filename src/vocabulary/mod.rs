//! The words of registers: which label means which key, which word means which state.
//!
//! A language is data. The built-in ones are YAML in the same form in which users add words or a
//! whole language under `vocabulary:` in `gapreg.yaml`.

mod asides;
mod beside;
mod fold;
mod further_states;
mod headers;
mod key;
mod language;
mod lexicon;
mod manual;
mod meanings;
mod missing;
mod near_words;
mod particles;
mod phrase;
mod shades;
mod similarity;
mod spelling;
mod states;
mod subjects;
mod suggestion;
mod tag;
mod whole;
mod word_hash;
mod word_table;
mod words;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use fold::Folded;
use language::Language;
use lexicon::Lexicon;
use manual::Phrases;
use near_words::NearWords;
use shades::Shades;
use suggestion::LabelPlace;
use word_table::WordTable;

pub(crate) use beside::Beside;
pub(crate) use fold::{fold, without_qualifier};
pub(crate) use further_states::{FURTHER_STATES, KnownState, closes_unrepaired};
pub(crate) use headers::Header;
pub use key::Key;
pub(crate) use key::{KeyMap, KeySet, NAMES};
pub(crate) use meanings::{Placeholder, Section, Unit};
pub(crate) use particles::{Particle, zeros_of};
pub(crate) use suggestion::{NearLabel, nearest, slip_of};
pub(crate) use tag::{PathLanguage, region_length};
pub(crate) use whole::{
    Piece, Token, TypedWords, Unread, ValueKind, ValueReader, WholeValue, word_ends,
};
pub use words::{UniqueMap, Words};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// A longer text is a sentence, and no placeholder.
pub(crate) const LONGEST_PLACEHOLDER: usize = 64;

/// Every known word of every language, looked up by its folded form.
#[derive(Debug)]
pub struct Vocabulary {
    /// No other one in this process has it.
    number: u64,
    languages: Vec<Language>,
    custom_keys: Vec<String>,
    labels: Lexicon,
    statuses: Lexicon,
    /// The first word of each language for each state.
    own_statuses: Lexicon,
    /// Those that say that a gap is closed, and not that it is verified.
    closed: Lexicon,
    priorities: Lexicon,
    severities: Lexicon,
    values: Lexicon,
    units: Lexicon,
    beside: Lexicon,
    headers: Lexicon,
    particles: Lexicon,
    placeholders: Lexicon,
    sections: Lexicon,
    tracking: Lexicon,
    subjects: Lexicon,
    fillers: Lexicon,
    asides: Lexicon,
    totals: Lexicon,
    leftovers: Lexicon,
    pairs: Lexicon,
    connectives: Lexicon,
    /// What says that something is not there, and what says the opposite of that.
    missing: Lexicon,
    present: Lexicon,
    manual: Phrases,
    gapless: Phrases,
    /// A configuration's frequent words, each with its language.
    common: HashMap<String, usize>,
    /// The labels most similar to unknown ones, by language and label.
    near_labels: NearWords<Option<LabelPlace>>,
}

fn shipped() -> Vec<Language> {
    let shipped = SHIPPED.iter();
    shipped.map(|&(code, letters, json)| Language::shipped(code, json, letters)).collect()
}

impl Vocabulary {
    /// The built-in vocabulary with the words of a configuration, whose meanings win.
    pub(crate) fn with(extra: &UniqueMap<Words>) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let mut vocabulary = Self {
            number: COUNT.fetch_add(1, Ordering::Relaxed),
            languages: shipped(),
            custom_keys: Vec::new(),
            labels: Lexicon::new(&LABELS),
            statuses: Lexicon::shaded(&STATUSES, Shades::new(&SHADES, &CLOSED)),
            own_statuses: Lexicon::new(&OWN_STATUSES),
            closed: Lexicon::new(&CLOSED),
            priorities: Lexicon::new(&PRIORITIES),
            severities: Lexicon::new(&SEVERITIES),
            values: Lexicon::new(&VALUES),
            units: Lexicon::new(&UNITS),
            beside: Lexicon::new(&BESIDE),
            headers: Lexicon::new(&HEADERS),
            particles: Lexicon::new(&PARTICLES),
            placeholders: Lexicon::new(&PLACEHOLDERS),
            sections: Lexicon::new(&SECTIONS),
            tracking: Lexicon::new(&TRACKING),
            subjects: Lexicon::new(&SUBJECTS),
            fillers: Lexicon::new(&FILLERS),
            asides: Lexicon::new(&ASIDES),
            totals: Lexicon::new(&TOTALS),
            leftovers: Lexicon::new(&LEFTOVERS),
            pairs: Lexicon::new(&PAIRS),
            connectives: Lexicon::new(&CONNECTIVES),
            missing: Lexicon::new(&MISSING),
            present: Lexicon::new(&PRESENT),
            manual: Phrases::new(&MANUAL),
            gapless: Phrases::new(&GAPLESS),
            common: HashMap::new(),
            near_labels: NearWords::default(),
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
        self.add_states(words);
        for (lexicon, kinds) in [
            (&mut self.units, &words.units),
            (&mut self.beside, &words.beside),
            (&mut self.headers, &words.headers),
            (&mut self.particles, &words.particles),
        ] {
            kinds.into_iter().for_each(|(kind, spellings)| lexicon.add(spellings, kind));
        }
        for (lexicon, spellings) in [
            (&mut self.closed, &words.closed),
            (&mut self.tracking, &words.tracking),
            (&mut self.subjects, &words.subjects),
            (&mut self.fillers, &words.fillers),
            (&mut self.asides, &words.asides),
            (&mut self.totals, &words.totals),
            (&mut self.leftovers, &words.leftovers),
            (&mut self.pairs, &words.pairs),
            (&mut self.connectives, &words.connectives),
            (&mut self.missing, &words.missing),
            (&mut self.present, &words.present),
        ] {
            lexicon.add(spellings, "");
        }
        self.add_phrases(words);
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

    /// Adds the headings that are states, the main word for each state, and the words that change states.
    fn add_states(&mut self, words: &Words) {
        for (state, spellings) in &words.headings {
            self.statuses.add(spellings, state);
        }
        for (state, spellings) in &words.statuses {
            self.own_statuses.add(&spellings[..spellings.len().min(1)], state);
        }
        for (kind, spellings) in &words.shades {
            self.statuses.add_shades(spellings, kind);
        }
    }

    /// A number that no other vocabulary of this process has.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The codes of the languages it knows.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(|language| language.code.as_str())
    }

    /// The words of a language.
    pub fn words(&self, language: &str) -> Option<&Words> {
        self.languages.iter().find(|known| known.code == language).map(Language::words)
    }

    /// The letters beyond ASCII that any longer text of a language has.
    pub(crate) fn letters(&self, language: &str) -> &str {
        let known = self.languages.iter().find(|known| known.code == language);
        known.map_or("", Language::letters)
    }

    /// The key of a label, in any case, and with or without qualifier and suffixes; also of one in two
    /// languages: `Durum / Status`.
    pub(crate) fn key(&self, label: &str) -> Option<Key> {
        if let Some(name) = self.labels.find(label) {
            return self.key_named(name);
        }
        // `Was fehlt?` asks for what `Was fehlt` names; `Resolved?` asks for yes or no.
        let question = label.trim_end().strip_suffix('?').filter(|words| words.contains(' '));
        if let Some(name) = question.and_then(|words| self.labels.find(words)) {
            return self.key_named(name);
        }
        let (one, other) = label.split_once('/')?;
        let [one, other] = [one, other].map(|part| self.labels.find(part.trim()));
        one.filter(|_| one == other).and_then(|name| self.key_named(name))
    }

    /// Whether a label is the first word that a language has for a key.
    pub(crate) fn is_first_label(&self, key: Key, label: &str) -> bool {
        let (name, folded) = (self.name(key), fold(label));
        let first = |language: &Language| {
            let spellings = language.words().labels.get(name);
            spellings.and_then(|all| all.first()).is_some_and(|word| fold(word) == folded)
        };
        folded == fold(name) || self.languages.iter().any(first)
    }

    /// The key of that canonical name, built-in or configured.
    pub fn key_named(&self, name: &str) -> Option<Key> {
        Key::named(name).or_else(|| {
            let at = self.custom_keys.iter().position(|known| known == name)?;
            Some(Key::Custom(at as u16))
        })
    }

    /// The canonical name of a key.
    pub(crate) fn name(&self, key: Key) -> &str {
        match key {
            Key::Custom(at) => self.custom_keys.get(at as usize).map_or("", String::as_str),
            key => NAMES.iter().find(|(known, _)| *known == key).map_or("", |(_, name)| name),
        }
    }

    /// The canonical priority that a text means.
    pub(crate) fn priority(&self, text: &str) -> Option<&str> {
        let exact = self.priorities.exact(text);
        exact.or_else(|| Some(self.read_priority(text).ok()?.value))
    }

    /// The priority in a text, whole or not at all.
    pub(crate) fn read_priority<'v, 't>(
        &'v self,
        text: &'t str,
    ) -> Result<WholeValue<'t, &'v str>, Unread<'t>> {
        let lookup = |word: &str| self.priorities.exact(word);
        let is_main = |word: &str| word.contains(|c: char| c.is_ascii_digit());
        self.whole(text, &TypedWords { lookup, is_main })
    }

    /// The canonical priority that a text means, else the canonical severity: what an SLA may be promised for.
    pub(crate) fn level(&self, text: &str) -> Option<&str> {
        self.priority(text).or_else(|| self.severity(text))
    }

    /// How urgent a priority or level is: the most urgent is 0; nothing for one that only a configuration
    /// knows.
    pub(crate) fn urgency(&self, text: &str) -> Option<usize> {
        const LEVELS: [&str; 4] = ["Critical", "High", "Medium", "Low"];
        let number = self.priority(text).and_then(|name| name.strip_prefix('P')?.parse().ok());
        let place = || LEVELS.iter().position(|level| Some(*level) == self.severity(text));
        number.or_else(place)
    }

    /// The canonical severity that a text means.
    pub(crate) fn severity(&self, text: &str) -> Option<&str> {
        let exact = self.severities.exact(text);
        exact.or_else(|| Some(self.read_severity(text).ok()?.value))
    }

    /// The severity in a text, whole or not at all.
    pub(crate) fn read_severity<'v, 't>(
        &'v self,
        text: &'t str,
    ) -> Result<WholeValue<'t, &'v str>, Unread<'t>> {
        let lookup = |word: &str| self.severities.exact(word);
        let is_main = |word: &str| {
            let meaning = self.severities.exact(word).unwrap_or_default();
            let main = |language: &Language| {
                let words = language.words().severities.get(meaning);
                words.and_then(|words| words.first()).is_some_and(|main| fold(main) == fold(word))
            };
            fold(meaning) == fold(word) || self.languages.iter().any(main)
        };
        self.whole(text, &TypedWords { lookup, is_main })
    }

    /// Whether a text is a word for a state and nothing more.
    pub(crate) fn is_status_word(&self, word: &str) -> bool {
        self.status_word_alone(word).is_some()
    }

    /// Whether a text is a word for a priority and nothing more.
    pub(crate) fn is_priority_word(&self, word: &str) -> bool {
        self.priorities.find(word).is_some()
    }

    /// Whether a text is a word for a severity and nothing more.
    pub(crate) fn is_severity_word(&self, word: &str) -> bool {
        self.severities.find(word).is_some()
    }

    /// The codes of the languages in which a word is one for a level, without anything beside it; nothing where
    /// it is none.
    pub(crate) fn languages_of_level(&self, word: &str) -> Option<Vec<&str>> {
        let folded = fold(word);
        let has_it = |language: &&Language| {
            let Words { priorities, severities, .. } = language.words();
            let mut spellings = priorities.values().chain(severities.values()).flatten();
            spellings.any(|own| fold(own) == folded)
        };
        let known = self.languages.iter().filter(has_it);
        let known: Vec<&str> = known.map(|language| language.code.as_str()).collect();
        (!known.is_empty()).then_some(known)
    }

    /// Whether a text is a word that legends explain: a state or a level, and nothing more.
    pub(crate) fn is_of_legend(&self, word: &str) -> bool {
        self.is_status_word(word) || self.is_priority_word(word) || self.is_severity_word(word)
    }

    /// The canonical word for another short value: `tümü` is `all`.
    pub(crate) fn value(&self, text: &str) -> Option<&str> {
        self.values.find(text)
    }

    /// The unit that a word means.
    pub(crate) fn unit(&self, text: &str) -> Option<Unit> {
        Unit::named(self.units.get(&Folded::of(text))?)
    }

    /// The meaning of a value that is a placeholder.
    pub(crate) fn placeholder(&self, text: &str) -> Option<Placeholder> {
        if text.len() > LONGEST_PLACEHOLDER {
            return None;
        }
        let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let bare = if is_bare(text.as_bytes().first()) && is_bare(text.as_bytes().last()) {
            text
        } else {
            text.trim().trim_matches(['<', '>', '[', ']', '_', '*'])
        };
        self.placeholders.get(&Folded::of(bare)).map(|kind| match kind {
            "absent" => Placeholder::Absent,
            _ => Placeholder::ToCome,
        })
    }

    /// The section that a heading opens, if it is a known one.
    pub(crate) fn section(&self, heading: &str) -> Option<Section> {
        Section::named(self.sections.find(heading)?)
    }

    /// Whether a column of that header is one of tables that track things.
    pub(crate) fn is_tracking(&self, header: &str) -> bool {
        self.tracking.find(header).is_some()
    }

    /// Whether a word names what registers track: `gaps`, `limitations`.
    pub(crate) fn is_subject(&self, word: &str) -> bool {
        subjects::is_subject(&self.subjects, &Folded::of(word))
    }

    /// Whether a word may stand beside a subject or a level without changing what the heading says.
    pub(crate) fn is_filler(&self, word: &str) -> bool {
        self.fillers.get(&Folded::of(word)).is_some()
    }

    /// Whether a cell says that its row summarises others.
    pub(crate) fn is_total(&self, text: &str) -> bool {
        self.totals.find(text).is_some()
    }

    /// Whether a heading is that of the entries which no other section is for: `Other`, `⚪ Misc`.
    pub(crate) fn is_of_leftovers(&self, heading: &str) -> bool {
        self.leftovers.find(heading.trim_start_matches(|c: char| !c.is_alphanumeric())).is_some()
    }

    /// Whether a table's first column of that header holds the labels of fields.
    pub(crate) fn is_of_labels(&self, header: &str) -> bool {
        self.pairs.find(header).is_some()
    }

    /// Whether a word is a frequent one of a language.
    pub(crate) fn is_word_of(&self, language: &str, word: &str) -> bool {
        let at = self.languages.iter().position(|known| known.code == language);
        at.is_some_and(|at| self.languages_of(word) & (1 << at) != 0)
    }

    /// The languages of which a word is a frequent one, as bits in the order of
    /// [`Self::languages`].
    pub(crate) fn languages_of(&self, word: &str) -> u64 {
        let folded = Folded::of(word);
        let shipped = COMMON.get(&folded).map_or(0, |&bits| u64::from(bits));
        let own = self.common.get(&*folded).map_or(0, |&at| 1 << (at % 64));
        shipped | own
    }
}

#[cfg(test)]
mod tests;
