//! A register against its translation: headers, policies, and the order of entries.

use std::collections::{HashMap, HashSet};

use super::align::{CrossedPair, DoubtfulPair, EntryPair};
use super::contradiction::{Contradiction, ContradictionKind};
use super::pair::Pair;
use super::same_place::at_its_place;
use super::{entries, table};
use crate::finding::Edit;
use crate::register::{Entry, Field, Register};
use crate::text::Span;
use crate::values::subsequence;
use crate::vocabulary::Key;

/// Everything in which a translation contradicts its leading register, but for the entries that only one
/// side has.
pub(crate) fn contradictions(pair: &Pair<'_>) -> Vec<Contradiction> {
    let mut found = Vec::new();
    compare_header(pair, &mut found);
    report_crossed(pair, &mut found);
    compare_order(pair, &mut found);
    for (entries, compared) in entries::compare(pair) {
        let name = name(pair, entries);
        let compared = compared.into_iter();
        found.extend(compared.map(|contradiction| contradiction.entry(name.clone())));
    }
    table::compare(pair, &mut found);
    found
}

/// The fields in front of the entries, and the policy.
fn compare_header(pair: &Pair<'_>, found: &mut Vec<Contradiction>) {
    let Pair { leading, mirror, words, .. } = *pair;
    let is_compared = |key: Key| key.is_tracked() || key == Key::LastReviewed;
    let first = |fields: &'_ [Field], key: Key| fields.iter().find(|f| f.key == Some(key)).cloned();
    let keys = leading.metadata.iter().chain(&mirror.metadata).filter_map(|field| field.key);
    let mut seen = HashSet::new();
    for key in keys.filter(|&key| is_compared(key) && seen.insert(key)) {
        let both = [first(&leading.metadata, key), first(&mirror.metadata, key)];
        let is_text = |(side, field): (usize, &Option<Field>)| {
            field.as_ref().is_some_and(|field| !is_value(pair, side, key, field))
        };
        if both.iter().enumerate().any(is_text) {
            continue;
        }
        found.extend(match &both {
            [Some(own), Some(theirs)] => pair.contradiction_of(key, own, theirs, None),
            [own, theirs] => {
                stated_once(pair, key, words.name(key), [own.as_ref(), theirs.as_ref()])
            }
        });
    }
    for key in [Key::SlaDefault, Key::StatusFlow] {
        found.extend(compare_policy(pair, key));
    }
}

/// Whether a line in front of the entries gives a value, and not an explanation in words.
fn is_value(pair: &Pair<'_>, side: usize, key: Key, field: &Field) -> bool {
    const MOST_WORDS: usize = 3;
    let text = [pair.leading, pair.mirror][side].bare(field.value);
    if key == Key::LastReviewed || text.is_empty() || pair.words.placeholder(text).is_some() {
        return true;
    }
    if key.is_typed() {
        return pair.policies[side].is_understood(key, text, pair.words);
    }
    // The words of a name have capital letters.
    let words = || text.split_whitespace();
    let small = words().filter(|word| word.starts_with(char::is_lowercase)).count();
    words().count() < MOST_WORDS || small * 2 <= words().count()
}

/// A line of the header that only one side has.
fn stated_once(
    pair: &Pair<'_>,
    key: Key,
    name: &str,
    sides: [Option<&Field>; 2],
) -> Option<Contradiction> {
    let one = match sides {
        [Some(own), None] => {
            let message = format!("the translation does not state {name}");
            let place = pair.mirror_top();
            Contradiction::new(ContradictionKind::Field, place, message)
                .leading(own.span, "the source does")
        }
        [None, Some(theirs)] => {
            let message = format!("the source does not state {name}");
            Contradiction::new(ContradictionKind::Field, theirs.label, message)
        }
        _ => return None,
    };
    Some(one.key(key))
}

