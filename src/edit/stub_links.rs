//! The links of a stub: to the headings of the translation.

use std::collections::HashMap;

use crate::finding::Edit;
use crate::mirror::Pair;
use crate::register::heading_links::link_targets;
use crate::text::Span;

/// The names by which links reach the entries of the leading register, and those of their translations.
pub(super) struct StubLinks {
    names: HashMap<String, String>,
}

impl StubLinks {
    pub(super) fn of(pair: &Pair<'_>) -> Self {
        let mut names = HashMap::new();
        for entries in &pair.alignment.pairs {
            let own = pair.leading.heading_anchor(entries.leading);
            let theirs = pair.mirror.heading_anchor(entries.mirror);
            if let Some((own, theirs)) = own.zip(theirs).filter(|(own, theirs)| own != theirs) {
                names.entry(own).or_insert(theirs);
            }
        }
        Self { names }
    }

    /// The edits of the links in a part of the leading register.
    pub(super) fn edits(&self, pair: &Pair<'_>, within: Span) -> Vec<Edit> {
        let text = pair.leading.text(within);
        let edit = |target: std::ops::Range<usize>| {
            let new = self.names.get(&text[target.clone()])?.clone();
            let start = within.start as usize;
            Some(Edit { span: Span::new(start + target.start, start + target.end), text: new })
        };
        link_targets(text).filter_map(edit).collect()
    }
}
