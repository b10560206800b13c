//! Merges the versions of one entry, field by field.

use std::collections::HashMap;
use std::ops::Range;

use super::entry_version::{EntryVersion, SameMeaning};
use super::moved_row::{self, Layout};
use super::nodes::Nodes;
use super::parts::{Node, Parts};
use super::piece::{Piece, as_lines, verbatim};
use super::slots::{self, Slot, SlottedLine};
use super::three::{Side, Three, chosen};
use super::version::Version;
use super::weave::weave;
use crate::register::{Field, Form};
use crate::text::{Ordered, Span};
use crate::vocabulary::{Key, fold};

/// The merged entry.
pub(super) fn merge<'t>(
    versions: &Three<Option<EntryVersion<'t>>>,
    means_same: SameMeaning<'_>,
) -> Vec<Piece<'t>> {
    let texts = versions.as_ref().map(|version| version.as_ref().map(EntryVersion::text));
    match (texts.ours, texts.theirs) {
        (Some(ours), None) if texts.base.is_none() => verbatim(ours),
        (None, Some(theirs)) if texts.base.is_none() => verbatim(theirs),
        (Some(ours), Some(theirs)) => match chosen(texts.base.as_ref(), &ours, &theirs) {
            Some(Side::Theirs) => verbatim(theirs),
            Some(_) => verbatim(ours),
            None => moved_row::merged(versions, means_same).unwrap_or_else(|| {
                if have_one_layout(versions) {
                    by_field(versions, means_same)
                } else {
                    vec![whole_conflict(texts)]
                }
            }),
        },
        _ => vec![whole_conflict(texts)],
    }
}

/// Whether an entry has the same form and the same columns in all versions.
fn have_one_layout(versions: &Three<Option<EntryVersion<'_>>>) -> bool {
    let mut layouts = Side::ALL.into_iter().filter_map(|side| versions.get(side).as_ref());
    let first = layouts.next().map(Layout::of);
    layouts.all(|version| Some(Layout::of(version)) == first)
}

/// The whole entry as a conflict.
pub(super) fn whole_conflict<'t>(texts: Three<Option<&[&'t str]>>) -> Piece<'t> {
    Piece::Conflict(texts.map(|lines| lines.map(as_lines).unwrap_or_default()))
}

fn by_field<'t>(
    versions: &Three<Option<EntryVersion<'t>>>,
    means_same: SameMeaning<'_>,
) -> Vec<Piece<'t>> {
    let mut fields = Fields { ids: HashMap::new(), lines: Vec::new(), means_same };
    let empty: &[&str] = &[];
    let mut parts = |side: Side| match versions.get(side) {
        Some(version) => fields.parts(version, side),
        None => Parts::of(empty, 0..0, Vec::new()),
    };
    let parts =
        Three { base: parts(Side::Base), ours: parts(Side::Ours), theirs: parts(Side::Theirs) };
    // What both sides added alike is no conflict.
    let count = fields.ids.len();
    weave(&parts, count, &mut fields)
}

/// What a node of an entry is: its heading, or fields.
type NodeName = (String, usize);

/// The fields of the versions of an entry.
struct Fields<'v, 'm> {
    ids: HashMap<NodeName, usize>,
    /// For each node, its text in each version.
    lines: Vec<Three<Option<FieldText<'v>>>>,
    means_same: SameMeaning<'m>,
}

/// A field in one version, or several on one line.
#[derive(Clone, Debug)]
struct FieldText<'v> {
    lines: &'v [&'v str],
    /// Its values, where it is one line.
    line: Option<SlottedLine<'v>>,
    keys: Vec<Option<Key>>,
}

/// Fields that share lines.
struct Group<'v> {
    lines: Range<usize>,
    name: String,
    fields: Vec<&'v Field>,
}

impl<'v> Fields<'v, '_> {
    /// The parts of an entry in one version.
    fn parts(&mut self, version: &EntryVersion<'v>, side: Side) -> Parts<'v> {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut nodes = Vec::new();
        for group in groups(version) {
            let count = counts.entry(group.name.clone()).or_default();
            let next = self.ids.len();
            let id = *self.ids.entry((group.name.clone(), *count)).or_insert(next);
            *count += 1;
            if id == self.lines.len() {
                self.lines.push(Three { base: None, ours: None, theirs: None });
            }
            let text = field_text(version, &group);
            let place = &mut self.lines[id];
            match side {
                Side::Base => place.base = Some(text),
                Side::Ours => place.ours = Some(text),
                Side::Theirs => place.theirs = Some(text),
            }
            nodes.push(Node { id, lines: group.lines });
        }
        Parts::of(&version.version.lines, version.lines.clone(), nodes)
    }
}

/// The name of a field that is the same in all versions.
fn name_of(version: &Version<'_>, field: &Field) -> String {
    field.key.map_or_else(|| fold(version.register.text(field.label)), |key| format!("{key:?}"))
}

