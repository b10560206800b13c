//! What `adopt` keeps of foreign registers: every state, level and title, also when it reads its own
//! output.

use crate::common::tree::Tree;

/// The title and the state of each entry of a file.
fn told(tree: &Tree, path: &str) -> Vec<(String, String)> {
    let output = tree.output(&format!("list --format json {path}"));
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text =
        |entry: &serde_json::Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let entries = list["registers"][0]["entries"].as_array().unwrap();
    entries.iter().map(|entry| (text(entry, "title"), text(entry, "status_text"))).collect()
}

/// A register adopted, and adopted again: both say the same, and `lint` finds no error.
fn adopted(text: &str) -> Tree {
    let tree = Tree::new().put("old.md", text);
    assert_eq!(tree.code("adopt old.md --output one.md"), 0);
    assert_eq!(tree.code("adopt one.md --output two.md"), 0);
    assert_eq!(told(&tree, "one.md"), told(&tree, "two.md"));
    assert_eq!(tree.code("lint one.md"), 0, "{}\n{}", tree.read("one.md"), tree.run("lint one.md"));
    tree
}

#[test]
fn states_that_no_flow_knows_are_stated_in_the_result() {
    let tree = adopted(
        "# Risks of the ferry desk\n\n| ID | Risk | Status |\n|---|---|---|\n\
         | R-1 | Tickets lose their seat | Watching |\n\
         | R-2 | Timetable shows old piers | Handed to the yard (May) |\n\
         | R-3 | Refunds need two calls | Open |\n",
    );
    let states: Vec<String> = told(&tree, "one.md").into_iter().map(|(_, state)| state).collect();
    assert_eq!(states[0], "Watching");
    assert!(tree.read("one.md").contains("**Watching**"), "{}", tree.read("one.md"));
    assert!(tree.read("one.md").contains("Handed to the yard (May)"), "{}", tree.read("one.md"));
    assert!(!states.iter().any(|state| state == "TBD"), "{states:?}");
}

#[test]
fn levels_and_states_before_a_title_become_fields() {
    let tree = adopted(
        "# Known issues of the ferry desk\n\n## P0: Tickets lose their seat\n\nTravellers stand.\n\n\
         ## P1: Crew / desk shifts overlap\n\nTwo people come.\n\n## P2: Refunds need two calls\n\n\
         The desk phones twice.\n",
    );
    let titles: Vec<String> = told(&tree, "one.md").into_iter().map(|(title, _)| title).collect();
    assert_eq!(
        titles,
        ["Tickets lose their seat", "Crew / desk shifts overlap", "Refunds need two calls"]
    );
    let list = tree.run("list one.md");
    assert!(["P0", "P1", "P2"].iter().all(|level| list.contains(level)), "{list}");
}

#[test]
fn the_text_around_a_level_and_a_state_stays() {
    let text = "# Feribot masası eksikleri\n\n## 1. Biletler koltuğunu kaybediyor\n\n\
                **Şiddet:** Yüksek — her gün\nve her iskelede\n**Durum:** İzleniyor\n\n\
                ## 2. Tarife eski iskeleleri gösteriyor\n\n**Şiddet:** Düşük\n**Durum:** Açık\n";
    let tree = adopted(text);
    let one = tree.read("one.md");
    assert!(one.contains("her gün\nve her iskelede"), "{one}");
    let list = tree.run("list --format json one.md");
    assert!(list.contains("\"severity\": \"High\""), "{list}");
    assert!(list.contains("\"status_text\": \"İzleniyor\""), "{list}");
}

#[test]
fn what_follows_a_field_on_its_line_stays() {
    let shapes = [
        "- **Ramp {} is stuck** — the motor hums. Owner: Yard. Grease it first.\n",
        "- **Ramp {} is stuck.** Owner: Yard. Berth YD-{} only.\n",
        "- **OPEN** — *Ramp {}* is stuck. Owner: Yard. Since the storm.\n",
        "1. **YD-{}** — Ramp {} is stuck. Owner: Yard. On rainy days only.\n",
        "**YD-{} — Ramp {} is stuck**\nPriority: High. Owner: Yard. Status: open. Call the mate.\n\
         Lorries wait.\n\n",
    ];
    let words =
        ["Grease it first", "Berth YD-2 only", "Since the storm", "On rainy days", "Call the mate"];
    for (shape, words) in shapes.iter().zip(words) {
        let entries: String = (1..5).map(|at| shape.replace("{}", &at.to_string())).collect();
        let tree = Tree::new().put("old.md", format!("# Backend gaps of the yard\n\n{entries}"));
        assert_eq!(tree.code("adopt --write old.md"), 0, "{}", tree.run("adopt --write old.md"));
        let new = tree.read("old.md");
        assert!(new.contains(words), "{words}: {new}");
        assert_eq!(new.matches("**Owner:** Yard\n").count(), 4, "{new}");
    }
}

