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
