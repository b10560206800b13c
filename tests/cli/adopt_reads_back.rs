//! What `adopt` writes is read back as the entries that it found, or nothing is written.

use crate::common::tree::Tree;

fn register(lines: [&str; 2]) -> String {
    format!(
        "# Known gaps\n\n### Ticket is blank\n\n{}\n\nThe till prints nothing.\n\n### No bell\n\n{}\n\nNothing rings.\n",
        lines[0], lines[1]
    )
}

#[test]
fn a_line_that_is_emphasised_as_a_whole_keeps_its_marks() {
    for lines in [
        ["*Status: open · Owner: Ana*", "*Owner: Bo · Status: done*"],
        ["_Status: open | Owner: Ana_", "_Status: in_progress | Owner: Bo_"],
        ["*Durum: açık · Sorumlu: Ana*", "*Durum: tamam · Sorumlu: Bo*"],
        ["*Owner: Ana*", "*Owner: Bo*"],
    ] {
        let tree = Tree::with(register(lines));
        let before = tree.run("list gap-register.md");
        assert_eq!(tree.code("adopt --write gap-register.md"), 0, "{lines:?}");
        let (text, after) = (tree.read("gap-register.md"), tree.run("list gap-register.md"));
        for (id, owner) in [("G-001", "Ana"), ("G-002", "Bo")] {
            assert_eq!(text.matches(&format!("ID: {id}")).count(), 1, "{text}");
            assert!(before.contains(owner) && after.contains(owner), "{text}\n{after}");
        }
        let marks = &lines[0][..1];
        let fields = text.lines().filter(|line| line.contains("ID: G-"));
        assert!(fields.clone().all(|line| line.starts_with(marks) && line.ends_with(marks)));
        assert_eq!(fields.count(), 2, "{text}");
    }
}

#[test]
fn what_would_be_read_otherwise_is_not_written() {
    let text = register(["**Status: open, Owner: Ana**", "**Status: done, Owner: Bo**"]);
    let tree = Tree::with(&text);
    for command in
        ["adopt --write --force gap-register.md", "adopt gap-register.md --output new.md"]
    {
        let said = tree.run(command);
        assert!(said.starts_with("exit 2") && said.contains("is not read back"), "{said}");
    }
    assert_eq!(tree.read("gap-register.md"), text);
    assert!(!tree.path("new.md").exists());
}

#[test]
fn an_id_of_a_heading_stays_the_one_of_its_entry() {
    let text = "# Audit\n\n## P0\n\n### P0-1 · Till is open to all\n\n**Status:** RESOLVED\n\nAnybody may sell.\n\n\
                ### P0-2 · No bell\n\n**Files:** `deck.md`\n\nNothing rings.\n\n## P1\n\n### P1-1 · Lamp is dim\n\nDim.\n";
    let tree = Tree::with(text);
    let said = tree.run("adopt gap-register.md --output new.md");
    let list = tree.run("list new.md");
    assert!(["P0-1", "P0-2", "P1-1"].iter().all(|id| list.contains(id)), "{said}\n{list}");
}

#[test]
fn the_words_of_an_item_go_below_the_labels_that_they_have() {
    let text = "# Known limitations\n\n1. **Limits count per crew.** *Workaround:* use two crews.\n\
                2. **Cursors expire.** *Workaround:* begin again.\n3. **Labels are large.** *Hint:* scale them.\n";
    let tree = Tree::with(text);
    tree.run("adopt gap-register.md --output new.md");
    let new = tree.read("new.md");
    assert!(new.contains("Workaround:** use two crews."), "{new}");
    assert!(new.contains("**Symptom:** *Hint:* scale them."), "{new}");
}

#[test]
fn a_version_behind_an_arrow_is_no_step_of_a_menu() {
    let text = "# Gaps\n\n| ID | Gap | Status |\n|---|---|---|\n| G-1 | No guide 3.x → 4.0 | open |\n\
                | G-2 | Upgrade v1 -> v2 fails | open |\n";
    let tree = Tree::with(text);
    tree.run("adopt gap-register.md --write");
    let list = tree.run("list");
    assert!(list.contains("No guide 3.x → 4.0"), "{list}");
    assert!(list.contains("Upgrade v1 -> v2 fails"), "{list}");
}

#[test]
fn a_heading_of_a_state_and_half_a_parenthesis_are_not_left() {
    let text = "# Gaps\n\n## Open\n\n| ID | Gap | Status |\n|---|---|---|\n| G-1 | No bell | open |\n\n\
                ## Resolved\n\n| ID | Gap |\n|---|---|\n| G-2 | Lamp is dim |\n";
    let tree = Tree::with(text);
    tree.run("adopt gap-register.md --write");
    assert!(!tree.read("gap-register.md").contains("## Open"), "{}", tree.read("gap-register.md"));
    let text = "# Lücken\n\n- [ ] **Kasse** geht nicht auf (@ina, offen)\n- [x] **Klingel** (Deck/Bug) (@oli, erledigt)\n";
    let tree = Tree::with(text);
    tree.run("adopt gap-register.md --output new.md");
    assert!(!tree.read("new.md").contains("erledigt)"), "{}", tree.read("new.md"));
}
