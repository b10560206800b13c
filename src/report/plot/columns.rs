//! Column charts: a column for each month.

use super::axis::Numbers;
use super::canvas::{Anchor, Area, FONT, MARGIN, PlotHead, Px, SvgCanvas, WIDTH, share};
use super::legend::Legend;
use super::series::Series;
use super::text::{escaped, grouped, width};

const HEIGHT: u32 = 2700;
/// Between the legend and the highest column, with room for the texts over columns.
const ABOVE: u32 = 260;
/// Below the axis, for the names of the groups.
const BELOW: u32 = 340;
/// Between an axis and its labels.
const GAP: u32 = 60;
/// Between two labels.
const BETWEEN: u32 = 120;
const TICK: u32 = 50;
const LINE: u32 = 135;
/// No column is wider than this, and none is narrower than a pixel.
const WIDEST: u32 = 420;

/// A column for each group, with a piece for each series.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// The start of all ids in the drawing; each plot of a page has another one.
    pub id: &'static str,
    pub title: String,
    /// What the plot shows, for screen readers.
    pub description: String,
    /// The groups, from left to right.
    pub groups: Vec<String>,
    /// A short text over each column, where there is room.
    pub labels: Vec<String>,
    /// The pieces of each column, the lowest first.
    pub series: Vec<Series>,
    /// The numbers as a table; its first row is the header.
    pub table: Vec<Vec<String>>,
    /// The text of a plot without values.
    pub empty: String,
}

impl Columns {
    /// The plot as SVG.
    pub(crate) fn svg(&self) -> String {
        let legend = Legend::of(&self.series);
        let height = HEIGHT + legend.excess();
        let head = PlotHead { id: self.id, title: &self.title, description: &self.description };
        let mut canvas = SvgCanvas::new(&head, height);
        let most = (0..self.groups.len()).map(|at| self.sum(self.series.len(), at)).max();
        let Some(most) = most.filter(|_| !self.series.is_empty()) else {
            let top = legend.bottom() + GAP;
            let area = Area { left: MARGIN, top, right: WIDTH - MARGIN, bottom: height - MARGIN };
            canvas.nothing(area, &self.empty);
            return canvas.finished();
        };
        legend.draw(&mut canvas);
        let numbers = Numbers::up_to(most);
        let widest = numbers.ticks().map(|number| width(&grouped(number), FONT)).max();
        let area = Area {
            left: MARGIN + widest.unwrap_or(0) + GAP,
            top: legend.bottom() + ABOVE,
            right: WIDTH - MARGIN,
            bottom: height - BELOW,
        };
        ColumnDrawing { plot: self, numbers, area }.draw(&mut canvas);
        canvas.finished()
    }

    /// The sum of the first `count` series in a group.
    fn sum(&self, count: usize, group: usize) -> u64 {
        self.series.iter().take(count).map(|series| u64::from(series.at(group))).sum()
    }
}

struct ColumnDrawing<'p> {
    plot: &'p Columns,
    numbers: Numbers,
    area: Area,
}

impl ColumnDrawing<'_> {
    fn draw(&self, canvas: &mut SvgCanvas) {
        let Area { left, right, bottom, .. } = self.area;
        for number in self.numbers.ticks() {
            let y = self.y(number);
            if number > 0 {
                canvas.path("plot-grid", &format!("M{} {}H{}", Px(left), Px(y), Px(right)));
            }
            canvas.text(" plot-quiet", Anchor::End, (left - GAP, y), &grouped(number));
        }
        for group in 0..self.plot.groups.len() {
            self.draw_column(canvas, group);
        }
        canvas.path("plot-axis", &format!("M{} {}H{}", Px(left), Px(bottom), Px(right)));
        let names = self.plot.groups.iter().map(String::as_str);
        for (group, name) in self.fitting(names) {
            let x = self.middle(group);
            canvas.path("plot-axis", &format!("M{} {}v{}", Px(x), Px(bottom), Px(TICK)));
            write(canvas, " plot-quiet", (x, bottom + TICK + LINE / 2 + 20), name);
        }
        let labels = || self.plot.labels.iter().map(String::as_str);
        // Some of them would say nothing about the others.
        let have_room = self.fitting(labels()).count() == self.plot.labels.len();
        for (group, label) in labels().enumerate().filter(|_| have_room) {
            let top = self.y(self.plot.sum(self.plot.series.len(), group));
            write(canvas, "", (self.middle(group), top - LINE * 2 / 3), label);
        }
    }

    fn draw_column(&self, canvas: &mut SvgCanvas, group: usize) {
        let column = (self.slot() * 7 / 10).clamp(10, WIDEST);
        let name = &self.plot.groups[group];
        for (at, series) in self.plot.series.iter().enumerate() {
            let (below, value) = (self.plot.sum(at, group), u64::from(series.at(group)));
            let (top, bottom) = (self.y(below + value), self.y(below));
            if value > 0 {
                canvas.put(format_args!(
                    "<rect class=\"plot-fill {}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\">\
                     <title>{}: {}: {}</title></rect>",
                    series.tone.class(),
                    Px(self.middle(group).saturating_sub(column / 2)),
                    Px(top.min(bottom.saturating_sub(10))),
                    Px(column),
                    Px((bottom - top).max(10)),
                    escaped(name),
                    escaped(&series.name),
                    grouped(value),
                ));
            }
        }
    }

    /// The groups whose texts have room beside each other: all, else every second, third…
    fn fitting<'t>(
        &self,
        texts: impl Iterator<Item = &'t str>,
    ) -> impl Iterator<Item = (usize, &'t str)> {
        let texts: Vec<&str> = texts.collect();
        let widest = texts.iter().map(|text| width(text, FONT)).max().unwrap_or(0) + BETWEEN;
        let step = widest.div_ceil(self.slot().max(1)).max(1) as usize;
        // The newest has a text in any case.
        let last = texts.len().saturating_sub(1) % step;
        texts.into_iter().enumerate().filter(move |(at, _)| at % step == last)
    }

    /// The room for a column.
    fn slot(&self) -> u32 {
        let count = u32::try_from(self.plot.groups.len()).unwrap_or(u32::MAX).max(1);
        self.area.width() / count
    }

    fn middle(&self, group: usize) -> u32 {
        let (at, count) = (group as u64, self.plot.groups.len() as u64);
        self.area.left + share(self.area.width(), 2 * at + 1, 2 * count)
    }

    fn y(&self, value: u64) -> u32 {
        self.area.bottom - share(self.area.height(), value, self.numbers.top())
    }
}

/// Writes a text around a place, within the drawing.
fn write(canvas: &mut SvgCanvas, class: &str, place: (u32, u32), text: &str) {
    let half = width(text, FONT).div_ceil(2);
    let x = place.0.max(half).min(WIDTH.saturating_sub(half));
    canvas.text(class, Anchor::Middle, (x, place.1), text);
}
