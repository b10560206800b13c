//! What the entries of a register of headings should say, written into it field by field. An entry that would
//! be read otherwise stays as it is.

use std::collections::{BTreeSet, HashSet};

use super::labels::{label_of_kept, own_label};
use super::options::{AdoptOptions, AdoptedEntry};
use super::values::Values;
use crate::document::TooDeep;
use crate::finding::{Edit, applied};
use crate::register::{Entry, Field, Form, Register};
use crate::text::{Ordered, Source, Span, sort_by_place};
use crate::vocabulary::{Key, Vocabulary};

/// What an entry should say.
pub(super) struct Plan {
    pub id: String,
    pub area: Vec<String>,
    pub title: String,
    pub values: Values,
    /// The keys of the entry that it translates, in order.
    pub order: Vec<Key>,
}

impl Plan {
    pub(super) fn adopted(self, to_come: &str) -> AdoptedEntry {
        let values = self.values.tracked(to_come);
        AdoptedEntry { values, id: self.id, order: Vec::new() }
    }
}

/// What the entries under headings should say, and what cannot be written.
pub(super) struct Plans<'a> {
    pub all: &'a [Plan],
    /// The places of these entries among all.
    pub headings: &'a [usize],
    pub options: AdoptOptions<'a>,
    /// Those that would be read otherwise with what they lack, by their places among the headings.
    pub left: BTreeSet<usize>,
}

impl Plans<'_> {
    /// The register with its values in today's form. A value that its key cannot have stays, under a
    /// label of its own.
    pub(super) fn corrected(&mut self, register: &Register<'_>) -> Result<Source, TooDeep> {
        let Self { all: plans, headings, options, .. } = *self;
        let each = headings.iter().map(|&at| correction(register, at, &plans[at], options));
        let mut corrections: Vec<Vec<Edit>> = each.collect();
        // A heading that loses a label may be no entry without an ID, so it gets that first.
        let ids = headings
            .iter()
            .flat_map(|&at| addition(register, &register.entries[at], Key::Id, &plans[at], options))
            .collect::<Vec<Edit>>();
        let edited = |edits: &[Vec<Edit>], ids: &[Edit]| {
            with_edits(register.source, &distinct([&edits.concat(), ids].concat()))
        };
        let named = edited(&corrections, &ids);
        let read = read_back(register, &named, &corrections, options)?;
        self.leave(&read, &mut corrections);
        let named = edited(&corrections, &ids);
        let arrived = holders(&named, Key::Id, options)?;
        let are_all = arrived.len() == headings.len() && arrived.iter().all(|holds| *holds);
        Ok(if are_all { named } else { edited(&corrections, &[]) })
    }

    /// Takes the edits of entries out that would be read otherwise with them.
    fn leave(&mut self, read: &[bool], edits: &mut [Vec<Edit>]) {
        for (nth, (_, edits)) in read.iter().zip(edits).enumerate().filter(|(_, (read, _))| !**read)
        {
            edits.clear();
            self.left.insert(nth);
        }
    }

    /// The keys of which a field is to be added to some entry. Where an entry has the label in a text that
    /// is not read, it stays so.
    pub(super) fn lacking(&mut self, source: &Source) -> Result<Vec<Key>, TooDeep> {
        let Self { all: plans, headings, options, .. } = *self;
        let register = Register::parse(source, options.settings.reading())?;
        let required: Vec<Key> = [Key::Id].into_iter().chain(options.required()).collect();
        let mut lacking: Vec<Key> = Vec::new();
        for &key in required.iter().chain(&[Key::Severity, Key::ClosureNote]) {
            for (nth, (entry, &at)) in headed(&register).zip(headings).enumerate() {
                let has_it =
                    own_field(entry, key).is_some() || (key == Key::Id && entry.id.is_some());
                let is_added = !addition(&register, entry, key, &plans[at], options).is_empty();
                if is_added && !lacking.contains(&key) {
                    lacking.push(key);
                }
                if !is_added && !has_it && required.contains(&key) {
                    self.left.insert(nth);
                }
            }
        }
        Ok(lacking)
    }

    /// The register with a field in every entry that lacks it.
    pub(super) fn with_field(&mut self, source: &Source, key: Key) -> Result<Source, TooDeep> {
        let Self { all: plans, headings, options, .. } = *self;
        let register = Register::parse(source, options.settings.reading())?;
        let entries: Vec<&Entry> = headed(&register).collect();
        // Where a field made another reading of the whole, additions would go astray.
        if entries.len() != headings.len() {
            return Ok(Source::new(source.path().clone(), source.text()));
        }
        let each = entries.into_iter().zip(headings);
        let mut additions: Vec<Vec<Edit>> =
            each.map(|(entry, &at)| addition(&register, entry, key, &plans[at], options)).collect();
        // In a code block that never ends, an addition does not arrive, and would be made again and
        // again.
        let all = with_edits(source, additions.iter().flatten());
        let holders = holders(&all, key, options)?;
        for (nth, edits) in additions.iter_mut().enumerate() {
            if holders.get(nth) != Some(&true) {
                edits.clear();
            }
        }
        let all = with_edits(source, additions.iter().flatten());
        let read = read_back(&register, &all, &additions, options)?;
        self.leave(&read, &mut additions);
        Ok(with_edits(source, additions.iter().flatten()))
    }
}

