//! What entries of other forms than today's say in other places than fields under known names:
//! levels and states in headings, titles in fields, labels of several words.

use std::collections::{HashMap, HashSet};

use super::brackets::{take_brackets, take_mistyped};
use super::first_clause::first_clause;
use super::heading_text::without_ornament;
use super::item_states::box_of;
use super::outline::{self, Outline};
use super::own_levels::OwnLevels;
use super::short_values::{self, take_joined};
use super::sign_legend::is_sign;
use super::state_lines::take_state_line;
use super::strong::strong_name;
use super::title_parts::state_behind_struck;
use super::{closing_remarks, odd_ids, opening, title_parts};
use crate::document::{BlockKind, Document};
use crate::register::{Entry, Field, Form, Reading};
use crate::text::{Span, is_abbreviation};
use crate::values::parse_date;
use crate::vocabulary::{Key, Particle, Vocabulary};

/// Completes entries that are headings or items.
pub(super) fn complete(
    text: &str,
    document: &Document,
    entries: &mut [Entry],
    outline: &Outline,
    reading: Reading<'_>,
) {
    let words = reading.vocabulary;
    title_parts::take_trailing_ids(text, entries, reading);
    odd_ids::take_spaced_ids(text, entries);
    odd_ids::take_leading_spaced_ids(text, entries);
    // A single `/` shows nothing.
    let signs = signs_of_paths(text, entries, 2);
    let has_bracket = |entry: &Entry| entry.title.of(text).starts_with('[');
    let own = entries.iter().any(has_bracket).then(|| OwnLevels::of(text, document, words));
    let own = own.unwrap_or_default();
    for entry in entries.iter_mut().filter(|entry| !matches!(entry.form, Form::Row(_))) {
        take_level_of_risk(text, entry, words);
        take_long_labels(text, entry, words);
        take_state_of_review(text, entry, words);
        take_box_of_state(text, document, entry, words);
        take_states_in_labels(text, entry, words);
        take_state_line(text, entry, words);
        take_joined(text, entry, words);
        end_before_stop(text, entry);
        if entry.form == Form::Heading {
            take_last_step(text, entry, words);
            if path_sign(text, entry).is_none_or(|sign| !signs.contains(sign)) {
                join_path(entry);
            }
            title_parts::take_ids(text, entry, reading);
            take_sign(text, document, entry, outline.signs(), words);
            take_level_before_id(text, entry, words);
        }
        take_brackets(text, entry, (words, &own));
        // The summary in HTML above an entry is its heading.
        if text[entry.span.start as usize..].starts_with('<') {
            take_values(text, entry, words);
        }
        if entry.form == Form::Heading {
            take_kind_and_level(text, entry, words);
            take_values(text, entry, words);
            opening::take_opening(text, document, entry, words);
        }
        title_parts::take_parts(text, entry, reading);
        take_title(text, entry);
    }
    take_mistyped(text, entries, words);
    closing_remarks::take(text, entries, reading);
    title_parts::take_letters(text, entries);
    take_levels_of_ids(text, entries, words);
}

/// Ends the name of an owner before the full stop of its line: `Owner: Ann.`
fn end_before_stop(text: &str, entry: &mut Entry) {
    const MOST_WORDS: usize = 3;
    for field in entry.fields.iter_mut().filter(|field| field.key == Some(Key::Owner)) {
        let whole = field.value.of(text);
        let Some(name) = whole.strip_suffix('.') else { continue };
        let last = name.rsplit(' ').next().unwrap_or(name);
        if name.split(' ').count() <= MOST_WORDS && !is_abbreviation(last) && !last.is_empty() {
            let value = field.value.part(whole, name);
            if field.label == field.value {
                *field = Field::unlabelled(Key::Owner, value);
            } else {
                field.value = value;
            }
        }
    }
}

