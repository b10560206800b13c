//! The blank lines and rules between the parts of the result: those of the receiving side, as far as
//! it has them.

use std::collections::HashMap;

use super::nodes::Nodes;
use super::parts::Parts;
use super::piece::Lines;
use super::three::{Side, Three};

/// A part of the result.
#[derive(Clone, Debug)]
pub(super) struct Woven<'t> {
    pub what: What<'t>,
    /// The first and the last of the items that it comes from, in each version.
    pub items: Three<Option<(usize, usize)>>,
}

#[derive(Clone, Debug)]
pub(super) enum What<'t> {
    /// A line of a version.
    Line(Side, usize),
    Node(usize),
    Conflict(Three<Lines<'t>>),
}

/// What lies between the parts of three versions.
pub(super) struct Gaps<'p, 't> {
    parts: &'p Three<Parts<'t>>,
    /// The kind of each node.
    kinds: HashMap<usize, usize>,
    /// What usually lies between two nodes of a kind.
    usual: HashMap<usize, Vec<&'t str>>,
}

impl<'p, 't> Gaps<'p, 't> {
    pub(super) fn of(parts: &'p Three<Parts<'t>>, nodes: &dyn Nodes<'t>) -> Self {
        let mut gaps = Self { parts, kinds: HashMap::new(), usual: HashMap::new() };
        for side in Side::ALL {
            let ids = parts.get(side).nodes().map(|(_, node)| (node.id, nodes.kind(node.id)));
            gaps.kinds.extend(ids);
        }
        for side in [Side::Theirs, Side::Ours] {
            let usual = gaps.usual_of(side);
            gaps.usual.extend(usual);
        }
        gaps
    }

    /// The most frequent gap between two nodes of each kind in a version.
    fn usual_of(&self, side: Side) -> HashMap<usize, Vec<&'t str>> {
        let parts = self.parts.get(side);
        let mut counts: HashMap<(usize, &[&str]), (usize, usize)> = HashMap::new();
        for at in 1..parts.items.len() {
            let Some((a, b)) = parts.node(at - 1).zip(parts.node(at)) else { continue };
            let kind = self.kinds[&a.id];
            if kind == self.kinds[&b.id] {
                counts.entry((kind, parts.gap(at))).or_insert((0, usize::MAX - at)).0 += 1;
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_unstable_by_key(|&(_, count)| count);
        counts.into_iter().map(|((kind, gap), _)| (kind, gap.to_vec())).collect()
    }

    /// The lines between two parts of the result, or at one of its ends.
    pub(super) fn between(
        &self,
        before: Option<&Woven<'t>>,
        after: Option<&Woven<'t>>,
    ) -> Vec<&'t str> {
        let at = |side: Side| {
            let items = |part: &Woven<'_>| *part.items.get(side);
            let end = before.map_or(Some(0), |part| items(part).map(|(_, last)| last + 1))?;
            let length = self.parts.get(side).items.len();
            let start = after.map_or(Some(length), |part| items(part).map(|(first, _)| first))?;
            (start == end).then(|| self.parts.get(side).gap(start))
        };
        if let Some(ours) = at(Side::Ours) {
            let theirs = at(Side::Base).filter(|base| *base == ours).and(at(Side::Theirs));
            return theirs.unwrap_or(ours).to_vec();
        }
        if let Some(theirs) = at(Side::Theirs) {
            return theirs.to_vec();
        }
        self.between_strangers(before, after)
    }

    /// The lines between two parts that no version has beside each other.
    fn between_strangers(
        &self,
        before: Option<&Woven<'t>>,
        after: Option<&Woven<'t>>,
    ) -> Vec<&'t str> {
        let kind = |part: Option<&Woven<'_>>| match part?.what {
            What::Node(id) => self.kinds.get(&id).copied(),
            _ => None,
        };
        let (above, below) = (kind(before), kind(after));
        if above.is_some() && above == below {
            let usual = above.and_then(|kind| self.usual.get(&kind).cloned());
            return usual.unwrap_or_else(|| self.beside(before, after));
        }
        self.beside(before, after)
    }

    /// The gap before the second part or behind the first, of a version that has it.
    fn beside(&self, before: Option<&Woven<'t>>, after: Option<&Woven<'t>>) -> Vec<&'t str> {
        let above = |side: Side| {
            let parts = self.parts.get(side);
            match after {
                Some(part) => part.items.get(side).map(|(first, _)| parts.gap(first)),
                None => Some(parts.gap(parts.items.len())),
            }
        };
        let below = |side: Side| {
            let parts = self.parts.get(side);
            let items = *before?.items.get(side);
            items.map(|(_, last)| parts.gap(last + 1))
        };
        let sides = [Side::Ours, Side::Theirs];
        let mut gaps = sides.into_iter().flat_map(|side| [above(side), below(side)]).flatten();
        gaps.find(|gap| !gap.is_empty()).map_or_else(Vec::new, <[&str]>::to_vec)
    }
}
