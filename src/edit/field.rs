//! One field of an entry: whether a value may be set, and the edit that writes it.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;

use super::status;
use super::verify::EntryValue;
use super::words::{UnfitWord, no_level, no_state, own_word};
use crate::finding::Edit;
use crate::register::{Entry, Field, Form, OwnForms, Policy, StatusMeaning};
use crate::text::{Span, listed};
use crate::triage::TableInput;
use crate::values::Sla;
use crate::vocabulary::{Key, fold};

/// A field and its new value, as somebody typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldValue {
    pub key: Key,
    pub text: String,
}

impl FieldValue {
    /// As the value that an entry should have.
    pub(super) fn of_entry<'v>(&'v self, id: &'v str) -> EntryValue<'v> {
        EntryValue { id, key: self.key, text: &self.text }
    }
}

/// Why a field is not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FieldRefusal {
    /// An ID never changes.
    IsIdentity,
    /// The field, named here, is not one that is tracked.
    NotTracked(String),
    /// The value is not understood.
    NotUnderstood {
        /// What it is not: `` `urgent` is no Priority ``.
        what: String,
        /// What to write instead.
        wanted: Cow<'static, str>,
        /// A value that may have been meant.
        near: Option<String>,
        /// Whether `--force` sets it all the same.
        is_sound: bool,
    },
    /// States of the status flow come between.
    Skips { from: String, to: String, over: Vec<String> },
    /// The status flow does not lead back.
    TakesBack { from: String, to: String },
    /// There is no place to write a field.
    NoPlace {
        name: String,
        /// How to give it one.
        hint: Option<String>,
    },
    /// The label of the field is in the entry, at a place where it is not read.
    Unread { name: String, label: String },
    /// Words of the entry may be the value, and are not read as it.
    Unclear { name: String, words: String },
    /// Each place for an entry is below a heading that says a value, which is not the one of the entry.
    SaidAbove { name: String, values: String, example: String },
    /// The entry has the field twice, so that it would say two values.
    Repeated { name: String, label: String },
    /// Something was struck out within the value, so that the place of a new one is not clear.
    StruckOut { name: String, value: String },
    /// Each entry needs the field.
    Required(String),
    /// The field is not taken out: the heading above says it, or what is around it would not read the same.
    NotCleared { name: String, value: String, is_above: bool },
    /// With a new entry, the register would be read in today's form, which it is not kept in.
    OtherForm,
}

impl From<UnfitWord> for FieldRefusal {
    fn from(UnfitWord { what, wanted, near, is_sound }: UnfitWord) -> Self {
        Self::NotUnderstood { what, wanted, near, is_sound }
    }
}

impl FieldRefusal {
    /// Why it is not clear which of the words of an entry are a field.
    fn fmt_unclear(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread { name, label } => write!(
                f,
                "the {name} is within a sentence, behind `{label}`, where it is not read: edit it in the \
                 register, or begin a line with the label"
            ),
            Self::Unclear { name, words } => write!(
                f,
                "`{words}` in this entry may be its {name}, and is not read as that, so that the entry would \
                 say two: edit it in the register"
            ),
            Self::Repeated { name, label } => write!(
                f,
                "`{label}` is twice in this entry, and which {name} holds is not clear: take one of them out of \
                 the register"
            ),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for FieldRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IsIdentity => f.write_str(
                "an ID never changes, as the table, the mirror and tickets refer to it by it",
            ),
            Self::NotTracked(name) => {
                write!(f, "{name} is not a tracked field: write it in the register")
            }
            Self::NotUnderstood { what, wanted, near, .. } => {
                write!(f, "{what}; {wanted}")?;
                near.as_ref().map_or(Ok(()), |near| write!(f, "; did you mean `{near}`?"))
            }
            Self::Skips { from, to, over } => {
                write!(f, "from {from} to {to} skips {} in the status flow", over.join(" and "))
            }
            Self::TakesBack { from, to } => {
                write!(f, "from {from} to {to} goes back in the status flow")
            }
            Self::NoPlace { name, hint } => {
                write!(f, "there is no place for {name} in this entry")?;
                hint.as_ref().map_or(Ok(()), |hint| write!(f, "; {hint}"))
            }
            Self::Unread { .. } | Self::Unclear { .. } | Self::Repeated { .. } => self.fmt_unclear(f),
            Self::SaidAbove { name, values, example } => write!(
                f,
                "each entry is below a heading that says its {name}, {values}: give the one of the new entry \
                 (`{example}`), or write a heading for it and its first entry"
            ),
            Self::StruckOut { name, value } => write!(
                f,
                "a part of the {name} is struck out, and where a new one goes in `{value}` is not clear: \
                 edit it in the register"
            ),
            Self::Required(name) => {
                write!(f, "each entry needs its {name}, so that it is not cleared: set another value")
            }
            Self::NotCleared { name, value, is_above: true } => write!(
                f,
                "the heading above says its {name}, `{value}`: move the entry below another one"
            ),
            Self::NotCleared { name, value, .. } => write!(
                f,
                "without `{value}`, the {name}, the rest of the entry would read in another way: take it out \
                 in the register"
            ),
            Self::OtherForm => f.write_str(
                "with these fields the file would be read in the form of a backend gap register, whose entries \
                 need fields that the entries here lack: write `profile: generic` in gapreg.yaml, or leave \
                 fields out",
            ),
        }
    }
}

