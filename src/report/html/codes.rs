//! Names of states in the page's attributes, which its script and style read.

use crate::report::data::ReportEntry;
use crate::report::progress::Progress;
use crate::report::words::translation_place;
use crate::timeline::Outcome;

pub(super) fn progress(entry: &ReportEntry) -> &'static str {
    match entry.progress {
        _ if entry.state.is_none() => "unknown",
        Progress::Open => "open",
        Progress::Started => "started",
        Progress::Repaired => "repaired",
        Progress::Done => "done",
        Progress::Closed => "closed",
    }
}

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Overdue => "overdue",
        Outcome::Due => "due",
        Outcome::Missed => "missed",
        Outcome::Met => "met",
        Outcome::Repaired => "repaired",
        Outcome::Closed => "closed",
        Outcome::Accepted => "accepted",
        Outcome::Undated => "none",
    }
}

/// In the order of the words for translations.
pub(super) const TRANSLATIONS: [&str; 4] = ["in-step", "behind", "missing", "none"];

pub(super) fn translation(entry: &ReportEntry) -> &'static str {
    TRANSLATIONS[translation_place(entry.translation.as_ref())]
}
