//! The status flow that a register states in prose, without a label: `A gap goes New → Accepted → Live`, `State
//! is one of: Open, Doing, Done`.

use super::headings::DocumentParts;
use crate::document::{Block, BlockKind, Document};
use crate::register::entry::is_within;
use crate::register::state_texts::{MARKS, head, segments};
use crate::register::stated_states::flow_in_prose;
use crate::register::{Entry, Field, Reading};
use crate::text::{Source, Span, find_sign};
use crate::vocabulary::{Key, Vocabulary, fold};

/// The signs between the states of a flow.
const ARROWS: [&str; 4] = ["→", "➜", "=>", "->"];

/// A longer text names no state.
const MOST_WORDS: usize = 4;

/// Adds the flow that a register states in prose to the lines of its policy, where none of these states
/// one. A line such as `Flow: upload → scan → report` states none: it is about something else.
pub(super) fn add(
    parts: &mut DocumentParts,
    source: &Source,
    document: &Document,
    reading: Reading<'_>,
) {
    let statuses = Statuses::of(source, &parts.entries);
    let is_flow = |line: &Field| line.key == Some(Key::StatusFlow);
    parts.policy_lines.retain(|line| {
        !is_flow(line) || statuses.may_follow(source.slice(line.value), reading.vocabulary)
    });
    if !parts.policy_lines.iter().any(is_flow) {
        parts.policy_lines.extend(find(source, document, &parts.entries, &statuses, reading));
    }
}

/// The first paragraph outside of entries that states the flow which most entries follow, as a field.
fn find(
    source: &Source,
    document: &Document,
    entries: &[Entry],
    statuses: &Statuses,
    reading: Reading<'_>,
) -> Option<Field> {
    let words = reading.vocabulary;
    let has_arrow = |block: &&Block| {
        let text = source.slice(block.content);
        ARROWS.iter().any(|arrow| find_sign(text, arrow).is_some())
    };
    let paragraphs = document.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    let outside = paragraphs.filter(|block| !is_within(entries, block.span));
    let chains = outside.clone().filter(has_arrow);
    let chains = chains.filter_map(|block| chain(source, block, words));
    let choices = outside.filter(|block| !block.quoted);
    let choices = choices.filter_map(|block| choice(source, block, statuses, words));
    let mut flows = chains.chain(choices).filter(|&it| statuses.follow(source.slice(it), words));
    flows.next().map(|span| Field::unlabelled(Key::StatusFlow, span))
}

/// The states that a sentence lists behind a word for the status: `State is one of: Open, Doing, Done`.
fn choice(source: &Source, block: &Block, statuses: &Statuses, words: &Vocabulary) -> Option<Span> {
    const FEWEST: usize = 3;
    let text = source.slice(block.content);
    let is_state =
        |name: &str| words.status_word_alone(name).is_some() || statuses.0.contains(&fold(name));
    let places = text.match_indices(char::is_alphabetic).map(|(at, _)| at);
    let starts = places.filter(|&at| !text[..at].ends_with(char::is_alphabetic));
    let behind = starts.filter_map(|at| {
        let word = text[at..].split(|c: char| !c.is_alphabetic()).next()?;
        is_status_word(word, words).then(|| &text[at + word.len()..])
    });
    let mut lists = behind.filter_map(|behind| {
        let stop = [". ", "\n"].iter().filter_map(|stop| behind.find(stop)).min();
        let all = segments(&behind[..stop.unwrap_or(behind.len())], words);
        let (at, first) = all
            .iter()
            .enumerate()
            .find_map(|(at, it)| Some((at, ending_state(it.text, is_state)?)))?;
        // What is marked as the others are may be a state of the team's own.
        let is_name = |text: &str| (1..=MOST_WORDS).contains(&text.split_whitespace().count());
        let run = all[at..].iter().skip(1).take_while(|segment| {
            is_state(segment.text) || segment.is_marked && is_name(segment.text)
        });
        let last = run.clone().last().filter(|_| run.count() + 1 >= FEWEST)?;
        let [first, last] = [first, last.text].map(|part| block.content.part(text, part));
        Some(Span { start: first.start, end: last.end })
    });
    lists.next()
}

/// Whether a word is a label of the status, also in its plural.
fn is_status_word(word: &str, words: &Vocabulary) -> bool {
    const LONGEST_ENDING: usize = 3;
    const SHORTEST: usize = 4;
    let ends = word.char_indices().rev().map(|(at, _)| at).take(LONGEST_ENDING);
    let stems = ends.map(|end| &word[..end]).filter(|stem| stem.chars().count() >= SHORTEST);
    [word].into_iter().chain(stems).any(|stem| words.key(stem) == Some(Key::Status))
}