impl std::error::Error for FieldRefusal {}

impl FieldRefusal {
    /// Whether `--force` sets the value all the same.
    pub(crate) fn can_be_forced(&self) -> bool {
        let is_sound = matches!(self, Self::NotUnderstood { is_sound: true, .. });
        is_sound || matches!(self, Self::Skips { .. } | Self::TakesBack { .. })
    }
}

/// Whether the flow leads from one state to another: to itself and to the next.
fn check_move(policy: &Policy, from: Option<usize>, to: usize) -> Result<(), FieldRefusal> {
    let name = |state: usize| policy.flow.get(state).cloned().unwrap_or_default();
    let Some(from) = from.filter(|&from| from != to && from + 1 != to) else { return Ok(()) };
    let (from_name, to_name) = (name(from), name(to));
    Err(if from > to {
        FieldRefusal::TakesBack { from: from_name, to: to_name }
    } else {
        FieldRefusal::Skips {
            from: from_name,
            to: to_name,
            over: (from + 1..to).map(name).collect(),
        }
    })
}

/// A value in its proper form, if it is one, and if the entry may have it.
pub(super) fn checked(
    input: TableInput<'_>,
    entry: Option<&Entry>,
    value: &FieldValue,
    is_forced: bool,
) -> Result<String, FieldRefusal> {
    let FieldValue { key, text } = value;
    let TableInput { register, vocabulary, policy, .. } = input;
    let old = entry.and_then(|entry| register.value_of(entry, *key));
    let text = text.trim();
    let not = |wanted: &'static str| {
        let what = format!("`{text}` is not a valid {}", register.spoken_key(*key, vocabulary));
        let wanted = Cow::Borrowed(wanted);
        Err(FieldRefusal::NotUnderstood { what, wanted, near: None, is_sound: false })
    };
    if text.is_empty() {
        return not("leave it out");
    }
    if text.contains(['\n', '\r']) {
        return not("write one line");
    }
    // A new entry takes no word that others do not have.
    let own_word = || own_word(input, *key, text, is_forced && entry.is_some());
    let level = |canonical: Option<&str>, wanted| match canonical {
        Some(canonical) => Ok(status::level(input, *key, old, text, canonical)),
        None => own_word().ok_or_else(|| no_level(input, *key, text, wanted).into()),
    };
    match key {
        Key::Id => Err(FieldRefusal::IsIdentity),
        Key::Status => {
            let allowed = |text: &str| policy.allows(text, vocabulary);
            let Some(state) = policy.meaning(text, vocabulary).filter(|_| allowed(text)) else {
                return own_word().ok_or_else(|| no_state(input, text).into());
            };
            let from = old.and_then(|old| policy.state(old, vocabulary));
            if let StatusMeaning::Flow(to) = state
                && !policy.is_loose
                && policy.is_ordered
                && !is_forced
            {
                check_move(policy, from, to)?;
            }
            Ok(status::written(input, old, text, state))
        }
        Key::Priority => level(vocabulary.priority(text), "write one such as `P1`"),
        Key::Severity => level(vocabulary.severity(text), "write one such as `High`"),
        Key::Sla if Sla::parse(text, vocabulary).is_none() => not("write one such as `7d`"),
        Key::Sla => {
            let forms = OwnForms::of(register, policy, vocabulary);
            Ok(forms.duration(text).unwrap_or_else(|| text.to_owned()))
        }
        Key::FirstSeen | Key::Due | Key::AcceptedUntil => {
            let date = in_own_form(input, *key, text, old);
            if input.soundness().objects_to(*key, &date) {
                return not("write one such as `2026-01-31`");
            }
            Ok(date)
        }
        key if key.is_short() => Ok(text.to_owned()),
        key => Err(FieldRefusal::NotTracked(vocabulary.name(*key).to_owned())),
    }
}

