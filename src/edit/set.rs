//! Sets fields of an entry; the triage table follows.

use super::beside::{OtherRemark, ValueInPlace, in_place, other_remark, taken_out};
use super::clear::cleared;
use super::field::{FieldRefusal, FieldValue, checked, no_place, repeated, value_edit};
use super::heading_above::state_of_heading;
use super::heading_state::HeadingState;
use super::left_states::left_in_text;
use super::lost_days;
use super::moved::{Moved, moved, twin};
use super::named::name_of;
use super::reopened::{Reopened, reopened};
use super::rows::{stale_cells, with_row_as_set};
use super::status;
use super::summary_rows::with_summaries;
use super::target::{EditRefusal, EditTarget};
use super::values_above::{is_said_above, values_above};
use super::verify::{EntryValue, Expectation, ExpectedTable, Mismatch, edited, same_entry, verify};
use crate::finding::Edit;
use crate::register::{Entry, Policy, Register, StateAbove, TrackedValues, heading_links};
use crate::text::{Source, Span};
use crate::triage::TableInput;
use crate::vocabulary::Key;

/// How fields are set.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SetOptions {
    /// Whether a status need not be the next of the status flow.
    pub is_forced: bool,
    /// Whether remarks were typed in the language of another register.
    pub is_translation: bool,
}

/// A register with fields of an entry set.
#[derive(Debug)]
pub(crate) struct SetText {
    pub source: Source,
    /// What to say of remarks that are in the entry.
    pub notes: Vec<String>,
}

/// Whether a word that somebody typed is one of a register, or of its language.
pub(crate) fn is_at_home(target: EditTarget<'_>, value: &FieldValue) -> bool {
    status::is_at_home(target.table_input(), value.key, value.text.trim())
}

/// The text of a register with fields of an entry set, in all places that say them.
pub(crate) fn set(
    target: EditTarget<'_>,
    entry: &Entry,
    values: &[FieldValue],
    options: SetOptions,
) -> Result<SetText, EditRefusal> {
    let SetText { source, mut notes } = set_values(target, entry, values, options)?;
    if !options.is_translation {
        notes.extend(lost_days::note(target, entry, values, (&source, &notes)));
    }
    let keys: Vec<Key> = values.iter().map(|value| value.key).collect();
    let source = with_summaries(target, entry, source, &keys)?;
    Ok(SetText { source, notes })
}

