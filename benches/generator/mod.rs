//! Registers of any size, in English or Turkish, by two authors, sound or not. The same size gives
//! the same bytes.
//!
//! It is a folder with a `mod.rs`, because cargo takes every file directly below `benches` for a
//! bench.

mod chance;
mod english;
mod panel;
mod second;
mod state;
mod template;
mod turkish;
mod words;

use std::fs;
use std::path::Path;

use chance::Chance;
use panel::{CALLS, PLACES};
use second::Style;
#[allow(unused_imports, reason = "not every bench asks for states")]
pub use state::State;
use template::fill;
use words::Words;

/// The day on which a generated register has no findings.
pub const TODAY: &str = "2026-02-10";

/// The language of a generated register.
#[derive(Clone, Copy, Debug)]
pub enum Language {
    /// English.
    English,
    /// Turkish.
    Turkish,
}

impl Language {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Turkish];

    /// The path of a register in this language.
    pub fn path(self) -> String {
        format!("docs/{}/runbooks/backend-gap-register.md", self.words().code)
    }

    /// The paths of the manual pages that its registers name.
    pub fn pages(self) -> impl Iterator<Item = String> {
        let code = self.words().code;
        PLACES.iter().map(move |place| format!("docs/{code}/admin/{}.md", place.page))
    }

    fn words(self) -> &'static Words {
        match self {
            Self::English => &english::WORDS,
            Self::Turkish => &turkish::WORDS,
        }
    }
}

/// Who wrote a register, and how much is wrong with it.
#[derive(Clone, Copy, Debug)]
pub struct Make {
    /// What the seed of the second author drew; the first author where there is none.
    style: Option<Style>,
    state: State,
}

#[allow(dead_code, reason = "not every bench asks for all of it")]
impl Make {
    /// A sound register of the first author.
    pub const USUAL: Self = Self { style: None, state: State::Sound };

    /// A sound register of the second author.
    pub fn drawn(seed: usize) -> Self {
        Self { style: Some(Style::drawn(seed)), state: State::Sound }
    }

    /// The same in another state.
    pub fn in_state(self, state: State) -> Self {
        Self { state, ..self }
    }

    /// The text of `gapreg.yaml`.
    pub fn configuration(self) -> &'static str {
        self.style.map_or("", Style::configuration)
    }

    /// A register of `count` entries.
    pub fn register(self, language: Language, count: usize) -> String {
        match self.style {
            Some(style) => style.register(language, count, self.state),
            None => by_first_author(language, count, self.state),
        }
    }

    /// Writes one register for each of `files` teams, each with its own IDs, every other one in
    /// Turkish, and the manual pages that they name.
    pub fn write_tree(self, root: &Path, files: usize, entries: usize) {
        write(&root.join("gapreg.yaml"), self.configuration());
        for page in Language::ALL.into_iter().flat_map(Language::pages) {
            write(&root.join(page), "");
        }
        let texts = Language::ALL.map(|language| self.register(language, entries));
        for file in 0..files {
            let at = file % 2;
            let team = format!("team{:05}", file / 2);
            let path = Language::ALL[at].path().replace("runbooks", &team);
            let id = format!("T{:05}-", file / 2);
            write(&root.join(path), &texts[at].replace("G-", &id).replace("LD-", &id));
        }
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders");
    fs::write(path, text).expect("a file");
}

/// A register of `count` entries that has no findings on [`TODAY`].
#[allow(dead_code, reason = "some benches ask for a make")]
pub fn register(language: Language, count: usize) -> String {
    Make::USUAL.register(language, count)
}

fn by_first_author(language: Language, count: usize, state: State) -> String {
    let words = language.words();
    let mut rows = String::new();
    let mut entries = String::new();
    for number in 1..=count {
        let entry = Entry::new(number, words, state);
        rows.push_str(&entry.write(words.row));
        entries.push_str(&entry.write(words.entry));
    }
    [words.head, &rows, words.middle, &entries, words.foot].concat()
}

/// The words for the `@names` in the templates of one entry.
struct Entry {
    own: Vec<(&'static str, String)>,
    fault: [(&'static str, &'static str); 15],
}

impl Entry {
    fn new(number: usize, words: &Words, state: State) -> Self {
        let mut chance = Chance::new(number);
        let place = chance.pick(&PLACES);
        let kind = chance.below(words.faults.len());
        let fault = &words.faults[kind];
        let [first_call, second_call] = CALLS[kind];
        let mut own = vec![
            ("number", number.to_string()),
            ("id", format!("G-{number:03}")),
            ("menu", place.menu.to_owned()),
            ("screen", place.screen.to_owned()),
            ("page", place.page.to_owned()),
            ("resource", place.resource.to_owned()),
            ("key", place.key.to_owned()),
            ("branch", (*chance.pick(&panel::BRANCHES)).to_owned()),
            ("environment", (*chance.pick(&panel::ENVIRONMENTS)).to_owned()),
            ("owner", (*chance.pick(&panel::OWNERS)).to_owned()),
            ("amount", (20 + chance.below(180)).to_string()),
        ];
        own.extend(tracked(&mut chance));
        let is_closed = own.contains(&("status", "Verified".to_owned()));
        state.spoil(number, &mut own);
        let fault = [
            ("firstcall", first_call),
            ("secondcall", second_call),
            ("gap", fault.gap),
            ("symptom", fault.symptom),
            ("cause", fault.cause),
            ("impact", fault.impact),
            ("workaround", fault.workaround),
            ("evidence", fault.evidence),
            ("expected", fault.expected),
            ("actual", fault.actual),
            ("verification", fault.verification),
            ("detour", fault.detour),
            ("proof", fault.proof),
            ("closure", if is_closed { words.closure } else { "" }),
            ("extra", state.extra_field(number)),
        ];
        Self { own, fault }
    }

    /// The texts of the fault contain names, too, so they are filled in first.
    fn write(&self, template: &str) -> String {
        let whole = fill(template, |name| find(&self.fault, name));
        fill(&whole, |name| find(&self.own, name))
    }
}

fn find<'v>(values: &'v [(&str, impl AsRef<str>)], name: &str) -> Option<&'v str> {
    values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref())
}

/// Values that agree with each other: nothing is overdue on [`TODAY`], and entries that are fixed
/// have a version.
fn tracked(chance: &mut Chance) -> [(&'static str, String); 7] {
    let status = *chance.pick(&["Open", "Open", "In Progress", "Fixed", "Verified"]);
    let is_repaired = matches!(status, "Fixed" | "Verified");
    let (priority, sla, severity, in_time_since) = *chance.pick(&[
        ("P0", "24h", "High", 9),
        ("P1", "7d", "Medium", 3),
        ("P2", "30d", "Low", 1),
    ]);
    let earliest = if is_repaired { 1 } else { in_time_since };
    let seen = earliest + chance.below(11 - earliest);
    let version = format!("2.{}.{}", chance.below(9), chance.below(12));
    let is_planned = is_repaired || chance.below(3) > 0;
    [
        ("status", status.to_owned()),
        ("priority", priority.to_owned()),
        ("sla", sla.to_owned()),
        ("severity", severity.to_owned()),
        ("seen", format!("2026-02-{seen:02}")),
        ("closed", format!("2026-02-{:02}", (seen + 1).min(10))),
        ("version", if is_planned { version } else { "TBD".to_owned() }),
    ]
}
