//! The exact text of a file, spans of it, and its lines and columns.

pub(crate) mod difference;
mod hash;
mod line_index;
mod printable;
mod source;
mod span;
mod word_cache;

pub use hash::fnv1a;
pub use line_index::{LineIndex, Position};
pub use printable::{printable, printable_in_place};
pub use source::{NotUtf8, Source};
pub use span::{Span, char_start, sort_by_place};
pub use word_cache::WordCache;
