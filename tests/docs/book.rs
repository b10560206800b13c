//! The book as a site: every page is in its table of contents, and no link leads out of it.
//! `UPDATE_DOCS=1 cargo test --test docs` writes the lists of commands and rules.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::is_updating;

const CONTENTS: &str = "docs/SUMMARY.md";

/// The targets of the links of a page, without those in code.
pub fn targets(page: &str) -> Vec<String> {
    let mut prose = String::new();
    let mut is_code = false;
    for line in page.lines() {
        is_code ^= line.trim_start().starts_with("```");
        if !is_code {
            prose.extend([line, "\n"]);
        }
    }
    let links = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    links.map(str::to_owned).collect()
}

/// The lines of the contents for the pages of a folder.
fn nested(folder: &str) -> String {
    let mut names: Vec<String> = fs::read_dir(format!("docs/{folder}"))
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|name| name != "README")
        .collect();
    names.sort();
    let title = |name: &String| match folder {
        "commands" => format!("gapreg {name}"),
        _ => name.clone(),
    };
    let line = |name: &String| format!("  - [{}]({folder}/{name}.md)\n", title(name));
    names.iter().map(line).collect()
}

/// The table of contents, with today's commands and rules.
fn contents(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().filter(|line| !line.starts_with("  - ")) {
        out.extend([line, "\n"]);
        for folder in ["commands", "rules"] {
            if line.contains(&format!("]({folder}/README.md)")) {
                out.push_str(&nested(folder));
            }
        }
    }
    out
}

#[test]
fn the_contents_list_every_page() {
    let text = fs::read_to_string(CONTENTS).unwrap();
    let now = contents(&text);
    if is_updating() {
        fs::write(CONTENTS, &now).unwrap();
    } else {
        assert!(text == now, "`UPDATE_DOCS=1 cargo test --test docs` updates {CONTENTS}");
    }
    let listed: BTreeSet<PathBuf> =
        targets(&now).iter().map(|target| Path::new("docs").join(target)).collect();
    let files = WalkDir::new("docs").into_iter().map(|file| file.unwrap().into_path());
    let pages: BTreeSet<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|kind| kind == "md"))
        .filter(|path| path != Path::new(CONTENTS))
        .collect();
    assert_eq!(listed, pages);
}

#[test]
fn no_link_leads_out_of_the_book() {
    let files = WalkDir::new("docs").into_iter().map(|file| file.unwrap().into_path());
    for page in files.filter(|path| path.extension().is_some_and(|kind| kind == "md")) {
        let folder = page.parent().unwrap();
        for target in targets(&fs::read_to_string(&page).unwrap()) {
            let file = target.split('#').next().unwrap();
            if target.contains("://") || file.is_empty() {
                continue;
            }
            let whole = fs::canonicalize(folder.join(file));
            let whole = whole.unwrap_or_else(|why| panic!("{}: {target}: {why}", page.display()));
            let is_inside = whole.starts_with(fs::canonicalize("docs").unwrap());
            assert!(is_inside, "{}: {target} is not in the book", page.display());
        }
    }
}