#[test]
fn a_state_without_evidence_is_written_alike_in_tables_and_lists() {
    for (row, shape) in
        [("| {} | {} |\n", "| Field | Value |\n|---|---|\n"), ("- **{}:** {}\n", "")]
    {
        let field =
            |label: &str, value: &str| row.replacen("{}", label, 1).replacen("{}", value, 1);
        let entry = |at: usize, state: &str| {
            let fields = [
                ("Title", "Lamp is dim"),
                ("Status", state),
                ("Priority", "P2"),
                ("Owner", "Crew"),
            ];
            let fields = fields.map(|(label, value)| field(label, value)).concat();
            format!("## LP-{at}\n\n{shape}{fields}\n")
        };
        let text = [entry(1, "Open"), entry(2, "Archived"), entry(3, "Closed")].concat();
        let tree = adopted(&format!("# Gap register of the pier\n\n{text}"));
        let states = told(&tree, "one.md").into_iter().map(|(_, state)| state);
        assert_eq!(
            states.collect::<Vec<_>>(),
            ["Open", "Fixed", "Fixed"],
            "{}",
            tree.read("one.md")
        );
    }
}

#[test]
fn a_declared_register_is_adopted_as_declared() {
    let text = "# Notes\n\n## Small things\n\n- The horn is quiet.\n- The lamp is dim.\n\n## Thanks\n\n- To Mara.\n- To Ilse.\n";
    let read = "read: [{ files: notes.md, entries: [{ items: { under: Small things } }] }]\n";
    let tree = Tree::new().put("notes.md", text).put("gapreg.yaml", read);
    assert_eq!(tree.code("adopt notes.md --output gap-register.md"), 0);
    let titles: Vec<String> =
        told(&tree, "gap-register.md").into_iter().map(|(title, _)| title).collect();
    assert_eq!(titles, ["The horn is quiet", "The lamp is dim"]);
    let said = tree.run("adopt --write notes.md");
    assert!(said.contains("declares the old form of `notes.md`: take that out"), "{said}");
}

#[test]
fn a_sentence_before_the_entries_stays_as_it_is() {
    let text = "# Gaps of the harbour\n\nLast updated: each time a ship leaves. Ask Mara first.\n\n\
                | ID | Gap | Status |\n|---|---|---|\n| H-1 | The crane list is empty | Open |\n";
    let tree = Tree::new().put("old.md", text);
    let new = tree.run("adopt old.md");
    assert!(new.contains("\nLast updated: each time a ship leaves. Ask Mara first.\n"), "{new}");
}

#[test]
fn a_slip_is_no_state_of_the_result() {
    let text = "# Limandaki eksikler\n\n| No | Eksik | Durum |\n|---|---|---|\n\
                | L-1 | Vinç listesi boş | Açık |\n| L-2 | Harita eski | acik |\n\
                | L-3 | Saatler yanlış | Kaptanda |\n| L-4 | Renkler soluk | İptal |\n";
    let tree = Tree::new().put("docs/tr/old.md", text);
    let new = tree.run("adopt docs/tr/old.md");
    // The flow is in the language of the register, the states beside it in its own words.
    let flow = "- **Durum akışı:** Açık → Devam Ediyor → Düzeltildi → Doğrulandı (veya **Kaptanda**, **İptal**)\n";
    assert!(new.contains(flow), "{new}");
    assert!(new.contains("- **Durum:** acik\n"), "{new}");
}

#[test]
fn a_flow_in_prose_gets_no_second_one() {
    let card = |id: usize, state: &str| {
        format!("### C-{id} · Card {id}\n\n* **State**: {state}\n* **Urgency**: U{id}\n\n")
    };
    let text = format!(
        "# Cards\n\nA card goes **Seen → Accepted → Live**, or **Declined** at any time.\n\n## Gaps\n\n{}{}{}",
        card(1, "Accepted"),
        card(2, "Live"),
        card(3, "Declined")
    );
    let tree = Tree::new().put("cards.md", text);
    let new = tree.run("adopt cards.md");
    assert!(!new.contains("Status flow"), "{new}");
    // A level that today's form cannot hold keeps the word that it has.
    assert!(new.contains("* **Source Urgency**: U1\n"), "{new}");
}

#[test]
fn an_entry_that_would_be_read_otherwise_stays() {
    let entry = |number: usize, state: &str| {
        format!(
            "## {number}. Gate {number} is shut\n\nStatus: {state}\nPriority: Major\nAssignee: crane-team\n\
             Pilot: Ann\nSighted: Feb 3, 2026\nLamp: red\n\nIt is dark.\n\n"
        )
    };
    let text = format!("# Harbour / gaps\n\n{}{}", entry(1, "Open"), entry(2, "Done"));
    let tree = Tree::new().put("old.md", &text);
    let new = tree.run("adopt old.md");
    assert!(!new.contains("Source Assignee") && !new.contains("Source owner"), "{new}");
    assert!(!new.contains("\nStatus: TBD") && !new.contains("Owner: TBD"), "{new}");
    for line in text.lines().filter(|line| !line.starts_with("Priority")) {
        assert!(new.contains(line.trim_start_matches(['#', ' '])), "{line}\n{new}");
    }
}

