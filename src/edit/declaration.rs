//! A declaration of where the entries of a register are, derived from how they were read.

use super::yaml::quoted;
use crate::document::{BlockKind, Document};
use crate::finding::counted;
use crate::register::{Entry, Form, Reading, Register};
use crate::settings::{Config, Settings};
use crate::text::{LineIndex, printable};
use crate::vocabulary::Key;

/// The lines below `read:` for a register, with what was guessed as comments; nothing where no
/// declaration that is found reads the same entries.
pub(crate) fn declaration(register: &Register<'_>, settings: &Settings) -> Option<String> {
    let mut draft = Draft::of(register)?;
    let is_same = |draft: &Draft| draft.reads_the_same(register, settings);
    let mut last = draft.clone();
    last.places.sort_by_key(|place| matches!(place.members, DraftMembers::Headings(_)));
    if !is_same(&draft) {
        draft.skip_others(register, settings);
        last.skip_others(register, settings);
        draft = [draft, last].into_iter().find(is_same)?;
    }
    // As few words as will do.
    for at in 0..draft.places.len() {
        let mut shorter = draft.clone();
        shorter.places[at].under.clear();
        if is_same(&shorter) {
            draft = shorter;
        }
    }
    Some(draft.yaml(true))
}

/// More skipped titles than that are no declaration that a person would write.
const MOST_SKIPPED: usize = 8;

/// A declaration to be written.
#[derive(Clone)]
struct Draft {
    path: String,
    places: Vec<DraftPlace>,
    skipped: Vec<String>,
    keeps_same_ids: bool,
}

/// A place of entries.
#[derive(Clone)]
struct DraftPlace {
    members: DraftMembers,
    /// The headings right above them.
    under: Vec<String>,
    count: usize,
    line: usize,
    /// The title of the first.
    example: String,
}

#[derive(Clone, PartialEq, Eq)]
enum DraftMembers {
    /// Of a level.
    Headings(u8),
    /// Of tables with some columns: the key and the header of each.
    Rows(Vec<(&'static str, String)>),
    /// Of a depth.
    Items(u8),
    Paragraphs,
}

impl DraftMembers {
    fn word(&self) -> &'static str {
        match self {
            Self::Headings(_) => "headings",
            Self::Rows(_) => "rows",
            Self::Items(_) => "items",
            Self::Paragraphs => "paragraphs",
        }
    }

    /// What they are, in words.
    fn described(&self, count: usize) -> String {
        match self {
            Self::Headings(level) => {
                format!("{} of level {level}", counted(count, "heading", "headings"))
            }
            Self::Rows(_) => counted(count, "row of a table", "rows of tables"),
            Self::Items(1) => counted(count, "item of a list", "items of lists"),
            Self::Items(depth) => {
                format!("{} at depth {depth}", counted(count, "item of a list", "items of lists"))
            }
            Self::Paragraphs => {
                counted(count, "paragraph that opens in bold", "paragraphs that open in bold")
            }
        }
    }
}

impl Draft {
    fn of(register: &Register<'_>) -> Option<Self> {
        let document = Document::read(register.source).ok()?;
        let index = LineIndex::new(register.source);
        let mut places: Vec<DraftPlace> = Vec::new();
        for entry in &register.entries {
            let members = members(register, &document, entry)?;
            let above = heading_above(register, &document, entry).map(|text| pattern(&text));
            let known = places.iter_mut().find(|place| place.members == members);
            let place = match known {
                Some(place) => place,
                None => {
                    places.push(DraftPlace {
                        members,
                        under: Vec::new(),
                        count: 0,
                        line: index.position(entry.span.start as usize).line,
                        example: register.text(entry.title).to_owned(),
                    });
                    places.last_mut()?
                }
            };
            place.count += 1;
            place.under.extend(above.filter(|above| !place.under.contains(above)));
        }
        let mut ids: Vec<&str> = register.entries.iter().filter_map(|it| register.id(it)).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        let path = globset::escape(register.source.path());
        let keeps_same_ids = ids.len() < all;
        (!places.is_empty()).then_some(Self { path, places, skipped: Vec::new(), keeps_same_ids })
    }

    /// Whether the entries of a register, read by the declaration, are those that it has.
    fn reads_the_same(&self, register: &Register<'_>, settings: &Settings) -> bool {
        // What makes an entry: where it starts, its ID, title, state and levels.
        let told = |register: &Register<'_>| -> Vec<(u32, Vec<Option<String>>)> {
            let told = |entry: &Entry| {
                let keys = [Key::Status, Key::Priority, Key::Severity, Key::Owner];
                let values = keys.map(|key| register.value_of(entry, key));
                let own = [register.id(entry), Some(register.text(entry.title))];
                let all = own.into_iter().chain(values);
                (entry.span.start, all.map(|value| value.map(str::to_owned)).collect())
            };
            register.entries.iter().map(told).collect()
        };
        self.read(register, settings, |read| told(read) == told(register)).unwrap_or(false)
    }

