//! Code fences, comments and `<details>` that are opened and never closed.

use super::{Block, BlockKind, Document, Mark};
use crate::text::{Source, Span};

/// Something that is opened and never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unclosed {
    pub(crate) kind: UnclosedKind,
    /// Where it is opened.
    pub(crate) span: Span,
    /// Whether it hides what stands below it: headings and fields are read as code or comment.
    pub(crate) hides_rest: bool,
}

/// What is not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnclosedKind {
    Fence,
    Comment,
    Details,
}

impl Document {
    /// What is not closed, in order.
    pub(crate) fn unclosed(&self, source: &Source) -> Vec<Unclosed> {
        let text = source.text();
        let mut found: Vec<Unclosed> =
            self.blocks.iter().filter_map(|block| unclosed_block(block, text)).collect();
        if has_details(text) {
            found.extend(self.open_details(text).into_iter().map(|span| Unclosed {
                kind: UnclosedKind::Details,
                span,
                hides_rest: false,
            }));
        }
        found.sort_by_key(|unclosed| unclosed.span);
        found
    }

    /// The `<details>` that no `</details>` closes.
    fn open_details(&self, text: &str) -> Vec<Span> {
        let mut open = Vec::new();
        for block in &self.blocks {
            let is_text = matches!(block.kind, BlockKind::Html | BlockKind::Paragraph);
            for tag in tags(text, block.span).into_iter().filter(|_| is_text) {
                let is_quoted = |span: Span| span.contains(tag.span);
                let mut code = self.inlines(block).iter().filter(|own| own.mark == Mark::Code);
                if code.any(|own| is_quoted(own.span)) || self.comments_hold(tag.span) {
                    continue;
                }
                if tag.is_closing {
                    open.pop();
                } else {
                    open.push(tag.span);
                }
            }
        }
        open
    }

    fn comments_hold(&self, span: Span) -> bool {
        let after = self.comments.partition_point(|comment| comment.start <= span.start);
        self.comments[..after].last().is_some_and(|comment| comment.contains(span))
    }
}

const DETAILS: &str = "<details";

fn has_details(text: &str) -> bool {
    let starts = |at: usize| {
        let tag = text.as_bytes().get(at..at + DETAILS.len());
        tag.is_some_and(|tag| tag.eq_ignore_ascii_case(DETAILS.as_bytes()))
    };
    text.match_indices('<').any(|(at, _)| starts(at))
}

/// A tag of `<details>`.
struct DetailsTag {
    span: Span,
    is_closing: bool,
}

/// The tags of `<details>` in a block, in order.
fn tags(text: &str, within: Span) -> Vec<DetailsTag> {
    let start = within.start as usize;
    let lower = within.of(text).to_ascii_lowercase();
    let ends_name = |at: usize| !lower[at..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let found = |name: &'static str, is_closing: bool| {
        let places = lower.match_indices(name).map(|(at, _)| at).collect::<Vec<_>>();
        places.into_iter().filter(|at| ends_name(at + name.len())).map(move |at| DetailsTag {
            span: Span::new(start + at, start + at + name.len()),
            is_closing,
        })
    };
    let mut tags: Vec<DetailsTag> = found(DETAILS, false).chain(found("</details", true)).collect();
    tags.sort_by_key(|tag| tag.span);
    tags
}

fn unclosed_block(block: &Block, text: &str) -> Option<Unclosed> {
    let inner = block.span.of(text);
    let kind = match block.kind {
        BlockKind::Code => UnclosedKind::Fence,
        BlockKind::Html => UnclosedKind::Comment,
        _ => return None,
    };
    let hides_rest = match kind {
        UnclosedKind::Fence if is_indented(block, text) => return None,
        UnclosedKind::Fence => fence_hides(inner)?,
        _ => {
            let opened = inner.trim_start().starts_with("<!--") && !inner.contains("-->");
            opened.then_some(())?;
            true
        }
    };
    let first = inner.lines().next()?.trim();
    // Within a list or a quote, the end of that closes it.
    let hides_rest = hides_rest && block.depth == 0 && !block.quoted;
    Some(Unclosed { kind, span: block.span.part(inner, first), hides_rest })
}

