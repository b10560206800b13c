//! `gapreg triage --pull`.

use std::path::Path;

use anyhow::Result;

use crate::cli::shared::exit::{self, CLEAN, FOUND};
use crate::cli::shared::patch;
use crate::cli::shared::terminal::Terminal;
use crate::edit::{NotPulled, PulledCell};
use crate::run::inputs::shown;
use crate::run::triage::pull;
use crate::run::{Inputs, Project};
use crate::vocabulary::Vocabulary;

/// Moves what people edited in the tables into the entries.
pub(crate) fn run(
    project: &Project,
    inputs: &mut Inputs,
    is_shown_only: bool,
    terminal: &Terminal,
) -> Result<u8> {
    let (mut is_left, mut count) = (false, 0);
    let new = pull(inputs, project, |source, pull| {
        let name = shown(Path::new(&**source.path()));
        for cell in &pull.cells {
            is_left |= cell.outcome.is_err();
            terminal.say(&format!("{name}: {}", in_words(cell, &project.settings.vocabulary)));
        }
        count += pull.cells.len();
    })?;
    if count == 0 {
        terminal.say("no cell contradicts its entry");
    }
    let is_open = is_left || (is_shown_only && !new.is_empty());
    if is_shown_only {
        patch::show(inputs, &new, terminal)?;
    } else {
        for new in new {
            inputs.write(new, terminal);
        }
    }
    Ok(exit::code(inputs, if is_open { FOUND } else { CLEAN }))
}

fn in_words(pulled: &PulledCell, words: &Vocabulary) -> String {
    let PulledCell { id, key, cell, value, outcome } = pulled;
    let name = words.name(*key);
    let dispute = format!("{id}: {name}: the table says `{cell}`, the entry says `{value}`");
    match outcome {
        Ok(_) => format!("{id}: {name}: `{value}` becomes `{cell}`, as the table says"),
        Err(NotPulled::EntryIsNewer) => {
            format!("{dispute}, which is newer: `gapreg triage` brings the table up to date")
        }
        Err(NotPulled::Unknown) => {
            format!("{dispute}, and git does not tell which is newer: nothing was written")
        }
        Err(NotPulled::Refused(why)) => format!("{dispute}: {why}: nothing was written"),
    }
}
