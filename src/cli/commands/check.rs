//! `gapreg check`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::cli::Global;
use crate::cli::commands::completions;
use crate::cli::shared::findings::{self, Show};
use crate::cli::shared::rules::RuleArgs;
use crate::cli::shared::terminal::Terminal;
use crate::files::DocsTree;
use crate::lint::Scope;
use crate::rules::Environment;
use crate::run::changes::{self, BaseArgs};
use crate::run::history::History;
use crate::run::inputs::Session;
use crate::run::reported::{BaselineArgs, Narrow, SinceArgs};

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
    #[arg(add = completions::registers())]
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
    let open = if args.base.base.is_some() { Session::open } else { Session::find };
    let mut session = open(&args.paths, selection, global, terminal)?;
    session.take_translations(terminal);
    let pages = DocsTree::new(&session.settings, &session.cwd);
    let past = History::of(&session, terminal);
    let world =
        Environment { today: session.today, pages: &pages, history: Some(&past), changes: None };
    let changes = changes::changes(&args.base, &mut session, world, terminal)?;
    let world = Environment { changes: changes.as_ref(), ..world };
    let show = if args.statistics { Show::Statistics } else { Show::Findings };
    let narrow = Narrow { since: Some(&args.since), baseline: Some(&args.baseline) };
    let code = findings::run(&session, world, Scope::All, show, narrow, global, terminal)?;
    past.tell_of_gaps(terminal);
    Ok(code)
}
