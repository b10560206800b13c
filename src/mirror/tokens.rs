//! What a translation cannot change: code, pages, addresses, numbers, dates.

use std::borrow::Cow;
use std::ops::Range;

use crate::register::Register;
use crate::text::{Span, sort_by_place};
use crate::values;

/// What kind of thing cannot be translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// The inside of a code span.
    Code,
    /// An address.
    Url,
    /// A number of two digits or more, a version, a word such as `P1` or `OAuth2`.
    Number,
    /// A date.
    Date,
}

/// One such thing.
#[derive(Clone, Debug)]
pub struct Token<'s> {
    /// Its kind.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
    /// It, in a form that is the same in every language; paths leave theirs open.
    pub text: Cow<'s, str>,
}

/// What cannot be translated within a stretch of a register, in order.
pub(super) fn tokens<'s>(register: &Register<'s>, within: Span) -> Vec<Token<'s>> {
    let language = register.language.as_str();
    if !register.text(within).bytes().any(|b| matches!(b, b'`' | b':' | b'/') || b.is_ascii_digit())
    {
        return Vec::new();
    }
    let mut tokens: Vec<Token<'s>> = register
        .code_spans(within)
        .into_iter()
        .map(|span| Token {
            kind: TokenKind::Code,
            span,
            text: without_language(squeezed(register.text(span)), language),
        })
        .collect();
    let mut at = within.start;
    let code: Vec<Span> = tokens.iter().map(|token| token.span).collect();
    for span in code {
        prose_tokens(register, Span { start: at, end: span.start.max(at) }, &mut tokens);
        at = span.end.max(at);
    }
    prose_tokens(register, Span { start: at, end: within.end.max(at) }, &mut tokens);
    sort_by_place(&mut tokens, |token| token.span);
    tokens
}

/// A text with one blank where there are several, or a line end.
fn squeezed(text: &str) -> Cow<'_, str> {
    if !text.contains("  ") && !text.contains(['\n', '\t']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Stands for the language in a path; no text holds it.
const LANGUAGE: &str = "\u{1}";

/// A text with the language left open in the paths that it names: `/docs/en/a.md`, `a.en.md`.
pub(super) fn without_language<'t>(text: Cow<'t, str>, language: &str) -> Cow<'t, str> {
    if !text.contains(['/', '.']) {
        return text;
    }
    let is_language = |at: usize| {
        let (before, after) = (&text[..at], &text[at + language.len()..]);
        let is_folder = (before.is_empty() || before.ends_with(['/', ' ']))
            && (after.starts_with('/') || (after.is_empty() && before.ends_with('/')));
        let is_suffix = before.ends_with(['.', '_', '-'])
            && [".md", ".html", ".mdx"].iter().any(|end| after.starts_with(end));
        is_folder || is_suffix
    };
    let places: Vec<usize> =
        text.match_indices(language).map(|(at, _)| at).filter(|&at| is_language(at)).collect();
    if places.is_empty() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for at in places {
        out.push_str(&text[from..at]);
        out.push_str(LANGUAGE);
        from = at + language.len();
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// A text whose paths name one language, as they name another.
pub(super) fn translated_paths(text: &str, from: &str, to: &str) -> String {
    without_language(Cow::Borrowed(text), from).replace(LANGUAGE, to)
}

fn prose_tokens<'s>(register: &Register<'s>, within: Span, tokens: &mut Vec<Token<'s>>) {
    let text = register.text(within);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // Most of a sentence is letters, and none of them starts a token.
        let is_start = |b: &u8| b.is_ascii_digit() || matches!(b, b':' | b'/');
        let Some(next) = bytes[at..].iter().position(is_start) else { return };
        let place = at + next;
        let found = match bytes[place] {
            b':' => url(text, place, at),
            b'/' => path(text, place),
            _ => number(text, place, at),
        };
        at = match found {
            Some((kind, range, form)) => {
                let span = within.part(text, &text[range.clone()]);
                let form = if kind == TokenKind::Url {
                    without_language(form, &register.language)
                } else {
                    form
                };
                tokens.push(Token { kind, span, text: form });
                range.end
            }
            None => skip(text, place),
        };
    }
}

