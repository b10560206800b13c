//! The padding of tables: what differs in nothing else is the same line, and a merged table is padded
//! as the receiving side pads it.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::finding::Edit;
use crate::register::Register;

/// A line of a table without the blanks around its cells, and with short rules; any other text as it
/// is.
pub(super) fn unpadded(line: &str) -> Cow<'_, str> {
    let inner = line.trim();
    if !inner.starts_with('|') || inner.contains('\n') {
        return Cow::Borrowed(line);
    }
    let is_rule = inner.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'));
    let cell = |cell: &str| {
        let cell = cell.trim();
        match (is_rule, cell.starts_with(':'), cell.ends_with(':')) {
            (false, ..) => cell.to_owned(),
            (true, starts, ends) => {
                format!("{}-{}", if starts { ":" } else { "" }, if ends { ":" } else { "" })
            }
        }
    };
    Cow::Owned(inner.split('|').map(cell).collect::<Vec<_>>().join("|"))
}

/// The edits that pad the tables of a merged register as those of the receiving side are padded. Tables
/// are known by their headers.
pub(super) fn edits(merged: &Register<'_>, ours: &Register<'_>) -> Vec<Edit> {
    let header = |table: &str| unpadded(table.lines().next().unwrap_or_default()).into_owned();
    let mut models: HashMap<String, Vec<&str>> = HashMap::new();
    for &table in ours.tables.iter().rev() {
        let text = ours.lines_of(table);
        models.entry(header(text)).or_default().push(text);
    }
    let padded = |&table: &_| {
        let model = models.get_mut(&header(merged.lines_of(table)))?.pop()?;
        merged.padded_like(table, model)
    };
    merged.tables.iter().filter_map(padded).collect()
}

#[cfg(test)]
mod tests {
    use super::unpadded;

    #[test]
    fn lines_that_differ_in_padding_are_the_same() {
        assert_eq!(unpadded("| a  |  b |"), unpadded("|a|b  |\n"));
        assert_eq!(unpadded("| :--- | -: |"), unpadded("|:-|---:|"));
        assert_ne!(unpadded("| :--- | -: |"), unpadded("|---|---:|"));
        assert_ne!(unpadded("| a b |"), unpadded("| ab |"));
        assert_eq!(unpadded("no  table |"), "no  table |");
    }
}
