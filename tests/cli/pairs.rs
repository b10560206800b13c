//! A register and its translation, in which people changed one side.

use crate::common::tree::Tree;

const ENGLISH: &str = "\
# Depot Gap Register

Status flow: Open → In Progress → Fixed → Verified.

| ID | Gap | Screen | Priority | Owner | Status |
|---|---|---|---|---|---|
| [GAP-001](#gap-001-count-freezes) | Count freezes | `stock/count` | P1 | Bea | Open |
| [GAP-002](#gap-002-list-prints-twice) | List prints twice | `pick/print` | P2 | Omar | Fixed |

## Entries

### GAP-001: Count freezes

- **Status:** Open
- **Priority:** P1
- **Owner:** Bea
- **SLA:** 7d
- **Symptom:** The count in `stock/count.rs` stops.

### GAP-002: List prints twice

- **Status:** Fixed
- **Priority:** P2
- **Owner:** Omar
- **SLA:** 7d
- **Symptom:** Two copies, as after [the count](#gap-001-count-freezes), and see GAP-001.
";

const TURKISH: &str = "\
# Depo Gap Register

Durum akışı: Açık → Devam Ediyor → Düzeltildi → Doğrulandı.

| ID | Gap | Ekran | Öncelik | Sorumlu | Durum |
|---|---|---|---|---|---|
| [GAP-001](#gap-001-sayım-donuyor) | Sayım donuyor | `stock/count` | P1 | Bea | Açık |
| [GAP-002](#gap-002-liste-iki-kez-basılıyor) | Liste iki kez basılıyor | `pick/print` | P2 | Omar | Düzeltildi |

## Kayıtlar

### GAP-001: Sayım donuyor

- **Durum:** Açık
- **Öncelik:** P1
- **Sorumlu:** Bea
- **SLA:** 7d
- **Belirti:** `stock/count.rs` içindeki sayım duruyor.

### GAP-002: Liste iki kez basılıyor

- **Durum:** Düzeltildi
- **Öncelik:** P2
- **Sorumlu:** Omar
- **SLA:** 7d
- **Belirti:** İki kopya, [sayımdan](#gap-001-sayım-donuyor) sonraki gibi, bkz. GAP-001.
";

const ROWS: [&str; 2] = [
    "\
# Clinic gaps

| ID | Screen | Title | Status | Priority | Owner |
|---|---|---|---|---|---|
| C-01 | Booking | Slots overlap on Mondays | Open | High | Bea |
| C-02 | `billing/export` | Export lacks the tax column | In Progress | Medium | Omar |
| C-03 | Booking | Reminder goes out twice | Open | Low | Lea |
",
    "\
# Klinik eksikleri

| ID | Ekran | Başlık | Durum | Öncelik | Sorumlu |
|---|---|---|---|---|---|
| C-01 | Randevu | Pazartesi saatleri çakışıyor | Açık | Yüksek | Bea |
| C-02 | `billing/export` | Dışa aktarımda vergi sütunu yok | Devam Ediyor | Orta | Omar |
| C-03 | Randevu | Hatırlatma iki kez gidiyor | Açık | Düşük | Lea |
",
];

fn pair(english: &str, turkish: &str) -> Tree {
    Tree::new().put("gap-register.md", english).put("gap-register.tr.md", turkish)
}

/// The translation after a command.
fn after(tree: &Tree, command: &str) -> String {
    tree.run(command);
    tree.read("gap-register.tr.md")
}

fn renamed(text: &str) -> String {
    text.replace("GAP-001", "GAP-010").replace("gap-001", "gap-010")
}

#[test]
fn an_id_that_was_changed_in_the_source_is_changed_wherever_the_translation_has_it() {
    for command in ["mirror --fix", "check --fix"] {
        let tree = pair(&renamed(ENGLISH), TURKISH);
        assert_eq!(after(&tree, command), renamed(TURKISH), "{command}");
        let with_anchors = |text: &str, links: [&str; 2]| {
            let text = links.iter().fold(text.to_owned(), |text, link| text.replace(link, ""));
            text.replace("### GAP-001", "<a id=\"gap-001\"></a>\n\n### GAP-001")
        };
        let english = with_anchors(ENGLISH, ["-count-freezes", "-list-prints-twice"]);
        let turkish = with_anchors(TURKISH, ["-sayım-donuyor", "-liste-iki-kez-basılıyor"]);
        let tree = pair(&renamed(&english), &turkish);
        assert_eq!(after(&tree, command), renamed(&turkish), "{command}");
    }
}

#[test]
fn an_entry_that_the_translation_seems_to_have_by_another_id_is_not_added_again() {
    let [english, turkish] = ROWS;
    let tree = pair(&english.replace("C-03", "C-13"), turkish);
    insta::assert_snapshot!(tree.run("mirror --stub --diff"), @"
    exit 0

    --- stderr
    warning: C-13 is not added: C-03 is at its place in the translation. If it is the same gap, give both one ID; else `--stub --from en` adds it
    nothing to copy: what `gapreg mirror` reports is for people to write
    ");
    let found = tree.run("mirror");
    assert!(found.contains("C-03 is at its place here: if it is the same gap"), "{found}");
    // Who wants both entries says so.
    let both = after(&tree, "mirror --stub --from en");
    assert!(both.contains("| C-13 |") && both.contains("| C-03 |"), "{both}");
}

/// The text before an entry of the translation.
fn without_section<'t>(text: &'t str, id: &str) -> &'t str {
    &text[..text.find(&format!("### {id}")).unwrap()]
}

#[test]
fn a_stub_keeps_what_the_row_of_the_translation_says() {
    let tree = pair(ENGLISH, without_section(TURKISH, "GAP-002"));
    let text = after(&tree, "mirror --stub");
    assert!(text.contains("\n### GAP-002: Liste iki kez basılıyor\n"), "{text}");
    assert!(text.contains("| Liste iki kez basılıyor | `pick/print` |"), "{text}");
    // Its links lead to the headings of the translation.
    assert!(text.contains("[the count](#gap-001-sayım-donuyor)"), "{text}");
}

#[test]
fn the_row_of_a_stub_has_the_cells_of_the_team_s_own_columns() {
    for screen in ["Screen", "Spot"] {
        let english = ENGLISH.replace("| Screen |", &format!("| {screen} |"));
        let turkish = if screen == "Spot" {
            TURKISH.replace("| Ekran |", "| Nokta |")
        } else {
            TURKISH.into()
        };
        let row = turkish.lines().find(|line| line.starts_with("| [GAP-002]")).unwrap();
        let turkish = turkish.replace(&format!("{row}\n"), "");
        let tree = pair(&english, without_section(&turkish, "GAP-002"));
        let text = after(&tree, "mirror --stub");
        let row = "(#gap-002-list-prints-twice) | List prints twice | `pick/print` | P2 | Omar | Düzeltildi |";
        assert!(text.contains(row), "{text}");
    }
}

#[test]
fn a_new_row_links_to_no_section_that_is_not_there() {
    let linked = |text: &str| {
        let text = (1..=3).fold(text.to_owned(), |text, number| {
            let id = format!("C-0{number}");
            text.replace(&format!("| {id} |"), &format!("| [{id}](#c-0{number}) |"))
        });
        format!("{text}\n## C-01\n\nMonday at nine.\n")
    };
    let [english, turkish] = ROWS.map(linked);
    let row = turkish.lines().find(|line| line.starts_with("| [C-02]")).unwrap();
    let tree = pair(&english, &turkish.replace(&format!("{row}\n"), ""));
    let text = after(&tree, "mirror --stub");
    assert!(
        text.contains("| C-02 | `billing/export` | Export lacks the tax column <!--"),
        "{text}"
    );
    assert!(text.contains("| [C-01](#c-01) |"), "{text}");
}

#[test]
fn a_menu_path_of_a_new_entry_is_written_where_the_others_have_theirs() {
    let tree = pair(ENGLISH, TURKISH);
    tree.run_with("new", &["Cart is empty", "priority=P2", "screen=cart/view"]);
    let text = tree.read("gap-register.md");
    assert!(text.contains("| Cart is empty | cart/view | P2 |"), "{text}");
    let [english, turkish] = ROWS;
    let tree = pair(english, turkish);
    tree.run_with("new", &["Shop → Cart is empty", "screen=Cart"]);
    let text = tree.read("gap-register.md");
    assert!(text.contains("| C-04 | Cart | Shop → Cart is empty |"), "{text}");
    // Where they have none, that is said.
    let plain =
        |text: &str| text.replace("| Screen |", "| Spot |").replace("| Ekran |", "| Nokta |");
    let tree = pair(&plain(ENGLISH), &plain(TURKISH));
    let said = tree.run_with("new", &["Cart is empty", "screen=cart/view"]);
    assert!(said.contains("there is no place for Area in this entry"), "{said}");
    let said = tree.run_with("new", &["Cart is empty", "title=Cart"]);
    assert!(said.contains("the title is the first argument"), "{said}");
    assert_eq!(tree.read("gap-register.md"), plain(ENGLISH));
}

#[test]
fn a_row_that_was_taken_out_of_the_translation_comes_back_in_its_words() {
    let bare = |text: &str| -> String {
        let labels = ["Status", "Priority", "Owner", "SLA", "Durum", "Öncelik", "Sorumlu"];
        let is_tracked =
            |line: &&str| labels.iter().any(|label| line.starts_with(&format!("- **{label}:**")));
        text.split_inclusive('\n').filter(|line| !is_tracked(line)).collect()
    };
    let row = TURKISH.lines().find(|line| line.starts_with("| [GAP-001]")).unwrap();
    let tree = pair(&bare(ENGLISH), &bare(TURKISH).replace(&format!("{row}\n"), ""));
    let text = after(&tree, "check --fix");
    assert!(text.contains("| Sayım donuyor |  | P1 | Bea | Açık |"), "{text}");
}

#[test]
fn a_label_of_the_translation_s_own_is_known_from_the_entries_that_show_it() {
    let tree = pair(ENGLISH, &TURKISH.replace("**Belirti:**", "**Gözlenen:**"));
    let found = tree.run("mirror");
    assert!(found.starts_with("exit 0"), "{found}");
}

#[test]
fn nothing_is_copied_into_another_gap_that_has_the_same_id() {
    let entry = |day: &str, page: &str, owner: &str| {
        format!(
            "\n### GAP-003: x\n\n- **First Seen:** {day}\n- **Status:** Open\n- **Owner:** {owner}\n- **Source page:** `docs/{page}.md`\n"
        )
    };
    let english = format!("{ENGLISH}{}", entry("2026-02-03", "en/bell", "Bea"));
    let turkish = format!("{TURKISH}{}", entry("2026-02-05", "tr/door", "Lea"));
    let tree = pair(&english, &turkish);
    assert_eq!(after(&tree, "mirror --fix"), turkish);
    let found = tree.run("mirror");
    assert!(found.contains("the two may be different gaps"), "{found}");
    // One that says the same of its page is corrected.
    let tree = pair(&english, &turkish.replace("tr/door", "tr/bell"));
    let text = after(&tree, "mirror --fix");
    assert!(text.contains("2026-02-03") && !text.contains("Lea"), "{text}");
}

#[test]
fn codes_and_numbers_of_a_text_without_a_label_are_compared() {
    let of = |english: &str, turkish: &str| {
        let english =
            ENGLISH.replace("- **Symptom:** The count in", &format!("{english} The count in"));
        let turkish = TURKISH.replace("- **Belirti:** `stock", &format!("{turkish} `stock"));
        pair(&english, &turkish).run("mirror --output-format concise")
    };
    let text = |rows: u32| [format!("\nAfter {rows} rows:"), format!("\n{rows} satırdan sonra:")];
    let [english, turkish] = text(500);
    assert!(of(&english, &turkish).starts_with("exit 0"), "{}", of(&english, &turkish));
    let found = of(&text(900)[0], &turkish);
    assert!(found.contains("error[mirror-code] GAP-001: 500 here, 900 in the source"), "{found}");
    // What the other side says in a field is said.
    let found = of("- **Note:** After 500 rows.\n\n", &turkish);
    assert!(!found.contains("mirror-code"), "{found}");
}

#[test]
fn a_block_of_code_is_named_by_its_first_line_that_differs() {
    let with = |text: &str, copies: u32| {
        format!("{text}\n  ```sh\n  lp -o raw\n  lp -n {copies}\n  ```\n")
    };
    let tree = pair(&with(ENGLISH, 2), &with(TURKISH, 1));
    let found = tree.run("mirror --output-format concise");
    assert!(found.contains("GAP-002: `lp -n 1` here, `lp -n 2` in the source"), "{found}");
}

#[test]
fn an_entry_without_a_place_in_the_translation_is_named() {
    let row = "| C-02 | Billing | Export lacks the tax column | Omar |\n";
    let english = "# Gaps\n\n| ID | Screen | Gap | Owner |\n|---|---|---|---|\n| C-01 | Booking | Slots overlap | Bea |\n";
    let english = format!("{english}{row}\n## C-01 Slots overlap\n\nOn Mondays.\n");
    let turkish = "# Eksikler\n\n| ID | Ekran | Gap | Sorumlu |\n|---|---|---|---|\n| C-01 | Randevu | Saatler çakışıyor | Bea |\n\n## C-01 Saatler çakışıyor\n\nPazartesileri.\n";
    let tree = pair(&english, turkish);
    let found = tree.run("mirror --stub");
    assert!(found.contains("warning: C-02 is not added"), "{found}");
    assert_eq!(tree.read("gap-register.tr.md"), turkish);
}

#[test]
fn a_table_that_has_the_titles_without_their_ids_is_named() {
    let without = |text: &str| -> String {
        let row = |line: &str| match line.strip_prefix("| ") {
            Some(rest) => format!("|{}", &rest[rest.find('|').unwrap() + 1..]),
            None => line.replace("|---|---|---|---|---|---|", "|---|---|---|---|---|"),
        };
        text.split_inclusive('\n').map(row).collect()
    };
    let tree = pair(&without(ENGLISH), &without(TURKISH));
    let found = tree.run("lint --output-format concise");
    let message = "gap-register.md:5:1: warning[missing-triage] this table has the titles of entries and not their IDs";
    assert!(found.contains(message), "{found}");
}

#[test]
fn words_of_a_screen_and_comments_in_code_are_the_translation_s() {
    let tree = pair(
        &ENGLISH.replace("Two copies,", "Two copies after `Save`,"),
        &TURKISH.replace("İki kopya,", "`Kaydet` sonrası iki kopya,"),
    );
    let before = tree.read("gap-register.tr.md");
    let found = tree.run("mirror --fix");
    assert!(
        found.contains("it may be the label of a screen or a message in this language"),
        "{found}"
    );
    assert_eq!(tree.read("gap-register.tr.md"), before);
    let with = |text: &str, copies: u32, comment: &str| {
        format!("{text}\n  ```sh\n  lp -n {copies}  # {comment}\n  ```\n")
    };
    let turkish = with(TURKISH, 2, "iki kez");
    let tree = pair(&with(ENGLISH, 2, "twice"), &turkish);
    assert!(tree.run("mirror").starts_with("exit 0"), "{}", tree.run("mirror"));
    let tree = pair(&with(ENGLISH, 3, "three times"), &turkish);
    assert_eq!(after(&tree, "mirror --fix"), with(TURKISH, 3, "iki kez"));
}
