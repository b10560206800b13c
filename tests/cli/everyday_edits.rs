//! Edits as people make them every day, in registers of many shapes: the text says the new value once, and
//! keeps all else.

use crate::common::tree::Tree;

/// What `set` makes of a register; what it says, where it writes nothing.
fn set(text: &str, id: &str, value: &str) -> String {
    let tree = Tree::with(text);
    let said = tree.run_with("set --yes", &[id, value]);
    if said.starts_with("exit 0") { tree.read("gap-register.md") } else { said }
}

#[test]
fn a_state_that_is_not_read_gets_no_second_one_beside_it() {
    for item in [
        "- **S-1** *open* Seats are lost (Ada)",
        "- S-1: Seats are lost, open",
        "- S-1: Seats are lost\n  - open",
        "- S-1: Seats are lost (mothballed)",
    ] {
        let text = format!("# Gaps\n\n{item}\n- S-2: Lamps are dark (fixed)\n");
        let said = set(&text, "S-1", "status=Fixed");
        assert!(said.starts_with("exit 2"), "{said}");
        assert!(said.contains("may be its Status, and is not read as that"), "{said}");
    }
}

#[test]
fn a_state_in_brackets_or_parentheses_is_replaced_there() {
    for (item, written) in [
        ("- S-1: Seats are lost [open]", "- S-1: Seats are lost [fixed]"),
        ("- S-1: Seats are lost (shelved)", "- S-1: Seats are lost (fixed)"),
    ] {
        let tree = Tree::with(format!("# Gaps\n\n{item}\n- S-2: Lamps are dark (fixed)\n"));
        let said = tree.run_with("set S-1", &["status=Fixed"]);
        assert!(tree.read("gap-register.md").contains(written), "{said}");
    }
}

#[test]
fn a_label_without_a_colon_gets_no_second_one_below_it() {
    let text = "# Gaps\n\n- **S-1: Seats are lost** — owner Ada, due 2026-03-01\n- **S-2: Lamps are dark** — owner Bob\n";
    assert_eq!(set(text, "S-1", "owner=Eve"), text.replace("Ada", "Eve"));
}

#[test]
fn a_table_of_other_entries_gets_no_row() {
    let entry = |id: &str| {
        format!(
            "\n### {id}: Lamps are dark\n\n- **Status:** Open\n- **Owner:** Ada\n- **Priority:** P1\n"
        )
    };
    let text = format!(
        "# Gaps\n\n| Nr | Gap | Status |\n|---|---|---|\n| S-1 | Seats are lost | Open |\n{}{}",
        entry("S-5"),
        entry("S-6")
    );
    assert_eq!(
        set(&text, "S-6", "owner=Eve"),
        text.clone().replacen("Ada", "Eve", 2).replacen("Eve", "Ada", 1)
    );
}

#[test]
fn wide_signs_set_values_apart_as_others_do() {
    let text = "# Gaps\n\n- **S-1** ログインできない（状態：対応中、担当：花子）\n- **S-2** 出力できない（未対応）\n";
    assert_eq!(set(text, "S-1", "status=対応済み"), text.replace("対応中", "対応済み"));
    assert_eq!(set(text, "S-1", "owner=太郎"), text.replace("花子", "太郎"));
    assert_eq!(set(text, "S-2", "status=対応中"), text.replace("未対応", "対応中"));
}

#[test]
fn an_entry_without_an_id_is_named_by_its_title() {
    let text = "# Gaps\n\n- Seats are lost — open\n- Lamps are dark — open\n- Bells ring — fixed\n";
    let closed = text.replacen("open", "fixed", 1);
    assert_eq!(set(text, "seats are  lost", "status=Fixed"), closed);
    let table = "# Gaps\n\n| Gap | Status | Owner |\n|---|---|---|\n| Seats are lost | Open | Ada |\n\
                 | Lamps are dark | Open | Bob |\n";
    assert_eq!(set(table, "Lamps are dark", "owner=Eve"), table.replace("Bob", "Eve"));
    let said = set(table, "Lamps are", "owner=Eve");
    assert!(said.contains("write the whole title of one"), "{said}");
    let said =
        set(&table.replace("Lamps are dark", "Seats are lost"), "Seats are lost", "owner=Eve");
    assert!(said.starts_with("exit 2"), "{said}");
    assert!(said.contains("gap-register.md:5: ") && said.contains("gap-register.md:6: "), "{said}");
    for command in ["show", "handoff"] {
        let said = Tree::with(table).run_with(command, &["Seats are lost"]);
        assert!(said.starts_with("exit 0"), "{said}");
        for twice in ["Seats are lost  Seats", "Seats are lost: Seats"] {
            assert!(!said.contains(twice), "{said}");
        }
    }
}

