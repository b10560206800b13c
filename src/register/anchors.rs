//! Anchors: `<a id="g-001"></a>` above a heading, `{#g-001}` at its end. They belong to the heading.

use super::{Entry, Register};
use crate::text::Span;

/// The lines of anchors right above an entry's heading.
pub(crate) fn above(register: &Register<'_>, entry: &Entry) -> Option<Span> {
    let text = &register.source.text()[..entry.span.start as usize];
    let start = trailing_anchors(text)?;
    Some(Span { start: start as u32, end: entry.span.start })
}

/// The end of an entry, without the anchor of the heading that follows it.
pub(crate) fn end_of(register: &Register<'_>, entry: &Entry) -> u32 {
    let whole = register.source.text();
    let is_before_heading = whole[entry.span.end as usize..].trim_start().starts_with('#');
    let own = register.text(entry.span);
    match trailing_anchors(own).filter(|_| is_before_heading) {
        Some(start) => entry.span.start + own[..start].trim_end().len() as u32,
        None => entry.span.end,
    }
}

/// Where the lines of anchors at the end of a text start, if there is a line above them.
fn trailing_anchors(text: &str) -> Option<usize> {
    let mut start = None;
    let mut end = text.trim_end().len();
    while let Some(line) = text[..end].rfind('\n') {
        if !is_anchor(&text[line + 1..end]) {
            break;
        }
        start = Some(line + 1);
        end = text[..line].trim_end_matches('\r').len();
    }
    start
}

/// Whether a line is an element without content that has an ID.
pub(super) fn is_anchor(line: &str) -> bool {
    let line = line.trim();
    let names = ["<a ", "<span ", "<div "];
    let Some(rest) = names.iter().find_map(|name| line.strip_prefix(name)) else { return false };
    let Some((attributes, after)) = rest.split_once('>') else { return false };
    (attributes.contains("id=") || attributes.contains("name="))
        && matches!(after.trim(), "" | "</a>" | "</span>" | "</div>")
}

/// The names of the anchors in a text: `g-001` in `<a id="g-001"></a>` and in `{#g-001}`.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    let marks = ["id=\"", "id='", "name=\"", "name='", "{#"];
    let ends = |c: char| matches!(c, '"' | '\'' | '}' | ' ' | '\n');
    marks.into_iter().flat_map(move |mark| {
        text.split(mark).skip(1).filter_map(move |rest| rest.split(ends).next())
    })
}

/// The text of an anchor for another ID; nothing where the anchor does not name the old one.
pub(crate) fn with_id(anchor: &str, old: &str, new: &str) -> Option<String> {
    let at = anchor.to_ascii_lowercase().find(&old.to_ascii_lowercase())?;
    let end = at + old.len();
    let is_lower = !anchor[at..end].contains(|c: char| c.is_ascii_uppercase());
    let new = if is_lower { new.to_ascii_lowercase() } else { new.to_owned() };
    let is_whole = !anchor[end..].starts_with(|c: char| c.is_ascii_digit());
    is_whole.then(|| format!("{}{new}{}", &anchor[..at], &anchor[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_lines_without_words() {
        for line in ["<a id=\"g-1\"></a>", "  <a name='x'/>", "<span id=\"a\"></span>"] {
            assert!(is_anchor(line), "{line}");
        }
        for line in ["<a href=\"x\"></a>", "<a id=\"g-1\">G-1</a>", "a <a id=\"x\"></a>", ""] {
            assert!(!is_anchor(line), "{line}");
        }
        let text = "words\r\n\r\n<a id=\"a\"></a>\r\n<a id=\"b\"></a>\r\n";
        assert_eq!(trailing_anchors(text).map(|at| &text[at..]), Some(&text[9..]));
        assert_eq!(trailing_anchors("words\n"), None);
    }

    #[test]
    fn anchors_have_names() {
        let names = |text| names(text).collect::<Vec<_>>();
        assert_eq!(names("<a id=\"g-1\"></a>\n<a name='x'/>"), ["g-1", "x"]);
        assert_eq!(names("### G-1 Fees {#g-1 .wide}"), ["g-1"]);
        assert!(names("### G-1 Fees").is_empty());
    }

    #[test]
    fn an_anchor_of_another_entry_is_written_alike() {
        let written = |anchor, new| with_id(anchor, "G-003", new);
        assert_eq!(
            written("<a id=\"g-003\"></a>\n", "G-004").as_deref(),
            Some("<a id=\"g-004\"></a>\n")
        );
        assert_eq!(written(" {#gap-G-003}", "G-010").as_deref(), Some(" {#gap-G-010}"));
        assert_eq!(written("{#renewal}", "G-004"), None);
        assert_eq!(written("{#g-0031}", "G-004"), None);
    }
}
