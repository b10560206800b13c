//! The longest increasing subsequence: the members of a sequence that are in order.

use std::collections::HashSet;

/// The longest increasing subsequence, so that the fewest members are out of order.
pub(crate) fn longest_increasing(sequence: &[u32]) -> HashSet<u32> {
    // For each length, the index of the smallest last value of a subsequence of that length.
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
    let mut members = HashSet::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(place) = at {
        members.insert(sequence[place]);
        at = before[place];
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_members_are_left_out() {
        let run = |sequence: &[u32]| {
            let mut run: Vec<u32> = longest_increasing(sequence).into_iter().collect();
            run.sort_unstable();
            run
        };
        assert_eq!(run(&[1, 2, 3]), [1, 2, 3]);
        assert_eq!(run(&[4, 1, 2, 3]), [1, 2, 3]);
        assert_eq!(run(&[1, 3, 2, 4]).len(), 3);
        assert!(run(&[]).is_empty());
    }
}
