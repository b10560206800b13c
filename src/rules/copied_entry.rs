//! `copied-entry`: an entry that still says what the one it was copied from says.

use std::collections::HashMap;

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::{Entry, Form};
use crate::vocabulary::{Key, fold};

pub(super) const RULE: Rule = Rule {
    name: "copied-entry",
    group: Group::Identity,
    level: Level::Info,
    fixes: None,
    page: include_str!("copied_entry.md"),
    check: Check::Register(check),
};

/// What is changed first in a copy that is filled in.
const COMPARED: [Key; 3] = [Key::FirstSeen, Key::SourcePage, Key::Symptom];

fn check(cx: &Context<'_>, found: &mut Findings) {
    check_items(cx, found);
    let mut seen: HashMap<[&str; 3], &Entry> = HashMap::new();
    for (entry, _) in cx.entries() {
        let Some(texts) = compared_texts(cx, entry) else { continue };
        let Some(first) = seen.insert(texts, entry) else { continue };
        // Two entries may wait for the same to be filled in.
        if texts.iter().any(|text| cx.words().placeholder(text).is_some()) {
            continue;
        }
        let symptoms = [entry, first].map(|entry| entry.field(Key::Symptom));
        let [Some(symptom), Some(original)] = symptoms else { continue };
        // Two entries of one ID are reported as that.
        if entry.id.is_some() && cx.register.id(first) == cx.register.id(entry) {
            continue;
        }
        let name = cx.register.spoken_name(first);
        let message = format!("First Seen, page and symptom are still those of {name}");
        found
            .in_field(cx, entry, symptom, message)
            .help("write what is different here, or remove the copy")
            .related(cx.register.first_line(original.value), "the same symptom");
    }
}

/// Items of one list without IDs: nothing but their words says which is which.
fn check_items(cx: &Context<'_>, found: &mut Findings) {
    let mut seen: HashMap<(String, Option<&str>), &Entry> = HashMap::new();
    for (entry, _) in cx.entries() {
        if entry.form != Form::Item || entry.id.is_some() || entry.heading.is_empty() {
            continue;
        }
        let area = entry.area.first().map(|step| cx.register.text(*step));
        let words = fold(&cx.register.wording(entry.heading));
        let Some(first) = seen.insert((words, area), entry) else { continue };
        found
            .of(cx, entry, entry.handle(), "another item says the same".to_owned())
            .help("write what is different here, or remove the copy")
            .related(first.handle(), "the other item");
    }
}

/// What an entry says for the compared keys; nothing if it does not say all of it.
fn compared_texts<'a>(cx: &Context<'a>, entry: &Entry) -> Option<[&'a str; 3]> {
    let text = |key| {
        let text = cx.register.bare(entry.field(key)?.value);
        (!text.is_empty()).then_some(text)
    };
    let [seen, page, symptom] = COMPARED.map(text);
    Some([seen?, page?, symptom?])
}
