//! `gapreg.yaml` → settings. Plain data: it knows no rule.

use std::fmt;
use std::path::Path;

use schemars::JsonSchema;
use serde::Deserialize;

use super::quoting::unquoted;
use super::read::ReadSettings;
use crate::finding::Level;
use crate::register::Profile;
use crate::vocabulary::{UniqueMap, Words, nearest};

/// The names under which a configuration is looked for, in a folder and those above it.
pub(crate) const FILE_NAMES: [&str; 2] = ["gapreg.yaml", ".gapreg.yaml"];

const MAX_DEPTH: usize = 64;

/// What `gapreg.yaml` holds. Every key is optional.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Globs of the registers, relative to this file. Default: `*gap-register*.md` and
    /// `*gap_register*.md`, in any case, in any folder.
    pub(crate) registers: Vec<String>,
    /// Globs of files that are not registers, although a glob of `registers` finds them.
    pub(crate) exclude: Vec<String>,
    /// The languages of the registers, the leading one first: `[en, tr]`.
    pub(crate) languages: Vec<String>,
    /// A regular expression that a whole ID matches: `G-\d{3}`.
    pub(crate) id_pattern: Option<String>,
    /// Where an ID is unique.
    pub(crate) ids: Ids,
    /// What is asked of the registers. Default: `backend-gap` for a register in today's form, a
    /// heading with fields for each gap; `generic` for any other.
    pub(crate) profile: Option<Profile>,
    /// The keys every entry must have. Default: ID, First Seen, Status, Priority, Owner, SLA,
    /// Source page, Symptom, Verification; in the generic profile ID, Gap and Status, where the
    /// register has such columns.
    pub(crate) required: Option<Vec<String>>,
    /// The keys an entry should have. Default: Environment, Target Version, Severity, Impact,
    /// Workaround, Escalation Package.
    pub(crate) recommended: Option<Vec<String>>,
    /// The SLA of each priority: `{ P0: 24h, P1: 7d }`. Default: what the register states.
    pub(crate) sla: Option<UniqueMap<String>>,
    /// The states in the order in which an entry passes them. Default: what the register states.
    pub(crate) flow: Option<Vec<String>>,
    /// The states beside the flow: `[Blocked, Won't fix]`; with `{ open: [Parked], closed:
    /// [Superseded] }`, those of a gap that waits and those that close it without a repair. Default:
    /// what the register states.
    pub(crate) states: Option<States>,
    /// The level of each rule, or `off`.
    pub(crate) rules: UniqueMap<LevelSetting>,
    /// Other levels for some files.
    pub(crate) overrides: Vec<Override>,
    /// Findings that are known and accepted.
    pub(crate) ignore: Vec<Ignore>,
    /// What is asked of entries that are accepted until a day.
    pub(crate) accept: AcceptSettings,
    /// Where the entries of files are. Default: found by what the files show.
    pub(crate) read: Vec<ReadSettings>,
    /// Words of a language, added to those that ship: labels, statuses, priorities, units.
    pub(crate) vocabulary: UniqueMap<Words>,
    /// The triage table.
    pub(crate) triage: TriageSettings,
    /// Where translations are.
    pub(crate) mirrors: Mirrors,
    /// The folder that source pages such as `/docs/en/a.md` are relative to, relative to this
    /// file. Default: found by walking up from the register.
    pub(crate) docs_root: Option<String>,
    /// The route contract that `gapreg check` holds entries against. Default: none.
    pub(crate) routes: Option<Routes>,
    /// The pages of the manual whose gap sections `check` compares with the registers.
    pub(crate) pages: Option<PageSettings>,
    /// Which days count when a gap is due.
    pub(crate) calendar: WorkingDays,
    /// The largest file that is read, in MiB. Default: 32.
    pub(crate) max_size: Option<u32>,
}

/// Where an ID is unique.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Ids {
    /// `project`: in all registers. `folder`: in the registers of one folder, so that each service
    /// may begin at G-001. A register and its translations share their IDs. Default: project.
    pub(crate) scope: IdScope,
}

