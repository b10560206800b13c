//! Registers with a history in git.

use std::fs;

use super::registers::{three, with};
use super::tree::Tree;

const EN: &str = "docs/en/gap-register.md";
const TR: &str = "docs/tr/gap-register.md";

/// A register and its mirror, changed on two branches, moved, adopted, renumbered; the last change
/// is not committed.
pub fn history() -> Tree {
    let tree = Tree::new();
    tree.git("init -q -b main");
    // The third entry has no ID yet.
    let text = three().replace("2026-02-01", "2025-12-30").replace("- **ID:** G-003\n", "");
    tree.change("2026-01-02", EN, &text);
    let text = with(&text, "G-001", "**Status:** Open", "**Status:** In Progress");
    tree.change("2026-01-05", EN, &text);
    tree.change("2026-01-06", TR, &translated(&text));
    tree.git("checkout -q -b side");
    let side = with(&text, "G-002", "**Status:** In Progress", "**Status:** Fixed");
    tree.change("2026-01-08", EN, &side);
    tree.git("checkout -q main");
    let text = with(&text, "G-001", "**Status:** In Progress", "**Status:** Fixed");
    let text = with(&text, "G-001", "**Owner:** Backend", "**Owner:** Desk");
    tree.change("2026-01-09", EN, &text);
    tree.git_on("2026-01-10", "merge -q --no-ff -m merged side");
    let text = with(&text, "G-002", "**Status:** In Progress", "**Status:** Fixed");
    assert_eq!(tree.read(EN), text);
    // Both registers move.
    for name in [EN, TR] {
        let new = tree.path(&name.replace("gap", "handbook/gap"));
        fs::create_dir_all(new.parent().unwrap()).unwrap();
        fs::rename(tree.path(name), new).unwrap();
    }
    tree.git("add -A");
    tree.git_on("2026-01-12", "commit -q -m moved");
    let (en, tr) = (EN.replace("gap", "handbook/gap"), TR.replace("gap", "handbook/gap"));
    // The third entry gets an ID, then another one.
    let third = "### 1.3 Loans → Renewals → Hold list is empty\n\n";
    let adopted = text.replace(third, &format!("{third}- **ID:** G-003\n"));
    tree.change("2026-01-14", &en, &adopted);
    let text = adopted.replace("**ID:** G-003", "**ID:** G-007");
    tree.change("2026-01-15", &en, &text);
    // The mirror takes over some of the changes.
    let own = with(&tree.read(&tr), "G-001", "**Status:** In Progress", "**Status:** Fixed");
    let own = with(&own, "G-001", "**Owner:** Backend", "**Owner:** Desk");
    tree.change("2026-01-18", &tr, &own);
    let text = with(&text, "G-002", "**Status:** Fixed", "**Status:** Verified");
    tree.put(&en, text)
}

/// The prose of the register in Turkish.
fn translated(text: &str) -> String {
    let words = [
        ("Renewal is refused", "Uzatma reddediliyor"),
        ("Fine is doubled", "Ceza iki kez yazılıyor"),
        ("Hold list is empty", "Bekleme listesi boş"),
        ("The button answers 404.", "Düğme 404 yanıtı veriyor."),
        ("Each fine stands twice on the slip.", "Her ceza fişte iki kez duruyor."),
        ("The list of holds shows nothing at all.", "Bekleyenler listesi hiçbir şey göstermiyor."),
        ("Readers renew at the desk.", "Okurlar uzatmayı bankoda yaptırıyor."),
        ("Renew at the desk.", "Bankoda uzatın."),
        ("The request and its answer", "İstek ve yanıtı"),
        ("The button renews.", "Düğme süreyi uzatıyor."),
        ("Register (EN)", "Kayıt (TR)"),
    ];
    words.iter().fold(text.to_owned(), |text, (en, tr)| text.replace(en, tr))
}

/// A repository whose register changes by commits on branches.
pub struct Story(pub Tree);

impl Story {
    pub fn new() -> Self {
        let tree = Tree::new();
        tree.git("init -q -b main");
        Self(tree)
    }

    /// G-001 was open on 2 January and fixed on 5 January.
    pub fn of_a_repair() -> Self {
        let story = Self::new();
        story.states("2026-01-02", "Open", "Backend");
        story.states("2026-01-05", "Fixed", "Backend");
        story
    }

    /// Commits the register with G-001 in a state and with an owner.
    pub fn states(&self, day: &str, state: &str, owner: &str) {
        let text = three().replace("2026-02-01", "2025-12-30");
        let text = with(&text, "G-001", "**Status:** Open", &format!("**Status:** {state}"));
        let text = with(&text, "G-001", "**Owner:** Backend", &format!("**Owner:** {owner}"));
        self.0.change(day, "gap-register.md", &text);
    }

    pub fn first_line(&self, args: &str) -> String {
        let output = self.0.run(args);
        output.lines().find(|line| line.contains("G-001")).unwrap().trim().to_owned()
    }
}
