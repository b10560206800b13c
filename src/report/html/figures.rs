//! The totals and the plots of a page.

use std::fmt::{self, Write};

use crate::report::data::Report;
use crate::report::escape::escaped;
use crate::report::plot::{Bars, OverTime};

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

pub(super) fn write_plots(report: &Report, out: &mut String) -> fmt::Result {
    let plots = report.language.words().plots;
    writeln!(out, "<section class=\"plots\">\n  <h2 id=\"page-plots\">{plots}</h2>")?;
    let mut figures: Vec<Figure> = vec![report.burnup().into(), report.burndown().into()];
    figures.extend(report.has_ages().then(|| report.ageing().into()));
    figures.extend(report.has_deadlines().then(|| report.kept().into()));
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

impl Figure {
    fn write(&self, report: &Report, out: &mut String) -> fmt::Result {
        let Self { id, title, svg, table } = self;
        write!(
            out,
            "  <figure>\n    <figcaption class=\"visually-hidden\" id=\"page-plot-{id}\">{title}</figcaption>\n{svg}\n    \
             <details>\n      <summary>{}</summary>\n      \
             <div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"page-plot-{id}\">\n\
             <table>\n",
            report.language.words().figures
        )?;
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
        writeln!(out, "</tbody>\n</table>\n      </div>\n    </details>\n  </figure>")
    }
}
