//! `gapreg renumber`.

use std::io::{self, BufRead, IsTerminal};

use anyhow::{Result, bail};
use clap::Args;

use crate::cli::shared::agreement::Agreement;
use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::{self, CLEAN};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs};
use crate::run::renumbering::{Candidate, RenumberOptions, renumber};
use crate::settings::Selection;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg renumber --base origin/main         the entries that this branch added move
  gapreg renumber G-006                      asks which of the two moves
  gapreg renumber G-006 --heading \"Retry\"    the one with this word in its heading
  gapreg renumber --base main --diff         show what would change";

#[derive(Debug, Args)]
pub(crate) struct RenumberArgs {
    /// IDs that several entries have [default: all of them]; and registers, or folders to search
    #[arg(value_name = "ID|PATH", add = completion::ids())]
    ids: Vec<String>,
    /// The entries that were added since this commit move
    #[arg(long, value_name = "REV", conflicts_with = "heading")]
    base: Option<String>,
    /// The entry that has these words in its heading moves
    #[arg(long, value_name = "WORDS")]
    heading: Option<String>,
    #[command(flatten)]
    agreement: Agreement,
}

pub(crate) fn run(args: &RenumberArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let (ids, places) = args.agreement.part(&args.ids);
    if args.heading.is_some() && ids.len() != 1 {
        bail!(
            "--heading says which entry of one ID moves: name the ID, as in `gapreg renumber G-006`"
        );
    }
    let (project, mut inputs) = inputs::open(&places, Selection::default(), global, terminal)?;
    inputs.add_translations(&project, terminal);
    if let Some(conflict) = inputs.conflict() {
        return Err(conflict);
    }
    let options = RenumberOptions {
        ids: &ids,
        base: args.base.as_deref(),
        heading: args.heading.as_deref(),
        ask: &|id, candidates| ask(id, candidates, terminal),
    };
    let (done, new) = renumber(&options, &mut inputs, &project, terminal)?;
    if done.moved.is_empty() {
        terminal.say("every ID is there once: nothing to do");
        return Ok(exit::code(&inputs, CLEAN));
    }
    for one in &done.moved {
        terminal.say(&format!("{} is {} now: {} ({})", one.old, one.new, one.heading, one.path));
    }
    for place in &done.elsewhere {
        terminal.say(&format!("note: {place} stays: a link to another repository"));
    }
    for place in &done.left {
        terminal.say(&format!("note: {place} stays: it may mean the entry that keeps the ID"));
    }
    args.agreement.settle(new, &mut inputs, &project, terminal)
}

/// Asks which of several entries moves.
fn ask(id: &str, candidates: &[Candidate], terminal: &Terminal) -> Option<usize> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return None;
    }
    for (at, one) in candidates.iter().enumerate() {
        terminal.say(&format!("{}  {}  {}", at + 1, one.place, one.heading));
    }
    terminal
        .ask(&format!("which of them gets a new ID instead of {id}? [1-{}] ", candidates.len()));
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).ok()?;
    let at: usize = answer.trim().parse().ok()?;
    at.checked_sub(1).filter(|at| *at < candidates.len())
}
