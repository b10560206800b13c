//! Lists that hold entries by what is around them, and sections that hold none.

use super::shapes::listed;
use super::*;

#[test]
fn a_list_below_the_title_is_read_where_its_items_look_like_entries() {
    let list =
        "- **Holds.** They are lost at midnight.\n- **Labels.** The printer cuts them off.\n\n";
    let read = "Checklist Generic\n | – | Holds\n | – | Labels\n";
    assert_eq!(
        listed(&format!(
            "# Desk limitations\n\n{list}## Principles\n\n- Write it down.\n- Be short.\n"
        )),
        read
    );
    let more = "## Lifted\n\n- **Fines.** They are right since May.\n";
    assert_eq!(
        listed(&format!("# Desk limitations\n\n{list}{more}")),
        format!("{read} | – | Fines\n")
    );
    // It introduces entries, or is about the file.
    let sections =
        "## Holds\n\n- Status: Open\n- Owner: Mia\n\n## Labels\n\n- Status: Open\n- Owner: Mia\n";
    assert_eq!(
        listed(&format!("# Desk limitations\n\n{list}{sections}")),
        "Headings Generic\n | Open | Holds\n | Open | Labels\n"
    );
    let file = "- **Purpose:** It lists what the desk lacks.\n- **Readers:** All who work at the desk.\n\n";
    let text = format!(
        "# Desk limitations\n\n{file}## Holds\n\nThey are lost.\n\n## Labels\n\nThey are cut.\n"
    );
    assert_eq!(listed(&text), "Headings Generic\n | – | Holds\n | – | Labels\n");
}

#[test]
fn a_state_that_may_announce_something_else_is_one_beside_others() {
    let open =
        "## To do\n\n- **Holds**: they are lost.\n\n## Done\n\n- **Labels**: they were cut.\n\n";
    let rejected = "## Rejected\n\n- **Fines**: nobody wants them.\n";
    assert_eq!(
        listed(&format!("# Desk gaps\n\n{open}{rejected}")),
        "Checklist Generic\n | Open | Holds\n | Fixed | Labels\n | – | Fines\n"
    );
    let alone = "## Holds\n\n- **Holds**: they are lost.\n- **Queues**: they are too.\n\n";
    assert_eq!(
        listed(&format!("# Desk gaps\n\n{alone}{rejected}")),
        "Checklist Generic\n | – | Holds\n | – | Queues\n"
    );
}

#[test]
fn a_section_that_says_that_it_is_empty_is_no_entry() {
    for none in [
        "_none 🎉_",
        "Nothing open here.",
        "Keine offenen Lücken.",
        "(None currently)",
        "Rien à signaler",
    ] {
        let text = format!(
            "# Desk gaps\n\n## P0 – now\n\n{none}\n\n## P1 – soon\n\n* **Holds are lost**\n* **Labels are cut**\n"
        );
        let read = listed(&text);
        assert_eq!(
            read, "Checklist Generic\n | – | Holds are lost\n | – | Labels are cut\n",
            "{none}"
        );
    }
}

#[test]
fn items_may_be_grouped_by_items() {
    let text = "# What the desk lacks\n\n- Loans\n  - Holds are lost at night\n    - status: open\n    - owner: Ann\n\
                - **Print**\n  - Labels are cut\n    - status: fixed\n    - owner: Can\n  - Fines have no receipt\n    - status: open\n";
    let areas = |register: &Register<'_>| {
        let areas = register.entries.iter().flat_map(|entry| &entry.area);
        areas.map(|&step| register.text(step).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        listed(text),
        "Checklist Generic\n | Open | Holds are lost at night\n | Fixed | Labels are cut\n | Open | Fines have no receipt\n"
    );
    assert_eq!(with_register(text, areas), ["Loans", "Print", "Print"]);
    let flat = "# What the desk lacks\n\n- Holds are lost at night\n  - status: open\n  - owner: Ann\n\
                - Labels are cut\n  - status: fixed\n  - owner: Can\n";
    assert_eq!(
        listed(flat),
        "Checklist Generic\n | Open | Holds are lost at night\n | Fixed | Labels are cut\n"
    );
    let names = "# What the desk lacks\n\n- Loans\n  - Holds\n  - Queues\n- Print\n  - Labels\n";
    assert_eq!(listed(names), "Headings BackendGap\n");
}

#[test]
fn letters_and_a_number_before_the_words_of_items_are_their_ids() {
    let text = "# Offene Punkte\n\n## Offen\n\n1. **OP 3** – Vormerkungen fehlen\n   Wer: Ann\n2. **OP 5** – Etiketten sind leer\n\n\
                ## Erledigt\n\n1. **OP 1** – Mahnungen waren doppelt\n";
    assert_eq!(
        listed(text),
        "Checklist Generic\nOP 3 | Open | Vormerkungen fehlen\nOP 5 | Open | Etiketten sind leer\n\
         OP 1 | Fixed | Mahnungen waren doppelt\n"
    );
    let lone =
        "# Known gaps\n\n- **OP 3** – the desk has no name for it\n- **Labels** – they are cut\n";
    assert!(listed(lone).contains("\n | – | OP 3\n"));
}

