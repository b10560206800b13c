//! All fixes of a report, tried together: nearly always they do what they mean to.

use super::{Faults, Fixer, KINDS, State, choose, edits};
use crate::edit::edited;
use crate::finding::{Edit, Extent, Finding, Fix};
use crate::lint::Places;
use crate::register::Register;
use crate::text::RareList;

/// One finding for each fix of some: a habit has those of many places.
pub(super) fn single_fixes(found: &[Finding]) -> Vec<Finding> {
    let mut singles = Vec::new();
    for finding in found {
        let Some(fix) = &finding.fix else { continue };
        let single = |edits: &[Edit]| Finding {
            rule: finding.rule,
            level: finding.level,
            message: finding.message.clone(),
            path: finding.path.clone(),
            span: finding.span,
            entry: finding.entry.clone(),
            field: finding.field.clone(),
            help: None,
            related: RareList::default(),
            fix: Some(Box::new(Fix {
                safety: fix.safety,
                title: String::new(),
                edits: edits.to_vec(),
            })),
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

/// Fixes that were applied together, and how many places are reported then.
pub(super) struct AtOnce<'f> {
    pub fixes: Vec<&'f Finding>,
    after: Places,
}

impl AtOnce<'_> {
    /// Whether all of them do what they mean to, and bring no error.
    pub(super) fn are_done(&self, before: &Places) -> bool {
        before.are_done(self.fixes.iter().copied(), &self.after)
    }
}

impl Fixer<'_> {
    /// Applies all fixes of a register, the best of those that touch each other; nothing where what
    /// they do not touch is not as it was. It costs what it costs to read and check the register once.
    pub(super) fn at_once<'f>(
        &self,
        register: &Register<'_>,
        fixes: &'f [Finding],
    ) -> Option<AtOnce<'f>> {
        let of: Vec<&Finding> = fixes.iter().collect();
        let mut chosen = Vec::new();
        for kind in KINDS {
            chosen.extend(choose(&of, kind, &chosen));
        }
        let all: Vec<&Edit> = chosen.iter().flat_map(|finding| edits(finding)).collect();
        let source = edited(register, all.iter().copied());
        let state = State { register, faults: Faults::default() };
        let after = (self.findings)(&self.read_back(&state, &source, &all)?);
        Some(AtOnce { fixes: chosen, after: Places::of(&after) })
    }
}
