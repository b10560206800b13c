//! Open deadlines as a calendar to subscribe to: RFC 5545.

use std::collections::HashMap;
use std::io::{self, Write};

use jiff::ToSpan;
use jiff::civil::Date;

use crate::run::deadlines::{Deadlines, EntryDeadline};
use crate::text::char_start;
use crate::timeline::Outcome;

pub(crate) fn write(all: &Deadlines, out: &mut dyn Write) -> io::Result<()> {
    let program = concat!("PRODID:-//gapreg//gapreg ", env!("CARGO_PKG_VERSION"), "//EN");
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", program, "CALSCALE:GREGORIAN"] {
        line(text, out)?;
    }
    for register in &all.registers {
        let mut names: HashMap<&str, usize> = HashMap::new();
        for entry in &register.entries {
            let name = entry.id.as_deref().unwrap_or(&entry.title);
            let count = names.entry(name).or_default();
            *count += 1;
            // Two entries may have one ID; two events must not.
            let again = if *count > 1 { format!("-{count}") } else { String::new() };
            if let Some(next) = entry.next_day() {
                event(entry, next, &format!("{}#{name}{again}", register.path), all.day, out)?;
            }
        }
    }
    line("END:VCALENDAR", out)
}

fn event(
    entry: &EntryDeadline,
    due: Date,
    place: &str,
    day: Date,
    out: &mut dyn Write,
) -> io::Result<()> {
    let id = entry.id.as_ref().map_or(String::new(), |id| format!("{id} "));
    let facts = [&entry.priority, &entry.status, &entry.owner].into_iter().flatten();
    let facts: Vec<&str> = facts.map(String::as_str).collect();
    // A calendar replaces an event by one with a later stamp.
    let stamp = entry.changed.or(entry.first_seen).unwrap_or(day);
    line("BEGIN:VEVENT", out)?;
    line(&format!("UID:{}@gapreg", escaped(place)), out)?;
    line(&format!("DTSTAMP:{}T000000Z", plain(stamp)), out)?;
    line(&format!("DTSTART;VALUE=DATE:{}", plain(due)), out)?;
    line(&format!("DTEND;VALUE=DATE:{}", plain(due.saturating_add(1.day()))), out)?;
    let end = if entry.outcome == Outcome::Accepted { " (acceptance ends)" } else { "" };
    line(&format!("SUMMARY:{}", escaped(&format!("{id}{}{end}", entry.title))), out)?;
    line(&format!("DESCRIPTION:{}", escaped(&format!("{}\n{place}", facts.join(", ")))), out)?;
    line("TRANSP:TRANSPARENT", out)?;
    line("END:VEVENT", out)
}

fn plain(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The longest line that a calendar may hold, in bytes.
const LONGEST: usize = 75;

/// Writes a line, folded where it is too long.
fn line(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = text;
    let mut room = LONGEST;
    while rest.len() > room {
        let end = char_start(rest, room);
        write!(out, "{}\r\n ", &rest[..end])?;
        rest = &rest[end..];
        // The blank at the start of the next line counts, too.
        room = LONGEST - 1;
    }
    write!(out, "{rest}\r\n")
}
