//! The pages of the manual of a run: found, read, compared with the entries, and repaired.

mod found;
mod held;
mod item;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::base::Base;
use super::inputs::Inputs;
use super::notes::Notes;
use super::project::Project;
use super::writes::NewText;
use crate::document::{Conflicts, Document};
use crate::files::{Decoded, slashed};
use crate::finding::{Edit, Finding, applied};
use crate::fix;
use crate::git::GitError;
use crate::lint;
use crate::manual::{ComparedPages, Page, PageReading, compare, may_have_gaps};
use crate::register::Register;
use crate::rules::{ManualContext, PAGE_GAP_WITHOUT_ID};
use crate::settings::Settings;
use crate::text::Source;
use crate::values::split_id;

use found::{FoundPage, PageGroup, found};
pub(crate) use item::{PageEntries, PageEntry, PageGapName, page_entries, with_id};

/// How many pages this process has read, and how many it has parsed.
static READ: AtomicUsize = AtomicUsize::new(0);
static PARSED: AtomicUsize = AtomicUsize::new(0);

/// How many pages this process has read, and how many of them it has parsed. A test holds the command to
/// reading each once.
#[doc(hidden)]
pub fn page_counts() -> [usize; 2] {
    [READ.load(Ordering::Relaxed), PARSED.load(Ordering::Relaxed)]
}

