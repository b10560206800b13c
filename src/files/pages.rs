//! Looks up pages of the manual in the docs tree around a register.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use crate::rules::Pages;
use crate::settings::{Settings, normal};
use crate::text::Ordered;

use super::paths::{leads_out, real, repository_above};

/// The docs tree, as it is on the disk or as it was at a revision.
#[derive(Debug)]
pub(crate) struct DocsTree {
    cwd: PathBuf,
    listings: Vec<FolderListing>,
    /// What is at a path, once looked up: many registers name the same few pages.
    asked: RwLock<HashMap<PathBuf, PathKind>>,
    /// The folder that pages are relative to, when the configuration says so.
    root: Option<PathBuf>,
    languages: Vec<String>,
}

impl DocsTree {
    /// The tree as seen from a folder.
    pub(crate) fn new(settings: &Settings, cwd: &Path) -> Self {
        Self {
            cwd: cwd.to_owned(),
            listings: Vec::new(),
            asked: RwLock::default(),
            root: settings.docs_root.clone(),
            languages: settings.vocabulary.languages().map(str::to_owned).collect(),
        }
    }

    /// The tree as it was when each of some folders held just these files.
    pub(crate) fn of(settings: &Settings, cwd: &Path, folders: &[(&Path, Vec<String>)]) -> Self {
        let listings = folders.iter().map(|(root, files)| FolderListing::new(root, files));
        let mut listings: Vec<FolderListing> = listings.collect();
        // The inner one of two nested folders comes first.
        listings.order_by_key(|listing| std::cmp::Reverse(listing.root.as_os_str().len()));
        Self { listings, ..Self::new(settings, cwd) }
    }

    fn has_folder(&self, path: &Path) -> bool {
        let listed = self.listings.iter().find_map(|listing| listing.has(path, &listing.folders));
        listed.unwrap_or_else(|| self.ask(path) == PathKind::Folder)
    }

    fn has(&self, path: &Path) -> bool {
        let listed = self.listings.iter().find_map(|listing| listing.has(path, &listing.files));
        listed.map_or_else(
            || self.ask(path) != PathKind::Nothing,
            |is_file| is_file || self.has_folder(path),
        )
    }

    /// What is at a path on the disk.
    fn ask(&self, path: &Path) -> PathKind {
        if let Some(&known) = self.asked.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return known;
        }
        let kind = match path.metadata() {
            // A page elsewhere is none, and nobody is told whether it is there.
            Ok(_) if leads_out(&self.cwd, path) => PathKind::Nothing,
            Ok(there) if there.is_dir() => PathKind::Folder,
            Ok(_) => PathKind::File,
            Err(_) => PathKind::Nothing,
        };
        let mut asked = self.asked.write().unwrap_or_else(PoisonError::into_inner);
        asked.insert(path.to_owned(), kind);
        kind
    }

    /// The nearest folder above a register that has the folders of at least one of the pages, down to
    /// that of the language.
    fn root_for(&self, register: &Path, pages: &[&str]) -> Option<PathBuf> {
        if let Some(root) = &self.root {
            return Some(root.clone());
        }
        let mut places: Vec<&str> = pages.iter().filter_map(|page| self.place_of(page)).collect();
        places.sort_unstable();
        places.dedup();
        let above = register.ancestors().skip(1);
        let mut roots =
            above.filter(|root| places.iter().any(|place| self.has_folder(&root.join(place))));
        roots.next().map(Path::to_owned)
    }

    /// The folders of a page that a docs tree must have: down to the language, else the first.
    fn place_of<'p>(&self, page: &'p str) -> Option<&'p str> {
        let (folders, _) = page.trim_start_matches('/').rsplit_once('/')?;
        let is_language = |folder: &str| self.languages.iter().any(|code| code == folder);
        let mut end = 0;
        for folder in folders.split('/') {
            end += folder.len();
            if is_language(folder) {
                return Some(&folders[..end]);
            }
            end += 1;
        }
        folders.split('/').next()
    }
}

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PathKind {
    Nothing,
    File,
    Folder,
}

/// The files of a folder at a revision.
#[derive(Debug)]
struct FolderListing {
    root: PathBuf,
    files: HashSet<PathBuf>,
    folders: HashSet<PathBuf>,
}

impl FolderListing {
    fn new(root: &Path, files: &[String]) -> Self {
        let files: HashSet<PathBuf> = files.iter().map(PathBuf::from).collect();
        let mut folders = HashSet::new();
        for file in &files {
            for folder in file.ancestors().skip(1) {
                if !folders.insert(folder.to_owned()) {
                    break;
                }
            }
        }
        Self { root: root.to_owned(), files, folders }
    }