/// The registers in which an ID is unique.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum IdScope {
    /// All of them.
    #[default]
    Project,
    /// Those of one folder.
    Folder,
}

/// How loud a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LevelSetting {
    /// It is not run.
    Off,
    /// Worth knowing.
    Info,
    /// Likely wrong.
    Warning,
    /// Wrong.
    Error,
}

impl LevelSetting {
    /// The louder, the higher.
    pub(crate) fn rank(self) -> u8 {
        match self {
            Self::Off => 0,
            Self::Info => 1,
            Self::Warning => 2,
            Self::Error => 3,
        }
    }

    /// The word for it in a configuration.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The level, unless it is off.
    pub(crate) fn level(self) -> Option<Level> {
        match self {
            Self::Off => None,
            Self::Info => Some(Level::Info),
            Self::Warning => Some(Level::Warning),
            Self::Error => Some(Level::Error),
        }
    }
}

/// Levels for the files that some globs match.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Override {
    /// Globs of files, relative to the configuration.
    pub(crate) paths: Vec<String>,
    /// The level of each rule there, or `off`.
    pub(crate) rules: UniqueMap<LevelSetting>,
}

/// How the triage table is written.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TriageSettings {
    /// Whether columns are padded to one width. Default: false, which keeps the style of the table.
    pub(crate) align: Option<bool>,
    /// What rows are ordered by: `document`, or keys such as `[Priority, SLA, ID]`. Default:
    /// document.
    pub(crate) order: Option<Names>,
    /// Which entries have a row. Default: all.
    pub(crate) include: Option<Rows>,
    /// The columns of a new table. Default: ID, Area, Gap, Priority, Owner, SLA,
    /// Target Version, Status, Workaround, Verification. Due, Age and Last change are worked out.
    pub(crate) columns: Option<Names>,
}

/// Where translations are.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Mirrors {
    /// The registers' paths, relative to this file, with the language left open:
    /// `docs/{lang}/**`. Default: a folder of the language, or its code at the end of the name.
    pub(crate) source: Option<String>,
    /// The languages, the leading one first: `[en, tr]`. Every register has all of them.
    pub(crate) languages: Vec<String>,
}

/// The route contract that entries are held against.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Routes {
    /// The file, relative to this one: an OpenAPI document, or what a framework prints of its routes.
    pub(crate) file: String,
    /// What is put before its paths, instead of what it says itself: `/api/v1`.
    pub(crate) base_path: Option<String>,
    /// Whether what is not in it does not exist. Default: false.
    #[serde(default)]
    pub(crate) complete: bool,
}

impl Routes {
    /// The same with a whole path, relative to a folder.
    pub(super) fn below(self, root: &Path) -> Self {
        let file = super::normal(&root.join(&self.file)).to_string_lossy().into_owned();
        Self { file, ..self }
    }
}

/// The pages of the manual whose gap sections are compared with the registers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PageSettings {
    /// Globs of the pages, relative to this file. Default: the Markdown files in the language folder of
    /// each register.
    pub(crate) files: Vec<String>,
    /// Headings of gap sections, beside those that the vocabulary knows: `[Known limitations]`.
    pub(crate) headings: Vec<String>,
}

/// Which days count when a gap is due.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct WorkingDays {
    /// Whether an SLA in hours or days counts the days on which people work. Default: false, only
    /// one that says so does: `5bd`.
    pub(crate) business_days: bool,
    /// The days of the week without work. Default: Saturday and Sunday.
    pub(crate) weekend: Option<Vec<DayOfWeek>>,
    /// The other days without work: `2026-05-01`, or `05-01` for each year.
    pub(crate) holidays: Vec<String>,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DayOfWeek {
    /// The first of a working week in most places.
    Monday,
    /// The second.
    Tuesday,
    /// The third.
    Wednesday,
    /// The fourth.
    Thursday,
    /// The fifth.
    Friday,
    /// The sixth.
    Saturday,
    /// The seventh.
    Sunday,
}

