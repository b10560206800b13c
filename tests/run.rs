//! Runs without a terminal, on registers that exist in memory only: what they find is what the
//! program prints for the same files.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gapreg::lint::Scope;
use gapreg::output::Format;
use gapreg::run::{
    AskedEntries, CheckOptions, Collected, EntryLog, InputOptions, Inputs, Project, ProjectOptions,
    RegisterCheck, RegisterHistory, Texts, triage,
};

const TODAY: &str = "2026-03-02";

/// The example: its registers in memory, its pages on the disk; and all of it on the disk.
struct Example {
    in_memory: tempfile::TempDir,
    on_disk: tempfile::TempDir,
    texts: Texts,
}

impl Example {
    fn new() -> Self {
        let in_memory = tempfile::tempdir().unwrap();
        let on_disk = tempfile::tempdir().unwrap();
        let mut texts = Texts::default();
        for entry in walkdir::WalkDir::new("examples/docs") {
            let path = entry.unwrap().into_path();
            if !path.is_file() {
                continue;
            }
            let inner = path.strip_prefix("examples").unwrap();
            copy(&path, &on_disk.path().join(inner));
            if path.to_string_lossy().contains("gap-register") {
                let whole = fs::canonicalize(in_memory.path()).unwrap().join(inner);
                texts.insert(&whole, fs::read_to_string(&path).unwrap());
            } else {
                copy(&path, &in_memory.path().join(inner));
            }
        }
        Self { in_memory, on_disk, texts }
    }

    fn project(&self, notes: &Collected) -> Project {
        let folder = fs::canonicalize(self.in_memory.path()).unwrap();
        let options = ProjectOptions {
            today: Some(TODAY.parse().unwrap()),
            texts: self.texts.clone(),
            ..ProjectOptions::default()
        };
        Project::in_folder(folder, &[], options, notes).unwrap()
    }

    /// What the program does on the disk.
    fn program(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_gapreg"))
            .current_dir(self.on_disk.path())
            .args(args)
            .args(["--today", TODAY])
            .output()
            .unwrap()
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(from, to).unwrap();
}

fn inputs(project: &Project, paths: &[PathBuf], notes: &Collected) -> Inputs {
    let options =
        InputOptions { paths, stdin_filename: "-", force_exclude: false, takes_any_text: false };
    Inputs::find(project, options, notes).unwrap()
}

/// The report of a check in memory, as JSON.
fn report(example: &Example, scope: Scope) -> String {
    let notes = Collected::default();
    let project = example.project(&notes);
    let mut inputs = inputs(&project, &[], &notes);
    inputs.add_translations(&project, &notes);
    let history = RegisterHistory::of(inputs.paths(), &project, &notes);
    let check = RegisterCheck {
        project: &project,
        inputs: &inputs,
        history: (scope != Scope::Registers).then_some(&history),
        options: CheckOptions::all_of(scope),
    };
    let checked = check.run(&notes).unwrap();
    let mut report = checked.report(&project, &inputs, Format::Json);
    report.languages = report.languages.filter(|_| scope != Scope::Registers);
    let mut out = Vec::new();
    report.write(Format::Json, false, &mut out).unwrap();
    assert_eq!(notes.lines(), [""; 0]);
    String::from_utf8(out).unwrap()
}

#[test]
fn checks_in_memory_find_what_the_program_finds() {
    let example = Example::new();
    for (command, scope) in
        [("lint", Scope::Registers), ("mirror", Scope::Mirrors), ("check", Scope::All)]
    {
        let printed = example.program(&[command, "--output-format", "json"]);
        let printed = String::from_utf8(printed.stdout).unwrap();
        assert!(printed.contains("\"rule\""), "{command} finds nothing in the example");
        assert_eq!(report(&example, scope), printed, "{command}");
    }
}

#[test]
fn tables_drawn_in_memory_are_those_that_the_program_writes() {
    let example = Example::new();
    let notes = Collected::default();
    let project = example.project(&notes);
    let mut inputs = inputs(&project, &[], &notes);
    inputs.read(&project, &notes);
    let tables = triage::tables(&inputs, &project, &notes);
    assert!(!tables.is_empty(), "no table of the example is stale");
    example.program(&["triage"]);
    for new in tables {
        let written = fs::read_to_string(example.on_disk.path().join(&**new.source.path()));
        assert_eq!(new.source.text(), written.unwrap());
    }
}

#[test]
fn a_text_in_memory_stands_over_its_file() {
    let example = Example::new();
    let notes = Collected::default();
    let path = Path::new("docs/en/runbooks/backend-gap-register.md");
    let file = example.in_memory.path().join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "# Another register\n").unwrap();
    let project = example.project(&notes);
    let mut inputs = inputs(&project, &[path.to_owned()], &notes);
    inputs.read(&project, &notes);
    assert_eq!(inputs.sources.len(), 1);
    assert!(inputs.sources[0].text().len() > 100);
}

#[test]
fn timelines_in_memory_are_those_that_the_program_prints() {
    let example = Example::new();
    let path = Path::new("docs/en/runbooks/backend-gap-register.md");
    let file = example.on_disk.path().join(path);
    git(&["init", "--quiet", "--initial-branch=main"], example.on_disk.path());
    git(&["add", "docs"], example.on_disk.path());
    git(&["commit", "--quiet", "--message=Begin"], example.on_disk.path());
    // The text in memory is an edit that no file has yet.
    let committed = fs::read_to_string(&file).unwrap();
    let edited = committed.replace("**Status:** Open", "**Status:** In Progress");
    assert_ne!(edited, committed);
    let notes = Collected::default();
    let folder = fs::canonicalize(example.on_disk.path()).unwrap();
    let mut texts = Texts::default();
    texts.insert(&folder.join(path), edited.clone());
    let options =
        ProjectOptions { today: Some(TODAY.parse().unwrap()), texts, ..ProjectOptions::default() };
    let project = Project::in_folder(folder, &[], options, &notes).unwrap();
    let mut inputs = inputs(&project, &[], &notes);
    inputs.read(&project, &notes);
    let asked = AskedEntries { id: Some("G-005"), condition: None };
    let log = EntryLog::of(asked, &project, &inputs, &notes).unwrap();
    let in_memory = serde_json::to_value(&log).unwrap();
    fs::write(&file, edited).unwrap();
    let printed = example.program(&["log", "G-005", "--format", "json"]).stdout;
    let printed: serde_json::Value = serde_json::from_slice(&printed).unwrap();
    assert_eq!(in_memory, printed);
    assert_eq!(printed["entries"][0]["steps"].as_array().unwrap().len(), 2);
}

fn git(args: &[&str], folder: &Path) {
    let names =
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(names)
        .args(args)
        .env("GIT_COMMITTER_DATE", "2026-03-01T12:00Z");
    assert!(command.output().unwrap().status.success(), "git {args:?}");
}
