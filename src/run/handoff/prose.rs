//! A value of several lines, cut into what a ticket shows apart: lines, the items of lists, and code.

use crate::register::without_marker;
use crate::text::break_length;

/// A part of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Line(String),
    /// An item of a list, with its number where it has one.
    Item(Option<String>, String),
    Code(CodeBlock),
}

/// A block of code, without its fences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CodeBlock {
    pub language: String,
    pub lines: Vec<String>,
}

/// A line of a ticket, and the code below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Note {
    pub text: String,
    pub code: Vec<CodeBlock>,
}

/// A line of a value, with the code below it.
pub(super) struct CodedLine {
    pub indent: usize,
    pub text: String,
    pub code: Vec<CodeBlock>,
}

/// The parts of a value, in order.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut all = Vec::new();
    for CodedLine { text, code, .. } in coded_lines(text) {
        if !text.is_empty() {
            let words = without_marker(&text);
            let marker = text[..text.len() - words.len()].trim();
            all.push(match marker {
                "" => Block::Line(words.to_owned()),
                marker => {
                    let is_number = marker.starts_with(|c: char| c.is_ascii_digit());
                    Block::Item(is_number.then(|| marker.to_owned()), words.to_owned())
                }
            });
        }
        all.extend(code.into_iter().map(Block::Code));
    }
    all
}

/// The lines of a value that are no code and not blank, each with the code below it.
pub(super) fn coded_lines(text: &str) -> Vec<CodedLine> {
    let mut all: Vec<CodedLine> = Vec::new();
    let mut lines = text.lines().peekable();
    // Deep below a list, an indented line goes on with an item.
    let (mut is_list, mut is_apart) = (false, false);
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        let words = without_marker(trimmed);
        if let Some(fence) = Fence::open(words, indent_of(line) + trimmed.len() - words.len()) {
            let inner = std::iter::from_fn(|| lines.next_if(|next| !fence.is_closed_by(next)));
            let code = fence.code(inner);
            lines.next();
            add_code(&mut all, code);
        } else if is_apart && !is_list && indent_of(line) >= INDENT && !trimmed.is_empty() {
            let mut inner = vec![line];
            while let Some(next) = lines.next_if(|next| indent_of(next) >= INDENT) {
                inner.push(next);
            }
            let fence = Fence { indent: INDENT, ..Fence::default() };
            add_code(&mut all, fence.code(inner.into_iter()));
        } else if !trimmed.is_empty() {
            is_list = words.len() < trimmed.len() || (is_list && indent_of(line) > 0);
            let parts = broken(trimmed).into_iter().map(str::trim).filter(|part| !part.is_empty());
            all.extend(parts.map(|part| CodedLine {
                indent: indent_of(line),
                text: part.trim_end_matches('\\').trim_end().to_owned(),
                code: Vec::new(),
            }));
        }
        is_apart = trimmed.is_empty();
    }
    all
}

/// So far is code indented that has no fence.
const INDENT: usize = 4;

fn add_code(all: &mut Vec<CodedLine>, code: CodeBlock) {
    if all.is_empty() {
        all.push(CodedLine { indent: 0, text: String::new(), code: Vec::new() });
    }
    if let Some(last) = all.last_mut() {
        last.code.push(code);
    }
}

pub(super) fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// What begins a block of code.
#[derive(Default)]
struct Fence<'t> {
    sign: char,
    length: usize,
    language: &'t str,
    indent: usize,
}

impl<'t> Fence<'t> {
    fn open(line: &'t str, indent: usize) -> Option<Self> {
        let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
        let info = line.trim_start_matches(sign);
        let length = line.len() - info.len();
        let is_fence = length >= 3 && !(sign == '`' && info.contains('`'));
        let language = info.split_whitespace().next().unwrap_or_default();
        is_fence.then_some(Self { sign, length, language, indent })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim();
        line.len() >= self.length && line.chars().all(|c| c == self.sign)
    }

    /// Lines without the indentation of the fence.
    fn code<'l>(&self, lines: impl Iterator<Item = &'l str>) -> CodeBlock {
        let line = |line: &str| {
            let indent = indent_of(line).min(self.indent);
            line.get(indent..).unwrap_or(line).trim_end().to_owned()
        };
        CodeBlock { language: self.language.to_owned(), lines: lines.map(line).collect() }
    }
}

/// A text cut at each `<br>` outside of code.
fn broken(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(found) = text[at..].find(['<', '`']) {
        at += found;
        let rest = &text[at..];
        let length = if rest.starts_with('`') { code_length(rest) } else { break_length(rest) };
        if rest.starts_with('<') && length > 0 {
            parts.push(&text[start..at]);
            start = at + length;
        }
        at += length.max(1);
    }
    parts.push(&text[start..]);
    parts
}

/// The length of the code that a text starts with; of its signs, where nothing closes it.
fn code_length(text: &str) -> usize {
    let rest = text.trim_start_matches('`');
    let signs = text.len() - rest.len();
    let mut at = signs;
    while let Some(found) = text[at..].find('`') {
        at += found;
        let length = text[at..].len() - text[at..].trim_start_matches('`').len();
        at += length;
        if length == signs {
            return at;
        }
    }
    signs
}

/// A text on one line, with a blank for each `<br>`.
pub(crate) fn without_breaks(text: &str) -> String {
    let parts = broken(text).into_iter().map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_a_block_of_its_own() {
        let text = "Es kommt:\n\n```sql\nSELECT *\n  FROM a_b\n```\n\n- Danach:\n  ~~~\n  x\n  ~~~\n1. Ende\n";
        let code = |language: &str, lines: &[&str]| {
            let lines = lines.iter().map(|&line| line.to_owned()).collect();
            Block::Code(CodeBlock { language: language.to_owned(), lines })
        };
        let want = [
            Block::Line("Es kommt:".to_owned()),
            code("sql", &["SELECT *", "  FROM a_b"]),
            Block::Item(None, "Danach:".to_owned()),
            code("", &["x"]),
            Block::Item(Some("1.".to_owned()), "Ende".to_owned()),
        ];
        assert_eq!(blocks(text), want);
        let indented = "So:\n\n    let a = 1;\n\n- Punkt\n\n    weiter";
        let want = [
            Block::Line("So:".to_owned()),
            code("", &["let a = 1;"]),
            Block::Item(None, "Punkt".to_owned()),
            Block::Line("weiter".to_owned()),
        ];
        assert_eq!(blocks(indented), want);
        assert_eq!(blocks("```\nnicht zu"), [code("", &["nicht zu"])]);
    }

    #[test]
    fn a_cell_is_broken_where_its_author_broke_it() {
        let cell = "Elle `<br>` birlikte<br/>1. dondur<BR />2. sil";
        let want = [
            Block::Line("Elle `<br>` birlikte".to_owned()),
            Block::Item(Some("1.".to_owned()), "dondur".to_owned()),
            Block::Item(Some("2.".to_owned()), "sil".to_owned()),
        ];
        assert_eq!(blocks(cell), want);
        assert_eq!(without_breaks("a<br>b ` c <broken> d"), "a b ` c <broken> d");
    }
}
