//! Snippets of one underlined line each, as `annotate-snippets` draws them without colours. It takes a
//! hundred times as long, which is most of the time of a report with many findings. What is not plain
//! is left to it, and a test holds both to the same output.
//!
//! Of a line that is longer than 400 bytes, the renderer gets a piece and the column in the file; it
//! then draws an empty `:::` besides, which is not drawn here.

use std::fmt::Write as _;
use std::ops::Range;

/// The width that is drawn into, as the renderer has it.
const WIDTH: usize = 140;
/// The room around what is underlined, where a line is cut.
const ROOM: usize = 6;
/// What stands for the rest of a line.
const CUT: &str = "...";

/// A finding as it is drawn: the heading, the lines, and the notes below with their names.
pub(super) struct PlainGroup<'a> {
    pub(super) level: &'static str,
    pub(super) rule: &'a str,
    pub(super) message: &'a str,
    pub(super) lines: &'a [PlainLine<'a>],
    pub(super) notes: &'a [(&'static str, &'a str)],
}

/// A line with a part of it underlined.
pub(super) struct PlainLine<'a> {
    pub(super) path: &'a str,
    pub(super) number: usize,
    /// The column in the file.
    pub(super) column: usize,
    pub(super) text: &'a str,
    /// The underlined bytes of the text.
    pub(super) caret: Range<usize>,
    pub(super) label: Option<&'a str>,
}

impl PlainGroup<'_> {
    /// The drawing; nothing where it takes more than one column for each character.
    pub(super) fn draw(&self) -> Option<String> {
        let notes = self.notes.iter().map(|(_, note)| *note);
        let texts =
            self.lines.iter().flat_map(|line| [line.path, line.text].into_iter().chain(line.label));
        if self.lines.is_empty() || !notes.chain(texts).chain([self.message]).all(is_plain) {
            return None;
        }
        let numbers = self.lines.iter().map(|line| line.number).max()?.to_string().len();
        let mut out = String::with_capacity(256);
        writeln!(out, "{}[{}]: {}", self.level, self.rule, self.message).ok()?;
        for (at, line) in self.lines.iter().enumerate() {
            let PlainLine { path, number, column, .. } = line;
            if at == 0 {
                writeln!(out, "{:numbers$}--> {path}:{number}:{column}", "").ok()?;
            } else {
                writeln!(out, "{:numbers$} |\n{:numbers$}::: {path}:{number}:{column}", "", "")
                    .ok()?;
            }
            writeln!(out, "{:numbers$} |", "").ok()?;
            let shown = Shown::of(line, WIDTH - 3 - numbers)?;
            writeln!(out, "{number:>numbers$} | {}", shown.text).ok()?;
            let sign = if at == 0 { "^" } else { "-" };
            write!(out, "{:numbers$} | {:2$}{sign}", "", "", shown.start).ok()?;
            (1..shown.width).for_each(|_| out.push_str(sign));
            out.extend(line.label.into_iter().flat_map(|label| [" ", label]));
            out.push('\n');
        }
        if !self.notes.is_empty() {
            writeln!(out, "{:numbers$} |", "").ok()?;
        }
        for (name, note) in self.notes {
            writeln!(out, "{:numbers$} = {name}: {note}", "").ok()?;
        }
        Some(out)
    }
}

/// The part of a line that fits, and which of its columns are underlined.
struct Shown {
    text: String,
    start: usize,
    width: usize,
}

impl Shown {
    fn of(line: &PlainLine<'_>, width: usize) -> Option<Self> {
        let columns = |text: &str| text.chars().count();
        let before = line.text.get(..line.caret.start)?;
        let marked = line.text.get(line.caret.clone()).filter(|marked| !marked.is_empty())?;
        let (start, length) = (columns(before), columns(line.text));
        let end = start + columns(marked);
        let label_end = end + line.label.map_or(0, |label| columns(label) + 1);
        let blanks = columns(line.text) - columns(line.text.trim_start());
        // Deep indentation is cut by other rules.
        if blanks > ROOM {
            return None;
        }
        if length <= width {
            return Some(Self { text: line.text.to_owned(), start, width: end - start });
        }
        let (left, right) = window(start..end, label_end, width, length)?;
        let mut text: Vec<char> =
            line.text.chars().skip(left).take(right.min(length) - left).collect();
        let shown = text.len();
        if left > 0 {
            text[..CUT.len()].copy_from_slice(&['.'; 3]);
        }
        if length > right {
            text[shown - CUT.len()..].copy_from_slice(&['.'; 3]);
        }
        Some(Self { text: text.into_iter().collect(), start: start - left, width: end - start })
    }
}

