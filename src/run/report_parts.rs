//! What a report consists of: the parts of the projects that it is about, each with its own configuration.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::repositories::RunRepositories;
use super::timelines::RunTimelines;
use crate::register::Register;
use crate::report::{
    Figures, Life, Report, ReportEntry, ReportLanguage, RepositoryCommit, Standing, StateInterval,
    TREND_DAYS, Window, sort_by_urgency,
};
use crate::run::notes::Notes;
use crate::timeline::{Phase, Timeline};

/// What a report is to be like.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AskedReport<'a> {
    /// The language of its own words; without one, that of the first leading register, if a report
    /// can be written in it.
    pub language: Option<ReportLanguage>,
    /// The expression that describes its entries; without one, all.
    pub condition: Option<&'a str>,
    /// The first day that the figures are about; without one, all days.
    pub since: Option<Date>,
    /// An entry is stuck after so many days without a change.
    pub stuck_after: u32,
}

/// What a report says about the registers of one project.
pub(super) struct ReportPart {
    /// The title of the only leading register.
    pub title: Option<String>,
    pub registers: Vec<String>,
    /// The states of its registers in order, by their canonical names, and as the report has them.
    pub states: Vec<String>,
    pub words: Vec<String>,
    pub entries: Vec<ReportEntry>,
    pub state_histories: Vec<Vec<StateInterval>>,
    pub lives: Vec<Life>,
    pub is_verified: bool,
    /// The entries on the day with which they are compared.
    pub before: Option<Vec<Standing>>,
    pub since: Option<Date>,
    pub known: Vec<KnownHistory>,
    pub is_shallow: bool,
    pub language: ReportLanguage,
}

/// What git knows of the repository of a register.
pub(super) struct KnownHistory {
    /// The path of the register as users see it.
    path: String,
    /// The days of the first and the newest commit, and the hash of the newest.
    days: Option<KnownDays>,
}

struct KnownDays {
    first: Date,
    last: Date,
    newest: String,
}

impl KnownHistory {
    pub(super) fn of(registers: &[Register<'_>], timelines: &RunTimelines) -> Vec<Self> {
        let known = |register: &Register<'_>| {
            let path = register.source.path();
            let entries = timelines.of_register(path);
            let mut revisions = entries.iter().filter_map(Timeline::first_revision);
            // A register that was never committed may have been there all the time.
            let is_known = entries.is_empty() || revisions.any(|own| own.commit.is_some());
            let first = timelines.commits(path).map(|revision| revision.day).min();
            let newest = timelines.commits(path).max_by_key(|revision| revision.day);
            let days = first.zip(newest).filter(|_| is_known).and_then(|(first, newest)| {
                let commit = newest.commit.clone()?;
                Some(KnownDays { first, last: newest.day, newest: commit })
            });
            Self { path: path.to_string(), days }
        };
        registers.iter().map(known).collect()
    }

    fn reaches(&self, day: Date) -> bool {
        self.days.as_ref().is_some_and(|days| days.first <= day)
    }
}

/// The day with which the totals are compared: the one before the first that was asked for, else
/// [`TREND_DAYS`] ago.
pub(super) fn day_before(asked: Option<Date>, today: Date) -> Option<Date> {
    asked.map_or_else(|| today.checked_sub(TREND_DAYS.days()).ok(), |asked| asked.yesterday().ok())
}

/// The parts as one report.
pub(super) fn joined(
    parts: Vec<ReportPart>,
    asked: AskedReport<'_>,
    window: Window,
    notes: &dyn Notes,
) -> Report {
    let known: Vec<&KnownHistory> = parts.iter().flat_map(|part| &part.known).collect();
    note_later_changes(&known, window.today, notes);
    let is_compared = is_compared(&known, asked, window.today, notes);
    let commits = known.iter().filter_map(|own| own.days.as_ref().map(|days| (days, &own.path)));
    let newest = commits
        .max_by_key(|(days, _)| days.last)
        .map(|(days, _)| RepositoryCommit { repository: None, commit: days.newest.clone() });
    let is_alone = parts.len() == 1;
    let mut report = Report {
        title: parts.first().and_then(|part| part.title.clone()).filter(|_| is_alone),
        is_verified: parts.iter().any(|part| part.is_verified),
        day: window.today,
        condition: asked.condition.map(str::to_owned),
        commits: newest.into_iter().collect(),
        registers: Vec::new(),
        state_histories: Vec::new(),
        figures: Figures::of(&[], window),
        window,
        before: is_compared.then(Vec::new),
        flow: Vec::new(),
        entries: Vec::new(),
        since: parts.iter().filter_map(|part| part.since).min(),
        is_shallow: parts.iter().any(|part| part.is_shallow),
        language: parts.first().map_or(ReportLanguage::En, |part| part.language),
    };
    let mut states = Vec::new();
    let mut lives = Vec::new();
    for mut part in parts {
        let places = places_in(&mut states, &mut report, &part);
        part.move_states(&places);
        report.registers.append(&mut part.registers);
        report.entries.append(&mut part.entries);
        report.state_histories.append(&mut part.state_histories);
        lives.append(&mut part.lives);
        if let Some(before) = &mut report.before {
            before.extend(part.before.into_iter().flatten());
        }
    }
    sort_by_urgency(&mut report.entries);
    report.figures = Figures::of(&lives, window);
    report
}

