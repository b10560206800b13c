//! Links to headings of the same file, which follow when a heading is edited.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::finding::{Edit, applied};
use crate::text::Span;

/// The edits of links to headings that `edits` changes.
pub(crate) fn edits(text: &str, edits: &[Edit]) -> Vec<Edit> {
    if edits.is_empty() || !text.contains("](#") {
        return Vec::new();
    }
    let mut names: HashMap<String, String> = HashMap::new();
    let mut kept: HashSet<String> = HashSet::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        if !line.starts_with('#') {
            continue;
        }
        let old = span.of(text);
        match heading_after(old, span, edits) {
            Some(new) if new != old => drop(names.insert(anchor(old), anchor(&new))),
            Some(_) => drop(kept.insert(anchor(old))),
            None => {}
        }
    }
    // Of two headings with one anchor, the first keeps it.
    names.retain(|old, _| !kept.contains(old));
    links(text, &names)
}

/// What a heading is after the edits in its line; nothing where one takes it out.
fn heading_after(heading: &str, span: Span, edits: &[Edit]) -> Option<String> {
    let touches = |edit: &&Edit| edit.span.start <= span.end && edit.span.end >= span.start;
    let (within, beyond): (Vec<&Edit>, Vec<&Edit>) =
        edits.iter().filter(touches).partition(|edit| span.contains(edit.span));
    if beyond.iter().any(|edit| edit.span.start < span.end && edit.span.end > span.start) {
        return None;
    }
    let within: Vec<Edit> = within
        .into_iter()
        .map(|edit| Edit {
            span: Span { start: edit.span.start - span.start, end: edit.span.end - span.start },
            text: edit.text.clone(),
        })
        .collect();
    let edited = applied(heading, &within);
    // Lines that come before it or behind it are not it.
    let mut headings = edited.lines().filter(|line| line.starts_with('#')).peekable();
    let first = headings.peek().map(|line| (*line).to_owned());
    if headings.any(|line| line == heading) { Some(heading.to_owned()) } else { first }
}

fn links(text: &str, names: &HashMap<String, String>) -> Vec<Edit> {
    let edit = |target: Range<usize>| {
        let new = names.get(&text[target.clone()])?.clone();
        Some(Edit { span: Span::new(target.start, target.end), text: new })
    };
    link_targets(text).filter_map(edit).collect()
}

/// The anchors that links of a text lead to, in the same file.
pub(crate) fn link_targets(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("](#").filter_map(|(at, opening)| {
        let start = at + opening.len();
        let length = text[start..].find([')', ' ', '\n'])?;
        Some(start..start + length)
    })
}

/// The anchor that forges give a heading.
pub(crate) fn anchor(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    words.chars().filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_follows_its_heading() {
        let text = "[a](#2-reports) [b](#2-lo-ans)\n\n## 2. Reports\n\n## 2. Lo-ans\n";
        let at = text.find("2. Reports").unwrap();
        let edit = Edit { span: Span::new(at, at + 1), text: "3".to_owned() };
        let found = edits(text, &[edit]);
        let [link] = &found[..] else { panic!("{found:?}") };
        assert_eq!((link.span.of(text), &*link.text), ("2-reports", "3-reports"));
        // Lines that are added, moved or taken out rename nothing.
        let add = |at: usize, text: &str| Edit { span: Span::at(at), text: text.to_owned() };
        let first = text.find("\n\n## 2. Lo-ans").unwrap();
        let gone = Edit { span: Span::new(at - 3, first + 2), text: String::new() };
        for edit in [add(first, "\n\n- new"), add(at - 3, "## 1. New\n\n"), gone] {
            assert!(edits(text, &[edit]).is_empty());
        }
        assert_eq!(anchor("### 2.1 Core → Games → `x_y`: refused"), "21-core--games--x_y-refused");
    }
}
