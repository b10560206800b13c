//! Fixes that are offered one by one, and together keep the columns of a table padded.

use super::alignment::{Alignment, Line};
use crate::finding::Edit;
use crate::register::Register;
use crate::text::Span;

impl Register<'_> {
    /// Rewrites the edits of fixes that can be applied together, so that tables whose columns are
    /// padded stay padded when all of them are. The first fix of a table pads what no fix changes.
    pub(crate) fn align_fixes(&self, fixes: &mut [&mut Vec<Edit>]) {
        let each = fixes.iter().enumerate();
        let mut places: Vec<(Span, usize)> =
            each.flat_map(|(fix, edits)| edits.iter().map(move |edit| (edit.span, fix))).collect();
        places.sort_unstable();
        for &table in &self.tables {
            let region = self.region_of(table);
            let from = places.partition_point(|(span, _)| span.end < region.start);
            let to = places.partition_point(|(span, _)| span.start <= region.end);
            let mut near: Vec<usize> =
                places.get(from..to).unwrap_or_default().iter().map(|&(_, fix)| fix).collect();
            near.sort_unstable();
            near.dedup();
            let Some(mut changed) = ChangedTable::of(self, region, fixes, &near) else { continue };
            if changed.fit() {
                changed.write(fixes);
            }
        }
    }
}

/// The place of an edit: its fix, and its place there.
type Place = (usize, usize);

/// A line of a padded table, and what becomes of it.
struct ChangedLine<'t> {
    start: usize,
    line: Line<'t>,
    /// The text of each cell, and the edit that it comes from.
    cells: Vec<(String, Option<Place>)>,
    is_removed: bool,
}

/// A padded table, and the edits of fixes that change its lines.
struct ChangedTable<'t> {
    alignment: Alignment,
    lines: Vec<ChangedLine<'t>>,
    /// Edits that add rows.
    added: Vec<(Place, String)>,
    /// The fix that pads what no other one changes.
    first: usize,
}

impl<'t> ChangedTable<'t> {
    /// Nothing where no edit touches the table, where its columns are not padded, or where an edit
    /// does something else than changing a cell, adding rows or removing one.
    fn of(
        register: &Register<'t>,
        region: Span,
        fixes: &[&mut Vec<Edit>],
        near: &[usize],
    ) -> Option<Self> {
        let mut own: Vec<(Place, &Edit)> = Vec::new();
        for &fix in near {
            let from = fixes[fix].partition_point(|edit| edit.span.end < region.start);
            let edits = fixes[fix].iter().enumerate().skip(from);
            let edits = edits.take_while(|(_, edit)| edit.span.start <= region.end);
            let edits = edits.filter(|(_, edit)| register.is_in_table(region, edit));
            own.extend(edits.map(|(at, edit)| ((fix, at), edit)));
        }
        let first = own.iter().min_by_key(|(_, edit)| edit.span)?.0.0;
        let text = register.text(region);
        let mut table =
            Self { alignment: Alignment::of(text)?, lines: Vec::new(), added: Vec::new(), first };
        let mut at = region.start as usize;
        for whole in text.split_inclusive('\n') {
            let line = Line::of(whole.trim_end_matches(['\r', '\n']))?;
            let cells = line.slots.iter().map(|slot| ((*slot).to_owned(), None)).collect();
            table.lines.push(ChangedLine { start: at, line, cells, is_removed: false });
            at += whole.len();
        }
        own.into_iter().all(|(place, edit)| table.take(place, edit)).then_some(table)
    }

    /// Takes an edit into account, if it is one of those that are understood.
    fn take(&mut self, place: Place, edit: &Edit) -> bool {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        let at = self.lines.partition_point(|line| line.start <= start).saturating_sub(1);
        let next = self.lines.get(at + 1).map(|line| line.start);
        let line = &mut self.lines[at];
        if edit.text.is_empty() && start == line.start && next.is_none_or(|next| next == end) {
            line.is_removed = true;
            return at > 1;
        }
        if start == end && edit.text.starts_with(['\r', '\n']) {
            self.added.push((place, edit.text.clone()));
            return at > 0;
        }
        let found = line.line.slots.iter().enumerate().find_map(|(column, slot)| {
            let from = line.start + line.line.offset(slot);
            (from <= start && end <= from + slot.len()).then_some((column, start - from))
        });
        let Some((column, from)) = found.filter(|_| at != 1) else { return false };
        let (cell, owner) = &mut line.cells[column];
        if owner.is_some() {
            return false;
        }
        cell.replace_range(from..from + (end - start), &edit.text);
        *owner = Some(place);
        true
    }

