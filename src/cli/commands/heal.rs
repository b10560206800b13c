//! `gapreg heal`.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};
use clap::Args;

use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::{self, CLEAN, FOUND};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{inputs, patch};
use crate::encoding;
use crate::finding::counted;
use crate::git::FileVersions;
use crate::run::inputs::shown;
use crate::run::writes::NewText;
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
    let (project, mut inputs) = inputs::open(&args.paths, Selection::default(), global, terminal)?;
    for source in &inputs.broken {
        let name = shown(Path::new(&**source.path()));
        terminal.error(&anyhow!("`{name}` is not UTF-8: convert it first, then heal what is left"));
    }
    inputs.has_failed |= !inputs.broken.is_empty();
    inputs.hold_conflicts(&project, terminal);
    let mut new: Vec<NewText> = Vec::new();
    for (at, source) in inputs.sources.iter().enumerate() {
        new.extend(healed(args, source, terminal)?.map(|source| NewText { at, source }));
    }
    if new.is_empty() {
        if !inputs.has_failed {
            terminal.say("nothing to repair");
        }
        return Ok(exit::code(&inputs, CLEAN));
    }
    if args.write {
        for new in new {
            inputs.write(new, terminal);
        }
        return Ok(exit::code(&inputs, CLEAN));
    }
    if !args.check {
        patch::show(&inputs, &new, terminal)?;
    }
    Ok(exit::code(&inputs, FOUND))
}

/// A repaired text; nothing where there is nothing to repair.
fn healed(args: &HealArgs, source: &Source, terminal: &Terminal) -> Result<Option<Source>> {
    let name = shown(Path::new(&**source.path()));
    let mut healed = encoding::healed(source.text()).map(|(text, count)| {
        let places = counted(count, "place", "places");
        let done = if args.write { "repaired" } else { "to repair" };
        terminal.say(&format!("{name}: {places} {done}"));
        text
    });
    if args.from_history {
        let text = healed.as_deref().unwrap_or(source.text());
        if let Some((text, count)) = from_history(source, text)? {
            let lines = counted(count, "line", "lines");
            terminal.say(&format!("{name}: {lines} to take from older versions"));
            healed = Some(text);
        }
    }
    let text = healed.as_deref().unwrap_or(source.text());
    report_lost_letters(&Source::new(source.path().clone(), text), &name, terminal);
    Ok(healed.map(|text| Source::new(source.path().clone(), text)))
}

/// A text with the lines whole that older versions have whole.
fn from_history(source: &Source, text: &str) -> Result<Option<(String, usize)>> {
    let path = Path::new(&**source.path());
    let context = || format!("`{}`: cannot look into its history", shown(path));
    let versions = FileVersions::of(path).with_context(context)?;
    encoding::restored(text, versions.map(|version| version.map(|version| version.text)))
        .with_context(context)
}

/// Shows the letters that cannot be read back.
fn report_lost_letters(source: &Source, name: &str, terminal: &Terminal) {
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
