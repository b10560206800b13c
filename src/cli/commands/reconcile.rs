//! `gapreg reconcile`: the tickets of a tracker against the entries that name them.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use owo_colors::OwoColorize;

use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::{self, CLEAN, FAILED, FOUND};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs};
use crate::finding::{Level, counted};
use crate::output::{printable, write_json};
use crate::run::inputs::{ReadRegisters, is_stdin};
use crate::run::reconciliation::{
    LackingTicket, ReconciledEntry, ReconciledTicket, Reconciliation, TicketVerdict, UnnamedTicket,
    read_tracker, reconciliation,
};
use crate::settings::Selection;
use crate::tracker::{TicketLabels, TicketState, TrackerKind};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gh issue list --state all --limit 10000 --json number,title,state,stateReason,url,labels,closedAt \\
    | gapreg reconcile --tracker - docs/
  gapreg reconcile --tracker jira.csv                    a CSV that Jira exported
  gapreg reconcile --tracker jira.csv --label gaps       the tickets with that label
  gapreg reconcile --tracker jira.csv --format json
  gapreg reconcile --tracker jira.csv --fail-on warning  exit 1 where something differs

An entry names its ticket in its field Ticket: `#12`, `acme/docs#12`, `LIB-12`, an address, or a
link of Markdown. Nothing is changed, and nothing is asked over a network.";

#[derive(Debug, Args)]
pub(crate) struct ReconcileArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// The export of the tracker: JSON of `gh issue list`, or CSV of Jira; `-` for standard input
    #[arg(long, value_name = "FILE")]
    tracker: PathBuf,
    /// The label of the register's tickets; can be given several times
    #[arg(long, value_name = "NAME", default_value = TicketLabels::USUAL)]
    label: Vec<String>,
    /// How to write what differs
    #[arg(long, value_enum, default_value_t)]
    format: ReconcileFormat,
}

/// How it is written what differs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum ReconcileFormat {
    /// For a terminal: what differs, and what is not known
    #[default]
    Text,
    /// One object with all entries that name a ticket, in a form that does not change
    Json,
}

pub(crate) fn run(args: &ReconcileArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let format = global.form(args.format, ReconcileFormat::Json, "what differs is")?;
    if is_stdin(&args.tracker) && args.paths.iter().any(|path| is_stdin(path)) {
        bail!("standard input can be one file only");
    }
    let (project, inputs) = inputs::open(&args.paths, Selection::default(), global, terminal)?;
    inputs::keep_output_apart(&project, &inputs, Some(&args.tracker), terminal)?;
    let export = read_tracker(&args.tracker, &project)?;
    let ReadRegisters { all: registers, unread } = inputs.registers(&project);
    let is_whole = inputs.report_unread(&unread, terminal);
    let labels = TicketLabels::new(args.label.clone());
    let found = reconciliation(&registers, &export, &labels, &project);
    match format {
        ReconcileFormat::Text => {
            terminal.quote(|out| write_text(&found, out))?;
            terminal.say(&in_words(&found));
            for hint in hints(&found) {
                terminal.say(&hint);
            }
        }
        ReconcileFormat::Json => terminal.print(|out| write_json(&found, out))?,
    }
    // What another file says may be out of date: a difference is a warning.
    let fails = found.differs() && global.fail_on.level().is_some_and(|own| own <= Level::Warning);
    let code = if fails { FOUND } else { CLEAN };
    Ok(if is_whole { exit::code(&inputs, code) } else { FAILED })
}

fn write_text(found: &Reconciliation<'_>, out: &mut dyn Write) -> io::Result<()> {
    // What an export lacks has a part of its own.
    let is_shown = |entry: &&ReconciledEntry<'_>| {
        !matches!(entry.verdict, TicketVerdict::Consistent | TicketVerdict::Lacking)
    };
    let shown: Vec<&ReconciledEntry<'_>> = found.entries.iter().filter(is_shown).collect();
    let mut parts = Parts { out, is_first: true };
    for entries in shown.chunk_by(|a, b| a.entry.path == b.entry.path) {
        parts.begin(&printable(entries[0].entry.path))?;
        entries.iter().try_for_each(|entry| write_entry(entry, parts.out))?;
    }
    if !found.unnamed.is_empty() {
        parts.begin(&format!("Tickets with the label {} that no entry names", labels(found)))?;
        found.unnamed.iter().try_for_each(|ticket| write_unnamed(ticket, parts.out))?;
    }
    if !found.lacking.is_empty() {
        parts.begin(&format!("Tickets that {} lacks", printable(found.tracker.file)))?;
        found.lacking.iter().try_for_each(|ticket| write_lacking(ticket, parts.out))?;
    }
    Ok(())
}

/// The parts of a text, each with a heading and parted by a blank line.
struct Parts<'o> {
    out: &'o mut dyn Write,
    is_first: bool,
}

