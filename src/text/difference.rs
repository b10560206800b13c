//! The difference between two texts, line by line.

use similar::DiffOp;
use similar::algorithms::{Capture, Compact, Replace, myers};

/// The operations that turn the old lines into the new ones.
///
/// It calls one algorithm directly, so that the program does not contain the others.
pub(crate) fn of_lines(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut seen = Compact::new(Replace::new(Capture::new()), old, new);
    match myers::diff(&mut seen, old, 0..old.len(), new, 0..new.len()) {
        Ok(()) => seen.into_inner().into_inner().into_ops(),
    }
}
