//! What a rule sees.

use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::expected::{self, in_summary};
use super::last_edits::LastEdits;
use crate::mirror::{self, Outdated, Pair, PastRegister};
use crate::register::{
    Entry, EntryEnd, Field, Form, Policy, Profile, Reading, Register, Soundness, TrackedValues,
};
use crate::routes::{Contract, EntryVerdict, JudgedEntry};
use crate::settings::Settings;
use crate::timeline::RegisterChange;
use crate::triage::{Drift, TableDraft, TableInput};
use crate::vocabulary::{Key, Placeholder, Vocabulary};

/// The pages of the manual, as far as they can be looked up.
pub trait Pages: Sync {
    /// For each page that the register at `path` names, whether it exists; nothing where the root
    /// of the pages is not known.
    fn exist(&self, path: &str, pages: &[&str]) -> Vec<Option<bool>>;
}

/// Revisions of a file, each read when it is reached; nothing for one that could not be read.
pub type Revisions<'h> = Box<dyn Iterator<Item = Option<PastRegister>> + 'h>;

/// The earlier texts of registers.
pub trait History: Sync {
    /// The revisions of a file, the newest first; the first one is the text of today. Nothing where
    /// they are not known.
    fn revisions<'h>(&'h self, path: &str, now: &str) -> Option<Revisions<'h>>;
    /// Whether the user asked for more details.
    fn is_verbose(&self) -> bool;
    /// The prose of a register that was changed after its translation, as far as that is known.
    fn outdated(&self, pair: &Pair<'_>, reading: Reading<'_>) -> Option<Vec<Outdated>> {
        let revisions = |register: &Register<'_>| {
            let revisions = self.revisions(register.source.path(), register.source.text())?;
            Some(revisions.map(|revision| revision.ok_or(Unread)))
        };
        let both = [revisions(pair.leading)?, revisions(pair.mirror)?];
        mirror::outdated(pair, both, reading).ok()
    }
}

/// A revision that could not be read, so that nothing is known of what came before.
struct Unread;

/// What is done with what a run finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It is read.
    Report,
    /// The fixes of what is read are tried.
    Offer,
    /// It is repaired.
    Repair,
}

/// What a run needs to know besides registers and settings.
#[derive(Clone, Copy)]
pub struct Environment<'a> {
    /// The day of the run.
    pub today: Date,
    /// The pages of the manual.
    pub pages: &'a dyn Pages,
    /// The history of the registers, where it is read.
    pub history: Option<&'a dyn History>,
    /// Which of two places that contradict each other was edited last, where that is known.
    pub edits: Option<&'a dyn LastEdits>,
    /// The changes of each register since the base revision, by path, where there is one.
    pub changes: Option<&'a HashMap<String, Vec<RegisterChange>>>,
    /// By the path of each register, the one that it was paired with at the base revision, where
    /// there is one.
    pub former_pairs: Option<&'a HashMap<String, String>>,
    /// What the backend has, where a route contract is read.
    pub contract: Option<&'a Contract>,
    /// Whether registers of the run are in several languages, as far as their paths say.
    pub has_languages: bool,
    /// What is done with what is found.
    pub purpose: Purpose,
    /// Whether another run makes the fixes that are asked for: a fix then only says that there is one,
    /// where its edits take long to make.
    pub defers_fixes: bool,
}

impl<'a> Environment<'a> {
    /// The day and the pages, and nothing else.
    pub fn new(today: Date, pages: &'a dyn Pages) -> Self {
        Self {
            today,
            pages,
            history: None,
            edits: None,
            changes: None,
            former_pairs: None,
            contract: None,
            has_languages: true,
            purpose: Purpose::Report,
            defers_fixes: false,
        }
    }
}

impl fmt::Debug for Environment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").field("today", &self.today).finish_non_exhaustive()
    }
}

/// Below this many entries, starting threads costs more than it saves.
const WORTH_THREADS: usize = 1_000;

