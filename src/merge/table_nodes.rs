//! Which triage table of one version is which of another.

use std::collections::{HashMap, HashSet};

use super::table_version::{RowName, TableVersion};
use super::three::{Side, Three};
use super::version::Version;
use crate::register::TriageTable;

/// The parts of the triage tables: by their captions, where their numbers differ.
pub(super) fn tables(
    versions: &Three<Version<'_>>,
    triple_of: &Three<HashMap<usize, usize>>,
) -> Vec<Three<Option<usize>>> {
    let count = |side: Side| versions.get(side).register.triage.len();
    let most = Side::ALL.into_iter().map(count).max().unwrap_or(0);
    let is_alike = Side::ALL.into_iter().all(|side| count(side) == most || count(side) == 0);
    let mut names: Vec<String> = Vec::new();
    let mut found: Vec<Three<Option<usize>>> = Vec::new();
    for side in Side::ALL {
        let version = versions.get(side);
        for (at, table) in version.register.triage.iter().enumerate() {
            let name = if is_alike { at.to_string() } else { caption(version, table, at) };
            let known = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                names.push(name);
                found.push(Three::default());
                found.len() - 1
            });
            match side {
                Side::Base => found[known].base = Some(at),
                Side::Ours => found[known].ours = Some(at),
                Side::Theirs => found[known].theirs = Some(at),
            }
        }
    }
    join_regrouped(&mut found, versions, triple_of);
    found
}

/// Where one side put the rows of a table into new tables, the table is the new one with most of its rows.
fn join_regrouped(
    found: &mut [Three<Option<usize>>],
    versions: &Three<Version<'_>>,
    triple_of: &Three<HashMap<usize, usize>>,
) {
    let rows = |side: Side, at: usize| -> HashSet<RowName> {
        let version = versions.get(side);
        let table = &version.register.triage[at];
        TableVersion { version, table }.names(triple_of.get(side)).into_iter().collect()
    };
    let own = |tables: &Three<Option<usize>>| match *tables {
        Three { base: None, ours: Some(at), theirs: None } => Some((Side::Ours, at)),
        Three { base: None, ours: None, theirs: Some(at) } => Some((Side::Theirs, at)),
        _ => None,
    };
    for at in 0..found.len() {
        let Three { base: Some(base), ours, theirs } = found[at] else { continue };
        let missing = match (ours, theirs) {
            (None, Some(_)) => Side::Ours,
            (Some(_), None) => Side::Theirs,
            _ => continue,
        };
        let before = rows(Side::Base, base);
        let news = found.iter().enumerate().filter_map(|(new, tables)| {
            let (side, table) = own(tables).filter(|(side, _)| *side == missing)?;
            let shared = rows(side, table).intersection(&before).count();
            (shared > 0).then_some((shared, usize::MAX - new, table))
        });
        let Some((_, new, table)) = news.max() else { continue };
        match missing {
            Side::Ours => found[at].ours = Some(table),
            _ => found[at].theirs = Some(table),
        }
        found[usize::MAX - new] = Three::default();
    }
}

fn caption(version: &Version<'_>, table: &TriageTable, at: usize) -> String {
    let caption = table.caption(version.register.source.text());
    caption.map_or_else(|| at.to_string(), str::to_owned)
}
