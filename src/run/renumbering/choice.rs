//! Which of the entries that have one ID move.

use anyhow::{Result, anyhow, bail};

use super::duplicates::Duplicate;
use super::texts::OtherTexts;
use super::{RenumberOptions, place};
use crate::register::Register;
use crate::run::pairs::{AlignedPair, aligned_pairs, policies};
use crate::run::project::Project;
use crate::vocabulary::fold;

/// An entry that could move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub heading: String,
    /// Where it is: `docs/en/gap-register.md:12`.
    pub place: String,
}

/// The entries of one ID that move, for each register.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub per_register: Vec<(usize, Vec<usize>)>,
}

impl Chosen {
    fn push(&mut self, register: usize, entry: usize) {
        match self.per_register.iter_mut().find(|(own, _)| *own == register) {
            Some((_, entries)) => entries.push(entry),
            None => self.per_register.push((register, vec![entry])),
        }
    }
}

/// The entries of each duplicate that move.
pub(super) fn chosen(
    found: &[Duplicate],
    registers: &[Register<'_>],
    options: &RenumberOptions<'_>,
    others: &OtherTexts<'_>,
    project: &Project,
) -> Result<Vec<Chosen>> {
    let choose = |duplicate: &Duplicate| match options.base {
        Some(base) => since(base, duplicate, registers, others),
        None => by_heading(duplicate, registers, options, project),
    };
    found.iter().map(choose).collect()
}

fn candidates(entries: &[(usize, usize)], registers: &[Register<'_>]) -> Vec<Candidate> {
    let candidate = |&(register, entry): &(usize, usize)| {
        let register = &registers[register];
        let entry = &register.entries[entry];
        Candidate {
            heading: register.text(entry.heading).to_owned(),
            place: place(register.source, entry.span.start as usize),
        }
    };
    entries.iter().map(candidate).collect()
}

/// The candidates as lines of a message.
fn listed(candidates: &[Candidate]) -> String {
    let line = |one: &Candidate| format!("\n  {}: {}", one.place, one.heading);
    candidates.iter().map(line).collect()
}

/// Those that were added since a revision.
fn since(
    base: &str,
    duplicate: &Duplicate,
    registers: &[Register<'_>],
    others: &OtherTexts<'_>,
) -> Result<Chosen> {
    let mut chosen = Chosen::default();
    for entries in &duplicate.languages {
        let is_new = |(register, entry): &&(usize, usize)| {
            others.is_new(registers[*register].source.path(), *entry)
        };
        let added: Vec<&(usize, usize)> = entries.iter().filter(is_new).collect();
        if added.is_empty() || added.len() == entries.len() {
            let which = if added.is_empty() { "none" } else { "all" };
            let id = &duplicate.id;
            bail!(
                "{which} of the entries with the ID {id} came after `{base}`: say which moves, with \
                 `gapreg renumber {id} --heading WORDS`:{}",
                listed(&candidates(entries, registers))
            );
        }
        for &(register, entry) in added {
            chosen.push(register, entry);
        }
    }
    Ok(chosen)
}

/// The one that is named by its heading, or that somebody picks; and its translations.
fn by_heading(
    duplicate: &Duplicate,
    registers: &[Register<'_>],
    options: &RenumberOptions<'_>,
    project: &Project,
) -> Result<Chosen> {
    let Some(leading) = duplicate.languages.first() else { return Ok(Chosen::default()) };
    let all = candidates(leading, registers);
    let id = &duplicate.id;
    let at = match options.heading {
        Some(words) => named(words, &all, id)?,
        None => (options.ask)(id, &all).ok_or_else(|| {
            anyhow!(
                "{id} is the ID of {} entries: say which moves, with `gapreg renumber {id} --heading \
                 WORDS`, or with `--base REV` those that were added since:{}",
                all.len(),
                listed(&all)
            )
        })?,
    };
    let mut chosen = Chosen::default();
    let (register, entry) = leading[at];
    chosen.push(register, entry);
    let policies = policies(registers, &project.settings);
    let pairs = aligned_pairs(registers, &policies, &project.settings);
    for entries in &duplicate.languages[1..] {
        let is_translation = |&(mirror, other): &(usize, usize)| {
            let own = &registers[register].entries[entry];
            let theirs = &registers[mirror].entries[other];
            let of_both =
                |pair: &&AlignedPair<'_>| pair.leading == register && pair.mirror == mirror;
            pairs.iter().filter(of_both).any(|pair| {
                let mut couples = pair.pair.alignment.pairs.iter();
                couples.any(|couple| {
                    std::ptr::eq(couple.leading, own) && std::ptr::eq(couple.mirror, theirs)
                })
            })
        };
        // What nothing tells apart is in the same order in each language.
        let found = entries.iter().position(is_translation).unwrap_or(at);
        let (mirror, other) =
            *entries.get(found).ok_or_else(|| anyhow!("{id} has no translation"))?;
        chosen.push(mirror, other);
    }
    Ok(chosen)
}

fn named(words: &str, all: &[Candidate], id: &str) -> Result<usize> {
    let words = fold(words);
    let is_meant = |one: &Candidate| fold(&one.heading).contains(&words);
    let mut meant = all.iter().enumerate().filter(|(_, one)| is_meant(one)).map(|(at, _)| at);
    match (meant.next(), meant.next()) {
        (Some(at), None) => Ok(at),
        (None, _) => {
            bail!("no entry with the ID {id} has these words in its heading:{}", listed(all))
        }
        _ => bail!("several entries with the ID {id} have these words:{}", listed(all)),
    }
}
