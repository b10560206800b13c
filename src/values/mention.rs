//! Where a text names an ID.

use std::ops::Range;

use crate::text::{Ordered, Span};

/// A place that names an ID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    pub place: Range<usize>,
    /// Whether it is in a link that leads to another place than this repository, or names one: there
    /// the ID may be that of another register.
    pub is_elsewhere: bool,
}

impl Mention {
    pub(crate) fn span(&self) -> Span {
        Span::new(self.place.start, self.place.end)
    }

    /// The text of another ID in its place: in small letters where the old one is.
    pub(crate) fn renamed(&self, text: &str, new: &str) -> String {
        let old = &text[self.place.clone()];
        if old.contains(|c: char| c.is_ascii_uppercase()) {
            new.to_owned()
        } else {
            new.to_ascii_lowercase()
        }
    }
}

/// Every place that names an ID, in order. In small letters it counts in anchors and links alone.
pub(crate) fn mentions(text: &str, id: &str) -> Vec<Mention> {
    let first = id.bytes().next().map(|byte| [byte, byte.to_ascii_lowercase()]);
    let Some([upper, lower]) = first else { return Vec::new() };
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in memchr::memchr2_iter(upper, lower, bytes) {
        let end = at + id.len();
        let own = bytes.get(at..end).filter(|own| own.eq_ignore_ascii_case(id.as_bytes()));
        if own.is_some() && is_whole(text, at..end, own == Some(id.as_bytes())) {
            found.push(at..end);
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let elsewhere = elsewhere(text);
    let is_in = |place: &Range<usize>| {
        let next = elsewhere.partition_point(|span| span.end <= place.start);
        elsewhere.get(next).is_some_and(|span| span.start < place.end)
    };
    let mention = |place: Range<usize>| Mention {
        is_elsewhere: is_in(&place) || is_of_repository(text, place.start),
        place,
    };
    found.into_iter().map(mention).collect()
}

/// Whether a place is no part of a longer ID or word.
fn is_whole(text: &str, place: Range<usize>, is_exact: bool) -> bool {
    let (before, after) = (&text[..place.start], &text[place.end..]);
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let in_anchor = is_in_anchor(before);
    if before.ends_with(is_word) || (before.ends_with('-') && !in_anchor) {
        return false;
    }
    let mut rest = after.chars();
    let (next, second) = (rest.next(), rest.next());
    if next.is_some_and(is_word) {
        return false;
    }
    let goes_on = second.is_some_and(char::is_alphanumeric);
    let is_longer = match next {
        Some('-') => goes_on && !in_anchor,
        Some('.') => second.is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    !is_longer && (is_exact || in_anchor)
}

/// Whether a place is in the anchor of a heading or in a link to one: `#g-001`, `id="g-001"`.
fn is_in_anchor(before: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let start = before.trim_end_matches(is_part);
    ["#", "id=\"", "id='", "name=\"", "name='"].iter().any(|mark| start.ends_with(mark))
}

/// Whether a repository is named right before a place: `team/other#G-001`, `other:G-001`.
fn is_of_repository(text: &str, start: usize) -> bool {
    let Some(rest) = text[..start].strip_suffix('#') else { return false };
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let before = rest.trim_end_matches(is_part);
    let (owner, name) = rest[before.len()..].split_once('/').unwrap_or_default();
    let is_target = before.ends_with('(') || owner.starts_with('.');
    !is_target && !owner.is_empty() && !name.is_empty() && !name.contains(['/', '.'])
}

/// The links and addresses of a text that lead out of the repository, in order.
fn elsewhere(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let outer = references(text);
    let is_end = |c: char| c.is_whitespace() || matches!(c, ')' | '>' | '<' | '"' | '`');
    for (at, _) in text.match_indices("://") {
        let is_scheme = |c: char| c.is_ascii_alphanumeric() || c == '+';
        let start = text[..at].trim_end_matches(is_scheme).len();
        let end = text[at..].find(is_end).map_or(text.len(), |end| at + end);
        let label = text[..start].trim_end_matches('<').strip_suffix("](");
        let open = label.and_then(opening);
        found.push(open.unwrap_or(start)..end);
    }
    for (at, _) in text.match_indices(']') {
        let Some(open) = opening(&text[..at]) else { continue };
        let after = text[at + 1..].strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let (label, end) = match after {
            Some((label, _)) if !label.is_empty() => (label, at + label.len() + 3),
            _ => (&text[open + 1..at], at + 1),
        };
        if outer.contains(&label.to_lowercase()) {
            found.push(open..end);
        }
    }
    found.order_by_key(|span| (span.start, span.end));
    // One place may be in several; the widest counts.
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for span in found {
        match joined.last_mut().filter(|last| span.start < last.end) {
            Some(last) => last.end = last.end.max(span.end),
            None => joined.push(span),
        }
    }
    joined
}

/// The place of the bracket that opens a label at the end of a text, on the same line.
fn opening(before: &str) -> Option<usize> {
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    before[line..].rfind('[').map(|at| line + at)
}

/// The labels whose definitions lead out of the repository: `[label]: https://…`.
fn references(text: &str) -> Vec<String> {
    if !text.contains("]: ") {
        return Vec::new();
    }
    let label = |line: &str| {
        let (label, target) = line.trim_start().strip_prefix('[')?.split_once("]: ")?;
        target.contains("://").then(|| label.to_lowercase())
    };
    text.lines().filter_map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, bool)> {
        let all = mentions(text, "G-006").into_iter();
        all.map(|one| (&text[one.place.start..], one.is_elsewhere))
            .map(|(t, e)| (t.get(..9).unwrap_or(t), e))
            .collect()
    }

    #[test]
    fn an_id_is_named_as_a_whole_word() {
        assert_eq!(found("see G-006, (G-006) and G-006.").len(), 3);
        assert_eq!(found("| G-006 | `G-006` | **G-006:** |").len(), 3);
        for text in ["G-0061", "AG-006", "G-006-2", "G-006.1", "g-006", "XG-G-006", "G-006a"] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn anchors_name_it_in_small_letters() {
        assert_eq!(found("[x](#g-006-retry-fails)").len(), 1);
        assert_eq!(found("[x](gaps.md#gap-g-006)").len(), 1);
        assert_eq!(found("<a id=\"g-006\"></a>").len(), 1);
    }

    #[test]
    fn links_that_lead_elsewhere_are_known() {
        let is_elsewhere = |text: &str| found(text).iter().all(|(_, elsewhere)| *elsewhere);
        for text in [
            "[G-006](https://forge.example/team/other/gaps.md#g-006)",
            "<https://forge.example/gaps.md#G-006>",
            "team/other#G-006",
            "[G-006]\n\n[G-006]: https://forge.example/gaps.md",
            "[the gap G-006][there]\n\n[there]: https://forge.example/gaps.md",
        ] {
            assert!(is_elsewhere(text) && !found(text).is_empty(), "{text}");
        }
        for text in [
            "[G-006](gaps.md#g-006)",
            "G-006 and https://forge.example",
            "docs/gaps.md#G-006",
            "[x](../gaps#g-006)",
        ] {
            assert!(found(text).iter().all(|(_, elsewhere)| !elsewhere), "{text}");
        }
        assert_eq!(found("docs/gaps.md#G-006").len(), 1);
    }
}
