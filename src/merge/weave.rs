//! Merges the parts of three versions: which of them stay, and in what order.
//!
//! A node is in the result once, whatever its versions say. Nodes that no side moved cut the versions
//! into segments. In each, the lines are merged as git does it, and the nodes that one side added or
//! moved stay behind the line or node that they follow there.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::chunks::{Attached, Chunk, Token, Tokens, chunks};
use super::gaps::{Gaps, What, Woven};
use super::nodes::Nodes;
use super::parts::{Item, Parts};
use super::piece::{Piece, as_lines};
use super::three::{Side, Three};
use crate::values::subsequence::longest_increasing;

/// Where a node of the result has its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Placing {
    /// Where all versions have it.
    Common,
    /// Where both sides added it.
    Both,
    /// Where one side has it.
    Of(Side),
    /// Nowhere: it was removed.
    Gone,
}

/// For each node, its place among the items of each version.
type Places = Vec<Three<Option<usize>>>;

/// The merged parts.
pub(super) fn weave<'t>(
    parts: &Three<Parts<'t>>,
    count: usize,
    nodes: &mut dyn Nodes<'t>,
) -> Vec<Piece<'t>> {
    let places = places(parts, count);
    let placings = placings(&places, nodes);
    let (woven, emitted) = (Vec::new(), HashSet::new());
    let mut weaver = Weaver { parts, nodes: &*nodes, placings, woven, emitted };
    weaver.drop_crossed(&places);
    weaver.weave(&places);
    let woven = weaver.woven;
    let gaps = Gaps::of(parts, nodes);
    let mut pieces = Vec::new();
    let mut before = None;
    for part in &woven {
        pieces.extend(lines(&gaps.between(before, Some(part))));
        match &part.what {
            What::Line(side, at) => {
                pieces.push(Piece::Line(Cow::Borrowed(parts.get(*side).lines[*at])));
            }
            What::Conflict(sides) => pieces.push(Piece::Conflict(sides.clone())),
            What::Node(id) => {
                let lines = |side: Side| {
                    let at = (*places[*id].get(side))?;
                    Some(parts.get(side).node(at)?.lines.clone())
                };
                let lines = Three {
                    base: lines(Side::Base),
                    ours: lines(Side::Ours),
                    theirs: lines(Side::Theirs),
                };
                pieces.extend(nodes.merged(*id, lines));
            }
        }
        before = Some(part);
    }
    pieces.extend(lines(&gaps.between(before, None)));
    pieces
}

fn lines<'t>(gap: &[&'t str]) -> Vec<Piece<'t>> {
    super::piece::verbatim(gap)
}

fn places(parts: &Three<Parts<'_>>, count: usize) -> Places {
    let mut places = vec![Three::default(); count];
    for (at, node) in parts.base.nodes() {
        places[node.id].base = Some(at);
    }
    for (at, node) in parts.ours.nodes() {
        places[node.id].ours = Some(at);
    }
    for (at, node) in parts.theirs.nodes() {
        places[node.id].theirs = Some(at);
    }
    places
}

/// Which nodes a side left in the order of the base.
fn in_base_order(places: &Places, side: Side) -> HashSet<usize> {
    let mut both: Vec<(usize, usize, usize)> = places
        .iter()
        .enumerate()
        .filter_map(|(id, places)| Some((places.base?, (*places.get(side))?, id)))
        .collect();
    both.sort_unstable();
    let order: Vec<u32> = both.iter().map(|&(_, place, _)| place as u32).collect();
    let kept = longest_increasing(&order);
    both.into_iter().filter(|(_, at, _)| kept.contains(&(*at as u32))).map(|(.., id)| id).collect()
}

fn placings(places: &Places, nodes: &dyn Nodes<'_>) -> Vec<Placing> {
    let [ours, theirs] = [Side::Ours, Side::Theirs].map(|side| in_base_order(places, side));
    let kept_by = |id: usize, side: Side| {
        if nodes.is_untouched(id, side) { Placing::Gone } else { Placing::Of(side) }
    };
    let placing = |(id, places): (usize, &Three<Option<usize>>)| match places {
        Three { base: Some(_), ours: Some(_), theirs: Some(_) } => {
            match (ours.contains(&id), theirs.contains(&id)) {
                (true, true) => Placing::Common,
                (true, false) => Placing::Of(Side::Theirs),
                (false, _) => Placing::Of(Side::Ours),
            }
        }
        Three { base: None, ours: Some(_), theirs: Some(_) } => Placing::Both,
        Three { base: None, ours: Some(_), theirs: None } => Placing::Of(Side::Ours),
        Three { base: None, ours: None, theirs: Some(_) } => Placing::Of(Side::Theirs),
        Three { base: Some(_), ours: Some(_), theirs: None } => kept_by(id, Side::Ours),
        Three { base: Some(_), ours: None, theirs: Some(_) } => kept_by(id, Side::Theirs),
        Three { ours: None, theirs: None, .. } => Placing::Gone,
    };
    places.iter().enumerate().map(placing).collect()
}

