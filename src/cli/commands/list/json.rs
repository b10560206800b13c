//! Entries as programs read them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use super::Choice;
use super::progress::ListedProgress;
use crate::output::InertJson;
use crate::output::JsonPosition;
use crate::register::{
    EndpointMention, Entry, Field, MentionRole, Policy, Profile, Register, Shape, TrackedValues,
    Unread, on_one_line, remark_place, without_day,
};
use crate::run::committed::lines_of;
use crate::run::entries::FoundEntry;
use crate::run::repositories::RunRepositories;
use crate::settings::Settings;
use crate::text::{LineIndex, without_escapes};
use crate::vocabulary::{Beside, Key, Placeholder, Vocabulary, fold};

/// All registers of a run.
#[derive(Debug, Serialize)]
pub(crate) struct List<'a> {
    version: u8,
    pub registers: Vec<ListedRegister<'a>>,
}

/// One register.
#[derive(Debug, Serialize)]
pub(crate) struct ListedRegister<'a> {
    pub path: &'a str,
    /// What its repository is called, where the run has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    /// The commit that is checked out in its repository.
    #[serde(skip)]
    pub commit: Option<String>,
    pub language: &'a str,
    pub title: Option<&'a str>,
    pub shape: Shape,
    policy: ListedPolicy,
    pub entries: Vec<ListedEntry<'a>>,
    /// What could be entries and was not taken for any, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<Vec<ListedUnread>>,
    /// How many entries it has, listed or not.
    #[serde(skip)]
    pub total: usize,
    /// The languages of its translations whose entries it represents.
    #[serde(skip)]
    pub also_in: Vec<&'a str>,
    /// Whether another register represents all its entries.
    #[serde(skip)]
    pub is_elsewhere: bool,
}

/// What could be entries and was not taken for any.
#[derive(Debug, Serialize)]
pub(crate) struct ListedUnread {
    pub start: JsonPosition,
    pub end: JsonPosition,
    pub what: &'static str,
    pub why: &'static str,
}

/// What could be entries in a register and was not taken for any.
fn unread(register: &Register<'_>) -> Vec<ListedUnread> {
    let index = LineIndex::new(register.source);
    register.unread.iter().map(|unread| ListedUnread::of(unread, &index)).collect()
}

impl ListedUnread {
    fn of(unread: &Unread, index: &LineIndex<'_>) -> Self {
        Self {
            start: index.position(unread.span.start as usize).into(),
            end: index.position(unread.span.end as usize).into(),
            what: unread.what.word(),
            why: unread.why.reason(),
        }
    }
}

#[derive(Debug, Serialize)]
struct ListedPolicy {
    sla: BTreeMap<String, String>,
    flow: Vec<String>,
}

/// One entry.
#[derive(Debug, Serialize)]
pub(crate) struct ListedEntry<'a> {
    pub id: Option<&'a str>,
    pub number: Option<&'a str>,
    pub heading: Cow<'a, str>,
    pub area: Vec<&'a str>,
    pub title: Cow<'a, str>,
    pub status: Option<String>,
    pub status_text: Option<Cow<'a, str>>,
    pub priority: Option<Cow<'a, str>>,
    pub severity: Option<Cow<'a, str>>,
    pub owner: Option<Cow<'a, str>>,
    pub resolution_owner: Option<Cow<'a, str>>,
    pub sla: Option<String>,
    pub first_seen: Option<Cow<'a, str>>,
    pub accepted_until: Option<Cow<'a, str>>,
    pub accepted_by: Option<Cow<'a, str>>,
    pub environment: Option<Cow<'a, str>>,
    pub target_version: Option<Cow<'a, str>>,
    pub source_pages: Vec<&'a str>,
    pub endpoints: Vec<String>,
    mentions: Vec<ListedMention<'a>>,
    pub fields: Vec<ListedField<'a>>,
    pub start: JsonPosition,
    end: JsonPosition,
    /// The word of the file for its state, where that is another one.
    #[serde(skip)]
    pub own_state: Option<&'a str>,
    /// Where it starts.
    #[serde(skip)]
    pub place: u32,
    #[serde(skip)]
    pub last_line: usize,
    /// The address of its lines at the forge of its repository.
    #[serde(skip)]
    pub url: Option<String>,
    #[serde(skip)]
    pub first_day: Option<Date>,
    #[serde(skip)]
    pub due: Option<Date>,
    #[serde(skip)]
    pub progress: ListedProgress,
    /// The target version, unless it is still to be filled in.
    #[serde(skip)]
    pub version: Option<Cow<'a, str>>,
}

