//! `gapreg diff`: what changed, per entry and field, as people tell it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use owo_colors::OwoColorize;
use serde::Serialize;

use crate::cli::commands::completions;
use crate::cli::shared::terminal::Terminal;
use crate::cli::{CLEAN, Global};
use crate::finding::counted;
use crate::output::{printable, write_json};
use crate::register::Policy;
use crate::run::base::Then;
use crate::run::changes::compared;
use crate::run::inputs::{Session, read_all};
use crate::settings::{Selection, Settings};
use crate::text::Source;
use crate::timeline::{self, FieldNews, Happening, Manner, News, Turn};
use crate::vocabulary::{Key, Vocabulary};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg diff                                 what is not committed yet
  gapreg diff origin/main                     what this branch did
  gapreg diff v1.2..HEAD docs/                what was done since a release
  gapreg diff --format markdown origin/main   for a comment on a pull request";

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The commit to compare with, or two of them: `origin/main`, `v1.2..HEAD`
    ///
    /// It is compared where the later commit, else the current branch, set out from it: what others
    /// did there since is not told.
    #[arg(value_name = "REV[..REV]", default_value = "HEAD", hide_default_value = true)]
    revisions: String,
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completions::registers())]
    paths: Vec<PathBuf>,
    /// How to write what changed
    #[arg(long, value_enum, default_value_t)]
    format: DiffFormat,
}

/// How changes are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum DiffFormat {
    /// For a terminal
    #[default]
    Text,
    /// For a comment on a pull request
    Markdown,
    /// One object, in a form that does not change
    Json,
}

pub(crate) fn run(args: &DiffArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let format = global.form(args.format, DiffFormat::Json, "changes are")?;
    let (since, until) = match args.revisions.split_once("..") {
        Some((since, until)) => (since, Some(until.trim_start_matches('.'))),
        None => (&*args.revisions, None),
    };
    let named = |revision: &str| if revision.is_empty() { "HEAD" } else { revision }.to_owned();
    let (since, until) = (named(since), until.map(named));
    let session = Session::open(&args.paths, Selection::default(), global, terminal)?;
    let then = Then::of(&session, &since, until.as_deref()).map_err(|error| {
        let is_path = args.paths.is_empty() && Path::new(&since).exists();
        let hint = format!("`{since}` is a path; write `gapreg diff HEAD {since}`");
        if is_path { error.context(hint) } else { error }
    })?;
    let (old, _) = then.sources(&session.settings)?;
    let later = if until.is_some() { Some(then.later()?) } else { None };
    let told = told(&old, later.as_deref().unwrap_or(&session.sources), &session.settings);
    let report = Told { version: 1, registers: told.iter().map(|told| told.shown()).collect() };
    match format {
        DiffFormat::Text => terminal.quote(|out| report.write_text(out))?,
        DiffFormat::Markdown => terminal.quote(|out| report.write_markdown(out))?,
        DiffFormat::Json => terminal.print(|out| write_json(&report, out))?,
    }
    if format != DiffFormat::Json {
        let count = report.registers.iter().map(|register| register.entries.len()).sum();
        terminal.say(&match count {
            0 => "no entry changed".to_owned(),
            _ => format!("{} changed", counted(count, "entry", "entries")),
        });
    }
    Ok(CLEAN)
}

/// What became of one register.
struct Turned<'w> {
    path: String,
    policy: Policy,
    words: &'w Vocabulary,
    turns: Vec<Turn>,
}

fn told<'w>(old: &[Source], new: &[Source], settings: &'w Settings) -> Vec<Turned<'w>> {
    let (paths, both): (Vec<_>, Vec<_>) = compared(old, new.iter(), settings).into_iter().unzip();
    let turned = paths.into_iter().zip(timeline::turns(&both)).map(|(path, turns)| {
        let mut sources = new.iter().chain(old);
        let source = sources.find(|source| **source.path() == *path);
        let (registers, _) =
            read_all(source.map(std::slice::from_ref).unwrap_or_default(), settings);
        let policy = registers.first().map(|register| {
            crate::register::Policy::of(register, &settings.promise, &settings.vocabulary)
        });
        Some(Turned { path, policy: policy?, words: &settings.vocabulary, turns })
    });
    turned.flatten().collect()
}

