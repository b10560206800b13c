//! What the columns of a table mean, by their headers and by most of their cells.

use std::collections::HashSet;

use super::grid::Grid;
use super::grid_row::GridRow;
use super::states;
use crate::register::Reading;
use crate::register::read::cell::bare;
use crate::register::read::ids::{id_in_cell, ids_of_cell};
use crate::register::read::sign_legend::is_sign;
use crate::values::{METHODS, split_base_id};
use crate::vocabulary::Key;

/// What each column of a table is for.
pub(in crate::register::read) struct Columns {
    pub(crate) keys: Vec<Option<Key>>,
    pub(crate) id: Option<usize>,
    pub(crate) number: Option<usize>,
    pub(crate) title: usize,
    /// Whether it says how states changed.
    pub(crate) changes: bool,
}

impl Columns {
    /// The columns of a grid; none where no column can hold the title.
    pub(super) fn of(grid: &Grid<'_>, reading: Reading<'_>) -> Option<Self> {
        let is_number = |cell: &str| {
            cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_alphabetic)
        };
        let key_of_header = |column: usize| {
            let key = reading.vocabulary.key(grid.header(column));
            // Tickets may be the names of entries as well as fields of them, and gaps may be counted.
            let is_count = key == Some(Key::Gap) && grid.most(column, is_number) && column > 0;
            key.filter(|key| !key.is_of_register() && *key != Key::Ticket && !is_count)
        };
        let mut keys: Vec<Option<Key>> = grid.columns().map(key_of_header).collect();
        let changes = states::changes(grid, reading);
        if let Some([before, after]) = changes {
            (keys[before], keys[after]) = (None, Some(Key::Status));
        }
        name_owners(grid, &mut keys, reading);
        name_states(grid, &mut keys, reading);
        let id = id_column(grid, &keys, reading);
        // Versions and the statuses of answers grow, too.
        let is_number = |column: &usize| {
            let is_value = matches!(
                keys[*column],
                Some(Key::TargetVersion | Key::Status | Key::Priority | Key::Severity)
            );
            let counts = *column == 0 || keys[*column] == Some(Key::Id) || counts(grid, *column);
            *column < 2 && !is_value && counts && is_ordinal(grid, *column)
        };
        let number = grid.columns().filter(|&column| Some(column) != id).find(is_number);
        let has_severity = keys.contains(&Some(Key::Severity));
        for (column, key) in keys.iter_mut().enumerate() {
            if !has_severity || *key == Some(Key::Severity) {
                *key = key_by_cells(grid, column, *key, reading);
            }
            let is_of_number = number == Some(column) && *key != Some(Key::Id);
            // An empty column is for the IDs that are to come.
            let is_to_come = id.is_none() && grid.is_empty(column);
            let is_other_id = id != Some(column) && *key == Some(Key::Id) && !is_to_come;
            if is_of_number || is_other_id {
                *key = None;
            }
        }
        if let Some(id) = id {
            keys[id] = Some(Key::Id);
        }
        drop_repeats(grid, &mut keys, reading);
        name_levels(grid, &mut keys, reading);
        let title = title_column(grid, &keys, [id, number], reading)?;
        if title > 0 && [id, number].iter().all(|taken| *taken != Some(0)) {
            name_things(grid, &mut keys, title);
        }
        for column in grid.columns().filter(|column| *column != title) {
            let is_ticket = reading.vocabulary.key(grid.header(column)) == Some(Key::Ticket);
            if keys[column].is_none() && is_ticket && !keys.contains(&Some(Key::Ticket)) {
                keys[column] = Some(Key::Ticket);
            }
        }
        let changes = changes.is_some();
        Some(Self { keys, id, number, title, changes })
    }

    pub(super) fn has(&self, key: Key) -> bool {
        self.keys.contains(&Some(key))
    }
}

