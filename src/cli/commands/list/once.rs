//! Entries of several languages, shown once.

use std::collections::HashSet;

use super::json::List;
use crate::mirror::{self, Pair};
use crate::register::{Policy, Register};
use crate::settings::Settings;

/// Takes the entries out of translations that the leading register lists, too; where it `decides`, also those that it
/// has and does not list.
pub(super) fn show_once<'a>(
    list: &mut List<'a>,
    registers: &'a [Register<'a>],
    settings: &'a Settings,
    decides: bool,
) {
    for pair in mirror::pair_up(registers, settings).pairs {
        let [leading, mirror] = [&registers[pair.leading], &registers[pair.mirror]];
        let policies =
            [leading, mirror].map(|r| Policy::of(r, &settings.promise, &settings.vocabulary));
        let pairs = Pair::new(leading, mirror, policies.each_ref(), &settings.vocabulary);
        let listed: HashSet<u32> =
            list.registers[pair.leading].entries.iter().map(|entry| entry.place).collect();
        let entries = pairs.alignment.pairs.iter();
        let shown: HashSet<u32> = entries
            .filter(|entry| decides || listed.contains(&entry.leading.span.start))
            .map(|entry| entry.mirror.span.start)
            .collect();
        if shown.is_empty() {
            continue;
        }
        let translation = &mut list.registers[pair.mirror];
        translation.entries.retain(|entry| !shown.contains(&entry.place));
        translation.is_elsewhere = translation.entries.is_empty();
        list.registers[pair.leading].also_in.push(&mirror.language);
    }
}