/// The state that a text is, or that its last words are.
fn ending_state(text: &str, is_state: impl Fn(&str) -> bool) -> Option<&str> {
    let blanks = text.match_indices(' ').map(|(at, _)| at + 1);
    [0].into_iter().chain(blanks).map(|at| &text[at..]).find(|words| is_state(words))
}

/// A paragraph from the first state of its flow on. What has a number before its first arrow is the
/// history of something: `2026-01-04: Open → In Progress → Fixed`.
fn chain(source: &Source, block: &Block, words: &Vocabulary) -> Option<Span> {
    let text = source.slice(block.content);
    let arrow = ARROWS.iter().filter_map(|arrow| text.find(arrow)).min()?;
    let lead = &text[..arrow];
    if lead.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let ends = [": ", ":\n", "：", ". ", "\n", "("];
    let behind = ends.iter().filter_map(|end| Some(lead.rfind(end)? + end.len())).max();
    let last = &lead[behind.unwrap_or(0)..];
    let name = name_at_end(last, words)?;
    Some(block.content.part(text, &text[lead.len() - name.len()..]).trim(source.text()))
}

/// The name of a state that a text ends with: what is marked, the only words, or a known state.
fn name_at_end<'t>(text: &'t str, words: &Vocabulary) -> Option<&'t str> {
    let is_short = |name: &&str| (1..=MOST_WORDS).contains(&name.split_whitespace().count());
    let marked = ["**", "`", "*", "_"].into_iter().find_map(|mark| {
        let trimmed = text.trim_end();
        let inner = trimmed.strip_suffix(mark).unwrap_or(trimmed);
        Some(&text[inner.rfind(mark)?..])
    });
    if let Some(name) = marked {
        return Some(name).filter(is_short);
    }
    let starts = text.match_indices(' ').map(|(at, _)| at + 1).filter(|&at| at < text.len());
    let mut ends = starts.map(|at| &text[at..]).filter(is_short);
    let known = ends.find(|name| words.status_word_alone(name.trim()).is_some());
    Some(text).filter(is_short).or(known)
}

/// The states of entries, folded; each as often as entries have it.
struct Statuses(Vec<String>);

impl Statuses {
    fn of(source: &Source, entries: &[Entry]) -> Self {
        let statuses = entries.iter().filter_map(|entry| entry.field(Key::Status));
        let names = statuses.map(|field| {
            let status = source.slice(field.value).trim_matches(MARKS);
            fold(head(status).trim_matches(MARKS))
        });
        Self(names.filter(|name| !name.is_empty()).collect())
    }

    /// Whether a line may state the flow of the entries: a name in it is a known state, or that of an entry, or none has
    /// a status yet.
    fn may_follow(&self, text: &str, words: &Vocabulary) -> bool {
        let stated = flow_in_prose(text, words);
        let further = stated.further.iter().map(|state| &state.name);
        let mut names = stated.flow.iter().chain(further);
        self.0.is_empty()
            || stated.flow.len() < 2
            || names
                .any(|name| words.status_word_alone(name).is_some() || self.0.contains(&fold(name)))
    }

    /// Whether a text states a flow that most entries follow: they are in at least two of its states,
    /// or all in one.
    fn follow(&self, text: &str, words: &Vocabulary) -> bool {
        const FEWEST: usize = 3;
        let stated = flow_in_prose(text, words);
        let further = stated.further.iter().map(|state| &state.name);
        let names: Vec<&String> = stated.flow.iter().chain(further).collect();
        let is_name = |name: &&String| {
            name.split_whitespace().count() <= MOST_WORDS
                && name.contains(char::is_alphabetic)
                && !name.contains(['/', '`', '\n', '|', '<', '['])
        };
        if stated.flow.len() < 2 || names.len() < FEWEST || !names.iter().all(is_name) {
            return false;
        }
        let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
        // Flows have the words of other languages in English.
        let is_stated = |status: &&String| {
            let own = words.translated_status(status).map(fold);
            folded.contains(status) || own.is_some_and(|own| folded.contains(&own))
        };
        let own: Vec<&String> = self.0.iter().filter(is_stated).collect();
        let is_one = self.0.iter().all(|status| *status == self.0[0]);
        let are_several = own.iter().any(|status| *status != own[0]);
        !own.is_empty() && own.len() * 3 >= self.0.len() * 2 && (is_one || are_several)
    }
}
