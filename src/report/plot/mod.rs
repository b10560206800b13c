//! Plots and badges as SVG.
//!
//! All lengths are tenths of a pixel, as whole numbers: the same numbers give the same bytes
//! everywhere, and no coordinate can be anything but a number.

mod axis;
mod badge;
mod bars;
mod canvas;
mod legend;
mod over_time;
#[cfg(test)]
mod tests;
mod text;
mod thin;

pub use badge::Badge;
pub use bars::Bars;
pub use over_time::OverTime;

/// What every plot needs of style, to be put once into a page.
pub const STYLE: &str = include_str!("plot.css");

/// One row of values with a name: a state, a priority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What the legend calls it.
    pub name: String,
    /// How it is coloured.
    pub tone: Tone,
    /// A value for each day or group; one that is missing counts as zero.
    pub values: Vec<u32>,
}

impl Series {
    fn at(&self, index: usize) -> u32 {
        self.values.get(index).copied().unwrap_or(0)
    }
}

/// A colour by what it means; style says how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// To be watched.
    Warn,
    /// Not as it should be.
    Bad,
    /// Neither good nor bad.
    Plain,
    /// One of several that mean nothing: from zero on, and after the eighth from the first again.
    Nth(usize),
}

impl Tone {
    fn class(self) -> &'static str {
        const NTH: [&str; 8] = [
            "plot-tone-1",
            "plot-tone-2",
            "plot-tone-3",
            "plot-tone-4",
            "plot-tone-5",
            "plot-tone-6",
            "plot-tone-7",
            "plot-tone-8",
        ];
        match self {
            Self::Good => "plot-good",
            Self::Warn => "plot-warn",
            Self::Bad => "plot-bad",
            Self::Plain => "plot-plain",
            Self::Nth(at) => NTH[at % NTH.len()],
        }
    }
}

/// A plot as a file of its own, to be shown by `<img>`: it brings its style.
///
/// A badge needs none, and stays as it is.
pub fn standalone(svg: &str) -> String {
    match svg.split_once('>') {
        Some((opening, rest)) if opening.contains(canvas::CLASS) => {
            format!("{opening}>\n<style>\n{STYLE}</style>{rest}\n")
        }
        _ => format!("{svg}\n"),
    }
}