/// Which entries have a row.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Rows {
    /// Every one.
    All,
    /// Those that are not in the last state of the flow.
    Open,
}

/// Names as a list, or on one line with commas.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "names as a list, or on one line with commas")]
pub(crate) enum Names {
    /// `priority, sla`
    Line(String),
    /// `[priority, sla]`
    List(Vec<String>),
}

impl Names {
    pub(super) fn into_list(self) -> Vec<String> {
        match self {
            Self::Line(line) => line.split(',').map(|name| name.trim().to_owned()).collect(),
            Self::List(list) => list,
        }
    }
}

/// The states beside the flow, as a list or by what they say of a gap.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "`states` is a list of states, or `open` and `closed` with a list each"
)]
pub(crate) enum States {
    /// `[Blocked, Won't fix]`: those of the vocabulary are open or closed as it says, others open.
    List(Vec<String>),
    /// `{ open: [Parked], closed: [Superseded] }`
    ByEnd(StatesByEnd),
}

/// The states beside the flow, by what they say of a gap.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct StatesByEnd {
    /// The gap waits.
    pub(crate) open: Vec<String>,
    /// The gap is closed without a repair.
    pub(crate) closed: Vec<String>,
}

/// Findings that are known and accepted.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ignore {
    /// The rules whose findings are meant.
    pub(crate) rules: Vec<String>,
    /// Only in files that these globs match.
    #[serde(default)]
    pub(crate) paths: Vec<String>,
    /// Only in the entries of these IDs.
    #[serde(default)]
    pub(crate) entries: Vec<String>,
    /// The last day on which they are accepted: `2027-01-31`. Default: for good.
    pub(crate) until: Option<String>,
    /// Why that is right.
    #[expect(dead_code, reason = "for the readers of the configuration")]
    pub(crate) reason: String,
}

/// What is asked of entries that are accepted until a day.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct AcceptSettings {
    /// How far ahead the day may be: `180d`. Default: any.
    pub(super) max: Option<String>,
    /// Whether `Accepted by` has to name somebody. Default: optional.
    pub(super) by: NameNeed,
}

/// Whether a name is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum NameNeed {
    /// It is.
    Required,
    /// It is not.
    #[default]
    Optional,
}

/// What is wrong with a configuration, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub(crate) path: String,
    /// Line and column from 1, where they are known.
    pub(crate) place: Option<(usize, usize)>,
    /// What is wrong.
    pub(crate) message: String,
    /// What may have been meant.
    pub(crate) help: Option<String>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// A larger configuration is not read. None that is written by people comes near it, and the YAML
    /// parser is quadratic on some inputs.
    pub(crate) const MAX_BYTES: u64 = 64 * 1024;

    /// Reads a configuration; `rules` are the names that may be under `rules:`.
    pub fn read(path: &str, text: &str, rules: &[&str]) -> Result<Self, ConfigError> {
        let error = |place, message: String| ConfigError {
            path: path.to_owned(),
            place,
            help: suggestion(&message),
            message,
        };
        guard(text).map_err(|message| error(None, message))?;
        // An empty document, or one of comments alone, is null and not a map.
        let config: Option<Self> = serde_yaml::from_str(text).map_err(|why| {
            let place = why.location().map(|at| (at.line(), at.column()));
            error(place, unquoted(&without_place(&why.to_string())))
        })?;
        let config = config.unwrap_or_default();
        config.check_rule_names(path, text, rules)?;
        Ok(config)
    }

    fn check_rule_names(&self, path: &str, text: &str, rules: &[&str]) -> Result<(), ConfigError> {
        let levels = self.overrides.iter().map(|part| &part.rules).chain([&self.rules]);
        let named = levels.flat_map(|levels| levels.keys());
        let ignored = self.ignore.iter().flat_map(|ignore| &ignore.rules);
        let Some(unknown) = named.chain(ignored).find(|name| !rules.contains(&name.as_str()))
        else {
            return Ok(());
        };
        let near = nearest(unknown, rules.iter().copied());
        Err(ConfigError {
            path: path.to_owned(),
            place: place_of(text, unknown),
            message: format!("there is no rule `{unknown}`"),
            help: Some(near.map_or_else(
                || "`gapreg rules` lists them".to_owned(),
                |near| format!("did you mean `{near}`?"),
            )),
        })
    }
}