/// The fields that are lines of the entry, and do not come from its heading or a summary.
fn own_fields(entry: &Entry, key: Key) -> impl Iterator<Item = &Field> {
    let fields = entry.fields.iter().filter(move |field| field.key == Some(key));
    fields.filter(|field| entry.span.contains(field.span) && field.label != field.value)
}

pub(super) fn own_field(entry: &Entry, key: Key) -> Option<&Field> {
    own_fields(entry, key).next()
}

/// The entries that are headings.
fn headed<'r>(register: &'r Register<'_>) -> impl Iterator<Item = &'r Entry> {
    register.entries.iter().filter(|entry| entry.form == Form::Heading)
}

/// The edits that correct the values and labels of an entry.
fn correction(
    register: &Register<'_>,
    at: usize,
    plan: &Plan,
    options: AdoptOptions<'_>,
) -> Vec<Edit> {
    let words = &options.settings.vocabulary;
    let language = options.language.unwrap_or(&register.language);
    let entry = &register.entries[at];
    let mut edits = renamed(register, entry, &plan.id);
    for key in [Key::FirstSeen, Key::Status, Key::Priority, Key::Owner, Key::Sla, Key::Severity] {
        let Some(field) = own_field(entry, key) else { continue };
        // Text of several lines is no value, and an edit could break lists or code in it.
        let is_line = !register.text(field.value).contains('\n');
        if plan.values.kept.contains(&key) || !is_line {
            let label = label_of_kept(register.text(field.label), key, language, words);
            edits.push(Edit { span: field.label, text: label });
            // Without a value of its own beside it, `Source status` would be read as a status.
            let value = plan.values.known.get(&key).filter(|value| !value.contains('\n'));
            edits.extend(value.and_then(|value| {
                let label = register.label_of(key, words);
                register.field_insertion_behind(entry, field, label, value)
            }));
        } else if let Some(value) = plan.values.known.get(&key)
            && *value != register.bare(field.value)
            && !field.value.is_empty()
        {
            edits.extend(register.value_edit(Some(entry), field, value));
        }
    }
    edits.extend(relabelled(register, entry, words));
    edits
}

/// Which of the headings that are entries are read as it was meant in a changed text: their fields are
/// there, with the values that the edits give them. What gets another label may be no field any more.
/// Where other headings are entries, nothing can be compared.
fn read_back(
    before: &Register<'_>,
    after: &Source,
    edits: &[Vec<Edit>],
    options: AdoptOptions<'_>,
) -> Result<Vec<bool>, TooDeep> {
    let after = Register::parse(after, options.settings.reading())?;
    let [olds, news] = [before, &after].map(|register| headed(register).collect::<Vec<&Entry>>());
    if olds.len() != news.len() {
        return Ok(Vec::new());
    }
    let is_read = |((old, new), edits): ((&Entry, &Entry), &Vec<Edit>)| {
        edits.is_empty() || keeps_fields([(before, old), (&after, new)], edits)
    };
    Ok(olds.into_iter().zip(news).zip(edits).map(is_read).collect())
}

/// Whether the fields of an entry are there after edits, with the labels and values that these give them.
fn keeps_fields(
    [(before, old), (after, new)]: [(&Register<'_>, &Entry); 2],
    edits: &[Edit],
) -> bool {
    let edits = EntryEdits::of(edits);
    let new =
        new.fields.iter().map(|field| [field.label, field.value].map(|part| after.text(part)));
    let new: HashSet<[&str; 2]> = new.collect();
    let says = |own: &Field| {
        let [labels, values] = [own.label, own.value].map(|part| {
            // At the place of an empty value, an edit may give it or add a field behind it.
            [before.text(part).to_owned(), edits.applied_in(before, part).trim().to_owned()]
        });
        let mut both =
            labels.iter().flat_map(|label| values.iter().map(move |value| (label, value)));
        both.any(|(label, value)| new.contains(&[label.as_str(), value.as_str()]))
    };
    let own = old.fields.iter().filter(|field| old.span.contains(field.span));
    own.filter(|field| !edits.replace(field.label)).all(says)
}

/// The edits of an entry, in order.
struct EntryEdits<'e>(Vec<&'e Edit>);

impl<'e> EntryEdits<'e> {
    fn of(edits: &'e [Edit]) -> Self {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        sort_by_place(&mut edits, |edit| edit.span);
        Self(edits)
    }

    /// Those that start in a part, or where it ends.
    fn within(&self, part: Span) -> impl Iterator<Item = &'e Edit> {
        let first = self.0.partition_point(|edit| edit.span.start < part.start);
        self.0[first..].iter().copied().take_while(move |edit| edit.span.start <= part.end)
    }

    fn replace(&self, part: Span) -> bool {
        self.within(part).any(|edit| edit.span == part)
    }

    /// A part of a register with the edits in it. What is inserted at its edge is beside it.
    fn applied_in(&self, register: &Register<'_>, part: Span) -> String {
        let own = self.within(part);
        let own = own
            .filter(|edit| part.contains(edit.span) && (part.is_empty() || !edit.span.is_empty()));
        let moved = own.map(|edit| Edit {
            span: Span { start: edit.span.start - part.start, end: edit.span.end - part.start },
            text: edit.text.clone(),
        });
        applied(register.text(part), &moved.collect::<Vec<Edit>>())
    }
}