/// Takes the levels that are parts of IDs: `GL-P0-2`.
fn take_levels_of_ids(text: &str, entries: &mut [Entry], words: &Vocabulary) {
    let level = |entry: &Entry| {
        let id = entry.id?;
        let whole = id.of(text);
        let mut parts = whole.split('-').skip(1);
        let part = parts.find(|part| part.starts_with('P') && words.is_priority_word(part))?;
        Some(id.part(whole, part))
    };
    for entry in entries {
        if entry.field(Key::Priority).is_none()
            && entry.field(Key::Severity).is_none()
            && let Some(level) = level(entry)
        {
            entry.fields.push(Field::unlabelled(Key::Priority, level));
        }
    }
}

/// Makes one title of each heading of today's form in which `/` or `>` is a word, as most headings do not
/// have that sign.
pub(super) fn join_words(text: &str, entries: &mut [Entry]) {
    let signs = signs_of_paths(text, entries, 1);
    for entry in entries {
        if path_sign(text, entry).is_some_and(|sign| sign.is_ascii() && !signs.contains(sign)) {
            join_path(entry);
        }
    }
}

/// The signs by which most headings are menu paths: `→` in `Login → Reset`. In a title, a sign may be a
/// word like any other.
fn signs_of_paths<'t>(text: &'t str, entries: &[Entry], fewest: usize) -> HashSet<&'t str> {
    const MOST_WORDS: usize = 3;
    let headings = entries.iter().filter(|entry| entry.form == Form::Heading);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for sign in headings.clone().filter_map(|entry| path_sign(text, entry)) {
        *counts.entry(sign).or_default() += 1;
    }
    let all = headings.clone().count();
    // The steps of a path are short names, what is before a next step is a sentence.
    let is_sentence = |entry: &&Entry| {
        entry.area.first().is_some_and(|it| it.of(text).split_whitespace().count() > MOST_WORDS)
    };
    let sentences = headings.filter(is_sentence).count();
    let is_habit = |(sign, count): &(&str, usize)| {
        count * 10 >= all * 6 && (*count >= fewest || !sign.is_ascii()) && sentences * 2 < *count
    };
    counts.into_iter().filter(is_habit).map(|(sign, _)| sign).collect()
}

/// The sign in front of the title in a heading that is a menu path.
fn path_sign<'t>(text: &'t str, entry: &Entry) -> Option<&'t str> {
    let step = entry.area.last()?;
    Some(Span { start: step.end, end: entry.title.start.max(step.end) }.of(text).trim())
}

/// Takes the state behind the arrow of a heading: `Imports fail → fixed (in May)`.
fn take_last_step(text: &str, entry: &mut Entry, words: &Vocabulary) {
    let is_arrow = path_sign(text, entry).is_some_and(|sign| !sign.is_ascii());
    if is_arrow && words.status(entry.title.of(text)).is_some() {
        let state = entry.title;
        if entry.field(Key::Status).is_none() {
            entry.fields.push(Field::unlabelled(Key::Status, state));
        }
        entry.title = entry.area.pop().unwrap_or(state);
    }
}

/// Makes one title of a heading that holds a `/` or an arrow as words do.
fn join_path(entry: &mut Entry) {
    if !entry.area.is_empty() {
        entry.area.clear();
        entry.title = Span { start: entry.heading.start, end: entry.title.end };
    }
}

/// Takes the level of a field such as `Risk: Low — nothing reads it`.
fn take_level_of_risk(text: &str, entry: &mut Entry, words: &Vocabulary) {
    if entry.field(Key::Severity).is_some() {
        return;
    }
    let is_of_risk = |word: &str| matches!(words.key(word), Some(Key::Gap | Key::Impact));
    let may_hold = |field: &Field| match field.key {
        // `Clinical risk`, `Riesgo clínico`
        None => {
            let label = field.label.of(text);
            let is_short = label.split(' ').count() <= 3 && !label.contains('/');
            let ends = [label.split(' ').next(), label.split(' ').next_back()];
            is_short && ends.into_iter().flatten().any(is_of_risk)
        }
        key => matches!(key, Some(Key::Gap | Key::Impact)),
    };
    let is_level = |field: &Field| words.severity(field.value.of(text)).is_some();
    if let Some(field) = entry.fields.iter_mut().find(|field| may_hold(field) && is_level(field)) {
        field.key = Some(Key::Severity);
    }
}

