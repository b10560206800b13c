//! Literals: what a translation does not change. Code, paths, addresses, numbers, dates.

use std::borrow::Cow;
use std::ops::Range;

use super::code_words::without_comments;
use crate::document::is_ignore_comment;
use crate::register::Register;
use crate::text::{Span, sort_by_place};
use crate::values::{self, is_quarter};
use crate::vocabulary::{region_length, zeros_of};

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

/// The placeholder for the language in a path. It occurs in no text.
const LANGUAGE: &str = "\u{1}";

/// A text with the language left open in its paths: `/docs/en/a.md`, `a.en.md`.
pub(super) fn without_language<'t>(text: Cow<'t, str>, language: &str) -> Cow<'t, str> {
    if !text.contains(['/', '.']) {
        return text;
    }
    let places = language_places(&text, language);
    if places.is_empty() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for place in places {
        out.push_str(&text[from..place.start]);
        out.push_str(LANGUAGE);
        from = place.end;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Leaves the open language and the sign before or behind it out of a path.
pub(super) fn leave_out_language(text: &mut Cow<'_, str>) {
    if !text.contains(LANGUAGE) {
        return;
    }
    let mut plain = text.replace(&format!("{LANGUAGE}/"), "");
    for sign in [".", "_", "-", "/"] {
        plain = plain.replace(&format!("{sign}{LANGUAGE}"), "");
    }
    *text = Cow::Owned(plain);
}

/// The places of the tags of a language in the paths of a text.
fn language_places(text: &str, language: &str) -> Vec<Range<usize>> {
    let is_tag = |tag: &Range<usize>| {
        let (before, after) = (&text[..tag.start], &text[tag.end..]);
        let is_folder = (before.is_empty() || before.ends_with(['/', ' ']))
            && (after.starts_with('/') || (after.is_empty() && before.ends_with('/')));
        let is_suffix = before.ends_with(['.', '_', '-'])
            && [".md", ".html", ".mdx"].iter().any(|end| after.starts_with(end));
        is_folder || is_suffix
    };
    let tags = text.match_indices(language).map(|(at, code)| {
        let end = at + code.len();
        at..end + region_length(&text[end..])
    });
    tags.filter(is_tag).collect()
}

/// A text of one register with the language of another in its paths. A page of a region is one of
/// the other's region.
pub(super) fn translated_paths(text: &str, from: &Register<'_>, to: &Register<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for place in language_places(text, &from.language) {
        let is_own_tag = text[place.clone()].eq_ignore_ascii_case(&from.tag);
        let is_regional = place.len() > from.language.len();
        out.push_str(&text[at..place.start]);
        out.push_str(if is_own_tag || is_regional { &to.tag } else { &to.language });
        at = place.end;
    }
    out.push_str(&text[at..]);
    out
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

/// The number or date whose first digit is at `place`, or the word that contains that digit.
fn number(text: &str, place: usize, from: usize) -> Option<FoundLiteral<'_>> {
    quarter(text, place, from)
        .or_else(|| code_word(text, place, from))
        .or_else(|| date(text, place))
        .or_else(|| date_in_words(text, place, from))
        .or_else(|| digits(text, place))
}

/// The quarter whose digit is at `place`: `Q1`, and beside a year `T1 2027`, `2027 H2`. Another language may
/// have words for it.
fn quarter(text: &str, place: usize, from: usize) -> Option<FoundLiteral<'_>> {
    let start = place.checked_sub(1).filter(|&start| start >= from)?;
    let sign = text.get(start..=place).filter(|sign| is_quarter(sign))?;
    let (before, behind) = (&text[from..start], &text[place + 1..]);
    let is_apart = !before.ends_with(char::is_alphabetic)
        && !before.ends_with('_')
        && !behind.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let is_sign = |c: char| matches!(c, ' ' | '\u{a0}' | '/' | '-' | '.' | '\'');
    let year = run(behind.trim_start_matches(is_sign), |c| c.is_ascii_digit());
    let former = text[..start].trim_end_matches(is_sign);
    let digits = former.len() - former.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let is_of_year = year.len() == 4 || digits == 4;
    if !is_apart || !(sign.starts_with('Q') || is_of_year) {
        return None;
    }
    let form =
        sign.strip_prefix('T').map_or_else(|| sign.to_owned(), |number| format!("Q{number}"));
    let range = start..place + 1;
    Some(FoundLiteral { kind: LiteralKind::Quarter, range, text: Cow::Owned(form) })
}