/// Edits in order, one for each span.
fn distinct(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.order_by_key(|edit| (edit.span, std::cmp::Reverse(edit.text.len())));
    edits.dedup_by_key(|edit| edit.span);
    edits
}

/// The edits that give an entry another ID, in its field and its heading, with the old one beside it.
fn renamed(register: &Register<'_>, entry: &Entry, id: &str) -> Vec<Edit> {
    let former = [entry.id, entry.heading_id].into_iter().flatten();
    let Some(old) = former.map(|span| register.text(span)).find(|old| *old != id) else {
        return Vec::new();
    };
    let in_heading = entry.heading_id.map(|span| Edit { span, text: id.to_owned() });
    let field = own_field(entry, Key::Id);
    let in_field = field.map(|field| {
        let span = entry.id.filter(|id| field.value.contains(*id));
        Edit { span: span.unwrap_or(field.value), text: format!("{id} ({old})") }
    });
    in_heading.into_iter().chain(in_field).collect()
}

/// New labels for fields whose label alone means something else than the field: a level called
/// `Impact`, sentences called `Current state`, a second label for one key.
fn relabelled(register: &Register<'_>, entry: &Entry, words: &Vocabulary) -> Vec<Edit> {
    let mut seen = HashSet::new();
    let is_line = |field: &&Field| entry.span.contains(field.span) && field.label != field.value;
    let lines = entry.fields.iter().filter(is_line);
    lines
        .filter_map(|field| {
            let label = register.text(field.label);
            let alone = words.key(label)?;
            let is_second = !alone.may_repeat() && field.key == Some(alone) && !seen.insert(alone);
            let text = match field.key {
                Some(key) if key != alone => {
                    let qualifier = label.find(['(', '（']).map_or("", |at| &label[at..]);
                    let blank = if qualifier.starts_with('(') { " " } else { "" };
                    format!("{}{blank}{qualifier}", words.label(&register.language, key))
                }
                Some(_) if !is_second => return None,
                _ => own_label(label, &register.language, words),
            };
            Some(Edit { span: field.label, text })
        })
        .collect()
}

/// The edits that give an entry a field that it lacks, or a value to a field without one.
fn addition(
    register: &Register<'_>,
    entry: &Entry,
    key: Key,
    plan: &Plan,
    options: AdoptOptions<'_>,
) -> Vec<Edit> {
    let words = &options.settings.vocabulary;
    let to_come = words.to_come(options.language.unwrap_or(&register.language));
    let known = plan.values.known.get(&key);
    // A value of several lines stays where it is in the entry.
    let line = known.map(String::as_str).filter(|value| !value.contains('\n'));
    let value = match key {
        Key::Id => Some(plan.id.as_str()),
        Key::Severity | Key::ClosureNote => line,
        _ => Some(line.unwrap_or(to_come)),
    };
    // Today's form reads a level before the ID in a heading.
    let is_before_id = |field: &Field| {
        entry
            .heading_id
            .is_some_and(|id| entry.span.contains(field.value) && field.value.end <= id.start)
    };
    let value = value.filter(|_| !entry.field(key).is_some_and(is_before_id));
    let Some(value) = value else { return Vec::new() };
    if own_field(entry, key).is_none() {
        let label = register.label_of(key, words);
        let behind = model_of_leading(entry, key, &plan.order)
            .and_then(|model| register.field_insertion_behind(entry, model, label, value));
        let edit = behind.or_else(|| register.field_insertion(entry, key, value, words));
        return edit.into_iter().collect();
    }
    own_fields(entry, key)
        .filter(|field| field.value.is_empty())
        .filter_map(|field| register.value_edit(Some(entry), field, value))
        .collect()
}

/// The field of a translation behind which a field of a key belongs, as in the entry that it translates.
fn model_of_leading<'e>(entry: &'e Entry, key: Key, order: &[Key]) -> Option<&'e Field> {
    let at = order.iter().position(|own| *own == key)?;
    order[..at].iter().rev().find_map(|&before| own_field(entry, before))
}

pub(super) fn with_edits<'e>(source: &Source, edits: impl IntoIterator<Item = &'e Edit>) -> Source {
    Source::new(source.path().clone(), applied(source.text(), edits))
}

/// Which of the headings have a field of that key.
fn holders(source: &Source, key: Key, options: AdoptOptions<'_>) -> Result<Vec<bool>, TooDeep> {
    let register = Register::parse(source, options.settings.reading())?;
    let entries = register.entries.iter().filter(|entry| entry.form == Form::Heading);
    Ok(entries.map(|entry| own_field(entry, key).is_some()).collect())
}