/// The same but for the cells of summaries that repeat the fields.
fn set_values(
    target: EditTarget<'_>,
    entry: &Entry,
    values: &[FieldValue],
    options: SetOptions,
) -> Result<SetText, EditRefusal> {
    let register = target.register;
    let input = target.table_input();
    if let Some(at) = values.iter().position(|value| value.text.trim().is_empty()) {
        return set_cleared(target, entry, (&values[..at], &values[at..]), options);
    }
    for value in values {
        repeated(input, entry, value.key)?;
    }
    if let Some(set) = set_reopened(target, entry, values, options)? {
        return Ok(set);
    }
    if let Some(set) = set_moved(target, entry, values, options)? {
        return Ok(set);
    }
    if let [first, rest @ ..] = values
        && values.iter().filter(|value| entry.field(value.key).is_none()).count() > 1
    {
        return set_in_turn(target, entry, (first, rest), options);
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut written: Vec<FieldValue> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    for value in values {
        let key = value.key;
        let text = written_state(input, entry, value, options)?;
        if values_above(register, entry).any(|above| is_said_above(input, above, value)) {
            continue;
        }
        notes.extend(unknown_word(input, key, &text));
        notes.extend(
            other_day(input, entry, values, &text)
                .filter(|_| key == Key::Due && !options.is_translation),
        );
        let is_state = key == Key::Status && !options.is_translation;
        notes.extend(is_state.then(|| left_in_text(target, entry, &text)).flatten());
        notes.extend(left_below(target, entry, key, &text).filter(|_| !options.is_translation));
        let other = other_remark(input, entry, key, &text).filter(|_| options.is_translation);
        let text = match other {
            Some(OtherRemark::HasOwn(note)) => {
                notes.push(note);
                continue;
            }
            Some(OtherRemark::Written { text, note }) => {
                notes.push(note);
                text.to_owned()
            }
            None => text,
        };
        let ValueInPlace { text, note } = in_place(input, entry, key, text)?;
        let mut edit = value_edit(input, entry, key, &text)?;
        notes.extend(edit.as_mut().and_then(|edit| widen(input, entry, (key, &text), edit)));
        let boxed = || register.box_edit(entry, &text, (input.policy, input.vocabulary));
        edits.extend(edit);
        edits.extend((key == Key::Status).then(boxed).flatten());
        written.push(FieldValue { key, text });
        notes.extend(note);
    }
    let source = written_back(target, entry, edits, &written)?;
    Ok(SetText { source, notes })
}

/// What to say of a deadline that is not the day to which First Seen and SLA lead.
fn other_day(
    input: TableInput<'_>,
    entry: &Entry,
    values: &[FieldValue],
    due: &str,
) -> Option<String> {
    let TableInput { register, policy, vocabulary, .. } = input;
    let by_sla = TrackedValues::of(register, entry, policy, vocabulary).sla_due?;
    let is_set_too = values.iter().any(|it| matches!(it.key, Key::Sla | Key::FirstSeen));
    let day = policy.read_day(Key::Due, due, vocabulary).ok()?.value;
    (day != by_sla && !is_set_too).then(|| {
        format!(
            "First Seen and SLA lead to {by_sla}, not to {day}: set the SLA that leads there, too"
        )
    })
}

/// The text with some edits of an entry, if it has these values then; its row follows.
fn written_back(
    target: EditTarget<'_>,
    entry: &Entry,
    mut edits: Vec<Edit>,
    written: &[FieldValue],
) -> Result<Source, EditRefusal> {
    let EditTarget { settings, register, .. } = target;
    let links = heading_links::edits(register.source.text(), &edits);
    edits.extend(links.iter().cloned());
    let links: Vec<&Edit> = links.iter().collect();
    let id = name_of(register, entry);
    let values: Vec<EntryValue<'_>> = written.iter().map(|value| value.of_entry(id)).collect();
    let new = edited(register, &edits);
    // A field may lie in the table, where that is a part of the entries.
    let table = ExpectedTable::Others(&[id]);
    let expected = Expectation { values: &values, edits: &links, table, ..Expectation::default() };
    let after = verify(register, &new, target.reading(), &expected)?;
    // A cell that contradicted its entry before is not what was asked for.
    let mut stale = stale_cells(target);
    stale.retain(|_, key| !written.iter().any(|value| value.key == key));
    Ok(with_row_as_set(settings, &after, id, &stale)?)
}

/// The same where the first of the values behind others is empty: its field is taken out, and then the others
/// are set.
fn set_cleared(
    target: EditTarget<'_>,
    entry: &Entry,
    (before, from): (&[FieldValue], &[FieldValue]),
    options: SetOptions,
) -> Result<SetText, EditRefusal> {
    let Some((empty, behind)) = from.split_first() else {
        return set_values(target, entry, before, options);
    };
    let source = cleared(target, entry, empty.key)?;
    let rest = [before, behind].concat();
    if rest.is_empty() {
        return Ok(SetText { source, notes: Vec::new() });
    }
    let missing = || Mismatch::Entry(name_of(target.register, entry).to_owned());
    let set = set_further(target, (entry, same_entry), &source, &rest, options)?;
    Ok(set.ok_or_else(missing)?)
}

/// Makes the edit of a state in a heading one of its whole clause, and says what is taken out.
fn widen(
    input: TableInput<'_>,
    entry: &Entry,
    (key, new): (Key, &str),
    edit: &mut Edit,
) -> Option<String> {
    let HeadingState { value, clause } = HeadingState::of(input.register, entry)?;
    let old = input.register.text(value);
    let is_same = input.policy.same_value(key, old, new, input.vocabulary);
    if key != Key::Status || is_same || edit.span != value || clause == value {
        return None;
    }
    edit.span = clause;
    let rest = input.register.text(Span { start: value.end, end: clause.end });
    Some(taken_out(input, key, [old, &format!("{new}{rest}"), rest]))
}

/// The same for an entry that is struck out and is open from now on; nothing for any other.
fn set_reopened(
    target: EditTarget<'_>,
    entry: &Entry,
    values: &[FieldValue],
    options: SetOptions,
) -> Result<Option<SetText>, EditRefusal> {
    let Some(status) = values.iter().find(|value| value.key == Key::Status) else {
        return Ok(None);
    };
    let text = checked(target.table_input(), Some(entry), status, options.is_forced)?;
    let new = FieldValue { key: Key::Status, text };
    let Some(Reopened { source, has_state, taken_out: rest }) = reopened(target, entry, &new)?
    else {
        return Ok(None);
    };
    let note = rest.map(|[old, rest]| {
        let whole = format!("{}{rest}", new.text);
        taken_out(target.table_input(), Key::Status, [&old, &whole, &rest])
    });
    let rest = values.iter().filter(|value| !has_state || value.key != Key::Status);
    let rest: Vec<FieldValue> = rest.cloned().collect();
    // The way from the old state was judged above.
    let options = SetOptions { is_forced: true, ..options };
    let mut set = set_further(target, (entry, same_entry), &source, &rest, options)?;
    if let Some(set) = &mut set {
        set.notes.extend(note);
    }
    Ok(set)
}

/// The same for an entry whose value the heading above says, and that has a place below the one that says
/// the new value; nothing for any other.
fn set_moved(
    target: EditTarget<'_>,
    entry: &Entry,
    values: &[FieldValue],
    options: SetOptions,
) -> Result<Option<SetText>, EditRefusal> {
    let to = |value: &FieldValue| moved(target, entry, value);
    let Some((at, Moved { source, heading })) =
        values.iter().enumerate().find_map(|(at, value)| Some((at, to(value)?)))
    else {
        return Ok(None);
    };
    checked(target.table_input(), Some(entry), &values[at], options.is_forced)?;
    let rest: Vec<FieldValue> = [&values[..at], &values[at + 1..]].concat();
    let set = set_further(target, (entry, twin), &source, &rest, options)?;
    Ok(set.map(|SetText { source, mut notes }| {
        notes.insert(0, format!("moved below the heading `{heading}`"));
        SetText { source, notes }
    }))
}

/// The same where several fields are new: each has its place behind the one before it.
fn set_in_turn(
    target: EditTarget<'_>,
    entry: &Entry,
    (first, rest): (&FieldValue, &[FieldValue]),
    options: SetOptions,
) -> Result<SetText, EditRefusal> {
    let SetText { source, mut notes } =
        set_values(target, entry, std::slice::from_ref(first), options)?;
    let missing = || Mismatch::Entry(name_of(target.register, entry).to_owned());
    let next = set_further(target, (entry, same_entry), &source, rest, options)?;
    let next = next.ok_or_else(missing)?;
    notes.extend(next.notes);
    Ok(SetText { source: next.source, notes })
}

/// Finds an entry of one reading in another.
type SameEntry = for<'r> fn(&Register<'_>, &Entry, &'r Register<'_>) -> Option<&'r Entry>;

