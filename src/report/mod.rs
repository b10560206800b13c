//! Draws a report: totals, plots and all entries, as an HTML page, as Markdown, or as one image.

mod badges;
mod counts;
mod data;
mod escape;
mod figure_words;
mod figures;
mod html;
mod images;
mod json;
mod language;
mod markdown;
mod marker;
mod month_plots;
mod order;
mod plot;
mod plots;
mod progress;
mod prose;
mod tables;
mod totals;
mod words;

pub(crate) use data::{
    EntryFinding, Report, ReportEntry, ReportLink, RepositoryCommit, Standing, StateInterval,
    TREND_DAYS, Translation,
};
pub(crate) use figures::{Figures, KnownDay, Life, LifeEntry, RankedPriority, Stay, Window};
pub(crate) use html::page;
pub(crate) use images::{ReportImage, image};
pub(crate) use json::json;
pub(crate) use language::ReportLanguage;
pub(crate) use markdown::markdown;
pub(crate) use marker::is_report;
pub(crate) use order::sort_by_urgency;
pub(crate) use progress::Progress;
