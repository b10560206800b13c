//! `gapreg set`.

use anyhow::{Result, bail};
use clap::Args;

use crate::cli::shared::agreement::Agreement;
use crate::cli::shared::arguments::Global;
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{assignments, completion, inputs};
use crate::run::entries::{self, KeptSla, kept_sla};
use crate::settings::Selection;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg set G-004 status=\"In Progress\"      in the register, its mirror and their tables
  gapreg set G-004 priority=P0 sla=24h       several fields at once
  gapreg set G-004 owner=Desk docs/en        in the registers of one folder, and their translations
  gapreg set G-004 status=Verified --force   although the status flow does not lead there";

#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// The ID of the entry
    #[arg(add = completion::ids())]
    id: String,
    /// Tracked fields and what they are to say: `status=Fixed`; and registers, or folders to search
    #[arg(required = true, value_name = "KEY=VALUE|PATH", add = completion::changes())]
    changes: Vec<String>,
    /// Set a status that the status flow does not lead to
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    agreement: Agreement,
}

pub(crate) fn run(args: &SetArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let (changes, places) = args.agreement.part(&args.changes);
    if changes.is_empty() {
        bail!("there is nothing to set: write KEY=VALUE, as in `status=Fixed`");
    }
    let (project, mut inputs) = inputs::open(&places, Selection::default(), global, terminal)?;
    inputs.add_translations(&project, terminal);
    if let Some(conflict) = inputs.conflict() {
        return Err(conflict);
    }
    let values = assignments::parse(&changes, &project.settings.vocabulary)?;
    let new = {
        let registers = inputs.registers(&project).all;
        let found = entries::only(&registers, &args.id, &project)?;
        if let Some(sla) = kept_sla(found[0], &values, &project) {
            report_kept_sla(&sla, terminal);
        }
        entries::set(&found, &inputs, &project, &values, args.force)?
    };
    args.agreement.settle(new, &mut inputs, &project, terminal)
}

/// Says that a new priority has another SLA than the entry, which may have been forgotten.
fn report_kept_sla(sla: &KeptSla, terminal: &Terminal) {
    let KeptSla { kept, of_priority, priority } = sla;
    terminal
        .say(&format!("note: the SLA stays {kept}; the default of {priority} is {of_priority}"));
}
