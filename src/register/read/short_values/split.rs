//! Texts cut at signs outside of brackets, and at the brackets that end them.

const OPENING: [char; 3] = ['(', '（', '['];
const CLOSING: [char; 3] = [')', '）', ']'];

/// What may be behind the brackets that end a text.
const BEHIND: [char; 5] = ['.', ' ', '*', '_', '\n'];

/// The parts of a text between signs; a sign in brackets does not cut, but one behind a bracket that is never closed does.
pub(in crate::register::read) fn split_outside<'t>(text: &'t str, signs: &[&str]) -> Vec<&'t str> {
    let last_close = text.rfind(CLOSING);
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0usize);
    for (at, c) in text.char_indices() {
        let is_outside = at >= from && (depth == 0 || last_close.is_none_or(|last| last < at));
        let sign = signs.iter().find(|sign| is_outside && text[at..].starts_with(**sign));
        if let Some(sign) = sign {
            parts.push(&text[from..at]);
            from = at + sign.len();
        }
        if OPENING.contains(&c) {
            depth += 1;
        } else if CLOSING.contains(&c) {
            depth = depth.saturating_sub(1);
        }
    }
    parts.push(&text[from..]);
    parts
}

/// The words before the brackets that end a text, and what is in these, inner ones included.
pub(in crate::register::read) fn remark_at_end(text: &str) -> Option<(&str, &str)> {
    let whole = text.trim_end_matches(BEHIND);
    let mut pairs = OPENING.into_iter().zip(CLOSING);
    let (open, close) = pairs.find(|(_, close)| whole.ends_with(*close))?;
    let mut depth = 0;
    let (at, _) = whole.char_indices().rev().find(|&(_, c)| {
        depth += i32::from(c == close) - i32::from(c == open);
        depth == 0
    })?;
    let inner = &whole[at + open.len_utf8()..whole.len() - close.len_utf8()];
    Some((whole[..at].trim_end_matches([' ', '*', '_', '—', '–', '-']), inner))
}

/// The same of round brackets.
pub(in crate::register::read) fn parentheses_at_end(text: &str) -> Option<(&str, &str)> {
    remark_at_end(text).filter(|_| !text.trim_end_matches(BEHIND).ends_with(']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_in_brackets_do_not_cut() {
        let parts = |text| split_outside(text, &[", ", " · "]).join("|");
        for (text, said) in [
            ("P1, open · Mia", "P1|open|Mia"),
            ("blocked (mast, wire), P2", "blocked (mast, wire)|P2"),
            ("[a, b] · c（d, e）, f", "[a, b]|c（d, e）|f"),
            ("a (b, c", "a (b|c"),
            ("a), b (c, d)", "a)|b (c, d)"),
        ] {
            assert_eq!(parts(text), said);
        }
    }

    #[test]
    fn brackets_end_a_text() {
        for (text, said) in [
            ("Imports fail (P1).", Some(("Imports fail", "P1"))),
            (
                "Imports fail – **(blocked (mast), P1)**",
                Some(("Imports fail", "blocked (mast), P1")),
            ),
            ("Imports fail（P1）", Some(("Imports fail", "P1"))),
            ("Imports fail P1)", None),
            ("Imports (of May) fail", None),
        ] {
            assert_eq!(parentheses_at_end(text), said);
        }
        assert_eq!(parentheses_at_end("Imports fail [P1]"), None);
        assert_eq!(remark_at_end("Imports fail [P1]"), Some(("Imports fail", "P1")));
    }
}
