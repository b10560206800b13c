//! The words of an item: the fields that labels in them start, levels and states beside them.

use std::ops::Range;

use super::item_labels::{bare, labels_within, up_to_closing, without_separator};
use super::labels::Labels;
use super::short_values::{joined, single_value, value_of};
use crate::register::Field;
use crate::text::{Span, is_abbreviation};
use crate::vocabulary::{Key, Particle, Vocabulary};

/// Reads the words of items.
pub(super) struct ItemWords<'a, 'o> {
    pub text: &'a str,
    pub labels: &'o Labels<'a>,
    pub vocabulary: &'a Vocabulary,
}

impl<'a> ItemWords<'a, '_> {
    /// Adds the fields that the text after an item's name holds: the symptom, and those that known
    /// labels within the line start.
    pub(super) fn add_body(&self, body: Span, name: Span, fields: &mut Vec<Field>) {
        let whole = body.of(self.text);
        let labels = self.labels_within(whole);
        let end = labels.first().map_or(whole.len(), |label| label.start);
        let words = without_emphasis(&whole[..end]);
        let is_in_code = !labels.is_empty() && words.matches('`').count() % 2 == 1;
        let words = words.strip_suffix('`').filter(|_| is_in_code).unwrap_or(words);
        let words = if labels.is_empty() { words } else { without_separator(words) };
        let words = body.part(whole, words);
        if !matches!(words.of(self.text), "" | "(" | "（") {
            fields.push(symptom(name, words));
        }
        for (at, label) in labels.iter().enumerate() {
            let end = labels.get(at + 1).map_or(whole.len(), |next| next.start);
            // A colon, which may be a wide one.
            let behind = whole[label.end..end].trim_start_matches(' ');
            let value = without_emphasis(behind.trim_start_matches([':', '：']));
            let value = if end < whole.len() { without_separator(value) } else { value };
            let inner = up_to_closing(&whole[..label.start], value);
            let behind = value[inner.len()..]
                .trim_start_matches([')', '）', '`', ' ', '.', ':', '\n', '\r', '*']);
            let value = body.part(whole, inner);
            let label = body.part(whole, bare(&whole[label.clone()]));
            let span = Span { start: label.start, end: value.end.max(label.end) };
            // `Stand: offen` is the state, `Stand: 2026-05-01` the day of a review.
            let is_state = |key: &Key| {
                *key == Key::LastReviewed && self.vocabulary.status(value.of(self.text)).is_some()
            };
            let key = self.labels.key(label.of(self.text));
            let key = if key.as_ref().is_some_and(is_state) { Some(Key::Status) } else { key };
            let is_short = key.is_some_and(Key::is_copied);
            let value = if is_short { self.first_lines(value) } else { value };
            let (mut value, others) = self.without_others(key, value);
            if is_short && others.is_empty() {
                value = self.first_words(value);
            } else if key == Some(Key::Due) {
                let day = value.of(self.text).trim_end_matches('.');
                value = value.part(value.of(self.text), day);
            }
            fields.push(Field { key, label, value, span });
            fields.extend(others);
            // What stands behind the parentheses is text again.
            if behind.contains(char::is_alphanumeric) {
                fields.push(symptom(name, body.part(whole, behind)));
            }
        }
    }

    /// Adds the short fields in the words of an item without a name: `Imports fail. Owner: Ann.`
    pub(super) fn add_short_fields(&self, words: Span, fields: &mut Vec<Field>) {
        let mut within = Vec::new();
        self.add_body(words, words, &mut within);
        let is_new = |field: &Field| {
            let key = field.key.filter(|key| key.is_copied() || key.is_typed());
            key.is_some() && !fields.iter().any(|known| known.key == key)
        };
        within.retain(is_new);
        fields.extend(within);
    }

    /// Adds what the parts of a line between signs say that have no labels: `… · opened 2026-02-11 · *pending*`.
    pub(super) fn add_pieces(&self, body: Span, fields: &mut Vec<Field>) {
        const SIGNS: [&str; 4] = [" · ", " | ", " — ", " – "];
        let whole = body.of(self.text);
        let line = whole.lines().next().unwrap_or_default();
        let Some(sign) = SIGNS.into_iter().find(|sign| line.contains(sign)) else { return };
        for part in line.split(sign).map(|part| part.trim_matches(['*', '_', '`', ' ', '·', '|']))
        {
            let state = || self.vocabulary.status(part).map(|_| (Key::Status, part));
            let Some((key, value)) = value_of(part, self.vocabulary).or_else(state) else {
                continue;
            };
            if fields.iter().all(|field| field.key != Some(key)) {
                end_before(self.text, body.part(whole, part), fields);
                fields.push(Field::unlabelled(key, body.part(whole, value)));
            }
        }
    }

    /// The remark at the start or at the end of an item that says that there is no ticket: `(no ticket yet)`.
    pub(super) fn no_ticket(&self, lead: Span) -> Option<Span> {
        const MOST_WORDS: usize = 4;
        let words = self.vocabulary;
        let whole = lead.of(self.text).trim_matches(['*', '_', ' ', '.']);
        let first = whole.strip_prefix(['(', '[']).and_then(|it| it.split_once([')', ']']));
        let last = whole.strip_suffix([')', ']']).and_then(|it| it.rsplit_once(['(', '[']));
        let lacks = |word: &str| {
            matches!(words.particle(word), Some(Particle::Denial | Particle::Lacking))
                || words.placeholder(word).is_some()
        };
        let is_of_ticket = |word: &str| {
            words.is_subject(word)
                || matches!(words.key(word), Some(Key::Id | Key::Ticket | Key::Gap))
        };
        let says = |remark: &str| {
            let mut parts = remark.split_whitespace();
            (2..=MOST_WORDS).contains(&parts.clone().count())
                && parts.clone().any(lacks)
                && parts.any(is_of_ticket)
        };
        let remarks = [first.map(|(remark, _)| remark), last.map(|(_, remark)| remark)];
        let found = remarks.into_iter().flatten().find(|remark| says(remark));
        found.map(|remark| lead.part(lead.of(self.text), remark))
    }

    /// A short value without the lines below it that are a new sentence.
    fn first_lines(&self, value: Span) -> Span {
        let whole = value.of(self.text);
        let mut breaks = whole.match_indices('\n').map(|(at, _)| at);
        let is_new = |&at: &usize| {
            whole[at..].trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        };
        let line = breaks.find(is_new).map_or(whole, |at| &whole[..at]);
        // What another label without a meaning begins is no part of it: `minor · with: Ann`.
        let is_labelled = |&(at, sign): &(usize, &str)| {
            let behind = line[at + sign.len()..].split([' ', '\n']).next().unwrap_or_default();
            behind.len() > 1 && behind.ends_with(':')
        };
        let signs = [" · ", " | "].into_iter().flat_map(|sign| line.match_indices(sign));
        let cut = signs.filter(is_labelled).map(|(at, _)| at).min();
        let line = cut.map_or(line, |at| &line[..at]);
        value.part(whole, line.trim_end().trim_end_matches('\\').trim_end())
    }

    /// A short value up to the end of its sentence.
    fn first_words(&self, value: Span) -> Span {
        let whole = value.of(self.text);
        let stops = whole.match_indices('.').map(|(at, _)| at);
        let mut ends = stops.filter(|&at| {
            let word = whole[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
            whole[at + 1..].starts_with([' ', '\n', '\r']) && !is_abbreviation(word)
        });
        let sentence = ends.next().map_or(whole, |end| &whole[..end]);
        value.part(whole, without_separator(sentence.trim_end_matches(['.', ' '])))
    }

    /// A value, and those behind it: `Ann, P1`.
    fn without_others(&self, key: Option<Key>, value: Span) -> (Span, Vec<Field>) {
        let whole = value.of(self.text);
        let Some(found) = key.and_then(|key| joined(key, whole, self.vocabulary)) else {
            return (value, Vec::new());
        };
        let field = |(key, part)| Field::unlabelled(key, value.part(whole, part));
        (value.part(whole, found.first), found.others.into_iter().map(field).collect())
    }

    /// The words of an item before the first label of a short value in them.
    pub(super) fn before_labels(&self, words: Span) -> Span {
        let whole = words.of(self.text);
        let labels = self.labels_within(whole);
        let is_short = |label: &&Range<usize>| {
            self.labels.key(bare(&whole[(*label).clone()])).is_some_and(Key::is_short)
        };
        let first = labels.iter().find(is_short).map_or(whole.len(), |label| label.start);
        let before = without_separator(&whole[..first]);
        if before.is_empty() { words } else { words.part(whole, before) }
    }

    /// The words of an item before the values that end them; all of them where a field that is `known` or no field
    /// has a part of what is behind, so that nothing is lost.
    pub(super) fn before_values(&self, words: Span, known: &[Field]) -> Span {
        let before = self.before_labels(words);
        let mut fields = known.to_vec();
        self.add_short_fields(words, &mut fields);
        let parts = fields[known.len()..].iter().flat_map(|field| [field.label, field.value]);
        let mut parts: Vec<Span> = parts.filter(|part| part.start >= before.end).collect();
        parts.sort_unstable();
        parts.push(Span { start: words.end, end: words.end });
        let mut at = before.end;
        for part in parts {
            let between = Span { start: at, end: part.start.max(at) };
            if between.of(self.text).contains(char::is_alphanumeric) {
                return words;
            }
            at = at.max(part.end);
        }
        before
    }

    /// Adds the levels in parentheses before the text of an item, and the state behind its last dash:
    /// `**Imports fail** (High, Ann) – in review`.
    pub(super) fn add_remarks(&self, rest: Span, is_named: bool, fields: &mut Vec<Field>) {
        const FEW_WORDS: usize = 3;
        let words = self.vocabulary;
        let whole = rest.of(self.text);
        let line = whole.lines().next().unwrap_or(whole).trim_end_matches(['~', '*', ' ', '.']);
        let mut add = |key: Key, word: &str| {
            Field::unlabelled(key, rest.part(whole, word)).add_new(fields);
        };
        let remark = line.strip_prefix('(').and_then(|behind| behind.split_once(')'));
        let parts = remark.filter(|_| is_named).into_iter().flat_map(|(inner, _)| inner.split(','));
        for part in parts.map(str::trim) {
            if let Some(key) = single_value(part, words) {
                add(key, part);
            }
        }
        let tails = [" — ", " – ", " - "].into_iter().filter_map(|dash| line.rsplit_once(dash));
        let Some((_, tail)) = tails.min_by_key(|(_, tail)| tail.len()) else { return };
        if fields.iter().any(|field| field.key == Some(Key::Status)) {
            return;
        }
        // `wontfix, use two calls` is a state with its reason.
        let word = tail.split([',', ';', '(']).next().unwrap_or(tail).trim_end();
        let is_few = |text: &str| text.split_whitespace().count() <= FEW_WORDS;
        if is_few(tail) && words.status(tail).is_some() {
            let state = rest.part(whole, tail);
            end_before(self.text, state, fields);
            fields.push(Field::unlabelled(Key::Status, state));
        } else if is_few(word) && words.status_word_alone(word).is_some() {
            fields.push(Field::unlabelled(Key::Status, rest.part(whole, word)));
        }
    }

    /// The known labels within a text, each followed by a colon.
    fn labels_within(&self, text: &'a str) -> Vec<Range<usize>> {
        let is_tracking = |label: &str| self.vocabulary.is_tracking(label);
        labels_within(text, |label| self.labels.key(label), is_tracking)
    }
}

