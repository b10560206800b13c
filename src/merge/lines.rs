//! Which lines of one version are lines of another.

use std::collections::HashMap;

use similar::DiffOp;

use crate::text::difference;
use crate::values::subsequence::longest_increasing;

/// Up to so many lines are compared line by line; more are first cut at lines that occur once.
const FEW: usize = 1000;

/// For each old line, the place of the new one that it is.
pub(super) fn matches<T: AsRef<str>>(old: &[T], new: &[T]) -> Vec<Option<usize>> {
    let mut found = vec![None; old.len()];
    let [old, new] = [old, new].map(|lines| lines.iter().map(AsRef::as_ref).collect::<Vec<_>>());
    add_matches(&old, &new, 0, &mut found);
    found
}

/// Adds the matches of two runs of lines; `offset` is the place of the first new one.
fn add_matches(old: &[&str], new: &[&str], offset: usize, found: &mut [Option<usize>]) {
    let before = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    (0..before).for_each(|at| found[at] = Some(offset + at));
    let (old, new) = (&old[before..], &new[before..]);
    let (offset, found) = (offset + before, &mut found[before..]);
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (old.len() - behind, new.len() - behind);
    (0..behind).for_each(|at| found[old_end + at] = Some(offset + new_end + at));
    let (old, new, found) = (&old[..old_end], &new[..new_end], &mut found[..old_end]);
    if old.is_empty() || new.is_empty() {
        return;
    }
    if old.len() + new.len() <= FEW {
        add_few(old, new, offset, found);
    } else {
        add_between_unique(old, new, offset, found);
    }
}

fn add_few(old: &[&str], new: &[&str], offset: usize, found: &mut [Option<usize>]) {
    for change in difference::of_lines(old, new) {
        if let DiffOp::Equal { old_index, new_index, len } = change {
            (0..len).for_each(|at| found[old_index + at] = Some(offset + new_index + at));
        }
    }
}

/// Lines that occur once on each side are the same; what lies between them is compared by itself.
fn add_between_unique(old: &[&str], new: &[&str], offset: usize, found: &mut [Option<usize>]) {
    let (olds, news) = (unique(old), unique(new));
    let mut pairs: Vec<(usize, usize)> =
        olds.iter().filter_map(|(line, &at)| Some((at, *news.get(line)?))).collect();
    pairs.sort_unstable();
    let places: Vec<u32> = pairs.iter().map(|&(_, new)| new as u32).collect();
    let in_order = longest_increasing(&places);
    pairs.retain(|(_, new)| in_order.contains(&(*new as u32)));
    if pairs.is_empty() {
        return;
    }
    let (mut old_at, mut new_at) = (0, 0);
    pairs.push((old.len(), new.len()));
    for (old_end, new_end) in pairs {
        let part = &mut found[old_at..old_end];
        add_matches(&old[old_at..old_end], &new[new_at..new_end], offset + new_at, part);
        if old_end < old.len() {
            found[old_end] = Some(offset + new_end);
        }
        (old_at, new_at) = (old_end + 1, new_end + 1);
    }
}

fn unique<'t>(lines: &[&'t str]) -> HashMap<&'t str, usize> {
    let mut places: HashMap<&str, Option<usize>> = HashMap::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        places.entry(line).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places.into_iter().filter_map(|(line, at)| Some((line, at?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_again_however_many_there_are() {
        let old = ["a", "b", "c", "d"];
        assert_eq!(matches(&old, &["a", "x", "c", "d"]), [Some(0), None, Some(2), Some(3)]);
        let many: Vec<String> = (0..3000).map(|n| format!("line {n}")).collect();
        let old: Vec<&str> = many.iter().map(String::as_str).collect();
        let mut new = old.clone();
        new.remove(1500);
        new.insert(20, "new");
        let found = matches(&old, &new);
        assert_eq!([found[19], found[20], found[1499]], [Some(19), Some(21), Some(1500)]);
        assert_eq!([found[1500], found[1501], found[2999]], [None, Some(1501), Some(2999)]);
        let other: Vec<&str> = vec!["same"; 3000];
        assert!(matches(&old, &other).iter().all(Option::is_none));
    }
}
