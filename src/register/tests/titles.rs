//! Titles of files and of entries: words for what is tracked, quotes, signs, bold text.

use super::shapes::listed;
use super::*;

/// How many entries a text has with this title.
fn entries_below(title: &str) -> usize {
    let text = format!(
        "# {title}\n\n## 1. Close the debug port\n\nIt answers to anyone.\n\n## 2. Sign the \
         images\n\nThey are taken as they come.\n\n## 3. Drop old ciphers\n\nClients still offer them.\n"
    );
    with_register(&text, |register| if register.is_recognised { register.entries.len() } else { 0 })
}

#[test]
fn phrases_name_what_is_tracked() {
    for title in [
        "Router Action Items",
        "Follow-ups of the audit",
        "Puntos de acción del portal",
        "Points d'action du portail",
        "Itens de ação",
        "Kända brister",
        "Známé nedostatky",
        "Kjente testhull",
        "Bekannte Sicherheitslücken",
        "Bekannte Einschraenkungen",
        "Bilinen kisitlamalar",
    ] {
        assert_eq!(entries_below(title), 3, "{title}");
    }
    for title in [
        "Items of the menu",
        "Actions",
        "Router guide",
        "Parity of the two libraries",
        "Parity matrix",
    ] {
        assert_eq!(entries_below(title), 0, "{title}");
    }
}

