//! What the title of an entry holds beside its words: marks that strike it out and what stands behind
//! them, an ID behind the word for a gap, levels in parentheses, a letter for a number.

use std::collections::HashSet;

use super::short_values::{parentheses_at_end, single_value, tokens, values_of, values_of_line};
use super::{heading_text, odd_ids};
use crate::register::{Entry, Field, Form, Reading};
use crate::text::Span;
use crate::values::{is_of_number, is_quarter};
use crate::vocabulary::{Key, Vocabulary};

/// What may stand between the parts of a title.
const SEPARATORS: [char; 8] = [':', '：', '—', '–', '-', '·', '.', ' '];

/// A longer text in parentheses is a remark.
const LONGEST_REMARK: usize = 40;

/// Takes from the titles of headings and items what is no part of their words.
pub(super) fn take_parts(text: &str, entry: &mut Entry, reading: Reading<'_>) {
    if entry.form == Form::Heading {
        take_struck(text, entry, reading);
        take_ids(text, entry, reading);
        take_issue(text, entry);
    }
    take_slug(text, entry);
    if !matches!(entry.form, Form::Heading) {
        take_reference(text, entry);
        take_handle(text, entry);
        take_remark_of_account(text, entry);
    }
    take_levels(text, entry, reading.vocabulary);
}

/// `#12 Imports fail`: the ID is the number of an issue.
fn take_issue(text: &str, entry: &mut Entry) {
    let whole = entry.title.of(text);
    let Some(number) = issue_number(whole, whole.trim_start_matches('#')) else { return };
    let behind = &whole[number.len()..];
    let title = behind.trim_start().trim_start_matches(SEPARATORS);
    let is_apart = whole.starts_with('#') && behind.starts_with([' ', ':', '.']);
    if entry.id.is_none() && is_apart && !title.is_empty() {
        let id = entry.title.part(whole, number);
        entry.id = Some(id);
        entry.heading_id = Some(id);
        entry.title = entry.title.part(whole, title);
    }
}

/// The number of an issue that a text starts with, its sign included: `**#12** Imports fail`. `inner` is
/// the text from the number on.
pub(super) fn issue_number<'t>(whole: &'t str, inner: &'t str) -> Option<&'t str> {
    let before = &whole[..whole.len() - inner.len()];
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = before.ends_with('#') && digits > 0 && !inner[digits..].starts_with('.');
    let from = before.len().checked_sub(1)?;
    (is_number && before.matches('#').count() == 1).then(|| &whole[from..before.len() + digits])
}

/// `` `late-refunds`: Refunds are late ``: the ID is a short name of words with hyphens.
fn take_slug(text: &str, entry: &mut Entry) {
    let whole = entry.title.of(text);
    let Some((slug, rest)) = whole.strip_prefix('`').and_then(|it| it.split_once('`')) else {
        return;
    };
    let mut parts = slug.split('-');
    let is_word = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    let is_slug = parts.clone().count() > 1 && parts.all(is_word);
    let title = rest.trim_start().trim_start_matches(SEPARATORS);
    let is_apart = rest.trim_start().starts_with([':', '—', '–']);
    let is_free = entry.id.is_none() && entry.number.is_none();
    if is_free && is_slug && is_apart && title.contains(' ') {
        let id = entry.title.part(whole, slug);
        entry.id = Some(id);
        if entry.form == Form::Heading {
            entry.heading_id = Some(id);
        } else {
            entry.fields.insert(0, Field::unlabelled(Key::Id, id));
        }
        entry.title = entry.title.part(whole, title);
    }
}

/// `Imports fail (#12)`, `**Imports fail** ([#12](…/12))`: the ID is the number of an issue.
fn take_reference(text: &str, entry: &mut Entry) {
    if entry.id.is_some() {
        return;
    }
    let whole = entry.title.of(text);
    let within = last_remark(whole).and_then(|(title, inner)| Some((title, issue_in(inner)?)));
    if let Some((title, number)) = within {
        let id = entry.title.part(whole, number);
        entry.title = entry.title.part(whole, title);
        set_item_id(entry, id);
        return;
    }
    let behind = behind_title(text, entry);
    let first = behind.of(text).strip_prefix('(');
    let remark = first.and_then(|it| it.split_once(if it.starts_with('[') { "))" } else { ")" }));
    if let Some(number) = remark.and_then(|(inner, _)| issue_in(inner)) {
        set_item_id(entry, behind.part(behind.of(text), number));
    }
}

fn set_item_id(entry: &mut Entry, id: Span) {
    entry.id = Some(id);
    entry.fields.insert(0, Field::unlabelled(Key::Id, id));
}

