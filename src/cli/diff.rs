//! What would change, shown as people know it from git.

use std::io::{self, Write};

use anyhow::Result;
use owo_colors::OwoColorize;
use similar::TextDiff;

use super::session::Session;
use super::terminal::Terminal;
use crate::output::printable;
use crate::text::Source;

/// Shows what some of the sources would become; nothing where there is nothing to show.
pub(super) fn show(session: &Session, new: &[(usize, Source)], terminal: &Terminal) -> Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    // At once, as the results may go to a file.
    terminal
        .quote(|out| new.iter().try_for_each(|(at, new)| write(&session.sources[*at], new, out)))
}

/// Writes the difference between a file and what it would become.
fn write(old: &Source, new: &Source, out: &mut dyn Write) -> io::Result<()> {
    let diff = TextDiff::from_lines(old.text(), new.text());
    let name = printable(old.path());
    let unified = diff.unified_diff().context_radius(3).header(&name, &name).to_string();
    for line in unified.split_inclusive('\n') {
        let end = ["\r\n", "\n"].into_iter().find(|end| line.ends_with(end)).unwrap_or("");
        let text = printable(&line[..line.len() - end.len()]);
        match text.as_bytes().first() {
            Some(b'+') => write!(out, "{}{end}", text.green())?,
            Some(b'-') => write!(out, "{}{end}", text.red())?,
            Some(b'@') => write!(out, "{}{end}", text.cyan())?,
            _ => write!(out, "{text}{end}")?,
        }
    }
    Ok(())
}
