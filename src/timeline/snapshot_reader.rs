//! Reads the versions of one register into snapshots, and of each version only what is new.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use super::snapshot::{EntrySnapshot, EntrySnapshots, RegisterSnapshot};
use crate::register::{Entry, Form, Profile, Reading, Register};
use crate::text::Source;

/// Reads the versions of one register, in any order. An entry that several versions have alike is
/// read once and kept once.
#[derive(Debug, Default)]
pub struct SnapshotReader {
    last: Option<ReadVersion>,
}

/// A version that was read.
#[derive(Debug)]
struct ReadVersion {
    source: Source,
    snapshot: Arc<RegisterSnapshot>,
    /// The span of each entry; nothing if what an entry says may depend on the text around it.
    spans: Option<Vec<Range<usize>>>,
}

/// A snapshot, and the span of each of its entries.
type SpannedSnapshot = (RegisterSnapshot, Vec<Range<usize>>);

/// A part of a version, compared with the version that was read last.
enum Piece {
    /// An entry of the last version, by its place there.
    Old(usize),
    /// Any other text, by its span in the new version.
    New(Range<usize>),
}

/// If more entries than this are not found again, it is quicker to read everything.
const MOST_LOST: usize = 8;

impl SnapshotReader {
    /// A reader of the other versions of a register that was read, and the snapshot of that.
    pub(crate) fn of(register: &Register<'_>) -> (Self, Arc<RegisterSnapshot>) {
        let source = Source::new(register.source.path().clone(), register.source.text());
        let snapshot = Arc::new(RegisterSnapshot::of(register));
        let read = ReadVersion { source, snapshot: snapshot.clone(), spans: spans(register) };
        (Self { last: Some(read) }, snapshot)
    }

    /// The snapshot of a version; nothing if it cannot be read.
    pub fn read(&mut self, source: Source, reading: Reading<'_>) -> Option<Arc<RegisterSnapshot>> {
        let version = match &self.last {
            Some(last) if last.source.text() == source.text() => {
                return Some(last.snapshot.clone());
            }
            Some(last) => match last.next(&source, reading) {
                Some((snapshot, spans)) => {
                    ReadVersion { source, snapshot: Arc::new(snapshot), spans: Some(spans) }
                }
                None => ReadVersion::read(source, &last.snapshot.entries, reading)?,
            },
            None => ReadVersion::read(source, &[], reading)?,
        };
        Some(self.last.insert(version).snapshot.clone())
    }
}

impl ReadVersion {
    /// Reads all of a version. An entry that says the same as before shares the snapshot of before.
    fn read(source: Source, before: &[Arc<EntrySnapshot>], reading: Reading<'_>) -> Option<Self> {
        let register = Register::parse(&source, reading).ok()?;
        let mut snapshot = RegisterSnapshot::of(&register);
        let spans = spans(&register);
        let old: HashMap<&str, &Arc<EntrySnapshot>> =
            before.iter().map(|entry| (&*entry.name, entry)).collect();
        for entry in &mut snapshot.entries {
            if let Some(old) = old.get(&*entry.name).filter(|old| **old == entry) {
                *entry = Arc::clone(old);
            }
        }
        Some(Self { source, snapshot: Arc::new(snapshot), spans })
    }

    /// Reads the next version, if it is enough to read what is new in it.
    fn next(&self, source: &Source, reading: Reading<'_>) -> Option<SpannedSnapshot> {
        let pieces = self.pieces(source.text())?;
        let read = |has_old_entry| {
            let excerpt = Excerpt::of(source.text(), &pieces, self, has_old_entry)?;
            self.read_excerpt(source, &pieces, &excerpt, reading)
        };
        // Whether a heading without fields is an entry depends on the entries beside it: one that
        // is already known may have to be read again with it.
        read(false).or_else(|| read(true))
    }