/// Ends the text among some fields before a state that it holds, and before the dash in front of that.
fn end_before(text: &str, state: Span, fields: &mut Vec<Field>) {
    let holds = |field: &Field| field.key == Some(Key::Symptom) && field.value.contains(state);
    let Some(at) = fields.iter().position(holds) else { return };
    let value = fields[at].value;
    let before = Span { start: value.start, end: state.start };
    let words = before.of(text).trim_end_matches(['—', '–', '-', '·', '|', '*', ' ']);
    if words.contains(char::is_alphanumeric) {
        let value = before.part(before.of(text), words);
        (fields[at].value, fields[at].span) = (value, value);
    } else {
        fields.remove(at);
    }
}

/// The state before a colon that a text starts with: `DONE: …`.
pub(super) fn leading_state<'t>(whole: &'t str, words: &Vocabulary) -> Option<&'t str> {
    const LONGEST: usize = 20;
    let (state, rest) = whole.split_once([':', '：'])?;
    let is_state = state.len() <= LONGEST
        && words.status_word_alone(state).is_some()
        && !words.names_place(state);
    (is_state && !rest.trim_matches(['*', ' ']).is_empty()).then_some(state)
}

/// A part of a text without the marks of emphasis that begin or end at its edges.
fn without_emphasis(text: &str) -> &str {
    let blanks: &[char] = &[' ', '\n', '\t', '\r'];
    let whole = text.trim_matches(blanks);
    let is_even = |text: &str| text.matches('*').count().is_multiple_of(2);
    // Half of the marks around a word are not taken: `*Hint:* restart`.
    let text = match whole.trim_matches(['*', ' ', '\n', '\t', '\r']) {
        bare if is_even(bare) || !is_even(whole) => bare,
        bare => [whole.trim_end_matches(['*', ' ']), whole.trim_start_matches(['*', ' '])]
            .into_iter()
            .find(|half| is_even(half))
            .unwrap_or(if is_even(whole) { whole } else { bare }),
    };
    // An underscore may be a part of a name.
    let text = text.strip_suffix(" _").unwrap_or(text).trim_end();
    let sentence = text.strip_suffix('_').filter(|text| text.ends_with(['.', '!', '?']));
    sentence.unwrap_or(text)
}

/// The symptom of an item, under the item's name as its label.
pub(super) fn symptom(label: Span, value: Span) -> Field {
    Field { key: Some(Key::Symptom), label, value, span: value }
}
