//! `gapreg triage`.

mod pull;
mod undecided;

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use clap::Args;

use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::{self, CLEAN, FAILED, FOUND};
use crate::cli::shared::findings::{self, RunResults};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs, patch};
use crate::edit::{NoTable, TableOutcome, Tally};
use crate::finding::counted;
use crate::lint::Scope;
use crate::output::{FindingsReport, Format};
use crate::rules;
use crate::run::inputs::{is_stdin, shown};
use crate::run::triage::{TableOptions, outcomes};
use crate::run::writes::NewText;
use crate::run::{CheckOptions, Inputs, Notes as _, Project, RegisterCheck};
use crate::settings::Selection;
use crate::text::Source;
use undecided::{Undecided, list_changes};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg triage                     write the table of every register below this folder
  gapreg triage --check docs/       report tables that are out of date, for CI
  gapreg triage --diff              show what would change
  gapreg triage --rewrite-texts -   from standard input to standard output";

#[derive(Debug, Args)]
pub(crate) struct TriageArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// Write nothing; exit with 1 when a table is out of date, and show what would change
    #[arg(long, conflicts_with_all = ["stdout", "diff"])]
    check: bool,
    /// Write nothing; show what would change
    #[arg(long, conflicts_with = "stdout")]
    diff: bool,
    /// Print the register with its new table instead of writing it
    #[arg(long)]
    stdout: bool,
    /// Move cells edited by hand into their entries and those of the translation, where git says
    /// that the entry is the older
    #[arg(long, conflicts_with_all = ["check", "stdout", "rewrite_texts"])]
    pull: bool,
    /// Write what the entries say, also over cells that were changed later than they
    #[arg(long, conflicts_with = "pull")]
    overwrite: bool,
    /// Remove rows that have no entry, and second rows of one
    #[arg(long, conflicts_with = "pull")]
    prune: bool,
    /// Derive the short texts (Area, Gap, Workaround, Verification) again, too
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

impl TriageArgs {
    fn options(&self) -> TableOptions {
        TableOptions {
            rewrites_texts: self.rewrite_texts,
            prunes: self.prune,
            overwrites: self.overwrite,
        }
    }

    fn how(&self) -> How {
        if self.check || self.diff {
            How::Show { is_check: self.check }
        } else if self.stdout || self.paths.iter().any(|path| is_stdin(path)) {
            How::Print
        } else {
            How::Write
        }
    }
}

pub(crate) fn run(args: &TriageArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let selection = Selection { select: names(), ignore: Vec::new() };
    let how = args.how();
    let open = inputs::opening(how == How::Write, true);
    let (project, mut inputs) = open(&args.paths, selection, global, terminal)?;
    if let Some(conflict) = inputs.conflict().filter(|_| how == How::Print) {
        return Err(conflict);
    }
    if how != (How::Show { is_check: true }) && !args.pull {
        inputs.hold_conflicts(&project, terminal);
    }
    if how == How::Print && inputs.sources.len() != 1 {
        bail!("standard output takes one register, and there are {}", inputs.sources.len());
    }
    if args.pull {
        return pull::run(&project, &mut inputs, args.diff, terminal);
    }
    if args.check && global.output_format != Format::Human {
        return report(&project, &inputs, args, global, terminal);
    }
    for source in &inputs.broken {
        terminal.error(&anyhow!("`{}` is not UTF-8, and stays as it is", name(source)));
    }
    if let Some(conflict) = inputs.conflict().filter(|_| args.check) {
        terminal.error(&conflict);
    }
    let is_readable = inputs.unreadable().next().is_none();
    inputs.has_failed |= !is_readable;
    let outcomes = {
        let _drawing = terminal.progress("drawing up tables");
        let registers = inputs.registers(&project).all;
        outcomes(&inputs, &registers, &project, args.options(), terminal)
    };
    let mut tables = Tables {
        how,
        inputs,
        terminal,
        counts: Counts::default(),
        no_table: None,
        undecided: Undecided::default(),
        new: vec![],
        tallies: vec![],
    };
    for (at, outcome) in outcomes.into_iter().enumerate() {
        tables.take(at, outcome)?;
    }
    tables.finish()
}

/// The tables of a run: written, printed or shown.
struct Tables<'t> {
    how: How,
    inputs: Inputs,
    terminal: &'t Terminal,
    counts: Counts,
    /// Why the last register without a table needs none.
    no_table: Option<NoTable>,
    undecided: Undecided,
    /// What is to be shown, or written.
    new: Vec<NewText>,
    /// What happens to each table that is written.
    tallies: Vec<Tally>,
}

#[derive(Default)]
struct Counts {
    stale: usize,
    /// Registers without the table that they need.
    missing: usize,
    kept: usize,
    /// Registers that need no table.
    without: usize,
    refused: usize,
}

