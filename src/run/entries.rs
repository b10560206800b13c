//! Entries that people name, change and add.

use std::sync::Arc;

use anyhow::{Result, anyhow, bail};

use super::families::Families;
use super::ids;
use super::inputs::Inputs;
use super::notes::Notes;
use super::own_target::{own_settings, with_target};
use super::pages::{PageEntries, PageEntry};
use super::pairs::{AlignedPair, aligned_pairs, policies};
use super::project::Project;
use super::writes::NewText;
use crate::edit::{
    self, Addition, ChosenChapter, EditRefusal, EditTarget, FieldValue, OwnValue, SetOptions,
    SetText,
};
use crate::mirror::language_rank;
use crate::register::{Entry, Reading, Register, TrackedValues, heading_steps};
use crate::rules;
use crate::settings::Settings;
use crate::text::{LineIndex, Source, printable};
use crate::values::{Sla, split_base_id};
use crate::vocabulary::{Key, fold, nearest, without_qualifier};

/// An entry, and its register.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FoundEntry<'r> {
    pub register: &'r Register<'r>,
    pub entry: &'r Entry,
}

/// The entries of an ID, in every register; an error where there is none.
pub(crate) fn named<'r>(registers: &'r [Register<'r>], id: &str) -> Result<Vec<FoundEntry<'r>>> {
    let named = |register: &'r Register<'r>| {
        edit::named(register, id).map(move |entry| FoundEntry { register, entry })
    };
    let found: Vec<FoundEntry<'_>> = registers.iter().flat_map(named).collect();
    if found.is_empty() { Err(unknown(id, registers)) } else { Ok(found) }
}

/// What to say of an ID that no entry has.
pub(crate) fn unknown(id: &str, registers: &[Register<'_>]) -> anyhow::Error {
    let ids = registers.iter().flat_map(Register::ids);
    let has_names = registers.iter().flat_map(|register| &register.entries).any(is_named);
    if !has_names {
        return anyhow!(
            "no entry is called `{id}`: the entries here have no IDs, so write the whole title of one, as \
             `gapreg list` shows it"
        );
    }
    match nearest(id, ids) {
        Some(near) => anyhow!("no entry is called `{id}`; did you mean `{near}`?"),
        None => anyhow!("no entry is called `{id}`; `gapreg list` lists them"),
    }
}

/// Whether an entry has an ID, or a number that can be named in its place.
fn is_named(entry: &Entry) -> bool {
    entry.id.or(entry.number).is_some()
}

/// The entry of an ID in a register and its translations; an error where it is not only one.
pub(crate) fn only<'r>(
    registers: &'r [Register<'r>],
    id: &str,
    project: &Project,
) -> Result<Vec<FoundEntry<'r>>> {
    let found = named(registers, id)?;
    let first = found[0].register;
    let families = Families::of(registers, &project.settings);
    if let Some(other) = found.iter().find(|found| !families.are_one(found.register, first)) {
        bail!(
            "`{id}` is in `{}` and in `{}`: name one with --in",
            first.source.path(),
            other.register.source.path()
        );
    }
    match repeated(&found, id) {
        Some(repeated) => bail!("{repeated}"),
        None if is_named(found[0].entry) => Ok(found),
        None => Ok(with_translations(found, registers, project)),
    }
}

/// Entries that have titles alone, with their translations, which have others.
fn with_translations<'r>(
    found: Vec<FoundEntry<'r>>,
    registers: &'r [Register<'r>],
    project: &Project,
) -> Vec<FoundEntry<'r>> {
    let settings = &project.settings;
    let policies = policies(registers, settings);
    let pairs = aligned_pairs(registers, &policies, settings);
    let mut all = found;
    // From a translation to the leading entry, and from there to the others.
    for _ in 0..2 {
        for AlignedPair { leading, mirror, pair } in &pairs {
            let sides = [&registers[*leading], &registers[*mirror]];
            let is_known = |all: &[FoundEntry<'_>], register: &Register<'_>, entry: &Entry| {
                let is_it = |one: &FoundEntry<'_>| {
                    std::ptr::eq(one.register, register) && one.entry.span == entry.span
                };
                all.iter().any(is_it)
            };
            for couple in &pair.alignment.pairs {
                let entries = [couple.leading, couple.mirror];
                let known = [0, 1].map(|side| is_known(&all, sides[side], entries[side]));
                if known[0] != known[1] {
                    let (register, wanted) =
                        (sides[usize::from(known[0])], entries[usize::from(known[0])]);
                    let own = register.entries.iter().find(|own| own.span == wanted.span);
                    all.extend(own.map(|entry| FoundEntry { register, entry }));
                }
            }
        }
    }
    all
}

