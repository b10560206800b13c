//! One line for each finding: `path:line:column: level[rule] message`.

use std::io::{self, Write};

use super::{FindingsReport, printable};
use crate::text::LineIndex;

pub(super) fn write(report: &FindingsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (source, findings) in report.by_file() {
        let index = LineIndex::new(source);
        for finding in findings {
            let at = index.position(finding.span.start as usize);
            let message = finding.full_message();
            let (path, message) = (printable(source.path()), printable(&message));
            let (level, rule) = (finding.level, finding.rule);
            writeln!(out, "{path}:{}:{}: {level}[{rule}] {message}", at.line, at.column)?;
        }
    }
    Ok(())
}
