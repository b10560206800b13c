use super::*;
use crate::run::Collected;

const ENTRY: &str = "\
# Gaps

## G-001: Export

- **Status:** Open
- **Symptom:** The export is slow.
";
const PATHS: [&str; 4] = [
    "a/en/gap-register.md",
    "a/tr/gap-register.md",
    "b/en/gap-register.md",
    "b/tr/gap-register.md",
];

/// A folder whose name does not hide it.
fn folder() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("gapreg").tempdir().unwrap()
}

/// Two registers with a translation each, in a repository of which git knows nothing.
fn workspace(folder: &Path) -> Workspace {
    std::fs::create_dir_all(folder.join(".git")).unwrap();
    for path in PATHS {
        std::fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        // Registers that share IDs are checked together.
        let text = if path.starts_with('a') { ENTRY.to_owned() } else { ENTRY.replace("G-", "H-") };
        std::fs::write(folder.join(path), text).unwrap();
    }
    let folder = folder.to_owned();
    let options = WorkspaceOptions { folder, named: Vec::new(), config: None, today: None };
    let mut workspace = Workspace::open(options, &Collected::default()).unwrap();
    assert!(workspace.check(&Collected::default()));
    workspace
}

#[test]
fn what_cannot_be_asked_is_not_asked_again_and_again() {
    let folder = folder();
    let mut workspace = workspace(folder.path());
    let questions = workspace.questions().unwrap();
    std::fs::write(folder.path().join("gapreg.yaml"), "rules: [").unwrap();
    assert!(questions.ask(&mut AskedHistory::default(), &Collected::default()).is_err());
    assert!(!workspace.take_answers());
    assert!(!workspace.check(&Collected::default()));
    assert!(workspace.questions().is_none());
}

#[test]
fn answers_count_for_the_registers_that_they_are_about() {
    let folder = folder();
    let mut workspace = workspace(folder.path());
    let mut asked = AskedHistory::default();
    let notes = Collected::default();
    workspace.questions().unwrap().ask(&mut asked, &notes).unwrap();
    assert!(workspace.take_answers());
    workspace.check(&notes);
    assert!(workspace.questions().is_none());

    let stamps = |workspace: &Workspace| PATHS.map(|path| workspace.answers.stamp(path));
    let before = stamps(&workspace);
    let typed = Arc::new(ENTRY.replace("slow", "very slow"));
    workspace.put(&folder.path().join(PATHS[1]), Some(typed));
    workspace.check(&notes);
    workspace.questions().unwrap().ask(&mut asked, &notes).unwrap();
    assert!(workspace.take_answers());
    let after = stamps(&workspace);
    assert_ne!(after[..2], before[..2]);
    assert_eq!(after[2..], before[2..]);
}

#[test]
fn a_workspace_that_is_opened_again_is_answered_again() {
    let (folder, notes) = (folder(), Collected::default());
    let mut asked = AskedHistory::default();
    for _ in 0..2 {
        let mut workspace = workspace(folder.path());
        workspace.questions().unwrap().ask(&mut asked, &notes).unwrap();
        assert!(workspace.take_answers());
        workspace.check(&notes);
        assert!(workspace.questions().is_none());
    }
}