/// Takes labels of several words of which one is known: `Owner wave`, `Overall severity`.
fn take_long_labels(text: &str, entry: &mut Entry, words: &Vocabulary) {
    const MOST_WORDS: usize = 3;
    let ends_in = [Key::Status, Key::Priority, Key::Severity, Key::Owner];
    let mut known: Vec<Key> = entry.fields.iter().filter_map(|field| field.key).collect();
    for field in entry.fields.iter_mut().filter(|field| field.key.is_none()) {
        let label = field.label.of(text);
        let parts: Vec<&str> = label.split_whitespace().collect();
        // `SLA / Owner` is two labels.
        if label.contains('/') || !(2..=MOST_WORDS).contains(&parts.len()) {
            continue;
        }
        let last = parts.last().and_then(|word| words.key(word));
        let first = parts.first().and_then(|word| words.key(word));
        let key = last.filter(|key| ends_in.contains(key));
        let key = key.or(first.filter(|key| *key == Key::Owner));
        // `Actual state: No database.` is a sentence.
        let value = field.value.of(text);
        let is_state = || words.status_at_start(value).is_some();
        let key = key.filter(|key| *key != Key::Status || is_state());
        if let Some(key) = key.filter(|key| !known.contains(key)) {
            field.key = Some(key);
            known.push(key);
        }
    }
}

/// Takes the state of a field that has days elsewhere: `Stand: offen` beside `Stand: 2026-05-01`.
fn take_state_of_review(text: &str, entry: &mut Entry, words: &Vocabulary) {
    if entry.field(Key::Status).is_some() {
        return;
    }
    let is_state = |field: &&mut Field| {
        field.key == Some(Key::LastReviewed) && words.status(field.value.of(text)).is_some()
    };
    if let Some(field) = entry.fields.iter_mut().find(is_state) {
        field.key = Some(Key::Status);
    }
}

/// Takes a state that stands where labels do: `**RESOLVED (2026-04-27):** the parser …`.
fn take_states_in_labels(text: &str, entry: &mut Entry, words: &Vocabulary) {
    // The state behind a title that is struck out counts more.
    let title = entry.title.of(text);
    if entry.field(Key::Status).is_some() || state_behind_struck(title, words).is_some() {
        return;
    }
    let is_state = |field: &&Field| {
        matches!(field.key, None | Some(Key::ClosureNote))
            && words.status(field.label.of(text)).is_some()
            && !words.is_tracking(field.label.of(text))
            && !words.names_place(field.label.of(text))
            && !denies(field.value.of(text), words)
    };
    if let Some(label) = entry.fields.iter().rfind(is_state).map(|field| field.label) {
        entry.fields.push(Field::unlabelled(Key::Status, label));
    }
}

/// Takes the state of a heading from a box below it that says when it is repaired: `- [ ] **Resolved** (date: )`.
fn take_box_of_state(text: &str, document: &Document, entry: &mut Entry, words: &Vocabulary) {
    if entry.form != Form::Heading || entry.field(Key::Status).is_some() {
        return;
    }
    let first = document.block_from(entry.span.start);
    let blocks = &document.blocks[first..];
    let within = blocks.windows(2).take_while(|pair| pair[0].span.start < entry.span.end);
    let mut found = within.filter_map(|pair| {
        let (item, lead) = (&pair[0], &pair[1]);
        let BlockKind::Item(Some(is_done)) = item.kind else { return None };
        let name = strong_name(text, document, lead).unwrap_or(lead.content);
        let is_state = words.says_repaired(name.of(text)) && item.depth == 1;
        let tick = box_of(text, item, lead)?;
        is_state.then_some((item.span, if is_done { name } else { tick }))
    });
    if let (Some((item, state)), None) = (found.next(), found.next()) {
        entry.fields.retain(|field| !item.contains(field.span));
        entry.fields.push(Field::unlabelled(Key::Status, state));
    }
}

/// Whether an answer says that something is not so: `**Fixed:** no`, `**Fixed:** not yet`.
fn denies(answer: &str, words: &Vocabulary) -> bool {
    let first = answer.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    let is_no = |first: &str| words.particle(first) == Some(Particle::Denial);
    first.is_some_and(is_no) || words.placeholder(answer).is_some() || words.is_limited(answer)
}

