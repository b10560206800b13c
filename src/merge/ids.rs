//! Which entries move to new IDs, as the other side gave their IDs to other entries.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};

use super::identity::{Triple, place};
use super::precedence::Precedence;
use super::three::{Side, Three};
use super::version::Version;
use crate::finding::{Edit, applied};
use crate::register::FreeIds;
use crate::text::Ordered;
use crate::values::{mentions, split_id};
use crate::vocabulary::Vocabulary;

/// What both sides say beyond the file at hand, as far as somebody can answer.
pub(crate) trait Beyond {
    /// What the leading register says on a side of the entry that has an ID; nothing where the file
    /// at hand leads, or where nobody knows.
    fn leading(&self, side: Side, id: &str) -> Option<Precedence>;

    /// Whether the file at hand is the leading register, and its own headings decide.
    fn is_leading(&self) -> bool;

    /// The IDs that are in use, or were, in other registers and before.
    fn used_ids(&self) -> Vec<String>;

    /// The IDs that begin like one and that the texts of registers name, whether an entry has them or not.
    fn named_ids(&self, _like: &str) -> Vec<String> {
        Vec::new()
    }
}

/// An entry that gets another ID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MovedId {
    /// The side that gave it its ID.
    pub side: Side,
    pub old: String,
    pub new: String,
    pub heading: String,
    /// Its place among the entries of that side.
    pub(super) entry: usize,
}

/// What becomes of the IDs of three versions.
#[derive(Debug, Default)]
pub(super) struct IdChoice {
    pub moved: Vec<MovedId>,
    /// Pairs of triples that have one ID, and of which nobody can say which moves.
    pub tied: Vec<[usize; 2]>,
}

/// What the choice is made from.
pub(super) struct IdInput<'i, 'v> {
    pub versions: &'i Three<Version<'v>>,
    pub triples: &'i [Triple],
    /// The entries that are in no result, as one side removed them.
    pub gone: &'i HashSet<usize>,
    pub words: &'i Vocabulary,
    pub beyond: &'i dyn Beyond,
}

/// An entry that has an ID, on the side that has it.
#[derive(Clone, Copy)]
struct Claim<'v> {
    triple: usize,
    side: Side,
    id: &'v str,
}