struct Weaver<'p, 't> {
    parts: &'p Three<Parts<'t>>,
    nodes: &'p dyn Nodes<'t>,
    placings: Vec<Placing>,
    woven: Vec<Woven<'t>>,
    /// The nodes that are in the result.
    emitted: HashSet<usize>,
}

impl<'t> Weaver<'_, 't> {
    /// The nodes that no side moved, in order.
    fn anchors(&self, places: &Places) -> Vec<Three<usize>> {
        let common = self.parts.base.nodes().map(|(_, node)| node.id);
        let common = common.filter(|&id| self.placings[id] == Placing::Common);
        common
            .filter_map(|id| {
                let Three { base, ours, theirs } = places[id];
                Some(Three { base: base?, ours: ours?, theirs: theirs? })
            })
            .collect()
    }

    /// A node that both sides added between different nodes has its place where the receiving side
    /// put it.
    fn drop_crossed(&mut self, places: &Places) {
        let anchors = self.anchors(places);
        for (id, place) in places.iter().enumerate() {
            let (Placing::Both, Some(ours), Some(theirs)) =
                (self.placings[id], place.ours, place.theirs)
            else {
                continue;
            };
            let before = [
                anchors.partition_point(|anchor| anchor.ours < ours),
                anchors.partition_point(|anchor| anchor.theirs < theirs),
            ];
            if before[0] != before[1] {
                self.placings[id] = Placing::Of(Side::Ours);
            }
        }
    }

    fn weave(&mut self, places: &Places) {
        let mut from = Three { base: 0, ours: 0, theirs: 0 };
        for anchor in self.anchors(places) {
            self.weave_segment(Three {
                base: from.base..anchor.base,
                ours: from.ours..anchor.ours,
                theirs: from.theirs..anchor.theirs,
            });
            self.push_anchor(anchor);
            from = anchor.map(|at| at + 1);
        }
        let ends = self.parts.as_ref().map(|parts| parts.items.len());
        self.weave_segment(Three {
            base: from.base..ends.base,
            ours: from.ours..ends.ours,
            theirs: from.theirs..ends.theirs,
        });
    }

    fn push_anchor(&mut self, anchor: Three<usize>) {
        let Some(node) = self.parts.base.node(anchor.base) else { return };
        let items = anchor.map(|at| Some((at, at)));
        self.woven.push(Woven { what: What::Node(node.id), items });
    }

    /// The tokens of a version in a segment.
    fn tokens(&self, side: Side, items: Range<usize>) -> Tokens<'t> {
        let parts = self.parts.get(side);
        let mut tokens = Tokens::default();
        for at in items {
            match &parts.items[at] {
                Item::Line(line) => {
                    let text = Cow::Borrowed(parts.lines[*line]);
                    tokens.own.push(Token { text, item: at, node: None });
                }
                Item::Node(node) => match self.placings[node.id] {
                    // No line begins like this.
                    Placing::Both => tokens.own.push(Token {
                        text: format!("\0{}", node.id).into(),
                        item: at,
                        node: Some(node.id),
                    }),
                    Placing::Of(own) if own == side => {
                        let token = tokens.own.len();
                        tokens.attached.push(Attached { token, item: at, node: node.id });
                    }
                    _ => {}
                },
            }
        }
        tokens
    }

    fn weave_segment(&mut self, items: Three<Range<usize>>) {
        if items.ours.is_empty() && items.theirs.is_empty() {
            return;
        }
        let tokens = Three {
            base: self.tokens(Side::Base, items.base),
            ours: self.tokens(Side::Ours, items.ours),
            theirs: self.tokens(Side::Theirs, items.theirs),
        };
        for chunk in chunks(&tokens) {
            match chunk {
                Chunk::Same(at) => self.push_same(&tokens, at),
                Chunk::Changed(ranges) => self.push_changed(&tokens, &ranges),
            }
        }
    }

    /// A token that all versions have.
    fn push_same(&mut self, tokens: &Three<Tokens<'t>>, at: Three<usize>) {
        let items = Three {
            base: Some(tokens.base.own[at.base].item),
            ours: Some(tokens.ours.own[at.ours].item),
            theirs: Some(tokens.theirs.own[at.theirs].item),
        };
        self.push_token(&tokens.ours.own[at.ours], Side::Ours, items);
    }

    fn push_token(&mut self, token: &Token<'t>, side: Side, items: Three<Option<usize>>) {
        let what = match (token.node, &self.parts.get(side).items[token.item]) {
            (Some(id), _) if !self.emitted.insert(id) => return,
            (Some(id), _) => What::Node(id),
            (None, Item::Line(line)) => What::Line(side, *line),
            (None, Item::Node(_)) => return,
        };
        let items = items.map(|at| at.map(|at| (at, at)));
        self.woven.push(Woven { what, items });
    }

    /// The tokens between two that all versions have.
    fn push_changed(&mut self, tokens: &Three<Tokens<'t>>, at: &Three<Range<usize>>) {
        let [ours, theirs] = [(Side::Ours, &at.ours), (Side::Theirs, &at.theirs)];
        // What was added at the very place belongs to what is above it.
        self.push_attached_of_both(tokens, ours.1.start, theirs.1.start);
        let texts = |side: Side, range: &Range<usize>| tokens.get(side).texts(range.clone());
        let base = texts(Side::Base, &at.base);
        let (own, other) = (texts(ours.0, ours.1), texts(theirs.0, theirs.1));
        if own == other {
            self.push_equal(tokens, at);
        } else if own == base {
            self.push_side(tokens, theirs.0, theirs.1.clone());
        } else if other == base {
            self.push_side(tokens, ours.0, ours.1.clone());
        } else if base.is_empty() && has_nodes(tokens, at) {
            self.push_union(tokens, at);
        } else {
            self.push_conflict(tokens, at);
        }
        self.push_attached(tokens, ours.0, ours.1.start + 1..ours.1.end + 1);
        self.push_attached(tokens, theirs.0, theirs.1.start + 1..theirs.1.end + 1);
    }

    /// The nodes of both sides that lie at one place: those of the receiving side first, unless the nodes
    /// say otherwise.
    fn push_attached_of_both(&mut self, tokens: &Three<Tokens<'t>>, ours: usize, theirs: usize) {
        let mut others = tokens.theirs.attached_before(theirs..theirs + 1).iter().peekable();
        for own in tokens.ours.attached_before(ours..ours + 1) {
            while let Some(other) =
                others.next_if(|other| self.nodes.is_before(other.node, own.node))
            {
                self.push_node(Side::Theirs, other);
            }
            self.push_node(Side::Ours, own);
        }
        others.for_each(|other| self.push_node(Side::Theirs, other));
    }

    /// The nodes of a side that lie before some of its tokens, unless they are in the result.
    fn push_attached(&mut self, tokens: &Three<Tokens<'t>>, side: Side, before: Range<usize>) {
        for attached in tokens.get(side).attached_before(before) {
            self.push_node(side, attached);
        }
    }

    fn push_node(&mut self, side: Side, attached: &Attached) {
        if !self.emitted.insert(attached.node) {
            return;
        }
        let place = Some((attached.item, attached.item));
        let mut items = Three::default();
        match side {
            Side::Base => items.base = place,
            Side::Ours => items.ours = place,
            Side::Theirs => items.theirs = place,
        }
        self.woven.push(Woven { what: What::Node(attached.node), items });
    }

    fn push_equal(&mut self, tokens: &Three<Tokens<'t>>, at: &Three<Range<usize>>) {
        for (own, other) in at.ours.clone().zip(at.theirs.clone()) {
            self.push_attached(tokens, Side::Ours, own..own + 1);
            self.push_attached(tokens, Side::Theirs, other..other + 1);
            let (token, other) = (&tokens.ours.own[own], &tokens.theirs.own[other]);
            let items = Three { base: None, ours: Some(token.item), theirs: Some(other.item) };
            self.push_token(token, Side::Ours, items);
        }
    }

    fn push_side(&mut self, tokens: &Three<Tokens<'t>>, side: Side, at: Range<usize>) {
        for at in at {
            self.push_attached(tokens, side, at..at + 1);
            let token = &tokens.get(side).own[at];
            let mut items = Three::default();
            match side {
                Side::Base => items.base = Some(token.item),
                Side::Ours => items.ours = Some(token.item),
                Side::Theirs => items.theirs = Some(token.item),
            }
            self.push_token(token, side, items);
        }
    }

    /// What both sides added, with sections and entries of their own: first what the receiving side
    /// added, then the other; what they have in common once.
    fn push_union(&mut self, tokens: &Three<Tokens<'t>>, at: &Three<Range<usize>>) {
        let (own, other) =
            (tokens.ours.texts(at.ours.clone()), tokens.theirs.texts(at.theirs.clone()));
        let found = super::lines::matches(&own, &other);
        let (mut from, mut other_from) = (at.ours.start, at.theirs.start);
        for (place, found) in found.into_iter().enumerate() {
            let Some(found) = found else { continue };
            let (place, found) = (at.ours.start + place, at.theirs.start + found);
            self.push_additions(tokens, from..place, other_from..found);
            let both = Three { base: 0..0, ours: place..place + 1, theirs: found..found + 1 };
            self.push_equal(tokens, &both);
            (from, other_from) = (place + 1, found + 1);
        }
        self.push_additions(tokens, from..at.ours.end, other_from..at.theirs.end);
    }

    /// What each side added at one place. With nodes, both stay.
    fn push_additions(
        &mut self,
        tokens: &Three<Tokens<'t>>,
        ours: Range<usize>,
        theirs: Range<usize>,
    ) {
        let at = Three { base: 0..0, ours, theirs };
        if !at.ours.is_empty() && !at.theirs.is_empty() && !has_nodes(tokens, &at) {
            self.push_conflict(tokens, &at);
            return;
        }
        self.push_side(tokens, Side::Ours, at.ours.clone());
        self.push_attached(tokens, Side::Ours, at.ours.end..at.ours.end + 1);
        self.push_side(tokens, Side::Theirs, at.theirs);
    }

    /// Lines that both sides changed in different ways; what they say alike at both ends is outside.
    fn push_conflict(&mut self, tokens: &Three<Tokens<'t>>, at: &Three<Range<usize>>) {
        let (own, other) =
            (tokens.ours.texts(at.ours.clone()), tokens.theirs.texts(at.theirs.clone()));
        let same = own.iter().zip(&other).take_while(|(a, b)| a == b).count();
        let rest = own[same..].iter().rev().zip(other[same..].iter().rev());
        let behind = rest.take_while(|(a, b)| a == b).count();
        let inner = Three {
            base: at.base.clone(),
            ours: at.ours.start + same..at.ours.end - behind,
            theirs: at.theirs.start + same..at.theirs.end - behind,
        };
        let edge = |from: Three<usize>, count: usize| Three {
            base: 0..0,
            ours: from.ours..from.ours + count,
            theirs: from.theirs..from.theirs + count,
        };
        let starts = at.as_ref().map(|range| range.start);
        self.push_equal(tokens, &edge(starts, same));
        let side = |side: Side, range: Range<usize>| {
            let tokens = &tokens.get(side).own[range];
            let texts: Vec<&'t str> = tokens.iter().filter_map(Token::line).collect();
            let items = tokens.first().zip(tokens.last()).map(|(a, b)| (a.item, b.item));
            (as_lines(&texts), items)
        };
        let (base, _) = side(Side::Base, inner.base);
        let (ours, our_items) = side(Side::Ours, inner.ours.clone());
        let (theirs, their_items) = side(Side::Theirs, inner.theirs.clone());
        let items = Three { base: None, ours: our_items, theirs: their_items };
        self.woven.push(Woven { what: What::Conflict(Three { base, ours, theirs }), items });
        for (range, side) in [(&inner.ours, Side::Ours), (&inner.theirs, Side::Theirs)] {
            for token in tokens.get(side).own[range.clone()].iter().filter(|t| t.node.is_some()) {
                self.push_token(token, side, Three::default());
            }
        }
        let ends = Three { base: 0, ours: inner.ours.end, theirs: inner.theirs.end };
        self.push_equal(tokens, &edge(ends, behind));
    }
}

/// Whether nodes lie among the tokens that both sides added.
fn has_nodes(tokens: &Three<Tokens<'_>>, at: &Three<Range<usize>>) -> bool {
    let of_side = |side: Side, at: &Range<usize>| {
        let tokens = tokens.get(side);
        !tokens.attached_before(at.start..at.end + 1).is_empty()
            || tokens.own[at.clone()].iter().any(|token| token.node.is_some())
    };
    of_side(Side::Ours, &at.ours) || of_side(Side::Theirs, &at.theirs)
}
