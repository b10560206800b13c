//! The headings that a declaration makes entries.

use std::collections::HashSet;

use super::DeclaredReader;
use crate::register::{DeclarationMistake, DeclaredLevel, DeclaredPlace, TextPattern};
use crate::vocabulary::Section;

impl DeclaredReader<'_> {
    /// The blocks of the headings of a level and of some texts, in a place. A heading that holds an
    /// entry of an earlier place is none, nor is one within such an entry. Where only the level is
    /// declared, the heading of the triage table is none either: `gapreg triage` writes it at the level
    /// of the entries.
    pub(super) fn heading_blocks(
        &mut self,
        place: &DeclaredPlace,
        level: Option<DeclaredLevel>,
        named: &[TextPattern],
    ) -> HashSet<usize> {
        self.expect_level(level);
        self.expect_called(named);
        let wanted = self.sections.all().iter().filter(|section| {
            level.is_none_or(|wanted| wanted.level == section.level)
                && if named.is_empty() {
                    !self.is_triage(section.block)
                } else {
                    named.iter().any(|name| section.is_called(name))
                }
                && (level.is_some() || !section.is_title)
                && self.sections.is_under(section.block, place)
                && !self.taken.touches(section.span)
        });
        wanted.map(|section| section.block).collect()
    }

    /// Whether the heading at a block is that of the triage table.
    fn is_triage(&self, block: usize) -> bool {
        let heading = self.document.blocks[block].content.of(self.text);
        self.reading.vocabulary.section(heading) == Some(Section::Triage)
    }

    fn expect_level(&mut self, level: Option<DeclaredLevel>) {
        let has = |level: u8| self.sections.all().iter().any(|section| section.level == level);
        if let Some(DeclaredLevel { level, at }) = level.filter(|wanted| !has(wanted.level)) {
            let message = format!("no heading has the level {level}");
            self.mistakes.push(DeclarationMistake { at, message });
        }
    }

    /// Reports that no heading is as some patterns say.
    pub(super) fn expect_called(&mut self, patterns: &[TextPattern]) {
        let Some(first) = patterns.first().filter(|_| !self.sections.any(patterns)) else { return };
        let names: Vec<String> =
            patterns.iter().map(|pattern| format!("`{}`", pattern.shown)).collect();
        let message = format!("no heading is called {}", names.join(" or "));
        self.mistakes.push(DeclarationMistake { at: first.at, message });
    }
}
