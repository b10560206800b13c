//! Entries of other teams that are known by how they open: paragraphs, terms, items, tickets, tables of fields,
//! headings that are states.

use super::shapes::listed;

/// The entries of a text, each in a line: its name, its state, its title.
fn lines(text: &str) -> Vec<String> {
    listed(text).lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn a_paragraph_may_open_with_its_id() {
    let text = "# The car park, app and server\n\n**CP-1** Barrier opens — open — Noor\nNobody knows why.\n\n\
                **CP-2** Receipt by mail — works since 3.1 — Noor\nWas empty.\n\n**CP-5** Night rate — open — Ida\nIs ignored.\n\n\
                ## Words\n\n**Barrier** is what opens.\n\n**Rate** is the price of an hour.\n";
    let expected = ["CP-1 | Open | Barrier opens", "CP-5 | Open | Night rate"];
    let found = lines(text);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!([found[0].as_str(), found[2].as_str()], expected);
    // Two may be by chance.
    let notes = "# Notes\n\n**CP-1** was discussed.\n\n**CP-2** was not.\n";
    assert_eq!(lines(notes), [""; 0]);
}

#[test]
fn a_paragraph_may_open_with_its_number() {
    let text = "# Brechas del aparcamiento\n\n**1. Barrera abierta** (Gorka, *en curso*)\nNadie sabe por qué.\n\n\
                **2. Recibo vacío** (Pilar, *pendiente*)\nLlega en blanco.\n\n**3. Tarifa de noche** (Gorka, *hecho*)\nSe ignora.\n";
    assert_eq!(
        lines(text),
        [
            "1 | In Progress | Barrera abierta",
            "2 | Open | Recibo vacío",
            "3 | Fixed | Tarifa de noche"
        ]
    );
    let text = "# The API\n\n**Gap 1.** The export is empty. Owner: Ana.\n\n**Gap 2.** The import is slow.\n\n**Gap 3.** No search.\n";
    assert_eq!(lines(text).len(), 3);
}

#[test]
fn a_term_that_fields_define_is_an_entry() {
    let text = "# Kennel\n\nDOG-1 Walk planner\n: **Status:** open\n: **Owner:** Per\n\nDOG-2 Feeding chart\n\
                : **Status:** done\n: **Owner:** Liv\n\nTerm\n: what a word means\n";
    assert_eq!(lines(text), ["DOG-1 | Open | Walk planner", "DOG-2 | Fixed | Feeding chart"]);
}

#[test]
fn items_show_together_that_they_start_with_ids() {
    let text = "# Gaps\n\n- VC-1 Reminder is not sent\n- VC-2 Price list is old\n- VC-4 Printed twice\n\n\
                ## Formats\n\n- UTF-8 is everywhere\n- UTF-16 is nowhere\n- UTF-32 is never used\n";
    assert_eq!(
        lines(text)[..3],
        [
            "VC-1 | – | Reminder is not sent",
            "VC-2 | – | Price list is old",
            "VC-4 | – | Printed twice"
        ]
    );
    assert!(!listed(text).contains("UTF-8 |"), "{}", listed(text));
    let odd = "# Gaps\n\n- **G-1 Print** – nothing comes\n- **G-2 Move** – negative\n- G-7 Photo is lost\n";
    assert_eq!(lines(odd), ["G-1 | – | Print", "G-2 | – | Move", "G-7 | – | Photo is lost"]);
}

#[test]
fn one_word_behind_an_id_is_a_name_unless_it_is_a_value_or_a_label() {
    let text = "# Gaps\n\n- **GH-1 Export** — grey button\n- **GH-2: Portabilité** – répond 202\n\
                - **GH-3 休暇**：画面では選べる\n- **GH-4 OPEN** — tickets are lost\n- **GH-5 Symptom:** the map is white\n";
    let found: Vec<String> =
        lines(text).iter().map(|it| it.rsplit(" | ").next().unwrap().to_owned()).collect();
    assert_eq!(found, ["Export", "Portabilité", "休暇", "tickets are lost", "the map is white"]);
}

#[test]
fn a_first_column_of_tickets_names_the_entries() {
    let text = "# Promises\n\n| Ticket | Docs say | State |\n|---|---|---|\n| [PAY-3](https://t.example/PAY-3) | Keys live a day | open |\n\
                | [PAY-4](https://t.example/PAY-4) | Events come in order | done |\n";
    assert_eq!(
        lines(text),
        ["PAY-3 | Open | Keys live a day", "PAY-4 | Fixed | Events come in order"]
    );
}

#[test]
fn a_table_of_fields_is_known_by_its_labels() {
    let entry = |title, state| {
        format!(
            "### {title}\n\n| Alan | Değer |\n|---|---|\n| Durum | {state} |\n| Öncelik | Yüksek |\n| Sahip | Ece |\n\n"
        )
    };
    let text = format!(
        "# Boşluk analizi\n\n{}{}",
        entry("2.1 Not", "Açık"),
        entry("2.2 Kupon", "Kapandı")
    );
    assert_eq!(lines(&text), ["2.1 | Open | Not", "2.2 | Verified | Kupon"]);
    // One word for each row names areas.
    let areas = "# Known gaps\n\n| Area | Gap |\n|---|---|\n| Contact | Mail is empty |\n| Status | Shows yesterday |\n| Search | No umlauts |\n";
    assert_eq!(lines(areas).len(), 3);
}

#[test]
fn headings_that_are_states_are_known_by_words_and_signs() {
    for (heading, state) in [
        ("✅ Tamam", "Fixed"),
        ("Moet nog", "Open"),
        ("Doen we niet", "Won't fix"),
        ("Machen wir nicht", "Won't fix"),
        ("En marcha", "In Progress"),
        ("Не будем делать", "Won't fix"),
        ("Recently fixed", "Fixed"),
        ("Récemment corrigés", "Fixed"),
        ("Waiting on the vendor", "Blocked"),
        ("✅ Off the table", "Fixed"),
    ] {
        let text = format!(
            "# Gaps\n\n## Open\n\n- **Lockers** – open twice\n- **Slots** – sold out\n\n\
             ## In progress\n\n- **Showers** – cold\n\n## {heading}\n\n- **Towels** – lost\n"
        );
        super::with_register(&text, |register| {
            let last = register.entries.last().unwrap();
            let field = last.field(crate::vocabulary::Key::Status).unwrap();
            let words =
                crate::vocabulary::Vocabulary::with(&crate::vocabulary::UniqueMap::default());
            assert_eq!(words.status(register.text(field.value)), Some(state), "{heading}");
        });
    }
    // A word alone may be a part of the product.
    let text = "# Gaps\n\n## Closed accounts\n\nThey get mail.\n\n## Waiting for payment hangs\n\nFor ever.\n\n## ✅ Ticks are lost\n\nAlways.\n";
    assert_eq!(lines(text).len(), 3);
}
