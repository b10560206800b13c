//! A register against its translation, field by field, by meaning and not by letters.

use std::collections::{HashMap, HashSet};

use super::align::{Bond, Couple};
use super::prose::{Untranslated, untranslated};
use super::shape::Shape;
use super::tokens::{Token, TokenKind, tokens, translated_paths};
use super::{Pair, UNTRANSLATED_MARK, mark_of, table};
use crate::finding::{Edit, Fix, Safety};
use crate::register::{Entry, Field, Register};
use crate::text::Span;
use crate::vocabulary::{Key, fold};

/// What kind of contradiction it is; each has its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An entry without translation.
    Missing,
    /// A translation of nothing.
    Extra,
    /// Entries in another order, or with other numbers.
    Order,
    /// A tracked value.
    Value,
    /// A field that one side lacks, or that stands elsewhere.
    Field,
    /// Code, an address, a number, a date.
    Code,
    /// Lists and sub-headings.
    Shape,
    /// The triage tables.
    Table,
    /// Words left in the language of the source.
    Untranslated,
}

/// One way in which a translation contradicts its source.
#[derive(Debug)]
pub struct Contradiction {
    /// Its kind.
    pub kind: Kind,
    /// What is wrong.
    pub message: String,
    /// Where in the translation.
    pub span: Span,
    /// The entry: its ID, else its number.
    pub entry: Option<String>,
    /// The key, where it concerns a field.
    pub key: Option<Key>,
    /// A label that means no key.
    pub label: Option<String>,
    /// The place in the source, and what stands there.
    pub source: Option<(Span, &'static str)>,
    /// What to do.
    pub help: Option<&'static str>,
    /// A repair of the translation.
    pub fix: Option<Fix>,
}

impl Contradiction {
    pub(super) fn new(kind: Kind, span: Span, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            span,
            entry: None,
            key: None,
            label: None,
            source: None,
            help: None,
            fix: None,
        }
    }

    pub(super) fn key(self, key: impl Into<Option<Key>>) -> Self {
        Self { key: key.into(), ..self }
    }

    pub(super) fn entry(self, entry: Option<String>) -> Self {
        Self { entry, ..self }
    }

    pub(super) fn source(self, span: Span, what: &'static str) -> Self {
        Self { source: Some((span, what)), ..self }
    }

    fn help(self, help: &'static str) -> Self {
        Self { help: Some(help), ..self }
    }

    pub(super) fn fix(self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        let fix = Fix { safety: Safety::Safe, title: title.into(), edits };
        Self { fix: Some(fix).filter(|fix| !fix.edits.is_empty()), ..self }
    }
}

/// Everything in which a translation contradicts its source.
pub(super) fn contradictions(pair: &Pair<'_>) -> Vec<Contradiction> {
    let mut told = Vec::new();
    compare_header(pair, &mut told);
    compare_sides(pair, &mut told);
    compare_order(pair, &mut told);
    for couple in &pair.alignment.couples {
        let name = pair.source.name(couple.source).or_else(|| pair.mirror.name(couple.mirror));
        let from = told.len();
        CoupleOf { pair, couple }.compare(&mut told);
        for contradiction in &mut told[from..] {
            contradiction.entry.clone_from(&name);
        }
    }
    table::compare(pair, &mut told);
    told
}

/// The fields on top of the files, and the promises.
fn compare_header(pair: &Pair<'_>, told: &mut Vec<Contradiction>) {
    let Pair { source, mirror, words, .. } = *pair;
    let is_compared = |key: Key| key.is_tracked() || key == Key::LastReviewed;
    let first = |fields: &'_ [Field], key: Key| fields.iter().find(|f| f.key == Some(key)).cloned();
    let keys = source.metadata.iter().chain(&mirror.metadata).filter_map(|field| field.key);
    let mut seen = HashSet::new();
    for key in keys.filter(|&key| is_compared(key) && seen.insert(key)) {
        match (first(&source.metadata, key), first(&mirror.metadata, key)) {
            (Some(own), Some(theirs)) => told.extend(pair.contradiction_of(key, &own, &theirs)),
            (Some(own), None) => {
                let place = mirror.title.unwrap_or(Span::at(mirror.source.body_start()));
                let message = format!("the translation does not state {}", words.name(key));
                told.push(
                    Contradiction::new(Kind::Field, place, message)
                        .key(key)
                        .source(own.span, "the source does"),
                );
            }
            (None, Some(theirs)) => {
                let message = format!("the source does not state {}", words.name(key));
                told.push(Contradiction::new(Kind::Field, theirs.label, message).key(key));
            }
            (None, None) => {}
        }
    }
    compare_policy(pair, told);
}

