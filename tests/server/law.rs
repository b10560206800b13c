//! The law: what the server says of a text is what `check` says of it, and what it repairs is what
//! `check --fix` repairs.

use std::fs;
use std::path::PathBuf;

use gapreg::finding::{Finding, Level};
use gapreg::lint::Scope;
use gapreg::run::{
    CheckOptions, Collected, InputOptions, Inputs, Project, ProjectOptions, RegisterCheck, Texts,
};
use serde_json::{Value, json};

use crate::client::{Editor, TODAY, all_of, edited, edits_of, position, range, real};
use crate::common::tree::Tree;
use crate::texts::{PAIRS, Pair};

const NAMES: [&str; 2] = ["docs/en/gap-register.md", "docs/tr/gap-register.md"];

/// What somebody types, or pastes.
const TYPED: [&str; 28] = [
    "",
    "",
    "",
    "x",
    "İ",
    "🦀",
    "字",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "|",
    "`",
    "```\n",
    "<!--",
    "-->",
    "- **Status:** Opne\n",
    "Fixed",
    "Verified",
    "P0",
    "2026-13-40",
    "G-001",
    "- **ID:** G-002\n",
    "### 1.9 Loans → A → New\n\n- **ID:** G-777\n",
    "<!-- gapreg-ignore bad-sla: x -->\n",
    "<<<<<<< ours\n",
    "| G-009 | Open |\n",
    "\u{feff}",
];

/// As many edits are made in all, unless `GAPREG_EDITS` says how many.
const EDITS: usize = 132;
/// Every so many edits, the fixes are compared, which starts the program.
const BETWEEN_FIXES: usize = 12;

fn wanted() -> usize {
    std::env::var("GAPREG_EDITS").ok().and_then(|own| own.parse().ok()).unwrap_or(EDITS)
}

/// A row of numbers that is the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    /// The start of some character.
    fn place(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap()
    }
}

/// Two registers that are open, and what they say.
struct Session {
    tree: Tree,
    editor: Editor,
    uris: [String; 2],
    texts: [String; 2],
    version: i64,
}

impl Session {
    fn of(pair: &Pair) -> Self {
        let tree =
            Tree::new().put("docs/en/loans.md", "# Loans\n").put("docs/tr/loans.md", "# Loans\n");
        let texts = [pair.leading.clone(), pair.mirror.clone()];
        // On the disk there is something else.
        let tree = NAMES.into_iter().fold(tree, |tree, name| tree.put(name, "# Register\n"));
        let root = real(&tree.path(""));
        let mut editor = Editor::of(&root, &json!({}));
        let uris = [0, 1].map(|at| editor.open(&root.join(NAMES[at]), &texts[at]));
        Self { tree, editor, uris, texts, version: 1 }
    }

