//! What the gap of a page says of its own state.

use super::page::Standing;
use crate::vocabulary::{Beside, Particle, Vocabulary};

/// What the words of a gap say of its state, or the value of its field for that.
pub(super) fn standing(
    text: &str,
    status: Option<&str>,
    is_prose: bool,
    words: &Vocabulary,
) -> Standing {
    if let Some(status) = status {
        return if words.says_repaired(status) { Standing::Closed } else { Standing::Described };
    }
    if text.starts_with("~~") {
        return Standing::Closed;
    }
    let sign = text.split_whitespace().next().unwrap_or_default();
    let is_sign = !sign.is_empty() && !sign.contains(char::is_alphanumeric);
    let remarks = text.split(['(', '[']).skip(1);
    let mut remarks = remarks.filter_map(|rest| rest.split([')', ']']).next());
    let mut is_remark = || remarks.any(|remark| ends(remark, words));
    if is_sign && words.says_repaired(sign) || is_remark() || ends_behind_dash(text, words) {
        return Standing::Closed;
    }
    if is_prose && ends(text, words) { Standing::Unclear } else { Standing::Described }
}

/// Whether what is behind the last dash of a text says that it is closed, and little else:
/// `Notices are late — fixed in 2.8`.
fn ends_behind_dash(text: &str, words: &Vocabulary) -> bool {
    const MOST_WORDS: usize = 5;
    let tail = [" — ", " – ", " - "].into_iter().filter_map(|dash| text.rsplit_once(dash));
    tail.map(|(_, tail)| tail).min_by_key(|tail| tail.len()).is_some_and(|tail| {
        let count = tail.split_whitespace().count();
        let has_version = tail.contains(|c: char| c.is_ascii_digit());
        (count == 1 || has_version && count <= MOST_WORDS) && ends(tail, words)
    })
}

/// Whether some word of a text says that something is closed, none before it denies that, and none
/// behind it limits it: `fixed in staging only`.
fn ends(text: &str, words: &Vocabulary) -> bool {
    let is_end = |c: char| !c.is_alphanumeric() && c != '\'' && c != '’';
    let (mut is_denied, mut is_to_come) = (false, false);
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let length = rest[start..].find(is_end).unwrap_or(rest.len() - start);
        let word = &rest[start..start + length];
        rest = &rest[start + length..];
        let state = words.exact_status(word);
        if matches!(state, Some("Fixed" | "Verified")) && !is_denied {
            return !words.is_limited(rest);
        }
        is_to_come |= words.particle(word) == Some(Particle::Coming);
        is_denied = is_to_come || words.beside(word) == Some(Beside::Unclear);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn a_gap_is_closed_by_a_remark_that_says_so() {
        let words = Vocabulary::with(&UniqueMap::default());
        let standing = |text: &str| standing(text, None, false, &words);
        for text in [
            "The coupon is ignored – fixed in 3.1",
            "The coupon is ignored (fixed)",
            "Kupon yok sayılıyor (düzeltildi)",
            "~~The coupon is ignored~~",
        ] {
            assert!(matches!(standing(text), Standing::Closed), "{text}");
        }
        for text in [
            "The coupon is ignored – to be fixed in 3.1",
            "The coupon is ignored – will be fixed in 3.1",
            "The coupon is ignored (wird in 3.1 behoben)",
            "The coupon is ignored (fixed in staging only)",
            "The coupon is ignored (not fixed yet)",
            "The coupon is ignored (fixed, but not deployed)",
        ] {
            assert!(matches!(standing(text), Standing::Described), "{text}");
        }
    }
}
