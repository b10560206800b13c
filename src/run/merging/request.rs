//! A merge that is asked for.

use std::path::Path;

use crate::merge::Three;

/// How many signs a marker of git has, unless git is asked for another number.
pub(crate) const MARKER_SIZE: usize = 7;

/// What git says of the two sides of a merge.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sides {
    /// How the sides are called in markers.
    pub names: Three<String>,
    /// The commits of both sides, as far as they are known.
    pub commits: Three<Option<String>>,
}

/// A merge that is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request<'a> {
    /// The path of the file, as users see it: it says which language it is in.
    pub path: &'a Path,
    pub versions: Three<&'a [u8]>,
    pub sides: &'a Sides,
    /// How many signs a marker has.
    pub marker_size: usize,
}
