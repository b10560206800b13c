//! Plain English: words that a reader stumbles over, kept out of everything that users read.
//!
//! The list holds the worst, each with what to write instead. To keep one word more out, add a line.

use std::fs;
use std::path::{Path, PathBuf};

use regex_lite::Regex;
use walkdir::WalkDir;

use crate::documents;

/// Words that are not used, as a pattern, and what to write instead.
#[rustfmt::skip] // One line for each makes merging easy.
const WORST: &[(&str, &str)] = &[
    (r"tells?|told|telling", "says, shows, reports; «distinguish» for telling apart"),
    (r"stands?|stood", "is; «means» or «represents» for standing for"),
    (r"mend(s|ed|ing|able)?", "fixes, repairs"),
    (r"nobody", "no one, or a sentence about what people do"),
    (r"whoever|wherever", "who or where exactly"),
    (r"anew", "again, new"),
    (r"speaks?|spoke", "reports, says"),
    (r"complain\w*", "report, find"),
    (r"(is|are|was|were|be) true|makes? \w+ true", "up to date, right"),
    (r"(is|are) no( longer)? [a-z]+", "is not a …"),
    (r"gr[eo]ws? stale|grown stale", "is out of date"),
    (r"(do|does|did) (its|their) work", "failed, works"),
    (r"all the same", "anyway, still"),
    (r"held to|holds? \w+ to", "checked against"),
    (r"lies|lie", "is"),
    (r"hardly", "almost never, barely"),
    (r"lags?", "is out of date"),
];

/// What the patterns mean to keep out is not in these.
const SOUND: [&str; 2] = ["there is no ", "there are no "];

/// Where a text has one of the worst words: the word, and what to write instead.
fn worst(text: &str) -> Vec<String> {
    let mut text = text.to_lowercase();
    for words in SOUND {
        text = text.replace(words, "there is a ");
    }
    let mut found = Vec::new();
    for (pattern, instead) in WORST {
        let pattern = Regex::new(&format!(r"\b(?:{pattern})\b")).unwrap();
        found.extend(pattern.find_iter(&text).map(|it| format!("«{}»: {instead}", it.as_str())));
    }
    found
}

/// What a reader sees of Markdown as our words: neither code, output nor names of files.
fn prose(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut fence: Option<&str> = None;
    for line in page.lines() {
        let marks = line.trim_start();
        let opens = ["```", "~~~"].into_iter().find(|mark| marks.starts_with(mark));
        match (fence, opens) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => out.push_str(line),
            _ => {}
        }
        out.push('\n');
    }
    out.split('`').step_by(2).collect::<Vec<_>>().join("code")
}

/// Fails with a list of the places that have one of the worst words.
fn assert_plain(places: impl IntoIterator<Item = (String, String)>) {
    let found: Vec<String> = places
        .into_iter()
        .flat_map(|(place, text)| worst(&text).into_iter().map(move |it| format!("{place}: {it}")))
        .collect();
    assert!(found.is_empty(), "not in plain English:\n  {}", found.join("\n  "));
}

/// The files below a folder whose names end so.
fn files(folder: &str, end: &'static str) -> impl Iterator<Item = PathBuf> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().map(|file| file.unwrap());
    files
        .map(walkdir::DirEntry::into_path)
        .filter(move |path| path.to_string_lossy().ends_with(end))
}

/// Each line of a text that is not empty, with its place.
fn lines(path: &Path, text: &str) -> Vec<(String, String)> {
    let numbered = text.lines().enumerate();
    numbered.map(|(at, line)| (format!("{}:{}", path.display(), at + 1), line.to_owned())).collect()
}

#[test]
fn documents_are_in_plain_english() {
    let pages = documents().into_iter().chain(files("src/rules", ".md"));
    let rest = ["RELEASING.md", "CODE_OF_CONDUCT.md", "action.yml", ".pre-commit-hooks.yaml"];
    let pages = pages.chain(rest.map(PathBuf::from)).filter(|page| page.exists());
    assert_plain(pages.flat_map(|page| lines(&page, &prose(&fs::read_to_string(&page).unwrap()))));
}

/// The comments that clap prints as help, and those that describe the configuration in its schema.
#[test]
fn help_is_in_plain_english() {
    let places =
        ["src/cli/commands", "src/cli/shared", "src/cli/mod.rs", "src/settings/configuration.rs"];
    let code = places.into_iter().flat_map(|folder| files(folder, ".rs"));
    let help = code.flat_map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        let mut lines = lines(&path, &text);
        lines.retain(|(_, line)| line.starts_with("    ///"));
        lines
    });
    assert_plain(help.map(|(place, line)| (place, line.replace('`', " "))));
}

/// The texts in the code of a file that are more than a word, each with its line.
fn texts_in(path: &Path) -> Vec<(String, String)> {
    let file = fs::read_to_string(path).unwrap();
    let code = file.split("#[cfg(test)]\nmod tests").next().unwrap();
    let is_comment = |line: &&str| line.trim_start().starts_with("//");
    let lines = code.lines().map(|line| if is_comment(&line) { "" } else { line });
    // A quote as a character begins no text.
    let code = lines.collect::<Vec<_>>().join("\n").replace("'\"'", "' '");
    let text = Regex::new(r#"(?s)"((?:[^"\\]|\\.)*)""#).unwrap();
    let found = text.find_iter(&code).filter(|it| it.as_str().trim().contains(' '));
    let line = |at: usize| code[..at].matches('\n').count() + 1;
    found
        .map(|it| (format!("{}:{}", path.display(), line(it.start())), it.as_str().to_owned()))
        .collect()
}

/// Messages, labels and help: the texts in the code.
#[test]
fn messages_are_in_plain_english() {
    let code = files("src", ".rs").filter(|path| !path.to_string_lossy().contains("tests"));
    assert_plain(code.flat_map(|path| texts_in(&path)));
}

#[test]
fn the_worst_words_are_found_and_others_are_not() {
    assert_eq!(worst("The table tells nobody.").len(), 2);
    assert_eq!(worst("A page is no register.").len(), 1);
    assert!(worst("There is no register. The standard understands it.").is_empty());
    assert!(prose("a `stale` b\n```\ntold\n```\n").contains("code"));
    assert!(!prose("a\n```\ntold\n```\n").contains("told"));
}
