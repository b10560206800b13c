//! Which colour is whose.

use super::canvas::{Anchor, BELOW_TITLE, Canvas, FONT, MARGIN, Px, WIDTH};
use super::text::{clipped, width};
use super::{Series, Tone};

const ROW: u32 = 190;
/// How wide and high a sample of a colour is.
const SAMPLE: u32 = 100;
/// Between a sample and its name.
const GAP: u32 = 60;
/// Between a name and the next sample.
const WIDE_GAP: u32 = 160;
const LONGEST_NAME: u32 = 2400;

/// Samples of colours with their names, in rows.
pub(super) struct Legend<'p> {
    keys: Vec<Key<'p>>,
    rows: u32,
}

struct Key<'p> {
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
            keys.push(Key { name, tone: *tone, x, row });
            x += long + WIDE_GAP;
        }
        Self { rows: if keys.is_empty() { 0 } else { row + 1 }, keys }
    }

    /// By how much it makes a plot higher than one whose legend is a single row.
    pub fn excess(&self) -> u32 {
        self.rows.saturating_sub(1) * ROW
    }

    /// Where what it explains may begin.
    pub fn bottom(&self) -> u32 {
        BELOW_TITLE + self.rows * ROW
    }

    pub fn draw(&self, canvas: &mut Canvas) {
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
