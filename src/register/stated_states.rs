//! The states that the policy lines of a register state: those of the flow, and those beside it.

use std::borrow::Cow;

use super::further_states::{StatedState, known_state};
use super::state_texts::{
    MARKS, SEPARATORS, Segment, connective_len, ends_sentence, head, in_parentheses, items, joined,
    marker_len, name_end, parted, segments, sentence_end,
};
use super::{Field, Register};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary, fold};

/// The states that one line states.
#[derive(Clone, Debug, Default)]
pub(crate) struct StatedStates {
    /// In the order in which an entry passes them.
    pub flow: Vec<String>,
    /// Those beside the flow.
    pub further: Vec<StatedState>,
}

/// What the policy lines of a register state, in the words of a vocabulary.
#[derive(Debug)]
pub(super) struct StatedLines {
    /// The number of that vocabulary.
    vocabulary: u64,
    /// One for each line.
    states: Vec<StatedStates>,
}

impl Register<'_> {
    /// The states that a policy line states: `Open → In Progress → Fixed (or Blocked)`.
    pub(crate) fn stated_states(&self, line: &Field, words: &Vocabulary) -> Cow<'_, StatedStates> {
        let known = self.derived.stated.get_or_init(|| StatedLines {
            vocabulary: words.number(),
            states: self.policy_lines.iter().map(|line| self.read_states(line, words)).collect(),
        });
        let is_line = |own: &Field| own.span == line.span && own.value == line.value;
        let at = self.policy_lines.iter().position(is_line);
        match at.and_then(|at| known.states.get(at)) {
            Some(states) if known.vocabulary == words.number() => Cow::Borrowed(states),
            _ => Cow::Owned(self.read_states(line, words)),
        }
    }

    fn read_states(&self, line: &Field, words: &Vocabulary) -> StatedStates {
        let mut reader = StateReader { words, further: Vec::new() };
        let (paragraph, list) = parted(self.text(line.value));
        let is_labelled = line.key == Some(Key::FurtherStates);
        let flow = match line.key {
            Some(Key::StatusFlow) => reader.flow(&joined(paragraph)),
            Some(Key::FurtherStates) => {
                reader.clause(&joined(paragraph), Place::BehindLabel);
                Vec::new()
            }
            _ => return StatedStates::default(),
        };
        let whole = self.source.text();
        let below = Span { start: line.span.end, end: whole.len() as u32 }.of(whole);
        let is_item = marker_len(self.text(line.span)).is_some();
        let next = below.lines().find(|line| line.contains(char::is_alphanumeric));
        if let Some(next) = next.filter(|line| marker_len(line).is_none() && reader.is_led(line)) {
            reader.clause(next, Place::InSentence);
        }
        if !list.is_empty() {
            reader.list(items(list), is_labelled);
        } else if is_item {
            reader.siblings(items(below));
        } else {
            reader.list(items(below), is_labelled);
        }
        StatedStates { flow, further: reader.further }
    }

    /// The states that a policy line states in order.
    pub(crate) fn stated_flow(&self, line: &Field, words: &Vocabulary) -> Vec<String> {
        if line.key == Some(Key::StatusFlow) {
            self.stated_states(line, words).into_owned().flow
        } else {
            Vec::new()
        }
    }

    /// The states beside the flow that the register states, in all its policy lines.
    pub(crate) fn stated_further(&self, words: &Vocabulary) -> Vec<StatedState> {
        let lines = self.policy_lines.iter();
        let all = lines.flat_map(|line| self.stated_states(line, words).into_owned().further);
        all.take(MOST_STATES).collect()
    }
}

/// Takes the states from the end of a flow that stand beside it: nothing comes after what closes a
/// gap. `Accepted` may itself be what closes it, where nothing before is `Verified`.
pub(crate) fn take_further(flow: &mut Vec<String>, words: &Vocabulary) -> Vec<StatedState> {
    let is_verified = |state: &String| words.status_word_alone(state) == Some("Verified");
    let mut further = Vec::new();
    while flow.len() > 2
        && let Some(known) = flow.last().and_then(|last| known_state(last, words))
        && (known.name != "Accepted" || flow.iter().any(is_verified))
    {
        further.extend(flow.pop().map(|name| StatedState::named(&name)));
    }
    further.reverse();
    further
}

/// The states that a text in prose states, if it starts with the first of a flow.
pub(super) fn flow_in_prose(text: &str, words: &Vocabulary) -> StatedStates {
    let mut reader = StateReader { words, further: Vec::new() };
    let flow = reader.flow(&joined(text));
    StatedStates { flow, further: reader.further }
}

/// A longer text names no state.
const MOST_WORDS: usize = 4;

/// Where a part of a sentence is that names states. In a sentence, only words in marks can be a state
/// that no vocabulary has, and only if nothing else is said, or if they are names right behind a word
/// such as `or`: `or **Parked** at any time`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    BehindLabel,
    InParentheses,
    InSentence,
}

