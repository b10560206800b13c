//! Text → blocks: plain lines by the scanner, the rest by the Markdown parser.

use std::ops::Range;

use rayon::prelude::*;

use super::block::{BlockKind, Document};
use super::parser::parse;
use super::parts::{next_part, parts};
use super::scan::scan;

/// How much text is read at once, each piece on its own core.
const PIECE: usize = 256 * 1024;

/// Reads `text` from byte `start` on.
pub(super) fn read(text: &str, start: usize) -> Document {
    read_in_pieces(text, start, PIECE)
}

fn read_in_pieces(text: &str, start: usize, size: usize) -> Document {
    let is_plain = is_plain(text, start);
    let read = |piece: &Range<usize>, limit: usize| {
        if is_plain {
            read_plain(text, piece.clone(), limit)
        } else {
            parse_part(text, piece.clone(), limit)
        }
    };
    let pieces = parts(text, start, size);
    if let [whole] = &pieces[..] {
        return read(whole, whole.end).unwrap_or_default();
    }
    let documents: Vec<Option<Document>> =
        pieces.par_iter().map(|piece| read(piece, text.len())).collect();
    let mut document = Document::with_room_for(&documents);
    for (piece, part) in pieces.into_iter().zip(documents) {
        if let Some(part) = part {
            document.append(part);
        } else {
            // It ends within an open block, so what follows is no heading: read the rest at once.
            document.append(read(&(piece.start..text.len()), text.len()).unwrap_or_default());
            break;
        }
    }
    document
}

/// Whether no line of a text from a place on may mean something elsewhere, and all ends of lines are usual
/// ones.
pub(super) fn is_plain(text: &str, start: usize) -> bool {
    !may_define_links(&text[start..]) && !has_lone_returns(text)
}

/// Reads a piece of a plain text, from a place where no block is open; nothing if a block is still open at
/// its end, which the text goes on behind.
pub(super) fn read_piece(text: &str, piece: Range<usize>) -> Option<Document> {
    read_plain(text, piece, text.len())
}

/// Reads plain lines, and with the parser what is not plain, up to the next part; nothing if a block
/// is still open at the end of the piece, which the text goes on behind.
fn read_plain(text: &str, piece: Range<usize>, limit: usize) -> Option<Document> {
    let mut document = Document::default();
    let mut at = piece.start;
    while at < piece.end {
        let scanned = scan(text, at..piece.end, &mut document);
        at = scanned.end;
        let Some(refused) = scanned.refused else { break };
        let mut from = refused;
        at = loop {
            let end = next_part(text, from, piece.end);
            if let Some(part) = parse_part(text, at..end, limit) {
                document.append(part);
                break end;
            }
            if end == piece.end {
                return None;
            }
            // Code goes on over what looks like a heading: look for its end twice as far.
            from = end.max(at + 2 * (end - at));
        };
    }
    Some(document)
}

/// Parses a part with the heading behind it, which shows how the part ends; nothing if a block is
/// still open there.
fn parse_part(text: &str, part: Range<usize>, limit: usize) -> Option<Document> {
    if part.end == limit {
        return Some(parse(text, part));
    }
    let heading = &text.as_bytes()[part.end..limit];
    let line = memchr::memchr(b'\n', heading).map_or(heading.len(), |end| end + 1);
    let mut document = parse(text, part.start..part.end + line);
    let is_heading = |block: &mut super::block::Block| {
        matches!(block.kind, BlockKind::Heading(_)) && block.span.start as usize == part.end
    };
    let heading = document.blocks.pop_if(is_heading)?;
    document.forget_inlines(&heading);
    Some(document)
}

/// Whether a line may define a link: one that starts with a bracket, or whose bracket is above.
fn may_define_links(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), b"]:").any(|at| {
        let line = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
        let is_marker = |c: char| c.is_ascii_digit() || " \t>-+*.)".contains(c);
        let label = text[line..at].trim_start_matches(is_marker);
        label.starts_with('[') || !label.contains('[') || label.contains('\\')
    })
}

/// Whether a carriage return is a line end of its own.
fn has_lone_returns(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::FileFailurePersistence;

    use super::*;
    use crate::document::tests::line;

    proptest! {
        #![proptest_config(ProptestConfig::with_failure_persistence(
            FileFailurePersistence::Direct("tests/regressions/document.txt")
        ))]

        #[test]
        fn pieces_are_read_like_the_whole(lines in prop::collection::vec(line(), 0..80), crlf: bool) {
            let text = lines.join(if crlf { "\r\n" } else { "\n" });
            let whole = format!("{:#?}", read_in_pieces(&text, 0, text.len()));
            for size in [1, 16, 64] {
                prop_assert_eq!(&format!("{:#?}", read_in_pieces(&text, 0, size)), &whole, "{}", text);
            }
        }
    }
}
