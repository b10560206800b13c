//! The page as a whole.

use std::fmt::{self, Write};

use super::anchors::anchors;
use super::elements::time;
use super::entries::write_entries;
use super::figures::{write_late, write_plots, write_tables, write_totals};
use crate::report::data::Report;
use crate::report::escape::escaped;
use crate::report::marker::PAGE_MARK;
use crate::report::words::{ReportWords, filled};
use crate::timeline::short_commit;

const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/report.css"));
const SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/report.js"));
/// What a browser may load and run on the page: only this style and this script, which are named by
/// their hashes. The build script writes it.
const POLICY: &str = include_str!(concat!(env!("OUT_DIR"), "/report-policy.txt"));

/// The page of a report.
pub(crate) fn page(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_page(report, &mut out);
    out
}

fn write_page(report: &Report, out: &mut String) -> fmt::Result {
    let ReportWords { skip, made_by, .. } = *report.language.words();
    let title = title(report);
    let code = report.language.code();
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         {PAGE_MARK}\n\
         <title>{title}, {}</title>\n<style>{STYLE}</style>\n<script>{SCRIPT}</script>\n\
         </head>\n<body>\n<a class=\"skip\" href=\"#page-entries\">{skip}</a>\n\n",
        report.day
    )?;
    write_header(report, out)?;
    writeln!(out, "<main>")?;
    let anchors = anchors(report);
    write_totals(report, out)?;
    write_late(report, &anchors, out)?;
    write_tables(report, out)?;
    write_plots(report, out)?;
    write_entries(report, &anchors, out)?;
    write!(
        out,
        "</main>\n\n<footer>{made_by} gapreg {}</footer>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// The title of the register, else that of the report.
fn title(report: &Report) -> String {
    escaped(report.title.as_deref().unwrap_or(report.language.words().title))
}

fn write_header(report: &Report, out: &mut String) -> fmt::Result {
    let Report { day, condition, registers, .. } = report;
    let ReportWords { on, at_commit, only, theme, .. } = *report.language.words();
    let title = title(report);
    write!(out, "<header>\n  <div>\n    <h1>{title}</h1>\n    <p class=\"about\">{on} ")?;
    write!(out, "{}", time(*day))?;
    if let Some(commit) = report.commit() {
        write!(out, ", {at_commit} <code>{}</code>", short_commit(commit))?;
    }
    if let Some(condition) = condition {
        write!(out, ", {only} <code>{}</code>", escaped(condition))?;
    }
    for part in history_parts(report) {
        write!(out, ", {part}")?;
    }
    writeln!(out, "</p>\n    <ul class=\"registers\">")?;
    for path in registers {
        writeln!(out, "      <li><code>{}</code></li>", escaped(path))?;
    }
    for own in &report.commits {
        if let Some(repository) = &own.repository {
            let (name, commit) = (escaped(repository), short_commit(&own.commit));
            writeln!(out, "      <li>{name}, {at_commit} <code>{commit}</code></li>")?;
        }
    }
    let [name, choices @ ..] = theme;
    write!(
        out,
        "    </ul>\n  </div>\n  <fieldset class=\"theme js-only\" id=\"page-theme\">\n    \
         <legend class=\"visually-hidden\">{name}</legend>\n"
    )?;
    for (value, choice) in ["system", "light", "dark"].iter().zip(choices) {
        writeln!(
            out,
            "    <label><input type=\"radio\" name=\"theme\" value=\"{value}\"> {choice}</label>"
        )?;
    }
    writeln!(out, "  </fieldset>\n</header>\n")
}

/// Since when something is known, and since when it is counted.
fn history_parts(report: &Report) -> Vec<String> {
    let words = report.language.words();
    let from = report.since.map(|from| filled(words.history_from, &[&time(from)]));
    let shallow = report.is_shallow.then(|| words.is_shallow.to_owned());
    let since = report.window.since.map(|since| filled(words.figures_since, &[&time(since)]));
    [from, shallow, since].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, STYLE, page};
    use crate::report::{Figures, Report, ReportLanguage, Window};

    #[test]
    fn the_page_has_only_the_style_and_the_script_that_the_policy_allows() {
        let today = "2026-03-01".parse().unwrap();
        let window = Window { today, since: None, stuck_after: 30 };
        let report = Report {
            day: today,
            title: None,
            is_verified: true,
            commits: Vec::new(),
            condition: None,
            registers: Vec::new(),
            flow: Vec::new(),
            entries: Vec::new(),
            state_histories: Vec::new(),
            before: None,
            since: None,
            is_shallow: false,
            figures: Figures::of(&[], window),
            window,
            language: ReportLanguage::En,
        };
        let page = page(&report);
        let rest = page.replace(&format!("<style>{STYLE}</style>"), "");
        let rest = rest.replace(&format!("<script>{SCRIPT}</script>"), "");
        assert_eq!(page.len(), rest.len() + STYLE.len() + SCRIPT.len() + 32);
        assert!(!rest.contains("<style") && !rest.contains("<script") && !rest.contains(" style="));
    }
}
