//! A plot as SVG, written element by element.

use std::fmt;

use super::text::{clipped, escaped};

/// All plots have this class, and no badge.
pub(super) const CLASS: &str = "class=\"plot\"";
/// The width of every plot.
///
/// It is that of a phone, so that text is not made smaller there; a wide page has several side by
/// side.
pub(super) const WIDTH: u32 = 3800;
/// The width of the empty border.
pub(super) const MARGIN: u32 = 120;
/// The size of all text but the title.
pub(super) const FONT: u32 = 130;

/// The size of strong text for measuring, as it is wider.
pub(super) const STRONG_FONT: u32 = FONT * 118 / 100;

/// The size of the title for measuring, as it is strong.
const TITLE: u32 = 150 * 118 / 100;
/// The base line of the title.
const TITLE_BASE: u32 = 240;
/// Where the rest of the plot may begin.
pub(super) const BELOW_TITLE: u32 = 340;
/// From the middle of a text down to its base line.
const TO_BASE: u32 = 45;

/// The title and the description of a plot.
pub(super) struct PlotHead<'p> {
    pub id: &'p str,
    pub title: &'p str,
    pub description: &'p str,
}

/// Tenths of a pixel; written as pixels.
pub(super) struct Px(pub u32);

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}", self.0 / 10),
            tenth => write!(f, "{}.{tenth}", self.0 / 10),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Area {
    pub left: u32,
    pub top: u32,
    pub right: u32,
    pub bottom: u32,
}

impl Area {
    pub fn width(self) -> u32 {
        self.right.saturating_sub(self.left)
    }

    pub fn height(self) -> u32 {
        self.bottom.saturating_sub(self.top)
    }
}

/// Which point of a text is at the given place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn attribute(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Middle => " text-anchor=\"middle\"",
            Self::End => " text-anchor=\"end\"",
        }
    }
}

pub(super) struct SvgCanvas {
    svg: String,
}

impl SvgCanvas {
    pub fn new(head: &PlotHead<'_>, height: u32) -> Self {
        let mut canvas = Self { svg: String::new() };
        let (id, width, height) = (escaped(head.id), Px(WIDTH), Px(height));
        canvas.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\" {CLASS}>\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n\
             <rect class=\"plot-ground\" width=\"{width}\" height=\"{height}\"/>",
            escaped(head.title),
            escaped(head.description),
        ));
        let title = clipped(head.title, TITLE, WIDTH - 2 * MARGIN);
        canvas.put(format_args!(
            "<text class=\"plot-text plot-title\" x=\"{}\" y=\"{}\">{}</text>",
            Px(MARGIN),
            Px(TITLE_BASE),
            escaped(&title),
        ));
        canvas
    }

    pub fn put(&mut self, element: fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = fmt::write(&mut self.svg, element);
        self.svg.push('\n');
    }

    /// Writes a text whose middle has the given height.
    pub fn text(&mut self, class: &str, anchor: Anchor, (x, middle): (u32, u32), text: &str) {
        self.put(format_args!(
            "<text class=\"plot-text{class}\" x=\"{}\" y=\"{}\"{}>{}</text>",
            Px(x),
            Px(middle + TO_BASE),
            anchor.attribute(),
            escaped(text),
        ));
    }

    /// Writes a name, shortened to the room; its tool tip has all of it.
    pub fn name(&mut self, anchor: Anchor, (x, middle): (u32, u32), name: &str, room: u32) {
        let clip = clipped(name, FONT, room);
        let full = escaped(name);
        let shown = escaped(&clip);
        let tip = if shown == full { String::new() } else { format!("<title>{full}</title>") };
        self.put(format_args!(
            "<text class=\"plot-text\" x=\"{}\" y=\"{}\"{}>{shown}{tip}</text>",
            Px(x),
            Px(middle + TO_BASE),
            anchor.attribute(),
        ));
    }

    pub fn path(&mut self, class: &str, path: &str) {
        self.put(format_args!("<path class=\"{class}\" d=\"{path}\"/>"));
    }

    /// Draws a frame with a text, instead of a plot without values.
    pub fn nothing(&mut self, area: Area, why: &str) {
        self.put(format_args!(
            "<rect class=\"plot-frame\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            Px(area.left),
            Px(area.top),
            Px(area.width()),
            Px(area.height()),
        ));
        let middle = (area.left + area.width() / 2, area.top + area.height() / 2);
        let why = clipped(why, FONT, area.width() - 2 * MARGIN);
        self.text(" plot-quiet", Anchor::Middle, middle, &why);
    }

    pub fn finished(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }
}

/// The part of a length that `part` is of `whole`.
pub(super) fn share(length: u32, part: u64, whole: u64) -> u32 {
    let whole = u128::from(whole.max(1));
    let share = (u128::from(length) * u128::from(part) + whole / 2) / whole;
    u32::try_from(share).map_or(length, |share| share.min(length))
}
