//! Arguments that several commands take.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;

use super::completion;
use super::until;
use crate::finding::Level;
use crate::output::Format;
use crate::rules;
use crate::run::BranchOptions;
use crate::run::baseline::BaselineOptions;
use crate::settings::Selection;

/// Options that every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Use this configuration instead of the one found upward from the registers
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub(crate) config: Option<PathBuf>,
    /// How findings are written
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        help_heading = "Global options"
    )]
    pub(crate) output_format: Format,
    /// Write what would be printed on standard output to a file
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub(crate) output_file: Option<PathBuf>,
    /// Leave out files that the configuration excludes even where they are named, as hooks do
    #[arg(long, global = true, help_heading = "Global options")]
    pub(crate) force_exclude: bool,
    /// Whether to colour the output
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        help_heading = "Global options"
    )]
    pub(crate) color: ColorWhen,
    /// Say nothing about the run itself
    #[arg(long, short, global = true, conflicts_with = "verbose", help_heading = "Global options")]
    pub(crate) quiet: bool,
    /// Say more about the run
    #[arg(long, short, global = true, help_heading = "Global options")]
    pub(crate) verbose: bool,
    /// The day to count from, instead of today
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_day, help_heading = "Global options")]
    pub(crate) today: Option<Date>,
    /// The level from which on findings fail the run
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "LEVEL",
        help_heading = "Global options"
    )]
    pub(crate) fail_on: FailOn,
    /// The name of what comes in on standard input, when a PATH is `-`
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        default_value = "gap-register.md",
        help_heading = "Global options"
    )]
    pub(crate) stdin_filename: String,
}

impl Global {
    /// The form in which a command writes what is not a finding: the one asked for by its own
    /// `--format`, or JSON where that is said by `--output-format`. `what` is what it writes.
    pub(crate) fn form<F: Copy + Default + PartialEq>(
        &self,
        asked: F,
        json: F,
        what: &str,
    ) -> Result<F> {
        match self.output_format {
            Format::Human => Ok(asked),
            Format::Json if asked == F::default() || asked == json => Ok(json),
            _ => bail!("`--output-format` is for findings; `--format` says how {what} written"),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub(crate) enum FailOn {
    /// Errors fail the run
    #[default]
    Error,
    /// Warnings do, too
    Warning,
    /// No finding does
    Never,
}

impl FailOn {
    /// The level from which on findings fail the run.
    pub(crate) fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warning => Some(Level::Warning),
            Self::Never => None,
        }
    }
}

pub(crate) fn parse_day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write year, month and day: 2026-01-31".to_owned())
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub(crate) enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorWhen {
    pub(crate) fn choice(self) -> anstream::ColorChoice {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
    }
}

/// Rules by name.
#[derive(Debug, Args)]
pub(crate) struct RuleArgs {
    /// Run these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',', add = completion::rule_names())]
    select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', add = completion::rule_names())]
    ignore: Vec<String>,
}

impl RuleArgs {
    /// The selection; an error for a name that no rule has.
    pub(crate) fn selection(&self) -> Result<Selection> {
        let names = rules::names();
        let mut given = self.select.iter().chain(&self.ignore);
        if let Some(unknown) = given.find(|name| !names.contains(&name.as_str())) {
            bail!(rules::unknown(unknown));
        }
        Ok(Selection { select: self.select.clone(), ignore: self.ignore.clone() })
    }
}

#[derive(Debug, Default, Args)]
pub(crate) struct WhereArgs {
    /// Only the entries that this describes, such as `status = Open and priority <= P1`
    ///
    /// `gapreg help list` shows what an expression may contain. The entries of a translation are those
    /// whose leading entries are described.
    #[arg(long = "where", value_name = "EXPR", allow_hyphen_values = true)]
    pub condition: Option<String>,
}

#[derive(Debug, Default, Args)]
pub(crate) struct SinceArgs {
    /// Report only what was changed since this commit, and what those changes caused elsewhere
    ///
    /// The commit is compared where the current branch set out from it, so `origin/main` means
    /// what this branch did. A finding is reported when it points at a changed line, or when it
    /// was not there before: a row of the table that is out of date because its entry changed counts.
    #[arg(long, value_name = "REV", help_heading = "What is reported")]
    pub changed_since: Option<String>,
}

#[derive(Debug, Default, Args)]
pub(crate) struct BaselineArgs {
    /// Leave out the findings that this file holds, and report which of them are gone
    ///
    /// A finding is known by its rule, its file, its entry and its field, so moved lines and other
    /// words do not make it new, and a new one cannot hide behind an old one.
    #[arg(long, value_name = "FILE", help_heading = "What is reported")]
    baseline: Option<PathBuf>,
    /// Write the findings of this run to the baseline, and report none
    #[arg(
        long,
        requires = "baseline",
        conflicts_with_all = ["changed_since", "condition"],
        help_heading = "What is reported"
    )]
    write_baseline: bool,
    /// The last day on which --write-baseline accepts what is new in the baseline
    ///
    /// What the baseline holds already keeps its day, unless that is past.
    #[arg(
        long,
        value_name = "DATE",
        value_parser = until::day,
        requires = "write_baseline",
        help_heading = "What is reported"
    )]
    until: Option<Date>,
}

impl BaselineArgs {
    pub(crate) fn options(&self) -> Option<BaselineOptions<'_>> {
        let path = self.baseline.as_deref()?;
        Some(BaselineOptions { path, is_written: self.write_baseline, until: self.until })
    }
}

#[derive(Debug, Default, Args)]
pub(crate) struct BaseArgs {
    /// Check what changed since this commit against the flow, too: no state skipped, no ID changed
    ///
    /// The commit is compared where the current branch set out from it, so `origin/main` means what
    /// this branch did. Entries are followed by what they say, through new IDs, new names of their
    /// file and moves to another register.
    #[arg(long, value_name = "REV")]
    pub base: Option<String>,
    /// Look at each commit since then by itself, and not at what they made of it together
    ///
    /// What a merge itself changes is not looked at, nor what it brings in.
    #[arg(long, requires = "base")]
    pub each_commit: bool,
}

impl BaseArgs {
    pub(crate) fn options(&self) -> Option<BranchOptions<'_>> {
        let revision = self.base.as_deref()?;
        Some(BranchOptions { revision, each_commit: self.each_commit })
    }
}
