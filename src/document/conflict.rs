//! The conflict markers that an unfinished merge leaves in a file.

use std::collections::HashMap;

use super::{BlockKind, Document};
use crate::text::{Source, Span};

/// The conflicts of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Conflicts {
    /// The first line of the first one.
    pub(crate) first: Span,
    /// The last line of the first one.
    pub(crate) end: Span,
    /// How many there are.
    pub(crate) count: usize,
}

/// How many signs git writes, unless the attribute `conflict-marker-size` says more. In the base of
/// a conflict, the markers of an older conflict are longer.
const SIGNS: usize = 7;

impl Conflicts {
    /// The conflicts of a source; nothing where it has none. A code block that shows a whole one is
    /// no conflict, and neither is a heading that is underlined with seven signs.
    pub(crate) fn of(source: &Source) -> Option<Self> {
        // Almost no file has one.
        let text = source.text().as_bytes();
        let is_marker =
            |at: usize| ["<<<<<<<", ">>>>>>>"].map(str::as_bytes).contains(&signs_at(text, at));
        if !memchr::memchr2_iter(b'<', b'>', text).any(is_marker) {
            return None;
        }
        let lines = Lines::of(source);
        let mut found = lines.conflicts();
        if found.is_empty() {
            return None;
        }
        let shown = code_blocks(source);
        found.retain(|conflict| !shown.iter().any(|block| block.contains(conflict.span())));
        found.sort_by_key(|conflict| (conflict.first.start, conflict.end.end));
        let first = *found.first()?;
        // Those in the base of another one are a part of it.
        let mut end = 0;
        let outer = found.iter().filter(|conflict| {
            let is_outer = conflict.first.start >= end;
            end = end.max(conflict.end.end);
            is_outer
        });
        Some(Self { first: first.first, end: first.end, count: outer.count() })
    }
}

/// As many signs as a marker has.
fn signs_at(text: &[u8], at: usize) -> &[u8] {
    text.get(at..at + SIGNS).unwrap_or_default()
}

fn code_blocks(source: &Source) -> Vec<Span> {
    let blocks = Document::read(source).map(|document| document.blocks).unwrap_or_default();
    blocks.iter().filter(|block| block.kind == BlockKind::Code).map(|block| block.span).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Ours,
    Middle,
    Theirs,
}

/// A line that may be a marker.
#[derive(Clone, Copy)]
struct Marker {
    sign: Sign,
    length: usize,
    has_label: bool,
    line: Span,
    /// Whether the line above or below it starts with `>`, too.
    is_quoted: bool,
}

impl Marker {
    /// The marker that a line is; nothing where it is none.
    fn of(text: &str, line: Span) -> Option<Self> {
        let sign = match text.as_bytes().first()? {
            b'<' => Sign::Ours,
            b'=' => Sign::Middle,
            b'>' => Sign::Theirs,
            _ => return None,
        };
        let label = text.trim_start_matches(&text[..1]);
        let length = text.len() - label.len();
        let is_marker = length >= SIGNS && (label.is_empty() || label.starts_with([' ', '\t']));
        let has_label = !label.trim().is_empty();
        let is_marker = is_marker && !(sign == Sign::Middle && has_label);
        is_marker.then_some(Self { sign, length, has_label, line, is_quoted: false })
    }

    /// Whether it can be nothing else, even without the other markers.
    fn is_alone_certain(&self) -> bool {
        self.length == SIGNS && self.has_label && !self.is_quoted
    }

    /// The conflict of which only this marker is left.
    fn alone(self) -> Option<Place> {
        self.is_alone_certain().then_some(Place { first: self.line, end: self.line })
    }
}

/// The first and the last line of a conflict.
#[derive(Clone, Copy)]
struct Place {
    first: Span,
    end: Span,
}

impl Place {
    fn span(&self) -> Span {
        Span { start: self.first.start, end: self.end.end }
    }
}

/// The lines of a file that may be markers, in order.
struct Lines(Vec<Marker>);

impl Lines {
    fn of(source: &Source) -> Self {
        let mut markers: Vec<Marker> = Vec::new();
        let mut at = source.body_start();
        let mut is_below_quote = false;
        while at < source.text().len() {
            let line = source.line_at(at);
            at = source.next_line(at);
            let text = source.slice(line);
            let is_quote = text.starts_with('>');
            if is_quote
                && is_below_quote
                && let Some(last) = markers.last_mut().filter(|last| last.sign == Sign::Theirs)
                && source.next_line(last.line.start as usize) == line.start as usize
            {
                last.is_quoted = true;
            }
            let marker = Marker::of(text, line);
            markers.extend(marker.map(|marker| Marker { is_quoted: is_below_quote, ..marker }));
            is_below_quote = is_quote;
        }
        Self(markers)
    }

