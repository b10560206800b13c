//! Reads a value with words beside it: whole, or not at all.
//!
//! `~~7d~~ 14d (vendor)` is 14 days, `7d or 14d` is no duration. Which text is a value, a
//! [`ValueReader`] knows; which of several holds, and whether the other words leave it as it is, is
//! the same for all fields.

mod judge;
mod taken_back;
mod tokens;
mod value;
mod words;

pub(crate) use tokens::{Piece, Token, word_ends};
pub(crate) use value::{Unread, ValueKind, ValueReader, WholeValue};
pub(crate) use words::TypedWords;
