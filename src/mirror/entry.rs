//! An entry against its translation: tracked values by meaning, prose by what no translation
//! changes.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::align::{Bond, EntryPair};
use super::contradiction::{Contradiction, ContradictionKind};
use super::difference::{Differences, differences, in_language};
use super::prose::{Untranslated, untranslated};
use super::shape::Shape;
use super::literals::{Literal, LiteralKind};
use super::{Pair, UNTRANSLATED_MARK, mark_of};
use crate::finding::Edit;
use crate::register::{Entry, Field, Register};
use crate::text::{Span, sort_by_place};
use crate::vocabulary::{Key, fold};

/// An entry and its translation.
pub(super) struct EntryComparison<'p, 'r> {
    pub pair: &'p Pair<'r>,
    pub entries: &'p EntryPair<'r>,
}

impl EntryComparison<'_, '_> {
    /// Tells everything in which they contradict each other.
    pub(super) fn compare(&self, told: &mut Vec<Contradiction>) {
        let Pair { leading, mirror, .. } = *self.pair;
        let EntryPair { leading: own, mirror: theirs, bond } = *self.entries;
        if bond != Bond::Id {
            told.extend(self.compare_ids());
        }
        let mark = mark_of(mirror, theirs, UNTRANSLATED_MARK);
        if let Some(mark) = mark {
            let message = "this entry is copied, and waits for its translation";
            told.push(
                Contradiction::new(ContradictionKind::Untranslated, mark, message)
                    .leading(own.heading, "the entry in the source")
                    .help("translate it, then remove the comment"),
            );
        }
        let (paired, mut missing, mut extra) = fields(leading, mirror, own, theirs);
        self.drop_slips(&mut missing, &mut extra);
        for &(own, theirs) in &paired {
            self.compare_field(own, theirs, mark.is_some(), told);
        }
        for field in missing {
            told.push(self.missing_field(field));
        }
        for field in extra {
            let label = mirror.text(field.label);
            let message = format!("the source has no `{label}` here");
            told.push(self.of_field(ContradictionKind::Field, field.label, message, field));
        }
        self.compare_field_order(&paired, told);
        let words = |entry: &Entry| {
            let start = entry.area.first().map_or(entry.title.start, |step| step.start);
            Span { start, end: entry.title.end }
        };
        let headings = [words(own), words(theirs)];
        let differences = differences(leading, headings[0], mirror, headings[1]);
        told.extend(self.code(differences, None, headings[1]));
        if mark.is_none() {
            let titles = [own.title, theirs.title];
            told.extend(self.words(titles, None));
        }
    }

    fn compare_ids(&self) -> Option<Contradiction> {
        let Pair { leading, mirror, words, .. } = *self.pair;
        let EntryPair { leading: own, mirror: theirs, .. } = *self.entries;
        let id = leading.id(own)?;
        let Some(stands) = theirs.id else {
            let edit = mirror.field_insertion(theirs, Key::Id, id, words);
            let message = format!("this entry has no ID, in the source it is {id}");
            let one = Contradiction::new(ContradictionKind::Value, theirs.handle(), message);
            let one = one.key(Key::Id).leading(own.handle(), "the source's ID");
            return Some(one.fix(format!("write `{id}`"), Vec::from_iter(edit)));
        };
        let old = mirror.text(stands);
        if old == id {
            return None;
        }
        // An ID that another entry has, too, is rightly in that entry's row.
        let is_shared = mirror.entries.iter().filter(|e| mirror.id(e) == Some(old)).count() > 1;
        let rows = mirror.triage.iter().flat_map(|table| &table.rows).filter(|_| !is_shared);
        let rows = rows.map(|row| row.id).filter(|&row| mirror.text(row) == old);
        let mut spans: Vec<Span> =
            theirs.heading_id.into_iter().chain([stands]).chain(rows).collect();
        spans.sort_unstable();
        spans.dedup();
        let message = format!("this entry is {old} here and {id} in the source");
        let edits = spans.into_iter().map(|span| Edit { span, text: id.to_owned() }).collect();
        Some(
            Contradiction::new(ContradictionKind::Value, theirs.handle(), message)
                .key(Key::Id)
                .leading(own.handle(), "the source's ID")
                .fix(format!("write `{id}`"), edits),
        )
    }

