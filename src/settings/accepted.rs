//! `ignore:` of a configuration → the findings that it accepts, some of them until a day.

use globset::GlobSet;
use jiff::civil::Date;

use super::Settings;
use super::configuration::{ConfigError, Ignore};
use super::resolve::Resolver;
use crate::text::Span;
use crate::values::{Until, parse_iso_date};

/// Findings that the configuration accepts.
#[derive(Debug)]
pub(super) struct Accepted {
    rules: Vec<String>,
    paths: Option<GlobSet>,
    entries: Vec<String>,
    until: Until,
    /// Where the configuration has the day.
    place: Span,
}

/// Findings that the configuration accepted until a day that is past.
#[derive(Debug)]
pub(crate) struct Lapsed<'s> {
    pub rules: &'s [String],
    pub day: Date,
    /// Where the configuration has the day.
    pub place: Span,
}

impl Resolver<'_> {
    pub(super) fn accepted(&self, ignores: Vec<Ignore>) -> Result<Vec<Accepted>, ConfigError> {
        let text = self.file.map_or("", |(_, text)| text);
        let mut at = text.find("ignore:").unwrap_or(0);
        let mut all = Vec::new();
        for ignore in ignores {
            let paths =
                (!ignore.paths.is_empty()).then(|| self.globs(&ignore.paths)).transpose()?;
            let mut until = Until::Always;
            if let Some(day) = &ignore.until {
                let Some(read) = parse_iso_date(day.trim()) else {
                    let message = format!("`{day}` is not a day: write `2027-01-31`");
                    return Err(self.error(day, message));
                };
                until = Until::Day(read);
                // The days follow each other in the text as they do in the list.
                at += text[at..].find(&**day).unwrap_or(0);
            }
            let place = Span::new(at, at + ignore.until.as_ref().map_or(0, String::len));
            if until != Until::Always {
                at = place.end as usize;
            }
            let Ignore { rules, entries, .. } = ignore;
            all.push(Accepted { rules, paths, entries, until, place });
        }
        Ok(all)
    }
}

impl Settings {
    /// Whether the configuration accepts a finding.
    pub(crate) fn accepts(&self, rule: &str, path: &str, entry: Option<&str>) -> bool {
        let holding = self.accepted.iter().filter(|accepted| accepted.until.holds_on(self.today));
        holding.into_iter().any(|accepted| {
            accepted.rules.iter().any(|name| name == rule)
                && accepted.paths.as_ref().is_none_or(|globs| globs.is_match(self.relative(path)))
                && (accepted.entries.is_empty()
                    || entry.is_some_and(|entry| accepted.entries.iter().any(|id| id == entry)))
        })
    }

    /// What the configuration accepted until a day that is past.
    pub(crate) fn lapsed(&self) -> impl Iterator<Item = Lapsed<'_>> {
        self.accepted.iter().filter_map(|accepted| match accepted.until {
            Until::Day(day) if !accepted.until.holds_on(self.today) => {
                Some(Lapsed { rules: &accepted.rules, day, place: accepted.place })
            }
            Until::Day(_) | Until::Always => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::settings::Config;

    fn settings(text: &str, today: &str) -> Result<Settings, ConfigError> {
        let config = Config::read("gapreg.yaml", text, &["bad-sla", "bad-date"]).unwrap();
        let (root, cwd) = (Path::new("/r"), Path::new("/r/sub"));
        let settings = Settings::new(config, Some(("gapreg.yaml", text)), root, cwd)?;
        Ok(settings.on(today.parse().unwrap()))
    }

    #[test]
    fn accepted_findings_are_bounded_by_rule_path_and_entry() {
        let text =
            "ignore: [{ rules: [bad-sla], paths: ['**/tr/*.md'], entries: [G-1], reason: x }]";
        let settings = settings(text, "2026-03-01").unwrap();
        assert!(settings.accepts("bad-sla", "tr/a.md", Some("G-1")));
        assert!(!settings.accepts("bad-sla", "tr/a.md", Some("G-2")));
        assert!(!settings.accepts("bad-sla", "en/a.md", Some("G-1")));
        assert!(!settings.accepts("bad-date", "tr/a.md", Some("G-1")));
        assert_eq!(settings.lapsed().count(), 0);
    }

    #[test]
    fn what_is_accepted_until_a_day_lapses_after_it() {
        let text = "ignore:\n  - { rules: [bad-sla], until: 2026-03-31, reason: x }\n  \
                    - { rules: [bad-date], reason: x, until: '2026-03-31' }\n";
        let on_the_day = settings(text, "2026-03-31").unwrap();
        assert!(on_the_day.accepts("bad-sla", "a.md", None));
        assert_eq!(on_the_day.lapsed().count(), 0);
        let after = settings(text, "2026-04-01").unwrap();
        assert!(!after.accepts("bad-sla", "a.md", None));
        let places: Vec<Span> = after.lapsed().map(|lapsed| lapsed.place).collect();
        assert_eq!(places.len(), 2);
        assert!(places.iter().all(|place| place.of(text) == "2026-03-31"));
        assert!(places[0].end < places[1].start);
    }

    #[test]
    fn what_is_no_day_is_an_error_of_the_configuration() {
        let text = "ignore: [{ rules: [bad-sla], until: May, reason: x }]\n";
        let error = settings(text, "2026-03-01").unwrap_err().to_string();
        insta::assert_snapshot!(error, @"gapreg.yaml:1:37: `May` is not a day: write `2027-01-31`");
    }
}
