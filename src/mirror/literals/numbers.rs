//! Numbers, dates and quarters in prose, and words with digits such as `P1`.

use std::borrow::Cow;

use super::{FoundLiteral, LiteralKind};
use crate::values::{self, is_quarter};
use crate::vocabulary::zeros_of;

/// The number or date whose first digit is at `place`, or the word that contains that digit.
pub(super) fn number(text: &str, place: usize, from: usize) -> Option<FoundLiteral<'_>> {
    quarter(text, place, from)
        .or_else(|| code_word(text, place, from))
        .or_else(|| date(text, place))
        .or_else(|| date_in_words(text, place, from))
        .or_else(|| time(text, place))
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

/// The time of day whose hour is at `place`: `8 PM` and `08:00 p.m.` are `20:00`, `08:00` is `8:00`.
fn time(text: &str, place: usize) -> Option<FoundLiteral<'_>> {
    let rest = &text[place..];
    let hour = run(rest, |c| c.is_ascii_digit());
    let minutes = rest[hour.len()..]
        .strip_prefix([':', '.'])
        .map(|behind| run(behind, |c| c.is_ascii_digit()));
    let minutes = minutes.filter(|minutes| minutes.len() == 2 && *minutes < "60");
    let clock = hour.len() + minutes.map_or(0, |minutes| 1 + minutes.len());
    let behind = rest[clock..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let word = run(behind, |c| c.is_ascii_alphabetic() || c == '.');
    let half = word.to_ascii_lowercase().replace('.', "");
    let number: u32 = hour.parse().ok().filter(|_| hour.len() <= 2)?;
    let (hours, end) = match &*half {
        "am" | "pm" if (1..=12).contains(&number) => {
            let length = if word.trim_end_matches('.').contains('.') { word.len() } else { 2 };
            (number % 12 + if half == "pm" { 12 } else { 0 }, rest.len() - behind.len() + length)
        }
        // A ratio has two numbers, too, and is the same in each form.
        _ if number < 24 && rest[hour.len()..].starts_with(':') && minutes.is_some() => {
            (number, clock)
        }
        _ => return None,
    };
    if rest[end..].starts_with(|c: char| c.is_alphanumeric() || c == ':') {
        return None;
    }
    let form = format!("{hours}.{}", minutes.unwrap_or("00"));
    let range = place..place + end;
    Some(FoundLiteral { kind: LiteralKind::Number, range, text: Cow::Owned(form) })
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
pub(super) fn run(text: &str, is_part: impl Fn(char) -> bool) -> &str {
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

    #[test]
    fn a_time_of_day_is_the_same_in_every_style() {
        for (text, form) in [
            ("8 PM", "20.00"),
            ("08:00 PM", "20.00"),
            ("8:30 p.m. on", "20.30"),
            ("8pm", "20.00"),
            ("12:05 AM", "0.05"),
            ("12 pm.", "12.00"),
            ("20:00", "20.00"),
            ("08:00", "8.00"),
            ("8.15 am", "8.15"),
        ] {
            assert_eq!(
                time(text, 0).map(|found| found.text.into_owned()).as_deref(),
                Some(form),
                "{text}"
            );
        }
        for text in ["8", "20:00:15", "25:00", "13 pm", "8 ample", "8:5", "2026 pm", "1.15"] {
            assert!(time(text, 0).is_none(), "{text}");
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
