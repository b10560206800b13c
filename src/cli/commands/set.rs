//! `gapreg set`.

use anyhow::{Result, anyhow, bail};
use clap::Args;

use crate::cli::Global;
use crate::cli::commands::completions;
use crate::cli::commands::show::unknown_entry;
use crate::cli::shared::proposal::{Agreement, Proposal, family};
use crate::cli::shared::terminal::Terminal;
use crate::edit::{self, EditRefusal, EditTarget, FieldValue};
use crate::register::{Entry, Register, Tracked};
use crate::run::inputs::Session;
use crate::settings::{Selection, Settings};
use crate::text::Source;
use crate::vocabulary::{Key, Vocabulary};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg set G-004 status=\"In Progress\"      in the register, its mirror and their tables
  gapreg set G-004 priority=P0 sla=24h       several fields at once
  gapreg set G-004 status=Verified --force   although the status flow does not lead there";

#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// The ID of the entry
    #[arg(add = completions::ids())]
    id: String,
    /// Tracked fields and what they are to say: `status=Fixed`
    #[arg(required = true, value_name = "KEY=VALUE", add = completions::changes())]
    changes: Vec<String>,
    /// Set a status that the status flow does not lead to
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    agreement: Agreement,
}

pub(crate) fn run(args: &SetArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let places = &args.agreement.places;
    let mut session = Session::open(places, Selection::default(), global, terminal)?;
    session.take_translations(terminal);
    let changes = changes(&args.changes, &session.settings.vocabulary)?;
    let proposal = {
        let (registers, _) = session.registers(&session.sources);
        let found = found(&session, &registers, &args.id)?;
        if let Some((register, entry)) = found.first() {
            tell_of_sla(&session.settings, register, entry, &changes, terminal);
        }
        let mut proposal = Proposal::default();
        for (register, entry) in found {
            let new = changed(&session.settings, register, entry, &changes, args.force)?;
            if new.text() != register.source.text()
                && let Some(at) = session.place_of(register.source)
            {
                proposal.add(at, new);
            }
        }
        proposal
    };
    proposal.settle(&mut session, &args.agreement, terminal)
}

/// `KEY=VALUE` taken apart.
pub(crate) fn changes(given: &[String], words: &Vocabulary) -> Result<Vec<FieldValue>> {
    let each = given.iter().map(|given| {
        let Some((name, text)) = given.split_once('=') else {
            bail!("`{given}` sets nothing: write KEY=VALUE, as in `status=Fixed`");
        };
        let Some(key) = edit::key_named(words, name) else {
            match words.nearest_label(name, None) {
                Some(near) => {
                    bail!("no field is called `{name}`; did you mean `{}`?", near.spelling)
                }
                None => bail!("no field is called `{name}`"),
            }
        };
        Ok(FieldValue { key, text: text.to_owned() })
    });
    let changes: Vec<FieldValue> = each.collect::<Result<_>>()?;
    for (at, change) in changes.iter().enumerate() {
        if changes[..at].iter().any(|other| other.key == change.key) {
            bail!("{} is given twice", words.name(change.key));
        }
    }
    Ok(changes)
}

/// The entry of that ID in a register and its translations.
fn found<'r>(
    session: &Session,
    registers: &'r [Register<'r>],
    id: &str,
) -> Result<Vec<(&'r Register<'r>, &'r Entry)>> {
    let found: Vec<(&Register<'_>, &Entry)> = registers
        .iter()
        .flat_map(|register| edit::named(register, id).map(move |entry| (register, entry)))
        .collect();
    let Some((first, _)) = found.first() else { return Err(unknown_entry(id, registers)) };
    let is_other = |register: &Register<'_>| family(session, register) != family(session, first);
    if let Some((other, _)) = found.iter().find(|(register, _)| is_other(register)) {
        bail!(
            "`{id}` stands in `{}` and in `{}`: name one with --in",
            first.source.path(),
            other.source.path()
        );
    }
    for (at, (register, _)) in found.iter().enumerate() {
        if found[..at].iter().any(|(other, _)| std::ptr::eq(*other, *register)) {
            bail!("`{id}` is the ID of more than one entry of `{}`", register.source.path());
        }
    }
    Ok(found)
}

/// A register with an entry's fields set, and its row in the table following.
fn changed(
    settings: &Settings,
    register: &Register<'_>,
    entry: &Entry,
    changes: &[FieldValue],
    is_forced: bool,
) -> Result<Source> {
    let policy = settings.policy(register);
    let target = EditTarget { settings, register, policy: &policy };
    let path = register.source.path();
    edit::set(target, entry, changes, is_forced).map_err(|why| match why {
        EditRefusal::Field(why) => {
            let hint = if why.can_be_forced() { "; --force sets it all the same" } else { "" };
            anyhow!("{path}: {}: {why}{hint}", register.spoken_name(entry))
        }
        EditRefusal::Mismatch(why) => anyhow!("{path}: {why}"),
    })
}

/// A new priority has another SLA; who sets the one may have forgotten the other.
fn tell_of_sla(
    settings: &Settings,
    register: &Register<'_>,
    entry: &Entry,
    changes: &[FieldValue],
    terminal: &Terminal,
) {
    let has = |key| changes.iter().find(|change: &&FieldValue| change.key == key);
    let (Some(change), None) = (has(Key::Priority), has(Key::Sla)) else { return };
    let policy = settings.policy(register);
    let tracked = Tracked::of(register, entry, &policy, &settings.vocabulary);
    let priority = settings.vocabulary.priority(&change.text);
    let wanted = priority.and_then(|priority| policy.sla_of(priority));
    if let (Some(stands), Some(wanted)) = (tracked.sla, wanted)
        && !stands.equals(wanted)
    {
        terminal.say(&format!(
            "note: the SLA stays {stands}; the default of {} is {wanted}",
            change.text.trim()
        ));
    }
}
