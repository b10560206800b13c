//! Pipes in the cells of tables, where they are escaped.

use std::borrow::Cow;

/// The text of a cell as it is shown.
pub(crate) fn without_escaped_pipes(cell: &str) -> Cow<'_, str> {
    if cell.contains("\\|") { Cow::Owned(cell.replace("\\|", "|")) } else { Cow::Borrowed(cell) }
}

/// A text on one line as a cell may have it. Pipes that are escaped already stay so.
pub(crate) fn with_escaped_pipes(line: &str) -> String {
    without_escaped_pipes(line).replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_is_escaped_once() {
        for text in ["a|b", "a\\|b"] {
            assert_eq!(with_escaped_pipes(text), "a\\|b");
            assert_eq!(without_escaped_pipes(text), "a|b");
        }
        assert_eq!(without_escaped_pipes("a\\b"), "a\\b");
    }
}