#[test]
fn labels_of_items_may_be_parted_by_bars_and_abbreviated() {
    for sign in ["|", "·", ","] {
        let below = format!("Verantw.: Kessler {sign} Termin: 30.04.2026 {sign} Prio: P2");
        let text = format!(
            "# Offene Punkte\n\n## Offen\n\n1. **OP-3** – Texte fehlen  \n   {below}\n2. **OP-5** – Preise fehlen  \n   {below}\n"
        );
        with_register(&text, |register| {
            for entry in &register.entries {
                let values = [Key::Owner, Key::Due, Key::Priority];
                let values = values.map(|key| register.value_of(entry, key));
                assert_eq!(values, [Some("Kessler"), Some("30.04.2026"), Some("P2")], "{text}");
            }
        });
    }
}

#[test]
fn items_with_tracked_fields_below_are_entries_also_where_a_label_is_misspelt() {
    let list = |items: [&str; 3]| {
        let item = |(at, fields): (usize, &str)| {
            let fields = fields.replace("; ", "\n   - ");
            format!("{}. **Kasse {at}.** Der Bon ist leer.\n   - {fields}\n", at + 1)
        };
        let items: String = items.into_iter().enumerate().map(item).collect();
        listed(&format!("# Filiale: was die Kasse noch nicht kann\n\n{items}"))
    };
    let read = "Checklist Generic\n | Open | Kasse 0\n | Fixed | Kasse 1\n | Open | Kasse 2\n";
    // The label of a state may be that of a day elsewhere.
    let sound = [
        "Stand: offen; Zuständig: Ute",
        "Stand: erledigt; Zuständig: Jo",
        "Stand: offen; Zuständig: Jo",
    ];
    assert_eq!(list(sound), read);
    let days = [
        "Status: offen; Fällig: 3.4.2026",
        "Status: erledigt; Fällig: 4.4.2026",
        "Status: offen; Fällig: 5.4.2026",
    ];
    assert_eq!(list(days), read);
    let slips = [
        "Stand: offen; Zuständig: Ute",
        "Stand: erledigt; Zustndig: Jo",
        "Stand: offen; Zustndig: Jo",
    ];
    assert_eq!(list(slips), read);
    // Of labels that say nothing of a gap, none makes an entry of its item.
    let other = ["Farbe: rot; Preis: 3 €", "Farbe: blau; Preis: 4 €", "Farbe: grau; Preis: 5 €"];
    assert!(list(other).lines().count() < 3, "{}", list(other));
    let terms = [
        "Stand: 3.4.2026; Preis: 3 €",
        "Stand: 4.4.2026; Preis: 4 €",
        "Stand: 5.4.2026; Preis: 5 €",
    ];
    assert!(list(terms).lines().count() < 3, "{}", list(terms));
}

#[test]
fn what_is_among_entries_and_is_none_is_left_unread() {
    let unread = |text: &str| {
        with_register(text, |register| {
            let lines = register.unread.iter().map(|it| register.text(it.span).to_owned());
            lines.collect::<Vec<_>>()
        })
    };
    let items = "# Known gaps\n\n- **G-1: Mails are late.** Owner: Jo. Due: 2027-01-02.\n\
                 - **G-2: Bell is mute.** Owner: Ann. Due: 2027-01-03.\n- The fonts are missing\n- A3 is cut\n";
    assert_eq!(unread(items), ["- The fonts are missing\n- A3 is cut"]);
    let section = |title: &str| format!("## {title}\n\n- **Status:** Open\n- **Owner:** Jo\n\n");
    let register = |between: &str| {
        let [first, last] = ["G-1 Mails are late", "G-2 Bell is mute"].map(section);
        format!("# Known gaps\n\n{first}{between}{last}")
    };
    assert_eq!(unread(&register("## A3 is cut\n\nOften.\n\n")), ["## A3 is cut\n\nOften."]);
    assert_eq!(unread(&register("## How to read this\n\nSlowly.\n\n")), [""; 0]);
    assert_eq!(unread(&register("")), [""; 0]);
}

#[test]
fn short_titles_with_labels_below_are_entries() {
    for marks in [["1. ", "2. ", "   "], ["- ", "- ", "  "], ["1) ", "2) ", "   "]] {
        for labels in [["Status", "Owner"], ["Stand", "Zuständig"], ["Durum", "Sorumlu"]] {
            let [one, two, indent] = marks;
            let below = |state: &str| {
                format!("{indent}- {}: {state}\n{indent}- {}: Mo\n", labels[0], labels[1])
            };
            let text = format!(
                "# Known gaps\n\n{one}Login fails\n{}{two}Map shows nothing\n{}",
                below("open"),
                below("offen")
            );
            assert_eq!(
                listed(&text),
                "Checklist Generic\n | Open | Login fails\n | Open | Map shows nothing\n",
                "{text}"
            );
        }
    }
    // Names of a word or two say nothing by themselves.
    let text = "# Known gaps\n\n- Login\n  - the form\n- Map\n  - the tiles\n";
    assert_eq!(listed(text), "Headings BackendGap\n");
}

#[test]
fn a_ticket_behind_the_name_of_an_area_does_not_belong_to_it() {
    let text = "# Gaps of the desk\n\n## Later — Reminders ([#38](https://x.org/38))\n\n- **G-1** Sent twice — open — P2\n- **G-2** Sent late — open — P1\n";
    with_register(text, |register| {
        let areas = register.entries.iter().map(|entry| {
            let steps: Vec<&str> = entry.area.iter().map(|&step| register.text(step)).collect();
            steps.join(" / ")
        });
        assert_eq!(areas.collect::<Vec<_>>(), ["Reminders"; 2]);
    });
}
