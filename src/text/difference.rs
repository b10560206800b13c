//! Which lines of a text are not those of another.

use similar::DiffOp;
use similar::algorithms::{Capture, Compact, Replace, myers};

/// What makes the old lines the new ones.
///
/// Asked of the one algorithm: what chooses among all of them brings all of them into the program.
pub fn of_lines(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut seen = Compact::new(Replace::new(Capture::new()), old, new);
    match myers::diff(&mut seen, old, 0..old.len(), new, 0..new.len()) {
        Ok(()) => seen.into_inner().into_inner().into_ops(),
    }
}
