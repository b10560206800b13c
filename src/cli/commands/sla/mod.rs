//! `gapreg sla`: what is due, what is overdue, and what was repaired in time.

mod calendar;

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;
use owo_colors::OwoColorize;
use unicode_width::UnicodeWidthStr;

use crate::cli::shared::arguments::{Global, WhereArgs, parse_day};
use crate::cli::shared::exit::{CLEAN, FAILED, FOUND};
use crate::cli::shared::inputs::Opened;
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, exit, inputs};
use crate::finding::counted;
use crate::output::{printable, write_json};
use crate::register::Register;
use crate::run::chosen::ChosenEntries;
use crate::run::deadlines::{DeadlineFilter, Deadlines, EntryDeadline, OutcomeCounts};
use crate::run::inputs::ReadRegisters;
use crate::run::pairs::aligned_pairs;
use crate::run::promised::{AskedDay, take_promises};
use crate::run::promises::policies_through_time;
use crate::run::timelines::{EntryTimelines, RunTimelines};
use crate::settings::Settings;
use crate::text::{as_code, harmless, in_cell};
use crate::timeline::Outcome;
use crate::values::Sla;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg sla                                what is overdue, due, met and missed
  gapreg sla --forecast 7d docs/            what is overdue, or will be within a week
  gapreg sla --overdue --check              fails where something is overdue
  gapreg sla --where 'overdue > 30d'        only these entries
  gapreg sla --at 2026-01-31                the state at the end of January
  gapreg sla shop/ billing/                 registers of several repositories
  gapreg sla --format ics > deadlines.ics   for a calendar";

#[derive(Debug, Args)]
pub(crate) struct SlaArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// Show the deadlines as they were, or will be, on this day
    ///
    /// What entries said then is asked of git; what was before its first commit is
    /// taken from that commit. Entries first seen later are left out.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    at: Option<Date>,
    /// Only what is overdue, or will be within this time: `7d`, `2w`
    #[arg(long, value_name = "DURATION", conflicts_with = "overdue")]
    forecast: Option<String>,
    /// Only what is overdue
    #[arg(long)]
    overdue: bool,
    #[command(flatten)]
    chosen: WhereArgs,
    /// Exit 1 when something is overdue
    #[arg(long)]
    check: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: SlaFormat,
}

/// How deadlines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum SlaFormat {
    /// For a terminal
    #[default]
    Text,
    /// A table for a page or a comment
    Markdown,
    /// One object, in a form that does not change
    Json,
    /// The open deadlines, for a calendar
    Ics,
}

pub(crate) fn run(args: &SlaArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let format = global.form(args.format, SlaFormat::Json, "deadlines are")?;
    let mut opened = inputs::open_each(&args.paths, global, terminal)?;
    let Some((first, _)) = opened.first() else { return Ok(CLEAN) };
    let day = args.at.unwrap_or(first.today);
    let filter = args.filter(day, &first.settings)?;
    let folder = first.folder.clone();
    let mut parts = Vec::new();
    let mut is_whole = true;
    let mut codes = Vec::new();
    for one in &mut opened {
        let ReadRegisters { all: registers, unread } = one.1.registers(&one.0);
        let mut own = args.deadlines(day, one, &registers, terminal)?;
        is_whole &= one.1.report_unread(&unread, terminal);
        codes.push(exit::code(&one.1, CLEAN));
        let asked = AskedDay { day, is_past_or_future: args.at.is_some() };
        take_promises(&mut own, asked, &one.0, &mut one.1, terminal);
        parts.push(own);
    }
    let mut all = Deadlines::joined(day, parts);
    all.name_repositories(&folder);
    let is_overdue = all.counts.overdue > 0;
    all.keep(filter);
    match format {
        SlaFormat::Text => terminal.quote(|out| write_text(&all, out))?,
        SlaFormat::Markdown => terminal.quote(|out| write_markdown(&all, out))?,
        SlaFormat::Ics => terminal.print(|out| calendar::write(&all, out))?,
        SlaFormat::Json => terminal.print(|out| write_json(&all, out))?,
    }
    if matches!(format, SlaFormat::Text | SlaFormat::Markdown) {
        terminal.say(&counts_in_words(&all.counts));
    }
    let code = if args.check && is_overdue { FOUND } else { CLEAN };
    let codes = codes.into_iter().chain([code]);
    Ok(if is_whole { codes.max().unwrap_or(code) } else { FAILED })
}

impl SlaArgs {
    /// The deadlines of the registers of a project.
    fn deadlines(
        &self,
        day: Date,
        (project, inputs): &Opened,
        registers: &[Register<'_>],
        terminal: &Terminal,
    ) -> Result<Deadlines> {
        let policies = policies_through_time(registers, project);
        let pairs = aligned_pairs(registers, &policies, &project.settings);
        let timelines = RunTimelines::of(registers, project, inputs, terminal);
        let mut timelines = EntryTimelines::of(registers, &policies, &pairs, &timelines);
        if let Some(condition) = &self.chosen.condition {
            let chosen = ChosenEntries::of(condition, registers, project)?;
            timelines.choose(&chosen, registers);
        }
        Ok(Deadlines::on(day, self.at.is_some(), &timelines, &project.settings))
    }

    /// The deadlines that are asked for, on a day.
    fn filter(&self, day: Date, settings: &Settings) -> Result<DeadlineFilter> {
        if self.overdue {
            return Ok(DeadlineFilter::Overdue);
        }
        let Some(text) = &self.forecast else { return Ok(DeadlineFilter::All) };
        match Sla::parse(text, &settings.vocabulary) {
            Some((sla, "")) => Ok(DeadlineFilter::DueBy(sla.due(day, &settings.promise.calendar))),
            _ => bail!("`{}` is not a duration: write `24h`, `7d` or `2w`", printable(text)),
        }
    }
}

/// `3 days over`, `met, 2 days early`, and where the SLA is not the entry's own.
fn standing(entry: &EntryDeadline) -> String {
    let standing = own_standing(entry);
    let priority = entry.priority.as_deref().filter(|_| entry.is_sla_of_priority);
    match priority.filter(|_| entry.due.is_some() && is_by_sla(entry.outcome)) {
        Some(priority) => format!("{standing} (SLA of {})", printable(priority)),
        None => standing,
    }
}

/// Whether a standing follows from the SLA.
fn is_by_sla(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::Closed | Outcome::Accepted)
}

