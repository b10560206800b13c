//! Of two values in one text, the first is never read as if the other were not there.

use super::with_register;
use crate::register::{ConfiguredPolicy, Policy};
use crate::values::{Sla, day_of};
use crate::vocabulary::{UniqueMap, Vocabulary};

/// What may be between two values and says nothing of which of them holds.
fn between() -> Vec<String> {
    const SIGNS: [&str; 9] = [" ", ", ", "; ", " / ", " – ", " - ", " & ", " | ", " ("];
    const WORDS: [&str; 9] = ["", "or ", "veya ", "oder ", "ou ", "или ", "to ", "dann ", "maybe "];
    let with_words = |sign| WORDS.iter().map(move |word| format!("{sign}{word}"));
    SIGNS.iter().flat_map(with_words).collect()
}

/// The pairs of values with something between them, for which a reader gives a value.
fn read(values: &[&str], reads: impl Fn(&str) -> bool) -> Vec<String> {
    let mut texts = Vec::new();
    for (at, first) in values.iter().enumerate() {
        for second in values.iter().skip(at + 1) {
            for between in between() {
                texts.push(format!("{first}{between}{second}"));
                texts.push(format!("{first}{between}{second} qwertz)"));
                texts.push(format!("{second}{between}{first} qwertz"));
            }
        }
    }
    texts.retain(|text| reads(text));
    texts
}

#[test]
fn of_two_values_none_is_read() {
    let words = Vocabulary::with(&UniqueMap::default());
    let none: [String; 0] = [];
    let is_sla = |text: &str| Sla::parse(text, &words).is_some();
    assert_eq!(read(&["7d", "14 gün", "3 weeks", "24h"], is_sla), none);
    let is_day = |text: &str| day_of(text, &words).is_some();
    assert_eq!(read(&["2026-01-04", "4 Ocak 2027", "15.02.2026"], is_day), none);
    assert_eq!(read(&["P0", "P1", "Ö2"], |text| words.priority(text).is_some()), none);
    let levels = ["High", "Orta", "Niedrig", "Critical"];
    assert_eq!(read(&levels, |text| words.severity(text).is_some()), none);
    let text = "# R\n\n- Status flow: Open → In Progress → Fixed → Verified\n";
    with_register(text, |register| {
        let policy = Policy::of(register, &ConfiguredPolicy::default(), &words);
        let states = ["Open", "Devam Ediyor", "Fixed", "Verified"];
        assert_eq!(read(&states, |text| policy.state(text, &words).is_some()), none);
    });
}

#[test]
fn no_text_is_too_odd_to_be_read() {
    const PARTS: [&str; 14] =
        ["7d", "~~", "(", ")", "→", "+", "?", "<s>", "</s>", "ı", "年", "\u{200b}", "'", " "];
    let words = Vocabulary::with(&UniqueMap::default());
    for a in PARTS {
        for b in PARTS {
            for c in PARTS {
                for d in ["7d", "(", "~~", "é"] {
                    let text = [a, b, c, d].concat();
                    let _ = Sla::read(&text, &words).map_err(|unread| unread.part.len());
                    let _ = day_of(&text, &words);
                }
            }
        }
    }
}
