//! Entries that are nothing but a heading, and registers without entries: one finding each.

use std::collections::HashMap;
use std::sync::Arc;

use super::{LintedRegisters, drop_marked};
use crate::finding::{Finding, Level};
use crate::mirror::Paired;
use crate::register::{Entry, Register};
use crate::text::Span;

/// Where the entries without fields of a register are. A hostile one has very many, so there are lists in
/// order, and no tables.
struct BareEntries {
    starts: Vec<u32>,
    /// For each of them, the place of the first finding about what the entry lacks.
    firsts: Vec<Option<u32>>,
    numbers: Vec<Span>,
}

impl BareEntries {
    fn of(register: &Register<'_>) -> Self {
        let has_box = |entry: &Entry| {
            register.box_of_item(entry).or_else(|| register.slip_of_box(entry)).is_some()
        };
        let bare = || register.entries.iter().filter(|it| it.fields.is_empty() && !has_box(it));
        let mut starts: Vec<u32> = bare().map(|entry| entry.handle().start).collect();
        let mut numbers: Vec<Span> = bare().filter_map(|entry| entry.number).collect();
        starts.sort_unstable();
        numbers.sort_unstable();
        Self { firsts: vec![None; starts.len()], starts, numbers }
    }

    /// Where the first finding about the entry that starts at a place is noted.
    fn first_at(&mut self, place: u32) -> Option<&mut Option<u32>> {
        let at = self.starts.binary_search(&place).ok()?;
        self.firsts.get_mut(at)
    }

    fn have_number(&self, place: Span) -> bool {
        self.numbers.binary_search(&place).is_ok()
    }
}

impl LintedRegisters<'_> {
    /// The findings, where all that a heading without fields lacks is one.
    pub(super) fn with_bare_once(self, mut findings: Vec<Finding>) -> Vec<Finding> {
        let mut bare: HashMap<&str, BareEntries> = self
            .registers
            .iter()
            .map(|register| (&**register.source.path(), BareEntries::of(register)))
            .collect();
        let message: Arc<str> = "this entry is nothing but a heading, without any field".into();
        let mut dropped = vec![false; findings.len()];
        for at in 0..findings.len() {
            let finding = &findings[at];
            let Some(bare) = bare.get_mut(&*finding.path) else { continue };
            if finding.rule == "repeated-number" {
                dropped[at] = finding.related.iter().any(|first| bare.have_number(first.span));
                continue;
            }
            let is_lack = ["missing-id", "missing-field"].contains(&finding.rule);
            if !is_lack || finding.is_left_out() {
                continue;
            }
            let Some(first) = bare.first_at(finding.span.start) else { continue };
            dropped[at] = first.is_some() || finding.level != Level::Error;
            if let Some(first) = first.map(|first| first as usize) {
                // The ID that it lacks can be given all the same.
                let fix = findings[at].fix.take();
                findings[first].fix = findings[first].fix.take().or(fix);
            } else if !dropped[at] {
                *first = Some(at as u32);
                findings[at].message = message.clone();
            }
        }
        drop_marked(&mut findings, dropped);
        findings
    }

    /// The findings, where all entries that an empty register lacks are one.
    pub(super) fn with_empty_once(self, findings: Vec<Finding>, pairs: &[Paired]) -> Vec<Finding> {
        let is_empty = |at: usize| self.registers[at].entries.is_empty();
        let empty = pairs.iter().filter(|pair| is_empty(pair.leading) != is_empty(pair.mirror));
        let mut counts: HashMap<String, usize> = HashMap::new();
        for pair in empty {
            let entries = |at: usize| self.registers[at].entries.len();
            let count = entries(pair.leading).max(entries(pair.mirror));
            counts.insert(self.path(pair.mirror).to_owned(), count);
        }
        if counts.is_empty() {
            return findings;
        }
        let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
        for mut finding in findings {
            let is_about_pair = finding.rule.starts_with("mirror-")
                || ["unmirrored-entry", "extra-mirror-entry"].contains(&finding.rule);
            let Some(count) = counts.get(&*finding.path).filter(|_| is_about_pair) else {
                kept.push(finding);
                continue;
            };
            let is_first = !finding.rule.starts_with("mirror-")
                && !kept
                    .iter()
                    .any(|other| other.path == finding.path && other.rule == finding.rule);
            if is_first {
                let message = if finding.rule == "unmirrored-entry" {
                    format!("the translation has no entries; the source has {count}")
                } else {
                    format!("the source has no entries; this translation has {count}")
                };
                finding.message = message.into();
                finding.entry = None;
                kept.push(finding);
            }
        }
        kept
    }
}