fn compare_policy(pair: &Pair<'_>, told: &mut Vec<Contradiction>) {
    let Pair { source, mirror, words, .. } = *pair;
    for key in [Key::SlaDefault, Key::StatusFlow] {
        let line = |register: &Register<'_>| {
            register.policy_lines.iter().find(|line| line.key == Some(key)).cloned()
        };
        let (own, theirs) = match (line(source), line(mirror)) {
            (Some(own), Some(theirs)) => (own, theirs),
            (Some(own), None) => {
                let place = mirror.title.unwrap_or(Span::at(mirror.source.body_start()));
                let message = format!("the translation does not state the {}", words.name(key));
                let one = Contradiction::new(Kind::Field, place, message);
                told.push(one.key(key).source(own.span, "the source does"));
                continue;
            }
            (None, Some(theirs)) => {
                let message = format!("the source does not state the {}", words.name(key));
                told.push(Contradiction::new(Kind::Field, theirs.label, message).key(key));
                continue;
            }
            (None, None) => continue,
        };
        let is_same = if key == Key::SlaDefault {
            stated_sla(pair, source, &own) == stated_sla(pair, mirror, &theirs)
        } else {
            let [a, b] = [source.stated_flow(&own, words), mirror.stated_flow(&theirs, words)];
            // A state of the team's own may well be translated.
            let is_same = |(a, b): (&String, &String)| a == b || words.status(a) == words.status(b);
            a.len() == b.len() && a.iter().zip(&b).all(is_same)
        };
        if !is_same {
            let message = format!("the {} is another than in the source", words.name(key));
            let one = Contradiction::new(Kind::Value, first_line(mirror, theirs.value), message);
            told.push(one.key(key).source(first_line(source, own.value), "in the source"));
        }
    }
}

/// The SLA that a line gives each priority, in hours.
fn stated_sla(pair: &Pair<'_>, register: &Register<'_>, line: &Field) -> Vec<(String, u32)> {
    let stated = register.stated_sla(line, pair.words).into_iter();
    let mut stated: Vec<_> = stated.map(|one| (one.priority, one.sla.hours())).collect();
    stated.sort_unstable();
    stated
}

/// Entries that only one side has.
fn compare_sides(pair: &Pair<'_>, told: &mut Vec<Contradiction>) {
    let Pair { source, mirror, alignment, .. } = pair;
    for &entry in &alignment.missing {
        let place = place_before(pair, entry);
        let message = format!("{} has no translation", source.spoken_name(entry));
        told.push(
            Contradiction::new(Kind::Missing, place, message)
                .entry(source.name(entry))
                .source(entry.handle(), "the entry in the source")
                .help("`gapreg mirror --stub` adds it, to be translated"),
        );
    }
    for &(entry, candidate) in &alignment.doubtful {
        let (name, one) = (source.spoken_name(entry), mirror.spoken_name(candidate));
        let message = format!("{name} could be {one} or another: they say too much alike");
        told.push(
            Contradiction::new(Kind::Missing, candidate.handle(), message)
                .entry(source.name(entry))
                .source(entry.handle(), "the entry in the source")
                .help("give both the same ID"),
        );
    }
    for &entry in &alignment.extra {
        let message = format!("{} translates no entry of the source", mirror.spoken_name(entry));
        let one = Contradiction::new(Kind::Extra, entry.handle(), message);
        told.push(one.entry(mirror.name(entry)));
    }
}

