//! The registers that are changed: our own, or all those in the folders and files that
//! `GAPREG_TEXTS` names, separated by colons.

use std::fs;
use std::sync::LazyLock;

/// A register and its translation, or another text in its place.
#[derive(Clone, Debug)]
pub struct Pair {
    pub name: String,
    pub leading: String,
    pub mirror: String,
}

const OWN: [(&str, &str); 11] = [
    (
        "fixtures/sound/docs/en/runbooks/backend-gap-register.md",
        "fixtures/sound/docs/tr/runbooks/backend-gap-register.md",
    ),
    (
        "examples/docs/en/runbooks/backend-gap-register.md",
        "examples/docs/tr/runbooks/backend-gap-register.md",
    ),
    (
        "examples/docs/en/runbooks/backend-gap-register.md",
        "examples/docs/tr/runbooks/backend-gap-register.md",
    ),
    ("fixtures/forms.md", "fixtures/wrapped-tr.md"),
    ("fixtures/forms.md", "fixtures/forms.md"),
    ("fixtures/wrapped-tr.md", "fixtures/wrapped-tr.md"),
    ("fixtures/foreign/bugs.md", "fixtures/foreign/bugs.md"),
    ("fixtures/foreign/todo.md", "fixtures/foreign/todo.md"),
    ("fixtures/foreign/analysis.md", "fixtures/foreign/analysis.md"),
    ("fixtures/foreign/defects.md", "fixtures/foreign/defects.md"),
    ("fixtures/foreign/risken-de.md", "fixtures/foreign/risken-de.md"),
];

const VARIABLE: &str = "GAPREG_TEXTS";

/// Beyond this, a case takes too long.
const LONGEST: usize = 40_000;

pub fn are_ours() -> bool {
    std::env::var_os(VARIABLE).is_none()
}

pub static PAIRS: LazyLock<Vec<Pair>> = LazyLock::new(|| match std::env::var(VARIABLE) {
    Ok(places) => named(&places),
    Err(_) => OWN.iter().map(|(leading, mirror)| pair(leading, mirror)).collect(),
});

fn pair(leading: &str, mirror: &str) -> Pair {
    let read = |path: &str| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    Pair { name: leading.to_owned(), leading: read(leading), mirror: read(mirror) }
}

fn named(places: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for place in places.split(':') {
        for file in walkdir::WalkDir::new(place).sort_by_file_name() {
            let path = file.unwrap().into_path();
            let is_text = path.extension().is_some_and(|end| end == "md" || end == "txt");
            if !is_text || path.metadata().unwrap().len() > LONGEST as u64 {
                continue;
            }
            let name = path.to_string_lossy().into_owned();
            let other = [("/en/", "/tr/"), (".en.", ".tr."), ("_en.", "_tr.")]
                .iter()
                .map(|(en, tr)| name.replace(en, tr))
                .find(|other| *other != name && fs::exists(other).unwrap());
            pairs.push(pair(&name, other.as_deref().unwrap_or(&name)));
        }
    }
    assert!(!pairs.is_empty(), "{VARIABLE} names no texts");
    pairs
}
