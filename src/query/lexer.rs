//! The text of an expression → tokens.

use super::error::PlacedError;
use crate::text::Span;

/// A part of an expression, and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct QueryToken<'t> {
    pub(crate) kind: QueryTokenKind<'t>,
    pub(crate) place: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QueryTokenKind<'t> {
    /// A bare word: a key, a value, `and`, `or`, `not` or `in`.
    Word(&'t str),
    /// The text between quotes.
    Quoted(&'t str),
    Operator(Operator),
    Open,
    Close,
    Comma,
    /// The end of the expression.
    End,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    ContainsNot,
}

/// The operators as they are written, the longer ones first.
const OPERATORS: [(&str, Operator); 10] = [
    ("==", Operator::Equal),
    ("!=", Operator::Unequal),
    ("<>", Operator::Unequal),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("!~", Operator::ContainsNot),
    ("=", Operator::Equal),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("~", Operator::Contains),
];

/// The tokens of an expression; the last is its end.
pub(super) fn tokens(text: &str) -> Result<Vec<QueryToken<'_>>, PlacedError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (kind, len) = token_at(text, at, c)?;
        tokens.push(QueryToken { kind, place: Span::new(at, at + len) });
        at += len;
    }
    tokens.push(QueryToken { kind: QueryTokenKind::End, place: Span::at(text.trim_end().len()) });
    Ok(tokens)
}

/// The token that starts at `at` with the character `c`, and its length.
fn token_at(text: &str, at: usize, c: char) -> Result<(QueryTokenKind<'_>, usize), PlacedError> {
    let rest = &text[at..];
    let single = match c {
        '(' => Some(QueryTokenKind::Open),
        ')' => Some(QueryTokenKind::Close),
        ',' => Some(QueryTokenKind::Comma),
        _ => None,
    };
    if let Some(kind) = single {
        return Ok((kind, 1));
    }
    if let '"' | '\'' = c {
        let inner = rest[1..].split_once(c).map(|(inner, _)| inner);
        let open = || PlacedError::new(Span::new(at, at + 1), "this string is not closed");
        return inner
            .map(|inner| (QueryTokenKind::Quoted(inner), inner.len() + 2))
            .ok_or_else(open);
    }
    if let Some((spelling, operator)) =
        OPERATORS.iter().find(|(spelling, _)| rest.starts_with(spelling))
    {
        return Ok((QueryTokenKind::Operator(*operator), spelling.len()));
    }
    match rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()) {
        0 => Err(unexpected_character(rest, at, c)),
        len => Ok((QueryTokenKind::Word(&rest[..len]), len)),
    }
}

/// Whether a bare word may contain a character. Beyond ASCII all may but spaces, control characters
/// and quotes: `✅` is a state.
fn is_of_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || "+-_./:%@#".contains(c);
    }
    !c.is_whitespace() && !c.is_control() && !is_curly_quote(c)
}

/// The quotes of word processors; `’` is an apostrophe more often.
fn is_curly_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‘' | '«' | '»')
}

fn unexpected_character(rest: &str, at: usize, c: char) -> PlacedError {
    let (len, instead) = match c {
        '&' if rest.starts_with("&&") => (2, "write `and`"),
        '|' if rest.starts_with("||") => (2, "write `or`"),
        '!' => (1, "write `not`, or `!=` or `!~` between a key and a value"),
        c if is_curly_quote(c) => (c.len_utf8(), "write straight quotes"),
        c => (c.len_utf8(), "a value that contains it needs quotes"),
    };
    let message = format!("`{}` has no meaning here; {instead}", &rest[..len]);
    PlacedError::new(Span::new(at, at + len), message)
}
