//! Words of one kind with their meanings: the built-in ones, and those of a configuration.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::fold::{Folded, fold, forms, without_qualifier};
use super::near_words::NearWords;
use super::shades::Shades;
use super::similarity::{ComparableWord, differs_in_last_accent};
use super::word_table::WordTable;

/// The words of one kind. The meanings of a configuration win.
#[derive(Debug)]
pub(super) struct Lexicon {
    shipped: &'static WordTable<&'static str>,
    own: HashMap<String, String>,
    /// What words beside those of states make of them.
    shades: Option<Box<Shades>>,
    comparable: OnceLock<Vec<(ComparableWord, String)>>,
    near: NearWords<Near>,
}

/// The known words near an unknown one.
#[derive(Clone, Debug)]
struct Near {
    /// The one most similar to it.
    similar: Option<String>,
    /// The one that it is a slip of.
    meant: Option<String>,
}

impl Lexicon {
    pub(super) fn new(shipped: &'static WordTable<&'static str>) -> Self {
        Self {
            shipped,
            own: HashMap::new(),
            shades: None,
            comparable: OnceLock::new(),
            near: NearWords::default(),
        }
    }

    /// Words for states, whose meaning other words change.
    pub(super) fn shaded(shipped: &'static WordTable<&'static str>, shades: Shades) -> Self {
        Self { shades: Some(Box::new(shades)), ..Self::new(shipped) }
    }

    /// Adds a configuration's words of a kind that change the meaning of states.
    pub(super) fn add_shades(&mut self, spellings: &[String], kind: &str) {
        if let Some(shades) = &mut self.shades {
            shades.add(spellings, kind);
        }
    }

    /// Adds a configuration's words for a meaning.
    pub(super) fn add(&mut self, spellings: &[String], meaning: &str) {
        self.own.extend(spellings.iter().map(|word| (fold(word), meaning.to_owned())));
    }

    /// The meaning of a folded word, also of one that is composed: `not yet fixed`.
    pub(super) fn get(&self, folded: &str) -> Option<&str> {
        self.listed(folded).or_else(|| {
            let shades = self.shades.as_ref()?;
            shades.state(folded, |word| self.listed(word))
        })
    }

    /// The meaning of a word as legends give it, which may say that something is there: `half there`.
    pub(super) fn explained(&self, text: &str) -> Option<&str> {
        let folded = Folded::of(text);
        self.listed(&folded).or_else(|| {
            let shades = self.shades.as_ref()?;
            shades.explained_state(&folded, |word| self.listed(word))
        })
    }

