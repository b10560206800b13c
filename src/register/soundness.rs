//! Which values are sound. `lint` objects to the others, and no command copies them anywhere.

use jiff::civil::Date;

use super::own_words::{OwnWords, UnknownWords};
use super::{Entry, Field, Policy, Profile, Register};
use crate::text::marks_loss;
use crate::values::{DateForm, Sla, parse_date, unknown_method};
use crate::vocabulary::{Key, Placeholder, Vocabulary};

/// What decides whether the values of a register are sound.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Soundness<'a> {
    pub register: &'a Register<'a>,
    pub policy: &'a Policy,
    pub words: &'a Vocabulary,
}

impl<'a> Soundness<'a> {
    /// Whether `lint` objects to a value without the marks around it. What is still to be filled in
    /// is no wrong value.
    pub(crate) fn objects_to(self, key: Key, text: &str) -> bool {
        if text.is_empty() || self.words.placeholder(text).is_some() {
            return false;
        }
        match key {
            Key::Status => !self.policy.allows(text, self.words) && !self.is_own_word(key, text),
            Key::Priority => self.words.priority(text).is_none() && !self.is_own_level(key, text),
            Key::Severity => self.words.severity(text).is_none() && !self.is_own_level(key, text),
            Key::Sla => Sla::parse(text, self.words).is_none(),
            Key::Id => self.is_malformed_id(text),
            // In a row that lost a `|`, the next cell is in its place.
            Key::Owner => parse_date(text).is_some(),
            Key::FirstSeen | Key::Due | Key::LastReviewed | Key::AcceptedUntil => {
                !self.is_written_day(key, text)
            }
            _ => false,
        }
    }

    /// Whether an ID does not have the form of one. Without a configured pattern, a register of another
    /// form has IDs of any form.
    pub(crate) fn is_malformed_id(self, text: &str) -> bool {
        let id = &self.policy.id;
        let is_held = self.policy.profile != Profile::Generic || id.is_configured();
        is_held && !id.matches(text)
    }

    /// Whether a text is a day, written as `2026-01-31` or as the register writes its dates.
    fn is_written_day(self, key: Key, text: &str) -> bool {
        let day = self.policy.read_day(key, text, self.words);
        day.is_ok_and(|day| !self.is_unusual_day(day.text))
    }

    /// Whether a day is written otherwise than days are here: as `2026-01-31`, or as most of them. A
    /// register of another form may write each as it likes.
    pub(crate) fn is_unusual_day(self, day: &str) -> bool {
        let form = self.date_form();
        let is_free = self.policy.profile == Profile::Generic && !form.is_usual();
        !is_free && parse_date(day).is_none() && !form.has(day)
    }

    /// A day in the form of the others; nothing where the text has it already, or may have any.
    pub(crate) fn day_like_others(self, day: Date, text: &str) -> Option<String> {
        let form = self.date_form();
        let is_other =
            if form.is_known() { !form.is_written(text) } else { self.is_unusual_day(text) };
        is_other.then(|| form.write(day))
    }