/// A word such as `P1` or `OAuth2`.
fn code_word(text: &str, place: usize, from: usize) -> Option<FoundLiteral<'_>> {
    let before = &text[from..place];
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let start = place - (before.len() - before.trim_end_matches(is_part).len());
    if !text[start..].starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let word = run(&text[start..], is_part).trim_end_matches('_');
    Some(FoundLiteral::new(LiteralKind::Number, text, start..start + word.len()))
}

fn date(text: &str, place: usize) -> Option<FoundLiteral<'_>> {
    const LONGEST: usize = 16;
    let is_part = |b: &u8| b.is_ascii_digit() || b".,-/".contains(b);
    let length = text.bytes().skip(place).take(LONGEST).take_while(is_part).count();
    let digits = &text[place..place + length];
    let digits = digits.trim_end_matches(['.', ',', '-', '/']);
    let date = values::parse_date(digits).or_else(|| values::parse_foreign_date(digits))?;
    let range = place..place + digits.len();
    Some(FoundLiteral { kind: LiteralKind::Date, range, text: Cow::Owned(date.to_string()) })
}

/// The date with the name of a month whose day is at `place`: `4 Mart 2026`, `March 4th, 2026`.
fn date_in_words(text: &str, place: usize, from: usize) -> Option<FoundLiteral<'_>> {
    let rest = &text[place..];
    let day = run(rest, |c| c.is_ascii_digit());
    if day.len() > 2 {
        return None;
    }
    let behind = &rest[day.len()..];
    let is_letter = |c: char| c.is_alphabetic();
    let year_behind = |sign: &'static [char], text: &str| {
        let year = text.trim_start_matches(sign);
        let digits = run(year, |c| c.is_ascii_digit());
        (year.len() < text.len() && digits.len() == 4).then(|| text.len() - year.len())
    };
    let found = |start: usize, name: &str, year: usize| {
        let date = values::named_day(day, name, &text[year..year + 4])?;
        let text = Cow::Owned(date.to_string());
        Some(FoundLiteral { kind: LiteralKind::Date, range: start..year + 4, text })
    };
    let blanks = behind.trim_start_matches(['.', ' ', '\u{a0}']);
    let name = run(blanks, is_letter);
    let at = text.len() - blanks.len() + name.len();
    let year = year_behind(&[' ', '.', ',', '\u{a0}'], &text[at..]).map(|length| at + length);
    if let Some(date) = year.filter(|_| !name.is_empty()).and_then(|year| found(place, name, year))
    {
        return Some(date);
    }
    let before = text[from..place].trim_end_matches([' ', '.', '\u{a0}']);
    let start = before.trim_end_matches(is_letter).len();
    let ending = run(behind, |c| c.is_ascii_lowercase()).len();
    let at = place + day.len() + ending;
    let year = year_behind(&[' ', ','], &text[at..]).map(|length| at + length)?;
    found(from + start, &before[start..], year)
}

/// A number whose thousands are parted by blanks or apostrophes: `5 000`, `12'000`. A plain blank may also part
/// two numbers: `12 500 answers`.
fn spaced_thousands(text: &str) -> Option<&str> {
    let first = run(text, |c| c.is_ascii_digit());
    let group = |rest: &str| {
        let sign = rest.chars().next()?;
        let digits = run(&rest[sign.len_utf8()..], |c| c.is_ascii_digit());
        let is_group = match sign {
            ' ' => digits.ends_with('0') && !digits.starts_with(['4', '5']),
            _ => matches!(sign, '\u{a0}' | '\u{202f}' | '\'' | '’'),
        };
        (is_group && digits.len() == 3).then(|| sign.len_utf8() + 3)
    };
    let mut end = first.len();
    while let Some(more) = group(&text[end..]) {
        end += more;
    }
    let is_one = (1..=3).contains(&first.len()) && !first.starts_with('0') && end > first.len();
    is_one.then(|| &text[..end])
}

