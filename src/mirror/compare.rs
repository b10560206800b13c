//! A register against its translation: headers, promises, which entries stand where.

use std::collections::HashSet;

use super::align::{DoubtfulPair, EntryPair};
use super::contradiction::{Contradiction, ContradictionKind};
use super::pair::Pair;
use super::{entry, table};
use crate::finding::Edit;
use crate::register::{Entry, Field, Register};
use crate::text::Span;
use crate::values::order;
use crate::vocabulary::Key;

/// Everything in which a translation contradicts its source.
pub(crate) fn contradictions(pair: &Pair<'_>) -> Vec<Contradiction> {
    let mut told = Vec::new();
    compare_header(pair, &mut told);
    compare_sides(pair, &mut told);
    compare_order(pair, &mut told);
    for entries in &pair.alignment.pairs {
        let name = pair.leading.name(entries.leading).or_else(|| pair.mirror.name(entries.mirror));
        let compared = entry::compare(pair, entries).into_iter();
        told.extend(compared.map(|contradiction| contradiction.entry(name.clone())));
    }
    table::compare(pair, &mut told);
    told
}

/// The fields on top of the files, and the promises.
fn compare_header(pair: &Pair<'_>, told: &mut Vec<Contradiction>) {
    let Pair { leading, mirror, words, .. } = *pair;
    let is_compared = |key: Key| key.is_tracked() || key == Key::LastReviewed;
    let first = |fields: &'_ [Field], key: Key| fields.iter().find(|f| f.key == Some(key)).cloned();
    let keys = leading.metadata.iter().chain(&mirror.metadata).filter_map(|field| field.key);
    let mut seen = HashSet::new();
    for key in keys.filter(|&key| is_compared(key) && seen.insert(key)) {
        match (first(&leading.metadata, key), first(&mirror.metadata, key)) {
            (Some(own), Some(theirs)) => {
                told.extend(pair.contradiction_of(key, &own, &theirs, None));
            }
            (Some(own), None) => {
                let place = mirror.title.unwrap_or(Span::at(mirror.source.body_start()));
                let message = format!("the translation does not state {}", words.name(key));
                told.push(
                    Contradiction::new(ContradictionKind::Field, place, message)
                        .key(key)
                        .leading(own.span, "the source does"),
                );
            }
            (None, Some(theirs)) => {
                let message = format!("the source does not state {}", words.name(key));
                told.push(
                    Contradiction::new(ContradictionKind::Field, theirs.label, message).key(key),
                );
            }
            (None, None) => {}
        }
    }
    compare_policy(pair, told);
}

