//! A version, or a part of it, as lines and as nodes among them, which are merged by themselves:
//! entries and tables in a file, fields in an entry.

use std::ops::Range;

/// Some lines that are merged by themselves, whatever lies around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// What it is; the same in all versions.
    pub id: usize,
    pub lines: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A line, by its place.
    Line(usize),
    Node(Node),
}

/// The items of one version, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts<'t> {
    pub lines: &'t [&'t str],
    pub items: Vec<Item>,
    /// The blank lines and rules before each item, and after the last; none between two lines.
    gaps: Vec<Range<usize>>,
}

impl<'t> Parts<'t> {
    /// The parts of some lines. Nodes are in order; one that overlaps the node before it is no node.
    pub(super) fn of(lines: &'t [&'t str], within: Range<usize>, nodes: Vec<Node>) -> Self {
        let mut parts = Self { lines, ..Self::default() };
        let mut at = within.start;
        for node in nodes {
            if node.lines.start < at || node.lines.end > within.end || node.lines.is_empty() {
                continue;
            }
            parts.push_lines(at..node.lines.start);
            at = node.lines.end;
            parts.items.push(Item::Node(node));
        }
        parts.push_lines(at..within.end);
        parts
    }

    /// Adds the lines between two nodes; the blank ones beside a node are a gap.
    fn push_lines(&mut self, lines: Range<usize>) {
        let is_after_node = matches!(self.items.last(), Some(Item::Node(_)));
        let is_filler = |at: &usize| is_filler(self.lines[*at]);
        let head = if is_after_node { lines.clone().take_while(is_filler).count() } else { 0 };
        let rest = lines.start + head..lines.end;
        // The blank lines at the end of a file are a gap as well.
        let tail = rest.clone().rev().take_while(is_filler).count();
        let body = rest.start..rest.end - tail;
        if body.is_empty() {
            self.gaps.push(lines);
            return;
        }
        self.gaps.push(lines.start..body.start);
        for at in body.clone() {
            if at > body.start {
                self.gaps.push(at..at);
            }
            self.items.push(Item::Line(at));
        }
        self.gaps.push(body.end..lines.end);
    }

    /// The lines of the gap before an item, or after the last.
    pub(super) fn gap(&self, at: usize) -> &'t [&'t str] {
        self.gaps.get(at).map_or(&[], |gap| &self.lines[gap.clone()])
    }

    /// The node at a place.
    pub(super) fn node(&self, at: usize) -> Option<&Node> {
        match self.items.get(at)? {
            Item::Node(node) => Some(node),
            Item::Line(_) => None,
        }
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = (usize, &Node)> {
        (0..self.items.len()).filter_map(|at| Some((at, self.node(at)?)))
    }
}

/// Whether a line only parts what is above it from what is below it.
fn is_filler(line: &str) -> bool {
    let line = line.trim();
    let is_rule = |sign: char| line.len() >= 3 && line.chars().all(|c| c == sign || c == ' ');
    line.is_empty() || ['-', '*', '_'].into_iter().any(is_rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_nodes_is_a_gap() {
        let lines = ["# R", "", "a", "", "E", "e", "", "---", "", "F", "", "b", ""];
        let nodes = vec![Node { id: 0, lines: 4..6 }, Node { id: 1, lines: 9..10 }];
        let parts = Parts::of(&lines, 0..lines.len(), nodes);
        let shown: Vec<String> = parts
            .items
            .iter()
            .map(|item| match item {
                Item::Line(at) => lines[*at].to_owned(),
                Item::Node(node) => format!("node {}", node.id),
            })
            .collect();
        assert_eq!(shown, ["# R", "", "a", "node 0", "node 1", "b"]);
        let gaps: Vec<&[&str]> = (0..=parts.items.len()).map(|at| parts.gap(at)).collect();
        let none: &[&str] = &[];
        assert_eq!(gaps, [none, none, none, &[""], &["", "---", ""], &[""], &[""]]);
    }
}