/// The number of an issue that is all of a remark: `#12`, `[#12](…/12)`.
fn issue_in(remark: &str) -> Option<&str> {
    let inner =
        remark.strip_prefix('[').and_then(|it| it.split_once("](")).map_or(remark, |it| it.0);
    let digits = inner.strip_prefix('#')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(inner)
}

/// What is behind the title of an entry on its line, from the first sign or word on.
fn behind_title(text: &str, entry: &Entry) -> Span {
    let rest = Span { start: entry.title.end, end: entry.span.end.max(entry.title.end) };
    let line = rest.of(text).lines().next().unwrap_or_default();
    let words = line.trim_start_matches(['*', '_', ' ', ':', '.', '—', '–']).trim_end();
    rest.part(rest.of(text), words)
}

/// `Imports fail (GAP-12)`: the ID of a heading, where most have one there and no two the same.
pub(super) fn take_trailing_ids(text: &str, entries: &mut [Entry], reading: Reading<'_>) {
    let trailing = |entry: &Entry| {
        let whole = entry.title.of(text);
        let (title, inner) = last_remark(whole)?;
        let words = reading.vocabulary;
        let is_level = words.is_priority_word(inner) || words.is_severity_word(inner);
        let is_id = reading.id.matches(inner) && !is_level && !is_quarter(inner);
        let id = issue_in(inner).or(is_id.then_some(inner))?;
        let span = |part: &str| entry.title.part(whole, part);
        Some((span(title), span(id)))
    };
    let headings = entries.iter().filter(|entry| entry.form == Form::Heading);
    if headings.clone().any(|entry| entry.id.is_some()) {
        return;
    }
    let found: Vec<(Span, Span)> = headings.clone().filter_map(trailing).collect();
    let different: HashSet<&str> = found.iter().map(|(_, id)| id.of(text)).collect();
    if different.len() < found.len() || found.len() < 2 || found.len() * 2 < headings.count() {
        return;
    }
    for entry in entries.iter_mut().filter(|entry| entry.form == Form::Heading) {
        if let Some((title, id)) = trailing(entry) {
            entry.id = Some(id);
            entry.heading_id = Some(id);
            entry.title = title;
        }
    }
}

/// `Imports fail (@anna)`, `Imports fail — @anna`: who owns it.
fn take_handle(text: &str, entry: &mut Entry) {
    let whole = entry.title.of(text);
    let behind_dash = || [" — ", " – ", " - "].into_iter().find_map(|dash| whole.rsplit_once(dash));
    let Some((title, inner)) = last_remark(whole).or_else(behind_dash) else { return };
    let name = inner.strip_prefix('@').unwrap_or_default();
    if is_account(name) && entry.field(Key::Owner).is_none() {
        entry.fields.push(Field::unlabelled(Key::Owner, entry.title.part(whole, inner)));
        entry.title = entry.title.part(whole, title);
    }
}

fn is_account(name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    !name.is_empty() && name.chars().all(is_part)
}

/// `Imports fail (@anna, in May) !!`, `Imports fail. (@anna) waits for the vendor`: the only account of the line is at
/// the start of a remark.
fn take_remark_of_account(text: &str, entry: &mut Entry) {
    if entry.form != Form::Item || entry.field(Key::Owner).is_some() {
        return;
    }
    let rest = Span { start: entry.title.start, end: entry.span.end.max(entry.title.start) };
    let line = rest.of(text).lines().next().unwrap_or_default();
    let Some((before, behind)) = line.split_once("(@") else { return };
    let Some((remark, after)) = behind.split_once(')') else { return };
    let name = remark.split([',', ' ', ';', ':']).next().unwrap_or(remark);
    let is_only = !before.contains('@') && !remark.contains('@') && !after.contains('@');
    let name = name.trim_end_matches('.');
    if !is_only || !is_account(name) || before.trim().is_empty() {
        return;
    }
    let from = before.len() + 1;
    let owner = rest.part(rest.of(text), &line[from..=from + name.len()]);
    entry.fields.push(Field::unlabelled(Key::Owner, owner));
    // Signs behind the remark are no words of the title.
    let title = entry.title;
    let ends = !after.contains(char::is_alphanumeric);
    if ends && title.end > owner.end && title.start < owner.start {
        entry.title = title.part(title.of(text), before.trim_end());
    }
}

/// The words of a title, and what is in the parentheses at its end.
fn last_remark(title: &str) -> Option<(&str, &str)> {
    // The address of a link is in parentheses, too.
    let opening = if title.ends_with("))") { "([" } else { "(" };
    let at = title.rfind(opening)?;
    let inner = title[at + 1..].strip_suffix(')')?;
    let words = title[..at].trim_end();
    (!words.is_empty()).then_some((words, inner))
}

