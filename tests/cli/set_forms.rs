//! How `set` and `new` write into registers of other forms: brackets, cards, boxes, struck items.

use crate::common::tree::Tree;

/// The line of a register that holds a text, after a change.
fn line(text: &str, entry: &str, change: &[&str], holds: &str) -> (String, String) {
    let tree = Tree::with(text);
    let said = tree.run_with("set --yes", &[&[entry], change].concat());
    let text = tree.read("gap-register.md");
    let line = text.lines().find(|line| line.contains(holds)).unwrap_or_default();
    (line.to_owned(), format!("{said}\n{text}"))
}

#[test]
fn brackets_around_a_line_of_values_stay() {
    let config = "profile: generic\nread:\n  - files: gap-register.md\n    entries:\n      - headings: { level: 3 }\n";
    for [open, close] in [["[", "]"], ["(", ")"]] {
        let line = |state: &str| format!("{open}{state}, Cloe, due 2027-01-10{close}");
        let text = format!(
            "# Gaps\n\n### Lamp is dim\n\n{}\n\nIt is.\n\n### No bell\n\n{}\n\nNone.\n",
            line("open"),
            line("in progress")
        );
        let tree = Tree::with(&text).put("gapreg.yaml", config);
        let said = tree.run_with("set --yes", &["No bell", "status=done"]);
        assert!(tree.read("gap-register.md").contains(&line("done")), "{said}");
        assert!(tree.run("list").contains("2027-01-10"), "{}", tree.run("list"));
    }
}

const CARDS: &str = "# Debts\n\n**TD-1** · medium · @ana · open since January\n\nIt polls.\n\n\
    **TD-2** · high · @bo · closed 2026-08-17\n\nTwo tables.\n\n\
    **TD-3** · high · @bo · in progress since 2026-09-01\n\nNo keys.\n";

#[test]
fn the_words_behind_a_state_are_of_one_entry() {
    let (written, said) = line(CARDS, "TD-1", &["status=in progress"], "TD-1");
    assert!(written.ends_with("· in progress"), "{said}");
    assert!(said.contains("`since January` was written behind `open`"), "{said}");
    let (written, said) = line(CARDS, "TD-2", &["status=open"], "TD-2");
    assert!(written.ends_with("· open"), "{said}");
    assert!(said.contains("`2026-08-17` was written behind `closed`"), "{said}");
    let text =
        "# Gaps\n\n### A-1: No bell\n\n- **Status:** blocked by the yard\n- **Owner:** Ann\n";
    let (_, said) = line(text, "A-1", &["status=open"], "Status");
    assert!(said.contains("`by the yard` was written behind `blocked`"), "{said}");
}

#[test]
fn cards_of_values_get_values_and_siblings() {
    let (written, said) = line(CARDS, "TD-1", &["due=2027-01-15"], "TD-1");
    assert!(written.ends_with("· open since January · due 2027-01-15"), "{said}");
    let others = CARDS.replace("open since January", "open since January · by 2026-05-01");
    let (written, said) = line(&others, "TD-3", &["due=2027-01-15"], "TD-3");
    assert!(written.ends_with("· by 2027-01-15"), "{said}");
    let tree = Tree::with(CARDS);
    let said = tree.run_with("new", &["Login test fails", "owner=@ana", "severity=low"]);
    let text = tree.read("gap-register.md");
    assert!(
        text.contains("\n\n**TD-4** · low · @ana · open\n\nLogin test fails\n"),
        "{said}\n{text}"
    );
    // What such a line cannot say is refused, and nothing is written.
    let said = Tree::with(CARDS).run_with("set TD-1", &["target=v3"]);
    assert!(said.starts_with("exit 2"), "{said}");
}

#[test]
fn a_heading_word_is_no_word_of_a_row() {
    let part = |state: &str, header: &str, row: &str| {
        format!("## {state}\n\n| {header} |\n|---|---|---|---|\n| {row} |\n\n")
    };
    let en = [
        "# Gaps\n\n".to_owned(),
        part("Open", "ID | Gap | Owner | Status", "G-1 | No bell | Ana | in progress"),
        part("Resolved", "ID | Gap | Owner | Closed on", "G-2 | Lamp is dim | Bo | 2026-09-14"),
    ];
    let tr = [
        "# Eksikler\n\n".to_owned(),
        part("Açık", "No | Eksik | Sorumlu | Durum", "G-1 | Zil yok | Ana | devam ediyor"),
        part("Çözülenler", "No | Eksik | Sorumlu | Kapanış", "G-2 | Lamba sönük | Bo | 14.09.2026"),
    ];
    let tree = Tree::new()
        .put("docs/en/gap-register.md", en.concat())
        .put("docs/tr/gap-register.md", tr.concat());
    let said = tree.run("set G-1 status=resolved --yes");
    let text = tree.read("docs/tr/gap-register.md");
    let row = text.lines().find(|line| line.contains("G-1")).unwrap();
    assert!(!row.contains("Çözülenler") && !row.contains("devam"), "{said}\n{text}");
    let said = tree.run("new Ticket --owner Ana status=blocked --yes");
    assert!(said.starts_with("exit 0"), "{said}");
}

