//! `gapreg check`.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use crate::cli::shared::arguments::{
    BaseArgs, BaselineArgs, Global, RuleArgs, SinceArgs, WhereArgs,
};
use crate::cli::shared::completion;
use crate::cli::shared::exit::{self, CLEAN, FOUND};
use crate::cli::shared::findings::{RunResults, Show};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{changes, inputs, pages, patch, until};
use crate::finding::counted;
use crate::lint::Scope;
use crate::run::contract::RouteFile;
use crate::run::gate;
use crate::run::inputs::{is_stdin, shown};
use crate::run::merging;
use crate::run::repairs::{Repairs, repairs};
use crate::run::{CheckOptions, Inputs, Notes as _, Project, RegisterCheck, RegisterHistory};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg check                                  everything, below this folder
  gapreg check --fix                            repair what is safe to repair, tables included
  gapreg check --output-format concise docs/    one line for each finding, for a log
  gapreg check --fail-on warning                warnings fail, too
  gapreg check --baseline known.json            only what is not in the baseline
  gapreg check --changed-since origin/main      only what this branch did
  gapreg check --where 'priority <= P1'         only what is about these entries
  gapreg check --base origin/main               and whether this branch kept to the flow
  gapreg check --output-format sarif --output-file gaps.sarif";

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// Apply every safe fix: to entries, to triage tables and to translations
    #[arg(long, conflicts_with_all = ["changed_since", "condition"])]
    fix: bool,
    /// Show what --fix would change, and write nothing
    #[arg(long, conflicts_with_all = ["changed_since", "condition"])]
    diff: bool,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    since: SinceArgs,
    #[command(flatten)]
    chosen: WhereArgs,
    #[command(flatten)]
    base: BaseArgs,
    #[command(flatten)]
    baseline: BaselineArgs,
    /// Count the findings of each rule instead of listing them
    #[arg(long)]
    statistics: bool,
}

impl CheckArgs {
    /// Whether the registers are read at once: to be changed, to be compared with a branch, or to
    /// choose some of their entries.
    fn is_read(&self) -> bool {
        let is_compared = self.base.options().is_some();
        self.fix || self.diff || is_compared || self.chosen.condition.is_some()
    }

    fn prints_fixed_text(&self) -> bool {
        self.fix && self.paths.iter().any(|path| is_stdin(path))
    }

    fn show(&self) -> Show {
        Show::of(self.statistics, self.prints_fixed_text())
    }
}

pub(crate) fn run(args: &CheckArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let selection = args.rules.selection()?;
    let open = inputs::opening(args.fix && !args.diff, args.is_read());
    let (mut project, mut inputs) = open(&args.paths, selection, global, terminal)?;
    let baseline = args.baseline.options();
    until::expect_ahead(baseline.and_then(|options| options.until), project.today)?;
    inputs.add_translations(&project, terminal);
    if project.compares_pages(Scope::All) {
        // Pages are compared with all registers.
        inputs.read(&project, terminal);
    }
    if let Some(branch) = args.base.options() {
        gate::hold(&mut project, &mut inputs, branch, terminal)?;
    }
    if args.fix || args.diff {
        inputs.hold_conflicts(&project, terminal);
    }
    let baseline_path = baseline.map(|options| options.path);
    inputs::keep_output_apart(&project, &inputs, baseline_path, terminal)?;
    let history = RegisterHistory::of(inputs.paths(), &project, terminal);
    if args.fix || args.diff {
        expect_contract(&project)?;
        let repairs = repaired(&project, &inputs, &history, terminal);
        if args.diff {
            patch::show(&inputs, &repairs.new, terminal)?;
            let has_pages = project.compares_pages(Scope::All);
            let registers = inputs.registers(&project).all;
            let shows_pages = has_pages && pages::show_fixes(&project, &registers, terminal)?;
            let is_clean = repairs.new.is_empty() && !shows_pages;
            if is_clean {
                terminal.say("nothing to fix: what `gapreg check` reports is for people to write");
            }
            return Ok(exit::code(&inputs, if is_clean { CLEAN } else { FOUND }));
        }
        write(repairs, args, &project, &mut inputs, (global, terminal))?;
        if project.compares_pages(Scope::All) {
            let registers = inputs.registers(&project).all;
            let has_failed = pages::write(&project, &registers, terminal);
            inputs.has_failed |= has_failed;
        }
    }
    let options = CheckOptions {
        branch: args.base.options(),
        changed_since: args.since.changed_since.as_deref(),
        condition: args.chosen.condition.as_deref(),
        baseline,
        ..CheckOptions::all_of(Scope::All)
    };
    let check =
        RegisterCheck { project: &project, inputs: &inputs, history: Some(&history), options };
    let checked = check.run(terminal)?;
    let results = RunResults { project: &project, inputs: &inputs, checked: &checked, options };
    let code = results.show(args.show(), global, terminal)?;
    history.wait();
    if !is_in_ci() && merging::is_driver_missing(&project.folder) {
        terminal.say(
            "note: .gitattributes lets gapreg merge registers, and this clone does not know how; \
             `gapreg merge --install` sets that up",
        );
    }
    Ok(code)
}

/// Whether a server runs this, where nobody merges.
fn is_in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

fn repaired(
    project: &Project,
    inputs: &Inputs,
    history: &RegisterHistory,
    terminal: &Terminal,
) -> Repairs {
    let _repairing = terminal.progress("repairing what is safe to repair");
    let pages = project.pages();
    repairs(inputs, project, project.environment(&pages, Some(history)))
}

/// Writes what was repaired: the files, and the text of standard input to standard output.
fn write(
    repairs: Repairs,
    args: &CheckArgs,
    project: &Project,
    inputs: &mut Inputs,
    io: (&Global, &Terminal),
) -> Result<()> {
    let (global, terminal) = io;
    let Repairs { new, count } = repairs;
    let is_stdin = |path: &str| args.prints_fixed_text() && path == global.stdin_filename;
    let (of_stdin, of_files): (Vec<_>, Vec<_>) =
        new.into_iter().partition(|new| is_stdin(inputs.sources[new.at].path()));
    for at in changes::write(of_files, inputs, project, terminal) {
        terminal.say(&format!("wrote {}", shown(Path::new(&**inputs.sources[at].path()))));
    }
    for new in of_stdin {
        inputs.replace(new);
    }
    if let Some(text) = inputs.sources.iter().find(|source| is_stdin(source.path())) {
        Terminal::pass_on(text.text())?;
    }
    if count > 0 && !inputs.has_failed {
        terminal.say(&format!("applied {}", counted(count, "fix", "fixes")));
    }
    Ok(())
}

/// Refuses a contract that cannot be read, before anything is written.
fn expect_contract(project: &Project) -> Result<()> {
    let routes = project.settings.routes.as_ref();
    routes.map_or(Ok(()), |routes| RouteFile::configured(routes).read(project).map(drop))
}
