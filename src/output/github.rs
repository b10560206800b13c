//! Commands that the runner of GitHub Actions turns into annotations.

use std::io::{self, Write};

use super::places::Places;
use super::{FindingsReport, in_full, printable};
use crate::finding::Level;

pub(super) fn write(report: &FindingsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let places = Places::of(report);
    for finding in report.findings {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "notice",
        };
        let (start, end) = places.range(&finding.path, finding.span);
        let file = property(report.name(&finding.path));
        write!(out, "::{command} file={file},line={},endLine={}", start.line, end.line)?;
        // The runner refuses columns across lines.
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column)?;
        }
        writeln!(out, ",title={}::{}", property(finding.rule), data(&in_full(finding)))?;
    }
    Ok(())
}

/// A text as the message after the second `::`.
fn data(text: &str) -> String {
    let lines: Vec<_> = text.split(['\n', '\r']).map(|line| printable(line)).collect();
    // The runner knows older commands, which may be anywhere in a line.
    let text = lines.join("\n").replace("##[", "# #[");
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as the value between `=` and `,`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Undoes the escapes, as the runner does.
    fn unescaped(text: &str) -> String {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    }

    #[test]
    fn nothing_in_a_text_ends_the_command_or_its_property() {
        let text = "a, b: 100 % %0A\n::error::c";
        assert!(!property(text).contains([',', ':', '\n']));
        assert!(!data(text).contains('\n'));
        assert_eq!(unescaped(&property(text)), text);
        assert_eq!(unescaped(&data(text)), text);
        assert!(!data("a ##[add-mask]b").contains("##["));
    }
}
