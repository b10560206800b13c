//! The settings of a run: the configuration with words looked up, patterns compiled and paths
//! resolved. They decide nothing; each room decides what it is about.

mod acceptance;
mod accepted;
mod configuration;
mod declarations;
mod gate;
mod mirror_pattern;
mod quoting;
mod read;
mod resolve;
mod schema;
mod vocabulary_names;

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use globset::GlobSet;
use jiff::civil::Date;

use crate::register::{ConfiguredPolicy, Declarations, EarlierPromise, Profile, Reading};
use crate::triage;
use crate::values::IdPattern;
use crate::vocabulary::{Key, UniqueMap, Vocabulary};

pub use configuration::{Config, ConfigError};
pub(crate) use configuration::{
    DayOfWeek, FILE_NAMES, IdScope, LevelSetting, Mirrors, Names, PageSettings, Routes, Rows,
    States, TriageSettings, WorkingDays, place_of,
};
pub(crate) use gate::{Gate, IgnorePlace, KnownIgnore, Loosening};
pub(crate) use mirror_pattern::MirrorPattern;
pub(crate) use quoting::unquoted;
pub(crate) use schema::schema;

pub(crate) use acceptance::Acceptance;
use accepted::Accepted;
use resolve::{Resolver, further_states};

/// The name of a register contains one of these, in any case, unless the configuration has globs.
pub(crate) const REGISTER_NAMES: [&str; 2] = ["gap-register", "gap_register"];
const MAX_SIZE_MIB: u32 = 32;

/// Rules chosen on the command line; they win over the configuration.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these run, if there are any.
    pub(crate) select: Vec<String>,
    /// These do not run.
    pub(crate) ignore: Vec<String>,
}

impl Selection {
    pub(crate) fn runs(&self, rule: &str) -> bool {
        let is_named = |names: &[String]| names.iter().any(|name| name == rule);
        !is_named(&self.ignore) && (self.select.is_empty() || is_named(&self.select))
    }
}

/// The settings of a run.
#[derive(Debug)]
pub struct Settings {
    /// The words of all languages.
    pub vocabulary: Vocabulary,
    /// The form of IDs.
    pub id: IdPattern,
    /// Where an ID is unique.
    pub(crate) id_scope: IdScope,
    /// The policy that the configuration states.
    pub promise: ConfiguredPolicy,
    /// The profile of every register, if the configuration gives one.
    pub(crate) profile: Option<Profile>,
    /// The keys an entry should have, if the configuration lists them.
    pub(crate) recommended: Option<Vec<Key>>,
    /// The path of the configuration, as it is shown.
    pub(crate) config_path: Option<String>,
    /// The folder of the source pages, if the configuration names it.
    pub(crate) docs_root: Option<PathBuf>,
    /// The route contract, if the configuration names one; its file is a whole path.
    pub(crate) routes: Option<Routes>,
    /// What is asked of entries that are accepted until a day.
    pub(crate) acceptance: Acceptance,
    /// How the triage table is written.
    pub triage: triage::Options,
    /// The largest file that is read, in bytes.
    pub(crate) max_bytes: u64,
    /// The languages of the registers, the leading one first.
    pub(crate) languages: Vec<String>,
    /// The paths of translations, if the configuration gives a pattern.
    pub(crate) mirrors: Option<MirrorPattern>,
    /// The languages that every register must have, if the configuration lists them.
    pub(crate) mirror_languages: Vec<String>,
    /// The pages of the manual, if the configuration names any.
    pub(crate) pages: Option<PageFiles>,
    /// Where the entries of files are, as the configuration declares it.
    pub(crate) declarations: Arc<Declarations>,
    selection: Selection,
    /// The folder of the configuration.
    pub(crate) root: PathBuf,
    /// The root of the repository, else the folder of the configuration.
    pub(crate) anchor: PathBuf,
    cwd: PathBuf,
    patterns: Vec<String>,
    config_text: String,
    /// The globs of the configuration; without them, registers have the usual names.
    registers: Option<GlobSet>,
    exclude: GlobSet,
    rules: UniqueMap<LevelSetting>,
    overrides: Vec<(GlobSet, UniqueMap<LevelSetting>)>,
    accepted: Vec<Accepted>,
    /// What the configuration leaves out.
    loosenings: Vec<Loosening>,
    /// What a branch is held to, where it is looked at.
    pub(crate) gate: Option<Gate>,
    /// The day of the run, on which it is judged what is accepted for a time.
    pub(crate) today: Option<Date>,
}