#[test]
fn a_title_names_the_translation_of_its_entry_as_well() {
    let register = |title: &str, words: [&str; 4]| {
        let [first, second, label, state] = words;
        format!(
            "# {title}\n\n## {first}\n\n- **{label}:** {state}\n- **Endpoint:** `GET /a`\n\n\
                 ## {second}\n\n- **{label}:** {state}\n- **Endpoint:** `GET /b`\n"
        )
    };
    let tree = Tree::new()
        .put(
            "gap-register.md",
            register("Gaps", ["Seats are lost", "Lamps are dark", "Status", "Open"]),
        )
        .put(
            "gap-register.tr.md",
            register("Eksikler", ["Koltuklar kayıp", "Lambalar sönük", "Durum", "Açık"]),
        );
    assert!(tree.run_with("set --yes", &["koltuklar kayıp", "status=Fixed"]).starts_with("exit 0"));
    assert_eq!(tree.read("gap-register.md").matches("Fixed").count(), 1);
    assert_eq!(tree.read("gap-register.tr.md").matches("Düzeltildi").count(), 1);
}

#[test]
fn an_entry_that_is_reopened_is_no_longer_struck_out() {
    let set = |item: &str, others: &str, state: &str| {
        let text = format!("# Gaps\n\n{item}\n{others}");
        let new = set(&text, "S-3", &format!("status={state}"));
        new.strip_prefix("# Gaps\n\n")
            .and_then(|it| it.strip_suffix(others))
            .map_or(new.clone(), str::to_owned)
    };
    for (item, new) in [
        ("- ~~**S-3** Seats are lost~~ (Ada)", "- **S-3** Seats are lost (Ada)"),
        ("- ~~**S-3** Seats are lost~~ (ADA)", "- **S-3** Seats are lost (ADA)"),
        ("- ~~S-3 Seats are lost~~ (Ada)", "- S-3 Seats are lost (Ada)"),
        ("- ~~**S-3** Seats are lost~~ Fixed by Ada", "- **S-3** Seats are lost — Open"),
        ("- ~~**S-3** Seats are lost~~ fixed (Ada)", "- **S-3** Seats are lost — open (Ada)"),
        ("- [x] ~~**S-3** Seats are lost~~ (Ada)", "- [ ] **S-3** Seats are lost (Ada)"),
        ("- ~~**S-3: Seats are lost.**~~ Fixed in v3.1.", "- **S-3: Seats are lost.** Open."),
    ] {
        assert_eq!(
            set(item, "- **S-4** Lamps are dark (Bob)\n", "Open"),
            format!("{new}\n"),
            "{item}"
        );
    }
    // Another open state has a line of its own, where nothing else says one.
    let item = "- ~~**S-3** Seats are lost~~ (Ada)";
    let new = "- **S-3** Seats are lost (Ada)\n  - **Status:** In Progress\n";
    assert_eq!(set(item, "- **S-4** Lamps are dark (Bob)\n", "In Progress"), new);
}

#[test]
fn a_state_in_the_language_of_its_entry_stays_in_it() {
    let text = "# Deuda conocida\n\n**S-1 · Se pierden asientos**\nEstado: en curso — Responsable: Ana\n\n\
        **S-2 · Le bouton ne fait rien**\nStatut : à faire — Responsable : Zoé\n\n\
        **S-3 · Faltan recibos**\nEstado: abierto — Responsable: Ana\n";
    assert!(set(text, "S-2", "status=en cours").contains("Statut : en cours — Responsable : Zoé"));
    assert!(
        set(text, "S-3", "status=in progress")
            .contains("Estado: en curso — Responsable: Ana\n\n**S-2")
    );
}

