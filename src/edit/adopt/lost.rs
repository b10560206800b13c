//! What the old register says and the adopted one does not: its lines are named.

use std::collections::HashSet;

use super::introductions::introduction;
use super::options::{AdoptOptions, Adoption, UnusedLine};
use crate::register::{Entry, Field, Form, Register, TriageTable};
use crate::text::{LineIndex, Source, Span, link_targets};
use crate::values::{Sla, day_of};
use crate::vocabulary::{Key, Vocabulary, fold};

/// A shorter word may be a part of a sign, and says little alone.
const SHORTEST_WORD: usize = 3;

/// The lines with an address or a word that is not in the adopted register, without those of entries that
/// are left out.
pub(super) fn lost_lines(
    register: &Register<'_>,
    adoption: &Adoption,
    options: AdoptOptions<'_>,
) -> Vec<UnusedLine> {
    let source = register.source;
    if register.entries.is_empty() && adoption.left_out > 0 {
        return Vec::new();
    }
    let new = adoption.source.text();
    let left_out = left_out(register, adoption);
    let words = &options.settings.vocabulary;
    let read = read_parts(register, words);
    let held = HeldWords::of(new, register.entries.is_empty());
    let addresses: HashSet<&str> = link_targets(new).into_iter().collect();
    let is_lost = |line: Span| {
        let says = source.slice(line);
        let is_address_lost =
            |target: &&str| !addresses.contains(*target) && !new.contains(*target);
        link_targets(says).iter().any(is_address_lost)
            || parts_around(line, &read).any(|part| held.lack(source.slice(part), words))
    };
    let index = LineIndex::new(source);
    let mut lost = Vec::new();
    for line in lines(source) {
        let mut around = parts_within(line, &left_out);
        let is_left_out = around.any(|span| line.contains(span) || span.contains(line));
        if !is_left_out && is_lost(line) {
            let number = index.position(line.start as usize).line;
            lost.push(UnusedLine { line: number, text: source.slice(line).trim().to_owned() });
        }
    }
    lost
}

fn lines(source: &Source) -> impl Iterator<Item = Span> + '_ {
    let mut at = source.body_start();
    std::iter::from_fn(move || {
        (at < source.text().len()).then(|| {
            let line = source.line_at(at);
            at = source.next_line(at).max(at + 1);
            line
        })
    })
}

/// What belongs to entries that are left out: they themselves, and what the headings above give them. In
/// order, none over another.
fn left_out(register: &Register<'_>, adoption: &Adoption) -> Vec<Span> {
    let entries = register.entries.iter().zip(&adoption.entries);
    let entries = entries.filter(|(_, new)| new.is_none()).map(|(entry, _)| entry);
    let parts = entries.flat_map(|entry| {
        let inherited = entry.fields.iter().map(|field| field.value);
        let inherited = inherited.chain(entry.area.iter().copied());
        std::iter::once(entry.span).chain(inherited)
    });
    joined_spans(parts.filter(|span| !span.is_empty()).collect())
}

/// The parts of a register that are read whole, so that today's form may have other words for them: labels,
/// states, levels, days and the triage table. In order, none over another.
fn read_parts(register: &Register<'_>, words: &Vocabulary) -> Vec<Span> {
    // A row without a section is an entry itself, in which words may be lost.
    let rows = || register.entries.iter().filter(|entry| matches!(entry.form, Form::Row(_)));
    let sums_up = |table: &&TriageTable| !rows().any(|row| table.span.contains(row.span));
    let tables = register.triage.iter().filter(sums_up);
    let mut read: Vec<Span> = tables.map(|table| table.span).collect();
    let columns = register.entry_tables.iter().flat_map(|table| &table.columns);
    read.extend(columns.filter(|column| column.key.is_some()).map(|column| column.span));
    for entry in &register.entries {
        for field in &entry.fields {
            read.extend(read_part(register, entry, field, words));
            read.extend(introduction(register, entry, field, words));
            read.extend(field.key.filter(|_| field.label != field.value).map(|_| {
                let label = register.text(field.label);
                field.label.part(label, label.split(['(', '（']).next().unwrap_or(label))
            }));
        }
    }
    joined_spans(read)
}

