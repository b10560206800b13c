//! Plots over time.

use jiff::civil::Date;

use super::axis::{Days, Numbers};
use super::canvas::{Anchor, Area, FONT, MARGIN, PlotHead, Px, SvgCanvas, WIDTH, share};
use super::legend::Legend;
use super::series::Series;
use super::text::{grouped, width};
use super::thin::{PixelColumn, columns, rows, steps};

const HEIGHT: u32 = 2700;
/// Between the legend and the highest value.
const ABOVE: u32 = 120;
/// Below the axis, for the days.
const BELOW: u32 = 340;
/// Between an axis and its labels.
const GAP: u32 = 60;
/// The length of the tick of a day.
const TICK: u32 = 50;
/// The height of a line of text.
const LINE: u32 = 135;
/// A table has no more rows than this.
const MOST_ROWS: usize = 60;

/// Numbers over days. Each number is valid until the next day in `days`.
#[derive(Clone, Debug)]
pub(crate) struct OverTime {
    /// The start of all ids in the drawing; each plot of a page has another one.
    pub id: &'static str,
    pub title: String,
    /// What the plot shows, for screen readers.
    pub description: String,
    /// The days, each later than the one before.
    pub days: Vec<Date>,
    /// Each has a value for each day.
    pub series: Vec<Series>,
    /// Whether the plot shows areas above each other, the first one lowest; else it shows lines.
    pub is_stacked: bool,
    /// The name of the days: `Day`.
    pub by: String,
    /// The text of a plot without values.
    pub empty: String,
}

impl OverTime {
    /// The plot as SVG.
    pub(crate) fn svg(&self) -> String {
        let legend = Legend::of(&self.series);
        let height = HEIGHT + legend.excess();
        let head = PlotHead { id: self.id, title: &self.title, description: &self.description };
        let mut canvas = SvgCanvas::new(&head, height);
        legend.draw(&mut canvas);
        let (top, bottom) = (legend.bottom() + ABOVE, height - BELOW);
        match (self.days.first(), self.days.last()) {
            (Some(&first), Some(&last)) if !self.series.is_empty() => {
                let numbers = Numbers::up_to(self.highest());
                let area = Area {
                    left: MARGIN + widest(numbers.ticks()) + GAP,
                    right: WIDTH - MARGIN - widest(self.last_values()) - GAP,
                    ..Area { left: 0, top, right: 0, bottom }
                };
                let days = Days::between(first, last, area.left, area.width());
                Drawing { plot: self, numbers, days, area }.draw(&mut canvas);
            }
            _ => {
                let area =
                    Area { left: MARGIN, top, right: WIDTH - MARGIN, bottom: height - MARGIN };
                canvas.nothing(area, &self.empty);
            }
        }
        canvas.finished()
    }

    /// The numbers as a table; its first row is the header. Of many days it has only some.
    pub(crate) fn figures(&self) -> Vec<Vec<String>> {
        let names = self.series.iter().map(|series| series.name.clone());
        let mut figures = vec![std::iter::once(self.by.clone()).chain(names).collect()];
        for at in rows(self.days.len(), MOST_ROWS) {
            let values = self.series.iter().map(|series| series.at(at).to_string());
            figures.push(std::iter::once(self.days[at].to_string()).chain(values).collect());
        }
        figures
    }

    fn highest(&self) -> u64 {
        let days = 0..self.days.len();
        if self.is_stacked {
            days.map(|day| self.sum(self.series.len(), day)).max().unwrap_or(0)
        } else {
            let values = self.series.iter().flat_map(|s| s.values.iter().take(days.len()));
            values.max().map_or(0, |most| u64::from(*most))
        }
    }

    /// The sum of the first `count` series on a day.
    fn sum(&self, count: usize, day: usize) -> u64 {
        self.series.iter().take(count).map(|series| u64::from(series.at(day))).sum()
    }

    fn last_values(&self) -> impl Iterator<Item = u64> {
        let last = self.days.len().saturating_sub(1);
        self.series.iter().map(move |series| u64::from(series.at(last)))
    }
}

