//! Entries by the evidence of their sections, in no language: members that are built alike, under a
//! heading that names what registers track.
//!
//! What has an ID or fields under known names is read without this. Here each section that holds no
//! such entry goes by its own best candidate: its list, its table, the sections in it, or itself.

mod alike;
mod bodies;
mod choose;
mod facts;
mod finished;
mod items;
mod refused;
mod rivals;
mod running_numbers;
mod shared_labels;
mod tree;

pub(super) use choose::{Chosen, choose};

use std::collections::HashSet;

use super::outline::Outline;
use super::refusals::Refusals;
use crate::document::Document;
use crate::register::{Entry, Reading};

/// What is needed to choose.
#[derive(Clone, Copy)]
pub(super) struct Evidence<'a, 'o> {
    pub(super) text: &'a str,
    pub(super) document: &'a Document,
    pub(super) outline: &'o Outline,
    pub(super) reading: Reading<'a>,
    /// The entries that are certain.
    pub(super) known: &'o [Entry],
    /// Their IDs.
    pub(super) ids: &'o HashSet<&'a str>,
    /// How many paragraphs open with the name of an entry.
    pub(super) openings: usize,
    /// The states and levels of those, folded: what a legend explains.
    pub(super) values: &'o HashSet<String>,
    /// The tables whose rows may be entries.
    pub(super) tables: &'o [TableLook],
    /// Whether a table of entries has no rows yet, so that other text is about it.
    pub(super) waits_for_rows: bool,
    /// What is refused.
    pub(super) refusals: &'o Refusals,
}

/// What a table shows whose rows may be entries.
#[derive(Clone, Copy, Debug)]
pub(super) struct TableLook {
    /// Where it starts.
    pub(super) start: u32,
    pub(super) rows: usize,
    /// Whether its columns are those of things that are tracked.
    pub(super) is_certain: bool,
    /// Whether a column holds states, levels or owners.
    pub(super) is_tracked: bool,
    /// Whether its rows have states that are known, levels or owners, or its header that of another table.
    pub(super) is_understood: bool,
    /// Whether another table has the same header.
    pub(super) is_repeated: bool,
    /// Whether its rows are numbered.
    pub(super) is_numbered: bool,
    /// Whether a column names what registers track.
    pub(super) has_subject: bool,
    /// Whether its rows, and those of all tables with its header, are repaired by a sign and have no names of gaps.
    pub(super) is_ticked: bool,
}

/// How much speaks for the members of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Its section is about what registers track, and nothing speaks against it.
    Weak,
    /// Its members carry a state or a level, or its own heading names what registers track.
    Fair,
    /// Its members are built alike, as only entries are.
    Strong,
}

/// Members of one kind, found together.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) members: Members,
    pub(super) weight: Weight,
    /// Whether the heading right above them names what registers track.
    pub(super) has_own_subject: bool,
    /// Whether they are done or open by their boxes.
    pub(super) has_boxes: bool,
    /// Whether most items have a state or a level of their own below their words.
    pub(super) has_fields: bool,
    /// Whether their table is one of things that are tracked.
    pub(super) is_tracked: bool,
    /// Whether something in its table is known for a state, a level or an owner.
    pub(super) is_understood: bool,
    /// Whether its table is surely one of entries, or has the header of another.
    pub(super) is_alike: bool,
    /// Whether its items start with names.
    pub(super) has_names: bool,
    /// Whether the text around it says as much as it does.
    pub(super) is_explained: bool,
    /// Whether the heading right above them is their state.
    pub(super) is_below_state: bool,
    /// Whether that is a level.
    pub(super) is_below_level: bool,
    /// Whether that is one of the entries which no other section is for.
    pub(super) is_of_leftovers: bool,
}

impl Candidate {
    fn new(members: Members, weight: Weight, has_own_subject: bool) -> Self {
        Self {
            members,
            weight,
            has_own_subject,
            has_boxes: false,
            has_fields: false,
            is_tracked: false,
            is_understood: false,
            is_alike: false,
            has_names: false,
            is_explained: false,
            is_below_state: false,
            is_below_level: false,
            is_of_leftovers: false,
        }
    }

    /// Whether its members are paragraphs.
    fn is_of_paragraphs(&self) -> bool {
        matches!(self.members, Members::Paragraphs(_))
    }

    /// Whether its members are items with boxes.
    fn is_checklist(&self) -> bool {
        matches!(self.members, Members::Items(_)) && self.has_boxes
    }

    /// Whether its members are rows.
    fn is_row(&self) -> bool {
        matches!(self.members, Members::Table(..))
    }

    /// Whether something says what became of its members: fields, boxes, columns, or the heading above them.
    fn is_followed_up(&self) -> bool {
        let is_tracked = self.is_tracked && self.is_understood;
        self.has_fields || self.has_boxes || is_tracked || self.is_below_state
    }

    /// Whether its members carry their own state.
    fn has_state(&self) -> bool {
        self.has_boxes || self.is_tracked
    }
}

/// The members of a candidate, by their blocks.
#[derive(Debug)]
pub(super) enum Members {
    Headings(Vec<usize>),
    Items(Vec<usize>),
    Paragraphs(Vec<usize>),
    /// A table, by where it starts, and how many rows it has.
    Table(u32, usize),
}

impl Members {
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Headings(all) | Self::Items(all) | Self::Paragraphs(all) => all.len(),
            Self::Table(_, rows) => *rows,
        }
    }
}
