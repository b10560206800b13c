//! An entry that is struck out and gets a state in which something is left to do: the marks are taken out.

use super::field::{FieldRefusal, FieldValue};
use super::heading_state::clause_behind;
use super::target::EditTarget;
use super::verify::{Expectation, edited, same_entry, verify};
use crate::finding::Edit;
use crate::register::{Entry, Form, Policy, Register, StatusMeaning};
use crate::text::{Source, Span};
use crate::vocabulary::{Key, Vocabulary};

const STRUCK: &str = "~~";

/// The longest name of a state that is looked for behind struck-out words.
const MOST_WORDS: usize = 3;

/// A register in which an entry is no longer struck out.
pub(super) struct Reopened {
    pub source: Source,
    /// Whether it says the new state already: by a word, or as what is not struck out is open.
    pub has_state: bool,
    /// The word for the closed state, and what its clause went on with, which is taken out with it.
    pub taken_out: Option<[String; 2]>,
}

/// The register with an entry that is no longer struck out, where it is, and the new state is an open one.
pub(super) fn reopened(
    target: EditTarget<'_>,
    entry: &Entry,
    status: &FieldValue,
) -> Result<Option<Reopened>, FieldRefusal> {
    let EditTarget { register, policy, settings } = target;
    let words = &settings.vocabulary;
    let is_open =
        |text: &str| policy.meaning(text, words).is_some_and(|state| !policy.is_over(state, words));
    if !is_open(&status.text) {
        return Ok(None);
    }
    let Some(strike) = Strike::of(register, entry) else { return Ok(None) };
    let behind = strike.state_behind(register, policy, words);
    let taken_out = behind.and_then(|state| {
        let rest = strike.rest_of_clause(register, state);
        let is_said = !rest.is_empty();
        is_said.then(|| [register.text(state).to_owned(), register.text(rest).to_owned()])
    });
    let own = entry.field(Key::Status).map(|field| field.value);
    let is_own_box = own.is_some() && own == register.box_of_item(entry);
    let boxed = register.box_edit(entry, &status.text, (policy, words)).filter(|_| !is_own_box);
    for mut edits in strike.ways_out(register, entry, behind, &status.text) {
        edits.extend(boxed.clone());
        let source = edited(register, &edits);
        // Words that were read as a state because of the marks may be none without them.
        let state = entry.field(Key::Status).map(|field| field.value);
        let state = state.map(|span| Edit { span, text: register.text(span).to_owned() });
        let touched: Vec<&Edit> = edits.iter().chain(&state).collect();
        let expected = Expectation { edits: &touched, ..Expectation::default() };
        let Ok(after) = verify(register, &source, target.reading(), &expected) else { continue };
        let Some(own) = same_entry(register, entry, &after) else { continue };
        let own_policy = Policy::of(&after, &settings.promise, words);
        let now = after.value_of(own, Key::Status);
        let says = |state: &str| own_policy.same_value(Key::Status, state, &status.text, words);
        let is_first = policy.meaning(&status.text, words) == Some(StatusMeaning::Flow(0));
        let is_written = edits.iter().any(|edit| edit.text.contains(&status.text));
        // What is written has to be read.
        let is_implied = !is_written && is_first;
        let has_state = now.map_or_else(|| is_implied && !has_words(register, policy, words), says);
        if !is_written || has_state {
            return Ok(Some(Reopened { source, has_state, taken_out }));
        }
    }
    let value = register.text(register.first_line(entry.span)).to_owned();
    Err(FieldRefusal::StruckOut { name: "entry".to_owned(), value })
}

/// Whether open entries of a register have a word for their state.
fn has_words(register: &Register<'_>, policy: &Policy, words: &Vocabulary) -> bool {
    let mut states =
        register.entries.iter().filter_map(|entry| register.value_of(entry, Key::Status));
    states.any(|state| policy.meaning(state, words) == Some(StatusMeaning::Flow(0)))
}

/// What strikes an entry out.
struct Strike {
    /// The marks.
    marks: Vec<Span>,
    /// The words on the line behind them.
    behind: Span,
}

impl Strike {
    /// The marks around the title or the ID of an entry; in a row, those around whole cells as well.
    fn of(register: &Register<'_>, entry: &Entry) -> Option<Self> {
        let whole = match &entry.form {
            Form::Heading => register.source.line_at(entry.span.start as usize),
            _ => entry.span,
        };
        let pairs = pairs(register, whole);
        let holds = |pair: &[Span; 2], part: Span| {
            pair[0].start <= part.start && part.start < pair[1].start
        };
        let is_struck = |pair: &&[Span; 2]| {
            holds(pair, entry.title) || entry.id.is_some_and(|id| holds(pair, id))
        };
        let mut marks: Vec<[Span; 2]> = pairs.iter().filter(is_struck).copied().collect();
        let last = marks.last()?[1].end;
        if let Form::Row(row) = &entry.form {
            let is_cell = |pair: &&[Span; 2]| {
                let outer = Span { start: pair[0].start, end: pair[1].end };
                row.cells.iter().any(|cell| cell.trim(register.source.text()) == outer)
            };
            marks = pairs.iter().filter(|pair| is_struck(pair) || is_cell(pair)).copied().collect();
        }
        let line = register.source.line_at(last as usize);
        let is_row = matches!(entry.form, Form::Row(_));
        let end = if is_row { last } else { line.end.min(whole.end).max(last) };
        Some(Self { marks: marks.concat(), behind: Span { start: last, end } })
    }

