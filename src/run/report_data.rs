//! The data of a report, from the registers of a run and their history.

use jiff::civil::Date;

use crate::document::plain_words;
use crate::files::DocsTree;
use crate::lint::Scope;
use crate::query::QueryError;
use crate::register::{Entry, Form, Policy, Register, StatusMeaning, TrackedValues};
use crate::report::{ReportEntry, ReportLanguage, ReportLink, Standing, StateInterval};
use crate::run::check::{CheckOptions, RegisterCheck};
use crate::run::chosen::ChosenEntries;
use crate::run::committed::CommittedRegisters;
use crate::run::history::RegisterHistory;
use crate::run::inputs::Inputs;
use crate::run::notes::Notes;
use crate::run::pairs::aligned_pairs;
use crate::run::project::Project;
use crate::run::promises::policies_through_time;
use crate::run::report_findings::EntryFindings;
use crate::run::report_links::EntryLinks;
use crate::run::report_lives::LifeReader;
use crate::run::report_parts::{AskedReport, KnownHistory, ReportPart, day_before};
use crate::run::report_progress::{ProgressReader, ranked, state_of};
use crate::run::timelines::{EntryTimelines, RunTimelines};
use crate::settings::Settings;
use crate::text::LineIndex;
use crate::timeline::{Deadline, EntryPhase, EntryTimeline, Phase};
use crate::vocabulary::Key;

/// The part of a report about the registers of a project.
pub(super) fn report_part(
    project: &Project,
    inputs: &Inputs,
    asked: AskedReport<'_>,
    notes: &dyn Notes,
) -> Result<ReportPart, QueryError> {
    let settings = &project.settings;
    let read = inputs.registers(project);
    let registers = &read.all[..];
    let policies = policies_through_time(registers, project);
    let pairs = aligned_pairs(registers, &policies, settings);
    let timelines = RunTimelines::of(registers, project, inputs, notes);
    let mut entries = EntryTimelines::of(registers, &policies, &pairs, &timelines);
    if let Some(condition) = asked.condition {
        entries.choose(&ChosenEntries::of(condition, registers, project)?, registers);
    }
    let history = RegisterHistory::of(inputs.paths(), project, notes);
    let history = history.with(timelines.versions.clone());
    let pages = project.pages();
    let options = CheckOptions::all_of(Scope::All);
    let check = RegisterCheck { project, inputs, history: Some(&history), options };
    let findings = EntryFindings::of(check, &read, &pairs, notes);
    let beside = Beside { project, pages: &pages, findings: &findings };
    let data = ReportData {
        progress: ProgressReader::of(registers, &entries, settings),
        registers,
        timelines: &entries,
        settings,
        today: project.today,
    };
    let lives = LifeReader {
        runs: &timelines,
        timelines: &entries,
        progress: data.progress,
        today: project.today,
    };
    let flow = Flow::of(&entries, settings);
    let language = asked.language.unwrap_or_else(|| data.language());
    let known = KnownHistory::of(registers, &timelines);
    Ok(ReportPart {
        title: data.title(language),
        is_verified: data.is_verified(),
        registers: inputs.sources.iter().map(|source| source.path().to_string()).collect(),
        state_histories: data.state_histories(&flow),
        lives: lives.all(registers),
        before: day_before(asked.since, project.today).map(|day| data.standings_on(day)),
        words: flow.in_words(language, project, registers),
        states: flow.states.clone(),
        entries: data.entries(&flow, &beside),
        since: data.since(),
        is_shallow: timelines.is_shallow(),
        known,
        language,
    })
}

/// What is shown beside an entry, and does not come from its timeline.
struct Beside<'r> {
    project: &'r Project,
    pages: &'r DocsTree,
    findings: &'r EntryFindings,
}

/// What a report is made of.
struct ReportData<'r> {
    registers: &'r [Register<'r>],
    timelines: &'r EntryTimelines<'r>,
    settings: &'r Settings,
    today: Date,
    progress: ProgressReader<'r>,
}

