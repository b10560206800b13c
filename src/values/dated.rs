//! Days and months in any form, as logs and decisions have them.

use jiff::civil::Date;

use super::months::month;

/// A longer text says more than a day.
const LONGEST: usize = 24;

/// Whether a text has the form of a day that does not exist, in whatever order: `2026-02-30`.
pub(crate) fn is_no_day(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
    let number = |part: &&str| part.parse::<i16>().ok().filter(|_| part.len() <= "2026".len());
    let numbers: Option<Vec<i16>> = parts.iter().map(number).collect();
    let Some(&[a, b, c]) = numbers.as_deref() else { return false };
    let exists = |year: i16, month: i16, day: i16| {
        let parts = i8::try_from(month).ok().zip(i8::try_from(day).ok());
        parts.is_some_and(|(month, day)| Date::new(year, month, day).is_ok())
    };
    match [parts[0].len(), parts[2].len()] {
        [4, 1 | 2] => !exists(a, b, c),
        [1 | 2, 4] => !exists(c, a, b) && !exists(c, b, a),
        _ => false,
    }
}

/// Whether a text is a day or a month with its year, in whatever order: `5.2.2026`, `May 2023`.
pub(crate) fn is_of_calendar(text: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let text = text.trim_matches(['*', '_', '`', '~', ' ', '(', ')', '[', ']', '.']);
    let parts = || text.split([' ', '.', '/', '-', ',']).filter(|part| !part.is_empty());
    let is_ordinal = |part: &str| part.starts_with(|c: char| c.is_ascii_digit()) && part.len() <= 4;
    let is_word = |part: &str| {
        let letters = if is_quarter(part) { &part[..1] } else { part };
        letters.chars().all(char::is_alphabetic)
    };
    text.len() <= LONGEST
        && (2..=MOST_WORDS).contains(&parts().count())
        && parts().filter(|part| is_year(part)).count() == 1
        && parts().all(|part| is_ordinal(part) || (is_word(part) && text.contains(' ')))
        && parts().filter(|part| is_word(part)).count() < MOST_WORDS - 1
}

/// Whether a text is a day or a month, with its year or without: `2 April`, `settembre`, `12.03.`, `3月6日`.
pub(crate) fn is_of_any_year(text: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let text = text.trim_matches(['*', '_', '`', '~', ' ', '(', ')', '[', ']', ',']);
    if text.len() > LONGEST || text.is_empty() {
        return false;
    }
    let parts: Vec<&str> = text
        .split([' ', '.', '/', '-', '–', ',', '\u{a0}'])
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &str| part.parse::<u8>().is_ok_and(|it| (1..=31).contains(&it));
    let is_month = |part: &str| month(part).is_some() || is_month_in_east(part);
    let is_day = |part: &str| {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        let ending = &part[digits.len()..];
        number(digits) && ["", "st", "nd", "rd", "th", "er", "º", "ª", "日", "일"].contains(&ending)
    };
    // In `1 de marzo`, a word joins them.
    let is_joining = |part: &str| part.chars().count() <= 2 && part.chars().all(char::is_lowercase);
    let months = parts.iter().filter(|part| is_month(part)).count();
    let is_named = (1..=2).contains(&months)
        && parts.len() <= MOST_WORDS
        && parts
            .iter()
            .all(|part| is_month(part) || is_day(part) || is_year(part) || is_joining(part));
    let is_short = parts.len() == 2
        && parts.iter().all(|part| number(part))
        && (text.contains('/') || text.ends_with('.'));
    is_named || is_short || is_of_calendar(text) || is_quarter(text)
}