/// One register, and all that a rule needs to check it.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub register: &'a Register<'a>,
    pub settings: &'a Settings,
    pub policy: &'a Policy,
    pub environment: Environment<'a>,
    /// The form that the register is held to.
    pub profile: Profile,
    /// The keys every entry must have.
    pub required: Vec<Key>,
    /// The keys an entry should have.
    pub recommended: Vec<Key>,
    usual: Vec<Key>,
    /// What the triage table should be, where the register has one.
    pub draft: Option<TableDraft<'a>>,
    /// The tracked values of each entry; nothing for one that has none, of which a hostile register has very
    /// many.
    tracked: Vec<Option<Box<TrackedValues<'a>>>>,
    /// What such an entry says.
    untracked: TrackedValues<'a>,
    /// Which entries are known to have nothing that a rule objects to in them; none where that is empty.
    quiet: Vec<bool>,
    /// The names of the entries, for all findings about them.
    names: OnceLock<Vec<Option<Arc<str>>>>,
    through_time: OnceLock<Policy>,
    verdicts: OnceLock<Vec<EntryVerdict>>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        register: &'a Register<'a>,
        policy: &'a Policy,
        settings: &'a Settings,
        environment: Environment<'a>,
    ) -> Self {
        let own = Self::of_known(register, policy, settings, environment);
        let typed = |entry: &Entry| {
            let of_fields = || TrackedValues::of(register, entry, policy, &settings.vocabulary);
            TrackedValues::are_in(entry).then(|| Box::new(of_fields()))
        };
        let tracked = || register.entries.iter().map(typed).collect();
        let input = TableInput::new(register, policy, &settings.vocabulary, &settings.triage);
        let draft = || TableDraft::of(input);
        let (tracked, mut draft) = if register.entries.len() > WORTH_THREADS {
            rayon::join(tracked, draft)
        } else {
            (tracked(), draft())
        };
        if let (Some(draft), Some(edits)) = (&mut draft, environment.edits)
            && draft.has_disputes()
        {
            draft.keep(&edits.newer_cells(register));
        }
        Self { usual: expected::usual_keys(register), draft, tracked, ..own }
    }

    /// The context of a register in which it is known what the rules find that look at it alone. The others
    /// ask for no values of entries and no table.
    pub(crate) fn of_known(
        register: &'a Register<'a>,
        policy: &'a Policy,
        settings: &'a Settings,
        environment: Environment<'a>,
    ) -> Self {
        Self {
            register,
            settings,
            policy,
            environment,
            profile: expected::profile(register, settings),
            required: expected::required(register, settings),
            recommended: expected::recommended(register, settings),
            usual: Vec::new(),
            draft: None,
            tracked: Vec::new(),
            untracked: TrackedValues::read(|_| None, policy, &settings.vocabulary),
            quiet: Vec::new(),
            names: OnceLock::new(),
            through_time: OnceLock::new(),
            verdicts: OnceLock::new(),
        }
    }

    /// The policy with what it promised before, as far as history knows: it is asked at the first call.
    pub(crate) fn policy_through_time(&self) -> &Policy {
        self.through_time.get_or_init(|| {
            let mut policy = self.policy.clone();
            if let Some(edits) = self.environment.edits {
                policy.earlier.extend(edits.earlier_promises(self.register, self.policy));
            }
            policy
        })
    }

    /// Every entry with what the route contract says about it; none where there is no contract.
    pub(crate) fn verdicts(&self) -> impl Iterator<Item = (&'a Entry, &EntryVerdict)> {
        let verdicts = self.verdicts.get_or_init(|| {
            let Some(contract) = self.environment.contract else { return Vec::new() };
            let (register, words) = (self.register, self.words());
            let judged = |(entry, tracked): (&'a Entry, &TrackedValues<'a>)| {
                let end = EntryEnd::of(tracked, self.policy, words);
                JudgedEntry { register, entry, end, words }.verdict(contract)
            };
            self.entries().map(judged).collect()
        });
        self.register.entries.iter().zip(verdicts)
    }

    /// What a triage table is drawn from.
    pub(crate) fn table_input(&self) -> TableInput<'a> {
        TableInput::new(
            self.register,
            self.policy,
            &self.settings.vocabulary,
            &self.settings.triage,
        )
    }

    /// The differences of the triage table from the entries, each with the draft of the table.
    pub(crate) fn drifts(&self) -> impl Iterator<Item = (&TableDraft<'a>, &Drift<'a>)> {
        self.draft.iter().flat_map(|draft| draft.drifts().iter().map(move |drift| (draft, drift)))
    }

    pub(crate) fn words(&self) -> &'a Vocabulary {
        &self.settings.vocabulary
    }

    /// Every entry with its tracked values.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'a Entry, &TrackedValues<'a>)> {
        let tracked = self.tracked.iter().map(|own| own.as_deref().unwrap_or(&self.untracked));
        self.register.entries.iter().zip(tracked)
    }

    /// The same without those that are known to have nothing that a rule objects to. What a rule finds in
    /// one of them may depend on the entry, the policy and the settings, and on nothing else.
    pub(crate) fn judged(&self) -> impl Iterator<Item = (&'a Entry, &TrackedValues<'a>)> {
        let is_quiet = |at: usize| self.quiet.get(at).is_some_and(|quiet| *quiet);
        let entries = self.entries().enumerate().filter(move |(at, _)| !is_quiet(*at));
        entries.map(|(_, entry)| entry)
    }

    /// Leaves out the entries that are known to have nothing that a rule objects to.
    pub(crate) fn leave_out(&mut self, is_quiet: impl Fn(&Entry) -> bool) {
        self.quiet = self.register.entries.iter().map(is_quiet).collect();
    }

    /// A hash of what rules look at beside an entry that they judge by itself. Nothing where they look at
    /// other entries: in a register with a form of its own, these show what is usual.
    pub(crate) fn facts(&self) -> Option<u64> {
        if self.is_generic() {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        let Register { language, tag, .. } = self.register;
        let form = self.soundness().date_form();
        (self.policy.stated(), language, tag, format!("{form:?}")).hash(&mut hasher);
        Some(hasher.finish())
    }

    /// The name of an entry: its ID, else its number.
    pub(crate) fn name(&self, entry: &Entry) -> Option<Arc<str>> {
        let (register, entries) = (self.register, &self.register.entries);
        let name = |entry| register.plain_name(entry).map(Arc::from);
        let names = self.names.get_or_init(|| entries.iter().map(name).collect());
        let at = entries.partition_point(|other| other.span.start < entry.span.start);
        match entries.get(at) {
            Some(own) if std::ptr::eq(own, entry) => names[at].clone(),
            _ => name(entry),
        }
    }

    /// Whether the register has a form of its own.
    pub(crate) fn is_generic(&self) -> bool {
        self.profile == Profile::Generic
    }

    pub(super) fn soundness(&self) -> Soundness<'a> {
        Soundness { register: self.register, policy: self.policy, words: self.words() }
    }

    /// Whether the value of an entry's field is not sound.
    pub(crate) fn is_unsound(&self, entry: &Entry, key: Key) -> bool {
        let value = self.register.value_of(entry, key);
        value.is_some_and(|value| self.soundness().is_unsound(key, value))
    }

    /// The fields of a key whose values are not sound.
    pub(crate) fn unsound(&self, key: Key) -> impl Iterator<Item = FilledField<'a, '_>> {
        let soundness = self.soundness();
        let is_known = move |tracked: &TrackedValues<'_>| match key {
            Key::Status => tracked.state.is_some(),
            Key::Priority => tracked.priority.is_some(),
            Key::Severity => tracked.severity.is_some(),
            _ => false,
        };
        let unknown = self.judged_fields(key).filter(move |given| !is_known(given.tracked));
        unknown.filter(move |given| soundness.objects_to(key, given.text))
    }

    /// Whether an entry has a place for a key: a row, if the table has such a column; any other
    /// entry, if most entries of the register have that key, or its row has the column.
    pub(crate) fn has_place(&self, entry: &Entry, key: Key) -> bool {
        let Form::Row(row) = &entry.form else {
            let is_in_row =
                || self.required.contains(&key) && in_summary(self.register, entry, key);
            return !self.is_generic() || self.usual.contains(&key) || is_in_row();
        };
        let layout = self.register.entry_tables.get(row.table as usize);
        layout.is_some_and(|layout| layout.columns.iter().any(|column| column.key == Some(key)))
            && (!self.is_generic()
                || self.required.contains(&key)
                || self.recommended.contains(&key))
    }

    /// The field of a key in every entry in which it is not empty.
    pub(crate) fn filled(&self, key: Key) -> impl Iterator<Item = FilledField<'a, '_>> {
        self.entries().filter_map(move |each| self.filled_in(each, key))
    }

    /// The same in the entries that are to be judged by themselves.
    pub(crate) fn judged_fields(&self, key: Key) -> impl Iterator<Item = FilledField<'a, '_>> {
        self.judged().filter_map(move |each| self.filled_in(each, key))
    }

    fn filled_in<'c>(
        &self,
        (entry, tracked): (&'a Entry, &'c TrackedValues<'a>),
        key: Key,
    ) -> Option<FilledField<'a, 'c>> {
        let field = entry.field(key).filter(|field| !field.value.is_empty())?;
        Some(FilledField { entry, tracked, field, text: self.register.given(entry, field) })
    }

    /// The same without placeholders.
    pub(crate) fn answered(&self, key: Key) -> impl Iterator<Item = FilledField<'a, '_>> {
        self.filled(key).filter(|given| self.words().placeholder(given.text).is_none())
    }

    /// Whether a value is a placeholder where a value is required.
    pub(crate) fn is_unanswered(&self, key: Key, text: &str) -> bool {
        // `owner: open` says that nobody is.
        if key == Key::Owner && self.words().status(text) == Some("Open") {
            return true;
        }
        match self.words().placeholder(text) {
            // `TODO` may be a state.
            Some(_) if key == Key::Status && self.words().status(text).is_some() => false,
            // A target version may be unknown yet.
            Some(Placeholder::ToCome) => key != Key::TargetVersion,
            // That there is no workaround is an answer.
            Some(Placeholder::Absent) => key != Key::Workaround && self.required.contains(&key),
            None => false,
        }
    }
}

/// A field that is not empty.
#[derive(Debug)]
pub(crate) struct FilledField<'a, 'c> {
    pub entry: &'a Entry,
    pub tracked: &'c TrackedValues<'a>,
    pub field: &'a Field,
    /// The value without the marks around it.
    pub text: &'a str,
}