    /// What is behind the particles that deny it, in a folded text: `verified` in `not yet verified`.
    pub(super) fn denied<'t>(&self, folded: &'t str) -> Option<&'t str> {
        self.shades.as_ref()?.denied(folded)
    }

    /// Whether a folded word says of something that it is there: `available`.
    pub(super) fn says_presence(&self, folded: &str) -> bool {
        self.shades.as_ref().is_some_and(|it| it.is(folded, "present"))
    }

    /// The meaning of a folded word that is listed.
    pub(super) fn listed(&self, folded: &str) -> Option<&str> {
        // Most configurations have no words.
        let own = (!self.own.is_empty()).then(|| self.own.get(folded)).flatten();
        own.map(String::as_str).or_else(|| self.shipped.get(folded).copied())
    }

    /// The meaning of a word in any case, without anything beside it.
    pub(super) fn exact(&self, text: &str) -> Option<&str> {
        self.get(&Folded::of(text))
    }

    /// The meaning of a word, in any case, and with or without qualifier and suffixes.
    pub(super) fn find(&self, text: &str) -> Option<&str> {
        self.known(&Folded::of(text))
    }

    fn known(&self, folded: &str) -> Option<&str> {
        forms(folded).find_map(|form| self.get(&form))
    }

    /// Like [`Self::find`]; if the whole text is unknown, by the words before a separator, as in
    /// `Open — vendor is slow` or `Verified / Closed`, and after a sign, as in `🟡 In progress`.
    pub(super) fn find_value(&self, text: &str) -> Option<&str> {
        let whole = Folded::of(text);
        if let Some(meaning) = self.get(&whole) {
            return Some(meaning);
        }
        // `~~Open~~ Closed`: the second word counts.
        let folded = match whole.strip_prefix("~~").and_then(|rest| rest.split_once("~~")) {
            Some((_, now)) if !now.trim().is_empty() => now.trim(),
            _ => whole.trim_matches('~'),
        };
        let plain = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
        // `closed 2026-07-01`: without the date.
        let dated = plain.trim_end_matches(|c: char| c.is_ascii_digit() || "-./ ".contains(c));
        // `✅ Done` and `Done ✅`, but not `Reopened?`.
        let bare = plain.trim_end_matches(|c: char| {
            c.is_whitespace() || (!c.is_ascii() && !c.is_alphanumeric())
        });
        // Mostly, all are the same, and a word that is not known is looked for long.
        let all = [&*whole, folded, plain, bare, dated];
        let mut others = (1..all.len()).filter(|&at| !all[1..at].contains(&all[at]));
        let known = others.find_map(|at| {
            let is_asked = usize::from(all[at] == all[0]);
            forms(all[at]).skip(is_asked).find_map(|form| self.get(&form))
        });
        let by_separator = known.or_else(|| {
            let end = memchr::memchr_iter(b' ', plain.as_bytes()).find_map(|blank| {
                let (before, after) = plain.split_at(blank);
                if before.ends_with([':', ';', ',', '.']) {
                    return Some(blank - 1);
                }
                [" / ", " - ", " (", " · "]
                    .iter()
                    .any(|sign| after.starts_with(sign))
                    .then_some(blank)
            })?;
            self.known(plain[..end].trim_end())
        });
        by_separator.or_else(|| self.open_ended(plain))
    }

    /// The meaning of a text in any case by words that may be followed by anything.
    pub(super) fn find_open_ended(&self, text: &str) -> Option<&str> {
        self.open_ended(&Folded::of(text))
    }

    /// The meaning of a text by words that may be followed by anything: `Blocked by …`.
    fn open_ended(&self, plain: &str) -> Option<&str> {
        let mut blanks = memchr::memchr_iter(b' ', plain.as_bytes()).take(3);
        blanks.find_map(|blank| self.get(&format!("{} …", &plain[..blank])))
    }

    /// Like [`Self::find_value`]; if no word is known, by the sign before them: `🟡 mostly`.
    pub(super) fn find_marked(&self, text: &str) -> Option<&str> {
        self.find_value(text).or_else(|| {
            let text = text.trim_start_matches(['*', '~', '`', ' ']);
            let sign = text.split(char::is_whitespace).next()?;
            let is_sign = !sign.is_empty() && !sign.contains(|c: char| c.is_alphanumeric());
            is_sign.then(|| self.get(&Folded::of(sign)))?
        })
    }

    /// The meaning of the first words of a sentence, three of them at most.
    pub(super) fn find_leading(&self, text: &str) -> Option<&str> {
        let folded = Folded::of(text.trim_matches('~'));
        let plain = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
        let blanks = plain.match_indices(' ').map(|(at, _)| at).take(3);
        let mut ends: Vec<usize> = blanks.collect();
        ends.reverse();
        let known = ends.into_iter().find_map(|end| {
            let words = plain[..end].trim_end_matches([',', '.', ':']);
            Some((self.get(words)?, if words.len() < end { "" } else { &plain[end..] }))
        });
        // `Open not`, in languages that deny behind the word.
        known.filter(|(_, behind)| !self.is_changed_by(behind)).map(|(meaning, _)| meaning)
    }

    /// Whether the first clause behind a state begins or ends with words that change it: `soon`, `not`.
    fn is_changed_by(&self, behind: &str) -> bool {
        const MOST_WORDS: usize = 3;
        let clause = behind.trim_start();
        let end = clause.find([',', ';', '.', ':', '(', '–', '—']).unwrap_or(clause.len());
        let clause = clause[..end].trim_end();
        let blanks = || clause.match_indices(' ').map(|(at, _)| at);
        let starts = blanks().take(MOST_WORDS).map(|at| &clause[..at]);
        let tails = blanks().rev().take(MOST_WORDS).map(|at| &clause[at + 1..]);
        starts.chain(tails).chain([clause]).any(|words| self.changes(words))
    }

    /// Whether folded words leave a state beside them as it is: `completely`.
    pub(super) fn confirms(&self, words: &str) -> bool {
        self.shades.as_ref().is_some_and(|it| it.confirms(words))
    }

    /// Whether folded words leave a meaning beside them not as it is: `not`, `half`.
    pub(super) fn changes(&self, words: &str) -> bool {
        self.shades.as_ref().is_some_and(|it| it.changes(words))
    }

    /// The meaning of the word most similar to an unknown one, if it is similar enough.
    pub(super) fn similar(&self, text: &str) -> Option<&str> {
        let words = self.near.answer(text, || self.near_words(text));
        self.get(&words.similar?)
    }

    /// The meaning of the word that an unknown one is a slip of.
    pub(super) fn nearest(&self, text: &str) -> Option<&str> {
        let words = self.near.answer(text, || self.near_words(text));
        self.get(&words.meant?)
    }

    fn near_words(&self, text: &str) -> Near {
        let typed = without_qualifier(text);
        let comparable = self.comparable.get_or_init(|| {
            self.words().map(|word| (ComparableWord::of(word), word.to_owned())).collect()
        });
        let word = ComparableWord::of(typed);
        let near = comparable
            .iter()
            .filter_map(|(other, spelling)| Some((word.distance(other)?, other, spelling)));
        let near: Vec<_> = near.collect();
        let is_slip = |(_, other, spelling): &&(usize, &ComparableWord, &String)| {
            word.is_slip_of(other) && !differs_in_last_accent(typed, spelling)
        };
        let first = |(distance, _, spelling): &&(usize, &ComparableWord, &String)| {
            (*distance, (*spelling).clone())
        };
        let spelling = |found: Option<&(usize, &ComparableWord, &String)>| {
            found.map(|(.., spelling)| (*spelling).clone())
        };
        Near {
            similar: spelling(near.iter().min_by_key(first)),
            meant: spelling(near.iter().filter(is_slip).min_by_key(first)),
        }
    }

    /// Every folded word.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.shipped.words().chain(self.own.keys().map(String::as_str))
    }
}
