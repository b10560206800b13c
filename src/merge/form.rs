//! The line ends and the byte order mark of a file. Versions are merged without them, and the result
//! has those of the receiving side.

use super::Three;

const BOM: &str = "\u{feff}";

/// How the file of the receiving side is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileForm {
    has_mark: bool,
    has_returns: bool,
    /// Whether some of its lines end in one way and some in the other. They are compared and kept as
    /// they are.
    is_mixed: bool,
}

impl FileForm {
    pub(super) fn of(text: &str) -> Self {
        let lines = text.matches('\n').count();
        let returns = text.matches("\r\n").count();
        let lone = text.matches('\r').count() != returns;
        Self {
            has_mark: text.starts_with(BOM),
            has_returns: returns > 0,
            is_mixed: lone || (returns > 0 && returns != lines),
        }
    }

    /// The versions as they are merged.
    pub(super) fn plain(self, texts: Three<&str>) -> Three<String> {
        let plain = |text: &str| {
            let text = text.strip_prefix(BOM).unwrap_or(text);
            let is_kept = self.is_mixed || !text.contains('\r');
            if is_kept { text.to_owned() } else { text.replace("\r\n", "\n") }
        };
        texts.map(plain)
    }

    /// A merged text as the receiving side writes it.
    pub(super) fn written(self, text: &str) -> String {
        let body = if self.has_returns && !self.is_mixed {
            text.replace('\n', "\r\n")
        } else {
            text.to_owned()
        };
        if self.has_mark { format!("{BOM}{body}") } else { body }
    }
}
