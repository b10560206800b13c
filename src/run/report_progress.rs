//! How far entries have come, by their states in their registers' own flows.

use crate::register::{Policy, Register, StatusMeaning, TrackedValues};
use crate::report::{Progress, RankedPriority};
use crate::run::timelines::EntryTimelines;
use crate::settings::Settings;
use crate::timeline::Phase;
use crate::vocabulary::Vocabulary;

/// Reads how far the entries of a run have come.
#[derive(Clone, Copy)]
pub(super) struct ProgressReader<'r> {
    pub settings: &'r Settings,
    /// Whether in registers without a flow of their own, a repaired entry is closed.
    pub is_repair_last: bool,
}

impl<'r> ProgressReader<'r> {
    pub(super) fn of(
        registers: &[Register<'_>],
        timelines: &EntryTimelines<'_>,
        settings: &'r Settings,
    ) -> Self {
        Self { settings, is_repair_last: is_repair_last(registers, timelines, settings) }
    }

    /// The progress of an entry, by its state in its register's own flow.
    pub(super) fn progress(self, state: Option<StatusMeaning>, policy: &Policy) -> Progress {
        match progress(state, policy, self.settings) {
            Progress::Repaired if policy.is_loose && self.is_repair_last => Progress::Done,
            progress => progress,
        }
    }

    /// Whether in a register, a repair waits for something more.
    pub(super) fn is_verified(self, policy: &Policy) -> bool {
        let is_last = policy.repaired_from(&self.settings.vocabulary) >= policy.last_state();
        !is_last && (!policy.is_loose || !self.is_repair_last)
    }
}

/// The state of a phase, in its register's own policy.
pub(super) fn state_of(phase: Phase) -> Option<StatusMeaning> {
    match phase {
        Phase::State(state) => Some(StatusMeaning::Flow(state)),
        Phase::Further(state) => Some(StatusMeaning::Further(state)),
        Phase::Other | Phase::Gone => None,
    }
}

/// Whether no entry of the registers without a flow of their own is verified: there, `Done` or
/// `Resolved` is the last word, and nothing is waited for.
fn is_repair_last(
    registers: &[Register<'_>],
    timelines: &EntryTimelines<'_>,
    settings: &Settings,
) -> bool {
    let both = timelines.registers.iter().zip(registers);
    let loose = both.filter(|(own, _)| !own.is_mirror && own.policy.is_loose);
    let mut meanings = loose.flat_map(|(own, register)| {
        let meaning =
            |entry| TrackedValues::of(register, entry, &own.policy, &settings.vocabulary).meaning();
        let last = StatusMeaning::Flow(own.policy.last_state());
        register.entries.iter().map(move |entry| meaning(entry) == Some(last))
    });
    !meanings.any(|is_verified| is_verified)
}

/// The progress of an entry, by its state in its register's own flow.
fn progress(state: Option<StatusMeaning>, policy: &Policy, settings: &Settings) -> Progress {
    let state = match state {
        Some(StatusMeaning::Flow(state)) => Some(state),
        Some(further) if policy.is_closed_unrepaired(further) => return Progress::Closed,
        _ => None,
    };
    match state {
        Some(state) if state >= policy.last_state() => Progress::Done,
        Some(state) if state >= policy.repaired_from(&settings.vocabulary) => Progress::Repaired,
        Some(1..) => Progress::Started,
        _ => Progress::Open,
    }
}

/// The priority of an entry: its canonical one, else what the entry says.
pub(super) fn ranked(
    tracked: &TrackedValues<'_>,
    text: Option<String>,
    words: &Vocabulary,
) -> Option<RankedPriority> {
    let name = tracked.priority.map(str::to_owned).or(text)?;
    Some(RankedPriority { rank: words.urgency(&name), name })
}
