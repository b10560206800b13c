//! The command line: reads arguments, calls the library, prints, writes, and says how it went.

mod adopt;
mod check;
mod diff;
mod explain;
mod heal;
mod init;
mod lint;
mod list;
mod mirror;
mod narrow;
mod new;
mod past;
mod propose;
mod report;
mod rules;
mod schema;
mod select;
mod session;
mod set;
mod show;
mod since;
mod terminal;
mod triage;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

use crate::finding::Level;
use crate::output::Format;
use terminal::Terminal;

/// Nothing at or above `--fail-on`.
const CLEAN: u8 = 0;
/// Findings, or something to do under `--check` and `--diff`.
const FOUND: u8 = 1;
/// It could not do its work.
const FAILED: u8 = 2;

/// Linter, mirror checker and triage renderer for backend gap registers kept as Markdown.
#[derive(Debug, Parser)]
#[command(
    name = "gapreg",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 nothing to complain about, 1 findings, 2 it could not do its work.\n\
                  `gapreg help COMMAND` tells more about each command."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tell what is wrong inside each register, and repair what can be repaired
    #[command(after_help = lint::EXAMPLES)]
    Lint(lint::LintArgs),
    /// Write the triage table: a row for each entry, its values as the entry gives them
    #[command(after_help = triage::EXAMPLES)]
    Triage(triage::TriageArgs),
    /// Compare registers with their translations, entry by entry, by meaning
    #[command(after_help = mirror::EXAMPLES)]
    Mirror(mirror::MirrorArgs),
    /// Lint, mirror and stale tables in one report: what CI and pre-commit run
    #[command(after_help = check::EXAMPLES)]
    Check(check::CheckArgs),
    /// Bring an older or foreign register into today's form
    #[command(after_help = adopt::EXAMPLES)]
    Adopt(adopt::AdoptArgs),
    /// Repair text that was read in a wrong encoding, where the repair is certain
    #[command(after_help = heal::EXAMPLES)]
    Heal(heal::HealArgs),
    /// List the entries
    #[command(after_help = list::EXAMPLES)]
    List(list::ListArgs),
    /// Show one entry, its due date and its mirror beside it
    #[command(after_help = show::EXAMPLES)]
    Show(show::ShowArgs),
    /// Add an entry, in the register, its mirror and their tables
    #[command(after_help = new::EXAMPLES)]
    New(Box<new::NewArgs>),
    /// Change tracked fields of an entry, in the register, its mirror and their tables
    #[command(after_help = set::EXAMPLES)]
    Set(set::SetArgs),
    /// List the rules, one in a line
    Rules(rules::RulesArgs),
    /// Show a rule's page: what it finds, why, an example, its fix, its settings
    Explain(explain::ExplainArgs),
    /// Write a commented gapreg.yaml derived from the registers found
    #[command(after_help = init::EXAMPLES)]
    Init(init::InitArgs),
    /// Print the JSON Schema of gapreg.yaml
    Schema,
}

/// Options that every command takes.
#[derive(Debug, Args)]
struct Global {
    /// Use this configuration instead of the one found upward from the registers
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    config: Option<PathBuf>,
    /// How findings are written
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        help_heading = "Global options"
    )]
    output_format: Format,
    /// Write the findings to a file instead of standard output
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    output_file: Option<PathBuf>,
    /// Whether to colour the output
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        help_heading = "Global options"
    )]
    color: terminal::ColorWhen,
    /// Say nothing about the run itself
    #[arg(long, short, global = true, conflicts_with = "verbose", help_heading = "Global options")]
    quiet: bool,
    /// Say more about the run
    #[arg(long, short, global = true, help_heading = "Global options")]
    verbose: bool,
    /// The day to count from, instead of today
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_day, help_heading = "Global options")]
    today: Option<Date>,
    /// The level from which on findings fail the run
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "LEVEL",
        help_heading = "Global options"
    )]
    fail_on: FailOn,
    /// The name of what comes in on standard input, when a PATH is `-`
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        default_value = "gap-register.md",
        help_heading = "Global options"
    )]
    stdin_filename: String,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum FailOn {
    /// Errors fail the run
    #[default]
    Error,
    /// Warnings do, too
    Warning,
    /// No finding does
    Never,
}

impl FailOn {
    /// The level from which on findings fail the run.
    fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warning => Some(Level::Warning),
            Self::Never => None,
        }
    }
}

fn parse_day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write year, month and day: 2026-01-31".to_owned())
}

/// Runs the command that the arguments ask for.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { FAILED } else { CLEAN };
            // A reader who has gone away has seen enough.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let terminal = Terminal::new(&cli.global);
    let code = dispatch(&cli, &terminal).unwrap_or_else(|error| {
        if is_broken_pipe(&error) {
            return CLEAN;
        }
        terminal.error(&error);
        FAILED
    });
    ExitCode::from(code)
}

fn dispatch(cli: &Cli, terminal: &Terminal) -> Result<u8> {
    let global = &cli.global;
    match &cli.command {
        Command::Lint(args) => lint::run(args, global, terminal),
        Command::Triage(args) => triage::run(args, global, terminal),
        Command::Mirror(args) => mirror::run(args, global, terminal),
        Command::Check(args) => check::run(args, global, terminal),
        Command::Adopt(args) => adopt::run(args, global, terminal),
        Command::Heal(args) => heal::run(args, global, terminal),
        Command::List(args) => list::run(args, global, terminal),
        Command::Show(args) => show::run(args, global, terminal),
        Command::New(args) => new::run(args, global, terminal),
        Command::Set(args) => set::run(args, global, terminal),
        Command::Rules(args) => rules::run(args, terminal),
        Command::Explain(args) => explain::run(args, terminal),
        Command::Init(args) => init::run(args, global, terminal),
        Command::Schema => schema::run(terminal),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    causes.any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
