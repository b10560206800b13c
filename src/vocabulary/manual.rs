//! What pages of the manual say: the headings of their gap sections, and that there is no gap.

use std::collections::HashSet;

use super::fold::{fold, without_qualifier};
use super::particles::Particle;
use super::phrase::phrase;
use super::word_table::WordTable;
use super::{Placeholder, Vocabulary, Words};

/// No heading of a gap section is longer.
const LONGEST_HEADING: usize = 120;

/// Phrases of one kind: the built-in ones, and those of a configuration.
#[derive(Debug)]
pub(super) struct Phrases {
    shipped: &'static WordTable<&'static str>,
    own: HashSet<String>,
}

impl Phrases {
    pub(super) fn new(shipped: &'static WordTable<&'static str>) -> Self {
        Self { shipped, own: HashSet::new() }
    }

    fn has(&self, phrase: &str) -> bool {
        self.shipped.get(phrase).is_some() || self.own.contains(phrase)
    }

    /// Whether a phrase begins with one of these.
    fn begins(&self, phrase: &str) -> bool {
        let ends = phrase.char_indices().map(|(at, c)| at + c.len_utf8());
        let is_end = |end: &usize| {
            let rest = &phrase[*end..];
            rest.is_empty() || rest.starts_with(' ') || !phrase.contains(' ')
        };
        ends.filter(is_end).any(|end| self.has(&phrase[..end]))
    }
}

impl Vocabulary {
    pub(super) fn add_phrases(&mut self, words: &Words) {
        let phrases = |list: &[String]| -> Vec<String> {
            list.iter().map(|text| self.phrase(text)).collect()
        };
        let (manual, gapless) = (phrases(&words.manual), phrases(&words.gapless));
        self.manual.own.extend(manual);
        self.gapless.own.extend(gapless);
    }

    /// Adds headings of gap sections to those that are known.
    pub(crate) fn add_page_headings(&mut self, headings: &[String]) {
        let own: Vec<String> = headings.iter().map(|text| self.heading_phrase(text)).collect();
        self.manual.own.extend(own.into_iter().filter(|phrase| !phrase.is_empty()));
    }

    /// Whether a heading of a page, numbered or not, opens a gap section.
    pub(crate) fn opens_gap_section(&self, heading: &str) -> bool {
        heading.len() <= LONGEST_HEADING
            && !self.is_of_closed(heading)
            && self.manual.has(&self.heading_phrase(heading))
    }

    /// Whether a text says that there is no gap.
    pub(crate) fn denies_gaps(&self, text: &str) -> bool {
        let first = text.split_inclusive(['.', '。', ';', '；', '\n']).next().unwrap_or(text);
        let bare = first.trim().trim_end_matches(['.', '。', ';', '；']);
        self.placeholder(bare) == Some(Placeholder::Absent)
            || self.gapless.begins(&self.phrase(first))
    }

    /// Whether a text says that there is nothing, and no more: `None (last look in May)`, `No known issues.`
    pub(crate) fn says_none(&self, text: &str) -> bool {
        const ENDS: [&str; 10] = ["(", "（", "—", "–", " - ", ".", "。", ";", ",", "\n"];
        const MOST_WORDS: usize = 6;
        let end = ENDS.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
        let bare = text[..end].trim();
        if !bare.contains(char::is_alphanumeric) {
            return false;
        }
        if self.placeholder(bare) == Some(Placeholder::Absent)
            || self.gapless.has(&self.phrase(bare))
        {
            return true;
        }
        let denies = |word: &str| {
            matches!(self.particle(word), Some(Particle::Denial | Particle::Lacking))
                || self.placeholder(word) == Some(Placeholder::Absent)
        };
        let is_other = |word: &str| !self.is_filler(word) && self.listed_status(word).is_none();
        let all: Vec<&str> = bare.split_whitespace().collect();
        let (subject, others) = match &all[..] {
            // In Turkish, the denial is behind the subject.
            [others @ .., subject, last] if denies(last) => (subject, others),
            [first, others @ .., subject] if denies(first) => (subject, others),
            _ => return false,
        };
        all.len() <= MOST_WORDS
            && self.is_subject(subject)
            && !others.iter().any(|word| is_other(word))
    }

    /// Whether a heading says that its gaps are closed: `Backend gaps (resolved)`.
    fn is_of_closed(&self, heading: &str) -> bool {
        let folded = fold(heading);
        let qualifier = folded[without_qualifier(&folded).len()..].trim();
        let inner = qualifier.trim_start_matches('(').trim_end_matches(')');
        !inner.is_empty() && self.says_repaired(inner)
    }

