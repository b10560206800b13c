//! The lines of a segment in three versions, cut where all of them say the same.

use std::borrow::Cow;
use std::ops::Range;

use super::lines;
use super::padding::unpadded;
use super::three::Three;

/// A line, or a node that both sides added.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub text: Cow<'t, str>,
    /// Its place among the items of its version.
    pub item: usize,
    pub node: Option<usize>,
}

impl<'t> Token<'t> {
    /// The line that it is.
    pub(super) fn line(&self) -> Option<&'t str> {
        match self.text {
            Cow::Borrowed(line) if self.node.is_none() => Some(line),
            _ => None,
        }
    }
}

/// The tokens of a version in a segment, and the nodes that have their place in this version.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens<'t> {
    pub own: Vec<Token<'t>>,
    /// The nodes that only this side has here, in order.
    pub attached: Vec<Attached>,
}

/// A node that lies among tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attached {
    /// The token that it lies before.
    pub token: usize,
    pub item: usize,
    pub node: usize,
}

impl Tokens<'_> {
    pub(super) fn texts(&self, range: Range<usize>) -> Vec<&str> {
        self.own[range].iter().map(|token| &*token.text).collect()
    }

    /// The nodes that lie before some of the tokens.
    pub(super) fn attached_before(&self, tokens: Range<usize>) -> &[Attached] {
        let up_to = |end: usize| self.attached.partition_point(|own| own.token < end);
        &self.attached[up_to(tokens.start)..up_to(tokens.end)]
    }
}

/// A part of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chunk {
    /// A token that all versions have.
    Same(Three<usize>),
    /// What lies before, between or behind such tokens; empty in versions that have nothing there.
    Changed(Three<Range<usize>>),
}

/// The chunks of a segment, in turn: what may differ, then a token that is the same.
pub(super) fn chunks(tokens: &Three<Tokens<'_>>) -> Vec<Chunk> {
    // Where only the padding of a table differs, nothing was changed.
    let all = tokens.as_ref().map(|tokens| {
        let texts = tokens.own.iter().map(|token| unpadded(&token.text));
        texts.collect::<Vec<_>>()
    });
    let ours = lines::matches(&all.base, &all.ours);
    let theirs = lines::matches(&all.base, &all.theirs);
    let mut chunks = Vec::new();
    let mut from = Three { base: 0, ours: 0, theirs: 0 };
    let changed = |from: Three<usize>, to: Three<usize>| {
        Chunk::Changed(Three {
            base: from.base..to.base,
            ours: from.ours..to.ours,
            theirs: from.theirs..to.theirs,
        })
    };
    for (base, (ours, theirs)) in ours.into_iter().zip(theirs).enumerate() {
        let Some((ours, theirs)) = ours.zip(theirs) else { continue };
        let at = Three { base, ours, theirs };
        chunks.push(changed(from, at));
        chunks.push(Chunk::Same(at));
        from = at.map(|at| at + 1);
    }
    chunks.push(changed(from, all.as_ref().map(Vec::len)));
    chunks
}
