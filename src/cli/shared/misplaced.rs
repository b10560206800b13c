//! An expression of `--where` in a place where no command looks for it, and what to write instead.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::output::printable;

/// The commands that have `--where`.
const COMMANDS: &str = "list, sla, report, log, lint, mirror and check";

/// What to write, if an error of usage is about a `--where` that the command does not have.
pub(crate) fn option(error: &clap::Error, args: &[String]) -> Option<String> {
    let is_where = |value: &ContextValue| {
        let ContextValue::String(argument) = value else { return false };
        argument == "--where" || argument.starts_with("--where=")
    };
    let is_unknown = error.kind() == ErrorKind::UnknownArgument;
    if !is_unknown || !error.get(ContextKind::InvalidArg).is_some_and(is_where) {
        return None;
    }
    let at = args.iter().position(|arg| arg.starts_with("--where"))?;
    let before = args.get(1..at)?.iter().find(|arg| !arg.starts_with('-'));
    Some(match before.map(String::as_str) {
        None => {
            "`--where` goes after the command: `gapreg list --where 'status = Open'`".to_owned()
        }
        Some(command) => format!(
            "`gapreg {}` has no `--where`; {COMMANDS} have it: `gapreg list --where …` shows the \
             IDs that an expression describes",
            printable(command)
        ),
    })
}

/// Refuses a PATH that is an expression, or a part of one.
pub(crate) fn check_paths(paths: &[PathBuf]) -> Result<()> {
    for path in paths {
        let text = path.to_string_lossy();
        let is_operator = |word: &str| matches!(word, "=" | "!=" | "~" | "!~" | "<" | ">");
        let is_joiner = |word: &str| matches!(word, "and" | "or" | "not" | "in");
        let is_part = is_operator(&text) || is_joiner(&text) || text.contains(['=', '<', '>', '~']);
        if is_part && !path.exists() {
            bail!(
                "`{}` is not a file; an expression is one argument in quotes, after `--where`: \
                 `--where 'status = Open and priority <= P1'`",
                printable(&text)
            );
        }
    }
    Ok(())
}
