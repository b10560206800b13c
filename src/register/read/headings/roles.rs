//! Which headings are entries, by their IDs and fields.

use std::collections::HashSet;

use super::part::{HeadedPart, Role};
use crate::register::read::legend::is_legend;
use crate::register::{Field, Reading};
use crate::text::Span;
use crate::vocabulary::{Key, Section};

/// Marks the headings of some blocks as entries, and those within them.
pub(super) fn choose(
    text: &str,
    parts: &mut [HeadedPart],
    blocks: &HashSet<usize>,
    reading: Reading<'_>,
) {
    let mut inside: Option<u8> = None;
    for part in parts {
        inside = inside.filter(|&level| part.level > level);
        part.role = if inside.is_some() {
            Role::Within
        } else if blocks.contains(&part.block) && !explains(text, &part.fields, reading) {
            inside = Some(part.level);
            Role::Entry
        } else {
            Role::Other
        };
    }
}

/// Marks the headings that are entries: with two known fields, or one where none has two.
pub(super) fn assign_roles(text: &str, parts: &mut [HeadedPart], reading: Reading<'_>) {
    for least in [2, 1] {
        mark_entries(text, parts, least, reading);
        if parts.iter().any(|part| part.role == Role::Entry) {
            break;
        }
    }
    drop_asides(text, parts, reading);
}

/// Takes headings without ID and number below one that announces what is no entry for none, where there are
/// others: each of `Decisions` may have a state and an owner, too. Where several have a state in which gaps are,
/// the heading above them names a part of the product: `Usage`.
fn drop_asides(text: &str, parts: &mut [HeadedPart], reading: Reading<'_>) {
    const SEVERAL: usize = 2;
    let is_open = |part: &HeadedPart| {
        let mut states = part.fields.iter().filter(|field| field.key == Some(Key::Status));
        states.any(|field| {
            let state = reading.vocabulary.exact_status(field.value.of(text));
            matches!(state, Some("Open" | "In Progress"))
        })
    };
    let mut aside: Option<u8> = None;
    let mut above: Option<u8> = None;
    // The headings below each aside.
    let mut dropped: Vec<Vec<usize>> = Vec::new();
    let mut others = 0;
    for (at, part) in parts.iter().enumerate() {
        aside = aside.filter(|&level| part.level > level);
        above = above.filter(|&level| part.level > level);
        let is_bare = part.text.id.is_none() && part.text.number.is_none();
        let is_dropped = match part.role {
            Role::Entry if aside.is_some() && is_bare => {
                above = Some(part.level);
                true
            }
            Role::Within => above.is_some(),
            Role::Entry => {
                others += 1;
                false
            }
            Role::Other => {
                if aside.is_none() && part.is_aside(text, reading) {
                    aside = Some(part.level);
                    dropped.push(Vec::new());
                }
                false
            }
        };
        dropped.last_mut().filter(|_| is_dropped).into_iter().for_each(|all| all.push(at));
    }
    if others == 0 {
        return;
    }
    for all in dropped {
        if all.iter().filter(|&&at| is_open(&parts[at])).count() < SEVERAL {
            for at in all {
                parts[at].role = Role::Other;
            }
        }
    }
}

/// Marks each heading that is surely an entry, and the headings within it.
fn mark_entries(text: &str, parts: &mut [HeadedPart], least_fields: usize, reading: Reading<'_>) {
    let mut inside: Option<u8> = None;
    for at in 0..parts.len() {
        let part = &parts[at];
        inside = inside.filter(|&level| part.level > level);
        let is_named = part.text.id.is_some();
        let is_listed = part.fields.iter().any(|f| f.key == Some(Key::Id));
        let has_id = (is_named || is_listed) && !part.holds_cards;
        let is_entry = if inside.is_some() {
            // Only an ID of its own makes an entry of a sub-heading.
            (is_named && is_listed) || (has_id && distinct_keys(text, &part.fields) >= 2)
        } else {
            let is_enough = || distinct_keys(text, &part.fields) >= least_fields;
            has_id
                || keys_below(text, &parts[at..], reading)
                || is_enough() && !explains(text, &part.fields, reading)
        };
        let heading = part.text.rest.of(text);
        // `Routes` may be a section of the file, or the title of an entry.
        let section = || reading.vocabulary.section(heading);
        let is_section =
            || !is_named && section().is_some_and(|section| section != Section::Others);
        parts[at].role = if is_entry && !is_section() {
            inside = Some(part.level);
            Role::Entry
        } else if inside.is_some() {
            Role::Within
        } else {
            Role::Other
        };
    }
}

