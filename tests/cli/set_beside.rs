//! What `gapreg set` leaves beside a new value, and the links that follow it.

use crate::common::tree::Tree;

#[test]
fn other_sentences_of_a_line_stay() {
    let section = |title: &str, line: &str| format!("## {title}\n\nStato: {line}\n\nParole.\n\n");
    let text = [
        "# Cosa manca\n\n".to_owned(),
        section("Cassa lenta", "aperto. Priorità alta. Da chiedere in sede."),
        section("Scontrino vuoto", "fermo presso il fornitore. Priorità bassa."),
        section("Resi doppi", "aperto"),
        section("Prezzi vecchi", "risolto il 3 maggio"),
    ];
    let tree = Tree::new().put("docs/it/gap-register.md", text.concat());
    let line = |title: &str| {
        tree.run_with("set", &[title, "status=risolto", "--yes"]);
        let text = tree.read("docs/it/gap-register.md");
        let section = text.split(title).nth(1).unwrap().to_owned();
        section.lines().nth(2).unwrap().to_owned()
    };
    assert_eq!(line("Cassa lenta"), "Stato: risolto. Priorità alta. Da chiedere in sede.");
    assert_eq!(line("Scontrino vuoto"), "Stato: risolto. Priorità bassa.");
    assert_eq!(line("Resi doppi"), "Stato: risolto");
}

#[test]
fn links_to_a_heading_follow_it() {
    let tree = Tree::with(
        "# Lift gaps\n\n- [L-1](#l-1--door-sticks-open)\n- [L-2](#l-2--lamp-is-dark-open)\n\n\
         ### L-1 — Door sticks (open)\n\n- **Owner:** Ann\n\nSee [L-2](#l-2--lamp-is-dark-open).\n\n\
         ### L-2 — Lamp is dark (open)\n\n- **Owner:** Ben\n\nSee [itself](#l-2--lamp-is-dark-open).\n",
    );
    let shown = tree.run_with("set L-2 --yes", &["status=fixed"]);
    let text = tree.read("gap-register.md");
    assert!(text.to_lowercase().contains("### l-2 — lamp is dark (fixed)"), "{shown}\n{text}");
    assert_eq!(text.matches("(#l-2--lamp-is-dark-fixed)").count(), 3, "{text}");
    assert!(text.contains("(#l-1--door-sticks-open)"), "{text}");
}

#[test]
fn a_new_field_of_an_item_has_the_form_of_the_others() {
    let tree = Tree::with(
        "# Kiosk gaps\n\n- **Printer jams**\n  - state: open\n  - owner: Ann\n\
         - **Screen is dim**\n  - state: open\n",
    );
    let shown = tree.run_with("set", &["Screen is dim", "owner=Ben", "--yes"]);
    let text = tree.read("gap-register.md");
    assert!(
        text.ends_with("- **Screen is dim**\n  - state: open\n  - owner: Ben\n"),
        "{shown}{text}"
    );
}

#[test]
fn a_title_is_named_as_it_is_listed() {
    let tree = Tree::with(
        "# Kiosk gaps\n\n- [ ] merge of carts. KEEP OFF. (@jo) until the move\n\
         - [ ] prices round down (@al)\n- [x] labels are cut (@jo)\n",
    );
    let listed = tree.run("list");
    let row = listed.lines().find(|line| line.contains("KEEP OFF")).unwrap();
    let title = row[row.find("merge").unwrap()..].trim();
    let shown = tree.run_with("set --diff", &[title, "status=fixed"]);
    assert!(shown.starts_with("exit 0") || shown.starts_with("exit 1"), "{title}: {shown}");
    let shown = tree.run_with("set --diff", &[title, "owner=@al"]);
    assert!(shown.contains("+- [ ] merge of carts. KEEP OFF. (@al) until the move"), "{shown}");
}
