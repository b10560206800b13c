//! What stands beside the gaps of other teams and is none: tables of other kinds, sections, captions.

use super::shapes::listed;
use super::*;

/// Two rows that are entries, and what is below them.
fn beside_rows(more: &str) -> String {
    format!(
        "# Gaps of the swimming pool\n\n| ID | Gap | Status | Owner |\n|---|---|---|---|\n\
         | S-1 | Lockers open twice | Open | Ina |\n| S-2 | Slots are sold out at night | Done | Bob |\n\n{more}"
    )
}

/// The names and titles of the entries of a text.
fn named(text: &str) -> Vec<String> {
    with_register(text, |register| {
        let name = |entry| register.name(entry).unwrap_or_default();
        let entries = register.entries.iter();
        entries.map(|entry| format!("{} {}", name(entry), register.text(entry.title))).collect()
    })
}

#[test]
fn tables_of_other_kinds_hold_no_entries() {
    for table in [
        "## Who does what\n\n| Step | Responsible | Accountable | Consulted | Informed |\n\
         |---|---|---|---|---|\n| Raise | Ina | Bob | all | all |\n| Close | Bob | Ina | all | all |\n",
        "## Parts\n\n| Task | Ina | Bob |\n|---|---|---|\n| Raise | R | A |\n| Close | A/C | R |\n",
        "## Limits\n\n| Resource | Limit | Notes |\n|---|---|---|\n| Guests | 300 | at once |\n| Slots | 40 | a day |\n",
        "## Settings\n\n| Variable | Default | Description |\n|---|---|---|\n| `POOL_TZ` | UTC | Zone |\n",
        "## What is next\n\n| Release | Content | Status |\n|---|---|---|\n| 2.1 | Lockers | planned |\n\
         | 2.2 | Slots | planned |\n",
        "## Answers\n\n| Code | Meaning | Action |\n|---|---|---|\n| 404 | Not found | Check |\n| 503 | Down | Wait |\n",
        "## Urgency\n\n| Prio | Issue | Time |\n|---|---|---|\n| P0 | nobody gets in | 4h |\n| P1 | queues | 2d |\n",
        "## Chances\n\n| Chance | Low | Medium | High |\n|---|---|---|---|\n| Rare | wait | wait | act |\n",
        "## When\n\n| Month | Task |\n|---|---|\n| May | no releases |\n| June | release 2 |\n",
        "## Dates\n\n| Version | Freeze | Live |\n|---|---|---|\n| R9.1 | 2 May | 9 May |\n| R10 | 1 June | 8 June |\n",
        "## Answers\n\n| Legend | |\n|---|---|\n| A | before the season |\n| B | later |\n",
        "## Changes\n\n| Gap | Last state | New state |\n|---|---|---|\n| Lockers open twice | New | Open |\n",
    ] {
        let found = named(&beside_rows(table));
        assert_eq!(found, ["S-1 Lockers open twice", "S-2 Slots are sold out at night"], "{table}");
        let alone = named(&format!("# Gaps\n\n{table}"));
        assert_eq!(alone, [""; 0], "{table}");
    }
}

#[test]
fn a_table_of_gaps_may_have_columns_that_such_tables_have() {
    for table in [
        "| Endpoint | Status | Gap | Owner |\n|---|---|---|---|\n| GET /slots | 404 | Slots are missing | Ina |\n",
        "| ID | Gap | Old status | New status |\n|---|---|---|---|\n| S-3 | Slots are missing | Open | Done |\n",
        "| Limitation | Workaround | Planned for |\n|---|---|---|\n| Slots are missing | Call | 2.4 |\n",
        "| ID | Description | Status |\n|---|---|---|\n| 401 | Slots are missing | open |\n| 402 | Slots are missing | open |\n",
    ] {
        let found = named(&format!("# Gaps of the pool\n\n{table}"));
        let is_read = |it: &String| it.ends_with("Slots are missing");
        assert!(!found.is_empty() && found.iter().all(is_read), "{table}: {found:?}");
    }
    let changed = "# Gaps\n\n| ID | Gap | Old status | New status |\n|---|---|---|---|\n\
                   | S-3 | Slots are missing | Open | Done |\n";
    assert!(listed(changed).contains("S-3 | Fixed | Slots are missing"), "{}", listed(changed));
}

#[test]
fn a_section_with_an_owner_and_nothing_else_is_no_entry() {
    let gap = |title| format!("## {title}\n\n**Status:** Open\n**Owner:** Ina\n\nText.\n\n");
    let gaps = format!("# Gaps\n\n{}{}{}", gap("Lockers"), gap("Slots"), gap("Showers"));
    for more in [
        "## Contact\n\nOwner: Ina Holm\n",
        "## Escalation\n\nOwner: the head of the pool\n",
        "## First week\n\nOwner: Bob\n\n- [ ] Get a key\n- [ ] Meet the guards\n",
        "## Words\n\n---\n\n**Severity**: How bad it is.\n\n---\n\n**Owner**: Who repairs it.\n\n---\n",
        "## Fields\n\n- **Status:** where a gap is in its life\n- **Priority:** how soon it is to be repaired\n",
    ] {
        assert_eq!(named(&format!("{gaps}{more}")), [" Lockers", " Slots", " Showers"], "{more}");
    }
    assert_eq!(
        named("# The pool\n\n## Contact\n\nOwner: Ina\n\n## Alarm\n\nPriority: call 112\n"),
        [""; 0]
    );
    let weak = "# Gaps\n\n## Lockers\n\nOwner: Ina\n\n## Slots\n\nOwner: Bob\n\n## Contact\n\nOwner: Ina\n";
    assert_eq!(named(weak), [" Lockers", " Slots"]);
}