/// Whether code is so by its indentation, outside of lists and quotes.
fn is_indented(block: &Block, text: &str) -> bool {
    let start = block.span.start as usize;
    let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let words = text[line..].trim_start_matches([' ', '\t']);
    let indent = &text[line..text.len() - words.len()];
    block.depth == 0 && !block.quoted && (indent.len() >= 4 || indent.contains('\t'))
}

/// Whether an unclosed fence hides what is below; nothing where the code is closed, or indented.
fn fence_hides(code: &str) -> Option<bool> {
    let mut lines = code.lines().map(without_quote);
    let fence = Fence::opened_by(lines.next()?)?;
    let rest: Vec<&str> = lines.collect();
    let is_closed = rest.last().is_some_and(|last| fence.is_closed_by(last));
    if !is_closed {
        return Some(true);
    }
    // The fence of a later block closed it: a heading and an opening fence lie between them.
    let heading = rest.iter().position(|line| line.starts_with('#') && line.contains("# "))?;
    let opens_again = |line: &&str| {
        Fence::opened_by(line)
            .is_some_and(|own| own.sign == fence.sign && own.len >= fence.len && own.has_words)
    };
    rest[heading..].iter().any(opens_again).then_some(true)
}

/// A line without the marks of a quote.
fn without_quote(line: &str) -> &str {
    line.trim_start_matches(|c: char| c == '>' || c.is_whitespace())
}

/// The line that opens code.
struct Fence {
    sign: char,
    len: usize,
    /// Whether words follow, such as the language; such a line closes nothing.
    has_words: bool,
}

impl Fence {
    fn opened_by(line: &str) -> Option<Self> {
        let line = line.trim_start();
        let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
        let words = line.trim_start_matches(sign);
        let len = line.len() - words.len();
        (len >= 3).then(|| Self { sign, len, has_words: !words.trim().is_empty() })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        Self::opened_by(line)
            .is_some_and(|end| end.sign == self.sign && end.len >= self.len && !end.has_words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unclosed(text: &str) -> Vec<(UnclosedKind, String, bool)> {
        let source = Source::new("a.md", text);
        let document = Document::read(&source).unwrap();
        let found = document.unclosed(&source).into_iter();
        found.map(|one| (one.kind, source.slice(one.span).to_owned(), one.hides_rest)).collect()
    }

    #[test]
    fn what_is_closed_is_sound() {
        for text in [
            "```\ncode\n```\n",
            "~~~ json\n```\n~~~~~\n\ntext\n",
            "````md\n```json\n# a\n```\n````\n",
            "````md\n# a\n```json\n{}\n```\n````\n",
            "- a\n\n  ```\n  code\n  ```\n",
            "> ```\n> code\n> ```\n",
            "    ```\n    indented\n",
            "<!-- a\n\n# b\n-->\n",
            "<details>\n<summary>x</summary>\n\ntext\n\n</details>\n",
            "- a\n  <details><summary>x</summary>y</details>\n",
            "<DETAILS open>\n\ntext\n</Details>\n",
            "text `<details>` and ``<details>``\n",
            "<!-- <details> -->\n",
            "```\n<details>\n```\n",
            "<details-list>\n",
            "`````\n",
        ] {
            let found = unclosed(text);
            let expected = usize::from(text == "`````\n");
            assert_eq!(found.len(), expected, "{text}: {found:?}");
        }
    }

    #[test]
    fn what_is_not_closed_is_found_where_it_is_opened() {
        use UnclosedKind::{Comment, Details, Fence};
        for (text, kind, opened, hides_rest) in [
            ("a\n\n```json\n{}\n\n# b\n", Fence, "```json", true),
            ("~~~\n```\n\n# b\n", Fence, "~~~", true),
            ("- a\n\n  ```\n  code\n\n# b\n", Fence, "```", false),
            ("> ```\n> code\n\n# b\n", Fence, "```", false),
            ("```\na\n\n### 1.2 b\n\n```json\n{}\n```\n", Fence, "```", true),
            ("<!-- todo\n\n# b\n", Comment, "<!-- todo", true),
            ("<details>\n\ntext\n\n# b\n", Details, "<details", false),
            ("<details>\n\n<details>\n</details>\n\n# b\n", Details, "<details", false),
            ("- a\n  <details><summary>x</summary>y\n", Details, "<details", false),
        ] {
            assert_eq!(unclosed(text), [(kind, opened.to_owned(), hides_rest)], "{text}");
        }
    }
}
