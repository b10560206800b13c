//! The fixes of a report keep the columns of tables padded, as `--fix` does.

use crate::finding::{Edit, Finding, Safety};
use crate::register::Register;

/// Rewrites the safe fixes of some registers, so that tables stay padded when all are applied.
pub(super) fn align_offers(registers: &[Register<'_>], findings: &mut [Finding]) {
    for register in registers {
        let own = findings.iter_mut().filter(|finding| finding.path == *register.source.path());
        let fixes = own.filter_map(|finding| finding.fix.as_mut());
        let safe = fixes.filter(|fix| fix.safety == Safety::Safe);
        let mut edits: Vec<&mut Vec<Edit>> = safe.map(|fix| &mut fix.edits).collect();
        if !edits.is_empty() {
            register.align_fixes(&mut edits);
        }
    }
}
