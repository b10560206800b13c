//! A leading register and its mirror.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use super::align::{Alignment, EntryPair, align};
use super::counterparts::Counterparts;
use super::crossed::take_crossed;
use super::label_habits::LabelHabits;
use super::left_entries::pair_left;
use super::quiet::{KnownPairs, facts};
use super::same_labels::SameLabels;
use crate::register::{DATED, Entry, Field, OwnForms, Policy, Register, Replacement, Soundness};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary, without_qualifier};

/// A register and its translation, side by side.
#[derive(Debug)]
pub struct Pair<'r> {
    /// The register in the leading language.
    pub leading: &'r Register<'r>,
    /// Its translation.
    pub mirror: &'r Register<'r>,
    /// Their entries.
    pub alignment: Alignment<'r>,
    /// The policies of both, the leading one first.
    pub policies: [&'r Policy; 2],
    /// The words.
    pub words: &'r Vocabulary,
    /// What is known of entries that did not change.
    pub(super) known: Option<&'r Mutex<KnownPairs>>,
    /// Which words stand for each other; filled when one is not known.
    pub(super) counterparts: OnceLock<Counterparts>,
    /// What labels mean that are in no vocabulary; filled when there is one.
    pub(super) same_labels: OnceLock<SameLabels>,
    /// Which labels belong together that are in no vocabulary; filled when one is left over.
    pub(super) label_habits: OnceLock<LabelHabits>,
    /// How the mirror writes its words; filled when one is copied.
    own_forms: OnceLock<OwnForms>,
}

impl<'r> Pair<'r> {
    /// Aligns the entries of a register and its translation.
    pub fn new(
        leading: &'r Register<'r>,
        mirror: &'r Register<'r>,
        policies: [&'r Policy; 2],
        words: &'r Vocabulary,
    ) -> Self {
        Self::of_known([leading, mirror], policies, words, None)
    }

    /// The same, where something may be known of entries that did not change.
    pub(crate) fn of_known(
        [leading, mirror]: [&'r Register<'r>; 2],
        policies: [&'r Policy; 2],
        words: &'r Vocabulary,
        known: Option<&'r Mutex<KnownPairs>>,
    ) -> Self {
        let registers = [leading, mirror];
        let mut alignment = align(leading, mirror);
        pair_left(&mut alignment, leading, mirror);
        let mut kept = known.map(KnownPairs::lock);
        let same = kept.as_mut().map(|known| {
            known.same_pages.renew(facts(registers, policies), alignment.pairs.len());
            &mut known.same_pages
        });
        alignment.crossed = take_crossed(registers, &mut alignment.pairs, same);
        Self {
            leading,
            mirror,
            alignment,
            policies,
            words,
            known,
            counterparts: OnceLock::new(),
            same_labels: OnceLock::new(),
            label_habits: OnceLock::new(),
            own_forms: OnceLock::new(),
        }
    }

    /// What decides which values of each side are sound, the leading one first.
    pub(crate) fn soundness(&self) -> [Soundness<'r>; 2] {
        let [own, theirs] = self.policies;
        let side = |register, policy| Soundness { register, policy, words: self.words };
        [side(self.leading, own), side(self.mirror, theirs)]
    }

    /// Why a value may not be copied into the mirror, where it becomes `new`; nothing where it may.
    pub(crate) fn hindrance(
        &self,
        key: Key,
        value: &str,
        Replacement { old, new }: Replacement<'_>,
    ) -> Option<Cow<'static, str>> {
        let [own, theirs] = self.soundness();
        if own.is_unsound(key, value) {
            return Some("it is not copied: correct it in the source first".into());
        }
        if theirs.is_unsound(key, new) {
            return Some(
                "it is not copied: the value is not known here; `vocabulary` in the configuration adds words"
                    .into(),
            );
        }
        if let Some(unknown) = old.filter(|old| self.is_unknown(1, key, old)) {
            return Some(self.not_known(key, unknown));
        }
        if new == value && old.is_some_and(|old| self.would_lose_a_word(key, value, old)) {
            return Some(self.not_known(key, value));
        }
        if let Some(why) = old.and_then(|old| self.may_be_its_name(key, value, old)) {
            return Some(why);
        }
        if old.is_some_and(|old| theirs.is_damaged(old)) {
            return Some("it is not copied: repair the letters here first".into());
        }
        let is_loss = theirs.keeps_out(key, new, old.unwrap_or_default());
        is_loss.then(|| "it is not copied: fill it in in the source first".into())
    }

    /// The same for a value that a fix copies: it may not have words of the source's language.
    pub(super) fn copy_hindrance(
        &self,
        key: Key,
        value: &str,
        replacement: Replacement<'_>,
    ) -> Option<Cow<'static, str>> {
        let is_foreign = replacement.new == value && self.has_foreign_words(key, value);
        let why = || format!("not copied: `{value}` is to be translated").into();
        self.hindrance(key, value, replacement).or_else(|| is_foreign.then(why))
    }

