//! `gapreg explain`.

use std::io::{self, Write};

use anyhow::{Result, bail};
use clap::Args;
use owo_colors::OwoColorize;

use super::CLEAN;
use super::terminal::Terminal;
use crate::rules;

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The rule's name, as it stands in brackets beside a finding
    rule: String,
}

pub(super) fn run(args: &ExplainArgs, terminal: &Terminal) -> Result<u8> {
    let Some(rule) = rules::rule(&args.rule) else {
        bail!(rules::unknown(&args.rule));
    };
    terminal.print(|out| write_page(rule.page, out))?;
    Ok(CLEAN)
}

/// A page as it stands, its headings and code told apart by colour.
fn write_page(page: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut fence: Option<&str> = None;
    for line in page.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        if ticks.len() >= 3 && fence.is_none_or(|open| open == ticks) {
            fence = if fence.is_some() { None } else { Some(ticks) };
            // What the tests read off the fence is nothing to a reader.
            let word = line.split_whitespace().next().unwrap_or(ticks);
            writeln!(out, "{}", word.dimmed())?;
        } else if fence.is_some() {
            writeln!(out, "{}", line.cyan())?;
        } else if line.starts_with('#') {
            writeln!(out, "{}", line.bold())?;
        } else {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