    /// Every conflict, whole or with markers of it left over.
    fn conflicts(&self) -> Vec<Place> {
        let mut found = Vec::new();
        let mut open: HashMap<usize, Open> = HashMap::new();
        for &marker in &self.0 {
            match marker.sign {
                Sign::Ours => {
                    let before = open.insert(marker.length, Open { marker, has_middle: false });
                    found.extend(before.and_then(|open| open.marker.alone()));
                }
                Sign::Middle => {
                    if let Some(open) = open.get_mut(&marker.length) {
                        open.has_middle = true;
                    }
                }
                Sign::Theirs => found.extend(match open.remove(&marker.length) {
                    Some(open) if open.has_middle => {
                        Some(Place { first: open.marker.line, end: marker.line })
                    }
                    Some(open) => open.marker.alone().or(marker.alone()),
                    None => marker.alone(),
                }),
            }
        }
        found.extend(open.into_values().filter_map(|open| open.marker.alone()));
        found
    }
}

/// A conflict of which the end was not read yet.
struct Open {
    marker: Marker,
    has_middle: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conflicts(text: &str) -> Option<(String, usize)> {
        let source = Source::new("a.md", text);
        let found = Conflicts::of(&source)?;
        Some((source.slice(found.first).to_owned(), found.count))
    }

    fn first_of(text: &str) -> String {
        let (first, count) = conflicts(text).unwrap();
        assert_eq!(count, 1, "{text}");
        first
    }

    #[test]
    fn each_style_of_git_is_one_conflict() {
        let merge = "# R\n\n<<<<<<< HEAD\n| G-1 |\n=======\n| G-2 |\n>>>>>>> other\n";
        assert_eq!(first_of(merge), "<<<<<<< HEAD");
        assert_eq!(first_of(&merge.replace('\n', "\r\n")), "<<<<<<< HEAD");
        let three = merge.replace("=======", "||||||| 1a2b3c4\n| G-0 |\n=======");
        assert_eq!(first_of(&three), "<<<<<<< HEAD");
        let bare = "\u{feff}<<<<<<<\na\n|||||||\nb\n=======\nc\n>>>>>>>";
        assert_eq!(first_of(bare), "<<<<<<<");
        // The base of a merge with several bases holds a conflict with longer markers.
        let nested = "<<<<<<<<< Temporary 1\nx\n=========\ny\n>>>>>>>>> Temporary 2\n";
        let nested = merge.replace("=======", &format!("||||||| base\n{nested}======="));
        assert_eq!(first_of(&nested), "<<<<<<< HEAD");
        let long = merge.replace("<<<<<<<", &"<".repeat(32)).replace("=======", &"=".repeat(32));
        let long = long.replace(">>>>>>>", &">".repeat(32));
        assert_eq!(first_of(&long), format!("{} HEAD", "<".repeat(32)));
        assert_eq!(conflicts(&merge.repeat(3)), Some(("<<<<<<< HEAD".to_owned(), 3)));
        let quoted = "> a\n<<<<<<< HEAD\n> b\n=======\n> c\n>>>>>>> other\n> d\n";
        assert_eq!(first_of(quoted), "<<<<<<< HEAD");
    }

    #[test]
    fn a_marker_that_was_left_over_is_a_conflict() {
        assert_eq!(first_of("a\n<<<<<<< ours\nb\n"), "<<<<<<< ours");
        assert_eq!(first_of("a\n\n=======\nb\n>>>>>>> feature/x\nc\n"), ">>>>>>> feature/x");
        assert_eq!(first_of("a\n<<<<<<< HEAD\nb\n>>>>>>> 1a2b (Close it)\n"), "<<<<<<< HEAD");
    }

    #[test]
    fn a_conflict_around_or_across_a_fence_is_one() {
        let around = "<<<<<<< HEAD\n```json\na\n```\n=======\n```json\nb\n```\n>>>>>>> other\n";
        assert_eq!(first_of(around), "<<<<<<< HEAD");
        let across = "```\na\n<<<<<<< HEAD\nb\n```\n=======\nc\n```\n>>>>>>> other\n";
        assert_eq!(first_of(across), "<<<<<<< HEAD");
    }

    #[test]
    fn what_only_looks_alike_is_none() {
        for text in [
            "Backlog\n=======\n\nText\n",
            "```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n```\n",
            "~~~~ text\n~~~\n<<<<<<< HEAD\n=======\n>>>>>>> other\n~~~~\n",
            "```\n<<<<<<< HEAD\n```\n",
            "- see:\n\n  ```\n  <<<<<<< HEAD\n  =======\n  >>>>>>> x\n  ```\n",
            "`<<<<<<< HEAD`, `=======` and `>>>>>>> other`\n",
            "> a mail\n>>>>>>> quoted often\n>>>>>> less\n",
            ">>>>>>> quoted often\n>>>>>> less\n",
            "<<<<<< HEAD\na\n======\nb\n>>>>>> other\n",
            "<<<<<<<HEAD\na\n=======\nb\n>>>>>>>other\n",
            "<<<<<<<<<<<<\n",
        ] {
            assert_eq!(conflicts(text), None, "{text}");
        }
    }
}