/// Takes the level or state that a sign before the words of a heading or behind them gives: `🔴 Imports fail`,
/// `Imports fail ☑`.
fn take_sign(
    text: &str,
    document: &Document,
    entry: &mut Entry,
    signs: &[Field],
    words: &Vocabulary,
) {
    let block = document.block_from(entry.span.start);
    let heading = document.blocks.get(block);
    let Some(heading) = heading.filter(|it| matches!(it.kind, BlockKind::Heading(_))) else {
        return;
    };
    let whole = heading.content.of(text);
    let before = &whole[..whole.len() - without_ornament(whole).len()];
    let sign = before.trim();
    // Above boxes that are all empty, a tick is an ornament.
    let is_ornament = || words.says_repaired(sign) && are_boxes_open(document, block, entry);
    if let Some(key) = key_of_sign(sign, text, signs, words)
        && entry.field(key).is_none()
        && !is_ornament()
    {
        entry.fields.push(Field::unlabelled(key, heading.content.part(whole, sign)));
    }
    if entry.field(Key::Status).is_none()
        && let Some((title, state)) = signed_state(entry.title.of(text), text, signs, words)
    {
        let whole = entry.title.of(text);
        entry.fields.push(Field::unlabelled(Key::Status, entry.title.part(whole, state)));
        entry.title = entry.title.part(whole, title);
    }
    let whole = entry.title.of(text);
    let behind = whole.rsplit_once(' ').filter(|(_, sign)| is_sign(sign));
    if let Some((title, sign)) = behind
        && let Some(key) = key_of_sign(sign, text, signs, words)
        && entry.field(key).is_none()
    {
        entry.fields.push(Field::unlabelled(key, entry.title.part(whole, sign)));
        entry.title = entry.title.part(whole, title.trim_end_matches(['·', '|', '—', '–', ' ']));
    }
}

/// The words of a title before a sign for a state, and that sign with the state in words behind it: `Imports fail
/// ✅ **RESOLVED in 2.0**`.
fn signed_state<'t>(
    title: &'t str,
    text: &str,
    signs: &[Field],
    words: &Vocabulary,
) -> Option<(&'t str, &'t str)> {
    const MOST_WORDS: usize = 4;
    let mut blanks = title.match_indices(' ').map(|(at, _)| at);
    let at = blanks.find(|&at| title[at + 1..].split(' ').next().is_some_and(is_sign))?;
    let (before, state) = (title[..at].trim_end(), &title[at + 1..]);
    let (sign, behind) = state.split_once(' ')?;
    let behind = behind.trim_matches(['*', '_', ' ']);
    let is_state = words.status_at_start(behind).is_some();
    let is_short = behind.split_whitespace().count() <= MOST_WORDS;
    // `⚠️ OPEN`: the word says the state, whatever the sign is.
    let is_of_state = key_of_sign(sign, text, signs, words) == Some(Key::Status)
        || words.status_word_alone(behind).is_some();
    let before = before.trim_end_matches(['·', '|', '—', '–', ' ']);
    (is_of_state && is_state && is_short && !before.is_empty()).then_some((before, state))
}

/// Whether there are boxes within the entry at a block, and all are empty.
fn are_boxes_open(document: &Document, block: usize, entry: &Entry) -> bool {
    let within = document.blocks[block..].iter().take_while(|it| it.span.start < entry.span.end);
    let mut boxes = within
        .filter_map(|block| match block.kind {
            BlockKind::Item(is_done) => is_done,
            _ => None,
        })
        .peekable();
    boxes.peek().is_some() && boxes.all(|is_done| !is_done)
}

/// The key of whose values a sign is one, as the file explains it, or as it is known.
fn key_of_sign(sign: &str, text: &str, signs: &[Field], words: &Vocabulary) -> Option<Key> {
    let explained = outline::key_of_sign(sign, text, signs, words)
        .filter(|key| *key != Key::Status || outline::are_states(text, signs, words));
    let known = || {
        let is_level = words.is_severity_word(sign);
        let key = if is_level { Key::Severity } else { Key::Status };
        (is_level || words.is_status_word(sign)).then_some(key)
    };
    explained.or_else(known).filter(|_| !sign.is_empty())
}

