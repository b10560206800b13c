//! The IDs of adopted entries.

use std::collections::{HashMap, HashSet};

use super::options::AdoptOptions;
use super::short_titles::short_title;
use crate::register::{Entry, FreeIds, Register};
use crate::vocabulary::fold;

/// The ID of each entry: its own where it is one, the one it was given before, or the next free.
pub(super) fn ids(register: &Register<'_>, options: AdoptOptions<'_>) -> Vec<String> {
    let settings = options.settings;
    let mut taken: HashSet<String> = HashSet::new();
    let mut own: Vec<Option<String>> = Vec::with_capacity(register.entries.len());
    for (at, entry) in register.entries.iter().enumerate() {
        let given = options.from_leading.get(&at).map(|given| given.id.clone());
        let stands = register.id(entry).filter(|id| settings.id.matches(id)).map(str::to_owned);
        let former = || {
            let keys = [heading_key(register, entry), line_key(register, entry)];
            keys.iter().find_map(|key| options.former_ids.get(key)).cloned()
        };
        let id = given.or(stands).or_else(former).filter(|id| taken.insert(id.clone()));
        own.push(id);
    }
    let mut free =
        free_ids(register, options).filter(|id| !taken.contains(id) && !options.taken.contains(id));
    own.into_iter().map(|id| id.or_else(|| free.next()).unwrap_or_default()).collect()
}

/// The IDs that follow those of a register; where those are not of the form that is asked for,
/// such as `login-2`, the usual ones.
fn free_ids<'r>(
    register: &'r Register<'r>,
    options: AdoptOptions<'r>,
) -> impl Iterator<Item = String> {
    let own = FreeIds::of([register], options.earlier_ids);
    let is_sound = own.clone().next().is_some_and(|id| options.settings.id.matches(&id));
    is_sound.then_some(own).into_iter().flatten().chain(usual_ids(options))
}

/// The usual IDs, above those that entries had.
pub(super) fn usual_ids(options: AdoptOptions<'_>) -> impl Iterator<Item = String> {
    let earlier = options.earlier_ids.iter().filter_map(|id| id.strip_prefix("G-")?.parse().ok());
    let last: u32 = earlier.max().unwrap_or(0);
    (last.saturating_add(1)..).map(|number| format!("G-{number:03}"))
}

/// By what an entry is found again when its register is adopted again.
fn heading_key(register: &Register<'_>, entry: &Entry) -> String {
    fold(&short_title(register.text(entry.title)))
}

/// The line of a heading, by which its entry is found again although its ID is read otherwise.
pub(super) fn line_key(register: &Register<'_>, entry: &Entry) -> String {
    let line = register.text(register.source.line_at(entry.span.start as usize));
    fold(line.trim_matches(['#', ' ']))
}

/// The IDs of a register that was adopted before, by the headings of its entries.
pub fn former_ids(register: &Register<'_>) -> HashMap<String, String> {
    let ids = register
        .entries
        .iter()
        .filter_map(|entry| Some((heading_key(register, entry), register.id(entry)?.to_owned())));
    ids.collect()
}
