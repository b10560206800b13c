//! The names of months.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::civil::Date;

use crate::vocabulary::fold;

/// The names of the months, in the languages that registers are written in: in full, or short. No name
/// means two months.
const STYLES: [&str; 21] = [
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jan feb mar apr may jun jul aug sept oct nov dec",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "oca şub mar nis may haz tem ağu eyl eki kas ara",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jan feb mär apr mai jun jul aug sep okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "januar februar mars april mai juni juli august september oktober november desember",
    "januar februar marts april maj juni juli august september oktober november december",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "ene feb mar abr may jun jul ago sep oct nov dic",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "gen feb mar apr mag giu lug ago set ott nov dic",
];

/// The number of the month of that name.
pub(super) fn month(name: &str) -> Option<i8> {
    static FOLDED: OnceLock<HashMap<String, i8>> = OnceLock::new();
    let known = FOLDED.get_or_init(|| {
        let named = |names: &'static str| names.split(' ').map(fold).zip(1..);
        STYLES.into_iter().flat_map(named).collect()
    });
    known.get(&fold(name)).copied()
}

/// The day of a month by its name: `4`, `Mart`, `2026`.
pub(crate) fn named_day(day: &str, name: &str, year: &str) -> Option<Date> {
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let (day, year) = (day.parse().ok()?, year.parse().ok().filter(|_| is_year)?);
    Date::new(year, month(name)?, day).ok()
}

/// Whether a text of a few words has the name of a month, with the ending of its language or without: `mart ayından`.
pub(crate) fn names_month(text: &str) -> bool {
    const MOST_WORDS: usize = 3;
    text.split_whitespace().count() <= MOST_WORDS
        && text.split([' ', '\'', '’']).any(|word| month(word).is_some())
}

/// The names of the months in the first style that has all of some names, in the case of the first of them.
pub(super) fn months_like(names: &[&str]) -> Option<Vec<String>> {
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let style = STYLES.into_iter().find(|style| {
        let known: Vec<String> = style.split(' ').map(fold).collect();
        folded.iter().all(|name| known.contains(name))
    })?;
    let capitals = names.first()?.chars().filter(|c| c.is_uppercase()).count();
    let in_case = |name: &str| match capitals {
        0 => name.to_owned(),
        1 => capitalized(name),
        _ => name.to_uppercase(),
    };
    Some(style.split(' ').map(in_case).collect())
}

fn capitalized(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |c| c.to_uppercase().chain(rest).collect())
}

/// The year and the month of a text that is a month and nothing more: `January 2026`, `2026-01`.
pub(crate) fn year_and_month(text: &str) -> Option<(i16, i8)> {
    let parts = text.split([' ', '-', '/', '.', ',']).filter(|part| !part.is_empty());
    let &[a, b] = &*parts.collect::<Vec<&str>>() else { return None };
    let year = |part: &str| (part.len() == 4).then(|| part.parse::<i16>().ok())?;
    let number = |part: &str| {
        let number = part.parse::<i8>().ok().filter(|_| part.len() <= 2);
        number.filter(|number| (1..=12).contains(number))
    };
    let pair = |a: &str, b: &str| year(a).zip(month(b).or_else(|| number(b)));
    pair(a, b).or_else(|| pair(b, a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_named_in_any_language() {
        let turkish = [("OCAK", 1), ("Şubat", 2), ("Aralık", 12)];
        let others =
            [("Jan", 1), ("Sept.", 9), ("gennaio", 1), ("mei", 5), ("stycznia", 1), ("يناير", 1)];
        for (name, number) in turkish.into_iter().chain(others) {
            assert_eq!(month(name), Some(number), "{name}");
        }
        assert_eq!(month("Open"), None);
    }

    #[test]
    fn a_month_has_its_year() {
        for text in ["January 2026", "Ocak 2026", "Jan. 2026", "2026-01", "01/2026", "2026 januar"]
        {
            assert_eq!(year_and_month(text), Some((2026, 1)), "{text}");
        }
        for text in
            ["January", "2026", "13/2026", "1.2.2026", "Release 2026", "January 2026 (late)"]
        {
            assert_eq!(year_and_month(text), None, "{text}");
        }
    }

    #[test]
    fn no_name_means_two_months() {
        let named = STYLES.iter().flat_map(|names| names.split(' ').map(fold).zip(1..));
        let mut named: Vec<(String, i8)> = named.collect();
        named.sort();
        named.dedup();
        assert!(named.windows(2).all(|pair| pair[0].0 != pair[1].0));
        assert!(STYLES.iter().all(|names| names.split(' ').count() == 12));
    }

    #[test]
    fn a_name_is_written_as_others_are() {
        for (names, name) in [
            (&["March", "May"][..], "June"),
            (&["mar", "may"], "jun"),
            (&["AĞU", "OCA"], "HAZ"),
            (&["Mai", "März"], "Juni"),
            (&["Sept"], "Jun"),
        ] {
            assert_eq!(months_like(names).unwrap()[5], name, "{names:?}");
        }
        assert_eq!(months_like(&["March", "Ocak"]), None);
    }
}
