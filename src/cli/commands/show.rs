//! `gapreg show`.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;
use owo_colors::OwoColorize;
use unicode_width::UnicodeWidthStr;

use super::list::List;
use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::{self, CLEAN};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs};
use crate::finding::counted;
use crate::mirror::language_rank;
use crate::output::{printable, write_json};
use crate::register::{Entry, Field, Policy, Register, TrackedValues};
use crate::run::Project;
use crate::run::entries::{FoundEntry, named, repeated};
use crate::run::inputs::ReadRegisters;
use crate::settings::{Selection, Settings};
use crate::text::LineIndex;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg show G-004            the entry, and its mirror beside it
  gapreg show G-004 docs/tr    in the registers of one folder
  gapreg show G-004 --format json
  gapreg show G-004 --format markdown > ticket.md";

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The ID of the entry; its title, where it has none
    #[arg(add = completion::ids())]
    id: String,
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// How to write the entry
    #[arg(long, value_enum, default_value_t)]
    format: ShowFormat,
}

/// The formats of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum ShowFormat {
    /// For a terminal
    #[default]
    Text,
    /// The entry as `list --format json` writes it
    Json,
    /// The Markdown of the entry, as it is in its register
    Markdown,
}

pub(crate) fn run(args: &ShowArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let format = global.form(args.format, ShowFormat::Json, "an entry is")?;
    let (project, inputs) = inputs::open(&args.paths, Selection::default(), global, terminal)?;
    let ReadRegisters { all: registers, unread } = inputs.registers(&project);
    inputs.report_unread(&unread, terminal);
    let mut found = named(&registers, &args.id)?;
    if let Some(repeated) = repeated(&found, &args.id) {
        terminal.warn(&repeated);
    }
    // The leading language first: the one the configuration names first, else English.
    found.sort_by_cached_key(|found| language_rank(&found.register.tag, &project.settings));
    match format {
        ShowFormat::Text => show_sheets(&found, &project, terminal)?,
        ShowFormat::Json => {
            let list = List::of_entries(&found, &project.settings);
            terminal.print(|out| write_json(&list, out))?;
        }
        ShowFormat::Markdown => terminal.print_inert(|out| write_markdown(&found, out))?,
    }
    Ok(exit::code(&inputs, CLEAN))
}

/// The text of each entry in its file.
fn write_markdown(found: &[FoundEntry<'_>], out: &mut dyn Write) -> io::Result<()> {
    found.iter().enumerate().try_for_each(|(at, &FoundEntry { register, entry })| {
        let gap = if at > 0 { "\n" } else { "" };
        writeln!(out, "{gap}{}", register.text(entry.span).trim_end())
    })
}

fn show_sheets(found: &[FoundEntry<'_>], project: &Project, terminal: &Terminal) -> Result<()> {
    terminal.quote(|out| {
        found.iter().enumerate().try_for_each(|(at, &FoundEntry { register, entry })| {
            if at > 0 {
                writeln!(out)?;
            }
            Sheet { register, entry, settings: &project.settings, today: project.today }.write(out)
        })
    })
}

/// One entry, laid out for a terminal.
struct Sheet<'a> {
    register: &'a Register<'a>,
    entry: &'a Entry,
    settings: &'a Settings,
    today: Date,
}

impl Sheet<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let Self { register, entry, .. } = *self;
        let line = LineIndex::new(register.source).position(entry.span.start as usize).line;
        let place = format!("{}:{line} ({})", printable(register.source.path()), register.language);
        let heading = printable(&register.readable(entry.heading)).into_owned();
        // An entry without a name has its heading alone.
        match register.name(entry) {
            Some(name) => writeln!(out, "{}  {}", name.bold(), heading.bold())?,
            None => writeln!(out, "{}", heading.bold())?,
        }
        writeln!(out, "{}", place.dimmed())?;
        self.write_due(out)?;
        writeln!(out)?;
        let words = &self.settings.vocabulary;
        let label_of = |field: &Field| {
            // A value in a heading has no label of its own.
            let key = field.key.filter(|_| field.label == field.value);
            let label = key.map(|key| register.label_of(key, words));
            printable(label.unwrap_or_else(|| register.text(field.label))).into_owned()
        };
        // A text below the first line of an item has that for its label, which is said above.
        let is_text = |field: &&Field| {
            [entry.heading, entry.title].contains(&field.label) && field.label != field.value
        };
        let (texts, fields): (Vec<&Field>, Vec<&Field>) = entry.fields.iter().partition(is_text);
        let width = fields.iter().map(|f| label_of(f).width()).max().unwrap_or(0).min(32);
        for field in fields {
            let label = label_of(field);
            let gap = " ".repeat(width.saturating_sub(label.width()));
            let value = register.readable_value(field);
            let mut lines = value.lines().map(printable);
            let first = lines.next().unwrap_or_default();
            writeln!(out, "{}{gap}  {first}", label.cyan())?;
            lines.try_for_each(|line| writeln!(out, "{}  {line}", " ".repeat(width)))?;
        }
        let texts = texts.into_iter().map(|field| register.readable_value(field).into_owned());
        let free = register.free_texts(entry).into_iter().map(str::to_owned);
        texts.chain(free).try_for_each(|text| {
            writeln!(out)?;
            text.lines().try_for_each(|line| writeln!(out, "{}", printable(line)))
        })
    }

    /// When it is due, and how that looks today.
    fn write_due(&self, out: &mut dyn Write) -> io::Result<()> {
        let vocabulary = &self.settings.vocabulary;
        let policy = Policy::of(self.register, &self.settings.promise, vocabulary);
        let tracked = TrackedValues::of(self.register, self.entry, &policy, vocabulary);
        let is_repaired = tracked.is_over(&policy, vocabulary);
        let accepted = tracked.accepted_until.filter(|_| !is_repaired);
        if let Some(until) = accepted.filter(|until| self.today <= *until) {
            let days = in_days((until - self.today).get_days());
            return writeln!(out, "accepted until {until}, {days} left");
        }
        let Some(due) = tracked.due else { return Ok(()) };
        let days = (due - self.today).get_days();
        match days {
            _ if is_repaired => writeln!(out, "due {due}"),
            0 => writeln!(out, "{}", format_args!("due today, {due}").yellow()),
            1.. => writeln!(out, "due {due}, in {}", in_days(days)),
            _ => writeln!(out, "{}", format_args!("due {due}, {} ago", in_days(days)).red()),
        }
    }
}

fn in_days(days: i32) -> String {
    counted(days.unsigned_abs() as usize, "day", "days")
}
