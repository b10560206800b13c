//! What of a sequence is out of order.

use std::collections::HashSet;

/// The members of the longest rising run within a sequence.
pub fn longest_run(sequence: &[u32]) -> HashSet<u32> {
    // For each length, the place of the smallest value that a run of that length ends in.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(sequence.len());
    for (at, &value) in sequence.iter().enumerate() {
        let length = ends.partition_point(|&end| sequence[end] < value);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run = HashSet::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(place) = at {
        run.insert(sequence[place]);
        at = before[place];
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_have_to_move() {
        let run = |sequence: &[u32]| {
            let mut run: Vec<u32> = longest_run(sequence).into_iter().collect();
            run.sort_unstable();
            run
        };
        assert_eq!(run(&[1, 2, 3]), [1, 2, 3]);
        assert_eq!(run(&[4, 1, 2, 3]), [1, 2, 3]);
        assert_eq!(run(&[1, 3, 2, 4]).len(), 3);
        assert!(run(&[]).is_empty());
    }
}
