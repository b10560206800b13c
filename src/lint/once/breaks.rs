//! Files whose structure is broken somewhere: what follows from that is not reported besides.

use std::collections::{HashMap, HashSet};

use super::{LintedRegisters, drop_marked};
use crate::finding::Finding;
use crate::mirror::Paired;
use crate::register::Register;
use crate::rules::{self, Group};

/// The rules about broken structures.
const BREAKS: [&str; 3] = ["malformed-heading", "split-table", "cut-off-register"];

/// What is broken in one file: nothing of it can be compared with a translation, whatever it says.
#[derive(Default)]
struct Breaks<'f> {
    rules: HashSet<&'static str>,
    /// With each rule, the entries that have become its text, or that it cuts.
    entries: HashSet<(&'static str, Option<&'f str>)>,
    /// With each rule, the words of the texts that are not read as what they are.
    words: HashSet<(&'static str, &'f str)>,
    /// The IDs of rows whose entries are gone.
    gone: HashSet<&'f str>,
}

impl<'f> Breaks<'f> {
    /// What some findings say is broken in their file.
    fn of(mut findings: Vec<&'f Finding>, register: &'f Register<'_>) -> Self {
        let mut breaks = Self::default();
        findings.sort_by_key(|finding| (finding.rule, finding.span.start));
        // The texts of one rule that overlap have the same end.
        let mut covered = ("", 0);
        for finding in findings {
            let (rule, start) = (finding.rule, finding.span.start as usize);
            breaks.rules.insert(rule);
            breaks.entries.insert((rule, broken_entry(finding, register)));
            if covered.0 != rule || start >= covered.1 {
                let end = start + region_length(rule, &register.source.text()[start..]);
                covered = (rule, end);
                let words = words_of(&register.source.text()[start..end]);
                breaks.words.extend(words.map(|word| (rule, word)));
            }
            let rows = finding.related.first().filter(|_| rule == "cut-off-register");
            breaks.gone.extend(rows.into_iter().flat_map(|first| gone(register, first.span.start)));
        }
        breaks
    }

    /// Whether a finding of the same file follows from what is broken.
    fn explain_own(&self, finding: &Finding) -> bool {
        match finding.rule {
            "repeated-field" | "mismatched-id" => self.is_of("malformed-heading", finding),
            "missing-field" => self.is_of("cut-off-register", finding),
            "orphan-triage-row" => self.name("malformed-heading", finding) || self.is_gone(finding),
            "untracked-entry" | "contradicting-row" => self.name("split-table", finding),
            "missing-triage" => self.rules.contains("split-table"),
            _ => false,
        }
    }

    /// Whether a finding of the pair follows from what is broken.
    fn explain_in_pair(&self, finding: &Finding) -> bool {
        (finding.rule == "mirror-table" && self.rules.contains("split-table"))
            || self.is_of("malformed-heading", finding)
            || self.name("malformed-heading", finding)
            || self.is_of("cut-off-register", finding)
            || self.is_gone(finding)
    }

    fn is_of(&self, rule: &'static str, finding: &Finding) -> bool {
        self.entries.contains(&(rule, finding.entry.as_deref()))
    }

    /// Whether a text names the entry of a finding.
    fn name(&self, rule: &'static str, finding: &Finding) -> bool {
        finding.entry.as_deref().is_some_and(|entry| self.words.contains(&(rule, entry)))
    }

    fn is_gone(&self, finding: &Finding) -> bool {
        finding.entry.as_deref().is_some_and(|entry| self.gone.contains(entry))
    }
}

/// The IDs of the rows from a place on that no entry has: another part of the table may be further below.
fn gone<'f>(register: &'f Register<'_>, from: u32) -> impl Iterator<Item = &'f str> {
    let known: HashSet<&str> =
        register.entries.iter().filter_map(|entry| register.id(entry)).collect();
    let rows = register.triage_rows().map(|own| own.row);
    let rows = rows.filter(move |row| row.id.start >= from);
    rows.map(|row| register.plain(row.id)).filter(move |id| !known.contains(id))
}

/// The words of a text, IDs whole.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let is_of_word = |c: char| c.is_alphanumeric() || "-_#".contains(c);
    text.split(move |c| !is_of_word(c)).filter(|word| !word.is_empty())
}

impl LintedRegisters<'_> {
    /// The findings without those that follow from a broken structure.
    pub(super) fn without_broken(
        self,
        mut findings: Vec<Finding>,
        pairs: &[Paired],
    ) -> Vec<Finding> {
        if !findings.iter().any(|finding| BREAKS.contains(&finding.rule)) {
            return findings;
        }
        let by_path: HashMap<&str, usize> =
            (0..self.registers.len()).map(|at| (self.path(at), at)).collect();
        let mut broken: HashMap<usize, Vec<&Finding>> = HashMap::new();
        for finding in findings.iter().filter(|finding| BREAKS.contains(&finding.rule)) {
            let Some(&at) = by_path.get(&*finding.path) else { continue };
            broken.entry(at).or_default().push(finding);
        }
        let breaks = broken.into_iter().map(|(at, own)| (at, Breaks::of(own, self.registers[at])));
        let breaks: HashMap<usize, Breaks<'_>> = breaks.collect();
        let explains = |at: usize, finding: &Finding| {
            breaks.get(&at).is_some_and(|breaks| {
                breaks.explain_own(finding)
                    || (is_about_pair(finding) && breaks.explain_in_pair(finding))
            })
        };
        let follows = |finding: &Finding| {
            let Some(&own) = by_path.get(&*finding.path) else { return false };
            let leading = pairs.iter().filter(|pair| pair.mirror == own).map(|pair| pair.leading);
            let mut leading = leading.filter(|_| is_about_pair(finding));
            explains(own, finding) || leading.any(|leading| explains(leading, finding))
        };
        let follows = findings.iter().map(follows).collect();
        drop_marked(&mut findings, follows);
        findings
    }
}

fn is_about_pair(finding: &Finding) -> bool {
    rules::rule(finding.rule).is_some_and(|rule| rule.group == Group::Mirror)
}

/// The length of the text that a break makes something else of.
fn region_length(rule: &str, rest: &str) -> usize {
    match rule {
        "malformed-heading" => {
            next_line_with(rest, |line| line.starts_with("## ") || line.starts_with("### "))
        }
        "split-table" => next_line_with(rest, |line| !line.starts_with('|')),
        _ => rest.len(),
    }
}

/// The entry whose text a break has become, or that it cuts.
fn broken_entry<'f>(finding: &'f Finding, register: &'f Register<'_>) -> Option<&'f str> {
    match finding.rule {
        "cut-off-register" => finding.entry.as_deref(),
        "malformed-heading" => register.id(register.entry_around(finding.span)?),
        _ => None,
    }
}

/// Where the first line behind the first starts that is so.
fn next_line_with(text: &str, is_so: impl Fn(&str) -> bool) -> usize {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number > 0 && is_so(line) {
            return at;
        }
        at += line.len();
    }
    text.len()
}