/// Takes the level before the ID of a heading: `[P1] G-004: Imports fail`.
pub(super) fn take_level_before_id(text: &str, entry: &mut Entry, words: &Vocabulary) {
    let Some(id) = entry.heading_id else { return };
    let line = text[..id.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let before = Span::new(line, id.start as usize);
    let word = before.of(text).trim_matches(|c: char| !c.is_alphanumeric());
    let key = short_values::single_value(word, words).filter(|key| key.is_level());
    if let Some(key) = key.filter(|key| entry.field(*key).is_none()) {
        entry.fields.push(Field::unlabelled(key, before.part(before.of(text), word)));
    }
}

/// Takes the levels and the state that are parts of a heading: `P1: Imports fail — closed`.
fn take_values(text: &str, entry: &mut Entry, words: &Vocabulary) {
    let whole = entry.title.of(text);
    let parts = short_values::parts(whole);
    let is_value = |part: &&&str| short_values::values_of(part, words).is_some();
    let mut before = parts.iter().take_while(is_value).count();
    if before == 0 && parts.len() > 1 && is_dated_state(parts[0]) {
        before = 1;
        let span = entry.title.part(whole, parts[0]);
        if entry.field(Key::Status).is_none() {
            entry.fields.push(Field::unlabelled(Key::Status, span));
        }
    }
    let behind = parts[before..].iter().rev().take_while(is_value).count();
    let middle = &parts[before..parts.len() - behind];
    let [first, .., last] = middle else {
        let [only] = middle else { return };
        return set_parts(text, entry, &parts, (only, only), words);
    };
    set_parts(text, entry, &parts, (first, last), words);
}

/// Takes the level that is behind the kind of a gap at the end of a heading: `Imports fail · SECURITY, HIGH`.
fn take_kind_and_level(text: &str, entry: &mut Entry, words: &Vocabulary) {
    const LONGEST: usize = 40;
    let whole = entry.title.of(text);
    let Some((title, tail)) = [" · ", " | "].into_iter().find_map(|sign| whole.rsplit_once(sign))
    else {
        return;
    };
    let Some((_, level)) = tail.rsplit_once(", ").filter(|_| tail.len() <= LONGEST) else { return };
    let level = title_parts::leading_level(level, words);
    if let Some((key, level)) = level.filter(|_| !title.trim().is_empty()) {
        entry.put_own(key, entry.title.part(whole, level));
        entry.title = entry.title.part(whole, title.trim_end());
    }
}

/// Whether the first part of a heading is a state with its day: `Narrowed on 2026-08-17`.
fn is_dated_state(part: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let words = part.split_whitespace().count();
    (2..=MOST_WORDS).contains(&words)
        && part.starts_with(char::is_alphabetic)
        && part.split_whitespace().any(|word| parse_date(word).is_some())
}

/// Makes the words from one part of a heading to another its title, and values of those around.
fn set_parts(
    text: &str,
    entry: &mut Entry,
    parts: &[&str],
    (first, last): (&str, &str),
    words: &Vocabulary,
) {
    let whole = entry.title;
    let span = |part: &str| whole.part(whole.of(text), part);
    let title = Span { start: span(first).start, end: span(last).end };
    for part in parts.iter().filter(|part| !title.contains(span(part))) {
        for (key, word) in short_values::values_of(part, words).into_iter().flatten() {
            entry.put_own(key, span(word));
        }
    }
    entry.title = title;
}

/// Takes the title from a field where the heading is an ID and nothing else.
fn take_title(text: &str, entry: &mut Entry) {
    if !entry.title.of(text).trim().is_empty() {
        return;
    }
    let named = [Key::Gap, Key::Symptom].into_iter().find_map(|key| entry.field(key));
    if let Some(title) = named.map(|field| first_clause(text, field.value)) {
        entry.title = title;
    }
}