    /// Makes the columns as wide as all cells need then.
    fn fit(&mut self) -> bool {
        let mut text = String::new();
        for line in self.lines.iter().filter(|line| !line.is_removed) {
            for (cell, _) in &line.cells {
                text.push('|');
                text.push_str(cell);
            }
            text.push_str("|\n");
        }
        self.added.iter().for_each(|(_, rows)| text.push_str(rows.trim_start()));
        self.alignment.fit(&text)
    }

    fn write(&self, fixes: &mut [&mut Vec<Edit>]) {
        let mut more: Vec<Edit> = Vec::new();
        for (at, line) in self.lines.iter().enumerate().filter(|(_, line)| !line.is_removed) {
            for (column, (slot, (cell, owner))) in
                line.line.slots.iter().zip(&line.cells).enumerate()
            {
                let text = self.alignment.slot(column, cell, at == 1);
                let start = line.start + line.line.offset(slot);
                let edit = Edit { span: Span::new(start, start + slot.len()), text };
                match *owner {
                    Some((fix, place)) => fixes[fix][place] = edit,
                    None if edit.text != *slot => more.push(edit),
                    None => {}
                }
            }
        }
        for ((fix, place), rows) in &self.added {
            fixes[*fix][*place].text = self.alignment.rows(rows);
        }
        let first = &mut *fixes[self.first];
        for edit in more {
            let at = first.partition_point(|other| other.span < edit.span);
            first.insert(at, edit);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::finding::applied;
    use crate::settings::Settings;
    use crate::text::Source;

    const TABLE: &str = "# R\n\n| ID    | Owner |    Due |\n| ----- | ----- | -----: |\n| G-001 | Web   | 12.1.  |\n\
                         | G-002 | Desk  | 1.1.   |\n\ntext\n";

    #[test]
    fn fixes_of_a_table_pad_it_together() {
        let text = TABLE.replace("12.1.  |", " 12.1. |").replace("1.1.   |", "  1.1. |");
        let source = Source::new("r.md", &*text);
        let settings = Settings::built_in(Path::new("/"));
        let register = Register::parse(&source, settings.reading()).unwrap();
        let edit = |old: &str, new: &str| {
            let at = text.find(old).unwrap();
            Edit { span: Span::new(at, at + old.len()), text: new.to_owned() }
        };
        let end = Edit {
            span: Span::at(text.find("\n\ntext").unwrap()),
            ..edit("", "\n| G-003 | Ödeme | 2.2. |")
        };
        let raw =
            [vec![edit("Web", "Şube masası")], vec![edit("  1.1. ", "31.12.2026")], vec![end]];
        let all: Vec<Edit> = raw.iter().flatten().cloned().collect();
        let whole = applied(&text, &register.kept_aligned(all));
        insta::assert_snapshot!(whole, @"
        # R

        | ID    | Owner       |        Due |
        | ----- | ----------- | ---------: |
        | G-001 | Şube masası |      12.1. |
        | G-002 | Desk        | 31.12.2026 |
        | G-003 | Ödeme       |       2.2. |

        text
        ");
        let mut fixes = raw.clone();
        register.align_fixes(&mut fixes.iter_mut().collect::<Vec<_>>());
        assert_eq!(applied(&text, fixes.iter().flatten()), whole);
        // Nothing but its own cell, where a fix is not the first of its table.
        assert_eq!(fixes[1].len(), 1);
        // What changes a cell in two ways stays as it is.
        let twice = [vec![edit("We", "Ve")], vec![edit("eb", "ab")]];
        let mut fixes = twice.clone();
        register.align_fixes(&mut fixes.iter_mut().collect::<Vec<_>>());
        assert_eq!(fixes, twice);
    }
}
