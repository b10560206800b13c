//! A rule's page, as readers see it.

use super::Rule;

/// What a line of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// It opens or closes code.
    Fence,
    /// Code.
    Code,
    /// A heading.
    Heading,
    /// Anything else.
    Prose,
}

impl Rule {
    /// What it finds, in one line: the first paragraph of its page.
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

    /// The lines of its page; what only the tests read off a fence is left out.
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
