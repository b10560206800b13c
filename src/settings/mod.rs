//! A configuration made ready for use: words looked up, patterns compiled, paths resolved.

mod configuration;
mod derived;
mod origin;
mod profile;

use std::path::{Component, Path, PathBuf};

use globset::GlobSet;

use crate::finding::Level;
use crate::mirror::{self, Pairing, Pattern, Place};
use crate::register::{Policy, Profile, Promise, Reading, Register};
use crate::triage::{self, TableInput, Times};
use crate::values::IdPattern;
use crate::vocabulary::{Key, UniqueMap, Vocabulary};

pub use configuration::*;
pub use derived::derived;
pub use profile::usual;

use origin::Origin;

/// What the name of a register holds, in any case, unless the configuration says otherwise.
const REGISTER_NAMES: [&str; 2] = ["gap-register", "gap_register"];
const MAX_SIZE_MIB: u32 = 32;

/// Rules chosen on the command line; they win over the configuration.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these, when there are any.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
}

impl Selection {
    /// Whether a rule runs.
    pub fn runs(&self, rule: &str) -> bool {
        let is_named = |names: &[String]| names.iter().any(|name| name == rule);
        !is_named(&self.ignore) && (self.select.is_empty() || is_named(&self.select))
    }
}

/// What a run goes by.
#[derive(Debug)]
pub struct Settings {
    /// The words.
    pub vocabulary: Vocabulary,
    /// The form of IDs.
    pub id: IdPattern,
    /// The policy that the configuration states.
    pub promise: Promise,
    /// The profile of every register, when the configuration says so.
    pub(super) profile: Option<Profile>,
    /// The keys every entry must have, when the configuration says so.
    pub(super) required: Option<Vec<Key>>,
    /// The keys an entry should have, when the configuration says so.
    pub(super) recommended: Option<Vec<Key>>,
    /// The configuration's name, as users see it.
    pub config_path: Option<String>,
    /// Where source pages are looked for, when the configuration says so.
    pub docs_root: Option<PathBuf>,
    /// How the triage table is wanted.
    pub triage: triage::Options,
    /// The largest file that is read, in bytes.
    pub max_bytes: u64,
    languages: Vec<String>,
    /// Where translations lie.
    mirrors: Option<Pattern>,
    /// The languages that every register has.
    mirror_languages: Vec<String>,
    selection: Selection,
    root: PathBuf,
    /// The folder above which a path says nothing about languages.
    anchor: PathBuf,
    cwd: PathBuf,
    patterns: Vec<String>,
    /// The configuration's globs; without them, the usual names.
    registers: Option<GlobSet>,
    exclude: GlobSet,
    rules: UniqueMap<LevelSetting>,
    overrides: Vec<(GlobSet, UniqueMap<LevelSetting>)>,
    accepted: Vec<Accepted>,
}