    /// Looks at the register as the declaration reads it.
    fn read<T>(
        &self,
        register: &Register<'_>,
        settings: &Settings,
        look: impl FnOnce(&Register<'_>) -> T,
    ) -> Option<T> {
        let config = Config::read("gapreg.yaml", &format!("read:\n{}", self.yaml(false)), &[]);
        let cwd = settings.reading().cwd;
        let own = Settings::new(config.ok()?, None, cwd, cwd).ok()?;
        let reading = Reading { declarations: Some(&own.declarations), ..settings.reading() };
        let read = Register::parse(register.source, reading).ok()?;
        read.mistakes.is_empty().then(|| look(&read))
    }

    /// Skips what the declaration reads and the register has not.
    fn skip_others(&mut self, register: &Register<'_>, settings: &Settings) {
        let is_other =
            |entry: &&Entry| !register.entries.iter().any(|own| own.span.start == entry.span.start);
        let others = self.read(register, settings, |read| {
            let others = read.entries.iter().filter(is_other);
            others.map(|entry| pattern(read.text(entry.title))).collect::<Vec<_>>()
        });
        self.skipped = others.filter(|all| all.len() <= MOST_SKIPPED).unwrap_or_default();
    }

    /// Its lines, below `read:`; with comments that say what was guessed.
    fn yaml(&self, is_explained: bool) -> String {
        let mut lines =
            vec![format!("  - files: {}", quoted(&self.path)), "    entries:".to_owned()];
        for place in &self.places {
            if is_explained {
                let what = place.members.described(place.count);
                let example = printable(&place.example);
                lines.push(format!("      ## {what}, the first in line {}: {example}", place.line));
            }
            lines.push(format!("      - {}: {}", place.members.word(), place.options()));
        }
        if self.keeps_same_ids {
            if is_explained {
                lines.push(
                    "    ## Several entries have the same ID; `merge` makes them one.".into(),
                );
            }
            lines.push("    same-id: keep".to_owned());
        }
        if !self.skipped.is_empty() {
            if is_explained {
                lines.push("    ## What is built like the entries and is none.".to_owned());
            }
            lines.push(format!("    skip: {}", list(&self.skipped)));
        }
        lines.join("\n") + "\n"
    }
}

impl DraftPlace {
    fn options(&self) -> String {
        let mut options: Vec<String> = Vec::new();
        match &self.members {
            DraftMembers::Headings(level) => options.push(format!("level: {level}")),
            DraftMembers::Items(depth) if *depth > 1 => options.push(format!("depth: {depth}")),
            _ => {}
        }
        match &self.under[..] {
            [] => {}
            [one] => options.push(format!("under: {}", quoted(one))),
            more => options.push(format!("under: {}", list(more))),
        }
        if let DraftMembers::Rows(columns) = &self.members
            && !columns.is_empty()
        {
            let columns = columns.iter().map(|(key, name)| format!("{key}: {}", quoted(name)));
            options.push(format!("columns: {{ {} }}", columns.collect::<Vec<_>>().join(", ")));
        }
        if options.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", options.join(", ")) }
    }
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// What an entry is in the file.
fn members(register: &Register<'_>, document: &Document, entry: &Entry) -> Option<DraftMembers> {
    if let Form::Row(row) = &entry.form {
        let table = register.entry_tables.get(row.table as usize)?;
        let is_title = |cell: &&crate::text::Span| cell.contains(entry.title);
        let title = row.cells.iter().position(|cell| is_title(&cell));
        let wanted = [
            (Key::Id, "id"),
            (Key::Status, "status"),
            (Key::Priority, "priority"),
            (Key::Severity, "severity"),
            (Key::Owner, "owner"),
        ];
        let name = |at: usize| pattern(register.text(table.columns[at].span));
        let mut columns: Vec<(&'static str, String)> = Vec::new();
        for (key, word) in wanted {
            let at = table.columns.iter().position(|column| column.key == Some(key));
            columns.extend(at.map(|at| (word, name(at))));
        }
        // The title beside an ID is found there.
        let beside = table.columns.iter().position(|column| column.key == Some(Key::Id));
        let title = title.filter(|at| Some(*at) != beside && *at < table.columns.len());
        columns.extend(title.map(|at| ("title", name(at))));
        columns.retain(|(_, name)| !name.is_empty() && name != "*");
        return Some(DraftMembers::Rows(columns));
    }
    let start = entry.span.start;
    let from = document.blocks.partition_point(|block| block.span.start < start);
    let block = document.blocks.get(from).filter(|block| block.span.start <= entry.title.end)?;
    Some(match block.kind {
        BlockKind::Heading(level) => DraftMembers::Headings(level),
        BlockKind::Item(_) => DraftMembers::Items(block.depth),
        BlockKind::Paragraph => DraftMembers::Paragraphs,
        _ => return None,
    })
}

/// The text of the heading right above an entry.
fn heading_above(register: &Register<'_>, document: &Document, entry: &Entry) -> Option<String> {
    let before = document.blocks.partition_point(|block| block.span.start < entry.span.start);
    let own = document.blocks.get(before).map(|block| block.kind);
    let level = match own {
        Some(BlockKind::Heading(level)) if entry.form == Form::Heading => level,
        _ => u8::MAX,
    };
    let above = document.blocks[..before].iter().rev().find(|block| {
        let is_plain = !block.quoted && block.depth == 0;
        is_plain && matches!(block.kind, BlockKind::Heading(above) if above < level)
    });
    above.map(|block| register.text(block.content).to_owned())
}

/// A text as a pattern: what is long ends in a star.
fn pattern(text: &str) -> String {
    const LONGEST: usize = 40;
    let plain: String = text.replace(['*', '`', '~', '\n', '\r'], "");
    let plain = plain.trim();
    match plain.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}*", plain[..at].trim_end()),
        None => plain.to_owned(),
    }
}
