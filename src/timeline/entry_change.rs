//! What differs between two snapshots of an entry.

use std::collections::HashMap;

use serde::Serialize;

use super::snapshot::{EntrySnapshot, FieldSnapshot};
use super::transitions::Transition;
use crate::register::{Policy, StatusMeaning};
use crate::vocabulary::{Key, Vocabulary};

/// The most important thing that happened to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ChangeKind {
    /// The entry is new.
    Added,
    /// It reached the last state of the status flow, or was closed without a repair.
    Closed,
    /// It went back in the status flow, or waits again after it was closed.
    Reopened,
    /// It went forward in the status flow, or beside it.
    Moved,
    /// Its state is the same, something else changed.
    Changed,
    /// The entry is gone.
    Removed,
}

/// What changed in an entry.
#[derive(Debug)]
pub(crate) struct EntryChange<'t> {
    pub kind: ChangeKind,
    /// The entry after the change; if it was removed, before the change.
    pub snapshot: &'t EntrySnapshot,
    /// Each field whose value changed, in order; none if the entry was added or removed.
    pub fields: Vec<FieldChange>,
}

/// The value of a field before and after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct FieldChange {
    /// The canonical name of its key, else its label; [`TITLE`] for the heading, [`TEXT`] for what is
    /// in no field.
    pub field: String,
    /// Nothing if the field was added.
    pub before: Option<String>,
    /// Nothing if the field was removed.
    pub after: Option<String>,
}

/// The name of the heading among the fields that changed.
pub(super) const TITLE: &str = "Title";
/// The name of what is in no field.
pub(super) const TEXT: &str = "Text";

/// A value of more characters is prose, which a list of changes does not quote.
const LONGEST_QUOTED: usize = 60;

/// The words for a change that quotes no value, in the language of the reader.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChangeWords {
    /// For prose that was changed.
    pub rewritten: &'static str,
    /// For prose that was added.
    pub written: &'static str,
    /// For a field that was removed.
    pub removed: &'static str,
}

impl ChangeWords {
    pub(crate) const ENGLISH: Self =
        Self { rewritten: "rewritten", written: "written", removed: "removed" };
}

impl FieldChange {
    /// `Status: Open → In Progress`, `Symptom: rewritten`.
    pub(crate) fn in_words(&self, words: ChangeWords) -> String {
        let Self { field, before, after } = self;
        let is_prose = |text: &String| text.chars().count() > LONGEST_QUOTED;
        match (before, after) {
            (Some(before), Some(after)) if is_prose(before) || is_prose(after) => {
                format!("{field}: {}", words.rewritten)
            }
            (Some(before), Some(after)) => format!("{field}: {before} → {after}"),
            (None, Some(after)) if is_prose(after) => format!("{field}: {}", words.written),
            (None, Some(after)) => format!("{field}: {after}"),
            (_, None) => format!("{field}: {}", words.removed),
        }
    }
}

impl Transition {
    /// What changed; nothing if both snapshots say the same.
    pub(crate) fn change(&self, policy: &Policy, words: &Vocabulary) -> Option<EntryChange<'_>> {
        EntryChange::between(self.before.as_deref(), self.after.as_deref(), policy, words)
    }
}

impl<'t> EntryChange<'t> {
    /// What changed from one snapshot of an entry to the next; nothing if both say the same.
    pub(crate) fn between(
        before: Option<&'t EntrySnapshot>,
        after: Option<&'t EntrySnapshot>,
        policy: &Policy,
        words: &Vocabulary,
    ) -> Option<Self> {
        let without_fields = |kind, snapshot| Some(Self { kind, snapshot, fields: Vec::new() });
        match (before, after) {
            (None, None) => None,
            (None, Some(after)) => without_fields(ChangeKind::Added, after),
            (Some(before), None) => without_fields(ChangeKind::Removed, before),
            (Some(before), Some(after)) => {
                let fields = changed_fields(before, after, words);
                let kind = ChangeKind::between(before, after, policy, words);
                (!fields.is_empty()).then_some(Self { kind, snapshot: after, fields })
            }
        }
    }
}

