//! The pages of the manual of a run: found, read, compared with the entries, and repaired.

mod found;
mod held;
mod item;
mod manual;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::base::Base;
use super::inputs::Inputs;
use super::notes::Notes;
use super::writes::NewText;
use crate::document::Conflicts;
use crate::files::{Decoded, slashed};
use crate::finding::{Edit, Finding, applied};
use crate::fix;
use crate::git::GitError;
use crate::lint;
use crate::manual::{ComparedPages, Page, PageReading, compare, may_have_gaps, parsed_pages};
use crate::register::Register;
use crate::rules::{ManualContext, PAGE_GAP_WITHOUT_ID};
use crate::text::Source;
use crate::values::split_id;

use found::{FoundPage, PageGroup, PageKey, found};
pub(crate) use item::{PageEntries, PageEntry, PageGapName, page_entries, with_id};
pub(crate) use manual::Manual;

/// How many pages this process has read.
static READ: AtomicUsize = AtomicUsize::new(0);

/// How many pages this process has read, and how many of them it has parsed. A test holds the command to
/// reading each once.
#[doc(hidden)]
pub fn page_counts() -> [usize; 2] {
    [READ.load(Ordering::Relaxed), parsed_pages()]
}

/// The pages of a run that may have a gap section.
pub(crate) struct PageTexts<'m> {
    manual: Manual<'m>,
    /// Their texts, as what is read and written.
    pub inputs: Inputs,
    /// The key of each text.
    own: Vec<PageKey>,
    /// The key of every page that could be read, whatever is in it.
    all: Vec<PageKey>,
    /// What the registers of each group have in common.
    groups: Vec<PageGroup>,
}

/// What was found in the pages of a run.
pub(crate) struct CheckedPages {
    pub findings: Vec<Finding>,
    /// The pages with gap sections.
    pub files: Vec<Arc<str>>,
    /// Their texts.
    pub sources: Vec<Source>,
    pub has_failed: bool,
}