    /// Takes out the pairs of which one label is a slip of the pen for the other: what is misspelt in
    /// one language is told there, by another rule.
    fn drop_slips(&self, missing: &mut Vec<&Field>, extra: &mut Vec<&Field>) {
        if missing.is_empty() || extra.is_empty() {
            return;
        }
        let meant = |register: &Register<'_>, field: &Field| {
            let label = register.text(field.label);
            let near = || self.pair.words.nearest_label(label, Some(&register.language));
            field.key.or_else(|| near().filter(|near| near.is_certain).map(|near| near.key))
        };
        let mut twins: HashMap<(Key, bool), VecDeque<u32>> = HashMap::new();
        for field in extra.iter() {
            if let Some(key) = meant(self.pair.mirror, field) {
                twins.entry((key, field.key.is_none())).or_default().push_back(field.span.start);
            }
        }
        let mut dropped = HashSet::new();
        missing.retain(|field| {
            let key = meant(self.pair.leading, field);
            let twins = key.and_then(|key| twins.get_mut(&(key, field.key.is_some())));
            let twin = twins.and_then(VecDeque::pop_front);
            dropped.extend(twin);
            twin.is_none()
        });
        extra.retain(|field| !dropped.contains(&field.span.start));
    }

    fn of_field(
        &self,
        kind: ContradictionKind,
        span: Span,
        message: impl Into<String>,
        field: &Field,
    ) -> Contradiction {
        let mut one = Contradiction::new(kind, span, message).key(field.key);
        if field.key.is_none() {
            one.label = Some(self.pair.mirror.text(field.label).to_owned());
        }
        one
    }

    fn missing_field(&self, field: &Field) -> Contradiction {
        let Pair { leading, mirror, words, policies, .. } = *self.pair;
        let label = leading.text(field.label);
        let name = field.key.map_or(label, |key| words.name(key));
        let message = format!("the translation has no {name}");
        let mut one =
            Contradiction::new(ContradictionKind::Field, self.entries.mirror.handle(), message)
                .key(field.key)
                .leading(field.label, "the source has it");
        if field.key.is_none() {
            one.label = Some(label.to_owned());
        }
        let Some(key) = field.key.filter(|key| key.is_copied()) else { return one };
        let value = leading.bare(field.value);
        let value = mirror.value_like(key, None, value, policies[1], words);
        if value.is_empty() || value.contains('\n') {
            return one;
        }
        let edit = mirror.field_insertion(self.entries.mirror, key, &value, words);
        one.fix(format!("add it: `{value}`"), Vec::from_iter(edit))
    }

    /// Fields that stand before others here and behind them in the source.
    fn compare_field_order(&self, paired: &[(&Field, &Field)], told: &mut Vec<Contradiction>) {
        let Pair { leading, words, .. } = *self.pair;
        let places: Vec<u32> = paired.iter().map(|(_, theirs)| theirs.span.start).collect();
        if places.is_sorted() {
            return;
        }
        let in_order = crate::values::order::longest_run(&places);
        for (at, (own, theirs)) in paired.iter().enumerate() {
            if in_order.contains(&theirs.span.start) {
                continue;
            }
            let name = |field: &Field| {
                field.key.map_or(leading.text(field.label), |key| words.name(key)).to_owned()
            };
            let after = at.checked_sub(1).map(|at| name(paired[at].0));
            let where_to = after.map_or("first".to_owned(), |after| format!("behind {after}"));
            let message = format!("{} stands {where_to} in the source", name(own));
            let one = self.of_field(ContradictionKind::Field, theirs.label, message, theirs);
            told.push(one.leading(own.label, "in the source"));
        }
    }

    fn compare_field(
        &self,
        own: &Field,
        theirs: &Field,
        is_marked: bool,
        told: &mut Vec<Contradiction>,
    ) {
        let Pair { leading, mirror, words, .. } = *self.pair;
        if let Some(key) = theirs.key.filter(|&key| key == Key::Id || key.is_copied()) {
            // IDs were compared when the entries were aligned.
            let one = (key != Key::Id)
                .then(|| self.pair.contradiction_of(key, own, theirs, Some(self.entries.mirror)));
            told.extend(one.flatten());
            return;
        }
        if own.value.is_empty() != theirs.value.is_empty() {
            let name = theirs.key.map_or(mirror.text(theirs.label), |key| words.name(key));
            let (side, other) =
                if theirs.value.is_empty() { ("here", "there") } else { ("in the source", "here") };
            let message = format!("{name} is empty {side}, and not {other}");
            let one = self.of_field(ContradictionKind::Field, theirs.label, message, theirs);
            told.push(one.leading(own.label, "in the source"));
            return;
        }
        let mut differences = differences(leading, own.value, mirror, theirs.value);
        let shape = |register: &Register<'_>, field: &Field| {
            let is_line = !register.text(field.value).contains('\n');
            let start = register.source.line_at(field.value.start as usize).start;
            let before = register.text(Span { start, end: field.value.start });
            // The first item has its indentation before the value.
            let start = if before.trim().is_empty() { start } else { field.value.start };
            let whole = Span { start, end: field.value.end };
            if is_line { Shape::default() } else { Shape::of(register.text(whole)) }
        };
        let shapes = [shape(leading, own), shape(mirror, theirs)];
        if shapes[0] != shapes[1] {
            let is_list_of_code = matches!(theirs.key, Some(Key::Endpoints | Key::SourcePage));
            // What an item that is missing held is missing with it, and told by that.
            let is_part = differences.missing.is_empty() || differences.extra.is_empty();
            let is_told_by_code = is_list_of_code && !differences.is_empty();
            if !is_told_by_code {
                let message = format!("{} here, {} in the source", shapes[1], shapes[0]);
                let span = mirror.first_line(theirs.value);
                let one = self.of_field(ContradictionKind::Shape, span, message, theirs);
                told.push(one.leading(leading.first_line(own.value), "in the source"));
                if is_part {
                    differences = Differences::default();
                }
            }
        }
        let place = if theirs.value.is_empty() { theirs.label } else { theirs.value };
        told.extend(self.code(differences, Some(theirs), mirror.first_line(place)));
        if !is_marked {
            told.extend(self.words([own.value, theirs.value], Some(theirs)));
        }
    }

    /// What is told of code that differs: changed ones each, the others together.
    fn code(
        &self,
        differences: Differences<'_>,
        field: Option<&Field>,
        place: Span,
    ) -> Vec<Contradiction> {
        let Pair { leading, mirror, .. } = *self.pair;
        let Differences { missing, extra } = differences;
        let of = |span: Span, message: String| match field {
            Some(field) => self.of_field(ContradictionKind::Code, span, message, field),
            None => Contradiction::new(ContradictionKind::Code, span, message),
        };
        let shown = |register: &Register<'_>, literal: &Literal<'_>| match literal.kind {
            LiteralKind::Code => format!("`{}`", register.text(literal.span).trim()),
            _ => register.text(literal.span).to_owned(),
        };
        let mut told = Vec::new();
        let mut of_kind: BTreeMap<LiteralKind, [VecDeque<Literal<'_>>; 2]> = BTreeMap::new();
        for (side, literals) in [missing, extra].into_iter().enumerate() {
            for literal in literals {
                of_kind.entry(literal.kind).or_default()[side].push_back(literal);
            }
        }
        let mut left = [Vec::new(), Vec::new()];
        for (kind, [mut missing, mut extra]) in of_kind {
            let counts = [missing.len(), extra.len()];
            let both = counts[0].min(counts[1]);
            for (own, theirs) in missing.drain(..both).zip(extra.drain(..both)) {
                let (wanted, stands) = (shown(leading, &own), shown(mirror, &theirs));
                let message = format!("{stands} here, {wanted} in the source");
                let mut one = of(theirs.span, message).leading(own.span, "in the source");
                // Of several, nobody knows which stands for which.
                if kind == LiteralKind::Code && counts == [1, 1] {
                    let text = in_language(leading, mirror, leading.text(own.span));
                    let edit = Edit { span: theirs.span, text };
                    one = one.fix(format!("write {wanted}"), vec![edit]);
                }
                told.push(one);
            }
            left[0].extend(missing);
            left[1].extend(extra);
        }
        let [mut missing, mut extra] = left;
        sort_by_place(&mut missing, |literal| literal.span);
        sort_by_place(&mut extra, |literal| literal.span);
        let list = |register: &Register<'_>, literals: &[Literal<'_>]| {
            literals.iter().map(|literal| shown(register, literal)).collect::<Vec<_>>().join(", ")
        };
        if let [first, ..] = &missing[..] {
            let verb = if missing.len() > 1 { "are" } else { "is" };
            let message = format!("{} of the source {verb} missing here", list(leading, &missing));
            told.push(of(place, message).leading(first.span, "in the source"));
        }
        if let [first, ..] = &extra[..] {
            let verb = if extra.len() > 1 { "do" } else { "does" };
            let message = format!("{} {verb} not stand in the source", list(mirror, &extra));
            told.push(of(first.span, message));
        }
        told
    }

    /// What is told of words that nobody has translated.
    fn words(&self, spans: [Span; 2], field: Option<&Field>) -> Option<Contradiction> {
        let Pair { leading, mirror, words, .. } = *self.pair;
        let message = match untranslated(leading, mirror, spans, words)? {
            Untranslated::Copied => "this is copied from the source, and not translated".to_owned(),
            Untranslated::Foreign => {
                let name = words.words(&leading.language).map(|words| words.name.as_str());
                format!("this is still in {}", name.unwrap_or(&leading.language))
            }
        };
        let span = mirror.first_line(spans[1]);
        let one = match field {
            Some(field) => self.of_field(ContradictionKind::Untranslated, span, message, field),
            None => Contradiction::new(ContradictionKind::Untranslated, span, message),
        };
        Some(one.leading(leading.first_line(spans[0]), "in the source"))
    }
}

