//! What a line starts.

use super::line::{Line, is_odd_blank, may_be_html};
use super::{NotPlain, Plain};

/// What a line starts, unless it goes on with a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) enum BlockStart {
    Heading(u8),
    Item(Marker),
    Fence(Fence),
    Comment,
    Quote,
    Rule,
    Text,
}

/// The marker of a list item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marker {
    /// How many bytes it has.
    pub(super) width: usize,
    /// The bullet, or the sign behind the number.
    sign: u8,
    /// The number is one, or there is none.
    is_first: bool,
}

impl Marker {
    /// Whether an item may begin directly below a line of text.
    pub(super) fn may_interrupt(self) -> bool {
        self.is_first
    }

    /// Whether items with these markers are of one list.
    pub(super) fn is_alike(self, other: Self) -> bool {
        self.sign == other.sign
    }
}

/// The line that opens code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fence {
    sign: u8,
    len: usize,
}

impl Fence {
    pub(super) fn is_closed_by(self, bytes: &[u8], line: Line) -> bool {
        let text = &bytes[line.first..line.end];
        text.len() >= self.len && text.iter().all(|&byte| byte == self.sign)
    }
}

impl BlockStart {
    /// What a line that is not blank starts.
    pub(super) fn of(bytes: &[u8], line: Line) -> Plain<Self> {
        let text = &bytes[line.first..line.end];
        if line.has_odd_ends(bytes) {
            return Err(NotPlain);
        }
        match text[0] {
            b'#' => heading(text),
            sign @ (b'-' | b'*' | b'_' | b'+') => {
                if sign != b'+' && is_rule(text, sign) {
                    // Between the signs may be other blanks than spaces.
                    if text.iter().all(|&byte| byte == sign || byte == b' ') {
                        Ok(Self::Rule)
                    } else {
                        Err(NotPlain)
                    }
                } else if sign == b'_' {
                    Ok(Self::Text)
                } else {
                    item(text, Marker { width: 1, sign, is_first: true })
                }
            }
            b'0'..=b'9' => numbered(text),
            sign @ (b'`' | b'~') => {
                let len = text.iter().take_while(|&&byte| byte == sign).count();
                let is_fence = len >= 3 && (sign == b'~' || !text[len..].contains(&b'`'));
                Ok(if is_fence { Self::Fence(Fence { sign, len }) } else { Self::Text })
            }
            b'>' => Ok(Self::Quote),
            b'<' if text.starts_with(b"<!--") => Ok(Self::Comment),
            b'<' if may_be_html(text) => Err(NotPlain),
            _ => Ok(Self::Text),
        }
    }
}

fn heading(text: &[u8]) -> Plain<BlockStart> {
    let level = text.iter().take_while(|&&byte| byte == b'#').count();
    match (level, text.get(level)) {
        (1..=6, Some(b' ')) => Ok(BlockStart::Heading(level as u8)),
        (1..=6, None) => Err(NotPlain),
        (1..=6, Some(&blank)) if is_odd_blank(blank) => Err(NotPlain),
        _ => Ok(BlockStart::Text),
    }
}

/// Three signs or more, and blanks.
fn is_rule(text: &[u8], sign: u8) -> bool {
    let mut count = 0;
    text.iter().all(|&byte| {
        count += usize::from(byte == sign);
        byte == sign || byte == b' ' || is_odd_blank(byte)
    }) && count >= 3
}

fn item(text: &[u8], marker: Marker) -> Plain<BlockStart> {
    match text.get(marker.width) {
        Some(b' ') => Ok(BlockStart::Item(marker)),
        // An empty item, or a tab.
        None => Err(NotPlain),
        Some(&blank) if is_odd_blank(blank) => Err(NotPlain),
        _ => Ok(BlockStart::Text),
    }
}

fn numbered(text: &[u8]) -> Plain<BlockStart> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match text.get(digits) {
        Some(&sign @ (b'.' | b')')) if digits <= 9 => {
            item(text, Marker { width: digits + 1, sign, is_first: &text[..digits] == b"1" })
        }
        _ => Ok(BlockStart::Text),
    }
}
