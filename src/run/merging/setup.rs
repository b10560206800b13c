//! What git has to know to merge registers with `gapreg`: which files, and how.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::files::{self, real, repository_above, seen_from, slashed};
use crate::git;

const ATTRIBUTES: &str = ".gitattributes";
const FIRST_LINE: &str = "# gapreg: registers are merged entry by entry (gapreg merge --install)";
const LAST_LINE: &str = "# gapreg: end";

/// The name of the driver in the attributes and in the configuration.
const DRIVER: &str = "gapreg";

/// What was set up in a repository.
#[derive(Debug)]
pub(crate) struct Setup {
    /// Whether the attributes were written anew.
    pub has_new_attributes: bool,
    /// Whether the configuration was.
    pub has_new_driver: bool,
    /// The files that are merged by the driver.
    pub registers: Vec<String>,
}

/// The line that git runs. Where `gapreg` is not there, or cannot do its work, git merges the lines.
fn driver_line(program: &str) -> String {
    format!(
        "{program} merge --driver %O %A %B %L %P %X %Y; S=$?; test $S -le 1 && exit $S; \
         exec git merge-file --marker-size=%L %A %O %B"
    )
}

/// Larger attributes are not read.
const LARGEST: u64 = 1024 * 1024;

fn root_of(folder: &Path) -> Result<PathBuf> {
    let root = repository_above(&real(folder))
        .with_context(|| format!("`{}` is not in a git repository", slashed(folder)))?;
    if root.join(".git/config").is_symlink() {
        bail!("`.git/config` is a link; nothing was written");
    }
    Ok(root)
}

/// Sets a repository up for its registers.
pub(crate) fn install(folder: &Path, registers: &[PathBuf], program: &str) -> Result<Setup> {
    let root = root_of(folder)?;
    let inner = |path: &PathBuf| slashed(&seen_from(&root, &real(&folder.join(path))));
    let mut registers: Vec<String> = registers.iter().map(inner).collect();
    registers.retain(|path| !path.starts_with("../"));
    registers.sort_unstable();
    registers.dedup();
    let mut lines = vec![FIRST_LINE.to_owned()];
    lines.extend(registers.iter().map(|path| format!("{} merge={DRIVER}", pattern(path))));
    lines.push(LAST_LINE.to_owned());
    let has_new_attributes = write_attributes(&root, Some(&lines))?;
    let line = driver_line(program);
    let has_new_driver = git::setting(&root, "merge.gapreg.driver").as_deref() != Some(&line);
    if has_new_driver {
        git::set_setting(&root, "merge.gapreg.name", "gapreg: registers, entry by entry")?;
        git::set_setting(&root, "merge.gapreg.driver", &line)?;
    }
    Ok(Setup { has_new_attributes, has_new_driver, registers })
}

/// Takes back what [`install`] did; whether there was anything.
pub(crate) fn uninstall(folder: &Path) -> Result<bool> {
    let root = root_of(folder)?;
    let had_driver = git::setting(&root, "merge.gapreg.driver").is_some();
    if had_driver {
        git::remove_settings(&root, "merge.gapreg")?;
    }
    Ok(write_attributes(&root, None)? || had_driver)
}

/// A path as the attributes have it: from the root, without signs that mean something there.
fn pattern(path: &str) -> String {
    let mut escaped = String::from("/");
    for c in path.chars() {
        if matches!(c, '*' | '?' | '[' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    let needs_quotes = escaped.contains([' ', '\t', '"']);
    if needs_quotes {
        format!("\"{}\"", escaped.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        escaped
    }
}

/// Writes our lines into the attributes, in their place if they are there, or takes them out;
/// whether that changed the file.
fn write_attributes(root: &Path, lines: Option<&[String]>) -> Result<bool> {
    let path = root.join(ATTRIBUTES);
    if path.is_symlink() {
        bail!("`{ATTRIBUTES}` is a link, which git does not follow; nothing was written");
    }
    let context = || format!("`{}`", slashed(&path));
    let old = if path.exists() {
        let bytes = files::bytes(&path, LARGEST)?;
        Some(String::from_utf8(bytes).with_context(context)?)
    } else {
        None
    };
    let new = with_lines(old.as_deref().unwrap_or_default(), lines);
    if old.as_deref().unwrap_or_default() == new {
        return Ok(false);
    }
    match old {
        Some(_) if new.is_empty() => std::fs::remove_file(&path).with_context(context)?,
        Some(old) => files::write_atomically(&path, &old, &new)?,
        None => files::create(&path, &new)?,
    }
    Ok(true)
}

fn with_lines(old: &str, lines: Option<&[String]>) -> String {
    let newline = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let lines = lines.unwrap_or_default().iter();
    let block = lines.fold(String::new(), |block, line| block + line + newline);
    let ours = old.find(FIRST_LINE).and_then(|start| {
        let end = start + old[start..].find(LAST_LINE)? + LAST_LINE.len();
        let rest = &old[end..];
        let line_end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        Some(start..end + line_end)
    });
    if let Some(ours) = ours {
        return format!("{}{block}{}", &old[..ours.start], &old[ours.end..]);
    }
    let gap = if old.is_empty() || old.ends_with('\n') || block.is_empty() { "" } else { newline };
    format!("{old}{gap}{block}")
}

/// Whether the attributes name the driver and this clone has none.
pub(crate) fn is_driver_missing(folder: &Path) -> bool {
    let Some(root) = repository_above(&real(folder)) else { return false };
    let attributes = files::bytes(&root.join(ATTRIBUTES), LARGEST).unwrap_or_default();
    let attributes = String::from_utf8_lossy(&attributes);
    let names_driver = |line: &str| {
        let mut words = line.split_whitespace();
        !line.starts_with('#') && words.any(|word| word == "merge=gapreg")
    };
    attributes.lines().any(names_driver) && git::setting(&root, "merge.gapreg.driver").is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_lines_are_written_once_and_taken_out_again() {
        let lines = [FIRST_LINE.to_owned(), "/a.md merge=gapreg".to_owned(), LAST_LINE.to_owned()];
        for old in ["", "*.png binary\n", "*.png binary", "*.png binary\r\n"] {
            let with = with_lines(old, Some(&lines));
            assert_eq!(with_lines(&with, Some(&lines)), with);
            assert!(with.contains("/a.md merge=gapreg"));
            assert_eq!(with_lines(&with, None).trim_end(), old.trim_end());
        }
        let below = format!("{}*.svg text\n", with_lines("", Some(&lines)));
        assert_eq!(with_lines(&below, None), "*.svg text\n");
    }

    #[test]
    fn paths_are_no_patterns() {
        assert_eq!(pattern("docs/en/gap-register.md"), "/docs/en/gap-register.md");
        assert_eq!(pattern("my docs/gaps[1].md"), "\"/my docs/gaps\\\\[1].md\"");
    }
}
