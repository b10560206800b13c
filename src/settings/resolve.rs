//! The parts of a configuration as values; errors point at the place in its text.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use jiff::civil::Weekday;

use super::{
    ConfigError, DayOfWeek, MirrorPattern, Mirrors, Names, PageFiles, PageSettings, Rows, States,
    TriageSettings, WorkingDays, place_of,
};
use crate::register::{StatedState, take_further};
use crate::triage;
use crate::values::{Calendar, DatedSla, IdPattern};
use crate::vocabulary::{Key, NAMES, UniqueMap, Vocabulary, nearest};

/// The flow of a configuration.
#[derive(Default)]
pub(super) struct ConfiguredFlow {
    pub states: Option<Vec<String>>,
    /// The states behind it that are beside it.
    pub behind: Vec<StatedState>,
}

/// The states beside the flow, as a configuration gives them.
pub(super) fn further_states(states: States) -> Vec<StatedState> {
    let (open, closed, is_known) = match states {
        States::List(list) => (list, Vec::new(), true),
        States::ByEnd(by) => (by.open, by.closed, false),
    };
    let named = |names: Vec<String>, is_closed: bool| {
        let is_closed = (!is_known).then_some(is_closed);
        names.into_iter().map(move |name| StatedState { name, is_closed })
    };
    named(open, false).chain(named(closed, true)).collect()
}

fn canonical_flow(flow: &[String], vocabulary: &Vocabulary) -> Vec<String> {
    flow.iter()
        .map(|state| vocabulary.translated_status(state).unwrap_or(state).to_owned())
        .collect()
}

fn weekday(day: DayOfWeek) -> Weekday {
    match day {
        DayOfWeek::Monday => Weekday::Monday,
        DayOfWeek::Tuesday => Weekday::Tuesday,
        DayOfWeek::Wednesday => Weekday::Wednesday,
        DayOfWeek::Thursday => Weekday::Thursday,
        DayOfWeek::Friday => Weekday::Friday,
        DayOfWeek::Saturday => Weekday::Saturday,
        DayOfWeek::Sunday => Weekday::Sunday,
    }
}

/// Makes values of a configuration, and points at what is wrong in its text.
pub(super) struct Resolver<'c> {
    /// Name and text.
    pub file: Option<(&'c str, &'c str)>,
}

