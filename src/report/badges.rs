//! Badges: one number, as READMEs show it.

use super::plot::{Badge, Tone};
use super::{Outcome, Report};

impl Report {
    /// How many gaps are open.
    pub(super) fn open_badge(&self) -> Badge {
        let open = self.count(|gap| gap.progress.is_open());
        let tone = if open == 0 { Tone::Good } else { Tone::Plain };
        self.badge(self.tongue.words().open, open, tone)
    }

    /// How many are overdue.
    pub(super) fn overdue_badge(&self) -> Badge {
        let overdue = self.outcomes(Outcome::Overdue);
        let tone = if overdue == 0 { Tone::Good } else { Tone::Bad };
        self.badge(self.tongue.words().overdue, overdue, tone)
    }

    fn badge(&self, label: &str, count: usize, tone: Tone) -> Badge {
        let label = format!("{}: {}", self.tongue.words().title, label.to_lowercase());
        Badge { label, value: count.to_string(), tone }
    }
}
