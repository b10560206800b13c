//! The words of a line of Markdown, as readers see them.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser};

/// The words of a line, without the marks of emphasis, the targets of links and escapes. Code keeps its marks.
pub(crate) fn plain_words(line: &str) -> Cow<'_, str> {
    /// Before it, the line begins no list and no quote.
    const FIRST: &str = "x ";
    if !line.contains(['*', '_', '~', '[', '<', '\\', '&']) {
        return Cow::Borrowed(line);
    }
    let whole = format!("{FIRST}{line}");
    let mut out = String::with_capacity(whole.len());
    for event in Parser::new_ext(&whole, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::InlineHtml(text) => out.push_str(&text),
            Event::Code(code) => out.extend(["`", &code, "`"]),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    match out.strip_prefix(FIRST) {
        Some(words) if !words.trim().is_empty() => Cow::Owned(words.to_owned()),
        _ => Cow::Borrowed(line),
    }
}

#[cfg(test)]
mod tests {
    use super::plain_words;

    #[test]
    fn marks_and_targets_are_no_words() {
        for (line, words) in [
            ("Login **fails** on [old phones](https://x.org)", "Login fails on old phones"),
            ("~~Lamp~~ is *dark*, says `x_y`", "Lamp is dark, says `x_y`"),
            ("2 \\* 3 is snake_case_name * 4", "2 * 3 is snake_case_name * 4"),
            ("1. [A](b) first", "1. A first"),
            ("[ ] is no box [x", "[ ] is no box [x"),
            ("- **A**", "- A"),
            ("a & b < c", "a & b < c"),
        ] {
            assert_eq!(plain_words(line), words, "{line}");
        }
    }
}
