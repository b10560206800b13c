//! The text of an expression → its words, strings and signs, each with its place.

use super::error::Slip;
use crate::text::Span;

/// A part of an expression, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub what: What<'t>,
    pub place: Span,
}

/// The kinds of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What<'t> {
    /// A bare word: a key, a value, or one that joins comparisons.
    Word(&'t str),
    /// What stands between quotes.
    Quoted(&'t str),
    Sign(Sign),
    Open,
    Close,
    Comma,
    /// After the last part.
    End,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    ContainsNot,
}

/// The signs as they are written, the longer ones first.
const SIGNS: [(&str, Sign); 10] = [
    ("==", Sign::Equal),
    ("!=", Sign::Unequal),
    ("<>", Sign::Unequal),
    ("<=", Sign::LessOrEqual),
    (">=", Sign::GreaterOrEqual),
    ("!~", Sign::ContainsNot),
    ("=", Sign::Equal),
    ("<", Sign::Less),
    (">", Sign::Greater),
    ("~", Sign::Contains),
];

/// The parts of an expression, the last of them its end.
pub(super) fn tokens(text: &str) -> Result<Vec<Token<'_>>, Slip> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (what, len) = token_at(text, at, c)?;
        tokens.push(Token { what, place: Span::new(at, at + len) });
        at += len;
    }
    tokens.push(Token { what: What::End, place: Span::at(text.trim_end().len()) });
    Ok(tokens)
}

/// The part that starts at `at` with the character `c`, and its length.
fn token_at(text: &str, at: usize, c: char) -> Result<(What<'_>, usize), Slip> {
    let rest = &text[at..];
    let single = match c {
        '(' => Some(What::Open),
        ')' => Some(What::Close),
        ',' => Some(What::Comma),
        _ => None,
    };
    if let Some(what) = single {
        return Ok((what, 1));
    }
    if let '"' | '\'' = c {
        let inner = rest[1..].split_once(c).map(|(inner, _)| inner);
        let open = || Slip::new(Span::new(at, at + 1), "this string is not closed");
        return inner.map(|inner| (What::Quoted(inner), inner.len() + 2)).ok_or_else(open);
    }
    if let Some((spelling, sign)) = SIGNS.iter().find(|(spelling, _)| rest.starts_with(spelling)) {
        return Ok((What::Sign(*sign), spelling.len()));
    }
    match rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()) {
        0 => Err(stranger(rest, at, c)),
        len => Ok((What::Word(&rest[..len]), len)),
    }
}

/// Whether a bare word may hold it. Beyond ASCII all but what sets off text may stand in one:
/// `✅` is a state.
fn is_of_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || "-_./:%".contains(c);
    }
    !c.is_whitespace() && !c.is_control() && !is_curly_quote(c)
}

/// The quotes of word processors; `’` is an apostrophe more often.
fn is_curly_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‘' | '«' | '»')
}

fn stranger(rest: &str, at: usize, c: char) -> Slip {
    let (len, instead) = match c {
        '&' if rest.starts_with("&&") => (2, "write `and`"),
        '|' if rest.starts_with("||") => (2, "write `or`"),
        '!' => (1, "write `not`, or `!=` or `!~` between a key and a value"),
        c if is_curly_quote(c) => (c.len_utf8(), "write straight quotes"),
        c => (c.len_utf8(), "a value that holds it stands in quotes"),
    };
    let message = format!("`{}` has no meaning here; {instead}", &rest[..len]);
    Slip::new(Span::new(at, at + len), message)
}