fn groups<'v>(version: &EntryVersion<'v>) -> Vec<Group<'v>> {
    let EntryVersion { version, entry, lines } = version;
    let mut groups: Vec<Group<'_>> = Vec::new();
    if entry.form == Form::Heading {
        let line = version.line_of(entry.span.start);
        groups.push(Group { lines: line..line + 1, name: "#".to_owned(), fields: Vec::new() });
    }
    let mut fields: Vec<&Field> = entry.fields.iter().collect();
    fields.order_by_key(|field| field.span);
    for field in fields {
        let own = version.lines_of(field.span);
        let is_inside = lines.start <= own.start && own.end <= lines.end;
        let heading = groups.first().filter(|group| group.name == "#");
        if !is_inside || heading.is_some_and(|heading| own.start < heading.lines.end) {
            continue;
        }
        let name = name_of(version, field);
        match groups.last_mut().filter(|last| own.start < last.lines.end) {
            Some(last) => {
                last.lines.end = last.lines.end.max(own.end);
                last.name = format!("{}+{name}", last.name);
                last.fields.push(field);
            }
            None => groups.push(Group { lines: own, name, fields: vec![field] }),
        }
    }
    groups
}

fn field_text<'v>(version: &EntryVersion<'v>, group: &Group<'_>) -> FieldText<'v> {
    let EntryVersion { version, entry, .. } = version;
    let at = group.lines.start;
    let slot = |name: &str, span: Span| {
        let place = version.in_line(at, span)?;
        Some(Slot { name: name.to_owned(), place })
    };
    let slots: Vec<Slot> = if group.name == "#" {
        let spans = [("number", entry.number), ("id", entry.heading_id)];
        let spans = spans.into_iter().chain([("heading", Some(entry.heading))]);
        spans.filter_map(|(name, span)| slot(name, span?)).collect()
    } else {
        let fields = group.fields.iter().enumerate();
        fields.filter_map(|(at, field)| slot(&at.to_string(), field.value)).collect()
    };
    let is_line = group.lines.len() == 1;
    let lines = &version.lines[group.lines.clone()];
    let line = is_line.then(|| SlottedLine::of(lines[0], slots));
    let keys = group.fields.iter().map(|field| field.key).collect();
    FieldText { lines, line, keys }
}

impl<'v> Nodes<'v> for Fields<'v, '_> {
    fn merged(&mut self, id: usize, _: Three<Option<Range<usize>>>) -> Vec<Piece<'v>> {
        let texts = &self.lines[id];
        let lines = texts.as_ref().map(|text| text.as_ref().map(|text| text.lines));
        let (ours, theirs) = match (lines.ours, lines.theirs) {
            (Some(ours), Some(theirs)) => (ours, theirs),
            (Some(ours), None) if lines.base.is_none() => return verbatim(ours),
            (None, Some(theirs)) if lines.base.is_none() => return verbatim(theirs),
            _ => return vec![whole_conflict(lines)],
        };
        match chosen(lines.base.as_ref(), &ours, &theirs) {
            Some(Side::Theirs) => return verbatim(theirs),
            Some(_) => return verbatim(ours),
            None => {}
        }
        let lines_of = |text: &Option<FieldText<'v>>| text.as_ref()?.line.clone();
        let slotted = texts.as_ref().map(lines_of);
        let is_line = slotted.ours.is_some() && slotted.theirs.is_some();
        let is_line = is_line && (slotted.base.is_some() || lines.base.is_none());
        if !is_line {
            return by_line(lines);
        }
        let keys = texts.ours.as_ref().map(|text| text.keys.clone()).unwrap_or_default();
        let settle = |name: &str, own: &str, other: &str| {
            if name == "number" {
                return Some(Side::Ours);
            }
            let key = name.parse::<usize>().ok().and_then(|at| keys.get(at).copied().flatten());
            let is_same = key.is_some_and(|key| (self.means_same)(key, own, other));
            is_same.then_some(Side::Ours)
        };
        match slots::merge(&slotted, &settle) {
            Some(line) => vec![Piece::Line(line.into())],
            None => vec![whole_conflict(lines)],
        }
    }

    fn is_untouched(&self, id: usize, side: Side) -> bool {
        let texts = &self.lines[id];
        let lines = |side: Side| texts.get(side).as_ref().map(|text| text.lines);
        lines(Side::Base) == lines(side)
    }

    fn kind(&self, _: usize) -> usize {
        0
    }
}

/// Texts without nodes.
struct NoNodes;

impl<'t> Nodes<'t> for NoNodes {
    fn merged(&mut self, _: usize, _: Three<Option<Range<usize>>>) -> Vec<Piece<'t>> {
        Vec::new()
    }

    fn is_untouched(&self, _: usize, _: Side) -> bool {
        true
    }

    fn kind(&self, _: usize) -> usize {
        0
    }
}

/// Texts merged line by line, as git does it.
pub(super) fn by_line<'t>(texts: Three<Option<&'t [&'t str]>>) -> Vec<Piece<'t>> {
    let parts = texts.map(|lines| {
        let lines = lines.unwrap_or_default();
        Parts::of(lines, 0..lines.len(), Vec::new())
    });
    weave(&parts, 0, &mut NoNodes)
}
