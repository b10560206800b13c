//! What a triage table is drawn from: the register, its policy, and how the team wants the table.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::register::{Divided, Policy, Register, Soundness};
use crate::vocabulary::{Key, Vocabulary};

/// How a team wants its table.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether columns are padded to one width.
    pub is_aligned: bool,
    /// By which values rows are ordered; in the order of the entries where none is named.
    pub order: Vec<Key>,
    /// Which entries have a row.
    pub include: Include,
    /// The columns of a table that is made anew.
    pub columns: Vec<Key>,
}

/// Which entries have a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Include {
    /// Every one.
    #[default]
    All,
    /// Those that are not in the last state of the flow.
    Open,
}

/// The columns of a table, unless the configuration names others.
const COLUMNS: [Key; 10] = [
    Key::Id,
    Key::Area,
    Key::Gap,
    Key::Priority,
    Key::Owner,
    Key::Sla,
    Key::TargetVersion,
    Key::Status,
    Key::Workaround,
    Key::Verification,
];

impl Default for Options {
    fn default() -> Self {
        Self {
            is_aligned: false,
            order: Vec::new(),
            include: Include::default(),
            columns: COLUMNS.to_vec(),
        }
    }
}

/// What a table is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct TableInput<'a> {
    /// The register whose entries it lists.
    pub register: &'a Register<'a>,
    /// The policy in force.
    pub policy: &'a Policy,
    /// The words of all languages.
    pub vocabulary: &'a Vocabulary,
    /// How the team wants it.
    pub options: &'a Options,
    /// Whether the short texts that people wrote are derived anew.
    pub rewrites_texts: bool,
    /// Whether what is still to be filled in takes the place of an answer, as somebody asked for it.
    pub takes_placeholders: bool,
    /// Whether rows without an entry, and second rows of one, are removed.
    pub prunes: bool,
    /// Whether the table has the only statement of the days until which gaps are due.
    pub states_due: bool,
    /// Whether some gap states such a day, so that those without one have none.
    pub has_days: bool,
    /// The day and the history; cells that need them stay as they are without them.
    pub times: Times<'a>,
}

impl<'a> TableInput<'a> {
    /// The input for a register's table, without day and history.
    pub fn new(
        register: &'a Register<'a>,
        policy: &'a Policy,
        vocabulary: &'a Vocabulary,
        options: &'a Options,
    ) -> Self {
        let times = Times::default();
        Self {
            register,
            policy,
            vocabulary,
            options,
            rewrites_texts: false,
            takes_placeholders: false,
            prunes: false,
            states_due: register.triage.iter().any(|table| table.has(Key::Due))
                && register.entries.iter().any(|entry| register.is_in_triage(entry, Key::Due)),
            has_days: register.entries.iter().any(|entry| entry.field(Key::Due).is_some()),
            times,
        }
    }

    /// What says to which part of the table an entry belongs.
    pub(super) fn divided(&self) -> Divided<'a> {
        Divided { register: self.register, policy: self.policy, words: self.vocabulary }
    }

    /// What decides which values may be written.
    pub(crate) fn soundness(&self) -> Soundness<'a> {
        Soundness { register: self.register, policy: self.policy, words: self.vocabulary }
    }
}

/// The day, and when each entry was last changed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times<'a> {
    /// Today.
    pub today: Option<Date>,
    /// By ID, the day of the last change.
    pub changes: Option<&'a HashMap<String, Date>>,
}