/// The entry of the mirror that a missing one would follow; the title where it would be the first.
fn place_before(pair: &Pair<'_>, missing: &Entry) -> Span {
    let couples = &pair.alignment.couples;
    let before = couples.partition_point(|couple| couple.source.span < missing.span);
    let entry = before.checked_sub(1).and_then(|at| couples.get(at));
    let title = || pair.mirror.title.unwrap_or(Span::at(pair.mirror.source.body_start()));
    entry.map_or_else(title, |couple| couple.mirror.heading)
}

/// The order of the entries, and where that is the same, their numbers.
fn compare_order(pair: &Pair<'_>, told: &mut Vec<Contradiction>) {
    let Pair { source, mirror, alignment, .. } = pair;
    let places: Vec<u32> = alignment.couples.iter().map(|c| c.mirror.span.start).collect();
    let in_order = crate::order::longest_run(&places);
    let name =
        |couple: &Couple<'_>| source.name(couple.source).or_else(|| mirror.name(couple.mirror));
    let mut is_moved = false;
    for (at, couple) in alignment.couples.iter().enumerate() {
        if in_order.contains(&couple.mirror.span.start) {
            continue;
        }
        is_moved = true;
        let before = at.checked_sub(1).map(|at| source.spoken_name(alignment.couples[at].source));
        let where_to = before.map_or("first".to_owned(), |name| format!("behind {name}"));
        let message = format!(
            "{} stands elsewhere than in the source, where it is {where_to}",
            mirror.spoken_name(couple.mirror)
        );
        told.push(
            Contradiction::new(Kind::Order, couple.mirror.heading, message)
                .entry(name(couple))
                .source(couple.source.heading, "in the source"),
        );
    }
    let is_whole = alignment.missing.is_empty() && alignment.extra.is_empty();
    if is_moved || !is_whole || !alignment.doubtful.is_empty() {
        return;
    }
    for couple in &alignment.couples {
        let (Some(own), Some(theirs)) = (couple.source.number, couple.mirror.number) else {
            continue;
        };
        let (wanted, stands) = (source.text(own), mirror.text(theirs));
        if wanted != stands {
            let message = format!("this is number {stands}, in the source it is {wanted}");
            let edit = Edit { span: theirs, text: wanted.to_owned() };
            told.push(
                Contradiction::new(Kind::Order, theirs, message)
                    .entry(name(couple))
                    .source(own, "in the source")
                    .fix(format!("write `{wanted}`"), vec![edit]),
            );
        }
    }
}

impl Pair<'_> {
    /// Whether two tracked values mean the same, each by the flow of its own register.
    pub(super) fn same_value(&self, key: Key, own: &str, theirs: &str) -> bool {
        let [a, b] = self.policies;
        if key == Key::Status && a.flow.len() == b.flow.len() {
            let states = [a.state(own, self.words), b.state(theirs, self.words)];
            if states[0].is_some() && states[1].is_some() {
                return states[0] == states[1];
            }
        }
        a.same_value(key, own, theirs, self.words)
    }

    /// What is wrong with a tracked value of the mirror, if it is.
    fn contradiction_of(&self, key: Key, own: &Field, theirs: &Field) -> Option<Contradiction> {
        let (source, mirror) = (self.source, self.mirror);
        if source.text(own.value) == mirror.text(theirs.value) {
            return None;
        }
        if own.value.is_empty() {
            let message = format!("{} is empty in the source", self.words.name(key));
            let one = Contradiction::new(Kind::Field, first_line(mirror, theirs.value), message);
            return Some(one.key(key).source(own.label, "in the source"));
        }
        let (wanted, stands) = (source.line_of(own), mirror.line_of(theirs));
        let [bare_own, bare_theirs] = [source.bare(own.value), mirror.bare(theirs.value)];
        if self.same_value(key, bare_own, bare_theirs) || self.same_value(key, &wanted, &stands) {
            return None;
        }
        let value =
            mirror.value_like(key, Some(bare_theirs), bare_own, self.policies[1], self.words);
        let (span, text) = if theirs.value.is_empty() {
            (theirs.value, format!(" {value}"))
        } else {
            (mirror.bare_span(theirs.value), value.clone())
        };
        let place =
            if theirs.value.is_empty() { theirs.label } else { first_line(mirror, theirs.value) };
        let message = if stands.is_empty() {
            format!("{} is empty, the source says `{wanted}`", self.words.name(key))
        } else {
            format!("the translation says `{stands}`, the source says `{wanted}`")
        };
        // An explanation in sentences is not carried over.
        let edits = if value.contains('\n') { Vec::new() } else { vec![Edit { span, text }] };
        Some(
            Contradiction::new(Kind::Value, place, message)
                .key(key)
                .source(first_line(source, own.value), "the source's value")
                .fix(format!("write `{value}`"), edits),
        )
    }
}