/// A place that names an endpoint.
#[derive(Debug, Serialize)]
struct ListedMention<'a> {
    endpoint: String,
    method: Option<String>,
    route: String,
    role: MentionRole,
    field: &'a str,
    line: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct ListedField<'a> {
    pub key: &'a str,
    pub label: &'a str,
    pub value: Cow<'a, str>,
    line: usize,
    /// Whether it is a short value that has a column of its own.
    #[serde(skip)]
    pub is_tracked: bool,
}

impl<'a> List<'a> {
    pub(super) fn of(
        registers: &'a [Register<'a>],
        settings: &'a Settings,
        choice: &Choice,
    ) -> Self {
        let listed = |register: &'a Register<'a>| {
            let chosen = |policy: &Policy| choice.entries(register, policy, settings);
            let mut listed = ListedRegister::of(register, settings, chosen);
            listed.unread = choice.has_unread.then(|| unread(register));
            listed
        };
        Self { version: 1, registers: registers.iter().map(listed).collect() }
    }

    /// A list of these registers.
    pub(super) fn of_registers(registers: Vec<ListedRegister<'a>>) -> Self {
        Self { version: 1, registers }
    }

    /// Some entries, each with its register.
    pub(crate) fn of_entries(found: &[FoundEntry<'a>], settings: &'a Settings) -> Self {
        let same = |a: &FoundEntry<'_>, b: &FoundEntry<'_>| std::ptr::eq(a.register, b.register);
        let listed = |found: &[FoundEntry<'a>]| {
            let entries = found.iter().map(|found| found.entry).collect();
            ListedRegister::of(found[0].register, settings, |_| entries)
        };
        Self { version: 1, registers: found.chunk_by(same).map(listed).collect() }
    }

    /// Whether no register has an entry in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.registers.iter().all(|register| register.entries.is_empty())
    }

    /// An object for each entry, one in a line, with its register.
    pub(crate) fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        #[derive(Serialize)]
        struct Line<'l> {
            path: &'l str,
            language: &'l str,
            repository: Option<&'l str>,
            commit: Option<&'l str>,
            url: Option<&'l str>,
            #[serde(flatten)]
            entry: &'l ListedEntry<'l>,
        }
        for register in &self.registers {
            for entry in &register.entries {
                let line = Line {
                    path: register.path,
                    language: register.language,
                    repository: register.repository.as_deref(),
                    commit: register.commit.as_deref(),
                    url: entry.url.as_deref(),
                    entry,
                };
                serde_json::to_writer(InertJson(out), &line)?;
                writeln!(out)?;
            }
        }
        Ok(())
    }

    /// Whether the run has several repositories, which are named.
    pub(super) fn names_repositories(&self) -> bool {
        self.registers.iter().any(|register| register.repository.is_some())
    }

    /// Names the repository of each register; where each entry is at its forge, if git was asked.
    pub(super) fn place(&mut self, repositories: &RunRepositories) {
        for register in &mut self.registers {
            register.repository = repositories.name(register.path).map(str::to_owned);
            register.commit = repositories.commit(register.path).map(str::to_owned);
            for entry in &mut register.entries {
                let lines = (entry.start.line, entry.last_line);
                entry.url = repositories.url(register.path, lines);
            }
        }
    }
}

impl<'a> ListedRegister<'a> {
    fn of(
        register: &'a Register<'a>,
        settings: &'a Settings,
        chosen: impl FnOnce(&Policy) -> Vec<&'a Entry>,
    ) -> Self {
        let policy = Policy::of(register, &settings.promise, &settings.vocabulary);
        let index = LineIndex::new(register.source);
        let has_ordinals = policy.profile == Profile::Generic && register.has_ordinals();
        let listing = Listing { register, settings, policy: &policy, index: &index, has_ordinals };
        let entries = chosen(&policy).into_iter().map(|entry| listing.entry(entry)).collect();
        // What nobody states is promised only in today's form.
        let sla = policy.sla.iter().filter(|_| policy.implies_sla);
        let sla = sla.map(|(priority, sla)| (priority.clone(), sla.to_string()));
        Self {
            path: register.source.path(),
            repository: None,
            commit: None,
            language: &register.language,
            title: register.title.map(|title| register.text(title)),
            shape: register.shape,
            policy: ListedPolicy { sla: sla.collect(), flow: policy.flow.clone() },
            entries,
            unread: None,
            total: register.entries.len(),
            also_in: Vec::new(),
            is_elsewhere: false,
        }
    }
}