fn compare_policy(pair: &Pair<'_>, key: Key) -> Option<Contradiction> {
    let Pair { leading, mirror, words, .. } = *pair;
    let line = |register: &Register<'_>| {
        register.policy_lines.iter().find(|line| line.key == Some(key)).cloned()
    };
    let both = [line(leading), line(mirror)];
    let [Some(own), Some(theirs)] = &both else {
        // A flow in prose may be one that is not understood on the other side.
        if both.iter().flatten().any(|line| line.label == line.value) {
            return None;
        }
        let name = format!("the {}", words.name(key));
        return stated_once(pair, key, &name, both.each_ref().map(Option::as_ref));
    };
    let is_same = if key == Key::SlaDefault {
        stated_sla(pair, leading, own) == stated_sla(pair, mirror, theirs)
    } else {
        let [a, b] = [leading.stated_flow(own, words), mirror.stated_flow(theirs, words)];
        // The translation may have its own words for the team's own states.
        let is_same = |(a, b): (&String, &String)| a == b || words.status(a) == words.status(b);
        let [own, theirs] = pair.policies;
        a.len() == b.len() && a.iter().zip(&b).all(is_same) && own.has_same_further(theirs)
    };
    if is_same {
        return None;
    }
    let message = format!("the {} is another than in the source", words.name(key));
    let place = mirror.first_line(theirs.value);
    let one = Contradiction::new(ContradictionKind::Value, place, message);
    Some(one.key(key).leading(leading.first_line(own.value), "in the source"))
}

/// The SLA that a line gives each priority, in hours.
fn stated_sla(pair: &Pair<'_>, register: &Register<'_>, line: &Field) -> Vec<(String, u32)> {
    let stated = register.stated_sla(line, pair.words).into_iter();
    let mut stated: Vec<_> = stated.map(|one| (one.priority, one.sla.now.hours())).collect();
    stated.sort_unstable();
    stated
}

/// The entries that only one side has, of a kind. One is made at a time: there may be very many.
pub(crate) fn one_sided<'p>(
    pair: &'p Pair<'_>,
    kind: ContradictionKind,
) -> Box<dyn Iterator<Item = Contradiction> + 'p> {
    let alignment = &pair.alignment;
    match kind {
        ContradictionKind::Missing => {
            let missing = alignment.missing.iter().map(|entry| missing(pair, entry));
            Box::new(missing.chain(alignment.doubtful.iter().map(|one| doubtful(pair, one))))
        }
        ContradictionKind::Extra => {
            let places = alignment.missing.iter();
            let places = places.filter_map(|own| Some((at_its_place(pair, own)?.span.start, *own)));
            let places: HashMap<u32, &Entry> = places.collect();
            let own = move |entry: &Entry| places.get(&entry.span.start).copied();
            Box::new(alignment.extra.iter().map(move |entry| extra(pair, entry, own(entry))))
        }
        _ => Box::new(std::iter::empty()),
    }
}

fn missing(pair: &Pair<'_>, entry: &Entry) -> Contradiction {
    let message = format!("{} has no translation", pair.leading.spoken_name(entry));
    let help = if let Some(other) = at_its_place(pair, entry) {
        same_gap(pair.mirror.spoken_name(other), "here")
    } else if pair.unsound_field(entry).is_some() {
        "`gapreg mirror --stub` adds it once its values are corrected in the source".to_owned()
    } else {
        "`gapreg mirror --stub` adds it, to be translated".to_owned()
    };
    Contradiction::new(ContradictionKind::Missing, place_before(pair, entry), message)
        .entry(pair.leading.name(entry))
        .leading(entry.handle(), "the entry in the source")
        .help(help)
}

fn doubtful(
    pair: &Pair<'_>,
    &DoubtfulPair { leading, candidate }: &DoubtfulPair<'_>,
) -> Contradiction {
    let (name, one) = (pair.leading.spoken_name(leading), pair.mirror.spoken_name(candidate));
    let message = format!("{name} could be {one} or another: they say too much alike");
    Contradiction::new(ContradictionKind::Missing, candidate.handle(), message)
        .entry(pair.leading.name(leading))
        .leading(leading.handle(), "the entry in the source")
        .help("give both the same ID")
}

fn extra(pair: &Pair<'_>, entry: &Entry, own: Option<&Entry>) -> Contradiction {
    let message = format!("{} translates no entry of the source", pair.mirror.spoken_name(entry));
    let one = Contradiction::new(ContradictionKind::Extra, entry.handle(), message)
        .entry(pair.mirror.name(entry));
    match own {
        Some(own) => one.help(same_gap(pair.leading.spoken_name(own), "in the source")),
        None => one,
    }
}

/// What to say of two entries that may be one gap: a stub would say it twice.
fn same_gap(name: &str, place: &str) -> String {
    format!("{name} is at its place {place}: if it is the same gap, give both one ID")
}