impl Tables<'_> {
    fn take(&mut self, at: usize, outcome: TableOutcome) -> Result<()> {
        let name = name(&self.inputs.sources[at]);
        let is_check = self.how == How::Show { is_check: true };
        match outcome {
            TableOutcome::Refused(why) => {
                self.terminal.error(&anyhow!("`{name}`: {why}"));
                self.counts.refused += 1;
                Ok(())
            }
            TableOutcome::Nothing(why) => {
                self.terminal.detail(&format!("{name}: {why}"));
                self.counts.without += 1;
                self.no_table = Some(why);
                self.keep(at)
            }
            TableOutcome::Kept(tally) => {
                self.undecided.report(&name, &tally, self.terminal);
                self.keep(at)
            }
            TableOutcome::Rewritten(_, tally) if is_check && !tally.is_stale => self.keep(at),
            TableOutcome::Rewritten(new, tally) => {
                self.undecided.report(&name, &tally, self.terminal);
                let count =
                    if tally.is_new { &mut self.counts.missing } else { &mut self.counts.stale };
                *count += 1;
                if self.how == How::Print {
                    Terminal::pass_on(new.text())?;
                }
                if self.how != How::Write {
                    self.terminal.say(&format!("{name}: {tally}"));
                }
                self.new.push(NewText { at, source: new });
                self.tallies.push(tally);
                Ok(())
            }
        }
    }

    fn keep(&mut self, at: usize) -> Result<()> {
        self.counts.kept += 1;
        if self.how == How::Print {
            Terminal::pass_on(self.inputs.sources[at].text())?;
        }
        Ok(())
    }

    /// Writes the new texts, and says what that changed.
    fn write(&mut self) {
        let places: Vec<usize> = self.new.iter().map(|new| new.at).collect();
        let written = self.inputs.write(std::mem::take(&mut self.new), self.terminal);
        for (at, tally) in places.iter().zip(&self.tallies).filter(|(at, _)| written.contains(at)) {
            self.terminal.say(&format!("{}: {tally}", name(&self.inputs.sources[*at])));
            list_changes(tally, self.terminal);
        }
    }

    fn finish(mut self) -> Result<u8> {
        match self.how {
            How::Write => self.write(),
            How::Print => self.new.clear(),
            How::Show { .. } => {}
        }
        let Self { inputs, terminal, counts, no_table, undecided, new: shown, .. } = self;
        patch::show(&inputs, &shown, terminal)?;
        if !shown.is_empty() {
            let tables = [
                (counts.missing, "table is missing", "tables are missing"),
                (counts.stale, "table is stale", "tables are stale"),
            ];
            let tables = tables.into_iter().filter(|(count, ..)| *count > 0);
            let tables: Vec<String> =
                tables.map(|(count, one, many)| counted(count, one, many)).collect();
            terminal.say(&format!("{}; `gapreg triage` writes what is shown", tables.join(", ")));
        } else if counts.missing + counts.stale + counts.refused == 0 && undecided.is_empty() {
            match (counts.kept - counts.without, no_table) {
                (0, Some(why)) => terminal.say(&why.to_string()),
                (0, None) => {}
                (count, _) => {
                    let tables = counted(count, "table is", "tables are");
                    terminal.say(&format!("{tables} up to date"));
                }
            }
        }
        undecided.finish(terminal);
        let is_left = !undecided.is_empty() || !shown.is_empty();
        let code = if is_left { FOUND } else { CLEAN };
        Ok(if counts.refused > 0 { FAILED } else { exit::code(&inputs, code) })
    }
}

fn name(source: &Source) -> String {
    shown(Path::new(&**source.path()))
}

/// The rules about the table.
fn names() -> Vec<String> {
    rules::of_group(rules::Group::Triage).map(|rule| rule.name.to_owned()).collect()
}

/// Reports what is wrong with the tables, as findings.
fn report(
    project: &Project,
    inputs: &Inputs,
    args: &TriageArgs,
    global: &Global,
    terminal: &Terminal,
) -> Result<u8> {
    let registers = inputs.registers(project);
    let options = CheckOptions::all_of(Scope::Registers);
    let check = RegisterCheck { project, inputs, history: None, options };
    let checked = check.run_on(&registers, terminal)?;
    let results = RunResults { project, inputs, checked: &checked, options };
    let report = FindingsReport { languages: None, ..results.report(global) };
    findings::write(&report, global.output_format, terminal.has_color(), terminal)?;
    // Whatever the format, and whatever is silenced: what `gapreg triage` would write decides.
    let outcomes = outcomes(inputs, &registers.all, project, args.options(), terminal);
    let is_left = |outcome: &TableOutcome| match outcome {
        TableOutcome::Rewritten(_, tally) => tally.is_stale || tally.is_undecided(),
        TableOutcome::Kept(tally) => tally.is_undecided(),
        TableOutcome::Nothing(_) | TableOutcome::Refused(_) => false,
    };
    let is_refused = |outcome: &TableOutcome| matches!(outcome, TableOutcome::Refused(_));
    if inputs.unreadable().next().is_some() || outcomes.iter().any(is_refused) {
        return Ok(FAILED);
    }
    Ok(exit::code(inputs, if outcomes.iter().any(is_left) { FOUND } else { CLEAN }))
}
