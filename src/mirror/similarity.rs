//! How similar entries are in what no translation changes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::literals::{LiteralKind, literals};
use crate::register::{Entry, Register};
use crate::vocabulary::fold;

/// A smaller score counts as none.
const LEAST: f64 = 0.25;
/// Two candidates that differ by less cannot be told apart.
const MARGIN: f64 = 0.02;
/// A feature of more entries says nothing about any of them.
const COMMON: usize = 64;

/// How similar the entries of two lists are: for each row the scores above zero, by column, in order.
pub(super) struct Similarity {
    scores: Vec<Box<[(u32, f64)]>>,
}

/// Rows and columns that can only be assigned together, in order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ScoreBlock {
    pub rows: Vec<usize>,
    pub columns: Vec<usize>,
}

impl Similarity {
    pub(super) fn of(
        leading: &Register<'_>,
        mirror: &Register<'_>,
        left: &[&Entry],
        right: &[&Entry],
    ) -> Self {
        let mut texts = FeatureTexts::default();
        let left = texts.of_each(leading, left);
        let right = texts.of_each(mirror, right);
        let holders = texts.holders(&left, &right);
        let weight = |feature: &u32| holders[*feature as usize].weight();
        let total = |features: &[u32]| -> f64 { features.iter().map(weight).sum() };
        let totals: Vec<f64> = right.iter().map(total).collect();
        let row = |features: &[u32]| -> Box<[(u32, f64)]> {
            let own = total(features);
            let shared = shared_weights(features, &holders).into_iter();
            let score =
                |(at, shared): (u32, f64)| (at, shared / (own + totals[at as usize] - shared));
            shared.map(score).filter(|&(_, score)| score >= LEAST).collect()
        };
        Self { scores: left.iter().map(row).collect() }
    }

    /// The similarity of rows with these columns and scores.
    #[cfg(test)]
    pub(super) fn from_scores(rows: &[&[(usize, f64)]]) -> Self {
        let row = |row: &&[(usize, f64)]| row.iter().map(|&(at, it)| (at as u32, it)).collect();
        Self { scores: rows.iter().map(row).collect() }
    }

    pub(super) fn score(&self, row: usize, column: usize) -> f64 {
        let scores = self.scores.get(row).map_or(&[][..], |scores| scores);
        let at = scores.binary_search_by_key(&column, |&(column, _)| column as usize);
        at.map_or(0.0, |at| scores[at].1)
    }

    /// The scores above zero of a row, by column.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = (usize, f64)> {
        self.scores[row].iter().map(|&(column, score)| (column as usize, score))
    }

    /// Blocks of rows and columns: no row has a score in the column of another block.
    pub(super) fn blocks(&self) -> impl Iterator<Item = ScoreBlock> {
        let mut rows_of: HashMap<u32, Vec<usize>> = HashMap::new();
        for (row, scores) in self.scores.iter().enumerate() {
            for &(column, _) in scores {
                rows_of.entry(column).or_default().push(row);
            }
        }
        let mut seen = vec![false; self.scores.len()];
        (0..self.scores.len()).filter_map(move |start| {
            let is_new = !std::mem::replace(&mut seen[start], true);
            is_new.then(|| self.block_around(start, &rows_of, &mut seen))
        })
    }

    fn block_around(
        &self,
        start: usize,
        rows_of: &HashMap<u32, Vec<usize>>,
        seen: &mut [bool],
    ) -> ScoreBlock {
        let mut rows = vec![start];
        let mut columns = BTreeSet::new();
        let mut at = 0;
        while at < rows.len() {
            for &(column, _) in &self.scores[rows[at]] {
                if columns.insert(column as usize) {
                    let others = rows_of.get(&column).into_iter().flatten();
                    rows.extend(others.filter(|&&row| !std::mem::replace(&mut seen[row], true)));
                }
            }
            at += 1;
        }
        // Sorted, as the choice among equals must not depend on the order of a map.
        rows.sort_unstable();
        ScoreBlock { rows, columns: columns.into_iter().collect() }
    }

    /// Whether another assignment would be as good.
    pub(super) fn is_doubtful(
        &self,
        row: usize,
        column: usize,
        partner: &HashMap<usize, usize>,
        taken: &HashMap<usize, usize>,
    ) -> bool {
        let own = self.score(row, column);
        self.row(row).any(|(other, score)| {
            if other == column {
                return false;
            }
            match taken.get(&other) {
                // Whether the two could change partners.
                Some(&rival) => {
                    let now = own + self.score(rival, other);
                    partner.get(&rival) == Some(&other)
                        && score + self.score(rival, column) >= now - MARGIN
                }
                None => score >= own - MARGIN,
            }
        })
    }
}

