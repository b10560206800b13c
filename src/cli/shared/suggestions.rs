//! What to write instead of a command or an option that does not exist: what other tools call it, and
//! what it is called here.

use clap::ValueEnum as _;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::output::{Format, printable};

/// Commands that do not exist, and what to write instead.
const COMMANDS: [(&[&str], &str); 22] = [
    (&["fix", "autofix", "repair"], "gapreg check --fix"),
    (&["status", "state", "close", "update", "edit", "assign"], "gapreg set ID status=…"),
    (&["delete", "remove", "rm"], "gapreg set ID status=…"),
    (&["add", "create", "insert"], "gapreg new HEADING"),
    (&["view", "cat", "get", "open"], "gapreg show ID"),
    (&["validate", "test", "ci"], "gapreg check"),
    (&["format", "fmt", "render", "table", "summary"], "gapreg triage"),
    (&["stats", "statistics", "count"], "gapreg lint --statistics"),
    (&["search", "find", "grep", "filter", "query"], "gapreg list --where EXPR"),
    (&["ls", "entries", "ids"], "gapreg list"),
    (&["history", "blame", "timeline"], "gapreg log ID"),
    (&["due", "overdue", "deadlines", "calendar"], "gapreg sla"),
    (&["import", "convert", "migrate"], "gapreg adopt FILE"),
    (&["export"], "gapreg list --format csv"),
    (&["translate", "sync", "compare"], "gapreg mirror"),
    (&["html", "page", "dashboard"], "gapreg report -o FILE"),
    (&["encoding", "mojibake", "unbreak"], "gapreg heal FILE"),
    (&["config", "configure", "setup"], "gapreg init"),
    (&["rule", "why", "docs"], "gapreg explain RULE"),
    (&["rename", "renum"], "gapreg renumber ID"),
    (&["agents", "prompt"], "gapreg instructions"),
    (&["undo", "revert", "restore", "rollback"], "git restore FILE"),
];

/// Options that a command does not have, and those that do the same; the first that it has is named.
/// What follows the name of an option is its value.
const OPTIONS: [(&[&str], &[&str]); 15] = [
    (&["--format"], &["--output-format"]),
    (&["--json"], &["--format json", "--output-format json"]),
    (&["--sarif"], &["--output-format sarif"]),
    (&["--dry-run", "--dryrun", "--preview", "--check"], &["--diff", "--check"]),
    (&["--write", "--apply", "--in-place", "--fix", "-w", "-i"], &["--fix", "--write"]),
    (&["--output", "-o", "--out"], &["--output", "--output-file"]),
    (&["--strict", "--max-warnings"], &["--fail-on warning"]),
    (&["--rule", "--rules", "--only", "--enable"], &["--select"]),
    (&["--disable", "--skip", "--exclude"], &["--ignore"]),
    (&["--no-color", "--nocolor", "--no-colour"], &["--color never"]),
    (&["--silent", "-s"], &["--quiet"]),
    (&["--filter", "--query"], &["--where"]),
    (&["--stats", "--stat"], &["--statistics"]),
    (&["--now", "--date"], &["--today"]),
    (&["--since", "--ref", "--compare"], &["--base", "--changed-since"]),
];

/// Names what to write instead, in an error of usage that is about an unknown command or option.
pub(crate) fn add(error: &mut clap::Error, cli: &clap::Command, args: &[String]) {
    let (about, suggestion) = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let Some(given) = text(error, ContextKind::InvalidSubcommand) else { return };
            (ContextKind::SuggestedSubcommand, command(given).map(str::to_owned))
        }
        ErrorKind::UnknownArgument => {
            let Some(given) = text(error, ContextKind::InvalidArg) else { return };
            (ContextKind::SuggestedArg, option(given, cli, args))
        }
        _ => return,
    };
    let Some(suggestion) = suggestion else {
        // That a word may be passed as a value helps where it was meant as a value.
        if error.kind() == ErrorKind::UnknownArgument {
            error.remove(ContextKind::Suggested);
        }
        return;
    };
    error.remove(about);
    // The usage names what looked alike.
    if about == ContextKind::SuggestedArg {
        error.remove(ContextKind::Usage);
    }
    let tip = StyledStr::from(format!("write `{suggestion}`"));
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text),
        _ => None,
    }
}

fn command(given: &str) -> Option<&'static str> {
    let given = given.to_ascii_lowercase();
    COMMANDS.iter().find(|(names, _)| names.contains(&&*given)).map(|(_, instead)| *instead)
}

/// What a command has instead of an option, with the value that was given.
fn option(given: &str, cli: &clap::Command, args: &[String]) -> Option<String> {
    let command = args.iter().skip(1).find_map(|arg| cli.find_subcommand(arg))?;
    let name = given.split('=').next().unwrap_or(given);
    if let Some(format) = value(name, args).filter(|it| is_output(name) && is_format(it)) {
        return Some(format!("--output-format {format}"));
    }
    let (_, candidates) = OPTIONS.iter().find(|(names, _)| names.contains(&name))?;
    let argument = |candidate: &str| {
        let long = candidate.trim_start_matches('-').split(' ').next();
        let mut all = command.get_arguments().chain(cli.get_arguments());
        all.find(|argument| argument.get_long() == long)
    };
    let (instead, argument) =
        candidates.iter().find_map(|candidate| Some((candidate, argument(candidate)?)))?;
    let takes_value = !instead.contains(' ') && argument.get_action().takes_values();
    let value = value(name, args).filter(|_| takes_value);
    Some(match value {
        Some(value) => format!("{instead} {}", printable(value)),
        None => (*instead).to_owned(),
    })
}

fn is_output(option: &str) -> bool {
    matches!(option, "--output" | "-o" | "--out")
}

/// Whether a value is the name of a format of findings.
fn is_format(value: &str) -> bool {
    Format::value_variants()
        .iter()
        .any(|format| format.to_possible_value().is_some_and(|known| known.get_name() == value))
}

/// The value that was given to an option.
fn value<'a>(name: &str, args: &'a [String]) -> Option<&'a str> {
    let at = args.iter().position(|arg| arg.split('=').next() == Some(name))?;
    let own = args[at].split_once('=').map(|(_, value)| value);
    own.or_else(|| Some(args.get(at + 1)?.as_str()).filter(|next| !next.starts_with('-')))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The commands that are suggested.
    pub(crate) fn suggested() -> impl Iterator<Item = &'static str> {
        let own = |instead: &&str| instead.starts_with("gapreg ");
        COMMANDS.iter().map(|(_, instead)| *instead).filter(own)
    }

    #[test]
    fn a_name_has_one_suggestion() {
        let commands = COMMANDS.iter().flat_map(|(names, _)| names.iter());
        let options = OPTIONS.iter().flat_map(|(names, _)| names.iter());
        let mut all: Vec<&&str> = commands.chain(options).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