/// An entry and its translation.
struct CoupleOf<'p, 'r> {
    pair: &'p Pair<'r>,
    couple: &'p Couple<'r>,
}

impl CoupleOf<'_, '_> {
    fn compare(&self, told: &mut Vec<Contradiction>) {
        let Pair { source, mirror, .. } = *self.pair;
        let Couple { source: own, mirror: theirs, bond } = *self.couple;
        if bond != Bond::Id {
            told.extend(self.compare_ids());
        }
        let mark = mark_of(mirror, theirs, UNTRANSLATED_MARK);
        if let Some(mark) = mark {
            let message = "this entry is copied, and waits for its translation";
            told.push(
                Contradiction::new(Kind::Untranslated, mark, message)
                    .source(own.heading, "the entry in the source")
                    .help("translate it, then remove the comment"),
            );
        }
        let (paired, mut missing, mut extra) = fields(source, mirror, own, theirs);
        // A label misspelt in one language is told there, by another rule.
        missing.retain(|field| {
            let twin = extra.iter().position(|other| self.is_slip(source, field, other));
            twin.map(|twin| extra.remove(twin)).is_none()
        });
        missing.retain(|field| {
            let twin = extra.iter().position(|other| self.is_slip(mirror, other, field));
            twin.map(|twin| extra.remove(twin)).is_none()
        });
        for &(own, theirs) in &paired {
            self.compare_field(own, theirs, mark.is_some(), told);
        }
        for field in missing {
            told.push(self.missing_field(field));
        }
        for field in extra {
            let label = mirror.text(field.label);
            let message = format!("the source has no `{label}` here");
            told.push(self.of_field(Kind::Field, field.label, message, field));
        }
        self.compare_field_order(&paired, told);
        let words = |entry: &Entry| {
            let start = entry.area.first().map_or(entry.title.start, |step| step.start);
            Span { start, end: entry.title.end }
        };
        let headings = [words(own), words(theirs)];
        let differences = differences(source, headings[0], mirror, headings[1]);
        told.extend(self.code(differences, None, headings[1]));
        if mark.is_none() {
            let titles = [own.title, theirs.title];
            told.extend(self.words(titles, None));
        }
    }

    fn compare_ids(&self) -> Option<Contradiction> {
        let Pair { source, mirror, words, .. } = *self.pair;
        let Couple { source: own, mirror: theirs, .. } = *self.couple;
        let id = source.id(own)?;
        let Some(stands) = theirs.id else {
            let edit = mirror.field_insertion(theirs, Key::Id, id, words);
            let message = format!("this entry has no ID, in the source it is {id}");
            let one = Contradiction::new(Kind::Value, theirs.handle(), message);
            let one = one.key(Key::Id).source(own.handle(), "the source's ID");
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
            Contradiction::new(Kind::Value, theirs.handle(), message)
                .key(Key::Id)
                .source(own.handle(), "the source's ID")
                .fix(format!("write `{id}`"), edits),
        )
    }

    /// Whether a label that means nothing is a slip of the pen for that of another field.
    fn is_slip(&self, register: &Register<'_>, field: &Field, other: &Field) -> bool {
        let near = || self.pair.words.nearest_label(register.text(field.label));
        field.key.is_none()
            && other.key.is_some()
            && near().is_some_and(|near| near.is_certain && Some(near.key) == other.key)
    }

