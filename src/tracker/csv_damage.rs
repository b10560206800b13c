//! What is damaged in a CSV, although it can be read.

use csv::StringRecord;

/// Refuses a text with a quote that does not end where its cell does, or with a row that has not the
/// cells of the first one. `skipped` lines are in front of the text.
pub(super) fn expect_sound(
    text: &str,
    separator: u8,
    rows: &[StringRecord],
    skipped: usize,
) -> Result<(), String> {
    if let Some(line) = unclosed_quote(text, separator) {
        return Err(format!("line {}: a quote is not closed", line + skipped));
    }
    let Some((header, rows)) = rows.split_first() else { return Ok(()) };
    let Some(row) = rows.iter().find(|row| !has_cells_of(row, header)) else { return Ok(()) };
    let line = row.position().map_or(0, csv::Position::line) as usize + skipped;
    Err(format!("line {line}: it has {} cells, and the first row has {}", row.len(), header.len()))
}

/// Empty cells may follow, and a row may be blank.
fn has_cells_of(row: &StringRecord, header: &StringRecord) -> bool {
    let is_blank = |cell: &str| cell.trim().is_empty();
    row.iter().all(is_blank)
        || (row.len() >= header.len() && row.iter().skip(header.len()).all(is_blank))
}

/// Where in a text the reader of cells is.
enum Place {
    CellStart,
    Plain,
    /// In quotes that began on a line.
    Quoted(usize),
    /// Behind a quote that ends these, or is the first of two.
    Closing(usize),
}

/// The line of the first quote that is not closed at the end of its cell.
fn unclosed_quote(text: &str, separator: u8) -> Option<usize> {
    let (mut place, mut line) = (Place::CellStart, 1);
    for byte in text.bytes() {
        let ends_cell = byte == separator || matches!(byte, b'\n' | b'\r');
        place = match place {
            Place::Quoted(start) if byte == b'"' => Place::Closing(start),
            Place::Quoted(start) => Place::Quoted(start),
            Place::Closing(start) if byte == b'"' => Place::Quoted(start),
            Place::CellStart if byte == b'"' => Place::Quoted(line),
            _ if ends_cell => Place::CellStart,
            Place::Closing(start) if byte == b' ' => Place::Closing(start),
            Place::Closing(start) => return Some(start),
            Place::CellStart | Place::Plain => Place::Plain,
        };
        line += usize::from(byte == b'\n');
    }
    if let Place::Quoted(start) = place { Some(start) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_ends_where_its_cell_does() {
        for sound in
            ["a,\"b\"\r\nc,d", "a,\"b \"\"c\"\",\nd\"\n", "a,5\" wide\n", "\"a\" ,b", "\"\",b"]
        {
            assert_eq!(unclosed_quote(sound, b','), None, "{sound}");
        }
        assert_eq!(unclosed_quote("a,b\n\"c,d\ne,f\n", b','), Some(2));
        assert_eq!(unclosed_quote("a,b\nc,\"d\ne,\"f\"\n", b','), Some(2));
        assert_eq!(unclosed_quote("a;\"b\";c", b','), None);
    }
}
