//! Words whose full stop ends no sentence.

/// Words that end in a full stop without ending a sentence.
const ABBREVIATIONS: [&str; 19] = [
    "approx", "bkz", "ca", "cf", "dipl", "dr", "esp", "etc", "incl", "max", "min", "mr", "mrs",
    "nr", "prof", "resp", "vb", "vs", "örn",
];

/// Whether a full stop behind a word may be that of an abbreviation or a number, and ends no sentence.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    let is_letter = word.chars().count() == 1 && !word.chars().all(|c| c.is_ascii_digit());
    is_letter || word.contains('.') || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}
