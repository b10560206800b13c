//! What a branch is held to: the configuration and the ignore comments of its base.

use std::collections::{HashMap, HashSet};

use super::configuration::{NameNeed, PageSettings};
use super::{Config, LevelSetting, Settings};
use crate::register::Policy;
use crate::values::{Until, parse_iso_date};
use crate::vocabulary::UniqueMap;

/// What a branch is held to.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    /// The settings of the base; nothing where it had no configuration.
    pub settings: Option<Box<Settings>>,
    /// The ignore comments of the base.
    pub ignores: HashMap<IgnorePlace, Until>,
    /// What each register of the base promised, by its path: a branch does not change the flow that
    /// it is held to.
    pub policies: HashMap<String, Policy>,
    /// The entries of the base: by the path of their register, their names.
    pub entries: HashSet<(String, String)>,
}

/// A rule that a comment ignores, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KnownIgnore {
    pub place: IgnorePlace,
    pub until: Until,
}

/// A rule that a comment ignores, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct IgnorePlace {
    pub path: String,
    pub rule: String,
    /// The name of the entry that the comment is about, if it is about one.
    pub entry: Option<String>,
    pub is_for_file: bool,
}

impl Gate {
    /// Adds a comment of the base. Of several in one place, the one that holds longest counts.
    pub(crate) fn add(&mut self, known: KnownIgnore) {
        let KnownIgnore { place, until } = known;
        let longest = self.ignores.entry(place).or_insert(until);
        *longest = until.max(*longest);
    }

    /// Whether a comment was at the base and held as long there, if only with an entry that moved from
    /// another register.
    pub(crate) fn knows(&self, ignore: &KnownIgnore) -> bool {
        let KnownIgnore { place, until } = ignore;
        let has_moved = || {
            let entry = place.entry.clone()?;
            let was_here = self.entries.contains(&(place.path.clone(), entry));
            let is_same = |known: &IgnorePlace| {
                known.rule == place.rule && known.entry == place.entry && !known.is_for_file
            };
            let is_held =
                |(known, longest): (&IgnorePlace, &Until)| is_same(known) && until <= longest;
            Some(!was_here && !place.is_for_file && self.ignores.iter().any(is_held))
        };
        self.ignores.get(place).is_some_and(|longest| until <= longest) || has_moved() == Some(true)
    }
}

/// What a configuration leaves out, in a form that can be compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Loosening {
    /// The files that a glob matches.
    Exclude(String),
    /// A rule that is off or quieter than another configuration has it, everywhere or in the files that
    /// some globs match.
    Level { rule: String, level: LevelSetting, paths: Vec<String> },
    /// The findings of a rule, in some files and entries.
    Ignore { rule: String, paths: Vec<String>, entries: Vec<String>, until: Until },
    /// Where the entries of some files are, which may leave out some of them.
    Read(String),
    /// There is no route contract.
    NoRoutes,
    /// There is one, and what it lacks counts for certain or not.
    Routes { is_complete: bool },
    /// No pages of the manual are compared.
    NoPages,
    /// Which pages are compared: those of these globs, or without any those beside the registers.
    Pages(PageSettings),
    /// How long an entry may be accepted; without a time, any.
    LongestAcceptance(Option<String>),
    /// It need not say who accepted an entry.
    NamelessAcceptance,
}

