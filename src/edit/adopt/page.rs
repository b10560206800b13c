//! Writes a register anew, from rows, items and flattened text.

use std::sync::OnceLock;

use super::ids::ids;
use super::labels::id_label;
use super::options::{AdoptOptions, AdoptedEntry, Adoption, UnusedLine};
use super::policies::Policies;
use super::rank::Ranking;
use super::rest::{self, Rest};
use super::short_titles::{short_title, steps, whole_title};
use super::states;
use super::values::{self, Values, placeholders};
use crate::edit::state_name::slips;
use crate::register::{BehindSigns, DayOrders, Entry, Policy, Profile, Register, without_marker};
use crate::settings::Settings;
use crate::text::{LineIndex, Source, Span};
use crate::vocabulary::Key;

/// A register to be written.
pub(super) struct PageDraft {
    pub title: String,
    /// The text before the entries, kept as it is.
    pub front: String,
    /// The entries; nothing for one that is left out.
    pub entries: Vec<Option<DraftEntry>>,
    /// The stretches of the old text that the new one holds.
    pub used: Vec<Span>,
    /// The text around the entries, which stays where it is.
    pub rest: Option<Rest>,
    pub language: String,
    pub newline: &'static str,
    /// Whether the old text starts with a byte order mark.
    pub has_mark: bool,
}

/// An entry to be written.
pub(super) struct DraftEntry {
    pub id: String,
    pub area: Vec<String>,
    pub title: String,
    pub values: Values,
    /// How sure it is that the words are under the right labels.
    pub certainty: Option<Certainty>,
}

/// How surely a flattened row was split into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    /// No other split is possible.
    Certain,
    /// The likeliest of several.
    Likely,
    /// A guess.
    Guessed,
}

impl Certainty {
    fn word(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Guessed => "guessed",
        }
    }
}

/// The built-in policy, which a register that states none gets.
pub(super) fn usual_policy(settings: &Settings) -> Policy {
    let nothing = Source::new("", "");
    let register = Register::parse(&nothing, settings.reading());
    register.map_or_else(
        |_| Policy {
            implies_sla: true,
            sla: Vec::new(),
            flow: Vec::new(),
            further: Vec::new(),
            declares_flow: false,
            is_ordered: true,
            declares_sla: false,
            is_loose: false,
            earlier: Vec::new(),
            calendar: settings.promise.calendar.clone(),
            profile: Profile::BackendGap,
            tolerated: Vec::new(),
            required: None,
            id: settings.id.clone(),
            own_words: OnceLock::new(),
            date_form: OnceLock::new(),
            day_orders: DayOrders::default(),
            repaired: OnceLock::new(),
            signs: Vec::new(),
            behind_signs: BehindSigns::default(),
        },
        |register| Policy::of(&register, &settings.promise, &settings.vocabulary),
    )
}

/// The part of the product that an entry is about, by its heading or a field.
fn area(register: &Register<'_>, entry: &Entry) -> Vec<String> {
    let mut area = steps(register, entry);
    if let Some(field) = entry.field(Key::Area).filter(|_| area.is_empty()) {
        area.push(short_title(register.bare(field.value)));
    }
    area.retain(|step| step.chars().any(char::is_alphanumeric));
    area
}