    fn edit(&mut self, chance: &mut Chance) {
        let side = chance.below(2);
        let mut changes = Vec::new();
        for _ in 0..=chance.below(3) {
            let text = &self.texts[side];
            let start = chance.place(text);
            let longest = if chance.below(4) == 0 { 200 } else { 8 };
            let length = chance.below(longest);
            let end = (start + length).min(text.len());
            let end = (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap();
            // What is between `\r` and `\n` has no position of its own.
            let is_inside = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
            let [start, end] = [start, end].map(|at| at - usize::from(is_inside(at)));
            let typed = TYPED[chance.below(TYPED.len())];
            changes.push(json!({ "range": range(text, start, end.max(start)), "text": typed }));
            self.texts[side].replace_range(start..end.max(start), typed);
        }
        self.version += 1;
        self.editor.change(&self.uris[side].clone(), self.version, &changes);
    }

    /// What the server says of both texts.
    fn pulled(&mut self) -> Vec<Value> {
        self.uris
            .clone()
            .iter()
            .flat_map(|uri| self.editor.pulled(uri))
            .map(|one| seen(&one))
            .collect()
    }

    /// What `check` says of them.
    fn checked(&self) -> Vec<Value> {
        let notes = Collected::default();
        let folder = real(&self.tree.path(""));
        let mut texts = Texts::default();
        for (name, text) in NAMES.iter().zip(&self.texts) {
            texts.insert(&folder.join(name), text.clone());
        }
        let today = Some(TODAY.parse().unwrap());
        let options = ProjectOptions { texts, today, ..ProjectOptions::default() };
        let project = Project::in_folder(folder, &[], options, &notes).unwrap();
        let paths: [PathBuf; 0] = [];
        let options = InputOptions {
            paths: &paths,
            stdin_filename: "-",
            force_exclude: false,
            takes_any_text: false,
        };
        let mut inputs = Inputs::find(&project, options, &notes).unwrap();
        inputs.add_translations(&project, &notes);
        let options = CheckOptions::all_of(Scope::All);
        let check = RegisterCheck { project: &project, inputs: &inputs, history: None, options };
        let checked = check.run(&notes).unwrap();
        let of = |at: usize| {
            let own = checked.findings.iter().filter(move |own| &*own.path == NAMES[at]);
            own.map(move |own| self.shown(own))
        };
        of(0).chain(of(1)).collect()
    }

    /// A finding as editors get it, as far as it is compared.
    fn shown(&self, finding: &Finding) -> Value {
        let side = NAMES.iter().position(|name| **name == *finding.path).unwrap();
        let at = |offset: u32| position(&self.texts[side], offset as usize);
        let severity = match finding.level {
            Level::Error => 1,
            Level::Warning => 2,
            Level::Info => 3,
        };
        let message = gapreg::text::printable(&finding.message);
        let range = json!({ "start": at(finding.span.start), "end": at(finding.span.end) });
        json!({ "code": finding.rule, "severity": severity, "message": message, "range": range, "related": finding.related.len() })
    }

    /// The texts that the fixes of the server make, one by one, are those of `check --fix`.
    fn compare_fixes(&mut self, name: &str) {
        let folder = Tree::new();
        let folder =
            NAMES.iter().zip(&self.texts).fold(folder, |tree, (name, text)| tree.put(name, text));
        let folder =
            folder.put("docs/en/loans.md", "# Loans\n").put("docs/tr/loans.md", "# Loans\n");
        folder.output(&format!("check --fix --today {TODAY}"));
        for (side, name_of) in NAMES.into_iter().enumerate() {
            let uri = self.uris[side].clone();
            let all = all_of(&self.texts[side]);
            let actions = self.editor.actions(&uri, &all, Some("source.fixAll"));
            let edits = actions.first().map(|own| edits_of(&own["edit"], &uri)).unwrap_or_default();
            let fixed = edited(&self.texts[side], &edits);
            let by_program = fs::read_to_string(folder.path(name_of)).unwrap();
            assert_eq!(fixed, by_program, "{name}: the fixes of {uri}\n{}", self.texts[side]);
        }
    }
}

fn seen(shown: &Value) -> Value {
    let related = shown["relatedInformation"].as_array().map_or(0, Vec::len);
    let mut seen = json!({ "related": related });
    for name in ["code", "severity", "message", "range"] {
        seen[name] = shown[name].clone();
    }
    seen
}

#[test]
fn the_server_says_and_repairs_what_check_does() {
    let mut chance = Chance(2027);
    let each = wanted().div_ceil(PAIRS.len());
    for pair in PAIRS.iter() {
        let mut session = Session::of(pair);
        for count in 0..each {
            let (pulled, checked) = (session.pulled(), session.checked());
            assert_eq!(pulled, checked, "{} after {count} edits:\n{:?}", pair.name, session.texts);
            if count % BETWEEN_FIXES == 0 {
                session.compare_fixes(&pair.name);
            }
            session.edit(&mut chance);
        }
        // The whole text says what its parts said.
        let before = session.pulled();
        for side in 0..2 {
            let (uri, text) = (session.uris[side].clone(), session.texts[side].clone());
            session.editor.replace(&uri, session.version + 1, &text);
        }
        assert_eq!(before, session.pulled(), "{}", pair.name);
        session.editor.end();
    }
}
