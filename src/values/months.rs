//! The names of months.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::vocabulary::fold;

/// The names of each month, folded, in the languages that registers are written in. No name means
/// two months.
const MONTHS: [&str; 12] = [
    "january jan ocak oca januar janvier enero janeiro января",
    "february feb şubat şub februar février febrero fevereiro февраля",
    "march mar mart märz mär mars marzo março марта",
    "april apr nisan nis avril abril апреля",
    "may mayıs mai mayo maio мая",
    "june jun haziran haz juni juin junio junho июня",
    "july jul temmuz tem juli juillet julio julho июля",
    "august aug ağustos ağu août agosto августа",
    "september sep sept eylül eyl septembre septiembre setembro сентября",
    "october oct ekim eki oktober okt octobre octubre outubro октября",
    "november nov kasım kas novembre noviembre novembro ноября",
    "december dec aralık ara dezember dez décembre diciembre dezembro декабря",
];

/// The number of the month of that name.
pub(super) fn month(name: &str) -> Option<i8> {
    static FOLDED: OnceLock<HashMap<String, i8>> = OnceLock::new();
    let known = FOLDED.get_or_init(|| {
        let each = MONTHS.into_iter().zip(1..);
        each.flat_map(|(names, at)| names.split(' ').map(move |name| (fold(name), at))).collect()
    });
    known.get(&fold(name)).copied()
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
        for (name, number) in [("Jan", 1), ("OCAK", 1), ("Şubat", 2), ("Sept.", 9), ("Aralık", 12)]
        {
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
        let names: Vec<&str> = MONTHS.iter().flat_map(|names| names.split(' ')).collect();
        let mut folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
        folded.sort();
        folded.dedup();
        assert_eq!(folded.len(), names.len());
    }
}
