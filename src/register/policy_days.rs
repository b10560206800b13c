//! The days of fields, as the dates of their register are written.

use jiff::civil::Date;

use super::{Policy, day_kind};
use crate::values::{is_version, read_day_in};
use crate::vocabulary::{Beside, Key, Unread, ValueKind, Vocabulary, WholeValue};

impl Policy {
    /// The day of a field, whole or not at all.
    pub(crate) fn read_day<'t>(
        &self,
        key: Key,
        text: &'t str,
        words: &Vocabulary,
    ) -> Result<WholeValue<'t, Date>, Unread<'t>> {
        read_day_in(self.day_orders.under(key), text, day_kind(key), words)
    }

    /// The day of a field, where it has a value and that is a day.
    pub(crate) fn day(&self, key: Key, text: Option<&str>, words: &Vocabulary) -> Option<Date> {
        self.read_day(key, text?, words).ok().map(|day| day.value)
    }

    /// The day that a status states behind its word: `Fixed (2026-01-28)`, `Fixed on 28.01.2026`.
    pub(crate) fn day_of_status(&self, status: &str, words: &Vocabulary) -> Option<Date> {
        let remark = self.read_status(status, words).ok()?.remark;
        let remark = remark.trim_matches(|c: char| !c.is_alphanumeric());
        self.day_in(remark, words).or_else(|| self.day_in(behind_version(remark, words)?, words))
    }

    /// The day that a text is, also behind one word such as `on` or `since`.
    fn day_in(&self, text: &str, words: &Vocabulary) -> Option<Date> {
        let column = self.day_orders.shared();
        let whole = read_day_in(column, text, ValueKind::Day, words).ok();
        let behind = || read_day_in(column, text.split_once(' ')?.1, ValueKind::Day, words).ok();
        whole.or_else(behind).map(|day| day.value)
    }
}

/// What is behind the version that a remark starts with: `2026-06-10` of `in 4.3 (2026-06-10`.
fn behind_version<'t>(remark: &'t str, words: &Vocabulary) -> Option<&'t str> {
    const MOST_WORDS: usize = 3;
    let marks: &[char] = &['(', ')', ',', ';', '—', '–', '-', ' '];
    let ends = remark.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS);
    let mut splits = ends.map(|end| (&remark[..end], &remark[end..]));
    let found = splits.find(|(before, _)| {
        let mut parts = before.trim_end_matches(marks).rsplitn(2, ' ');
        let version = parts.next().unwrap_or_default();
        let is_joining = |word: &str| words.beside(word) == Some(Beside::Plain);
        is_version(version) && parts.next().is_none_or(is_joining)
    });
    found.map(|(_, behind)| behind.trim_matches(marks))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::register::{Policy, Register};
    use crate::settings::Settings;
    use crate::text::Source;

    #[test]
    fn a_status_may_state_its_day() {
        let settings = Settings::built_in(Path::new("/"));
        let source = Source::new("gap-register.md", "# Backend Gap Register\n".to_owned());
        let register = Register::read(&source, settings.reading()).unwrap();
        let policy = Policy::of(&register, &settings.promise, &settings.vocabulary);
        let day = |text: &str| policy.day_of_status(text, &settings.vocabulary);
        let stated = Some(jiff::civil::date(2026, 1, 28));
        for text in [
            "Fixed (2026-01-28)",
            "Fixed 2026-01-28",
            "Fixed on 2026-01-28",
            "Fixed – 28.01.2026",
            "Fixed (on 28 January 2026)",
            "Fixed (2026-01-28, PR 12)",
            "Fixed in 5.1 (2026-01-28)",
            "Fixed in v5.1 on 2026-01-28",
            "Behoben in Version 5.1 am 28.01.2026",
            "Fixed with release 5.1, 2026-01-28",
        ] {
            assert_eq!(day(text), stated, "{text}");
        }
        for text in ["Fixed", "Fixed (PR 12)", "Fixed (2026-01-28 or 2026-02-01)", "2026-01-28"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
