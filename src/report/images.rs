//! One plot or badge as a file of its own.

use super::data::Report;
use super::marker::COMMENT_MARK;
use super::plot::standalone;

/// A plot or a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ReportImage {
    /// Entries by state over time
    Burnup,
    /// Open gaps over time
    Burndown,
    /// Age of open gaps by priority
    Ageing,
    /// Deadlines met and missed by priority
    Sla,
    /// Deadlines kept by month
    Kept,
    /// Days until entries were fixed, by month
    TimeToFix,
    /// A badge: how many gaps are open
    BadgeOpen,
    /// A badge: how many gaps are overdue
    BadgeOverdue,
}

/// An image as SVG.
pub(crate) fn image(report: &Report, image: ReportImage) -> String {
    let svg = standalone(&match image {
        ReportImage::Burnup => report.burnup().svg(),
        ReportImage::Burndown => report.burndown().svg(),
        ReportImage::Ageing => report.ageing().svg(),
        ReportImage::Sla => report.kept().svg(),
        ReportImage::Kept => report.kept_by_month().svg(),
        ReportImage::TimeToFix => report.time_to_fix().svg(),
        ReportImage::BadgeOpen => report.open_badge().svg(),
        ReportImage::BadgeOverdue => report.overdue_badge().svg(),
    });
    format!("{svg}{COMMENT_MARK}\n")
}
