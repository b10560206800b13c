//! `gapreg list`.

mod json;
mod table;

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::session::Session;
use super::terminal::Terminal;
use super::{CLEAN, FOUND, Global};
use crate::config::Selection;

pub(super) const EXAMPLES: &str = "\
Examples:
  gapreg list                        every entry below this folder
  gapreg list --format json docs/    for programs
  gapreg list --format csv > gaps.csv";

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Registers, or folders to search for them [default: the current folder]
    paths: Vec<PathBuf>,
    /// How to write the entries
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// The formats of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum ListFormat {
    /// Columns for a terminal
    #[default]
    Table,
    /// One object, in a form that does not change
    Json,
    /// An object for each entry, one in a line
    Ndjson,
    /// Comma-separated values
    Csv,
    /// The same as json
    Yaml,
    /// A Markdown table
    Markdown,
}

pub(super) fn run(args: &ListArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let session = Session::open(&args.paths, Selection::default(), global, terminal)?;
    let (registers, unread) = session.registers(&session.sources);
    for finding in session.findings.iter().chain(&unread) {
        terminal.warn(&format!("{}: {}", finding.path, finding.message));
    }
    let list = json::List::of(&registers, &session.settings);
    let is_incomplete = !session.findings.is_empty() || !unread.is_empty();
    let width = terminal.width();
    terminal.print(|out| match args.format {
        ListFormat::Table => table::write_columns(&list, width, out),
        ListFormat::Markdown => table::write_markdown(&list, out),
        ListFormat::Csv => table::write_csv(&list, out),
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &list).map_err(std::io::Error::from)?;
            writeln!(out)
        }
        ListFormat::Ndjson => list.write_lines(out),
        ListFormat::Yaml => {
            let text = serde_yaml::to_string(&list).map_err(std::io::Error::other)?;
            out.write_all(text.as_bytes())
        }
    })?;
    Ok(session.code(if is_incomplete { FOUND } else { CLEAN }))
}
