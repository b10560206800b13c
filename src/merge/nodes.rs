//! The nodes of three versions: what becomes of each is not known where their places are merged.

use std::ops::Range;

use super::piece::Piece;
use super::three::{Side, Three};

/// The nodes of three versions.
pub(super) trait Nodes<'t> {
    /// What becomes of a node, by its lines in each version that has it.
    fn merged(&mut self, id: usize, lines: Three<Option<Range<usize>>>) -> Vec<Piece<'t>>;

    /// Whether a side that still has a node left it as it was. Else that the other side removed it
    /// is a conflict.
    fn is_untouched(&self, id: usize, side: Side) -> bool;

    /// Whether a node that their side added comes before one that ours added at the same place.
    fn is_before(&self, _theirs: usize, _ours: usize) -> bool {
        false
    }

    /// The kind of a node: two of one kind have the same gap between them.
    fn kind(&self, id: usize) -> usize;
}
