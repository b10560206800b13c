//! `gapreg log`: one entry's life through its commits.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;
use owo_colors::OwoColorize;
use serde::Serialize;

use super::lived::Lived;
use super::news::in_words;
use super::session::Session;
use super::show::unknown_entry;
use super::terminal::Terminal;
use super::{CLEAN, Global, completions};
use crate::config::{Selection, Settings};
use crate::finding::counted;
use crate::life::{FieldNews, Follow, Following, Happening, Life, Moment, News, Step};
use crate::mirror::Pair;
use crate::output::{Format, printable};
use crate::register::{Policy, Register};
use crate::vocabulary::Key;

pub(super) const EXAMPLES: &str = "\
Examples:
  gapreg log G-004                   what became of it, commit by commit
  gapreg log G-004 --format json     for programs
  gapreg log G-012 docs/en           in the registers of one folder";

#[derive(Debug, Args)]
pub(super) struct LogArgs {
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

pub(super) fn run(args: &LogArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let is_json = match global.output_format {
        Format::Human => args.format == LogFormat::Json,
        Format::Json => true,
        _ => bail!("`--output-format` is for findings; `--format` says how a life is written"),
    };
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
    if is_json {
        terminal.print(|out| {
            serde_json::to_writer_pretty(&mut *out, &told).map_err(io::Error::from)?;
            writeln!(out)
        })?;
    } else {
        terminal.quote(|out| told.write_text(&args.id, out))?;
    }
    Ok(session.code(CLEAN))
}

/// The lives of all gaps of a run, with those of their translations.
pub(super) struct Tales<'l> {
    tales: Vec<Tale<'l>>,
}

/// The life of one gap.
pub(super) struct Tale<'l> {
    pub path: String,
    pub life: Life<'l>,
    pub policy: Policy,
    /// The language of each translation, and its life.
    pub mirrors: Vec<(String, Life<'l>)>,
    /// Whether it translates another one.
    is_mirror: bool,
}

impl<'l> Tales<'l> {
    pub(super) fn of(registers: &[Register<'_>], lived: &'l Lived, settings: &Settings) -> Self {
        let policies: Vec<Policy> = registers.iter().map(|own| settings.policy(own)).collect();
        let lives: Vec<Vec<Life<'l>>> =
            registers.iter().map(|register| lived.of_register(register.source.path())).collect();
        let pairs = settings.pair_up(registers).pairs;
        let mut tales = Vec::new();
        for (at, register) in registers.iter().enumerate() {
            let from = tales.len();
            tales.extend(lives[at].iter().map(|life| Tale {
                path: register.source.path().to_string(),
                life: life.clone(),
                policy: policies[at].clone(),
                mirrors: Vec::new(),
                is_mirror: pairs.iter().any(|&(_, mirror)| mirror == at),
            }));
            for &(_, mirror) in pairs.iter().filter(|(source, _)| *source == at) {
                let both = [&policies[at], &policies[mirror]];
                let other = &registers[mirror];
                let pair = Pair::new(register, other, both, &settings.vocabulary);
                for couple in &pair.alignment.couples {
                    let place = |register: &Register<'_>, entry| {
                        register.entries.iter().position(|own| std::ptr::eq(own, entry))
                    };
                    let source = place(register, couple.source);
                    let mirror_at = place(other, couple.mirror);
                    let tale = source.and_then(|source| tales.get_mut(from + source));
                    let life = mirror_at.and_then(|place| lives[mirror].get(place));
                    if let (Some(tale), Some(life)) = (tale, life) {
                        tale.mirrors.push((other.language.clone(), life.clone()));
                    }
                }
            }
        }
        let policy = policies.first().cloned();
        let gone =
            lived.ended().zip(std::iter::repeat(policy)).filter_map(|((path, life), policy)| {
                Some(Tale { path, life, policy: policy?, mirrors: Vec::new(), is_mirror: false })
            });
        tales.extend(gone);
        Self { tales }
    }

    /// Those that are called so, or, where none is, those that once were.
    fn called(&self, id: &str) -> Vec<&Tale<'l>> {
        let is_called = |step: &Step| step.stage.id.as_deref() == Some(id) || step.stage.name == id;
        let is_now =
            |tale: &&Tale<'l>| tale.life.last().is_some_and(|last| !last.is_end && is_called(last));
        let ever_was = |tale: &&Tale<'l>| tale.life.steps().any(|(_, step)| is_called(step));
        let of = |wanted: &dyn Fn(&&Tale<'l>) -> bool| -> Vec<&Tale<'l>> {
            let found: Vec<_> = self.tales.iter().filter(|tale| wanted(tale)).collect();
            let leads = found.iter().any(|tale| !tale.is_mirror);
            found.into_iter().filter(|tale| !leads || !tale.is_mirror).collect()
        };
        let now = of(&is_now);
        if now.is_empty() { of(&ever_was) } else { now }
    }
}

/// What is told of some entries.
#[derive(Serialize)]
struct Told {
    version: u8,
    entries: Vec<ToldLife>,
}

/// What is told of one entry.
#[derive(Serialize)]
pub(super) struct ToldLife {
    pub id: Option<String>,
    pub title: String,
    pub path: String,
    pub is_gone: bool,
    pub steps: Vec<ToldStep>,
    pub states: Vec<ToldState>,
}

