//! Words beside comments.

use crate::text::Span;

/// The words of a header cell without the HTML comments before and after them: `ID <!-- key -->`.
pub(super) fn without_comments(text: &str) -> &str {
    let mut words = text.trim();
    loop {
        let before = words.strip_prefix("<!--").and_then(|rest| rest.split_once("-->"));
        let after = words.strip_suffix("-->").and_then(|rest| rest.rsplit_once("<!--"));
        let rest = before.map(|(_, rest)| rest).or(after.map(|(rest, _)| rest));
        let Some(rest) = rest else { return words };
        words = rest.trim();
    }
}

/// A span without the comments before and after its words; one of comments alone as it is.
pub(super) fn span_of_words(text: &str, span: Span) -> Span {
    let whole = span.of(text);
    let words = if whole.contains("<!--") { without_comments(whole) } else { whole };
    if words.is_empty() || words.len() == whole.len() { span } else { span.part(whole, words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_comments_are_left_out() {
        for (text, words) in [
            ("ID", "ID"),
            ("ID <!-- key -->", "ID"),
            ("<!-- key --> ID", "ID"),
            ("ID<!--a--><!--b-->", "ID"),
            ("<!-- a --> First Seen <!-- b -->", "First Seen"),
            ("ID <!-- key", "ID <!-- key"),
            ("<!-- key -->", ""),
        ] {
            assert_eq!(without_comments(text), words, "{text}");
        }
    }
}