#[test]
fn a_field_that_an_entry_has_twice_is_not_set() {
    let text = "# Gaps\n\n### 1.1 Desk → Seats are lost\n\n- **ID:** S-1\n- **Status:** Open\n- **Owner:** Ada\n\
        - **Status (vendor):** Fixed\n- **Status:** Fixed\n";
    let said = set(text, "S-1", "status=In Progress");
    assert!(
        said.starts_with("exit 2") && said.contains("`Status` is twice in this entry"),
        "{said}"
    );
    let once = text.replace("- **Status:** Fixed\n", "");
    let new = once.replace("Status:** Open", "Status:** In Progress");
    assert_eq!(set(&once, "S-1", "status=In Progress"), new);
}

#[test]
fn an_entry_that_stays_below_the_heading_of_its_old_state_is_named() {
    for (text, id, heading) in [
        (
            "# Deuda\n\n## Abiertos\n\n**S-1 · Se pierden asientos**\nEstado: en curso — Responsable: Ana\n\n\
             **S-2 · Faltan recibos**\nEstado: abierto — Responsable: Ana\n\n## Cerrados\n\n\
             **S-3 · Se borra la caja**\nEstado: verificado — Responsable: Ana\n",
            "S-1",
            "Abiertos",
        ),
        (
            "# Gaps\n\n- Status flow: **Open → Fixed → Verified**\n\n## Open\n\n### 1.1 Desk → Seats are lost\n\n\
             - **ID:** G-001\n- **Status:** Fixed\n- **Owner:** Ada\n\n### 1.2 Desk → Lamps are dark\n\n\
             - **ID:** G-002\n- **Status:** Open\n- **Owner:** Ada\n",
            "G-001",
            "Open",
        ),
    ] {
        let said = Tree::with(text).run_with("set --yes --force", &[id, "status=Verified"]);
        assert!(said.contains(&format!("it stays below the heading `{heading}`")), "{said}");
    }
}

#[test]
fn a_box_and_the_words_behind_its_item_say_the_same_afterwards() {
    for (item, state, new) in [
        (
            "- [~] **S-3** Seats are lost — Ada (in progress)",
            "Fixed",
            "- [x] **S-3** Seats are lost — Ada (fixed)",
        ),
        ("- [x] **S-3** Seats are lost — fixed", "Open", "- [ ] **S-3** Seats are lost — open"),
        ("- [x] **S-3** Seats are lost — wontfix", "Fixed", "- [x] **S-3** Seats are lost — fixed"),
        (
            "- [~] **S-3** Seats are lost (in progress)",
            "Open",
            "- [ ] **S-3** Seats are lost (open)",
        ),
        (
            "- [x] ~~**S-3** Seats are lost~~ dupe of S-4",
            "Open",
            "- [ ] **S-3** Seats are lost — open",
        ),
    ] {
        let text = format!("# Gaps\n\n{item}\n- [ ] **S-4** Lamps are dark — Bob\n");
        let new = text.replace(item, new);
        assert_eq!(set(&text, "S-3", &format!("status={state}")), new, "{item}");
    }
}

#[test]
fn a_row_and_a_heading_that_are_reopened_are_no_longer_struck_out() {
    let table = "# Gaps\n\n| ID | Gap | Owner | Status |\n|---|---|---|---|\n\
                 | ~~S-3~~ | ~~Seats are lost~~ (v2) | ~~Ada~~ | Fixed |\n| S-4 | Lamps are dark | Bob | Open |\n";
    let row = "| S-3 | Seats are lost (v2) | Ada | Open |\n";
    assert!(set(table, "S-3", "status=Open").contains(row));
    let heading = "# Gaps\n\n### ~~S-3 Seats are lost~~ RESOLVED\n\n- **Status:** Fixed\n- **Owner:** Ada\n\n\
                   ### S-4 Lamps are dark\n\n- **Status:** Open\n- **Owner:** Bob\n";
    let new = heading
        .replace("~~S-3 Seats are lost~~ RESOLVED", "S-3 Seats are lost")
        .replace("Fixed", "Open");
    assert_eq!(set(heading, "S-3", "status=Open"), new);
}

