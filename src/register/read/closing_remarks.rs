//! What ends the lines of several entries, with the name of who owns them: `(in progress, Mia)`, `· Kadir ·
//! high`, `@lena`. A name at one end alone may be a word like any other.

use super::short_values::{
    PartValues, is_name, parentheses_at_end, single_value, split_outside, value_of,
};
use crate::register::{Entry, Field, Form, Reading};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

/// A longer remark is a text.
const LONGEST: usize = 60;

/// A state of more words is a sentence.
const MOST_WORDS: usize = 4;

/// What parts the values of a remark.
const SIGNS: [&str; 6] = [", ", "; ", " · ", " / ", "、", "，"];

/// What parts a name from the words in front of it.
const DASHES: [&str; 4] = [" · ", " — ", " – ", " | "];

/// The marks around a value.
const MARKS: [char; 5] = ['*', '_', '`', '~', ' '];

/// What the end of an entry's line says.
struct Remark {
    /// Where the words before it end.
    start: u32,
    values: Vec<(Key, Span)>,
    name: Option<Span>,
}

/// Takes the remarks at the ends of the entries' lines, where several have such.
pub(super) fn take(text: &str, entries: &mut [Entry], reading: Reading<'_>) {
    let words = reading.vocabulary;
    take_parentheses(text, entries, words);
    take_names(text, entries, words);
    take_urgencies(text, entries, words);
    take_handles(text, entries);
}

/// `(in progress, Mia)`, `(Mia, urgent)`: some have a value beside the name; the names of others are alone.
fn take_parentheses(text: &str, entries: &mut [Entry], words: &Vocabulary) {
    const FEW: usize = 2;
    const MANY: usize = 5;
    let all = entries.iter().filter(|entry| in_parentheses(text, entry).is_some()).count();
    let found: Vec<Option<Remark>> =
        entries.iter().map(|entry| values_in_parentheses(text, entry, words)).collect();
    let known = found.iter().flatten();
    let is_mixed =
        |it: &&Remark| it.name.is_some_and(|name| is_name(name.of(text))) && !it.values.is_empty();
    let mixed = known.clone().filter(is_mixed).count();
    let count = known.count();
    let is_habit = mixed >= FEW || (count >= MANY && count == all);
    if mixed == 0 || count < FEW || count * 2 < all {
        return;
    }
    for (entry, remark) in entries.iter_mut().zip(found) {
        match remark {
            Some(remark) if is_habit => remark.put(text, entry),
            // Beside a single value, the name may be that of a part of the product.
            Some(remark) => give(entry, remark.start, remark.values),
            None => {}
        }
    }
}

/// `Imports fail · Kadir · high`: the name before the values that end a line.
fn take_names(text: &str, entries: &mut [Entry], words: &Vocabulary) {
    let found = |entry: &Entry| {
        let whole = entry.title.of(text);
        let (at, sign) = DASHES.iter().filter_map(|it| Some((whole.rfind(it)?, *it))).max()?;
        let name = whole[at + sign.len()..].trim_matches(MARKS);
        let is_value = |field: &Field| {
            let (value, end) = (field.value, entry.title.end);
            let between = Span { start: end, end: value.start.max(end) };
            field.label == value
                && value.start >= end
                && between.of(text).trim_matches(MARKS).len() <= 3
        };
        let is_free = entry.form == Form::Item && entry.field(Key::Owner).is_none();
        let is_before_value = is_free && entry.fields.iter().any(is_value);
        let is_marked = whole.ends_with("**") && is_team(name);
        let is_owner = (is_name(name) || is_marked) && !words.is_status_word(name);
        (is_before_value && is_owner).then(|| Remark {
            start: entry.title.start + at as u32,
            values: Vec::new(),
            name: Some(entry.title.part(whole, name)),
        })
    };
    take_habit(text, entries, found);
}

/// `Imports fail !high`: the level is marked as one.
fn take_urgencies(text: &str, entries: &mut [Entry], words: &Vocabulary) {
    for entry in entries.iter_mut() {
        let line = single_line(text, entry);
        let whole = line.of(text);
        let Some((_, last)) = whole.rsplit_once(" !") else { continue };
        let Some(key) = single_value(last, words).filter(|key| key.is_level()) else {
            continue;
        };
        if entry.field(key).is_none() {
            let value = line.part(whole, last);
            Remark { start: value.start - 1, values: vec![(key, value)], name: None }
                .put(text, entry);
        }
    }
}

/// `Imports fail @lena`: an account ends the line.
fn take_handles(text: &str, entries: &mut [Entry]) {
    let found = |entry: &Entry| {
        let line = single_line(text, entry);
        let whole = line.of(text);
        let (_, last) = whole.rsplit_once(' ')?;
        let name = last.strip_prefix('@')?;
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let is_owner =
            !name.is_empty() && name.chars().all(is_name) && entry.field(Key::Owner).is_none();
        is_owner.then(|| {
            let name = line.part(whole, last);
            Remark { start: name.start, values: Vec::new(), name: Some(name) }
        })
    };
    take_habit(text, entries, found);
}

/// Takes what most entries have at their end.
fn take_habit(text: &str, entries: &mut [Entry], found: impl Fn(&Entry) -> Option<Remark>) {
    const SEVERAL: usize = 3;
    let found: Vec<Option<Remark>> = entries.iter().map(found).collect();
    let count = found.iter().flatten().count();
    if count < SEVERAL || count * 2 < entries.len() {
        return;
    }
    for (entry, remark) in entries.iter_mut().zip(found) {
        if let Some(remark) = remark {
            remark.put(text, entry);
        }
    }
}

