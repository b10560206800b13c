//! The links of an old entry: each stays.

use super::labels::link_label;
use super::policies::Policies;
use super::values::Values;
use crate::text::next_link;

impl Values {
    /// Keeps the links of the source that no value has.
    pub(super) fn keep_links(&mut self, source: &str, title: &str, policies: Policies<'_>) {
        let mut lost: Vec<String> = Vec::new();
        let mut rest = source;
        while let Some(link) = next_link(rest) {
            let mut values = self.known.values().chain(self.own.iter().map(|(_, value)| value));
            let is_held = title.contains(link.target) || values.any(|it| it.contains(link.target));
            if !is_held {
                lost.push(format!("[{}]({})", link.words, link.target));
            }
            rest = link.after;
        }
        if !lost.is_empty() {
            self.own.push((link_label(policies.language, policies.words), lost.join(", ")));
        }
    }
}