fn own_standing(entry: &EntryDeadline) -> String {
    let days = entry.days.unwrap_or(0);
    let count = counted(days.unsigned_abs() as usize, "day", "days");
    match entry.outcome {
        Outcome::Overdue => format!("{count} over"),
        Outcome::Due if days == 0 => "due today".to_owned(),
        Outcome::Due => format!("{count} left"),
        Outcome::Accepted if days == 0 => "accepted until today".to_owned(),
        Outcome::Accepted => {
            let until = entry.accepted_until.map_or(String::new(), |day| format!(" until {day}"));
            format!("accepted{until}, {count} left")
        }
        Outcome::Missed => format!("missed by {count}"),
        Outcome::Met if entry.days.is_none() => "met".to_owned(),
        Outcome::Met if days == 0 => "met on the day".to_owned(),
        Outcome::Met => format!("met, {count} early"),
        Outcome::Repaired => {
            let on = |day: Date| format!("repaired on {day}");
            entry.repaired.map_or_else(|| "repaired, day unknown".to_owned(), on)
        }
        Outcome::Closed => "closed without repair".to_owned(),
        Outcome::Undated => undated(entry),
    }
}

/// Why an entry has no day on which it is due.
fn undated(entry: &EntryDeadline) -> String {
    match &entry.unread_day {
        Some(day) => format!("{} `{}` cannot be read", day.field, printable(&day.text)),
        None if entry.first_seen.is_none() => "neither First Seen nor Due".to_owned(),
        None => "no SLA".to_owned(),
    }
}

/// The columns of [`HEADER`].
fn cells(entry: &EntryDeadline) -> [String; 7] {
    let shown = |text: &Option<String>| printable(text.as_deref().unwrap_or("–")).into_owned();
    [
        shown(&entry.id),
        shown(&entry.priority),
        shown(&entry.shown_status),
        entry.due.map_or("–".to_owned(), |due| due.to_string()),
        standing(entry),
        shown(&entry.owner),
        printable(&entry.title).into_owned(),
    ]
}
/// `1 overdue, 2 due`.
fn counts_in_words(counts: &OutcomeCounts) -> String {
    let parts = [
        (counts.overdue, "overdue"),
        (counts.due, "due"),
        (counts.accepted, "accepted"),
        (counts.missed, "missed"),
        (counts.met, "met"),
        (counts.repaired, "repaired"),
        (counts.closed, "closed without repair"),
        (counts.undated, "without a date"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, word)| format!("{count} {word}")).collect();
    if parts.is_empty() { "no entries".to_owned() } else { parts.join(", ") }
}

const HEADER: [&str; 7] = ["ID", "Priority", "Status", "Due", "Standing", "Owner", "Title"];

fn write_text(all: &Deadlines, out: &mut dyn Write) -> io::Result<()> {
    let registers = all.registers.iter().filter(|register| !register.entries.is_empty());
    for (at, register) in registers.enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", printable(&register.place()).bold())?;
        let rows: Vec<_> = register.entries.iter().map(|entry| (entry, cells(entry))).collect();
        let width = |column: usize| rows.iter().map(|(_, cells)| cells[column].width()).max();
        let widths: Vec<usize> = (0..6).map(|column| width(column).unwrap_or(0)).collect();
        for (entry, cells) in &rows {
            write!(out, " ")?;
            for (column, cell) in cells.iter().enumerate() {
                let width = widths.get(column).copied().unwrap_or(0);
                let gap = " ".repeat(width.saturating_sub(cell.width()));
                let cell = if column == 4 { colored(entry, cell) } else { cell.clone() };
                write!(out, " {cell}{}", if column < 6 { gap + " " } else { gap })?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

fn write_markdown(all: &Deadlines, out: &mut dyn Write) -> io::Result<()> {
    let registers = all.registers.iter().filter(|register| !register.entries.is_empty());
    for (at, register) in registers.enumerate() {
        let gap = if at > 0 { "\n" } else { "" };
        writeln!(out, "{gap}**{}**\n", as_code(&register.place()))?;
        writeln!(out, "| {} |", HEADER.join(" | "))?;
        writeln!(out, "|{}", " --- |".repeat(HEADER.len()))?;
        for entry in &register.entries {
            let cells = cells(entry).map(|cell| in_cell(&harmless(&cell)));
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
    }
    Ok(())
}
fn colored(entry: &EntryDeadline, text: &str) -> String {
    match entry.outcome {
        Outcome::Overdue => text.red().bold().to_string(),
        Outcome::Due if entry.days.is_some_and(|days| days <= 3) => text.yellow().to_string(),
        Outcome::Met => text.green().to_string(),
        Outcome::Missed => text.red().to_string(),
        Outcome::Accepted if entry.days.is_some_and(|days| days <= 3) => text.yellow().to_string(),
        Outcome::Due | Outcome::Accepted => text.to_owned(),
        Outcome::Repaired | Outcome::Closed | Outcome::Undated => text.dimmed().to_string(),
    }
}
