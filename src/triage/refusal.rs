//! Tables that are not written, and why.

use std::collections::HashSet;
use std::fmt;

use super::draft::{Drift, TableDraft};
use super::input::TableInput;
use crate::register::{Register, TriageTable};
use crate::text::Span;
use crate::vocabulary::{Key, fold};

/// Why a table cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableRefusal {
    /// The register is nested too deep to be read.
    TooDeep,
    /// It has no column of IDs.
    NoIds,
    /// There is none, and a table in this line has the titles of entries without their IDs.
    TitlesWithoutIds(usize),
    /// Another table follows without a blank line.
    Glued,
    /// The part under a caption has no column of IDs.
    PartWithoutIds(String),
    /// Most of its rows have no entry: it sums up something else.
    SumsUpOther {
        /// How many rows have no entry.
        orphans: usize,
        /// How many there are.
        rows: usize,
    },
    /// A comment or a blank line separates its last rows from it.
    CutOff,
    /// What would be written does not read back as what was meant.
    Unreadable,
}

/// So few rows without an entry may be left over from removed entries; more of them show that the
/// table sums up something else.
const LEFTOVERS: usize = 2;

impl<'r> TableDraft<'r> {
    /// What a table should be; an error where it may sum up something else than the entries.
    pub(crate) fn of_own_table(input: TableInput<'r>) -> Result<Self, TableRefusal> {
        let text = input.register.source.text();
        if input.register.triage.iter().any(|table| table.glued_header(text).is_some()) {
            return Err(TableRefusal::Glued);
        }
        let draft = Self::of(input).ok_or(TableRefusal::NoIds)?;
        let tables = &input.register.triage;
        if let Some(table) = tables.iter().find(|table| !table.has(Key::Id)) {
            let caption = table.caption(input.register.source.text()).unwrap_or_default();
            return Err(TableRefusal::PartWithoutIds(caption.to_owned()));
        }
        let is_orphan = |drift: &&Drift<'_>| matches!(drift, Drift::Orphan(_));
        let orphans = draft.drifts().iter().filter(is_orphan).count();
        let rows = tables.iter().map(|table| table.rows.len()).sum();
        let is_other = orphans > LEFTOVERS && orphans * 2 > rows;
        // Where all entries are closed, leftovers may be all that remains of its rows.
        let has_no_own_row = orphans > 0 && orphans == rows && !input.listed().is_empty();
        if is_other || has_no_own_row {
            return Err(TableRefusal::SumsUpOther { orphans, rows });
        }
        if tables.iter().any(|table| is_cut_off(input.register, table)) {
            return Err(TableRefusal::CutOff);
        }
        Ok(draft)
    }
}

/// The header of a table before the entries in which at least half of the rows have the title of one.
pub(crate) fn table_without_ids(register: &Register<'_>) -> Option<Span> {
    let first = register.entries.first()?.span.start;
    let titles = register.entries.iter().map(|entry| fold(register.plain(entry.title)));
    let titles: HashSet<String> = titles.filter(|title| !title.is_empty()).collect();
    let tables = register.tables.iter().take_while(|table| table.end <= first);
    let has_title = |row: &&str| row.split('|').any(|cell| titles.contains(&fold(cell.trim())));
    tables.copied().find_map(|table| {
        let text = register.text(table);
        let rows = text.lines().skip(2).filter(|row| row.contains('|'));
        let (count, known) = (rows.clone().count(), rows.filter(has_title).count());
        (known > 0 && known * 2 >= count).then(|| register.first_line(table))
    })
}

/// Whether rows follow that a comment or a blank line separates from the table.
fn is_cut_off(register: &Register<'_>, table: &TriageTable) -> bool {
    let rest = &register.source.text()[table.span.end as usize..];
    let mut lines = rest.lines().skip(1).map(str::trim);
    let is_gap = |line: &str| line.is_empty() || line.starts_with("<!--");
    // Rows further below belong to something else.
    let mut next = lines.next();
    for _ in 0..2 {
        if next.is_some_and(is_gap) {
            next = lines.next();
        }
    }
    let Some(row) = next.filter(|line| line.starts_with('|')) else { return false };
    let is_rule = |line: &str| line.contains('-') && line.chars().all(|c| "|-: \t".contains(c));
    // With a rule below it, it is the header of another table.
    !lines.next().is_some_and(is_rule) && !is_rule(row)
}

impl fmt::Display for TableRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooDeep => f.write_str(
                "its lists and quotes are nested too deep to be read; `gapreg lint` says where",
            ),
            Self::NoIds => f.write_str(
                "the triage table has no column for IDs, so no row can be matched \
                 with its entry: add one, or remove the table and write a new one",
            ),
            Self::TitlesWithoutIds(line) => write!(
                f,
                "the table in line {line} has the titles of entries and no column for IDs, so no second one is \
                 written beside it: give it a column `ID`, and it is the triage table"
            ),
            Self::Glued => f.write_str(
                "another table follows the triage table without a blank line, so Markdown reads its \
                 header as a row: put a blank line above it, and above its caption",
            ),
            Self::PartWithoutIds(caption) => write!(
                f,
                "the part `{caption}` of the triage table has no column for IDs, so no \
                 row can be matched with its entry: add one to it"
            ),
            Self::SumsUpOther { orphans, rows } => write!(
                f,
                "{orphans} of the table's {rows} rows have no entry, so it seems to sum up \
                 something else: put `<!-- gapreg:triage -->` above the triage table, or remove \
                 those rows first"
            ),
            Self::CutOff => f.write_str(
                "rows right below the triage table do not belong to it, as a comment or a blank \
                 line ends a table: move them up, and run again",
            ),
            Self::Unreadable => {
                f.write_str("the table would not read back as it was meant; nothing was written")
            }
        }
    }
}