/// The place of each state of a part in the flow of the whole report. A state that the parts before do
/// not have comes behind the one before it, and moves those that follow.
fn places_in(states: &mut Vec<String>, report: &mut Report, part: &ReportPart) -> Vec<usize> {
    let mut at = 0;
    for (state, word) in part.states.iter().zip(&part.words) {
        let place = states.iter().position(|known| known == state);
        let place = place.unwrap_or_else(|| {
            states.insert(at, state.clone());
            report.flow.insert(at, word.clone());
            let moved = |place: usize| if place >= at { place + 1 } else { place };
            move_states(&mut report.entries, &mut report.state_histories, moved);
            at
        });
        at = place + 1;
    }
    let place = |state: &String| states.iter().position(|known| known == state).unwrap_or_default();
    part.states.iter().map(place).collect()
}

fn move_states(
    entries: &mut [ReportEntry],
    histories: &mut [Vec<StateInterval>],
    moved: impl Fn(usize) -> usize,
) {
    for entry in entries {
        entry.state = entry.state.map(&moved);
    }
    for interval in histories.iter_mut().flatten() {
        if let Phase::State(place) = interval.phase {
            interval.phase = Phase::State(moved(place));
        }
    }
}

impl ReportPart {
    /// Puts the repository before the path of each register and the name of each entry, and notes the
    /// newest commit of each repository.
    pub(super) fn name_repositories(
        &mut self,
        repositories: &RunRepositories,
        commits: &mut BTreeMap<String, RepositoryCommit>,
    ) {
        for register in &mut self.registers {
            *register = repositories.placed(register);
        }
        for entry in &mut self.entries {
            if let Some((path, line)) = entry.place.text.rsplit_once(':') {
                entry.repository = repositories.name(path).map(str::to_owned);
                entry.place.text = format!("{}:{line}", repositories.placed(path));
            }
        }
        for life in &mut self.lives {
            life.entry.repository = repositories.name(&life.entry.path).map(str::to_owned);
        }
        for own in &self.known {
            let Some((name, days)) = repositories.name(&own.path).zip(own.days.as_ref()) else {
                continue;
            };
            let (repository, commit) = (Some(name.to_owned()), days.newest.clone());
            commits.insert(name.to_owned(), RepositoryCommit { repository, commit });
        }
    }

    fn move_states(&mut self, places: &[usize]) {
        let moved = |place: usize| places.get(place).copied().unwrap_or(place);
        move_states(&mut self.entries, &mut self.state_histories, moved);
    }
}

/// Whether the totals can be compared with those of a day before: git must know what each register said
/// then, as what it does not know would count as new.
fn is_compared(
    known: &[&KnownHistory],
    asked: AskedReport<'_>,
    today: Date,
    notes: &dyn Notes,
) -> bool {
    let Some(day) = day_before(asked.since, today) else { return false };
    let (reached, unknown): (Vec<&KnownHistory>, Vec<_>) =
        known.iter().copied().partition(|own| own.reaches(day));
    if let (Some(unknown), false) = (unknown.first(), reached.is_empty()) {
        notes.info(&format!(
            "note: git does not know what `{}` said on {day}, so the totals are compared with no day \
             before",
            unknown.path
        ));
    }
    unknown.is_empty() && !reached.is_empty()
}

/// Says where the day of the report is before a change of its registers: what they say is what they say
/// now.
fn note_later_changes(known: &[&KnownHistory], today: Date, notes: &dyn Notes) {
    let last = known.iter().filter_map(|own| Some((own.days.as_ref()?.last, own)));
    let Some((last, own)) = last.filter(|(last, _)| *last > today).max_by_key(|(last, _)| *last)
    else {
        return;
    };
    notes.warn(&format!(
        "registers were changed after {today} (`{}` on {last}), and entries are shown as they are now; \
         for what they were, check out a commit of that day, or ask `gapreg sla --at {today}`",
        own.path
    ));
}