    /// The word for a closed state behind the marks.
    fn state_behind(
        &self,
        register: &Register<'_>,
        policy: &Policy,
        words: &Vocabulary,
    ) -> Option<Span> {
        let whole = register.text(self.behind);
        let bare = whole.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_of_name = |c: char| c.is_alphanumeric() || " '’-".contains(c);
        let clause = bare[..bare.find(|c| !is_of_name(c)).unwrap_or(bare.len())].trim_end();
        let ends = clause.match_indices(' ').map(|(at, _)| at).chain([clause.len()]);
        let mut names: Vec<&str> = ends.take(MOST_WORDS).map(|end| &clause[..end]).collect();
        names.reverse();
        let is_name = |name: &&&str| {
            let state = policy
                .word_meaning(Key::Status, name, words)
                .and_then(|_| policy.meaning(name, words));
            state.is_some_and(|state| policy.is_over(state, words))
        };
        names.iter().find(is_name).map(|name| self.behind.part(whole, name))
    }

    /// What the clause of a state behind the marks goes on with.
    fn rest_of_clause(&self, register: &Register<'_>, state: Span) -> Span {
        let rest = Span { start: state.end, end: self.behind.end };
        Span { end: rest.start + clause_behind(register.text(rest)) as u32, ..rest }
    }

    /// The edits that take the marks out, in the order of preference: with the new state in the place of
    /// the one behind them; without that; and with a colon behind the ID, which the marks set apart.
    fn ways_out(
        &self,
        register: &Register<'_>,
        entry: &Entry,
        state: Option<Span>,
        new: &str,
    ) -> Vec<Vec<Edit>> {
        let removed = |span: &Span| Edit { span: *span, text: String::new() };
        let (last, others) =
            self.marks.split_last().map_or((Span::at(0), &[][..]), |(a, b)| (*a, b));
        let with_last = |edit: Edit| -> Vec<Edit> {
            let mut edits: Vec<Edit> = others.iter().map(removed).collect();
            edits.push(edit);
            edits
        };
        let mut ways = Vec::new();
        if let Some(state) = state {
            let between = register.text(Span { start: last.end, end: state.start });
            let is_apart = between.contains(['—', '–', '-', '(', ':']);
            let before = register.text(Span { end: last.start, ..entry.span });
            let is_sentence = before.trim_end_matches(['*', '_']).ends_with('.');
            let sign = if is_apart {
                between
            } else if is_sentence {
                " "
            } else {
                " — "
            };
            let sign = sign.replace(['✅', '✔', '☑'], "");
            let clause = self.rest_of_clause(register, state).end;
            let span = Span { start: last.start, end: clause };
            ways.push(with_last(Edit { span, text: format!("{sign}{new}") }));
            let rest = register.text(Span { start: clause, end: self.behind.end });
            let is_alone = !rest.contains(char::is_alphanumeric);
            // Behind a state, a full stop may end a sentence.
            if rest.trim() == "." {
                let span = Span { start: last.start, end: self.behind.end };
                ways.push(with_last(Edit { span, text: format!("{sign}{new}") }));
            }
            let end = if is_alone { self.behind.end } else { clause };
            // Half of a parenthesis is not taken out.
            if is_alone || !between.contains('(') {
                ways.push(with_last(removed(&Span { start: last.start, end })));
            }
        } else {
            ways.push(with_last(removed(&last)));
        }
        let id = entry.id.filter(|id| id.start < last.start);
        ways.extend(id.zip(ways.last().cloned()).map(|(id, mut way)| {
            way.push(Edit { span: Span::at(id.end as usize), text: ":".to_owned() });
            way.sort_by_key(|edit| edit.span.start);
            way
        }));
        ways
    }
}

/// The pairs of marks within a part of a register.
fn pairs(register: &Register<'_>, whole: Span) -> Vec<[Span; 2]> {
    let text = register.text(whole);
    let places: Vec<usize> = text.match_indices(STRUCK).map(|(at, _)| at).collect();
    let mark = |at: usize| whole.part(text, &text[at..at + STRUCK.len()]);
    places.chunks_exact(2).map(|pair| [mark(pair[0]), mark(pair[1])]).collect()
}