/// What `new` makes of a register; what it says, where it writes nothing.
fn new(text: &str, more: &[&str]) -> String {
    let tree = Tree::with(text);
    let said = tree.run_with("new --yes", more);
    if said.starts_with("exit 0") { tree.read("gap-register.md") } else { said }
}

#[test]
fn a_new_entry_gets_no_priority_from_the_heading_above_it() {
    let text = "# Gaps\n\n## P0\n\n- **S-1** Seats are lost\n\n## P2\n\n- **S-2** Lamps are dark\n";
    let said = new(text, &["Bells ring"]);
    assert!(said.starts_with("exit 2") && said.contains("(`priority=P0`)"), "{said}");
    let said = new(text, &["Bells ring", "--priority", "P1"]);
    assert!(said.starts_with("exit 2"), "{said}");
    let low = text.replace("dark\n", "dark\n- **S-3** Bells ring\n");
    assert_eq!(new(text, &["Bells ring", "--priority", "P2"]), low);
    // Levels may be called so or so.
    let levels = |text: &str| text.replace("P0", "High").replace("P2", "Low");
    for option in ["--priority", "--severity"] {
        assert_eq!(new(&levels(text), &["Bells ring", option, "low"]), levels(&low));
    }
    let table = |id: &str, gap: &str| format!("| ID | Gap |\n|---|---|\n| {id} | {gap} |\n");
    let text = |more: &str| {
        format!(
            "# Gaps\n\n## P0\n\n{}{more}\n## P2\n\n{}",
            table("S-1", "Seats"),
            table("S-2", "Lamps")
        )
    };
    let added = new(&text(""), &["Bells ring", "--priority", "P0"]);
    assert_eq!(added, text("| S-3 | Bells ring |\n"));
}

#[test]
fn a_new_entry_is_below_what_is_open_and_not_below_what_is_begun() {
    let text = "# Gaps\n\n## Open\n\n- **S-1** Seats are lost\n\n## In progress\n\n- **S-2** Lamps are dark\n";
    assert_eq!(new(text, &["Bells ring"]), text.replace("lost\n", "lost\n- **S-3** Bells ring\n"));
    let begun = text.replace("dark\n", "dark\n- **S-3** Bells ring\n");
    assert_eq!(new(text, &["Bells ring", "status=In Progress"]), begun);
    let said = new(&text.replace("## Open", "## Done"), &["Bells ring"]);
    assert!(said.contains("says its Status, Done and In progress"), "{said}");
}

#[test]
fn a_new_entry_has_the_name_of_the_first_state_where_entries_have_it() {
    let table = |states: &[&str]| {
        let rows = (1..)
            .zip(states)
            .map(|(id, state)| format!("| S-{id} | Koltuk {id} yok | {state} |\n"));
        format!("# Eksikler\n\n| ID | Eksik | Durum |\n|---|---|---|\n{}", rows.collect::<String>())
    };
    for (states, word) in [
        (["Beklemede", "Açık", "Beklemede"], "Açık"),
        (["Açık", "Beklemede", "Düzeltildi"], "Açık"),
        (["Bekliyor", "Bekliyor", "Düzeltildi"], "Bekliyor"),
    ] {
        let text = table(&states);
        assert_eq!(new(&text, &["Lamba sönük"]), format!("{text}| S-4 | Lamba sönük | {word} |\n"));
    }
}

#[test]
fn a_japanese_register_without_kana_is_adopted_in_japanese() {
    let text = "# 一覧\n\n| 番号 | 問題 | 状態 |\n|---|---|---|\n| S-1 | 座席喪失 | 完了 |\n| S-2 | 照明故障 | 未着手 |\n";
    let adopted = Tree::with(text).run("adopt gap-register.md");
    assert!(adopted.contains("## トリアージ概要"), "{adopted}");
    assert!(adopted.contains("- **ステータス:** 未着手"), "{adopted}");
}

