//! Findings → text, in the formats that people and programs read.

mod concise;
mod fingerprint;
mod github;
mod gitlab;
mod human;
mod inert_json;
mod json;
mod junit;
mod places;
mod rdjson;
mod sarif;
mod snippet;

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::finding::{Finding, Fix, Level, Safety};
use crate::mirror::LanguageStatus;
use crate::text::Source;

pub(crate) use crate::text::printable;
pub(crate) use inert_json::{InertJson, inert};
pub(crate) use json::JsonPosition;

/// The formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The line in question, a caret under the word, and help
    #[default]
    Human,
    /// One line for each finding
    Concise,
    /// One object, in a form that does not change
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations in GitHub Actions
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit's XML, for whatever shows test results
    Junit,
    /// For reviewdog, with fixes as suggestions
    Rdjson,
}

impl Format {
    /// Whether it is made for people, and not for programs.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Concise | Self::Github)
    }

    /// Whether its paths start at the root of the repository.
    pub(crate) fn names_from_repository(self) -> bool {
        matches!(self, Self::Sarif | Self::Github | Self::Gitlab)
    }
}

/// Writes an object as indented JSON.
pub(crate) fn write_json(object: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(InertJson(out), object).map_err(io::Error::from)?;
    writeln!(out)
}

/// The findings of a run, and all that the formats need.
#[derive(Debug)]
pub struct FindingsReport<'a> {
    /// The findings, in order.
    pub findings: &'a [Finding],
    /// By path, all sources that have findings or related places; there may be more.
    pub sources: HashMap<Arc<str>, &'a Source>,
    /// The paths to write, where they differ from those of the findings.
    pub names: HashMap<Arc<str>, String>,
    /// The lowest level that fails the run.
    pub fails_from: Option<Level>,
    /// The files that were read.
    pub files: &'a [Arc<str>],
    /// How many entries were read.
    pub entries: usize,
    /// How far each language is in step, where translations were compared.
    pub languages: Option<&'a [LanguageStatus]>,
}

/// The counts at the end of a report.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct FindingCounts {
    /// Files read.
    pub files: usize,
    /// Entries read.
    pub entries: usize,
    /// Findings of that level.
    pub errors: usize,
    /// Findings of that level.
    pub warnings: usize,
    /// Findings of that level.
    pub infos: usize,
    /// Findings with a fix.
    pub fixable: usize,
    /// Findings with a safe fix.
    #[serde(skip)]
    pub safely_fixable: usize,
}

impl FindingsReport<'_> {
    /// The counts.
    pub(crate) fn counts(&self) -> FindingCounts {
        let count = |is: &dyn Fn(&Finding) -> bool| self.findings.iter().filter(|f| is(f)).count();
        let is_safe = |f: &Finding| f.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
        FindingCounts {
            files: self.files.len(),
            entries: self.entries,
            errors: count(&|f| f.level == Level::Error),
            warnings: count(&|f| f.level == Level::Warning),
            infos: count(&|f| f.level == Level::Info),
            fixable: count(&|f| f.fix.is_some()),
            safely_fixable: count(&is_safe),
        }
    }

    /// Writes the report in a format.
    pub fn write(&self, format: Format, color: bool, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Human => human::write(self, color, out),
            Format::Concise => concise::write(self, out),
            Format::Json => json::write(self, out),
            Format::Sarif => sarif::write(self, out),
            Format::Github => github::write(self, out),
            Format::Gitlab => gitlab::write(self, out),
            Format::Junit => junit::write(self, out),
            Format::Rdjson => rdjson::write(self, out),
        }
    }

    /// The path to write for a file.
    fn name<'p>(&'p self, path: &'p str) -> &'p str {
        self.names.get(path).map_or(path, String::as_str)
    }

    /// Whether a finding of that level fails the run.
    pub(crate) fn fails(&self, level: Level) -> bool {
        self.fails_from.is_some_and(|from| level >= from)
    }
}

impl<'a> FindingsReport<'a> {
    /// The findings of each file, with its source.
    fn by_file(&self) -> impl Iterator<Item = (&'a Source, &'a [Finding])> {
        self.findings
            .chunk_by(|a, b| a.path == b.path)
            .filter_map(|findings| Some((*self.sources.get(&findings[0].path)?, findings)))
    }
}

/// A fix and the option that applies it: "write `P1` (`--fix`)".
fn fix_line(fix: &Fix) -> String {
    let option = match fix.safety {
        Safety::Safe => "--fix",
        Safety::Unsafe => "--unsafe-fixes",
    };
    format!("{} (`{option}`)", printable(&fix.title))
}

/// Message, help and fix of a finding, in lines.
fn in_full(finding: &Finding) -> String {
    let help = finding.help.as_ref().map(|help| format!("help: {help}"));
    let fix = finding.fix.as_ref().map(|fix| format!("fix: {}", fix_line(fix)));
    let lines = [Some(finding.full_message().into_owned()), help, fix];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// A list that is serialized item by item, so that a hundred thousand findings are never in memory
/// twice.
struct Stream<F>(F);

impl<I, F> Serialize for Stream<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}
