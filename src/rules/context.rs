//! What a rule sees.

use std::collections::HashMap;
use std::fmt;

use jiff::civil::Date;

use crate::mirror::Edition;
use crate::register::{Entry, Field, Form, Policy, Profile, Register, Tracked};
use crate::settings::{self, Settings};
use crate::timeline::Change;
use crate::triage::{Drift, TableDraft, TableInput};
use crate::vocabulary::{Key, Placeholder, Vocabulary};

/// The pages of the manual, as far as they can be looked up.
pub trait Pages: Sync {
    /// For each page named by the register at `path`: whether it stands; nothing where no root
    /// is known that it could stand under.
    fn stand(&self, path: &str, pages: &[&str]) -> Vec<Option<bool>>;
}

/// What registers said before.
pub trait Past: Sync {
    /// The editions of a file, the newest first and today's text at their head; nothing where
    /// they are not known.
    fn editions(&self, path: &str, now: &str) -> Option<Vec<Edition>>;
    /// Whether the user wants to know more of them.
    fn tells_more(&self) -> bool;
}

/// What a run needs to know of the world.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The day it runs on.
    pub today: Date,
    /// The pages of the manual.
    pub pages: &'a dyn Pages,
    /// The history of the registers, where it matters.
    pub past: Option<&'a dyn Past>,
    /// What became of the entries of each register since a commit, by its path and change by
    /// change, where that is asked for.
    pub changes: Option<&'a HashMap<String, Vec<Change>>>,
}

impl fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings").field("today", &self.today).finish_non_exhaustive()
    }
}

/// Below this many entries, starting threads costs more than it saves.
const WORTH_THREADS: usize = 1_000;

/// One register and all that bears on it.
#[derive(Debug)]
pub struct Context<'a> {
    /// The register.
    pub register: &'a Register<'a>,
    /// The settings.
    pub settings: &'a Settings,
    /// The policy in force.
    pub policy: &'a Policy,
    /// The world.
    pub world: Surroundings<'a>,
    /// What is asked of the register.
    pub profile: Profile,
    /// The keys every entry must have.
    pub required: Vec<Key>,
    /// The keys an entry should have.
    pub recommended: Vec<Key>,
    usual: Vec<Key>,
    /// What the triage table should be, where there is one to compare.
    pub draft: Option<TableDraft<'a>>,
    tracked: Vec<Tracked<'a>>,
}

impl<'a> Context<'a> {
    /// The context of a register.
    pub fn new(
        register: &'a Register<'a>,
        policy: &'a Policy,
        settings: &'a Settings,
        world: Surroundings<'a>,
    ) -> Self {
        let typed = |entry| Tracked::of(register, entry, policy, &settings.vocabulary);
        let tracked = || register.entries.iter().map(typed).collect();
        let facts = settings.table_input(register, policy);
        let draft = || register.triage.as_ref().and_then(|table| TableDraft::of(facts, table));
        let (tracked, draft) = if register.entries.len() > WORTH_THREADS {
            rayon::join(tracked, draft)
        } else {
            (tracked(), draft())
        };
        Self {
            register,
            settings,
            policy,
            world,
            profile: settings.profile(register),
            required: settings.required(register),
            recommended: settings.recommended(register),
            usual: settings::usual(register),
            draft,
            tracked,
        }
    }

    /// What a triage table is drawn from.
    pub fn table_input(&self) -> TableInput<'a> {
        self.settings.table_input(self.register, self.policy)
    }

    /// In what the triage table disagrees with the entries, each with its draft.
    pub fn drifts(&self) -> impl Iterator<Item = (&TableDraft<'a>, &Drift<'a>)> {
        self.draft.iter().flat_map(|draft| draft.drifts().iter().map(move |drift| (draft, drift)))
    }

    /// The words.
    pub fn words(&self) -> &'a Vocabulary {
        &self.settings.vocabulary
    }

    /// Every entry with its tracked values.
    pub fn entries(&self) -> impl Iterator<Item = (&'a Entry, &Tracked<'a>)> {
        self.register.entries.iter().zip(&self.tracked)
    }

    /// Whether the register is of a form of its own.
    pub fn is_generic(&self) -> bool {
        self.profile == Profile::Generic
    }

    /// Whether a word that means nothing to us may mean something to the register: it is not in
    /// today's form, promises nothing, and uses the word again, or few words that we know.
    pub fn is_own_word(&self, key: Key, text: &str, is_known: impl Fn(&str) -> bool) -> bool {
        if !self.is_generic() || !self.policy.is_loose {
            return false;
        }
        let given: Vec<&str> = self.answered(key).map(|given| given.text).collect();
        let known = given.iter().filter(|text| is_known(text)).count();
        let same = given.iter().filter(|other| **other == text).count();
        same > 1 || known * 2 < given.len()
    }

    /// Whether there is a place for a key in an entry of a form of its own: a row has those of its
    /// columns, any other what most of its kind have.
    pub fn has_place(&self, entry: &Entry, key: Key) -> bool {
        let Form::Row(row) = &entry.form else {
            return !self.is_generic() || self.usual.contains(&key);
        };
        let layout = self.register.layouts.get(row.table as usize);
        layout.is_some_and(|layout| layout.columns.iter().any(|column| column.key == Some(key)))
    }

    /// Every entry's field of a key that holds something.
    pub fn given(&self, key: Key) -> impl Iterator<Item = Given<'a, '_>> {
        self.entries().filter_map(move |(entry, tracked)| {
            let field = entry.field(key).filter(|field| !field.value.is_empty())?;
            Some(Given { entry, tracked, field, text: self.register.bare(field.value) })
        })
    }

    /// Every entry's field of a key that holds a value, and not a placeholder for one.
    pub fn answered(&self, key: Key) -> impl Iterator<Item = Given<'a, '_>> {
        self.given(key).filter(|given| self.words().placeholder(given.text).is_none())
    }

    /// Whether a field's value stands for none where one is wanted.
    pub fn is_unanswered(&self, key: Key, text: &str) -> bool {
        // `TODO` is a state where states are written.
        if key == Key::Status && self.words().status(text).is_some() {
            return false;
        }
        match self.words().placeholder(text) {
            // Not to know the version yet is an answer.
            Some(Placeholder::ToCome) => key != Key::TargetVersion,
            Some(Placeholder::Absent) => self.required.contains(&key),
            None => false,
        }
    }
}

/// A field that holds something.
#[derive(Debug)]
pub struct Given<'a, 'c> {
    /// Its entry.
    pub entry: &'a Entry,
    /// The entry's tracked values.
    pub tracked: &'c Tracked<'a>,
    /// The field.
    pub field: &'a Field,
    /// Its value without the marks around it.
    pub text: &'a str,
}
