//! The headings that say more about rows which are entries: `### T-1 No alarm` below a table of entries.

use std::collections::HashMap;

use super::group::EntryGroup;
use super::table_looks::header;
use crate::register::{Entry, Form};

/// Tables with one header: they are parts of the same.
#[derive(Default)]
struct Family {
    /// Its rows with IDs.
    rows: usize,
    /// Those with a heading.
    headed: usize,
    /// Those whose heading has fields of an entry below it.
    written: usize,
    /// Whether all rows of one table are written out so.
    has_whole_table: bool,
}

impl Family {
    /// Whether its rows sum up entries that are written out elsewhere: most of them have fields there, or all a
    /// heading. Else the rows are the entries.
    fn sums_up(&self) -> bool {
        self.written * 2 >= self.rows || self.headed == self.rows || self.has_whole_table
    }
}

/// Gives the rows that are entries the sections about them, which are no entries then.
pub(super) fn take(text: &str, groups: &mut [EntryGroup], entries: &mut Vec<Entry>) {
    const SEVERAL: usize = 2;
    let mut headings: HashMap<&str, usize> = HashMap::new();
    for (at, entry) in entries.iter().enumerate().filter(|(_, it)| it.form == Form::Heading) {
        entry.id.map(|id| *headings.entry(id.of(text)).or_insert(at));
    }
    if headings.is_empty() {
        return;
    }
    let section_of = |row: &Entry| headings.get(row.id?.of(text)).copied();
    let mut families: HashMap<String, Family> = HashMap::new();
    for group in &*groups {
        let Some(table) = &group.table else { continue };
        let family = families.entry(header(text, table)).or_default();
        let sections: Vec<usize> = group.entries.iter().filter_map(section_of).collect();
        let written = sections.iter().filter(|at| entries[**at].is_written_out()).count();
        family.rows += group.entries.len();
        family.headed += sections.len();
        family.written += written;
        family.has_whole_table |= written == group.entries.len() && written >= SEVERAL;
    }
    let mut taken = vec![false; entries.len()];
    for group in groups {
        let Some(table) = &group.table else { continue };
        if families.get(&header(text, table)).is_none_or(Family::sums_up) {
            continue;
        }
        group.is_register = true;
        for row in &mut group.entries {
            let section = section_of(row);
            if let Some(at) = section.filter(|at| !taken[*at] && !entries[*at].is_written_out()) {
                row.detail = Some(entries[at].span);
                taken[at] = true;
            }
        }
    }
    let mut taken = taken.into_iter();
    entries.retain(|_| !taken.next().unwrap_or_default());
}
