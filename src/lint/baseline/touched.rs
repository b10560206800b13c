//! The parts of a text that a change has touched.

use similar::{DiffOp, DiffTag};

use crate::finding::Finding;
use crate::text::{Span, difference};

/// The spans of a text that are not as in the old one, in whole lines, in order.
pub(crate) fn changed_spans(old: &str, new: &str) -> Vec<Span> {
    // Line ends of another kind are no change.
    let lines = |text| -> Vec<&str> { str::lines(text).map(str::trim_end).collect() };
    let ends: Vec<usize> = std::iter::once(0)
        .chain(new.split_inclusive('\n').scan(0, |end, line| {
            *end += line.len();
            Some(*end)
        }))
        .collect();
    difference::of_lines(&lines(old), &lines(new))
        .iter()
        .map(DiffOp::as_tag_tuple)
        .filter(|(tag, _, new)| *tag != DiffTag::Equal && !new.is_empty())
        .map(|(_, _, new)| Span::new(ends[new.start], ends[new.end]))
        .collect()
}

/// Whether a finding or a related place is in a changed span.
pub(crate) fn is_touched<'s>(finding: &Finding, changed: impl Fn(&str) -> &'s [Span]) -> bool {
    let touches = |path: &str, span: Span| {
        let changed = changed(path);
        let next = changed.partition_point(|part| part.end <= span.start);
        changed.get(next).is_some_and(|part| part.start < span.end.max(span.start + 1))
    };
    let mut related = finding.related.iter();
    touches(&finding.path, finding.span)
        || related.any(|other| touches(other.path.as_ref().unwrap_or(&finding.path), other.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed<'t>(old: &str, new: &'t str) -> Vec<&'t str> {
        changed_spans(old, new).into_iter().map(|span| span.of(new)).collect()
    }

    #[test]
    fn changed_lines_are_those_that_say_something_else() {
        assert_eq!(changed("a\nb\nc\n", "a\nB\nc\n"), ["B\n"]);
        assert_eq!(changed("a\nc\n", "a\nb\nc\nd"), ["b\n", "d"]);
        assert_eq!(changed("a\nb\n", "a\r\nb\r\n"), [""; 0]);
        assert_eq!(changed("a\nb\n", "a\n"), [""; 0]);
        assert_eq!(changed("", "a\nb"), ["a\nb"]);
        assert_eq!(changed("a", ""), [""; 0]);
    }
}
