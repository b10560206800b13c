//! The command line: reads arguments, calls the library, prints, writes, and says how it went.

mod commands;
pub(crate) mod shared;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory as _, Parser, Subcommand};

use commands::{
    adopt, check, completions, diff, endpoints, explain, handoff, heal, init, instructions, lint,
    list, log, man, merge, mirror, new, pages, reconcile, renumber, rules, schema, server, set,
    show, sla, triage, verify,
};
use shared::arguments::Global;
use shared::exit::{CLEAN, FAILED};
use shared::terminal::{Terminal, is_read_by_runner, without_commands};
use shared::{misplaced, suggestions};

#[cfg(feature = "report")]
use commands::report;

const EXAMPLES: &str = "\
Examples:
  gapreg lint docs/              what is wrong, with a caret under the word
  gapreg lint --fix docs/        repair what is safe to repair
  gapreg triage docs/            bring the triage table up to date
  gapreg check                   what CI runs: entries, tables and translations
  gapreg explain missing-field   why a rule reports something, and what to do

Exit codes: 0 nothing found, 1 findings, 2 the command failed.
`gapreg help COMMAND` says more about each command.";

/// Linter, mirror checker and triage renderer for backend gap registers kept as Markdown.
#[derive(Debug, Parser)]
#[command(
    name = "gapreg",
    version = env!("GAPREG_VERSION"),
    propagate_version = true,
    arg_required_else_help = true,
    after_help = EXAMPLES,
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Report what is wrong inside each register, and repair what can be repaired
    ///
    /// Checks each entry (required fields, dates, SLAs, the status flow, IDs), the triage table
    /// against the entries, and the text itself. Findings name a rule; `gapreg explain RULE` shows
    /// its page. A finding is accepted by a comment above the line, `<!-- gapreg-ignore RULE:
    /// reason -->`, or in gapreg.yaml.
    #[command(after_help = lint::EXAMPLES)]
    Lint(lint::LintArgs),
    /// Write the triage table: a row for each entry, its values as the entry gives them
    ///
    /// Tracked values follow the entries. What people wrote in Area, Gap, Workaround and
    /// Verification stays, as do the order of the columns, their header words and columns of your
    /// own. Only bytes of the table change, and a second run changes nothing.
    #[command(after_help = triage::EXAMPLES)]
    Triage(triage::TriageArgs),
    /// Compare registers with their translations, entry by entry, by meaning
    ///
    /// A register and its translation are found by their paths (a folder or a suffix that names
    /// the language), entries by their IDs, else by what a translation cannot change. Tracked
    /// values compare by meaning, prose by its code, its shape and its history in git. --fix never
    /// touches prose.
    #[command(after_help = mirror::EXAMPLES)]
    Mirror(mirror::MirrorArgs),
    /// Compare the gap sections of manual pages with the registers
    ///
    /// A page's gap and an entry belong together by an ID, else by method and path, else because one of
    /// each is left on the page; never by words. Without `pages:` in the configuration, the pages are the
    /// Markdown files in the language folder of each register.
    #[command(after_help = pages::EXAMPLES)]
    Pages(pages::PagesArgs),
    /// Lint, mirror and out-of-date tables in one report: what CI and pre-commit run
    ///
    /// Writes nothing to your registers without --fix. A team with many old findings starts with a baseline; a
    /// pull request that should answer only for itself uses --changed-since.
    #[command(after_help = check::EXAMPLES)]
    Check(check::CheckArgs),
    /// Bring an older or foreign register into today's form
    ///
    /// Tables, checklists, bullets, `Field | Value` tables and pages whose tables ran together
    /// become entries with IDs, fields and a triage table. Nothing is invented: what is not
    /// known yet is `TBD`. Text around the entries stays where it is; lines that were not used are
    /// listed, and `--write` does not drop them.
    #[command(after_help = adopt::EXAMPLES)]
    Adopt(adopt::AdoptArgs),
    /// Repair text that was read in a wrong encoding, where the repair is certain
    ///
    /// `Ã–ncelik` becomes `Öncelik`, whether it was decoded wrongly once or twice; sound letters
    /// are left alone. Letters that are gone for good are pointed at, never guessed.
    #[command(after_help = heal::EXAMPLES)]
    Heal(heal::HealArgs),
    /// List the entries
    #[command(after_help = list::EXAMPLES)]
    List(list::ListArgs),
    /// Show one entry, its due date and its mirror beside it
    #[command(after_help = show::EXAMPLES)]
    Show(show::ShowArgs),
    /// Write an entry as a ticket for an engineer who does not know the register
    ///
    /// It has what happens, a request for each endpoint, what the route contract says, when it is done,
    /// where the entry is at its last commit, and what such a ticket needs and the register does not
    /// hold. Nothing is sent: the text goes to standard output.
    #[command(after_help = handoff::EXAMPLES)]
    Handoff(handoff::HandoffArgs),
    /// Show what changed since a commit, entry by entry and field by field
    ///
    /// Entries are followed by what they say, through new IDs, new names of their file and moves to
    /// another register.
    #[command(after_help = diff::EXAMPLES)]
    Diff(diff::DiffArgs),
    /// Show what is due, what is overdue, and what was repaired in time
    ///
    /// A gap is due when its SLA has passed since it was first seen. The clock stops with the commit
    /// that made it Fixed. Translations are not counted: a gap is promised once.
    #[command(after_help = sla::EXAMPLES)]
    Sla(sla::SlaArgs),
    /// Hold the endpoints of entries against a route contract: are they still missing?
    ///
    /// For each endpoint there are three answers: declared, absent, unknowable; for each entry a
    /// verdict. A closed entry whose endpoint is absent is a warning, or an error where the contract
    /// is complete. Nothing is called or fetched, and no entry is changed.
    #[command(after_help = verify::EXAMPLES)]
    Verify(verify::VerifyArgs),
    /// Hold the tickets of entries against a tracker: is one closed that is open here?
    ///
    /// Reads what a tracker exports: JSON of `gh issue list`, or CSV of Jira. An entry is open until all
    /// its tickets are closed. What differs is a warning. Nothing is changed, and nothing is asked over a
    /// network.
    #[command(after_help = reconcile::EXAMPLES)]
    Reconcile(reconcile::ReconcileArgs),
    /// List the endpoints that entries name, for people and for the tools that call them
    ///
    /// As a list or JSON, as requests for an editor or Hurl, or as what contract tests leave out as
    /// long as a gap is open: a configuration of Schemathesis, the ignore file of oasdiff.
    #[command(after_help = endpoints::EXAMPLES)]
    Endpoints(endpoints::EndpointsArgs),
    /// Show the history of an entry, commit by commit
    ///
    /// It is followed by what it says: through new IDs, adoption, new names of its file and moves to
    /// another register, and through branches that came together. Each change shows when the
    /// translation followed.
    #[command(after_help = log::EXAMPLES)]
    Log(log::LogArgs),
    /// Write a page with plots: totals, what changed over time, and every entry
    ///
    /// The page is one file that needs nothing else, and shows nothing that registers, git and `check` do
    /// not say: it may be put anywhere. The same registers on the same day give the same bytes.
    #[cfg(feature = "report")]
    #[command(after_help = report::EXAMPLES)]
    Report(report::ReportArgs),
    /// Add an entry, in the register, its mirror and their tables
    ///
    /// The entry gets the next free ID and number, today's date, the first status of the flow and
    /// the SLA of its priority. On a terminal it is shown first, and written when you agree;
    /// elsewhere, as in a script, it is written at once, and --diff shows it.
    #[command(after_help = new::EXAMPLES)]
    New(Box<new::NewArgs>),
    /// Change tracked fields of an entry, in the register, its mirror and their tables
    ///
    /// On a terminal the change is shown first, and written when you agree; elsewhere, as in a
    /// script, it is written at once, and --diff shows it. A status that the flow does not lead to
    /// is refused unless --force is given. Where a heading says the status or the level, the entry
    /// moves below the heading that says the new one.
    #[command(after_help = set::EXAMPLES)]
    Set(set::SetArgs),
    /// Merge three versions of a register, entry by entry and field by field
    ///
    /// What one side changed is taken, what both added stays, and of two new entries with one ID one
    /// moves to the next free ID. A field that both changed in different ways is a conflict of that
    /// field alone. Git runs it after --install; a conflict that git left is resolved by its file.
    #[command(after_help = merge::EXAMPLES)]
    Merge(merge::MergeArgs),
    /// Give duplicate IDs new ones, in registers, translations, tables, links and pages
    ///
    /// After two branches gave one ID to two entries, one of them moves to the next free ID, and so
    /// does all that names it. With --base these are the entries that the branch added. On a
    /// terminal the change is shown first, and written when you agree.
    #[command(after_help = renumber::EXAMPLES)]
    Renumber(renumber::RenumberArgs),
    /// Serve an editor: the Language Server Protocol over standard input and output
    ///
    /// Editors start it. It says of unsaved text what `check` says of files, and offers fixes,
    /// completion, renaming of IDs and more. `docs/editors.md` has the lines for each editor.
    #[command(after_help = server::EXAMPLES)]
    Server(server::ServerArgs),
    /// List the rules, one in a line
    Rules(rules::RulesArgs),
    /// Show a rule's page: what it finds, why, an example, its fix, its settings
    #[command(after_help = explain::EXAMPLES)]
    Explain(explain::ExplainArgs),
    /// Write a commented gapreg.yaml derived from the registers found
    ///
    /// It says what your registers already do (IDs, SLAs, status flow, fields that every entry
    /// has), so that nothing changes until you change it.
    #[command(after_help = init::EXAMPLES)]
    Init(init::InitArgs),
    /// Print the JSON Schema of gapreg.yaml
    ///
    /// Editors that know YAML check and complete the configuration by it.
    #[command(after_help = schema::EXAMPLES)]
    Schema,
    /// Print instructions for coding agents, or keep them in a file
    ///
    /// The instructions say how to add, change, close and check entries, with a command for each.
    /// --write keeps them between two comments of a file such as AGENTS.md, and leaves all other text
    /// as it is.
    #[command(after_help = instructions::EXAMPLES)]
    Instructions(instructions::InstructionsArgs),
    /// Print what a shell needs to complete commands, options, registers, IDs and rules
    #[command(after_help = completions::EXAMPLES)]
    Completions(completions::CompletionsArgs),
    /// Print a man page, or write all of them
    #[command(after_help = man::EXAMPLES)]
    Man(man::ManArgs),
}

