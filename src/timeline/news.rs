//! What changed in an entry, as people would tell it.

use std::collections::HashMap;

use super::{Said, Stage, Turn};
use crate::register::Policy;
use crate::vocabulary::{Key, Vocabulary};

/// What happened to an entry, most of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Happening {
    /// It is new.
    Added,
    /// It reached the last state of the flow.
    Closed,
    /// It was taken back in the flow.
    Reopened,
    /// It went on in the flow.
    Moved,
    /// It says something else.
    Changed,
    /// It is gone.
    Removed,
}

/// What changed in an entry.
#[derive(Debug)]
pub struct News<'t> {
    /// What happened to it, most of all.
    pub happening: Happening,
    /// The entry as it is; of one that is gone, as it was.
    pub stage: &'t Stage,
    /// Each field that says something else than before, in order.
    pub fields: Vec<FieldNews<'t>>,
}

/// What changed in a field.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FieldNews<'t> {
    /// The canonical name of its key, else its label; `Title` for the heading.
    pub field: &'t str,
    /// What it said, unless it is new.
    pub before: Option<&'t str>,
    /// What it says, unless it is gone.
    pub after: Option<&'t str>,
}

/// A value longer than that is prose, which nobody reads twice in a list of changes.
const LONGEST: usize = 60;

/// How a change of a field is told, beside the field and what it says.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Of prose that says something else.
    pub rewritten: &'static str,
    /// Of prose that is new.
    pub written: &'static str,
    /// Of a field that is gone.
    pub removed: &'static str,
}

impl Manner {
    /// In English.
    pub const ENGLISH: Self =
        Self { rewritten: "rewritten", written: "written", removed: "removed" };
}

impl FieldNews<'_> {
    /// `Status: Open → In Progress`, `Symptom: rewritten`.
    pub fn in_words(&self, manner: Manner) -> String {
        let Self { field: name, before, after } = *self;
        let is_prose = |text: Option<&str>| text.is_some_and(|text| text.chars().count() > LONGEST);
        match (before, after) {
            (Some(_), Some(_)) if is_prose(before) || is_prose(after) => {
                format!("{name}: {}", manner.rewritten)
            }
            (Some(before), Some(after)) => format!("{name}: {before} → {after}"),
            (None, Some(after)) if is_prose(Some(after)) => format!("{name}: {}", manner.written),
            (None, Some(after)) => format!("{name}: {after}"),
            (_, None) => format!("{name}: {}", manner.removed),
        }
    }
}

impl Turn {
    /// What it brought; nothing where the entry says what it said.
    pub fn news<'t>(&'t self, policy: &Policy, words: &'t Vocabulary) -> Option<News<'t>> {
        News::between(self.before.as_deref(), self.after.as_deref(), policy, words)
    }
}

impl<'t> News<'t> {
    /// What is new of an entry; nothing where it says what it said.
    pub fn between(
        before: Option<&'t Stage>,
        after: Option<&'t Stage>,
        policy: &Policy,
        words: &'t Vocabulary,
    ) -> Option<Self> {
        let (before, after) = match (before, after) {
            (None, None) => return None,
            (None, Some(stage)) => return Some(Self::alone(Happening::Added, stage)),
            (Some(stage), None) => return Some(Self::alone(Happening::Removed, stage)),
            (Some(before), Some(after)) => (before, after),
        };
        let fields = changed_fields(before, after, words);
        let state = |stage: &Stage| policy.state(stage.said(Key::Status)?, words);
        let last = policy.last_state();
        let happening = match (state(before), state(after)) {
            (was, is) if was == is => Happening::Changed,
            (_, Some(is)) if is == last => Happening::Closed,
            (Some(was), Some(is)) if is < was => Happening::Reopened,
            _ => Happening::Moved,
        };
        (!fields.is_empty()).then_some(Self { happening, stage: after, fields })
    }

    fn alone(happening: Happening, stage: &'t Stage) -> Self {
        Self { happening, stage, fields: Vec::new() }
    }
}

/// The fields that say something else, those of now in order, then those that are gone.
fn changed_fields<'t>(
    before: &'t Stage,
    after: &'t Stage,
    words: &'t Vocabulary,
) -> Vec<FieldNews<'t>> {
    let name = |said: &'t Said| said.key.map_or(&*said.label, |key| words.name(key));
    let mut then = texts(before, name);
    let mut now = texts(after, name);
    let title = |stage: &'t Stage| vec![Some(&*stage.title)];
    then.insert("Title", title(before));
    now.insert("Title", title(after));
    let order = after.fields.iter().chain(&before.fields).map(name);
    let mut fields = Vec::new();
    for field in std::iter::once("Title").chain(order) {
        // Each label once, with all its fields.
        let (then, now) =
            (then.remove(field).unwrap_or_default(), now.remove(field).unwrap_or_default());
        for nth in 0..then.len().max(now.len()) {
            let said = |texts: &[Option<&'t str>]| texts.get(nth).copied().flatten();
            let (before, after) = (said(&then), said(&now));
            if before != after {
                fields.push(FieldNews { field, before, after });
            }
        }
    }
    fields
}

/// What the fields of each name say; nothing of an empty one.
fn texts<'t>(
    stage: &'t Stage,
    name: impl Fn(&'t Said) -> &'t str,
) -> HashMap<&'t str, Vec<Option<&'t str>>> {
    let mut texts: HashMap<&str, Vec<Option<&str>>> = HashMap::new();
    for said in &stage.fields {
        let text = (!said.text.is_empty()).then_some(&*said.text);
        texts.entry(name(said)).or_default().push(text);
    }
    texts
}