/// The entries that have a feature.
struct Holders {
    /// How much a feature of its kind weighs that one entry has.
    kind: f64,
    /// How many of the leading entries.
    leading: usize,
    /// Which of the mirror's.
    mirror: Vec<u32>,
}

impl Holders {
    fn of(feature: &str) -> Self {
        let kind = match feature.as_bytes().first() {
            Some(b'#') => 0.4,
            Some(b'>') => 0.3,
            _ => 1.0,
        };
        Self { kind, leading: 0, mirror: Vec::new() }
    }

    /// A rare feature weighs most. A number may have changed, and a menu has many entries.
    fn weight(&self) -> f64 {
        let count = self.leading.max(self.mirror.len());
        let count = u32::try_from(count).unwrap_or(u32::MAX).max(1);
        self.kind / f64::from(count)
    }
}

/// The texts of features, each once and with a number: very many entries may have the same.
#[derive(Default)]
struct FeatureTexts(HashMap<String, u32>);

/// The features of each of some entries, as numbers.
#[derive(Default)]
struct FeatureLists {
    all: Vec<u32>,
    /// Where those of each entry end.
    ends: Vec<u32>,
}

impl FeatureLists {
    fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(&start, &end)| &self.all[start as usize..end as usize])
    }
}

impl FeatureTexts {
    fn of_each(&mut self, register: &Register<'_>, entries: &[&Entry]) -> FeatureLists {
        let mut lists = FeatureLists::default();
        for entry in entries {
            for text in features(register, entry) {
                let next = self.0.len() as u32;
                lists.all.push(*self.0.entry(text).or_insert(next));
            }
            lists.ends.push(lists.all.len() as u32);
        }
        lists
    }

    /// The entries that have each feature, by its number.
    fn holders(self, left: &FeatureLists, right: &FeatureLists) -> Vec<Holders> {
        let mut texts: Vec<(String, u32)> = self.0.into_iter().collect();
        texts.sort_unstable_by_key(|&(_, number)| number);
        let mut holders: Vec<Holders> = texts.iter().map(|(text, _)| Holders::of(text)).collect();
        for &feature in &left.all {
            holders[feature as usize].leading += 1;
        }
        for (at, features) in right.iter().enumerate() {
            for &feature in features {
                holders[feature as usize].mirror.push(at as u32);
            }
        }
        holders
    }
}

/// The weight of the features that an entry shares with each of the mirror's, in their order.
fn shared_weights(features: &[u32], holders: &[Holders]) -> BTreeMap<u32, f64> {
    let mut shared: BTreeMap<u32, f64> = BTreeMap::new();
    for &feature in features {
        let holders = &holders[feature as usize];
        if holders.mirror.len() <= COMMON {
            for &at in &holders.mirror {
                *shared.entry(at).or_default() += holders.weight();
            }
        }
    }
    shared
}