/// `3月`, `3月6日`, `3월`.
fn is_month_in_east(part: &str) -> bool {
    let Some((number, rest)) = part.split_once(['月', '월']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number(number) && rest.strip_suffix(['日', '일']).map_or(rest.is_empty(), is_number)
}

/// Whether a text is a day without its year: `6. März`, `March 6`, `6.3.`, `3月6日`.
pub(crate) fn is_day_without_year(text: &str) -> bool {
    let text = text.trim_matches(['*', '_', '`', ' ', '(', ')']);
    let is_sign = |c: char| matches!(c, ' ' | '.' | '/' | '月' | '日' | '월' | '일' | '-');
    let parts: Vec<&str> = text.split(is_sign).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_day = |part: &str| is_number(part) || super::date::day(part).is_some();
    let is_month = |part: &str| month(part).is_some();
    match parts[..] {
        [a, b] => {
            let is_named = (is_day(a) && is_month(b)) || (is_month(a) && is_day(b));
            let is_signed = text.contains(['月', '월']) || text.matches('.').count() == 2;
            is_named || (is_signed && is_number(a) && is_number(b))
        }
        _ => false,
    }
}

/// Whether a text is a quarter or a half of a year: `Q1`, `T2`, `H1`.
pub(crate) fn is_quarter(text: &str) -> bool {
    text.len() == 2 && text.starts_with(['Q', 'T', 'H']) && text.ends_with(['1', '2', '3', '4'])
}

/// Whether a text starts with a day or a month: `2014-10: started`, `06/07/2026 : closed`.
pub(crate) fn starts_with_day(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '_', '`', '[', '(']);
    let is_of_day = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.');
    let end = text.find(|c: char| !is_of_day(c)).unwrap_or(text.len());
    is_of_calendar(text[..end].trim_end_matches(['-', '.']))
}

pub(super) fn is_year(part: &str) -> bool {
    part.len() == 4
        && (part.starts_with("19") || part.starts_with("20"))
        && part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_days_do_not_exist() {
        for day in ["2026-02-30", "2026-13-01", "31.04.2026", "30/02/2026", "00.01.2026"] {
            assert!(is_no_day(day), "{day}");
        }
        for text in ["2026-02-28", "02/03/2026", "Q1-2026-1", "1.2.3", "2026-01", "May 2026", ""] {
            assert!(!is_no_day(text), "{text}");
        }
    }

    #[test]
    fn days_and_months_of_any_year() {
        for text in [
            "2 April",
            "settembre",
            "Mart",
            "1. Juni",
            "1st of May",
            "1 de marzo",
            "12.03.",
            "24/12",
            "3月6日",
            "4월",
        ] {
            assert!(is_of_any_year(text), "{text}");
        }
        for text in
            ["April fares", "2.3", "May be late", "12", "1.2.3", "R9", "Login", "", "mars rover"]
        {
            assert!(!is_of_any_year(text), "{text}");
        }
    }

    #[test]
    fn a_day_may_have_no_year() {
        for text in [
            "6. März",
            "March 6",
            "6 mars",
            "6.3.",
            "3月6日",
            "3월 6일",
            "14 Nis",
            "Oct 5th",
            "1er mai",
        ] {
            assert!(is_day_without_year(text), "{text}");
        }
        for text in ["6. Versuch", "3.6", "6 of 9", "March", "March 2026", "12", "v6.3.", ""] {
            assert!(!is_day_without_year(text), "{text}");
        }
    }

    #[test]
    fn days_and_months_have_a_year() {
        let days = [
            "5.2.2026",
            "2026-01-31",
            "31/01/2026",
            "12 January 2026",
            "май 2023",
            "2014-10",
            "Q1 2026",
        ];
        assert!(days.iter().all(|day| is_of_calendar(day)));
        let others =
            ["2026", "1.2", "TD-2024-01", "Imports of 2025 fail", "v2.2024.1x", "G-2026", ""];
        let found: Vec<&&str> = others.iter().filter(|text| is_of_calendar(text)).collect();
        assert!(found.is_empty(), "{found:?}");
        assert!(
            starts_with_day("**2026-04-07.** Confirmed") && starts_with_day("06/07/2026 : closed")
        );
        assert!(!starts_with_day("2026 is late") && !starts_with_day("1.2.3 fails"));
    }
}
