//! The page of a rule, as it is shown.

use super::Rule;

/// The kind of a line of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// Opens or closes code.
    Fence,
    Code,
    Heading,
    Prose,
}

impl Rule {
    /// The first paragraph of its page, in one line: what it finds.
    pub(crate) fn summary(&self) -> &'static str {
        let body = self.page.trim_start().split_once('\n').map_or("", |(_, body)| body);
        body.trim_start().lines().next().unwrap_or_default()
    }

    /// The first paragraph of a section of its page, in one line.
    pub(crate) fn section(&self, title: &str) -> String {
        let body = self.page.split("\n## ").find_map(|part| part.strip_prefix(title));
        let paragraph = body.unwrap_or_default().trim_start().split("\n\n").next();
        paragraph.unwrap_or_default().lines().collect::<Vec<_>>().join(" ")
    }

    /// The lines of its page, without the attributes of fences, which are for the tests.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (LineKind, &'static str)> {
        let mut fence: Option<&str> = None;
        self.page.lines().map(move |line| {
            let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
            if ticks.len() >= 3 && fence.is_none_or(|open| open == ticks) {
                fence = if fence.is_some() { None } else { Some(ticks) };
                return (LineKind::Fence, line.split_whitespace().next().unwrap_or(ticks));
            }
            let kind = match () {
                () if fence.is_some() => LineKind::Code,
                () if line.starts_with('#') => LineKind::Heading,
                () => LineKind::Prose,
            };
            (kind, line)
        })
    }

    /// Its page as one text.
    pub(crate) fn text(&self) -> String {
        self.lines().flat_map(|(_, line)| [line, "\n"]).collect()
    }
}
