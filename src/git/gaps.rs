//! What could not be asked of git.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::command::GitError;

/// What could not be asked of git in a run. All that ask share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct HistoryGaps(Arc<Mutex<Gaps>>);

#[derive(Debug, Default)]
struct Gaps {
    /// Why git did not answer.
    failures: BTreeSet<String>,
    /// The blobs that are not in this clone.
    missing: BTreeSet<String>,
    /// The blobs that are larger than the files that are read.
    too_large: BTreeSet<String>,
    is_shallow: bool,
}

impl HistoryGaps {
    /// Notes why git did not answer. A file that lies in no repository has no history.
    pub(crate) fn add(&self, why: &GitError) {
        if !matches!(why, GitError::NoRepository) {
            self.with(|gaps| gaps.failures.insert(why.to_string()));
        }
    }

    /// The answer of git, or its default, where git did not answer.
    pub(crate) fn answer_or_default<T: Default>(&self, answer: Result<T, GitError>) -> T {
        answer.inspect_err(|why| self.add(why)).unwrap_or_default()
    }

    /// The answer of git, where it answered.
    pub(crate) fn answer<T>(&self, answer: Result<T, GitError>) -> Option<T> {
        answer.inspect_err(|why| self.add(why)).ok()
    }

    pub(super) fn add_missing(&self, blob: &str) {
        self.with(|gaps| gaps.missing.insert(blob.to_owned()));
    }

    pub(super) fn add_too_large(&self, blob: &str) {
        self.with(|gaps| gaps.too_large.insert(blob.to_owned()));
    }

    pub(super) fn add_shallow(&self) {
        self.with(|gaps| gaps.is_shallow = true);
    }

    /// Whether something that is asked for could not be read. A shallow clone answers for what it
    /// has.
    pub(crate) fn has_failures(&self) -> bool {
        self.with(|gaps| {
            !gaps.failures.is_empty() || !gaps.missing.is_empty() || !gaps.too_large.is_empty()
        })
    }

    /// A sentence for each reason that was noted and not taken yet.
    pub(crate) fn take(&self) -> Vec<String> {
        let gaps = self.with(std::mem::take);
        let mut sentences: Vec<String> = gaps
            .failures
            .into_iter()
            .map(|why| format!("what git knows was not read: {why}"))
            .collect();
        let versions = |count: usize| if count == 1 { "version" } else { "versions" };
        if gaps.is_shallow {
            sentences
                .push("this clone is shallow; what was before it starts is not known".to_owned());
        }
        if !gaps.missing.is_empty() {
            let count = gaps.missing.len();
            sentences.push(format!(
                "this clone is partial and lacks {count} {} that were asked for; nothing is fetched \
                 here: `git fetch --refetch --no-filter` gets them",
                versions(count)
            ));
        }
        if !gaps.too_large.is_empty() {
            let count = gaps.too_large.len();
            sentences.push(format!(
                "{count} {} in git are larger than `max-size` and were not read",
                versions(count)
            ));
        }
        sentences
    }

    fn with<T>(&self, change: impl FnOnce(&mut Gaps) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
