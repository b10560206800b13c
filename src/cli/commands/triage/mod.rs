//! `gapreg triage`.

mod pull;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use clap::Args;
use jiff::civil::Date;

use crate::cli::commands::completions;
use crate::cli::shared::findings;
use crate::cli::shared::patch;
use crate::cli::shared::terminal::Terminal;
use crate::cli::{CLEAN, FAILED, FOUND, Global};
use crate::edit;
use crate::edit::{TableOutcome, Tally};
use crate::files::DocsTree;
use crate::finding::counted;
use crate::git::Versions;
use crate::lint::Scope;
use crate::output::{Format, Report};
use crate::register::Register;
use crate::rules::{self, Surroundings};
use crate::run::groups::survey;
use crate::run::inputs::{Session, is_input};
use crate::settings::Selection;
use crate::text::Source;
use crate::triage::{TableInput, TableRefusal, Times};
use crate::vocabulary::Key;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg triage                     write the table of every register below this folder
  gapreg triage --check docs/       say which tables are stale, for CI
  gapreg triage --diff              show what would change
  gapreg triage --rewrite-texts -   from standard input to standard output";

#[derive(Debug, Args)]
pub(crate) struct TriageArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completions::registers())]
    paths: Vec<PathBuf>,
    /// Write nothing; exit with 1 when a table is stale, and show what would change
    #[arg(long, conflicts_with_all = ["stdout", "diff"])]
    check: bool,
    /// Write nothing; show what would change
    #[arg(long, conflicts_with = "stdout")]
    diff: bool,
    /// Print the register with its new table instead of writing it
    #[arg(long)]
    stdout: bool,
    /// Move cells edited by hand into their entries, where git says that the entry is the older
    #[arg(long, conflicts_with_all = ["check", "stdout", "rewrite_texts"])]
    pull: bool,
    /// Derive the short texts (Area, Gap, Workaround, Verification) anew, too
    #[arg(long)]
    rewrite_texts: bool,
}

/// What is done with a table that is not what it should be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Write,
    Print,
    /// Shown; with `--check`, what merely grows old counts as true.
    Show {
        is_check: bool,
    },
}

pub(crate) fn run(args: &TriageArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let selection = Selection { select: names(), ignore: Vec::new() };
    let mut session = Session::open(&args.paths, selection, global, terminal)?;
    let is_input = args.paths.iter().any(|path| is_input(path));
    let how = match args {
        TriageArgs { check: true, .. } => How::Show { is_check: true },
        TriageArgs { diff: true, .. } => How::Show { is_check: false },
        _ if args.stdout || is_input => How::Print,
        _ => How::Write,
    };
    if how == How::Print && session.sources.len() != 1 {
        bail!("standard output takes one register, and there are {}", session.sources.len());
    }
    if args.pull {
        return pull::run(&mut session, args.diff, terminal);
    }
    if args.check && global.output_format != Format::Human {
        return report(&session, args, global, terminal);
    }
    for source in &session.broken {
        terminal.error(&anyhow!("`{}` is not UTF-8, and stays as it is", name(source)));
    }
    session.has_failed |= !session.broken.is_empty();
    let drawing = terminal.busy("drawing up tables");
    let outcomes = outcomes(&session, args, terminal);
    drop(drawing);
    let mut settling =
        Settling { how, session, terminal, counts: Counts::default(), shown: vec![] };
    for (at, outcome) in outcomes.into_iter().enumerate() {
        settling.take(at, outcome)?;
    }
    settling.finish()
}

/// A run over all registers.
struct Settling<'t> {
    how: How,
    session: Session,
    terminal: &'t Terminal,
    counts: Counts,
    /// What is to be shown, by the place of its source.
    shown: Vec<(usize, Source)>,
}

#[derive(Default)]
struct Counts {
    stale: usize,
    kept: usize,
    empty: usize,
    broken: usize,
    refused: usize,
}

