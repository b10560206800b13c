//! What people, editors and merges do to a register: cells, fields, fences, encodings, line ends and
//! markers change.

use std::fmt;

use proptest::prelude::*;
use proptest::sample::Index;

use super::texts::PAIRS;

/// Values and signs that come into cells and fields.
const VALUES: [&str; 26] = [
    "Open",
    "Opne",
    "In Progress",
    "Fixed",
    "Doğrulandı",
    "açık",
    "P0",
    "p1",
    "P9",
    "High",
    "7d",
    "14 days",
    "soon",
    "TBD",
    "",
    "2026-01-04",
    "4 Ocak 2026",
    "03.02.2026",
    "2026-13-45",
    "G-001",
    "G-777",
    "Back\\|end",
    "`a|b`",
    "waits for **legal**",
    "Ã¼Ã§ gÃ¼n",
    "G\u{2011}001",
];

/// Lines that open, close, hide or break something.
const LINES: [&str; 22] = [
    "```",
    "~~~",
    "<!--",
    "-->",
    "<details>",
    "---",
    "- **ID:** G-001",
    "- **Status:** Closed",
    "- **Prioirty:** P1",
    "- **SLA:** soon",
    "### 1.9 Core → Desk → Something is lost",
    "## Release criteria",
    "- [ ] a check that nobody made",
    "| G-777 | Core | Lost | High | Open | Desk | - |",
    "| x |",
    "<!-- gapreg-ignore bad-sla: agreed -->",
    "<!-- gapreg-ignore-file missing-id: old -->",
    "<!-- gapreg-ignore sla-of-default: agreed -->",
    "> SLA default: `P0=24h, P1=7d, P2=30d`",
    "<<<<<<< ours",
    "Paragraph that somebody added.",
    "",
];

#[derive(Clone, Debug)]
enum Change {
    DropLine(Index),
    RepeatLine(Index),
    SwapLines(Index, Index),
    CutOff(Index),
    InsertLine(Index, &'static str),
    /// The value of a field becomes another.
    SetField(Index, &'static str),
    /// A cell of a row of a table becomes another.
    SetCell(Index, Index, &'static str),
    /// Letters are read in a wrong encoding, in one line or in all.
    BreakLetters(Index),
    BreakAllLetters,
    /// Letters beyond ASCII become question marks.
    LoseLetters(Index),
    /// One line ends otherwise.
    OtherEnd(Index),
    AllEnds,
    NoLastEnd,
}

#[derive(Clone)]
pub struct Case {
    pub name: String,
    pub leading: String,
    pub mirror: String,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)
    }
}

pub fn cases() -> impl Strategy<Value = Case> {
    let changes = || prop::collection::vec(change(), 0..5);
    (any::<Index>(), changes(), changes()).prop_map(|(at, leading, mirror)| {
        let pair = at.get(&PAIRS);
        let name = format!("{}, {leading:?}, mirror {mirror:?}", pair.name);
        Case {
            name,
            leading: changed(&pair.leading, &leading),
            mirror: changed(&pair.mirror, &mirror),
        }
    })
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    let value = || prop::sample::select(VALUES.to_vec());
    let line = prop::sample::select(LINES.to_vec());
    prop_oneof![
        2 => at().prop_map(Change::DropLine),
        1 => at().prop_map(Change::RepeatLine),
        1 => (at(), at()).prop_map(|(a, b)| Change::SwapLines(a, b)),
        1 => at().prop_map(Change::CutOff),
        3 => (at(), line).prop_map(|(at, line)| Change::InsertLine(at, line)),
        6 => (at(), value()).prop_map(|(at, value)| Change::SetField(at, value)),
        6 => (at(), at(), value()).prop_map(|(a, b, value)| Change::SetCell(a, b, value)),
        1 => at().prop_map(Change::BreakLetters),
        1 => Just(Change::BreakAllLetters),
        1 => at().prop_map(Change::LoseLetters),
        1 => at().prop_map(Change::OtherEnd),
        1 => Just(Change::AllEnds),
        1 => Just(Change::NoLastEnd),
    ]
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    for change in changes {
        if !lines.is_empty() {
            apply(change, &mut lines);
        }
    }
    lines.concat()
}

fn apply(change: &Change, lines: &mut Vec<String>) {
    let len = lines.len();
    match change {
        Change::DropLine(at) => drop(lines.remove(at.index(len))),
        Change::RepeatLine(at) => lines.insert(at.index(len), lines[at.index(len)].clone()),
        Change::SwapLines(a, b) => lines.swap(a.index(len), b.index(len)),
        Change::CutOff(at) => lines.truncate(at.index(len) + 1),
        Change::InsertLine(at, line) => lines.insert(at.index(len), format!("{line}\n")),
        Change::SetField(at, value) => set_field(lines, *at, value),
        Change::SetCell(at, cell, value) => set_cell(lines, (*at, *cell), value),
        Change::BreakLetters(at) => {
            let at = at.index(len);
            lines[at] = broken(&lines[at]);
        }
        Change::BreakAllLetters => lines.iter_mut().for_each(|line| *line = broken(line)),
        Change::LoseLetters(at) => {
            let at = at.index(len);
            lines[at] = lines[at].replace(|c: char| !c.is_ascii(), "?");
        }
        Change::OtherEnd(at) => {
            let at = at.index(len);
            lines[at] = with_other_end(&lines[at]);
        }
        Change::AllEnds => lines.iter_mut().for_each(|line| *line = with_other_end(line)),
        Change::NoLastEnd => {
            let last = lines.pop().unwrap_or_default();
            lines.push(last.trim_end().to_owned());
        }
    }
}

fn set_field(lines: &mut [String], at: Index, value: &str) {
    let is_field = |line: &&mut String| line.contains(":** ") || line.contains("**: ");
    let mut fields: Vec<&mut String> = lines.iter_mut().filter(is_field).collect();
    if fields.is_empty() {
        return;
    }
    let at = at.index(fields.len());
    let line = &mut *fields[at];
    let start =
        line.find("** ").or_else(|| line.find("**: ")).map(|at| line[at..].find(' ').unwrap() + at);
    let end = line.trim_end().len();
    if let Some(start) = start.filter(|start| *start < end) {
        line.replace_range(start + 1..end, value);
    }
}

fn set_cell(lines: &mut [String], (at, cell): (Index, Index), value: &str) {
    let is_row = |line: &&mut String| line.starts_with('|') && !line.contains("--");
    let mut rows: Vec<&mut String> = lines.iter_mut().filter(is_row).collect();
    if rows.is_empty() {
        return;
    }
    let at = at.index(rows.len());
    let line = &mut *rows[at];
    let bars: Vec<usize> = line.match_indices('|').map(|(at, _)| at).collect();
    if bars.len() > 1 {
        let cell = cell.index(bars.len() - 1);
        line.replace_range(bars[cell] + 1..bars[cell + 1], &format!(" {value} "));
    }
}

/// A text as it looks when its bytes are taken for those of Windows-1252.
fn broken(line: &str) -> String {
    let (text, _, _) = encoding_rs::WINDOWS_1252.decode(line.as_bytes());
    text.into_owned()
}

fn with_other_end(line: &str) -> String {
    match line.strip_suffix('\n') {
        Some(line) if line.ends_with('\r') => format!("{}\n", line.trim_end_matches('\r')),
        Some(line) => format!("{line}\r\n"),
        None => line.to_owned(),
    }
}