impl<'m> PageTexts<'m> {
    /// Finds and reads the pages of some registers.
    pub(crate) fn of(manual: Manual<'m>, registers: &[Register<'_>], notes: &dyn Notes) -> Self {
        Self::of_pages(manual, registers, &|_| true, notes)
    }

    fn without_pages(manual: Manual<'m>, groups: Vec<PageGroup>) -> Self {
        Self { manual, inputs: Inputs::default(), own: Vec::new(), all: Vec::new(), groups }
    }

    /// The same for some of the pages.
    fn of_pages(
        manual: Manual<'m>,
        registers: &[Register<'_>],
        is_wanted: &dyn Fn(&FoundPage) -> bool,
        notes: &dyn Notes,
    ) -> Self {
        let (groups, mut pages) = found(manual, registers);
        pages.retain(is_wanted);
        let read = |page: &FoundPage| {
            READ.fetch_add(1, Ordering::Relaxed);
            manual.project.read(&page.path)
        };
        let decoded: Vec<_> = pages.par_iter().map(read).collect();
        let mut texts = Self::without_pages(manual, groups);
        for (page, decoded) in pages.into_iter().zip(decoded) {
            match decoded {
                Ok(decoded) => texts.take(page, decoded),
                Err(why) => {
                    notes.error(&why);
                    texts.inputs.has_failed = true;
                }
            }
        }
        texts
    }

    /// The pages as they were at a base, for the registers of then.
    pub(crate) fn of_base(
        manual: Manual<'m>,
        base: &'m Base<'m>,
        registers: &[Register<'_>],
    ) -> Result<Self, GitError> {
        let manual = Manual { base: Some(base), ..manual };
        let (groups, pages) = found(manual, registers);
        let mut texts = Self::without_pages(manual, groups);
        for page in pages {
            let Some(bytes) = base.bytes_then(&page.path)? else { continue };
            let decoded = Source::decode(slashed(&page.path), bytes);
            texts.take(page, decoded);
        }
        Ok(texts)
    }

    fn take(&mut self, FoundPage { key, .. }: FoundPage, decoded: Decoded) {
        let settings = self.manual.settings;
        let has_gaps = |source: &Source| may_have_gaps(source.text(), &settings.vocabulary);
        match decoded {
            Ok(source) if !has_gaps(&source) => self.all.push(key),
            Ok(source) => {
                if let Some(conflicts) = Conflicts::of(&source) {
                    let found = lint::conflict_marker(source.path(), conflicts, settings);
                    self.inputs.findings.extend(found);
                    self.inputs.conflicted.push(source);
                    return;
                }
                self.all.push(key.clone());
                self.inputs.sources.push(Arc::new(source));
                self.own.push(key);
            }
            Err((source, bad)) if has_gaps(&source) => {
                let found = lint::invalid_utf8(source.path(), bad, settings);
                self.inputs.findings.extend(found);
                self.inputs.broken.push(source);
            }
            Err(_) => self.all.push(key),
        }
    }

    /// Checks the pages against the entries of the registers that they were found by.
    pub(crate) fn check(self, registers: &[Register<'_>]) -> CheckedPages {
        let mut findings = self.inputs.findings.clone();
        findings.extend(self.findings(registers));
        let files = self.inputs.read_sources().map(|source| source.path().clone()).collect();
        let has_failed = self.inputs.has_failed;
        let Inputs { sources, conflicted, broken, .. } = self.inputs;
        let own = sources.into_iter().filter_map(Arc::into_inner);
        let sources = own.chain(conflicted).chain(broken).collect();
        CheckedPages { findings, files, sources, has_failed }
    }

    /// The findings, with the fixes that can be applied.
    fn findings(&self, registers: &[Register<'_>]) -> Vec<Finding> {
        let settings = self.manual.settings;
        self.compared(registers, |Comparison { compared, too_deep, reading, .. }| {
            let mut findings = lint::check_pages(ManualContext { compared, registers, settings });
            for held in &compared.pages {
                let path = held.page.source.path();
                let own = findings.iter_mut().filter(|finding| finding.path == *path);
                fix::keep_page_fixes(held.page, reading, own.collect());
            }
            findings.extend_from_slice(too_deep);
            findings
        })
    }

    /// Reads the pages, and hands over how they compare with the entries.
    fn compared<T>(&self, registers: &[Register<'_>], then: impl FnOnce(Comparison<'_>) -> T) -> T {
        let prefixes = prefixes(registers);
        let settings = self.manual.settings;
        let reading =
            PageReading { vocabulary: &settings.vocabulary, id: &settings.id, prefixes: &prefixes };
        let (mut pages, mut keys, mut too_deep) = (Vec::new(), Vec::new(), Vec::new());
        for (source, key) in self.inputs.sources.iter().zip(&self.own) {
            match Page::read(source, reading) {
                Ok(page) => {
                    pages.push(page);
                    keys.push(key);
                }
                Err(why) => too_deep.extend(lint::too_deep(source.path(), why, settings)),
            }
        }
        let entries = held::entries(self.manual, registers, &self.groups, &self.all);
        let compared = &compare(held::pages(&pages, &keys), entries);
        let (groups, too_deep) = (&self.groups, &too_deep);
        then(Comparison { compared, too_deep, registers, groups, reading })
    }

    /// The pages after the safe fixes, and how many were applied.
    pub(crate) fn repaired(&self, registers: &[Register<'_>]) -> (Vec<NewText>, usize) {
        let findings = self.findings(registers);
        let (mut new, mut count) = (Vec::new(), 0);
        for (at, source) in self.inputs.sources.iter().enumerate() {
            let is_own =
                |f: &&Finding| f.path == *source.path() && f.rule == PAGE_GAP_WITHOUT_ID.name;
            let fixes = findings.iter().filter(is_own).filter_map(|finding| finding.fix.as_ref());
            let fixes: Vec<_> = fixes.collect();
            let edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
            if !edits.is_empty() {
                count += fixes.len();
                let text = applied(source.text(), edits);
                new.push(NewText { at, source: Source::new(source.path().clone(), text) });
            }
        }
        (new, count)
    }
}

/// How pages compare with the entries of registers.
#[derive(Clone, Copy)]
struct Comparison<'a> {
    compared: &'a ComparedPages<'a>,
    /// The findings about pages that cannot be read.
    too_deep: &'a [Finding],
    registers: &'a [Register<'a>],
    groups: &'a [PageGroup],
    /// How the pages were read.
    reading: PageReading<'a>,
}

/// How the IDs of registers begin.
fn prefixes(registers: &[Register<'_>]) -> Vec<String> {
    let ids = registers.iter().flat_map(Register::ids);
    let mut all: Vec<String> = ids.filter_map(|id| Some(split_id(id)?.0.to_owned())).collect();
    all.sort_unstable();
    all.dedup();
    all
}