impl Settling<'_> {
    fn take(&mut self, at: usize, outcome: TableOutcome) -> Result<()> {
        let name = name(&self.session.sources[at]);
        let is_check = self.how == How::Show { is_check: true };
        match outcome {
            TableOutcome::Refused(why) => {
                self.terminal.error(&anyhow!("`{name}`: {why}"));
                self.counts.refused += 1;
                Ok(())
            }
            TableOutcome::Nothing => {
                self.terminal.detail(&format!("{name}: no entry has an ID to be listed by"));
                self.counts.empty += 1;
                self.keep(at)
            }
            TableOutcome::Kept(tally) => {
                self.tell_of_broken(&name, &tally);
                self.keep(at)
            }
            TableOutcome::Rewritten(_, tally) if is_check && !tally.is_stale => self.keep(at),
            TableOutcome::Rewritten(new, tally) => {
                self.tell_of_broken(&name, &tally);
                self.counts.stale += 1;
                if self.settle(at, new)? {
                    self.terminal.say(&format!("{name}: {tally}"));
                }
                Ok(())
            }
        }
    }

    fn tell_of_broken(&mut self, name: &str, tally: &Tally) {
        if tally.broken > 0 {
            self.counts.broken += 1;
            let rows = counted(tally.broken, "row has", "rows have");
            self.terminal.warn(&format!(
                "{name}: {rows} more cells than the header and stays as it is: see `gapreg lint`"
            ));
        }
    }

    fn keep(&mut self, at: usize) -> Result<()> {
        self.counts.kept += 1;
        if self.how == How::Print {
            Terminal::pass_on(self.session.sources[at].text())?;
        }
        Ok(())
    }

    /// Whether all went well with a new text.
    fn settle(&mut self, at: usize, new: Source) -> Result<bool> {
        match self.how {
            How::Write => return Ok(self.session.write(at, new, self.terminal)),
            How::Print => Terminal::pass_on(new.text())?,
            How::Show { .. } => self.shown.push((at, new)),
        }
        Ok(true)
    }

    fn finish(self) -> Result<u8> {
        let Self { session, terminal, counts, shown, .. } = self;
        patch::show(&session, &shown, terminal)?;
        if !shown.is_empty() {
            let tables = counted(counts.stale, "table is stale", "tables are stale");
            terminal.say(&format!("{tables}; `gapreg triage` writes what is shown"));
        } else if counts.stale + counts.refused + counts.broken == 0 {
            match counts.kept - counts.empty {
                0 if counts.empty > 0 => {
                    terminal.say("no entry has an ID: there is nothing to list");
                }
                0 => {}
                count => {
                    terminal.say(&format!("{} true", counted(count, "table is", "tables are")));
                }
            }
        }
        let is_left = counts.broken > 0 || !shown.is_empty();
        let code = if is_left { FOUND } else { CLEAN };
        Ok(if counts.refused > 0 { FAILED } else { session.code(code) })
    }
}

fn name(source: &Source) -> String {
    Terminal::name(Path::new(&**source.path()))
}

/// The rules about the table.
fn names() -> Vec<String> {
    rules::TRIAGE.map(str::to_owned).to_vec()
}

/// What becomes of each source's table.
fn outcomes(session: &Session, args: &TriageArgs, terminal: &Terminal) -> Vec<TableOutcome> {
    use rayon::prelude::*;
    let settings = &session.settings;
    let one = |source| {
        let Ok(register) = Register::read(source, settings.reading()) else {
            return TableOutcome::Refused(TableRefusal::TooDeep);
        };
        let policy = settings.policy(&register);
        let facts = settings.table_input(&register, &policy);
        let changes = last_changes(facts, session, terminal);
        let times = Times { today: Some(session.today), changes: changes.as_ref() };
        let facts = TableInput { rewrites_texts: args.rewrite_texts, times, ..facts };
        TableOutcome::of(facts, settings.reading())
    };
    session.sources.par_iter().map(one).collect()
}

/// When each entry was last changed, where the table has a column for it.
fn last_changes(
    facts: TableInput<'_>,
    session: &Session,
    terminal: &Terminal,
) -> Option<HashMap<String, Date>> {
    let is_wanted = match &facts.register.triage {
        Some(table) => table.has(Key::LastChange),
        None => facts.options.columns.contains(&Key::LastChange),
    };
    if !is_wanted {
        return None;
    }
    let path = Path::new(&**facts.register.source.path());
    let changes = Versions::of(path).and_then(|versions| {
        let is_shallow = versions.is_shallow;
        let versions = versions.map(|version| version.map(|version| (version.day, version.text)));
        edit::last_changes(
            facts.register,
            session.settings.reading(),
            session.today,
            is_shallow,
            versions,
        )
    });
    match changes {
        Ok(changes) => Some(changes),
        Err(why) => {
            let name = name(facts.register.source);
            terminal.warn(&format!("{name}: the last changes stay as they are: {why}"));
            None
        }
    }
}

/// What is amiss with the tables, as findings.
fn report(
    session: &Session,
    args: &TriageArgs,
    global: &Global,
    terminal: &Terminal,
) -> Result<u8> {
    let pages = DocsTree::new(&session.settings, &session.cwd);
    let world = Surroundings { today: session.today, pages: &pages, past: None, changes: None };
    let survey = survey(session, world, Scope::Registers, terminal);
    let report = Report { findings: &survey.findings, ..findings::of(session, &survey, global) };
    findings::write(&report, global.output_format, terminal.has_color(), terminal)?;
    // Whatever the format, and whatever is silenced: what `gapreg triage` would write decides.
    let outcomes = outcomes(session, args, terminal);
    let is_left = |outcome: &TableOutcome| match outcome {
        TableOutcome::Rewritten(_, tally) => tally.is_stale || tally.broken > 0,
        TableOutcome::Kept(tally) => tally.broken > 0,
        TableOutcome::Nothing | TableOutcome::Refused(_) => false,
    };
    if !session.broken.is_empty()
        || outcomes.iter().any(|outcome| matches!(outcome, TableOutcome::Refused(_)))
    {
        return Ok(FAILED);
    }
    Ok(session.code(if outcomes.iter().any(is_left) { FOUND } else { CLEAN }))
}
