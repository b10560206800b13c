//! Text of a register in Markdown that others see: in a comment on a pull request, in a wiki.

use std::borrow::Cow;

use super::printable;

/// A text in Markdown, on one line, in which nothing is live: no HTML, no picture from elsewhere, and
/// no mention that sends somebody a message. Code stays code.
pub(crate) fn harmless(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = printable(&line);
    let mut out = String::with_capacity(line.len());
    let mut rest: &str = &line;
    while let Some(at) = rest.find('`') {
        push_plain(&rest[..at], &mut out);
        let code = &rest[at..];
        let len = code_len(code);
        match len {
            Some(len) => out.push_str(&code[..len]),
            None => out.push_str(&code[..fence_len(code)].replace('`', "\\`")),
        }
        rest = &code[len.unwrap_or(fence_len(code))..];
    }
    push_plain(rest, &mut out);
    out
}

/// A text as code on one line.
pub(crate) fn as_code(text: &str) -> String {
    let text: Cow<'_, str> = printable(text);
    let text = text.replace(['\n', '\r'], " ");
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}

/// A text on one line as the cell of a table: no pipe in it ends the cell, whatever is before it.
pub(crate) fn in_cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut backslashes = 0;
    for c in text.chars() {
        if c == '|' {
            (0..=backslashes).for_each(|_| out.push('\\'));
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        out.push(c);
    }
    out
}

fn fence_len(code: &str) -> usize {
    code.len() - code.trim_start_matches('`').len()
}

/// The length of the code span that a text starts with.
fn code_len(code: &str) -> Option<usize> {
    let fence = fence_len(code);
    let mut at = fence;
    loop {
        let start = at + code[at..].find('`')?;
        let len = fence_len(&code[start..]);
        at = start + len;
        if len == fence {
            return Some(at);
        }
    }
}

/// Adds text outside of code, with its mentions as code and its HTML as text.
fn push_plain(text: &str, out: &mut String) {
    let mut before = out.chars().next_back();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let name = if c == '@' && is_free(before) { mention_len(&text[at..]) } else { 0 };
        match c {
            // A reference to a character may be one to `@`.
            '&' if is_at_reference(&text[at..]) => out.push_str("&amp;"),
            '@' if name > 0 => {
                let end = at + name;
                out.push('`');
                out.push_str(&text[at..end]);
                out.push('`');
                while chars.next_if(|(at, _)| *at < end).is_some() {}
            }
            '<' => out.push_str("&lt;"),
            '!' if text[at..].starts_with("![") => out.push_str("\\!"),
            c => out.push(c),
        }
        before = Some(c);
    }
}

/// Whether a reference to a character starts a text that may be one to `@`: `&#64;`, `&commat;`.
fn is_at_reference(text: &str) -> bool {
    text.starts_with("&#") || text.starts_with("&commat;")
}

/// Whether an `@` after a character may start a mention; in an address of mail it does not.
fn is_free(before: Option<char>) -> bool {
    before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.' | '+'))
}

/// The length of `@name` or `@group/name` at the start of a text; 0 where there is no name.
fn mention_len(text: &str) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    let end = text[1..].find(|c| !is_part(c)).map_or(text.len(), |end| end + 1);
    let name = text[1..end].trim_end_matches(['.', '/', '-']);
    if name.is_empty() { 0 } else { name.len() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pipe_ends_a_cell() {
        for (text, cell) in [("a|b", "a\\|b"), ("a\\|b", "a\\\\\\|b"), ("a\\b", "a\\b")] {
            assert_eq!(in_cell(text), cell);
        }
    }

    #[test]
    fn mentions_are_code_and_html_is_text() {
        for (text, shown) in [
            ("@acme/payments", "`@acme/payments`"),
            ("for @mia, (@acme/pay).", "for `@mia`, (`@acme/pay`)."),
            ("mia@example.com", "mia@example.com"),
            ("`@acme/payments` and ``a ` @b``", "`@acme/payments` and ``a ` @b``"),
            ("a ` b @mia", "a \\` b `@mia`"),
            ("<b>x</b> <!-- y --> a < b", "&lt;b>x&lt;/b> &lt;!-- y --> a &lt; b"),
            ("`<b>`", "`<b>`"),
            ("![x](http://x.org/a.png)", "\\![x](http://x.org/a.png)"),
            ("&#64;mia & &commat;mia", "&amp;#64;mia & &amp;commat;mia"),
            ("<@mia>", "&lt;`@mia`>"),
            ("a @ b @", "a @ b @"),
            ("Ödünç → @işlem\n@a", "Ödünç → `@işlem` `@a`"),
            ("\u{1b}[31m", "\\u{1b}[31m"),
        ] {
            assert_eq!(harmless(text), shown, "{text}");
        }
        assert_eq!(as_code("a`b"), "`` a`b ``");
        assert_eq!(as_code("status = Open"), "`status = Open`");
    }
}