/// The pages of a run that may have a gap section.
#[derive(Default)]
pub(crate) struct PageTexts {
    /// Their texts, as what is read and written.
    pub inputs: Inputs,
    /// The group of each text.
    groups: Vec<usize>,
    /// Every page that could be read, whatever is in it: its path with the language left open, and its group.
    all: Vec<(String, usize)>,
    /// What the registers of each group have in common.
    group_list: Vec<PageGroup>,
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

impl PageTexts {
    /// Finds and reads the pages of some registers.
    pub(crate) fn of(project: &Project, registers: &[Register<'_>], notes: &dyn Notes) -> Self {
        Self::of_pages(project, registers, &|_| true, notes)
    }

    /// The same for some of the pages.
    fn of_pages(
        project: &Project,
        registers: &[Register<'_>],
        is_wanted: &dyn Fn(&FoundPage) -> bool,
        notes: &dyn Notes,
    ) -> Self {
        let (group_list, mut pages) = found(project, registers);
        pages.retain(is_wanted);
        let read = |page: &FoundPage| {
            READ.fetch_add(1, Ordering::Relaxed);
            project.read(&page.path)
        };
        let decoded: Vec<_> = pages.par_iter().map(read).collect();
        let mut texts = Self { group_list, ..Self::default() };
        for (page, decoded) in pages.into_iter().zip(decoded) {
            match decoded {
                Ok(decoded) => texts.take(page, decoded, &project.settings),
                Err(why) => {
                    notes.error(&why);
                    texts.inputs.has_failed = true;
                }
            }
        }
        texts
    }

    /// The same pages as they were at a base, for the registers of then.
    pub(crate) fn of_base(
        project: &Project,
        registers: &[Register<'_>],
        base: &Base<'_>,
    ) -> Result<Self, GitError> {
        let (group_list, pages) = found(project, registers);
        let mut texts = Self { group_list, ..Self::default() };
        for page in pages {
            let Some(bytes) = base.bytes(&page.path)? else { continue };
            let decoded = Source::decode(slashed(&page.path), bytes);
            texts.take(page, decoded, &project.settings);
        }
        Ok(texts)
    }

    fn take(&mut self, page: FoundPage, decoded: Decoded, settings: &Settings) {
        let FoundPage { key, group, .. } = page;
        let has_gaps = |source: &Source| may_have_gaps(source.text(), &settings.vocabulary);
        match decoded {
            Ok(source) if !has_gaps(&source) => self.all.push((key, group)),
            Ok(source) => {
                if let Some(conflicts) = Conflicts::of(&source) {
                    let found = lint::conflict_marker(source.path(), conflicts, settings);
                    self.inputs.findings.extend(found);
                    self.inputs.conflicted.push(source);
                    return;
                }
                self.all.push((key, group));
                self.inputs.sources.push(Arc::new(source));
                self.groups.push(group);
            }
            Err((source, bad)) if has_gaps(&source) => {
                let found = lint::invalid_utf8(source.path(), bad, settings);
                self.inputs.findings.extend(found);
                self.inputs.broken.push(source);
            }
            Err(_) => self.all.push((key, group)),
        }
    }

    /// Checks the pages against the entries of the registers that they were found by.
    pub(crate) fn check(self, project: &Project, registers: &[Register<'_>]) -> CheckedPages {
        let mut findings = self.inputs.findings.clone();
        findings.extend(self.findings(project, registers));
        let files = self.inputs.read_sources().map(|source| source.path().clone()).collect();
        let has_failed = self.inputs.has_failed;
        let Inputs { sources, conflicted, broken, .. } = self.inputs;
        let own = sources.into_iter().filter_map(Arc::into_inner);
        let sources = own.chain(conflicted).chain(broken).collect();
        CheckedPages { findings, files, sources, has_failed }
    }

    /// The findings, with the fixes that can be applied.
    fn findings(&self, project: &Project, registers: &[Register<'_>]) -> Vec<Finding> {
        let settings = &project.settings;
        let mut findings = Vec::new();
        self.compared(project, registers, |Comparison { compared, reading, .. }| {
            findings = lint::check_pages(ManualContext { compared, registers, settings });
            for held in &compared.pages {
                let path = held.page.source.path();
                let own = findings.iter_mut().filter(|finding| finding.path == *path);
                fix::keep_page_fixes(held.page, reading, own.collect());
            }
        });
        let deep = self.inputs.sources.iter().filter_map(|source| {
            let why = Document::read(source).err()?;
            lint::too_deep(source.path(), why, settings)
        });
        findings.extend(deep);
        findings
    }

    /// Reads the pages, and hands over how they compare with the entries.
    fn compared<T>(
        &self,
        project: &Project,
        registers: &[Register<'_>],
        then: impl FnOnce(Comparison<'_>) -> T,
    ) -> T {
        let prefixes = prefixes(registers);
        let settings = &project.settings;
        let reading =
            PageReading { vocabulary: &settings.vocabulary, id: &settings.id, prefixes: &prefixes };
        let (mut pages, mut groups) = (Vec::new(), Vec::new());
        for (source, group) in self.inputs.sources.iter().zip(&self.groups) {
            PARSED.fetch_add(1, Ordering::Relaxed);
            if let Ok(page) = Page::read(source, reading) {
                pages.push(page);
                groups.push(*group);
            }
        }
        let entries = held::entries(project, registers, &self.group_list, &self.all);
        let held = held::pages(project, &pages, &groups);
        let compared = compare(held, entries);
        let groups = &self.group_list;
        then(Comparison { compared: &compared, registers, groups, reading })
    }

    /// The pages after the safe fixes, and how many were applied.
    pub(crate) fn repaired(
        &self,
        project: &Project,
        registers: &[Register<'_>],
    ) -> (Vec<NewText>, usize) {
        let findings = self.findings(project, registers);
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
    registers: &'a [Register<'a>],
    groups: &'a [PageGroup],
    /// How the pages were read.
    reading: PageReading<'a>,
}

/// How the IDs of registers begin.
pub(super) fn prefixes(registers: &[Register<'_>]) -> Vec<String> {
    let ids = registers
        .iter()
        .flat_map(|register| register.entries.iter().filter_map(|entry| register.id(entry)));
    let mut all: Vec<String> = ids.filter_map(|id| Some(split_id(id)?.0.to_owned())).collect();
    all.sort_unstable();
    all.dedup();
    all
}
