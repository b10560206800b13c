//! `gapreg lint`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::cli::commands::completions;
use crate::cli::shared::findings::{self, Show};
use crate::cli::shared::patch;
use crate::cli::shared::rules::RuleArgs;
use crate::cli::shared::terminal::Terminal;
use crate::cli::{CLEAN, FOUND, Global};
use crate::files::DocsTree;
use crate::finding::{Safety, counted};
use crate::fix;
use crate::lint::Scope;
use crate::rules::Environment;
use crate::run::changes::{self, BaseArgs};
use crate::run::inputs::{Session, is_input};
use crate::run::reported::{Narrow, SinceArgs};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg lint                       every register below this folder
  gapreg lint --fix docs/           repair what is safe to repair
  gapreg lint --diff                show what --fix would change
  gapreg lint --select sla-overdue  one rule only
  gapreg lint --base origin/main    and whether this branch kept to the flow
  cat draft.md | gapreg lint -      what comes in on standard input";

#[derive(Debug, Args)]
pub(crate) struct LintArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completions::registers())]
    paths: Vec<PathBuf>,
    /// Apply the safe fixes
    #[arg(long, conflicts_with = "changed_since")]
    fix: bool,
    /// Apply the fixes that may change what the register says, too
    #[arg(long, conflicts_with = "changed_since")]
    unsafe_fixes: bool,
    /// Show what the fixes would change, and write nothing
    #[arg(long, conflicts_with = "changed_since")]
    diff: bool,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    since: SinceArgs,
    #[command(flatten)]
    base: BaseArgs,
    /// Count the findings of each rule instead of listing them
    #[arg(long)]
    statistics: bool,
}

pub(crate) fn run(args: &LintArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let selection = args.rules.selection()?;
    // What is only looked at need not be there all at once.
    let is_mended = args.fix || args.unsafe_fixes || args.diff;
    let is_read = is_mended || args.base.base.is_some();
    let open = if is_read { Session::open } else { Session::find };
    let mut session = open(&args.paths, selection, global, terminal)?;
    let safety = if args.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let is_input = args.paths.iter().any(|path| is_input(path));
    let pages = DocsTree::new(&session.settings, &session.cwd);
    let world = Environment { today: session.today, pages: &pages, history: None, changes: None };

    if args.diff {
        let has_changes = show_diff(&session, world, safety, terminal)?;
        return Ok(session.code(if has_changes { FOUND } else { CLEAN }));
    }
    if args.fix || args.unsafe_fixes {
        let count = apply_fixes(&mut session, world, safety, is_input.then_some(global), terminal)?;
        if count > 0 {
            terminal.say(&format!("applied {}", counted(count, "fix", "fixes")));
        }
    }

    let changes = changes::changes(&args.base, &mut session, world, terminal)?;
    let world = Environment { changes: changes.as_ref(), ..world };
    let show = match () {
        () if args.statistics => Show::Statistics,
        // Standard output is the fixed text.
        () if is_input && (args.fix || args.unsafe_fixes) => Show::Aside,
        () => Show::Findings,
    };
    let narrow = Narrow { since: Some(&args.since), baseline: None };
    findings::run(&session, world, Scope::Registers, show, narrow, global, terminal)
}

/// Applies fixes to every source; writes the files, or standard input's text to standard output.
fn apply_fixes(
    session: &mut Session,
    world: Environment<'_>,
    safety: Safety,
    input: Option<&Global>,
    terminal: &Terminal,
) -> Result<usize> {
    let mut count = 0;
    let _mending = terminal.busy("mending what can be mended");
    for at in 0..session.sources.len() {
        let source = &session.sources[at];
        let fixed = fix::fix(source, &session.settings, world, safety);
        let is_input = input.is_some_and(|global| *global.stdin_filename == **source.path());
        if is_input {
            let text = fixed.as_ref().map_or(source.text(), |fixed| fixed.source.text());
            Terminal::pass_on(text)?;
        }
        let Some(fixed) = fixed else { continue };
        if is_input {
            session.sources[at] = fixed.source;
        } else if !session.write(at, fixed.source, terminal) {
            continue;
        }
        count += fixed.count;
    }
    Ok(count)
}

/// Shows what the fixes would change; whether they would.
fn show_diff(
    session: &Session,
    world: Environment<'_>,
    safety: Safety,
    terminal: &Terminal,
) -> Result<bool> {
    let fixed = session.sources.iter().enumerate().filter_map(|(at, source)| {
        Some((at, fix::fix(source, &session.settings, world, safety)?.source))
    });
    let mending = terminal.busy("mending what can be mended");
    let fixed: Vec<_> = fixed.collect();
    drop(mending);
    patch::show(session, &fixed, terminal)?;
    Ok(!fixed.is_empty())
}