/// Whether a heading has its fields under sub-headings that are not entries themselves: `### 1.1 …` over
/// `#### Tracking` and `#### Problem`. It has a number, or the first of these is the label of what is wrong.
fn keys_below(text: &str, parts: &[HeadedPart], reading: Reading<'_>) -> bool {
    let Some((part, rest)) = parts.split_first() else { return false };
    let has_number = part.text.number.is_some_and(|number| number.of(text).contains('.'));
    if !has_number && !is_cut_up(text, part, rest, reading) {
        return false;
    }
    let has_handle = |part: &HeadedPart| {
        part.text.number.is_some() || part.text.id.is_some() || !part.text.area.is_empty()
    };
    let below = || rest.iter().take_while(|below| below.level > part.level);
    let fields = part.fields.iter().chain(below().flat_map(|below| &below.fields));
    let labels = || {
        let keys = below().filter_map(|below| label_key(text, below, reading));
        keys.filter(|key| key.belongs_to_entry())
    };
    let are_several = || labels().next().is_some_and(|first| labels().any(|other| other != first));
    !below().any(has_handle) && (distinct_keys(text, fields) >= 2 || are_several())
}

/// The key of a heading that is the label of a field: `### Workaround`.
fn label_key(text: &str, part: &HeadedPart, reading: Reading<'_>) -> Option<Key> {
    let heading = part.text.rest.of(text).trim_matches(['*', '_', ' ']);
    reading.vocabulary.key(heading)
}

/// Whether the first sub-heading of a heading is the label of what is wrong, and no other is called so: `Issue`,
/// `Problem`.
fn is_cut_up(text: &str, part: &HeadedPart, rest: &[HeadedPart], reading: Reading<'_>) -> bool {
    let key = |part: &HeadedPart| label_key(text, part, reading);
    let mut below = rest.iter().take_while(|below| below.level > part.level);
    let Some(first) = below.next() else { return false };
    let label = key(first).filter(|key| matches!(key, Key::Gap | Key::Symptom | Key::LikelyCause));
    label.is_some() && below.all(|other| key(other) != label)
}

/// Whether fields explain what their labels mean: each is parted from the next by a rule, all states and
/// levels are sentences, or the labels are states themselves.
fn explains(text: &str, fields: &[Field], reading: Reading<'_>) -> bool {
    const SEVERAL: usize = 2;
    if explain_states(text, fields, reading) {
        return true;
    }
    let is_rule = |line: &str| line.len() > 2 && line.bytes().all(|sign| b"-*_".contains(&sign));
    let is_parted = |pair: &[Field]| {
        let between =
            Span { start: pair[0].value.end, end: pair[1].span.start.max(pair[0].value.end) };
        between.of(text).lines().any(|line| is_rule(line.trim()))
    };
    let words = reading.vocabulary;
    let is_level = |field: &&Field| field.key.is_some_and(Key::is_state_or_level);
    let is_given = |field: &Field| {
        let value = field.value.of(text);
        words.status_at_start(value).is_some()
            || words.priority(value).or_else(|| words.severity(value)).is_some()
    };
    let mut levels = fields.iter().filter(is_level).peekable();
    let are_sentences = levels.clone().count() >= SEVERAL
        && levels.all(|field| is_legend(text, field, words) && !is_given(field));
    are_sentences || fields.len() >= SEVERAL && fields.windows(2).all(is_parted)
}

/// Whether fields explain states, and are no days of an entry: `Identified – we know what is wrong`.
fn explain_states(text: &str, fields: &[Field], reading: Reading<'_>) -> bool {
    const SEVERAL: usize = 2;
    const FEWEST_WORDS: usize = 3;
    let words = reading.vocabulary;
    let is_explained = |field: &Field| {
        let value = field.value.of(text);
        words.is_status_word(field.label.of(text))
            && value.split_whitespace().count() >= FEWEST_WORDS
            && !value.contains(|c: char| c.is_ascii_digit())
    };
    let mut known = fields.iter().filter(|field| field.key.is_some());
    known.clone().count() >= SEVERAL && known.all(is_explained)
}

fn distinct_keys<'f>(text: &str, fields: impl IntoIterator<Item = &'f Field>) -> usize {
    let is_level = |key: Key| matches!(key, Key::Status | Key::Priority | Key::Severity);
    // The value of a level is one word; a list explains what levels mean.
    let is_list = |value: &str| value.contains('\n') || value.starts_with("- ");
    let is_legend = |field: &Field, key| is_level(key) && is_list(field.value.of(text));
    let keys = fields.into_iter().filter_map(|field| {
        field.key.filter(|&key| key.belongs_to_entry() && !is_legend(field, key))
    });
    let mut keys: Vec<Key> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    keys.len()
}
