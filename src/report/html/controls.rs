//! The form that filters the entries of a page.

use std::fmt::{self, Write};

use super::codes::{TRANSLATIONS, outcome, translation};
use crate::report::data::Report;
use crate::report::escape::escaped;
use crate::report::words::ReportWords;
use crate::text::Ordered;
use crate::timeline::Outcome;

pub(super) fn write_controls(report: &Report, out: &mut String) -> fmt::Result {
    let words = report.language.words();
    let ReportWords { search, reset, open_all, close_all, columns, deadline, .. } = *words;
    write!(
        out,
        "  <form class=\"controls js-only\" id=\"page-controls\" role=\"search\" \
         aria-labelledby=\"page-entries\" autocomplete=\"off\">\n    \
         <label>{search} <input type=\"search\" name=\"search\" autocapitalize=\"none\" \
         spellcheck=\"false\"></label>\n"
    )?;
    let entries = &report.entries;
    let states = entries.iter().filter_map(|entry| Some((entry.state, report.status(entry)?)));
    let mut states: Vec<_> = states.collect();
    states.order_by_key(|(state, name)| (state.is_none(), *state, *name));
    let states = states.into_iter().map(|(_, name)| (name, name));
    let priorities = report.priorities().into_iter().map(|name| (name, name));
    let mut owners: Vec<&str> = entries.iter().filter_map(|entry| entry.owner.as_deref()).collect();
    owners.sort_unstable();
    let mut outcomes: Vec<Outcome> = entries.iter().map(|entry| entry.deadline.outcome).collect();
    outcomes.sort_unstable();
    let outcomes = outcomes.iter().map(|own| (outcome(*own), words.outcome(*own)));
    let translations = TRANSLATIONS.into_iter();
    let translations = translations.zip(words.translations);
    let is_used =
        |(code, _): &(&str, &str)| entries.iter().any(|entry| translation(entry) == *code);
    let translations = translations.filter(is_used);
    let used = report.used_columns();
    if used[2] {
        write_select(words, "status", columns[2], states, out)?;
    }
    if used[3] {
        write_select(words, "priority", columns[3], priorities, out)?;
    }
    if used[4] {
        let owners = owners.into_iter().map(|own| (own, own));
        write_select(words, "owner", columns[4], owners, out)?;
    }
    if used[6] {
        write_select(words, "deadline", deadline, outcomes, out)?;
    }
    if used[7] {
        write_select(words, "translation", columns[7], translations, out)?;
    }
    writeln!(
        out,
        "    <button type=\"button\" id=\"page-reset\">{reset}</button>\n    \
         <button type=\"button\" id=\"page-open-all\" data-open=\"{open_all}\" \
         data-close=\"{close_all}\">{open_all}</button>\n  </form>"
    )
}

fn write_select<'n>(
    words: &ReportWords,
    name: &str,
    label: &str,
    options: impl Iterator<Item = (&'n str, &'n str)>,
    out: &mut String,
) -> fmt::Result {
    write!(
        out,
        "    <label>{label} <select name=\"{name}\">\n      <option value=\"\">{}</option>\n",
        words.all
    )?;
    let mut before = None;
    for (value, text) in options {
        if before.replace(value) != Some(value) {
            let (value, text) = (escaped(value), escaped(text));
            writeln!(out, "      <option value=\"{value}\">{text}</option>")?;
        }
    }
    writeln!(out, "    </select></label>")
}
