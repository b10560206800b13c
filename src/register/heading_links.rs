//! Links to headings of the same file, which follow when a heading is edited.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::finding::{Edit, applied};
use crate::text::Span;

/// The edits of links to headings that `edits` changes. No edit reaches over the end of a line.
pub(crate) fn edits(text: &str, edits: &[Edit]) -> Vec<Edit> {
    if edits.is_empty() || !text.contains("](#") {
        return Vec::new();
    }
    let edited = applied(text, edits);
    let lines = text.lines().zip(edited.lines());
    let mut names: HashMap<String, String> = HashMap::new();
    let mut kept: HashSet<String> = HashSet::new();
    for (old, new) in lines.filter(|(old, _)| old.starts_with('#')) {
        if old == new {
            kept.insert(anchor(old));
        } else {
            names.insert(anchor(old), anchor(new));
        }
    }
    // Of two headings with one anchor, the first keeps it.
    names.retain(|old, _| !kept.contains(old));
    links(text, &names)
}

fn links(text: &str, names: &HashMap<String, String>) -> Vec<Edit> {
    let edit = |target: Range<usize>| {
        let new = names.get(&text[target.clone()])?.clone();
        Some(Edit { span: Span::new(target.start, target.end), text: new })
    };
    link_targets(text).filter_map(edit).collect()
}

/// The anchors that links of a text lead to, in the same file.
pub(super) fn link_targets(text: &str) -> impl Iterator<Item = Range<usize>> {
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
        assert_eq!(anchor("### 2.1 Core → Games → `x_y`: refused"), "21-core--games--x_y-refused");
    }
}