/// Runs the command that the arguments ask for.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    if completions::answer() {
        return ExitCode::from(CLEAN);
    }
    let args: Vec<OsString> = args.into_iter().collect();
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => return ExitCode::from(misused(error, &args)),
    };
    let terminal = Terminal::new(&cli.global);
    let code = dispatch(&cli, &terminal);
    terminal.report_gaps();
    let code = code.unwrap_or_else(|error| {
        if is_broken_pipe(&error) {
            return CLEAN;
        }
        terminal.error(&error);
        FAILED
    });
    ExitCode::from(code)
}

/// Says what is wrong with the arguments, or prints the help that they ask for; the exit code.
fn misused(mut error: clap::Error, args: &[OsString]) -> u8 {
    let words: Vec<String> = args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    suggestions::add(&mut error, &Cli::command(), &words);
    let printed = match misplaced::option(&error, &words) {
        Some(message) if is_read_by_runner() => {
            writeln!(std::io::stderr(), "error: {}", without_commands(&message))
        }
        Some(message) => writeln!(std::io::stderr(), "error: {message}"),
        None if error.use_stderr() && is_read_by_runner() => {
            write!(std::io::stderr(), "{}", without_commands(&error.to_string()))
        }
        None => error.print(),
    };
    match printed {
        // Where standard error is closed, nothing can be said about it.
        _ if error.use_stderr() => FAILED,
        // Somebody stopped reading the help.
        Err(why) if why.kind() != std::io::ErrorKind::BrokenPipe => {
            let _ = writeln!(std::io::stderr(), "error: {why}");
            FAILED
        }
        _ => CLEAN,
    }
}

