//! Words behind the sign of a state: they are a state, a remark on the sign, or a slip.

use super::behind_signs::{BehindSigns, name};
use super::status_meaning::words_behind_sign;
use super::{Policy, Register};
use crate::vocabulary::{Key, Vocabulary, fold};

/// A state with more words is a sentence.
const MOST_WORDS: usize = 3;

impl Policy {
    /// What the entries of a register have behind their signs.
    pub(super) fn words_behind_signs(&self, all: &Register<'_>, words: &Vocabulary) -> BehindSigns {
        let values = all.entries.iter().filter_map(|entry| all.value_of(entry, Key::Status));
        BehindSigns::among(values.filter_map(|text| {
            let behind = words_behind_sign(text)?;
            Some((behind, self.is_state_behind(text, behind, words)))
        }))
    }

    /// The words behind the sign of a status where they are in the place of a state and are none: `Opne` of `🔴 Opne`.
    pub(crate) fn slip_behind_sign<'t>(
        &self,
        text: &'t str,
        words: &Vocabulary,
    ) -> Option<&'t str> {
        let behind = words_behind_sign(text)?;
        let name = name(behind);
        let is_word = name.starts_with(char::is_alphabetic)
            && words.placeholder(name).is_none()
            && self.has_state(text, words);
        if !is_word || self.is_state_behind(text, behind, words) {
            return None;
        }
        let is_few = name.split_whitespace().count() <= MOST_WORDS
            && !name.contains(|c: char| c.is_ascii_digit());
        let is_in_place = self.behind_signs.name_states && is_few;
        let is_slip = is_in_place || words.similar_status(name).is_some();
        (is_slip && !self.behind_signs.has_own(name)).then_some(name)
    }

    /// Whether the words behind a sign are a state, or what the register says of that sign.
    fn is_state_behind(&self, text: &str, behind: &str, words: &Vocabulary) -> bool {
        let is_meant = |meaning: &str| fold(behind).starts_with(&fold(meaning));
        self.meaning_of_words(behind, words).is_some() || self.explained(text).is_some_and(is_meant)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::settings::Settings;
    use crate::text::Source;

    /// The state of the first of three entries, the others of which name states behind their signs.
    fn state(above: &str, status: &str) -> Option<String> {
        let entry = |id: usize, status: &str| {
            format!("### G-{id} – Hatch {id}\n\n**Status:** {status}  \n**Owner:** @ivo\n\n")
        };
        let others = entry(2, "🔴 Open") + &entry(3, "✅ Fixed");
        state_of(&format!("# Gaps\n\n{above}{}{others}", entry(1, status)))
    }

    fn state_of(text: &str) -> Option<String> {
        let source = Source::new("gap-register.md", text);
        let settings = Settings::built_in(Path::new("/"));
        let words = &settings.vocabulary;
        let register = Register::read(&source, settings.reading()).unwrap();
        let policy = Policy::of(&register, &settings.promise, words);
        let status = register.value_of(&register.entries[0], Key::Status)?;
        Some(policy.state_name(policy.meaning(status, words)?).to_owned())
    }

    #[test]
    fn a_word_behind_a_sign_is_a_state_or_none() {
        const LEGEND: &str = "🔴 open · 🟡 in progress · ✅ fixed\n\n";
        for legend in ["", LEGEND] {
            for (status, wanted) in [
                ("🟡", Some("In Progress")),
                ("🟡 In progress", Some("In Progress")),
                ("🟡 In progress (half)", Some("In Progress")),
                ("🟡 In progess", None),
                ("🟡 In progess (half)", None),
                ("✅ Opne", None),
                ("🟡 Foo bar", None),
                // The word counts, and not the sign.
                ("🔴 Fixed", Some("Fixed")),
                ("✅ Open", Some("Open")),
                // A remark is no state.
                ("✅ 2026-01-05", Some("Fixed")),
                ("✅ in release 2.1 of the desk", Some("Fixed")),
                ("🟡 TBD", Some("In Progress")),
            ] {
                assert_eq!(state(legend, status).as_deref(), wanted, "{legend}{status}");
            }
        }
    }

    #[test]
    fn words_are_remarks_where_most_are() {
        let rows = "| G-1 | Hatch | 🟡 form only |\n| G-2 | Cap | ❌ needs cron |\n| G-3 | Lid | ✅ Done |\n";
        let table = format!("# Gaps\n\n| ID | Gap | Status |\n|---|---|---|\n{rows}");
        assert_eq!(state_of(&table).as_deref(), Some("In Progress"));
        // Mistyped, they are slips all the same.
        let slip = table.replace("form only", "In progess");
        assert_eq!(state_of(&slip), None);
        let again =
            "| G-4 | Net | ✅ Done |\n| G-5 | Rod | ✅ Done |\n| G-6 | Oar | 🟡 form only |\n";
        assert_eq!(
            state_of(&(table + again)).as_deref(),
            Some("In Progress"),
            "it is its own word"
        );
    }
}
