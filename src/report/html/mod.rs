//! A report as one page that needs nothing else.

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fmt::{self, Write};

use super::prose::rendered;
use super::words::Words;
use super::{Event, Gap, Outcome, Progress, Report, Translation};
use crate::text::printable;
use crate::timeline::short_commit;

const STYLE: &str = concat!("\n", include_str!("../page.css"), include_str!("../plot/plot.css"));
const SCRIPT: &str = concat!("\n", include_str!("../page.js"));
/// Tells that a report stands in a file.
pub(super) const GENERATOR: &str = "<meta name=\"generator\" content=\"gapreg report\">";
/// What a browser may run and use on the page: this style and this script, by their SHA-256, and
/// nothing that would have to be fetched.
const POLICY: &str = concat!(
    "default-src 'none'; ",
    "style-src 'sha256-e6/qRQY7X3Y8+7MFUEBLuZRZyKYn5eOKnrjgJ7zrJKk='; script-src 'sha256-PiItSgI8gddOxw8pWN0rx/LD7H0CjD9t6vk3vthx6f0='; ",
    "base-uri 'none'; form-action 'none'"
);

/// The page.
pub fn page(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = Page { report, words: report.tongue.words(), anchors: anchors(report) }.write(&mut out);
    out
}

/// A text as it stands in HTML, between quotes, too.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

struct Page<'r> {
    report: &'r Report,
    words: &'static Words,
    /// What leads to each entry from an address.
    anchors: Vec<String>,
}

/// A name for each entry within the page, by its ID. What the page itself names begins otherwise.
fn anchors(report: &Report) -> Vec<String> {
    let mut taken = HashSet::new();
    let anchors = report.gaps.iter().enumerate().map(|(at, gap)| {
        let is_plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        let plain = |id: &str| id.chars().map(|c| if is_plain(c) { c } else { '-' }).collect();
        let name: String = gap.id.as_deref().map_or_else(|| format!("entry-{}", at + 1), plain);
        let name = if name.starts_with("page-") { format!("entry-{name}") } else { name };
        let again = (2..).map(|count| format!("{name}-again-{count}"));
        let mut names = std::iter::once(name.clone()).chain(again);
        names.find(|name| taken.insert(name.clone())).unwrap_or(name)
    });
    anchors.collect()
}

