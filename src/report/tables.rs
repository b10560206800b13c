//! The small tables of a report: by owner and area, and the days that things take.

use super::data::Report;
use super::figures::{Durations, Figures, GroupFigures, OfPriority, Split};
use super::words::filled;

/// A table; its first row is the header.
pub(super) struct SmallTable {
    pub id: &'static str,
    pub title: String,
    pub rows: Vec<Vec<String>>,
}

impl Report {
    /// The tables in which there is something.
    pub(super) fn tables(&self) -> Vec<SmallTable> {
        let words = self.language.words();
        let owners = self.groups(
            "owners",
            words.of_figures.by_owner,
            words.columns[4],
            &self.figures.owners,
        );
        let areas = self.groups(
            "areas",
            words.of_figures.by_area,
            words.of_figures.area,
            &self.figures.areas,
        );
        let Figures { time_to_fix: fix, time_to_verify: verify, .. } = &self.figures;
        let fix = self.days("fix", words.of_figures.time_to_fix[0], words.of_figures.fixed, fix);
        let verify =
            self.days("verify", words.of_figures.time_to_verify, words.of_figures.verified, verify);
        [owners, areas, fix, verify].into_iter().flatten().collect()
    }

    /// Nothing where no entry names an owner or an area.
    fn groups(
        &self,
        id: &'static str,
        title: &str,
        by: &str,
        groups: &[GroupFigures],
    ) -> Option<SmallTable> {
        let words = self.language.words();
        groups.iter().find(|group| group.name.is_some())?;
        let fixed = match self.window.since {
            Some(since) => filled(words.of_figures.fixed_since, &[&since]),
            None => words.of_figures.fixed_lately.to_owned(),
        };
        let [open, overdue] = [words.open, words.overdue].map(str::to_owned);
        let mut rows = vec![vec![by.to_owned(), open, overdue, fixed]];
        rows.extend(groups.iter().map(|group| {
            let name = group.name.clone().unwrap_or_else(|| words.no_priority.to_owned());
            let counts = [group.open, group.overdue, group.fixed].map(|count| count.to_string());
            std::iter::once(name).chain(counts).collect()
        }));
        // Nothing is overdue in registers without deadlines.
        if !self.has_deadlines() {
            for row in &mut rows {
                row.remove(2);
            }
        }
        Some(SmallTable { id, title: title.to_owned(), rows })
    }

    /// How many days something took, of all entries and of each priority; nothing where no
    /// day is known.
    fn days(
        &self,
        id: &'static str,
        title: &str,
        done: &str,
        figures: &Split<Durations>,
    ) -> Option<SmallTable> {
        let words = self.language.words();
        if figures.all.count == 0 {
            return None;
        }
        let head = [
            words.columns[3],
            done,
            words.of_figures.median,
            words.of_figures.nine_of_ten,
            words.of_figures.unknown,
        ];
        let row = |name: &str, figures: &Durations| {
            std::iter::once(name.to_owned()).chain(figures.cells()).collect::<Vec<String>>()
        };
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        rows.extend(figures.by_priority.iter().map(|OfPriority { priority, figures }| {
            row(priority.as_deref().unwrap_or(words.no_priority), figures)
        }));
        rows.push(row(words.total, &figures.all));
        Some(SmallTable { id, title: filled(words.of_figures.in_days, &[&title]), rows })
    }
}
