//! `variant-spelling`: a label or value in an unusual spelling.

use std::collections::{HashMap, HashSet};

use super::{Check, Context, Findings, Group, Rule, own_spelling};
use crate::finding::{Fix, Level, Safety};
use crate::register::{Field, TrackedValues};
use crate::text::{Span, lookalike};
use crate::vocabulary::{Key, fold, without_qualifier};

pub(super) const RULE: Rule = Rule {
    name: "variant-spelling",
    group: Group::Fields,
    level: Level::Info,
    fixes: Some(Safety::Safe),
    page: include_str!("variant_spelling.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    // A register with a form of its own has its own spelling.
    if cx.is_generic() {
        own_spelling::check(cx, found);
        return;
    }
    if Words::are_all_usual(cx) {
        return;
    }
    let spellings = Spellings::of(cx);
    if spellings.usual.is_empty() {
        return;
    }
    for (entry, tracked) in cx.entries() {
        for field in &entry.fields {
            let Some(key) = field.key else { continue };
            let label = label_of(cx, field);
            if let Some(usual) = spellings.usual.get(&(Written::Label, label)) {
                let start = field.label.start as usize;
                let place = Span::new(start, start + label.len());
                let finding =
                    found.of(cx, entry, place, format!("`{label}` is usually written `{usual}`"));
                finding.field(cx.words().name(key)).fix(write(place, usual));
            }
            let place = cx.register.bare_span(field.value);
            let value = cx.register.text(place);
            let Some(usual) = spellings.usual.get(&(Written::Value(key), value)) else { continue };
            if usual_value(cx, tracked, key).is_none() {
                continue;
            }
            let finding =
                found.in_field(cx, entry, field, format!("`{value}` is usually written `{usual}`"));
            finding.fix(write(place, usual));
        }
    }
}

fn label_of<'a>(cx: &Context<'a>, field: &Field) -> &'a str {
    without_qualifier(cx.register.text(field.label))
}

/// What a word is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Written {
    Label,
    Value(Key),
}

/// More words than a register has in the usual spelling.
const MOST_WORDS: usize = 64;

/// The words of a register in which each is written in one way, as in most registers. They come in
/// nearly the same order in every entry.
#[derive(Default)]
struct Words<'s> {
    all: Vec<Word<'s>>,
    /// The place after the last one.
    next: usize,
}

struct Word<'s> {
    written: Written,
    text: &'s str,
    folded: String,
}

impl<'s> Words<'s> {
    /// Whether each word is written in one way, and none otherwise than built in.
    fn are_all_usual(cx: &'s Context<'_>) -> bool {
        let (mut labels, mut values) = (Self::default(), Self::default());
        cx.entries().all(|(entry, tracked)| {
            entry.fields.iter().all(|field| {
                let Some(key) = field.key else { return true };
                let label = label_of(cx, field);
                let built_in = || usual_label_of(cx, label);
                labels.is_usual(Written::Label, label, built_in)
                    && usual_value(cx, tracked, key).is_none_or(|usual| {
                        let value = cx.register.bare(field.value);
                        values.is_usual(Written::Value(key), value, || built_in_value(usual, value))
                    })
            })
        })
    }

    fn is_usual<'b>(
        &mut self,
        written: Written,
        text: &'s str,
        built_in: impl FnOnce() -> Option<&'b str>,
    ) -> bool {
        let is_same = |word: &Word<'_>| word.written == written && word.text == text;
        let after = self.all[self.next..].iter().position(is_same).map(|at| self.next + at);
        if let Some(at) = after.or_else(|| self.all.iter().position(is_same)) {
            self.next = at + 1;
            return true;
        }
        let folded = fold(text);
        let is_other = |word: &Word<'_>| word.written == written && word.folded == folded;
        if self.all.len() == MOST_WORDS
            || self.all.iter().any(is_other)
            || built_in().is_some_and(|built_in| built_in != text)
        {
            return false;
        }
        self.all.push(Word { written, text, folded });
        true
    }
}

/// How often a register writes a word in one spelling, and what is built in for it.
struct Spelling<'s> {
    count: usize,
    built_in: Option<&'s str>,
}

