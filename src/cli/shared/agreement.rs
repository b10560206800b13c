//! Changes to several files at once: shown, asked about, written.

use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use super::changes;
use super::exit::{self, CLEAN, FOUND};
use super::patch;
use super::terminal::Terminal;
use crate::run::writes::NewText;
use crate::run::{Inputs, Project};

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
    places: Vec<PathBuf>,
}

impl Agreement {
    /// Parts `KEY=VALUE` arguments from the paths beside them; all places, those of `--in` first.
    pub(crate) fn part(&self, given: &[String]) -> (Vec<String>, Vec<PathBuf>) {
        let is_path = |given: &String| !given.contains('=') && Path::new(given).exists();
        let (paths, changes): (Vec<String>, Vec<String>) = given.iter().cloned().partition(is_path);
        let places = self.places.iter().cloned();
        (changes, places.chain(paths.into_iter().map(PathBuf::from)).collect())
    }

    fn asks(&self) -> bool {
        !self.yes && !self.diff && io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Whether a person reads the changes before anything is written.
    pub(crate) fn only_shows_or_asks(&self) -> bool {
        self.diff || self.asks()
    }

    /// Shows the changes, asks on a terminal, writes, and lists what was written.
    pub(crate) fn settle(
        &self,
        new: Vec<NewText>,
        inputs: &mut Inputs,
        project: &Project,
        terminal: &Terminal,
    ) -> Result<u8> {
        if new.is_empty() {
            terminal.say("nothing changes: the register says so already");
            return Ok(exit::code(inputs, CLEAN));
        }
        if let Some(why) = inputs.unread_translation(&new, project) {
            return Err(why);
        }
        let is_asked = self.asks();
        if self.diff || is_asked {
            patch::show(inputs, &new, terminal)?;
        }
        if self.diff {
            return Ok(exit::code(inputs, FOUND));
        }
        if is_asked && !is_agreed(terminal)? {
            terminal.say("nothing was written");
            return Ok(exit::code(inputs, CLEAN));
        }
        // All or none: a register and its translation are changed together.
        new.iter().try_for_each(|new| inputs.expect_writable(new.at))?;
        changes::write_and_say(new, inputs, project, terminal);
        Ok(exit::code(inputs, CLEAN))
    }
}

fn is_agreed(terminal: &Terminal) -> Result<bool> {
    terminal.ask("write this? [y/N] ");
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "e" | "evet"))
}
