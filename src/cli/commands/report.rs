//! `gapreg report`: totals, plots and all entries as one page, as Markdown, or as an image.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::shared::arguments::{Global, WhereArgs, parse_day};
use crate::cli::shared::exit::CLEAN;
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, exit, inputs};
use crate::files::{self, OutputFile};
use crate::output::write_json;
use crate::report::{self, Report, ReportImage, ReportLanguage};
use crate::run::Project;
use crate::run::inputs::{refuse_as_output, shown};
use crate::run::report_parts::AskedReport;
use crate::run::report_repositories;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg report -o public/                  one page, public/index.html, that needs nothing else
  gapreg report --lang tr -o public/ docs/  the same in Turkish
  gapreg report --where 'priority <= P1' -o public/
  gapreg report --format markdown >> \"$GITHUB_STEP_SUMMARY\"
  gapreg report --format markdown --since 2026-02-25   the week, for a mail
  gapreg report --format json | jq .time_to_fix.all    every figure
  gapreg report --svg burndown > open.svg   one plot by itself
  gapreg report --svg badge-overdue -o docs/badges";

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    chosen: WhereArgs,
    /// Write it into this folder, which is made where there is none [default: standard output]
    #[arg(short = 'o', long = "output", value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// What to write
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    /// Write only this plot or badge, as SVG
    #[arg(long, value_enum, value_name = "NAME", conflicts_with = "format")]
    svg: Option<ReportImage>,
    /// Leave out of the figures what was before this day, and compare the totals with it
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    since: Option<Date>,
    /// Count an entry as stuck when it has not changed for so many days
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    stuck_after: u32,
    /// The language of the report's own words
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    lang: Option<ReportLanguage>,
}

/// What is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// One page that needs nothing else
    #[default]
    Html,
    /// For a mail, a pull request, or the summary of a job
    Markdown,
    /// All figures, for programs
    Json,
}

pub(crate) fn run(args: &ReportArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let format = global.form(args.format, ReportFormat::Json, "a report is")?;
    if args.svg.is_some() && format == ReportFormat::Json {
        bail!("`--svg` writes a picture; leave out `--output-format`");
    }
    if args.folder.is_some() && terminal.output_file().is_some() {
        bail!("`-o` and `--output-file` both say where to write; name one of them");
    }
    let is_page = args.svg.is_none() && format == ReportFormat::Html;
    let is_shown = args.folder.is_none() && terminal.output_file().is_none();
    if is_page && is_shown && std::io::stdout().is_terminal() {
        bail!("a page is nothing for a terminal; name a folder for it: `gapreg report -o public`");
    }
    let mut opened = inputs::open_each(&args.paths, global, terminal)?;
    for (project, inputs) in &mut opened {
        inputs.add_translations(project, terminal);
    }
    if opened.iter().any(|(_, inputs)| inputs.has_failed) {
        bail!("not all registers could be read; nothing was written");
    }
    let Some((project, _)) = opened.first() else { return Ok(CLEAN) };
    let condition = args.chosen.condition.as_deref();
    let asked = AskedReport {
        language: args.lang,
        condition,
        since: args.since,
        stuck_after: args.stuck_after,
    };
    if let Some(since) = args.since.filter(|since| *since > project.today) {
        bail!("`--since {since}` is after the day of the report, {}", project.today);
    }
    let Some(report) = report_repositories::report(&opened, asked, terminal)? else {
        return Ok(CLEAN);
    };
    let (name, text) = match (args.svg, format) {
        (Some(image), _) => {
            let name = image.to_possible_value();
            let name = name.map_or(String::new(), |name| name.get_name().to_owned());
            (format!("{name}.svg"), report::image(&report, image))
        }
        (None, ReportFormat::Html) => ("index.html".to_owned(), report::page(&report)),
        (None, ReportFormat::Markdown) => ("report.md".to_owned(), report::markdown(&report)),
        (None, ReportFormat::Json) => ("report.json".to_owned(), in_json(&report)?),
    };
    match &args.folder {
        Some(folder) => {
            let path = folder.join(name);
            for (project, inputs) in &opened {
                refuse_as_output(&path, inputs, &project.settings, None)?;
            }
            put(&path, &text, project, terminal)?;
        }
        None if format == ReportFormat::Markdown => {
            terminal.print_inert(|out| out.write_all(text.as_bytes()))?;
        }
        None => terminal.print(|out| out.write_all(text.as_bytes()))?,
    }
    let codes = opened.iter().map(|(_, inputs)| exit::code(inputs, CLEAN));
    Ok(codes.max().unwrap_or(CLEAN))
}

fn in_json(report: &Report) -> Result<String> {
    let mut json = Vec::new();
    write_json(&report::json(report), &mut json)?;
    Ok(String::from_utf8(json)?)
}

/// Writes a report to a file. A file that is there and is no report is not replaced.
fn put(path: &Path, text: &str, project: &Project, terminal: &Terminal) -> Result<()> {
    let name = shown(path);
    let folder = path.parent().unwrap_or(Path::new("."));
    files::make_folder(folder)
        .with_context(|| format!("cannot make the folder `{}`", shown(folder)))?;
    let is_free = match path.symlink_metadata() {
        Ok(there) if there.is_file() => files::bytes(path, project.settings.max_bytes)
            .is_ok_and(|bytes| report::is_report(&String::from_utf8_lossy(&bytes))),
        there => there.is_err(),
    };
    if !is_free {
        bail!("`{name}` exists and is not a report; nothing was written");
    }
    OutputFile::put(path, text).with_context(|| format!("cannot write `{name}`"))?;
    terminal.say(&format!("wrote {name}"));
    Ok(())
}