/// Names the first column of a matrix, which has columns of signs, that of areas: its gaps are about those.
fn name_things(grid: &Grid<'_>, keys: &mut [Option<Key>], title: usize) {
    let signs = grid.columns().filter(|&column| grid.most(column, is_sign)).count();
    let is_free = keys[0].is_none() && !keys.contains(&Some(Key::Area));
    if keys[title] == Some(Key::Gap) && signs > 1 && is_free {
        keys[0] = Some(Key::Area);
    }
}

/// Names the column of owners whose header says so among other words: `Backend owner`.
fn name_owners(grid: &Grid<'_>, keys: &mut [Option<Key>], reading: Reading<'_>) {
    if keys.contains(&Some(Key::Owner)) {
        return;
    }
    let is_of_owners = |column: &usize| {
        let words = grid.header(*column).rsplit_once(' ');
        keys[*column].is_none()
            && words.is_some_and(|(_, last)| reading.vocabulary.key(last) == Some(Key::Owner))
    };
    if let Some(column) = grid.columns().skip(1).find(is_of_owners) {
        keys[column] = Some(Key::Owner);
    }
}

/// Names the column of states whose header does not say so, or says it among other words, `Status
/// and evidence`.
fn name_states(grid: &Grid<'_>, keys: &mut [Option<Key>], reading: Reading<'_>) {
    if keys.contains(&Some(Key::Status)) {
        return;
    }
    let words = reading.vocabulary;
    let is_state = |cell: &str| words.status_at_start(cell).is_some();
    let says_so = |header: &str| {
        let mut words_of = header.split(|c: char| !c.is_alphanumeric() && c != '\'');
        words_of.any(|word| words.key(word) == Some(Key::Status))
    };
    let is_of_states = |column: &usize| {
        keys[*column].is_none()
            && grid.most(*column, is_state)
            && (says_so(grid.header(*column)) || repeats(grid, *column))
    };
    let named = grid.columns().skip(1).find(is_of_states);
    let only = || states::only_column(grid, keys, reading);
    let resolution = || states::resolution_column(grid, keys, reading);
    if let Some(column) = named.or_else(only).or_else(resolution) {
        keys[column] = Some(Key::Status);
    }
}

/// Whether most cells of a column start with words that others start with, too, behind a sign.
fn repeats(grid: &Grid<'_>, column: usize) -> bool {
    const LEAST_ROWS: usize = 4;
    let lead = |row: &GridRow| -> Option<&str> {
        let cell = bare(row.cells[column].of(grid.text));
        let words = cell.trim_start_matches(|c: char| !c.is_alphanumeric());
        let has_sign = words.len() < cell.len() && !cell.starts_with(|c: char| c.is_ascii());
        has_sign.then(|| words.split([' ', ',', '(', ':']).next()).flatten()
    };
    // Several columns of signs compare things with each other.
    let is_of_signs = |column: &usize| grid.most(*column, is_sign);
    if is_of_signs(&column) && grid.columns().filter(is_of_signs).nth(1).is_some() {
        return false;
    }
    let leads: Vec<&str> = grid.rows.iter().filter_map(lead).collect();
    let different: HashSet<&str> = leads.iter().copied().collect();
    let count = grid.rows.len();
    count >= LEAST_ROWS && leads.len() * 10 >= count * 8 && different.len() * 2 <= count
}

/// Whether a column counts the rows: `1`, `#2`, `2.1`.
fn is_ordinal(grid: &Grid<'_>, column: usize) -> bool {
    // Behind the first column, `1.1` refers to another row, or is a version.
    let most_parts = if column == 0 { 3 } else { 1 };
    let number = |cell: &str| -> Option<Vec<u32>> {
        let parts = cell.trim_start_matches('#').split('.');
        let parts: Option<Vec<u32>> = parts.map(|part| part.parse().ok()).collect();
        parts.filter(|parts| parts.len() <= most_parts)
    };
    let cells = grid.rows.iter().map(|row| bare(row.cells[column].of(grid.text)));
    let numbers: Vec<Vec<u32>> = cells.filter_map(number).collect();
    // What counts other things falls as often as it grows.
    let grows = numbers.windows(2).filter(|pair| pair[0] < pair[1]).count();
    let is_missing = |cell: &str| matches!(cell, "—" | "–" | "-");
    numbers.len() > 1
        && grid.most(column, |cell| number(cell).is_some() || is_missing(cell))
        && grows * 10 >= (numbers.len() - 1) * 6
}

