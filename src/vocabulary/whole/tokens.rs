//! The parts of a text around its values.

use super::value::ValueReader;
use crate::vocabulary::{Beside, Vocabulary};

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<V> {
    Value(V),
    /// A text that is struck out.
    Struck,
    /// `→`
    Arrow,
    /// `+`
    Plus,
    Open,
    Close,
    /// What separates a remark: a comma, a dash, a slash, the end of a line.
    Gap,
    /// A sign that makes a value uncertain: `?`, `~`, `>`.
    Doubt,
    /// Digits that are no value: a version, a day, a time.
    Number,
    Beside(Beside),
    Word,
}

/// A token, and where it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<V> {
    pub token: Token<V>,
    pub start: usize,
    pub end: usize,
}

/// More words than this are never one expression.
const MOST_WORDS: usize = 5;

/// A text that begins with more unknown words than these is a sentence, and holds no value.
const LONGEST_START: usize = 8;

impl Vocabulary {
    /// The parts of a text by themselves, where more than one value is to be read.
    pub(crate) fn pieces<R: ValueReader>(&self, text: &str, reader: &R) -> Vec<Piece<R::Value>> {
        tokens(text, reader, self)
    }
}

/// The tokens of a text.
pub(super) fn tokens<R: ValueReader>(
    text: &str,
    reader: &R,
    words: &Vocabulary,
) -> Vec<Piece<R::Value>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let (mut unknown, mut has_value) = (0, false);
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (token, length) = if is_of_word(c) {
            word(rest, reader, words)
        } else {
            match sign(rest, c, text[..at].chars().next_back()) {
                (Some(token), length) => (token, length),
                (None, length) => {
                    at += length;
                    continue;
                }
            }
        };
        has_value |= matches!(token, Token::Value(_));
        unknown += usize::from(matches!(token, Token::Word));
        if unknown > LONGEST_START && !has_value {
            break;
        }
        pieces.push(Piece { token, start: at, end: at + length });
        at += length;
        // `P1'e`: the ending that Turkish adds.
        at += ending(&text[at..]);
    }
    pieces
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '\u{307}'
}

/// A value, known words, a number or an unknown word.
fn word<R: ValueReader>(rest: &str, reader: &R, words: &Vocabulary) -> (Token<R::Value>, usize) {
    if let Some((value, length)) = reader.at(rest).filter(|&(_, length)| ends_at(rest, length)) {
        return (Token::Value(value), length);
    }
    let ends = word_ends(rest);
    let known = ends.iter().rev().find_map(|&end| Some((words.beside(&rest[..end])?, end)));
    if let Some((beside, end)) = known {
        return (Token::Beside(beside), end);
    }
    let end = ends.first().copied().unwrap_or(rest.len());
    // `v4.2` is a version.
    let digits = rest[..end].trim_start_matches('v');
    let is_number =
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b".-:/TZ".contains(&b));
    (if is_number { Token::Number } else { Token::Word }, end)
}

/// Where the words at the start of a text end: the first, the first two, and so on.
pub(crate) fn word_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    while ends.len() < MOST_WORDS {
        let length = word_length(&text[at..]);
        if length == 0 {
            break;
        }
        at += length;
        ends.push(at);
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
        if blank == 0 {
            break;
        }
        at += blank;
    }
    ends
}

/// The length of the word at the start of a text: letters and digits, and the signs within it.
fn word_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_joined = |next: Option<&(usize, char)>| next.is_some_and(|&(_, c)| is_of_word(c));
        let is_inner = at > 0 && is_joiner(c) && is_joined(chars.peek());
        if !is_of_word(c) && !is_inner {
            return at;
        }
    }
    text.len()
}

/// Whether a sign between two letters or digits belongs to the word.
fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '.' | ':' | '_' | '\'' | '’' | '\u{2010}'..='\u{2013}' | '\u{2212}')
}

/// Whether a value may end there: it is not a part of a longer word.
fn ends_at(text: &str, length: usize) -> bool {
    let mut rest = text[length..].chars();
    match (rest.next(), rest.next()) {
        (Some(c), _) if is_of_word(c) => false,
        (Some('\'' | '’'), _) => true,
        (Some(c), Some(next)) => !((is_joiner(c) || c == ',') && is_of_word(next)),
        _ => true,
    }
}

/// The length of an ending behind an apostrophe.
fn ending(rest: &str) -> usize {
    let Some(quote) = rest.chars().next().filter(|c| matches!(c, '\'' | '’')) else { return 0 };
    let tail = &rest[quote.len_utf8()..];
    let letters = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
    if letters == 0 { 0 } else { quote.len_utf8() + letters }
}

const ARROWS: [&str; 11] = ["→", "➜", "⇒", "➔", "➡", "⟶", "⇨", "-->", "==>", "->", "=>"];

/// The token that a sign is, if it says anything, and its length.
fn sign<V>(rest: &str, c: char, before: Option<char>) -> (Option<Token<V>>, usize) {
    if let Some(length) = struck_out(rest) {
        return (Some(Token::Struck), length);
    }
    if let Some(arrow) = ARROWS.iter().find(|a| rest.starts_with(**a)) {
        return (Some(Token::Arrow), arrow.len());
    }
    if rest.starts_with("--") {
        return (Some(Token::Gap), rest.len() - rest.trim_start_matches('-').len());
    }
    if rest.starts_with("](") {
        return (None, rest.find(')').map_or(rest.len(), |end| end + 1));
    }
    if c == '<'
        && let Some(end) = tag(rest)
    {
        let is_break = rest.starts_with("<br");
        return (is_break.then_some(Token::Gap), end);
    }
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let next = rest[c.len_utf8()..].chars().next();
    let token = match c {
        '(' | '（' => Some(Token::Open),
        ')' | '）' => Some(Token::Close),
        ',' | ';' | '，' | '；' | '、' | '/' | '·' | '—' | '\n' | '|' | '&' => {
            Some(Token::Gap)
        }
        ':' | '.' | '。' | '：' => is_blank(next).then_some(Token::Gap),
        '-' | '\u{2010}'..='\u{2013}' | '\u{2015}' | '\u{2212}' => {
            let is_dash = is_blank(next) && is_blank(before);
            Some(if is_dash { Token::Gap } else { Token::Doubt })
        }
        '+' => Some(Token::Plus),
        '?' | '？' | '~' | '<' | '>' | '≈' | '≥' | '≤' | '±' | '%' => Some(Token::Doubt),
        _ => None,
    };
    (token, c.len_utf8())
}

/// The length of a text that is struck out.
fn struck_out(rest: &str) -> Option<usize> {
    let pairs = [("~~", "~~"), ("<del>", "</del>"), ("<s>", "</s>"), ("<strike>", "</strike>")];
    pairs.iter().find_map(|(open, close)| {
        let inner = rest.strip_prefix(open)?;
        Some(open.len() + inner.find(close)? + close.len())
    })
}

/// The length of an HTML tag or comment.
fn tag(rest: &str) -> Option<usize> {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map(|end| "<!--".len() + end + "-->".len());
    }
    let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    rest.find('>').map(|end| end + 1).filter(|_| is_tag)
}
