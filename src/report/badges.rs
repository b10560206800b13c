//! Badges for READMEs: one number each.

use super::data::Report;
use super::plot::{Badge, Tone};
use crate::timeline::Outcome;

impl Report {
    /// How many entries are open.
    pub(super) fn open_badge(&self) -> Badge {
        let open = self.count(|entry| entry.progress.is_open());
        let tone = if open == 0 { Tone::Good } else { Tone::Plain };
        self.badge(self.language.words().open, open, tone)
    }

    /// How many entries are overdue.
    pub(super) fn overdue_badge(&self) -> Badge {
        let overdue = self.outcomes(Outcome::Overdue);
        let tone = if overdue == 0 { Tone::Good } else { Tone::Bad };
        self.badge(self.language.words().overdue, overdue, tone)
    }

    fn badge(&self, label: &str, count: usize, tone: Tone) -> Badge {
        let label = format!("{}: {}", self.language.words().title, label.to_lowercase());
        Badge { label, value: count.to_string(), tone }
    }
}
