//! Merges the versions of a register: its entries, its triage table, and the text around them.

use std::collections::HashMap;
use std::ops::Range;

use super::documents::Documents;
use super::entry;
use super::identity::place;
use super::kept_cells::KeptCells;
use super::moved_table_rows::{MovedRows, NodeTable};
use super::nodes::Nodes;
use super::parts::{Node, Parts};
use super::piece::Piece;
use super::table::{self, TableInput};
use super::table_nodes;
use super::table_version::TableVersion;
use super::three::{Side, Three};
use super::weave::weave;
use crate::register::Form;
use crate::text::Ordered;

/// What was merged, and which entries it has, in order.
pub(super) struct MergedDocument<'v> {
    pub pieces: Vec<Piece<'v>>,
    /// The triples whose entries are read in the result, where conflicts are what the receiving side
    /// says.
    pub entries: Vec<usize>,
    /// Whether a text that a side wrote into a triage table is neither in the result nor in a conflict.
    pub loses_text: bool,
}

/// The merged versions.
pub(super) fn merge<'v>(documents: &Documents<'v>) -> MergedDocument<'v> {
    let mut nodes = DocumentNodes::of(documents);
    let parts = Three {
        base: nodes.parts(Side::Base),
        ours: nodes.parts(Side::Ours),
        theirs: nodes.parts(Side::Theirs),
    };
    let pieces = weave(&parts, nodes.count(), &mut nodes);
    let loses_text = nodes.lose_text(&pieces);
    MergedDocument { pieces, entries: nodes.written, loses_text }
}

/// The entries and the tables of three versions, as nodes.
struct DocumentNodes<'d, 'v> {
    documents: &'d Documents<'v>,
    /// The triple of each entry of each version.
    triple_of: Three<HashMap<usize, usize>>,
    /// By the caption of a part of the triage table, its place in each version.
    tables: Vec<Three<Option<usize>>>,
    /// The rows that one side moved to another table.
    moved: Option<MovedRows<'v>>,
    /// The triples whose two sides are in conflict at different places. Behind the tables, each has a node for
    /// our place and one for theirs.
    split: Vec<usize>,
    written: Vec<usize>,
}

/// The side of an entry that is in conflict at different places.
struct SplitNode {
    triple: usize,
    side: Side,
}

impl<'d, 'v> DocumentNodes<'d, 'v> {
    fn of(documents: &'d Documents<'v>) -> Self {
        let of = |side: Side| {
            let each = documents.triples.iter().enumerate();
            each.filter_map(|(at, triple)| Some((place(triple, side)?, at))).collect()
        };
        let triple_of =
            Three { base: of(Side::Base), ours: of(Side::Ours), theirs: of(Side::Theirs) };
        let tables = table_nodes::tables(documents.versions, &triple_of);
        let split = (0..documents.triples.len()).filter(|&at| documents.is_split(at)).collect();
        let mut nodes =
            Self { documents, triple_of, tables, moved: None, split, written: Vec::new() };
        nodes.moved = nodes.moved_rows();
        nodes
    }

    fn count(&self) -> usize {
        self.first_split() + 2 * self.split.len()
    }

    /// The node of the first entry that is split.
    fn first_split(&self) -> usize {
        self.documents.triples.len() + self.tables.len()
    }

    /// The node of an entry in one version.
    fn node_of(&self, triple: usize, side: Side) -> usize {
        let split = self.split.binary_search(&triple).ok().filter(|_| side != Side::Base);
        split.map_or(triple, |at| self.first_split() + 2 * at + usize::from(side == Side::Theirs))
    }

    fn split_node(&self, id: usize) -> Option<SplitNode> {
        let at = id.checked_sub(self.first_split())?;
        let side = if at % 2 == 0 { Side::Ours } else { Side::Theirs };
        Some(SplitNode { triple: *self.split.get(at / 2)?, side })
    }

