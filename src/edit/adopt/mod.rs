//! Older and foreign registers → registers in today's form. Nothing is invented: what the source
//! does not say is a placeholder.
//!
//! Where each entry is a heading already, the file stays and gains what it lacks. Rows, items and
//! flattened text are written anew.

mod flat;
mod in_place;
mod page;
mod rank;
mod values;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::document::TooDeep;
use crate::encoding;
use crate::register::{Entry, Form, FreeIds, Register};
use crate::settings::Settings;
use crate::text::Source;
use super::table::TableOutcome;
use crate::vocabulary::{Key, Vocabulary, fold};

use values::Values;

/// How a register is to be adopted.
#[derive(Clone, Copy, Debug)]
pub struct AdoptOptions<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The language of new labels, where it is not the register's own.
    pub language: Option<&'a str>,
    /// Whether closed entries are left out of a register that is written anew.
    pub is_open_only: bool,
    /// IDs that entries had when they were adopted before, by their folded headings.
    pub former_ids: &'a HashMap<String, String>,
    /// IDs that entries of other registers have.
    pub taken: &'a HashSet<String>,
    /// What is known of entries from the register that this one translates, by their places.
    pub from_leading: &'a HashMap<usize, AdoptedEntry>,
}

/// What the source of a translation says of an entry.
#[derive(Clone, Debug, Default)]
pub struct AdoptedEntry {
    /// Its ID.
    pub id: String,
    /// Its tracked values.
    pub values: BTreeMap<Key, String>,
}

/// A register in today's form.
#[derive(Debug)]
pub struct Adoption {
    /// It.
    pub source: Source,
    /// What its entries are called and say, in the order in which the old register has them; nothing
    /// for those that were left out.
    pub entries: Vec<Option<AdoptedEntry>>,
    /// How many values are still to be filled in.
    pub placeholders: usize,
    /// Lines of the old register that the new one does not hold, with their numbers.
    pub unused: Vec<(usize, String)>,
    /// How many closed entries were left out.
    pub left_out: usize,
    /// How many entries of flattened text are less than certain.
    pub guessed: usize,
    /// How many places of text broken by a wrong encoding were read back.
    pub healed: usize,
}

/// A register in today's form; nothing where the source holds no entries that can be found.
pub fn adopt(source: &Source, options: AdoptOptions<'_>) -> Result<Option<Adoption>, TooDeep> {
    let (text, healed) =
        encoding::healed(source.text()).unwrap_or_else(|| (source.text().to_owned(), 0));
    let source = Source::new(source.path().clone(), text);
    let register = Register::read(&source, options.settings.reading())?;
    let adoption = if register.entries.is_empty() {
        flat::draft(&source, &register.language, options)
            .map(|draft| page::written(&source, &draft, options))
    } else if register.entries.iter().any(|entry| entry.form == Form::Heading) {
        Some(in_place::adopt(&register, options)?)
    } else {
        Some(page::written(&source, &page::draft(&register, options), options))
    };
    let Some(mut adoption) = adoption else { return Ok(None) };
    adoption.source = with_table(adoption.source, options)?;
    // What was added may make plain what could not be read before.
    for _ in 0..MOST_ROUNDS {
        let next = again(&adoption.source, options)?;
        if next.text() == adoption.source.text() {
            break;
        }
        adoption.source = next;
    }
    Ok(Some(Adoption { healed, ..adoption }))
}

/// A register that reads differently each time is left alone after so many rounds.
const MOST_ROUNDS: usize = 4;

/// An adopted register, adopted.
fn again(source: &Source, options: AdoptOptions<'_>) -> Result<Source, TooDeep> {
    let register = Register::read(source, options.settings.reading())?;
    if register.entries.iter().any(|entry| entry.form != Form::Heading) {
        return Ok(Source::new(source.path().clone(), source.text()));
    }
    let nothing = HashMap::new();
    let options = AdoptOptions { from_leading: &nothing, ..options };
    with_table(in_place::adopt(&register, options)?.source, options)
}

/// A register with its triage table true.
fn with_table(source: Source, options: AdoptOptions<'_>) -> Result<Source, TooDeep> {
    let settings = options.settings;
    let new = {
        let register = Register::read(&source, settings.reading())?;
        let policy = settings.policy(&register);
        match TableOutcome::of(settings.table_input(&register, &policy), settings.reading()) {
            // A row without an entry is all that is left of it.
            TableOutcome::Rewritten(new, tally) if tally.removed.is_empty() => Some(new),
            _ => None,
        }
    };
    Ok(new.unwrap_or(source))
}

/// The ID of each entry: its own where it is one, the one it was given before, or the next free.
fn ids(register: &Register<'_>, options: AdoptOptions<'_>) -> Vec<String> {
    let settings = options.settings;
    let mut taken: HashSet<String> = HashSet::new();
    let mut own: Vec<Option<String>> = Vec::with_capacity(register.entries.len());
    for (at, entry) in register.entries.iter().enumerate() {
        let given = options.from_leading.get(&at).map(|given| given.id.clone());
        let stands = register.id(entry).filter(|id| settings.id.matches(id)).map(str::to_owned);
        let former = || options.former_ids.get(&heading_key(register, entry)).cloned();
        let id = given.or(stands).or_else(former).filter(|id| taken.insert(id.clone()));
        own.push(id);
    }
    let mut free =
        free_ids(register, settings).filter(|id| !taken.contains(id) && !options.taken.contains(id));
    own.into_iter().map(|id| id.or_else(|| free.next()).unwrap_or_default()).collect()
}

/// The IDs that follow those of a register; where those are not of the form that is asked for,
/// such as `login-2`, the usual ones.
fn free_ids(register: &Register<'_>, settings: &Settings) -> impl Iterator<Item = String> {
    let own = FreeIds::of([register]);
    let is_sound = own.clone().next().is_some_and(|id| settings.id.matches(&id));
    let usual = (1_u32..).map(|number| format!("G-{number:03}"));
    is_sound.then_some(own).into_iter().flatten().chain(usual)
}

/// What an entry is known by when a register is adopted again.
fn heading_key(register: &Register<'_>, entry: &Entry) -> String {
    fold(&values::title(register.text(entry.title)))
}

/// The IDs of a register that was adopted before, by the headings of its entries.
pub fn former_ids(register: &Register<'_>) -> HashMap<String, String> {
    let ids = register
        .entries
        .iter()
        .filter_map(|entry| Some((heading_key(register, entry), register.id(entry)?.to_owned())));
    ids.collect()
}

/// The keys that every entry of today's form has below its ID.
fn required(settings: &Settings) -> impl Iterator<Item = Key> {
    let is_field = |key: &Key| !matches!(key, Key::Id | Key::Gap | Key::Area);
    settings.required_today().iter().copied().filter(is_field)
}

/// A label that means nothing of its own to a register in today's form.
fn own_label(label: &str, words: &Vocabulary) -> String {
    let label = label.trim().trim_end_matches([':', '：']);
    if words.key(label).is_some() { format!("Source {label}") } else { label.to_owned() }
}

/// How many of an entry's values are still to come.
fn placeholders(values: &Values, to_come: &str) -> usize {
    values.known.values().filter(|value| *value == to_come).count()
}
