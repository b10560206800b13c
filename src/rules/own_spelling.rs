//! States and levels that a register with a form of its own writes in one way nearly everywhere, and in
//! another here: `Blocker` beside many `blocker`.

use std::collections::HashMap;

use super::context::FilledField;
use super::{Context, Findings};
use crate::finding::{Fix, Safety};
use crate::register::LONGEST_WORD;
use crate::vocabulary::{Key, fold};

/// How often a word is written in each spelling.
type Spellings<'a> = HashMap<&'a str, usize>;

pub(super) fn check(cx: &Context<'_>, found: &mut Findings) {
    for key in [Key::Status, Key::Priority, Key::Severity] {
        let mut words: HashMap<String, Spellings<'_>> = HashMap::new();
        for given in values(cx, key) {
            *words.entry(fold(given.text)).or_default().entry(given.text).or_default() += 1;
        }
        words.retain(|_, spellings| spellings.len() > 1);
        if words.is_empty() {
            continue;
        }
        for given in values(cx, key) {
            let usual = words.get(&fold(given.text)).and_then(usual).filter(|it| *it != given.text);
            let Some(usual) = usual else { continue };
            let place = cx.register.bare_span(given.field.value);
            let message = format!("`{}` is usually written `{usual}`", given.text);
            let fix = Fix::replace(Safety::Safe, format!("write `{usual}`"), place, usual);
            found.in_field(cx, given.entry, given.field, message).fix(fix);
        }
    }
}

/// The values of a key that are a word and nothing more, under a label.
fn values<'c, 'a>(cx: &'c Context<'a>, key: Key) -> impl Iterator<Item = FilledField<'a, 'c>> {
    cx.answered(key).filter(|given| {
        let is_word = given.text.len() <= LONGEST_WORD && given.text.contains(char::is_alphabetic);
        is_word
            && given.field.label != given.field.value
            && cx.register.bare(given.field.value) == given.text
    })
}

/// The spelling of three in four.
fn usual<'a>(spellings: &Spellings<'a>) -> Option<&'a str> {
    let all: usize = spellings.values().sum();
    let most = spellings.iter().find(|(_, count)| **count > 1 && **count * 4 >= all * 3);
    most.map(|(text, _)| *text)
}
