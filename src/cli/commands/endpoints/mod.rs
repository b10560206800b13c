//! `gapreg endpoints`: the endpoints that entries name.

mod exemptions;
mod requests;

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use owo_colors::OwoColorize;
use unicode_width::UnicodeWidthStr;

use crate::cli::shared::arguments::{Global, WhereArgs};
use crate::cli::shared::exit::{self, CLEAN, FAILED};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs};
use crate::output::{printable, write_json};
use crate::register::MentionRole;
use crate::run::endpoints::{EndpointFilter, EndpointOfEntries, NamedEndpoints};
use crate::run::inputs::ReadRegisters;
use crate::settings::Selection;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg endpoints docs/                                       each endpoint, and who names it
  gapreg endpoints --open --format http > gaps.http            requests for an editor
  gapreg endpoints --open --format hurl > gaps.hurl            requests for Hurl
  gapreg endpoints --due --format schemathesis > gaps.toml     what contract tests leave out
  gapreg endpoints --due --format oasdiff > err-ignore.txt     what oasdiff does not report
  gapreg endpoints --where 'priority <= P1' --format json

Requests that change something are commented out. An exemption made with --due ends by itself: when
the gap is closed, or when its SLA has ended.";

#[derive(Debug, Args)]
pub(crate) struct EndpointsArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// Only what open entries name
    #[arg(long)]
    open: bool,
    /// Only what open entries name whose SLA has not ended
    #[arg(long)]
    due: bool,
    #[command(flatten)]
    chosen: WhereArgs,
    /// How to write the endpoints
    #[arg(long, value_enum, default_value_t)]
    format: EndpointsFormat,
}

/// How endpoints are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum EndpointsFormat {
    /// One in a line, with the entries that name it
    #[default]
    List,
    /// One object, in a form that does not change
    Json,
    /// Requests for the HTTP clients of editors
    Http,
    /// Requests for Hurl
    Hurl,
    /// A configuration of Schemathesis in which they are left out
    Schemathesis,
    /// The ignore file of oasdiff
    Oasdiff,
}

pub(crate) fn run(args: &EndpointsArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let format = global.form(args.format, EndpointsFormat::Json, "endpoints are")?;
    let (project, inputs) = inputs::open(&args.paths, Selection::default(), global, terminal)?;
    let ReadRegisters { all: registers, unread } = inputs.registers(&project);
    let is_whole = inputs.report_unread(&unread, terminal);
    let filter = EndpointFilter {
        is_open: args.open,
        is_due: args.due,
        condition: args.chosen.condition.as_deref(),
    };
    let named = NamedEndpoints::of(&registers, &project, filter)?;
    let write = |out: &mut dyn Write| match format {
        EndpointsFormat::List => write_list(&named, out),
        EndpointsFormat::Json => write_json(&named, out),
        EndpointsFormat::Http => requests::write_http(&named, out),
        EndpointsFormat::Hurl => requests::write_hurl(&named, out),
        EndpointsFormat::Schemathesis => exemptions::write_schemathesis(&named, out),
        EndpointsFormat::Oasdiff => exemptions::write_oasdiff(&named, out),
    };
    match format {
        EndpointsFormat::List => terminal.quote(write)?,
        EndpointsFormat::Json => terminal.print(write)?,
        _ => terminal.print_inert(write)?,
    }
    if named.endpoints.is_empty() {
        terminal.say("no entry names an endpoint");
    }
    Ok(if is_whole { exit::code(&inputs, CLEAN) } else { FAILED })
}

fn write_list(named: &NamedEndpoints<'_>, out: &mut dyn Write) -> io::Result<()> {
    let shown = |own: &EndpointOfEntries<'_>| {
        let method = own.method.as_deref().unwrap_or("–");
        format!("{method:<7} {}", printable(&own.route))
    };
    let lines: Vec<String> = named.endpoints.iter().map(shown).collect();
    let width = lines.iter().map(|line| line.width()).max().unwrap_or(0).min(60);
    for (own, line) in named.endpoints.iter().zip(&lines) {
        let gap = " ".repeat(width.saturating_sub(line.width()));
        let mut entries: Vec<String> = Vec::new();
        for entry in &own.entries {
            let role = match entry.role {
                MentionRole::Claimed => "",
                MentionRole::Suspected => " (suspected)",
                MentionRole::Contracted => " (contracted)",
            };
            let name = format!("{}{role}", printable(entry.name()));
            if !entries.contains(&name) {
                entries.push(name);
            }
        }
        writeln!(out, "{line}{gap}  {}", entries.join(", ").dimmed())?;
    }
    Ok(())
}

/// The entries that name an endpoint, as a comment on one line: `G-001 Import returns 404`.
fn comment(own: &EndpointOfEntries<'_>) -> String {
    let mut names: Vec<String> = Vec::new();
    for entry in &own.entries {
        let title = printable(&entry.title);
        let name = format!("{} {title}", printable(entry.name()));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("; ").replace(['\n', '\r'], " ")
}