    fn of_field(
        &self,
        kind: Kind,
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
        let Pair { source, mirror, words, policies, .. } = *self.pair;
        let label = source.text(field.label);
        let name = field.key.map_or(label, |key| words.name(key));
        let message = format!("the translation has no {name}");
        let mut one = Contradiction::new(Kind::Field, self.couple.mirror.handle(), message)
            .key(field.key)
            .source(field.label, "the source has it");
        if field.key.is_none() {
            one.label = Some(label.to_owned());
        }
        let Some(key) = field.key.filter(|key| key.is_copied()) else { return one };
        let value = source.bare(field.value);
        let value = mirror.value_like(key, None, value, policies[1], words);
        if value.is_empty() || value.contains('\n') {
            return one;
        }
        let edit = mirror.field_insertion(self.couple.mirror, key, &value, words);
        one.fix(format!("add it: `{value}`"), Vec::from_iter(edit))
    }

    /// Fields that stand before others here and behind them in the source.
    fn compare_field_order(&self, paired: &[(&Field, &Field)], told: &mut Vec<Contradiction>) {
        let Pair { source, mirror, words, .. } = *self.pair;
        let places: Vec<u32> = paired.iter().map(|(_, theirs)| theirs.span.start).collect();
        if places.is_sorted() {
            return;
        }
        let in_order = crate::order::longest_run(&places);
        for (at, (own, theirs)) in paired.iter().enumerate() {
            if in_order.contains(&theirs.span.start) {
                continue;
            }
            let name = |field: &Field| {
                field.key.map_or(source.text(field.label), |key| words.name(key)).to_owned()
            };
            let after = at.checked_sub(1).map(|at| name(paired[at].0));
            let where_to = after.map_or("first".to_owned(), |after| format!("behind {after}"));
            let message = format!("{} stands {where_to} in the source", name(own));
            let one = self.of_field(Kind::Field, theirs.label, message, theirs);
            told.push(one.source(own.label, "in the source"));
        }
        let _ = mirror;
    }