/// The width of the widest number.
fn widest(numbers: impl Iterator<Item = u64>) -> u32 {
    numbers.map(|number| width(&grouped(number), FONT)).max().unwrap_or(0)
}

struct Drawing<'p> {
    plot: &'p OverTime,
    numbers: Numbers,
    days: Days,
    area: Area,
}

impl Drawing<'_> {
    fn draw(&self, canvas: &mut SvgCanvas) {
        self.draw_numbers(canvas);
        let columns = columns(self.plot.days.iter().map(|day| self.days.x(*day)));
        if self.plot.is_stacked {
            self.draw_areas(canvas, &columns);
        } else {
            self.draw_lines(canvas, &columns);
        }
        self.draw_days(canvas);
        self.draw_last_values(canvas);
    }

    fn y(&self, value: u64) -> u32 {
        self.area.bottom - share(self.area.height(), value, self.numbers.top())
    }

    fn draw_numbers(&self, canvas: &mut SvgCanvas) {
        let (left, right) = (self.area.left, self.area.right);
        for number in self.numbers.ticks() {
            let y = self.y(number);
            if number > 0 {
                let path = format!("M{} {}H{}", Px(left), Px(y), Px(right));
                canvas.path("plot-grid", &path);
            }
            canvas.text(" plot-quiet", Anchor::End, (left - GAP, y), &grouped(number));
        }
    }

    /// Each area is drawn down to the axis, the highest first, so that there are no gaps between
    /// them and an area without height is invisible.
    fn draw_areas(&self, canvas: &mut SvgCanvas, columns: &[PixelColumn]) {
        let (left, right, bottom) = (self.area.left, self.area.right, self.area.bottom);
        for (at, series) in self.plot.series.iter().enumerate().rev() {
            if series.values.iter().all(|value| *value == 0) {
                continue;
            }
            let edge = steps(columns, false, |day| self.y(self.plot.sum(at + 1, day)));
            let path = format!("{edge}H{}V{}H{}Z", Px(right), Px(bottom), Px(left));
            canvas.path(&format!("plot-area {}", series.tone.class()), &path);
        }
    }

    fn draw_lines(&self, canvas: &mut SvgCanvas, columns: &[PixelColumn]) {
        for series in &self.plot.series {
            let line = steps(columns, true, |day| self.y(u64::from(series.at(day))));
            let path = format!("{line}H{}", Px(self.area.right));
            canvas.path(&format!("plot-line {}", series.tone.class()), &path);
        }
    }

    fn draw_days(&self, canvas: &mut SvgCanvas) {
        let bottom = self.area.bottom;
        let axis = format!("M{} {}H{}", Px(self.area.left), Px(bottom), Px(self.area.right));
        canvas.path("plot-axis", &axis);
        for tick in self.days.ticks(WIDTH) {
            canvas.path("plot-axis", &format!("M{} {}v{}", Px(tick.x), Px(bottom), Px(TICK)));
            let place = (tick.label_x, bottom + TICK + LINE / 2 + 20);
            canvas.text(" plot-quiet", Anchor::Middle, place, &tick.label);
        }
    }

    /// From the highest to the lowest, without those that would overlap the one above.
    fn draw_last_values(&self, canvas: &mut SvgCanvas) {
        let mut labels: Vec<(u32, u64)> = self.last_places().collect();
        labels.sort_unstable_by_key(|(y, value)| (*y, std::cmp::Reverse(*value)));
        let mut free = 0;
        for (y, value) in labels {
            if y >= free {
                canvas.text("", Anchor::Start, (self.area.right + GAP, y), &grouped(value));
                free = y + LINE;
            }
        }
    }

    /// The heights at which lines end, or the middles of areas that are high enough for a number.
    fn last_places(&self) -> impl Iterator<Item = (u32, u64)> {
        let last = self.plot.days.len().saturating_sub(1);
        self.plot.last_values().enumerate().filter_map(move |(at, value)| {
            if !self.plot.is_stacked {
                return Some((self.y(value), value));
            }
            let below = self.plot.sum(at, last);
            let (top, bottom) = (self.y(below + value), self.y(below));
            (bottom - top >= LINE).then_some((top.midpoint(bottom), value))
        })
    }
}