fn dispatch(cli: &Cli, terminal: &Terminal) -> Result<u8> {
    let global = &cli.global;
    match &cli.command {
        Command::Lint(args) => lint::run(args, global, terminal),
        Command::Triage(args) => triage::run(args, global, terminal),
        Command::Mirror(args) => mirror::run(args, global, terminal),
        Command::Check(args) => check::run(args, global, terminal),
        Command::Pages(args) => pages::run(args, global, terminal),
        Command::Adopt(args) => adopt::run(args, global, terminal),
        Command::Heal(args) => heal::run(args, global, terminal),
        Command::List(args) => list::run(args, global, terminal),
        Command::Show(args) => show::run(args, global, terminal),
        Command::Handoff(args) => handoff::run(args, global, terminal),
        Command::Diff(args) => diff::run(args, global, terminal),
        Command::Log(args) => log::run(args, global, terminal),
        #[cfg(feature = "report")]
        Command::Report(args) => report::run(args, global, terminal),
        Command::Sla(args) => sla::run(args, global, terminal),
        Command::Endpoints(args) => endpoints::run(args, global, terminal),
        Command::Verify(args) => verify::run(args, global, terminal),
        Command::Reconcile(args) => reconcile::run(args, global, terminal),
        Command::New(args) => new::run(args, global, terminal),
        Command::Set(args) => set::run(args, global, terminal),
        Command::Merge(args) => merge::run(args, global, terminal),
        Command::Renumber(args) => renumber::run(args, global, terminal),
        Command::Server(args) => server::run(args, global),
        Command::Rules(args) => rules::run(args, terminal),
        Command::Explain(args) => explain::run(args, terminal),
        Command::Init(args) => init::run(args, global, terminal),
        Command::Schema => schema::run(terminal),
        Command::Instructions(args) => instructions::run(args, terminal),
        Command::Completions(args) => completions::run(args, terminal),
        Command::Man(args) => man::run(args, terminal),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    causes.any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line as a shell cuts it into words; nothing where it is more than one command.
    fn words(line: &str) -> Option<Vec<String>> {
        let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
        for c in line.chars() {
            match (quote, c) {
                (Some(open), c) if c == open => quote = None,
                (None, '"' | '\'') => quote = Some(c),
                (None, '|') => return None,
                (None, ' ') => words.push(std::mem::take(&mut word)),
                (_, c) => word.push(c),
            }
        }
        words.push(word);
        words.retain(|word| !word.is_empty());
        let end = words.iter().position(|word| word == ">").unwrap_or(words.len());
        words.truncate(end);
        Some(words)
    }

    #[test]
    fn every_example_in_a_help_is_understood() {
        let mut cli = Cli::command();
        cli.build();
        let mut count = 0;
        for command in std::iter::once(&cli).chain(cli.get_subcommands()) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            for line in help.lines().filter_map(|line| line.strip_prefix("  gapreg ")) {
                // After three spaces comes what the command does.
                let example = line.split("   ").next().unwrap_or(line);
                let Some(args) = words(example) else { continue };
                let args = std::iter::once("gapreg".to_owned()).chain(args);
                let read = Cli::try_parse_from(args);
                assert!(read.is_ok(), "gapreg {example}: {}", read.unwrap_err());
                count += 1;
            }
        }
        assert!(count > 40, "only {count} examples were found");
    }

    #[test]
    fn what_is_suggested_exists() {
        let cli = Cli::command();
        for suggested in suggestions::tests::suggested() {
            let mut words = suggested.split(' ').skip(1);
            let command = words.next().and_then(|name| cli.find_subcommand(name));
            let command = command.unwrap_or_else(|| panic!("{suggested}"));
            let options = words.filter_map(|word| word.strip_prefix("--"));
            for option in options {
                let mut all = command.get_arguments();
                assert!(all.any(|it| it.get_long() == Some(option)), "{suggested}");
            }
        }
    }
}