/// A date as the register writes its dates, else as the one in its place; another text as it is.
fn in_own_form(input: TableInput<'_>, key: Key, text: &str, old: Option<&str>) -> String {
    let form = input.soundness().date_form();
    let is_day = |old: &&str| input.policy.read_day(key, old, input.vocabulary).is_ok();
    let former = old.filter(|old| !form.is_known() && is_day(old)).map(|old| form.like(old));
    let is_typed_form = |day: Date| {
        let (register, own) = (input.register, input.soundness().date_form());
        let has_it = |other: &str| {
            let is_one = input.policy.read_day(key, other, input.vocabulary).is_ok();
            is_one && own.like(other).write(day) == text
        };
        let mut values = register.entries.iter().filter_map(|it| register.value_of(it, key));
        former.is_none() && !own.is_known() && values.any(has_it)
    };
    let form = former.as_ref().unwrap_or(form);
    match input.policy.read_day(key, text, input.vocabulary) {
        // Where no form is the usual one, one that an entry has is as good as any.
        Ok(whole) if whole.text == text && is_typed_form(whole.value) => text.to_owned(),
        Ok(whole) if whole.text == text && !form.is_written(text) => form.write(whole.value),
        _ => text.to_owned(),
    }
}

/// The edit that writes a value into an entry; none where the entry has this value already.
pub(super) fn value_edit(
    input: TableInput<'_>,
    entry: &Entry,
    key: Key,
    text: &str,
) -> Result<Option<Edit>, FieldRefusal> {
    let register = input.register;
    // A value that a sign in a row implies is written into the column for it.
    let is_implied =
        |field: &Field| matches!(entry.form, Form::Row(_)) && field.label == field.value;
    // A heading above says the value; where other entries have a line for it, this one gets one. The cell of a
    // row is its own.
    let has_line = |other: &Entry| {
        other.form == Form::Heading && other.field(key).is_some_and(|own| other.has_within(own))
    };
    let gets_line = |field: &Field| {
        !entry.has_within(field)
            && entry.form == Form::Heading
            && !register.is_in_triage(entry, key)
            && register.entries.iter().any(has_line)
    };
    let is_read = |field: &&Field| !(is_implied(field) || gets_line(field));
    let no_place = || no_place(input, Some(entry), key);
    let Some(field) = entry.field(key).filter(is_read) else {
        if let Some(words) = register.unread_words(entry, key, input.policy, input.vocabulary) {
            return Err(unclear(input, key, words));
        }
        let edit = register.field_insertion(entry, key, text, input.vocabulary);
        return edit.map(Some).ok_or_else(no_place);
    };
    let edit = register.value_edit(Some(entry), field, text);
    let edit = edit.or_else(|| beside_box(input, entry, field, text)).ok_or_else(no_place)?;
    Ok(Some(edit).filter(|edit| register.text(edit.span) != text))
}

