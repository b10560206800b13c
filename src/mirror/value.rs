//! A tracked value against its translation.

use super::contradiction::{Contradiction, ContradictionKind};
use super::counterparts::is_name;
use super::pair::Pair;
use crate::finding::{Edit, Safety};
use crate::register::{
    DATED, Entry, Field, Form, Register, Replacement, StatusMeaning, Struck, ValueParts,
};
use crate::text::has_several_lines;
use crate::vocabulary::{Key, without_qualifier};

const OF_LINES: &str = "it is not copied: a value of several lines is for people to write";
const OF_STRUCK: &str = "it is not copied: a part of the translation's value is struck out";

impl Pair<'_> {
    /// Whether two tracked values mean the same, each by the flow of its own register.
    pub(super) fn same_value(&self, key: Key, own: &str, theirs: &str) -> bool {
        let [a, b] = self.policies;
        if key == Key::Status
            && let (Some(own), Some(theirs)) =
                (a.meaning(own, self.words), b.meaning(theirs, self.words))
            && let Some(is_same) = a.same_state(own, b, theirs)
        {
            return is_same;
        }
        // The two may have day and month in another order.
        let days = [a.day(key, Some(own), self.words), b.day(key, Some(theirs), self.words)];
        if let (true, [Some(own), Some(theirs)]) = (DATED.contains(&key), days) {
            return own == theirs;
        }
        a.same_value(key, own, theirs, self.words)
            || self.stand_for_each_other(key, own, theirs)
            || self.name_each_other(key, own, theirs)
    }

    /// Whether only the other entries say that two values are names of one.
    pub(super) fn is_name_of(&self, key: Key, [own, theirs]: [&str; 2]) -> bool {
        !self.policies[0].same_value(key, own, theirs, self.words)
            && self.name_each_other(key, own, theirs)
    }

    /// The contradiction of a tracked value, if there is one; `entry` is that of the mirror.
    pub(super) fn contradiction_of(
        &self,
        key: Key,
        own: &Field,
        theirs: &Field,
        entry: Option<&Entry>,
    ) -> Option<Contradiction> {
        let (leading, mirror) = (self.leading, self.mirror);
        if leading.text(own.value) == mirror.text(theirs.value) {
            return None;
        }
        if own.value.is_empty() {
            let label = without_qualifier(mirror.text(theirs.label));
            let message = format!("{label} is empty in the source");
            let one = Contradiction::new(
                ContradictionKind::Field,
                mirror.first_line(theirs.value),
                message,
            );
            return Some(one.key(key).leading(own.label, "in the source"));
        }
        let (wanted, is) = (leading.line_of(own), mirror.line_of(theirs));
        let [bare_own, bare_theirs] = [leading.holding(own), mirror.holding(theirs)];
        let is_off = is_struck_off(leading, own) != is_struck_off(mirror, theirs);
        let is_same =
            self.same_value(key, bare_own, bare_theirs) || self.same_value(key, &wanted, &is);
        if is_same && !(is_off && is_name(key) && !is_cell(entry)) {
            return None;
        }
        let replacement = Replacement { old: Some(bare_theirs), new: bare_own };
        let value = self.translated(key, replacement) + shared_remark([bare_own, bare_theirs]);
        let place =
            if theirs.value.is_empty() { theirs.label } else { mirror.first_line(theirs.value) };
        let message = if is.is_empty() {
            let label = without_qualifier(mirror.text(theirs.label));
            format!("{label} is empty, the source says `{wanted}`")
        } else {
            format!("the translation says `{is}`, the source says `{wanted}`")
        };
        let one = Contradiction::new(ContradictionKind::Value, place, message)
            .key(key)
            .leading(leading.first_line(own.value), "the source's value");
        if is_same {
            return Some(one.help("it is not copied: nothing says what holds in its place"));
        }
        // What is written below a value may be a note, and is lost with it.
        let texts = [leading.text(own.value), mirror.text(theirs.value)];
        if texts.into_iter().any(has_several_lines) {
            return Some(one.help(OF_LINES));
        }
        // That day is not one on which the translation was reviewed.
        let is_day =
            |side: usize, text| self.policies[side].read_day(key, text, self.words).is_ok();
        if key == Key::LastReviewed && is_day(0, bare_own) && is_day(1, bare_theirs) {
            return Some(one.help("it is not copied: the translation was reviewed on its own day"));
        }
        let replacement = Replacement { old: Some(bare_theirs), new: &value };
        if let Some(why) = self.copy_hindrance(key, bare_own, replacement) {
            return Some(one.help(why));
        }
        let Some(value) = behind_struck(mirror, theirs, value) else {
            return Some(one.help(OF_STRUCK));
        };
        let edits = self.edits_of(key, theirs, &value, entry);
        let fixed = one.fix(format!("write `{value}`"), edits);
        let fixed = self.with_safety(fixed, key, [bare_own, bare_theirs]);
        let fixed = self.with_remark_named(fixed, key, bare_own);
        Some(self.with_safe_state(fixed, key, [bare_own, bare_theirs]))
    }

    /// The edits that write a value into the mirror; the box of an item follows its status.
    fn edits_of(&self, key: Key, field: &Field, text: &str, entry: Option<&Entry>) -> Vec<Edit> {
        let edit = self.mirror.value_edit(entry, field, text);
        let boxed = entry.filter(|_| edit.is_some() && key == Key::Status);
        let judges = (self.policies[1], self.words);
        let boxed = boxed.and_then(|entry| self.mirror.box_edit(entry, text, judges));
        edit.into_iter().chain(boxed).collect()
    }

    /// The same, whose repair is no safe one where a name may be a translation.
    fn with_safety(&self, mut one: Contradiction, key: Key, values: [&str; 2]) -> Contradiction {
        if let Some(fix) = one.fix.as_mut()
            && self.is_doubtful_name(key, values[0], values[1])
        {
            fix.safety = Safety::Unsafe;
        }
        one
    }

    /// The same, whose repair is no safe one where both values are states in which a gap waits: languages have
    /// other words for these, and a team that writes `beklemede` may mean what the source says.
    fn with_safe_state(
        &self,
        mut one: Contradiction,
        key: Key,
        values: [&str; 2],
    ) -> Contradiction {
        let state = |side: usize| {
            let policy = self.policies[side];
            let meaning = policy.meaning(values[side], self.words)?;
            let waits = matches!(meaning, StatusMeaning::Further(_))
                && !policy.is_closed_unrepaired(meaning);
            waits.then(|| policy.state_name(meaning))
        };
        let Some((state, _)) = state(0).zip(state(1)).filter(|_| key == Key::Status) else {
            return one;
        };
        let Some(fix) = one.fix.as_mut() else { return one };
        fix.safety = Safety::Unsafe;
        let (tag, word) = (&self.mirror.language, values[1]);
        one.help(format!(
            "where `{word}` is the word for it in the translation, gapreg.yaml says so: \
             `vocabulary: {{ {tag}: {{ statuses: {{ {state}: [{word}] }} }} }}`"
        ))
    }

    /// The same, with what to say of a remark behind a value that is not copied with it.
    fn with_remark_named(&self, one: Contradiction, key: Key, text: &str) -> Contradiction {
        let remark = text[self.carried(key, text).len()..].trim();
        if remark.is_empty() {
            return one;
        }
        one.help(format!("`{remark}` is not copied: it is to be translated"))
    }
}

/// The remark that is the same behind both values, as a name is: it stays.
fn shared_remark([own, theirs]: [&str; 2]) -> &str {
    let remark = &theirs[without_qualifier(theirs).len()..];
    if own[without_qualifier(own).len()..] == *remark { remark } else { "" }
}

/// Whether all that a field says is struck out.
fn is_struck_off(register: &Register<'_>, field: &Field) -> bool {
    let parts = ValueParts::of(register.text(field.value));
    parts.current.is_empty() && parts.struck != Struck::Nothing
}

/// Whether the fields of an entry are cells: with a row that is done, all are struck out.
fn is_cell(entry: Option<&Entry>) -> bool {
    entry.is_some_and(|entry| matches!(entry.form, Form::Row(_)))
}

/// A new value behind those that a field strikes out, with what it says now among them; none where the
/// place of one more is not clear.
fn behind_struck(register: &Register<'_>, field: &Field, value: String) -> Option<String> {
    let old = register.unescaped(field.value);
    let parts = ValueParts::of(&old);
    let is_plain = parts.struck == Struck::Nothing || parts.current.is_empty();
    if is_plain || value.contains("~~") { Some(value) } else { parts.followed_by(&value) }
}
