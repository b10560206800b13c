//! Bar charts.

use super::canvas::{
    Anchor, Area, FONT, MARGIN, PlotHead, Px, STRONG_FONT, SvgCanvas, WIDTH, share,
};
use super::legend::Legend;
use super::series::Series;
use super::text::{clipped, escaped, grouped, width};

const ROW: u32 = 260;
const BAR: u32 = 190;
/// Between the legend and the first bar, and at either end of a bar.
const GAP: u32 = 80;
/// Between two pieces of a bar.
const SEAM: u32 = 10;
/// Left and right of a number in a bar.
const WITHIN: u32 = 40;
const LONGEST_NAME: u32 = 1100;
/// The height of a plot without values.
const NOTHING: u32 = 600;

/// A bar for each group, with a piece for each series.
#[derive(Clone, Debug)]
pub(crate) struct Bars {
    /// The start of all ids in the drawing; each plot of a page has another one.
    pub id: &'static str,
    pub title: String,
    /// What the plot shows, for screen readers.
    pub description: String,
    /// The name of the groups: `Priority`.
    pub by: String,
    /// The name of the sums: `Total`.
    pub total: String,
    /// The groups, from the top down.
    pub groups: Vec<String>,
    /// Each has a value for each group.
    pub series: Vec<Series>,
    /// The text of a plot without values.
    pub empty: String,
}

impl Bars {
    /// The plot as SVG.
    pub(crate) fn svg(&self) -> String {
        let legend = Legend::of(&self.series);
        let top = legend.bottom() + GAP;
        let is_empty = self.groups.is_empty() || self.series.is_empty();
        let rows = u32::try_from(self.groups.len()).unwrap_or(u32::MAX).saturating_mul(ROW);
        let bottom = top.saturating_add(if is_empty { NOTHING } else { rows });
        let height = bottom.saturating_add(MARGIN);
        let head = PlotHead { id: self.id, title: &self.title, description: &self.description };
        let mut canvas = SvgCanvas::new(&head, height);
        legend.draw(&mut canvas);
        if is_empty {
            let area = Area { left: MARGIN, top, right: WIDTH - MARGIN, bottom };
            canvas.nothing(area, &self.empty);
        } else {
            self.draw(&mut canvas, top, bottom);
        }
        canvas.finished()
    }

    /// The numbers as a table; its first row is the header.
    pub(crate) fn figures(&self) -> Vec<Vec<String>> {
        let names = self.series.iter().map(|series| series.name.clone());
        let names = std::iter::once(self.by.clone()).chain(names);
        let mut figures = vec![names.chain([self.total.clone()]).collect::<Vec<_>>()];
        for (at, group) in self.groups.iter().enumerate() {
            let values = self.series.iter().map(|series| series.at(at).to_string());
            let values = std::iter::once(group.clone()).chain(values);
            figures.push(values.chain([self.sum(at).to_string()]).collect());
        }
        figures
    }

    fn sum(&self, group: usize) -> u64 {
        self.series.iter().map(|series| u64::from(series.at(group))).sum()
    }

    fn draw(&self, canvas: &mut SvgCanvas, top: u32, bottom: u32) {
        let widths = self.groups.iter().map(|name| width(&clipped(name, FONT, LONGEST_NAME), FONT));
        let names = widths.max().unwrap_or(0);
        let totals = (0..self.groups.len()).map(|at| self.sum(at));
        let most = totals.max().unwrap_or(0);
        let area = Area {
            left: MARGIN + names + GAP,
            top,
            right: WIDTH - MARGIN - width(&grouped(most), STRONG_FONT) - GAP,
            bottom,
        };
        for (at, name) in self.groups.iter().enumerate() {
            let row = u32::try_from(at).unwrap_or(u32::MAX).saturating_mul(ROW);
            let middle = top.saturating_add(row).saturating_add(ROW / 2);
            canvas.name(Anchor::End, (area.left - GAP, middle), name, LONGEST_NAME);
            self.draw_bar(canvas, at, middle, &|sum| area.left + share(area.width(), sum, most));
        }
        let axis = format!("M{} {}V{}", Px(area.left), Px(area.top), Px(area.bottom));
        canvas.path("plot-axis", &axis);
    }

    fn draw_bar(&self, canvas: &mut SvgCanvas, group: usize, middle: u32, x: &dyn Fn(u64) -> u32) {
        let mut sum = 0;
        for series in &self.series {
            let value = u64::from(series.at(group));
            let (left, right) = (x(sum), x(sum + value));
            sum += value;
            if value > 0 {
                BarPiece { series, value, left, right, middle }.draw(canvas);
            }
        }
        canvas.text(" plot-strong", Anchor::Start, (x(sum) + GAP, middle), &grouped(sum));
    }
}

/// The part of a bar that one series has.
struct BarPiece<'p> {
    series: &'p Series,
    value: u64,
    left: u32,
    right: u32,
    middle: u32,
}

impl BarPiece<'_> {
    fn draw(&self, canvas: &mut SvgCanvas) {
        let (room, number) = (self.right - self.left, grouped(self.value));
        // Even the smallest value is visible.
        let shown = room.saturating_sub(SEAM).max(SEAM);
        let tone = self.series.tone.class();
        canvas.put(format_args!(
            "<rect class=\"plot-fill {tone}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\">\
             <title>{}: {number}</title></rect>",
            Px(self.left),
            Px(self.middle - BAR / 2),
            Px(shown),
            Px(BAR),
            escaped(&self.series.name),
        ));
        if width(&number, FONT) + 2 * WITHIN <= shown {
            let place = (self.left + shown / 2, self.middle);
            canvas.text(&format!(" plot-within {tone}"), Anchor::Middle, place, &number);
        }
    }
}
