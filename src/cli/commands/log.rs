//! `gapreg log`: the timeline of one entry, commit by commit.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use owo_colors::OwoColorize;

use crate::cli::shared::arguments::{Global, WhereArgs};
use crate::cli::shared::exit::CLEAN;
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, exit, inputs};
use crate::finding::counted;
use crate::output::{printable, write_json};
use crate::run::{AskedEntries, EntryLog};
use crate::settings::Selection;
use crate::timeline::{
    ChangeKind, ChangeWords, GoneRecord, MirrorRecord, StateRecord, StepRecord, TimelineRecord,
    short_commit,
};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg log G-004                   what became of it, commit by commit
  gapreg log G-004 --format json     for programs
  gapreg log G-012 docs/en           in the registers of one folder
  gapreg log --where 'overdue > 30d'   of every entry that this describes";

#[derive(Debug, Args)]
pub(crate) struct LogArgs {
    /// The ID of the entry, or one that it had; its title, where it has none [default with --where: every entry]
    #[arg(add = completion::ids(), required_unless_present = "condition")]
    id: Option<String>,
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    chosen: WhereArgs,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: LogFormat,
}

/// How a timeline is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum LogFormat {
    /// For a terminal
    #[default]
    Text,
    /// One object, in a form that does not change
    Json,
}

pub(crate) fn run(args: &LogArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let format = global.form(args.format, LogFormat::Json, "a timeline is")?;
    let (id, paths) = args.id_and_paths();
    let (project, inputs) = inputs::open(&paths, Selection::default(), global, terminal)?;
    let asked = AskedEntries { id, condition: args.chosen.condition.as_deref() };
    let log = EntryLog::of(asked, &project, &inputs, terminal)?;
    match format {
        LogFormat::Json => terminal.print(|out| write_json(&log, out))?,
        LogFormat::Text => terminal.quote(|out| write_log(&log, id, out))?,
    }
    if log.entries.is_empty() {
        terminal.say("no entry matches");
    }
    Ok(exit::code(&inputs, CLEAN))
}

impl LogArgs {
    /// The ID and the paths that were asked for. With `--where`, the first of them may be a path.
    fn id_and_paths(&self) -> (Option<&str>, Vec<PathBuf>) {
        let id = self.id.as_deref();
        let is_path = |id: &&str| self.chosen.condition.is_some() && Path::new(id).exists();
        match id.filter(is_path) {
            Some(path) => (None, [&[PathBuf::from(path)], &self.paths[..]].concat()),
            None => (id, self.paths.clone()),
        }
    }
}

fn write_log(log: &EntryLog, asked_id: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    for (at, timeline) in log.entries.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        write_timeline(timeline, asked_id, out)?;
    }
    Ok(())
}

fn write_timeline(
    timeline: &TimelineRecord,
    asked_id: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let id = timeline.id.as_deref().unwrap_or("–");
    writeln!(out, "{}  {}", printable(id).bold(), printable(&timeline.title).bold())?;
    let is_asked = asked_id.is_none_or(|asked| id.eq_ignore_ascii_case(asked));
    let remark = match (timeline.is_gone, is_asked || timeline.id.is_none()) {
        (true, _) => "; it is gone",
        (_, false) => "; it has another ID now",
        _ => "",
    };
    let gone_in = timeline.gone_in.iter().map(gone_in_words).collect::<String>();
    let path = printable(&timeline.path);
    writeln!(out, "{}\n", format_args!("{path}{remark}{gone_in}").dimmed())?;
    let mut path = timeline.steps.first().map(|step| &step.path);
    for step in &timeline.steps {
        let moved_from = path.replace(&step.path).filter(|path| **path != step.path);
        write_step(step, moved_from, out)?;
    }
    writeln!(out, "\n{}", states_in_words(&timeline.states))
}

/// `; it is gone in tr since 2026-02-07 (1b2c3d4)`.
fn gone_in_words(gone: &GoneRecord) -> String {
    let commit = gone.commit.as_deref().map_or("not committed", short_commit);
    format!("; it is gone in {} since {} ({commit})", gone.language, gone.day)
}

/// `Open 4 days → Fixed 30 days so far`.
fn states_in_words(states: &[StateRecord]) -> String {
    let each = states.iter().map(|StateRecord { word, until, days, .. }| {
        let so_far = if until.is_none() { " so far" } else { "" };
        let days = counted(days.unsigned_abs() as usize, "day", "days");
        format!("{} {days}{so_far}", word.as_deref().unwrap_or("no known state"))
    });
    each.collect::<Vec<_>>().join(" → ")
}

fn write_step(
    step: &StepRecord,
    moved_from: Option<&String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let day = step.day;
    match &step.commit {
        Some(commit) => {
            let (author, subject) = (printable(&step.author), printable(&step.subject));
            let commit = short_commit(commit);
            writeln!(out, "{day}  {}  {author}  {}", commit.yellow(), subject.dimmed())?;
        }
        None => writeln!(out, "{day}  {}", "not committed yet".yellow())?,
    }
    let mut lines = Vec::new();
    match step.kind {
        ChangeKind::Added => lines.push(format!("added: {}", step.summary)),
        ChangeKind::Removed => lines.push("removed".to_owned()),
        _ => {}
    }
    lines.extend(moved_from.map(|old| format!("moved from {old} to {}", step.path)));
    lines.extend(step.fields.iter().map(|field| field.in_words(ChangeWords::ENGLISH)));
    for line in lines {
        writeln!(out, "    {}", printable(&line))?;
    }
    for mirror in &step.mirrors {
        let line = format!("{}: {}", mirror.language, mirror_in_words(mirror));
        writeln!(out, "    {}", line.dimmed())?;
    }
    Ok(())
}

/// `followed 2 days later (2026-02-07, 1b2c3d4)`.
fn mirror_in_words(mirror: &MirrorRecord) -> String {
    let commit = mirror.commit.as_deref().map_or("not committed", short_commit);
    let days = counted(mirror.days.unwrap_or(0).unsigned_abs() as usize, "day", "days");
    match (mirror.followed, mirror.day) {
        ("before", _) => "said so before".to_owned(),
        ("accepted", _) => "accepted as it is".to_owned(),
        ("along", _) => "followed in the same commit".to_owned(),
        (_, Some(day)) if mirror.days == Some(0) => {
            format!("followed the same day ({day}, {commit})")
        }
        (_, Some(day)) => format!("followed {days} later ({day}, {commit})"),
        _ => "has not followed yet".to_owned(),
    }
}