/// The draft of a register whose entries are rows and items.
pub(super) fn draft(register: &Register<'_>, options: AdoptOptions<'_>) -> PageDraft {
    let settings = options.settings;
    let words = &settings.vocabulary;
    let language = options.language.unwrap_or(&register.language).to_owned();
    let old = Policy::of(register, &settings.promise, &settings.vocabulary);
    let own_states = states::own_states(register, &old, options);
    let new = states::with_states(Policy { is_loose: false, ..old.clone() }, &own_states);
    let to_come = words.to_come(&language);
    let slips = slips([register], &old, words);
    let policies = Policies::of(register, [&old, &new], &slips, words, &language);
    let titles: Vec<String> =
        register.entries.iter().map(|entry| short_title(register.text(entry.title))).collect();
    let mut ranking = Ranking::of(register);
    let ranks = ranking.of_titles(&titles);
    let mut used: Vec<Span> = register.title.into_iter().collect();
    let front = front(register);
    used.push(front);
    let mut entries = Vec::new();
    let each = register.entries.iter().zip(ids(register, options)).zip(titles).zip(ranks);
    for (at, (((entry, id), title), rank)) in each.enumerate() {
        used.push(entry.span);
        let inherited = entry.fields.iter().map(|field| field.value);
        used.extend(inherited.chain(entry.area.iter().copied()));
        used.extend(entry.overruled.iter().map(|(_, above)| *above));
        if options.is_open_only && values::is_closed(register, entry, &old, words) {
            entries.push(None);
            continue;
        }
        let mut values = Values::of(register, entry, policies);
        if let Some(rank) = rank.filter(|_| !values.known.contains_key(&Key::Priority)) {
            values.known.insert(Key::Priority, rank.clone());
            values.settle(policies);
        }
        if let Some(former) = register.id(entry).filter(|former| **former != *id) {
            values.own.insert(0, (id_label(&language, words), format!("`{former}`")));
        }
        let area = area(register, entry);
        let title = values.cut_title(whole_title(register, entry), &title, &area, policies);
        values.keep_rest(register, entry, (&area, &title), policies);
        values.keep_headings(register, entry, &area, policies);
        values.fill(options.from_leading.get(&at), to_come, options);
        entries.push(Some(DraftEntry { id, area, title, values, certainty: None }));
    }
    used.extend(ranking.used());
    for layout in &register.entry_tables {
        used.extend(layout.columns.iter().map(|column| column.span));
    }
    let title = register.title.map_or("", |title| register.text(title)).to_owned();
    let newline = register.source.newline_at(0);
    let rest = Some(Rest::of(register, front, &used));
    let line = states::policy_line(register, &own_states, [&old, &new], words, &language);
    let front = [Some(register.text(front).trim().to_owned()), line];
    let front: Vec<String> = front.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let front = front.join("\n\n");
    let has_mark = register.source.body_start() > 0;
    PageDraft { title, front, entries, used, rest, language, newline, has_mark }
}

/// The text between the title and the first entry or heading below it.
pub(super) fn front(register: &Register<'_>) -> Span {
    let text = register.source.text();
    let title = register.title.map_or(register.source.body_start() as u32, |title| title.end);
    let start = register.source.next_line(title as usize).min(text.len());
    let first = register.entries.first().map_or(text.len(), |entry| entry.span.start as usize);
    let table = register.tables.first().map_or(text.len(), |table| table.start as usize);
    let stop = first.min(table).max(start);
    let part = &text[start..stop];
    let heading = part.lines().find(|line| line.trim_start().starts_with('#'));
    let end =
        heading.map_or(stop, |line| start + (line.as_ptr() as usize - part.as_ptr() as usize));
    let whole = Span::new(start, end);
    let kept = whole.of(text).trim_end().trim_end_matches(['-', '*', '_']);
    // A rule between the front and what follows belongs to neither.
    let is_ruled = whole.of(text).trim_end().ends_with("\n---");
    if is_ruled { whole.part(whole.of(text), kept.trim_end()) } else { whole.trim(text) }
}

/// The page of a draft, with the text around the entries where the page reads back with it.
pub(super) fn written(source: &Source, draft: &PageDraft, options: AdoptOptions<'_>) -> Adoption {
    let words = &options.settings.vocabulary;
    let to_come = words.to_come(&draft.language);
    let whole = page(source, draft, draft.rest, options);
    let ids = draft.entries.iter().flatten().map(|entry| entry.id.as_str());
    let has_rest = draft.rest.is_some() && rest::reads_back(&whole, ids, options);
    let new = if has_rest { whole } else { page(source, draft, None, options) };
    let kept = draft.rest.filter(|_| has_rest).map_or(vec![], |rest| vec![rest.before, rest.after]);
    let unused = unused(source, &[&draft.used[..], &kept].concat());
    let written = || draft.entries.iter().flatten();
    let doubt = |entry: &&DraftEntry| !matches!(entry.certainty, None | Some(Certainty::Certain));
    Adoption {
        source: new,
        placeholders: written().map(|e| placeholders(&e.values, to_come)).sum(),
        guessed: written().filter(doubt).count(),
        entries: draft
            .entries
            .iter()
            .map(|entry| {
                let entry = entry.as_ref()?;
                let values = entry.values.tracked(to_come);
                Some(AdoptedEntry { id: entry.id.clone(), values, order: Vec::new() })
            })
            .collect(),
        unused,
        left_out: draft.entries.iter().filter(|entry| entry.is_none()).count(),
        healed: 0,
        summaries: Vec::new(),
        unread: Vec::new(),
        renamed: Vec::new(),
        levels: Vec::new(),
        left: Vec::new(),
    }
}

