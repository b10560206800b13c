//! A new entry from a gap that a page describes.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};

use super::found::{FoundPage, key_of};
use super::{Comparison, Manual, PageTexts};
use crate::edit::FieldValue;
use crate::files::{seen_from, slashed};
use crate::fix;
use crate::manual::{ComparedPages, GapMatch, HeldPage, Page, PageGap, id_edit};
use crate::register::{Register, dedent, heading_steps, one_line};
use crate::run::inputs::shown;
use crate::run::notes::Notes;
use crate::run::project::Project;
use crate::settings::normal;
use crate::text::{Ordered, Source, printable};
use crate::vocabulary::{Key, Vocabulary};

/// A longer symptom is cut to make a title.
const LONGEST_TITLE: usize = 90;

/// What an entry says in the language of one page.
#[derive(Debug)]
pub(crate) struct PageEntry {
    /// The code of the language of the registers that it is for.
    pub language: String,
    /// Menu path and title.
    pub heading: String,
    pub values: Vec<FieldValue>,
}

/// An entry from a page, and from its translations.
#[derive(Debug)]
pub(crate) struct PageEntries {
    /// The register that the entry goes to.
    pub register: Arc<str>,
    /// What it says, in the leading language first.
    pub entries: Vec<PageEntry>,
    /// The labels that no field of a register has, and that were not copied.
    pub left: Vec<String>,
    /// The path of the page, the language left open.
    page: String,
    /// The place of the gap on the page, from 0, and how many gaps that has.
    number: usize,
    count: usize,
}

/// A gap of a page as people name it: `docs/en/loans.md#2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageGapName {
    pub path: PathBuf,
    /// Its place on the page, from 1.
    pub number: Option<usize>,
}

impl PageGapName {
    pub(crate) fn parse(text: &str) -> Self {
        let numbered = text.rsplit_once('#').and_then(|(path, number)| {
            let number = number.parse().ok().filter(|number| *number > 0)?;
            Some(Self { path: path.into(), number: Some(number) })
        });
        numbered.unwrap_or_else(|| Self { path: text.into(), number: None })
    }
}