impl Loosening {
    /// What a configuration leaves out.
    pub(super) fn of(config: &Config) -> Vec<Self> {
        let levels = |rules: &UniqueMap<LevelSetting>, paths: &[String]| -> Vec<Self> {
            let level = |(rule, &level): (&String, &LevelSetting)| Self::Level {
                rule: rule.clone(),
                level,
                paths: paths.to_vec(),
            };
            rules.iter().map(level).collect()
        };
        let mut all: Vec<Self> = config.exclude.iter().cloned().map(Self::Exclude).collect();
        all.extend(levels(&config.rules, &[]));
        all.extend(config.overrides.iter().flat_map(|part| levels(&part.rules, &part.paths)));
        for ignore in &config.ignore {
            all.extend(ignore.rules.iter().map(|rule| Self::Ignore {
                rule: rule.clone(),
                paths: ignore.paths.clone(),
                entries: ignore.entries.clone(),
                until: Until::of(ignore.until.as_deref().and_then(parse_iso_date)),
            }));
        }
        all.extend(config.read.iter().map(|files| Self::Read(format!("{files:?}"))));
        all.push(match &config.routes {
            None => Self::NoRoutes,
            Some(routes) => Self::Routes { is_complete: routes.complete },
        });
        all.push(config.pages.clone().map_or(Self::NoPages, Self::Pages));
        all.push(Self::LongestAcceptance(config.accept.max.clone()));
        if config.accept.by == NameNeed::Optional {
            all.push(Self::NamelessAcceptance);
        }
        all
    }

    /// Whether it ignores the same findings as another one, and longer.
    fn holds_longer(&self, other: &Self) -> bool {
        let Self::Ignore { rule, paths, entries, until } = self else { return false };
        let Self::Ignore { until: shorter, .. } = other else { return false };
        let (rule, paths, entries) = (rule.clone(), paths.clone(), entries.clone());
        let same = Self::Ignore { rule, paths, entries, until: *shorter };
        same == *other && shorter <= until
    }

    /// The word of the configuration that says it.
    pub(crate) fn word(&self) -> &str {
        match self {
            Self::Exclude(glob) => glob,
            Self::Level { rule, .. } | Self::Ignore { rule, .. } => rule,
            Self::Read(_) => "read:",
            Self::NoRoutes | Self::Routes { .. } => "routes",
            Self::NoPages | Self::Pages(_) => "pages",
            Self::LongestAcceptance(_) | Self::NamelessAcceptance => "accept:",
        }
    }
}

impl PageSettings {
    /// Whether some pages or gap sections are not read that others read.
    fn reads_less_than(&self, other: &Self) -> bool {
        let has_all = |own: &[String], others: &[String]| others.iter().all(|it| own.contains(it));
        let names_none = |settings: &Self| settings.files.is_empty();
        names_none(self) != names_none(other)
            || !has_all(&self.files, &other.files)
            || !has_all(&self.headings, &other.headings)
    }
}

impl Settings {
    /// What these settings leave out, and others did not. `usual` is the level of a rule that no
    /// configuration mentions.
    pub(crate) fn loosened_since(
        &self,
        base: &Self,
        usual: impl Fn(&str) -> LevelSetting,
    ) -> Vec<&Loosening> {
        let known: HashSet<&Loosening> = base.loosenings.iter().collect();
        let is_weaker = |loosening: &&Loosening| match loosening {
            Loosening::Level { rule, level, .. } => {
                let before = base.rules.get(rule).copied().unwrap_or_else(|| usual(rule));
                level.rank() < before.rank()
            }
            Loosening::Routes { is_complete } => {
                !is_complete && base.routes.as_ref().is_some_and(|routes| routes.complete)
            }
            Loosening::NoRoutes => base.routes.is_some(),
            Loosening::NoPages => base.pages.is_some(),
            Loosening::Pages(own) => base.loosenings.iter().any(
                |then| matches!(then, Loosening::Pages(others) if own.reads_less_than(others)),
            ),
            Loosening::Ignore { .. } => {
                !base.loosenings.iter().any(|held| held.holds_longer(loosening))
            }
            Loosening::LongestAcceptance(_) => self.acceptance.lasts_longer_than(base.acceptance),
            Loosening::NamelessAcceptance => base.acceptance.needs_name,
            Loosening::Exclude(_) | Loosening::Read(_) => true,
        };
        let new = self.loosenings.iter().filter(|own| !known.contains(own));
        new.filter(is_weaker).collect()
    }

    /// The settings by which it is judged what a branch may do: those of its base, if there are any.
    pub(crate) fn of_gate(&self) -> &Self {
        self.gate.as_ref().and_then(|gate| gate.settings.as_deref()).unwrap_or(self)
    }
}