impl Resolver<'_> {
    pub(super) fn error(&self, word: &str, message: String) -> ConfigError {
        let (path, text) = self.file.unwrap_or_default();
        ConfigError { path: path.to_owned(), place: place_of(text, word), message, help: None }
    }

    pub(super) fn flow(
        &self,
        flow: Option<Vec<String>>,
        vocabulary: &Vocabulary,
    ) -> Result<ConfiguredFlow, ConfigError> {
        let Some(flow) = flow else { return Ok(ConfiguredFlow::default()) };
        if flow.len() < 2 {
            return Err(self.error("flow", "a flow has at least two states".to_owned()));
        }
        let mut states = canonical_flow(&flow, vocabulary);
        let behind = take_further(&mut states, vocabulary);
        Ok(ConfiguredFlow { states: Some(states), behind })
    }

    pub(super) fn id_pattern(&self, pattern: Option<&str>) -> Result<IdPattern, ConfigError> {
        let Some(pattern) = pattern else { return Ok(IdPattern::default()) };
        IdPattern::new(pattern).map_err(|why| {
            let error = self.error(pattern, format!("`{pattern}` is not a pattern: {why}"));
            // In double quotes, the pattern is escaped and does not occur in the text.
            let key = self.error("id-pattern", String::new());
            ConfigError { place: error.place.or(key.place), ..error }
        })
    }

    pub(super) fn globs(&self, patterns: &[String]) -> Result<GlobSet, ConfigError> {
        if patterns.is_empty() {
            return Ok(GlobSet::empty());
        }
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            let mut glob = GlobBuilder::new(pattern);
            let glob = glob.case_insensitive(true).literal_separator(true).build();
            set.add(glob.map_err(|why| {
                self.error(pattern, format!("`{pattern}` is not a glob: {}", why.kind()))
            })?);
        }
        set.build().map_err(|why| self.error("", why.to_string()))
    }

    /// The pages of the manual, whose headings become known to the vocabulary.
    pub(super) fn pages(
        &self,
        pages: Option<PageSettings>,
        vocabulary: &mut Vocabulary,
    ) -> Result<Option<PageFiles>, ConfigError> {
        let Some(PageSettings { files, headings }) = pages else { return Ok(None) };
        vocabulary.add_page_headings(&headings);
        let globs = (!files.is_empty()).then(|| self.globs(&files)).transpose()?;
        Ok(Some(PageFiles { globs }))
    }

    pub(super) fn keys(
        &self,
        names: Option<&[String]>,
        vocabulary: &Vocabulary,
    ) -> Result<Option<Vec<Key>>, ConfigError> {
        let each = names.map(|names| names.iter().map(|name| self.key(name, vocabulary)));
        each.map(Iterator::collect).transpose()
    }

    pub(super) fn key(&self, name: &str, vocabulary: &Vocabulary) -> Result<Key, ConfigError> {
        vocabulary.key_named(name).or_else(|| vocabulary.key(name)).ok_or_else(|| {
            let near = nearest(name, NAMES.iter().map(|(_, known)| *known));
            let help = near.map_or_else(
                || "a field of your own needs a label under `vocabulary:` first".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let error = self.error(name, format!("no field is called `{name}`"));
            ConfigError { help: Some(help), ..error }
        })
    }

    pub(super) fn pattern(&self, mirrors: &Mirrors) -> Result<Option<MirrorPattern>, ConfigError> {
        let Some(source) = &mirrors.source else { return Ok(None) };
        let pattern = MirrorPattern::parse(source).ok_or_else(|| {
            let message = format!("`{source}` leaves no language open");
            let help = "write `{lang}` where the language is: `docs/{lang}/**`".to_owned();
            ConfigError { help: Some(help), ..self.error(source, message) }
        })?;
        Ok(Some(pattern))
    }

    pub(super) fn triage(
        &self,
        triage: TriageSettings,
        vocabulary: &Vocabulary,
    ) -> Result<triage::Options, ConfigError> {
        let usual = triage::Options::default();
        let is_document = |names: &[String]| matches!(names, [only] if only == "document");
        let order = match triage.order.map(Names::into_list) {
            Some(names) if !is_document(&names) => {
                self.keys(Some(&names), vocabulary)?.unwrap_or_default()
            }
            _ => usual.order,
        };
        let columns = triage.columns.map(Names::into_list);
        let columns = self.keys(columns.as_deref(), vocabulary)?.unwrap_or(usual.columns);
        if !columns.contains(&Key::Id) {
            let message = "a triage table needs a column for IDs".to_owned();
            return Err(self.error("columns", message));
        }
        let include = match triage.include {
            Some(Rows::Open) => triage::Include::Open,
            Some(Rows::All) | None => triage::Include::All,
        };
        Ok(triage::Options { is_aligned: triage.align.unwrap_or(false), order, include, columns })
    }

    pub(super) fn calendar(&self, days: &WorkingDays) -> Result<Calendar, ConfigError> {
        let mut calendar = Calendar::default();
        calendar.counts_business_days = days.business_days;
        if let Some(weekend) = &days.weekend {
            let weekend = weekend.iter().map(|&day| weekday(day)).collect();
            let no_work = || self.error("weekend", "a week has a day on which people work".into());
            calendar = calendar.with_weekend(weekend).ok_or_else(no_work)?;
        }
        for text in &days.holidays {
            if !calendar.add_holiday(text) {
                let message =
                    format!("`{text}` is not a day: write `2026-05-01`, or `05-01` for each year");
                return Err(self.error(text, message));
            }
        }
        Ok(calendar)
    }

    pub(super) fn sla(
        &self,
        sla: &UniqueMap<String>,
        vocabulary: &Vocabulary,
    ) -> Result<Vec<(String, DatedSla)>, ConfigError> {
        let each = sla.iter().map(|(priority, text)| {
            let name = vocabulary.priority(priority).unwrap_or(priority).to_owned();
            let Ok(sla) = DatedSla::read(text, vocabulary) else {
                let message = format!("`{text}` is not a duration: write `24h`, `7d` or `2w`");
                return Err(self.error(text, message));
            };
            Ok((name, sla))
        });
        each.collect()
    }
}
