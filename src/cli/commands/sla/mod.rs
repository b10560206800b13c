//! `gapreg sla`: what is due, what is overdue, and what was repaired in time.

mod calendar;

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;
use owo_colors::OwoColorize;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::cli::commands::completions;
use crate::cli::shared::terminal::Terminal;
use crate::cli::{CLEAN, FAILED, FOUND, Global, parse_day};
use crate::finding::counted;
use crate::output::{printable, write_json};
use crate::register::TrackedValues;
use crate::run::inputs::Session;
use crate::run::tales::{Tale, Tales};
use crate::run::timelines::Lived;
use crate::settings::{Selection, Settings};
use crate::timeline::{Deadline, Life, Outcome, Step};
use crate::values::Sla;
use crate::vocabulary::Key;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg sla                                what is overdue, due, met and missed
  gapreg sla --forecast 7d docs/            what is overdue, or will be within a week
  gapreg sla --overdue --check              fails where something is overdue
  gapreg sla --at 2026-01-31                how it stood at the end of January
  gapreg sla --format ics > deadlines.ics   for a calendar";

#[derive(Debug, Args)]
pub(crate) struct SlaArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completions::registers())]
    paths: Vec<PathBuf>,
    /// Tell how it stood, or will stand, on this day
    ///
    /// What entries said then is asked of git; of what was before its first commit, that commit
    /// tells. Entries first seen later are left out.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    at: Option<Date>,
    /// Only what is overdue, or will be within this time: `7d`, `2w`
    #[arg(long, value_name = "DURATION", conflicts_with = "overdue")]
    forecast: Option<String>,
    /// Only what is overdue
    #[arg(long)]
    overdue: bool,
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
    let session = Session::open(&args.paths, Selection::default(), global, terminal)?;
    let day = args.at.unwrap_or(session.today);
    let horizon = args.forecast.as_deref().map(|text| horizon(text, day, &session.settings));
    let horizon = horizon.transpose()?;
    let lived = Lived::of(&session, terminal);
    let (registers, unread) = session.registers(&session.sources);
    let is_whole = session.all_told(&unread, terminal);
    let tales = Tales::of(&registers, &lived, &session.settings);
    let at = args.at.map(|_| day);
    let mut all = Deadlines {
        version: 1,
        day,
        registers: told(&tales, at, day, &session.settings),
        summary: Summary::default(),
    };
    all.summary = Summary::of(&all);
    let is_overdue = all.summary.overdue > 0;
    for register in &mut all.registers {
        register.entries.retain(|entry| match (args.overdue, horizon) {
            (true, _) => entry.outcome == Outcome::Overdue,
            (_, Some(horizon)) => entry.is_due_by(horizon),
            _ => true,
        });
    }
    match format {
        SlaFormat::Text => terminal.quote(|out| all.write_text(out))?,
        SlaFormat::Markdown => terminal.quote(|out| all.write_markdown(out))?,
        SlaFormat::Ics => terminal.print(|out| calendar::write(&all, out))?,
        SlaFormat::Json => terminal.print(|out| write_json(&all, out))?,
    }
    if matches!(format, SlaFormat::Text | SlaFormat::Markdown) {
        terminal.say(&all.summary.in_words());
    }
    let code = if args.check && is_overdue { FOUND } else { CLEAN };
    Ok(if is_whole { session.code(code) } else { FAILED })
}

fn horizon(text: &str, day: Date, settings: &Settings) -> Result<Date> {
    match Sla::parse(text, &settings.vocabulary) {
        Some((sla, "")) => Ok(sla.due(day, &settings.promise.calendar)),
        _ => bail!("`{}` is no duration: write `24h`, `7d` or `2w`", printable(text)),
    }
}

/// The deadlines of all registers, on a day; `at` is that day, where entries are to be told as they
/// stood then.
fn told(tales: &Tales<'_>, at: Option<Date>, day: Date, settings: &Settings) -> Vec<Told> {
    let mut registers: Vec<Told> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for tale in tales.leading() {
        let life = at.map_or_else(|| tale.life.clone(), |at| tale.life.until(at));
        let Some(row) = Row::of(tale, &life, day, settings) else { continue };
        let at = *places.entry(&tale.path).or_insert(registers.len());
        if at == registers.len() {
            registers.push(Told { path: tale.path.clone(), entries: Vec::new() });
        }
        registers[at].entries.push(row);
    }
    for told in &mut registers {
        told.entries.sort_by_key(|row| (row.outcome, row.due));
    }
    registers
}

/// The deadlines of all registers.
#[derive(Serialize)]
struct Deadlines {
    version: u8,
    day: Date,
    registers: Vec<Told>,
    summary: Summary,
}

/// The deadlines of one register.
#[derive(Serialize)]
struct Told {
    path: String,
    entries: Vec<Row>,
}

/// The deadline of one entry.
#[derive(Serialize)]
struct Row {
    id: Option<String>,
    title: String,
    status: Option<String>,
    priority: Option<String>,
    owner: Option<String>,
    first_seen: Option<Date>,
    sla: Option<String>,
    due: Option<Date>,
    repaired: Option<Date>,
    outcome: Outcome,
    /// The days that are left, or were; less than none when it is late.
    days: Option<i32>,
    #[serde(skip)]
    changed: Option<Date>,
}

/// How many entries stand how.
#[derive(Default, Serialize)]
struct Summary {
    overdue: usize,
    due: usize,
    met: usize,
    missed: usize,
    repaired: usize,
    undated: usize,
}

