//! Stable sorting whose code is compiled once.
//!
//! The sort of the standard library is compiled anew for each comparison, and takes some kilobytes of the
//! program each time. Where little is sorted, this one is as good.

use std::cmp::Ordering;

/// Things that can be put in order.
pub(crate) trait Ordered<T> {
    /// Sorts by a comparison; what compares as equal stays in its order.
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// The same, by a key.
    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);
}

impl<T> Ordered<T> for [T] {
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let places = places(self.len(), &|a, b| compare(&self[a], &self[b]));
        rearrange(self, places);
    }

    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }
}

/// For each place, which thing comes there.
#[inline(never)]
fn places(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    places.sort_by(|&a, &b| compare(a, b));
    places
}

/// Brings the thing for each place there, cycle by cycle.
fn rearrange<T>(things: &mut [T], mut places: Vec<usize>) {
    for start in 0..things.len() {
        let mut at = start;
        while places[at] != start {
            let next = std::mem::replace(&mut places[at], at);
            things.swap(at, next);
            at = next;
        }
        places[at] = at;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Ordered;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_library(
            mut things in prop::collection::vec((0..9_u8, any::<u16>()), 0..60),
        ) {
            let mut want = things.clone();
            want.sort_by_key(|thing| thing.0);
            things.order_by_key(|thing| thing.0);
            prop_assert_eq!(things, want);
        }
    }
}