    /// One side of an entry that is in conflict at different places: at each, the other side has nothing.
    fn half_conflict(&mut self, SplitNode { triple, side }: &SplitNode) -> Vec<Piece<'v>> {
        let Some(own) = self.documents.entry(*triple, *side) else { return Vec::new() };
        let lines = Some(&own.version.lines[own.lines]);
        let texts = if *side == Side::Ours {
            self.written.push(*triple);
            Three { base: None, ours: lines, theirs: None }
        } else {
            Three { base: None, ours: None, theirs: lines }
        };
        vec![entry::whole_conflict(texts)]
    }

    fn parts(&self, side: Side) -> Parts<'v> {
        let version = self.documents.versions.get(side);
        let entries = version.entries.iter().enumerate().filter_map(|(at, lines)| {
            let triple = *self.triple_of.get(side).get(&at)?;
            Some(Node { id: self.node_of(triple, side), lines: lines.clone() })
        });
        let mut nodes: Vec<Node> = entries.collect();
        for (at, table) in self.tables.iter().enumerate() {
            let Some(own) = *table.get(side) else { continue };
            let lines = version.lines_of(version.register.triage[own].span);
            nodes.push(Node { id: self.documents.triples.len() + at, lines });
        }
        nodes.order_by_key(|node| node.lines.start);
        Parts::of(&version.lines, 0..version.lines.len(), nodes)
    }

    fn table(&self, id: usize, side: Side) -> Option<TableVersion<'v>> {
        let at = (*self.tables[id - self.documents.triples.len()].get(side))?;
        let version = self.documents.versions.get(side);
        Some(TableVersion { version, table: &version.register.triage[at] })
    }

    fn table_input(&self, id: usize) -> TableInput<'_, 'v> {
        let tables = Three {
            base: self.table(id, Side::Base),
            ours: self.table(id, Side::Ours),
            theirs: self.table(id, Side::Theirs),
        };
        let (triple_of, moved) = (&self.triple_of, self.moved.as_ref());
        TableInput { tables, triple_of, documents: self.documents, moved }
    }

    fn lose_text(&self, pieces: &[Piece<'v>]) -> bool {
        let kept = KeptCells::of(pieces);
        let first = self.documents.triples.len();
        let has = |side: Side| {
            (0..self.tables.len()).all(|at| {
                table::own_texts(&self.table_input(first + at), side).all(|text| kept.has(text))
            })
        };
        !has(Side::Ours) || !has(Side::Theirs)
    }

    fn moved_rows(&self) -> Option<MovedRows<'v>> {
        let first = self.documents.triples.len();
        let of = |side: Side| {
            let nodes = 0..self.tables.len();
            let tables = nodes.filter_map(|node| {
                Some(NodeTable { node, table: self.table(first + node, side)? })
            });
            tables.collect()
        };
        let tables = Three { base: of(Side::Base), ours: of(Side::Ours), theirs: of(Side::Theirs) };
        MovedRows::of(&tables, &self.triple_of)
    }
}

impl<'v> Nodes<'v> for DocumentNodes<'_, 'v> {
    fn merged(&mut self, id: usize, lines: Three<Option<Range<usize>>>) -> Vec<Piece<'v>> {
        if let Some(half) = self.split_node(id) {
            return self.half_conflict(&half);
        }
        if id >= self.documents.triples.len() {
            return table::merge(&self.table_input(id));
        }
        let texts = Three {
            base: lines.base.map(|lines| &self.documents.versions.base.lines[lines]),
            ours: lines.ours.map(|lines| &self.documents.versions.ours.lines[lines]),
            theirs: lines.theirs.map(|lines| &self.documents.versions.theirs.lines[lines]),
        };
        if self.documents.tied.contains(&id) {
            self.written.push(id);
            return vec![entry::whole_conflict(texts)];
        }
        if texts.ours.is_some() || texts.base.is_none() {
            self.written.push(id);
        }
        let versions = Three {
            base: self.documents.entry(id, Side::Base),
            ours: self.documents.entry(id, Side::Ours),
            theirs: self.documents.entry(id, Side::Theirs),
        };
        entry::merge(&versions, self.documents.means_same)
    }

    fn is_untouched(&self, id: usize, side: Side) -> bool {
        if id < self.documents.triples.len() {
            return self.documents.is_untouched(id, side);
        }
        !table::has_own_texts(&self.table_input(id), side)
    }

    fn is_before(&self, theirs: usize, ours: usize) -> bool {
        let count = self.documents.triples.len();
        theirs < count && ours < count && self.documents.is_before(theirs, ours)
    }

    fn kind(&self, id: usize) -> usize {
        let id = self.split_node(id).map_or(id, |half| half.triple);
        let Some(triple) = self.documents.triples.get(id) else { return 3 };
        let entry = Side::ALL.into_iter().find_map(|side| {
            let at = place(triple, side)?;
            Some(&self.documents.versions.get(side).register.entries[at].form)
        });
        match entry {
            Some(Form::Row(_)) => 1,
            Some(Form::Item) => 2,
            _ => 0,
        }
    }
}