/// Takes the IDs that the usual pattern does not find.
pub(super) fn take_ids(text: &str, entry: &mut Entry, reading: Reading<'_>) {
    take_named_id(text, entry, reading);
    take_foreign_id(text, entry);
}

/// `~~1.1 Imports fail~~ RESOLVED`: the title is struck out, its state stands behind it.
pub(super) fn take_struck(text: &str, entry: &mut Entry, reading: Reading<'_>) {
    let title = entry.title;
    let whole = title.of(text);
    // In `~~G-1 — Imports fail~~`, the marks open before the ID.
    let line = text[..title.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let opens_before = text[line..title.start as usize].matches("~~").count() % 2 == 1;
    let struck = whole.strip_prefix("~~").or(opens_before.then_some(whole));
    let Some((inner, behind)) = struck.and_then(|it| it.split_once("~~")) else { return };
    let parsed = heading_text::parse(title.part(whole, inner), text, reading);
    if entry.id.is_none() {
        entry.id = parsed.id;
        entry.heading_id = parsed.id;
    }
    entry.number = entry.number.or(parsed.number);
    entry.title = parsed.rest;
    // The words of the heading end before the mark, as they start behind the one before the ID.
    let says_state = || state_behind(behind, reading.vocabulary).is_some();
    if opens_before && (behind.is_empty() || says_state()) {
        entry.heading.end = entry.title.end;
    }
    if entry.field(Key::Status).is_none() {
        let mark = whole.matches("~~").next().unwrap_or(whole);
        let state = state_behind(behind, reading.vocabulary);
        let state = title.part(whole, state.unwrap_or(mark));
        entry.fields.push(Field::unlabelled(Key::Status, state));
    }
}

/// The state behind a title that is struck out.
pub(super) fn state_behind_struck<'t>(title: &'t str, words: &Vocabulary) -> Option<&'t str> {
    let (_, behind) = title.strip_prefix("~~")?.split_once("~~")?;
    state_behind(behind, words)
}

/// The state behind struck words: a word for one, or a few words in capitals.
pub(super) fn state_behind<'t>(behind: &'t str, words: &Vocabulary) -> Option<&'t str> {
    const FEW_WORDS: usize = 4;
    let marks: &[char] = &['*', '_', ' ', ':', '—', '–', '-', '(', ')', '.', '✅', '→'];
    let behind = behind.trim_matches(marks);
    let ends = behind.match_indices(['.', ':', ';', '*', '(', '—', '–']);
    let mut ends = ends.filter(|&(at, sign)| sign != "." || !is_of_number(behind, at));
    let end = ends.next().map_or(behind.len(), |(at, _)| at);
    let first = behind[..end].trim_end();
    let is_state =
        words.status(first).or_else(|| words.leading_status(behind)).is_some() && !first.is_empty();
    let is_shout = first.split_whitespace().count() <= FEW_WORDS
        && first.chars().any(char::is_uppercase)
        && !first.chars().any(char::is_lowercase);
    (is_state || is_shout).then_some(first)
}

/// `Gap C-1 — Imports fail`: the ID behind the word for a gap.
fn take_named_id(text: &str, entry: &mut Entry, reading: Reading<'_>) {
    let whole = entry.title.of(text);
    if entry.id.is_some() || entry.number.is_some() {
        return;
    }
    let Some((word, rest)) = word_and_rest(whole) else { return };
    let words = reading.vocabulary;
    if !words.is_subject(word) && words.key(word) != Some(Key::Gap) {
        return;
    }
    let inner = rest.trim_start_matches('#');
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let id = reading.id.prefix(inner).or((digits > 0).then(|| &inner[..digits]));
    let Some(id) = id else { return };
    let behind = &inner[id.len()..];
    let title = behind.trim_start().trim_start_matches(SEPARATORS);
    if title.len() == behind.trim_start().len() || title.is_empty() {
        return;
    }
    let span = |part: &str| entry.title.part(whole, part);
    let (id, title) = (span(id), span(title));
    // `GAP 7: …`: the letters belong to the ID.
    let spaced = Span { end: id.end, ..entry.title };
    if odd_ids::spaced(spaced.of(text)).is_some() {
        set_heading_id(entry, spaced);
    } else if id.of(text).starts_with(|c: char| c.is_ascii_digit()) {
        entry.number = Some(id);
    } else {
        set_heading_id(entry, id);
    }
    if entry.id.is_some() && entry.heading.start == entry.title.start {
        entry.heading.start = title.start;
    }
    entry.title = title;
}