/// History a run of digits, or past one sign.
fn skip(text: &str, place: usize) -> usize {
    let rest = &text[place..];
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    place + digits.max(1)
}

type Found<'t> = (TokenKind, Range<usize>, Cow<'t, str>);

/// An address whose `://` stands at `colon`.
fn url(text: &str, colon: usize, from: usize) -> Option<Found<'_>> {
    let rest = text[colon..].strip_prefix("://")?;
    let before = &text[from..colon];
    let scheme = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let is_end = |c: char| c.is_whitespace() || "<>()[]\"'`|’”".contains(c);
    if scheme == 0 {
        return None;
    }
    let end = rest.find(is_end).unwrap_or(rest.len());
    let end = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']).len();
    let range = colon - scheme..colon + 3 + end;
    (end > 0).then(|| (TokenKind::Url, range.clone(), Cow::Borrowed(&text[range])))
}

/// A path whose first slash stands at `place`.
fn path(text: &str, place: usize) -> Option<Found<'_>> {
    let is_free = text[..place]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '\'' | '’'));
    if !is_free {
        return None;
    }
    let rest = &text[place..];
    let is_part = |c: char| c.is_ascii_alphanumeric() || "/_-.{}<>*:$".contains(c);
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let path = rest[..end].trim_end_matches(['.', ':', '/', '-']);
    let is_path = path.len() > 2 && path[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    is_path.then(|| (TokenKind::Url, place..place + path.len(), Cow::Borrowed(path)))
}

/// A number, a date, or a word with a digit in it, whose first digit stands at `place`.
fn number(text: &str, place: usize, from: usize) -> Option<Found<'_>> {
    let before = &text[from..place];
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let word = place - (before.len() - before.trim_end_matches(is_part).len());
    let rest = &text[place..];
    let run = |is: &dyn Fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
    if text[word..].starts_with(|c: char| c.is_ascii_uppercase()) {
        let end = place + run(&is_part);
        let end = word + text[word..end].trim_end_matches('_').len();
        return Some((TokenKind::Number, word..end, Cow::Borrowed(&text[word..end])));
    }
    let end = run(&|c| c.is_ascii_digit() || ".,-/".contains(c));
    let digits = rest[..end].trim_end_matches(['.', ',', '-', '/']);
    let range = place..place + digits.len();
    let date = || values::parse_date(digits).or_else(|| values::parse_foreign_date(digits));
    if let Some(date) = date() {
        return Some((TokenKind::Date, range, Cow::Owned(date.to_string())));
    }
    let end = run(&|c| c.is_ascii_digit() || ".,:".contains(c));
    let digits = rest[..end].trim_end_matches(['.', ',', ':']);
    let range = place..place + digits.len();
    let is_list = text[..place].trim_end_matches([' ', '\t', '>']).ends_with('\n')
        && rest[digits.len()..].starts_with(['.', ')'])
        && digits.len() <= 2;
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    (count > 1 && !is_list).then(|| (TokenKind::Number, range, plain_number(digits)))
}

