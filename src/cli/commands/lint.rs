//! `gapreg lint`.

use std::collections::HashMap;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use jiff::civil::Date;

use crate::cli::shared::arguments::{BaseArgs, Global, RuleArgs, SinceArgs, WhereArgs};
use crate::cli::shared::changes;
use crate::cli::shared::completion;
use crate::cli::shared::exit::{self, CLEAN, FOUND};
use crate::cli::shared::findings::{RunResults, Show};
use crate::cli::shared::inputs;
use crate::cli::shared::patch;
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::until;
use crate::finding::{Safety, counted};
use crate::lint::{IgnoreReason, Scope};
use crate::register::Register;
use crate::run::acceptance::{self, LeftFinding};
use crate::run::fixes::{FixedText, fixed};
use crate::run::gate;
use crate::run::inputs::{is_stdin, registers_of};
use crate::run::writes::{NewText, read_again};
use crate::run::{CheckOptions, Inputs, Notes as _, Project, RegisterCheck};
use crate::text::Source;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg lint                       every register below this folder
  gapreg lint --fix docs/           repair what is safe to repair
  gapreg lint --diff                show what --fix would change
  gapreg lint --select sla-overdue  one rule only
  gapreg lint --write-ignores 'agreed with the vendor' --until 2027-01-31
                                    accept what is found, up to that day
  gapreg lint --base origin/main    and whether this branch kept to the flow
  cat draft.md | gapreg lint -      what comes in on standard input";

#[derive(Debug, Args)]
pub(crate) struct LintArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// Apply the safe fixes
    #[arg(long, conflicts_with_all = ["changed_since", "condition"])]
    fix: bool,
    /// Apply the fixes that may change what the register says, too
    #[arg(long, conflicts_with_all = ["changed_since", "condition"])]
    unsafe_fixes: bool,
    /// Show what the fixes or comments would change, and write nothing
    #[arg(long, conflicts_with_all = ["changed_since", "condition"])]
    diff: bool,
    /// Accept what is found: write a comment with this reason above each place
    ///
    /// A comment covers all that its rule finds in the line, entry or table below it, later too: also in a
    /// row that is added afterwards. Elsewhere, what is found afterwards is new. Findings about such
    /// comments themselves stay.
    #[arg(
        long,
        value_name = "REASON",
        value_parser = reason,
        conflicts_with_all = ["fix", "unsafe_fixes", "changed_since", "base", "statistics"]
    )]
    write_ignores: Option<String>,
    /// The last day on which the comments accept it
    #[arg(long, value_name = "DATE", value_parser = until::day, requires = "write_ignores")]
    until: Option<Date>,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    since: SinceArgs,
    #[command(flatten)]
    chosen: WhereArgs,
    #[command(flatten)]
    base: BaseArgs,
    /// Count the findings of each rule instead of listing them
    #[arg(long)]
    statistics: bool,
}

impl LintArgs {
    fn safety(&self) -> Safety {
        if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe }
    }

    fn fixes(&self) -> bool {
        self.fix || self.unsafe_fixes
    }

    fn writes(&self) -> bool {
        self.fixes() || self.write_ignores.is_some()
    }

    /// Whether the new text of standard input is printed.
    fn prints_fixed_text(&self) -> bool {
        self.writes() && self.paths.iter().any(|path| is_stdin(path))
    }

    fn show(&self) -> Show {
        Show::of(self.statistics, self.prints_fixed_text())
    }
}

pub(crate) fn run(args: &LintArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let selection = args.rules.selection()?;
    // What is only looked at need not be in memory all at once.
    let is_chosen = args.chosen.condition.is_some();
    let is_read = args.writes() || args.diff || args.base.base.is_some() || is_chosen;
    let open = inputs::opening(args.writes() && !args.diff, is_read);
    let (mut project, mut inputs) = open(&args.paths, selection, global, terminal)?;
    until::expect_ahead(args.until, project.today)?;
    if let Some(branch) = args.base.options() {
        gate::hold(&mut project, &mut inputs, branch, terminal)?;
    }
    if args.writes() || args.diff {
        inputs.hold_conflicts(&project, terminal);
    }
    if let Some(reason) = &args.write_ignores {
        let reason = IgnoreReason { reason, until: args.until };
        return accept(reason, args, (&project, &mut inputs), (global, terminal));
    }
    if args.diff {
        return show_diff(args, &project, &inputs, terminal);
    }
    let options = CheckOptions {
        branch: args.base.options(),
        changed_since: args.since.changed_since.as_deref(),
        condition: args.chosen.condition.as_deref(),
        ..CheckOptions::all_of(Scope::Registers)
    };
    let checked = if args.fixes() {
        let old = inputs.sources.clone();
        let registers = registers_of(&old, &project.settings);
        apply_fixes(args, &project, &mut inputs, &registers.all, (global, terminal))?;
        let registers = read_again(registers, &inputs, &project.settings);
        let check = RegisterCheck { project: &project, inputs: &inputs, history: None, options };
        check.run_on(&registers, terminal)?
    } else {
        RegisterCheck { project: &project, inputs: &inputs, history: None, options }
            .run(terminal)?
    };
    let results = RunResults { project: &project, inputs: &inputs, checked: &checked, options };
    results.show(args.show(), global, terminal)
}

