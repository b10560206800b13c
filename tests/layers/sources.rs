//! Which file of `src/` uses what of which other file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::tokens::{Token, tokens};

/// A path of names from the root of the crate.
type Names = Vec<String>;

/// A file, without its tests.
#[derive(Debug)]
pub struct File {
    pub path: PathBuf,
    pub tokens: Vec<Token>,
    /// The module that it holds.
    module: Names,
    imports: Vec<Import>,
    /// The items that it defines.
    items: BTreeSet<String>,
}

/// One name of a `use` declaration.
#[derive(Debug)]
struct Import {
    /// The name in this file, `*` for all names of a module.
    name: String,
    path: Names,
}

#[derive(Debug)]
pub struct Sources {
    files: BTreeMap<Names, File>,
}

impl Sources {
    /// Reads `src/` without the modules of tests.
    pub fn read() -> Self {
        let entries = walkdir::WalkDir::new("src").into_iter().map(|entry| entry.unwrap());
        let paths = entries.map(walkdir::DirEntry::into_path);
        let paths = paths.filter(|path| path.extension().is_some_and(|it| it == "rs"));
        Self::of(paths.map(|path| (path.clone(), fs::read_to_string(path).unwrap())))
    }

    pub fn of(texts: impl IntoIterator<Item = (PathBuf, String)>) -> Self {
        let texts = texts.into_iter().filter(|(path, _)| !is_test(path));
        let files = texts.map(|(path, text)| File::read(path, &text));
        Self { files: files.map(|file| (file.module.clone(), file)).collect() }
    }

    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.files.values()
    }

    /// The paths from the root of the crate that a file names, each once.
    pub fn named(&self, file: &File) -> BTreeSet<Names> {
        let imports = file.imports.iter().map(|import| import.path.clone());
        let paths = imports.chain(paths(&file.tokens));
        paths.filter_map(|path| self.absolute(file, &path)).collect()
    }

    /// The files whose own items a file uses.
    pub fn used(&self, file: &File) -> BTreeSet<&Path> {
        let named = self.named(file);
        let owners = named.iter().filter_map(|path| self.owner(path, 0));
        owners.map(|owner| owner.path.as_path()).filter(|path| *path != file.path).collect()
    }

    /// Pairs of files that use each other. A module and the modules below it may: the upper one is
    /// the front of the folder, and its types are what the lower ones are about.
    pub fn circles(&self) -> Vec<(&Path, &Path)> {
        let uses: BTreeMap<&Path, BTreeSet<&Path>> =
            self.files().map(|file| (file.path.as_path(), self.used(file))).collect();
        let mut circles = Vec::new();
        for (one, used) in &uses {
            for other in used.iter().filter(|other| one < *other && uses[*other].contains(one)) {
                let (one_module, other_module) = (module(one), module(other));
                let is_nested =
                    one_module.starts_with(&other_module) || other_module.starts_with(&one_module);
                if !is_nested {
                    circles.push((*one, *other));
                }
            }
        }
        circles
    }

    /// A path as it is from the root of the crate; nothing for the paths of other crates and types.
    fn absolute(&self, file: &File, path: &[String]) -> Option<Names> {
        let supers = path.iter().take_while(|name| *name == "super").count();
        if supers > 0 {
            let above = file.module.len().checked_sub(supers)?;
            return Some([&file.module[..above], &path[supers..]].concat());
        }
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => return Some(rest.to_vec()),
            "self" => return Some([&file.module, rest].concat()),
            _ => {}
        }
        let child = [file.module.as_slice(), path].concat();
        if self.files.contains_key(&child[..=file.module.len()]) {
            return Some(child);
        }
        let is_it = |import: &&Import| import.name == *first && import.path != path;
        let import = file.imports.iter().find(is_it)?;
        Some([self.absolute(file, &import.path)?, rest.to_vec()].concat())
    }

    /// The file that defines the item of a path, behind whatever exports it anew; nothing for the
    /// path of a module.
    fn owner(&self, path: &[String], depth: usize) -> Option<&File> {
        let len = (0..=path.len()).rev().find(|len| self.files.contains_key(&path[..*len]))?;
        let (file, rest) = (&self.files[&path[..len]], &path[len..]);
        let item = rest.first()?;
        if file.items.contains(item) || item == "*" || depth > 8 {
            return Some(file);
        }
        let targets = file.imports.iter().filter_map(|import| {
            let path = self.absolute(file, &import.path)?;
            let (name, path) = match path.strip_suffix(&["*".to_owned()]) {
                Some(module) => (item, [module, std::slice::from_ref(item)].concat()),
                None => (&import.name, path),
            };
            (name == item).then_some(path)
        });
        let mut owners = targets.filter_map(|path| self.owner(&path, depth + 1));
        owners.next()
    }
}

