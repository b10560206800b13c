//! `gapreg heal`.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use clap::Args;

use super::session::Session;
use super::terminal::Terminal;
use super::{CLEAN, FOUND, Global, diff};
use crate::config::Selection;
use crate::finding::counted;
use crate::heal;
use crate::text::{LineIndex, Source};

pub(super) const EXAMPLES: &str = "\
Examples:
  gapreg heal notes/gaps.md            show what would be repaired
  gapreg heal --write notes/gaps.md    repair it
  gapreg heal --check docs/            say whether anything is broken, for CI";

#[derive(Debug, Args)]
pub(super) struct HealArgs {
    /// Files, or folders to search for registers
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Write nothing; exit with 1 when there is text to repair
    #[arg(long, conflicts_with_all = ["write", "diff"])]
    check: bool,
    /// Show what would change, and write nothing [default]
    #[arg(long, conflicts_with = "write")]
    diff: bool,
    /// Write what is repaired
    #[arg(long)]
    write: bool,
}

pub(super) fn run(args: &HealArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let mut session = Session::open(&args.paths, Selection::default(), global, terminal)?;
    for source in &session.broken {
        let name = Terminal::name(Path::new(&**source.path()));
        terminal.error(&anyhow!("`{name}` is not UTF-8: convert it first, then heal what is left"));
    }
    session.has_failed |= !session.broken.is_empty();
    let mut changed: Vec<(usize, Source)> = Vec::new();
    for (at, source) in session.sources.iter().enumerate() {
        let name = Terminal::name(Path::new(&**source.path()));
        let healed = heal::healed(source.text());
        if let Some((text, count)) = healed {
            terminal.say(&format!("{name}: {} to repair", counted(count, "place", "places")));
            changed.push((at, Source::new(source.path().clone(), text)));
        }
        tell_of_loss(source, &name, terminal);
    }
    if changed.is_empty() {
        terminal.say("nothing to repair");
        return Ok(session.code(CLEAN));
    }
    if args.write {
        for (at, new) in changed {
            session.write(at, new, terminal);
        }
        return Ok(session.code(CLEAN));
    }
    if !args.check {
        diff::show(&session, &changed, terminal)?;
    }
    Ok(session.code(FOUND))
}

/// What is gone for good is shown, and not guessed.
fn tell_of_loss(source: &Source, name: &str, terminal: &Terminal) {
    let lost = heal::marks_of_loss(source.text(), source.body_start());
    let index = LineIndex::new(source);
    let cursor = index.cursor();
    for span in lost {
        let place = cursor.position(span.start as usize);
        terminal.warn(&format!(
            "{name}:{}:{}: letters are lost here, and cannot be read back",
            place.line, place.column
        ));
    }
}
