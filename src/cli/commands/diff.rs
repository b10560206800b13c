//! `gapreg diff`: what changed, by entry and field.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use owo_colors::OwoColorize;

use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::CLEAN;
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs};
use crate::finding::counted;
use crate::output::{printable, write_json};
use crate::run::base::Base;
use crate::run::differences::{EntryDifference, RunDifferences};
use crate::settings::Selection;
use crate::text::{Source, as_code, harmless};
use crate::timeline::{ChangeKind, ChangeWords};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg diff                                 what is not committed yet
  gapreg diff origin/main                     what this branch did
  gapreg diff 2026-02-25                      what was done since that day
  gapreg diff v1.2..HEAD docs/                what was done since a release
  gapreg diff --format markdown origin/main   for a comment on a pull request";

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The commit to compare with, or two of them: `origin/main`, `v1.2..HEAD`; a day, `2026-02-25`, is
    /// the last commit before it
    ///
    /// It is compared where the later commit, else the current branch, set out from it: what others
    /// did there since is not shown.
    #[arg(value_name = "REV[..REV]", default_value = "HEAD", hide_default_value = true)]
    revisions: String,
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// How to write what changed
    #[arg(long, value_enum, default_value_t)]
    format: DiffFormat,
}

/// How changes are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum DiffFormat {
    /// For a terminal
    #[default]
    Text,
    /// For a comment on a pull request
    Markdown,
    /// One object, in a form that does not change
    Json,
}

pub(crate) fn run(args: &DiffArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let format = global.form(args.format, DiffFormat::Json, "changes are")?;
    let (since, until) = match args.revisions.split_once("..") {
        Some((since, until)) => (since, Some(until.trim_start_matches('.'))),
        None => (&*args.revisions, None),
    };
    let named = |revision: &str| if revision.is_empty() { "HEAD" } else { revision }.to_owned();
    let (since, until) = (named(since), until.map(named));
    let (project, inputs) = inputs::open(&args.paths, Selection::default(), global, terminal)?;
    let base = Base::of(&project, &inputs, &since, until.as_deref()).map_err(|error| {
        let is_path = args.paths.is_empty() && Path::new(&since).exists();
        let hint = format!("`{since}` is a path; write `gapreg diff HEAD {since}`");
        if is_path { error.context(hint) } else { error }
    })?;
    if let Some(conflict) = inputs.conflict().filter(|_| until.is_none()) {
        return Err(conflict);
    }
    let mut old = base.registers(&project.settings)?.sources;
    old.retain(|source| base.is_in_sight(source.path(), &inputs));
    let later = if until.is_some() { Some(base.later()?) } else { None };
    let new: Vec<&Source> = match &later {
        Some(later) => later.iter().collect(),
        None => inputs.sources.iter().map(AsRef::as_ref).collect(),
    };
    let differences = RunDifferences::between(&old, &new, &project.settings);
    match format {
        DiffFormat::Text => terminal.quote(|out| write_text(&differences, out))?,
        DiffFormat::Markdown => terminal.quote(|out| write_markdown(&differences, out))?,
        DiffFormat::Json => terminal.print(|out| write_json(&differences, out))?,
    }
    if format != DiffFormat::Json {
        let (all, count) = (differences.count(), differences.count_once(&project.settings));
        terminal.say(&match count {
            0 => "no entry changed".to_owned(),
            count if count < all => format!(
                "{} changed, {all} with those of translations",
                counted(count, "entry", "entries")
            ),
            count => format!("{} changed", counted(count, "entry", "entries")),
        });
    }
    Ok(CLEAN)
}

fn word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "added",
        ChangeKind::Closed => "closed",
        ChangeKind::Reopened => "reopened",
        ChangeKind::Moved => "moved",
        ChangeKind::Changed => "changed",
        ChangeKind::Removed => "removed",
    }
}

/// Each changed field in words; if no field changed, the summary of the entry, unless it is empty.
fn details(entry: &EntryDifference) -> Vec<String> {
    if entry.fields.is_empty() {
        let summary = Some(&entry.summary).filter(|summary| !summary.is_empty());
        return summary.into_iter().cloned().collect();
    }
    entry.fields.iter().map(|field| field.in_words(ChangeWords::ENGLISH)).collect()
}

fn write_text(differences: &RunDifferences, out: &mut dyn Write) -> io::Result<()> {
    let changed = differences.registers.iter().filter(|register| !register.entries.is_empty());
    for (at, register) in changed.enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", printable(&register.path).bold())?;
        let ids = register.entries.iter().filter_map(|entry| entry.id.as_ref());
        let width = ids.map(|id| id.chars().count()).max().unwrap_or(0);
        for entry in &register.entries {
            let word = format!("{:9}", word(entry.kind));
            let word = match entry.kind {
                ChangeKind::Added | ChangeKind::Closed => word.green().to_string(),
                ChangeKind::Removed | ChangeKind::Reopened => word.red().to_string(),
                ChangeKind::Moved | ChangeKind::Changed => word.cyan().to_string(),
            };
            let id = entry.id.as_deref().unwrap_or("–");
            let id = printable(id);
            writeln!(out, "  {word} {id:width$}  {}", printable(&entry.title))?;
            let indent = " ".repeat(width + 14);
            for detail in details(entry) {
                let detail = printable(&detail);
                if entry.fields.is_empty() {
                    writeln!(out, "{indent}{}", detail.dimmed())?;
                } else {
                    writeln!(out, "{indent}{detail}")?;
                }
            }
        }
    }
    Ok(())
}

fn write_markdown(differences: &RunDifferences, out: &mut dyn Write) -> io::Result<()> {
    let changed = differences.registers.iter().filter(|register| !register.entries.is_empty());
    for (at, register) in changed.enumerate() {
        let gap = if at > 0 { "\n" } else { "" };
        writeln!(out, "{gap}**{}**\n", as_code(&register.path))?;
        for entry in &register.entries {
            let mut word = word(entry.kind).to_owned();
            word[..1].make_ascii_uppercase();
            let id = entry.id.as_ref().map_or(String::new(), |id| format!(" {}", harmless(id)));
            let details = details(entry).iter().map(|one| harmless(one)).collect::<Vec<_>>();
            let details = details.join("; ");
            let details = if details.is_empty() { details } else { format!(" ({details})") };
            writeln!(out, "- **{word}{id}** {}{details}", harmless(&entry.title))?;
        }
    }
    Ok(())
}