/// Spans in order, none over another.
fn joined_spans(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

/// The value of a field, where it is one of its key and nothing more.
fn read_part(
    register: &Register<'_>,
    entry: &Entry,
    field: &Field,
    words: &Vocabulary,
) -> Option<Span> {
    let span = register.bare_span(field.value);
    let text = register.text(span);
    let is_value = match field.key? {
        Key::Status => words.is_status_word(text),
        Key::Priority | Key::Severity => {
            words.is_priority_word(text) || words.is_severity_word(text)
        }
        Key::FirstSeen => day_of(text, words).is_some(),
        Key::Sla => Sla::parse(text, words).is_some(),
        _ => false,
    };
    let is_title = span == entry.title;
    (!is_title && (is_value || words.placeholder(text).is_some())).then_some(span)
}

/// The parts of a line around others, which are in order.
fn parts_around(line: Span, others: &[Span]) -> impl Iterator<Item = Span> + '_ {
    let mut at = line.start;
    parts_within(line, others).chain([Span::at(line.end as usize)]).filter_map(move |span| {
        let part = (span.start > at).then_some(Span { start: at, end: span.start });
        at = at.max(span.end);
        part
    })
}

/// Those of some spans, which are in order, that reach into a line.
fn parts_within(line: Span, others: &[Span]) -> impl Iterator<Item = Span> + '_ {
    let first = others.partition_point(|span| span.end <= line.start);
    others[first..].iter().take_while(move |span| span.start < line.end).copied()
}

/// The words of a text.
pub(super) struct HeldWords {
    words: HashSet<String>,
    /// What is in its code, without what is between the words: nearly always code is found here.
    codes: HashSet<String>,
    /// All of them without what is between them.
    joined: String,
    /// Whether words of the old text may be parted.
    may_be_parted: bool,
}

impl HeldWords {
    pub(super) fn of(text: &str, may_be_parted: bool) -> Self {
        let codes = codes(text).map(|code| joined(&fold(code))).collect();
        let text = fold(text);
        let words = parted(&text).map(str::to_owned).collect();
        Self { words, codes, joined: joined(&text), may_be_parted }
    }

    /// Whether a word of a text is not among them, or the code in it; states, levels and the words around them
    /// may be written otherwise.
    pub(super) fn lack(&self, text: &str, words: &Vocabulary) -> bool {
        let folded = fold(text);
        let is_code_lost = |code: &str| {
            let code = joined(&fold(code));
            !self.codes.contains(&code) && !self.joined.contains(&code)
        };
        let mut long = parted(&folded).filter(|word| word.chars().count() >= SHORTEST_WORD);
        codes(text).any(is_code_lost)
            || long.any(|word| {
                let is_joined = self.may_be_parted && self.joined.contains(word);
                !is_joined && !self.words.contains(word) && !is_of_form(word, words)
            })
    }
}

fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The letters and digits of a text.
fn joined(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn parted(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a word is one of those that say what a heading or a label is for, as each form has its own.
fn is_of_form(word: &str, words: &Vocabulary) -> bool {
    words.is_of_legend(word)
        || words.is_subject(word)
        || words.is_filler(word)
        || words.key(word).is_some()
        || words.section(word).is_some()
        || words.placeholder(word).is_some()
        || words.languages_of(word) != 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn a_word_that_is_nowhere_is_lost() {
        let words = Vocabulary::with(&UniqueMap::default());
        let held = HeldWords::of("### The Lamp\n\n- **Status:** Fixed", false);
        assert!(!held.lack("| the lamp | closed |", &words));
        assert!(!held.lack("## Open issues of", &words));
        assert!(held.lack("lamps", &words));
        assert!(held.lack("(QX-122/123)", &words));
        assert!(held.lack("`wip/lamp`", &words));
        assert!(!HeldWords::of("new lamp", true).lack("newlamp", &words));
    }

    #[test]
    fn a_line_has_parts_around_others() {
        let line = Span::new(10, 20);
        let others = [Span::new(2, 12), Span::new(14, 16), Span::new(18, 30)];
        let parts: Vec<Span> = parts_around(line, &others).collect();
        assert_eq!(parts, [Span::new(12, 14), Span::new(16, 18)]);
        assert_eq!(parts_around(line, &[]).collect::<Vec<Span>>(), [line]);
    }
}
