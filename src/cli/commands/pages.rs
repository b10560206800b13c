//! `gapreg pages`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::cli::shared::arguments::{Global, RuleArgs};
use crate::cli::shared::completion;
use crate::cli::shared::exit::{self, CLEAN, FAILED, FOUND};
use crate::cli::shared::findings::{RunResults, Show};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{inputs, pages};
use crate::lint::Scope;
use crate::run::{CheckOptions, RegisterCheck};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg pages                       the pages of every register below this folder
  gapreg pages docs/en               those of the registers in one language
  gapreg pages --fix                 write the IDs of entries into the gaps that belong to them
  gapreg pages --select page-contradicts-entry --output-format concise";

#[derive(Debug, Args)]
pub(crate) struct PagesArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// Write the ID of each entry into the gap that is surely its own
    #[arg(long)]
    fix: bool,
    /// Show what --fix would change, and write nothing
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    rules: RuleArgs,
    /// Count the findings of each rule instead of listing them
    #[arg(long)]
    statistics: bool,
}

pub(crate) fn run(args: &PagesArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let selection = args.rules.selection()?;
    let open = inputs::opening(args.fix && !args.diff, true);
    let (project, inputs) = open(&args.paths, selection, global, terminal)?;
    let registers = inputs.registers(&project);
    if args.diff {
        let shows = pages::show_fixes(&project, &registers.all, terminal)?;
        return Ok(exit::code(&inputs, if shows { FOUND } else { CLEAN }));
    }
    let has_failed = args.fix && pages::write(&project, &registers.all, terminal);
    let options = CheckOptions::all_of(Scope::Pages);
    let check = RegisterCheck { project: &project, inputs: &inputs, history: None, options };
    let checked = check.run_on(&registers, terminal)?;
    let results = RunResults { project: &project, inputs: &inputs, checked: &checked, options };
    let code = results.show(Show::of(args.statistics, false), global, terminal)?;
    Ok(if has_failed { FAILED } else { code })
}
