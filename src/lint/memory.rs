//! What a check found, kept for the next check of the same registers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use crate::finding::Finding;
use crate::mirror::KnownPairs;
use crate::register::Register;

/// What a check found, kept for the next check of the same registers.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// By the path of a register, what the rules found that look at it alone.
    registers: HashMap<Arc<str>, KnownFindings>,
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