impl Row {
    /// How an entry stood on a day; nothing where there was none.
    fn of(tale: &Tale<'_>, life: &Life<'_>, day: Date, settings: &Settings) -> Option<Self> {
        let (words, policy) = (&settings.vocabulary, &tale.policy);
        let Step { stage, is_end, .. } = life.last()?;
        let tracked = TrackedValues::read(|key| stage.said(key), policy, words);
        if *is_end || tracked.first_seen.is_some_and(|seen| seen > day) {
            return None;
        }
        let Deadline { due, repaired, outcome, days } = Deadline::of(life, day, policy, words)?;
        let said = |key| stage.said(key).map(str::to_owned);
        let changed = life.steps().rfind(|(moment, _)| moment.commit.is_some());
        Some(Self {
            id: stage.id.clone(),
            title: stage.title.clone(),
            status: said(Key::Status),
            priority: tracked.priority.map(str::to_owned).or_else(|| said(Key::Priority)),
            owner: said(Key::Owner),
            first_seen: tracked.first_seen,
            sla: said(Key::Sla),
            due,
            repaired,
            outcome,
            days,
            changed: changed.map(|(moment, _)| moment.day),
        })
    }

    fn is_due_by(&self, day: Date) -> bool {
        matches!(self.outcome, Outcome::Due | Outcome::Overdue)
            && self.due.is_some_and(|due| due <= day)
    }

    /// `3 days over`, `met, 2 days early`.
    fn standing(&self) -> String {
        let days = self.days.unwrap_or(0);
        let count = counted(days.unsigned_abs() as usize, "day", "days");
        match self.outcome {
            Outcome::Overdue => format!("{count} over"),
            Outcome::Due if days == 0 => "due today".to_owned(),
            Outcome::Due => format!("{count} left"),
            Outcome::Missed => format!("missed by {count}"),
            Outcome::Met if self.days.is_none() => "met".to_owned(),
            Outcome::Met if days == 0 => "met on the day".to_owned(),
            Outcome::Met => format!("met, {count} early"),
            Outcome::Repaired => "repaired, day unknown".to_owned(),
            Outcome::Undated if self.first_seen.is_none() => "no First Seen".to_owned(),
            Outcome::Undated => "no SLA".to_owned(),
        }
    }

    /// What is shown of it, column by column.
    fn cells(&self) -> [String; 7] {
        let shown = |text: &Option<String>| printable(text.as_deref().unwrap_or("–")).into_owned();
        [
            shown(&self.id),
            shown(&self.priority),
            shown(&self.status),
            self.due.map_or("–".to_owned(), |due| due.to_string()),
            self.standing(),
            shown(&self.owner),
            printable(&self.title).into_owned(),
        ]
    }
}

impl Summary {
    fn of(all: &Deadlines) -> Self {
        let outcomes = all.registers.iter().flat_map(|told| &told.entries);
        let count = |outcome| outcomes.clone().filter(|row| row.outcome == outcome).count();
        Self {
            overdue: count(Outcome::Overdue),
            due: count(Outcome::Due),
            met: count(Outcome::Met),
            missed: count(Outcome::Missed),
            repaired: count(Outcome::Repaired),
            undated: count(Outcome::Undated),
        }
    }

    fn in_words(&self) -> String {
        let parts = [
            (self.overdue, "overdue"),
            (self.due, "due"),
            (self.missed, "missed"),
            (self.met, "met"),
            (self.repaired, "repaired on a day nobody knows"),
            (self.undated, "without a date"),
        ];
        let told = parts.iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> = told.map(|(count, word)| format!("{count} {word}")).collect();
        if told.is_empty() { "no entries".to_owned() } else { told.join(", ") }
    }
}

const HEADER: [&str; 7] = ["ID", "Priority", "Status", "Due", "Standing", "Owner", "Title"];

impl Deadlines {
    fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let told = self.registers.iter().filter(|register| !register.entries.is_empty());
        for (at, register) in told.enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            writeln!(out, "{}", printable(&register.path).bold())?;
            let rows: Vec<_> = register.entries.iter().map(|row| (row, row.cells())).collect();
            let width = |column: usize| rows.iter().map(|(_, cells)| cells[column].width()).max();
            let widths: Vec<usize> = (0..6).map(|column| width(column).unwrap_or(0)).collect();
            for (row, cells) in &rows {
                write!(out, " ")?;
                for (column, cell) in cells.iter().enumerate() {
                    let width = widths.get(column).copied().unwrap_or(0);
                    let gap = " ".repeat(width.saturating_sub(cell.width()));
                    let cell = if column == 4 { row.colored(cell) } else { cell.clone() };
                    write!(out, " {cell}{}", if column < 6 { gap + " " } else { gap })?;
                }
                writeln!(out)?;
            }
        }
        Ok(())
    }

    fn write_markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        let told = self.registers.iter().filter(|register| !register.entries.is_empty());
        for (at, register) in told.enumerate() {
            let gap = if at > 0 { "\n" } else { "" };
            writeln!(out, "{gap}**`{}`**\n", printable(&register.path))?;
            writeln!(out, "| {} |", HEADER.join(" | "))?;
            writeln!(out, "|{}", " --- |".repeat(HEADER.len()))?;
            for row in &register.entries {
                let cells = row.cells().map(|cell| cell.replace('|', "\\|"));
                writeln!(out, "| {} |", cells.join(" | "))?;
            }
        }
        Ok(())
    }
}

impl Row {
    fn colored(&self, text: &str) -> String {
        match self.outcome {
            Outcome::Overdue => text.red().bold().to_string(),
            Outcome::Due if self.days.is_some_and(|days| days <= 3) => text.yellow().to_string(),
            Outcome::Met => text.green().to_string(),
            Outcome::Missed => text.red().to_string(),
            Outcome::Due => text.to_owned(),
            Outcome::Repaired | Outcome::Undated => text.dimmed().to_string(),
        }
    }
}