impl ReportData<'_> {
    /// The title of the only leading register, in the language of the report where one of its
    /// translations is in it.
    fn title(&self, language: ReportLanguage) -> Option<String> {
        let both = || self.timelines.registers.iter().zip(self.registers);
        let mut leading = both().filter(|(own, _)| !own.is_mirror).map(|(_, register)| register);
        let (Some(only), None) = (leading.next(), leading.next()) else { return None };
        let same = both().map(|(_, register)| register);
        let mut same = same.filter(|register| register.language == language.code());
        let register = same.next().unwrap_or(only);
        let title = register.wording(register.title?);
        Some(title).filter(|title| !title.is_empty())
    }

    /// Whether in some register a repaired entry waits for its verification.
    fn is_verified(&self) -> bool {
        let mut leading = self.timelines.registers.iter().filter(|register| !register.is_mirror);
        !self.progress.is_repair_last || leading.any(|register| !register.policy.is_loose)
    }

    /// The day of the first commit.
    fn since(&self) -> Option<Date> {
        let entries = self.timelines.leading();
        let first = entries.filter_map(|entry| entry.timeline.first_revision());
        first.filter(|revision| revision.commit.is_some()).map(|revision| revision.day).min()
    }

    /// The language of the first leading register; English for those that no report is written in.
    fn language(&self) -> ReportLanguage {
        let mut registers = self.timelines.registers.iter().zip(self.registers);
        let leading = registers.find(|(own, _)| !own.is_mirror);
        if leading.is_some_and(|(_, register)| register.language == "tr") {
            ReportLanguage::Tr
        } else {
            ReportLanguage::En
        }
    }

    /// The entries of the leading registers.
    fn entries(&self, flow: &Flow, beside: &Beside<'_>) -> Vec<ReportEntry> {
        let mut entries = Vec::new();
        let both = || self.timelines.registers.iter().zip(self.registers);
        let leading = || both().filter(|(own, _)| !own.is_mirror);
        let committed =
            CommittedRegisters::of(leading().map(|(_, register)| register), beside.project);
        for (own, register) in leading() {
            let lines = LineIndex::new(register.source);
            let beyond = EntryLinks::of(register, beside.project, beside.pages, &committed);
            let both = register.entries.iter().zip(&own.entries).enumerate();
            let chosen = both.filter(|(at, _)| own.is_chosen(*at)).map(|(_, both)| both);
            for (entry, timeline) in chosen {
                let line = lines.position(entry.span.start as usize).line;
                let shown = self.entry(register, entry, timeline, flow);
                entries.push(ReportEntry {
                    place: beyond.place(register, entry, line),
                    pages: beyond.pages(register, entry),
                    findings: beside.findings.of_entry(register, entry),
                    translation: beside.findings.translation_of(register, entry),
                    ..shown
                });
            }
        }
        entries
    }

    /// An entry without its place and the state of its mirrors.
    fn entry(
        &self,
        register: &Register<'_>,
        entry: &Entry,
        timeline: &EntryTimeline<'_>,
        flow: &Flow,
    ) -> ReportEntry {
        let (words, policy) = (&self.settings.vocabulary, &timeline.policy);
        let tracked = TrackedValues::of(register, entry, policy, words);
        let area: Vec<&str> = entry.area.iter().map(|&step| register.text(step)).collect();
        let value = |key| register.shown_value_of(entry, key);
        let deadline = Deadline::of(&timeline.timeline, self.today, policy, words);
        let number = || timeline.timeline.last()?.snapshot.number.clone();
        ReportEntry {
            repository: None,
            id: register.id(entry).map(str::to_owned).or_else(number),
            title: plain_words(&register.title_of(entry)).into_owned(),
            area: area.join(" → "),
            place: ReportLink::default(),
            pages: Vec::new(),
            findings: Vec::new(),
            language: register.language.clone(),
            status: value(Key::Status),
            state: tracked.meaning().and_then(|state| flow.place(policy, state)),
            progress: self.progress.progress(tracked.meaning(), policy),
            priority: ranked(&tracked, value(Key::Priority), words),
            owner: value(Key::Owner),
            tickets: register.tickets(entry),
            first_seen: tracked.first_seen,
            deadline: deadline.unwrap_or(Deadline::NONE),
            translation: None,
            text: text(register, entry),
            history: timeline.step_records(words),
        }
    }

    /// The states that each entry of a leading register was in.
    fn state_histories(&self, flow: &Flow) -> Vec<Vec<StateInterval>> {
        let words = &self.settings.vocabulary;
        let history = |entry: &EntryTimeline<'_>| {
            let phases = entry.timeline.phases(&entry.policy, words);
            phases.iter().map(|phase| self.interval(phase, &entry.policy, flow)).collect()
        };
        self.timelines.leading().map(history).collect()
    }

    fn interval(&self, entry: &EntryPhase<'_>, policy: &Policy, flow: &Flow) -> StateInterval {
        let state = state_of(entry.phase);
        let place = state.and_then(|state| flow.place(policy, state));
        let phase = match (state, place) {
            (_, Some(place)) => Phase::State(place),
            (Some(_), None) => Phase::Other,
            (None, None) => entry.phase,
        };
        let progress = self.progress.progress(state, policy);
        StateInterval { from: entry.revision.day, phase, progress }
    }

    /// The entries at the end of a day.
    fn standings_on(&self, day: Date) -> Vec<Standing> {
        self.timelines.leading().filter_map(|entry| self.standing(entry, day)).collect()
    }

    /// An entry on a day; nothing if it was not there.
    fn standing(&self, entry: &EntryTimeline<'_>, day: Date) -> Option<Standing> {
        if entry.timeline.first_revision()?.day > day {
            return None;
        }
        let timeline = entry.timeline.until(day);
        let last = timeline.last().filter(|last| !last.is_end)?;
        let (words, policy) = (&self.settings.vocabulary, &entry.policy);
        let tracked = TrackedValues::read(|key| last.snapshot.value(key), policy, words);
        let progress = self.progress.progress(tracked.meaning(), policy);
        let deadline = Deadline::of(&timeline, day, policy, words)?;
        Some(Standing::on(day, progress, &deadline))
    }
}

