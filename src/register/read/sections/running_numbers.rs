//! Which sections and lists have numbers that run on from one to the next.

use std::collections::{HashMap, HashSet};

use super::facts::SectionFacts;
use super::tree::{Piece, pieces};

impl SectionFacts<'_, '_, '_> {
    /// The sections whose numbers run on through the document, where most of them are built alike.
    pub(super) fn runs(&self) -> HashSet<usize> {
        const MANY: usize = 5;
        let is_alike = |at: &&usize| {
            self.is_known(**at) || !self.labels[**at].is_disjoint(&self.common_labels)
        };
        let mut by_level: HashMap<u8, Vec<Vec<usize>>> = HashMap::new();
        let mut last: HashMap<u8, u32> = HashMap::new();
        for (at, section) in self.sections.iter().enumerate() {
            let Some(number) = section.number else { continue };
            let runs = by_level.entry(section.level).or_default();
            let before = last.insert(section.level, number);
            let follows = before.and_then(|last| last.checked_add(1)) == Some(number);
            match runs.last_mut().filter(|_| follows) {
                Some(run) => run.push(at),
                None => runs.push(vec![at]),
            }
        }
        let runs = by_level.into_values().flatten().filter(|run| run.len() >= MANY);
        let alike = runs.filter(|run| run.iter().filter(is_alike).count() * 2 > run.len());
        alike.flatten().collect()
    }

    /// Whether a section has text, and its number runs on with those of sections that are built alike.
    pub(super) fn is_in_run(&self, at: usize) -> bool {
        self.in_runs.contains(&at) && self.says_something(&self.sections[at])
    }

    /// Whether the numbers of the first list in a section run on from those of the list before it.
    pub(super) fn continues_numbers(&self, at: usize) -> bool {
        let lists = |at: usize| {
            let body = self.sections[at].body.clone();
            pieces(self.evidence.document, body).into_iter().filter_map(|piece| match piece {
                Piece::List(items) => Some((*items.first()?, *items.last()?)),
                _ => None,
            })
        };
        let before = at.checked_sub(1).and_then(|before| lists(before).next_back());
        let numbers = before.zip(lists(at).next()).map(|((_, last), (first, _))| {
            (self.evidence.ordinal(last), self.evidence.ordinal(first))
        });
        matches!(numbers, Some((Some(last), Some(first))) if last.checked_add(1) == Some(first))
    }

    /// Whether the numbers of the sections in a section run on from those in the section before it, or to those in
    /// the one behind it.
    pub(super) fn continues_sections(&self, at: usize) -> bool {
        let numbers = |at: usize| {
            let section = self.sections.get(at)?;
            let mut numbers = section.children.iter().map(|&child| self.sections[child].number);
            let first = numbers.next()??;
            Some((first, numbers.next_back().map_or(Some(first), |last| last)?))
        };
        let Some((first, last)) = numbers(at) else { return false };
        let section = &self.sections[at];
        let before = self.holders.get(&first.wrapping_sub(1));
        let behind = self.holders.get(&last.wrapping_add(1));
        let is_beside =
            |other: &usize| *other != at && self.sections[*other].level == section.level;
        before.is_some_and(is_beside) || behind.is_some_and(is_beside)
    }
}