/// Whether the numbers of a column are near each other, as those that count rows and no amounts.
fn counts(grid: &Grid<'_>, column: usize) -> bool {
    const STEP: usize = 4;
    let cells = grid.rows.iter().map(|row| bare(row.cells[column].of(grid.text)));
    let numbers: Vec<usize> =
        cells.filter_map(|cell| cell.trim_start_matches('#').parse().ok()).collect();
    let least = numbers.iter().min().copied().unwrap_or_default();
    numbers.iter().all(|number| number - least <= STEP * grid.rows.len())
}

/// The column of IDs: the one whose header says so, else the first whose cells do.
fn id_column(grid: &Grid<'_>, keys: &[Option<Key>], reading: Reading<'_>) -> Option<usize> {
    let words = reading.vocabulary;
    // A column of tickets or of areas is known as such.
    let is_unknown = |column: usize| {
        keys[column].is_none_or(|key| key == Key::Id) && !words.is_tracking(grid.header(column))
    };
    // A column called `Risk` may hold nothing but the IDs of risks.
    let is_bare = |column: usize| {
        let is_id = |cell: &str| {
            reading.id.prefix(cell).is_some_and(|id| id.len() == cell.len())
                && words.priority(cell).is_none()
        };
        keys[column] == Some(Key::Gap) && grid.most(column, is_id)
    };
    let is_one = |column: usize, cell: &str| {
        words.priority(cell).is_none()
            && words.severity(cell).is_none()
            // Only the first column has the title beside the ID; in other columns, a text that
            // starts with an ID refers to it.
            && id_in_cell(cell, reading)
                .is_some_and(|id| id.is_sure && (column == 0 || id.text.len() == cell.len()))
    };
    let has_ids = |column: usize| {
        let is_id = |cell: &str| column == 0 && ids_of_cell(cell, reading).is_some();
        grid.most(column, |cell| is_id(cell) || is_one(column, cell))
            && grid.rows.iter().any(|row| is_one(column, bare(row.cells[column].of(grid.text))))
    };
    let named = grid.columns().find(|&column| keys[column] == Some(Key::Id));
    // One ID is enough below a header that says so: the other rows were added without.
    let has_some = |column: usize| {
        let is_id = |cell: &str| {
            id_in_cell(cell, reading).is_some_and(|id| id.is_sure && id.text.len() == cell.len())
        };
        grid.rows.iter().any(|row| is_id(bare(row.cells[column].of(grid.text))))
    };
    named
        .filter(|&column| !is_ordinal(grid, column))
        .filter(|&column| {
            grid.most(column, |cell| id_in_cell(cell, reading).is_some()) || has_some(column)
        })
        .or_else(|| grid.columns().find(|&column| is_unknown(column) && has_ids(column)))
        .or_else(|| grid.columns().find(|&column| is_bare(column)))
        .or_else(|| Some(0).filter(|_| are_tickets(grid, keys, reading)))
        .or_else(|| grid.columns().find(|&column| are_titles_with_ids(grid, column, keys, reading)))
}

