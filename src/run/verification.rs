//! What a route contract says about the entries of a run.

use std::borrow::Cow;

use serde::Serialize;

use super::project::Project;
use crate::finding::Level;
use crate::lint;
use crate::register::{Entry, EntryEnd, Policy, Register, TrackedValues};
use crate::routes::{Answer, AnsweredMention, Contract, EntryVerdict, JudgedEntry, Verdict};
use crate::rules::Environment;
use crate::text::LineIndex;

/// Every entry of a run, held against a contract.
#[derive(Debug, Serialize)]
pub(crate) struct Verification<'a> {
    version: u8,
    pub routes: VerifiedRoutes<'a>,
    pub entries: Vec<VerifiedEntry<'a>>,
}

/// The contract.
#[derive(Debug, Serialize)]
pub(crate) struct VerifiedRoutes<'a> {
    pub file: &'a str,
    pub kind: &'a str,
    pub operations: usize,
    pub complete: bool,
}

/// An entry, and what the contract says about it.
#[derive(Debug, Serialize)]
pub(crate) struct VerifiedEntry<'a> {
    pub path: &'a str,
    pub id: Option<&'a str>,
    pub number: Option<&'a str>,
    pub title: Cow<'a, str>,
    pub status: Option<String>,
    pub verdict: Verdict,
    pub why: String,
    pub endpoints: Vec<VerifiedEndpoint<'a>>,
}

/// An endpoint that an entry names.
#[derive(Debug, Serialize)]
pub(crate) struct VerifiedEndpoint<'a> {
    pub endpoint: String,
    pub method: Option<String>,
    pub route: String,
    pub answer: Answer,
    pub why: String,
    pub field: &'a str,
    pub line: usize,
    /// Whether the verdict depends on it.
    #[serde(skip)]
    pub decides: bool,
}

impl<'a> Verification<'a> {
    /// Holds the entries of registers against a contract.
    pub(crate) fn of(
        registers: &'a [Register<'a>],
        contract: &'a Contract,
        project: &'a Project,
    ) -> Self {
        let mut entries = Vec::new();
        for register in registers {
            let policy = project.policy(register);
            let lines = LineIndex::new(register.source);
            let verified = Verified { register, policy: &policy, lines: &lines, contract, project };
            entries.extend(register.entries.iter().map(|entry| verified.entry(entry)));
        }
        let routes = VerifiedRoutes {
            file: contract.source.path(),
            kind: &contract.kind,
            operations: contract.count,
            complete: contract.is_complete,
        };
        Self { version: 1, routes, entries }
    }

    /// Holds one entry against a contract.
    pub(crate) fn of_entry(
        register: &'a Register<'a>,
        entry: &'a Entry,
        contract: &'a Contract,
        project: &'a Project,
    ) -> VerifiedEntry<'a> {
        let policy = project.policy(register);
        let lines = LineIndex::new(register.source);
        Verified { register, policy: &policy, lines: &lines, contract, project }.entry(entry)
    }

    /// How many entries have a verdict.
    pub(crate) fn count(&self, verdict: Verdict) -> usize {
        self.entries.iter().filter(|entry| entry.verdict == verdict).count()
    }
}

/// The highest level of what the rules about a contract find in registers.
pub(crate) fn worst(
    registers: &[Register<'_>],
    contract: &Contract,
    project: &Project,
) -> Option<Level> {
    let pages = project.pages();
    let environment = Environment { contract: Some(contract), ..project.environment(&pages, None) };
    let found = |register| lint::contract_findings(register, &project.settings, environment);
    registers.iter().flat_map(found).map(|finding| finding.level).max()
}

/// A register that is held against a contract.
struct Verified<'a, 'p> {
    register: &'a Register<'a>,
    policy: &'p Policy,
    lines: &'p LineIndex<'p>,
    contract: &'a Contract,
    project: &'a Project,
}

impl<'a> Verified<'a, '_> {
    fn entry(&self, entry: &'a Entry) -> VerifiedEntry<'a> {
        let (register, words) = (self.register, &self.project.settings.vocabulary);
        let tracked = TrackedValues::of(register, entry, self.policy, words);
        let end = EntryEnd::of(&tracked, self.policy, words);
        let judged = JudgedEntry { register, entry, end, words };
        let EntryVerdict { verdict, why, mentions, .. } = judged.verdict(self.contract);
        VerifiedEntry {
            path: register.source.path(),
            id: register.id(entry),
            number: entry.number.map(|number| register.text(number)),
            title: register.readable_title(entry),
            status: tracked.stated_state(self.policy).map(str::to_owned),
            verdict,
            why,
            endpoints: mentions.into_iter().map(|own| self.endpoint(own)).collect(),
        }
    }

    fn endpoint(&self, own: AnsweredMention) -> VerifiedEndpoint<'a> {
        let AnsweredMention { mention, answer, decides } = own;
        VerifiedEndpoint {
            endpoint: mention.endpoint(),
            answer: answer.answer,
            why: answer.why,
            field: self.project.settings.vocabulary.name(mention.key),
            line: self.lines.position(mention.span.start as usize).line,
            decides,
            method: mention.method,
            route: mention.route,
        }
    }
}