/// Applies fixes to every source; writes the files, or the text of standard input to standard
/// output.
fn apply_fixes(
    args: &LintArgs,
    project: &Project,
    inputs: &mut Inputs,
    registers: &[Register<'_>],
    io: (&Global, &Terminal),
) -> Result<()> {
    let (_, terminal) = io;
    let fixes = fixes(args, project, inputs, registers, terminal);
    let counts: HashMap<usize, usize> = fixes.iter().map(|fix| (fix.new.at, fix.count)).collect();
    let new = fixes.into_iter().map(|fix| fix.new).collect();
    let applied = write(new, args, (project, inputs), io)?;
    let count: usize = applied.iter().filter_map(|at| counts.get(at)).sum();
    if count > 0 {
        terminal.say(&format!("applied {}", counted(count, "fix", "fixes")));
    }
    Ok(())
}

/// Writes new texts: the files, and the text of standard input to standard output. The places of those
/// that were written.
fn write(
    new: Vec<NewText>,
    args: &LintArgs,
    run: (&Project, &mut Inputs),
    io: (&Global, &Terminal),
) -> Result<Vec<usize>> {
    let ((project, inputs), (global, terminal)) = (run, io);
    let is_stdin = |source: &Source| *global.stdin_filename == **source.path();
    let stdin = inputs.sources.iter().position(|source| is_stdin(source));
    let stdin = stdin.filter(|_| args.prints_fixed_text());
    if let Some(at) = stdin {
        let of_stdin = new.iter().find(|new| new.at == at);
        let source = of_stdin.map_or(&*inputs.sources[at], |new| &new.source);
        Terminal::pass_on(source.text())?;
    }
    let (of_stdin, of_files): (Vec<_>, Vec<_>) =
        new.into_iter().partition(|new| stdin == Some(new.at));
    let mut written: Vec<usize> = of_stdin.iter().map(|new| new.at).collect();
    for new in of_stdin {
        inputs.replace(new);
    }
    written.extend(changes::write(of_files, inputs, project, terminal));
    Ok(written)
}

/// Writes the comments that accept what is found, or shows them.
fn accept(
    reason: IgnoreReason<'_>,
    args: &LintArgs,
    run: (&Project, &mut Inputs),
    io: (&Global, &Terminal),
) -> Result<u8> {
    let ((project, inputs), (global, terminal)) = (run, io);
    let options = CheckOptions {
        condition: args.chosen.condition.as_deref(),
        ..CheckOptions::all_of(Scope::Registers)
    };
    let accepted = acceptance::accept(project, inputs, options, reason)?;
    if args.diff {
        patch::show(inputs, &accepted.new, terminal)?;
        let code = if accepted.new.is_empty() { CLEAN } else { FOUND };
        return Ok(exit::code(inputs, code));
    }
    let (count, comments, behind) = (accepted.findings, accepted.comments, accepted.behind);
    let planned = accepted.new.len();
    let written = write(accepted.new, args, (project, inputs), io)?;
    if count > 0 && written.len() == planned {
        let findings = counted(count, "finding", "findings");
        let comments = counted(comments, "comment", "comments");
        terminal.say(&format!("accepted {findings} with {comments}"));
    }
    if behind > 0 {
        let findings = counted(behind, "finding was", "findings were");
        terminal.say(&format!("{findings} hidden by what is accepted now, and not accepted"));
    }
    for left in &accepted.left {
        terminal.say(&not_accepted(left, reason));
    }
    let check = RegisterCheck { project, inputs, history: None, options };
    let checked = check.run(terminal)?;
    let results = RunResults { project, inputs, checked: &checked, options };
    results.show(args.show(), global, terminal)
}

/// Why a finding is not accepted.
fn not_accepted(left: &LeftFinding, reason: IgnoreReason<'_>) -> String {
    let named = acceptance::named(&left.finding);
    if !left.would_accept_others || left.finding.entry.is_none() {
        return format!("no comment can accept {named}");
    }
    let item = acceptance::configured(&left.finding, reason);
    format!(
        "not accepted: {named}; a comment above the table would cover other rows, too. Under `ignore:` in \
         gapreg.yaml, `{item}` accepts it alone"
    )
}

/// A reason that can be written into a comment.
fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("a comment needs a reason".to_owned());
    }
    if text.chars().any(char::is_control)
        || ["-->", "--!>", "<!--"].iter().any(|it| text.contains(it))
    {
        return Err("a reason is one line, and cannot hold the signs of a comment".to_owned());
    }
    Ok(text.to_owned())
}

fn fixes(
    args: &LintArgs,
    project: &Project,
    inputs: &Inputs,
    registers: &[Register<'_>],
    terminal: &Terminal,
) -> Vec<FixedText> {
    let _fixing = terminal.progress("applying fixes");
    let pages = project.pages();
    fixed(inputs, registers, project, project.environment(&pages, None), args.safety())
}

/// Shows what the fixes would change.
fn show_diff(
    args: &LintArgs,
    project: &Project,
    inputs: &Inputs,
    terminal: &Terminal,
) -> Result<u8> {
    let registers = inputs.registers(project).all;
    let fixes = fixes(args, project, inputs, &registers, terminal);
    let new: Vec<NewText> = fixes.into_iter().map(|fixed| fixed.new).collect();
    if new.is_empty() {
        terminal.say("nothing to fix: what `gapreg lint` reports is for people to write");
    }
    patch::show(inputs, &new, terminal)?;
    Ok(exit::code(inputs, if new.is_empty() { CLEAN } else { FOUND }))
}
