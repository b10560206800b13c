//! What an adoption is asked for, and what it gives.

use super::renamed::RenamedLabel;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::rules::required_today;
use crate::settings::Settings;
use crate::text::Source;
use crate::triage::NewerCells;
use crate::vocabulary::Key;

/// How a register is to be adopted.
#[derive(Clone, Copy, Debug)]
pub struct AdoptOptions<'a> {
    /// The settings of the run.
    pub settings: &'a Settings,
    /// The language of new labels, where it is not the register's own.
    pub language: Option<&'a str>,
    /// Whether closed entries are left out of a register that is written anew.
    pub is_open_only: bool,
    /// IDs that entries had when they were adopted before, by their folded headings.
    pub former_ids: &'a HashMap<String, String>,
    /// IDs that entries of other registers have.
    pub taken: &'a HashSet<String>,
    /// IDs that entries of the register had, as far as git knows.
    pub earlier_ids: &'a [String],
    /// The entries of the leading register, by the place of their translations in this one.
    pub from_leading: &'a HashMap<usize, AdoptedEntry>,
    /// The cells of the register's table that are newer than their entries.
    pub newer: &'a NewerCells,
}

impl AdoptOptions<'_> {
    /// The keys that every entry of today's form has below its ID.
    pub(super) fn required(&self) -> impl Iterator<Item = Key> {
        let is_field = |key: &Key| !matches!(key, Key::Id | Key::Gap | Key::Area);
        required_today(self.settings).iter().copied().filter(is_field)
    }
}

/// What an adopted entry says that its translations have to say as well.
#[derive(Clone, Debug, Default)]
pub struct AdoptedEntry {
    /// Its ID, old or new.
    pub id: String,
    /// Its tracked values.
    pub values: BTreeMap<Key, String>,
    /// The keys of its fields, in order.
    pub order: Vec<Key>,
}

/// A register in today's form.
#[derive(Debug)]
pub struct Adoption {
    /// Its text.
    pub source: Source,
    /// Its entries, in the order in which the old register has them; nothing for those that were
    /// left out.
    pub entries: Vec<Option<AdoptedEntry>>,
    /// How many values are still to be filled in.
    pub placeholders: usize,
    /// Lines of the old register that the new one does not hold.
    pub unused: Vec<UnusedLine>,
    /// How many closed entries were left out.
    pub left_out: usize,
    /// How many entries of flattened text are less than certain.
    pub guessed: usize,
    /// The IDs of entries that would be read otherwise with all that they lack, and so stay in part as
    /// they are.
    pub left: Vec<String>,
    /// How many places of text broken by a wrong encoding were read back.
    pub healed: usize,
    /// The lines on which tables begin that sum the same entries up and stay beside the new one.
    pub summaries: Vec<usize>,
    /// What is among the entries of the old register and was not read as one.
    pub unread: Vec<UnreadLines>,
    /// The labels that others take the place of.
    pub renamed: Vec<RenamedLabel>,
    /// The levels that others take the place of.
    pub levels: Vec<RenamedLabel>,
}

/// Lines of an old register that could be an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadLines {
    /// The first and the last, from 1.
    pub lines: [usize; 2],
    /// Why they are no entry.
    pub why: &'static str,
}

/// A line of an old register that the new one does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedLine {
    /// Its number, from 1.
    pub line: usize,
    /// Its text, without the blanks around it.
    pub text: String,
}