/// The states of all leading registers in order, then those beside a flow that entries were in.
struct Flow {
    states: Vec<String>,
}

impl Flow {
    fn of(timelines: &EntryTimelines<'_>, settings: &Settings) -> Self {
        let mut states: Vec<String> = Vec::new();
        for register in timelines.registers.iter().filter(|register| !register.is_mirror) {
            // A state that the registers before do not have comes behind the one before it.
            let mut at = 0;
            for state in &register.policy.flow {
                let place = states.iter().position(|known| known == state);
                at = place.unwrap_or_else(|| {
                    states.insert(at, state.clone());
                    at
                }) + 1;
            }
        }
        let further = timelines.leading().flat_map(|entry| {
            let phases = entry.timeline.phases(&entry.policy, &settings.vocabulary);
            let further = phases.into_iter().filter_map(|phase| match phase.phase {
                Phase::Further(at) => Some(entry.policy.further[at].name.clone()),
                _ => None,
            });
            further.collect::<Vec<_>>()
        });
        for name in further {
            if !states.contains(&name) {
                states.push(name);
            }
        }
        Self { states }
    }

    /// The place of a state that has another place in a register's own flow.
    fn place(&self, policy: &Policy, state: StatusMeaning) -> Option<usize> {
        let name = policy.state_name(state);
        self.states.iter().position(|known| known == name)
    }

    /// The names of the states in a language: in the words that a register in it has, else the usual ones.
    /// States that the vocabulary does not know keep their names.
    fn in_words(
        &self,
        language: ReportLanguage,
        project: &Project,
        registers: &[Register<'_>],
    ) -> Vec<String> {
        let words = &project.settings.vocabulary;
        let own = registers.iter().filter(|register| register.language == language.code());
        let own: Vec<(&Register<'_>, Policy)> =
            own.map(|register| (register, project.policy(register))).collect();
        let in_use = |state: &str| {
            own.iter().find_map(|(register, policy)| {
                let word = register.in_own_words(Key::Status, state, policy, words);
                register.as_written(Key::Status, &word, policy, words).map(|_| word)
            })
        };
        let name = |state: &String| {
            let usual = words.status_word(language.code(), state).unwrap_or(state);
            let is_translated = usual != state;
            in_use(state).filter(|_| is_translated).unwrap_or_else(|| usual.to_owned())
        };
        self.states.iter().map(name).collect()
    }
}

/// The text of an entry below its heading; the fields of a table row or list item.
fn text(register: &Register<'_>, entry: &Entry) -> String {
    if entry.form == Form::Heading {
        let start = register.heading_end(entry).min(entry.span.end as usize);
        return register.source.text()[start..entry.span.end as usize].to_owned();
    }
    let fields = entry
        .fields
        .iter()
        .map(|field| format!("- **{}:** {}\n", register.text(field.label), register.shown(field)));
    fields.collect()
}
