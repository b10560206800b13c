//! `gapreg lint`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::diff;
use super::session::{Session, is_input};
use super::terminal::Terminal;
use super::{CLEAN, FOUND, Global};
use crate::config::Selection;
use crate::finding::{Finding, Safety, counted};
use crate::fix;
use crate::lint;
use crate::output::{Format, Report, Summary};
use crate::rules::{self, Surroundings};
use crate::workspace::DocsTree;

pub(super) const EXAMPLES: &str = "\
Examples:
  gapreg lint                       every register below this folder
  gapreg lint --fix docs/           repair what is safe to repair
  gapreg lint --diff                show what --fix would change
  gapreg lint --select sla-overdue  one rule only
  cat draft.md | gapreg lint -      what comes in on standard input";

#[derive(Debug, Args)]
pub(super) struct LintArgs {
    /// Registers, or folders to search for them [default: the current folder]
    paths: Vec<PathBuf>,
    /// Apply the safe fixes
    #[arg(long)]
    fix: bool,
    /// Apply the fixes that may change what the register says, too
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what the fixes would change, and write nothing
    #[arg(long)]
    diff: bool,
    /// Run these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Count the findings of each rule instead of listing them
    #[arg(long)]
    statistics: bool,
}

pub(super) fn run(args: &LintArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let selection = Selection { select: args.select.clone(), ignore: args.ignore.clone() };
    check_names(&selection)?;
    let mut session = Session::open(&args.paths, selection, global, terminal)?;
    let safety = if args.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let is_input = args.paths.iter().any(|path| is_input(path));
    let pages = DocsTree::new(&session.settings, &session.cwd);
    let world = Surroundings { today: session.today, pages: &pages };

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

    let (registers, mut findings) = session.registers(&session.sources);
    findings.extend(session.findings.iter().cloned());
    findings.extend(lint::lint(&registers, &session.settings, world));
    lint::sort(&mut findings);
    let sources = session.sources.iter().chain(&session.broken);
    let report = Report {
        findings: &findings,
        sources: sources.map(|source| (source.path().clone(), source)).collect(),
        files: session.sources.len() + session.broken.len(),
        entries: registers.iter().map(|register| register.entries.len()).sum(),
    };
    if args.statistics {
        print_statistics(&findings, terminal)?;
    } else if is_input && (args.fix || args.unsafe_fixes) {
        // Standard output is the fixed text.
        terminal.print_aside(|out| report.write(global.output_format, false, out))?;
    } else {
        terminal.print(|out| report.write(global.output_format, terminal.has_color(), out))?;
    }
    if report.files > 0 && global.output_format != Format::Json {
        terminal.say(&in_words(report.summary()));
    }
    let fails = findings.iter().any(|finding| global.fail_on.is_reached(finding.level));
    // The process ends here. To give a million small lists back first takes time and serves nobody.
    std::mem::forget((registers, findings));
    Ok(session.code(if fails { FOUND } else { CLEAN }))
}

fn check_names(selection: &Selection) -> Result<()> {
    let names = rules::names();
    for name in selection.select.iter().chain(&selection.ignore) {
        if !names.contains(&name.as_str()) {
            bail!(rules::unknown(name));
        }
    }
    Ok(())
}

/// Applies fixes to every source; writes the files, or standard input's text to standard output.
fn apply_fixes(
    session: &mut Session,
    world: Surroundings<'_>,
    safety: Safety,
    input: Option<&Global>,
    terminal: &Terminal,
) -> Result<usize> {
    let mut count = 0;
    for at in 0..session.sources.len() {
        let source = &session.sources[at];
        let fixed = fix::fix(source, &session.settings, world, safety);
        let is_input = input.is_some_and(|global| *global.stdin_filename == **source.path());
        if is_input {
            let text = fixed.as_ref().map_or(source.text(), |fixed| fixed.source.text());
            Terminal::pass_on(text)?;
        }
        let Some(fixed) = fixed else { continue };
        if !is_input && !session.write(at, &fixed.source, terminal) {
            continue;
        }
        count += fixed.count;
        session.sources[at] = fixed.source;
    }
    Ok(count)
}

/// Shows what the fixes would change; whether they would.
fn show_diff(
    session: &Session,
    world: Surroundings<'_>,
    safety: Safety,
    terminal: &Terminal,
) -> Result<bool> {
    let fixed = session.sources.iter().enumerate().filter_map(|(at, source)| {
        Some((at, fix::fix(source, &session.settings, world, safety)?.source))
    });
    let fixed: Vec<_> = fixed.collect();
    diff::show(session, &fixed, terminal)?;
    Ok(!fixed.is_empty())
}

fn print_statistics(findings: &[Finding], terminal: &Terminal) -> Result<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(rule, count)| (std::cmp::Reverse(count), rule));
    let width = counts.first().map_or(0, |(_, count)| count.to_string().len());
    terminal.print(|out| {
        counts.iter().try_for_each(|(rule, count)| writeln!(out, "{count:>width$}  {rule}"))
    })
}

/// `2 errors and 1 warning in 6 entries of 1 file; --fix mends 1`.
fn in_words(summary: Summary) -> String {
    let Summary { files, entries, errors, warnings, infos, fixable, safely_fixable } = summary;
    let counts =
        [(errors, "error", "errors"), (warnings, "warning", "warnings"), (infos, "info", "infos")];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    let place =
        format!("{} of {}", counted(entries, "entry", "entries"), counted(files, "file", "files"));
    if counts.is_empty() {
        return format!("nothing to complain about in {place}");
    }
    let mends = |option: &str, count: usize| match count {
        0 => String::new(),
        _ => format!("; `{option}` mends {count}"),
    };
    let safely = mends("--fix", safely_fixable);
    let unsafely = mends("--unsafe-fixes", fixable - safely_fixable);
    let more = if safely_fixable > 0 && fixable > safely_fixable { " more" } else { "" };
    format!("{} in {place}{safely}{unsafely}{more}", counts.join(", "))
}
