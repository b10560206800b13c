//! Entries whose IDs are crossed: each has the ID of the other's translation.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::align::{Bond, CrossedPair, EntryPair};
use super::literals::{LiteralKind, literals};
use super::quiet::{QuietPairs, versions};
use crate::register::{Entry, Register};
use crate::text::Span;
use crate::vocabulary::Key;

/// Of what both say, at least so much must be the same in a translation.
const LEAST: f64 = 0.6;
/// And by so much more than in the entry of the same ID.
const MARGIN: f64 = 0.5;
/// What more entries say tells none of them from another.
const COMMON: usize = 16;

type Features = BTreeSet<String>;

/// Takes the pairs whose IDs are crossed out of those with one ID. `same` are those that are known to name
/// the same pages.
pub(super) fn take_crossed<'r>(
    [leading, mirror]: [&'r Register<'r>; 2],
    pairs: &mut Vec<EntryPair<'r>>,
    same: Option<&mut QuietPairs>,
) -> Vec<CrossedPair<'r>> {
    let suspects = suspects([leading, mirror], pairs, same);
    if suspects.len() < 2 {
        return Vec::new();
    }
    let own: Vec<Features> =
        suspects.iter().map(|pair| features(leading, pair.leading.span)).collect();
    let theirs: Vec<Features> =
        suspects.iter().map(|pair| features(mirror, pair.mirror.span)).collect();
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, features) in theirs.iter().enumerate() {
        for feature in features {
            holders.entry(feature).or_default().push(at);
        }
    }
    let mut crossed = Vec::new();
    for (at, suspect) in suspects.iter().enumerate() {
        let holding = own[at].iter().filter_map(|feature| holders.get(feature.as_str()));
        let others: BTreeSet<usize> =
            holding.filter(|holding| holding.len() <= COMMON).flatten().copied().collect();
        let score = |other: usize| shared(&own[at], &theirs[other]);
        let best = others
            .into_iter()
            .filter(|&other| other != at)
            .max_by(|&a, &b| score(a).total_cmp(&score(b)));
        let best = best.filter(|&other| {
            score(other) >= LEAST
                && score(other) >= score(at) + MARGIN
                // The entry whose ID it is has another translation, too.
                && shared(&own[other], &theirs[other]) + MARGIN <= score(other)
        });
        crossed.extend(best.map(|other| CrossedPair {
            leading: suspect.leading,
            mirror: suspect.mirror,
            translation: suspects[other].mirror,
        }));
    }
    let taken: HashSet<u32> = crossed.iter().map(|one| one.leading.span.start).collect();
    pairs.retain(|pair| !taken.contains(&pair.leading.span.start));
    crossed
}

/// The pairs with one ID that do not name the same pages.
fn suspects<'r>(
    [leading, mirror]: [&'r Register<'r>; 2],
    pairs: &[EntryPair<'r>],
    mut same: Option<&mut QuietPairs>,
) -> Vec<EntryPair<'r>> {
    let is_suspect = |pair: &&EntryPair<'r>| {
        let known = same.as_mut().and_then(|same| Some((same, versions([leading, mirror], pair)?)));
        if known.as_ref().is_some_and(|(same, versions)| same.has(*versions)) {
            return false;
        }
        let [own, theirs] = [pages(leading, pair.leading), pages(mirror, pair.mirror)];
        // Nearly always they are in the same order, too.
        let is_suspect = own.is_empty()
            || (own != theirs
                && own.iter().collect::<BTreeSet<_>>() != theirs.iter().collect::<BTreeSet<_>>());
        if let Some((same, versions)) = known.filter(|_| !is_suspect) {
            same.insert(versions);
        }
        is_suspect
    };
    let with_id = pairs.iter().filter(|pair| pair.bond == Bond::Id);
    with_id.filter(is_suspect).copied().collect()
}

/// The part of two sets that both have.
fn shared(a: &Features, b: &Features) -> f64 {
    let both = a.intersection(b).count();
    let all = a.len() + b.len() - both;
    let [both, all] = [both, all.max(1)].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    f64::from(both) / f64::from(all)
}

/// What nearly every entry names and no translation changes: enough to know an entry again.
fn pages<'r>(register: &'r Register<'_>, entry: &Entry) -> Vec<Cow<'r, str>> {
    let keys = [Key::SourcePage, Key::Endpoints];
    let fields = entry.fields.iter().filter(|field| field.key.is_some_and(|k| keys.contains(&k)));
    fields.flat_map(|field| code(register, field.value)).collect()
}

fn features(register: &Register<'_>, within: Span) -> Features {
    code(register, within).map(Cow::into_owned).collect()
}

fn code<'r>(register: &'r Register<'_>, within: Span) -> impl Iterator<Item = Cow<'r, str>> {
    let literals = literals(register, within).into_iter();
    let code = literals.filter(|one| matches!(one.kind, LiteralKind::Code | LiteralKind::Url));
    code.map(|literal| literal.text)
}
