//! `gapreg schema`.

use anyhow::Result;

use crate::cli::shared::exit::CLEAN;
use crate::cli::shared::terminal::Terminal;
use crate::rules;
use crate::settings::schema;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg schema > gapreg.schema.json
  # yaml-language-server: $schema=gapreg.schema.json    (first line of gapreg.yaml)";

pub(crate) fn run(terminal: &Terminal) -> Result<u8> {
    let text = serde_json::to_string_pretty(&schema(&rules::names())?)?;
    terminal.print(|out| writeln!(out, "{text}"))?;
    Ok(CLEAN)
}
