//! The states that the policy lines of a register state: those of the flow, and those beside it.

use super::further_states::{StatedState, known_state};
use super::{Field, Register};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary, fold};

/// The states that one line states.
#[derive(Debug, Default)]
pub(crate) struct StatedStates {
    /// In the order in which an entry passes them.
    pub flow: Vec<String>,
    /// Those beside the flow.
    pub further: Vec<StatedState>,
}

impl Register<'_> {
    /// The states that a policy line states: `Open → In Progress → Fixed (or Blocked)`.
    pub(crate) fn stated_states(&self, line: &Field, words: &Vocabulary) -> StatedStates {
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
            self.stated_states(line, words).flow
        } else {
            Vec::new()
        }
    }

    /// The states beside the flow that the register states, in all its policy lines.
    pub(crate) fn stated_further(&self, words: &Vocabulary) -> Vec<StatedState> {
        let lines = self.policy_lines.iter();
        let all = lines.flat_map(|line| self.stated_states(line, words).further);
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

/// The signs around names.
const MARKS: [char; 4] = ['*', '`', '_', ' '];

/// The signs between names.
const SEPARATORS: [char; 20] = [
    ',', ';', '/', '|', '(', ')', ':', '·', '–', '—', '"', '、', '，', '；', '：', '\n', '+', '&',
    '=', '→',
];

/// A longer text names no state.
const MOST_WORDS: usize = 4;

/// Part of a sentence that may be the name of a state.
struct Segment<'t> {
    text: &'t str,
    /// Whether it is bold or code.
    is_marked: bool,
}

/// Where a part of a sentence is that names states. In a sentence, only words in marks can be a state
/// that no vocabulary has, and only if nothing else is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    BehindLabel,
    InParentheses,
    InSentence,
}

/// What has more states is no flow: nobody could follow it.
pub(crate) const MOST_STATES: usize = 64;

struct StateReader<'w> {
    words: &'w Vocabulary,
    further: Vec<StatedState>,
}

impl StateReader<'_> {
    /// The flow that a text states; the states behind it stand beside it.
    fn flow(&mut self, text: &str) -> Vec<String> {
        let line = text.lines().next().unwrap_or_default();
        let arrow = ["→", "➜", "=>", "->", " > "].into_iter().find(|arrow| line.contains(arrow));
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

    /// A flow written as a list, where each of its parts is a state: `Open, In Progress, Fixed`.
    fn listed(&self, line: &str) -> Vec<String> {
        let names = line.split(',').map(|name| name.trim_matches(['*', '`', '.', ' ']));
        let state = |name| {
            self.words.status(name)?;
            Some(self.words.translated_status(name).unwrap_or(name).to_owned())
        };
        let states: Option<Vec<String>> = names.map(state).collect();
        states.filter(|states| states.len() > 1).unwrap_or_default()
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
        let is_own = |segment: &Segment<'_>| {
            let is_short = segment.text.split_whitespace().count() < MOST_WORDS;
            may_have_own && is_short && if has_marks { segment.is_marked } else { is_led }
        };
        for (at, segment) in segments.iter().enumerate() {
            if let Some(name) = self.leading_state(segment) {
                self.further.push(StatedState::named(name));
            } else if is_own(segment) && (at > 0 || is_led) {
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

/// The parts of a sentence between separators, marks and words such as `or`.
fn segments<'t>(text: &'t str, words: &Vocabulary) -> Vec<Segment<'t>> {
    let mut segments = Vec::new();
    let mut is_marked = false;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['*', '`']).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        for part in piece.split(SEPARATORS) {
            let parts = without_connectives(part, words).into_iter();
            segments.extend(parts.map(|text| Segment { text, is_marked }));
        }
        let unmarked = after.trim_start_matches(['*', '`']);
        is_marked ^= unmarked.len() < after.len();
        rest = unmarked;
    }
    segments
}

/// The parts of a text between words such as `or`.
fn without_connectives<'t>(text: &'t str, words: &Vocabulary) -> Vec<&'t str> {
    let trimmed = |text: &'t str| text.trim_matches(|c: char| MARKS.contains(&c) || c == '.');
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        let is_start = at == 0 || text[..at].ends_with(' ');
        if let Some(len) = connective_len(&text[at..], words).filter(|_| is_start) {
            parts.push(trimmed(&text[start..at]));
            at += len;
            start = at;
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    parts.push(trimmed(&text[start..]));
    parts.retain(|part| !part.is_empty());
    parts
}

/// The length of the word such as `or` or `ya da` that a text starts with.
fn connective_len(text: &str, words: &Vocabulary) -> Option<usize> {
    const LONGEST: usize = 3;
    // Chinese and Korean have no blank behind it.
    let is_wide = |c: char| c >= '\u{2e80}';
    let first = text.chars().next()?;
    if is_wide(first) {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
        return ends.filter(|&end| words.is_connective(&text[..end])).last();
    }
    let blanks = text.match_indices([' ', ':', ',']).map(|(at, _)| at).take(LONGEST);
    let ends = blanks.chain([text.len()]);
    ends.filter(|&end| end > 0 && words.is_connective(text[..end].trim_end())).last()
}

