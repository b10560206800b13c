//! The lines by which a file is recognised as a report.

/// A line in the head of a page.
pub(super) const PAGE_MARK: &str = "<meta name=\"generator\" content=\"gapreg report\">";

/// The first line of a report in Markdown, and the last one of an image.
pub(super) const COMMENT_MARK: &str = "<!-- gapreg report -->";

/// The program that wrote a report in JSON.
pub(super) const GENERATOR: &str = "gapreg report";

/// Whether a file holds a report, or an image of one.
pub(crate) fn is_report(text: &str) -> bool {
    text.starts_with(COMMENT_MARK)
        || text.starts_with(&format!("{{\n  \"generator\": \"{GENERATOR}\""))
        || text.trim_end().ends_with(COMMENT_MARK)
        || text.lines().take(20).any(|line| line == PAGE_MARK)
}