impl Parts<'_> {
    fn begin(&mut self, heading: &str) -> io::Result<()> {
        if !std::mem::take(&mut self.is_first) {
            writeln!(self.out)?;
        }
        writeln!(self.out, "{}", heading.bold())
    }
}

fn write_entry(entry: &ReconciledEntry<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (name, title) = (printable(entry.entry.name()), on_a_line(&entry.title));
    writeln!(out, "  {name}  {}  {title}", colored(entry.verdict))?;
    writeln!(out, "      {}", on_a_line(&entry.why).dimmed())?;
    entry.tickets.iter().try_for_each(|ticket| write_ticket(ticket, out))
}

fn write_ticket(ticket: &ReconciledTicket<'_>, out: &mut dyn Write) -> io::Result<()> {
    let title = ticket.title.or(ticket.why.as_deref()).unwrap_or_default();
    let (state, name) = (ticket.state.word(), on_a_line(&ticket.ticket));
    let when = when(ticket.closed, ticket.state);
    writeln!(
        out,
        "      {state:<7} {name}  {}",
        format_args!("{when}{}", on_a_line(title)).dimmed()
    )
}

fn write_unnamed(ticket: &UnnamedTicket<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (state, name) = (ticket.state.word(), on_a_line(&ticket.ticket));
    writeln!(out, "  {state:<7} {name}  {}", on_a_line(ticket.title))?;
    if let Some(id) = ticket.entry {
        let id = printable(id);
        let hint = format!("its title names {id}, which names no ticket");
        writeln!(out, "      {}", hint.dimmed())?;
    }
    Ok(())
}

fn write_lacking(ticket: &LackingTicket<'_>, out: &mut dyn Write) -> io::Result<()> {
    let entries: Vec<_> = ticket.entries.iter().map(|entry| printable(entry.name())).collect();
    let (name, why) = (on_a_line(&ticket.ticket), on_a_line(&ticket.why));
    writeln!(out, "  {name}  {}  {}", entries.join(", "), why.dimmed())
}

/// `closed 2026-02-01: `.
fn when(closed: Option<&str>, state: TicketState) -> String {
    let closed = closed.filter(|_| state == TicketState::Closed);
    // Of GitHub's moments, the day.
    let day = |text: &str| text.split('T').next().map(on_a_line).unwrap_or_default();
    closed.map(|text| format!("{}: ", day(text))).unwrap_or_default()
}

/// A verdict, as wide as the longest of them.
fn colored(verdict: TicketVerdict) -> String {
    let word = format!("{:<12}", verdict.word());
    match verdict {
        TicketVerdict::ClosedThere | TicketVerdict::OpenThere => word.yellow().to_string(),
        TicketVerdict::Consistent => word.green().to_string(),
        TicketVerdict::Lacking | TicketVerdict::Unknowable => word.dimmed().to_string(),
    }
}

fn labels(found: &Reconciliation<'_>) -> String {
    let names = found.tracker.labels.iter().map(|name| format!("`{}`", on_a_line(name)));
    names.collect::<Vec<_>>().join(", ")
}

/// A text from a file on one line.
fn on_a_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    printable(&line).into_owned()
}

/// `6 entries name a ticket, against jira.csv (Jira, 40 tickets): 1 closed-there, 5 consistent`.
fn in_words(found: &Reconciliation<'_>) -> String {
    let all = [
        TicketVerdict::ClosedThere,
        TicketVerdict::OpenThere,
        TicketVerdict::Consistent,
        TicketVerdict::Lacking,
        TicketVerdict::Unknowable,
    ];
    let counts = all.into_iter().map(|verdict| (found.count(verdict), verdict.word()));
    let mut counts: Vec<String> = counts
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if found.without > 0 {
        counts.push(format!("{} without a ticket", found.without));
    }
    let tracker = &found.tracker;
    format!(
        "{} against {} ({}, {}): {}",
        counted(found.entries.len() + found.without, "entry", "entries"),
        printable(tracker.file),
        tracker.kind.name(),
        counted(tracker.tickets, "ticket", "tickets"),
        if counts.is_empty() { "nothing to compare".to_owned() } else { counts.join(", ") }
    )
}

/// What a person may have forgotten when the tickets were exported.
fn hints(found: &Reconciliation<'_>) -> Vec<String> {
    let mut hints = Vec::new();
    match found.tracker.labelled {
        None => hints.push(format!(
            "`{}` has no labels of tickets, so which tickets no entry names is not known",
            printable(found.tracker.file)
        )),
        Some(0) if found.tracker.tickets > 0 => hints.push(format!(
            "no ticket has the label {}: `--label` gives another one",
            labels(found)
        )),
        Some(_) => {}
    }
    if found.tracker.has_open_only && !found.lacking.is_empty() {
        let all = match found.tracker.kind {
            TrackerKind::Github => "`gh issue list --state all --limit 10000` exports them, too",
            TrackerKind::Jira => "a search without `resolution = Unresolved` exports them, too",
        };
        hints.push(format!(
            "every ticket of the export is open, so those that it lacks may be closed: {all}"
        ));
    }
    hints
}