/// Whether the first column names the entries by their tickets: `[PAY-310](…)`, `#12`; each another one, and
/// most have one. One column beside them may be about entries of another table.
fn are_tickets(grid: &Grid<'_>, keys: &[Option<Key>], reading: Reading<'_>) -> bool {
    let cell = |row: &GridRow| bare(row.cells[0].of(grid.text));
    let is_name = |cell: &str| {
        let is_id = reading.id.prefix(cell).is_some_and(|id| id.len() == cell.len());
        let number = cell.strip_prefix(['#', '!']).unwrap_or_default();
        is_id || !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let names: Vec<&str> = grid.rows.iter().map(cell).filter(|cell| is_name(cell)).collect();
    let different: HashSet<&str> = names.iter().copied().collect();
    reading.vocabulary.key(grid.header(0)) == Some(Key::Ticket)
        && !keys.contains(&Some(Key::Id))
        && (grid.header.len() > 2 || keys.contains(&Some(Key::Gap)))
        && names.len() > 1
        && names.len() * 10 >= grid.rows.len() * 8
        && different.len() == names.len()
}

/// Whether each cell of a column of titles starts with an ID of its own: `G-01 Login fails`.
fn are_titles_with_ids(
    grid: &Grid<'_>,
    column: usize,
    keys: &[Option<Key>],
    reading: Reading<'_>,
) -> bool {
    const FEWEST_DIGITS: usize = 2;
    let mut ids: HashSet<&str> = HashSet::new();
    let starts_with_id = |row: &GridRow| {
        let cell = bare(row.cells[column].of(grid.text));
        let id = reading.id.prefix(cell).filter(|id| id.contains('-') && id.len() < cell.len());
        let id =
            id.filter(|id| split_base_id(id).is_some_and(|(.., digits)| digits >= FEWEST_DIGITS));
        id.is_some_and(|id| ids.insert(id))
    };
    keys[column] == Some(Key::Gap) && grid.rows.len() > 1 && grid.rows.iter().all(starts_with_id)
}

/// The key of a column whose cells are levels, whatever level the header names.
fn key_by_cells(
    grid: &Grid<'_>,
    column: usize,
    key: Option<Key>,
    reading: Reading<'_>,
) -> Option<Key> {
    let words = reading.vocabulary;
    // `Risk` and `Impact` may hold levels.
    let may_hold_levels = matches!(key, Some(Key::Gap | Key::Impact));
    let is_severity = key == Some(Key::Severity)
        || (may_hold_levels
            && (grid.most(column, |cell| words.is_severity_word(cell)) || is_scale(grid, column)));
    // A column called `Sev` that holds `P1` is one of priorities. `Blocker` is a word for both.
    let is_priority = |cell: &str| words.is_priority_word(cell) && !words.is_severity_word(cell);
    if is_severity && grid.most(column, is_priority) {
        return Some(Key::Priority);
    }
    if is_severity { Some(Key::Severity) } else { key }
}

/// Names the column whose cells are all levels, whatever its header says, where no other is one of levels.
fn name_levels(grid: &Grid<'_>, keys: &mut [Option<Key>], reading: Reading<'_>) {
    const SEVERAL: usize = 2;
    let words = reading.vocabulary;
    if keys.iter().any(|key| key.is_some_and(Key::is_level)) {
        return;
    }
    let are = |column: usize, is_level: &dyn Fn(&str) -> bool| {
        let cells = grid.rows.iter().map(|row| bare(row.cells[column].of(grid.text)));
        let mut filled = cells.filter(|cell| !cell.is_empty());
        filled.clone().count() >= SEVERAL && filled.all(is_level)
    };
    for column in grid.columns().filter(|&column| !words.is_tracking(grid.header(column))) {
        let is_priority = || are(column, &|cell| words.is_priority_word(cell));
        let is_severity = || are(column, &|cell| words.is_severity_word(cell));
        let key = is_severity().then_some(Key::Severity);
        let key = key.or_else(|| is_priority().then_some(Key::Priority));
        if keys[column].is_none() && key.is_some() {
            keys[column] = key;
            return;
        }
    }
}

/// Whether the cells of a column are the steps of a scale: short, and few different ones.
fn is_scale(grid: &Grid<'_>, column: usize) -> bool {
    const LEAST_ROWS: usize = 4;
    let cells = || grid.rows.iter().map(|row| row.cells[column].of(grid.text));
    let different: HashSet<&str> = cells().collect();
    grid.rows.len() >= LEAST_ROWS
        && different.len() * 2 <= grid.rows.len()
        && cells().all(|cell| cell.split_whitespace().count() <= 2)
}

/// Keeps one of several columns of one key: the one that is called so, `Owner` and not `Assignee`, else the
/// first, such as `Initial state` and `Current state`.
fn drop_repeats(grid: &Grid<'_>, keys: &mut [Option<Key>], reading: Reading<'_>) {
    let all = keys.to_vec();
    for (column, own) in keys.iter_mut().enumerate() {
        let Some(key) = *own else { continue };
        let mut of_key = grid.columns().filter(|&column| all[column] == Some(key));
        let first = of_key.clone().next();
        let named = of_key.find(|&column| reading.vocabulary.is_name(grid.header(column), key));
        *own = own.filter(|_| named.or(first) == Some(column));
    }
}

/// Whether a cell is the name of a file, maybe with a place in it: `auth.ts:54`.
fn is_of_file(cell: &str) -> bool {
    const LONGEST: usize = 4;
    let name = cell.trim_matches('`');
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '-'));
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_extension = (1..=LONGEST).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    is_extension && !name.contains(char::is_whitespace)
}