/// The columns of a line that are shown where it does not fit.
fn window(
    caret: Range<usize>,
    label_end: usize,
    width: usize,
    length: usize,
) -> Option<(usize, usize)> {
    let (span_left, span_right) = (caret.start.saturating_sub(ROOM), caret.end + ROOM);
    let label_right = label_end + ROOM;
    let left = if label_right <= width {
        0
    } else if label_right - span_left <= width {
        span_left.saturating_sub((width - (label_right - span_left)) / 2)
    } else if span_right - span_left <= width {
        span_left.saturating_sub((width - (span_right - span_left)) / 5 * 2)
    } else {
        return None;
    };
    let right = if length - left <= width { length } else { length.min(left + width) };
    (right >= left + 2 * CUT.len()).then_some((left, right))
}

/// Whether each character of a text takes one column and is drawn as it is.
fn is_plain(text: &str) -> bool {
    text.chars().all(
        |c| matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '–'..='…' | '→'),
    )
}

#[cfg(test)]
mod tests {
    use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
    use proptest::prelude::*;
    use proptest::test_runner::FileFailurePersistence;

    use super::*;

    fn by_renderer(group: &PlainGroup<'_>) -> String {
        let title = Level::ERROR.primary_title(group.message).id(group.rule);
        let mut drawn = Group::with_title(title);
        for (at, line) in group.lines.iter().enumerate() {
            let kind = if at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(line.caret.clone()).label(line.label);
            let snippet = Snippet::source(line.text).line_start(line.number).fold(false);
            drawn = drawn.element(snippet.path(line.path).annotation(annotation));
        }
        for (name, note) in group.notes {
            drawn = drawn.element(Level::NOTE.with_name(*name).message(*note));
        }
        format!("{}\n", Renderer::plain().render(&[drawn]))
    }

    prop_compose! {
        fn line()(
            text in "[ ]{0,8}[a-z|*ığ…]{1,9}[a-zİü `:→]{0,200}[a-z]{0,5}",
            number in prop::sample::select(vec![1_usize, 9, 10, 123]),
            path in prop::sample::select(vec!["a.md", "docs/b.md"]),
            label in prop::option::of("[a-z]{1,30}|[a-zö ]{100,150}x"),
            from in any::<prop::sample::Index>(),
            share in 1..=100_usize,
        ) -> (String, usize, &'static str, Option<String>, Range<usize>) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let start = from.index(places.len() - 1);
            let width = (places.len() - 1 - start) * share * share / 10_000;
            let end = start + width.max(1);
            (text, number, path, label, places[start]..places[end])
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_failure_persistence(
            FileFailurePersistence::Direct("tests/regressions/snippet.txt")
        ))]

        #[test]
        fn both_draw_the_same(
            made in prop::collection::vec(line(), 1..4),
            notes in prop::collection::vec("[a-z→ ]{1,20}x", 0..3),
        ) {
            let lines: Vec<PlainLine<'_>> = made.iter().map(|(text, number, path, label, caret)| PlainLine {
                path,
                number: *number,
                column: text[..caret.start].chars().count() + 1,
                text,
                caret: caret.clone(),
                label: label.as_deref(),
            }).collect();
            let notes: Vec<_> = notes.iter().map(|note| ("help", note.as_str())).collect();
            let group =
                PlainGroup { level: "error", rule: "bad-date", message: "a b", lines: &lines, notes: &notes };
            if let Some(drawn) = group.draw() {
                prop_assert_eq!(drawn, by_renderer(&group));
            }
        }
    }

    #[test]
    fn plain_lines_are_drawn_here() {
        let long = "a".repeat(500);
        let line =
            |text| PlainLine { path: "a.md", number: 7, column: 1, text, caret: 0..1, label: None };
        let drawn = |text| {
            let lines = &[line(text)];
            PlainGroup { level: "info", rule: "x", message: "b", lines, notes: &[] }.draw()
        };
        assert!(drawn("- **Durum:** Açık").is_some() && drawn(&long).is_some());
        assert!(drawn("表").is_none() && drawn("\ta").is_none());
    }
}