    /// Reads an excerpt of the next version, and puts its entries between those that are known.
    fn read_excerpt(
        &self,
        source: &Source,
        pieces: &[Piece],
        excerpt: &Excerpt,
        reading: Reading<'_>,
    ) -> Option<SpannedSnapshot> {
        let text = Source::new(source.path().clone(), excerpt.text.as_str());
        let register = Register::parse(&text, reading).ok()?;
        let read = RegisterSnapshot::of(&register);
        let read_spans = spans(&register).filter(|_| read.language == self.snapshot.language)?;
        if !excerpt.has_old_entry
            && !read_spans.iter().map(|span| span.start).eq(excerpt.headings())
        {
            return None;
        }
        let mut read_entries = read_spans.into_iter().zip(read.entries).peekable();
        let (mut entries, mut spans) = (EntrySnapshots::new(), Vec::new());
        let mut at = 0;
        for (piece, taken) in pieces.iter().zip(&excerpt.taken) {
            let mut within = Vec::new();
            while let Some(entry) = read_entries.next_if(|(span, _)| span.start < taken.end) {
                within.push(entry);
            }
            if within.iter().any(|(span, _)| span.start < taken.start || span.end > taken.end) {
                return None;
            }
            match piece {
                Piece::Old(place) => {
                    let (old, span) =
                        (&self.snapshot.entries[*place], &self.spans.as_ref()?[*place]);
                    // If it was read again, it must say the same again.
                    if within.iter().any(|(_, again)| again != old) || within.len() > 1 {
                        return None;
                    }
                    entries.push(old.clone());
                    spans.push(at..at + span.len());
                    at += span.len();
                }
                Piece::New(range) => {
                    for (span, entry) in within {
                        let start = range.end - (taken.end - span.start);
                        spans.push(start..start + span.len());
                        entries.push(entry);
                    }
                    at = range.end;
                }
            }
        }
        Some((RegisterSnapshot { language: read.language, entries }, spans))
    }

    /// The next version in pieces: the entries of this version that it still has, and the text
    /// between them.
    fn pieces(&self, text: &str) -> Option<Vec<Piece>> {
        let old = self.source.text();
        let (mut pieces, mut at, mut lost) = (Vec::new(), 0, 0);
        let mut end_before = 0;
        for (place, span) in self.spans.as_ref()?.iter().enumerate() {
            let entry = &old[span.clone()];
            let between = &old[end_before..span.start];
            end_before = span.end;
            let Some(found) = find_entry(entry, between, &text[at..]) else {
                lost += 1;
                if lost > MOST_LOST {
                    return None;
                }
                continue;
            };
            let start = at + found;
            if !text[..start].ends_with('\n')
                || !ends_as_before(&text[start + entry.len()..], &old[span.end..], entry)
            {
                return None;
            }
            pieces.extend([Piece::New(at..start), Piece::Old(place)]);
            at = start + entry.len();
        }
        pieces.push(Piece::New(at..text.len()));
        Some(pieces)
    }
}

/// The offset of an entry in a text: behind the text that was in front of it, or elsewhere.
fn find_entry(entry: &str, in_front: &str, text: &str) -> Option<usize> {
    if text.strip_prefix(in_front).is_some_and(|rest| rest.starts_with(entry)) {
        return Some(in_front.len());
    }
    // A search for the whole entry takes longer than one for its first line.
    let heading = entry.lines().next().unwrap_or(entry).as_bytes();
    let mut places = memmem::find_iter(text.as_bytes(), heading);
    places.find(|&place| text.as_bytes()[place..].starts_with(entry.as_bytes()))
}

/// The parts of a version that must be read.
struct Excerpt {
    text: String,
    /// The span of each piece in the excerpt.
    taken: Vec<Range<usize>>,
    /// The level of the headings of entries.
    level: usize,
    /// Whether an entry of the last version is in it.
    has_old_entry: bool,
}

impl Excerpt {
    /// All new text, with the text before the first entry, so that it is read as in the whole
    /// version. An entry of the last version is put into it if `has_old_entry` asks for one, or if
    /// no entry is new. Nothing if a piece may change how the text behind it is read.
    fn of(text: &str, pieces: &[Piece], last: &ReadVersion, has_old_entry: bool) -> Option<Self> {
        let first_old = pieces.iter().position(|piece| matches!(piece, Piece::Old(_)))?;
        let Piece::Old(place) = pieces[first_old] else { return None };
        let spans = last.spans.as_ref()?;
        let entry = &last.source.text()[spans[place].clone()];
        let front = &last.source.text()[..spans.first()?.start];
        let has_heading = |piece: &Piece| match piece {
            Piece::New(range) => text[range.clone()].contains("\n#"),
            Piece::Old(_) => false,
        };
        let puts_entry = has_old_entry || !pieces[1..].iter().any(has_heading);
        let taken = Vec::with_capacity(pieces.len());
        let mut excerpt = Self { text: String::new(), taken, level: level(entry), has_old_entry };
        for (at, piece) in pieces.iter().enumerate() {
            let start = excerpt.text.len();
            match piece {
                Piece::Old(_) if at == first_old && puts_entry => excerpt.text.push_str(entry),
                Piece::Old(_) => {}
                // The rows of a table in front do not matter to entries that are headings.
                Piece::New(range) if at == 0 => {
                    excerpt.text.push_str(&without_rows(&text[range.clone()], front));
                }
                Piece::New(range) => excerpt.text.push_str(&text[range.clone()]),
            }
            if matches!(piece, Piece::New(_)) && may_affect_what_follows(&excerpt.text[start..]) {
                return None;
            }
            excerpt.taken.push(start..excerpt.text.len());
        }
        Some(excerpt)
    }