/// The pages whose gap became an entry, with its ID in the gap; those in which it finds no place stay.
pub(crate) fn with_id(
    made: &PageEntries,
    id: &str,
    project: &Project,
    registers: &[Register<'_>],
    notes: &dyn Notes,
) -> Vec<(Source, Source)> {
    let is_wanted = |page: &FoundPage| page.key.path == made.page;
    let tree = project.pages();
    let manual = Manual::of_today(project, &tree);
    let texts = PageTexts::of_pages(manual, registers, &is_wanted, notes);
    texts.compared(registers, |Comparison { compared, groups, reading, .. }| {
        let mut all = Vec::new();
        for held in &compared.pages {
            let Some(&first) = groups[held.group].registers.first() else { continue };
            let is_alike = held.page.gaps().count() == made.count;
            let gap =
                held.page.gaps().nth(made.number).filter(|gap| is_alike && gap.ids.is_empty());
            let label = project.settings.vocabulary.label(&registers[first].language, Key::Id);
            let edit = gap.and_then(|gap| id_edit(held.page, gap, id, label));
            let new = edit.and_then(|edit| fix::page_with_id(held.page, reading, id, &edit));
            let old = held.page.source;
            all.extend(new.map(|new| (Source::new(old.path().clone(), old.text()), new)));
        }
        all
    })
}

/// The entry that a gap of a page makes.
pub(crate) fn page_entries(
    name: &PageGapName,
    project: &Project,
    registers: &[Register<'_>],
    notes: &dyn Notes,
) -> Result<PageEntries> {
    let key = key_of(&project.whole(&name.path), &project.settings);
    let is_wanted = |page: &FoundPage| page.key.path == key;
    let tree = project.pages();
    let manual = Manual::of_today(project, &tree);
    let texts = PageTexts::of_pages(manual, registers, &is_wanted, notes);
    texts.compared(registers, |comparison| entries(name, comparison, manual))
}

fn entries(
    name: &PageGapName,
    comparison: Comparison<'_>,
    manual: Manual<'_>,
) -> Result<PageEntries> {
    let Comparison { compared, registers, groups, .. } = comparison;
    let Manual { project, settings, .. } = manual;
    let whole = project.whole(&name.path);
    let is_named = |held: &&HeldPage<'_>| project.whole(&**held.page.source.path()) == whole;
    let Some(at) = compared.pages.iter().position(|held| is_named(&held)) else {
        bail!(
            "`{}` has no gap section, or is not a page beside a register of this run",
            shown(&name.path)
        );
    };
    let number = gap_number(name, at, compared, registers)?;
    let mut held: Vec<&HeldPage<'_>> = compared.pages.iter().collect();
    // The groups are in the order of their languages.
    held.order_by_key(|held| held.group);
    let count = compared.matches[at].len();
    let is_alike = |held: &&HeldPage<'_>| held.page.gaps().count() == count;
    let alike: Vec<&HeldPage<'_>> = held.into_iter().filter(is_alike).collect();
    let mut result = PageEntries {
        register: Arc::from(""),
        entries: Vec::new(),
        left: Vec::new(),
        page: compared.pages[at].key.clone(),
        number,
        count,
    };
    for held in alike {
        let Some(&first) = groups[held.group].registers.first() else { continue };
        let Some(gap) = held.page.gaps().nth(number) else { continue };
        let register = &registers[first];
        if result.entries.is_empty() {
            result.register = register.source.path().clone();
            result.left = unknown_labels(held.page, gap);
        }
        result.entries.push(PageEntry {
            language: register.language.clone(),
            heading: heading(held.page, gap, &settings.vocabulary),
            values: values(held.page, gap, register, manual),
        });
    }
    Ok(result)
}

/// The place of the gap that is meant, from 0.
fn gap_number(
    name: &PageGapName,
    page: usize,
    compared: &ComparedPages<'_>,
    registers: &[Register<'_>],
) -> Result<usize> {
    let (held, matches) = (&compared.pages[page], &compared.matches[page]);
    let path = shown(&name.path);
    if let Some(number) = name.number {
        let Some(found) = matches.get(number - 1) else {
            bail!("`{path}` has {} gaps, and no #{number}", matches.len());
        };
        refuse_taken(found, &format!("{path}#{number}"), compared, registers)?;
        return Ok(number - 1);
    }
    let free = |found: &GapMatch| found.entries.is_empty() && found.candidates.is_empty();
    let free = matches.iter().enumerate().filter(|(_, found)| free(found));
    let free: Vec<usize> = free.map(|(at, _)| at).collect();
    match free[..] {
        [] => {
            let unclear = matches.iter().enumerate().find(|(_, found)| found.entries.is_empty());
            if let Some((at, found)) = unclear {
                refuse_taken(found, &format!("{path}#{}", at + 1), compared, registers)?;
            }
            bail!("each gap of `{path}` has an entry already")
        }
        [only] => Ok(only),
        _ => {
            let gaps: Vec<&PageGap> = held.page.gaps().collect();
            let line =
                |at: &usize| format!("\n  {path}#{}: {}", at + 1, title(held.page, gaps[*at]));
            let lines: String = free.iter().map(line).collect();
            Err(anyhow!("`{path}` has {} gaps without an entry; name one:{lines}", free.len()))
        }
    }
}

/// Refuses a gap that has an entry, or may have one: a second entry of one gap is hard to find again.
fn refuse_taken(
    found: &GapMatch,
    gap: &str,
    compared: &ComparedPages<'_>,
    registers: &[Register<'_>],
) -> Result<()> {
    let names = |entries: &[usize]| -> Vec<String> {
        let name = |&entry: &usize| {
            let place = compared.entries[entry].place;
            let register = &registers[place.register];
            printable(register.spoken_name(&register.entries[place.entry])).into_owned()
        };
        let mut seen = HashSet::new();
        entries.iter().map(name).filter(|name| seen.insert(name.clone())).collect()
    };
    if !found.entries.is_empty() {
        bail!("the gap `{gap}` is that of {} already", names(&found.entries).join(" and "));
    }
    if !found.candidates.is_empty() {
        bail!(
            "the gap `{gap}` may be that of {}: write the ID of the entry into the gap that it describes; \
             a gap that has none then becomes an entry",
            names(&found.candidates).join(" or ")
        );
    }
    Ok(())
}

fn unknown_labels(page: &Page<'_>, gap: &PageGap) -> Vec<String> {
    let unknown = gap.fields.iter().filter(|field| field.key.is_none());
    unknown.map(|field| page.text(field.label).to_owned()).collect()
}

/// Menu path and title.
fn heading(page: &Page<'_>, gap: &PageGap, words: &Vocabulary) -> String {
    let title = title(page, gap).replace('→', "–");
    let is_of_menu = |label: &str| {
        words.key(label) == Some(Key::Area)
            || label.split(' ').any(|word| words.key(word) == Some(Key::Area))
    };
    let menu = page.front.iter().find(|field| is_of_menu(page.text(field.label)));
    let area = menu.map(|field| one_line(page.text(field.value)));
    let area = area.filter(|area| !area.is_empty()).or_else(|| {
        let title = page.text(page.title?);
        Some(crate::vocabulary::without_qualifier(title).to_owned())
    });
    let mut steps: Vec<String> = Vec::new();
    if let Some(area) = &area {
        steps.extend(heading_steps(area).into_iter().map(str::to_owned));
    }
    steps.push(title);
    steps.join(" → ")
}

/// A short name of a gap: what it is called, the words above its fields, else the first sentence of its
/// symptom.
fn title(page: &Page<'_>, gap: &PageGap) -> String {
    let is_led = gap.fields.iter().any(|field| field.span.start <= gap.lead.start + 2);
    let above = Some(gap.lead).filter(|_| !is_led);
    let of = |key| gap.field(key).map(|field| field.value);
    let named = of(Key::Gap).or(above).or_else(|| of(Key::Symptom)).unwrap_or(gap.lead);
    let text = page.text(named);
    let text = bold_start(text).unwrap_or(text);
    let line = text.lines().next().unwrap_or(text);
    let sentence = line.split(". ").next().unwrap_or(line);
    let plain = sentence.replace(['*', '`', '~'], "");
    let plain = plain.trim().trim_end_matches(['.', ':', '。']);
    if plain.chars().count() <= LONGEST_TITLE {
        return plain.to_owned();
    }
    let start: String = plain.chars().take(LONGEST_TITLE).collect();
    let end = start.rfind(' ').unwrap_or(start.len());
    format!("{}…", start[..end].trim_end_matches([',', ' ']))
}

/// What is bold at the start of a text: a title in front of what it is about.
fn bold_start(text: &str) -> Option<&str> {
    let (bold, _) = text.strip_prefix("**")?.split_once("**")?;
    Some(bold).filter(|bold| bold.contains(char::is_alphanumeric))
}

/// The fields of a gap, and the page as the source page.
fn values(
    page: &Page<'_>,
    gap: &PageGap,
    register: &Register<'_>,
    manual: Manual<'_>,
) -> Vec<FieldValue> {
    let is_copied = |key: Key| {
        let is_own = matches!(key, Key::Id | Key::Status | Key::FirstSeen | Key::SourcePage);
        key.belongs_to_entry() && !is_own || key == Key::Ticket
    };
    let mut values: Vec<FieldValue> = Vec::new();
    for field in gap.fields.iter().filter(|field| !field.value.is_empty()) {
        let Some(key) = field.key.filter(|key| is_copied(*key)) else { continue };
        let text = dedent(page.text(field.value));
        let is_level = key == Key::Impact && manual.settings.vocabulary.severity(&text).is_some();
        let key = if is_level { Key::Severity } else { key };
        if values.iter().all(|value| value.key != key) {
            values.push(FieldValue { key, text });
        }
    }
    if gap.fields.is_empty() {
        values.push(FieldValue { key: Key::Symptom, text: dedent(page.text(gap.span_of_words())) });
    }
    let text = citation(page, register, manual);
    values.push(FieldValue { key: Key::SourcePage, text });
    values
}

/// The page as the entries of a register cite pages; else from the root of the repository.
fn citation(page: &Page<'_>, register: &Register<'_>, manual: Manual<'_>) -> String {
    let project = manual.project;
    let whole = project.whole(&**page.source.path());
    let own = project.whole(&**register.source.path());
    let folder = own.parent().unwrap_or(&own);
    let cited = register.entries.iter().flat_map(|entry| register.source_pages(entry));
    let cited: Vec<&str> = cited.map(|page| register.text(page)).collect();
    let places = manual.tree.paths(register.source.path(), &cited);
    for (text, place) in cited.into_iter().zip(places) {
        let Some(place) = place else { continue };
        if text.starts_with('.') {
            return slashed(&seen_from(folder, &whole));
        }
        let inner = normal(Path::new(text.trim_start_matches('/')));
        let Some(root) = root_of(&place, &inner) else { continue };
        if let Ok(inner) = whole.strip_prefix(&root) {
            let slash = if text.starts_with('/') { "/" } else { "" };
            return format!("{slash}{}", slashed(inner));
        }
    }
    format!("/{}", project.settings.repository_path(page.source.path()))
}

/// The folder that an inner path leads from to a place.
fn root_of(place: &Path, inner: &Path) -> Option<PathBuf> {
    let depth = inner.components().count();
    let root = place.ancestors().nth(depth)?;
    (root.join(inner) == place).then(|| root.to_owned())
}