impl ChangeKind {
    /// By the states of an entry that is there before and after the change.
    fn between(
        before: &EntrySnapshot,
        after: &EntrySnapshot,
        policy: &Policy,
        words: &Vocabulary,
    ) -> Self {
        let state = |snapshot: &EntrySnapshot| policy.meaning(snapshot.value(Key::Status)?, words);
        let is_closed = |state: StatusMeaning| match state {
            StatusMeaning::Flow(at) => at == policy.last_state(),
            StatusMeaning::Further(_) => policy.is_closed_unrepaired(state),
        };
        match (state(before), state(after)) {
            (before, after) if before == after => Self::Changed,
            (_, Some(after)) if is_closed(after) => Self::Closed,
            (Some(before), Some(_)) if is_closed(before) => Self::Reopened,
            (Some(StatusMeaning::Flow(before)), Some(StatusMeaning::Flow(after)))
                if after < before =>
            {
                Self::Reopened
            }
            (Some(StatusMeaning::Flow(before)), Some(StatusMeaning::Further(_)))
                if before >= policy.repaired_from(words) =>
            {
                Self::Reopened
            }
            _ => Self::Moved,
        }
    }
}

/// The fields whose values differ: those of the later snapshot in order, then those that are gone.
fn changed_fields(
    before: &EntrySnapshot,
    after: &EntrySnapshot,
    words: &Vocabulary,
) -> Vec<FieldChange> {
    let mut old = values_by_name(before, words);
    let mut new = values_by_name(after, words);
    let fields = after.fields.iter().chain(&before.fields);
    let names = std::iter::once(TITLE).chain(fields.map(|field| name_of(field, words)));
    let names = names.chain([TEXT]);
    let mut changes = Vec::new();
    // The first time that a name comes up, all fields of that name are compared, in order.
    for name in names {
        let (old, new) =
            (old.remove(name).unwrap_or_default(), new.remove(name).unwrap_or_default());
        for nth in 0..old.len().max(new.len()) {
            let value =
                |values: &[Option<&str>]| values.get(nth).copied().flatten().map(str::to_owned);
            let (before, after) = (value(&old), value(&new));
            if before != after {
                changes.push(FieldChange { field: name.to_owned(), before, after });
            }
        }
    }
    // A column may say the title and the ID, or a heading alone.
    changes.retain(|change| !is_title(change, before, after, words));
    let has_id =
        |snapshot: &EntrySnapshot| snapshot.fields.iter().any(|field| field.key == Some(Key::Id));
    if let Some((old, new)) = before.id.as_ref().zip(after.id.as_ref())
        && !(has_id(before) && has_id(after))
    {
        let field = words.name(Key::Id).to_owned();
        changes.retain(|change| change.field != field);
        let [before, after] = [old, new].map(|id| Some(id.clone()));
        changes.splice(0..0, (old != new).then_some(FieldChange { field, before, after }));
    }
    changes
}

/// Whether a field of the title came or went that says no more than the heading.
fn is_title(
    change: &FieldChange,
    before: &EntrySnapshot,
    after: &EntrySnapshot,
    words: &Vocabulary,
) -> bool {
    let is_said = match (&change.before, &change.after) {
        (Some(gone), None) => *gone == before.title,
        (None, Some(new)) => *new == after.title,
        _ => false,
    };
    is_said && change.field == words.name(Key::Gap)
}

fn name_of<'t>(field: &'t FieldSnapshot, words: &'t Vocabulary) -> &'t str {
    field.key.map_or(&*field.label, |key| words.name(key))
}

/// The values of the fields of each name, the title and the other text included; nothing for an empty value.
fn values_by_name<'t>(
    snapshot: &'t EntrySnapshot,
    words: &'t Vocabulary,
) -> HashMap<&'t str, Vec<Option<&'t str>>> {
    let mut values: HashMap<&str, Vec<Option<&str>>> = HashMap::new();
    for field in &snapshot.fields {
        let text = (!field.text.is_empty()).then_some(&*field.text);
        values.entry(name_of(field, words)).or_default().push(text);
    }
    // A field that has this name, too, is not compared.
    values.insert(TITLE, vec![Some(&*snapshot.title)]);
    let text = (!snapshot.text.is_empty()).then_some(&*snapshot.text);
    values.entry(TEXT).or_default().push(text);
    values
}
