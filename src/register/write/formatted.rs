//! Whether a file looks as a formatter leaves it, so that what is new in it should, too.

use super::alignment::is_as_formatted;
use crate::register::Register;

impl Register<'_> {
    /// Whether a formatter such as Prettier would leave the file as it is, as far as its tables show
    /// that, or, without any, its headings, lists and blank lines.
    pub(crate) fn is_formatted(&self) -> bool {
        if !self.tables.is_empty() {
            return self.tables.iter().all(|&table| is_as_formatted(self.lines_of(table)));
        }
        let text = self.source.text();
        text.ends_with('\n')
            && !text.trim_end_matches('\r').ends_with("\n\n")
            && has_formatted_lines(text)
    }
}

/// Whether headings and lists have blank lines around them, one at a time, and items have hyphens.
fn has_formatted_lines(text: &str) -> bool {
    let mut before = "";
    let mut is_code = false;
    for line in text.lines() {
        if ["```", "~~~"].iter().any(|fence| line.trim_start().starts_with(fence)) {
            is_code = !is_code;
        }
        let is_heading = |line: &str| line.starts_with('#');
        let is_blank = line.is_empty();
        let is_tight_heading =
            !is_blank && !before.is_empty() && (is_heading(line) || is_heading(before));
        let starts_list = line.starts_with("- ")
            && !before.is_empty()
            && !before.starts_with("- ")
            && !before.starts_with(' ');
        let is_underline = !is_blank && line.bytes().all(|byte| byte == b'=');
        // Two blanks are a hard break.
        let tail = line.len() - line.trim_end().len();
        let has_tail = tail != 0 && tail != 2;
        let is_untidy = (is_blank && before.is_empty())
            || ["* ", "+ "].iter().any(|item| line.trim_start().starts_with(item))
            || is_tight_heading
            || starts_list
            || is_underline
            || has_tail;
        if is_untidy && !is_code {
            return false;
        }
        before = line;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_and_bullets_tell() {
        for text in [
            "# R\n\n## Gaps\n\n- **ID:** G-001\n- **Status:** Open\n\n```\n* a\n\n\n```\n",
            "# R\n\nOne line  \nand another\n\n> quoted\n",
        ] {
            assert!(has_formatted_lines(text), "{text}");
        }
        for text in [
            "\n# R\n",
            "# R\nText\n",
            "Text\n# R\n",
            "# R\n\n\nText\n",
            "# R\n\n* a\n",
            "# R\n\nText\n- a\n",
            "R\n===\n",
            "# R\n\nText \n",
        ] {
            assert!(!has_formatted_lines(text), "{text:?}");
        }
    }
}
