//! Files in an older encoding than UTF-8: read as the caller says, or as their words prove.

use std::collections::HashSet;

use encoding_rs::{
    EUC_KR, Encoding, GBK, KOI8_R, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1254,
};

use crate::text::Ordered;
use crate::vocabulary::Vocabulary;

/// The text of a file in an older encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Conversion {
    pub text: String,
    /// The name of the encoding.
    pub encoding: &'static str,
}

/// Why bytes cannot be read in an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ConversionError {
    /// No encoding has that name.
    UnknownName,
    /// Some bytes mean nothing in it.
    Malformed,
}

/// The encodings of which one may be proven.
const USUAL: [&Encoding; 8] =
    [WINDOWS_1252, WINDOWS_1254, WINDOWS_1250, WINDOWS_1251, KOI8_R, MACINTOSH, GBK, EUC_KR];

/// With fewer different words of a language, nothing is proven.
const FEW_WORDS: usize = 3;

/// Reads bytes in the encoding of a name, such as `windows-1254`.
pub(crate) fn converted(bytes: &[u8], name: &str) -> Result<Conversion, ConversionError> {
    let encoding = Encoding::for_label(name.as_bytes()).ok_or(ConversionError::UnknownName)?;
    read(bytes, encoding).ok_or(ConversionError::Malformed)
}

/// The text of bytes whose encoding their words prove: several frequent words of a language that
/// need its letters, and no letters that it does not have.
pub(crate) fn proven(bytes: &[u8], words: &Vocabulary) -> Option<Conversion> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return read(bytes, encoding);
    }
    let read = USUAL.iter().filter_map(|encoding| read(bytes, encoding));
    let mut readings: Vec<(usize, Conversion)> =
        read.filter_map(|conversion| Some((proof(&conversion.text, words)?, conversion))).collect();
    // The first of equals is the more usual encoding.
    readings.order_by_key(|(count, _)| std::cmp::Reverse(*count));
    let (count, best) = readings.first()?;
    let is_doubtful =
        readings.iter().any(|(other, conversion)| other == count && conversion.text != best.text);
    (!is_doubtful).then(|| best.clone())
}

fn read(bytes: &[u8], encoding: &'static Encoding) -> Option<Conversion> {
    let (text, used, has_errors) = encoding.decode(bytes);
    let is_text = !has_errors && !text.chars().any(is_stray);
    is_text.then(|| Conversion { text: text.into_owned(), encoding: used.name() })
}

fn is_stray(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// How many different words of one language prove a reading; nothing where they do not.
fn proof(text: &str, words: &Vocabulary) -> Option<usize> {
    let mut spoken: HashSet<String> = HashSet::new();
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii()) {
        spoken.insert(word.to_lowercase());
    }
    let count = |language: &str| {
        let own = words.letters(language);
        let has_own = |word: &&String| word.chars().any(|c| own.contains(c));
        let is_known = |word: &&String| words.is_word_of(language, word);
        let is_foreign = |c: char| c.is_alphabetic() && !c.is_ascii() && !own.contains(c);
        let foreign = text.chars().filter(|&c| is_foreign(c)).count();
        let letters = text.chars().filter(|&c| own.contains(c)).count();
        // Names keep letters of other languages.
        let is_own = foreign * MOST_OWN <= letters;
        if is_own { spoken.iter().filter(is_known).filter(has_own).count() } else { 0 }
    };
    words.languages().map(count).max().filter(|&count| count >= FEW_WORDS)
}

/// At most one letter of another language to so many of its own.
const MOST_OWN: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    fn proven_of(text: &str, encoding: &'static Encoding) -> Option<Conversion> {
        let words = Vocabulary::with(&UniqueMap::default());
        proven(&encoding.encode(text).0, &words)
    }

    #[test]
    fn words_prove_an_encoding() {
        let turkish =
            "# Açık kayıtlar\n\nÖdünç süresi uzamıyor, çünkü düğme için şu yanıt dönüyor: 404.\n";
        let german = "# Lücken\n\nDie Prüfung für Bücher läuft über Stunden, die Größe ist falsch, durch Öffnen.\n";
        let russian =
            "# Реестр\n\nКнопка не работает, но это только для читателей, если есть номер.\n";
        for (text, encoding) in
            [(turkish, WINDOWS_1254), (russian, WINDOWS_1251), (russian, KOI8_R)]
        {
            let read = proven_of(text, encoding);
            let want = Conversion { text: text.to_owned(), encoding: encoding.name() };
            assert_eq!(read, Some(want));
        }
        // Too few of the words that are known need an umlaut.
        assert_eq!(proven_of(german, WINDOWS_1252), None);
    }

    #[test]
    fn what_proves_nothing_is_not_read() {
        assert_eq!(proven_of("# Gün\n", WINDOWS_1254), None);
        assert_eq!(proven_of("Renée, Ångström, Łódź, İzmir\n", WINDOWS_1254), None);
        let words = Vocabulary::with(&UniqueMap::default());
        assert_eq!(proven(b"\x89PNG\0\x01\xff\xfe", &words), None);
    }

    #[test]
    fn a_name_says_the_encoding() {
        let bytes = WINDOWS_1254.encode("Gün ışığı").0;
        let read = converted(&bytes, "windows-1254").map(|read| read.text);
        assert_eq!(read.as_deref(), Ok("Gün ışığı"));
        assert_eq!(converted(&bytes, "windows-9999"), Err(ConversionError::UnknownName));
        assert_eq!(converted(b"\xff\xff", "shift_jis"), Err(ConversionError::Malformed));
    }
}
