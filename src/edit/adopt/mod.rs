//! Older and foreign registers → registers in today's form. Nothing is invented: what the source
//! does not say becomes a placeholder.
//!
//! Where each entry is a heading already, the file stays and gains what it lacks. Rows, items and
//! flattened text are written anew.

mod flat;
mod ids;
mod in_place;
mod introductions;
mod labels;
mod links;
mod lost;
mod options;
mod page;
mod plans;
mod policies;
mod rank;
mod read_back;
mod remains;
mod renamed;
mod rest;
mod short_titles;
mod states;
mod status;
mod titles;
mod values;

use std::collections::HashMap;

use super::table::TableOutcome;
use crate::document::TooDeep;
use crate::encoding;
use crate::register::{Entry, Form, Policy, Refusal, Register, Unread, UnreadKind};
use crate::text::{LineIndex, Source};
use crate::triage::TableInput;

pub use ids::former_ids;
pub use options::{AdoptOptions, AdoptedEntry, Adoption, UnreadLines, UnusedLine};
pub(crate) use read_back::{Misread, misread};
pub use renamed::RenamedLabel;

/// A register in today's form; nothing where the source holds no entries that can be found.
pub fn adopt(
    register: &Register<'_>,
    options: AdoptOptions<'_>,
) -> Result<Option<Adoption>, TooDeep> {
    let source = register.source;
    let Some((text, healed)) = encoding::healed(source.text()) else {
        return adopt_healed(register, options);
    };
    let source = Source::new(source.path().clone(), text);
    let register = Register::parse(&source, options.settings.reading())?;
    let adoption = adopt_healed(&register, options)?;
    Ok(adoption.map(|adoption| Adoption { healed, ..adoption }))
}

/// A register in today's form, from one without broken text.
fn adopt_healed(
    register: &Register<'_>,
    options: AdoptOptions<'_>,
) -> Result<Option<Adoption>, TooDeep> {
    let source = register.source;
    let adoption = if register.entries.is_empty() {
        flat::draft(source, &register.language, options)
            .map(|draft| page::written(source, &draft, options))
    } else if register.entries.iter().any(|entry| entry.form == Form::Heading) {
        Some(in_place::adopt(register, options)?)
    } else {
        Some(page::written(source, &page::draft(register, options), options))
    };
    let Some(mut adoption) = adoption else { return Ok(None) };
    adoption.source = with_table(adoption.source, options)?;
    // The ID in a heading may be none in today's form.
    let mut known = options.former_ids.clone();
    for (entry, adopted) in register.entries.iter().zip(&adoption.entries) {
        let adopted = adopted.as_ref().map(|adopted| (ids::line_key(register, entry), &adopted.id));
        known.extend(adopted.map(|(line, id)| (line, id.clone())));
    }
    let options = AdoptOptions { former_ids: &known, ..options };
    // With what was added, more may be readable than before.
    for _ in 0..MOST_ROUNDS {
        let next = again(&adoption.source, options)?;
        if next.text() == adoption.source.text() {
            break;
        }
        adoption.source = next;
    }
    describe(&mut adoption, register, options)?;
    let lost = lost::lost_lines(register, &adoption, options);
    let listed: Vec<usize> = adoption.unused.iter().map(|unused| unused.line).collect();
    adoption.unused.extend(lost.into_iter().filter(|unused| !listed.contains(&unused.line)));
    adoption.unread = unread_among_entries(register);
    Ok(Some(adoption))
}

/// What is beside the entries of a register and may be one that has a slip.
fn unread_among_entries(register: &Register<'_>) -> Vec<UnreadLines> {
    let index = LineIndex::new(register.source);
    let line = |at: u32| index.position(at as usize).line;
    let is_among = |unread: &&Unread| {
        matches!(unread.why, Refusal::NoTitle | Refusal::OthersCertain)
            && unread.what != UnreadKind::Table
    };
    let lines = |unread: &Unread| {
        let Unread { span, why, .. } = unread;
        UnreadLines { lines: [line(span.start), line(span.end)], why: why.reason() }
    };
    register.unread.iter().filter(is_among).map(lines).collect()
}

/// Notes in which order the adopted entries have their fields, and which labels are others now.
fn describe(
    adoption: &mut Adoption,
    old: &Register<'_>,
    options: AdoptOptions<'_>,
) -> Result<(), TooDeep> {
    let register = Register::parse(&adoption.source, options.settings.reading())?;
    adoption.renamed = renamed::labels([old, &register], &options.settings.vocabulary);
    let keys = |entry: &Entry| entry.fields.iter().filter_map(|field| field.key).collect();
    let by_id = register.entries.iter().filter_map(|entry| Some((register.id(entry)?, entry)));
    let by_id: HashMap<&str, &Entry> = by_id.collect();
    let pairs = old.entries.iter().zip(&adoption.entries);
    let pairs = pairs.filter_map(|(own, adopted)| Some([own, *by_id.get(&*adopted.as_ref()?.id)?]));
    let pairs: Vec<[&Entry; 2]> = pairs.collect();
    adoption.levels = renamed::levels([old, &register], &pairs);
    for adopted in adoption.entries.iter_mut().flatten() {
        adopted.order = by_id.get(&*adopted.id).copied().map_or_else(Vec::new, keys);
    }
    Ok(())
}

/// After so many rounds, a register that still reads differently stays as it is.
const MOST_ROUNDS: usize = 4;

/// An adopted register, adopted once more.
fn again(source: &Source, options: AdoptOptions<'_>) -> Result<Source, TooDeep> {
    let register = Register::parse(source, options.settings.reading())?;
    if register.entries.iter().any(|entry| entry.form != Form::Heading) {
        return Ok(Source::new(source.path().clone(), source.text()));
    }
    let nothing = HashMap::new();
    let options = AdoptOptions { from_leading: &nothing, ..options };
    with_table(in_place::adopt(&register, options)?.source, options)
}

/// A register with its triage table up to date.
fn with_table(source: Source, options: AdoptOptions<'_>) -> Result<Source, TooDeep> {
    let settings = options.settings;
    let new = {
        let register = Register::parse(&source, settings.reading())?;
        let policy = Policy::of(&register, &settings.promise, &settings.vocabulary);
        match TableOutcome::keeping(
            TableInput::new(&register, &policy, &settings.vocabulary, &settings.triage),
            settings.reading(),
            || options.newer.clone(),
        ) {
            // A row without an entry may be all that is left of the gap: it is not removed.
            TableOutcome::Rewritten(new, tally)
                if tally.removed.is_empty() && tally.orphans.is_empty() =>
            {
                Some(new)
            }
            _ => None,
        }
    };
    Ok(new.unwrap_or(source))
}