/// What one commit made of an entry.
#[derive(Serialize)]
pub(super) struct ToldStep {
    pub commit: Option<String>,
    pub day: Date,
    pub author: String,
    pub subject: String,
    pub path: String,
    pub id: Option<String>,
    pub happening: Happening,
    pub fields: Vec<ToldField>,
    pub mirrors: Vec<ToldFollow>,
    #[serde(skip)]
    pub gist: String,
}

/// What a field said, and says.
#[derive(Serialize)]
pub(super) struct ToldField {
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// When a translation followed.
#[derive(Serialize)]
pub(super) struct ToldFollow {
    pub language: String,
    pub followed: &'static str,
    pub commit: Option<String>,
    pub day: Option<Date>,
    pub days: Option<i32>,
}

/// How long an entry was in a state.
#[derive(Serialize)]
pub(super) struct ToldState {
    pub state: Option<String>,
    pub from: Date,
    /// Nothing for the one that it is in.
    pub until: Option<Date>,
    pub days: i32,
}

impl<'l> Tale<'l> {
    pub(super) fn told(&self, today: Date, settings: &Settings) -> ToldLife {
        let last = self.life.last();
        let stage = last.map(|last| &last.stage);
        ToldLife {
            id: stage.and_then(|stage| stage.id.clone()),
            title: stage.map_or(String::new(), |stage| stage.heading.clone()),
            path: self.path.clone(),
            is_gone: last.is_some_and(|last| last.is_end),
            steps: self.steps(settings),
            states: self.states(today, settings),
        }
    }

    fn steps(&self, settings: &Settings) -> Vec<ToldStep> {
        let words = &settings.vocabulary;
        let mut steps = Vec::new();
        let mut path: Option<&str> = None;
        for (moment, step) in self.life.steps() {
            let has_moved = path.replace(&step.path).is_some_and(|path| path != &*step.path);
            let news = self.life.news(step, &self.policy, words);
            let nothing =
                || News { happening: Happening::Changed, stage: &step.stage, fields: Vec::new() };
            if let Some(news) = news.or_else(|| has_moved.then(nothing)) {
                steps.push(self.step(moment, step, &news, settings));
            }
        }
        steps
    }

    fn step(&self, moment: &Moment, step: &Step, news: &News<'_>, settings: &Settings) -> ToldStep {
        let words = &settings.vocabulary;
        let field = |news: &FieldNews<'_>| ToldField {
            field: news.field.to_owned(),
            before: news.before.map(str::to_owned),
            after: news.after.map(str::to_owned),
        };
        let told = self.mirrors.iter().filter(|_| !step.is_end);
        let told = told.map(|(language, mirror)| {
            let following = Following { mirror, policy: &self.policy, words };
            ToldFollow::of(language, following.of(step, news), moment.day)
        });
        let facts = [Key::Status, Key::Priority, Key::Owner].map(|key| step.stage.said(key));
        ToldStep {
            commit: moment.commit.clone(),
            day: moment.day,
            author: moment.author.clone(),
            subject: moment.subject.clone(),
            path: step.path.to_string(),
            id: step.stage.id.clone(),
            happening: news.happening,
            fields: news.fields.iter().map(field).collect(),
            mirrors: told.collect(),
            gist: facts.into_iter().flatten().collect::<Vec<_>>().join(", "),
        }
    }

    fn states(&self, today: Date, settings: &Settings) -> Vec<ToldState> {
        let states = self.life.states(&self.policy, &settings.vocabulary);
        let end = self.life.steps().find(|(_, step)| step.is_end).map(|(moment, _)| moment.day);
        let untils = states.iter().skip(1).map(|(moment, _)| Some(moment.day)).chain([end]);
        let each = states.iter().zip(untils).map(|((moment, state), until)| ToldState {
            state: state.and_then(|state| self.policy.flow.get(state).cloned()),
            from: moment.day,
            until,
            days: (until.unwrap_or(today) - moment.day).get_days(),
        });
        each.collect()
    }
}

impl ToldFollow {
    fn of(language: &str, follow: Follow<'_>, day: Date) -> Self {
        let (followed, moment) = match follow {
            Follow::Before => ("before", None),
            Follow::Along => ("along", None),
            Follow::Later(moment) => ("later", Some(moment)),
            Follow::NotYet => ("not-yet", None),
        };
        Self {
            language: language.to_owned(),
            followed,
            commit: moment.and_then(|moment| moment.commit.clone()),
            day: moment.map(|moment| moment.day),
            days: moment.map(|moment| (moment.day - day).get_days()),
        }
    }

    /// `followed 2 days later (2026-02-07, 1b2c3d4)`.
    fn in_words(&self) -> String {
        let days = counted(self.days.unwrap_or(0).unsigned_abs() as usize, "day", "days");
        match (self.followed, self.day) {
            ("before", _) => "said so already".to_owned(),
            ("along", _) => "in the same commit".to_owned(),
            (_, Some(day)) if self.days == Some(0) => {
                format!("the same day ({})", named(self.commit.as_deref(), day))
            }
            (_, Some(day)) => format!("{days} later ({})", named(self.commit.as_deref(), day)),
            _ => "not yet".to_owned(),
        }
    }
}

fn named(commit: Option<&str>, day: Date) -> String {
    commit.map_or(format!("{day}, not committed"), |commit| format!("{day}, {}", short(commit)))
}

/// As much of a commit's name as tells it from others.
pub(super) fn short(commit: &str) -> &str {
    commit.get(..7).unwrap_or(commit)
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
                writeln!(out, "{day}  {}  {author}  {}", short(commit).yellow(), subject.dimmed())?;
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
            line(out, &in_words(&news))?;
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
