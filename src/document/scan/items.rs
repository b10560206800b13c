//! List items.

use super::block_start::{BlockStart, Marker};
use super::line::{Line, is_odd_blank};
use super::{NotPlain, OpenItem, Plain, Scanner};
use crate::document::block::BlockKind;
use crate::text::Span;

impl Scanner<'_, '_> {
    pub(super) fn take_item(&mut self, line: Line, level: usize, marker: Marker) -> Plain<usize> {
        if self.paragraph.is_some() && !marker.may_interrupt() {
            // It is text, unless it is the next item of the list.
            let is_next = self.items.get(level).is_some_and(|item| item.marker.is_alike(marker));
            if !is_next {
                return Err(NotPlain);
            }
        }
        self.close(level, line.start)?;
        let behind = &self.bytes[line.first + marker.width..line.end];
        let blanks = behind.iter().take_while(|&&byte| byte == b' ').count();
        // With more of them, its text is code.
        if blanks > 4 {
            return Err(NotPlain);
        }
        let column = line.indent + marker.width + blanks;
        let (block, outer) = (self.document.blocks.len(), self.column(level));
        self.items.push(OpenItem { block, column, marker });
        let text = Line { indent: 0, first: line.start + column, ..line };
        let check_box = CheckBox::of(&self.bytes[text.first..line.end])?;
        // The blanks before a marker are part of its item.
        let span = Span::new(line.start + outer, line.next);
        self.push(BlockKind::Item(check_box.as_ref().map(|own| own.is_done)), span);
        if check_box.is_some() {
            return self.open_paragraph(text.first + CheckBox::WIDTH, line);
        }
        match BlockStart::of(self.bytes, text)? {
            BlockStart::Text => self.open_paragraph(text.first, line),
            _ => Err(NotPlain),
        }
    }
}

/// The box before the text of an item.
struct CheckBox {
    is_done: bool,
}

impl CheckBox {
    /// With the space behind it.
    const WIDTH: usize = 4;

    fn of(text: &[u8]) -> Plain<Option<Self>> {
        match text {
            [b'[', sign @ (b' ' | b'x' | b'X'), b']', b' ', word, ..]
                if !word.is_ascii_whitespace() =>
            {
                Ok(Some(Self { is_done: *sign != b' ' }))
            }
            // Without a text, or with other blanks.
            [b'[', b' ' | b'x' | b'X', b']', ..] => Err(NotPlain),
            [b'[', blank, b']', ..] if is_odd_blank(*blank) => Err(NotPlain),
            _ => Ok(None),
        }
    }
}