/// What has more states is no flow: nobody could follow it.
pub(crate) const MOST_STATES: usize = 64;

/// The signs between the states of a flow.
pub(super) const FLOW_ARROWS: [&str; 5] = ["→", "➜", "=>", "->", " > "];

struct StateReader<'w> {
    words: &'w Vocabulary,
    further: Vec<StatedState>,
}

impl StateReader<'_> {
    /// The flow that a text states; the states behind it stand beside it.
    fn flow(&mut self, text: &str) -> Vec<String> {
        let line = text.lines().next().unwrap_or_default();
        let arrow = FLOW_ARROWS.into_iter().find(|arrow| line.contains(arrow));
        let mut flow = match arrow {
            Some(arrow) => self.chain(text, arrow),
            None => self.listed(line),
        };
        self.further.extend(take_further(&mut flow, self.words));
        if flow.len() > MOST_STATES { Vec::new() } else { flow }
    }

    fn chain(&mut self, text: &str, arrow: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut at = 0;
        for part in text.split(arrow) {
            let start = at;
            at += part.len() + arrow.len();
            let is_last = at >= text.len();
            let lead = part.len() - part.trim_start_matches(MARKS).len();
            let end = lead + name_end(&part[lead..]);
            let behind = part[end..].trim_matches(MARKS);
            if behind.is_empty() {
                self.add_name(&part[lead..end], &mut names);
            } else if is_last || ends_sentence(&part[lead..]) {
                self.add_name(&part[lead..end], &mut names);
                self.behind(&text[start + end..]);
                break;
            } else if let Some(inner) = in_parentheses(behind) {
                self.add_name(&part[lead..end], &mut names);
                self.clause(inner, Place::InParentheses);
            } else if self.starts_again(behind, &names) {
                self.add_name(&part[lead..end], &mut names);
                self.branches(&text[start + end..], arrow);
                break;
            } else {
                self.add_name(part, &mut names);
            }
        }
        names
    }

    /// Whether the flow ends here, and another one starts from one of its states:
    /// `…; Open → Won't fix`.
    fn starts_again(&self, behind: &str, names: &[String]) -> bool {
        let first = behind.starts_with(SEPARATORS).then(|| segments(behind, self.words));
        let first = first.and_then(|segments| Some(segments.first()?.text));
        first.is_some_and(|first| names.iter().any(|name| fold(name) == fold(first)))
    }

    /// The states beside the flow in other flows behind it.
    fn branches(&mut self, text: &str, arrow: &str) {
        for part in text.split(arrow) {
            let known = segments(part, self.words).into_iter().map(|segment| segment.text);
            let known = known.filter(|text| known_state(text, self.words).is_some());
            self.further.extend(known.map(StatedState::named));
        }
    }

    /// Adds a name to a flow; of `Verified / Won't fix`, one stands beside it.
    fn add_name(&mut self, name: &str, names: &mut Vec<String>) {
        let name = name.trim_matches(|c| MARKS.contains(&c) || c == '.');
        let (name, others) = self.without_alternatives(name);
        self.further.extend(others);
        if !name.is_empty() {
            let own = self.words.translated_status(&name).map(str::to_owned);
            names.push(own.unwrap_or(name));
        }
    }

    fn without_alternatives(&self, name: &str) -> (String, Vec<StatedState>) {
        let segments = segments(name, self.words);
        let is_known = |segment: &Segment<'_>| known_state(segment.text, self.words).is_some();
        let (known, own): (Vec<_>, Vec<_>) = segments.into_iter().partition(is_known);
        if known.is_empty() || own.is_empty() {
            return (name.to_owned(), Vec::new());
        }
        let own: Vec<&str> = own.iter().map(|segment| segment.text).collect();
        let known = known.iter().map(|segment| StatedState::named(segment.text));
        (own.join(" / "), known.collect())
    }

    /// A flow written as a list, where each of its parts is a state: `Open, In Progress or Fixed`.
    fn listed(&self, line: &str) -> Vec<String> {
        const SEVERAL: usize = 2;
        let segments = segments(line, self.words);
        let is_known = |segment: &&Segment<'_>| self.words.status(segment.text).is_some();
        let known = segments.iter().filter(is_known).count();
        // Beside several known states, names are those of others.
        let is_name = |segment: &Segment<'_>| {
            segment.is_marked
                || known >= SEVERAL
                    && segment.text.starts_with(char::is_uppercase)
                    && segment.text.split_whitespace().count() < MOST_WORDS
        };
        if segments.len() < SEVERAL || !segments.iter().all(|it| is_known(&it) || is_name(it)) {
            return Vec::new();
        }
        let own = |name| self.words.translated_status(name).unwrap_or(name).to_owned();
        segments.iter().map(|segment| own(segment.text)).collect()
    }

    /// What is behind a flow: parentheses and half sentences that name states, and sentences that a
    /// label or a word such as `or` introduces.
    fn behind(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let is_between = |c: char| c.is_whitespace() || MARKS.contains(&c) || c == '.';
            rest = rest.trim_start_matches(is_between);
            if rest.is_empty() {
                return;
            }
            if let Some(inner) = rest.strip_prefix(['(', '（']) {
                let end = inner.find([')', '）']).unwrap_or(inner.len());
                self.clause(&inner[..end], Place::InParentheses);
                rest = inner[end..].trim_start_matches([')', '）']);
                continue;
            }
            let end = sentence_end(rest);
            let sentence = &rest[..end];
            let label = sentence.split_once([':', '：']);
            let label = label.filter(|(l, _)| self.words.key(l) == Some(Key::FurtherStates));
            if let Some((_, value)) = label {
                self.clause(value, Place::BehindLabel);
            } else if sentence.starts_with(SEPARATORS) || self.is_led(sentence) {
                self.clause(sentence, Place::InSentence);
            }
            rest = rest[end..].trim_start_matches('。');
        }
    }

    /// The states that a part of a sentence names, if it starts with one or with a word such as `or`.
    fn clause(&mut self, text: &str, place: Place) {
        let segments = segments(text, self.words);
        let is_led = place == Place::BehindLabel || self.is_led(text);
        let is_name =
            |segment: &Segment<'_>| segment.is_marked || self.leading_state(segment).is_some();
        let may_have_own = place != Place::InSentence || segments.iter().all(is_name);
        let has_marks = segments.iter().any(|segment| segment.is_marked);
        let first_words = segments.iter().position(|segment| !is_name(segment));
        let is_named = |at: usize, segment: &Segment<'_>| {
            is_led
                && first_words.is_none_or(|first| at < first)
                && segment.text.starts_with(char::is_uppercase)
        };
        let is_own = |at: usize, segment: &Segment<'_>| {
            let is_short = segment.text.split_whitespace().count() < MOST_WORDS;
            (may_have_own || is_named(at, segment))
                && is_short
                && if has_marks { segment.is_marked } else { is_led }
        };
        for (at, segment) in segments.iter().enumerate() {
            if let Some(name) = self.leading_state(segment) {
                self.further.push(StatedState::named(name));
            } else if is_own(at, segment) && (at > 0 || is_led) {
                self.further.push(StatedState::named(segment.text));
            } else if at == 0 {
                return;
            }
        }
    }

    /// The words of a known state at the start of a segment: `Blocked while somebody waits`.
    fn leading_state<'t>(&self, segment: &Segment<'t>) -> Option<&'t str> {
        let text = segment.text;
        let ends = text.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS);
        let mut ends: Vec<usize> = ends.chain([text.len()]).collect();
        ends.reverse();
        ends.into_iter()
            .map(|end| &text[..end])
            .find(|text| known_state(text, self.words).is_some())
    }

    /// Whether a text starts with a word such as `or`.
    fn is_led(&self, text: &str) -> bool {
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        connective_len(text, self.words).is_some()
    }

    /// A list below a policy line whose items start with states.
    fn list<'t>(&mut self, items: impl Iterator<Item = &'t str>, is_labelled: bool) {
        let mut found: Vec<StatedState> = Vec::new();
        let mut has_known = is_labelled;
        for item in items {
            if self.is_led(item) {
                self.clause(item, Place::InSentence);
                continue;
            }
            let head = head(item);
            let segments = segments(head, self.words);
            let is_state =
                |segment: &Segment<'_>| self.words.status_word_alone(segment.text).is_some();
            let is_known = |segment: &Segment<'_>| known_state(segment.text, self.words).is_some();
            if found.is_empty() && !is_labelled && !segments.first().is_some_and(is_state) {
                return;
            }
            has_known |= segments.iter().any(is_known);
            let is_name = |segment: &&Segment<'_>| {
                is_known(segment)
                    || (!is_state(segment)
                        && (segment.is_marked || is_labelled)
                        && segment.text.split_whitespace().count() <= MOST_WORDS)
            };
            let names = segments.iter().filter(is_name);
            found.extend(names.map(|segment| StatedState::named(segment.text)));
        }
        if has_known {
            self.further.extend(found);
        }
    }

    /// The items behind an item that states the flow, as long as they name known states.
    fn siblings<'t>(&mut self, items: impl Iterator<Item = &'t str>) {
        for item in items {
            if self.is_led(item) {
                self.clause(item, Place::InSentence);
                continue;
            }
            let segments = segments(head(item), self.words);
            let is_state =
                |segment: &Segment<'_>| self.words.status_word_alone(segment.text).is_some();
            if segments.is_empty() || !segments.iter().all(is_state) {
                return;
            }
            let known = segments.iter().map(|segment| segment.text);
            let known = known.filter(|text| known_state(text, self.words).is_some());
            self.further.extend(known.map(StatedState::named));
        }
    }
}