    /// Whether a path is among some of its paths; nothing where it lies elsewhere.
    fn has(&self, path: &Path, among: &HashSet<PathBuf>) -> Option<bool> {
        if let Ok(inner) = path.strip_prefix(&self.root) {
            return Some(among.contains(inner));
        }
        // Links may lead there.
        Some(among.contains(real(path).strip_prefix(&self.root).ok()?))
    }
}

/// Where a page would be.
enum PagePlace {
    /// The root of the pages is not known.
    Unknown,
    /// Outside of the tree, where nothing is looked up.
    Outside,
    At(PathBuf),
}

impl DocsTree {
    /// The file of each page that the register at `path` names; nothing where there is none.
    pub(crate) fn files(&self, path: &str, pages: &[&str]) -> Vec<Option<PathBuf>> {
        let places = self.places(path, pages).into_iter();
        let file = |place| match place {
            PagePlace::At(path) if self.has(&path) => Some(path),
            _ => None,
        };
        places.map(file).collect()
    }

    /// The path of each page that the register at `path` names, whether it is there or not; nothing where its
    /// root is not known, and outside of the tree.
    pub(crate) fn paths(&self, path: &str, pages: &[&str]) -> Vec<Option<PathBuf>> {
        let path_of = |place| match place {
            PagePlace::At(path) => Some(path),
            PagePlace::Unknown | PagePlace::Outside => None,
        };
        self.places(path, pages).into_iter().map(path_of).collect()
    }

    /// Where each page would be.
    fn places(&self, path: &str, pages: &[&str]) -> Vec<PagePlace> {
        let register = normal(&self.cwd.join(path));
        let folder = register.parent().unwrap_or(&register);
        let rooted: Vec<&str> = pages.iter().copied().filter(|page| !is_relative(page)).collect();
        let root = if rooted.is_empty() { None } else { self.root_for(&register, &rooted) };
        let repository = OnceCell::new();
        let repository = || repository.get_or_init(|| repository_above(folder)).as_deref();
        let place = |page: &&str| {
            let file = page.split(['#', '?']).next().unwrap_or(page);
            // A path that climbs out of the tree names no page of it, and is not looked at.
            if is_relative(file) {
                let path = normal(&folder.join(file));
                let climbs = file.contains("../")
                    && repository().is_some_and(|repository| !path.starts_with(repository));
                return if climbs { PagePlace::Outside } else { PagePlace::At(path) };
            }
            let Some(root) = &root else { return PagePlace::Unknown };
            let page = Path::new(file.trim_start_matches('/'));
            let climbs = page.components().any(|part| part == Component::ParentDir);
            if climbs { PagePlace::Outside } else { PagePlace::At(root.join(page)) }
        };
        pages.iter().map(place).collect()
    }
}

impl Pages for DocsTree {
    fn exist(&self, path: &str, pages: &[&str]) -> Vec<Option<bool>> {
        // Many entries name the same few pages: the disk is asked once for each.
        let mut distinct = pages.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let is_there = |place| match place {
            PagePlace::Unknown => None,
            PagePlace::Outside => Some(false),
            PagePlace::At(path) => Some(self.has(&path)),
        };
        let answers = self.places(path, &distinct).into_iter().map(is_there);
        let known: HashMap<&str, Option<bool>> = distinct.iter().copied().zip(answers).collect();
        pages.iter().map(|page| known[page]).collect()
    }
}

fn is_relative(page: &str) -> bool {
    page.starts_with("./") || page.starts_with("../")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_looked_up_under_the_root_that_fits() {
        let tree = tempfile::tempdir().unwrap();
        let page = tree.path().join("docs/new/en/admin/a.md");
        std::fs::create_dir_all(page.parent().unwrap()).unwrap();
        std::fs::write(&page, "").unwrap();
        let pages = DocsTree::new(&Settings::built_in(tree.path()), tree.path());
        let stand = |page: &str| pages.exist("docs/new/en/runbooks/r.md", &[page])[0];
        assert_eq!(stand("/docs/new/en/admin/a.md"), Some(true));
        assert_eq!(stand("/docs/new/en/admin/a.md#top"), Some(true));
        assert_eq!(stand("/docs/new/en/admin/b.md"), Some(false));
        assert_eq!(stand("../admin/a.md"), Some(true));
        assert_eq!(stand("./../../en/admin/a.md"), Some(true));
        let outside = tree.path().join("docs/new/.git");
        assert_eq!(stand("../../../../docs/new/en/admin/a.md"), Some(true));
        std::fs::create_dir(outside).unwrap();
        std::fs::write(tree.path().join("docs/secret.md"), "").unwrap();
        assert_eq!(stand("../../../secret.md"), Some(false));
        assert_eq!(stand("/handbook/en/admin/a.md"), None);
        assert_eq!(stand("/docs/new/en/../../../../../etc/passwd"), Some(false));
    }
}
