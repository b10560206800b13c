//! Badges for READMEs.

use super::canvas::Px;
use super::series::Tone;
use super::text::{clipped, escaped, width};

const HEIGHT: u32 = 200;
const FONT: u32 = 110;
/// Left and right of a text.
const BESIDE: u32 = 60;
/// The base line of text.
const BASE: u32 = 140;
/// The greatest width of a text.
const LONGEST: u32 = 4000;
const LABEL_FILL: &str = "#505050";

/// A label and a value.
#[derive(Clone, Debug)]
pub(crate) struct Badge {
    pub label: String,
    pub value: String,
    pub tone: Tone,
}

impl Badge {
    /// The badge as SVG. It has its own colours, as a README has no style for it.
    pub(crate) fn svg(&self) -> String {
        let label = BadgePart::new(&self.label, 0, LABEL_FILL);
        let value = BadgePart::new(&self.value, label.width, fill(self.tone));
        let (width, height) = (Px(label.width + value.width), Px(HEIGHT));
        let says = escaped(&self.says());
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{says}\">\n\
             <title>{says}</title>\n{}{}\
             <g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,Geneva,sans-serif\" \
             font-size=\"{}\">\n{}{}</g>\n</svg>",
            label.ground(true, value.width == 0),
            value.ground(label.width == 0, true),
            Px(FONT),
            label.written(),
            value.written(),
        )
    }

    fn says(&self) -> String {
        let colon = if self.label.is_empty() || self.value.is_empty() { "" } else { ": " };
        format!("{}{colon}{}", self.label, self.value)
    }
}

/// White text has enough contrast on each of these.
fn fill(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "#1a7f5a",
        Tone::Warn => "#8f5f00",
        Tone::Bad => "#b3261e",
        Tone::Plain | Tone::Nth(_) | Tone::Step(_) => "#2f6fb5",
    }
}

/// A text and its background.
struct BadgePart {
    text: String,
    left: u32,
    width: u32,
    fill: &'static str,
}

impl BadgePart {
    fn new(text: &str, left: u32, fill: &'static str) -> Self {
        let text = clipped(text.trim(), FONT, LONGEST);
        let inner = width(&text, FONT);
        let width = if text.is_empty() { 0 } else { (inner + 2 * BESIDE).next_multiple_of(10) };
        Self { text, left, width, fill }
    }

    /// The background, with round corners at the ends of the badge.
    fn ground(&self, is_first: bool, is_last: bool) -> String {
        if self.width == 0 {
            return String::new();
        }
        let (left, right) = (Px(self.left), Px(self.left + self.width));
        let (after_left, before_right) = (Px(self.left + 30), Px(self.left + self.width - 30));
        let end = if is_last {
            format!("H{before_right}A3 3 0 0 1 {right} 3V17A3 3 0 0 1 {before_right} 20")
        } else {
            format!("H{right}V20")
        };
        let path = if is_first {
            format!(
                "M{after_left} 0{end}H{after_left}A3 3 0 0 1 {left} 17V3A3 3 0 0 1 {after_left} 0Z"
            )
        } else {
            format!("M{left} 0{end}H{left}Z")
        };
        format!("<path fill=\"{}\" d=\"{path}\"/>\n", self.fill)
    }

    /// The text, drawn in the same width in any font.
    fn written(&self) -> String {
        if self.width == 0 {
            return String::new();
        }
        format!(
            "<text x=\"{}\" y=\"{}\" textLength=\"{}\">{}</text>\n",
            Px(self.left + BESIDE),
            Px(BASE),
            Px(self.width - 2 * BESIDE),
            escaped(&self.text),
        )
    }
}