impl<'v> IdInput<'_, 'v> {
    pub(super) fn choice(&self) -> IdChoice {
        let all = || (0..self.triples.len()).flat_map(|triple| self.claims(triple));
        let mut claims: BTreeMap<&str, Vec<Claim<'v>>> = BTreeMap::new();
        for claim in all() {
            claims.entry(claim.id).or_default().push(claim);
        }
        let mut choice = IdChoice::default();
        let given_up: Vec<(Claim<'v>, &str)> =
            (0..self.triples.len()).filter_map(|triple| self.given_up(triple, &claims)).collect();
        for (claim, new) in given_up {
            claims.entry(claim.id).or_default().retain(|own| own.triple != claim.triple);
            choice.moved.push(self.moved_id(claim, new.to_owned()));
        }
        let contested = claims.into_values().filter(|claims| self.is_contested(claims));
        let mut losers: Vec<Claim<'v>> = Vec::new();
        for mut claims in contested {
            // An entry that the base knows keeps its ID, and so does one that both sides have.
            let added = claims.extract_if(.., |claim| self.is_of_one_side(claim.triple)).collect();
            self.settle(added, !claims.is_empty(), &mut losers, &mut choice);
        }
        losers.order_by(|a, b| {
            let number = |id: &'v str| split_id(id).map(|(prefix, number, _)| (prefix, number));
            number(a.id).cmp(&number(b.id))
        });
        let moved = self.moved(&losers);
        choice.moved.extend(moved);
        choice
    }

    /// Both sides added an entry, one of them under an ID that is another entry's now: the ID that it
    /// gives up, and the one that it has on the other side.
    fn given_up(
        &self,
        triple: usize,
        claims: &BTreeMap<&'v str, Vec<Claim<'v>>>,
    ) -> Option<(Claim<'v>, &'v str)> {
        let own = self.claims(triple);
        let &[ours, theirs] = &own[..] else { return None };
        let is_taken = |claim: Claim<'v>| claims.get(claim.id).is_some_and(|all| all.len() > 1);
        match (is_taken(ours), is_taken(theirs)) {
            (true, false) => Some((ours, theirs.id)),
            (false, true) => Some((theirs, ours.id)),
            _ => None,
        }
    }

    fn moved_id(&self, claim: Claim<'_>, new: String) -> MovedId {
        let register = &self.versions.get(claim.side).register;
        let at = place(&self.triples[claim.triple], claim.side).unwrap_or_default();
        let heading = register.text(register.entries[at].heading).to_owned();
        MovedId { side: claim.side, old: claim.id.to_owned(), new, heading, entry: at }
    }

    /// The IDs that an entry has in the result, each with a side that gives it.
    fn claims(&self, triple: usize) -> Vec<Claim<'v>> {
        let id = |side: Side| {
            let at = place(&self.triples[triple], side)?;
            self.versions.get(side).id(at)
        };
        let claim = |side: Side, id| Claim { triple, side, id };
        if self.gone.contains(&triple) {
            return Vec::new();
        }
        match (id(Side::Base), id(Side::Ours), id(Side::Theirs)) {
            (_, Some(ours), Some(theirs)) if ours == theirs => vec![claim(Side::Ours, ours)],
            (Some(base), Some(ours), Some(theirs)) if base == ours => {
                vec![claim(Side::Theirs, theirs)]
            }
            (Some(base), Some(ours), Some(theirs)) if base == theirs => {
                vec![claim(Side::Ours, ours)]
            }
            (_, ours, theirs) => {
                let ours = ours.map(|id| claim(Side::Ours, id));
                let theirs = theirs.map(|id| claim(Side::Theirs, id));
                ours.into_iter().chain(theirs).collect()
            }
        }
    }

    /// Whether an entry was added by one side.
    fn is_of_one_side(&self, triple: usize) -> bool {
        let Three { base, ours, theirs } = self.triples[triple];
        base.is_none() && (ours.is_none() || theirs.is_none())
    }

    /// Whether two entries came to one ID by the merge. Two that one side has already are for `check`
    /// to find.
    fn is_contested(&self, claims: &[Claim<'_>]) -> bool {
        let has =
            |claim: &Claim<'_>, side: Side| place(&self.triples[claim.triple], side).is_some();
        claims.len() > 1
            && ![Side::Ours, Side::Theirs]
                .into_iter()
                .any(|side| claims.iter().all(|claim| has(claim, side)))
    }

    /// Chooses among the entries that one side added: all but the first move.
    fn settle(
        &self,
        mut added: Vec<Claim<'v>>,
        is_taken: bool,
        losers: &mut Vec<Claim<'v>>,
        choice: &mut IdChoice,
    ) {
        let asked = self.asked(&added);
        let has_headings = asked.is_some() || self.beyond.is_leading();
        let own = |claim: &Claim<'_>| self.own(claim);
        let known = asked.unwrap_or_else(|| added.iter().map(own).collect());
        let compare = |a: usize, b: usize| known[a].compare(&known[b], has_headings);
        let mut order: Vec<usize> = (0..added.len()).collect();
        order.order_by(|&a, &b| compare(a, b));
        let keeper = if is_taken { None } else { order.first().copied() };
        let tie = keeper.zip(order.get(1).copied());
        if let Some((first, second)) = tie.filter(|&(a, b)| compare(a, b) == Ordering::Equal)
            && added.len() == 2
        {
            choice.tied.push([added[first].triple, added[second].triple]);
            return;
        }
        let rest = order.into_iter().filter(|at| Some(*at) != keeper).collect::<Vec<_>>();
        losers.extend(rest.into_iter().map(|at| added[at]));
        added.clear();
    }

    fn own(&self, claim: &Claim<'_>) -> Precedence {
        let register = &self.versions.get(claim.side).register;
        let at = place(&self.triples[claim.triple], claim.side).unwrap_or_default();
        Precedence::of(register, &register.entries[at], self.words)
    }

    /// What the leading register says of the entries; nothing where it does not know one of them.
    fn asked(&self, claims: &[Claim<'_>]) -> Option<Vec<Precedence>> {
        claims.iter().map(|claim| self.beyond.leading(claim.side, claim.id)).collect()
    }

    fn moved(&self, losers: &[Claim<'v>]) -> Vec<MovedId> {
        if losers.is_empty() {
            return Vec::new();
        }
        let mut used: HashSet<String> = self.beyond.used_ids().into_iter().collect();
        for side in Side::ALL {
            let register = &self.versions.get(side).register;
            used.extend(register.used_ids().map(str::to_owned));
        }
        let mut moved = Vec::with_capacity(losers.len());
        for claim in losers {
            let named = self.beyond.named_ids(claim.id);
            let free = FreeIds::like(claim.id, used.iter().map(String::as_str));
            let registers = Side::ALL.map(|side| &self.versions.get(side).register);
            let free = free.map(|free| free.without_named(registers));
            let free = free.map(|free| free.without(named.iter().map(String::as_str)));
            let Some(new) = free.and_then(|mut free| free.next()) else { continue };
            used.insert(new.clone());
            moved.push(self.moved_id(*claim, new));
        }
        moved
    }
}

/// A version in which entries have other IDs: whatever speaks of them there moves along. What the
/// base says already speaks of something else.
pub(super) fn with_moved(version: &Version<'_>, base: &str, moved: &[&MovedId]) -> String {
    let (text, register) = (version.register.source.text(), &version.register);
    let known: HashSet<&str> = base.lines().collect();
    let mut edits: Vec<Edit> = Vec::new();
    for MovedId { old, new, entry, .. } in moved {
        edits.extend(register.moved_id_edits(&register.entries[*entry], new));
        for mention in mentions(text, old).into_iter().filter(|mention| !mention.is_elsewhere) {
            let start = text[..mention.place.start].rfind('\n').map_or(0, |at| at + 1);
            let line = text[start..].lines().next().unwrap_or_default();
            if !known.contains(line) {
                let new = mention.renamed(text, new);
                edits.push(Edit { span: mention.span(), text: new });
            }
        }
    }
    let mut seen = HashSet::new();
    edits.retain(|edit| seen.insert(edit.span));
    applied(text, &edits)
}