/// What is told of all registers.
#[derive(Serialize)]
struct Told<'t> {
    version: u8,
    registers: Vec<ToldRegister<'t>>,
}

#[derive(Serialize)]
struct ToldRegister<'t> {
    path: &'t str,
    entries: Vec<ToldEntry<'t>>,
}

#[derive(Serialize)]
struct ToldEntry<'t> {
    id: Option<&'t str>,
    title: &'t str,
    happening: Happening,
    status: Option<&'t str>,
    priority: Option<&'t str>,
    owner: Option<&'t str>,
    fields: Vec<FieldNews<'t>>,
}

impl Turned<'_> {
    fn shown(&self) -> ToldRegister<'_> {
        let news = self.turns.iter().filter_map(|turn| turn.news(&self.policy, self.words));
        let mut entries: Vec<ToldEntry<'_>> = news.map(ToldEntry::of).collect();
        entries.sort_by_key(|entry| entry.happening);
        ToldRegister { path: &self.path, entries }
    }
}

impl<'t> ToldEntry<'t> {
    fn of(News { happening, stage, fields }: News<'t>) -> Self {
        Self {
            id: stage.id.as_deref(),
            title: &stage.title,
            happening,
            status: stage.said(Key::Status),
            priority: stage.said(Key::Priority),
            owner: stage.said(Key::Owner),
            fields,
        }
    }

    /// What is said of an entry that came or went: its state, its priority and whose it is.
    fn gist(&self) -> String {
        let parts = [self.status, self.priority, self.owner].into_iter().flatten();
        parts.collect::<Vec<_>>().join(", ")
    }

    fn word(&self) -> &'static str {
        match self.happening {
            Happening::Added => "added",
            Happening::Closed => "closed",
            Happening::Reopened => "reopened",
            Happening::Moved => "moved",
            Happening::Changed => "changed",
            Happening::Removed => "removed",
        }
    }
}

impl Told<'_> {
    fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let told = self.registers.iter().filter(|register| !register.entries.is_empty());
        for (at, register) in told.enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            writeln!(out, "{}", register.path.bold())?;
            let ids = register.entries.iter().filter_map(|entry| Some(entry.id?.chars().count()));
            let width = ids.max().unwrap_or(0);
            for entry in &register.entries {
                let word = format!("{:9}", entry.word());
                let word = match entry.happening {
                    Happening::Added | Happening::Closed => word.green().to_string(),
                    Happening::Removed | Happening::Reopened => word.red().to_string(),
                    Happening::Moved | Happening::Changed => word.cyan().to_string(),
                };
                let id = entry.id.unwrap_or("–");
                writeln!(out, "  {word} {id:width$}  {}", entry.title)?;
                let indent = " ".repeat(width + 14);
                if entry.fields.is_empty() && !entry.gist().is_empty() {
                    writeln!(out, "{indent}{}", entry.gist().dimmed())?;
                }
                for field in &entry.fields {
                    writeln!(out, "{indent}{}", field.in_words(Manner::ENGLISH))?;
                }
            }
        }
        Ok(())
    }

    fn write_markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        let told = self.registers.iter().filter(|register| !register.entries.is_empty());
        for (at, register) in told.enumerate() {
            let gap = if at > 0 { "\n" } else { "" };
            writeln!(out, "{gap}**`{}`**\n", printable(register.path))?;
            for entry in &register.entries {
                let mut word = entry.word().to_owned();
                word[..1].make_ascii_uppercase();
                let id = entry.id.map_or(String::new(), |id| format!(" {id}"));
                let fields = entry.fields.iter().map(|field| field.in_words(Manner::ENGLISH));
                let mut parts: Vec<String> = fields.collect();
                parts
                    .extend(Some(entry.gist()).filter(|gist| parts.is_empty() && !gist.is_empty()));
                let told = if parts.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", parts.join("; "))
                };
                writeln!(out, "- **{word}{id}** {}{told}", entry.title)?;
            }
        }
        Ok(())
    }
}
