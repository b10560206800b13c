//! Changes to several files at once: shown, asked about, written.

use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use crate::cli::shared::patch;
use crate::cli::shared::terminal::Terminal;
use crate::cli::{CLEAN, FOUND};
use crate::register::Register;
use crate::run::inputs::Session;
use crate::text::Source;

/// How a change is agreed on.
#[derive(Debug, Args)]
pub(crate) struct Agreement {
    /// Write without asking
    #[arg(long, short, conflicts_with = "diff")]
    yes: bool,
    /// Show what would change, and write nothing
    #[arg(long)]
    diff: bool,
    /// The register, or a folder to search [default: the current folder]; its translations beside
    /// it are changed, too
    #[arg(long = "in", value_name = "PATH")]
    pub(crate) places: Vec<PathBuf>,
}

/// What some files are to become.
#[derive(Debug, Default)]
pub(crate) struct Proposal {
    files: Vec<(usize, Source)>,
}

impl Proposal {
    /// Adds what the file at `at` is to become.
    pub(crate) fn add(&mut self, at: usize, new: Source) {
        self.files.push((at, new));
    }

    /// Shows the changes, asks where somebody is there to answer, and writes.
    pub(crate) fn settle(
        self,
        session: &mut Session,
        agreement: &Agreement,
        terminal: &Terminal,
    ) -> Result<u8> {
        if self.files.is_empty() {
            terminal.say("nothing changes: the register says so already");
            return Ok(session.code(CLEAN));
        }
        let is_asked = !agreement.yes
            && !agreement.diff
            && io::stdin().is_terminal()
            && io::stderr().is_terminal();
        if agreement.diff || is_asked {
            patch::show(session, &self.files, terminal)?;
        }
        if agreement.diff {
            return Ok(session.code(FOUND));
        }
        if is_asked && !is_agreed(terminal)? {
            terminal.say("nothing was written");
            return Ok(session.code(CLEAN));
        }
        // All or none: a register and its translation must not part ways.
        self.files.iter().try_for_each(|(at, _)| session.expect_writable(*at))?;
        for (at, new) in self.files {
            if session.write(at, new, terminal) {
                let path = session.sources[at].path();
                terminal.say(&format!("wrote {}", Terminal::name(Path::new(&**path))));
            }
        }
        Ok(session.code(CLEAN))
    }
}

fn is_agreed(terminal: &Terminal) -> Result<bool> {
    terminal.ask("write this? [y/N] ");
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "e" | "evet"))
}

/// The family that a register and its translations share: its own path where it has none.
pub(crate) fn family(session: &Session, register: &Register<'_>) -> String {
    let path = register.source.path();
    let family = session.settings.family(path).map(|(family, _)| family);
    family.map_or_else(|| path.to_string(), |family| family.to_string_lossy().into_owned())
}