/// Why a field is not set that an entry has twice under one label.
pub(super) fn repeated(input: TableInput<'_>, entry: &Entry, key: Key) -> Result<(), FieldRefusal> {
    let register = input.register;
    let label = |field: &Field| fold(register.text(field.label));
    let is_line = |field: &&Field| {
        field.key == Some(key) && field.label != field.value && entry.has_within(field)
    };
    let Some(first) = entry.fields.iter().find(is_line).filter(|_| !key.may_repeat()) else {
        return Ok(());
    };
    let is_again = |field: &Field| field.label != first.label && label(field) == label(first);
    if entry.fields.iter().filter(is_line).any(is_again) {
        let name = input.vocabulary.name(key).to_owned();
        return Err(FieldRefusal::Repeated { name, label: register.text(first.label).to_owned() });
    }
    Ok(())
}

/// The edit that adds a line with a state to an item whose box cannot hold it.
fn beside_box(input: TableInput<'_>, entry: &Entry, field: &Field, text: &str) -> Option<Edit> {
    let register = input.register;
    let is_box = register.box_of_item(entry).is_some_and(|own| own.contains(field.value));
    let is_item = is_box && register.is_list_item(entry);
    is_item.then(|| register.field_insertion(entry, field.key?, text, input.vocabulary))?
}

/// Why a field is neither written nor taken out beside words that may be its value.
pub(super) fn unclear(input: TableInput<'_>, key: Key, words: Span) -> FieldRefusal {
    let words = input.register.text(words).replace(['*', '`'], "");
    FieldRefusal::Unclear { name: input.vocabulary.name(key).to_owned(), words }
}

/// Why a field is not written into an entry, or into one like it.
pub(super) fn no_place(input: TableInput<'_>, entry: Option<&Entry>, key: Key) -> FieldRefusal {
    let TableInput { register, vocabulary, .. } = input;
    let name = register.spoken_key(key, vocabulary).to_owned();
    if let Some(label) = entry.and_then(|entry| register.unread_label(entry, key, vocabulary)) {
        return FieldRefusal::Unread { name, label: register.text(label).to_owned() };
    }
    let is_above = |entry: &Entry| entry.field(key).is_some_and(|field| !entry.has_within(field));
    let columns = match entry.filter(|entry| !is_above(entry)).map(|entry| &entry.form) {
        Some(Form::Row(row)) => register.entry_tables.get(row.table as usize).map(|it| &it.columns),
        _ => None,
    };
    let unknown = columns.into_iter().flatten().filter(|column| column.key.is_none());
    let unknown: Vec<&str> =
        unknown.map(|it| register.text(it.span)).filter(|it| !it.is_empty()).collect();
    let hint = if unknown.is_empty() {
        entry.and_then(|entry| way_out(input, entry, key))
    } else {
        let (columns, language) = (listed(&unknown), &register.language);
        let labels =
            format!("`vocabulary: {{ {language}: {{ labels: {{ {name}: [COLUMN] }} }} }}`");
        Some(format!(
            "where it is one of the columns {columns}, name that one in gapreg.yaml: {labels}"
        ))
    };
    FieldRefusal::NoPlace { name, hint }
}

/// How an entry gets a place for a field.
fn way_out(input: TableInput<'_>, entry: &Entry, key: Key) -> Option<String> {
    let TableInput { register, vocabulary, .. } = input;
    let label = register.label_of(key, vocabulary);
    if register.is_kept_in_triage(key) && register.row_of(entry).is_none() {
        return Some("`gapreg triage` adds the row for it to the table".to_owned());
    }
    let above = entry.field(key).filter(|field| !entry.has_within(field));
    if matches!(entry.form, Form::Row(_)) {
        return Some(match above {
            Some(field) => format!(
                "the heading above the table says `{}`: move the row below another one, or add a column \
                 `{label}` to the table",
                register.text(field.value)
            ),
            None => format!("add a column `{label}` to its table"),
        });
    }
    if let Some(field) = above {
        let said = register.text(field.value);
        return Some(format!("the heading above says `{said}`: move the entry below another one"));
    }
    let is_item = entry.form == Form::Item;
    is_item.then(|| "`gapreg adopt` gives each entry a line for it".to_owned())
}