#[test]
fn a_line_below_an_item_is_indented_for_that_item() {
    let text = "# Known limitations\n\n1. **Batches are small.** Planned.\n   *Workaround:* split them.\n\n2. **Weights are rounded.** Planned.\n\n\
                ## Removed limitations\n\n- **No lamp.** Fixed in 3.0.\n  - **Status:** Fixed\n- **Only one bell.** Fixed in 2.8.\n";
    for entry in ["Weights are rounded", "Batches are small"] {
        let (written, said) = line(text, entry, &["owner=Ines"], "Ines");
        assert!(written.starts_with("   - "), "{said}");
    }
}

#[test]
fn a_date_stays_in_a_form_that_an_entry_has() {
    let entry = |id: &str, day: &str| {
        format!("### {id}: Zil yok\n\n- **Sorumlu:** Ana\n- **Hedef tarih:** {day}\n\n")
    };
    let days = [
        ("B-1", "18.12.2026"),
        ("B-2", "10 Ocak 2027"),
        ("B-3", "—"),
        ("B-4", "2026-12-22"),
        ("B-5", "Şubat 2027"),
    ];
    let text = days.map(|(id, day)| entry(id, day)).concat();
    for day in ["20.01.2027", "20 Ocak 2027", "2027-01-20"] {
        let (_, said) =
            line(&format!("# Eksikler\n\n{text}"), "B-3", &[&format!("due={day}")], "B-3");
        assert!(said.contains(&format!("**Hedef tarih:** {day}\n")), "{said}");
    }
}

#[test]
fn an_entry_without_fields_gets_them_in_the_form_of_the_others() {
    let config = "profile: generic\nread:\n  - files: gap-register.md\n    entries:\n      - headings: { level: 3 }\n";
    let text = "# Gaps\n\n### No bell\n\n*Status: open · Owner: Ana*\n\nNone.\n\n### Lamp is dim\n\n\
                *Status: done · Owner: Bo*\n\nDim.\n\n### Till is slow\n\nNobody looked.\n";
    let tree = Tree::with(text).put("gapreg.yaml", config);
    let said = tree.run_with("set --yes", &["Till is slow", "status=open", "owner=Cem"]);
    let text = tree.read("gap-register.md");
    assert!(text.contains("### Till is slow\n\n*Status: open · Owner: Cem*\n"), "{said}\n{text}");
}

#[test]
fn a_reworded_heading_without_an_id_is_the_same_entry() {
    let entry = |title: &str, text: &str| {
        format!("### {title}\n\n*Status: open · Owner: Ana*\n\n{text}\n\n")
    };
    let text = |title: &str| {
        let others = [
            entry("No bell", "Nothing rings on the aft deck."),
            entry("Till is slow", "It takes a minute."),
        ];
        format!(
            "# Gaps\n\n{}{}{}",
            others[0],
            entry(title, "The lamp is hardly seen in daylight."),
            others[1]
        )
    };
    let tree = Tree::with(text("Lamp is dim"));
    tree.repository();
    let tree = tree.put("gap-register.md", text("Brightness at noon"));
    let said = tree.run("check --base HEAD --output-format concise");
    assert!(!said.contains("removed-entry"), "{said}");
    let said = tree.run("diff HEAD");
    assert!(said.contains("Lamp is dim → Brightness at noon"), "{said}");
}

#[test]
fn an_entry_that_is_open_again_below_done_is_reported_beside_topics() {
    let entry = |title: &str, state: &str| {
        format!("### {title}\n\n*Status: {state} · Owner: Ana*\n\nWords.\n\n")
    };
    let text = |state: &str| {
        let parts = [
            entry("No bell", "open"),
            entry("Till is slow", "in progress"),
            entry("Lamp is dim", state),
        ];
        let last = entry("Door sticks", "done");
        format!(
            "# Known gaps\n\n## Deck and bridge\n\n{}{}## Done\n\n{}{last}",
            parts[0], parts[1], parts[2]
        )
    };
    assert!(!Tree::with(text("done")).run("lint").contains("contradicting-heading"));
    assert!(Tree::with(text("open")).run("lint").contains("contradicting-heading"));
}
