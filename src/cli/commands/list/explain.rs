//! What holds entries, what could hold them, and why.

use std::io::{self, Write};

use anyhow::Result;
use owo_colors::OwoColorize;

use crate::cli::shared::terminal::Terminal;
use crate::finding::{counted, in_lines};
use crate::output::printable;
use crate::register::{Candidate, Register};
use crate::settings::Settings;
use crate::text::LineIndex;

/// Shows the candidates of each register.
pub(super) fn show(
    registers: &[Register<'_>],
    settings: &Settings,
    terminal: &Terminal,
) -> Result<()> {
    let mut text = Vec::new();
    for (at, register) in registers.iter().enumerate() {
        if at > 0 {
            writeln!(text)?;
        }
        write_register(register, settings, &mut text)?;
    }
    terminal.quote(|out| out.write_all(&text))?;
    Ok(())
}

fn write_register(
    register: &Register<'_>,
    settings: &Settings,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let entries = counted(register.entries.len(), "entry", "entries");
    let path = printable(register.source.path());
    writeln!(out, "{} {}", path.bold(), format_args!("({entries})").dimmed())?;
    let index = LineIndex::new(register.source);
    let reading = settings.reading();
    if reading.declaration(register.source.path()).is_some() {
        writeln!(out, "  its entries are declared in the configuration, nothing is guessed")?;
    }
    register
        .candidates(reading)
        .iter()
        .try_for_each(|candidate| write_candidate((register, settings), candidate, &index, out))
}

fn write_candidate(
    (register, settings): (&Register<'_>, &Settings),
    candidate: &Candidate,
    index: &LineIndex<'_>,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let line = |offset: u32| index.position(offset as usize).line;
    let place = in_lines(line(candidate.span.start), line(candidate.span.end));
    let Candidate { count, taken, .. } = *candidate;
    let result = match taken {
        0 => "not taken".to_owned(),
        _ if taken == count => counted(taken, "entry", "entries"),
        _ => format!("{} of {count} members", counted(taken, "entry", "entries")),
    };
    writeln!(out, "  {}, {place}: {result}", candidate.what.word())?;
    for (side, facts) in [("for    ", &candidate.reasons), ("against", &candidate.objections)] {
        if !facts.is_empty() {
            writeln!(out, "    {side}  {}", printable(&facts.join("; ")))?;
        }
    }
    let unread = register.unread.iter().find(|unread| {
        let (own, other) = (candidate.span, unread.span);
        unread.what == candidate.what && own.start < other.end && other.start < own.end
    });
    if let Some(unread) = unread.filter(|_| taken == 0) {
        let path = settings.relative(register.source.path());
        let line = register.declaration_of(unread, &path.to_string_lossy().replace('\\', "/"));
        writeln!(out, "    `{}` in gapreg.yaml takes it", printable(&line))?;
    }
    Ok(())
}
