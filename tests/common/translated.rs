//! A small register with its translation into Turkish.

use super::tree::Tree;

pub const EN: &str = "docs/en/gap-register.md";
pub const TR: &str = "docs/tr/gap-register.md";

/// The register in Turkish, as far as the tests need it.
pub fn turkish(text: &str) -> String {
    let names = [
        ("(EN)", "(TR)"),
        ("/docs/en/", "/docs/tr/"),
        ("Renewal is refused", "Süre uzatma reddediliyor"),
        ("The button answers 404.", "Düğme 404 döndürüyor."),
        ("Readers renew at the desk.", "Okurlar masada uzatıyor."),
        ("Renew at the desk.", "Masada uzatın."),
        ("The request and its answer", "İstek ve yanıtı"),
        ("The button renews.", "Düğme süreyi uzatıyor."),
        ("Fine is doubled", "Ceza iki katına çıkıyor"),
        ("Hold list is empty", "Ayırtma listesi boş"),
        ("Each fine stands twice on the slip.", "Her ceza fişte iki kez duruyor."),
        ("The list of holds shows nothing at all.", "Ayırtma listesi hiçbir şey göstermiyor."),
    ];
    names.iter().fold(text.to_owned(), |text, (english, own)| text.replace(english, own))
}

/// A register and its translation, with the page that they name.
pub fn pair(english: &str, turkish: &str) -> Tree {
    let page = "# Loans\n";
    Tree::new()
        .put(EN, english)
        .put(TR, turkish)
        .put("docs/en/loans.md", page)
        .put("docs/tr/loans.md", page)
}
