//! `missing-field`: an entry without a field that it must have.

use std::cell::LazyCell;

use super::expected::keys_of_most_sections;
use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Extent, Fix, Level, Safety};
use crate::register::{Entry, Field, Form, TrackedValues};
use crate::text::{Span, listed};
use crate::vocabulary::Key;

pub(crate) const RULE: Rule = Rule {
    name: "missing-field",
    group: Group::Fields,
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("missing_field.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let unused = unused_keys(cx);
    let of_sections = keys_of_most_sections(cx.register, cx.settings);
    let have_boxes = LazyCell::new(|| have_boxes(cx));
    for (entry, tracked) in cx.judged() {
        // `missing-id` reports IDs. An entry with a day of its own needs no SLA.
        let is_given = |key: Key| {
            let has_day = key == Key::Sla && tracked.due.is_some();
            let field = || entry.field(key).filter(|field| !is_left_out(cx, entry, field));
            key == Key::Id || has_day || field().is_some()
        };
        let lacks = |key: &Key| !is_given(*key) && is_asked(cx, entry, *key);
        // All that a heading without fields lacks is one finding (`lint::once`).
        let is_bare = entry.fields.is_empty() && OddBox::of(cx, entry).is_none();
        let most = if is_bare { 1 } else { usize::MAX };
        let is_mistyped = || {
            !is_given(Key::Status)
                && OddBox::of(cx, entry).is_some_and(|it| it.is_slip)
                && *have_boxes
        };
        let asked = cx.required.iter().copied().filter(lacks).take(most);
        let mut asked: Vec<Key> = asked.collect();
        if !asked.contains(&Key::Status) && is_mistyped() {
            asked.push(Key::Status);
        }
        for key in asked {
            report_required(cx, found, (entry, tracked), key);
        }
        if is_bare {
            continue;
        }
        let misspelt: Vec<Key> = misspelt(cx, entry).map(|(key, _)| key).collect();
        let recommended = cx.recommended.iter().filter(|key| lacks(key));
        let is_section = entry.form == Form::Heading;
        let of_sections = of_sections.iter().filter(|key| is_section && !is_given(**key));
        let recommended =
            recommended.chain(of_sections.filter(|key| !cx.recommended.contains(key)));
        let recommended = recommended.filter(|key| !cx.required.contains(key));
        let is_left = cx.settings.recommended.is_none() && is_left(cx, entry, tracked);
        let recommended = recommended.filter(|_| !is_left);
        for &key in recommended.filter(|key| !misspelt.contains(key)) {
            let name = cx.words().name(key);
            let extent = if unused.contains(&key) { Extent::Register } else { Extent::Entry };
            let cell = EmptyCell::of(cx, entry, key);
            let place = cell.as_ref().map_or(entry.handle(), |cell| cell.span);
            let finding = found.of(cx, entry, place, recommendation(&[name]));
            finding.field(name).at_most(Level::Info).reaches(extent);
            if let Some(cell) = cell {
                finding.help(cell.help(cx));
            }
        }
    }
}

/// Reports a required field that an entry lacks: at the empty cell for it, where there is one.
fn report_required(
    cx: &Context<'_>,
    found: &mut Findings,
    (entry, tracked): (&Entry, &TrackedValues<'_>),
    key: Key,
) {
    let name = cx.words().name(key);
    let misspelt = misspelt(cx, entry).find(|(near, _)| *near == key);
    let question = misspelt.map_or(String::new(), |(_, label)| {
        format!("; is {} meant for it?", quoted(cx.register.text(label)))
    });
    let odd_box = OddBox::of(cx, entry).filter(|_| key == Key::Status);
    let message = odd_box.as_ref().map_or_else(
        || format!("this entry has no {name}{question}"),
        |odd| format!("{} is not a known box, so this entry has no {name}", quoted(odd.text)),
    );
    let cell = EmptyCell::of(cx, entry, key);
    let place = cell.as_ref().map_or(entry.handle(), |cell| cell.span);
    let finding = found.of(cx, entry, place, message);
    finding.field(name);
    if let Some(odd_box) = odd_box {
        if !odd_box.is_slip {
            finding.at_most(Level::Info);
        }
        finding.help(odd_box.help(cx));
        return;
    }
    if let Some((_, label)) = misspelt {
        finding.related(label, "this label is not known");
    }
    match fix(cx, entry, tracked, key) {
        Some(fix) => finding.fix(fix),
        None => finding.help(cell.map_or_else(|| help(cx, entry, key), |cell| cell.help(cx))),
    };
}

/// Whether the row that sums an entry up has a dash for a key that the configuration requires, and the entry has
/// nothing: that says no more than an empty cell.
pub(super) fn is_left_out(cx: &Context<'_>, entry: &Entry, field: &Field) -> bool {
    let required = cx.settings.promise.required.as_ref();
    let is_required = |key: Key| required.is_some_and(|keys| keys.contains(&key));
    field.key.is_some_and(is_required)
        && !entry.has_within(field)
        && !cx.register.text(field.value).contains(char::is_alphanumeric)
}

/// Whether an entry of a register with a form of its own is not asked for what the others have: nothing is left
/// to do, or it has no more than a title.
fn is_left(cx: &Context<'_>, entry: &Entry, tracked: &TrackedValues<'_>) -> bool {
    let is_bare = entry.id.is_none() && entry.field(Key::Status).is_none();
    cx.is_generic() && (is_bare || tracked.is_over(cx.policy, cx.words()))
}

/// The recommended keys that no entry has, where there are several entries.
fn unused_keys(cx: &Context<'_>) -> Vec<Key> {
    if cx.register.entries.len() < 2 {
        return Vec::new();
    }
    let is_unused = |key: &&Key| cx.entries().all(|(entry, _)| entry.field(**key).is_none());
    cx.recommended.iter().filter(is_unused).copied().collect()
}

/// The message about the recommended fields that an entry lacks.
pub(super) fn recommendation(names: &[&str]) -> String {
    let is = if names.len() == 1 { "is" } else { "are" };
    format!("this entry has no {}, which {is} recommended", listed(names))
}

/// The message about a recommended field that no entry has.
pub(super) fn habit(name: &str) -> String {
    format!("no entry has {name}, which is recommended")
}

/// Whether an entry must have a key. In a register with a form of its own, that is a key that the
/// entry has a place for, or one that the configuration requires.
fn is_asked(cx: &Context<'_>, entry: &Entry, key: Key) -> bool {
    let configured = [&cx.settings.promise.required, &cx.settings.recommended];
    let is_configured = configured.into_iter().flatten().any(|keys| keys.contains(&key));
    !cx.is_generic() || is_configured || cx.has_place(entry, key)
}

/// Whether most entries have a box.
fn have_boxes(cx: &Context<'_>) -> bool {
    let have = cx.entries().filter(|(entry, _)| cx.register.box_of_item(entry).is_some());
    have.count() * 2 > cx.register.entries.len()
}

/// The keys whose labels are misspelt in an entry, with these labels; `unknown-field` reports them.
fn misspelt(cx: &Context<'_>, entry: &Entry) -> impl Iterator<Item = (Key, Span)> {
    let unknown = entry.fields.iter().filter(|field| field.key.is_none());
    let language = Some(cx.register.language.as_str());
    let near = move |label| cx.words().nearest_label(label, language);
    unknown.filter_map(move |field| Some((near(cx.register.text(field.label))?.key, field.label)))
}

/// The box of an item, where it says no state.
struct OddBox<'a> {
    text: &'a str,
    /// Whether it is mistyped, `[]`, and has no sign of its own, `[-]`.
    is_slip: bool,
}

impl<'a> OddBox<'a> {
    fn of(cx: &Context<'a>, entry: &Entry) -> Option<Self> {
        let register = cx.register;
        let of = |span, is_slip| Self { text: register.text(span), is_slip };
        let sign = || Some(of(register.box_of_item(entry)?, false));
        let is_unknown = |it: &Self| cx.policy.meaning(it.text, cx.words()).is_none();
        let slip = register.slip_of_box(entry).map(|span| of(span, true));
        slip.or_else(|| sign().filter(is_unknown))
    }

    fn help(&self, cx: &Context<'_>) -> String {
        if self.is_slip {
            return "write `[ ]` where something is left to do, else `[x]`".to_owned();
        }
        let language = &cx.register.language;
        let says = |state: &str| {
            let sign = self.text;
            format!("`vocabulary: {{ {language}: {{ statuses: {{ {state}: ['{sign}'] }} }} }}`")
        };
        format!(
            "where it is dropped, write {} in gapreg.yaml; where it is being worked on, {}",
            says("Cancelled"),
            says("In Progress")
        )
    }
}

/// The empty cell that is the place of a value.
struct EmptyCell {
    span: Span,
    header: Span,
}

impl EmptyCell {
    /// The cell for a key: in the row that is the entry, or in the one that sums it up.
    fn of(cx: &Context<'_>, entry: &Entry, key: Key) -> Option<Self> {
        let register = cx.register;
        if let Some(span) = register.free_cell(entry, key) {
            let columns = &register.row_of(entry)?.table.columns;
            let header = columns.iter().find(|column| column.key == Some(key))?.span;
            return Some(Self { span, header });
        }
        let Form::Row(row) = &entry.form else { return None };
        let table = register.entry_tables.get(row.table as usize)?;
        let at = table.columns.iter().position(|column| column.key == Some(key))?;
        let (span, header) = (*row.cells.get(at)?, table.columns[at].span);
        register.bare(span).is_empty().then_some(Self { span, header })
    }

    fn help(&self, cx: &Context<'_>) -> String {
        format!("fill in its cell in the column {}", quoted(cx.register.text(self.header)))
    }
}

fn help(cx: &Context<'_>, entry: &Entry, key: Key) -> String {
    if matches!(entry.form, Form::Row(_)) {
        let label = cx.register.label_of(key, cx.words());
        return format!("add a column `{label}` to its table");
    }
    if entry.form == Form::Item
        && let Some(label) = cx.register.label_on_line(key)
    {
        return format!("add `{label}…` to its line, as other entries have it");
    }
    let label = cx.register.label_of(key, cx.words());
    let example = match key {
        Key::FirstSeen => "2026-01-31",
        Key::Priority => "P1",
        Key::Sla => "7d",
        Key::Status => cx.policy.flow.first().map_or("Open", String::as_str),
        _ => "…",
    };
    format!("add a line such as `- **{label}:** {example}`")
}

/// Adds an SLA, which follows from the priority. Other values cannot be derived.
fn fix(cx: &Context<'_>, entry: &Entry, tracked: &TrackedValues<'_>, key: Key) -> Option<Fix> {
    if cx.soundness().has_damaged_label(entry) {
        return None;
    }
    let sla = (key == Key::Sla)
        .then(|| cx.policy_through_time().sla_when(tracked.priority?, tracked.first_seen))
        .flatten()?
        .to_string();
    let edit = cx.register.field_insertion(entry, key, &sla, cx.words())?;
    let title = format!("add the SLA of its priority, {sla}");
    Some(Fix { safety: Safety::Safe, title, edits: vec![edit] })
}
