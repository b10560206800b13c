//! The tokens of Rust source text that matter for imports: names, `::` and punctuation. Comments,
//! literals and items below `#[cfg(test)]` are left out.

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    Name(String),
    /// `::`
    Separator,
    Sign(char),
}

impl Token {
    pub fn name(&self) -> Option<&str> {
        if let Token::Name(name) = self { Some(name) } else { None }
    }

    pub fn is(&self, sign: char) -> bool {
        *self == Token::Sign(sign)
    }
}

pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = skipped(rest);
        if len > 0 {
            rest = &rest[len..];
        } else if first.is_alphabetic() || first == '_' {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            tokens.push(Token::Name(rest[..end].to_owned()));
            rest = &rest[end..];
        } else if let Some(after) = rest.strip_prefix("::") {
            tokens.push(Token::Separator);
            rest = after;
        } else {
            tokens.push(Token::Sign(first));
            rest = &rest[first.len_utf8()..];
        }
    }
    without_tests(&tokens)
}

/// The length of the blank, comment or literal at the start of a text; 0 where there is none.
fn skipped(text: &str) -> usize {
    let first = text.chars().next().unwrap_or_default();
    if first.is_whitespace() {
        first.len_utf8()
    } else if text.starts_with("//") {
        text.find('\n').unwrap_or(text.len())
    } else if text.starts_with("/*") {
        text.find("*/").map_or(text.len(), |end| end + 2)
    } else if first == '\'' {
        character(text)
    } else if first.is_ascii_digit() {
        text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())
    } else {
        string(text)
    }
}

/// The length of a string literal, raw or not, at the start of a text.
fn string(text: &str) -> usize {
    let body = text.trim_start_matches(['b', 'r']);
    let hashes = body.len() - body.trim_start_matches('#').len();
    let prefix = text.len() - body.len();
    let Some(inner) = body[hashes..].strip_prefix('"') else { return 0 };
    let start = text.len() - inner.len();
    if prefix > 0 && text[..prefix].ends_with('r') {
        let end = format!("\"{}", "#".repeat(hashes));
        return inner.find(&end).map_or(text.len(), |at| start + at + end.len());
    }
    if hashes > 0 {
        return 0;
    }
    let mut is_escaped = false;
    for (at, c) in inner.char_indices() {
        if c == '"' && !is_escaped {
            return start + at + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    text.len()
}

/// The length of a character literal, or of the quote of a lifetime.
fn character(text: &str) -> usize {
    let inner = &text[1..];
    let mut chars = inner.chars();
    match chars.next() {
        // The character after the backslash may be a quote.
        Some('\\') => inner.get(2..).and_then(|rest| rest.find('\'')).map_or(1, |end| end + 4),
        Some(c) if chars.next() == Some('\'') => c.len_utf8() + 2,
        _ => 1,
    }
}

/// The tokens without the items that are only compiled for tests.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let marker = ["#", "[", "cfg", "(", "test", ")", "]"];
    let is_marker = |at: usize| {
        marker.iter().enumerate().all(|(n, part)| match tokens.get(at + n) {
            Some(Token::Name(name)) => name == part,
            Some(Token::Sign(sign)) => part.starts_with(*sign),
            _ => false,
        })
    };
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        if is_marker(at) {
            at = end_of_item(tokens, at + marker.len());
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Where the item ends that starts at a token: behind its `;`, or behind its block.
fn end_of_item(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token {
            Token::Sign('{' | '(' | '[') => depth += 1,
            Token::Sign('}' | ')' | ']') => depth -= 1,
            _ => {}
        }
        let is_end = token.is(';') || (token.is('}') && depth == 0);
        if is_end && depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}
