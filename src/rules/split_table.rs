//! `split-table`: rows that are in no table, because a blank line or a broken rule cuts them off.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety, counted};
use crate::register::{EntryTable, Register};
use crate::text::Span;
use crate::values::split_id;

pub(super) const RULE: Rule = Rule {
    name: "split-table",
    group: Group::Tables,
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("split_table.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    report_pasted(cx, found);
    for Rows { span, count, table } in loose_rows(cx) {
        let first = cx.register.source.line_at(span.start as usize);
        if let Some(table) = table {
            let rows = counted(count, "row below it is", "rows below it are");
            // A register with a form of its own is read all the same.
            let what = if cx.is_generic() { "in no table on the page" } else { "not read" };
            let message = format!("an empty line cuts the table in two; {rows} {what}");
            let gap = Span { start: table.end, end: span.start };
            let newline = cx.register.source.newline_at(table.start as usize);
            let fix = Fix::replace(Safety::Safe, "remove the empty line", gap, newline);
            let finding = found.at(first, message);
            finding.related(table, "the table ends here").fix(fix);
            if cx.is_generic() {
                finding.at_most(Level::Warning);
            }
        } else {
            let below =
                cx.register.source.line_at(cx.register.source.next_line(span.start as usize));
            let is_broken = is_broken_rule(cx.register.text(below));
            let why = if is_broken {
                "line under the header is broken"
            } else {
                "line of hyphens under the header is missing"
            };
            let message = format!("these lines are not a table, as the {why}");
            found
                .at(first, message)
                .related(below, "one `---` for each column is needed here")
                .help(
                    "write as many columns of hyphens as the header has, with pipes between them",
                );
        }
    }
}

/// Lines right below a table that Markdown shows as rows of one cell, as they were pasted from a spreadsheet.
fn report_pasted(cx: &Context<'_>, found: &mut Findings) {
    let register = cx.register;
    let of_entries = register.entry_tables.iter().map(|table| table.span);
    let tables = register.triage.iter().map(|table| table.span).chain(of_entries);
    for table in tables {
        let pasted = |line: &Span| is_pasted(cx, register.text(*line));
        let lines: Vec<Span> = lines_of(register, table).skip(2).filter(pasted).collect();
        let Some((first, rest)) = lines.split_first() else { continue };
        let count = rest.len() + 1;
        let (lines, are) = (counted(count, "line", "lines"), if count == 1 { "is" } else { "are" });
        let rows = if count == 1 { "a row of one cell" } else { "rows of one cell" };
        found
            .at(*first, format!("{lines} below the table {are} {rows}, as no `|` parts the values"))
            .help("write `|` between the values and at both ends, or leave an empty line above");
    }
}

fn lines_of<'r>(register: &'r Register<'_>, table: Span) -> impl Iterator<Item = Span> + 'r {
    let mut at = table.start as usize;
    register.text(table).split_inclusive('\n').map(move |line| {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        span
    })
}

/// Whether a line without pipes has the values of a row: it has tabs, or begins with an ID and has other signs that
/// part values.
fn is_pasted(cx: &Context<'_>, line: &str) -> bool {
    const FEWEST: usize = 2;
    if line.contains('|') || line.trim().is_empty() {
        return false;
    }
    let count = |sign: char| line.matches(sign).count();
    let first = line.trim().split(['\t', ',', ';']).next().unwrap_or_default().trim();
    let prefix = |id: &str| split_id(id).map(|(prefix, ..)| prefix.to_ascii_uppercase());
    let known = || cx.register.ids().next().and_then(prefix);
    let is_of_id = || prefix(first).is_some_and(|own| Some(own) == known());
    count('\t') >= FEWEST
        || ([';', ','].into_iter().any(|sign| count(sign) >= FEWEST) && is_of_id())
}

/// Lines that look like rows and are in no table.
struct Rows {
    span: Span,
    count: usize,
    /// The last line of the table from which an empty line cuts them off; without it, they are a table
    /// whose rule is broken.
    table: Option<Span>,
}

/// Whether a line outside the tables starts with a pipe.
fn has_loose_pipe(register: &Register<'_>) -> bool {
    let text = register.source.text();
    let (mut start, end) = (0, text.len()..text.len());
    let mut gaps = register.tables.iter().map(|table| table.range()).chain(std::iter::once(end));
    gaps.any(|table| {
        let gap = start..table.start.max(start);
        start = table.end;
        // The first line of a table is not in front of it.
        let gap = text.get(gap).unwrap_or_default();
        gap.starts_with('|') || memchr::memmem::find(gap.as_bytes(), b"\n|").is_some()
    })
}

fn loose_rows(cx: &Context<'_>) -> Vec<Rows> {
    let register = cx.register;
    let text = register.source.text();
    if !has_loose_pipe(register) {
        return Vec::new();
    }
    // Sorted, as tables are found in order.
    let is_in_table = |at: usize| {
        let next = register.tables.partition_point(|table| table.end as usize <= at);
        register.tables.get(next).is_some_and(|table| table.start as usize <= at)
    };
    let mut found: Vec<Rows> = Vec::new();
    let (mut at, mut is_code) = (0, false);
    // The last line that is not empty, and the group of rows that may go on.
    let (mut before, mut open): (Option<Span>, bool) = (None, false);
    for whole in text.split_inclusive('\n') {
        let line = Span::new(at, at + whole.trim_end().len());
        is_code ^= ["```", "~~~"].iter().any(|fence| whole.trim_start().starts_with(fence));
        let is_row = whole.starts_with('|') && !is_code && !is_in_table(at);
        if is_row && open {
            if let Some(rows) = found.last_mut() {
                rows.span.end = line.end;
                rows.count += 1;
            }
        } else if is_row {
            let table = before.filter(|before| is_in_table(before.start as usize));
            found.push(Rows { span: line, count: 1, table });
        }
        open = is_row;
        if !line.is_empty() {
            before = Some(line);
        }
        at += whole.len();
    }
    found.retain(
        |rows| if cx.is_generic() { are_of_entries(cx, rows) } else { is_meant(register, rows) },
    );
    found
}

/// Whether the lines are rows of the triage table: they have as many cells as the table above them,
/// or, where no table is read, a line of hyphens among them.
fn is_meant(register: &Register<'_>, rows: &Rows) -> bool {
    let lines: Vec<&str> = register.text(rows.span).lines().collect();
    // Of a table in parts, each is one that rows may be cut off from.
    let is_of_triage = |line: Span| register.triage.iter().any(|part| part.span.contains(line));
    match rows.table {
        Some(table) if !is_of_triage(table) => false,
        Some(table) => lines.iter().all(|line| cells(line) == cells(register.text(table))),
        None => {
            register.triage.is_empty()
                && lines.len() > 2
                && lines.get(1).is_some_and(|line| is_broken_rule(line))
        }
    }
}

/// Whether the lines are rows of entries: they have as many cells as the table of entries above them, or the first
/// of them has the labels of a header.
fn are_of_entries(cx: &Context<'_>, rows: &Rows) -> bool {
    const FEWEST_LABELS: usize = 3;
    if cx.register.comments.iter().any(|comment| comment.contains(rows.span)) {
        return false;
    }
    let text = cx.register.text(rows.span);
    let mut lines = text.lines();
    if let Some(table) = rows.table {
        let is_of = |entries: &EntryTable| entries.span.contains(table);
        return cx.register.entry_tables.iter().any(is_of)
            && lines.all(|line| cells(line) == cells(cx.register.text(table)));
    }
    let header = lines.next().unwrap_or_default();
    let labels = header.split('|').filter(|cell| cx.words().key(cell.trim()).is_some());
    labels.count() >= FEWEST_LABELS
        && lines.next().is_some()
        && lines.all(|line| cells(line) == cells(header))
}

/// How many pipes part the cells of a line.
fn cells(line: &str) -> usize {
    line.replace("\\|", "").matches('|').count()
}

fn is_broken_rule(line: &str) -> bool {
    line.contains("--") && !line.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_hyphens_has_no_words() {
        assert!(is_broken_rule("|--+---|") && is_broken_rule("| --- | ---"));
        assert!(!is_broken_rule("| a | -- |") && !is_broken_rule("| | |"));
    }
}
