//! Text in SVG, and its width.

const ELLIPSIS: char = '…';

/// The widths of the characters from the space on in Verdana, in thousandths of the font size. It is
/// the widest of the common fonts: in another one, the text needs less room.
const WIDTHS: [u16; 95] = [
    352, 394, 459, 818, 636, 1076, 727, 269, 454, 454, 636, 818, 364, 454, 364, 454, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 454, 454, 818, 818, 818, 545, 1000, 684, 686, 698, 771, 632,
    575, 775, 751, 421, 455, 693, 557, 843, 748, 787, 603, 787, 695, 684, 616, 732, 684, 989, 685,
    615, 685, 454, 454, 454, 818, 636, 636, 601, 623, 521, 623, 596, 352, 623, 633, 274, 344, 592,
    274, 973, 633, 607, 623, 623, 427, 521, 394, 633, 592, 818, 592, 592, 525, 635, 454, 635, 818,
];

/// A text with all characters escaped that mean something in SVG.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in shown(text) {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// The start of a text that fits into a width, with an ellipsis if something is left out.
pub(super) fn clipped(text: &str, size: u32, room: u32) -> String {
    let text: String = shown(text).collect();
    if width(&text, size) <= room {
        return text;
    }
    let room = room.saturating_sub(width_of(ELLIPSIS, size));
    let mut taken = 0;
    let fits = |character: &char| {
        taken += width_of(*character, size);
        taken <= room
    };
    let mut clipped: String = text.chars().take_while(fits).collect();
    clipped.truncate(clipped.trim_end_matches([' ', '\u{200d}']).len());
    clipped.push(ELLIPSIS);
    clipped
}

/// The greatest width of a text. Like the size of the font, it is in tenths of a pixel.
pub(super) fn width(text: &str, size: u32) -> u32 {
    shown(text).fold(0, |width: u32, character| width.saturating_add(width_of(character, size)))
}

/// A number with a thin space between groups of three digits, if it has more than four.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    if digits.len() <= 4 {
        return digits;
    }
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{2009}');
        }
        grouped.push(digit);
    }
    grouped
}

/// The characters without control characters and marks of direction; white space becomes a space.
fn shown(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|&character| !is_dropped(character)).map(|character| {
        if character.is_whitespace() && character != '\u{2009}' { ' ' } else { character }
    })
}

fn is_dropped(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => false,
        // Marks, embeddings, overrides and isolates of bidirectional text, and characters that XML
        // does not have.
        '\u{061c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}'
        | '\u{ffff}' => true,
        _ => character.is_control(),
    }
}

fn width_of(character: char, size: u32) -> u32 {
    let code = u32::from(character);
    let ascii = code.checked_sub(32).and_then(|at| WIDTHS.get(usize::try_from(at).ok()?));
    let thousandths = match code {
        _ if let Some(&width) = ascii => u32::from(width),
        0x300..=0x36f | 0x200b..=0x200d | 0xfe00..=0xfe0f => 0,
        0x2009 => 200,
        0xa0..=0x24f => 750,
        0x250..=0x10ff => 850,
        _ => 1050,
    };
    (thousandths * size).div_ceil(1000)
}
