//! Version after version of one register, each entry read once for as long as it says the same.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use super::{Picture, Seen, Stage};
use crate::register::{Form, Profile, Reading, Register};
use crate::text::Source;

/// The versions of one register, read in whatever order they come.
#[derive(Debug, Default)]
pub struct Album {
    last: Option<Leaf>,
}

/// A version, and where its entries stand.
#[derive(Debug)]
struct Leaf {
    source: Source,
    seen: Arc<Seen>,
    /// The span of each entry, where an entry says what it says wherever it stands.
    spans: Option<Vec<Range<usize>>>,
}

/// A part of a text.
enum Piece {
    /// An entry of the version before, by its place there.
    Known(usize),
    /// What was not there before.
    Fresh(Range<usize>),
}

/// When so many entries are not where they were, it is quicker to read all.
const MANY: usize = 8;

impl Album {
    /// What a version says; nothing where it cannot be read.
    pub fn read(&mut self, source: Source, reading: Reading<'_>) -> Option<Arc<Seen>> {
        let leaf = match &self.last {
            Some(last) if last.source.text() == source.text() => return Some(last.seen.clone()),
            Some(last) => match last.next(&source, reading) {
                Some((seen, spans)) => Leaf { source, seen: Arc::new(seen), spans: Some(spans) },
                None => Leaf::read(source, &last.seen.picture, reading)?,
            },
            None => Leaf::read(source, &[], reading)?,
        };
        Some(self.last.insert(leaf).seen.clone())
    }
}

impl Leaf {
    /// Reads all of a version; what an entry said before is kept once.
    fn read(source: Source, before: &[Arc<Stage>], reading: Reading<'_>) -> Option<Self> {
        let register = Register::read(&source, reading).ok()?;
        let mut seen = Seen::of(&register);
        let spans = spans(&register);
        let known: HashMap<&str, &Arc<Stage>> =
            before.iter().map(|stage| (&*stage.name, stage)).collect();
        for stage in &mut seen.picture {
            if let Some(known) = known.get(&*stage.name).filter(|known| **known == stage) {
                *stage = Arc::clone(known);
            }
        }
        Some(Self { source, seen: Arc::new(seen), spans })
    }

    /// What the next version says, where it can be told by reading what is new in it.
    fn next(&self, source: &Source, reading: Reading<'_>) -> Option<(Seen, Vec<Range<usize>>)> {
        let pieces = self.pieces(source.text())?;
        // Whether a heading without fields is an entry, its neighbours tell.
        let read = |is_anchored| self.read_new(source, &pieces, reading, is_anchored);
        read(false).or_else(|| read(true))
    }

    fn read_new(
        &self,
        source: &Source,
        pieces: &[Piece],
        reading: Reading<'_>,
        is_anchored: bool,
    ) -> Option<(Seen, Vec<Range<usize>>)> {
        let extract = Extract::of(source.text(), pieces, self, is_anchored)?;
        let excerpt = Source::new(source.path().clone(), extract.text.as_str());
        let register = Register::read(&excerpt, reading).ok()?;
        let language = Arc::from(&*register.language);
        let read = spans(&register).filter(|_| language == self.seen.language)?;
        if !is_anchored && !read.iter().map(|span| span.start).eq(extract.headings()) {
            return None;
        }
        let stages = super::picture(&register);
        let mut fresh = read.into_iter().zip(stages).peekable();
        let (mut picture, mut spans) = (Picture::new(), Vec::new());
        let mut at = 0;
        for (piece, taken) in pieces.iter().zip(&extract.taken) {
            let is_within =
                |span: &Range<usize>| span.start >= taken.start && span.end <= taken.end;
            let mut here = Vec::new();
            while let Some(entry) = fresh.next_if(|(span, _)| span.start < taken.end) {
                here.push(entry);
            }
            if !here.iter().all(|(span, _)| is_within(span)) {
                return None;
            }
            match piece {
                Piece::Known(place) => {
                    let (stage, span) = (&self.seen.picture[*place], &self.spans.as_ref()?[*place]);
                    // The one that was read again must say what it said.
                    if here.iter().any(|(_, again)| again != stage) || here.len() > 1 {
                        return None;
                    }
                    picture.push(stage.clone());
                    spans.push(at..at + span.len());
                    at += span.len();
                }
                Piece::Fresh(range) => {
                    for (span, stage) in here {
                        let start = range.end - (taken.end - span.start);
                        spans.push(start..start + span.len());
                        picture.push(stage);
                    }
                    at = range.end;
                }
            }
        }
        Some((Seen { language, picture }, spans))
    }

    /// The next version in pieces: the entries that it has from this one, and what lies between.
    fn pieces(&self, text: &str) -> Option<Vec<Piece>> {
        let old = self.source.text();
        let (mut pieces, mut at, mut missed) = (Vec::new(), 0, 0);
        let mut before = 0;
        for (place, span) in self.spans.as_ref()?.iter().enumerate() {
            let entry = &old[span.clone()];
            let gap = &old[std::mem::replace(&mut before, span.end)..span.start];
            let Some(found) = place_of(entry, gap, &text[at..]) else {
                missed += 1;
                if missed > MANY {
                    return None;
                }
                continue;
            };
            let start = at + found;
            if !text[..start].ends_with('\n')
                || !ends_alike(&text[start + entry.len()..], &old[span.end..], entry)
            {
                return None;
            }
            pieces.extend([Piece::Fresh(at..start), Piece::Known(place)]);
            at = start + entry.len();
        }
        pieces.push(Piece::Fresh(at..text.len()));
        Some(pieces)
    }
}