/// Refuses a text that the YAML parser would take too long to read.
fn guard(text: &str) -> Result<(), String> {
    if text.len() as u64 > Config::MAX_BYTES {
        let limit = Config::MAX_BYTES / 1024;
        return Err(format!("the configuration is larger than {limit} KiB"));
    }
    let mut depth = 0usize;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(format!("brackets are nested more than {MAX_DEPTH} deep"));
        }
    }
    Ok(())
}

/// The parser's message without the place, which is shown in front of it.
fn without_place(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}

/// For a message of the form "unknown field `x`, expected one of `a`, `b`": the nearest of those.
fn suggestion(message: &str) -> Option<String> {
    let is_unknown = message.contains("unknown field") || message.contains("unknown variant");
    let mut quoted = message.split('`').skip(1).step_by(2);
    let wrong = quoted.next().filter(|_| is_unknown)?;
    let near = nearest(wrong, quoted)?;
    Some(format!("did you mean `{near}`?"))
}

/// Line and column of the first whole word `word` in a text.
pub(crate) fn place_of(text: &str, word: &str) -> Option<(usize, usize)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let (at, _) = text.match_indices(word).find(|(at, _)| {
        !text[..*at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part)
    })?;
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[..at].matches('\n').count() + 1;
    Some((line, text[line_start..at].chars().count() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Config::read("gapreg.yaml", text, &["duplicate-id", "bad-sla"]).unwrap_err().to_string()
    }

    #[test]
    fn an_empty_configuration_is_the_default() {
        for text in ["", "# nothing\n", "rules: {}\n"] {
            assert!(Config::read("gapreg.yaml", text, &[]).unwrap().rules.is_empty());
        }
    }

    #[test]
    fn errors_have_a_place_and_a_suggestion() {
        insta::assert_snapshot!(error("languages: [en]\nrulez: {}\n"), @"gapreg.yaml:2:1: unknown field `rulez`, expected one of `registers`, `exclude`, `languages`, `id-pattern`, `ids`, `profile`, `required`, `recommended`, `sla`, `flow`, `states`, `rules`, `overrides`, `ignore`, `accept`, `read`, `vocabulary`, `triage`, `mirrors`, `docs-root`, `routes`, `pages`, `calendar`, `max-size`; did you mean `rules`?");
        insta::assert_snapshot!(error("rules:\n  duplicate-ids: off\n"), @"gapreg.yaml:2:3: there is no rule `duplicate-ids`; did you mean `duplicate-id`?");
        insta::assert_snapshot!(error("rules:\n  bad-sla: of\n"), @"gapreg.yaml:2:12: rules.bad-sla: unknown variant `of`, expected one of `off`, `info`, `warning`, `error`");
        insta::assert_snapshot!(error("rules:\n  bad-sla: off\n  bad-sla: info\n"), @"gapreg.yaml:2:3: rules: `bad-sla` is given twice");
        insta::assert_snapshot!(error("ignore:\n  - rules: [bad-sla]\n"), @"gapreg.yaml:2:5: ignore[0]: missing field `reason`");
        insta::assert_snapshot!(error("a: [\n"), @"gapreg.yaml:1:1: unknown field, expected one of `registers`, `exclude`, `languages`, `id-pattern`, `ids`, `profile`, `required`, `recommended`, `sla`, `flow`, `states`, `rules`, `overrides`, `ignore`, `accept`, `read`, `vocabulary`, `triage`, `mirrors`, `docs-root`, `routes`, `pages`, `calendar`, `max-size`");
    }

    #[test]
    fn hostile_configurations_are_refused_at_once() {
        assert!(error(&"[".repeat(32_000)).contains("nested"));
        assert!(error(&" ".repeat(70_000)).contains("larger"));
    }
}
