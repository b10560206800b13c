//! The entries that `--where` describes.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::pairs::{AlignedPair, aligned_pairs, policies};
use super::project::Project;
use crate::finding::Finding;
use crate::query::{OwnNames, Query, QueryContext, QueryError, RegisterView};
use crate::register::{Entry, Policy, Register};
use crate::rules;
use crate::text::{Span, sort_by_place};

/// Which entries of the registers of a run are chosen.
pub(crate) struct ChosenEntries {
    /// The registers, by their paths.
    registers: HashMap<Arc<str>, ChosenOfRegister>,
}

/// The chosen entries of one register.
struct ChosenOfRegister {
    /// Whether each entry is chosen, in order.
    entries: Vec<bool>,
    /// The names of those that are, as findings have them, and of the others.
    names: HashSet<String>,
    others: HashSet<String>,
    /// Where they are, in order.
    spans: Vec<Span>,
}

impl ChosenEntries {
    /// The entries that an expression describes. A translation is chosen where the entry that it
    /// translates is: a translated text decides nothing.
    pub(crate) fn of(
        expression: &str,
        registers: &[Register<'_>],
        project: &Project,
    ) -> Result<Self, QueryError> {
        let (settings, today) = (&project.settings, project.today);
        let (vocabulary, shared) = (&settings.vocabulary, policies(registers, settings));
        let policies: Vec<Policy> = shared.iter().map(|policy| Policy::clone(policy)).collect();
        let own = OwnNames::of(registers, vocabulary);
        let context = QueryContext { vocabulary, policies: &policies, own: &own, today };
        let query = Query::parse(expression, context)?;
        let described = registers.iter().zip(&policies).map(|(register, policy)| {
            let view = RegisterView { register, policy, vocabulary, today };
            register.entries.iter().map(|entry| query.matches(view, entry)).collect()
        });
        let mut described: Vec<Vec<bool>> = described.collect();
        for aligned in aligned_pairs(registers, &shared, settings) {
            follow_leading(&aligned, registers, &mut described);
        }
        let of_register = |(register, entries): (&Register<'_>, Vec<bool>)| {
            (register.source.path().clone(), ChosenOfRegister::of(register, entries))
        };
        Ok(Self { registers: registers.iter().zip(described).map(of_register).collect() })
    }

    /// Whether each entry of a register is chosen, in order.
    pub(crate) fn of_register(&self, register: &Register<'_>) -> &[bool] {
        self.registers.get(register.source.path()).map_or(&[], |chosen| &chosen.entries)
    }

    /// Whether an entry of that name is chosen.
    fn has(&self, name: &str) -> bool {
        self.registers.values().any(|register| register.names.contains(name))
    }

    pub(crate) fn count(&self) -> usize {
        let chosen = self.registers.values().flat_map(|register| &register.entries);
        chosen.filter(|is_chosen| **is_chosen).count()
    }

    /// Whether a finding is about a chosen entry, or about a file of which no entry could be read.
    pub(crate) fn concerns(&self, finding: &Finding) -> bool {
        let Some(register) = self.registers.get(&finding.path) else {
            let is_of_page = rules::rule(finding.rule).is_some_and(|rule| rule.check.reads_pages());
            return !is_of_page || finding.entry.as_deref().is_some_and(|name| self.has(name));
        };
        // A habit is that of all entries; its place is the first of them.
        if finding.count.is_some() {
            return !register.spans.is_empty();
        }
        let is_at_chosen = || register.holds(finding.span.start);
        // An entry that is missing in a file is reported at another one there.
        finding.entry.as_deref().map_or_else(is_at_chosen, |name| {
            register.names.contains(name)
                || (!register.others.contains(name) && self.has(name))
                || (!self.is_other(name) && is_at_chosen())
        })
    }

    /// Whether that is the name of an entry that is not chosen, and of none that is.
    fn is_other(&self, name: &str) -> bool {
        let mut registers = self.registers.values();
        !self.has(name) && registers.any(|register| register.others.contains(name))
    }
}

/// Chooses the entries of a mirror whose leading entries are chosen, and no others of the pairs.
fn follow_leading(
    aligned: &AlignedPair<'_>,
    registers: &[Register<'_>],
    described: &mut [Vec<bool>],
) {
    let places = |at: usize| -> HashMap<u32, usize> {
        let entries = registers[at].entries.iter().enumerate();
        entries.map(|(place, entry)| (entry.span.start, place)).collect()
    };
    let (leading, mirror) = (places(aligned.leading), places(aligned.mirror));
    for pair in &aligned.pair.alignment.pairs {
        let leading = leading.get(&pair.leading.span.start);
        let mirror = mirror.get(&pair.mirror.span.start);
        if let Some((&leading, &mirror)) = leading.zip(mirror) {
            described[aligned.mirror][mirror] = described[aligned.leading][leading];
        }
    }
}

impl ChosenOfRegister {
    fn of(register: &Register<'_>, entries: Vec<bool>) -> Self {
        let all = || register.entries.iter().zip(&entries);
        let chosen: Vec<&Entry> =
            all().filter(|(_, chosen)| **chosen).map(|(entry, _)| entry).collect();
        let others = all().filter(|(_, chosen)| !**chosen).map(|(entry, _)| entry);
        let name = |entry: &Entry| register.spoken_name(entry).to_owned();
        let mut spans: Vec<Span> = chosen.iter().map(|entry| entry.span).collect();
        sort_by_place(&mut spans, |span| *span);
        Self {
            others: others.map(name).collect(),
            names: chosen.iter().map(|entry| name(entry)).collect(),
            spans,
            entries,
        }
    }

    fn holds(&self, place: u32) -> bool {
        let after = self.spans.partition_point(|span| span.start <= place);
        self.spans[..after].last().is_some_and(|span| place < span.end)
    }
}
