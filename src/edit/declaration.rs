//! A declaration of where the entries of a register are, derived from how they were read.

use super::yaml::quoted;
use crate::document::{BlockKind, Document};
use crate::finding::counted;
use crate::register::{Entry, Form, Reading, Register, pattern};
use crate::settings::{Config, Settings};
use crate::text::{LineIndex, Ordered, printable};
use crate::vocabulary::Key;

/// A declaration for a register.
pub(crate) enum Derived {
    /// The lines below `read:`, with what was guessed as comments. The entries are the same, as some
    /// titles are skipped.
    Same(String, Vec<SkippedTitle>),
    /// On one line below `read:`. Some entries are other ones.
    Alike(String),
}

/// The declaration of what was guessed; nothing where none is found.
pub(crate) fn declaration(register: &Register<'_>, settings: &Settings) -> Option<Derived> {
    let is_same = |draft: &Draft| draft.reads_the_same(register, settings);
    let first = Draft::of(register)?;
    let mut last = first.clone();
    last.places.order_by_key(|place| matches!(place.members, DraftMembers::Headings(_)));
    let skipping = [&first, &last].map(|draft| draft.skipping_others(register, settings));
    let line = first.one_line();
    let Some(mut draft) = [first, last].into_iter().chain(skipping).find(is_same) else {
        return Some(Derived::Alike(line));
    };
    // As few words as will do.
    for at in 0..draft.places.len() {
        let mut shorter = draft.clone();
        shorter.places[at].under.clear();
        if is_same(&shorter) {
            draft = shorter;
        }
    }
    Some(Derived::Same(draft.yaml(true), draft.skipped))
}

/// More skipped titles than that are no declaration that a person would write.
const MOST_SKIPPED: usize = 8;

/// What is built like the entries and was not read as one.
#[derive(Clone, Debug)]
pub(crate) struct SkippedTitle {
    /// Its title, as `skip` has it.
    pub(crate) pattern: String,
    pub(crate) line: usize,
}

/// A declaration to be written.
#[derive(Clone)]
struct Draft {
    path: String,
    places: Vec<DraftPlace>,
    skipped: Vec<SkippedTitle>,
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
            if !places.iter().any(|place| place.members == members) {
                places.push(DraftPlace {
                    members: members.clone(),
                    under: Vec::new(),
                    count: 0,
                    line: index.position(entry.span.start as usize).line,
                    example: register.text(entry.title).to_owned(),
                });
            }
            let place = places.iter_mut().find(|place| place.members == members)?;
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
        // A state may be told in several places, in other words.
        let told = |register: &Register<'_>| -> Vec<(u32, bool, [Option<String>; 4])> {
            let told = |entry: &Entry| {
                let level = |key: Key| register.value_of(entry, key);
                let id = register.id(entry);
                let title = Some(register.text(entry.title));
                let own = [id, title, level(Key::Priority), level(Key::Severity)];
                let has_state = entry.field(Key::Status).is_some();
                (entry.span.start, has_state, own.map(|text| text.map(str::to_owned)))
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

    /// The same, without what it reads and the register has not.
    fn skipping_others(&self, register: &Register<'_>, settings: &Settings) -> Self {
        let is_other =
            |entry: &&Entry| !register.entries.iter().any(|own| own.span.start == entry.span.start);
        let index = LineIndex::new(register.source);
        let others = self.read(register, settings, |read| {
            let others = read.entries.iter().filter(is_other);
            let skipped = others.map(|entry| SkippedTitle {
                pattern: pattern(read.text(entry.title)),
                line: index.position(entry.span.start as usize).line,
            });
            skipped.collect::<Vec<_>>()
        });
        let skipped = others.filter(|all| all.len() <= MOST_SKIPPED).unwrap_or_default();
        Self { skipped, ..self.clone() }
    }

    /// All of it on one line.
    fn one_line(&self) -> String {
        let place =
            |place: &DraftPlace| format!("{{ {}: {} }}", place.members.word(), place.options());
        let places: Vec<String> = self.places.iter().map(place).collect();
        format!("- {{ files: {}, entries: [{}] }}", quoted(&self.path), places.join(", "))
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
                let places: Vec<String> =
                    self.skipped.iter().map(|skipped| skipped.line.to_string()).collect();
                let word = if places.len() == 1 { "line" } else { "lines" };
                lines.push(format!(
                    "    ## Built like the entries, and not read as one: {word} {}. Take out what is an entry.",
                    places.join(", ")
                ));
            }
            let patterns: Vec<String> =
                self.skipped.iter().map(|skipped| skipped.pattern.clone()).collect();
            lines.push(format!("    skip: {}", list(&patterns)));
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
    let from = document.block_from(start);
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
    let before = document.block_from(entry.span.start);
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