/// The features of an entry in any language: code and addresses in its text, its menu path (`>`)
/// and its number (`#`). Sorted, as a sum of fractions depends on the order of its parts.
fn features(register: &Register<'_>, entry: &Entry) -> BTreeSet<String> {
    let literals = literals(register, entry.span).into_iter();
    let mut features: BTreeSet<String> = literals
        .filter(|literal| matches!(literal.kind, LiteralKind::Code | LiteralKind::Url))
        .map(|literal| literal.text.into_owned())
        .collect();
    features.extend(entry.area.iter().map(|&step| format!(">{}", fold(register.text(step)))));
    features.extend(entry.number.map(|number| format!("#{}", register.text(number))));
    features
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::register::Reading;
    use crate::text::Source;
    use crate::values::IdPattern;
    use crate::vocabulary::{UniqueMap, Vocabulary};

    /// The similarity of two registers with such entries: heading and code of each.
    fn of_registers(own: &[(&str, &str)], theirs: &[(&str, &str)]) -> Similarity {
        let source = |entries: &[(&str, &str)]| {
            let write = |(heading, code): &(&str, &str)| {
                format!("### {heading}\n\n- **Status:** Open\n- **Symptom:** It says {code}.\n\n")
            };
            Source::new("gaps.md", entries.iter().map(write).collect::<String>())
        };
        let (own, theirs) = (source(own), source(theirs));
        let vocabulary = Vocabulary::with(&UniqueMap::default());
        let id = IdPattern::default();
        let reading = Reading::at_root(&vocabulary, &id);
        let [own, theirs] = [&own, &theirs].map(|source| Register::read(source, reading).unwrap());
        let [left, right] = [&own, &theirs].map(|register| register.entries.iter().collect());
        let (left, right): (Vec<&Entry>, Vec<&Entry>) = (left, right);
        Similarity::of(&own, &theirs, &left, &right)
    }

    fn is_near(score: f64, wanted: f64) -> bool {
        (score - wanted).abs() < 1e-9
    }

    #[test]
    fn rows_that_share_a_column_are_assigned_together() {
        let similarity =
            Similarity::from_scores(&[&[(0, 0.5), (1, 0.5)], &[(3, 0.5)], &[(1, 0.5)], &[]]);
        let block = |rows: &[usize], columns: &[usize]| ScoreBlock {
            rows: rows.to_vec(),
            columns: columns.to_vec(),
        };
        let blocks = [block(&[0, 2], &[0, 1]), block(&[1], &[3]), block(&[3], &[])];
        assert_eq!(similarity.blocks().collect::<Vec<_>>(), blocks);
    }

    #[test]
    fn what_could_be_another_is_doubtful() {
        let is_doubtful = |scores: &[&[(usize, f64)]], pairs: &[(usize, usize)]| {
            let taken = pairs.iter().map(|&(row, column)| (column, row)).collect();
            Similarity::from_scores(scores).is_doubtful(
                0,
                0,
                &pairs.iter().copied().collect(),
                &taken,
            )
        };
        // A free column is as good, or less good.
        assert!(is_doubtful(&[&[(0, 0.5), (1, 0.49)]], &[(0, 0)]));
        assert!(!is_doubtful(&[&[(0, 0.5), (1, 0.47)]], &[(0, 0)]));
        assert!(!is_doubtful(&[&[(0, 0.5)]], &[(0, 0)]));
        // Two could change partners, or would lose by it.
        let both = [(0, 0), (1, 1)];
        assert!(is_doubtful(&[&[(0, 0.5), (1, 0.5)], &[(0, 0.5), (1, 0.5)]], &both));
        assert!(is_doubtful(&[&[(0, 0.9), (1, 0.5)], &[(0, 0.9), (1, 0.51)]], &both));
        assert!(!is_doubtful(&[&[(0, 0.9), (1, 0.5)], &[(0, 0.5), (1, 0.5)]], &both));
        assert!(!is_doubtful(&[&[(0, 0.5), (1, 0.5)], &[(0, 0.3), (1, 0.9)]], &both));
    }

    #[test]
    fn code_weighs_more_than_a_menu_and_a_number() {
        let all = of_registers(&[("1.1 A → b", "`x`")], &[("1.1 A → c", "`x`")]);
        assert!(is_near(all.score(0, 0), 1.0));
        // Of 1.7 on each side, 1.3, 1.4 and 0.7 are shared.
        let number = of_registers(&[("1.1 A → b", "`x`")], &[("1.2 A → c", "`x`")]);
        assert!(is_near(number.score(0, 0), 1.3 / 2.1));
        let menu = of_registers(&[("1.1 A → b", "`x`")], &[("1.1 B → c", "`x`")]);
        assert!(is_near(menu.score(0, 0), 1.4 / 2.0));
        let code = of_registers(&[("1.1 A → b", "`x`")], &[("1.1 A → c", "`y`")]);
        assert!(is_near(code.score(0, 0), 0.7 / 2.7));
        // A smaller score counts as none, as does one of a row that does not exist.
        let menu_alone = of_registers(&[("1.1 A → b", "`x`")], &[("1.2 A → c", "`y`")]);
        assert!(is_near(menu_alone.score(0, 0), 0.0) && is_near(menu_alone.score(7, 0), 0.0));
    }

    #[test]
    fn what_several_share_weighs_less_and_what_all_share_nothing() {
        // `x` occurs in two of theirs, and weighs half as much as `y`, which occurs in one.
        let two = of_registers(&[("a", "`x` `y`")], &[("b", "`x`"), ("c", "`x` `y`")]);
        assert!(is_near(two.score(0, 0), 0.5 / 1.5));
        assert!(is_near(two.score(0, 1), 1.0));
        let own = of_registers(&[("a", "`x`"), ("b", "`x` `y`")], &[("c", "`x`")]);
        assert!(is_near(own.score(1, 0), 0.5 / 1.5));
        let of_many = |count: usize| of_registers(&[("a", "`x`")], &vec![("b", "`x`"); count]);
        assert!(is_near(of_many(COMMON).score(0, 0), 1.0));
        assert!(is_near(of_many(COMMON + 1).score(0, 0), 0.0));
    }
}
