//! All fixes of a report, tried together: nearly always they do what they mean to.

use super::{Fixer, KINDS, State, choose, edits};
use crate::edit::edited;
use crate::finding::{Edit, Extent, Finding, Fix};
use crate::lint::Places;
use crate::register::Register;

/// One finding for each fix of some: a habit has those of many places.
pub(super) fn single_fixes(found: &[Finding]) -> Vec<Finding> {
    let mut singles = Vec::new();
    for finding in found {
        let Some(fix) = &finding.fix else { continue };
        let single = |edits: &[Edit]| Finding {
            rule: finding.rule,
            level: finding.level,
            message: String::new(),
            path: finding.path.clone(),
            span: finding.span,
            entry: finding.entry.clone(),
            field: finding.field.clone(),
            help: None,
            related: Vec::new(),
            fix: Some(Fix { safety: fix.safety, title: String::new(), edits: edits.to_vec() }),
            extent: finding.extent,
            count: None,
        };
        match finding.extent {
            Extent::Register => singles.extend(fix.edits.chunks(1).map(single)),
            _ => singles.push(single(&fix.edits)),
        }
    }
    singles
}

impl Fixer<'_> {
    /// The fixes that can be applied together, the best of those that touch each other; nothing where
    /// it is not certain that they do what they mean to.
    ///
    /// It costs what it costs to read and check the register once.
    pub(super) fn at_once<'f>(
        &self,
        register: &Register<'_>,
        fixes: &'f [Finding],
        before: &Places,
    ) -> Option<Vec<&'f Finding>> {
        let of: Vec<&Finding> = fixes.iter().collect();
        let mut chosen = Vec::new();
        for kind in KINDS {
            chosen.extend(choose(&of, kind, &chosen));
        }
        let all: Vec<&Edit> = chosen.iter().flat_map(|finding| edits(finding)).collect();
        let source = edited(register, all.iter().copied());
        let state = State { register, findings: Vec::new() };
        let after = self.state(&self.read_back(&state, &source, &all)?).findings;
        before.are_done(chosen.iter().copied(), &Places::of(&after)).then_some(chosen)
    }
}
