//! Which files were renamed: what is gone under one name and there under another.
//!
//! Git would look at contents by attributes and drivers that a repository configures, and would
//! fetch what is missing.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::command::GitError;

/// A file that is gone, or one that is new.
#[derive(Clone, Debug)]
pub(super) struct RenameCandidate {
    pub path: String,
    /// The ID of its blob, where it is in a commit.
    pub blob: Option<String>,
}

/// As many files of each side are compared by what they say. Of more, those that are alike to the
/// byte are found still, and the others count as removed.
const COMPARED: usize = 200;

/// The smallest share of a file, in percent, that its new version has in common with it.
const ALIKE: usize = 50;

/// A longer run without a line end is cut.
const CHUNK: usize = 64;

/// The places of those that are gone and of those that are new which belong together. `read` gives
/// the bytes of a file, where they are at hand.
pub(super) fn renames(
    gone: &[RenameCandidate],
    new: &[RenameCandidate],
    mut read: impl FnMut(&RenameCandidate) -> Result<Option<Vec<u8>>, GitError>,
) -> Result<Vec<(usize, usize)>, GitError> {
    let mut pairs = same_blobs(gone, new);
    let free = |all: &[RenameCandidate], taken: HashSet<usize>| -> Vec<usize> {
        (0..all.len()).filter(|at| !taken.contains(at)).take(COMPARED).collect()
    };
    let free_gone = free(gone, pairs.iter().map(|pair| pair.0).collect());
    let free_new = free(new, pairs.iter().map(|pair| pair.1).collect());
    if free_gone.is_empty() || free_new.is_empty() {
        return Ok(pairs);
    }
    let mut chunks = |all: &[RenameCandidate], places: &[usize]| {
        let read = |&at: &usize| Ok(read(&all[at])?.map(|bytes| (at, Chunks::of(&bytes))));
        let read: Result<Vec<_>, GitError> = places.iter().map(read).collect();
        read.map(|read| read.into_iter().flatten().collect::<Vec<_>>())
    };
    let (old, new_chunks) = (chunks(gone, &free_gone)?, chunks(new, &free_new)?);
    let mut alike = Vec::new();
    for (from, one) in &old {
        for (to, other) in &new_chunks {
            let share = one.share(other);
            let has_same_name = name(&gone[*from]) == name(&new[*to]);
            if share >= ALIKE {
                alike.push((share, has_same_name, *from, *to));
            }
        }
    }
    alike.sort_by_key(|&(share, has_same_name, from, to)| {
        (std::cmp::Reverse((share, has_same_name)), from, to)
    });
    let (mut used_gone, mut used_new) = (HashSet::new(), HashSet::new());
    for (_, _, from, to) in alike {
        if !used_gone.contains(&from) && used_new.insert(to) {
            used_gone.insert(from);
            pairs.push((from, to));
        }
    }
    Ok(pairs)
}

/// Those that are alike to the byte; of several, one with the same name in another folder.
fn same_blobs(gone: &[RenameCandidate], new: &[RenameCandidate]) -> Vec<(usize, usize)> {
    let mut by_blob: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, file) in gone.iter().enumerate() {
        if let Some(blob) = &file.blob {
            by_blob.entry(blob).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    for (to, file) in new.iter().enumerate() {
        let blob = file.blob.as_deref().unwrap_or_default();
        let Some(from) = by_blob.get_mut(blob).filter(|from| !from.is_empty()) else { continue };
        let same = from.iter().position(|&at| name(&gone[at]) == name(file));
        pairs.push((from.remove(same.unwrap_or(0)), to));
    }
    pairs
}

fn name(file: &RenameCandidate) -> &str {
    file.path.rsplit('/').next().unwrap_or(&file.path)
}

/// How many bytes a text has of each chunk of it.
struct Chunks {
    bytes: HashMap<u64, usize>,
    size: usize,
}

impl Chunks {
    fn of(text: &[u8]) -> Self {
        let mut bytes: HashMap<u64, usize> = HashMap::new();
        let lines = text.split_inclusive(|&byte| byte == b'\n');
        for chunk in lines.flat_map(|line| line.chunks(CHUNK)) {
            let mut hasher = DefaultHasher::new();
            chunk.hash(&mut hasher);
            *bytes.entry(hasher.finish()).or_default() += chunk.len();
        }
        Self { bytes, size: text.len() }
    }

    /// How much of the larger text both have, in percent.
    fn share(&self, other: &Self) -> usize {
        let larger = self.size.max(other.size);
        if larger == 0 || self.size.min(other.size) * 100 / larger < ALIKE {
            return 0;
        }
        let common = |(chunk, size): (&u64, &usize)| {
            other.bytes.get(chunk).unwrap_or(&0).min(size).to_owned()
        };
        self.bytes.iter().map(common).sum::<usize>() * 100 / larger
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, blob: &str) -> RenameCandidate {
        RenameCandidate { path: path.to_owned(), blob: Some(blob.to_owned()) }
    }

    fn pairs(gone: &[RenameCandidate], new: &[RenameCandidate]) -> Vec<(usize, usize)> {
        // The ID is the text here.
        let read = |file: &RenameCandidate| Ok(file.blob.clone().map(String::into_bytes));
        renames(gone, new, read).unwrap()
    }

    #[test]
    fn the_same_text_under_another_name_is_a_rename() {
        let gone = [file("a/x.md", "one\n"), file("b/y.md", "one\n")];
        assert_eq!(
            pairs(&gone, &[file("c/y.md", "one\n"), file("c/x.md", "one\n")]),
            [(1, 0), (0, 1)]
        );
        assert_eq!(pairs(&gone, &[file("c/z.md", "other\n")]), []);
        assert_eq!(pairs(&[], &[file("c/z.md", "one\n")]), []);
    }

    #[test]
    fn a_text_that_is_mostly_the_same_is_a_rename() {
        let gone = [file("a.md", "one\ntwo\nthree\nfour\n"), file("b.md", "1\n2\n")];
        let new = [file("c.md", "2\n1\n3\n"), file("d.md", "one\ntwo\nthree\n5\n")];
        assert_eq!(pairs(&gone, &new), [(0, 1), (1, 0)]);
        let new = [file("d.md", "one\n2\n3\n4\n5\n")];
        assert_eq!(pairs(&gone, &new), []);
    }

    #[test]
    fn thousands_of_files_are_compared_in_no_time() {
        let files = |word: &str| -> Vec<RenameCandidate> {
            (0..5_000).map(|at| file(&format!("{word}{at}"), &format!("{word} {at}\n"))).collect()
        };
        assert_eq!(pairs(&files("a"), &files("b")), []);
    }
}