    fn compare_field(
        &self,
        own: &Field,
        theirs: &Field,
        is_marked: bool,
        told: &mut Vec<Contradiction>,
    ) {
        let Pair { source, mirror, words, .. } = *self.pair;
        if let Some(key) = theirs.key.filter(|&key| key == Key::Id || key.is_copied()) {
            // IDs were compared when the entries were aligned.
            let one = (key != Key::Id).then(|| self.pair.contradiction_of(key, own, theirs));
            told.extend(one.flatten());
            return;
        }
        if own.value.is_empty() != theirs.value.is_empty() {
            let name = theirs.key.map_or(mirror.text(theirs.label), |key| words.name(key));
            let (side, other) =
                if theirs.value.is_empty() { ("here", "there") } else { ("in the source", "here") };
            let message = format!("{name} is empty {side}, and not {other}");
            let one = self.of_field(Kind::Field, theirs.label, message, theirs);
            told.push(one.source(own.label, "in the source"));
            return;
        }
        let mut differences = differences(source, own.value, mirror, theirs.value);
        let shape = |register: &Register<'_>, field: &Field| {
            let is_line = !register.text(field.value).contains('\n');
            let start = register.source.line_at(field.value.start as usize).start;
            let before = register.text(Span { start, end: field.value.start });
            // The first item has its indentation before the value.
            let start = if before.trim().is_empty() { start } else { field.value.start };
            let whole = Span { start, end: field.value.end };
            if is_line { Shape::default() } else { Shape::of(register.text(whole)) }
        };
        let shapes = [shape(source, own), shape(mirror, theirs)];
        if shapes[0] != shapes[1] {
            let is_list_of_code = matches!(theirs.key, Some(Key::Endpoints | Key::SourcePage));
            // What an item that is missing held is missing with it, and told by that.
            let is_part = differences.missing.is_empty() || differences.extra.is_empty();
            let is_told_by_code = is_list_of_code && !differences.is_empty();
            if !is_told_by_code {
                let message = format!("{} here, {} in the source", shapes[1], shapes[0]);
                let span = first_line(mirror, theirs.value);
                let one = self.of_field(Kind::Shape, span, message, theirs);
                told.push(one.source(first_line(source, own.value), "in the source"));
                if is_part {
                    differences = Differences::default();
                }
            }
        }
        let place = if theirs.value.is_empty() { theirs.label } else { theirs.value };
        told.extend(self.code(differences, Some(theirs), first_line(mirror, place)));
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
        let Pair { source, mirror, .. } = *self.pair;
        let Differences { missing, extra } = differences;
        let of = |span: Span, message: String| match field {
            Some(field) => self.of_field(Kind::Code, span, message, field),
            None => Contradiction::new(Kind::Code, span, message),
        };
        let shown = |register: &Register<'_>, token: &Token<'_>| match token.kind {
            TokenKind::Code => format!("`{}`", register.text(token.span).trim()),
            _ => register.text(token.span).to_owned(),
        };
        let mut told = Vec::new();
        let (mut missing, mut extra) = (missing, extra);
        for kind in [TokenKind::Code, TokenKind::Url, TokenKind::Date, TokenKind::Number] {
            let of_kind = |tokens: &[Token<'_>]| tokens.iter().filter(|t| t.kind == kind).count();
            let counts = [of_kind(&missing), of_kind(&extra)];
            for _ in 0..counts[0].min(counts[1]) {
                let (Some(own), Some(theirs)) = (take(&mut missing, kind), take(&mut extra, kind))
                else {
                    break;
                };
                let (wanted, stands) = (shown(source, &own), shown(mirror, &theirs));
                let message = format!("{stands} here, {wanted} in the source");
                let mut one = of(theirs.span, message).source(own.span, "in the source");
                // Of several, nobody knows which stands for which.
                if kind == TokenKind::Code && counts == [1, 1] {
                    let text = in_language(source, mirror, source.text(own.span));
                    let edit = Edit { span: theirs.span, text };
                    one = one.fix(format!("write {wanted}"), vec![edit]);
                }
                told.push(one);
            }
        }
        let list = |register: &Register<'_>, tokens: &[Token<'_>]| {
            tokens.iter().map(|token| shown(register, token)).collect::<Vec<_>>().join(", ")
        };
        if let [first, ..] = &missing[..] {
            let message = format!("{} of the source is missing here", list(source, &missing));
            told.push(of(place, message).source(first.span, "in the source"));
        }
        if let [first, ..] = &extra[..] {
            let message = format!("{} does not stand in the source", list(mirror, &extra));
            told.push(of(first.span, message));
        }
        told
    }

    /// What is told of words that nobody has translated.
    fn words(&self, spans: [Span; 2], field: Option<&Field>) -> Option<Contradiction> {
        let Pair { source, mirror, words, .. } = *self.pair;
        let message = match untranslated(source, mirror, spans, words)? {
            Untranslated::Copied => "this is copied from the source, and not translated".to_owned(),
            Untranslated::Foreign => {
                let name = words.words(&source.language).map(|words| words.name.as_str());
                format!("this is still in {}", name.unwrap_or(&source.language))
            }
        };
        let span = first_line(mirror, spans[1]);
        let one = match field {
            Some(field) => self.of_field(Kind::Untranslated, span, message, field),
            None => Contradiction::new(Kind::Untranslated, span, message),
        };
        Some(one.source(first_line(source, spans[0]), "in the source"))
    }
}

/// The first token of a kind, taken out.
fn take<'r>(tokens: &mut Vec<Token<'r>>, kind: TokenKind) -> Option<Token<'r>> {
    let at = tokens.iter().position(|token| token.kind == kind)?;
    Some(tokens.remove(at))
}

