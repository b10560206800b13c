//! `gapreg set`.

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;

use crate::cli::shared::agreement::Agreement;
use crate::cli::shared::arguments::Global;
use crate::cli::shared::assignments::{self, Assignments};
use crate::cli::shared::exit::{self, CLEAN};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs};
use crate::edit::FieldValue;
use crate::output::printable;
use crate::register::ValueParts;
use crate::run::Project;
use crate::run::entries::{self, FoundEntry, KeptSla, SetEntries, kept_sla, unexplained_state};
use crate::run::own_labels;
use crate::settings::Selection;
use crate::values::parse_iso_date;
use crate::vocabulary::{Key, fold};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg set G-004 status=\"In Progress\"      in the register, its mirror and their tables
  gapreg set G-004 priority=P0 sla=24h       several fields at once
  gapreg set G-004 owner=Desk docs/en        in the registers of one folder, and their translations
  gapreg set G-004 status=Verified --force   although the status flow does not lead there";

#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// The ID of the entry; its title, where it has none
    #[arg(add = completion::ids())]
    id: String,
    /// Tracked fields and what they are to say: `status=Fixed`; and registers, or folders to search
    #[arg(required = true, value_name = "KEY=VALUE|PATH", add = completion::changes())]
    changes: Vec<String>,
    /// Set a status that the status flow does not lead to, or a word that no entry has yet, if `lint`
    /// does not object to it
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
    // Others do not wait for a person who is asked.
    let open = inputs::opening(!args.agreement.only_shows_or_asks(), true);
    let (project, mut inputs) = open(&places, Selection::default(), global, terminal)?;
    inputs.add_translations(&project, terminal);
    if let Some(conflict) = inputs.conflict() {
        return Err(conflict);
    }
    let new = {
        let registers = inputs.registers(&project).all;
        let own_label = |name: &str| own_labels::own_label(&registers, name);
        let Assignments { values, own } =
            assignments::parse(&changes, &project.settings.vocabulary, own_label)?;
        let found = entries::only(&registers, &args.id, &project)?;
        if let Some(sla) = kept_sla(found[0], &values, &project) {
            report_kept_sla(&sla, terminal);
        }
        let unexplained = unexplained_state(found[0], &values, &project);
        let SetEntries { new, notes } =
            entries::set(&found, (&inputs, &registers), &project, (&values, &own), args.force)?;
        for note in notes {
            terminal.say(&format!("note: {}", printable(&note)));
        }
        if new.is_empty()
            && let Some(other) = other_word(found[0], &values)
        {
            terminal.say(&other);
            return Ok(exit::code(&inputs, CLEAN));
        }
        if let Some(day) = past_acceptance(&values, &project) {
            terminal.say(&format!("note: {day} is past, so nothing is accepted by it"));
        }
        if let Some(state) = unexplained {
            report_unexplained(&state, terminal);
        }
        new
    };
    args.agreement.settle(new, &mut inputs, &project, terminal)
}

/// The day until which an entry is to be accepted, where it is past already.
fn past_acceptance(values: &[FieldValue], project: &Project) -> Option<Date> {
    let own = values.iter().find(|own| own.key == Key::AcceptedUntil)?;
    parse_iso_date(own.text.trim()).filter(|day| *day < project.today)
}

/// What to say where nothing changes and an entry has another word for a value.
fn other_word(found: FoundEntry<'_>, values: &[FieldValue]) -> Option<String> {
    let FoundEntry { register, entry } = found;
    values.iter().find_map(|FieldValue { key, text }| {
        let word = |text| plain(ValueParts::of(text).word(|_| true));
        let now = register.value_of(entry, *key).filter(|now| word(now) != word(text))?;
        let name = register.spoken_name(entry);
        let [text, now] = [text.trim(), now].map(printable);
        Some(format!("nothing changes: `{text}` means `{now}`, and {name} says that already"))
    })
}

/// Says that a gap which is closed without a repair needs a reason.
fn report_unexplained(state: &str, terminal: &Terminal) {
    terminal.say(&format!(
        "note: {state} needs a reason: write it behind the status, `status=\"{state} (why)\"`, or in a \
         `Closure note`"
    ));
}

/// The letters and digits of a text: `in-progress` is `In Progress`.
fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Says that a new priority has another SLA than the entry, which may have been forgotten.
fn report_kept_sla(sla: &KeptSla, terminal: &Terminal) {
    let KeptSla { kept, of_priority, priority } = sla;
    terminal
        .say(&format!("note: the SLA stays {kept}; the default of {priority} is {of_priority}"));
}