/// The first line of an entry, from its title on, without a level that is marked behind it: `!high`.
fn single_line(text: &str, entry: &Entry) -> Span {
    if matches!(entry.form, Form::Row(_)) {
        return entry.title;
    }
    let whole = first_line(text, entry);
    let line = whole.of(text).lines().next().unwrap_or_default();
    let line = line.trim_end().trim_end_matches(['*', '_', '~', '.']);
    let is_level = |field: &&Field| whole.contains(field.value) && field.value.start > whole.start;
    let levels = [Key::Severity, Key::Priority].into_iter().filter_map(|key| entry.field(key));
    let marked = levels
        .filter(is_level)
        .filter_map(|it| line.strip_suffix(&*format!(" !{}", it.value.of(text))));
    let bare = marked.fold(line, |_, bare| bare);
    whole.part(whole.of(text), bare.trim_end())
}

/// The first line of an entry, from its title on; of an item, all lines of its first paragraph.
fn first_line(text: &str, entry: &Entry) -> Span {
    let rest = Span { start: entry.title.start, end: entry.span.end.max(entry.title.start) };
    let mut end = 0;
    for (at, line) in rest.of(text).split_inclusive('\n').enumerate() {
        let bare = line.trim();
        let is_new = bare.starts_with(['-', '*', '+', '|', '#', '>', '<'])
            || bare.starts_with(|c: char| c.is_ascii_digit());
        if at > 0 && (bare.is_empty() || is_new || entry.form == Form::Heading) {
            break;
        }
        end += line.len();
    }
    rest.part(rest.of(text), rest.of(text)[..end].trim_end())
}

/// The words in the parentheses that end the first line of an entry, and where those open.
fn in_parentheses(text: &str, entry: &Entry) -> Option<(u32, Span)> {
    if matches!(entry.form, Form::Row(_)) {
        return None;
    }
    let paragraph = first_line(text, entry);
    let first = paragraph.of(text).lines().next().unwrap_or_default().trim_end();
    let lines = [paragraph.part(paragraph.of(text), first), paragraph];
    lines.into_iter().find_map(|line| parentheses_of(text, line))
}

/// The words in the parentheses that end a line, and where those open.
fn parentheses_of(text: &str, line: Span) -> Option<(u32, Span)> {
    let whole = line.of(text);
    let (before, inner) = parentheses_at_end(whole.trim_end_matches(['.', ' ', '*', '_', '~']))?;
    let is_link = whole[..before.len()].ends_with(']') && whole[before.len()..].starts_with('(');
    let is_remark = !is_link && inner.len() <= LONGEST && !inner.contains(['(', '（', ')', '）']);
    let start = line.start + before.trim_end_matches(MARKS).len() as u32;
    (is_remark && start > line.start).then(|| (start, line.part(whole, inner)))
}

/// What the parentheses at the end of an entry's line say, if all of it is values and a name.
fn values_in_parentheses(text: &str, entry: &Entry, words: &Vocabulary) -> Option<Remark> {
    let (start, inner) = in_parentheses(text, entry)?;
    let whole = inner.of(text);
    let said = |part| {
        let is_state = || words.status(part).is_some() && part.split(' ').count() <= MOST_WORDS;
        value_of(part, words).or_else(|| is_state().then_some((Key::Status, part)))
    };
    let parts = split_outside(whole, &SIGNS).into_iter().map(|part| part.trim_matches(MARKS));
    let found = PartValues::of(parts, said, |part| is_name(part) || is_team(part))?;
    // A team beside a value: `(accounting, open)`; alone, it may be any word.
    let is_sure = found.name.is_none_or(|name| is_name(name) || !found.values.is_empty());
    let span = |part: &str| inner.part(whole, part);
    let values = found.values.into_iter().map(|(key, value)| (key, span(value))).collect();
    is_sure.then(|| Remark { start, values, name: found.name.map(span) })
}

/// Whether a text may be the name of a team, in small letters.
fn is_team(part: &str) -> bool {
    const MOST_WORDS: usize = 3;
    part.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'))
        && (1..=MOST_WORDS).contains(&part.split(' ').count())
}

impl Remark {
    /// Gives an entry the values, and takes them from its words.
    fn put(self, text: &str, entry: &mut Entry) {
        let Self { start, values, name } = self;
        let mut values = values;
        values.extend(name.map(|name| (Key::Owner, name)));
        let end = values.iter().map(|(_, value)| value.end).max().unwrap_or(start);
        let covers = |span: Span| span.start < start && span.end > start && span.end <= end + 6;
        let before = |span: Span| {
            let span = Span { start: span.start, end: start };
            span.part(span.of(text), span.of(text).trim_end_matches([' ', '*', '_', '.']))
        };
        for span in [&mut entry.title, &mut entry.heading] {
            if covers(*span) {
                *span = before(*span);
            }
        }
        for field in entry.fields.iter_mut().filter(|field| covers(field.value)) {
            let is_whole = field.label == field.value;
            field.value = before(field.value);
            field.label = if is_whole { field.value } else { field.label };
        }
        give(entry, start, values);
    }
}

/// Gives an entry the values of a remark that begins at a place.
fn give(entry: &mut Entry, start: u32, values: Vec<(Key, Span)>) {
    for (key, value) in values {
        // A state of which the remark is more: `Closed, Mia`.
        let is_within = |field: &Field| field.value.contains(value) && field.value.start > start;
        match entry.fields.iter_mut().find(|field| field.key == Some(key)) {
            Some(known) if is_within(known) => *known = Field::unlabelled(key, value),
            Some(_) => {}
            None => entry.fields.push(Field::unlabelled(key, value)),
        }
    }
}