struct Listing<'a, 'p> {
    register: &'a Register<'a>,
    settings: &'a Settings,
    policy: &'p Policy,
    index: &'p LineIndex<'p>,
    /// Whether the numbers of its entries are their IDs.
    has_ordinals: bool,
}

impl<'a> Listing<'a, '_> {
    fn entry(&self, entry: &'a Entry) -> ListedEntry<'a> {
        let register = self.register;
        let vocabulary = &self.settings.vocabulary;
        let tracked = TrackedValues::of(register, entry, self.policy, vocabulary);
        let value = |key| {
            let field = entry.field(key)?;
            let given = register.given(entry, field);
            let span = field.value.part(register.text(field.value), given);
            Some(on_one_line(register.readable(span))).filter(|value| !value.is_empty())
        };
        // `nobody yet` names no owner.
        let somebody = |key| value(key).filter(|name| !is_absent(name, vocabulary));
        // What is not understood is listed as it is written.
        let typed = |known: Option<&'a str>, key| known.map(Cow::Borrowed).or_else(|| value(key));
        // `Low` is a severity that priorities have as well.
        let level_of = |text: &str| vocabulary.severity(self.policy.level_words(text, vocabulary));
        let level = || value(Key::Priority).and_then(|text| level_of(&text));
        let priority = tracked.priority.or_else(level);
        let day = |known: Option<Date>, key| {
            known.map(|day| Cow::Owned(day.to_string())).or_else(|| value(key))
        };
        let texts = |spans: Vec<_>| spans.into_iter().map(|span| register.text(span)).collect();
        let area = match (&entry.area[..], register.value_of(entry, Key::Area)) {
            ([], Some(area)) => vec![area],
            (steps, _) => steps.iter().map(|&step| register.text(step)).collect(),
        };
        ListedEntry {
            id: register.id(entry).or_else(|| self.ordinal(entry)),
            number: entry.number.map(|number| register.text(number)),
            heading: register.readable_heading(entry),
            area,
            title: register.readable_title(entry),
            status: tracked.stated_state(self.policy).map(str::to_owned),
            status_text: tracked.status_text.map(|text| self.status_text(text)),
            priority: self.level(typed(priority, Key::Priority), value(Key::Priority)),
            severity: self.level(typed(tracked.severity, Key::Severity), value(Key::Severity)),
            owner: somebody(Key::Owner),
            resolution_owner: somebody(Key::ResolutionOwner),
            sla: tracked
                .sla
                .map(|sla| sla.to_string())
                .or_else(|| value(Key::Sla).map(Cow::into_owned)),
            first_seen: day(tracked.first_seen, Key::FirstSeen),
            accepted_until: day(tracked.accepted_until, Key::AcceptedUntil),
            accepted_by: value(Key::AcceptedBy),
            environment: value(Key::Environment),
            version: value(Key::TargetVersion)
                .filter(|text| vocabulary.placeholder(text).is_none()),
            target_version: value(Key::TargetVersion),
            source_pages: texts(register.source_pages(entry)),
            endpoints: self.endpoints(entry),
            mentions: self.mentions(entry),
            fields: entry.fields.iter().map(|field| self.field(field, entry)).collect(),
            start: self.index.position(entry.span.start as usize).into(),
            end: self.index.position(entry.span.end as usize).into(),
            own_state: self.own_state(&tracked),
            place: entry.span.start,
            last_line: lines_of(self.index, register, entry).1,
            url: None,
            first_day: tracked.first_seen,
            due: tracked.due,
            progress: ListedProgress::of(&tracked, self.policy, vocabulary),
        }
    }

    /// The word that a status has for its state, without what is around it.
    fn own_state(&self, tracked: &TrackedValues<'a>) -> Option<&'a str> {
        const LONGEST: usize = 20;
        let (policy, words) = (self.policy, &self.settings.vocabulary);
        let state = tracked.stated_state(policy)?;
        let text = tracked.status_text?;
        let bare = |text: &'a str| text.trim_matches(|c: char| !c.is_alphanumeric());
        let word = match policy.read_status(text, words) {
            Ok(whole) => without_day(bare(whole.text), words),
            // Of `closed in June`, no day is read.
            Err(_) => word_before(bare(text), words)?,
        };
        let is_word = word.contains(char::is_alphabetic)
            && word.chars().count() <= LONGEST
            && word.chars().all(|c| c.is_alphanumeric() || " '’-".contains(c))
            && policy.meaning(word, words) == policy.meaning(state, words);
        (is_word && fold(word) != fold(state)).then_some(word)
    }

    /// The number of an entry where numbers are the IDs: no entry has an ID, and no two have the same
    /// number.
    fn ordinal(&self, entry: &Entry) -> Option<&'a str> {
        let number = entry.number.filter(|_| self.has_ordinals)?;
        Some(self.register.text(number))
    }

    /// A level: in a register of another form in its own word, where that is another than the canonical
    /// one.
    fn level(
        &self,
        known: Option<Cow<'a, str>>,
        text: Option<Cow<'a, str>>,
    ) -> Option<Cow<'a, str>> {
        if self.policy.profile != Profile::Generic {
            return known;
        }
        let (known, text) = known.zip(text)?;
        let is_said = text.to_lowercase().contains(&known.to_lowercase());
        if is_said || self.policy.level_words(&text, &self.settings.vocabulary) != text {
            return Some(known);
        }
        let end = remark_place(&text).unwrap_or(text.len());
        Some(Cow::Owned(text[..end].to_owned()))
    }

    fn mentions(&self, entry: &Entry) -> Vec<ListedMention<'a>> {
        let mentions = self.register.endpoint_mentions(entry, &self.settings.vocabulary);
        mentions.into_iter().map(|mention| self.mention(mention)).collect()
    }

    /// The endpoints of its own field, each once.
    fn endpoints(&self, entry: &Entry) -> Vec<String> {
        let mentions = self.register.endpoint_mentions(entry, &self.settings.vocabulary);
        let own = mentions.iter().filter(|mention| mention.key == Key::Endpoints);
        let mut endpoints: Vec<String> = Vec::new();
        for endpoint in own.map(EndpointMention::endpoint) {
            if !endpoints.contains(&endpoint) {
                endpoints.push(endpoint);
            }
        }
        endpoints
    }

    fn mention(&self, mention: EndpointMention) -> ListedMention<'a> {
        ListedMention {
            endpoint: mention.endpoint(),
            role: mention.role,
            field: self.settings.vocabulary.name(mention.key),
            line: self.index.position(mention.span.start as usize).line,
            method: mention.method,
            route: mention.route,
        }
    }

    /// A status as readers see it, with what the register says of its sign.
    fn status_text(&self, text: &'a str) -> Cow<'a, str> {
        match without_escapes(text) {
            Cow::Owned(text) => Cow::Owned(text),
            Cow::Borrowed(text) => self.policy.with_explanation(text, &self.settings.vocabulary),
        }
    }

    fn field(&self, field: &'a Field, entry: &Entry) -> ListedField<'a> {
        let label = self.register.text(field.label);
        // The label of a cell is in the header.
        let is_apart = !entry.span.contains(field.label) && entry.span.contains(field.value);
        let place = if is_apart { field.value } else { field.label };
        ListedField {
            key: field.key.map_or(label, |key| self.settings.vocabulary.name(key)),
            label,
            value: self.register.readable_value(field),
            line: self.index.position(place.start as usize).line,
            is_tracked: field.key.is_some_and(Key::is_short) || field.key == Some(Key::Id),
        }
    }
}

/// What is before the word that joins a state and its time: `closed` of `closed in June`.
fn word_before<'t>(text: &'t str, words: &Vocabulary) -> Option<&'t str> {
    let joins = |part: &str| matches!(words.beside(part), Some(Beside::Since | Beside::Plain));
    let next = |at: usize| text[at + 1..].split(' ').next().unwrap_or_default();
    let mut ends = text.match_indices(' ').map(|(at, _)| at);
    ends.find(|&at| joins(next(at))).map(|at| &text[..at])
}

/// Whether a text says that there is nothing to say.
fn is_absent(text: &str, words: &Vocabulary) -> bool {
    words.placeholder(text) == Some(Placeholder::Absent)
}