/// Where an entry stands in what is left of a text: behind what stood before it, or elsewhere.
fn place_of(entry: &str, gap: &str, rest: &str) -> Option<usize> {
    if rest.strip_prefix(gap).is_some_and(|rest| rest.starts_with(entry)) {
        return Some(gap.len());
    }
    // To look for much at once takes longer than to look for its first line.
    let heading = entry.lines().next().unwrap_or(entry).as_bytes();
    let mut places = memmem::find_iter(rest.as_bytes(), heading);
    places.find(|&place| rest.as_bytes()[place..].starts_with(entry.as_bytes()))
}

/// What has to be read of a text to know all of it.
struct Extract {
    text: String,
    /// Where each piece stands in it.
    taken: Vec<Range<usize>>,
    /// The level of the headings of entries.
    level: usize,
}

impl Extract {
    /// What is new, behind the front, so that it is read in the same light as the whole; where it
    /// is anchored, or no entry is new, an entry that is known stands among it. Nothing where a piece
    /// could reach beyond its end.
    fn of(text: &str, pieces: &[Piece], before: &Leaf, is_anchored: bool) -> Option<Self> {
        let known = pieces.iter().position(|piece| matches!(piece, Piece::Known(_)))?;
        let Piece::Known(place) = pieces[known] else { return None };
        let entry = &before.source.text()[before.spans.as_ref()?[place].clone()];
        let first = before.spans.as_ref()?.first()?;
        let front = &before.source.text()[..first.start];
        let is_new = |piece: &Piece| match piece {
            Piece::Fresh(range) => text[range.clone()].contains("\n#"),
            Piece::Known(_) => false,
        };
        let is_anchored = is_anchored || !pieces[1..].iter().any(is_new);
        let taken = Vec::with_capacity(pieces.len());
        let mut extract = Self { text: String::new(), taken, level: level(entry) };
        for (at, piece) in pieces.iter().enumerate() {
            let start = extract.text.len();
            match piece {
                Piece::Known(_) if at == known && is_anchored => extract.text.push_str(entry),
                Piece::Known(_) => {}
                // The rows of a table in front say nothing of entries that are headings.
                Piece::Fresh(range) if at == 0 => {
                    extract.text.push_str(&without_rows(&text[range.clone()], front));
                }
                Piece::Fresh(range) => extract.text.push_str(&text[range.clone()]),
            }
            if matches!(piece, Piece::Fresh(_)) && reaches_out(&extract.text[start..]) {
                return None;
            }
            extract.taken.push(start..extract.text.len());
        }
        Some(extract)
    }

    /// Where its headings stand, those in front left out.
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

/// The spans of the entries, where each is a heading with an ID of its own: such an entry says what
/// it says whatever stands around it.
fn spans(register: &Register<'_>) -> Option<Vec<Range<usize>>> {
    let text = register.source.text();
    let range = |entry: &crate::register::Entry| {
        let range = entry.span.start as usize..entry.span.end as usize;
        let is_plain = entry.form == Form::Heading
            && entry.id.is_some()
            && text[range.clone()].starts_with('#')
            && !reaches_out(&text[range.clone()]);
        is_plain.then_some(range)
    };
    let is_plain = register.profile == Profile::BackendGap;
    if is_plain { register.entries.iter().map(range).collect() } else { None }
}

/// Whether an entry ends where it did: nothing else stands between it and a heading as high as its
/// own, or the end.
fn ends_alike(rest: &str, before: &str, entry: &str) -> bool {
    let up_to_heading = |rest: &str| memmem::find(rest.as_bytes(), b"\n#").unwrap_or(rest.len());
    let (between, next) = rest.split_at(up_to_heading(rest));
    let is_high = next.is_empty() || (1..=level(entry)).contains(&level(&next[1..]));
    is_high && (between.trim().is_empty() || between == &before[..up_to_heading(before)])
}

/// The level of the heading that a text starts with.
fn level(text: &str) -> usize {
    text.bytes().take_while(|&byte| byte == b'#').count()
}

/// Whether a text may change how what follows it is read.
fn reaches_out(text: &str) -> bool {
    let holds = |sign: &[u8]| memmem::find(text.as_bytes(), sign).is_some();
    if ![&b"```"[..], b"~~~", b"<", b"]:"].into_iter().any(holds) {
        return false;
    }
    // The fence that is open, and how far it is indented.
    let mut open: Option<(&str, usize)> = None;
    for line in text.lines() {
        let inner = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - inner.len();
        match open {
            Some((fence, _)) if inner.trim_end() == fence => open = None,
            // Within a list, what stands further out than its fence ends both.
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

/// A text without the rows of tables in its front, for as long as that has the headings that it had.
fn without_rows(text: &str, front: &str) -> String {
    let is_heading = |line: &&str| level(line) > 0;
    let mut known = front.lines().filter(is_heading);
    let mut is_front = true;
    let mut is_said = |line: &&str| {
        if is_heading(line) {
            is_front &= known.next() == Some(line.trim_end());
        }
        !(is_front && line.starts_with('|'))
    };
    text.split_inclusive('\n').filter(|line| is_said(line)).collect()
}
