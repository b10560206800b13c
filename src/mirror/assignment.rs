//! The best way to pair what is similar.

use std::collections::HashSet;

use super::similarity::{ScoreBlock, Similarity};
use crate::text::Ordered;

/// Up to this many entries at once, the best overall assignment is looked for.
const MOST_TOGETHER: usize = 100;

/// The best assignment of the rows of a block to its columns; of very many, a good one.
pub(super) fn assign(similarity: &Similarity, block: &ScoreBlock) -> Vec<(usize, usize)> {
    let ScoreBlock { rows, columns } = block;
    let size = rows.len().max(columns.len());
    let pairs = if size > MOST_TOGETHER {
        assign_greedily(similarity, block)
    } else {
        let score = |row: usize, column: usize| similarity.score(rows[row], columns[column]);
        let best = assign_by(rows.len(), columns.len(), score).into_iter();
        best.map(|(row, column)| (rows[row], columns[column])).collect()
    };
    pairs.into_iter().filter(|&(row, column)| similarity.score(row, column) > 0.0).collect()
}

/// The assignment of rows to columns with the best scores together; of very many, that of their order.
pub(super) fn assign_by(
    rows: usize,
    columns: usize,
    score: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let size = rows.max(columns);
    let is_pair = |&(row, column): &(usize, usize)| row < rows && column < columns;
    if size > MOST_TOGETHER {
        return (0..size).map(|at| (at, at)).filter(is_pair).collect();
    }
    let cost = |row: usize, column: usize| {
        if is_pair(&(row, column)) { -score(row, column) } else { 0.0 }
    };
    cheapest_assignment(size, cost).into_iter().enumerate().filter(is_pair).collect()
}

fn assign_greedily(similarity: &Similarity, block: &ScoreBlock) -> Vec<(usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    let columns: HashSet<usize> = block.columns.iter().copied().collect();
    for &row in &block.rows {
        let columns = similarity.row(row).filter(|(column, _)| columns.contains(column));
        all.extend(columns.map(|(column, score)| (score, row, column)));
    }
    all.order_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
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
    use super::*;

    fn pairs(similarity: &Similarity, rows: &[usize], columns: &[usize]) -> Vec<(usize, usize)> {
        assign(similarity, &ScoreBlock { rows: rows.to_vec(), columns: columns.to_vec() })
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
            assert!((cost - least(&costs, 0, &columns)).abs() < 1e-9, "{costs:?}: {found:?}");
        }
    }

    #[test]
    fn the_best_for_all_comes_before_the_best_for_one() {
        let similarity = Similarity::from_scores(&[&[(0, 0.9), (1, 0.8)], &[(0, 0.8)], &[]]);
        assert_eq!(pairs(&similarity, &[0, 1], &[0, 1]), [(0, 1), (1, 0)]);
        // What has nothing in common is not assigned.
        assert_eq!(pairs(&similarity, &[1, 2], &[0, 1]), [(1, 0)]);
    }

    #[test]
    fn of_very_many_the_best_for_one_comes_first() {
        let of_size = |size: usize| {
            let contested = [vec![(0, 0.9), (1, 0.8)], vec![(0, 0.85)]];
            let others = (2..size).map(|at| vec![(at, 0.5)]);
            let rows: Vec<Vec<(usize, f64)>> = contested.into_iter().chain(others).collect();
            let similarity =
                Similarity::from_scores(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
            let all: Vec<usize> = (0..size).collect();
            let mut pairs = pairs(&similarity, &all, &all);
            pairs.sort_unstable();
            (pairs.len(), pairs[0])
        };
        assert_eq!(of_size(MOST_TOGETHER), (MOST_TOGETHER, (0, 1)));
        assert_eq!(of_size(MOST_TOGETHER + 1), (MOST_TOGETHER, (0, 0)));
    }
}
