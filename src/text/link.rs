//! Links of Markdown in a value.

/// A link in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link<'t> {
    pub before: &'t str,
    pub words: &'t str,
    pub target: &'t str,
    pub after: &'t str,
}

/// The first link `[words](target)` of a text. A target may hold pairs of parentheses.
pub(crate) fn next_link(text: &str) -> Option<Link<'_>> {
    text.match_indices("](").find_map(|(middle, sign)| {
        let start = text[..middle].rfind('[')?;
        let rest = &text[middle + sign.len()..];
        let ends = rest.match_indices(')').map(|(at, _)| at);
        let end = ends.into_iter().find(|&at| is_balanced(&rest[..at], '(', ')'))?;
        let target = rest[..end].split_whitespace().next()?;
        let words = text[start + 1..middle].trim();
        Some(Link { before: &text[..start], words, target, after: &rest[end + 1..] })
    })
}

/// The words of a text that is one link and nothing else: `OPS-1` of `[OPS-1](https://…)`.
pub(crate) fn link_words(text: &str) -> Option<&str> {
    let (words, target) = text.strip_prefix('[')?.strip_suffix(')')?.split_once("](")?;
    (is_balanced(words, '[', ']') && is_balanced(target, '(', ')')).then_some(words)
}

/// Whether each sign that opens comes before the one that closes.
fn is_balanced(text: &str, open: char, close: char) -> bool {
    let mut depth = 0_usize;
    for sign in text.chars().filter(|sign| [open, close].contains(sign)) {
        if sign == open {
            depth += 1;
        } else if depth == 0 {
            return false;
        } else {
            depth -= 1;
        }
    }
    depth == 0
}

/// The targets of the links in a text: of `[words](target)`, and of addresses by themselves.
pub(crate) fn link_targets(text: &str) -> Vec<&str> {
    let mut targets: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(link) = next_link(rest) {
        targets.push(link.target);
        rest = link.after;
    }
    let is_end = |c: char| c.is_whitespace() || "<>()[]|`\"'*".contains(c);
    for scheme in ["https://", "http://", "mailto:"] {
        for (at, _) in text.match_indices(scheme) {
            let rest = &text[at..];
            let address = &rest[..rest.find(is_end).unwrap_or(rest.len())];
            targets.push(address.trim_end_matches(['.', ',', ';', ':']));
        }
    }
    targets.retain(|target| !target.is_empty());
    targets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_link_has_its_words() {
        assert_eq!(link_words("[OPS-1](https://x/1)"), Some("OPS-1"));
        assert_eq!(link_words("[a [b]](x_(y))"), Some("a [b]"));
        for text in ["[a](x), [b](y)", "[a] b [c](x)", "[a](x) and (b)", "OPS-1", "[ ]", "[a](x"] {
            assert_eq!(link_words(text), None, "{text}");
        }
    }

    #[test]
    fn targets_are_those_of_links_and_addresses() {
        assert_eq!(link_targets("[a](x.md), see [b](y.md \"t\")"), ["x.md", "y.md"]);
        assert_eq!(link_targets("<https://x/1>, https://x/2."), ["https://x/1", "https://x/2"]);
        assert!(link_targets("no link (here)").is_empty());
    }
}
