//! `gapreg log`: one entry's life through its commits.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;
use owo_colors::OwoColorize;
use serde::Serialize;

use crate::cli::commands::completions;
use crate::cli::commands::show::unknown_entry;
use crate::cli::shared::terminal::Terminal;
use crate::cli::{CLEAN, Global};
use crate::finding::counted;
use crate::output::{printable, write_json};
use crate::run::inputs::Session;
use crate::run::tales::{Tales, ToldField, ToldFollow, ToldLife, ToldState, ToldStep};
use crate::run::timelines::Lived;
use crate::settings::Selection;
use crate::timeline::{FieldNews, Happening, Manner, short_commit};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg log G-004                   what became of it, commit by commit
  gapreg log G-004 --format json     for programs
  gapreg log G-012 docs/en           in the registers of one folder";

#[derive(Debug, Args)]
pub(crate) struct LogArgs {
    /// The ID of the entry, or one that it had
    #[arg(add = completions::ids())]
    id: String,
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completions::registers())]
    paths: Vec<PathBuf>,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: LogFormat,
}

/// How a life is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum LogFormat {
    /// For a terminal
    #[default]
    Text,
    /// One object, in a form that does not change
    Json,
}

pub(crate) fn run(args: &LogArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let format = global.form(args.format, LogFormat::Json, "a life is")?;
    let session = Session::open(&args.paths, Selection::default(), global, terminal)?;
    let lived = Lived::of(&session, terminal);
    if !lived.has_history {
        bail!("git knows nothing of these registers, and so nobody knows what became of an entry");
    }
    let (registers, _) = session.registers(&session.sources);
    let all = Tales::of(&registers, &lived, &session.settings);
    let found = all.called(&args.id);
    if found.is_empty() {
        return Err(unknown_entry(&args.id, &registers));
    }
    let shown = found.iter().map(|tale| tale.told(session.today, &session.settings));
    let told = Told { version: 1, entries: shown.collect() };
    match format {
        LogFormat::Json => terminal.print(|out| write_json(&told, out))?,
        LogFormat::Text => terminal.quote(|out| told.write_text(&args.id, out))?,
    }
    Ok(session.code(CLEAN))
}

/// What is told of some entries.
#[derive(Serialize)]
struct Told {
    version: u8,
    entries: Vec<ToldLife>,
}

impl ToldFollow {
    /// `followed 2 days later (2026-02-07, 1b2c3d4)`.
    fn in_words(&self) -> String {
        let named = |day: Date| match &self.commit {
            Some(commit) => format!("{day}, {}", short_commit(commit)),
            None => format!("{day}, not committed"),
        };
        let days = counted(self.days.unwrap_or(0).unsigned_abs() as usize, "day", "days");
        match (self.followed, self.day) {
            ("before", _) => "said so before".to_owned(),
            ("along", _) => "followed in the same commit".to_owned(),
            (_, Some(day)) if self.days == Some(0) => {
                format!("followed the same day ({})", named(day))
            }
            (_, Some(day)) => format!("followed {days} later ({})", named(day)),
            _ => "has not followed yet".to_owned(),
        }
    }
}

impl Told {
    fn write_text(&self, id: &str, out: &mut dyn Write) -> io::Result<()> {
        for (at, life) in self.entries.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            life.write_text(id, out)?;
        }
        Ok(())
    }
}

impl ToldLife {
    fn write_text(&self, asked: &str, out: &mut dyn Write) -> io::Result<()> {
        let name = self.id.as_deref().unwrap_or("–");
        let title = printable(&self.title);
        writeln!(out, "{}  {}", printable(name).bold(), title.bold())?;
        let fate = match (self.is_gone, name == asked || self.id.is_none()) {
            (true, _) => "; it is gone",
            (_, false) => "; it has another ID now",
            _ => "",
        };
        writeln!(out, "{}\n", format_args!("{}{fate}", printable(&self.path)).dimmed())?;
        let mut path = self.steps.first().map(|step| &step.path);
        for step in &self.steps {
            let moved = path.replace(&step.path).filter(|path| **path != step.path);
            step.write_text(moved, out)?;
        }
        writeln!(out, "\n{}", self.states_in_words())
    }

    /// `Open 4 days → Fixed 30 days so far`.
    fn states_in_words(&self) -> String {
        let each = self.states.iter().map(|ToldState { state, until, days, .. }| {
            let so_far = if until.is_none() { " so far" } else { "" };
            let days = counted(days.unsigned_abs() as usize, "day", "days");
            format!("{} {days}{so_far}", state.as_deref().unwrap_or("no known state"))
        });
        each.collect::<Vec<_>>().join(" → ")
    }
}

impl ToldStep {
    fn write_text(&self, moved_from: Option<&String>, out: &mut dyn Write) -> io::Result<()> {
        let day = self.day;
        match &self.commit {
            Some(commit) => {
                let (author, subject) = (printable(&self.author), printable(&self.subject));
                writeln!(
                    out,
                    "{day}  {}  {author}  {}",
                    short_commit(commit).yellow(),
                    subject.dimmed()
                )?;
            }
            None => writeln!(out, "{day}  {}", "not committed yet".yellow())?,
        }
        let line = |out: &mut dyn Write, text: &str| writeln!(out, "    {}", printable(text));
        match self.happening {
            Happening::Added => line(out, &format!("added: {}", self.gist))?,
            Happening::Removed => line(out, "removed")?,
            _ => {}
        }
        if let Some(old) = moved_from {
            line(out, &format!("moved from {old} to {}", self.path))?;
        }
        for field in &self.fields {
            let ToldField { field, before, after } = field;
            let news = FieldNews { field, before: before.as_deref(), after: after.as_deref() };
            line(out, &news.in_words(Manner::ENGLISH))?;
        }
        for follow in &self.mirrors {
            writeln!(
                out,
                "    {}",
                format_args!("{}: {}", follow.language, follow.in_words()).dimmed()
            )?;
        }
        Ok(())
    }
}
