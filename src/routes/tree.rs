//! The routes of a contract, found by their parts.

use std::collections::HashMap;

use super::operation::Operation;
use super::path::{PathPart, RoutePath, is_value, is_version};

/// No search for what may be meant looks at more places.
const MOST_STEPS: usize = 20_000;

/// Routes by their parts, and the operations at each.
#[derive(Debug, Default)]
pub(super) struct RouteTree {
    nodes: Vec<Node>,
    /// The same in small letters.
    folded: HashMap<String, Vec<usize>>,
}

#[derive(Debug, Default)]
struct Node {
    words: HashMap<String, usize>,
    parameter: Option<usize>,
    /// The operations that end here, and those of which any number of parts may follow.
    operations: Vec<usize>,
    rest: Vec<usize>,
}

/// Why an operation is not surely the one that a path means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    /// The contract has a parameter where the path has a word.
    Instance,
    /// The path has a parameter where the contract has words.
    Represents,
    /// It is in another version.
    Version,
    /// The contract has a route that takes any path.
    Rest,
}

/// An operation that may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Doubtful {
    pub operation: usize,
    pub doubt: Doubt,
}

impl RouteTree {
    pub(super) fn of(operations: &[Operation]) -> Self {
        let mut tree = Self { nodes: vec![Node::default()], folded: HashMap::new() };
        for (at, operation) in operations.iter().enumerate() {
            for path in RoutePath::variants(&operation.route) {
                tree.add(&path, at);
            }
        }
        tree
    }

    fn add(&mut self, path: &RoutePath, operation: usize) {
        let mut node = 0;
        for part in &path.parts {
            let next = self.nodes.len();
            let own = &mut self.nodes[node];
            node = match part {
                PathPart::Word(word) => *own.words.entry(word.clone()).or_insert(next),
                PathPart::Parameter => *own.parameter.get_or_insert(next),
                PathPart::Rest => {
                    own.rest.push(operation);
                    return;
                }
            };
            if node == next {
                self.nodes.push(Node::default());
            }
        }
        self.nodes[node].operations.push(operation);
        self.folded.entry(path.folded()).or_default().push(operation);
    }

    /// The operations at a path. A number is a value of a parameter.
    pub(super) fn exact(&self, parts: &[PathPart]) -> Vec<usize> {
        let mut nodes = vec![0];
        for part in parts {
            let mut next = Vec::new();
            for node in nodes {
                let own = &self.nodes[node];
                match part {
                    PathPart::Word(word) => {
                        next.extend(own.words.get(word));
                        next.extend(own.parameter.filter(|_| part.is_value()));
                    }
                    PathPart::Parameter => {
                        next.extend(own.parameter);
                        let is_value = |word: &&String| is_value(word);
                        let mut values: Vec<&String> = own.words.keys().filter(is_value).collect();
                        values.sort_unstable();
                        next.extend(values.into_iter().map(|word| own.words[word]));
                    }
                    PathPart::Rest => {}
                }
            }
            nodes = next;
        }
        nodes.into_iter().flat_map(|node| self.nodes[node].operations.iter().copied()).collect()
    }

    /// The operations at a path that differ from it in case only.
    pub(super) fn in_other_case(&self, path: &RoutePath) -> &[usize] {
        self.folded.get(&path.folded()).map_or(&[], Vec::as_slice)
    }

    /// The first operation that a path may mean, and is wanted; an error where there are too many
    /// places to look at.
    pub(super) fn doubtful(
        &self,
        parts: &[PathPart],
        is_wanted: impl Fn(usize) -> bool,
    ) -> Result<Option<Doubtful>, TooMany> {
        let mut best: Option<Doubtful> = None;
        let mut stack = vec![Place { node: 0, at: 0, doubt: None }];
        let mut steps = 0;
        while let Some(place) = stack.pop() {
            steps += 1;
            if steps > MOST_STEPS {
                return best.map(Some).ok_or(TooMany);
            }
            let own = &self.nodes[place.node];
            let is_end = place.at == parts.len();
            let rest = own.rest.iter().map(|&operation| (operation, Some(Doubt::Rest)));
            let ends = own.operations.iter().filter(|_| is_end).map(|&op| (op, place.doubt));
            for (operation, doubt) in rest.chain(ends) {
                let found = doubt.max(place.doubt).map(|doubt| Doubtful { operation, doubt });
                if let Some(found) = found.filter(|found| is_wanted(found.operation))
                    && best.is_none_or(|best| {
                        (found.doubt, found.operation) < (best.doubt, best.operation)
                    })
                {
                    best = Some(found);
                }
            }
            if let Some(part) = parts.get(place.at) {
                stack.extend(self.next(place, part));
            }
        }
        Ok(best)
    }

    fn next(&self, place: Place, part: &PathPart) -> Vec<Place> {
        let own = &self.nodes[place.node];
        let to = |node: usize, doubt: Option<Doubt>| Place {
            node,
            at: place.at + 1,
            doubt: doubt.max(place.doubt),
        };
        let mut next = Vec::new();
        match part {
            PathPart::Word(word) => {
                let doubt = (!part.is_value()).then_some(Doubt::Instance);
                next.extend(own.parameter.map(|node| to(node, doubt)));
                if part.is_version() {
                    let is_other = |other: &String| other != word && is_version(other);
                    let others = own.words.iter().filter(|(other, _)| is_other(other));
                    next.extend(others.map(|(_, &node)| to(node, Some(Doubt::Version))));
                }
                next.extend(own.words.get(word).map(|&node| to(node, None)));
            }
            PathPart::Parameter => {
                let words = own.words.values();
                next.extend(words.map(|&node| to(node, Some(Doubt::Represents))));
                next.extend(own.parameter.map(|node| to(node, None)));
            }
            PathPart::Rest => {}
        }
        next
    }
}

/// There are more places to look at than a search may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMany;

#[derive(Clone, Copy)]
struct Place {
    node: usize,
    /// How many parts of the path lead to it.
    at: usize,
    doubt: Option<Doubt>,
}
