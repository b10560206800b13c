//! The totals and the plots of a page.

use std::fmt::{self, Write};

use crate::report::data::Report;
use crate::report::escape::escaped;
use crate::report::plot::{Bars, Columns, OverTime};
use crate::report::tables::SmallTable;
use crate::report::words::filled;
use crate::text::percent_encoded;
use crate::timeline::Outcome;

pub(super) fn write_totals(report: &Report, out: &mut String) -> fmt::Result {
    let words = report.language.words();
    write!(
        out,
        "<section>\n  \
         <h2 class=\"visually-hidden\" id=\"page-totals\">{}</h2>\n  \
         <dl class=\"totals\">\n",
        words.totals
    )?;
    for total in report.totals() {
        let class = if total.is_alarming { " class=\"alarm\"" } else { "" };
        write!(out, "    <div{class}><dt>{}</dt><dd>{}</dd>", escaped(&total.name), total.count)?;
        if let Some(before) = total.before {
            write!(
                out,
                "<dd class=\"trend\">{}</dd>",
                words.trend(total.count, before, report.window.since)
            )?;
        }
        writeln!(out, "</div>")?;
    }
    writeln!(out, "  </dl>\n</section>\n")
}

/// As many late entries are listed by themselves.
const MOST_LATE: usize = 10;

/// What is late, and whose: the latest first, each with a link to its entry.
pub(super) fn write_late(report: &Report, anchors: &[String], out: &mut String) -> fmt::Result {
    let words = report.language.words();
    let both = report.entries.iter().zip(anchors);
    let late: Vec<_> =
        both.filter(|(entry, _)| entry.deadline.outcome == Outcome::Overdue).collect();
    if late.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<section class=\"late\">\n  <h2 id=\"page-late\">{}</h2>\n  <ol>",
        words.of_figures.late_list
    )?;
    for (entry, anchor) in late.iter().take(MOST_LATE) {
        let name = entry.shown_id().map_or(String::new(), |id| format!("{} ", escaped(&id)));
        let standing = words.standing(entry.deadline.outcome, entry.deadline.days);
        let about = [entry.owner.as_deref(), entry.priority.as_deref(), standing.as_deref()];
        let about: Vec<String> = about.into_iter().flatten().map(escaped).collect();
        writeln!(
            out,
            "    <li><a href=\"#{}\">{name}<span lang=\"{}\">{}</span></a> <small>{}</small></li>",
            fragment(anchor),
            escaped(&entry.language),
            escaped(&entry.title),
            about.join(" · ")
        )?;
    }
    writeln!(out, "  </ol>")?;
    if late.len() > MOST_LATE {
        let more = filled(words.of_figures.more, &[&(late.len() - MOST_LATE)]);
        writeln!(out, "  <p><a href=\"#page-entries\">{more}</a></p>")?;
    }
    writeln!(out, "</section>\n")
}

/// The name of an entry in an address.
fn fragment(anchor: &str) -> String {
    percent_encoded(anchor, b"-_.~")
}

/// The tables by owner and area, and of the days that things take.
pub(super) fn write_tables(report: &Report, out: &mut String) -> fmt::Result {
    let tables = report.tables();
    if tables.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section class=\"tables\">")?;
    for SmallTable { id, title, rows } in tables {
        write!(
            out,
            "  <div class=\"table-{id}\">\n    <h2 id=\"page-{id}\">{title}</h2>\n    \
             <div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"page-{id}\">\n"
        )?;
        write_table(&rows, out)?;
        writeln!(out, "    </div>\n  </div>")?;
    }
    writeln!(out, "</section>\n")
}

pub(super) fn write_plots(report: &Report, out: &mut String) -> fmt::Result {
    let plots = report.language.words().plots;
    writeln!(out, "<section class=\"plots\">\n  <h2 id=\"page-plots\">{plots}</h2>")?;
    let mut figures: Vec<Figure> = Vec::new();
    // A line through one day says nothing.
    if report.since.is_some() && !report.has_trend() {
        figures.push(report.states_now().into());
    } else {
        figures.extend([report.burnup().into(), report.burndown().into()]);
    }
    figures.extend(report.has_ages().then(|| report.ageing().into()));
    if report.has_deadlines() {
        figures.extend([report.kept_by_month().into(), report.kept().into()]);
    }
    figures.extend(report.has_repairs().then(|| report.time_to_fix().into()));
    for figure in figures {
        figure.write(report, out)?;
    }
    writeln!(out, "</section>\n")
}

/// A plot with its numbers.
struct Figure {
    id: &'static str,
    svg: String,
    /// The first row is the header.
    table: Vec<Vec<String>>,
    title: String,
}

impl From<OverTime> for Figure {
    fn from(plot: OverTime) -> Self {
        Self { id: plot.id, svg: plot.svg(), table: plot.figures(), title: plot.title }
    }
}

impl From<Bars> for Figure {
    fn from(plot: Bars) -> Self {
        Self { id: plot.id, svg: plot.svg(), table: plot.figures(), title: plot.title }
    }
}

impl From<Columns> for Figure {
    fn from(plot: Columns) -> Self {
        Self { id: plot.id, svg: plot.svg(), title: plot.title, table: plot.table }
    }
}

impl Figure {
    fn write(&self, report: &Report, out: &mut String) -> fmt::Result {
        let Self { id, title, svg, table } = self;
        write!(
            out,
            "  <figure>\n    <figcaption class=\"visually-hidden\" id=\"page-plot-{id}\">{title}</figcaption>\n{svg}\n    \
             <details>\n      <summary>{}</summary>\n      \
             <div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"page-plot-{id}\">\n",
            report.language.words().figures
        )?;
        write_table(table, out)?;
        writeln!(out, "      </div>\n    </details>\n  </figure>")
    }
}

/// A table of numbers; its first row is the header.
fn write_table(table: &[Vec<String>], out: &mut String) -> fmt::Result {
    writeln!(out, "<table>")?;
    if let Some((head, rows)) = table.split_first() {
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
    writeln!(out, "</tbody>\n</table>")
}
