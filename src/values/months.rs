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
    fn no_name_means_two_months() {
        let names: Vec<&str> = MONTHS.iter().flat_map(|names| names.split(' ')).collect();
        let mut folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
        folded.sort();
        folded.dedup();
        assert_eq!(folded.len(), names.len());
    }
}
