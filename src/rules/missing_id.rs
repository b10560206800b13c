//! `missing-id`: an entry that nobody can refer to.

use std::collections::HashMap;

use super::{Check, Context, Findings, Rule};
use crate::finding::{Edit, Fix, Level, Safety};
use crate::register::{Entry, Register};
use crate::values::split_id;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "missing-id",
    level: Level::Error,
    fixes: Some(Safety::Unsafe),
    page: include_str!("missing_id.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    if !cx.settings.required.contains(&Key::Id) {
        return;
    }
    let mut ids = FreeIds::of(cx.register);
    for (entry, _) in cx.entries().filter(|(entry, _)| entry.id.is_none()) {
        let fix = fix(cx, entry, &ids.next());
        found
            .of(cx, entry, entry.heading, "this entry has no ID")
            .field(cx.words().name(Key::Id))
            .help("an ID that never changes lets the table, the mirror and tickets refer to it")
            .fix(fix);
    }
}

fn fix(cx: &Context<'_>, entry: &Entry, id: &str) -> Option<Fix> {
    let edit = match entry.field(Key::Id) {
        Some(empty) if empty.value.is_empty() => {
            Edit { span: empty.value, text: format!(" {id}") }
        }
        Some(placeholder) => Edit { span: placeholder.value, text: id.to_owned() },
        None => cx.register.field_insertion(entry, Key::Id, id, cx.words())?,
    };
    let title = format!("assign the next free ID, {id}");
    Some(Fix { safety: Safety::Unsafe, title, edits: vec![edit] })
}

/// The IDs that follow those in use, in their manner: `G-007` after `G-006`.
struct FreeIds {
    prefix: String,
    digits: usize,
    last: u64,
}

impl FreeIds {
    fn of(register: &Register<'_>) -> Self {
        let entries = register.entries.iter().filter_map(|entry| register.id(entry));
        // A row whose entry is gone still has its ID.
        let rows = register.triage.iter().flat_map(|table| &table.rows);
        let ids = entries.chain(rows.map(|row| register.text(row.id))).filter_map(split_id);
        let mut families: HashMap<&str, (usize, u64, usize)> = HashMap::new();
        for (prefix, number, digits) in ids {
            let (count, last, width) = families.entry(prefix).or_default();
            *count += 1;
            *last = (*last).max(number);
            *width = (*width).max(digits);
        }
        let largest = families.into_iter().max_by_key(|&(prefix, (count, ..))| (count, prefix));
        let (prefix, (_, last, digits)) = largest.unwrap_or(("G-", (0, 0, 3)));
        Self { prefix: prefix.to_owned(), digits, last }
    }

    fn next(&mut self) -> String {
        self.last = self.last.saturating_add(1);
        format!("{}{:0width$}", self.prefix, self.last, width = self.digits)
    }
}
