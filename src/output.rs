//! Findings → text, in the formats that people and programs read.

mod concise;
mod human;
mod json;

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use crate::finding::{Finding, Level, Safety};
use crate::mirror::LanguageStatus;
use crate::text::{Cursor, LineIndex, Source};

pub use crate::text::printable;
pub use json::JsonPosition;

/// The formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The line in question, a caret under the word, and help.
    #[default]
    Human,
    /// One line for each finding.
    Concise,
    /// One object, in a form that does not change.
    Json,
}

/// What a run has to tell.
#[derive(Debug)]
pub struct Report<'a> {
    /// The findings, in order.
    pub findings: &'a [Finding],
    /// The sources they speak of, by path.
    pub sources: HashMap<Arc<str>, &'a Source>,
    /// How many files were read, and how many entries in them.
    pub files: usize,
    /// How many entries were read.
    pub entries: usize,
    /// How far each language is in step, where translations were compared.
    pub languages: Option<&'a [LanguageStatus]>,
}

/// The counts at the end of a report.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Entries read.
    pub entries: usize,
    /// Findings of that level.
    pub errors: usize,
    /// Findings of that level.
    pub warnings: usize,
    /// Findings of that level.
    pub infos: usize,
    /// Findings with a fix.
    pub fixable: usize,
    /// Findings with a safe fix.
    #[serde(skip)]
    pub safely_fixable: usize,
}

impl Report<'_> {
    /// The counts.
    pub fn summary(&self) -> Summary {
        let count = |is: &dyn Fn(&Finding) -> bool| self.findings.iter().filter(|f| is(f)).count();
        let is_safe = |f: &Finding| f.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
        Summary {
            files: self.files,
            entries: self.entries,
            errors: count(&|f| f.level == Level::Error),
            warnings: count(&|f| f.level == Level::Warning),
            infos: count(&|f| f.level == Level::Info),
            fixable: count(&|f| f.fix.is_some()),
            safely_fixable: count(&is_safe),
        }
    }

    /// Writes the report in a format.
    pub fn write(&self, format: Format, color: bool, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Human => human::write(self, color, out),
            Format::Concise => concise::write(self, out),
            Format::Json => json::write(self, out),
        }
    }

    /// The findings with the source each stands in, file by file.
    fn by_file(&self) -> impl Iterator<Item = (&Source, &[Finding])> {
        self.findings
            .chunk_by(|a, b| a.path == b.path)
            .filter_map(|findings| Some((*self.sources.get(&findings[0].path)?, findings)))
    }

    /// An index of each source that is spoken of.
    fn indices(&self) -> HashMap<Arc<str>, LineIndex<'_>> {
        let related =
            self.findings.iter().flat_map(|f| f.related.iter().filter_map(|r| r.path.as_ref()));
        let paths = self.by_file().map(|(source, _)| source.path()).chain(related);
        paths
            .filter_map(|path| Some((path.clone(), LineIndex::new(self.sources.get(path)?))))
            .collect()
    }
}

/// A cursor into each index: each thread that draws has its own.
fn cursors<'i>(indices: &'i HashMap<Arc<str>, LineIndex<'i>>) -> HashMap<Arc<str>, Cursor<'i>> {
    indices.iter().map(|(path, index)| (path.clone(), index.cursor())).collect()
}