/// The spellings of the labels and values of a register that have a usual one.
struct Spellings<'s> {
    usual: HashMap<(Written, &'s str), &'s str>,
}

impl<'s> Spellings<'s> {
    fn of(cx: &'s Context<'_>) -> Self {
        // Registers write few words often: each spelling is folded once, not in every field.
        let mut words: HashMap<(Written, String), Vec<(&str, Spelling<'_>)>> = HashMap::new();
        for ((written, text), spelling) in counted(cx) {
            words.entry((written, fold(text))).or_default().push((text, spelling));
        }
        let majorities: HashMap<&(Written, String), &str> =
            words.iter().filter_map(|(word, all)| Some((word, majority(all)?))).collect();
        // What has a spelling of the register's own.
        let is_own = |(word, own): (&&(Written, String), &&str)| {
            let is_other = |built_in: &str| built_in != *own && fold(built_in) == word.1;
            words[*word].iter().any(|(_, spelling)| spelling.built_in.is_some_and(is_other))
        };
        let own: HashSet<Written> =
            majorities.iter().filter(|&each| is_own(each)).map(|(word, _)| word.0).collect();
        let mut usual = HashMap::new();
        for (word, all) in &words {
            for (text, Spelling { built_in, .. }) in all {
                // Where the register spells other words in its own way, so may this one be.
                let built_in = built_in.filter(|_| !own.contains(&word.0));
                let Some(best) = majorities.get(word).copied().or(built_in) else { continue };
                // `odd-character` reports other signs.
                if best != *text && lookalike::plain(text).trim_matches('"') != best {
                    usual.insert((word.0, *text), best);
                }
            }
        }
        Self { usual }
    }
}

/// The spellings of all labels and values.
fn counted<'s>(cx: &'s Context<'_>) -> HashMap<(Written, &'s str), Spelling<'s>> {
    let mut spellings: HashMap<(Written, &str), Spelling<'_>> = HashMap::new();
    for (entry, tracked) in cx.entries() {
        for field in &entry.fields {
            let Some(key) = field.key else { continue };
            let label = label_of(cx, field);
            let spelling = spellings
                .entry((Written::Label, label))
                .or_insert_with(|| Spelling { count: 0, built_in: usual_label_of(cx, label) });
            spelling.count += 1;
            let Some(usual) = usual_value(cx, tracked, key) else { continue };
            let value = cx.register.bare(field.value);
            let spelling = spellings
                .entry((Written::Value(key), value))
                .or_insert_with(|| Spelling { count: 0, built_in: built_in_value(usual, value) });
            spelling.count += 1;
        }
    }
    spellings
}

/// How most of several occurrences of a word are spelled.
fn majority<'s>(spellings: &[(&'s str, Spelling<'_>)]) -> Option<&'s str> {
    let all: usize = spellings.iter().map(|(_, spelling)| spelling.count).sum();
    let is_most = |spelling: &Spelling<'_>| spelling.count > 1 && spelling.count * 2 > all;
    spellings.iter().find(|(_, spelling)| is_most(spelling)).map(|(text, _)| *text)
}

fn write(place: Span, usual: &str) -> Fix {
    Fix::replace(Safety::Safe, format!("write `{usual}`"), place, usual)
}

/// The usual spelling of a label, if only case or spacing differ.
fn usual_label_of<'a>(cx: &Context<'a>, label: &str) -> Option<&'a str> {
    cx.words().spelling_of(label, &cx.register.language)
}

/// The canonical form of a value, if only case or spacing differ.
fn built_in_value<'a>(usual: &'a str, value: &str) -> Option<&'a str> {
    Some(usual).filter(|usual| *usual == value || fold(usual) == fold(value))
}

/// The canonical form of the value that a field holds.
fn usual_value<'a>(cx: &'a Context<'_>, tracked: &TrackedValues<'a>, key: Key) -> Option<&'a str> {
    match key {
        Key::Status => tracked.meaning().map(|state| cx.policy.state_name(state)),
        Key::Priority => tracked.priority,
        Key::Severity => tracked.severity,
        _ => None,
    }
}