/// What to say of entries that have an ID, where several of one register do: all of them, with their
/// lines.
pub(crate) fn repeated(found: &[FoundEntry<'_>], id: &str) -> Option<String> {
    let is_same = |a: &FoundEntry<'_>, b: &FoundEntry<'_>| std::ptr::eq(a.register, b.register);
    let has_other = |at: usize, one: &FoundEntry<'_>| {
        found.iter().enumerate().any(|(other, found)| other != at && is_same(found, one))
    };
    if !found.iter().enumerate().any(|(at, one)| has_other(at, one)) {
        return None;
    }
    let line = |FoundEntry { register, entry }: &FoundEntry<'_>| {
        let line = LineIndex::new(register.source).position(entry.span.start as usize).line;
        let heading = printable(register.text(entry.heading));
        format!("\n  {}:{line}: {heading}", printable(register.source.path()))
    };
    let lines: String = found.iter().map(line).collect();
    let last = found.last()?;
    if last.entry.id.is_none() {
        return Some(format!("`{id}` names more than one entry:{lines}"));
    }
    let command = last.register.renumber_command(last.entry, &[]);
    Some(format!(
        "`{id}` is the ID of more than one entry; `{command}` gives one of them the next free ID:{lines}"
    ))
}

/// The registers with fields of an entry set, where that changes them.
#[derive(Debug, Default)]
pub(crate) struct SetEntries {
    pub new: Vec<NewText>,
    /// What to say of remarks that are in the entries.
    pub notes: Vec<String>,
}

