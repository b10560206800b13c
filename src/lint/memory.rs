//! What a check found, kept for the next check of the same registers.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use crate::finding::Finding;
use crate::mirror::KnownPairs;
use crate::register::Register;
use crate::rules::{Context, MOST_SHOWN};
use crate::text::Span;

/// What a check found, kept for the next check of the same registers.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// By the path of a register, what the rules found that look at it alone.
    registers: HashMap<Arc<str>, KnownFindings>,
    /// By the path of a register, its entries in which the rules found nothing.
    quiet: HashMap<Arc<str>, QuietEntries>,
    /// By the paths of a register and its translation.
    pairs: HashMap<[Arc<str>; 2], Mutex<KnownPairs>>,
    /// By the path of a register, what distinguishes it and all that it is checked with from what was
    /// before.
    keys: HashMap<Arc<str>, u64>,
}

#[derive(Debug)]
struct KnownFindings {
    key: u64,
    findings: Vec<Finding>,
}

/// The versions of entries in which the rules find nothing that judge each entry by itself.
#[derive(Debug, Default)]
struct QuietEntries {
    /// A hash of what they look at beside the entry.
    facts: u64,
    versions: HashSet<u64>,
}

impl Memory {
    /// Says what distinguishes a register, and all that it is checked with, from what was before.
    pub(crate) fn expect(&mut self, path: &Arc<str>, key: u64) {
        self.keys.insert(path.clone(), key);
    }

    /// What is known of a register that is the same as before.
    pub(super) fn known(&self, register: &Register<'_>) -> Option<&[Finding]> {
        let path = register.source.path();
        let key = self.keys.get(path)?;
        let known = self.registers.get(path).filter(|known| known.key == *key)?;
        Some(&known.findings)
    }

    /// Keeps what was found in a register.
    pub(super) fn keep(&mut self, register: &Register<'_>, findings: &[Finding]) {
        let path = register.source.path();
        if let Some(&key) = self.keys.get(path) {
            let known = KnownFindings { key, findings: findings.to_vec() };
            self.registers.insert(path.clone(), known);
        }
    }

    /// Leaves out the entries in which the rules find nothing, as neither they have changed nor what else the
    /// rules look at.
    pub(super) fn leave_out_quiet(&self, cx: &mut Context<'_>) {
        let register = cx.register;
        let Some(known) = self.quiet.get(register.source.path()) else { return };
        if cx.facts() == Some(known.facts) {
            let is_known = |version| known.versions.contains(&version);
            cx.leave_out(|entry| register.version(entry).is_some_and(is_known));
        }
    }

    /// Keeps in which entries of a register nothing was found. Whether a state that is not known is right,
    /// other entries may show.
    pub(super) fn keep_quiet(&mut self, cx: &Context<'_>, findings: &[Finding]) {
        // Of more findings, some may not be shown.
        let is_whole = findings.len() <= MOST_SHOWN;
        let (register, Some(facts)) = (cx.register, cx.facts().filter(|_| is_whole)) else {
            return;
        };
        let around = findings.iter().filter_map(|finding| register.entry_around(finding.span));
        let loud: HashSet<Span> = around.map(|entry| entry.span).collect();
        let known = self.quiet.entry(register.source.path().clone()).or_default();
        // Most versions are those of entries that have changed since.
        if known.facts != facts || known.versions.len() > 2 * register.entries.len() {
            *known = QuietEntries { facts, versions: HashSet::new() };
        }
        let quiet =
            cx.judged().filter(|(entry, own)| own.state.is_some() && !loud.contains(&entry.span));
        known.versions.extend(quiet.filter_map(|(entry, _)| register.version(entry)));
    }