/// Which files are pages of the manual.
#[derive(Debug)]
pub(crate) struct PageFiles {
    /// Those of these globs; without any, those in the language folder of each register.
    globs: Option<GlobSet>,
}

/// The keys whose values no rule judges, as the rule about them is off.
fn tolerated(rules: &UniqueMap<LevelSetting>) -> Vec<Key> {
    let judged = [
        ("unknown-status", &[Key::Status][..]),
        ("unknown-value", &[Key::Priority, Key::Severity, Key::Endpoints]),
        ("bad-sla", &[Key::Sla]),
        ("malformed-id", &[Key::Id]),
        ("bad-date", &[Key::FirstSeen, Key::LastReviewed, Key::AcceptedUntil]),
    ];
    let is_off = |rule: &str| rules.get(rule) == Some(&LevelSetting::Off);
    judged.iter().filter(|(rule, _)| is_off(rule)).flat_map(|(_, keys)| *keys).copied().collect()
}

impl Settings {
    /// The settings without a configuration.
    pub fn built_in(cwd: &Path) -> Self {
        Self::new(Config::default(), None, cwd, cwd).expect("the default configuration is sound")
    }

    /// The settings of a configuration that governs the folder `root`; `file` is its name and text.
    pub fn new(
        config: Config,
        file: Option<(&str, &str)>,
        root: &Path,
        cwd: &Path,
    ) -> Result<Self, ConfigError> {
        let loosenings = Loosening::of(&config);
        let root = &normal(root);
        let resolver = Resolver { file };
        resolver.check_vocabulary(&config)?;
        let mut vocabulary = Vocabulary::with(&config.vocabulary);
        let overrides = config.overrides.into_iter();
        let overrides = overrides.map(|part| Ok((resolver.globs(&part.paths)?, part.rules)));
        let flow = resolver.flow(config.flow, &vocabulary)?;
        let sla = config.sla.map(|sla| resolver.sla(&sla, &vocabulary)).transpose()?;
        let id = resolver.id_pattern(config.id_pattern.as_deref())?;
        let declared = (&config.read[..], &config.registers[..]);
        Ok(Self {
            pages: resolver.pages(config.pages, &mut vocabulary)?,
            id_scope: config.ids.scope,
            promise: ConfiguredPolicy {
                earlier: sla.iter().flatten().filter_map(EarlierPromise::of).collect(),
                sla: sla.map(|sla| sla.into_iter().map(|(name, sla)| (name, sla.now)).collect()),
                behind_flow: flow.behind,
                flow: flow.states,
                further: config.states.map(further_states),
                calendar: resolver.calendar(&config.calendar)?,
                profile: config.profile,
                tolerated: tolerated(&config.rules),
                required: resolver.keys(config.required.as_deref(), &vocabulary)?,
                id: id.clone(),
            },
            id,
            profile: config.profile,
            recommended: resolver.keys(config.recommended.as_deref(), &vocabulary)?,
            acceptance: resolver.acceptance(&config.accept, &vocabulary)?,
            triage: resolver.triage(config.triage, &vocabulary)?,
            config_path: file.map(|(path, _)| path.to_owned()),
            routes: config.routes.map(|routes| routes.below(root)),
            docs_root: config.docs_root.map(|folder| normal(&root.join(folder))),
            max_bytes: u64::from(config.max_size.unwrap_or(MAX_SIZE_MIB)) * 1024 * 1024,
            languages: match &config.languages[..] {
                [] => config.mirrors.languages.clone(),
                languages => languages.to_vec(),
            },
            mirrors: resolver.pattern(&config.mirrors)?,
            mirror_languages: config.mirrors.languages,
            declarations: Arc::new(resolver.declarations(declared, root, &vocabulary)?),
            loosenings,
            gate: None,
            selection: Selection::default(),
            root: root.clone(),
            anchor: root.clone(),
            cwd: cwd.to_owned(),
            registers: (!config.registers.is_empty())
                .then(|| resolver.globs(&config.registers))
                .transpose()?,
            patterns: config.registers,
            config_text: file.map(|(_, text)| text.to_owned()).unwrap_or_default(),
            exclude: resolver.globs(&config.exclude)?,
            rules: config.rules,
            overrides: overrides.collect::<Result<_, ConfigError>>()?,
            accepted: resolver.accepted(config.ignore)?,
            today: None,
            vocabulary,
        })
    }