impl File {
    fn read(path: PathBuf, text: &str) -> Self {
        let tokens = tokens(text);
        let (imports, items) = (imports(&tokens), items(&tokens));
        Self { module: module(&path), path, tokens, imports, items }
    }

    /// The name at the top of `src/`.
    pub fn room(&self) -> String {
        top(&self.path)
    }

    /// Whether the file names something, as a name of its own.
    pub fn names(&self, name: &str) -> bool {
        self.tokens.iter().any(|token| token.name() == Some(name))
    }
}

/// The first part of a path below `src/`.
fn top(path: &Path) -> String {
    let first = path.strip_prefix("src").unwrap().components().next().unwrap();
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The module that a file holds.
fn module(path: &Path) -> Names {
    let inner = path.strip_prefix("src").unwrap().with_extension("");
    let mut names: Names =
        inner.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|name| name == "mod") || names == ["lib"] {
        names.pop();
    }
    names
}

fn is_test(path: &Path) -> bool {
    module(path).iter().any(|name| name == "tests")
}

/// The names that `use` declarations bring in.
fn imports(tokens: &[Token]) -> Vec<Import> {
    let mut imports = Vec::new();
    for (at, _) in tokens.iter().enumerate().filter(|(_, token)| token.name() == Some("use")) {
        // `impl Trait + use<'a>` is another `use`.
        if !tokens.get(at + 1).is_some_and(|token| token.is('<')) {
            import(&tokens[at + 1..], &[], &mut imports);
        }
    }
    imports
}

/// Reads a tree of imports, such as `a::{self, b::C as D}`; the number of its tokens.
fn import(tokens: &[Token], above: &[String], imports: &mut Vec<Import>) -> usize {
    let mut path = above.to_vec();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            Token::Name(name) if name == "as" => {
                let name = tokens[at + 1].name().unwrap_or_default().to_owned();
                imports.push(Import { name, path });
                return at + 2;
            }
            Token::Name(name) => path.push(name.clone()),
            Token::Sign('*') => path.push("*".to_owned()),
            Token::Sign('{') => {
                at += 1;
                while tokens.get(at).is_some_and(|token| !token.is('}')) {
                    at += import(&tokens[at..], &path, imports);
                    at += usize::from(tokens.get(at).is_some_and(|token| token.is(',')));
                }
                return at + 1;
            }
            Token::Sign(_) => break,
            Token::Separator => {}
        }
        at += 1;
    }
    if path.len() > above.len() {
        path.truncate(path.len() - usize::from(path.last().is_some_and(|name| name == "self")));
        imports.push(Import { name: path.last().cloned().unwrap_or_default(), path });
    }
    at
}

/// The paths of two names or more outside of `use` declarations.
fn paths(tokens: &[Token]) -> Vec<Names> {
    let mut paths: Vec<Names> = vec![Vec::new()];
    let (mut is_import, mut follows_separator) = (false, false);
    for (at, token) in tokens.iter().enumerate() {
        let is_use = token.name() == Some("use") && !tokens.get(at + 1).is_some_and(|t| t.is('<'));
        is_import = (is_import || is_use) && !token.is(';');
        match token {
            _ if is_import => paths.push(Vec::new()),
            Token::Name(name) if follows_separator => paths.last_mut().unwrap().push(name.clone()),
            Token::Name(name) => paths.push(vec![name.clone()]),
            Token::Separator => {}
            Token::Sign(_) => paths.push(Vec::new()),
        }
        follows_separator = *token == Token::Separator;
    }
    paths.retain(|path| path.len() > 1);
    paths
}

/// The names of the items that a file defines.
fn items(tokens: &[Token]) -> BTreeSet<String> {
    let keywords = ["struct", "enum", "fn", "trait", "type", "const", "static", "macro_rules"];
    let is_keyword = |token: &Token| token.name().is_some_and(|name| keywords.contains(&name));
    let starts = tokens.iter().enumerate().filter(|(_, token)| is_keyword(token));
    let names = starts.filter_map(|(at, _)| tokens[at + 1..].iter().find_map(Token::name));
    names.map(str::to_owned).collect()
}
