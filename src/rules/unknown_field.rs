//! `unknown-field`: a label that no language of the vocabulary knows.

use std::collections::{HashMap, HashSet};

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Extent, Fix, Level, Safety};
use crate::register::{Entry, Field, Form};
use crate::text::Span;
use crate::values::parse_date;
use crate::vocabulary::{Key, KeyMap, NearLabel};

pub(super) const RULE: Rule = Rule {
    name: "unknown-field",
    group: Group::Fields,
    level: Level::Warning,
    fixes: Some(Safety::Safe),
    page: include_str!("unknown_field.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut seen = HashSet::new();
    let mut slips = Slips::of(cx);
    for (entry, _) in cx.judged() {
        for field in entry.fields.iter().filter(|field| field.key.is_none()) {
            let label = cx.register.text(field.label);
            // A register with a form of its own has its own labels. The header of a column is
            // reported once.
            let near = slips.near(label);
            let is_slip = near.is_some_and(|near| slips.is_slip(entry, label, near));
            // Beside `Owner`, `Team` is another field.
            let is_ours = cx.is_generic() || cx.words().key(label).is_some();
            if (is_ours && !is_slip) || !seen.insert(field.label) {
                continue;
            }
            report(cx, found, entry, (field.label, near));
        }
        // The lines below an item that have no label that is known belong to what is above them.
        for line in lines_with_labels(cx, entry) {
            let label = cx.register.text(line);
            let near = slips.near(label).filter(|near| slips.is_slip(entry, label, *near));
            if near.is_some() && seen.insert(line) {
                report(cx, found, entry, (line, near));
            }
        }
    }
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    entry: &Entry,
    (place, near): (Span, Option<NearLabel<'_>>),
) {
    let label = cx.register.text(place);
    let finding = found.of(cx, entry, place, format!("`{label}` is not a known field"));
    finding.field(label).reaches(Extent::Register);
    match near {
        Some(near) => {
            let title = format!("write `{}`", near.spelling);
            let fix = Fix::replace(safety(entry, near), title, place, near.spelling);
            finding.help(format!("did you mean `{}`?", near.spelling)).fix(fix)
        }
        None => finding
            .at_most(Level::Info)
            .help("a field of your own becomes known by a label under `vocabulary:`"),
    };
}

/// Which labels are slips of known ones. Each label is looked up once: a register has many fields and few
/// labels.
struct Slips<'c, 'a> {
    cx: &'c Context<'a>,
    nearest: HashMap<&'c str, Option<NearLabel<'c>>>,
    usual: KeyMap<bool>,
    /// How many entries have each label that is not known.
    counts: HashMap<&'c str, usize>,
}

impl<'c, 'a> Slips<'c, 'a> {
    fn of(cx: &'c Context<'a>) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for field in cx.register.entries.iter().flat_map(|entry| &entry.fields) {
            if field.key.is_none() {
                *counts.entry(cx.register.text(field.label)).or_default() += 1;
            }
        }
        Self { cx, nearest: HashMap::new(), usual: KeyMap::default(), counts }
    }

    /// Whether several entries have a label, so that it is a word of the register's own and no slip.
    fn is_habit(&self, label: &str) -> bool {
        const SEVERAL: usize = 3;
        self.counts.get(label).is_some_and(|count| *count >= SEVERAL)
    }

    fn near(&mut self, label: &'c str) -> Option<NearLabel<'c>> {
        let cx = self.cx;
        // `Update (2026-07-07)` is a note with its day, and no slip.
        let remark = label.strip_suffix(')').and_then(|label| label.rsplit_once('('));
        if remark.is_some_and(|(_, inner)| parse_date(inner).is_some()) {
            return None;
        }
        // Beside `Status`, `Status (vendor)` is another field.
        let is_qualified = remark.is_some() && cx.words().key(label).is_some();
        if is_qualified || cx.words().key_of_plural(label).is_some() {
            return None;
        }
        // `Cause 2` counts what has the label.
        let counted = label
            .rsplit_once(' ')
            .filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
        if counted.is_some_and(|(name, _)| cx.words().key(name).is_some()) {
            return None;
        }
        let is_habit = self.is_habit(label);
        let find = || {
            let near = cx.words().nearest_label(label, Some(&cx.register.language));
            near.filter(|near| near.is_slip || !is_habit)
        };
        *self.nearest.entry(label).or_insert_with(find)
    }

    /// Whether an entry lacks the field that a label lies near.
    fn is_slip(&mut self, entry: &Entry, label: &str, near: NearLabel<'_>) -> bool {
        let cx = self.cx;
        let mut is_usual = || *self.usual.entry(near.key).or_insert_with(|| is_usual(cx, near.key));
        own_field(entry, near.key).is_none()
            && (near.is_certain || is_usual())
            && cx.words().key(label).is_none()
    }
}

/// The labels of the lines below an item that are in no field of their own: `- Ownr: Mia`.
fn lines_with_labels(cx: &Context<'_>, entry: &Entry) -> Vec<Span> {
    if entry.form != Form::Item {
        return Vec::new();
    }
    let whole = cx.register.text(entry.span);
    let below = whole.split_inclusive('\n').skip(1);
    let labels = below.filter_map(|line| {
        let item = line.trim_start().trim_start_matches(['-', '*', '+', ' ', '_']);
        let (label, rest) = item.split_once(':')?;
        let label = label.trim_end_matches(['*', '_', ' ']);
        let is_label = label.chars().count() <= LONGEST && label.starts_with(char::is_alphabetic);
        (is_label && !rest.starts_with('/')).then(|| entry.span.part(whole, label))
    });
    let known: HashSet<Span> = entry.fields.iter().map(|field| field.label).collect();
    labels.filter(|label| !known.contains(label)).take(MOST_LINES).collect()
}

/// A longer text before a colon is a sentence.
const LONGEST: usize = 24;

/// An item with more lines is a document of its own.
const MOST_LINES: usize = 64;

/// The field of a key that an entry has itself, and not by its row in a summary table.
fn own_field(entry: &Entry, key: Key) -> Option<&Field> {
    let mut own = entry.fields.iter().filter(|field| entry.span.contains(field.span));
    own.find(|field| field.key == Some(key))
}

/// Whether most entries have a field, so that a label like its name is no other field.
fn is_usual(cx: &Context<'_>, key: Key) -> bool {
    let entries = &cx.register.entries;
    let count = entries.iter().filter(|entry| own_field(entry, key).is_some()).count();
    count > 1 && count * 2 > entries.len()
}

/// Correcting a misspelt label is safe if the entry lacks the field that was meant. The header of a
/// column gives every row another meaning.
fn safety(entry: &Entry, near: NearLabel<'_>) -> Safety {
    let is_slip = near.is_slip && own_field(entry, near.key).is_none();
    if is_slip && !matches!(entry.form, Form::Row(_)) { Safety::Safe } else { Safety::Unsafe }
}

/// The message about an unknown label of several entries.
pub(super) fn habit(label: &str, count: usize) -> String {
    format!("`{label}` is not a known field; {count} entries have it")
}