    /// The same settings for files in the repository with that root.
    #[must_use]
    pub(crate) fn anchored(mut self, anchor: Option<PathBuf>) -> Self {
        self.anchor = anchor.map_or(self.anchor, |anchor| normal(&anchor));
        self
    }

    /// A path from the root of the repository, with forward slashes.
    pub(crate) fn repository_path(&self, path: &str) -> String {
        let whole = normal(&self.cwd.join(path));
        let inner = whole.strip_prefix(&self.anchor).unwrap_or(&whole);
        inner.to_string_lossy().replace('\\', "/")
    }

    /// The same settings with labels of a language that a configuration could name, too; `rules` are the names of all
    /// rules.
    pub(crate) fn with_labels(
        &self,
        language: &str,
        labels: &[(Key, String)],
        rules: &[&str],
    ) -> Result<Self, ConfigError> {
        let path = self.config_path.as_deref().unwrap_or_default();
        let mut config = match &*self.config_text {
            "" => Config::default(),
            text => Config::read(path, text, rules)?,
        };
        let words = config.vocabulary.entry(language.to_owned()).or_default();
        for (key, label) in labels {
            let name = self.vocabulary.name(*key).to_owned();
            words.labels.entry(name).or_default().push(label.clone());
        }
        let file = self.config_path.as_deref().map(|path| (path, &*self.config_text));
        let own = Self::new(config, file, &self.root, &self.cwd)?;
        let own = own.anchored(Some(self.anchor.clone())).with_selection(self.selection.clone());
        Ok(Self { today: self.today, ..own })
    }

    /// The rules chosen on the command line.
    pub(crate) fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The same settings with the rules chosen on the command line.
    #[must_use]
    pub(crate) fn with_selection(mut self, selection: Selection) -> Self {
        self.selection = selection;
        self
    }

    /// The same settings for a run on that day.
    #[must_use]
    pub fn on(mut self, today: Date) -> Self {
        self.today = Some(today);
        self
    }

    /// What reading a register needs.
    pub fn reading(&self) -> Reading<'_> {
        Reading {
            vocabulary: &self.vocabulary,
            id: &self.id,
            cwd: &self.cwd,
            root: &self.anchor,
            declarations: Some(&self.declarations),
        }
    }

    /// The level of a rule on a file, where the configuration gives it one.
    pub(crate) fn configured_level(&self, rule: &str, path: &str) -> Option<LevelSetting> {
        // Of several overrides that match, the last one counts.
        let mut overrides = self.overrides.iter().rev();
        let matching = overrides
            .find(|(globs, rules)| rules.contains_key(rule) && globs.is_match(self.relative(path)));
        matching.map_or(&self.rules, |(_, rules)| rules).get(rule).copied()
    }

    /// Whether a file found in a folder is a register, by its name.
    pub(crate) fn is_register(&self, path: &str) -> bool {
        self.is_named_like_register(path) && !self.exclude.is_match(self.relative(path))
    }

    /// Whether a file has the name of a register, be it excluded or not.
    pub(crate) fn is_named_like_register(&self, path: &str) -> bool {
        match &self.registers {
            Some(globs) => globs.is_match(self.relative(path)),
            None => has_usual_name(path),
        }
    }

    /// Whether the configuration says which files are registers.
    pub(crate) fn names_registers(&self) -> bool {
        self.registers.is_some()
    }

    /// The globs by which the configuration says which files are registers.
    pub(crate) fn register_globs(&self) -> &[String] {
        &self.patterns
    }

    /// The registers that the configuration lists by their paths, and by no pattern.
    pub(crate) fn listed_registers(&self) -> impl Iterator<Item = &str> {
        self.patterns.iter().map(String::as_str).filter(|pattern| is_path(pattern))
    }

    /// The line and the column of a word of the configuration.
    pub(crate) fn place_in_configuration(&self, word: &str) -> Option<(usize, usize)> {
        place_of(&self.config_text, word)
    }

    /// Whether the configuration lists the pages of the manual.
    pub(crate) fn lists_pages(&self) -> bool {
        self.pages.as_ref().is_some_and(|pages| pages.globs.is_some())
    }

    /// Whether a file is one of the pages that the configuration lists.
    pub(crate) fn is_listed_page(&self, path: &str) -> bool {
        let globs = self.pages.as_ref().and_then(|pages| pages.globs.as_ref());
        globs.is_some_and(|globs| globs.is_match(self.relative(path)))
    }

    /// Whether the configuration excludes a file.
    pub(crate) fn excludes(&self, path: &str) -> bool {
        self.exclude.is_match(self.relative(path))
    }

    /// The names of registers, as they are shown.
    pub(crate) fn register_names(&self) -> String {
        let names: Vec<String> = match &self.patterns[..] {
            [] => REGISTER_NAMES.map(|name| format!("`*{name}*.md`")).to_vec(),
            patterns => patterns.iter().map(|name| format!("`{name}`")).collect(),
        };
        names.join(" and ")
    }

    /// A path from the folder of the configuration.
    pub(crate) fn relative(&self, path: &str) -> PathBuf {
        let whole = normal(&self.cwd.join(path));
        whole.strip_prefix(&self.root).map_or_else(|_| whole.clone(), Path::to_owned)
    }
}