/// The fields of an entry beside those of its translation: pairs, what is missing, what is extra.
/// Labels that mean nothing are taken in order, as a translation has its own words for them.
fn fields<'r>(
    leading: &Register<'_>,
    mirror: &Register<'_>,
    own: &'r Entry,
    theirs: &'r Entry,
) -> (Vec<(&'r Field, &'r Field)>, Vec<&'r Field>, Vec<&'r Field>) {
    // Nearly every translation has the same fields in the same order.
    let both = own.fields.iter().zip(&theirs.fields);
    let is_alike = |(own, theirs): (&Field, &Field)| own.key.is_some() && own.key == theirs.key;
    if own.fields.len() == theirs.fields.len() && both.clone().all(is_alike) {
        return (both.collect(), Vec::new(), Vec::new());
    }
    let mut known: HashMap<Key, VecDeque<&Field>> = HashMap::new();
    for field in &theirs.fields {
        if let Some(key) = field.key {
            known.entry(key).or_default().push_back(field);
        }
    }
    let mut unknown = Unknown::of(leading, mirror, own, theirs);
    let (mut paired, mut missing) = (Vec::new(), Vec::new());
    for field in &own.fields {
        let twin = match field.key {
            Some(key) => known.get_mut(&key).and_then(VecDeque::pop_front),
            None => unknown.twins.pop_front().flatten(),
        };
        match twin {
            Some(twin) => paired.push((field, twin)),
            // An ID in the heading is as good as one in a field.
            None if field.key == Some(Key::Id) => {}
            None => missing.push(field),
        }
    }
    let mut extra: Vec<&Field> = known.into_values().flatten().chain(unknown.left).collect();
    extra.retain(|field| field.key != Some(Key::Id));
    sort_by_place(&mut extra, |field| field.span);
    (paired, missing, extra)
}

