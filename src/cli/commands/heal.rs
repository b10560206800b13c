//! `gapreg heal`.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};
use clap::Args;

use crate::cli::shared::patch;
use crate::cli::shared::terminal::Terminal;
use crate::cli::{CLEAN, FOUND, Global};
use crate::encoding;
use crate::finding::counted;
use crate::git::FileVersions;
use crate::run::inputs::Session;
use crate::settings::Selection;
use crate::text::{LineIndex, Source};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg heal notes/gaps.md            show what would be repaired
  gapreg heal --write notes/gaps.md    repair it
  gapreg heal --check docs/            say whether anything is broken, for CI
  gapreg heal --from-history gaps.md   letters that were eaten, as git last had them";

#[derive(Debug, Args)]
pub(crate) struct HealArgs {
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
    /// Take lines that have lost letters from the newest commit that has them whole
    #[arg(long)]
    from_history: bool,
}

pub(crate) fn run(args: &HealArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let mut session = Session::open(&args.paths, Selection::default(), global, terminal)?;
    for source in &session.broken {
        let name = Terminal::name(Path::new(&**source.path()));
        terminal.error(&anyhow!("`{name}` is not UTF-8: convert it first, then heal what is left"));
    }
    session.has_failed |= !session.broken.is_empty();
    let mut changed: Vec<(usize, Source)> = Vec::new();
    for (at, source) in session.sources.iter().enumerate() {
        let name = Terminal::name(Path::new(&**source.path()));
        let mut healed = encoding::healed(source.text());
        if let Some((_, count)) = &healed {
            let places = counted(*count, "place", "places");
            let done = if args.write { "repaired" } else { "to repair" };
            terminal.say(&format!("{name}: {places} {done}"));
        }
        if args.from_history {
            let text = healed.as_ref().map_or(source.text(), |(text, _)| text);
            if let Some((text, count)) = from_history(source, text)? {
                let lines = counted(count, "line", "lines");
                terminal.say(&format!("{name}: {lines} to take from older versions"));
                healed = Some((text, count));
            }
        }
        let text = healed.as_ref().map_or(source.text(), |(text, _)| text);
        tell_of_loss(&Source::new(source.path().clone(), text), &name, terminal);
        changed.extend(healed.map(|(text, _)| (at, Source::new(source.path().clone(), text))));
    }
    if changed.is_empty() {
        if !session.has_failed {
            terminal.say("nothing to repair");
        }
        return Ok(session.code(CLEAN));
    }
    if args.write {
        for (at, new) in changed {
            session.write(at, new, terminal);
        }
        return Ok(session.code(CLEAN));
    }
    if !args.check {
        patch::show(&session, &changed, terminal)?;
    }
    Ok(session.code(FOUND))
}

/// A text with the lines whole that older versions have whole.
fn from_history(source: &Source, text: &str) -> Result<Option<(String, usize)>> {
    let path = Path::new(&**source.path());
    let context = || format!("`{}`: cannot look into its history", Terminal::name(path));
    let versions = FileVersions::of(path).with_context(context)?;
    encoding::restored(text, versions.map(|version| version.map(|version| version.text)))
        .with_context(context)
}

/// What is gone for good is shown, and not guessed.
fn tell_of_loss(source: &Source, name: &str, terminal: &Terminal) {
    let lost = encoding::marks_of_loss(source.text(), source.body_start());
    let index = LineIndex::new(source);
    for span in lost {
        let place = index.position(span.start as usize);
        terminal.warn(&format!(
            "{name}:{}:{}: letters are lost here, and cannot be read back",
            place.line, place.column
        ));
    }
}
