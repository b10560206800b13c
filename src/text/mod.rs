//! The exact text of a file, spans of it, and its lines and columns.

mod change;
pub(crate) mod difference;
mod harmless;
mod hash;
mod line_index;
mod link;
mod listed;
pub(crate) mod lookalike;
mod looks;
mod loss;
mod order;
mod percent;
mod pipes;
mod printable;
mod source;
mod span;
mod word_cache;

pub(crate) use change::TextChange;
pub(crate) use harmless::{as_code, harmless, in_cell};
pub(crate) use hash::fnv1a;
pub use line_index::LineIndex;
pub use line_index::Position;
pub(crate) use link::{link_targets, link_words, next_link};
pub(crate) use listed::listed;
pub(crate) use loss::marks_loss;
pub(crate) use order::Ordered;
pub(crate) use percent::{percent_decoded, percent_encoded};
pub(crate) use pipes::{with_escaped_pipes, without_escaped_pipes};
pub use printable::printable;
pub(crate) use printable::{printable_in_place, turns_text};
pub use source::{NotUtf8, Source};
pub use span::Span;
pub(crate) use span::{char_start, sort_by_place};
pub(crate) use word_cache::WordCache;
