//! What `lint`, `mirror` and `check` have in common: run rules, report, say how it went.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use owo_colors::OwoColorize;

use crate::cli::shared::terminal::Terminal;
use crate::cli::{CLEAN, FAILED, FOUND, Global};
use crate::files;
use crate::finding::{Finding, counted};
use crate::lint::Scope;
use crate::mirror::LanguageStatus;
use crate::output::{FindingCounts as Summary, FindingsReport as Report, Format};
use crate::rules::Environment;
use crate::run::groups::{Survey, survey};
use crate::run::inputs::Session;
use crate::run::reported::Narrow;

/// What is shown of a run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    /// The findings.
    Findings,
    /// The findings, on standard error, as standard output is taken.
    Aside,
    /// How many there are of each rule.
    Statistics,
    /// How far each language is in step.
    Status,
}

/// Runs the rules of a scope on the registers of a session, and reports.
pub(crate) fn run(
    session: &Session,
    world: Environment<'_>,
    scope: Scope,
    show: Show,
    narrow: Narrow<'_>,
    global: &Global,
    terminal: &Terminal,
) -> Result<u8> {
    // Translations may have been read since the session began.
    session.keep_apart(terminal)?;
    let count = counted(session.paths().len(), "register", "registers");
    let checking = terminal.busy(format!("checking {count}"));
    let mut survey = survey(session, world, scope, terminal);
    let findings = std::mem::take(&mut survey.findings);
    let findings = narrow.apply(findings, session, &survey, world, scope, terminal)?;
    drop(checking);
    let report = Report {
        findings: if show == Show::Status { &[] } else { &findings },
        languages: (scope != Scope::Registers).then_some(&survey.languages),
        ..of(session, &survey, global)
    };
    let (format, color) = (global.output_format, terminal.has_color());
    match show {
        Show::Statistics => print_statistics(&findings, terminal)?,
        Show::Aside => terminal.print_aside(|out| report.write(format, false, out))?,
        Show::Status if format.is_for_people() => {
            terminal.print(|out| {
                survey.languages.iter().try_for_each(|status| writeln!(out, "{}", bar(status)))
            })?;
        }
        Show::Findings | Show::Status => {
            write(&report, format, color, terminal)?;
        }
    }
    // Who reads a report elsewhere wants to hear, here, how it went.
    let is_heard = format.is_for_people() || terminal.output_file().is_some();
    if !report.files.is_empty() && is_heard && show != Show::Status {
        let what = if narrow.is_narrow() { "new to complain about" } else { "to complain about" };
        terminal.say(&in_words(report.counts(), scope, what));
        survey.languages.iter().for_each(|status| terminal.say(&bar(status)));
    }
    if scope != Scope::Registers && !survey.has_pairs && is_heard && !survey.has_failed {
        terminal.say("no register here has a translation beside it");
    }
    let fails = findings.iter().any(|finding| report.fails(finding.level));
    Ok(match () {
        () if survey.has_failed => FAILED,
        () if fails => FOUND,
        () => CLEAN,
    })
}

/// Writes a report where results go.
pub(crate) fn write(
    report: &Report<'_>,
    format: Format,
    color: bool,
    terminal: &Terminal,
) -> Result<()> {
    let write = |out: &mut dyn Write| report.write(format, color, out);
    // The other formats quote by rules of their own.
    if matches!(format, Format::Human | Format::Concise) {
        terminal.quote(write)
    } else {
        terminal.print(write)
    }
}

/// A report of what was seen that has no findings yet.
pub(crate) fn of<'a>(session: &'a Session, survey: &'a Survey, global: &Global) -> Report<'a> {
    let name = |path: &Arc<str>| {
        let name = files::from_repository(&session.cwd, Path::new(&**path))?;
        Some((path.clone(), name))
    };
    let is_named = global.output_format.names_from_repository();
    Report {
        findings: &[],
        sources: survey.sources(session),
        names: survey.files.iter().filter(|_| is_named).filter_map(name).collect(),
        fails_from: global.fail_on.level(),
        files: &survey.files,
        entries: survey.entries,
        languages: None,
    }
}

/// `tr  ██████████░░  5 of 6 in step, 1 missing`.
fn bar(status: &LanguageStatus) -> String {
    const WIDTH: usize = 20;
    let LanguageStatus { language, entries, in_step, missing, .. } = status;
    let full = if *entries == 0 { WIDTH } else { in_step * WIDTH / entries };
    let parts = [
        (*missing, "missing"),
        (status.contradicting, "contradicting"),
        (status.untranslated, "untranslated"),
        (status.outdated, "outdated"),
    ];
    let text = format!(
        "{language}  {}{}  {in_step} of {} in step",
        "█".repeat(full).green(),
        "░".repeat(WIDTH - full).dimmed(),
        counted(*entries, "entry", "entries"),
    );
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    parts.fold(text, |text, (count, what)| format!("{text}, {count} {what}"))
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

/// `2 errors, 1 warning in 6 entries of 1 file; `--fix` mends 1`.
fn in_words(summary: Summary, scope: Scope, what: &str) -> String {
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
        return format!("nothing {what} in {place}");
    }
    let mends = |option: &str, count: usize| match count {
        0 => String::new(),
        _ => format!("; {option} mends {count}"),
    };
    // `check` reports what others mend.
    let (safe, unsafe_) = match scope {
        Scope::All => {
            ("`--fix` of `gapreg lint` and `gapreg mirror`", "`gapreg lint --unsafe-fixes`")
        }
        Scope::Registers | Scope::Mirrors => ("`--fix`", "`--unsafe-fixes`"),
    };
    let safely = mends(safe, safely_fixable);
    let unsafely = mends(unsafe_, fixable - safely_fixable);
    let more = if safely_fixable > 0 && fixable > safely_fixable { " more" } else { "" };
    format!("{} in {place}{safely}{unsafely}{more}", counts.join(", "))
}