    /// Makes a place for what is known of a pair.
    pub(super) fn add_pair(&mut self, registers: [&Register<'_>; 2]) {
        self.pairs.entry(paths(registers)).or_default();
    }

    /// What is known of a pair.
    pub(super) fn pair(&self, registers: [&Register<'_>; 2]) -> Option<&Mutex<KnownPairs>> {
        self.pairs.get(&paths(registers))
    }
}

fn paths(registers: [&Register<'_>; 2]) -> [Arc<str>; 2] {
    registers.map(|register| register.source.path().clone())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::lint::registers::check_again;
    use crate::register::{KeptRegister, LastRead, Policy};
    use crate::rules::{Environment, Pages};
    use crate::settings::Settings;
    use crate::text::Source;

    struct NoPages;

    impl Pages for NoPages {
        fn exist(&self, _: &str, pages: &[&str]) -> Vec<Option<bool>> {
            vec![None; pages.len()]
        }
    }

    /// Three sound entries behind one whose state is no state.
    fn text() -> String {
        let entry = |number: usize| {
            let state = if number == 1 { "Opne" } else { "Open" };
            format!(
                "### 1.{number} Desk → Screen {number}\n\n- **ID:** G-00{number}\n\
                 - **First Seen:** 2026-01-0{number}\n- **Environment:** Staging\n- **Status:** {state}\n\
                 - **Priority:** P1\n- **Owner:** Desk\n- **SLA:** 7d\n- **Target Version:** 2.0\n\
                 - **Impact:** High\n\n- **Source page:** `/docs/en/a.md`\n\
                 - **Symptom:** Screen {number} stays empty.\n- **Likely Cause:** The query.\n\
                 - **UI endpoints:** `GET /a/{number}`\n- **Impact:** Readers wait.\n\
                 - **Admin Workaround:** None needed.\n- **Escalation Package:** The log.\n\
                 - **Verification:** Screen {number} has rows.\n\n---\n\n"
            )
        };
        let entries: String = (1..=4).map(entry).collect();
        format!(
            "# Backend Gap Register\n\nStatus flow: Open → Fixed → Verified\n\n## 1) Open gaps\n\n{entries}"
        )
    }

    /// The IDs of the entries that are judged in a text.
    fn judged(read: &mut LastRead, memory: &mut Memory, settings: &Settings) -> Vec<String> {
        let source = read.source().clone();
        let register = read.take(settings.reading()).with(&source);
        let policy = Policy::of(&register, &settings.promise, &settings.vocabulary);
        let environment = Environment::new("2026-01-05".parse().unwrap(), &NoPages);
        let mut cx = Context::new(&register, &policy, settings, environment);
        memory.leave_out_quiet(&mut cx);
        let judged = cx.judged().filter_map(|(entry, _)| register.name(entry)).collect();
        check_again(std::slice::from_ref(&cx), false, memory);
        drop(cx);
        read.put(KeptRegister::of(register));
        judged
    }

    #[test]
    fn an_entry_in_which_nothing_is_found_is_judged_again_when_something_changes() {
        let settings = Settings::built_in(Path::new("/"));
        let (reading, mut memory) = (settings.reading(), Memory::default());
        let source = |text: &str| Arc::new(Source::new("docs/en/gap-register.md", text));
        let old = text();
        let mut read = LastRead::of(source(&old), reading).unwrap();
        let all = ["G-001", "G-002", "G-003", "G-004"];
        assert_eq!(judged(&mut read, &mut memory, &settings), all);
        assert_eq!(judged(&mut read, &mut memory, &settings), ["G-001"]);
        // What is right above an entry may concern it.
        let new = old.replace("Screen 2 stays", "Screen 2 remains");
        let mut read = read.next(source(&new), reading).unwrap();
        assert_eq!(judged(&mut read, &mut memory, &settings), ["G-001", "G-002", "G-003"]);
        let new = new.replace("Open → Fixed", "Open → In Progress → Fixed");
        let mut read = read.next(source(&new), reading).unwrap();
        assert_eq!(judged(&mut read, &mut memory, &settings), all);
    }
}
