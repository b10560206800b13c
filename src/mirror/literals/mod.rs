//! Literals: what a translation does not change. Code, paths, addresses, numbers, dates.

mod left_language;
mod numbers;

use std::borrow::Cow;
use std::ops::Range;

pub(super) use left_language::{leave_out_language, translated_paths};

use left_language::without_language;
use numbers::{number, run};

use super::code_words::without_comments;
use crate::document::is_ignore_comment;
use crate::register::Register;
use crate::text::{Span, sort_by_place};

/// What a literal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum LiteralKind {
    /// The inside of a code span.
    Code,
    /// An address.
    Url,
    /// A number of two digits or more, a version, a word such as `P1` or `OAuth2`.
    Number,
    /// A date.
    Date,
    /// A quarter or a half of a year.
    Quarter,
}

/// A part of a text that no translation changes.
#[derive(Clone, Debug)]
pub(super) struct Literal<'s> {
    pub kind: LiteralKind,
    pub span: Span,
    /// A form of it that is the same in every language; in paths, the language is left open.
    pub text: Cow<'s, str>,
}

/// The literals in a span of a register, in order.
pub(super) fn literals<'s>(register: &Register<'s>, within: Span) -> Vec<Literal<'s>> {
    let language = register.language.as_str();
    if !register.text(within).bytes().any(|b| matches!(b, b'`' | b':' | b'/') || b.is_ascii_digit())
    {
        return Vec::new();
    }
    let mut literals: Vec<Literal<'s>> = register
        .code_spans(within)
        .into_iter()
        .map(|span| Literal {
            kind: LiteralKind::Code,
            span,
            text: without_language(plain_code(register.text(span)), language),
        })
        .collect();
    let mut at = within.start;
    let code: Vec<Span> = literals.iter().map(|literal| literal.span).collect();
    for span in code {
        prose_literals(register, Span { start: at, end: span.start.max(at) }, &mut literals);
        at = span.end.max(at);
    }
    prose_literals(register, Span { start: at, end: within.end.max(at) }, &mut literals);
    literals.retain(|literal| !is_in_own_comment(register, literal.span));
    sort_by_place(&mut literals, |literal| literal.span);
    literals
}

/// How a mark begins: `gapreg:reviewed`.
const MARKS: &str = "gapreg:";

/// Whether a place is in a comment for this program: one that ignores findings, or a mark. What it says is about
/// the file that it is in, and a translation need not repeat it.
fn is_in_own_comment(register: &Register<'_>, span: Span) -> bool {
    let after = register.comments.partition_point(|comment| comment.start <= span.start);
    let around = register.comments[..after].last().filter(|comment| comment.contains(span));
    around.is_some_and(|&comment| {
        let text = register.text(comment);
        let inner = text.trim_start_matches("<!--").trim_start();
        is_ignore_comment(text) || inner.starts_with(MARKS)
    })
}

/// Code as it is compared: of a block, the comments are words.
fn plain_code(code: &str) -> Cow<'_, str> {
    if !code.contains('\n') {
        return squeezed(code);
    }
    let plain = without_comments(code);
    Cow::Owned(squeezed(&plain).into_owned())
}

/// A text with one space for any white space.
fn squeezed(text: &str) -> Cow<'_, str> {
    if !text.contains("  ") && !text.contains(['\n', '\t']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn prose_literals<'s>(register: &Register<'s>, within: Span, literals: &mut Vec<Literal<'s>>) {
    let text = register.text(within);
    let anchors = anchors(text);
    let is_in_anchor = |at: usize| {
        let next = anchors.partition_point(|anchor| anchor.end < at);
        anchors.get(next).is_some_and(|anchor| anchor.start <= at)
    };
    let mut from = 0;
    while let Some(start) = next_start(text, from) {
        let found = match text.as_bytes()[start] {
            b':' => url(text, start, from),
            b'/' => path(text, start),
            _ if is_in_anchor(start) => None,
            _ => reference(register, text, start, from).or_else(|| number(text, start, from)),
        };
        let Some(FoundLiteral { kind, range, text: form }) = found else {
            from = skip(text, start);
            continue;
        };
        let is_url = kind == LiteralKind::Url;
        literals.push(Literal {
            kind,
            span: within.part(text, &text[range.clone()]),
            text: if is_url { without_language(form, &register.language) } else { form },
        });
        from = range.end;
    }
}

/// The next place where a literal may start. Most of a sentence is letters, and none of them
/// starts one.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let is_start = |b: &u8| b.is_ascii_digit() || matches!(b, b':' | b'/');
    let next = text.as_bytes().get(from..)?.iter().position(is_start)?;
    Some(from + next)
}

/// The end of the run of digits at a place, or of the one character there.
fn skip(text: &str, place: usize) -> usize {
    let rest = &text[place..];
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    place + digits.max(1)
}

/// What may be a literal, by its place in a text.
struct FoundLiteral<'t> {
    kind: LiteralKind,
    range: Range<usize>,
    text: Cow<'t, str>,
}

impl<'t> FoundLiteral<'t> {
    fn new(kind: LiteralKind, text: &'t str, range: Range<usize>) -> Self {
        Self { kind, text: Cow::Borrowed(&text[range.clone()]), range }
    }
}