#[test]
fn entries_below_a_heading_for_what_is_to_be_done_are_open() {
    let text =
        "# Gaps\n\n## Todo\n\n- **S-1** Seats are lost\n\n## Done\n\n- **S-2** Lamps are dark\n";
    let adopted = Tree::with(text).run("adopt gap-register.md");
    assert_eq!(adopted.matches("- **Status:** Open").count(), 1, "{adopted}");
    assert!(!adopted.contains("- **Status:** TBD"), "{adopted}");
}

#[test]
fn a_word_that_another_entry_has_for_its_state_is_set_and_named() {
    let table = |states: [&str; 3]| {
        let rows = (1..)
            .zip(states)
            .map(|(id, state)| format!("| S-{id} | Seat {id} is lost | {state} |\n"));
        format!("# Gaps\n\n| ID | Gap | Status |\n|---|---|---|\n{}", rows.collect::<String>())
    };
    let text = table(["Open", "On the bench (v2)", "Fixed"]);
    let tree = Tree::with(&text);
    let said = tree.run_with("set S-1 --yes", &["status=on the bench"]);
    assert!(said.contains("note: S-1: `On the bench` is a word of this register"), "{said}");
    assert_eq!(tree.read("gap-register.md"), table(["On the bench", "On the bench (v2)", "Fixed"]));
    assert_eq!(tree.code("lint --select unknown-status"), 0);
    // A slip of another one is none.
    let said = set(&table(["Open", "Opne", "Fixed"]), "S-1", "status=Opne");
    assert!(said.contains("did you mean `Open`?"), "{said}");
    // Where the register states its flow, the word is declared first.
    let flow = "# Gaps\n\n**Status flow:** Open → Fixed\n";
    let said = set(&text.replace("# Gaps\n", flow), "S-1", "status=On the bench (v2)");
    assert!(said.contains("declare it: `states: [On the bench (v2)]`"), "{said}");
}

/// A register and its Turkish translation, with a status and an owner.
fn two_languages(own: [&str; 2], theirs: [&str; 2]) -> Tree {
    let entry = |title: &str, labels: [&str; 2], values: [&str; 2]| {
        let each =
            labels.iter().zip(values).map(|(label, value)| format!("- **{label}:** {value}\n"));
        format!(
            "# {title}\n\n## S-1: A\n\n{}\n## S-2: B\n\n- **{}:** {}\n",
            each.collect::<String>(),
            labels[0],
            values[0]
        )
    };
    Tree::new()
        .put("gap-register.md", entry("Gaps", ["Status", "Owner"], own))
        .put("gap-register.tr.md", entry("Eksikler", ["Durum", "Sorumlu"], theirs))
}

#[test]
fn a_remark_goes_into_no_translation_as_it_is() {
    let tree = two_languages(["Fixed", "Ada"], ["Düzeltildi", "Ada"]);
    let said = tree.run_with("set S-1 --yes --force", &["status=Open (waits for the glass)"]);
    assert!(
        said.contains("note: S-1: `(waits for the glass)` is left out in `gap-register.tr.md`"),
        "{said}"
    );
    assert!(tree.read("gap-register.tr.md").contains("- **Durum:** Açık\n"));
    // A name and a number are the same in each language.
    let tree = two_languages(["Fixed", "Ada"], ["Düzeltildi", "Ada"]);
    assert_eq!(
        tree.run_with("set S-1 --yes --force", &["status=Open (Bob, #12)"]).lines().next(),
        Some("exit 0")
    );
    assert!(tree.read("gap-register.tr.md").contains("- **Durum:** Açık (Bob, #12)\n"));
    let tree =
        two_languages(["Open (waits for the glass)", "Ada (not yet told)"], ["Düzeltildi", "Bob"]);
    let said = tree.run("mirror");
    assert!(said.contains("`(not yet told)` is not copied: it is to be translated"), "{said}");
    tree.run("mirror --fix");
    let text = tree.read("gap-register.tr.md");
    assert!(text.contains("- **Durum:** Açık\n- **Sorumlu:** Ada\n"), "{text}");
}