#[test]
fn a_matrix_of_gaps_lists_them() {
    let text = "# Gaps of feature parity\n\n| Feature | Android | iOS |\n|---|---|---|\n\
        | Dark mode | ✓ | ✗ |\n| Offline maps | Partial | ✗ |\n| Voice notes | ✗ | N/A |\n";
    insta::assert_snapshot!(listed(text), @"
    Table Generic
     | – | Dark mode
     | – | Offline maps
     | – | Voice notes
    ");
}

#[test]
fn guillemets_are_quotes_and_no_steps_of_a_path() {
    let text = "# Problemas conocidos\n\n## 1. «Borrar» quita dos filas\n\nSiempre.\n\n\
        ## 2. El botón «Guardar» no responde\n\nA veces.\n\n## 3. « Annuler » reste gris\n\nParfois.\n\n\
        ## 4. »Löschen« bleibt grau\n\nImmer.\n\n## 5. ¿Dónde está «Salir»?\n\nNo se ve.\n";
    insta::assert_snapshot!(listed(text), @"
    Headings Generic
    1 | – | «Borrar» quita dos filas
    2 | – | El botón «Guardar» no responde
    3 | – | « Annuler » reste gris
    4 | – | »Löschen« bleibt grau
    5 | – | ¿Dónde está «Salir»?
    ");
    let path = "# Register\n\n### Konto » Sicherheit » Abmelden fehlt\n\n- **ID:** G-001\n- **Status:** Open\n";
    insta::assert_snapshot!(shown(path), @r#"
    G-001 | Konto/Sicherheit | Abmelden fehlt
      ID = "G-001"
      Status = "Open"
    "#);
}

#[test]
fn a_sign_behind_the_words_of_a_heading_is_its_state() {
    let legend = "# Security findings\n\nLegend: ☐ open · ☑ fixed\n\n## High\n\n### A1 - Cookies \
        without flags · rule 2 ☑\n\nThey lack Secure.\n\n### A2 - Old TLS accepted ☐\n\nVersion 1.0 works.\n";
    insta::assert_snapshot!(listed(legend), @"
    Headings Generic
    A1 | Fixed | Cookies without flags · rule 2
    A2 | Open | Old TLS accepted
    ");
    let known = "# Bekannte Probleme\n\n## 1. Anmeldung hängt ✅\n\nSeit Juni gut.\n\n## 2. Export ohne \
        Kopfzeile ❌\n\nNoch so.\n\n## 3. Druck geht 🚀\n\nAuf A5 nicht.\n";
    insta::assert_snapshot!(listed(known), @"
    Headings Generic
    1 | Fixed | Anmeldung hängt
    2 | Open | Export ohne Kopfzeile
    3 | – | Druck geht 🚀
    ");
}

#[test]
fn words_in_bold_may_begin_with_what_looks_like_an_id() {
    let headings = "# Known problems\n\n## 1. **Cache is cold**\n\nAfter a start.\n\n## 2. **R2 bucket is \
        missing**\n\nIn tests.\n\n## 3. **S3 upload fails**\n\nWith large files.\n";
    insta::assert_snapshot!(listed(headings), @"
    Headings Generic
    1 | – | Cache is cold
    2 | – | R2 bucket is missing
    3 | – | S3 upload fails
    ");
    let items = "# Known problems\n\n- **S3 upload fails** — with large files\n- **Cache is cold** — after \
        a start\n- **R2 is slow** — in the evening\n";
    insta::assert_snapshot!(listed(items), @"
    Checklist Generic
     | – | S3 upload fails
     | – | Cache is cold
     | – | R2 is slow
    ");
    let ids = "# Known problems\n\n- **B1 Upload fails** — with large files\n- **B2 Cache is cold** — after \
        a start\n- **B3 Login is slow** — in the evening\n";
    insta::assert_snapshot!(listed(ids), @"
    Checklist Generic
    B1 | – | Upload fails
    B2 | – | Cache is cold
    B3 | – | Login is slow
    ");
}

#[test]
fn an_id_may_be_that_of_several() {
    let text = "# Gaps\n\n| ID | Gap | Status |\n|---|---|---|\n| G-A1-1 | Offer floor | Open |\n\
        | G-A1-2..7 | Words of states and more | Closed |\n| G-A2-1 | Paging | Open |\n";
    insta::assert_snapshot!(listed(text), @"
    Table Generic
    G-A1-1 | Open | Offer floor
    G-A1-2..7 | Verified | Words of states and more
    G-A2-1 | Open | Paging
    ");
}

#[test]
fn swedish_and_czech_registers_are_read() {
    let swedish = "# Kända brister\n\n| ID | Brist | Allvarlighetsgrad | Status | Ägare |\n|---|---|---|---|---|\n\
        | B-01 | Sökningen hittar inte å | Hög | Öppen | Anna |\n\
        | B-02 | Utskriften är inte klar | Låg | Pågår | Erik |\n";
    insta::assert_snapshot!(listed(swedish), @"
    Table Generic
    B-01 | Open | Sökningen hittar inte å
    B-02 | In Progress | Utskriften är inte klar
    ");
    let czech = "# Známé nedostatky\n\n### 1. Písmo chybí\n\n- **Stav:** Otevřeno\n- **Závažnost:** Vysoká\n\
        - **Problém:** soubor není v balíčku\n\n### 2. Fronta stojí\n\n- **Stav:** Opraveno\n\
        - **Závažnost:** Nízká\n- **Problém:** úlohy se ztratí\n";
    insta::assert_snapshot!(listed(czech), @"
    Headings Generic
    1 | Open | Písmo chybí
    2 | Fixed | Fronta stojí
    ");
    let language = |text: &str| with_register(text, |register| register.language.clone());
    assert_eq!([language(swedish), language(czech)], ["sv", "cs"]);
    // Romanian has no words here, and letters that no language has which is like it.
    let romanian = "# Issues\n\nUtilizatorul trebuie să se autentifice din nou, deși sesiunea este încă validă și \
        păstrată, iar ultima pagină rămâne goală când data lipsește și nu apare niciun mesaj.\n";
    assert_eq!(language(romanian), "en");
}

#[test]
fn the_steps_of_a_checklist_are_no_entries_unless_something_is_called_a_gap() {
    let steps = "- [ ] Tests pass\n- [ ] Version is set\n- [ ] Changelog is written\n";
    let entries = |title: &str| {
        with_register(&format!("# {title}\n\n## Before\n\n{steps}"), |it| it.entries.len())
    };
    assert_eq!(entries("Release checklist"), 0);
    assert_eq!(entries("Open issues of the release"), 3);
}

#[test]
fn a_word_such_as_history_before_a_colon_belongs_to_the_title() {
    let text = "# API gaps\n\n## Call history: entries vanish\n\n**Status:** Open\n\n\
                ## Change history\n\n**Status:** final\n\n## Mails are late\n\n**Status:** Open\n";
    let told = listed(text);
    assert!(told.contains("Call history: entries vanish"), "{told}");
    assert!(!told.contains("Change history"), "{told}");
}

#[test]
fn the_state_of_a_heading_counts_more_than_that_of_the_section_around_it() {
    let text = "# Known gaps\n\n## Search [open]\n\n### G-1 Pages differ [open]\n\nOwner: Mia\n\n\
                ### G-2 Index is rebuilt [WIP]\n\nOwner: Luis\n\n\
                ### G-3 Bell is mute [FIXED in 3.1, Ann]\n\nOwner: Ann\n";
    let told = listed(text);
    assert!(told.contains("G-1 | Open | Pages differ\n"), "{told}");
    assert!(told.contains("G-2 | In Progress | Index is rebuilt\n"), "{told}");
    assert!(told.contains("G-3 | Fixed | Bell is mute\n"), "{told}");
}

#[test]
fn a_heading_that_is_struck_out_has_a_clean_title() {
    let text = "# Known gaps\n\n### ~~G-1: Search is slow~~\n\nOwner: Jo\n\n### G-2: Bell is mute\n\nOwner: Ann\n";
    let told = listed(text);
    assert!(told.contains("G-1 | Verified | Search is slow\n"), "{told}");
    let heading = |register: &Register<'_>| register.text(register.entries[0].heading).to_owned();
    assert_eq!(with_register(text, heading), "Search is slow");
}