/// Findings that the configuration accepts.
#[derive(Debug)]
struct Accepted {
    rules: Vec<String>,
    paths: Option<GlobSet>,
    entries: Vec<String>,
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
        let vocabulary = Vocabulary::with(&config.vocabulary);
        let origin = Origin { file };
        let overrides = config.overrides.into_iter();
        let overrides = overrides.map(|part| Ok((origin.globs(&part.paths)?, part.rules)));
        let accepted = config.ignore.into_iter().map(|ignore| {
            let paths =
                (!ignore.paths.is_empty()).then(|| origin.globs(&ignore.paths)).transpose()?;
            Ok(Accepted { rules: ignore.rules, paths, entries: ignore.entries })
        });
        Ok(Self {
            id: origin.id_pattern(config.id_pattern.as_deref())?,
            promise: Promise {
                sla: config.sla.map(|sla| origin.sla(&sla, &vocabulary)).transpose()?,
                flow: origin.flow(config.flow, &vocabulary)?,
                calendar: origin.calendar(&config.calendar)?,
            },
            profile: config.profile,
            required: origin.keys(config.required.as_deref(), &vocabulary)?,
            recommended: origin.keys(config.recommended.as_deref(), &vocabulary)?,
            triage: origin.triage(config.triage, &vocabulary)?,
            config_path: file.map(|(path, _)| path.to_owned()),
            docs_root: config.docs_root.map(|folder| normal(&root.join(folder))),
            max_bytes: u64::from(config.max_size.unwrap_or(MAX_SIZE_MIB)) * 1024 * 1024,
            languages: if config.languages.is_empty() {
                config.mirrors.languages.clone()
            } else {
                config.languages
            },
            mirrors: origin.pattern(&config.mirrors)?,
            mirror_languages: config.mirrors.languages,
            selection: Selection::default(),
            root: normal(root),
            anchor: normal(root),
            cwd: cwd.to_owned(),
            registers: match &config.registers[..] {
                [] => None,
                patterns => Some(origin.globs(patterns)?),
            },
            patterns: config.registers,
            exclude: origin.globs(&config.exclude)?,
            rules: config.rules,
            overrides: overrides.collect::<Result<_, ConfigError>>()?,
            accepted: accepted.collect::<Result<_, ConfigError>>()?,
            vocabulary,
        })
    }

    /// The same settings for files in a repository whose root is known.
    #[must_use]
    pub fn anchored(mut self, anchor: Option<PathBuf>) -> Self {
        self.anchor = anchor.map_or(self.anchor, |anchor| normal(&anchor));
        self
    }

    /// A register's path with the language left open, as a path from the root of everything, and
    /// the language; nothing where none stands in it.
    pub fn family(&self, path: &str) -> Option<(PathBuf, String)> {
        let languages: Vec<&str> = self.vocabulary.languages().collect();
        if let Some(pattern) = &self.mirrors {
            let path = self.relative(path).to_string_lossy().replace('\\', "/");
            if let Some((family, language)) = pattern.family(&path, &languages) {
                return Some((self.root.join(family), language));
            }
        }
        let (family, language) = mirror::family(&self.inner(path), languages.into_iter())?;
        Some((self.anchor.join(family), language))
    }

    /// A path from the root of the repository, with forward slashes.
    fn inner(&self, path: &str) -> String {
        let whole = normal(&self.cwd.join(path));
        let inner = whole.strip_prefix(&self.anchor).unwrap_or(&whole);
        inner.to_string_lossy().replace('\\', "/")
    }

    /// The rules chosen on the command line.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The same settings with the rules chosen on the command line.
    #[must_use]
    pub fn with_selection(mut self, selection: Selection) -> Self {
        self.selection = selection;
        self
    }

    /// The policy in force for a register.
    pub fn policy(&self, register: &Register<'_>) -> Policy {
        Policy::of(register, &self.promise, &self.vocabulary)
    }

    /// What the triage table of a register is drawn from.
    pub fn table_input<'a>(
        &'a self,
        register: &'a Register<'a>,
        policy: &'a Policy,
    ) -> TableInput<'a> {
        TableInput {
            register,
            policy,
            vocabulary: &self.vocabulary,
            options: &self.triage,
            rewrites_texts: false,
            times: Times::default(),
        }
    }

    /// What it takes to read a register.
    pub fn reading(&self) -> Reading<'_> {
        Reading { vocabulary: &self.vocabulary, id: &self.id, cwd: &self.cwd, root: &self.anchor }
    }

    /// The place of a language among those of the registers: the leading one comes first.
    pub fn rank(&self, language: &str) -> usize {
        let configured = self.languages.iter().position(|code| code == language);
        configured.unwrap_or_else(|| {
            let known = self.vocabulary.languages().position(|code| code == language);
            self.languages.len() + known.unwrap_or(usize::MAX / 2)
        })
    }

    /// Which of some registers are translations of which.
    pub fn pair_up(&self, registers: &[Register<'_>]) -> Pairing {
        let registers: Vec<&Register<'_>> = registers.iter().collect();
        let paths = registers.iter().map(|register| &**register.source.path());
        let places: Vec<Place> = paths.map(|path| self.place(path)).collect();
        mirror::pair_up(&registers, &places, |language| self.rank(language))
    }

    /// Which of some registers must be seen together to compare them with their translations.
    pub fn companies(&self, paths: &[String]) -> Vec<Vec<usize>> {
        let places: Vec<Place> = paths.iter().map(|path| self.place(path)).collect();
        mirror::companies(&places)
    }

    fn place(&self, path: &str) -> Place {
        let family = self.family(path).map(|(family, _)| family);
        let family = family.map(|family| family.to_string_lossy().into_owned());
        Place { path: self.inner(path), family }
    }

    /// The languages that every register has, where the configuration says so.
    pub fn mirror_languages(&self) -> &[String] {
        &self.mirror_languages
    }

    /// The level at which a rule runs on a file; none when it is off there.
    pub fn level(&self, rule: &str, default: Level, path: &str) -> Option<Level> {
        if !self.selection.runs(rule) {
            return None;
        }
        match self.configured_level(rule, path) {
            // Asked for by name, a rule runs even where it is off.
            Some(LevelSetting::Off) if !self.selection.select.is_empty() => Some(default),
            Some(setting) => setting.level(),
            None => Some(default),
        }
    }

    /// The same for a rule that tells that a file could not be read: whichever rules are chosen,
    /// a run that did not look at a file must not pass for one that did.
    pub fn level_of_reading(&self, rule: &str, default: Level, path: &str) -> Option<Level> {
        if self.selection.ignore.iter().any(|name| name == rule) {
            return None;
        }
        self.configured_level(rule, path).map_or(Some(default), LevelSetting::level)
    }

    fn configured_level(&self, rule: &str, path: &str) -> Option<LevelSetting> {
        // Of several overrides that match, the last one counts.
        let mut overrides = self.overrides.iter().rev();
        let matching = overrides
            .find(|(globs, rules)| rules.contains_key(rule) && globs.is_match(self.relative(path)));
        matching.map_or(&self.rules, |(_, rules)| rules).get(rule).copied()
    }

    /// Whether the configuration accepts a finding.
    pub fn accepts(&self, rule: &str, path: &str, entry: Option<&str>) -> bool {
        self.accepted.iter().any(|accepted| {
            accepted.rules.iter().any(|name| name == rule)
                && accepted.paths.as_ref().is_none_or(|globs| globs.is_match(self.relative(path)))
                && (accepted.entries.is_empty()
                    || entry.is_some_and(|entry| accepted.entries.iter().any(|id| id == entry)))
        })
    }

    /// Whether a file found in a folder is a register, by its name.
    pub fn is_register(&self, path: &str) -> bool {
        let relative = self.relative(path);
        let is_named = match &self.registers {
            Some(globs) => globs.is_match(&relative),
            None => has_usual_name(path),
        };
        is_named && !self.exclude.is_match(&relative)
    }

    /// Whether the configuration says of a file that it is no register.
    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.is_match(self.relative(path))
    }

    /// The names under which registers are looked for, as users would list them.
    pub fn register_names(&self) -> String {
        let names: Vec<String> = match &self.patterns[..] {
            [] => REGISTER_NAMES.map(|name| format!("`*{name}*.md`")).to_vec(),
            patterns => patterns.iter().map(|name| format!("`{name}`")).collect(),
        };
        names.join(" and ")
    }

    /// A path as users see it, relative to the folder that the configuration governs.
    fn relative(&self, path: &str) -> PathBuf {
        let whole = normal(&self.cwd.join(path));
        whole.strip_prefix(&self.root).map_or_else(|_| whole.clone(), Path::to_owned)
    }
}

