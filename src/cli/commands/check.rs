//! `gapreg check`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::cli::shared::arguments::{BaseArgs, BaselineArgs, Global, RuleArgs, SinceArgs};
use crate::cli::shared::completion;
use crate::cli::shared::findings::{RunResults, Show};
use crate::cli::shared::inputs;
use crate::cli::shared::terminal::Terminal;
use crate::lint::Scope;
use crate::run::{CheckOptions, RegisterCheck, RegisterHistory};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg check                                  everything, below this folder
  gapreg check --output-format concise docs/    one line for each finding, for a log
  gapreg check --fail-on warning                warnings fail, too
  gapreg check --baseline known.json            only what is not in the baseline
  gapreg check --changed-since origin/main      only what this branch did
  gapreg check --base origin/main               and whether this branch kept to the flow
  gapreg check --output-format sarif --output-file gaps.sarif";

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    since: SinceArgs,
    #[command(flatten)]
    base: BaseArgs,
    #[command(flatten)]
    baseline: BaselineArgs,
    /// Count the findings of each rule instead of listing them
    #[arg(long)]
    statistics: bool,
}

pub(crate) fn run(args: &CheckArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let selection = args.rules.selection()?;
    let branch = args.base.options();
    let open = if branch.is_some() { inputs::open } else { inputs::find };
    let (project, mut inputs) = open(&args.paths, selection, global, terminal)?;
    inputs.add_translations(&project, terminal);
    inputs::keep_output_apart(&project, &inputs, terminal)?;
    let history = RegisterHistory::of(inputs.paths(), project.today, terminal);
    let options = CheckOptions {
        branch,
        changed_since: args.since.changed_since.as_deref(),
        baseline: args.baseline.options(),
        ..CheckOptions::all_of(Scope::All)
    };
    let check =
        RegisterCheck { project: &project, inputs: &inputs, history: Some(&history), options };
    let checked = check.run(terminal)?;
    let show = if args.statistics { Show::Statistics } else { Show::Findings };
    let results = RunResults { project: &project, inputs: &inputs, checked: &checked, options };
    let code = results.show(show, global, terminal)?;
    history.report_gaps(terminal);
    Ok(code)
}
