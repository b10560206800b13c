//! The entries of a file, of whatever shape.

use super::comments::span_of_words;
use super::completion::{complete, join_words, take_level_before_id};
use super::explanations::{Explanations, explanations};
use super::group::EntryCertainty;
use super::headings::{self, DocumentParts, HeadingLeniency};
use super::keys_by_value::{drop_other_owners, take_keys};
use super::known_parts::KnownParts;
use super::labels::Labels;
use super::merge::join_rows;
use super::outline::Outline;
use super::profile::profile;
use super::refusals::Refusals;
use super::repetitions::{drop_indexes, drop_listed_again, drop_mentions, drop_references};
use super::shape_reader::ShapeReader;
use super::table_looks::repeated_headers;
use super::title_parts::take_struck;
use super::{details, index_list};
use crate::document::Document;
use crate::register::{Entry, EntryTable, Field, Form, Profile, Reading, Unread};
use crate::text::{Source, Span};
use crate::vocabulary::Vocabulary;

/// The entries of a file, and what was found with them.
pub(super) struct FoundEntries {
    pub(crate) parts: DocumentParts,
    pub(crate) profile: Profile,
    /// The tables whose rows are entries, or summarise entries.
    pub(crate) tables: Vec<EntryTable>,
    pub(crate) explanations: Explanations,
    /// Whether headings above most entries name what registers track.
    pub(crate) is_about: bool,
    /// What could be entries and was not taken for any.
    pub(crate) unread: Vec<Unread>,
}

impl FoundEntries {
    /// The entries of a file whose only shape is headings.
    fn of_headings(
        text: &str,
        mut parts: DocumentParts,
        profile: Profile,
        reading: Reading<'_>,
    ) -> Self {
        join_words(text, &mut parts.entries);
        for entry in &mut parts.entries {
            take_level_before_id(text, entry, reading.vocabulary);
            take_struck(text, entry, reading);
        }
        drop_other_owners(text, &mut parts.entries, reading.vocabulary);
        Self {
            parts,
            profile,
            tables: Vec::new(),
            explanations: Explanations::default(),
            is_about: false,
            unread: Vec::new(),
        }
    }
}

/// Looks for today's form first, and for other shapes where the file is not in it.
pub(super) fn find(
    source: &Source,
    document: &Document,
    reading: Reading<'_>,
    known: Option<&KnownParts>,
) -> FoundEntries {
    let text = source.text();
    let labels = Labels::new(text, document, reading.vocabulary).with_known(known);
    let strict = || headings::split(text, document, &labels, reading, HeadingLeniency::None);
    let parts = strict();
    let profile = profile(text, document, &parts.entries, reading.vocabulary);
    // A lone field below a heading may be a section's, such as the owner of its rows.
    let is_weak = parts.entries.iter().all(Entry::is_weak);
    if profile == Profile::BackendGap && !is_weak {
        return FoundEntries::of_headings(text, parts, profile, reading);
    }
    let mut other = other_shapes(source, document, &labels, reading, parts);
    if profile == Profile::Generic {
        // A register without entries is a new one of today's form.
        if other.parts.entries.is_empty() {
            other.profile = Profile::BackendGap;
        }
        return other;
    }
    let is_other = other.parts.entries.iter().any(|entry| entry.form != Form::Heading);
    if is_other { other } else { FoundEntries::of_headings(text, strict(), profile, reading) }
}

