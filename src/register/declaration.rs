//! Where the entries of files are, as the configuration declares it.

use std::path::{Component, Path, PathBuf};

use globset::GlobSet;

use crate::vocabulary::Key;

/// What a configuration declares about the entries of files.
#[derive(Debug, Default)]
pub(crate) struct Declarations {
    /// The folder of the configuration.
    pub(crate) root: PathBuf,
    pub(crate) all: Vec<Declaration>,
    /// The files that it lists as registers, by their paths from that folder.
    pub(crate) listed: Vec<PathBuf>,
}

impl Declarations {
    /// Whether the configuration lists a file as a register, by its path and no pattern.
    pub(crate) fn lists(&self, path: &str, cwd: &Path) -> bool {
        !self.listed.is_empty() && self.listed.contains(&inner_path(path, cwd, &self.root))
    }

    /// The declaration for a file, by its path from a folder. Of several, the last one counts.
    pub(crate) fn of(&self, path: &str, cwd: &Path) -> Option<&Declaration> {
        let own = || inner_path(path, cwd, &self.root);
        let mut all = self.all.iter().rev();
        if self.all.is_empty() { None } else { all.find(|one| one.files.is_match(own())) }
    }
}

/// Where the entries of some files are. There, nothing is guessed.
#[derive(Debug)]
pub(crate) struct Declaration {
    pub(crate) files: GlobSet,
    /// What an earlier one takes, a later one leaves.
    pub(crate) places: Vec<DeclaredPlace>,
    /// The headings, and the IDs and titles, of what is no entry.
    pub(crate) skipped: Vec<TextPattern>,
    /// The words and signs of the files for states, each with what it means.
    pub(crate) states: Vec<(String, String)>,
    /// Whether what several places say of one ID is one entry.
    pub(crate) is_merged: bool,
}

/// A place of entries.
#[derive(Debug)]
pub(crate) struct DeclaredPlace {
    pub(crate) members: DeclaredMembers,
    /// The headings above them; none for any.
    pub(crate) under: Vec<TextPattern>,
    /// The key whose value is the heading above an entry.
    pub(crate) above: Option<Key>,
    /// The labels or columns of keys.
    pub(crate) fields: Vec<DeclaredField>,
    /// Where the configuration says so.
    pub(crate) at: ConfigPlace,
}

/// What the entries of a place are.
#[derive(Debug)]
pub(crate) enum DeclaredMembers {
    /// Headings of a level, or of any; of some texts, or of any.
    Headings { level: Option<DeclaredLevel>, named: Vec<TextPattern> },
    /// Rows of tables.
    Rows,
    /// Items of lists of some depth, with a box if `has_box`.
    Items { depth: u8, has_box: bool },
    /// Paragraphs that open in bold.
    Paragraphs,
}

/// A level of headings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DeclaredLevel {
    pub(crate) level: u8,
    pub(crate) at: ConfigPlace,
}

/// The labels or columns that hold the values of a key.
#[derive(Debug)]
pub(crate) struct DeclaredField {
    pub(crate) key: Key,
    pub(crate) names: Vec<FieldName>,
}

impl DeclaredField {
    /// Whether a label is one of the field's.
    pub(crate) fn is_called(&self, label: &str) -> bool {
        let is_one = |name: &FieldName| match name {
            FieldName::Named(pattern) => pattern.matches(label),
            FieldName::Number(_) => false,
        };
        self.names.iter().any(is_one)
    }
}

/// A label or column.
#[derive(Debug)]
pub(crate) enum FieldName {
    /// A column by its place, from 1.
    Number(usize),
    Named(TextPattern),
}

/// A line and a column of the configuration, from 1; none where it is not known.
pub(crate) type ConfigPlace = Option<(usize, usize)>;

/// A mistake in a declaration: it does not fit the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeclarationMistake {
    /// Where the configuration says what does not fit.
    pub(crate) at: ConfigPlace,
    pub(crate) message: String,
}

/// A text in which `*` stands for any other text. Case and marks of emphasis make no difference.
#[derive(Debug)]
pub(crate) struct TextPattern {
    /// As the configuration has it.
    pub(crate) shown: String,
    pub(crate) at: ConfigPlace,
    /// What is between its stars.
    parts: Vec<String>,
}

impl TextPattern {
    pub(crate) fn new(shown: &str, at: ConfigPlace) -> Self {
        let parts = shown.split('*').map(plain).collect();
        Self { shown: shown.to_owned(), at, parts }
    }

    /// Whether all of a text is as the pattern says.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let text = plain(text);
        let text = text.trim();
        let (Some(first), Some(last)) = (self.parts.first(), self.parts.last()) else {
            return false;
        };
        if self.parts.len() == 1 {
            return text == first.trim();
        }
        let Some(rest) = text.strip_prefix(first.trim_start()) else { return false };
        let Some(mut rest) = rest.strip_suffix(last.trim_end()) else { return false };
        self.parts[1..self.parts.len() - 1].iter().all(|part| {
            let found = rest.split_once(part.as_str());
            found.map(|(_, behind)| rest = behind).is_some()
        })
    }
}

/// A text in small letters and without the marks of emphasis.
fn plain(text: &str) -> String {
    text.replace(['*', '`', '\u{fe0f}'], "").replace("~~", "").to_lowercase()
}

/// A text as a pattern: what is long ends in a star.
pub(crate) fn pattern(text: &str) -> String {
    const LONGEST: usize = 40;
    let plain: String = text.replace(['*', '`', '~', '\n', '\r'], "");
    let plain = plain.trim();
    match plain.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}*", plain[..at].trim_end()),
        None => plain.to_owned(),
    }
}

/// A path from a folder, relative to a root; without `.` and `..`.
pub(super) fn inner_path(path: &str, cwd: &Path, root: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in cwd.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(whole.pop()),
            part => whole.push(part),
        }
    }
    whole.strip_prefix(root).map_or_else(|_| whole.clone(), Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        let matches = |pattern: &str, text: &str| TextPattern::new(pattern, None).matches(text);
        assert!(matches("Open gaps", "**OPEN gaps**"));
        assert!(matches("Open*", "Open"));
        assert!(matches("*API*", "3. The `API` of exports"));
        assert!(matches("G-1*loan*lost", "G-1: a loan is lost"));
        assert!(!matches("Open", "Open gaps"));
        assert!(!matches("a*b*a", "aba b"));
        assert!(!matches("1.*", "10 of them"));
    }
}
