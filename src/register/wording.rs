//! What a value says, in whichever style it is written.

use std::borrow::Cow;

use super::Register;
use crate::document::wording;
use crate::text::Span;

impl Register<'_> {
    /// The wording of a part of the register, on one line. Bullet characters, indentation, the marks
    /// of emphasis, the padding of tables and line breaks make no difference.
    pub(crate) fn wording(&self, span: Span) -> String {
        let text = self.unescaped(span);
        if text.contains('\n') {
            wording(&dedented(self.before_on_line(span), &text))
        } else {
            wording(&text)
        }
    }
}

/// A value with its lines as a text of their own. `before` is what comes before its first line.
fn dedented(before: &str, text: &str) -> String {
    if before.trim().is_empty() {
        return without_indent(&format!("{before}{text}"));
    }
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    format!("{first}\n{}", without_indent(rest))
}

/// Lines without the indentation that they share.
fn without_indent(text: &str) -> String {
    let lines = || text.lines().map(untabbed);
    let indents = lines().filter(|line| !line.trim().is_empty());
    let indent = indents.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let inner = lines().map(|line| line.get(indent..).unwrap_or_default().to_owned());
    inner.collect::<Vec<_>>().join("\n")
}

/// A line with spaces for the tabs before its text.
fn untabbed(line: &str) -> Cow<'_, str> {
    let text = line.trim_start();
    let before = &line[..line.len() - text.len()];
    if before.contains('\t') { (before.replace('\t', "    ") + text).into() } else { line.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lose_the_indentation_that_they_share() {
        assert_eq!(dedented("  ", "- a\n  - b\n    more"), "- a\n- b\n  more");
        assert_eq!(dedented("\t", "- a\n\t- b"), "- a\n- b");
        assert_eq!(dedented("- **Symptom:** ", "a\n  b\n\n    c"), "a\nb\n\n  c");
        assert_eq!(dedented("", "a"), "a");
    }
}
