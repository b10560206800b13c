//! `gapreg triage --pull`.

use std::path::Path;

use anyhow::Result;

use crate::cli::shared::changes;
use crate::cli::shared::exit::{self, CLEAN, FOUND};
use crate::cli::shared::patch;
use crate::cli::shared::terminal::Terminal;
use crate::edit::{NotPulled, PulledCell};
use crate::run::inputs::shown;
use crate::run::pull::{Pulled, pull};
use crate::run::{Inputs, Project};
use crate::vocabulary::Vocabulary;

/// Moves what people edited in the tables into the entries.
pub(crate) fn run(
    project: &Project,
    inputs: &mut Inputs,
    is_shown_only: bool,
    terminal: &Terminal,
) -> Result<u8> {
    let named = inputs.sources.len();
    inputs.add_translations(project, terminal);
    inputs.hold_conflicts(project, terminal);
    let (mut is_left, mut count) = (false, 0);
    let Pulled { cells, new } = pull(inputs, named, project)?;
    for (at, cell) in &cells {
        let name = shown(Path::new(&**inputs.sources[*at].path()));
        is_left |= cell.outcome.is_err();
        if let Some(words) = in_words(cell, &project.settings.vocabulary) {
            terminal.say(&format!("{name}: {words}"));
        }
        count += 1;
    }
    if count == 0 {
        terminal.say("no cell contradicts its entry");
    }
    let is_open = is_left || (is_shown_only && !new.is_empty());
    if is_shown_only {
        patch::show(inputs, &new, terminal)?;
    } else {
        changes::write(new, inputs, project, terminal);
    }
    Ok(exit::code(inputs, if is_open { FOUND } else { CLEAN }))
}

/// Why a cell is not moved; what is moved is listed when it is written.
fn in_words(pulled: &PulledCell, words: &Vocabulary) -> Option<String> {
    let PulledCell { id, key, cell, value, outcome } = pulled;
    let name = words.name(*key);
    let cell = if cell.is_empty() { "(empty)" } else { cell };
    let why = match outcome.as_ref().err()? {
        NotPulled::EntryIsNewer => {
            "which is newer: `gapreg triage` brings the table up to date".to_owned()
        }
        NotPulled::Unknown => "and git does not say which is newer: nothing was written".to_owned(),
        NotPulled::NoValue => {
            "which it cannot take from the table: change the entry, or drop the cell with \
             `--overwrite`; nothing was written"
                .to_owned()
        }
        NotPulled::Contradicted(other) => {
            format!(
                "and {other} says something else again: nothing was written; write in one of them what \
                 holds, or drop the cell with `--overwrite`"
            )
        }
        NotPulled::Refused(why) => {
            return Some(format!(
                "{id}: {name}: the table says `{cell}`, the entry says `{value}`: {why}: nothing \
                 was written"
            ));
        }
    };
    Some(format!("{id}: {name}: the table says `{cell}`, the entry says `{value}`, {why}"))
}