impl Page<'_> {
    fn write(&self, out: &mut String) -> fmt::Result {
        let Words { code, title, skip, made_by, .. } = *self.words;
        write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             {GENERATOR}\n\
             <title>{title}, {}</title>\n<style>{STYLE}</style>\n<script>{SCRIPT}</script>\n\
             </head>\n<body>\n<a class=\"skip\" href=\"#page-entries\">{skip}</a>\n\n",
            self.report.day
        )?;
        self.write_header(out)?;
        writeln!(out, "<main>")?;
        self.write_totals(out)?;
        self.write_plots(out)?;
        self.write_entries(out)?;
        write!(
            out,
            "</main>\n\n<footer>{made_by} gapreg {}</footer>\n</body>\n</html>\n",
            env!("CARGO_PKG_VERSION")
        )
    }

    fn write_header(&self, out: &mut String) -> fmt::Result {
        let Report { day, commit, registers, .. } = self.report;
        let Words { title, on, at_commit, theme, .. } = *self.words;
        write!(out, "<header>\n  <div>\n    <h1>{title}</h1>\n    <p class=\"about\">{on} ")?;
        write!(out, "{}", time(*day))?;
        if let Some(commit) = commit {
            write!(out, ", {at_commit} <code>{}</code>", short_commit(commit))?;
        }
        writeln!(out, "</p>\n    <ul class=\"registers\">")?;
        for path in registers {
            writeln!(out, "      <li><code>{}</code></li>", escaped(path))?;
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

    fn write_totals(&self, out: &mut String) -> fmt::Result {
        let Words { totals, .. } = *self.words;
        write!(
            out,
            "<section>\n  \
             <h2 class=\"visually-hidden\" id=\"page-totals\">{totals}</h2>\n  \
             <dl class=\"totals\">\n"
        )?;
        for total in self.report.totals() {
            let class = if total.is_alarming { " class=\"alarm\"" } else { "" };
            write!(
                out,
                "    <div{class}><dt>{}</dt><dd>{}</dd>",
                escaped(&total.name),
                total.count
            )?;
            if let Some(then) = total.then {
                write!(out, "<dd class=\"trend\">{}</dd>", self.words.trend(total.count, then))?;
            }
            writeln!(out, "</div>")?;
        }
        writeln!(out, "  </dl>\n</section>\n")
    }

    fn write_plots(&self, out: &mut String) -> fmt::Result {
        let Words { plots, .. } = *self.words;
        write!(
            out,
            "<section class=\"plots\">\n  \
             <h2 id=\"page-plots\">{plots}</h2>\n"
        )?;
        let (up, down) = (self.report.burnup(), self.report.burndown());
        let (ageing, kept) = (self.report.ageing(), self.report.kept());
        self.write_plot(up.id, &up.title, &up.svg(), &up.figures(), out)?;
        self.write_plot(down.id, &down.title, &down.svg(), &down.figures(), out)?;
        self.write_plot(ageing.id, &ageing.title, &ageing.svg(), &ageing.figures(), out)?;
        self.write_plot(kept.id, &kept.title, &kept.svg(), &kept.figures(), out)?;
        writeln!(out, "</section>\n")
    }

    fn write_plot(
        &self,
        id: &str,
        title: &str,
        svg: &str,
        figures: &[Vec<String>],
        out: &mut String,
    ) -> fmt::Result {
        write!(
            out,
            "  <figure>\n    <figcaption class=\"visually-hidden\" id=\"page-plot-{id}\">{title}</figcaption>\n{svg}\n    \
             <details>\n      <summary>{}</summary>\n      \
             <div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"page-plot-{id}\">\n\
             <table>\n",
            self.words.figures
        )?;
        if let Some((head, rows)) = figures.split_first() {
            let cells = head.iter().map(|name| format!("<th scope=\"col\">{}</th>", escaped(name)));
            writeln!(out, "<thead><tr>{}</tr></thead>\n<tbody>", cells.collect::<String>())?;
            for row in rows {
                let cells = row.iter().enumerate().map(|(at, cell)| match at {
                    0 => format!("<th scope=\"row\">{}</th>", escaped(cell)),
                    _ => format!("<td>{}</td>", escaped(cell)),
                });
                writeln!(out, "<tr>{}</tr>", cells.collect::<String>())?;
            }
        }
        writeln!(out, "</tbody>\n</table>\n      </div>\n    </details>\n  </figure>")
    }

    fn write_entries(&self, out: &mut String) -> fmt::Result {
        let Words { entries, columns, shown, none_shown, .. } = *self.words;
        let count = self.report.gaps.len();
        write!(
            out,
            "<section>\n  \
             <h2 id=\"page-entries\" tabindex=\"-1\">{entries}</h2>\n"
        )?;
        self.write_controls(out)?;
        write!(
            out,
            "  <p class=\"count\" id=\"page-status\" role=\"status\" data-text=\"{shown}\" \
             data-none=\"{none_shown}\">{}</p>\n  \
             <div class=\"scroll\" role=\"region\" aria-labelledby=\"page-entries\" tabindex=\"0\">\n\
             <table class=\"entries\" id=\"page-table\" aria-labelledby=\"page-entries\">\n\
             <thead><tr>\n",
            shown.replace("{shown}", &count.to_string()).replace("{all}", &count.to_string())
        )?;
        for column in columns {
            writeln!(out, "  <th scope=\"col\">{column}</th>")?;
        }
        writeln!(out, "</tr></thead>\n<tbody>")?;
        for (at, gap) in self.report.gaps.iter().enumerate() {
            self.write_row(gap, at, out)?;
            self.write_detail(gap, out)?;
        }
        writeln!(out, "</tbody>\n</table>\n  </div>\n</section>")
    }

    fn write_controls(&self, out: &mut String) -> fmt::Result {
        let Words { search, reset, open_all, close_all, columns, deadline, .. } = *self.words;
        write!(
            out,
            "  <form class=\"controls js-only\" id=\"page-controls\" role=\"search\" \
             aria-labelledby=\"page-entries\" autocomplete=\"off\">\n    \
             <label>{search} <input type=\"search\" name=\"search\" autocapitalize=\"none\" \
             spellcheck=\"false\"></label>\n"
        )?;
        let gaps = &self.report.gaps;
        let states = gaps.iter().filter_map(|gap| Some((gap.state, self.report.status(gap)?)));
        let mut states: Vec<_> = states.collect();
        states.sort_by_key(|(state, name)| (state.is_none(), *state, *name));
        let states = states.into_iter().map(|(_, name)| (name, name));
        let priorities = self.report.priorities().into_iter().map(|name| (name, name));
        let mut owners: Vec<&str> = gaps.iter().filter_map(|gap| gap.owner.as_deref()).collect();
        owners.sort_unstable();
        let outcome = |gap: &Gap| gap.deadline.outcome;
        let mut outcomes: Vec<Outcome> = gaps.iter().map(outcome).collect();
        outcomes.sort_unstable();
        let outcomes = outcomes.iter().map(|own| (code(*own), self.words.outcome(*own)));
        let translations = TRANSLATIONS.into_iter();
        let translations = translations.zip(self.words.translations);
        let is_used = |(code, _): &(&str, &str)| gaps.iter().any(|gap| translation(gap) == *code);
        let translations = translations.filter(is_used);
        self.write_select("status", columns[2], states, out)?;
        self.write_select("priority", columns[3], priorities, out)?;
        self.write_select("owner", columns[4], owners.into_iter().map(|own| (own, own)), out)?;
        self.write_select("deadline", deadline, outcomes, out)?;
        self.write_select("translation", columns[7], translations, out)?;
        writeln!(
            out,
            "    <button type=\"button\" id=\"page-reset\">{reset}</button>\n    \
             <button type=\"button\" id=\"page-open-all\" data-open=\"{open_all}\" \
             data-close=\"{close_all}\">{open_all}</button>\n  </form>"
        )
    }

    fn write_select<'n>(
        &self,
        name: &str,
        label: &str,
        options: impl Iterator<Item = (&'n str, &'n str)>,
        out: &mut String,
    ) -> fmt::Result {
        write!(
            out,
            "    <label>{label} <select name=\"{name}\">\n      <option value=\"\">{}</option>\n",
            self.words.all
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

    fn write_row(&self, gap: &Gap, at: usize, out: &mut String) -> fmt::Result {
        let said = |text: Option<&str>| escaped(text.unwrap_or_default());
        let (status, priority) = (said(self.report.status(gap)), said(gap.priority.as_deref()));
        let (owner, language) = (said(gap.owner.as_deref()), escaped(&gap.language));
        let id = gap.id.as_ref().map_or_else(|| (at + 1).to_string(), |id| escaped(id));
        let (deadline, step) = (code(gap.deadline.outcome), translation(gap));
        writeln!(
            out,
            "<tr class=\"entry\" id=\"{}\" data-status=\"{status}\" data-priority=\"{priority}\" \
             data-owner=\"{owner}\" data-deadline=\"{deadline}\" data-translation=\"{step}\" \
             data-progress=\"{}\">\n  \
             <th scope=\"row\">{id}</th>\n  \
             <td class=\"gap\"><span class=\"title\" lang=\"{language}\">{}</span> \
             <small lang=\"{language}\">{}</small></td>",
            self.anchors[at],
            progress(gap),
            escaped(&gap.title),
            escaped(&gap.area),
        )?;
        let state = gap.state.map_or(String::new(), |state| state.to_string());
        write!(out, "  <td data-value=\"{state}\">{}</td>\n  ", span("status", &status))?;
        writeln!(out, "<td>{}</td>", span("priority", &priority))?;
        writeln!(out, "  <td class=\"owner\">{owner}</td>")?;
        let seen = gap.first_seen.map_or(String::new(), time);
        writeln!(out, "  <td>{seen}</td>")?;
        let due = gap.deadline.due.map_or(String::new(), |due| due.to_string());
        write!(out, "  <td class=\"due\" data-value=\"{due}\">")?;
        if let Some(due) = gap.deadline.due {
            write!(out, "{} ", time(due))?;
        }
        if let Some(told) = self.words.standing(gap.deadline.outcome, gap.deadline.days) {
            write!(out, "<small>{told}</small>")?;
        }
        let place = TRANSLATIONS.iter().position(|code| *code == step).unwrap_or_default();
        let word = span("translation", self.words.step(gap.translation.as_ref()));
        writeln!(out, "</td>\n  <td data-value=\"{place}\">{word}</td>\n</tr>")
    }

    fn write_detail(&self, gap: &Gap, out: &mut String) -> fmt::Result {
        let id = gap.id.as_ref().map_or(String::new(), |id| format!("{}: ", escaped(id)));
        let Words { columns, history, no_commits, place, .. } = *self.words;
        write!(
            out,
            "<tr class=\"detail\"><td colspan=\"8\"><div>\n  <div class=\"text\" lang=\"{}\">\n\
             <h3 class=\"visually-hidden\">{id}{}</h3>\n{}  </div>\n  <div class=\"aside\">\n",
            escaped(&gap.language),
            escaped(&gap.title),
            rendered(&gap.text, self.words.table)
        )?;
        if let Some(translation) = &gap.translation {
            writeln!(out, "    <h4>{}</h4>", columns[7])?;
            match translation {
                Translation::InStep => {
                    writeln!(out, "    <p>{}</p>", self.words.translation_sound)?;
                }
                Translation::Missing => {
                    writeln!(out, "    <p>{}</p>", self.words.translation_missing)?;
                }
                Translation::Behind(told) => told
                    .iter()
                    .try_for_each(|line| writeln!(out, "    <p lang=\"en\">{}</p>", coded(line)))?,
            }
        }
        writeln!(out, "    <h4>{history}</h4>")?;
        if gap.history.is_empty() {
            writeln!(out, "    <p>{no_commits}</p>")?;
        } else {
            writeln!(out, "    <ol class=\"history\">")?;
            gap.history.iter().try_for_each(|event| self.write_event(event, out))?;
            writeln!(out, "    </ol>")?;
        }
        writeln!(
            out,
            "    <h4>{place}</h4>\n    <p class=\"place\"><code>{}</code></p>\n  </div>\n\
             </div></td></tr>",
            escaped(&gap.path)
        )
    }

    fn write_event(&self, event: &Event, out: &mut String) -> fmt::Result {
        let commit = match &event.commit {
            Some(commit) => format!("<code>{}</code>", short_commit(commit)),
            None => self.words.uncommitted.to_owned(),
        };
        let told = escaped(&self.words.event(event));
        writeln!(out, "      <li>{} {commit} {told}</li>", time(event.day))
    }
}

fn time(day: jiff::civil::Date) -> String {
    format!("<time datetime=\"{day}\">{day}</time>")
}

fn progress(gap: &Gap) -> &'static str {
    match gap.progress {
        _ if gap.state.is_none() => "unknown",
        Progress::Open => "open",
        Progress::Started => "started",
        Progress::Repaired => "repaired",
        Progress::Done => "done",
    }
}

fn span(class: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<span class=\"{class}\">{text}</span>") }
}

/// A sentence in which words between backticks are code.
fn coded(text: &str) -> String {
    let parts = escaped(text);
    let mut out = String::new();
    let mut is_code = false;
    let count = parts.matches('`').count();
    for (at, part) in parts.split('`').enumerate() {
        if at > 0 && (is_code || at < count || count.is_multiple_of(2)) {
            out.push_str(if is_code { "</code>" } else { "<code>" });
            is_code = !is_code;
        } else if at > 0 {
            out.push('`');
        }
        out.push_str(part);
    }
    out
}

fn code(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Overdue => "overdue",
        Outcome::Due => "due",
        Outcome::Missed => "missed",
        Outcome::Met => "met",
        Outcome::Repaired => "repaired",
        Outcome::Undated => "none",
    }
}

/// How translations may stand, in the order of the words for it.
const TRANSLATIONS: [&str; 4] = ["in-step", "behind", "missing", "none"];

fn translation(gap: &Gap) -> &'static str {
    TRANSLATIONS[super::words::step_place(gap.translation.as_ref())]
}
