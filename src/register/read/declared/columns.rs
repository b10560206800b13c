//! The tables that have the columns that a declaration names.

use crate::register::read::tables::{Columns, Grid};
use crate::register::{
    ConfigPlace, DeclarationMistake, DeclaredField, DeclaredPlace, FieldName, Reading,
};
use crate::vocabulary::{Key, nearest};

/// The columns of a place, and which of them some table has.
pub(super) struct Fit<'p> {
    place: &'p DeclaredPlace,
    /// Whether some table has each column.
    is_there: Vec<bool>,
    /// The headers of the tables, for a message.
    headers: Vec<String>,
}

impl<'p> Fit<'p> {
    pub(super) fn of(place: &'p DeclaredPlace) -> Self {
        Self { place, is_there: vec![false; place.fields.len()], headers: Vec::new() }
    }

    /// Looks which columns a table has.
    pub(super) fn see(&mut self, grid: &Grid<'_>) {
        for (is_there, field) in self.is_there.iter_mut().zip(&self.place.fields) {
            *is_there |= column(grid, field).is_some();
        }
        let headers = grid.columns().map(|column| grid.header(column).to_owned());
        self.headers.extend(headers.filter(|header| !header.is_empty()));
    }

    /// What the columns of a table are for; nothing where it lacks one that the place names and that
    /// some table has. An older version of a file may lack a column in all its tables: that its entries
    /// have IDs, say. It is read without, and the mistake is reported where the file of today has it.
    pub(super) fn columns(&self, grid: &Grid<'_>, reading: Reading<'_>) -> Option<Columns> {
        let fields = &self.place.fields;
        let has_most = self.is_there.iter().filter(|there| **there).count() * 2 > fields.len();
        let wanted = fields.iter().zip(&self.is_there).filter(|(_, there)| **there || !has_most);
        let found: Option<Vec<(Key, usize)>> =
            wanted.map(|(field, _)| Some((field.key, column(grid, field)?))).collect();
        Columns::declared(grid, reading, &found?)
    }

    /// What a table, whose first line is given, is not read for: a column has another name than the place gives it,
    /// and the others are there.
    pub(super) fn renamed(&self, grid: &Grid<'_>, line: usize) -> Option<DeclarationMistake> {
        const FEWEST: usize = 2;
        let [field] = *self.missing_in(grid) else { return None };
        if self.place.fields.len() <= FEWEST {
            return None;
        }
        let is_free =
            |&at: &usize| self.place.fields.iter().all(|field| column(grid, field) != Some(at));
        let headers = grid.columns().filter(is_free).map(|at| grid.header(at));
        let names = || field.names.iter().map(shown);
        let mut similar = headers.filter(|header| {
            let mut names = field.names.iter().filter_map(|name| match name {
                FieldName::Named(pattern) => Some(&*pattern.shown),
                FieldName::Number(_) => None,
            });
            names.any(|name| nearest(header, std::iter::once(name)).is_some())
        });
        let header = similar.next()?;
        let message = format!(
            "the table in line {line} has a column `{header}`, and none called {}",
            names().collect::<Vec<_>>().join(" or ")
        );
        Some(DeclarationMistake { at: field_place(field).or(self.place.at), message })
    }

    /// That no table has all the columns, although each has some; `nearest` is the one that has most, with its first
    /// line.
    pub(super) fn unread(
        &self,
        grids: &[Grid<'_>],
        line: impl Fn(&Grid<'_>) -> usize,
    ) -> Option<DeclarationMistake> {
        if self.is_there.contains(&false) {
            return None;
        }
        let grid = grids.iter().min_by_key(|grid| self.missing_in(grid).len())?;
        let missing = self.missing_in(grid);
        let first = missing.first()?;
        let names: Vec<String> =
            missing.iter().filter_map(|field| field.names.first()).map(shown).collect();
        let message = format!(
            "no table here has all of these columns; the one in line {} lacks {}",
            line(grid),
            names.join(", ")
        );
        Some(DeclarationMistake { at: field_place(first).or(self.place.at), message })
    }

    /// The columns that a table lacks.
    fn missing_in(&self, grid: &Grid<'_>) -> Vec<&'p DeclaredField> {
        self.place.fields.iter().filter(|field| column(grid, field).is_none()).collect()
    }

    /// The columns that no table has.
    pub(super) fn mistakes(self) -> Vec<DeclarationMistake> {
        if self.headers.is_empty() {
            let message = "there is no table".to_owned();
            return vec![DeclarationMistake { at: self.place.at, message }];
        }
        let missing = self.place.fields.iter().zip(&self.is_there).filter(|(_, there)| !**there);
        missing.map(|(field, _)| self.mistake(field)).collect()
    }

    fn mistake(&self, field: &DeclaredField) -> DeclarationMistake {
        let names: Vec<String> = field.names.iter().map(shown).collect();
        let mut headers: Vec<String> = Vec::new();
        for header in &self.headers {
            let header = format!("`{header}`");
            if !headers.contains(&header) {
                headers.push(header);
            }
        }
        DeclarationMistake {
            at: field_place(field).or(self.place.at),
            message: format!(
                "no table here has a column {}; their columns: {}",
                names.join(" or "),
                headers.join(", ")
            ),
        }
    }
}

/// Where the configuration names a column.
fn field_place(field: &DeclaredField) -> ConfigPlace {
    field.names.iter().find_map(|name| match name {
        FieldName::Named(pattern) => pattern.at,
        FieldName::Number(_) => None,
    })
}

fn shown(name: &FieldName) -> String {
    match name {
        FieldName::Number(number) => number.to_string(),
        FieldName::Named(pattern) => format!("`{}`", pattern.shown),
    }
}

/// The column of a table that a field names.
fn column(grid: &Grid<'_>, field: &DeclaredField) -> Option<usize> {
    field.names.iter().find_map(|name| match name {
        FieldName::Number(number) => number.checked_sub(1).filter(|at| *at < grid.header.len()),
        FieldName::Named(pattern) => {
            grid.columns().find(|&column| pattern.matches(grid.header(column)))
        }
    })
}
