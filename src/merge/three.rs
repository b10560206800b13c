//! Three versions of one thing.

/// The common ancestor, the version of the receiving side, and the one that is merged into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Three<T> {
    pub base: T,
    pub ours: T,
    pub theirs: T,
}

/// One of three versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    Base,
    Ours,
    Theirs,
}

impl Side {
    pub(crate) const ALL: [Self; 3] = [Self::Base, Self::Ours, Self::Theirs];
}

impl<T> Three<T> {
    pub(crate) fn get(&self, side: Side) -> &T {
        match side {
            Side::Base => &self.base,
            Side::Ours => &self.ours,
            Side::Theirs => &self.theirs,
        }
    }

    pub(crate) fn as_ref(&self) -> Three<&T> {
        Three { base: &self.base, ours: &self.ours, theirs: &self.theirs }
    }

    pub(crate) fn map<U>(self, mut f: impl FnMut(T) -> U) -> Three<U> {
        Three { base: f(self.base), ours: f(self.ours), theirs: f(self.theirs) }
    }
}

/// What becomes of a value: the side that changed it, if it is one; nothing where both changed it in
/// different ways.
pub(super) fn chosen<T: PartialEq>(base: Option<&T>, ours: &T, theirs: &T) -> Option<Side> {
    if ours == theirs || base == Some(theirs) {
        Some(Side::Ours)
    } else if base == Some(ours) {
        Some(Side::Theirs)
    } else {
        None
    }
}
