//! The columns of a table by name, so that a column is known in every version: by what its header means, by the
//! text of its header, or by its cells where a version has another header for it.

use std::collections::HashMap;

use crate::register::{Register, TableColumn};
use crate::vocabulary::fold;

/// The names of columns. Of columns with one name, each further one has its number in it.
pub(super) fn names(register: &Register<'_>, columns: &[TableColumn]) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let name = |column: &TableColumn| {
        let header = || fold(register.text(column.span));
        let name = column.key.map_or_else(header, |key| format!("{key:?}"));
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { format!("{name}\0{count}") }
    };
    columns.iter().map(name).collect()
}

/// Gives the columns that a version renamed the names that they have in the base. `rows` are the cells of
/// the rows that both have: those of the base, and those of the version.
pub(super) fn rename(own: &mut [String], base: &[String], rows: &[[Vec<&str>; 2]]) {
    let is_free = |name: &String, others: &[String]| !others.contains(name);
    let gone: Vec<usize> = (0..base.len()).filter(|&at| is_free(&base[at], own)).collect();
    let mut new: Vec<usize> = (0..own.len()).filter(|&at| is_free(&own[at], base)).collect();
    for was in gone {
        let best = new.iter().copied().filter_map(|is| Some((alike(rows, was, is)?, is)));
        let best = best.max_by_key(|&(count, is)| (count, is == was, usize::MAX - is));
        if let Some((_, is)) = best {
            own[is].clone_from(&base[was]);
            new.retain(|&other| other != is);
        }
    }
}

/// How many cells of two columns are the same, where that makes them one column: at least half of those
/// that are not empty. Empty columns are one at one place.
fn alike(rows: &[[Vec<&str>; 2]], was: usize, is: usize) -> Option<usize> {
    let cells = rows.iter().map(|[base, own]| [base.get(was), own.get(is)]);
    let cells = cells.map(|cells| cells.map(|cell| cell.copied().unwrap_or_default()));
    let filled: Vec<[&str; 2]> = cells.filter(|cells| *cells != ["", ""]).collect();
    let same = filled.iter().filter(|[was, is]| was == is).count();
    let is_one = if filled.is_empty() { was == is } else { same * 2 >= filled.len() };
    is_one.then_some(same)
}

#[cfg(test)]
mod tests {
    use super::rename;

    fn renamed(own: &[&str], base: &[&str], rows: &[[&[&str]; 2]]) -> Vec<String> {
        let [mut own, base] = [own, base]
            .map(|names| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        let rows: Vec<[Vec<&str>; 2]> = rows.iter().map(|row| row.map(<[&str]>::to_vec)).collect();
        rename(&mut own, &base, &rows);
        own
    }

    #[test]
    fn a_column_with_the_same_cells_is_the_same_column() {
        let rows: [[&[&str]; 2]; 2] = [[&["1", "call", ""], &["1", "", "call"]]; 2];
        assert_eq!(
            renamed(&["id", "note", "fix"], &["id", "help", "note"], &rows),
            ["id", "note", "help"]
        );
    }

    #[test]
    fn a_column_with_other_cells_is_another_column() {
        let rows: [[&[&str]; 2]; 2] = [[&["1", "call"], &["1", "Ada"]]; 2];
        assert_eq!(renamed(&["id", "owner"], &["id", "help"], &rows), ["id", "owner"]);
    }

    #[test]
    fn an_empty_column_is_known_by_its_place() {
        let rows: [[&[&str]; 2]; 1] = [[&["1", ""], &["1", ""]]];
        assert_eq!(renamed(&["id", "fix"], &["id", "help"], &rows), ["id", "help"]);
        assert_eq!(renamed(&["fix", "id"], &["id", "help"], &[]), ["fix", "id"]);
    }
}
