//! The shape of a text: its list items by depth, its code blocks, its sub-headings.

use std::fmt;

use crate::finding::counted;
use crate::register::{Field, Register};
use crate::text::Span;

/// The shape of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TextShape {
    /// The depth of each list item, in order. A single item counts as prose.
    items: Vec<u8>,
    blocks: usize,
    headings: usize,
}

impl TextShape {
    /// The shape of a field's value.
    pub(super) fn of_value(register: &Register<'_>, field: &Field) -> Self {
        if !register.text(field.value).contains('\n') {
            return Self::default();
        }
        // The indentation of a first item is before the value.
        let line = register.source.line_at(field.value.start as usize).start;
        let before = register.text(Span { start: line, end: field.value.start });
        let start = if before.trim().is_empty() { line } else { field.value.start };
        Self::of(register.text(Span { start, end: field.value.end }))
    }

    fn of(text: &str) -> Self {
        let mut shape = Self::default();
        let mut indents: Vec<usize> = Vec::new();
        let mut is_in_code = false;
        for line in text.lines() {
            let inner = line.trim_start();
            if inner.starts_with("```") || inner.starts_with("~~~") {
                is_in_code = !is_in_code;
                shape.blocks += usize::from(is_in_code);
            } else if is_in_code {
            } else if is_item(inner) {
                let indent = line.len() - inner.len();
                indents.retain(|&outer| outer < indent);
                indents.push(indent);
                shape.items.push(indents.len() as u8);
            } else if inner.trim_start_matches('#').starts_with(' ') && inner.starts_with('#') {
                shape.headings += 1;
            }
        }
        if shape.items.len() == 1 {
            shape.items.clear();
        }
        shape
    }
}

fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = rest.len() < line.len() && (rest.starts_with(". ") || rest.starts_with(") "));
    is_numbered || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
}

impl fmt::Display for TextShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nested = self.items.iter().filter(|&&depth| depth > 1).count();
        let outer = self.items.len() - nested;
        let some = |count: usize, one, many| (count > 0).then(|| counted(count, one, many));
        let parts = [
            some(outer, "item", "items"),
            some(nested, "nested item", "nested items"),
            some(self.blocks, "code block", "code blocks"),
            some(self.headings, "sub-heading", "sub-headings"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        f.write_str(&if parts.is_empty() { "no list".to_owned() } else { parts.join(", ") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_makes_an_item_or_a_heading() {
        let items = ["- x", "* x", "+ x", "1. x", "12) x", ". x", ") x", "1x", "-x"].map(is_item);
        assert_eq!(items, [true, true, true, true, true, false, false, false, false]);
        assert_eq!(TextShape::of("one\n#two\n### three").headings, 1);
    }

    #[test]
    fn shapes_differ_in_items_blocks_and_headings() {
        let shown = |text: &str| TextShape::of(text).to_string();
        assert_eq!(shown("one line"), "no list");
        assert_eq!(shown("- one line"), "no list");
        assert_eq!(shown("- a\n  - b\n  - c\n- d"), "2 items, 2 nested items");
        assert_eq!(
            shown("1. a\n2. b\n```\n- x\n```\n#### c"),
            "2 items, 1 code block, 1 sub-heading"
        );
        assert_eq!(TextShape::of("- a\n    - b\n- c"), TextShape::of("* a\n\t* b\n* c"));
    }
}