/// The address whose `://` is at `colon`.
fn url(text: &str, colon: usize, from: usize) -> Option<FoundLiteral<'_>> {
    let rest = text[colon..].strip_prefix("://")?;
    let before = &text[from..colon];
    let scheme = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let is_end = |c: char| c.is_whitespace() || "<>()[]\"'`|’”".contains(c);
    if scheme == 0 {
        return None;
    }
    let end = rest.find(is_end).unwrap_or(rest.len());
    let end = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']).len();
    (end > 0).then(|| FoundLiteral::new(LiteralKind::Url, text, colon - scheme..colon + 3 + end))
}

/// The path whose first slash is at `place`.
fn path(text: &str, place: usize) -> Option<FoundLiteral<'_>> {
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
    is_path.then(|| FoundLiteral::new(LiteralKind::Url, text, place..place + path.len()))
}

/// The anchors of links, each with the sign behind it: `](#12-holds`. A translation has its own.
fn anchors(text: &str) -> Vec<Range<usize>> {
    const START: &str = "](#";
    let is_end = |c: char| c == ')' || c.is_whitespace();
    let mut anchors: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices(START) {
        if anchors.last().is_none_or(|last| last.end <= at) {
            let end = text[at..].find(is_end).map_or(text.len(), |length| at + length);
            anchors.push(at + START.len()..end);
        }
    }
    anchors
}

/// What IDs start with, as the first entries show.
pub(super) fn id_prefixes<'r>(register: &Register<'r>) -> impl Iterator<Item = &'r str> {
    let ids = register.entries.iter().take(20).filter_map(|entry| register.id(entry));
    ids.filter_map(|id| Some(id.rsplit_once('-')?.0))
}

/// The ID of an entry, `G-042`, whose first digit is at `place`.
fn reference<'t>(
    register: &Register<'_>,
    text: &'t str,
    place: usize,
    from: usize,
) -> Option<FoundLiteral<'t>> {
    let before = text[from..place].strip_suffix('-')?;
    let prefix = id_prefixes(register).find(|prefix| {
        let rest = before.strip_suffix(prefix);
        rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })?;
    let number = run(&text[place..], |c| c.is_ascii_digit()).len();
    let behind = &text[place + number..];
    let word = run(behind, char::is_alphanumeric);
    // `G-9a`
    let letter = usize::from(word.len() == 1 && word.is_ascii());
    let range = place - prefix.len() - 1..place + number + letter;
    Some(FoundLiteral::new(LiteralKind::Number, text, range))
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::register::Reading;
    use crate::text::Source;
    use crate::values::IdPattern;
    use crate::vocabulary::{UniqueMap, Vocabulary};

    fn found(path: &str, text: &str) -> Vec<String> {
        let source = Source::new(path, text);
        let (vocabulary, id) = (Vocabulary::with(&UniqueMap::default()), IdPattern::default());
        let register = Register::read(&source, Reading::at_root(&vocabulary, &id)).unwrap();
        let literals = literals(&register, Span::new(0, text.len()));
        for literal in &literals {
            assert!(text.get(literal.span.range()).is_some());
        }
        literals.into_iter().map(|literal| literal.text.into_owned()).collect()
    }

    #[test]
    fn a_date_may_have_the_name_of_its_month() {
        let day = ["2026-03-04"];
        for text in [
            "since 4 March 2026",
            "on March 4th, 2026, at noon",
            "4 Mart 2026’dan beri",
            "seit dem 4. März 2026",
            "le 4 mars 2026.",
        ] {
            assert_eq!(found("gap-register.md", text), day, "{text}");
        }
        assert_eq!(found("gap-register.md", "after 40 marks 2026 points"), ["40", "2026"]);
        assert_eq!(found("gap-register.md", "March 12, 34 rows"), ["12", "34"]);
        assert_eq!(found("gap-register.md", "31 February 2026 ş"), ["31", "2026"]);
    }

    #[test]
    fn literals_are_the_same_in_every_language() {
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
    fn a_word_behind_a_number_is_a_part_of_it() {
        for (text, number) in [
            ("Answers 5,000 rows", "5000"),
            ("5 bin kaydı getirir", "5000"),
            ("1.5 million rows", "1500000"),
            ("1,5 milyon kayıt", "1500000"),
            ("nach 20 Tausend Zeilen", "20000"),
            ("5 binary files of 20", "20"),
        ] {
            assert_eq!(found("a.md", text), [number], "{text}");
        }
    }

    #[test]
    fn a_quarter_is_one_beside_a_year_or_as_q() {
        let in_all = |text: &str| found("a.md", text).join(" ");
        assert_eq!(in_all("by Q1 2027, T3 2027 or 2026-H2"), "Q1 2027 Q3 2027 2026 H2");
        assert_eq!(in_all("in Q4."), "Q4");
        assert_eq!(in_all("the H1 of page T3, P1, Q12, FAQ1"), "H1 T3 P1 Q12 FAQ1");
    }

    #[test]
    fn ids_of_entries_are_whole_and_anchors_of_links_are_none() {
        let entry = "# T\n\n### 1.1 a\n\n- **ID:** SYS-G-001\n- **Status:** Open\n\n### 1.2 b\n\n- **ID:** G-002\n- **Status:** Open\n\n";
        let literals = |text: &str| {
            let all = found("a.md", &format!("{entry}{text}\n"));
            all[found("a.md", entry).len()..].join(" ")
        };
        assert_eq!(literals("see G-042, SYS-G-07 and [G-002](#12-b)"), "G-042 SYS-G-07 G-002");
        assert_eq!(literals("COVID-19, XG-042 and UTF-16"), "19 042 16");
        assert_eq!(literals("[here](#g-042) 55 (#13)"), "55 13");
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
}