    fn heading_phrase(&self, heading: &str) -> String {
        let folded = fold(without_number(heading));
        self.phrase(without_qualifier(&folded))
    }

    fn phrase(&self, text: &str) -> String {
        phrase(text, |word| self.is_connective(word))
    }
}

/// A heading without the number before its words: `7)`, `7.2`, `§ 7 –`, `A.`.
fn without_number(heading: &str) -> &str {
    let is_ornament = |c: char| !c.is_alphanumeric();
    let text = heading.trim_start_matches(is_ornament);
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if digits.len() < text.len() {
        return digits.trim_start_matches(is_ornament);
    }
    // One letter is a number only before a sign: `B) Backend gaps`.
    let mut signs = text.chars();
    let is_letter = signs.next().is_some_and(|c| c.is_ascii_uppercase());
    if is_letter && signs.next().is_some_and(|c| matches!(c, ')' | '.')) {
        return text[2..].trim_start();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    fn words() -> Vocabulary {
        Vocabulary::with(&UniqueMap::default())
    }

    #[test]
    fn gap_sections_are_known_by_their_headings_in_all_languages() {
        let words = words();
        for heading in [
            "7) Backend/Integration Gaps (Release Note)",
            "Backend / Integration gaps",
            "BACKEND & INTEGRATION GAPS",
            "7.2 Backend and integration gaps",
            "§7 – Backend gaps",
            "B) Integration gaps",
            "⚠️ Known API gaps",
            "**Backend gaps**:",
            "7) Backend/Integration Gap’leri",
            "Bilinen backend eksikleri",
            "Arka uç / entegrasyon eksiklikleri",
            "7. Backend-/Integrationslücken",
            "Lücken in Backend und Integration",
            "后端/集成缺口",
            "7. 后端与集成缺口（发布说明）",
            "API 缺口",
            "バックエンド／連携のギャップ",
            "백엔드/연동 갭",
            "Brechas de backend e integración",
            "Lacunes d’intégration",
            "Пробелы бэкенда и интеграции",
        ] {
            assert!(words.opens_gap_section(heading), "{heading}");
        }
    }

    #[test]
    fn a_text_may_say_that_there_is_nothing() {
        let words = words();
        for text in [
            "None.",
            "None (all fixed)",
            "None — see the audit",
            "No known issues.",
            "No open bugs (last look in May)",
            "Not debt (on purpose)",
            "Yok (engelleyici = 0; hepsi küçük).",
            "Bilinen sorun yok",
            "Keine bekannt.",
            "Keine Fehler",
            "Aucun bug connu",
        ] {
            assert!(words.says_none(text), "{text}");
        }
        for text in [
            "None of the gates opens",
            "No gate opens",
            "No risk register",
            "Nobody answers the phone, not even at night",
            "Missing features",
            "Yok edilen kayıt geri geliyor",
            "Keine Lampe am Kai",
            "-",
            "",
        ] {
            assert!(!words.says_none(text), "{text}");
        }
    }

    #[test]
    fn a_heading_that_holds_the_word_opens_no_gap_section() {
        let words = words();
        for heading in [
            "Gaps",
            "Gap matrix",
            "Roadmap gap matrix",
            "6) Common errors (Symptom → Likely cause)",
            "Mind the gap",
            "How to report backend gaps",
            "Backend gap register",
            "Backend gaps: how to report one",
            "Closing the gap between UI and backend",
            "Backend gaps (resolved)",
            "Olası hatalar",
            "Lücken",
            "缺口",
            "",
        ] {
            assert!(!words.opens_gap_section(heading), "{heading}");
        }
    }

    #[test]
    fn a_section_may_say_that_there_is_no_gap() {
        let words = words();
        for text in [
            "None.",
            "None. Everything answers.",
            "N/A",
            "No known gaps in this build.",
            "There are currently no known gaps.",
            "Yok.",
            "Bilinen bir gap yok.",
            "Şu anda bilinen eksik yok",
            "Keine bekannten Lücken.",
            "暂无已知缺口。",
            "现在 — 暂无缺口".split_once("— ").map_or("", |(_, text)| text),
        ] {
            assert!(words.denies_gaps(text), "{text}");
        }
        for text in ["None of the reports load.", "No answer within a minute.", "Yoksa 404 döner"]
        {
            assert!(!words.denies_gaps(text), "{text}");
        }
    }
}