#[test]
fn lists_below_captions_such_as_notes_are_no_entries_and_no_fields() {
    let text = "# Gaps\n\n**Lockers open twice**\nStatus: Open\nOwner: Ina\n\n**Slots are sold out**\n\
                Status: Done\nOwner: Bob\n\n**Notes**\n\n- Owner: changes weekly\n- Status: see the board\n\n\
                **Contact**\n\n- Owner: Ina\n";
    insta::assert_snapshot!(shown(text), @r#"
    |  | Lockers open twice
     Status = "Open"
     Owner = "Ina"
    |  | Slots are sold out
     Status = "Done"
     Owner = "Bob"
    "#);
    // The policy of a register may be stated there all the same.
    let policy = "# R\n\n**How to use:**\n- Status flow: Open → Done → Checked\n";
    with_register(policy, |register| assert_eq!(register.policy_lines.len(), 1));
}

#[test]
fn a_list_with_fields_above_the_first_section_is_one_of_entries() {
    let item = |title| format!("1. {title}\n   - Status: open\n   - Owner: Ina\n");
    let text = format!(
        "# Pool\n\n{}{}\n## First week\n\nOwner: Bob\n\n1. Get a key\n2. Meet the guards\n",
        item("Lockers open twice"),
        item("Slots are sold out")
    );
    assert_eq!(named(&text), [" Lockers open twice", " Slots are sold out"]);
}

#[test]
fn what_is_beside_entries_with_states_and_says_nothing_of_states_is_no_entry() {
    let lists = [
        "- **Lockers** — open twice. Status: open. Owner: Ina\n- **Slots** — sold out at night. Status: done. Owner: Bob\n\
         - **Showers** — stay cold. Status: open. Owner: Ina\n",
        "- [ ] Lockers open twice\n- [x] Slots are sold out at night\n- [ ] Showers stay cold\n",
        "## Offen\n\n- **Spind** – geht zweimal auf\n- **Dusche** – bleibt kalt\n\n## Erledigt\n\n- **Bad** – war leer\n",
        "1. Lockers – open twice. (Open, Ina)\n2. Slots – sold out at night. (Done, Bob)\n3. Showers – stay cold. (Open, Ina)\n",
    ];
    for entries in lists {
        for more in [
            "## Machines\n\n- **pool01** – at the front\n- **pool02** – in the cellar\n",
            "## Who sees what\n\n| Person | Lockers | Slots |\n|---|---|---|\n| Guest | writes | reads |\n| Guard | reads | reads |\n",
            "## The fifth of March\n\n- Ina asks for a key to the cellar.\n- Bob closes the slots on Monday.\n",
            "## Season\n\n- 1 May: the pool opens\n- 1 October: it closes\n",
            "## Printers\n\n| Printer | Version | Status |\n|---|---|---|\n| Epson | 3 | supported |\n| Star | 2 | not supported |\n",
            "## Good to know\n\n- Q: How is one added? A: At the end.\n- Q: Who closes one? A: Ina.\n",
        ] {
            let found = named(&format!("# Gaps of the pool\n\n{entries}\n{more}"));
            assert_eq!(found.len(), 3, "{entries}{more}: {found:?}");
        }
    }
}

#[test]
fn lists_of_questions_and_further_gaps_are_entries_beside_those_with_states() {
    for more in [
        "## More gaps\n\n- The price of a ticket is rounded.\n- The mail has no date.\n",
        "## Not known yet: problems\n\n- Q: Does the ticket round the price?\n- Is the mail sent?\n",
    ] {
        let boxes = "- [ ] Lockers open twice\n- [x] Slots are sold out\n- [ ] Showers stay cold\n";
        let found = named(&format!("# Gaps of the pool\n\n{boxes}\n{more}"));
        assert_eq!(found.len(), 5, "{found:?}");
    }
}

#[test]
fn what_explains_states_and_what_is_below_how_to_is_no_entry() {
    let gap = |at: usize| format!("### 1.{at} Gap {at}\n\nPriority: P1. Owner: Ina.\n\n");
    let gaps: String = (1..=3).map(gap).collect();
    let text = format!(
        "# Pool\n\n## 1 Entrance\n\n{gaps}## 2 How to test\n\n### 2.1 Fill the pool\n\nSlowly.\n"
    );
    assert_eq!(named(&text).len(), 3, "{:?}", named(&text));
    let gap = |title| format!("## {title}\n\n**Status:** Identified · **Team:** Desk\n\nText.\n\n");
    let words = "## Our words\n\n- **Identified** – we know what is wrong\n- **Resolved** – a week without a call\n";
    let text = format!("# Known issues\n\n{}{}{words}", gap("Lockers"), gap("Slots"));
    assert_eq!(named(&text), [" Lockers", " Slots"]);
}
