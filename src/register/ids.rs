//! IDs that are not taken yet.

use std::collections::HashMap;

use super::Register;
use crate::values::split_id;

/// The IDs that follow those in use, in their manner: `G-007` after `G-006`.
#[derive(Clone, Debug)]
pub struct FreeIds {
    prefix: String,
    digits: usize,
    last: u64,
}

impl FreeIds {
    /// The free IDs of some registers that share them.
    pub fn of<'r>(registers: impl IntoIterator<Item = &'r Register<'r>>) -> Self {
        let mut families: HashMap<&str, (usize, u64, usize)> = HashMap::new();
        for register in registers {
            let entries = register.entries.iter().filter_map(|entry| register.id(entry));
            // A row whose entry is gone still has its ID.
            let rows = register.triage.iter().flat_map(|table| &table.rows);
            let ids = entries.chain(rows.map(|row| register.text(row.id)));
            for (prefix, number, digits) in ids.filter_map(split_id) {
                let (count, last, width) = families.entry(prefix).or_default();
                *count += 1;
                *last = (*last).max(number);
                *width = (*width).max(digits);
            }
        }
        let largest = families.into_iter().max_by_key(|&(prefix, (count, ..))| (count, prefix));
        let (prefix, (_, last, digits)) = largest.unwrap_or(("G-", (0, 0, 3)));
        Self { prefix: prefix.to_owned(), digits, last }
    }
}

impl Iterator for FreeIds {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.last = self.last.checked_add(1)?;
        Some(format!("{}{:0width$}", self.prefix, self.last, width = self.digits))
    }
}