/// Fields whose labels mean nothing to us.
struct Unknown<'r> {
    /// The one in the translation, for each in the source.
    twins: VecDeque<Option<&'r Field>>,
    /// Those in the translation that are nobody's.
    left: Vec<&'r Field>,
}

impl<'r> Unknown<'r> {
    /// Those of one label belong together; of the others, those in the same order, unless the
    /// source has that label elsewhere.
    fn of(leading: &Register<'_>, mirror: &Register<'_>, own: &Entry, theirs: &'r Entry) -> Self {
        let unknown = |field: &&Field| field.key.is_none();
        let label = |register: &Register<'_>, field: &Field| fold(register.text(field.label));
        let labels = own.fields.iter().filter(unknown).map(|field| label(leading, field));
        let labels: Vec<String> = labels.collect();
        let mut by_label: HashMap<String, VecDeque<&Field>> = HashMap::new();
        for field in theirs.fields.iter().filter(unknown) {
            by_label.entry(label(mirror, field)).or_default().push_back(field);
        }
        let take = |label| by_label.get_mut(label).and_then(VecDeque::pop_front);
        let mut twins: VecDeque<_> = labels.iter().map(take).collect();
        let labels: HashSet<&String> = labels.iter().collect();
        let (doubled, free): (Vec<_>, Vec<_>) =
            by_label.into_iter().partition(|(label, _)| labels.contains(label));
        let fields =
            |lists: Vec<(_, VecDeque<&'r Field>)>| lists.into_iter().flat_map(|list| list.1);
        let mut free: Vec<&Field> = fields(free).collect();
        sort_by_place(&mut free, |field| field.span);
        let mut free = free.into_iter();
        for twin in twins.iter_mut().filter(|twin| twin.is_none()) {
            *twin = free.next();
        }
        Self { twins, left: free.chain(fields(doubled)).collect() }
    }
}
