//! Line breaks within a line: `<br>`.

/// The length of the `<br>` that a text starts with; 0 where it starts with none.
pub(crate) fn break_length(text: &str) -> usize {
    let is_break = text.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br"));
    let Some(end) = text.find('>').filter(|_| is_break) else { return 0 };
    let is_bare = text[3..end].trim().trim_end_matches('/').trim().is_empty();
    if is_bare { end + 1 } else { 0 }
}

/// The parts of a text between its breaks.
pub(crate) fn between_breaks(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let tags = memchr::memchr_iter(b'<', text.as_bytes());
        let place = tags.map(|at| (at, break_length(&text[at..]))).find(|(_, length)| *length > 0);
        rest = place.map(|(at, length)| &text[at + length..]);
        Some(place.map_or(text, |(at, _)| &text[..at]))
    })
}

/// Whether a text has several lines.
pub(crate) fn has_several_lines(text: &str) -> bool {
    text.contains('\n') || between_breaks(text).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_parted_at_its_breaks() {
        let parts = |text: &'static str| between_breaks(text).collect::<Vec<_>>();
        assert_eq!(parts("a<br>b <BR /> c<b>d"), ["a", "b ", " c<b>d"]);
        assert_eq!(parts("<br/>"), ["", ""]);
        assert_eq!(parts("a < b <brief>"), ["a < b <brief>"]);
        assert!(has_several_lines("a<br>b") && has_several_lines("a\nb"));
        assert!(!has_several_lines("a <b> c"));
    }
}
