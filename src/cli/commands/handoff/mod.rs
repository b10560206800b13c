//! `gapreg handoff`: an entry as an engineering ticket.

mod links;
pub(super) mod markup;
mod requests;
mod ticket;

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::{self, CLEAN};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs};
use crate::mirror::language_rank;
use crate::run::entries::{FoundEntry, only};
use crate::run::handoff::{handoff, title};
use crate::settings::Selection;
use crate::text::harmless;
use markup::Markup;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg handoff G-004                     what an engineer needs, as Markdown
  gapreg handoff G-004 --format jira       the same for Jira
  gapreg handoff G-004 --title             the title of the ticket alone
  gapreg handoff G-004 --format github | \\
    gh issue create --title \"$(gapreg handoff G-004 --title)\" --body-file -";

#[derive(Debug, Args)]
pub(crate) struct HandoffArgs {
    /// The ID of the entry; its title, where it has none
    #[arg(add = completion::ids())]
    id: String,
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// How the ticket is written
    #[arg(long, value_enum, default_value_t)]
    format: Markup,
    /// Print the title of the ticket alone
    #[arg(long)]
    title: bool,
}

pub(crate) fn run(args: &HandoffArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let (project, inputs) = inputs::open(&args.paths, Selection::default(), global, terminal)?;
    let registers = inputs.registers(&project);
    inputs.report_unread(&registers.unread, terminal);
    let found = only(&registers.all, &args.id, &project)?;
    let rank = |found: &&FoundEntry<'_>| language_rank(&found.register.tag, &project.settings);
    let leading = found.iter().min_by_key(rank).copied();
    let Some(leading) = leading else { return Ok(exit::code(&inputs, CLEAN)) };
    if args.title {
        let FoundEntry { register, entry } = leading;
        let title = title(register, entry);
        let title = register.name(entry).map_or(title.clone(), |name| format!("{name}: {title}"));
        // A shell puts it into an argument: nothing in it is live.
        terminal.print_inert(|out| writeln!(out, "{}", harmless(&title).replace('`', "")))?;
    } else {
        let text = ticket::written(&handoff(leading, &project)?, args.format);
        terminal.print_inert(|out| write!(out, "{text}"))?;
    }
    Ok(exit::code(&inputs, CLEAN))
}
