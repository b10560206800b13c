//! The fixes of a report keep the columns of tables padded, as `--fix` does.

use std::collections::HashMap;

use crate::finding::{Edit, Finding, Safety};
use crate::register::Register;

/// Rewrites the safe fixes of some registers, whose findings are in order, so that tables stay padded when all are applied.
pub(super) fn align_offers(registers: &[Register<'_>], findings: &mut [Finding]) {
    let by_path: HashMap<&str, &Register<'_>> =
        registers.iter().map(|register| (&**register.source.path(), register)).collect();
    for own in findings.chunk_by_mut(|a, b| a.path == b.path) {
        let Some(register) = by_path.get(&*own[0].path) else { continue };
        let fixes = own.iter_mut().filter_map(|finding| finding.fix.as_mut());
        let safe = fixes.filter(|fix| fix.safety == Safety::Safe);
        let mut edits: Vec<&mut Vec<Edit>> = safe.map(|fix| &mut fix.edits).collect();
        if !edits.is_empty() {
            register.align_fixes(&mut edits);
        }
    }
}