/// The first word of a title, and what is behind it; in scripts without blanks the number may be right behind it.
fn word_and_rest(title: &str) -> Option<(&str, &str)> {
    let digit = title.find(|c: char| c.is_ascii_digit());
    let joined = digit.map(|at| title.split_at(at)).filter(|(word, _)| {
        !word.is_empty() && word.chars().all(|c| c.is_alphabetic() && c >= '\u{2e80}')
    });
    joined.or_else(|| title.split_once([' ', '\u{a0}']))
}

fn set_heading_id(entry: &mut Entry, id: Span) {
    entry.id = Some(id);
    entry.heading_id = Some(id);
}

/// `ТД-1. …`: an ID in letters of another script.
fn take_foreign_id(text: &str, entry: &mut Entry) {
    const LONGEST: usize = 6;
    let whole = entry.title.of(text);
    let letters = whole.find(|c: char| !c.is_uppercase() || c.is_ascii()).unwrap_or(0);
    if entry.id.is_some() || !(1..=LONGEST).contains(&whole[..letters].chars().count()) {
        return;
    }
    let behind = whole[letters..].trim_start_matches('-');
    let rest = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let title = rest.trim_start_matches(SEPARATORS);
    if rest.len() == behind.len() || title.len() == rest.len() || title.is_empty() {
        return;
    }
    let id = entry.title.part(whole, &whole[..whole.len() - rest.len()]);
    entry.id = Some(id);
    entry.heading_id = Some(id);
    entry.title = entry.title.part(whole, title);
}

/// The levels in parentheses at an end of a title: `Imports fail (P1)`, `(P2, minor) Imports fail`.
fn take_levels(text: &str, entry: &mut Entry, words: &Vocabulary) {
    let whole = entry.title.of(text);
    let behind = || {
        let (title, inner) = parentheses_at_end(whole)?;
        Some((title.trim_end_matches(SEPARATORS), inner))
    };
    let before = || {
        let (inner, title) = whole.strip_prefix(['(', '（'])?.split_once([')', '）'])?;
        Some((title.trim_start_matches(SEPARATORS), inner))
    };
    let Some((title, inner)) = behind().or_else(before) else { return };
    let values = values_of(inner, words).or_else(|| values_of_line(inner, words));
    let values = values.filter(|_| inner.len() <= LONGEST_REMARK);
    let leading = || leading_level(inner, words).map(|level| vec![level]);
    let Some(values) = values.or_else(leading).filter(|_| !title.is_empty()) else { return };
    for (key, word) in values {
        entry.put_own(key, entry.title.part(whole, word));
    }
    entry.title = entry.title.part(whole, title);
}

/// The level that a remark starts with, before more words that name no other: `Low-Medium, waits for the vendor`.
pub(super) fn leading_level<'t>(remark: &'t str, words: &Vocabulary) -> Option<(Key, &'t str)> {
    let (level, behind) =
        remark.split_once([',', ';', '，', '；', '—', '–']).unwrap_or((remark, ""));
    let level = level.trim();
    // `Low-Medium` is a level between two.
    let mut ends = level.split(['-', '/', '–']).map(|end| single_value(end, words));
    let key = ends.next().flatten().filter(|key| *key != Key::Status)?;
    let is_other = tokens(behind).any(|word| single_value(word, words) == Some(key));
    (ends.all(|other| other == Some(key)) && !is_other).then_some((key, level))
}

/// Takes the letters that number headings for their numbers: `A. Imports fail`, `B. Exports fail`.
pub(super) fn take_letters(text: &str, entries: &mut [Entry]) {
    const SEVERAL: usize = 3;
    let letter = |entry: &Entry| {
        let whole = entry.title.of(text);
        let first = *whole.as_bytes().first().filter(|byte| byte.is_ascii_uppercase())?;
        let rest = whole[1..].strip_prefix(['.', ')'])?;
        let is_free = entry.form == Form::Heading && entry.id.is_none() && entry.number.is_none();
        (is_free && rest.starts_with(' ')).then_some(first)
    };
    let lettered: Vec<(usize, u8)> =
        entries.iter().enumerate().filter_map(|(at, it)| Some((at, letter(it)?))).collect();
    if lettered.len() < SEVERAL || !lettered.is_sorted_by(|one, next| one.1 < next.1) {
        return;
    }
    for (at, _) in lettered {
        let entry = &mut entries[at];
        let whole = entry.title.of(text);
        entry.number = Some(entry.title.part(whole, &whole[..1]));
        entry.title = entry.title.part(whole, whole[2..].trim_start());
    }
}
