//! How fast a register is read and linted, compared with the Markdown parser alone.

mod drain;
mod generator;

use std::collections::HashSet;
use std::path::Path;
use std::slice;

use divan::Bencher;
use divan::counter::BytesCount;
use gapreg::finding::Finding;
use gapreg::lint;
use gapreg::register::Register;
use gapreg::rules::{Environment, Pages};
use gapreg::settings::Settings;
use gapreg::text::Source;
use generator::Language;

/// The numbers of entries: of a usual project, of a large one, and of more than any project has.
const COUNTS: [usize; 3] = [100, 1_000, 10_000];
/// How many seconds one measurement may take.
const SECONDS: u64 = 2;

fn main() {
    for language in Language::ALL {
        let made = Made::new(language, 1_000);
        let register = made.read();
        assert_eq!(register.entries.len(), 1_000, "every entry is read as one");
        let found = made.lint(&register);
        assert!(found.is_empty(), "a sound register is faulted: {:#?}", found.first());
    }
    divan::main();
}

#[divan::bench(args = COUNTS, max_time = SECONDS)]
fn parser_alone(bencher: Bencher<'_, '_>, count: usize) {
    let made = Made::new(Language::English, count);
    let text = made.source.text();
    bencher.counter(BytesCount::of_str(text)).bench(|| drain::drain(text));
}

#[divan::bench(args = COUNTS, max_time = SECONDS)]
fn read(bencher: Bencher<'_, '_>, count: usize) {
    let made = Made::new(Language::English, count);
    bencher.counter(BytesCount::of_str(made.source.text())).bench(|| made.read());
}

#[divan::bench(args = COUNTS, max_time = SECONDS)]
fn lint(bencher: Bencher<'_, '_>, count: usize) {
    let made = Made::new(Language::English, count);
    let register = made.read();
    bencher.counter(BytesCount::of_str(made.source.text())).bench(|| made.lint(&register));
}

/// A generated register and its settings.
struct Made {
    source: Source,
    settings: Settings,
    manual: Manual,
}

impl Made {
    fn new(language: Language, count: usize) -> Self {
        let text = generator::register(language, count);
        Self {
            source: Source::new(language.path(), text),
            settings: Settings::built_in(Path::new("/")),
            manual: Manual(language.pages().collect()),
        }
    }

    fn read(&self) -> Register<'_> {
        Register::read(&self.source, self.settings.reading()).expect("nothing in it is too deep")
    }

    fn lint(&self, register: &Register<'_>) -> Vec<Finding> {
        let today = generator::TODAY.parse().expect("a date");
        let world = Environment::new(today, &self.manual);
        lint::lint(slice::from_ref(register), &self.settings, world)
    }
}

/// The manual pages, in memory, so that no access to the disk is measured.
struct Manual(HashSet<String>);

impl Pages for Manual {
    fn exist(&self, _register: &str, pages: &[&str]) -> Vec<Option<bool>> {
        pages.iter().map(|page| Some(self.0.contains(page.trim_start_matches('/')))).collect()
    }
}