/// The text of a draft, with the rest of the old text around the entries.
fn page(
    source: &Source,
    draft: &PageDraft,
    rest: Option<Rest>,
    options: AdoptOptions<'_>,
) -> Source {
    let words = &options.settings.vocabulary;
    let title = or_else(&draft.title, words.heading_of_all(&draft.language));
    let gaps = format!("## 1) {}", words.heading_of_all(&draft.language));
    let mut parts = vec![format!("# {title}")];
    parts.extend((!draft.front.is_empty()).then(|| draft.front.clone()));
    parts.extend(rest.and_then(|rest| rest.before(source)));
    parts.push(gaps);
    let written = draft.entries.iter().flatten();
    parts.extend(written.enumerate().map(|(at, entry)| {
        section(entry, Some(at + 1), 3, &draft.language, options).trim_end().to_owned()
    }));
    parts.extend(rest.and_then(|rest| rest.after(source, &draft.language, options)));
    let out = parts.join("\n\n").replace("\r\n", "\n") + "\n";
    let text = if draft.newline == "\n" { out } else { out.replace('\n', draft.newline) };
    let text = if draft.has_mark { format!("\u{feff}{text}") } else { text };
    Source::new(source.path().clone(), text)
}

fn or_else<'t>(text: &'t str, other: &'t str) -> &'t str {
    if text.trim().is_empty() { other } else { text.trim() }
}

/// One entry under a heading of a level.
pub(super) fn section(
    entry: &DraftEntry,
    number: Option<usize>,
    level: usize,
    language: &str,
    options: AdoptOptions<'_>,
) -> String {
    let words = &options.settings.vocabulary;
    let path: Vec<&str> =
        entry.area.iter().map(String::as_str).chain([entry.title.as_str()]).collect();
    let number = number.map_or(String::new(), |number| format!("1.{number} "));
    // A heading that would read as an ID, or as a section, gets the ID before it.
    let settings = options.settings;
    let is_misread = starts_with_id(path[0], settings)
        || (path.len() == 1 && settings.vocabulary.section(path[0]).is_some());
    let number = if is_misread { format!("{number}{}: ", entry.id) } else { number };
    let heading = format!("{} {number}{}", "#".repeat(level), path.join(" → "));
    let certainty = entry.certainty.map(|sure| format!("<!-- gapreg:adopted {} -->", sure.word()));
    let fields = lines(entry, language, words);
    [Some(heading), certainty, Some(fields)].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// Whether the words of a heading would be read as an ID.
fn starts_with_id(words: &str, settings: &Settings) -> bool {
    settings.id.prefix(words.trim_start_matches(|c: char| !c.is_alphanumeric())).is_some()
}

/// The fields of an entry: the tracked ones, a blank line, the others.
fn lines(entry: &DraftEntry, language: &str, words: &crate::vocabulary::Vocabulary) -> String {
    let line = |label: &str, value: &str| format!("- **{label}:**{}\n", indented(value));
    let mut out = line(words.label(language, Key::Id), &entry.id);
    let (tracked, prose): (Vec<_>, Vec<_>) =
        entry.values.known.iter().partition(|(key, _)| key.is_tracked());
    for (&key, value) in tracked {
        out.push_str(&line(words.label(language, key), value));
    }
    out.push('\n');
    for (&key, value) in prose {
        out.push_str(&line(words.label(language, key), value));
    }
    for (label, value) in &entry.values.own {
        out.push_str(&line(label.trim_end_matches([':', '：']), value));
    }
    out
}

/// A value behind its label in a list item: its further lines indented below the first, and all lines of a
/// list or a quote.
fn indented(value: &str) -> String {
    let value = value.trim_start();
    let is_block = without_marker(value).len() < value.len() || value.starts_with('>');
    let mut out = String::new();
    for (at, line) in value.lines().map(str::trim_end).enumerate() {
        match (at, line) {
            (0, line) if !is_block => out.extend([" ", line]),
            (_, "") => out.push('\n'),
            (_, line) => out.extend(["\n  ", line]),
        }
    }
    out
}

/// The lines with words of which nothing was used.
fn unused(source: &Source, used: &[Span]) -> Vec<UnusedLine> {
    let text = source.text();
    let index = LineIndex::new(source);
    let mut used: Vec<Span> = used.iter().copied().filter(|span| !span.is_empty()).collect();
    used.sort_unstable();
    let mut out = Vec::new();
    let mut at = source.body_start();
    let mut next = 0;
    while at < text.len() {
        let line = source.line_at(at);
        while used.get(next).is_some_and(|span| span.end <= line.start) {
            next += 1;
        }
        let is_used = used[next..]
            .iter()
            .take_while(|span| span.start < line.end)
            .any(|span| span.end > line.start);
        let says = source.slice(line).trim();
        if !is_used && says.chars().any(char::is_alphanumeric) {
            let number = index.position(line.start as usize).line;
            out.push(UnusedLine { line: number, text: says.to_owned() });
        }
        at = source.next_line(at);
        if at <= line.start as usize {
            break;
        }
    }
    out
}
