//! `variant-spelling`: a label or value in an unusual spelling.

use std::collections::{HashMap, HashSet};

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::register::{Field, TrackedValues};
use crate::text::{Span, WordCache, lookalike};
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
        return;
    }
    let spellings = Spellings::of(cx);
    let mut usual_labels = WordCache::default();
    for (entry, tracked) in cx.entries() {
        for field in &entry.fields {
            let Some(key) = field.key else { continue };
            let label = label_of(cx, field);
            let place =
                Span::new(field.label.start as usize, field.label.start as usize + label.len());
            let built_in = usual_labels.answer(label, |label| usual_label_of(cx, label));
            if let Some(usual) = spellings.usual(Written::Label, label, built_in) {
                let finding =
                    found.of(cx, entry, place, format!("`{label}` is usually written `{usual}`"));
                finding.field(cx.words().name(key)).fix(write(place, usual));
            }
            let Some(built_in) = usual_value(cx, tracked, key) else { continue };
            let place = cx.register.bare_span(field.value);
            let value = cx.register.text(place);
            let built_in = Some(built_in).filter(|usual| fold(usual) == fold(value));
            if let Some(usual) = spellings.usual(Written::Value(key), value, built_in) {
                let finding = found.in_field(
                    cx,
                    entry,
                    field,
                    format!("`{value}` is usually written `{usual}`"),
                );
                finding.fix(write(place, usual));
            }
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

/// How the entries of a register write their labels and values.
struct Spellings<'a> {
    /// Of each folded word, its spellings and how often each occurs.
    counts: HashMap<(Written, String), HashMap<&'a str, usize>>,
    /// What has a spelling of the register's own.
    own: HashSet<Written>,
}

impl<'a> Spellings<'a> {
    fn of(cx: &Context<'a>) -> Self {
        let mut spellings = Self { counts: HashMap::new(), own: HashSet::new() };
        let mut built_in: HashMap<(Written, String), Option<String>> = HashMap::new();
        for (entry, tracked) in cx.entries() {
            for field in &entry.fields {
                let Some(key) = field.key else { continue };
                let label = label_of(cx, field);
                let usual = |label| usual_label_of(cx, label).map(str::to_owned);
                let word = spellings.count(Written::Label, label);
                built_in.entry(word).or_insert_with(|| usual(label));
                let Some(usual) = usual_value(cx, tracked, key) else { continue };
                let word = spellings.count(Written::Value(key), cx.register.bare(field.value));
                built_in.entry(word).or_insert_with(|| Some(usual.to_owned()));
            }
        }
        for (word, usual) in built_in {
            let (written, folded) = &word;
            let Some(usual) = usual.filter(|usual| fold(usual) == *folded) else { continue };
            if spellings.majority(*written, folded).is_some_and(|own| own != usual) {
                spellings.own.insert(*written);
            }
        }
        spellings
    }

    fn count(&mut self, written: Written, text: &'a str) -> (Written, String) {
        let word = (written, fold(text));
        *self.counts.entry(word.clone()).or_default().entry(text).or_default() += 1;
        word
    }

    /// How most of several occurrences of a word are spelled.
    fn majority(&self, written: Written, folded: &str) -> Option<&'a str> {
        let counts = self.counts.get(&(written, folded.to_owned()))?;
        let all: usize = counts.values().sum();
        let most = counts.iter().find(|(_, count)| **count > 1 && **count * 2 > all);
        most.map(|(text, _)| *text)
    }

    /// The usual spelling of a word that has another: that of the register, else the built-in one.
    fn usual<'u>(&self, written: Written, text: &str, built_in: Option<&'u str>) -> Option<&'u str>
    where
        'a: 'u,
    {
        let usual = match self.majority(written, &fold(text)) {
            Some(own) => own,
            // Where the register spells other words in its own way, so may this one be.
            None if self.own.contains(&written) => return None,
            None => built_in?,
        };
        // `odd-character` reports other signs.
        (usual != text && lookalike::plain(text).trim_matches('"') != usual).then_some(usual)
    }
}

fn write(place: Span, usual: &str) -> Fix {
    Fix::replace(Safety::Safe, format!("write `{usual}`"), place, usual)
}

/// The usual spelling of a label, if only case or spacing differ.
fn usual_label_of<'a>(cx: &Context<'a>, label: &str) -> Option<&'a str> {
    cx.words().spelling_of(label, &cx.register.language)
}

/// The canonical form of the value that a field holds.
fn usual_value<'a>(cx: &'a Context<'_>, tracked: &TrackedValues<'a>, key: Key) -> Option<&'a str> {
    match key {
        Key::Status => tracked.state.map(|state| cx.policy.flow[state].as_str()),
        Key::Priority => tracked.priority,
        Key::Severity => tracked.severity,
        _ => None,
    }
}
