//! Rows that are entries: their cells, and new rows in the form of others.

use unicode_width::UnicodeWidthStr;

use crate::finding::Edit;
use crate::register::{Entry, EntryRow, Form, Register};
use crate::text::{Span, next_link, with_escaped_pipes};
use crate::vocabulary::Key;

/// What a new row says.
pub(crate) struct NewRow<'v> {
    pub heading: &'v str,
    pub values: &'v [(Key, String)],
    /// The texts of columns for which no value is given, by their places.
    pub others: &'v [&'v str],
}

impl Register<'_> {
    /// The edit that fills the empty cell of a row; none where the table has no such column.
    pub(super) fn cell_insertion(&self, row: &EntryRow, key: Key, value: &str) -> Option<Edit> {
        let columns = &self.entry_tables.get(row.table as usize)?.columns;
        let at = columns.iter().position(|column| column.key == Some(key))?;
        self.filled_cell(*row.cells.get(at)?, value)
    }

    /// The edit that fills the empty cell of the row that sums an entry up.
    pub(crate) fn cell_edit(&self, entry: &Entry, key: Key, value: &str) -> Option<Edit> {
        self.filled_cell(self.free_cell(entry, key)?, value)
    }

    /// The edit that fills an empty cell.
    pub(crate) fn filled_cell(&self, span: Span, value: &str) -> Option<Edit> {
        let (before, after) = self.source.text().split_at(span.start as usize);
        let blanks = |c: char| c == ' ' || c == '\t';
        let (left, right) = (before.trim_end_matches(blanks), after.trim_start_matches(blanks));
        // A short row has no cell after its last pipe, and the first may have none before it.
        let start = if left.ends_with('|') { left.len() } else { span.start as usize };
        let margin = if left.ends_with('|') { " " } else { "" };
        let end = before.len() + after.len() - right.len();
        let text = format!("{margin}{} ", in_cell(value));
        right.starts_with('|').then(|| Edit { span: Span::new(start, end), text })
    }

    /// Whether a span lies in a table whose rows are entries, where pipes must be escaped.
    pub(crate) fn is_in_row(&self, span: Span) -> bool {
        self.entry_tables.iter().any(|table| table.span.contains(span))
            || self
                .entries
                .iter()
                .any(|entry| matches!(entry.form, Form::Row(_)) && entry.span.contains(span))
    }

    /// A new row in the form of another.
    pub(crate) fn row_like(&self, model: &Entry, row: &EntryRow, new: &NewRow<'_>) -> String {
        let NewRow { heading, values, others } = *new;
        let columns = self.entry_tables.get(row.table as usize).map_or(&[][..], |t| &t.columns);
        let line = self.text(model.span);
        let mut out = String::with_capacity(line.len());
        let mut at = model.span.start;
        for (place, (column, &cell)) in columns.iter().zip(&row.cells).enumerate() {
            out.push_str(self.text(Span { start: at, end: cell.start.max(at) }));
            let given = column.key.and_then(|key| values.iter().find(|(known, _)| *known == key));
            let is_title = cell.contains(model.title) && !model.title.is_empty();
            let text = match given {
                Some((Key::Id, id)) => self.reached(self.id_cell(model, cell, id, heading)),
                _ if is_title => in_cell(heading),
                Some((_, value)) => in_cell(value),
                None if model.number == Some(cell) => next_number(self.text(cell)),
                None => others.get(place).map_or_else(String::new, |text| in_cell(text)),
            };
            let room = self.text(cell).width() + self.blanks_after(cell).saturating_sub(1);
            let gap =
                if self.blanks_after(cell) > 1 { room.saturating_sub(text.width()) } else { 0 };
            let kept = if self.blanks_after(cell) > 1 { 1 } else { self.blanks_after(cell) };
            // The blank of an empty cell is behind its place.
            if kept > 0 && !text.is_empty() && out.ends_with('|') {
                out.push(' ');
            }
            out.push_str(&text);
            out.push_str(&" ".repeat(gap + kept));
            at = cell.end + self.blanks_after(cell) as u32;
        }
        out + self.text(Span { start: at.min(model.span.end), end: model.span.end })
    }

    /// A cell without its link, where that leads to a place of the file that is not there: not every row has a
    /// section.
    fn reached(&self, cell: String) -> String {
        let Some(link) = next_link(&cell) else { return cell };
        let place = link.target.strip_prefix('#');
        if place.is_none_or(|place| self.has_anchor(place)) {
            return cell;
        }
        format!("{}{}{}", link.before, link.words, link.after)
    }

    fn blanks_after(&self, cell: Span) -> usize {
        let after = &self.source.text()[cell.end as usize..];
        after.len() - after.trim_start_matches(' ').len()
    }

    /// The cell of an ID, with the marks of the model's, and with the title where the model has it
    /// in the same cell.
    fn id_cell(&self, model: &Entry, cell: Span, id: &str, heading: &str) -> String {
        let Some(old) = model.id.filter(|old| cell.contains(*old)) else { return id.to_owned() };
        // The new entry is not struck out.
        let text = |start, end| self.text(Span { start, end }).replace('~', "");
        if cell.contains(model.heading) && model.heading.start >= old.end {
            let title = Span { start: old.end, end: model.heading.start };
            let rest = text(model.heading.end, cell.end);
            let between = text(title.start, title.end);
            let before = text(cell.start, old.start);
            let cell = format!("{before}{id}{between}{}{rest}", in_cell(heading));
            return with_own_address(&cell, [self.text(old), id], ["", ""]);
        }
        let cell = format!("{}{id}{}", text(cell.start, old.start), text(old.end, cell.end));
        with_own_address(&cell, [self.text(old), id], ["", ""])
    }
}

/// A text whose first link is that of an old ID, with a new one as its words. A place of the same file
/// follows the ID; another address is that of the old one, and some marks take its place.
pub(super) fn with_own_address(text: &str, [old, id]: [&str; 2], marks: [&str; 2]) -> String {
    let Some(link) = next_link(text).filter(|link| !id.is_empty() && link.words.contains(id))
    else {
        return text.to_owned();
    };
    let (before, words, after) = (link.before, link.words, link.after);
    let own = link.target.strip_prefix('#').map(|place| {
        let small = place.replace(&old.to_lowercase(), &id.to_lowercase());
        small.replace(old, id)
    });
    match own.filter(|own| own.contains(id) || own.contains(&id.to_lowercase())) {
        Some(place) => format!("{before}[{words}](#{place}){after}"),
        None => format!("{before}{}{words}{}{after}", marks[0], marks[1]),
    }
}

/// A value on one line, its pipes escaped.
pub(super) fn in_cell(value: &str) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    with_escaped_pipes(&line)
}

pub(super) fn next_number(number: &str) -> String {
    number.trim().parse::<u32>().map_or(String::new(), |n| n.saturating_add(1).to_string())
}

#[cfg(test)]
mod tests {
    use super::with_own_address;

    #[test]
    fn the_address_of_a_new_id_is_no_other_one() {
        let with = |text| with_own_address(text, ["BR-1", "BR-2"], ["[", "]"]);
        assert_eq!(with("- [BR-2](https://t.example/BR-1) **Sail"), "- [BR-2] **Sail");
        assert_eq!(with("[BR-2](#br-1)"), "[BR-2](#br-2)");
        assert_eq!(with("[**BR-2**](gaps/one.md) x"), "[**BR-2**] x");
        assert_eq!(with("BR-2 [Sail](#sail)"), "BR-2 [Sail](#sail)");
    }
}