/// A number of two digits or more; the number of a list item is none.
fn digits(text: &str, place: usize) -> Option<FoundLiteral<'_>> {
    let rest = &text[place..];
    let digits = run(rest, |c| c.is_ascii_digit() || ".,:".contains(c));
    let digits = digits.trim_end_matches(['.', ',', ':']);
    let digits = spaced_thousands(rest).unwrap_or(digits);
    let is_of_list = text[..place].trim_end_matches([' ', '\t', '>']).ends_with('\n')
        && rest[digits.len()..].starts_with(['.', ')'])
        && digits.len() <= 2;
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    let text = plain_number(digits);
    if let Some((text, length)) = multiplied(&text, &rest[digits.len()..]) {
        let range = place..place + digits.len() + length;
        return Some(FoundLiteral { kind: LiteralKind::Number, range, text: Cow::Owned(text) });
    }
    let range = place..place + digits.len();
    (count > 1 && !is_of_list).then_some(FoundLiteral { kind: LiteralKind::Number, range, text })
}

/// A number with the word behind it, such as `thousand`, and the length of that; nothing where it has none.
fn multiplied(number: &str, behind: &str) -> Option<(String, usize)> {
    let blank = behind.chars().next().filter(|c| matches!(c, ' ' | '\u{a0}'))?;
    let word = run(&behind[blank.len_utf8()..], char::is_alphabetic);
    let zeros = zeros_of(word)?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = is_number(whole) && is_number(fraction) && fraction.len() <= zeros;
    let digits = format!("{whole}{fraction:0<zeros$}");
    let digits = digits.trim_start_matches('0').to_owned();
    is_plain.then(|| (digits, blank.len_utf8() + word.len()))
}

/// The characters of that kind at the start of a text.
fn run(text: &str, is_part: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())]
}

/// `1,000`, `1.000` and `1 000` are a thousand, `1,5` and `1.5` one and a half.
fn plain_number(digits: &str) -> Cow<'_, str> {
    if !digits.contains([',', '.', ':']) {
        let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
        return Cow::Owned(digits);
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

    #[test]
    fn the_language_is_left_open_where_it_is_one() {
        for (text, open) in [
            ("/docs/en/a", "/docs/LL/a"),
            ("en/a /b/en", "LL/a /b/LL"),
            ("GET en/x", "GET LL/x"),
            ("/literal/entry", "/literal/entry"),
            (
                "a.en.md b_en.html c-en.mdx d.en.txt e/en.md",
                "a.LL.md b_LL.html c-LL.mdx d.en.txt e/en.md",
            ),
            ("/docs/en-US/a", "/docs/LL/a"),
            ("a.en_US.md b.en-docs.md", "a.LL.md b.en-docs.md"),
            ("/open/x. en", "/open/x. en"),
            ("then, en", "then, en"),
        ] {
            let got = without_language(Cow::Borrowed(text), "en").replace(LANGUAGE, "LL");
            assert_eq!(got, open, "{text}");
        }
    }

    #[test]
    fn numbers_are_the_same_in_every_style() {
        for (text, plain) in [
            ("1234.567", "1234.567"),
            ("12.34", "12.34"),
            ("1:30", "1.30"),
            ("1,5", "1.5"),
            ("1.5", "1.5"),
            ("12.345", "12345"),
            ("2.8.1", "2.8.1"),
            ("0.125", "0.125"),
            ("5 000", "5000"),
            ("12’345", "12345"),
        ] {
            assert_eq!(plain_number(text), plain);
        }
        for (text, number) in [
            ("5 000 rows", Some("5 000")),
            ("1\u{a0}234\u{202f}567", Some("1\u{a0}234\u{202f}567")),
            ("12'345", Some("12'345")),
            ("12 500 answers", None),
            ("3 rows, 100 columns", None),
            ("2026 100", None),
            ("5 0000", None),
        ] {
            assert_eq!(spaced_thousands(text), number, "{text}");
        }
    }
}