/// Sets more values of an entry in a text that was changed already; nothing where the entry is not found there.
fn set_further(
    before: EditTarget<'_>,
    (entry, same): (&Entry, SameEntry),
    source: &Source,
    values: &[FieldValue],
    options: SetOptions,
) -> Result<Option<SetText>, EditRefusal> {
    let settings = before.settings;
    let after = Register::parse(source, before.reading()).map_err(Mismatch::TooDeep)?;
    let policy = Policy::of(&after, &settings.promise, &settings.vocabulary);
    let target = EditTarget { settings, register: &after, policy: &policy };
    let entry = same(before.register, entry, &after);
    entry.map(|entry| set_values(target, entry, values, options)).transpose()
}

/// Whether a box would say something other than a state beside the flow: a ticked one reads as fixed, an empty
/// one as open. A translation has its box ticked all the same, as the word is in the register that leads.
fn is_lost_in_box(input: TableInput<'_>, value: &FieldValue, written: &str) -> bool {
    let means = |text: &str| input.policy.meaning(text, input.vocabulary);
    written.starts_with('[') && means(written) != means(value.text.trim())
}

/// A value in its proper form. A state that the box of an item cannot say gets the word for a line of its own.
fn written_state(
    input: TableInput<'_>,
    entry: &Entry,
    value: &FieldValue,
    options: SetOptions,
) -> Result<String, FieldRefusal> {
    let text = checked(input, Some(entry), value, options.is_forced)?;
    let is_lost = || is_lost_in_box(input, value, &text) && !options.is_translation;
    if value.key != Key::Status || !(is_lost() || is_beside_box(input.register, entry, &text)) {
        return Ok(text);
    }
    if !input.register.is_list_item(entry) {
        return Err(no_place(input, Some(entry), value.key));
    }
    checked(input, None, value, options.is_forced)
}

/// Whether a state is a word, and the entry has a box for it that holds no words.
fn is_beside_box(register: &Register<'_>, entry: &Entry, written: &str) -> bool {
    let field = entry.field(Key::Status);
    let own = register.box_of_item(entry).zip(field);
    own.is_some_and(|(own, field)| own.contains(field.value)) && !written.starts_with('[')
}

/// What to say of an entry that stays below a heading which says whether it is open, and that is not so any
/// more.
fn left_below(target: EditTarget<'_>, entry: &Entry, key: Key, text: &str) -> Option<String> {
    let EditTarget { register, policy, settings } = target;
    let words = &settings.vocabulary;
    let heading = match StateAbove::of(register, entry, text, (policy, words)) {
        _ if key != Key::Status => return None,
        Some(above) => above.contradicts.then(|| register.text(above.heading).to_owned())?,
        None => {
            let heading = state_of_heading(target, entry)?;
            let is_over = |text: &str| policy.is_over_in_words(text, words);
            (is_over(&heading)? != is_over(text)?).then_some(heading)?
        }
    };
    Some(format!("it stays below the heading `{heading}`: move it below the one of its state"))
}

/// What to say of a state that nobody knows: it is a word of the register's own.
fn unknown_word(input: TableInput<'_>, key: Key, text: &str) -> Option<String> {
    let is_unknown = key == Key::Status && input.policy.meaning(text, input.vocabulary).is_none();
    is_unknown.then(|| {
        format!(
            "`{text}` is a word of this register, and whether it is open or closed is not known: \
             `states: [{text}]` in gapreg.yaml declares it as an open one"
        )
    })
}