#[test]
fn a_translation_gets_its_fields_in_the_order_of_the_source() {
    let english = "# Gaps\n\n## D-1: The till is slow\n\n- Status: Open\n- Owner: Ann\n- Opened: 2026-02-01\n\n\
                   ## D-2: The lamp is out\n\n- Status: Open\n- Owner: Bob\n- Opened: 2026-02-02\n";
    let turkish = "# Eksikler\n\n## D-1: Kasa yavaş\n\n- Durum: Açık\n- Sorumlu: Ann\n\n\
                   ## D-2: Lamba yanmıyor\n\n- Durum: Açık\n- Sorumlu: Bob\n";
    let tree = Tree::new().put("gaps.md", english).put("gaps.tr.md", turkish);
    assert_eq!(tree.code("adopt --write gaps.md"), 0);
    let found = tree.run("mirror gaps.md --output-format concise");
    assert!(!found.contains("mirror-field"), "{found}\n{}", tree.read("gaps.tr.md"));
}

#[test]
fn a_gap_that_is_called_verified_stays_so() {
    let text = "# Known gaps\n\n| ID | Gap | Status | Owner |\n|---|---|---|---|\n\
                | S-1 | Slip is blank | open | Mia |\n| S-2 | Fine is doubled | verified | Mia |\n\
                | S-3 | Hold is lost | Verified (2.1) | Jo |\n| S-4 | Card is torn | closed | Jo |\n";
    let tree = Tree::with(text);
    tree.run("adopt gap-register.md --write");
    let text = tree.read("gap-register.md");
    assert_eq!(text.matches("**Status:** Verified").count(), 2, "{text}");
    assert_eq!(text.matches("**Status:** Fixed").count(), 1, "{text}");
}

#[test]
fn a_register_of_which_a_part_would_stay_is_left_alone_unless_that_is_forced() {
    let text = "# Offene Punkte\n\n| Nr. | Was fehlt | Zustand | Zuständig |\n|---|---|---|---|\n\
                | OP-01 | Der Versand hängt | offen | @ada |\n| OP-02 | Das Lager ist leer | verworfen | – |\n\n\
                ## OP-01 – Versand\n\nSeite: Lager\nMaske: `M4`\n\nEs wird nichts verschickt.\n\n\
                ## OP-02 – Lager\n\nDas Lager bleibt leer.\n";
    let tree = Tree::new().put("docs/de/gap-register.md", text);
    let printed = tree.run("adopt docs/de/gap-register.md --write");
    assert!(printed.starts_with("exit 1"), "{printed}");
    assert!(
        printed.contains(
            "nothing is written, as a part would stay as it is: `--force` converts the others"
        ),
        "{printed}"
    );
    assert_eq!(tree.read("docs/de/gap-register.md"), text);
    tree.run("adopt docs/de/gap-register.md --write --force");
    let new = tree.read("docs/de/gap-register.md");
    assert!(new.contains(":** verworfen — Noch festzulegen\n"), "{new}");
}

#[test]
fn closed_rows_go_below_no_heading_of_open_gaps() {
    let text = "# Gaps\n\n## G-01: The lamp is dark\n\n- Status: Open\n- Owner: Ada\n\n## Rest\n\n\
                | ID | Gap | Status |\n|---|---|---|\n| G-02 | The door is shut | Closed |\n";
    let tree = Tree::with(text);
    let printed = tree.run("adopt gap-register.md");
    assert!(printed.contains("## Gaps\n") && !printed.contains("## Open gaps"), "{printed}");
}

#[test]
fn a_day_keeps_the_remark_behind_it() {
    let entry = |id: usize, seen: &str| {
        format!(
            "### R-{id} – Door {id}\n\n**Status:** Open  \n**Reported:** {seen}\n\nText {id}.\n\n"
        )
    };
    let text =
        format!("# Known gaps\n\n{}{}", entry(1, "3 Jan 2026 (by Omar)"), entry(2, "4 Jan 2026"));
    let printed = Tree::with(text).run("adopt gap-register.md");
    assert!(printed.contains(":** 2026-01-03 (by Omar)  \n"), "{printed}");
    assert!(printed.contains(":** 2026-01-04  \n") && !printed.contains("Source Rep"), "{printed}");
}

#[test]
fn no_state_keeps_its_sign() {
    let entry = |id: usize, state: &str| {
        format!(
            "### R-{id} – Door {id}\n\n**Status:** {state}  \n**Owner:** @ivo\n\nText {id}.\n\n"
        )
    };
    let states = ["🔴 Open", "✅ Fixed (v2, 9 Jan 2026)", "⏸️ On hold (legal)"];
    let sections: String = (1..).zip(states).map(|(id, state)| entry(id, state)).collect();
    let printed = Tree::with(format!("# Known gaps\n\n{sections}")).run("adopt gap-register.md");
    for state in ["Open", "Fixed (v2, 9 Jan 2026)", "On hold (legal)"] {
        assert!(printed.contains(&format!("**Status:** {state}  \n")), "{state}: {printed}");
    }
}
