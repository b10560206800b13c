//! A list that is nearly always empty.

use std::ops::{Deref, DerefMut};

/// A list that most things of a kind have empty, so that it takes the room of a pointer then.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::box_collection, reason = "a pointer is a third of a list")]
pub struct RareList<T>(Option<Box<Vec<T>>>);

impl<T> RareList<T> {
    /// Adds a member. Most lists that have one have no other.
    pub fn push(&mut self, member: T) {
        self.0.get_or_insert_with(|| Box::new(Vec::with_capacity(1))).push(member);
    }
}

impl<T> Default for RareList<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Deref for RareList<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl<T> DerefMut for RareList<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.0.as_deref_mut().map_or(&mut [], Vec::as_mut_slice)
    }
}

impl<'r, T> IntoIterator for &'r RareList<T> {
    type Item = &'r T;
    type IntoIter = std::slice::Iter<'r, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