    /// The offsets of its headings, from the first one that may be of an entry.
    fn headings(&self) -> impl Iterator<Item = usize> {
        let lines = self.text.split_inclusive('\n').scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, level(line)))
        });
        let from = self.taken.first().map_or(0, |front| front.end);
        let headings = lines.filter(|(_, level)| *level > 0);
        let below = headings.skip_while(move |&(at, level)| at < from && level < self.level);
        below.map(|(at, _)| at)
    }
}

/// The spans of the entries, if each is a heading with an ID: what such an entry says does not
/// depend on the text around it.
fn spans(register: &Register<'_>) -> Option<Vec<Range<usize>>> {
    if register.profile != Profile::BackendGap {
        return None;
    }
    let text = register.source.text();
    let range = |entry: &Entry| {
        let range = entry.span.start as usize..entry.span.end as usize;
        let is_independent = entry.form == Form::Heading
            && entry.id.is_some()
            && text[range.clone()].starts_with('#')
            && !may_affect_what_follows(&text[range.clone()]);
        is_independent.then_some(range)
    };
    register.entries.iter().map(range).collect()
}

/// Whether an entry ends where it ended before: between it and the next heading of its level or
/// above, or the end of the text, there is nothing, or the same as before.
fn ends_as_before(rest: &str, before: &str, entry: &str) -> bool {
    let up_to_heading = |rest: &str| memmem::find(rest.as_bytes(), b"\n#").unwrap_or(rest.len());
    let (between, next) = rest.split_at(up_to_heading(rest));
    let is_high = next.is_empty() || (1..=level(entry)).contains(&level(&next[1..]));
    is_high && (between.trim().is_empty() || between == &before[..up_to_heading(before)])
}

/// The level of the heading that a text starts with.
fn level(text: &str) -> usize {
    text.bytes().take_while(|&byte| byte == b'#').count()
}

/// Whether a text may change how the text behind it is read.
fn may_affect_what_follows(text: &str) -> bool {
    let holds = |sign: &[u8]| memmem::find(text.as_bytes(), sign).is_some();
    if ![&b"```"[..], b"~~~", b"<", b"]:"].into_iter().any(holds) {
        return false;
    }
    // The open code fence, and its indentation.
    let mut open: Option<(&str, usize)> = None;
    for line in text.lines() {
        let inner = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - inner.len();
        match open {
            Some((fence, _)) if inner.trim_end() == fence => open = None,
            // In a list, a line that is indented less than the fence ends both.
            Some((_, from)) if indent < from && !inner.is_empty() => return true,
            None if inner.starts_with("```") || inner.starts_with("~~~") => {
                let mark = &inner[..1];
                let end = inner.len() - inner.trim_start_matches(mark).len();
                open = Some((&inner[..end], indent));
            }
            None if inner.starts_with("<!--") && inner.contains("-->") => {}
            None if inner.starts_with('<') || inner.contains("]:") => return true,
            _ => {}
        }
    }
    open.is_some()
}

/// A text without the rows of tables in front of the entries. Up to there it has the headings that
/// it had in `front`, the text of the last version in front of its entries.
fn without_rows(text: &str, front: &str) -> String {
    let is_heading = |line: &&str| level(line) > 0;
    let mut old = front.lines().filter(is_heading);
    let mut is_front = true;
    let mut is_kept = |line: &&str| {
        if is_heading(line) {
            is_front &= old.next() == Some(line.trim_end());
        }
        !(is_front && line.starts_with('|'))
    };
    text.split_inclusive('\n').filter(|line| is_kept(line)).collect()
}
