//! `gapreg instructions`.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::cli::shared::exit::CLEAN;
use crate::cli::shared::terminal::Terminal;
use crate::files;
use crate::run::inputs::shown;

/// What is printed, word for word.
const PAGE: &str = include_str!("instructions.md");

/// The comments between which the page is kept.
const BEGIN: &str = "<!-- gapreg:instructions (written by `gapreg instructions --write`) -->";
const END: &str = "<!-- /gapreg:instructions -->";
/// Any version of the first comment starts so.
const BEGIN_START: &str = "<!-- gapreg:instructions";

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg instructions                     print the page
  gapreg instructions --write AGENTS.md   keep it in a file that coding agents read";

#[derive(Debug, Args)]
pub(crate) struct InstructionsArgs {
    /// Keep the page in this file, between two comments, and leave its other text as it is
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
}

pub(crate) fn run(args: &InstructionsArgs, terminal: &Terminal) -> Result<u8> {
    match &args.write {
        Some(path) => keep(path, terminal)?,
        None => terminal.print(|out| out.write_all(PAGE.as_bytes()))?,
    }
    Ok(CLEAN)
}

/// No file for agents is larger.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Puts the page into a file, which is made where it is not there yet.
fn keep(path: &Path, terminal: &Terminal) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    // Another run may be about to write to the same file.
    let _lock = files::lock_folder(folder.unwrap_or(Path::new(".")));
    let unreadable = || format!("cannot read `{}`", shown(path));
    let old = if path.symlink_metadata().is_ok() {
        let bytes = files::bytes(path, LARGEST).with_context(unreadable)?;
        Some(String::from_utf8(bytes).with_context(unreadable)?)
    } else {
        None
    };
    let new = with_page(old.as_deref().unwrap_or_default())
        .with_context(|| format!("`{}` was not written", shown(path)))?;
    if old.as_ref() == Some(&new) {
        terminal.say(&format!("{} is up to date", shown(path)));
        return Ok(());
    }
    files::put(path, &new)?;
    terminal.say(&format!("wrote {}", shown(path)));
    Ok(())
}

/// A text with the page between its comments, or at its end where it has none.
fn with_page(old: &str) -> Result<String> {
    let is_crlf = old.contains("\r\n");
    let page = format!("{BEGIN}\n{PAGE}{END}");
    let page = if is_crlf { page.replace('\n', "\r\n") } else { page };
    let line_end = if is_crlf { "\r\n" } else { "\n" };
    let begins: Vec<usize> = line_starts(old, BEGIN_START);
    let ends: Vec<usize> = line_starts(old, END);
    match (&begins[..], &ends[..]) {
        ([], []) if old.trim().is_empty() => Ok(format!("{page}{line_end}")),
        ([], []) => {
            let gap = if old.ends_with('\n') { "" } else { line_end };
            Ok(format!("{old}{gap}{line_end}{page}{line_end}"))
        }
        ([begin], [end]) if begin < end => {
            Ok(format!("{}{page}{}", &old[..*begin], &old[end + END.len()..]))
        }
        _ => bail!(
            "it must have one line `{BEGIN_START} … -->` and below it one line `{END}`, or neither; \
             correct that, and run the command again"
        ),
    }
}

/// Where lines of a text start with a mark.
fn line_starts(text: &str, mark: &str) -> Vec<usize> {
    let found = text.match_indices(mark).map(|(at, _)| at);
    found.filter(|&at| at == 0 || text[..at].ends_with('\n')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_put_at_the_end_and_then_replaced() {
        let first = with_page("# Our agents\n\nBe kind.\n").unwrap();
        assert!(first.starts_with("# Our agents\n\nBe kind.\n\n<!-- gapreg:instructions"));
        assert_eq!(with_page(&first).unwrap(), first);
        let older = first.replace(PAGE, "an older page\n") + "\nMore of ours.\n";
        assert_eq!(with_page(&older).unwrap(), first + "\nMore of ours.\n");
    }

    #[test]
    fn line_endings_are_kept() {
        let text = with_page("Ours\r\n").unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert_eq!(with_page(&text).unwrap(), text);
    }

    #[test]
    fn comments_that_do_not_belong_together_are_refused() {
        for text in [
            format!("{END}\n{BEGIN}\n"),
            format!("{BEGIN}\n"),
            format!("{BEGIN}\n{END}\n{BEGIN}\n{END}\n"),
        ] {
            assert!(with_page(&text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_page_is_short() {
        assert!(PAGE.split_whitespace().count() < 2000);
        assert!(!PAGE.contains(BEGIN_START) && !PAGE.contains(END));
    }
}
