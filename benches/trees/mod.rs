//! Registers on disk, and the commands that run on them.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::baseline;
use crate::generator::{self, Language, Make};

/// A docs tree on disk with one register in it.
pub struct Tree {
    root: TempDir,
    register: PathBuf,
    pub bytes: usize,
}

impl Tree {
    /// One register.
    pub fn of_one(make: Make, entries: usize) -> Self {
        Self::new(Language::English.path(), |root| {
            make.write_tree(root, 0, 0);
            write(&root.join(Language::English.path()), &make.register(Language::English, entries));
        })
    }

    /// Many registers that have nothing to do with one another.
    pub fn of_many(make: Make, files: usize, entries: usize) -> Self {
        Self::new("docs".to_owned(), |root| make.write_tree(root, files, entries))
    }

    /// Registers and their translations.
    pub fn of_pairs((pairs, entries): (usize, usize)) -> Self {
        Self::new("docs".to_owned(), |root| {
            Make::USUAL.write_tree(root, 0, 0);
            for language in Language::ALL {
                let text = generator::register(language, entries);
                for pair in 0..pairs {
                    let team = format!("team{pair:04}");
                    let path = language.path().replace("runbooks", &team);
                    write(&root.join(path), &text);
                }
            }
        })
    }

    fn new(register: String, fill: impl Fn(&Path)) -> Self {
        let root = tempfile::tempdir().expect("a folder for the registers");
        // The search for a configuration ends at the root of a repository, so none from a folder
        // above is used.
        fs::create_dir(root.path().join(".git")).expect("a folder in it");
        fill(root.path());
        let register = PathBuf::from(register);
        let files = walkdir::WalkDir::new(root.path().join(&register)).into_iter().flatten();
        let bytes = files.filter_map(|file| file.metadata().ok()).filter(fs::Metadata::is_file);
        let bytes = bytes.map(|file| file.len() as usize).sum();
        Self { root, register, bytes }
    }

    /// A register of which each commit changes one entry.
    pub fn with_history((commits, entries): (usize, usize)) -> Self {
        let root = tempfile::tempdir().expect("a folder for the register");
        let register = PathBuf::from(Language::English.path());
        let mut text = generator::register(Language::English, entries);
        let mut stream = String::new();
        for commit in 0..commits {
            // The entries change in turn, each in a line of prose.
            let entry = format!("### 1.{} ", commit % entries + 1);
            let start = text.find(&entry).expect("the entry is there");
            let label = start + text[start..].find("- **Impact:** ").expect("it has an impact");
            let end = label + text[label..].find('\n').expect("a line ends");
            text.replace_range(end..end, &format!(" Seen {commit} times."));
            let _ = write!(
                stream,
                "commit refs/heads/main\ncommitter A <a@b> {} +0000\ndata 1\nc\n\
                 M 100644 inline {}\ndata {}\n{text}\n",
                1_750_000_000 + commit * 3_600,
                register.display(),
                text.len()
            );
        }
        let git = |args: &[&str], input: &str| {
            let mut git = Command::new("git");
            git.args(args).current_dir(root.path());
            git.stdin(Stdio::piped()).stdout(Stdio::piped());
            let mut git = git.spawn().expect("there is git");
            let mut told = git.stdin.take().expect("git hears");
            told.write_all(input.as_bytes()).expect("git hears all");
            drop(told);
            let output = git.wait_with_output().expect("git answers");
            assert!(output.status.success(), "git {args:?}");
            String::from_utf8(output.stdout).expect("git speaks UTF-8")
        };
        git(&["init", "-q", "-b", "main"], "");
        git(&["fast-import", "--quiet"], &stream);
        git(&["gc", "-q"], "");
        git(&["reset", "-q", "--hard"], "");
        let log = git(&["log", "--format=", "--raw", "--no-abbrev"], "");
        let blobs = log.lines().filter_map(|line| line.split(' ').nth(3));
        let blobs: String = blobs.flat_map(|blob| [blob, "\n"]).collect();
        write(&root.path().join(".git/blobs"), &blobs);
        Self { root, register, bytes: text.len() }
    }

    pub fn print_versions(&self) -> Command {
        let mut command = self.command(&std::env::current_exe().expect("this bench has a path"));
        command.args([baseline::PRINT, ".git/blobs"]);
        command
    }

    pub fn lint(&self) -> Command {
        // Every register of a tree of pairs has the same IDs.
        self.gapreg(&["lint", "--ignore", "duplicate-id", "--fail-on", "never"])
    }

    pub fn check(&self) -> Command {
        self.gapreg(&["check", "--ignore", "duplicate-id", "--fail-on", "never"])
    }

    pub fn mirror(&self) -> Command {
        self.gapreg(&["mirror"])
    }

    pub fn check_table(&self) -> Command {
        self.gapreg(&["triage", "--check"])
    }

    pub fn gapreg(&self, args: &[&str]) -> Command {
        let mut command = self.command(Path::new(env!("CARGO_BIN_EXE_gapreg")));
        command.args(args).args(["--today", generator::TODAY]).arg(&self.register);
        command
    }

    /// The Markdown parser alone on the same registers.
    pub fn drain(&self) -> Command {
        self.baseline(baseline::DRAIN)
    }

    pub fn baseline(&self, name: &str) -> Command {
        let mut command = self.command(&std::env::current_exe().expect("this bench has a path"));
        command.arg(name).arg(&self.register);
        command
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.root.path());
        command
    }

    /// Fails if the register has findings: then their output would be measured, too.
    pub fn expect_sound(&self) {
        let output = self.lint().args(["--output-format", "concise"]).output();
        let Output { status, stdout, stderr } = output.expect("gapreg runs");
        let told = [stdout.as_slice(), &stderr].map(String::from_utf8_lossy);
        assert!(stdout.is_empty(), "{status}: a sound register is faulted: {told:?}");
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders");
    fs::write(path, text).expect("a file");
}