/// Sets fields of an entry in its registers.
pub(crate) fn set(
    found: &[FoundEntry<'_>],
    (inputs, registers): (&Inputs, &[Register<'_>]),
    project: &Project,
    (values, own): (&[FieldValue], &[OwnValue]),
    is_forced: bool,
) -> Result<SetEntries> {
    let has = |own: &OwnValue| found.iter().any(|it| edit::has_own(it.register, &own.name));
    if let Some(lacked) = own.iter().find(|own| !has(own)) {
        bail!("no entry here has a label or a column `{}`", lacked.name);
    }
    let policies = policies(registers, &project.settings);
    let pairs = aligned_pairs(registers, &policies, &project.settings);
    // The words that somebody typed are of the first language that has them.
    let mut by_rank: Vec<FoundEntry<'_>> = found.to_vec();
    by_rank.sort_by_cached_key(|own| language_rank(&own.register.tag, &project.settings));
    let home = by_rank.into_iter().find(|own| has_words(*own, project, values));
    let home = home.map(|own| own.register.language.as_str());
    let mut all =
        SetEntries { new: Vec::new(), notes: left_out(found, registers, &pairs, project) };
    for &FoundEntry { register, entry } in found {
        let is_translation = home.is_some_and(|home| home != register.language);
        let options = SetOptions { is_forced, is_translation };
        let at = register.entries.iter().position(|own| std::ptr::eq(own, entry));
        let words = own_settings(register, &pairs, project);
        let set = with_target(register, words.as_ref(), project, |target| {
            let entry = at.map_or(entry, |at| &target.register.entries[at]);
            let SetText { source, notes } = edit::set(target, entry, values, options)?;
            let name = edit::name_of(target.register, entry);
            Ok(SetText { source: edit::with_own(target, source, name, own)?, notes })
        });
        let SetText { source, notes } = set.map_err(|why| refused(register, entry, &why))?;
        let name = register.spoken_name(entry);
        all.notes.extend(notes.into_iter().map(|note| format!("{name}: {note}")));
        if source.text() != register.source.text() {
            all.new.extend(inputs.place_of(register.source).map(|at| NewText { at, source }));
        }
    }
    Ok(all)
}

/// What to say of each translation in which nothing is set, as no entry there has the ID.
fn left_out(
    found: &[FoundEntry<'_>],
    registers: &[Register<'_>],
    pairs: &[AlignedPair<'_>],
    project: &Project,
) -> Vec<String> {
    let Some(first) = found.first() else { return Vec::new() };
    let name = first.register.spoken_name(first.entry);
    let families = Families::of(registers, &project.settings);
    let has_it = |register: &Register<'_>| {
        found.iter().any(|own| own.register.source.path() == register.source.path())
    };
    let others = registers.iter().filter(|it| families.are_one(it, first.register) && !has_it(it));
    let said = others.map(|register| {
        let path = printable(register.source.path());
        let twin = found.iter().find_map(|own| twin_of(*own, register, registers, pairs));
        match twin.and_then(|twin| register.id(twin)) {
            Some(id) => format!(
                "{path} has no entry {name} and is left as it is; `{id}` there may be the same one: correct its ID"
            ),
            None => format!("{path} has no entry {name} and is left as it is"),
        }
    });
    said.collect()
}

/// The entry of another register that is compared with one.
fn twin_of<'r>(
    own: FoundEntry<'_>,
    other: &'r Register<'_>,
    registers: &[Register<'_>],
    pairs: &[AlignedPair<'_>],
) -> Option<&'r Entry> {
    let is =
        |at: usize, register: &Register<'_>| registers[at].source.path() == register.source.path();
    pairs.iter().find_map(|AlignedPair { leading, mirror, pair }| {
        let leads = is(*leading, own.register) && is(*mirror, other);
        let follows = is(*mirror, own.register) && is(*leading, other);
        let couples = pair.alignment.pairs.iter().filter(|_| leads || follows);
        let sides = couples.map(|couple| {
            let sides = (couple.leading, couple.mirror);
            if leads { sides } else { (sides.1, sides.0) }
        });
        let mut twins = sides.filter(|(one, _)| one.span == own.entry.span);
        let twin = twins.next()?.1.span;
        other.entries.iter().find(|entry| entry.span == twin)
    })
}

/// Whether the words that somebody typed are those of a register.
fn has_words(found: FoundEntry<'_>, project: &Project, values: &[FieldValue]) -> bool {
    let policy = project.policy(found.register);
    let target = project.edit_target(found.register, &policy);
    values.iter().any(|value| edit::is_at_home(target, value))
}

/// Why the fields of an entry are not set.
fn refused(register: &Register<'_>, entry: &Entry, why: &EditRefusal) -> anyhow::Error {
    let path = register.source.path();
    match why {
        EditRefusal::Field(why) => {
            let hint = if why.can_be_forced() { "; --force sets it anyway" } else { "" };
            anyhow!("{path}: {}: {why}{hint}", register.spoken_name(entry))
        }
        EditRefusal::Mismatch(why) => anyhow!("{path}: {why}"),
    }
}

/// The SLA that an entry keeps, and the one that its new priority would have.
#[derive(Debug)]
pub(crate) struct KeptSla {
    pub kept: Sla,
    pub of_priority: Sla,
    pub priority: String,
}

/// Whether changes give an entry a new priority and leave it the SLA of another.
pub(crate) fn kept_sla(
    found: FoundEntry<'_>,
    values: &[FieldValue],
    project: &Project,
) -> Option<KeptSla> {
    let value_of = |key| values.iter().find(|value: &&FieldValue| value.key == key);
    if value_of(Key::Sla).is_some() {
        return None;
    }
    let priority = value_of(Key::Priority)?;
    let words = &project.settings.vocabulary;
    let policy = project.policy(found.register);
    let tracked = TrackedValues::of(found.register, found.entry, &policy, words);
    let kept = tracked.sla?;
    let of_priority = policy.implied_sla(words.level(&priority.text)?, tracked.first_seen)?;
    let priority = priority.text.trim().to_owned();
    (kept != of_priority).then_some(KeptSla { kept, of_priority, priority })
}

/// The state in which changes close an entry without a repair, if neither they nor the entry say why.
pub(crate) fn unexplained_state(
    FoundEntry { register, entry }: FoundEntry<'_>,
    values: &[FieldValue],
    project: &Project,
) -> Option<String> {
    let words = &project.settings.vocabulary;
    let policy = project.policy(register);
    let text = values.iter().find(|value| value.key == Key::Status)?.text.trim();
    let state = policy.meaning(text, words).filter(|state| policy.is_closed_unrepaired(*state))?;
    let name = policy.state_name(state);
    let is_alone = words.status_word_alone(text).is_some() || fold(text) == fold(name);
    let is_bare = is_alone && without_qualifier(text) == text;
    let note = register.value_of(entry, Key::ClosureNote);
    let is_noted = note.is_some_and(|note| words.placeholder(note).is_none());
    (is_bare && !is_noted).then(|| name.to_owned())
}

/// A new entry, as a person asks for it.
#[derive(Debug)]
pub(crate) struct NewEntry<'w> {
    /// Menu path and title.
    pub heading: &'w str,
    pub values: Vec<FieldValue>,
    /// What the labels and columns of the team's own say.
    pub own: Vec<OwnValue>,
    /// What a page of the manual says of it, in one language or several.
    pub of_page: Option<PageEntries>,
}

impl NewEntry<'_> {
    /// What a page says of it in a language.
    fn of_page(&self, language: &str) -> Option<&PageEntry> {
        let entries = &self.of_page.as_ref()?.entries;
        entries.iter().find(|entry| entry.language == language)
    }

    /// The heading and the values for a register. What a person gave wins over what a page says.
    fn said_in(&self, language: &str) -> (String, Vec<FieldValue>) {
        let first = || self.of_page.as_ref().and_then(|page| page.entries.first());
        let Some(page) = self.of_page(language).or_else(first) else {
            return (self.heading.to_owned(), self.values.clone());
        };
        let is_given = |key: Key| self.values.iter().any(|value| value.key == key);
        let own = page.values.iter().filter(|value| !is_given(value.key));
        let values = own.chain(&self.values).cloned().collect();
        let heading = if self.heading.is_empty() { &page.heading } else { self.heading };
        (heading.to_owned(), values)
    }
}

/// A new entry in the registers of a run.
#[derive(Debug)]
pub(crate) struct Added {
    pub id: String,
    /// Menu path and title, in the leading language.
    pub heading: String,
    /// The chapter that it is in, where nobody chose one of several.
    pub chapter: Option<ChosenChapter>,
    pub new: Vec<NewText>,
}

/// What so many sections have is a habit.
const SEVERAL: usize = 3;

/// The registers with a new entry.
pub(crate) fn add(
    wanted: &NewEntry<'_>,
    read: &[Register<'_>],
    inputs: &Inputs,
    project: &Project,
    notes: &dyn Notes,
) -> Result<Added> {
    let home = wanted.of_page.as_ref().map(|page| &page.register);
    let registers = of_one_family(read, project, home)?;
    let leading = registers[0];
    let settings = &project.settings;
    expect_addable(leading, settings)?;
    let (heading, values) = wanted.said_in(&leading.language);
    let keys = keys_of_new(leading, settings, values.is_empty());
    let policy = project.policy(leading);
    let place = edit::place_for(project.edit_target(leading, &policy), &heading, &values)
        .map_err(|why| anyhow!("{}: {why}", leading.source.path()))?;
    if let Some(lacked) = edit::lacked_column(leading, place, &wanted.own) {
        bail!(
            "{}: a new entry has no place for `{lacked}` where it would be: no column or label there is called so",
            leading.source.path()
        );
    }
    let model = place;
    let target = project.edit_target(leading, &policy);
    let chapter = place.and_then(|place| edit::chosen_chapter(target, place, &heading));
    let place = place.and_then(|entry| leading.id(entry));
    let id = next_id(&heading, place, read, inputs, (project, notes));
    let id = id.ok_or_else(|| anyhow!("there is no free ID left"))?;
    let addition = Addition {
        heading,
        id: id.clone(),
        values,
        own: wanted.own.clone(),
        keys,
        today: project.today,
        keeps_lines: wanted.of_page.is_some(),
        is_untranslated: false,
        text: None,
    };
    let policies = policies(read, settings);
    let pairs = aligned_pairs(read, &policies, settings);
    let mut new = Vec::new();
    for register in registers {
        let is_own = register.language == leading.language;
        let is_untranslated = !is_own && wanted.of_page(&register.language).is_none();
        let (heading, values) = wanted.said_in(&register.language);
        let pair = pairs.iter().find(|own| std::ptr::eq(own.pair.mirror, register));
        let heading = match (pair, model) {
            (Some(own), Some(model)) if is_untranslated => {
                edit::translated_heading(&own.pair, model, &heading)
            }
            _ => heading,
        };
        let addition = Addition { heading, values, is_untranslated, ..addition.clone() };
        let words = own_settings(register, &pairs, project);
        let source = with_target(register, words.as_ref(), project, |target| {
            added_to(target, &addition, place)
        })?;
        new.extend(inputs.place_of(register.source).map(|at| NewText { at, source }));
    }
    Ok(Added { id, heading: addition.heading, chapter, new })
}

/// Refuses a register in which a new entry would have no name, or another form than the others.
fn expect_addable(leading: &Register<'_>, settings: &Settings) -> Result<()> {
    if let Some(count) = read_otherwise(leading, settings) {
        bail!(
            "`{path}`: `read:` in the configuration says where its entries are, and what is there has no IDs; \
             without it, {count} entries with IDs are read: take `{path}` out of `read:`, or correct it",
            path = leading.source.path()
        );
    }
    if !leading.entries.is_empty() && leading.entries.iter().all(|entry| entry.id.is_none()) {
        bail!(
            "`{}`: its entries have no IDs, at most numbers, which may change: `gapreg adopt` gives them IDs, \
             by which a new one can be distinguished from them",
            leading.source.path()
        );
    }
    if leading.entries.is_empty() && !leading.unread.is_empty() {
        bail!(
            "`{path}`: no entry was read, so a new one would have another form than those: \
             `gapreg list --unread {path}` shows what could be entries",
            path = leading.source.path()
        );
    }
    Ok(())
}

/// How many entries with IDs a register has where its declaration, by which it has none, is left out.
fn read_otherwise(register: &Register<'_>, settings: &Settings) -> Option<usize> {
    let reading = settings.reading();
    reading.declaration(register.source.path())?;
    if register.entries.iter().any(|entry| entry.id.is_some()) {
        return None;
    }
    let guessed = Reading { declarations: None, ..reading };
    let entries = Register::parse(register.source, guessed).ok()?.entries;
    let have_ids = !entries.is_empty() && entries.iter().all(|entry| entry.id.is_some());
    have_ids.then_some(entries.len())
}

/// The keys that a new entry has, known or not.
fn keys_of_new(leading: &Register<'_>, settings: &Settings, is_bare: bool) -> Vec<Key> {
    let mut keys = rules::required(leading, settings);
    // A register whose entries have IDs is read by them, whatever the configuration requires.
    let has_ids = leading.entries.iter().any(|entry| entry.id.is_some());
    if has_ids && !keys.contains(&Key::Id) {
        keys.insert(0, Key::Id);
    }
    // Where no entry has a recommended field, that is a habit of the register.
    let is_usual = |key: &Key| leading.entries.is_empty() || leading.has_label(*key);
    keys.extend(rules::recommended(leading, settings).into_iter().filter(is_usual));
    keys.extend(rules::usual_of_sections(leading, settings, SEVERAL));
    // Its value is known.
    keys.extend([Key::FirstSeen].into_iter().filter(|key| rules::is_frequent(leading, *key)));
    // Beside one entry, a heading alone is not read as another.
    let is_bare = is_bare && keys.iter().all(|key| *key == Key::Id);
    if is_bare && leading.entries.len() == 1 {
        keys.extend(rules::usual_of_sections(leading, settings, 1).first());
    }
    keys
}

/// The ID of a new entry: like that of the entry which it follows, where a menu path put it there.
fn next_id(
    heading: &str,
    after: Option<&str>,
    read: &[Register<'_>],
    inputs: &Inputs,
    (project, notes): (&Project, &dyn Notes),
) -> Option<String> {
    let mut usual = ids::free(read, inputs, project, notes);
    let is_other = |id: &&str| {
        heading_steps(heading).len() > 1
            && split_base_id(id).is_some_and(|(prefix, ..)| prefix != usual.prefix())
    };
    match after.filter(is_other) {
        Some(id) => ids::free_like(id, read, inputs, project, notes)?.next(),
        None => usual.next(),
    }
}

/// The registers, the leading one first; an error where they are not all translations of it. Those of
/// another family than `home` are left out, where that is given.
fn of_one_family<'r>(
    registers: &'r [Register<'r>],
    project: &Project,
    home: Option<&Arc<str>>,
) -> Result<Vec<&'r Register<'r>>> {
    let families = Families::of(registers, &project.settings);
    let mut registers: Vec<&Register<'_>> = registers.iter().collect();
    if let Some(home) = registers.iter().find(|register| Some(register.source.path()) == home) {
        registers.retain(|register| families.are_one(register, home));
    }
    // The leading language decides where the entry goes, and the others follow.
    registers.sort_by_cached_key(|register| language_rank(&register.tag, &project.settings));
    let Some(&leading) = registers.first() else { bail!("no register could be read") };
    if let Some(other) = registers.iter().find(|register| !families.are_one(register, leading)) {
        let (one, two) = (leading.source.path(), other.source.path());
        bail!("the entry could go to `{one}` or to `{two}`: name one with --in");
    }
    Ok(registers)
}

/// A register with a new entry after the one of the ID `place`, and its row in the table.
fn added_to(target: EditTarget<'_>, addition: &Addition, place: Option<&str>) -> Result<Source> {
    let register = target.register;
    // An ID that several entries have names none of them.
    let place = place.filter(|id| register.sharers(id).len() == 0);
    let same = place.and_then(|id| edit::named(register, id).next());
    let own = || edit::place_for(target, &addition.heading, &addition.values);
    let after = same.map_or_else(own, |same| Ok(Some(same))).map_err(EditRefusal::from);
    let source = after.and_then(|after| edit::add(target, addition, after));
    source.map_err(|why| anyhow!("{}: {why}", register.source.path()))
}