#[test]
fn the_first_row_is_added_in_front_of_the_others() {
    let table = |title: &str, head: &str, rows: &[&str]| {
        let rows = rows.iter().map(|row| format!("| {row} |\n"));
        let rows = rows.collect::<Vec<String>>().concat();
        format!("# {title}\n\n| {head} |\n|---|---|---|\n{rows}")
    };
    let tree = Tree::new()
        .put(
            "gap-register.md",
            table(
                "Gaps",
                "ID | Gap | Status",
                &["S-1 | A | Open", "S-2 | B | Open", "S-3 | C | Open"],
            ),
        )
        .put(
            "gap-register.tr.md",
            table("Eksikler", "ID | Eksik | Durum", &["S-2 | B | Açık", "S-3 | C | Açık"]),
        );
    tree.run("mirror --stub");
    let rows = ["S-1 | A <!-- gapreg:untranslated --> | Açık", "S-2 | B | Açık", "S-3 | C | Açık"];
    assert_eq!(tree.read("gap-register.tr.md"), table("Eksikler", "ID | Eksik | Durum", &rows));
}

#[test]
fn a_struck_row_has_the_state_that_its_struck_cell_closes_it_with() {
    let table = |row: &str| {
        format!(
            "# Gaps\n\n| ID | Gap | Status |\n|---|---|---|\n{row}\n| S-2 | Lamps are dark | Open |\n"
        )
    };
    let text = table("| ~~S-1~~ | ~~Seats are lost~~ | ~~Won't fix~~ |");
    let adopted = Tree::with(&text).run("adopt gap-register.md");
    assert!(adopted.contains("- **Status:** Won't fix"), "{adopted}");
    assert!(!adopted.contains("Source gap"), "{adopted}");
    assert_eq!(set(&text, "S-1", "status=Open"), table("| S-1 | Seats are lost | Open |"));
}

#[test]
fn a_paragraph_of_a_new_entry_continues_no_item() {
    let entry = |at: usize| {
        format!(
            "## HS-{at} Title {at}\n\n- **Status:** open\n- **Owner:** Mia\n\nText.\n\n**Workaround:** call us.\n\n"
        )
    };
    let text = format!("# Known gaps\n\n{}{}{}", entry(1), entry(2), entry(3));
    let tree = Tree::with(&text);
    tree.run("new Photo --owner Ann --workaround None. gap-register.md --yes");
    let written = tree.read("gap-register.md");
    assert!(written.contains("- **Owner:** Ann\n\n**Workaround:** None.\n"), "{written}");
}

#[test]
fn a_new_item_has_its_owner_in_the_line_where_others_have_theirs() {
    let text =
        "# Known gaps\n\n- **QL-3: Flicker.** Owner: Luis.\n- **QL-4: No shortcut.** Owner: Ann.\n";
    let tree = Tree::with(text);
    tree.run("new Bell --owner Priya gap-register.md --yes");
    let written = tree.read("gap-register.md");
    assert_eq!(written, format!("{text}- **QL-5: Bell.** Owner: Priya.\n"));
}

#[test]
fn a_box_takes_no_word_that_another_item_has_below_it() {
    let text = "# Known gaps\n\n- [ ] TP-1: No paging (owner: @ravi)\n- [x] TP-2: Wrong zone (owner: @sam)\n\
                * TP-7 - Restore is not tested (owner: @lucia)\n  - **Status:** done\n";
    let written = text.replace("[ ] TP-1", "[x] TP-1");
    assert_eq!(set(text, "TP-1", "status=done"), written);
}

#[test]
fn a_column_is_found_by_its_header_whatever_key_its_cells_show() {
    let text = "# Known gaps\n\n| ID | Gap | Status | Target |\n|---|---|---|---|\n\
                | KG-1 | No retry | Open | 2026-05-31 |\n| KG-2 | No paging | Open | 2026-07-15 |\n";
    let found = Tree::with(text).run_with("list", &["--where", "target < 2026-07-01"]);
    assert!(found.contains("KG-1") && !found.contains("KG-2"), "{found}");
}

