//! What merging needs of git: the versions of a file in conflict, its own merge of lines, the commits
//! of both sides, and the configuration that names a merge driver.

use std::collections::BTreeMap;
use std::path::Path;

use super::blobs::{BlobReader, Content};
use super::command::{GitError, git, output, run};
use super::repository::{Repository, pathspec};
use super::tree;

/// The versions of a file in conflict, from the index: the base, ours and theirs, as far as there are
/// any. Nothing where the file is in no conflict.
pub(crate) fn stages(
    repository: &Repository,
    inner: &str,
) -> Result<Option<[Option<Vec<u8>>; 3]>, GitError> {
    let mut list = git(&repository.root);
    list.args(["ls-files", "-u", "-z", "--full-name", "--", &pathspec(inner)]);
    let listed = run(&mut list)?;
    let mut blobs: [Option<String>; 3] = Default::default();
    for line in listed.split('\0').filter(|line| !line.is_empty()) {
        let (about, path) = line.split_once('\t').ok_or(GitError::Garbled("git ls-files"))?;
        let mut words = about.split(' ').skip(1);
        let (blob, stage) = (words.next(), words.next().and_then(|stage| stage.parse().ok()));
        let place = stage.and_then(|stage: usize| stage.checked_sub(1));
        let place = place.and_then(|at| blobs.get_mut(at));
        if let (true, Some(blob), Some(place)) = (path == inner, blob, place) {
            *place = Some(blob.to_owned());
        }
    }
    if blobs.iter().all(Option::is_none) {
        return Ok(None);
    }
    let mut reader = BlobReader::start(repository)?;
    let mut read = |blob: Option<String>| match blob.map(|blob| reader.read(&blob)).transpose()? {
        Some(Content::Bytes(bytes)) => Ok(Some(bytes)),
        Some(Content::Missing) => Err(GitError::Lacking(inner.to_owned())),
        Some(Content::TooLarge) => Err(GitError::TooLarge(inner.to_owned())),
        None => Ok(None),
    };
    let [base, ours, theirs] = blobs;
    Ok(Some([read(base)?, read(ours)?, read(theirs)?]))
}

/// The names of the sides in the markers of git, and how many signs these have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MarkerNames<'n> {
    pub ours: &'n str,
    pub theirs: &'n str,
    pub size: usize,
}

/// How git merges three files by lines: the text, and whether it has conflicts.
pub(crate) fn merge_file(
    folder: &Path,
    [base, ours, theirs]: [&Path; 3],
    names: MarkerNames<'_>,
) -> Result<(Vec<u8>, bool), GitError> {
    let size = format!("--marker-size={}", names.size);
    let labels = ["-L", names.ours, "-L", "base", "-L", names.theirs];
    let mut command = git(folder);
    command.args(["merge-file", "-p", &size]).args(labels).args([ours, base, theirs]);
    let answer = output(&mut command)?;
    // The number of conflicts, at most 127; more is a failure.
    match answer.status.code() {
        Some(code @ 0..=127) => Ok((answer.stdout, code > 0)),
        _ => Err(GitError::Refused(String::from_utf8_lossy(&answer.stderr).into_owned())),
    }
}

/// The commit that a name means here, if it means one.
pub(crate) fn commit_of(folder: &Path, name: &str) -> Option<String> {
    let name = format!("{name}^{{commit}}");
    let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", &name];
    let commit = run(git(folder).args(verify)).ok()?;
    Some(commit.trim().to_owned()).filter(|commit| !commit.is_empty())
}

/// The files of a commit: the blob of each path from the root.
pub(crate) fn files_of(root: &Path, commit: &str) -> Result<BTreeMap<String, String>, GitError> {
    tree::files(root, commit)
}

/// Every line that commits ever added to some files.
pub(crate) fn added_lines(
    root: &Path,
    commits: &[&str],
    paths: &[String],
) -> Result<Vec<String>, GitError> {
    let log = ["log", "--format=", "-p", "-U0", "-m", "--no-ext-diff", "--no-textconv"];
    let output = run(git(root)
        .args(log)
        .args(commits)
        .arg("--")
        .args(paths.iter().map(|inner| pathspec(inner))))?;
    let lines = output.lines().filter_map(|line| line.strip_prefix('+'));
    Ok(lines.map(str::to_owned).collect())
}

/// The value of a setting of the repository; nothing where it has none.
pub(crate) fn setting(folder: &Path, name: &str) -> Option<String> {
    let value = run(git(folder).args(["config", "--get", name])).ok()?;
    Some(value.trim_end_matches('\n').to_owned())
}

/// Gives the repository a setting.
pub(crate) fn set_setting(folder: &Path, name: &str, value: &str) -> Result<(), GitError> {
    run(git(folder).args(["config", "--local", name, value])).map(drop)
}

/// Removes a section of the settings of the repository; one that is not there is no error.
pub(crate) fn remove_settings(folder: &Path, section: &str) -> Result<(), GitError> {
    match run(git(folder).args(["config", "--local", "--remove-section", section])) {
        Err(GitError::Refused(why))
            if !why.contains("no such section") && !why.contains("No such section") =>
        {
            Err(GitError::Refused(why))
        }
        Err(GitError::Refused(_)) => Ok(()),
        done => done.map(drop),
    }
}

/// The commits that a new entry has to stand beside: the upstream, and the main branch, here and on
/// the server, as far as they are known and are not the current commit.
pub(crate) fn known_branches(folder: &Path) -> Vec<String> {
    let heads =
        ["origin/HEAD", "origin/main", "origin/master"].map(|head| format!("refs/remotes/{head}"));
    let branches = ["main", "master"].map(|branch| format!("refs/heads/{branch}"));
    let mut list = git(folder);
    list.args(["for-each-ref", "--format=%(objectname)"]).args(heads).args(branches);
    let listed = run(&mut list).unwrap_or_default();
    let mut commits: Vec<String> = listed.lines().map(str::to_owned).collect();
    commits.extend(commit_of(folder, "@{upstream}"));
    commits.sort_unstable();
    commits.dedup();
    let current = commit_of(folder, "HEAD");
    commits.retain(|commit| Some(commit) != current.as_ref());
    commits
}
