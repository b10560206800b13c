//! Full stops that end no sentence: those behind the number of a day, and within a number.

use super::months::month;

/// Whether the full stop at a place is a part of a number or of a day: `7.4`, `5. Oktober`, `3. sprint`.
pub(crate) fn is_of_number(text: &str, at: usize) -> bool {
    /// A longer number is a year, or counts things.
    const MOST_DIGITS: usize = 2;
    let (before, behind) = (&text[..at], &text[at + 1..]);
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return false;
    }
    if behind.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let is_whole =
        !before[..before.len() - digits].ends_with(|c: char| c.is_alphanumeric() || c == '.');
    let Some(word) = behind.strip_prefix(' ').filter(|_| is_whole && digits <= MOST_DIGITS) else {
        return false;
    };
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    // A sentence begins with a capital letter.
    word.starts_with(char::is_lowercase) || month(&word[..end]).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_stop_belongs_to_a_number_or_ends_a_sentence() {
        let is_part = |text: &str| is_of_number(text, text.find('.').unwrap());
        for text in ["in 7.4 behoben", "am 5. Oktober", "14. mars", "2. çeyrekte biter", "5. okt."]
        {
            assert!(is_part(text), "{text}");
        }
        for text in ["fixed in 7. Owner", "v4. Then", "It fails. Often", "2026. mars", "in 3."] {
            assert!(!is_part(text), "{text}");
        }
    }
}