/// The fields of an entry beside those of its translation: pairs, what is missing, what is extra.
/// Labels that mean nothing are taken in order, as a translation has its own words for them.
fn fields<'r>(
    source: &Register<'_>,
    mirror: &Register<'_>,
    own: &'r Entry,
    theirs: &'r Entry,
) -> (Vec<(&'r Field, &'r Field)>, Vec<&'r Field>, Vec<&'r Field>) {
    let mut by_key: HashMap<Option<Key>, Vec<&Field>> = HashMap::new();
    for field in theirs.fields.iter().rev() {
        by_key.entry(field.key).or_default().push(field);
    }
    let (mut paired, mut missing) = (Vec::new(), Vec::new());
    for field in &own.fields {
        let twins = by_key.get_mut(&field.key);
        let twin = twins.and_then(|twins| {
            let label = fold(source.text(field.label));
            let is_same = |twin: &&Field| fold(mirror.text(twin.label)) == label;
            // Of labels that mean nothing, those that are the same belong together.
            match twins.iter().rposition(is_same).filter(|_| field.key.is_none()) {
                Some(at) => Some(twins.remove(at)),
                None if field.key.is_none() && shares(own, field, twins, source, mirror) => None,
                None => twins.pop(),
            }
        });
        match twin {
            Some(twin) => paired.push((field, twin)),
            // An ID in the heading is as good as one in a field.
            None if field.key == Some(Key::Id) => {}
            None => missing.push(field),
        }
    }
    let mut extra: Vec<&Field> = by_key.into_values().flatten().collect();
    extra.retain(|field| field.key != Some(Key::Id));
    extra.sort_by_key(|field| field.span);
    (paired, missing, extra)
}

/// Whether each unknown label that is left in the mirror is one of the source's own.
fn shares(
    own: &Entry,
    field: &Field,
    twins: &[&Field],
    source: &Register<'_>,
    mirror: &Register<'_>,
) -> bool {
    let others = own.fields.iter().filter(|other| other.key.is_none() && other.span != field.span);
    let labels: Vec<String> = others.map(|other| fold(source.text(other.label))).collect();
    twins.iter().all(|twin| labels.contains(&fold(mirror.text(twin.label))))
}

/// What of the untranslatable stands on one side only.
#[derive(Default)]
struct Differences<'r> {
    missing: Vec<Token<'r>>,
    extra: Vec<Token<'r>>,
}

impl Differences<'_> {
    fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty()
    }
}

fn differences<'r>(
    source: &Register<'r>,
    own: Span,
    mirror: &Register<'r>,
    theirs: Span,
) -> Differences<'r> {
    let (own, theirs) = (tokens(source, own), tokens(mirror, theirs));
    if own.iter().map(|token| &token.text).eq(theirs.iter().map(|token| &token.text)) {
        return Differences::default();
    }
    // What is the same to the letter is the same, whatever language a path seems to name.
    let letters: [HashSet<&str>; 2] = [
        own.iter().map(|token| source.text(token.span)).collect(),
        theirs.iter().map(|token| mirror.text(token.span)).collect(),
    ];
    let is_shared = |register: &Register<'r>, token: &Token<'r>| {
        letters.iter().all(|letters| letters.contains(register.text(token.span)))
    };
    let own: Vec<Token<'r>> = own.into_iter().filter(|token| !is_shared(source, token)).collect();
    let theirs: Vec<Token<'r>> =
        theirs.into_iter().filter(|token| !is_shared(mirror, token)).collect();
    let only = |tokens: &[Token<'r>], others: &[Token<'r>]| -> Vec<Token<'r>> {
        let known: HashSet<&str> = others.iter().map(|token| &*token.text).collect();
        let mut told = HashSet::new();
        let is_only =
            |token: &&Token<'r>| !known.contains(&*token.text) && told.insert(token.text.clone());
        tokens.iter().filter(is_only).cloned().collect()
    };
    Differences { missing: only(&own, &theirs), extra: only(&theirs, &own) }
}

/// Code of the source as it reads in the mirror: with the folder of its language.
pub fn in_language(source: &Register<'_>, mirror: &Register<'_>, text: &str) -> String {
    translated_paths(text, &source.language, &mirror.language)
}

/// A caret belongs under one line.
fn first_line(register: &Register<'_>, span: Span) -> Span {
    let text = register.text(span);
    span.part(text, text.lines().next().unwrap_or(text).trim_end())
}
