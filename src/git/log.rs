//! Reads `git log` with the names of the files that each commit changed.

use jiff::civil::Date;

use super::command::GitError;

/// The arguments that make `git log` write what [`records`] reads.
pub(super) const FORMAT: [&str; 4] =
    ["--no-relative", "--name-only", "-z", "--format=%x01%H %ct %cs"];

/// A commit that changed a file.
#[derive(Debug)]
pub(super) struct FileCommit {
    pub id: String,
    pub day: Date,
    pub time: i64,
    /// The file's path in the commit.
    pub path: String,
}

/// A commit of a log, and the files that it names.
pub(super) struct LogRecord<'l> {
    /// The commit, without a path.
    pub commit: FileCommit,
    pub paths: Vec<&'l str>,
}

/// The commits of a log, in its order.
pub(super) fn records(log: &str) -> Result<Vec<LogRecord<'_>>, GitError> {
    let records = log.split('\x01').skip(1).map(|text| {
        let commit = commit(text).ok_or(GitError::Garbled("git log"))?;
        let paths = text.split('\0').skip(1).map(|path| path.trim_start_matches('\n'));
        let paths = paths.filter(|path| !path.is_empty() && !path.contains('\n'));
        Ok(LogRecord { commit, paths: paths.collect() })
    });
    records.collect()
}

fn commit(record: &str) -> Option<FileCommit> {
    let mut head = record.split(['\0', ' ']);
    let (id, time, day) = (head.next()?, head.next()?, head.next()?);
    Some(FileCommit {
        id: id.to_owned(),
        day: day.parse().ok()?,
        time: time.parse().ok()?,
        path: String::new(),
    })
}