/// The entries of a file that is not in today's form: headings by their numbers, rows and items.
fn other_shapes<'a>(
    source: &'a Source,
    document: &'a Document,
    labels: &Labels<'a>,
    reading: Reading<'a>,
    strict: DocumentParts,
) -> FoundEntries {
    let text = source.text();
    let outline = Outline::of(text, document, reading).named_by(source.path(), reading.vocabulary);
    let refusals = Refusals::default();
    let refused = &refusals;
    let reader = ShapeReader { text, document, labels, outline: &outline, reading, refused };
    let mut parts = match &strict.entries[..] {
        [] => strict,
        _ => reader.headings(HeadingLeniency::Siblings(&outline)),
    };
    let mut groups = reader.groups(source, &mut parts);
    reader.refuse_ranks(&mut groups, &parts.entries);
    let headers = repeated_headers(text, &groups);
    let (mut identified, groups): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|group| group.certainty == EntryCertainty::Identified);
    let mut tables = Vec::new();
    details::take(text, &mut identified, &mut parts.entries);
    reader.merger().merge(identified, &mut parts.entries, &mut tables);
    // Beside rows and items with IDs, a heading with fields of one key only is a section.
    if parts.entries.iter().any(|entry| entry.form != Form::Heading && entry.id.is_some()) {
        parts.entries.retain(|entry| {
            entry.form != Form::Heading || entry.number.is_some() || !entry.is_weak()
        });
    }
    reader.add_likely(&mut parts, groups, &headers, &mut tables);
    drop_references(text, &mut parts.entries, reading);
    drop_listed_again(text, &mut parts.entries);
    index_list::join(text, document, &mut parts.entries);
    parts.entries.retain(|entry| !is_template(entry.heading.of(text)));
    for entry in parts.entries.iter_mut().filter(|entry| entry.form == Form::Heading) {
        inherit(document, &outline, entry);
    }
    complete(text, document, &mut parts.entries, &outline, reading);
    join_rows(text, &mut parts.entries);
    drop_indexes(text, document, &outline, &mut parts.entries, reading);
    drop_mentions(text, &mut parts.entries, reading);
    leave_out_comments(text, &mut parts.entries);
    take_keys(text, &mut parts.entries, &mut tables, reading.vocabulary);
    let explanations = explanations(text, document, &outline, &parts.entries, reading);
    let is_about = is_about(text, document, &outline, &parts.entries, reading.vocabulary);
    let unread = refusals.unread(text, &parts.entries, &tables);
    FoundEntries { parts, profile: Profile::Generic, tables, explanations, is_about, unread }
}

/// Takes the comments at the edges of titles and cells for no part of them.
fn leave_out_comments(text: &str, entries: &mut [Entry]) {
    let trim = |span: &mut Span| *span = span_of_words(text, *span);
    for entry in entries.iter_mut().filter(|entry| entry.form != Form::Heading) {
        trim(&mut entry.heading);
        trim(&mut entry.title);
        let is_row = matches!(entry.form, Form::Row(_));
        entry.fields.iter_mut().filter(|_| is_row).for_each(|field| trim(&mut field.value));
    }
}

/// Whether a heading says in angle brackets what is to be written there: `<short title>`.
fn is_template(heading: &str) -> bool {
    let inner = heading.trim().strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    inner.is_some_and(|inner| inner.contains(' ') && !inner.contains(['<', '>', '/', '=']))
}

/// Whether headings above most entries name what registers track, or their own names do.
fn is_about(
    text: &str,
    document: &Document,
    outline: &Outline,
    entries: &[Entry],
    words: &Vocabulary,
) -> bool {
    let has_subject = |entry: &&Entry| {
        let block = document.block_from(entry.span.start);
        let above = outline.above_heading(document, entry);
        above.unwrap_or_else(|| outline.context_above(block, u8::MAX)).has_subject
    };
    // `**Gap 1.** …` says so itself.
    let names_itself = |entry: &&Entry| {
        let start = entry.span.start as usize
            ..entry.number.map_or(entry.span.start, |it| it.start) as usize;
        let before = text[start].trim_matches(['*', '_', '#', ' ', '\u{a0}']);
        entry.form == Form::Item && words.is_subject(before)
    };
    let is_about = |entry: &&Entry| has_subject(entry) || names_itself(entry);
    entries.iter().filter(is_about).count() * 2 > entries.len()
}

/// Gives an entry that is a heading the state and the levels that the headings above it give.
pub(super) fn inherit(document: &Document, outline: &Outline, entry: &mut Entry) {
    let Some(above) = outline.above_heading(document, entry) else { return };
    for (key, value) in above.values {
        if entry.field(key).is_none() {
            entry.fields.push(Field::unlabelled(key, value));
        } else {
            entry.overruled.push((key, value));
        }
    }
}