    /// What to do about a word whose meaning is not known: nothing is written over it.
    pub(super) fn not_known(&self, key: Key, word: &str) -> Cow<'static, str> {
        let name = self.words.name(key);
        let word = without_qualifier(word);
        format!("not copied: `{word}` is not a known {name}; add it under `vocabulary`").into()
    }

    /// A value of the source as the translation writes it: in its words, also in those that nobody else
    /// knows.
    pub(crate) fn translated(&self, key: Key, value: Replacement<'_>) -> String {
        let own = self.counterpart(key, value.new).map(str::to_owned);
        let carried = || Replacement { new: self.carried(key, value.new), ..value };
        own.or_else(|| self.other_name(key, value.new))
            .unwrap_or_else(|| self.in_own_form(key, carried()))
    }

    /// A value without the remark behind it, where that has words of the leading language: `Ada` of
    /// `Ada (until May)`. What is in parentheses behind a name may belong to it.
    pub(super) fn carried<'v>(&self, key: Key, text: &'v str) -> &'v str {
        let language = &self.leading.language;
        let word = without_qualifier(text);
        let mut remark = text[word.len()..].split(|c: char| !c.is_alphabetic());
        let is_prose = |word: &str| {
            let is_small = word.len() > 1 && !word.starts_with(char::is_uppercase);
            if key.is_typed() { is_small } else { self.words.is_word_of(language, word) }
        };
        let is_other = *language != self.mirror.language && key.is_copied();
        if is_other && remark.any(is_prose) { word } else { text }
    }

    /// A value as the translation writes it, spelled as most of its entries do.
    fn in_own_form(&self, key: Key, value: Replacement<'_>) -> String {
        let Self { mirror, policies: [_, policy], words, .. } = *self;
        let text = mirror.value_like(key, value, policy, words);
        let forms = || self.own_forms.get_or_init(|| OwnForms::of(mirror, policy, words));
        let meaning = || policy.word_meaning(key, &text, words);
        let own_word = || forms().word_of(key, meaning()?).map(str::to_owned);
        // Nothing is there that says in which word.
        let is_new = value.old.is_none_or(str::is_empty);
        let own = match key {
            Key::Status | Key::Severity => {
                let closed = || forms().closed(&text, words).filter(|_| key == Key::Status);
                let known = forms().word(key, &text).or_else(closed).map(str::to_owned);
                // A word for closed says nothing of a verification.
                let is_own = is_new || (key == Key::Status && !policy.declares_flow);
                let is_free = is_own && !words.says_closed(&text);
                known.or_else(|| own_word().filter(|_| is_free))
            }
            Key::Priority => own_word().filter(|_| is_new),
            Key::Sla => forms().duration(&text),
            _ => self.own_day(key, value.new),
        };
        let has_words = matches!(key, Key::Status | Key::Severity | Key::Priority);
        let in_language = || {
            let own = mirror.in_own_language(key, &text, policy, words);
            own.filter(|_| has_words && is_new).map(str::to_owned)
        };
        let own = own.or_else(in_language).unwrap_or(text);
        if key == Key::Status { mirror.in_own_case(key, &own, policy, words) } else { own }
    }

    /// A day as the translation writes its days; nothing where the text is none, or written so.
    fn own_day(&self, key: Key, text: &str) -> Option<String> {
        if !DATED.contains(&key) {
            return None;
        }
        let day = self.policies[0].read_day(key, text, self.words).ok()?;
        let [_, theirs] = self.soundness();
        (day.text == text).then(|| theirs.day_like_others(day.value, text))?
    }

    /// The first field of an entry for which the mirror gets no stub, as it would copy something that
    /// is not sound.
    pub(crate) fn unsound_field<'e>(&self, entry: &'e Entry) -> Option<&'e Field> {
        let [own, _] = self.soundness();
        let misplaced = || entry.fields.iter().rev().find(|_| entry.is_uneven());
        own.unsound_field(entry).or_else(misplaced).or_else(|| {
            entry.fields.iter().find(|field| {
                field.key.filter(|key| key.is_copied()).is_some_and(|key| {
                    let value = self.leading.bare(field.value);
                    let new = Replacement { old: None, new: value };
                    let new = self.translated(key, new);
                    let new = Replacement { old: None, new: &new };
                    !value.contains('\n') && self.hindrance(key, value, new).is_some()
                })
            })
        })
    }

    /// The entry of the mirror that translates the one of that name.
    pub(crate) fn translation_of(&self, name: &str) -> Option<&'r Entry> {
        let mut pairs = self.alignment.pairs.iter();
        let is_it = |own: &&EntryPair<'r>| self.leading.name(own.leading).as_deref() == Some(name);
        Some(pairs.find(is_it)?.mirror)
    }

    /// The entries of the mirror, each by the name of the one that it translates; of several with one
    /// name, the first.
    pub(super) fn translations(&self) -> HashMap<String, &'r Entry> {
        let name = |own: &EntryPair<'r>| Some((self.leading.name(own.leading)?, own.mirror));
        self.alignment.pairs.iter().rev().filter_map(name).collect()
    }

    /// The names of the entries that only one side has.
    pub(crate) fn one_sided_names(&self) -> impl Iterator<Item = &'r str> {
        let Alignment { missing, doubtful, extra, .. } = &self.alignment;
        let doubtful = doubtful.iter().map(|one| one.leading);
        let own = missing.iter().copied().chain(doubtful);
        let own = own.filter_map(|entry| self.leading.plain_name(entry));
        own.chain(extra.iter().filter_map(|entry| self.mirror.plain_name(entry)))
    }

    /// The title of the mirror, or the start of its text.
    pub(super) fn mirror_top(&self) -> Span {
        self.mirror.title.unwrap_or(Span::at(self.mirror.source.body_start()))
    }
}
