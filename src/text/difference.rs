//! The difference between two texts, line by line.

use std::time::Instant;

use similar::DiffOp;
use similar::algorithms::{Capture, Compact, Replace, myers};

/// The operations that turn the old lines into the new ones.
pub(crate) fn of_lines(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    of_lines_until(old, new, None)
}

/// The same; what is not compared at the deadline is replaced as a whole.
///
/// It calls one algorithm directly, so that the program does not contain the others.
pub(crate) fn of_lines_until(old: &[&str], new: &[&str], deadline: Option<Instant>) -> Vec<DiffOp> {
    let mut seen = Compact::new(Replace::new(Capture::new()), old, new);
    match myers::diff_deadline(&mut seen, old, 0..old.len(), new, 0..new.len(), deadline) {
        Ok(()) => seen.into_inner().into_inner().into_ops(),
    }
}
