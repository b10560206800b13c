//! A drawing that grows element by element.

use std::fmt;

use super::text::{clipped, escaped};

/// What is common to all plots, and tells them from badges.
pub(super) const CLASS: &str = "class=\"plot\"";
/// How wide every plot is.
pub(super) const WIDTH: u32 = 6400;
/// What stays free at the border.
pub(super) const MARGIN: u32 = 120;
/// The size of all text but the title.
pub(super) const FONT: u32 = 130;

/// What the size of strong text comes to, as it is wider.
pub(super) const STRONG_FONT: u32 = FONT * 118 / 100;

/// What the size of the title comes to, as it is strong.
const TITLE: u32 = 150 * 118 / 100;
/// Where the title stands on.
const TITLE_BASE: u32 = 240;
/// Where what follows the title may begin.
pub(super) const BELOW_TITLE: u32 = 340;
/// How far below the middle of its height text stands.
const TO_BASE: u32 = 45;

/// What a plot says of itself.
pub(super) struct Head<'p> {
    pub id: &'p str,
    pub title: &'p str,
    pub description: &'p str,
}

/// Tenths of a pixel, as SVG writes them.
pub(super) struct Px(pub u32);

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}", self.0 / 10),
            tenth => write!(f, "{}.{tenth}", self.0 / 10),
        }
    }
}

/// The place of a rectangle.
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

/// Which point of a text is put where it belongs.
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

pub(super) struct Canvas {
    svg: String,
}

impl Canvas {
    pub fn new(head: &Head<'_>, height: u32) -> Self {
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
        // A string takes whatever is written to it.
        let _ = fmt::write(&mut self.svg, element);
        self.svg.push('\n');
    }

    /// Writes at a point that is half the text's height up.
    pub fn text(&mut self, class: &str, anchor: Anchor, (x, middle): (u32, u32), text: &str) {
        self.put(format_args!(
            "<text class=\"plot-text{class}\" x=\"{}\" y=\"{}\"{}>{}</text>",
            Px(x),
            Px(middle + TO_BASE),
            anchor.attribute(),
            escaped(text),
        ));
    }

    /// Writes a name in the room there is; all of it can be read by pointing at it.
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

    /// Says that there is nothing to draw.
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

/// As much of a length as a part is of the whole.
pub(super) fn share(length: u32, part: u64, whole: u64) -> u32 {
    let whole = u128::from(whole.max(1));
    let share = (u128::from(length) * u128::from(part) + whole / 2) / whole;
    u32::try_from(share).map_or(length, |share| share.min(length))
}