#[test]
fn adopt_keeps_no_label_of_a_value_that_it_writes() {
    let text =
        "# Known gaps\n\n- [ ] No notes @ann due 2027-01-23\n- [x] No bell @ann due 2026-01-23\n";
    let adopted = Tree::with("").put("gaps.md", text).run("adopt gaps.md");
    assert!(adopted.contains("**Due:** 2027-01-23"), "{adopted}");
    assert!(!adopted.contains("Source gap"), "{adopted}");
}

#[test]
fn what_belongs_to_another_entry_is_not_copied_with_its_state() {
    let text = "# Gaps\n\n| ID | Gap | Status |\n|---|---|---|\n| S-1 | Seats are lost | open<br>waits for Bob |\n\
                | S-2 | Lamps are dark | fixed 2026-01-05 |\n";
    let tree = Tree::with(text);
    let said = tree.run_with("set S-1 --yes", &["status=Fixed"]);
    assert!(
        said.contains("`<br>waits for Bob` was written behind `open` and is taken out"),
        "{said}"
    );
    assert_eq!(tree.read("gap-register.md"), text.replace("open<br>waits for Bob", "fixed"));
}

#[test]
fn a_name_beside_a_state_in_the_line_of_an_item_stays() {
    let list = |state: &str| {
        format!("# Gaps\n\n- **S-1** Seats are lost — {state}\n- **S-2** Lamps are dark — fixed\n")
    };
    assert_eq!(set(&list("open (Ada)"), "S-1", "status=Fixed"), list("fixed (Ada)"));
    let tree = Tree::new()
        .put("gap-register.md", list("open (Ada)"))
        .put("gap-register.tr.md", list("düzeltildi (Ada)"));
    tree.run("mirror --fix");
    let text = tree.read("gap-register.tr.md");
    assert!(
        text.contains("Seats are lost — Açık (Ada)\n") || text.contains("— açık (Ada)\n"),
        "{text}"
    );
}

#[test]
fn a_new_gap_goes_below_the_heading_that_says_its_level() {
    let text = "# Gaps\n\n## Minor\n\n- **S-1: Seats are lost.** Owner: Ada.\n- **S-2: Lamps are dark.** Owner: Bob.\n\n\
        ## Search [open]\n\n### S-3 Pages differ [open]\n\nOwner: Ada\n\n### S-4 No facets\n\nOwner: Bob\n";
    let tree = Tree::with(text);
    let said = tree.run_with("new --yes --severity Minor --owner Eve", &["Doors are shut"]);
    let new = tree.read("gap-register.md");
    let (before, _) = new.split_once("## Search").unwrap();
    assert!(before.contains("Doors are shut"), "{said}{new}");
}

/// The line that `new` writes for a gap called `Doors are shut`.
fn new_line(text: &str) -> String {
    let tree = Tree::with(text);
    let said = tree.run_with("new --yes --owner Eve", &["Doors are shut"]);
    let new = tree.read("gap-register.md");
    let line = new.lines().find(|line| line.contains("Doors are shut"));
    line.map_or(said, str::to_owned)
}

#[test]
fn a_new_gap_has_no_state_of_its_sibling() {
    let headings = "# Gaps\n\n### S-1: Seats are lost — open\n\nOwner: Ada\n\n### S-2: Lamps are dark — fixed in 3.1\n\n\
        Owner: Bob\n";
    assert_eq!(new_line(headings), "### S-3: Doors are shut — open");
    let struck = "# Gaps\n\n- ~~**S-1: Seats are lost**~~ fixed in 3.1 by Ada\n- ~~**S-2: Lamps are dark**~~ fixed in 3.2\n";
    assert_eq!(new_line(struck), "- **S-3: Doors are shut** TBD");
}