    /// The form in which the register writes its dates.
    pub(crate) fn date_form(self) -> &'a DateForm {
        self.policy.date_form.get_or_init(|| self.register.date_form(self.policy, self.words))
    }

    /// Whether a value must not be copied: letters of it are lost or broken, or `lint` objects to
    /// it, unless that
    /// rule is off.
    pub(crate) fn is_unsound(self, key: Key, text: &str) -> bool {
        self.is_damaged(text)
            || (!self.policy.tolerated.contains(&key) && self.objects_to(key, text))
    }

    /// Whether letters of a text are lost or broken.
    pub(crate) fn is_damaged(self, text: &str) -> bool {
        text.contains(marks_loss) || self.register.has_broken(text)
    }

    /// Whether an entry has a label that cannot be read, as letters of it are lost or broken: it may
    /// have any field.
    pub(crate) fn has_damaged_label(self, entry: &Entry) -> bool {
        let mut unknown = entry.fields.iter().filter(|field| field.key.is_none());
        unknown.any(|field| {
            let label = self.register.text(field.label);
            label.contains('?') || self.is_damaged(label)
        })
    }

    /// The first field of an entry that holds something that must not be copied.
    pub(crate) fn unsound_field(self, entry: &Entry) -> Option<&Field> {
        entry.fields.iter().find(|field| self.has_unsound(entry, field))
    }

    fn has_unsound(self, entry: &Entry, field: &Field) -> bool {
        match field.key {
            Some(Key::Endpoints) if !self.policy.tolerated.contains(&Key::Endpoints) => {
                let code = self.register.code_spans(field.value).into_iter();
                code.map(|span| self.register.text(span)).any(|text| unknown_method(text).is_some())
            }
            Some(Key::Id) => {
                let id = self.register.id(entry).unwrap_or_default();
                !id.is_empty() && self.is_unsound(Key::Id, id)
            }
            Some(key) if key.is_short() => self.objects_to(key, self.register.given(entry, field)),
            _ => false,
        }
    }

    /// Whether a value may not come in the place of another: `lint` objects to it, or it is still to
    /// be filled in, and the other is sound.
    pub(crate) fn keeps_out(self, key: Key, text: &str, old: &str) -> bool {
        let is_open = match self.words.placeholder(text) {
            Some(Placeholder::ToCome) => key != Key::TargetVersion,
            Some(Placeholder::Absent) => self.policy.requires(key),
            None => false,
        };
        let is_to_come = is_open && self.policy.meaning(text, self.words).is_none();
        let is_answered =
            !old.is_empty() && self.words.placeholder(old).is_none() && !self.objects_to(key, old);
        (is_to_come && is_answered) || self.is_unsound(key, text)
    }

    /// Whether a text is a state of the flow, or the word for a level.
    pub(crate) fn is_known(self, key: Key, text: &str) -> bool {
        if key == Key::Status {
            return self.is_open_or_in_flow(text);
        }
        self.words.priority(text).or(self.words.severity(text)).is_some()
    }

    /// Whether an unknown word may be one of the register's own: it may have such words, and uses the word
    /// again, or fewer known words than unknown ones.
    fn is_own_word(self, key: Key, text: &str) -> bool {
        let is_limited = || key == Key::Status && self.policy.is_limited_repair(text, self.words);
        self.may_have_own_words(key)
            && !is_limited()
            && self.policy.own_words.get_or_init(|| self.own_words()).has(key, text)
    }

    /// Whether the register may have words for a key that nobody else knows: it has a form of its own, and
    /// states no policy about such words.
    pub(crate) fn may_have_own_words(self, key: Key) -> bool {
        let is_stated = match key {
            Key::Status => !self.policy.is_loose,
            Key::Priority => self.policy.declares_sla,
            _ => false,
        };
        self.policy.profile == Profile::Generic && !is_stated
    }

    fn own_words(self) -> OwnWords {
        OwnWords::of(|key| {
            let entries = self.register.entries.iter();
            let given = entries.filter_map(|entry| self.register.value_of(entry, key));
            let given = given.filter(|text| self.words.placeholder(text).is_none());
            UnknownWords::among(given, |text| self.is_known(key, text))
        })
    }

    /// Whether a status is a known one. A word for what is not repaired tells nothing of the words that a
    /// register has for its flow.
    fn is_open_or_in_flow(self, text: &str) -> bool {
        let state = self.policy.meaning(text, self.words);
        state.is_some_and(|state| !self.policy.is_closed_unrepaired(state))
    }

    /// Whether the word may be a level of a register with a form of its own: many teams name
    /// priorities like severities, and number severities.
    fn is_own_level(self, key: Key, text: &str) -> bool {
        self.policy.profile == Profile::Generic
            && (self.is_known(key, text) || self.is_own_word(key, text))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::settings::{Config, Settings};
    use crate::text::Source;

    const TODAYS: &str = "# R\n\n### 1.1 A\n- **ID:** G-001\n- **Status:** Open\n- **SLA:** 7d\n";

    /// Which of some values `lint` objects to, and which of them are not copied.
    fn unsound(config: &str, text: &str, values: &[(Key, &str)]) -> (usize, usize) {
        let config = Config::read("gapreg.yaml", config, &["unknown-status"]).unwrap();
        let root = Path::new("/");
        let settings = Settings::new(config, None, root, root).unwrap();
        let source = Source::new("r.md", text);
        let register = Register::read(&source, settings.reading()).unwrap();
        let words = &settings.vocabulary;
        let policy = Policy::of(&register, &settings.promise, words);
        let soundness = Soundness { register: &register, policy: &policy, words };
        let count = |is: &dyn Fn(Key, &str) -> bool| {
            values.iter().filter(|(key, text)| is(*key, text)).count()
        };
        (
            count(&|key, text| soundness.objects_to(key, text)),
            count(&|key, text| soundness.is_unsound(key, text)),
        )
    }

    #[test]
    fn what_is_not_understood_is_unsound() {
        let wrong = [
            (Key::Status, "Opne"),
            (Key::Priority, "P one"),
            (Key::Severity, "Hihg"),
            (Key::Sla, "soon"),
            (Key::FirstSeen, "2026-02-31"),
            (Key::FirstSeen, "01.02.2026"),
            (Key::LastReviewed, "lately"),
        ];
        assert_eq!(unsound("{}", TODAYS, &wrong), (wrong.len(), wrong.len()));
        let right = [
            (Key::Status, "Açık"),
            (Key::Priority, "P2"),
            (Key::Severity, "Yüksek"),
            (Key::Sla, "14d (approved)"),
            (Key::FirstSeen, "2026-02-01"),
            (Key::LastReviewed, "v1.4 (2026-01-04)"),
            (Key::Owner, "Opne"),
            (Key::Priority, "TBD"),
            (Key::Status, ""),
        ];
        assert_eq!(unsound("{}", TODAYS, &right), (0, 0));
    }

    #[test]
    fn a_rule_that_is_off_objects_to_nothing() {
        let off = "rules: { unknown-status: off }";
        assert_eq!(unsound(off, TODAYS, &[(Key::Status, "Parked"), (Key::Sla, "soon")]), (2, 1));
    }

    #[test]
    fn a_value_with_lost_letters_is_not_copied() {
        let lost = [(Key::Owner, "Back\u{fffd}nd"), (Key::Workaround, "Call the d\u{1b}sk.")];
        assert_eq!(unsound("{}", TODAYS, &lost), (0, 2));
    }

    #[test]
    fn a_register_of_its_own_form_has_words_of_its_own() {
        let own = "# Bugs\n\n| ID | Title | Status |\n|---|---|---|\n| B-1 | a | Parked |\n| B-2 | b | Parked |\n| B-3 | c | Open |\n| B-4 | d | Open |\n";
        assert_eq!(unsound("{}", own, &[(Key::Status, "Parked"), (Key::Status, "Opne")]), (1, 1));
        // Held to today's form, it has none.
        let config = "profile: backend-gap";
        assert_eq!(unsound(config, own, &[(Key::Status, "Parked")]), (1, 1));
    }
}
