//! The scanner gives the blocks that the Markdown parser gives.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::FileFailurePersistence;

use super::{Scanned, scan};
use crate::document::alike::read_both_ways;
use crate::document::block::Document;

/// Starts of lines, and lines: of what is plain, and of what is not.
const INDENTS: [&str; 9] = ["", "", "", "", "  ", "  ", "   ", "    ", "      "];
const LINES: [&str; 64] = [
    "",
    "",
    "",
    "",
    "",
    "",
    "- a",
    "- **x:** y",
    "- `b`: **c**",
    "* d",
    "+ e",
    "1. f",
    "2. g",
    "3) h",
    "12. i",
    "2024. j",
    "text",
    "more text",
    "text  ",
    "text\\",
    "> k",
    "> **l**",
    ">",
    ">m",
    "> - n",
    "```",
    "```js",
    "~~~",
    "``` ",
    "<!-- o -->",
    "<!-- p",
    "-->",
    "<!-- q --> r",
    "---",
    "***",
    "- - -",
    "===",
    "# s",
    "## **t** `u`",
    "### v ##",
    "#w",
    "####",
    "| a | b |",
    "|---|---|",
    "| `c\\|d` | e |",
    "| f |",
    "|:-:|--:|",
    "| g",
    "a | b",
    "--|--",
    "- [ ] h",
    "- [x] **i**",
    "- [x]",
    "-   wide",
    "-     code",
    "-",
    "- > j",
    "- # k",
    "<div>",
    "</div>",
    "\t- l",
    "m\t",
    "**n** and *o* [p](q)",
    "\u{a0}r",
];
const SIGNS: [&str; 40] = [
    "**",
    "**",
    "*",
    "_",
    "__",
    "`",
    "``",
    "[",
    "](",
    "](u)",
    ")",
    " ",
    " ",
    " ",
    "a",
    "b",
    "x1",
    ".",
    ":",
    "“",
    "→",
    "é",
    "中",
    "\u{a0}",
    "\\",
    "<",
    "!",
    "-",
    "\n",
    "  \n",
    "<!-- c -->",
    "(",
    "&amp;",
    "`c`",
    "**b**",
    "|",
    "#",
    "~",
    "[l](m)",
    "*e*",
];
const HEADS: [&str; 8] =
    ["", "- ", "# ", "1. ", "> ", "- [ ] ", "- x\n  - ", "| a | b |\n|---|---|\n| "];

/// Some lines, with one line end.
fn lines() -> impl Strategy<Value = String> {
    let line = (select(INDENTS.to_vec()), select(LINES.to_vec()));
    (prop::collection::vec(line, 1..14), any::<bool>(), any::<bool>()).prop_map(
        |(lines, crlf, ends)| {
            let end = if crlf { "\r\n" } else { "\n" };
            let lines: Vec<String> =
                lines.iter().map(|(indent, line)| format!("{indent}{line}")).collect();
            format!("{}{}", lines.join(end), if ends { end } else { "" })
        },
    )
}

/// A block with marked text.
fn marked() -> impl Strategy<Value = String> {
    let signs = prop::collection::vec(select(SIGNS.to_vec()), 1..11);
    (select(HEADS.to_vec()), signs).prop_map(|(head, signs)| {
        let end = if head.starts_with('|') { " |\n" } else { "" };
        format!("{head}{}{end}", signs.concat())
    })
}

/// Some lines of a register of ours, with signs put into them.
fn changed() -> impl Strategy<Value = String> {
    let change = (any::<Index>(), select(SIGNS.to_vec()));
    let texts = select(own_texts());
    (texts, any::<Index>(), 5..40_usize, prop::collection::vec(change, 0..4)).prop_map(
        |(text, from, count, changes)| {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let from = from.index(lines.len());
            let mut text = lines[from..lines.len().min(from + count)].concat();
            for (at, sign) in changes {
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                text.insert_str(
                    places.get(at.index(places.len().max(1))).copied().unwrap_or(0),
                    sign,
                );
            }
            text
        },
    )
}

fn own_texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["fixtures", "examples"].map(|name| root.join(name));
    let files = folders.iter().flat_map(|folder| walkdir::WalkDir::new(folder).sort_by_file_name());
    let files = files.filter_map(Result::ok);
    let files = files.filter(|file| file.path().extension().is_some_and(|end| end == "md"));
    let texts = files.filter_map(|file| fs::read_to_string(file.path()).ok());
    texts.filter(|text| !text.trim().is_empty()).collect()
}

fn expect_alike(text: &str) -> Result<(), TestCaseError> {
    if let Some([plain, parsed]) = read_both_ways(text) {
        prop_assert_eq!(plain, parsed, "{:?}", text);
    }
    Ok(())
}

/// At least some thousands of cases, which take a second.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    let file = FileFailurePersistence::Direct("tests/regressions/scan.txt");
    ProptestConfig {
        cases: default.cases.max(2_000),
        failure_persistence: Some(Box::new(file)),
        ..default
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn lines_are_read_as_the_parser_reads_them(text in lines()) {
        expect_alike(&text)?;
    }

    #[test]
    fn marks_are_read_as_the_parser_reads_them(text in marked()) {
        expect_alike(&text)?;
    }

    #[test]
    fn changed_registers_are_read_as_the_parser_reads_them(text in changed()) {
        expect_alike(&text)?;
    }
}

/// The corpus of the fuzzer.
#[test]
fn every_text_of_the_corpus_is_read_as_the_parser_reads_it() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/scan");
    let texts: Vec<_> = fs::read_dir(corpus).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(!texts.is_empty());
    for path in texts {
        expect_alike(&fs::read_to_string(path).unwrap()).unwrap();
    }
}

#[test]
fn nearly_all_lines_of_registers_are_plain() {
    let (mut all, mut refused) = (0, 0);
    for text in own_texts() {
        all += text.len();
        let mut at = 0;
        while at < text.len() {
            let Scanned { end, refused: line } =
                scan(&text, at..text.len(), &mut Document::default());
            let Some(line) = line else { break };
            at = crate::document::parts::next_part(&text, line, text.len());
            refused += at - end;
        }
    }
    assert!(refused * 100 < all * 3, "{refused} of {all} bytes are not plain");
}