/// The column that says what the gap is; `taken` are the columns of IDs and of numbers.
fn title_column(
    grid: &Grid<'_>,
    keys: &[Option<Key>],
    taken: [Option<usize>; 2],
    reading: Reading<'_>,
) -> Option<usize> {
    let of = |wanted: Key| keys.iter().position(|&key| key == Some(wanted));
    let is_free = |column: &usize| {
        !taken.contains(&Some(*column))
            && keys[*column].is_none_or(|key| !key.is_tracked())
            && grid.most(*column, |cell| cell.chars().any(char::is_alphabetic))
            && !grid
                .most(*column, |cell| METHODS.contains(&cell) || *column > 0 && is_of_file(cell))
    };
    // The words of a category repeat, those that say what is wrong do not.
    let is_varied = |column: &usize| {
        let words: HashSet<&str> =
            grid.rows.iter().map(|row| row.cells[*column].of(grid.text)).collect();
        keys[*column].is_none()
            && is_free(column)
            && !reading.vocabulary.is_of_kinds(grid.header(*column))
            && words.len() * 10 >= grid.rows.len() * 8
    };
    // A first column of areas that are all different names what the rows are about.
    let is_named = |column: &usize| {
        let words: HashSet<&str> =
            grid.rows.iter().map(|row| row.cells[*column].of(grid.text)).collect();
        keys[*column] == Some(Key::Area)
            && (0..*column).all(|before| taken.contains(&Some(before)))
            && words.len() == grid.rows.len()
            && grid.rows.len() > 1
    };
    // `Feature` in front of `Description`.
    let names_feature = |column: &usize| {
        let behind = of(Key::Symptom).is_some_and(|described| *column < described);
        behind && is_named(column) && reading.vocabulary.is_of_features(grid.header(*column))
    };
    // `Description of the defect`.
    let says_so = |column: &usize| {
        let words = reading.vocabulary;
        let mut tokens = grid.header(*column).split_whitespace();
        is_varied(column) && tokens.any(|word| words.key(word) == Some(Key::Symptom))
    };
    // Beside the endpoint, a column of code shows what belongs to it: `{ name, note }`.
    let has_words = |column: &usize| {
        let is_code = |row: &GridRow| {
            let cell = row.cells[*column].of(grid.text);
            cell.starts_with('`') && cell.ends_with('`') && cell.matches('`').count() == 2
        };
        keys.contains(&Some(Key::Endpoints)) && is_varied(column) && !grid.rows.iter().any(is_code)
    };
    // `Scenario` in front of `Actual`.
    let is_of_title = |column: &usize| {
        is_varied(column)
            && (0..*column).all(|before| taken.contains(&Some(before)))
            && reading.vocabulary.is_of_titles(grid.header(*column))
    };
    of(Key::Gap)
        .or_else(|| grid.columns().find(names_feature))
        .or_else(|| grid.columns().find(is_of_title))
        .or_else(|| of(Key::Symptom))
        .or_else(|| grid.columns().find(says_so))
        .or_else(|| grid.columns().find(is_named))
        .or_else(|| grid.columns().find(has_words))
        .or_else(|| grid.columns().find(is_varied))
        .or_else(|| of(Key::Endpoints).filter(is_free))
        .or_else(|| grid.columns().find(is_free))
        .or(taken[0])
}
