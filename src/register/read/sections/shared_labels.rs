//! Labels that several sections have.

use std::collections::{HashMap, HashSet};

use super::tree::{SEVERAL, Section};

/// How many sets hold each label.
pub(super) fn counts<'l>(
    sets: impl Iterator<Item = &'l HashSet<String>>,
) -> HashMap<&'l str, usize> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for label in sets.flatten() {
        *counts.entry(label).or_default() += 1;
    }
    counts
}

/// The labels that at least a third of the sections with labels have, and several.
pub(super) fn common(labels: &[HashSet<String>]) -> HashSet<String> {
    let filled = labels.iter().filter(|labels| !labels.is_empty()).count();
    let counts = counts(labels.iter()).into_iter();
    let common = counts.filter(|&(_, count)| count > SEVERAL && count * 3 >= filled);
    common.map(|(label, _)| label.to_owned()).collect()
}

/// The labels that two thirds of the sections with labels have, and several, for each level most of whose sections
/// have labels.
pub(super) fn labels_of_levels(
    labels: &[HashSet<String>],
    sections: &[Section],
) -> HashMap<u8, HashSet<String>> {
    let mut levels: HashMap<u8, Vec<&HashSet<String>>> = HashMap::new();
    for (labels, section) in labels.iter().zip(sections).filter(|(_, it)| !it.is_aside) {
        levels.entry(section.level).or_default().push(labels);
    }
    let common = |all: Vec<&HashSet<String>>| {
        let filled = all.iter().filter(|labels| !labels.is_empty()).count();
        if filled * 2 <= all.len() {
            return HashSet::new();
        }
        let counts = counts(all.into_iter()).into_iter();
        let most = counts.filter(|&(_, count)| count >= SEVERAL && count * 3 >= filled * 2);
        most.map(|(label, _)| label.to_owned()).collect()
    };
    levels.into_iter().map(|(level, all)| (level, common(all))).collect()
}