/// Whether a glob is the path of one file.
fn is_path(pattern: &str) -> bool {
    !pattern.contains(['*', '?', '[', ']', '{', '}', '\\', '!'])
}

/// Whether a file has the name of a register where no configuration gives others.
pub(crate) fn has_usual_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    name.strip_suffix(".md")
        .is_some_and(|stem| REGISTER_NAMES.iter().any(|usual| stem.contains(usual)))
}

/// A path without `.` and `..`; the file system is not asked.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Result<Settings, ConfigError> {
        let config = Config::read("gapreg.yaml", text, &["bad-sla", "bad-date"]).unwrap();
        Settings::new(config, Some(("gapreg.yaml", text)), Path::new("/r"), Path::new("/r/sub"))
    }

    #[test]
    fn overrides_go_by_the_path_from_the_configuration() {
        let text = "rules: { bad-sla: warning }\n\
                    overrides: [{ paths: ['sub/tr/**'], rules: { bad-sla: off } }]\n";
        let settings = settings(text).unwrap();
        let level = |rule: &str, path: &str| settings.configured_level(rule, path);
        assert_eq!(level("bad-sla", "en/a.md"), Some(LevelSetting::Warning));
        assert_eq!(level("bad-sla", "tr/a.md"), Some(LevelSetting::Off));
        assert_eq!(level("bad-sla", "/r/sub/tr/a.md"), Some(LevelSetting::Off));
        assert_eq!(level("bad-date", "tr/a.md"), None);
    }

    #[test]
    fn registers_are_known_by_name_in_any_case() {
        let settings = settings("exclude: ['**/old/**']\n").unwrap();
        for name in ["backend-gap-register.md", "a/BACKEND_GAP_REGISTER.tr.md", "Gap-Register.md"] {
            assert!(settings.is_register(name), "{name}");
        }
        for name in ["gaps.md", "old/gap-register.md", "gap-register.txt"] {
            assert!(!settings.is_register(name), "{name}");
        }
    }

    #[test]
    fn errors_point_at_the_wrong_value() {
        let error = |text: &str| settings(text).unwrap_err().to_string();
        insta::assert_snapshot!(error("sla: { P1: soon }"), @"gapreg.yaml:1:12: `soon` is not a duration: write `24h`, `7d` or `2w`");
        insta::assert_snapshot!(error("required: [Ownr]"), @"gapreg.yaml:1:12: no field is called `Ownr`; did you mean `Owner`?");
        insta::assert_snapshot!(error("id-pattern: 'G-('"), @"gapreg.yaml:1:14: `G-(` is not a pattern: found open group without closing ')'");
        insta::assert_snapshot!(error("registers: ['a[']"), @"gapreg.yaml:1:14: `a[` is not a glob: unclosed character class; missing ']'");
    }
}
