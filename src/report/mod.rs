//! Draws a report: totals, plots and all entries, as an HTML page, as Markdown, or as one image.

mod badges;
mod counts;
mod data;
mod escape;
mod html;
mod images;
mod language;
mod markdown;
mod marker;
mod plot;
mod plots;
mod prose;
mod totals;
mod words;

pub(crate) use data::{
    Progress, Report, ReportEntry, Standing, StateInterval, TREND_DAYS, Translation,
};
pub(crate) use html::page;
pub(crate) use images::{ReportImage, image};
pub(crate) use language::ReportLanguage;
pub(crate) use markdown::markdown;
pub(crate) use marker::is_report;
