//! Who wrote some words of a file and when, as git knows it.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::project::Project;
use crate::git::{FileVersions, GitError, Repository, RepositoryFile};
use crate::register::Register;
use crate::rules::{self, Writer};
use crate::text::{Source, Span};

/// A merge brings what others wrote, and may bring other merges. Beyond so many, the merge counts.
const DEEPEST: usize = 16;

/// Words of a file.
#[derive(Clone, Debug)]
pub(super) struct Words<'w> {
    pub text: &'w str,
    /// How often the file has them.
    count: usize,
    /// The entry that they are above, by which words that are there several times are distinguished.
    entry: Option<String>,
}

/// The commit that wrote words.
#[derive(Clone)]
struct Commit {
    id: String,
    writer: Writer,
}

/// The words of a file that are followed back through its versions.
struct Walk<'w> {
    project: &'w Project,
    file: RepositoryFile,
    words: &'w [Words<'w>],
    /// The register that the file is, if it is one.
    register: Option<&'w Register<'w>>,
    is_shallow: bool,
}

impl<'w> Words<'w> {
    pub(super) fn of(whole: &str, text: &'w str) -> Self {
        Self { text, count: whole.matches(text).count(), entry: None }
    }

    /// Some comments of a register.
    fn of_comments(register: &'w Register<'_>, comments: &[Span]) -> Vec<Self> {
        let whole = register.source.text();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let words = comments.iter().map(|&span| {
            let text = register.text(span);
            let count = *counts.entry(text).or_insert_with(|| whole.matches(text).count());
            let entry = rules::entry_below(register, span).and_then(|entry| register.name(entry));
            Self { text, count, entry }
        });
        words.collect()
    }
}

impl Project {
    /// Who wrote each of some comments of a register.
    pub(super) fn comment_writers(
        &self,
        register: &Register<'_>,
        comments: &[Span],
    ) -> Result<Vec<Option<Writer>>, GitError> {
        let words = Words::of_comments(register, comments);
        self.writers_of(register.source.path(), &words, Some(register))
    }

    /// Who wrote each of some words of a file.
    pub(super) fn writers_of(
        &self,
        path: &str,
        words: &[Words<'_>],
        register: Option<&Register<'_>>,
    ) -> Result<Vec<Option<Writer>>, GitError> {
        let file = self.repository_file(path)?;
        let is_shallow = file.repository.is_shallow()?;
        let versions = FileVersions::of(&file)?;
        let all: Vec<usize> = (0..words.len()).collect();
        let walk = Walk { project: self, file, words, register, is_shallow };
        let commits = walk.back(versions, &all, DEEPEST)?;
        Ok(commits.into_iter().map(|commit| commit.map(|commit| commit.writer)).collect())
    }
}

impl Walk<'_> {
    /// For each of the words, the oldest commit from which on they were always there; nothing where the
    /// versions do not have them or do not say it.
    fn back(
        &self,
        versions: FileVersions,
        asked: &[usize],
        depth: usize,
    ) -> Result<Vec<Option<Commit>>, GitError> {
        let mut commits: Vec<Option<Commit>> = vec![None; self.words.len()];
        let mut open = asked.to_vec();
        for version in versions {
            if open.is_empty() {
                break;
            }
            let version = version?;
            let writer = Writer { author: version.author, day: version.day };
            let commit = Commit { id: version.commit, writer };
            let source = Source::new(&*self.file.inner, version.text);
            let mut older = OlderVersion::of(&source);
            open.retain(|&at| {
                let is_there = older.has(&self.words[at], self);
                match is_there {
                    Some(true) => commits[at] = Some(commit.clone()),
                    Some(false) => {}
                    None => commits[at] = None,
                }
                is_there == Some(true)
            });
        }
        // What was there before the oldest commit of a shallow clone is not known.
        for at in open.into_iter().filter(|_| self.is_shallow) {
            commits[at] = None;
        }
        self.look_into_merges(&mut commits, depth)?;
        Ok(commits)
    }

    /// Goes on where a merge brought words that somebody else wrote.
    fn look_into_merges(
        &self,
        commits: &mut [Option<Commit>],
        depth: usize,
    ) -> Result<(), GitError> {
        let Some(depth) = depth.checked_sub(1) else { return Ok(()) };
        let ids: BTreeSet<String> = commits.iter().flatten().map(|one| one.id.clone()).collect();
        for id in ids {
            let repository: &Repository = &self.file.repository;
            let Some(merge) = repository.merge_of(&id)? else { continue };
            let is_of_merge = |commit: &Option<Commit>| commit.as_ref().is_some_and(|c| c.id == id);
            let brought = (0..commits.len()).filter(|&at| is_of_merge(&commits[at]));
            let brought: Vec<usize> = brought.collect();
            let versions = FileVersions::until(&self.file, &merge.merged)?;
            let found = self.back(versions, &brought, depth)?;
            for (at, commit) in found.into_iter().enumerate().filter(|(_, found)| found.is_some()) {
                commits[at] = commit;
            }
        }
        Ok(())
    }
}

/// A version of a file. Many comments may say the same: each text is looked for once.
struct OlderVersion<'v, 'w> {
    source: &'v Source,
    /// How often it has each text.
    counts: HashMap<&'w str, usize>,
    /// The register that it is; nothing if it cannot be read.
    register: OnceCell<Option<Register<'v>>>,
    /// The names of the entries that each text is above.
    entries: HashMap<&'w str, HashSet<String>>,
}

impl<'v, 'w> OlderVersion<'v, 'w> {
    fn of(source: &'v Source) -> Self {
        let register = OnceCell::new();
        Self { source, counts: HashMap::new(), register, entries: HashMap::new() }
    }

    /// Whether it has the words; nothing where it has some that are the same.
    fn has(&mut self, words: &Words<'w>, walk: &Walk<'w>) -> Option<bool> {
        let (source, text) = (self.source, words.text);
        let count = *self.counts.entry(text).or_insert_with(|| source.text().matches(text).count());
        if count == 0 || count >= words.count {
            return Some(count > 0);
        }
        let entry = words.entry.as_ref().filter(|_| walk.register.is_some())?;
        let parse = || Register::parse(source, walk.project.settings.reading()).ok();
        let register = self.register.get_or_init(parse).as_ref()?;
        let entries = self.entries.entry(text).or_insert_with(|| {
            let places = source.text().match_indices(text);
            let spans = places.map(|(at, text)| Span::new(at, at + text.len()));
            let below = spans.filter_map(|span| rules::entry_below(register, span));
            below.filter_map(|entry| register.name(entry)).collect()
        });
        Some(entries.contains(entry))
    }
}
