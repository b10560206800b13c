//! How similar two words are: whether one may be a typing error for the other.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::fold;

/// A word without case and marks, to be compared with others.
#[derive(Debug)]
pub(super) struct ComparableWord {
    text: String,
    length: usize,
    /// Which letters occur, a bit for each: rules out most pairs quickly.
    letters: u32,
}

impl ComparableWord {
    pub(super) fn of(word: &str) -> Self {
        let text: String = fold(word).nfd().filter(|&c| !is_combining_mark(c)).collect();
        let letters = text.chars().fold(0, |letters, c| letters | 1 << (c as u32 % 32));
        Self { length: text.chars().count(), letters, text }
    }

    /// Whether the difference is certainly a typing error: one letter of a long word, or another
    /// order of letters. In a short word, another letter may make another word.
    pub(super) fn is_certainly(&self, other: &Self) -> bool {
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        match self.distance(other) {
            Some(0) => true,
            Some(1) => self.length > 5 || sorted(&self.text) == sorted(&other.text),
            _ => false,
        }
    }

    /// Whether the difference is a slip of the fingers and makes no other word of a language: two
    /// letters in the wrong order, or one that is missing, doubled or beside the right one on the
    /// keyboard, and none of them at an end of a word. `Updates` is no slip for `Updated`, and `cerrando`
    /// none for `cerrado`: the end of a word says when something is so.
    pub(super) fn is_slip_of(&self, other: &Self) -> bool {
        let [own, theirs] = [self, other].map(|word| word.text.chars().collect::<Vec<char>>());
        let start = own.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
        let ends = own[start..].iter().rev().zip(theirs[start..].iter().rev());
        let end = ends.take_while(|(a, b)| a == b).count();
        let [own, theirs, whole] =
            [&own[start..own.len() - end], &theirs[start..theirs.len() - end], &theirs[..]];
        // The letters around the difference: none at an end of the word.
        let is_letter = |at: Option<&char>| at.is_some_and(|letter| letter.is_alphanumeric());
        let is_inside = is_letter(start.checked_sub(1).and_then(|at| whole.get(at)))
            && is_letter(whole.get(whole.len() - end));
        // A sign of these scripts is a word or a syllable.
        if own.iter().chain(theirs).any(|&letter| letter >= '\u{2e80}') {
            return false;
        }
        match (own, theirs) {
            ([], []) => true,
            ([a, b], [c, d]) => a == d && b == c,
            ([], [meant]) => is_inside || whole.get(start.wrapping_sub(1)) == Some(meant),
            ([typed], []) => {
                let is_doubled = whole.get(start.wrapping_sub(1)) == Some(typed);
                is_inside && (is_doubled || !is_in_ending(&whole[start..]))
            }
            ([typed], [meant]) => is_inside && are_neighbours(*typed, *meant),
            _ => false,
        }
    }

    /// How many typing errors are between the two, if they are few enough.
    pub(super) fn distance(&self, other: &Self) -> Option<usize> {
        let most = match self.length {
            0..4 => return None,
            4..7 => 1,
            _ => 2,
        };
        // An error adds at most one letter and removes one.
        let different = (self.letters ^ other.letters).count_ones() as usize;
        if self.length.abs_diff(other.length) > most || different > 2 * most {
            return None;
        }
        let distance = strsim::osa_distance(&self.text, &other.text);
        (distance <= most && !self.has_other_short_word(other)).then_some(distance)
    }

    /// Whether the two differ in a short word among several, as `Found in` and `Found on` do: that makes
    /// another meaning.
    fn has_other_short_word(&self, other: &Self) -> bool {
        const SHORT: usize = 3;
        let [own, theirs] = [self, other].map(|it| it.text.split(' ').collect::<Vec<_>>());
        let is_short = |word: &str| word.chars().count() <= SHORT;
        let mut pairs = own.iter().zip(&theirs);
        own.len() > 1
            && own.len() == theirs.len()
            && pairs.any(|(one, other)| one != other && is_short(one) && is_short(other))
    }
}

