//! `gapreg verify`: the endpoints of entries against a route contract.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use owo_colors::OwoColorize;
use unicode_width::UnicodeWidthStr;

use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::{self, CLEAN, FAILED, FOUND};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs};
use crate::finding::counted;
use crate::output::{printable, write_json};
use crate::routes::Verdict;
use crate::run::contract::RouteFile;
use crate::run::inputs::{ReadRegisters, is_stdin};
use crate::run::verification::{Verification, VerifiedEndpoint, VerifiedEntry};
use crate::run::{Project, verification};
use crate::settings::Selection;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg verify --routes openapi.json docs/
  gapreg verify --routes openapi.json --complete      what is not in it does not exist
  php artisan route:list --json | gapreg verify --routes -
  gapreg verify --routes openapi.json --since v2.8.1  against the contract of that release
  gapreg verify --routes routes.txt --base-path /api  its paths start behind /api
  gapreg verify --format json                         by the contract that gapreg.yaml names

Contracts: OpenAPI 3 and Swagger 2.0 in JSON or YAML, lines of `METHOD /path`, `artisan route:list
--json`, `rails routes`, `flask routes`, Django's `show_urls`, Postman collections. HAR and .http
files show what is there, and never that something is not. They are recognised by what they hold.";

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// The route contract, `-` for standard input [default: the one that gapreg.yaml names]
    #[arg(long, value_name = "FILE")]
    routes: Option<PathBuf>,
    /// Put this before the paths of the contract, instead of its servers: `/api/v1`
    #[arg(long, value_name = "PATH")]
    base_path: Option<String>,
    /// What is not in the contract does not exist: a closed entry whose endpoint is absent is an error
    #[arg(long)]
    complete: bool,
    /// Read the contract as it was at this revision, such as the tag of a release
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// How to write the verdicts
    #[arg(long, value_enum, default_value_t)]
    format: VerifyFormat,
}

/// How verdicts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum VerifyFormat {
    /// For a terminal
    #[default]
    Text,
    /// One object, in a form that does not change
    Json,
}

pub(crate) fn run(args: &VerifyArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let format = global.form(args.format, VerifyFormat::Json, "verdicts are")?;
    let (project, inputs) = inputs::open(&args.paths, Selection::default(), global, terminal)?;
    let contract = args.route_file(&project)?.read(&project)?;
    let ReadRegisters { all: registers, unread } = inputs.registers(&project);
    let is_whole = inputs.report_unread(&unread, terminal);
    let verified = Verification::of(&registers, &contract, &project);
    match format {
        VerifyFormat::Text => terminal.quote(|out| write_text(&verified, out))?,
        VerifyFormat::Json => terminal.print(|out| write_json(&verified, out))?,
    }
    if format == VerifyFormat::Text {
        terminal.say(&in_words(&verified));
    }
    let fails = global.fail_on.level().is_some_and(|level| {
        verification::worst(&registers, &contract, &project).is_some_and(|own| own >= level)
    });
    let code = if fails { FOUND } else { CLEAN };
    Ok(if is_whole { exit::code(&inputs, code) } else { FAILED })
}

impl VerifyArgs {
    fn route_file(&self, project: &Project) -> Result<RouteFile> {
        let configured = project.settings.routes.as_ref().map(RouteFile::configured);
        let named = self.routes.as_ref().map(|path| RouteFile {
            path: path.clone(),
            base_path: None,
            is_complete: false,
            is_named: true,
            since: None,
        });
        let Some(mut file) = named.or(configured) else {
            bail!("no route contract is named: add `--routes FILE`, or `routes:` to gapreg.yaml");
        };
        if is_stdin(&file.path)
            && (self.since.is_some() || self.paths.iter().any(|path| is_stdin(path)))
        {
            bail!("standard input can be one file only, and has no history");
        }
        file.base_path = self.base_path.clone().or(file.base_path);
        file.is_complete |= self.complete;
        file.since.clone_from(&self.since);
        Ok(file)
    }
}

fn write_text(verified: &Verification<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (at, entries) in verified.entries.chunk_by(|a, b| a.path == b.path).enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", printable(entries[0].path).bold())?;
        let names: Vec<String> = entries.iter().map(|entry| name(entry)).collect();
        let width = names.iter().map(|name| name.width()).max().unwrap_or(0);
        for (entry, name) in entries.iter().zip(&names) {
            let gap = " ".repeat(width - name.width());
            let title = printable(&entry.title);
            writeln!(out, "  {name}{gap}  {}  {title}", colored(entry.verdict))?;
            write_endpoints(entry, " ".repeat(width + 4).as_str(), out)?;
        }
    }
    Ok(())
}

/// The reason of a verdict, and below it the endpoints on which it depends.
fn write_endpoints(entry: &VerifiedEntry<'_>, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    if entry.verdict == Verdict::None {
        return Ok(());
    }
    writeln!(out, "{indent}{}", printable(&entry.why).dimmed())?;
    let mut shown: Vec<&str> = Vec::new();
    for own in entry.endpoints.iter().filter(|own| own.decides) {
        if !shown.contains(&own.endpoint.as_str()) {
            shown.push(&own.endpoint);
            writeln!(out, "{indent}{}", line_of(own))?;
        }
    }
    Ok(())
}

fn line_of(own: &VerifiedEndpoint<'_>) -> String {
    let answer = own.answer.word();
    let (endpoint, why) = (printable(&own.endpoint), printable(&own.why));
    format!("{answer:<10}  {endpoint}  {}", format_args!("line {}: {why}", own.line).dimmed())
}

fn name(entry: &VerifiedEntry<'_>) -> String {
    printable(entry.id.or(entry.number).unwrap_or("–")).into_owned()
}

/// A verdict, as wide as the longest of them.
fn colored(verdict: Verdict) -> String {
    let word = format!("{:<17}", verdict.word());
    match verdict {
        Verdict::ClosedButAbsent => word.red().to_string(),
        Verdict::OpenButDeclared => word.yellow().to_string(),
        Verdict::Consistent => word.green().to_string(),
        Verdict::Unknowable | Verdict::None => word.dimmed().to_string(),
    }
}

/// `6 entries against openapi.json (openapi-3.1, 277 operations): 1 open-but-declared, 5 consistent`.
fn in_words(verified: &Verification<'_>) -> String {
    let all = [
        Verdict::ClosedButAbsent,
        Verdict::OpenButDeclared,
        Verdict::Consistent,
        Verdict::Unknowable,
        Verdict::None,
    ];
    let counts = all.into_iter().map(|verdict| (verified.count(verdict), verdict.word()));
    let counts: Vec<String> = counts
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| match word {
            "none" => format!("{count} without an endpoint"),
            word => format!("{count} {word}"),
        })
        .collect();
    let routes = &verified.routes;
    format!(
        "{} against {} ({}, {}): {}",
        counted(verified.entries.len(), "entry", "entries"),
        printable(routes.file),
        routes.kind,
        counted(routes.operations, "operation", "operations"),
        if counts.is_empty() { "nothing to verify".to_owned() } else { counts.join(", ") }
    )
}