#[test]
fn a_gap_that_is_open_again_says_no_more_where_it_was_fixed() {
    let heading = |state: &str| {
        format!(
            "# Gaps\n\n### S-1: Seats are lost — {state}\n\nOwner: Ada\n\n### S-2: Lamps are dark — open\n\nOwner: Bob\n"
        )
    };
    assert_eq!(set(&heading("fixed in 3.1"), "S-1", "status=Open"), heading("open"));
    let item = |item: &str| {
        format!(
            "# Gaps\n\n- {item}\n- **S-2: Lamps are dark** Owner: Ada\n- **S-3: No bell** Owner: Bob\n"
        )
    };
    let struck = item("~~**S-1: Seats are lost**~~ fixed in 3.1 by Ada");
    let tree = Tree::with(&struck);
    let said = tree.run_with("set --yes", &["S-1", "status=Open"]);
    // A word behind the title would not be read as a state here.
    assert_eq!(tree.read("gap-register.md"), item("**S-1: Seats are lost**"));
    assert!(said.contains("is taken out"), "{said}");
}

#[test]
fn a_name_is_that_of_the_column_which_is_called_so() {
    let text = "# Gaps\n\n| ID | Gap | Status | Assignee | Owner |\n|---|---|---|---|---|\n\
        | S-1 | Seats are lost | Open | Ada | Web |\n| S-2 | Lamps are dark | Open | Bob | Desk |\n";
    assert_eq!(set(text, "S-1", "owner=Hall"), text.replace("Web", "Hall"));
    assert_eq!(set(text, "S-1", "assignee=Eve"), text.replace("Ada", "Eve"));
    let alone = text.replace(" Owner |", " Cost |");
    assert_eq!(set(&alone, "S-1", "owner=Eve"), alone.replace("Ada", "Eve"));
}

#[test]
fn the_first_gap_of_a_table_is_a_row_of_it() {
    let table = "# Known gaps\n\n| ID | Gap | Status | Owner |\n|---|---|---|---|\n";
    let tree = Tree::with(table);
    tree.run_with("new --yes --owner Ada", &["Doors are shut"]);
    let new = tree.read("gap-register.md");
    assert_eq!(new, format!("{table}| G-001 | Doors are shut | Open | Ada |\n"));
    tree.run_with("new --yes --owner Bob", &["Lamps are dark"]);
    assert_eq!(
        tree.read("gap-register.md"),
        format!("{new}| G-002 | Lamps are dark | Open | Bob |\n")
    );
    // What sums up has entries elsewhere.
    let tree = Tree::with(table.replace("\n\n|", "\n\n## Triage Summary\n\n|"));
    tree.run_with("new --yes --owner Ada", &["Doors are shut"]);
    assert!(tree.read("gap-register.md").contains("- **Owner:** Ada"));
}

#[test]
fn an_item_moves_to_a_list_with_another_sign() {
    let text = "# Gaps\n\n## Critical\n\n* **S-1: Seats are lost.** Owner: Ada.\n* **S-2: Lamps are dark.** Owner: Bob.\n\n\
        ## Major\n\n- **S-3: No bell.** Owner: Ada.\n- **S-4: No door.** Owner: Bob.\n";
    let new = set(text, "S-3", "severity=Critical");
    assert!(
        new.contains("dark.** Owner: Bob.\n* **S-3: No bell.** Owner: Ada.\n\n## Major\n\n- **S-4"),
        "{new}"
    );
}

#[test]
fn a_translation_keeps_the_case_of_its_states() {
    let entry = |id: &str, title: &str, label: &str, state: &str| {
        format!(
            "## {id} {title}\n\n- **{label}:** {state}\n- **{}:** Ada\n\n",
            if label == "Durum" { "Sorumlu" } else { "Owner" }
        )
    };
    let english = format!(
        "# Known gaps\n\n{}{}",
        entry("S-1", "Seats are lost", "Status", "done"),
        entry("S-2", "No bell", "Status", "open")
    );
    let turkish = format!(
        "# Bilinen eksikler\n\n{}{}",
        entry("S-1", "Koltuk yok", "Durum", "açık"),
        entry("S-2", "Zil yok", "Durum", "açık")
    );
    let tree = Tree::new().put("en/gaps.md", english).put("tr/gaps.md", &turkish);
    tree.run("mirror --fix en/gaps.md tr/gaps.md");
    assert_eq!(tree.read("tr/gaps.md"), turkish.replacen("açık", "düzeltildi", 1));
}
