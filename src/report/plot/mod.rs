//! Plots and badges as SVG.
//!
//! All lengths are tenths of a pixel, as whole numbers: the same numbers give the same bytes
//! everywhere.

mod axis;
mod badge;
mod bars;
mod canvas;
mod columns;
#[cfg(test)]
mod contrast;
mod legend;
mod over_time;
mod series;
mod standalone;
#[cfg(test)]
mod tests;
mod text;
mod thin;

pub(crate) use badge::Badge;
pub(crate) use bars::Bars;
pub(crate) use columns::Columns;
pub(crate) use over_time::OverTime;
pub(crate) use series::{Series, Tone};
pub(crate) use standalone::standalone;
