//! The lives of the entries of a run, from their timelines: what the figures of a report are
//! computed from.

use jiff::civil::Date;

use super::report_progress::{ProgressReader, ranked, state_of};
use super::timelines::{EntryTimelines, RunTimelines};
use crate::document::plain_words;
use crate::register::{Register, TrackedValues};
use crate::report::{KnownDay, Life, LifeEntry, Stay};
use crate::timeline::{Deadline, EntryPhase, EntryTimeline, Phase, Revision};
use crate::vocabulary::Key;

/// Reads the lives of entries from their timelines.
#[derive(Clone, Copy)]
pub(super) struct LifeReader<'r> {
    pub runs: &'r RunTimelines,
    pub timelines: &'r EntryTimelines<'r>,
    pub progress: ProgressReader<'r>,
    pub today: Date,
}

impl LifeReader<'_> {
    /// The lives of the entries of leading registers, then of those that were removed.
    pub(super) fn all(self, registers: &[Register<'_>]) -> Vec<Life> {
        let mut lives = Vec::new();
        for (own, register) in self.timelines.registers.iter().zip(registers) {
            if own.is_mirror {
                continue;
            }
            let both = register.entries.iter().zip(&own.entries).enumerate();
            for (_, (entry, timeline)) in both.filter(|(at, _)| own.is_chosen(*at)) {
                let area = entry.area.iter().map(|&step| register.text(step).to_owned());
                lives.extend(self.life(timeline, area.collect()));
            }
        }
        let removed = self.timelines.removed().iter();
        lives.extend(removed.filter_map(|entry| self.life(entry, Vec::new())));
        lives
    }

    fn life(self, entry: &EntryTimeline<'_>, area: Vec<String>) -> Option<Life> {
        let (words, policy) = (&self.progress.settings.vocabulary, &entry.policy);
        let snapshot = &entry.timeline.last()?.snapshot;
        let tracked = TrackedValues::read(|key| snapshot.value(key), policy, words);
        let value = |key| snapshot.value(key).map(str::to_owned);
        let deadline = Deadline::of(&entry.timeline, self.today, policy, words)?;
        let phases = entry.timeline.phases(policy, words);
        let mut stays: Vec<Stay> = phases.iter().map(|phase| self.stay(phase, entry)).collect();
        if let Some(day) = deadline.repaired {
            let first = policy.repaired_from(words);
            let is_repaired =
                |it: &EntryPhase<'_>| matches!(it.phase, Phase::State(at) if at >= first);
            let is_of_repair = |it: &EntryPhase<'_>| it.phase == Phase::Gone || is_repaired(it);
            let before = phases.iter().rposition(|phase| !is_of_repair(phase));
            set_repair_day(&mut stays, before.map_or(0, |at| at + 1), day);
        }
        let life = Life {
            entry: LifeEntry {
                path: entry.path.clone(),
                repository: None,
                id: snapshot.shown_id(),
                title: plain_words(&snapshot.title).into_owned(),
            },
            priority: ranked(&tracked, value(Key::Priority), words),
            // `–` and `nobody yet` are none.
            owner: value(Key::Owner).filter(|owner| words.placeholder(owner).is_none()),
            area,
            first_seen: tracked.first_seen,
            added: self.added(entry),
            stays,
            repair: deadline.repaired,
            changed: self.changed(entry),
            due: deadline.due,
            outcome: deadline.outcome,
            is_verified: self.progress.is_verified(policy),
        };
        Some(life.until(self.today))
    }

    fn stay(self, entry: &EntryPhase<'_>, timeline: &EntryTimeline<'_>) -> Stay {
        let is_there = entry.phase != Phase::Gone;
        let progress = || self.progress.progress(state_of(entry.phase), &timeline.policy);
        Stay { from: entry.revision.day, progress: is_there.then(progress) }
    }

    /// The day of the commit that added an entry.
    fn added(self, entry: &EntryTimeline<'_>) -> Option<Date> {
        let first = entry.timeline.first_revision()?;
        self.is_first(first).then(|| first.day.min(self.today))
    }

    /// Whether what is in a revision was in none before.
    fn is_first(self, revision: &Revision) -> bool {
        revision.commit.as_deref().is_some_and(|commit| !self.runs.is_start(commit))
    }

    /// The last change of an entry. Where it only moved to another file, it did not change.
    fn changed(self, entry: &EntryTimeline<'_>) -> Option<KnownDay> {
        let words = &self.progress.settings.vocabulary;
        let mut steps = entry.timeline.steps();
        let (revision, step) =
            steps.rfind(|(_, step)| entry.timeline.change(step, &entry.policy, words).is_some())?;
        let day = revision.day.min(self.today);
        // What was never committed and what a clone starts with may be older.
        let is_exact = !step.before.is_empty() || self.is_first(revision);
        (is_exact || revision.commit.is_some()).then_some(KnownDay { day, is_exact })
    }
}

/// Sets the day of the repair, which starts the stay at a place, where the status states an earlier one than the
/// commit. No stay before it starts later.
fn set_repair_day(stays: &mut [Stay], at: usize, day: Date) {
    if stays.get(at).is_some_and(|repair| day < repair.from) {
        for stay in &mut stays[..=at] {
            stay.from = stay.from.min(day);
        }
        stays[at].from = day;
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_repair_is_on_the_day_that_its_status_states() {
        let stay = |day| Stay { from: date(2026, 6, day), progress: None };
        let days = |at, day| {
            let mut stays = vec![stay(1), stay(12), stay(22)];
            set_repair_day(&mut stays, at, date(2026, 6, day));
            stays.iter().map(|stay| stay.from.day()).collect::<Vec<_>>()
        };
        assert_eq!(days(2, 15), [1, 12, 15]);
        assert_eq!(days(2, 10), [1, 10, 10]);
        assert_eq!(days(2, 25), [1, 12, 22]);
    }
}
