//! `gapreg explain`.

use std::io::{self, Write};

use anyhow::{Result, bail};
use clap::Args;
use owo_colors::OwoColorize;

use crate::cli::shared::completion;
use crate::cli::shared::exit::CLEAN;
use crate::cli::shared::terminal::Terminal;
use crate::rules::{self, LineKind, Rule};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg explain missing-field    the rule's page
  gapreg rules                    the names of all rules";

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The rule's name, as it is in brackets beside a finding
    #[arg(add = completion::rule_names())]
    rule: String,
}

pub(crate) fn run(args: &ExplainArgs, terminal: &Terminal) -> Result<u8> {
    let Some(rule) = rules::rule(&args.rule) else {
        bail!(rules::unknown(&args.rule));
    };
    terminal.print(|out| write_page(rule, out))?;
    Ok(CLEAN)
}

/// Writes a page, its headings and its code in colour.
fn write_page(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    for (kind, line) in rule.lines() {
        match kind {
            LineKind::Fence => writeln!(out, "{}", line.dimmed())?,
            LineKind::Code => writeln!(out, "{}", line.cyan())?,
            LineKind::Heading => writeln!(out, "{}", line.bold())?,
            LineKind::Prose => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}