/// Entries whose IDs are crossed: nothing else is said of them.
fn report_crossed(pair: &Pair<'_>, found: &mut Vec<Contradiction>) {
    let Pair { leading, mirror, alignment, .. } = pair;
    let places = |one: &CrossedPair<'_>| [one.mirror.span.start, one.translation.span.start];
    let all: HashSet<[u32; 2]> = alignment.crossed.iter().map(places).collect();
    let mut reported: HashSet<[u32; 2]> = HashSet::new();
    for one in &alignment.crossed {
        let [own, other] = places(one);
        if reported.contains(&[other, own]) {
            continue;
        }
        reported.insert([own, other]);
        let name = mirror.spoken_name(one.mirror);
        let translation = mirror.spoken_name(one.translation);
        let message = if all.contains(&[other, own]) {
            format!("{name} and {translation} are crossed: code and pages of each are the other's")
        } else {
            format!(
                "{name} is another entry here: code and pages of the source are in {translation}"
            )
        };
        let span = one.mirror.id.unwrap_or_else(|| one.mirror.handle());
        found.push(
            Contradiction::new(ContradictionKind::Value, span, message)
                .key(Key::Id)
                .entry(leading.name(one.leading))
                .leading(one.leading.handle(), "the entry in the source")
                .help("give each entry the ID of its source; until then nothing is copied"),
        );
    }
}

/// The place of a missing entry in the mirror: the entry before it, else the title.
fn place_before(pair: &Pair<'_>, missing: &Entry) -> Span {
    let pairs = &pair.alignment.pairs;
    let before = pairs.partition_point(|entries| entries.leading.span < missing.span);
    let entry = before.checked_sub(1).and_then(|at| pairs.get(at));
    entry.map_or_else(|| pair.mirror_top(), |entries| entries.mirror.heading)
}

/// The order of the entries, and their numbers where the order is the same.
fn compare_order(pair: &Pair<'_>, found: &mut Vec<Contradiction>) {
    let Pair { leading, mirror, alignment, .. } = pair;
    // A section and a row have different places.
    let is_alike = |it: &&EntryPair<'_>| {
        std::mem::discriminant(&it.leading.form) == std::mem::discriminant(&it.mirror.form)
    };
    let pairs: Vec<&EntryPair<'_>> = alignment.pairs.iter().filter(is_alike).collect();
    let places: Vec<u32> = pairs.iter().map(|c| c.mirror.span.start).collect();
    let in_order = (!places.is_sorted()).then(|| subsequence::longest_increasing(&places));
    let mut is_moved = false;
    for (at, &entries) in pairs.iter().enumerate() {
        if in_order.as_ref().is_none_or(|members| members.contains(&entries.mirror.span.start)) {
            continue;
        }
        is_moved = true;
        let before = at.checked_sub(1).map(|at| leading.spoken_name(pairs[at].leading));
        let place = before.map_or("is first".to_owned(), |name| format!("comes after {name}"));
        let message = format!("in the source, {} {place}", mirror.spoken_name(entries.mirror));
        found.push(
            Contradiction::new(ContradictionKind::Order, entries.mirror.heading, message)
                .entry(name(pair, entries))
                .leading(entries.leading.heading, "in the source"),
        );
    }
    let is_whole = alignment.missing.is_empty() && alignment.extra.is_empty();
    if !is_moved && is_whole && alignment.doubtful.is_empty() && alignment.crossed.is_empty() {
        compare_numbers(pair, found);
    }
}

fn compare_numbers(pair: &Pair<'_>, found: &mut Vec<Contradiction>) {
    let Pair { leading, mirror, alignment, .. } = pair;
    for entries in &alignment.pairs {
        let (Some(own), Some(theirs)) = (entries.leading.number, entries.mirror.number) else {
            continue;
        };
        let (wanted, is) = (leading.text(own), mirror.text(theirs));
        if wanted != is {
            let message = format!("this is number {is}, in the source it is {wanted}");
            let edit = Edit { span: theirs, text: wanted.to_owned() };
            found.push(
                Contradiction::new(ContradictionKind::Order, theirs, message)
                    .entry(name(pair, entries))
                    .leading(own, "in the source")
                    .fix(format!("write `{wanted}`"), vec![edit]),
            );
        }
    }
}

/// The name of an entry, or of its translation where it has none.
fn name(pair: &Pair<'_>, entries: &EntryPair<'_>) -> Option<String> {
    pair.leading.name(entries.leading).or_else(|| pair.mirror.name(entries.mirror))
}