/// Whether letters are the end of a word that may be the end of a form of it: `do` of `cerrado`.
fn is_in_ending(letters: &[char]) -> bool {
    const LONGEST: usize = 2;
    letters.iter().take_while(|letter| letter.is_alphanumeric()).count() <= LONGEST
}

/// Whether two words differ in nothing but an accent on the last letter, which makes another form of a
/// verb: `corrige` and `corrigé`.
pub(super) fn differs_in_last_accent(one: &str, other: &str) -> bool {
    const ACCENTS: [char; 2] = ['\u{300}', '\u{301}'];
    let [one, other] = [one, other].map(|word| fold(word).nfd().collect::<String>());
    let bare = |word: &str| word.trim_end_matches(ACCENTS).to_owned();
    one != other && bare(&one) == bare(&other)
}

/// The rows of a keyboard.
const KEYBOARD: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// Whether two letters are beside each other on a keyboard.
fn are_neighbours(one: char, other: char) -> bool {
    let place = |letter: char| {
        let row = KEYBOARD.iter().position(|row| row.contains(letter))?;
        Some((row, KEYBOARD[row].find(letter)?))
    };
    let Some(((row, at), (other_row, other_at))) = place(one).zip(place(other)) else {
        return false;
    };
    row.abs_diff(other_row) <= 1 && at.abs_diff(other_at) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accent_at_the_end_makes_another_form() {
        for (one, other, wanted) in [
            ("corrige", "corrigé", true),
            ("cerro", "cerró", true),
            ("resolu", "résolu", false),
            ("Cozuldu", "Çözüldü", false),
            ("Fixed", "fixed", false),
        ] {
            assert_eq!(differs_in_last_accent(one, other), wanted, "{one}");
        }
    }

    #[test]
    fn a_slip_makes_no_other_word() {
        let is_slip = |typed: &str, meant: &str| {
            ComparableWord::of(typed).is_slip_of(&ComparableWord::of(meant))
        };
        for (typed, meant) in [
            ("Prioirty", "Priority"),
            ("Pirority", "Priority"),
            ("Symtom", "Symptom"),
            ("Symptoom", "Symptom"),
            ("Verificqtion", "Verification"),
            ("Enviroment", "Environment"),
            ("Dogrulama", "Doğrulama"),
            ("Sorumllu", "Sorumlu"),
            ("Opne", "Open"),
            ("Fixd", "Fixed"),
            ("Verifed", "Verified"),
            ("In Progres", "In Progress"),
            ("Düzeltidi", "Düzeltildi"),
            ("behobben", "behoben"),
            ("испралено", "исправлено"),
        ] {
            assert!(is_slip(typed, meant), "{typed}");
        }
        for (typed, meant) in [
            ("Updates", "Updated"),
            ("Reviewer", "Reviewed"),
            ("Owners", "Owner"),
            ("Resolver", "Resolved"),
            ("Serenity", "Severity"),
            ("Litigation", "Mitigation"),
            ("Revolution", "Resolution"),
            ("Last Reviewer", "Last Reviewed"),
            ("Fixed ins", "Fixed in"),
            ("Sorumlusu", "Sorumlu"),
            ("Belirtim", "Belirti"),
            // What denies a word, or makes another time of it.
            ("Unverified", "Verified"),
            ("Reverified", "Verified"),
            ("Resolving", "Resolved"),
            ("Doğrulanmadı", "Doğrulandı"),
            ("Düzeltilsin", "Düzeltildi"),
            ("Neověřeno", "Ověřeno"),
            ("irresuelto", "resuelto"),
            ("cerrando", "cerrado"),
            ("verificando", "verificado"),
            ("fechando", "fechado"),
            ("ungelöst", "gelöst"),
            ("oåtgärdad", "åtgärdad"),
            ("нерешено", "решено"),
            ("nienaprawione", "naprawione"),
            ("Ongeverifieerd", "Geverifieerd"),
            ("修正不済み", "修正済み"),
            ("résolus", "résolu"),
        ] {
            assert!(!is_slip(typed, meant), "{typed}");
        }
    }
}
