//! Which labels belong together that are in no vocabulary, as far as the entries show it.

use std::collections::{HashMap, HashSet};

/// How often two labels belong together, by both, folded.
#[derive(Debug, Default)]
pub(super) struct LabelHabits {
    counts: HashMap<(String, String), usize>,
    /// The highest of these counts for each label, the leading one first.
    most: HashMap<(usize, String), usize>,
    /// The pairs of labels whose values have the same codes, numbers and dates in an entry.
    alike: HashSet<(String, String)>,
    /// How the translation writes its labels.
    spellings: HashMap<String, String>,
}

impl LabelHabits {
    /// Adds how the translation writes a label.
    pub(super) fn add_spelling(&mut self, label: &str, written: &str) {
        self.spellings.entry(label.to_owned()).or_insert_with(|| written.to_owned());
    }

    /// Counts two labels that belong together in an entry.
    pub(super) fn add(&mut self, own: &str, theirs: &str) {
        let count = self.counts.entry((own.to_owned(), theirs.to_owned())).or_default();
        *count += 1;
        for label in [(0, own.to_owned()), (1, theirs.to_owned())] {
            let most = self.most.entry(label).or_default();
            *most = (*most).max(*count);
        }
    }

    /// Adds two labels whose values say the same in an entry.
    pub(super) fn add_alike(&mut self, own: &str, theirs: &str) {
        self.alike.insert((own.to_owned(), theirs.to_owned()));
    }

    /// Whether the values of two labels say the same in an entry.
    pub(super) fn are_alike(&self, own: &str, theirs: &str) -> bool {
        self.alike.contains(&(own.to_owned(), theirs.to_owned()))
    }

    /// Whether no other label belongs to one of two more often.
    pub(super) fn has(&self, own: &str, theirs: &str) -> bool {
        let labels = (own.to_owned(), theirs.to_owned());
        let Some(count) = self.counts.get(&labels) else { return false };
        let most = |side, label| self.most.get(&(side, label)).is_none_or(|most| most <= count);
        most(0, labels.0) && most(1, labels.1)
    }

    /// The label that the translation has for one of the source.
    pub(super) fn translated(&self, own: &str) -> Option<&str> {
        let most = self.most.get(&(0, own.to_owned()))?;
        let counts = self.counts.iter();
        let mut best = counts.filter(|((label, _), count)| *label == own && *count == most);
        let ((_, theirs), _) = best.next()?;
        let is_only = best.next().is_none() && self.most.get(&(1, theirs.clone())) == Some(most);
        self.spellings.get(theirs).filter(|_| is_only).map(String::as_str)
    }
}