fn compare_policy(pair: &Pair<'_>, told: &mut Vec<Contradiction>) {
    let Pair { leading, mirror, words, .. } = *pair;
    for key in [Key::SlaDefault, Key::StatusFlow] {
        let line = |register: &Register<'_>| {
            register.policy_lines.iter().find(|line| line.key == Some(key)).cloned()
        };
        let (own, theirs) = match (line(leading), line(mirror)) {
            (Some(own), Some(theirs)) => (own, theirs),
            (Some(own), None) => {
                let place = mirror.title.unwrap_or(Span::at(mirror.source.body_start()));
                let message = format!("the translation does not state the {}", words.name(key));
                let one = Contradiction::new(ContradictionKind::Field, place, message);
                told.push(one.key(key).leading(own.span, "the source does"));
                continue;
            }
            (None, Some(theirs)) => {
                let message = format!("the source does not state the {}", words.name(key));
                told.push(
                    Contradiction::new(ContradictionKind::Field, theirs.label, message).key(key),
                );
                continue;
            }
            (None, None) => continue,
        };
        let is_same = if key == Key::SlaDefault {
            stated_sla(pair, leading, &own) == stated_sla(pair, mirror, &theirs)
        } else {
            let [a, b] = [leading.stated_flow(&own, words), mirror.stated_flow(&theirs, words)];
            // A state of the team's own may well be translated.
            let is_same = |(a, b): (&String, &String)| a == b || words.status(a) == words.status(b);
            a.len() == b.len() && a.iter().zip(&b).all(is_same)
        };
        if !is_same {
            let message = format!("the {} is another than in the source", words.name(key));
            let one = Contradiction::new(
                ContradictionKind::Value,
                mirror.first_line(theirs.value),
                message,
            );
            told.push(one.key(key).leading(leading.first_line(own.value), "in the source"));
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
    let Pair { leading, mirror, alignment, .. } = pair;
    for &entry in &alignment.missing {
        let place = place_before(pair, entry);
        let message = format!("{} has no translation", leading.spoken_name(entry));
        told.push(
            Contradiction::new(ContradictionKind::Missing, place, message)
                .entry(leading.name(entry))
                .leading(entry.handle(), "the entry in the source")
                .help("`gapreg mirror --stub` adds it, to be translated"),
        );
    }
    for &DoubtfulPair { leading: entry, candidate } in &alignment.doubtful {
        let (name, one) = (leading.spoken_name(entry), mirror.spoken_name(candidate));
        let message = format!("{name} could be {one} or another: they say too much alike");
        told.push(
            Contradiction::new(ContradictionKind::Missing, candidate.handle(), message)
                .entry(leading.name(entry))
                .leading(entry.handle(), "the entry in the source")
                .help("give both the same ID"),
        );
    }
    for &entry in &alignment.extra {
        let message = format!("{} translates no entry of the source", mirror.spoken_name(entry));
        let one = Contradiction::new(ContradictionKind::Extra, entry.handle(), message);
        told.push(one.entry(mirror.name(entry)));
    }
}

/// The entry of the mirror that a missing one would follow; the title where it would be the first.
fn place_before(pair: &Pair<'_>, missing: &Entry) -> Span {
    let pairs = &pair.alignment.pairs;
    let before = pairs.partition_point(|entries| entries.leading.span < missing.span);
    let entry = before.checked_sub(1).and_then(|at| pairs.get(at));
    let title = || pair.mirror.title.unwrap_or(Span::at(pair.mirror.source.body_start()));
    entry.map_or_else(title, |entries| entries.mirror.heading)
}

/// The order of the entries, and where that is the same, their numbers.
fn compare_order(pair: &Pair<'_>, told: &mut Vec<Contradiction>) {
    let Pair { leading, mirror, alignment, .. } = pair;
    let places: Vec<u32> = alignment.pairs.iter().map(|c| c.mirror.span.start).collect();
    let in_order = order::longest_run(&places);
    let name = |entries: &EntryPair<'_>| {
        leading.name(entries.leading).or_else(|| mirror.name(entries.mirror))
    };
    let mut is_moved = false;
    for (at, entries) in alignment.pairs.iter().enumerate() {
        if in_order.contains(&entries.mirror.span.start) {
            continue;
        }
        is_moved = true;
        let before = at.checked_sub(1).map(|at| leading.spoken_name(alignment.pairs[at].leading));
        let where_to = before.map_or("first".to_owned(), |name| format!("behind {name}"));
        let message = format!(
            "{} stands elsewhere than in the source, where it is {where_to}",
            mirror.spoken_name(entries.mirror)
        );
        told.push(
            Contradiction::new(ContradictionKind::Order, entries.mirror.heading, message)
                .entry(name(entries))
                .leading(entries.leading.heading, "in the source"),
        );
    }
    let is_whole = alignment.missing.is_empty() && alignment.extra.is_empty();
    if is_moved || !is_whole || !alignment.doubtful.is_empty() {
        return;
    }
    for entries in &alignment.pairs {
        let (Some(own), Some(theirs)) = (entries.leading.number, entries.mirror.number) else {
            continue;
        };
        let (wanted, stands) = (leading.text(own), mirror.text(theirs));
        if wanted != stands {
            let message = format!("this is number {stands}, in the source it is {wanted}");
            let edit = Edit { span: theirs, text: wanted.to_owned() };
            told.push(
                Contradiction::new(ContradictionKind::Order, theirs, message)
                    .entry(name(entries))
                    .leading(own, "in the source")
                    .fix(format!("write `{wanted}`"), vec![edit]),
            );
        }
    }
}
