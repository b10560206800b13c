//! `gapreg triage --pull`.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow};

use crate::cli::shared::patch;
use crate::cli::shared::terminal::Terminal;
use crate::cli::{CLEAN, FOUND};
use crate::edit::{self, EditTarget, NotPulled, PulledCell};
use crate::git::Versions;
use crate::run::inputs::Session;
use crate::text::Source;
use crate::vocabulary::Vocabulary;

/// Moves what people edited in the tables into the entries.
pub(crate) fn run(session: &mut Session, is_shown_only: bool, terminal: &Terminal) -> Result<u8> {
    let mut is_left = false;
    let (mut pulled, mut count) = (Vec::new(), 0);
    for (at, source) in session.sources.iter().enumerate() {
        let (cells, new) = pull(session, source)?;
        let name = Terminal::name(Path::new(&**source.path()));
        for cell in &cells {
            is_left |= cell.outcome.is_err();
            terminal.say(&format!("{name}: {}", in_words(cell, &session.settings.vocabulary)));
        }
        count += cells.len();
        pulled.extend(new.map(|new| (at, new)));
    }
    if count == 0 {
        terminal.say("no cell contradicts its entry");
    }
    let has_changes = !pulled.is_empty();
    if is_shown_only {
        patch::show(session, &pulled, terminal)?;
    } else {
        for (at, new) in pulled {
            session.write(at, new, terminal);
        }
    }
    let is_open = is_left || (is_shown_only && has_changes);
    Ok(session.code(if is_open { FOUND } else { CLEAN }))
}

/// What becomes of the cells of one register, and the register they lead to.
fn pull(session: &Session, source: &Source) -> Result<(Vec<PulledCell>, Option<Source>)> {
    let settings = &session.settings;
    let (registers, _) = session.registers(std::slice::from_ref(source));
    let Some(register) = registers.first() else { return Ok((Vec::new(), None)) };
    let path = Path::new(&**source.path());
    let context = || format!("`{}`: cannot tell which side is the older", Terminal::name(path));
    let versions = Versions::of(path).with_context(context)?;
    // Behind a merge the order of versions says nothing: only what is not committed yet is newer.
    let most = if versions.is_linear { usize::MAX } else { 1 };
    let texts = versions.take(most).map(|version| version.map(|version| version.text));
    let policy = settings.policy(register);
    let target = EditTarget { settings, register, policy: &policy };
    let cells = edit::pulled(target, texts).with_context(context)?;
    let new = edit::pull(target, &cells).map_err(|why| anyhow!("{}: {why}", source.path()))?;
    Ok((cells, new))
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