fn has_usual_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    name.strip_suffix(".md")
        .is_some_and(|stem| REGISTER_NAMES.iter().any(|usual| stem.contains(usual)))
}

/// A path without `.` and `..`, by its words alone.
pub fn normal(path: &Path) -> PathBuf {
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
        assert_eq!(settings.level("bad-sla", Level::Error, "en/a.md"), Some(Level::Warning));
        assert_eq!(settings.level("bad-sla", Level::Error, "tr/a.md"), None);
        assert_eq!(settings.level("bad-sla", Level::Error, "/r/sub/tr/a.md"), None);
        assert_eq!(settings.level("bad-date", Level::Error, "tr/a.md"), Some(Level::Error));
    }

    #[test]
    fn the_command_line_wins() {
        let only = Selection { select: vec!["bad-sla".into()], ignore: vec![] };
        let settings = settings("rules: { bad-sla: off }\n").unwrap().with_selection(only);
        assert_eq!(settings.level("bad-sla", Level::Error, "a.md"), Some(Level::Error));
        assert_eq!(settings.level("bad-date", Level::Error, "a.md"), None);
    }

    #[test]
    fn accepted_findings_are_bounded_by_rule_path_and_entry() {
        let text =
            "ignore: [{ rules: [bad-sla], paths: ['**/tr/*.md'], entries: [G-1], reason: x }]";
        let settings = settings(text).unwrap();
        assert!(settings.accepts("bad-sla", "tr/a.md", Some("G-1")));
        assert!(!settings.accepts("bad-sla", "tr/a.md", Some("G-2")));
        assert!(!settings.accepts("bad-sla", "en/a.md", Some("G-1")));
        assert!(!settings.accepts("bad-date", "tr/a.md", Some("G-1")));
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
    fn wrong_values_are_told_where_they_stand() {
        let error = |text: &str| settings(text).unwrap_err().to_string();
        insta::assert_snapshot!(error("sla: { P1: soon }"), @"gapreg.yaml:1:12: `soon` is no duration: write `24h`, `7d` or `2w`");
        insta::assert_snapshot!(error("required: [Ownr]"), @"gapreg.yaml:1:12: no field is called `Ownr`; did you mean `Owner`?");
        insta::assert_snapshot!(error("id-pattern: 'G-('"), @"gapreg.yaml:1:14: `G-(` is no pattern: found open group without closing ')'");
        insta::assert_snapshot!(error("registers: ['a[']"), @"gapreg.yaml:1:14: `a[` is no glob: unclosed character class; missing ']'");
    }
}