/// `1,000` and `1.000` are a thousand, `1,5` and `1.5` one and a half.
fn plain_number(digits: &str) -> Cow<'_, str> {
    if !digits.contains([',', '.', ':']) {
        return Cow::Borrowed(digits);
    }
    let parts: Vec<&str> = digits.split([',', '.', ':']).collect();
    let is_grouped = parts.len() > 1
        && parts[0].len() <= 3
        && parts[1..].iter().all(|part| part.len() == 3)
        && parts[0] != "0";
    Cow::Owned(if is_grouped { parts.concat() } else { parts.join(".") })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::register::Reading;
    use crate::text::Source;
    use crate::values::IdPattern;
    use crate::vocabulary::{UniqueMap, Vocabulary};

    fn found(path: &str, text: &str) -> Vec<String> {
        let source = Source::new(path, text);
        let (vocabulary, id) = (Vocabulary::with(&UniqueMap::default()), IdPattern::default());
        let register = Register::read(
            &source,
            Reading { vocabulary: &vocabulary, id: &id, cwd: Path::new("/"), root: Path::new("/") },
        )
        .unwrap();
        let tokens = tokens(&register, Span::new(0, text.len()));
        for token in &tokens {
            assert!(text.get(token.span.range()).is_some());
        }
        tokens.into_iter().map(|token| token.text.into_owned()).collect()
    }

    #[test]
    fn what_no_translation_changes_is_found() {
        let en = "Answers 404, then 200 `GET /docs/en/a`; since 2026-01-04 (P1, v2.8.1) 1,000 of 3 at https://x.org/en/b.";
        let tr = "Önce 404 sonra 200 `GET /docs/tr/a`; 04.01.2026’dan beri (P1, v2.8.1) 1.000’de 3: https://x.org/tr/b’de";
        let want = [
            "404",
            "200",
            "GET /docs/\u{1}/a",
            "2026-01-04",
            "P1",
            "2.8.1",
            "1000",
            "https://x.org/\u{1}/b",
        ];
        assert_eq!(found("docs/en/a.md", en), want);
        assert_eq!(found("docs/tr/a.md", tr), want);
        assert_eq!(
            found("a.en.md", "x\n10. item\n11) item, in 7 days, 30d, OAuth2 24h"),
            ["30", "OAuth2", "24"]
        );
    }

    #[test]
    fn paths_and_addresses_are_found_in_prose() {
        let text = "See /docs/en/a-b.md. And (/x/y/) but a/b, /a and //c no; “/q1/{id}”, :// is none, \
                    x://y?, nor http://!, 12/x; /-a /b.";
        insta::assert_snapshot!(found("docs/en/a.md", text).join("\n"), @"/docs/\u{1}/a-b.md\n/x/y\n/q1/{id}\nx://y\n12");
        let text = "# T\n\n1. one 23\n> 4. two\n2) see 56. 78\n 90) x 1_000 A_1_ B2_c x9";
        insta::assert_snapshot!(found("docs/en/a.md", text).join(" | "), @"23 | 56 | 78 | 000 | A_1 | B2_c");
        insta::assert_snapshot!(found("a.md", "`a  b\tc` and ``d\ne`` `f`").join(" | "), @"a b c | d e | f");
    }

    #[test]
    fn the_language_is_left_open_where_it_is_one() {
        for (text, open) in [
            ("/docs/en/a", "/docs/LL/a"),
            ("en/a /b/en", "LL/a /b/LL"),
            ("GET en/x", "GET LL/x"),
            ("/token/entry", "/token/entry"),
            (
                "a.en.md b_en.html c-en.mdx d.en.txt e/en.md",
                "a.LL.md b_LL.html c-LL.mdx d.en.txt e/en.md",
            ),
            ("/open/x. en", "/open/x. en"),
            ("then, en", "then, en"),
        ] {
            let got = without_language(Cow::Borrowed(text), "en").replace(LANGUAGE, "LL");
            assert_eq!(got, open, "{text}");
        }
        assert_eq!(translated_paths("/docs/en/a", "en", "tr"), "/docs/tr/a");
    }

    #[test]
    fn numbers_are_the_same_in_every_manner() {
        for (text, plain) in [
            ("1234.567", "1234.567"),
            ("12.34", "12.34"),
            ("1:30", "1.30"),
            ("1,5", "1.5"),
            ("1.5", "1.5"),
            ("12.345", "12345"),
            ("2.8.1", "2.8.1"),
            ("0.125", "0.125"),
        ] {
            assert_eq!(plain_number(text), plain);
        }
    }
}
