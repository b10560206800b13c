//! The legend of a plot.

use super::canvas::{Anchor, BELOW_TITLE, FONT, MARGIN, Px, SvgCanvas, WIDTH};
use super::series::{Series, Tone};
use super::text::{clipped, width};

const ROW: u32 = 190;
/// The width and height of a colour sample.
const SAMPLE: u32 = 100;
/// Between a sample and its name.
const GAP: u32 = 60;
/// Between a name and the next sample.
const WIDE_GAP: u32 = 160;
const LONGEST_NAME: u32 = 1700;

/// Colour samples and the names of the series, in rows.
pub(super) struct Legend<'p> {
    keys: Vec<LegendKey<'p>>,
    rows: u32,
}

struct LegendKey<'p> {
    name: &'p str,
    tone: Tone,
    x: u32,
    row: u32,
}

impl<'p> Legend<'p> {
    pub fn of(series: &'p [Series]) -> Self {
        let (mut x, mut row) = (MARGIN, 0);
        let mut keys = Vec::with_capacity(series.len());
        for Series { name, tone, .. } in series {
            let long = SAMPLE + GAP + width(&clipped(name, FONT, LONGEST_NAME), FONT);
            if x > MARGIN && x + long > WIDTH - MARGIN {
                (x, row) = (MARGIN, row + 1);
            }
            keys.push(LegendKey { name, tone: *tone, x, row });
            x += long + WIDE_GAP;
        }
        Self { rows: if keys.is_empty() { 0 } else { row + 1 }, keys }
    }

    /// How much higher the plot is than one with a single row of legend.
    pub(crate) fn excess(&self) -> u32 {
        self.rows.saturating_sub(1) * ROW
    }

    /// Where the plot itself may begin.
    pub(crate) fn bottom(&self) -> u32 {
        BELOW_TITLE + self.rows * ROW
    }

    pub(crate) fn draw(&self, canvas: &mut SvgCanvas) {
        for key in &self.keys {
            let middle = BELOW_TITLE + key.row * ROW + ROW / 2;
            canvas.put(format_args!(
                "<rect class=\"plot-fill {}\" x=\"{}\" y=\"{}\" width=\"{size}\" height=\"{size}\"/>",
                key.tone.class(),
                Px(key.x),
                Px(middle - SAMPLE / 2),
                size = Px(SAMPLE),
            ));
            canvas.name(Anchor::Start, (key.x + SAMPLE + GAP, middle), key.name, LONGEST_NAME);
        }
    }
}
