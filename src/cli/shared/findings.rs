//! How `lint`, `mirror` and `check` report what they found.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use owo_colors::OwoColorize;

use super::arguments::Global;
use super::exit::{CLEAN, FAILED, FOUND};
use super::terminal::Terminal;
use super::unread;
use crate::finding::{Finding, counted};
use crate::lint::Scope;
use crate::mirror::LanguageStatus;
use crate::output::{FindingCounts, FindingsReport, Format};
use crate::rules;
use crate::run::{CheckOptions, Checked, Inputs, Project};
use crate::text::Ordered;

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

impl Show {
    /// What is shown with or without `--statistics`, and where the fixed text of standard input is
    /// printed.
    pub(crate) fn of(statistics: bool, prints_fixed_text: bool) -> Self {
        match (statistics, prints_fixed_text) {
            (true, _) => Self::Statistics,
            (false, true) => Self::Aside,
            (false, false) => Self::Findings,
        }
    }
}

/// What was checked, and how.
#[derive(Clone, Copy)]
pub(crate) struct RunResults<'a> {
    pub project: &'a Project,
    pub inputs: &'a Inputs,
    pub checked: &'a Checked,
    pub options: CheckOptions<'a>,
}

impl<'a> RunResults<'a> {
    /// Shows the results, and says how the run went; the exit code.
    pub(crate) fn show(self, show: Show, global: &Global, terminal: &Terminal) -> Result<u8> {
        let Self { checked, options, .. } = self;
        let has_mirrors = options.scope.has_mirrors();
        let mut report = self.report(global);
        report.languages = report.languages.filter(|_| has_mirrors);
        let is_conflict = |finding: &&Finding| finding.rule == rules::CONFLICT_MARKER.name;
        let conflicts: Vec<Finding> =
            checked.findings.iter().filter(is_conflict).cloned().collect();
        if show == Show::Status {
            report.findings = &conflicts;
        }
        self.print(&report, show, global.output_format, terminal)?;
        // A report that goes elsewhere is summed up here, too.
        let is_heard = global.output_format.is_for_people() || terminal.output_file().is_some();
        if !report.files.is_empty() && is_heard && show != Show::Status {
            let none = if options.is_partial() { "no new findings" } else { "no findings" };
            terminal.say(&in_words(report.counts(), options.scope, none));
            checked.languages.iter().for_each(|status| terminal.say(&bar(status)));
        }
        if options.scope.has_registers() {
            unread::say(checked.unread, terminal);
        }
        let is_alone = !checked.has_pairs && !checked.has_conflicts && !checked.has_failed;
        if options.scope == Scope::Mirrors && is_alone && is_heard {
            terminal.say("no register here has a translation beside it");
        }
        Ok(if checked.has_failed {
            FAILED
        } else if checked.findings.iter().any(|finding| report.fails(finding.level)) {
            FOUND
        } else {
            CLEAN
        })
    }

    fn print(
        self,
        report: &FindingsReport<'_>,
        show: Show,
        format: Format,
        terminal: &Terminal,
    ) -> Result<()> {
        let languages = &self.checked.languages;
        match show {
            Show::Statistics => print_statistics(&self.checked.findings, terminal),
            Show::Aside => terminal.print_aside(|out| report.write(format, false, out)),
            Show::Status if format.is_for_people() => {
                terminal.print(|out| {
                    languages.iter().try_for_each(|status| writeln!(out, "{}", bar(status)))
                })?;
                if report.findings.is_empty() {
                    return Ok(());
                }
                // What holds conflict markers is compared with nothing.
                write(report, format, terminal.has_color(), terminal)
            }
            Show::Findings | Show::Status => write(report, format, terminal.has_color(), terminal),
        }
    }

    /// The report of what was checked.
    pub(crate) fn report(self, global: &Global) -> FindingsReport<'a> {
        let report = self.checked.report(self.project, self.inputs, global.output_format);
        FindingsReport { fails_from: global.fail_on.level(), ..report }
    }
}

/// Writes a report where results go.
pub(crate) fn write(
    report: &FindingsReport<'_>,
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
    counts.order_by_key(|&(rule, count)| (std::cmp::Reverse(count), rule));
    let width = counts.first().map_or(0, |(_, count)| count.to_string().len());
    terminal.print(|out| {
        counts.iter().try_for_each(|(rule, count)| writeln!(out, "{count:>width$}  {rule}"))
    })
}

/// `2 errors, 1 warning in 6 entries of 1 file; `--fix` fixes 1`.
fn in_words(summary: FindingCounts, scope: Scope, none: &str) -> String {
    let FindingCounts { files, entries, errors, warnings, infos, fixable, safely_fixable } =
        summary;
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
        return format!("{none} in {place}");
    }
    let fixes = |option: &str, count: usize| match count {
        0 => String::new(),
        _ => format!("; {option} fixes {count}"),
    };
    let unsafe_option = match scope {
        Scope::All => "`gapreg lint --unsafe-fixes`",
        Scope::Registers | Scope::Mirrors | Scope::Pages => "`--unsafe-fixes`",
    };
    let safely = fixes("`--fix`", safely_fixable);
    let unsafely = fixes(unsafe_option, fixable - safely_fixable);
    let more = if safely_fixable > 0 && fixable > safely_fixable { " more" } else { "" };
    format!("{} in {place}{safely}{unsafely}{more}", counts.join(", "))
}