/// Where the name of a state ends that a text starts with.
fn name_end(text: &str) -> usize {
    let signs = ['*', '`', '(', '（', ';', '|', ',', '\n', '。', '，', '；'];
    let dashes = [" – ", " — ", " - ", ": "].into_iter().filter_map(|dash| text.find(dash));
    let dot = text.match_indices('.').map(|(at, _)| at).find(|&at| is_stop(text, at));
    dashes.chain(dot).chain(text.find(signs)).min().unwrap_or(text.len())
}

/// Whether the dot at a place ends a sentence.
fn is_stop(text: &str, at: usize) -> bool {
    text[at + 1..].chars().next().is_none_or(|next| next.is_whitespace() || next == '*')
}

fn ends_sentence(text: &str) -> bool {
    let dots = text.match_indices('.').map(|(at, _)| at);
    let mut stops = dots.filter(|&at| is_stop(text, at));
    stops.any(|at| text[at + 1..].contains(char::is_alphanumeric)) || text.contains('。')
}

/// Where the sentence ends that a text starts with, or a parenthesis starts in it.
fn sentence_end(text: &str) -> usize {
    let dot = text.match_indices('.').map(|(at, _)| at).find(|&at| is_stop(text, at));
    let sign = text.char_indices().skip(1).find(|(_, c)| matches!(c, '(' | '（' | '。'));
    dot.into_iter().chain(sign.map(|(at, _)| at)).min().unwrap_or(text.len()).max(1)
}

fn in_parentheses(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?;
    (!inner.contains(['(', '（'])).then_some(inner)
}

/// The text before the first list in a value, and the list.
fn parted(value: &str) -> (&str, &str) {
    let mut at = 0;
    for line in value.split_inclusive('\n') {
        if marker_len(line).is_some() {
            break;
        }
        at += line.len();
    }
    value.split_at(at)
}

/// The lines of a paragraph as one text. Lines that an arrow joins are one line; a hard break ends a
/// sentence.
fn joined(paragraph: &str) -> String {
    let arrows = ["→", "➜", "=>", "->"];
    let mut out = String::new();
    for line in paragraph.lines() {
        let text =
            line.trim_start_matches([' ', '\t', '>']).trim_end_matches(['\\', ' ', '\t', '\r']);
        let is_arrow = arrows
            .iter()
            .any(|arrow| out.trim_end_matches(MARKS).ends_with(arrow) || text.starts_with(arrow));
        if !out.is_empty() {
            out.push(if is_arrow { ' ' } else { '\n' });
        }
        out.push_str(text);
        if line.ends_with("  ") && !text.ends_with(['.', '→']) {
            out.push('.');
        }
    }
    out
}

/// The texts of the items of a list that a text starts with, after at most one line that introduces
/// it; of a table, the first cells of its rows.
fn items(text: &str) -> impl Iterator<Item = &str> {
    const MOST: usize = 32;
    let mut is_intro_allowed = true;
    let mut is_started = false;
    let lines = text.lines().map(|line| line.trim_start_matches('>'));
    let lines = lines.skip_while(|line| line.trim_matches([' ', '.', '*', '_']).is_empty());
    let lines = lines.map_while(move |line| {
        if let Some(row) = line.trim_start().strip_prefix('|') {
            // The first row is the header, and a line of hyphens is below it.
            let cell = row.split('|').next().unwrap_or_default().trim();
            let is_row = is_started && cell.contains(char::is_alphanumeric);
            is_started = true;
            return Some(is_row.then_some(cell));
        }
        if let Some(len) = marker_len(line) {
            is_started = true;
            return Some(Some(line.trim_start()[len..].trim()));
        }
        let is_continued = is_started && line.starts_with([' ', '\t']);
        let is_intro = is_intro_allowed && !is_started && line.trim_end().ends_with([':', '：']);
        is_intro_allowed &= !is_intro;
        (line.trim().is_empty() || is_continued || is_intro).then_some(None)
    });
    lines.flatten().take(MOST)
}

/// The length of the sign in front of an item, from its first sign on.
fn marker_len(line: &str) -> Option<usize> {
    let text = line.trim_start_matches([' ', '\t', '>']);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &text[digits..];
    let is_sign =
        if digits > 0 { rest.starts_with(['.', ')']) } else { rest.starts_with(['-', '*', '+']) };
    (is_sign && rest[1..].starts_with([' ', '\t'])).then_some(digits + 1)
}

/// What an item names, before it explains that.
fn head(item: &str) -> &str {
    let ends = [":", "：", " — ", " – ", " - ", "(", "（", " = "];
    let end = ends.into_iter().filter_map(|end| item.find(end)).min().unwrap_or(item.len());
    &item[..end]
}
