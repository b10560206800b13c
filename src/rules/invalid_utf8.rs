//! `invalid-utf8`: a file that is not UTF-8.

use super::{Check, Findings, Group, Rule};
use crate::finding::Level;
use crate::text::{NotUtf8, Span};

pub(crate) const RULE: Rule = Rule {
    name: "invalid-utf8",
    group: Group::Letters,
    level: Level::Error,
    fixes: None,
    page: include_str!("invalid_utf8.md"),
    check: Check::Reading,
};

/// Reports the first bad byte.
pub(crate) fn describe(found: &mut Findings, bad: NotUtf8) {
    let NotUtf8 { offset, guess, is_binary } = bad;
    let place = Span::new(offset, offset + 1);
    let finding = found.at(place, "this byte is not UTF-8; nothing of the file was read");
    match guess {
        _ if is_binary => finding.help("the file seems to be no text at all"),
        Some(guess) => finding.help(format!(
            "the file seems to be {guess}; `gapreg heal --from {guess}` shows it as UTF-8"
        )),
        None => finding.help("save the file as UTF-8"),
    };
}
