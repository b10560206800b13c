//! What is read, and what a reader of values must know.

/// What a field holds, as far as the words beside its value depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueKind {
    /// A word of a list: a status or a level.
    Word,
    Duration,
    /// A day on which something was.
    Day,
    /// A day until which something is to be done.
    Deadline,
    /// A day with any words beside it.
    Review,
}

/// Reads the values of one kind.
pub(crate) trait ValueReader {
    type Value: Copy + PartialEq;
    fn kind(&self) -> ValueKind;
    /// The value at the start of a text, and its length.
    fn at(&self, text: &str) -> Option<(Self::Value, usize)>;
    /// Whether a value at the start of a remark is meant as one, and not as a word.
    fn is_meant(&self, _text: &str) -> bool {
        true
    }
    /// Two values one after the other.
    fn sum(&self, _a: Self::Value, _b: Self::Value) -> Option<Self::Value> {
        None
    }
}

/// A value that was read whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WholeValue<'t, V> {
    pub value: V,
    /// The part of the text that gives it.
    pub text: &'t str,
    /// The words behind it.
    pub remark: &'t str,
}

/// What was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unread<'t> {
    /// The part of the text.
    pub part: &'t str,
    /// The value beside it; empty where there is none.
    pub beside: &'t str,
}
