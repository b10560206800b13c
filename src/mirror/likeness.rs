//! How much entries say alike that no translation changes, and the best way to pair them by it.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::tokens::{TokenKind, tokens};
use crate::register::{Entry, Register};
use crate::vocabulary::fold;

/// Less likeness than that is none.
const LEAST: f64 = 0.25;
/// Two candidates that differ by less cannot be told apart.
const MARGIN: f64 = 0.02;
/// What so many entries share says nothing about any of them.
const COMMON: usize = 64;
/// Up to this many entries at once, the best overall assignment is looked for.
const MOST_TOGETHER: usize = 100;

/// How alike the entries of two lists are: the scores above nothing, by row.
pub(super) struct Likeness {
    scores: Vec<HashMap<usize, f64>>,
}

impl Likeness {
    pub(super) fn of(
        leading: &Register<'_>,
        mirror: &Register<'_>,
        left: &[&Entry],
        right: &[&Entry],
    ) -> Self {
        let features = |register: &Register<'_>, entries: &[&Entry]| -> Vec<BTreeSet<String>> {
            entries.iter().map(|entry| features(register, entry)).collect()
        };
        let (left, right) = (features(leading, left), features(mirror, right));
        let mut holders: HashMap<&str, (usize, Vec<usize>)> = HashMap::new();
        for feature in left.iter().flatten() {
            holders.entry(feature).or_default().0 += 1;
        }
        for (at, features) in right.iter().enumerate() {
            for feature in features {
                holders.entry(feature).or_default().1.push(at);
            }
        }
        // What is rare tells most; a number may have changed, and a menu holds many entries.
        let weight = |feature: &str| {
            let count = holders.get(feature).map_or(1, |(own, theirs)| (*own).max(theirs.len()));
            let count = u32::try_from(count).unwrap_or(u32::MAX).max(1);
            let kind = match feature.as_bytes().first() {
                Some(b'#') => 0.4,
                Some(b'>') => 0.3,
                _ => 1.0,
            };
            kind / f64::from(count)
        };
        let total = |features: &BTreeSet<String>| features.iter().map(|f| weight(f)).sum::<f64>();
        let totals: Vec<f64> = right.iter().map(total).collect();
        let row = |features: &BTreeSet<String>| -> HashMap<usize, f64> {
            let own = total(features);
            let mut shared: HashMap<usize, f64> = HashMap::new();
            for feature in features {
                let Some((_, theirs)) = holders.get(feature.as_str()) else { continue };
                if theirs.len() <= COMMON {
                    for &at in theirs {
                        *shared.entry(at).or_default() += weight(feature);
                    }
                }
            }
            let score = |(at, shared): (usize, f64)| (at, shared / (own + totals[at] - shared));
            shared.into_iter().map(score).filter(|&(_, score)| score >= LEAST).collect()
        };
        Self { scores: left.iter().map(row).collect() }
    }

    pub(super) fn score(&self, row: usize, column: usize) -> f64 {
        self.scores.get(row).and_then(|row| row.get(&column)).copied().unwrap_or(0.0)
    }

    /// Rows and columns that can only be assigned together.
    pub(super) fn groups(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut rows_of: HashMap<usize, Vec<usize>> = HashMap::new();
        for (row, scores) in self.scores.iter().enumerate() {
            for &column in scores.keys() {
                rows_of.entry(column).or_default().push(row);
            }
        }
        let mut seen = HashSet::new();
        let mut groups = Vec::new();
        for start in 0..self.scores.len() {
            if !seen.insert(start) {
                continue;
            }
            let (mut rows, mut columns) = (vec![start], Vec::new());
            let mut known = HashSet::new();
            let mut at = 0;
            while at < rows.len() {
                for &column in self.scores[rows[at]].keys() {
                    if known.insert(column) {
                        columns.push(column);
                        let others = rows_of.get(&column).into_iter().flatten();
                        rows.extend(others.filter(|&&row| seen.insert(row)));
                    }
                }
                at += 1;
            }
            // Which of equals is taken must not hang on the order of a map.
            rows.sort_unstable();
            columns.sort_unstable();
            groups.push((rows, columns));
        }
        groups
    }

    /// The best assignment of some rows to some columns; of very many, a good one.
    pub(super) fn assign(&self, rows: &[usize], columns: &[usize]) -> Vec<(usize, usize)> {
        let pairs = if rows.len().max(columns.len()) > MOST_TOGETHER {
            self.assign_greedily(rows, columns)
        } else {
            let cost = |row: usize, column: usize| {
                rows.get(row).zip(columns.get(column)).map_or(0.0, |(&r, &c)| -self.score(r, c))
            };
            let size = rows.len().max(columns.len());
            let best = cheapest_assignment(size, cost);
            best.into_iter()
                .enumerate()
                .filter_map(|(row, column)| Some((*rows.get(row)?, *columns.get(column)?)))
                .collect()
        };
        pairs.into_iter().filter(|&(row, column)| self.score(row, column) > 0.0).collect()
    }

    fn assign_greedily(&self, rows: &[usize], columns: &[usize]) -> Vec<(usize, usize)> {
        let known: HashSet<usize> = columns.iter().copied().collect();
        let mut all: Vec<(f64, usize, usize)> = rows
            .iter()
            .flat_map(|&row| self.scores[row].iter().map(move |(&column, &s)| (s, row, column)))
            .filter(|(_, _, column)| known.contains(column))
            .collect();
        all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let (mut used_rows, mut used_columns) = (HashSet::new(), HashSet::new());
        let mut pairs = Vec::new();
        for (_, row, column) in all {
            if !used_rows.contains(&row) && !used_columns.contains(&column) {
                used_rows.insert(row);
                used_columns.insert(column);
                pairs.push((row, column));
            }
        }
        pairs
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
        self.scores[row].iter().any(|(&other, &score)| {
            if other == column {
                return false;
            }
            match taken.get(&other) {
                // What the two would gain by changing partners.
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

/// What tells an entry from others in any language: code, pages, numbers in its text, its menu
/// path (`>`) and its number (`#`). In order, as sums of fractions hang on the order of their parts.
fn features(register: &Register<'_>, entry: &Entry) -> BTreeSet<String> {
    let tokens = tokens(register, entry.span).into_iter();
    let mut features: BTreeSet<String> = tokens
        .filter(|token| matches!(token.kind, TokenKind::Code | TokenKind::Url))
        .map(|token| token.text.into_owned())
        .collect();
    features.extend(entry.area.iter().map(|&step| format!(">{}", fold(register.text(step)))));
    features.extend(entry.number.map(|number| format!("#{}", register.text(number))));
    features
}

/// For each row of a square of costs, its column in the assignment that costs least (the
/// Hungarian method, with potentials).
fn cheapest_assignment(size: usize, cost: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    let (mut of_rows, mut of_columns) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    // The row that each column is assigned to; 0 stands for none, so both count from 1.
    let mut row_of = vec![0; size + 1];
    let mut way = vec![0; size + 1];
    for row in 1..=size {
        row_of[0] = row;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; size + 1];
        let mut is_used = vec![false; size + 1];
        while row_of[column] != 0 {
            is_used[column] = true;
            let current = row_of[column];
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for other in 1..=size {
                if is_used[other] {
                    continue;
                }
                let reduced = cost(current - 1, other - 1) - of_rows[current] - of_columns[other];
                if reduced < least[other] {
                    least[other] = reduced;
                    way[other] = column;
                }
                if least[other] < delta {
                    delta = least[other];
                    next = other;
                }
            }
            for other in 0..=size {
                if is_used[other] {
                    of_rows[row_of[other]] += delta;
                    of_columns[other] -= delta;
                } else {
                    least[other] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            let before = way[column];
            row_of[column] = row_of[before];
            column = before;
        }
    }
    let mut column_of = vec![0; size];
    for column in 1..=size {
        column_of[row_of[column] - 1] = column - 1;
    }
    column_of
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::register::Reading;
    use crate::text::Source;
    use crate::values::IdPattern;
    use crate::vocabulary::{UniqueMap, Vocabulary};

    /// The scores of each row, by column.
    fn likeness(scores: &[&[(usize, f64)]]) -> Likeness {
        Likeness { scores: scores.iter().map(|row| row.iter().copied().collect()).collect() }
    }

    /// What two registers of such entries have in common: heading and code of each.
    fn of_registers(own: &[(&str, &str)], theirs: &[(&str, &str)]) -> Likeness {
        let source = |entries: &[(&str, &str)]| {
            let write = |(heading, code): &(&str, &str)| {
                format!("### {heading}\n\n- **Status:** Open\n- **Symptom:** It says {code}.\n\n")
            };
            Source::new("gaps.md", entries.iter().map(write).collect::<String>())
        };
        let (own, theirs) = (source(own), source(theirs));
        let vocabulary = Vocabulary::with(&UniqueMap::default());
        let id = IdPattern::default();
        let root = Path::new("/");
        let reading = Reading { vocabulary: &vocabulary, id: &id, cwd: root, root };
        let [own, theirs] = [&own, &theirs].map(|source| Register::read(source, reading).unwrap());
        let [left, right] = [&own, &theirs].map(|register| register.entries.iter().collect());
        let (left, right): (Vec<&Entry>, Vec<&Entry>) = (left, right);
        Likeness::of(&own, &theirs, &left, &right)
    }

    fn is_near(score: f64, wanted: f64) -> bool {
        (score - wanted).abs() < 1e-9
    }

    #[test]
    fn the_assignment_is_the_cheapest() {
        let costs = [[4.0, 1.0, 3.0], [2.0, 0.0, 5.0], [3.0, 2.0, 2.0]];
        assert_eq!(cheapest_assignment(3, |row, column| costs[row][column]), [1, 0, 2]);
        assert!(cheapest_assignment(0, |_, _| 0.0).is_empty());
    }

    #[test]
    fn no_other_assignment_is_cheaper() {
        // All orders of the columns that are left, and what each costs.
        fn least(costs: &[[f64; 5]], row: usize, left: &[usize]) -> f64 {
            let after = |&column: &usize| {
                let rest: Vec<usize> = left.iter().copied().filter(|&c| c != column).collect();
                costs[row][column] + least(costs, row + 1, &rest)
            };
            if left.is_empty() { 0.0 } else { left.iter().map(after).fold(f64::INFINITY, f64::min) }
        }
        let mut seed = 7_u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            -f64::from((seed >> 16) % 10)
        };
        for size in (1..=5).cycle().take(400) {
            let costs: Vec<[f64; 5]> =
                (0..size).map(|_| std::array::from_fn(|_| random())).collect();
            let found = cheapest_assignment(size, |row, column| costs[row][column]);
            let cost: f64 = found.iter().enumerate().map(|(row, &column)| costs[row][column]).sum();
            let columns: Vec<usize> = (0..size).collect();
            assert!(is_near(cost, least(&costs, 0, &columns)), "{costs:?}: {found:?}");
        }
    }

    #[test]
    fn rows_that_share_a_column_are_assigned_together() {
        let likeness = likeness(&[&[(0, 0.5), (1, 0.5)], &[(3, 0.5)], &[(1, 0.5)], &[]]);
        let groups = likeness.groups();
        assert_eq!(groups, [(vec![0, 2], vec![0, 1]), (vec![1], vec![3]), (vec![3], vec![])]);
    }

    #[test]
    fn the_best_for_all_comes_before_the_best_for_one() {
        let likeness = likeness(&[&[(0, 0.9), (1, 0.8)], &[(0, 0.8)], &[]]);
        assert_eq!(likeness.assign(&[0, 1], &[0, 1]), [(0, 1), (1, 0)]);
        // What has nothing in common is not assigned.
        assert_eq!(likeness.assign(&[1, 2], &[0, 1]), [(1, 0)]);
    }

    #[test]
    fn of_very_many_the_best_for_one_comes_first() {
        let of_size = |size: usize| {
            let contested = [vec![(0, 0.9), (1, 0.8)], vec![(0, 0.85)]];
            let others = (2..size).map(|at| vec![(at, 0.5)]);
            let rows: Vec<Vec<(usize, f64)>> = contested.into_iter().chain(others).collect();
            let likeness = likeness(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
            let all: Vec<usize> = (0..size).collect();
            let mut pairs = likeness.assign(&all, &all);
            pairs.sort_unstable();
            (pairs.len(), pairs[0])
        };
        assert_eq!(of_size(MOST_TOGETHER), (MOST_TOGETHER, (0, 1)));
        assert_eq!(of_size(MOST_TOGETHER + 1), (MOST_TOGETHER, (0, 0)));
    }

    #[test]
    fn what_could_be_another_is_doubtful() {
        let is_doubtful = |scores: &[&[(usize, f64)]], pairs: &[(usize, usize)]| {
            let taken = pairs.iter().map(|&(row, column)| (column, row)).collect();
            likeness(scores).is_doubtful(0, 0, &pairs.iter().copied().collect(), &taken)
        };
        // A column that nobody has taken is as good, or less good.
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
        // Less is nothing, and so is what is not there.
        let menu_alone = of_registers(&[("1.1 A → b", "`x`")], &[("1.2 A → c", "`y`")]);
        assert!(is_near(menu_alone.score(0, 0), 0.0) && is_near(menu_alone.score(7, 0), 0.0));
    }

    #[test]
    fn what_several_share_weighs_less_and_what_all_share_nothing() {
        // `x` stands in two of theirs: half as much as `y`, which is theirs alone.
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
