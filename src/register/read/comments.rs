//! Words beside comments.

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
