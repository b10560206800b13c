//! Text that was damaged by a wrong encoding: what can be repaired with certainty, and what is lost.

mod byte_table;
mod convert;
mod loss;
mod repair;

pub(crate) use convert::{Conversion, ConversionError, converted, proven};
pub(crate) use loss::{has_lost_all, lost_letters, restored};
pub use repair::healed;
pub(crate) use repair::repairs;

#[cfg(test)]
mod tests;
