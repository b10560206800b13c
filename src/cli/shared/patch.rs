//! What would change, shown as people know it from git.

use std::io::{self, Write};

use anyhow::Result;
use owo_colors::{OwoColorize, Style};
use similar::udiff::UnifiedHunkHeader;
use similar::{DiffTag, group_diff_ops};

use crate::cli::shared::terminal::Terminal;
use crate::output::printable;
use crate::run::Inputs;
use crate::run::writes::NewText;
use crate::text::{Source, difference};

/// Shows what files would become; nothing where there is nothing to show.
pub(crate) fn show(inputs: &Inputs, new: &[NewText], terminal: &Terminal) -> Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    // At once, as the results may go to a file.
    terminal.quote(|out| {
        new.iter().try_for_each(|new| write(&inputs.sources[new.at], &new.source, out))
    })
}

/// How many lines around a change are shown with it.
const AROUND: usize = 3;

/// Writes the difference between a file and what it would become.
fn write(old: &Source, new: &Source, out: &mut dyn Write) -> io::Result<()> {
    let [old_lines, new_lines] =
        [old, new].map(|source| source.text().split_inclusive('\n').collect::<Vec<_>>());
    let changes = difference::of_lines(&old_lines, &new_lines);
    if changes.iter().all(|change| change.tag() == DiffTag::Equal) {
        return Ok(());
    }
    let name = printable(old.path());
    writeln!(out, "{}", format_args!("--- {name}").red())?;
    writeln!(out, "{}", format_args!("+++ {name}").green())?;
    for hunk in group_diff_ops(changes, AROUND) {
        writeln!(out, "{}", UnifiedHunkHeader::new(&hunk).cyan())?;
        for change in hunk {
            let (tag, gone, come) = change.as_tag_tuple();
            if tag == DiffTag::Equal {
                write_lines(' ', &old_lines[gone], Style::new(), out)?;
            } else {
                write_lines('-', &old_lines[gone], Style::new().red(), out)?;
                write_lines('+', &new_lines[come], Style::new().green(), out)?;
            }
        }
    }
    Ok(())
}

/// Writes lines after their sign, and says where the file ends without a line end.
fn write_lines(sign: char, lines: &[&str], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for line in lines {
        let end = ["\r\n", "\n"].into_iter().find(|end| line.ends_with(end));
        let text = printable(&line[..line.len() - end.map_or(0, str::len)]);
        write!(out, "{}", format_args!("{sign}{text}").style(style))?;
        write!(out, "{}", end.unwrap_or("\n\\ No newline at end of file\n"))?;
    }
    Ok(())
}
