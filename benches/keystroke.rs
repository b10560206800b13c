//! What an editor pays for a keystroke: the processor time of the server from a change until its
//! findings are there, and the memory that it holds. A register and its translation are open.
#![allow(clippy::print_stdout, reason = "a bench tells its figures on standard output")]

mod editor;
mod generator;
#[allow(
    dead_code,
    reason = "only the processor time and the memory of a running process are asked for"
)]
mod process;

use std::fs;
use std::path::Path;

use editor::{Editor, Text};
use generator::Language;
use tempfile::TempDir;

/// A register of a team, and one of more entries than any team has.
const COUNTS: [usize; 2] = [100, 10_000];
/// The most processor time in milliseconds that a keystroke may take, for each of them.
const MOST: [f64; 2] = [5.0, 60.0];
/// The most memory, in multiples of the open texts.
const MOST_MEMORY: f64 = 8.0;
/// How many keystrokes of each kind there are; the first ones do not count.
const TURNS: usize = 21;

/// Something that people type again and again.
struct Typing {
    what: &'static str,
    /// It is typed behind the first of these texts after the middle of the register.
    behind: &'static str,
    typed: &'static str,
}

const KINDS: [Typing; 6] = [
    Typing { what: "a word of a text", behind: "- **Symptom:** ", typed: "x" },
    Typing { what: "a value", behind: "- **Environment:** ", typed: "x" },
    Typing { what: "a heading", behind: " → ", typed: "x" },
    Typing { what: "a line of an entry", behind: "- **Symptom:** ", typed: "\n" },
    Typing { what: "a line between entries", behind: "\n---\n", typed: "\n" },
    Typing { what: "a code fence", behind: "\n---\n", typed: "```\n" },
];

fn main() {
    // `cargo test --benches` runs benches, too, but without measuring.
    if !std::env::args().any(|arg| arg == "--bench") {
        measure(COUNTS[0], 2);
        return;
    }
    for (count, most) in COUNTS.into_iter().zip(MOST) {
        let worst = measure(count, TURNS);
        println!(
            "the most is {most} ms: {}",
            if worst <= most { "holds" } else { "does not hold" }
        );
        println!();
    }
}

/// Measures a register of so many entries with its translation; the median of all keystrokes.
fn measure(count: usize, turns: usize) -> f64 {
    let root = tree(count);
    let mut editor = Editor::of(root.path(), generator::TODAY);
    let mut texts = Language::ALL.map(|language| editor.open(&root.path().join(language.path())));
    let size: usize = texts.iter().map(Text::len).sum();
    println!("{count} entries with their translation, {} KB", size / 1000);
    let mut all = Vec::new();
    let row = Typing { what: "a cell of the table", behind: " → ", typed: "x" };
    let places = KINDS.iter().map(|kind| (kind, 60)).chain([(&row, 10)]);
    for (kind, place) in places {
        for (text, name) in texts.iter_mut().zip(["register", "translation"]) {
            let Some(at) = text.find(kind.behind, place) else { continue };
            let mut times: Vec<f64> =
                (0..turns).flat_map(|_| editor.types_and_deletes(text, at, kind.typed)).collect();
            let counted = times.split_off(2);
            println!("{:28}{name:12}{:>9.2} ms", kind.what, median(counted.clone()));
            all.extend(counted);
        }
    }
    let all = median(all);
    println!("{:40}{all:>9.2} ms", "median");
    if let Some(memory) = editor.memory() {
        let ratio = memory / f64::from(u32::try_from(size).unwrap_or(u32::MAX));
        let verdict = if ratio <= MOST_MEMORY { "holds" } else { "does not hold" };
        println!("{:40}{ratio:>9.1}×  of the texts, at most {MOST_MEMORY}: {verdict}", "memory");
    }
    all
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// A register of `count` entries, its translation, and the pages that they name.
fn tree(count: usize) -> TempDir {
    let root = tempfile::tempdir().expect("a folder for the registers");
    for language in Language::ALL {
        for page in language.pages() {
            write(&root.path().join(page), "");
        }
        write(&root.path().join(language.path()), &generator::register(language, count));
    }
    root
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders");
    fs::write(path, text).expect("a file");
}
