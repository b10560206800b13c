//! What is around a list or a table says whether it holds entries.

use super::evidence::titles;
use super::shapes::listed;

#[test]
fn a_heading_that_says_where_entries_come_from_announces_nothing_else() {
    let list = "- [ ] Who pays for the second gate?\n- [ ] Which day is the pier closed?\n";
    for origin in ["From the harbour plan", "Raised in the route summary", "Aus dem Umbau Plan"] {
        let text = format!("# Open questions\n\n## {origin}\n\n{list}");
        assert_eq!(titles(&text).len(), 2, "{origin}");
    }
    let text =
        format!("# Open questions\n\n## Harbour plan\n\n{list}\n## Pier\n\n- [ ] Who rows?\n");
    assert_eq!(titles(&text), ["Who rows?"]);
}

#[test]
fn errata_and_what_is_not_used_are_tracked() {
    let text = "# Tide gauge errata\n\n## Second print\n\n- Page 12: the scale is given in feet.\n\
                - Page 40: both arrows of the figure point up.\n";
    assert_eq!(titles(text).len(), 2);
    for title in
        ["Arayüzde gösterilmeyen alanlar", "Ekranlarda kullanılmayan veriler", "Unused data"]
    {
        let text = format!(
            "# {title}\n\n## Birinci grup\n\n### 1. `berthColour`\n\nGeliyor, ama ekranda yok.\n\n\
             ### 2. `pilotName`\n\nYalnızca raporda var.\n\n### 3. `draught`\n\nHiç okunmuyor.\n"
        );
        assert_eq!(titles(&text).len(), 3, "{title}");
    }
}

#[test]
fn a_table_that_ranks_numbered_sections_has_no_entries_of_its_own() {
    let sections = "# Known gaps\n\n## Berths\n\n### 1. Berths are listed twice\n\nText.\n\n\
                    ### 2. No colour for a closed berth\n\nText.\n\n## Pilots\n\n\
                    ### 3. Pilots cannot be sorted\n\nText.\n\n### 4. A pilot has no photo\n\nText.\n\n";
    let ranks = "## Order of work\n\n| # | Gap | Effort |\n|---|---|---|\n| 3 | Sorting of pilots | small |\n\
                 | 1 | Berths twice | large |\n| 2/4 | Colour and photo | small |\n";
    assert_eq!(titles(&format!("{sections}{ranks}")).len(), 4);
    // A table that counts its own rows names nothing else.
    let own = "## Cranes\n\n| # | Gap | Effort |\n|---|---|---|\n| 1 | The hook is not shown | small |\n\
               | 2 | The load is in pounds | large |\n| 3 | Wind is not recorded | small |\n";
    assert!(titles(&format!("{sections}{own}")).contains(&"Wind is not recorded".to_owned()));
}

#[test]
fn what_explains_the_rows_of_a_register_is_none_of_its_entries() {
    let rows = "| # | Question | State |\n|---|---|---|\n| 1 | Who opens the lock at night? | undecided |\n\
                | 2 | Which crane lifts the yachts? | decided |\n| 3 | Is the slip free? | undecided |\n";
    let above = "# Open questions\n\n- This file leads; the plan repeats its numbers.\n\
                 - What is decided gets its day here.\n\n";
    assert_eq!(
        listed(&format!("{above}{rows}")),
        "Table Generic\n1 | Open | Who opens the lock at night?\n2 | Fixed | Which crane lifts the yachts?\n\
         3 | Open | Is the slip free?\n"
    );
    let beside = "# Constraints & open questions\n\n## The second bus\n\nIt carries the panel alone:\n\n\
                  - Its frames hold the state of the panel.\n- Other devices get no answer there.\n\n\
                  ## Further constraints\n\nThe panel keeps the calendar, and not the controller.\n\n";
    assert_eq!(titles(&format!("{beside}## Open questions\n\n{rows}")).len(), 3);
}

#[test]
fn a_list_below_other_holds_the_rest_of_the_entries() {
    let text = "# Known issues\n\n## Desk\n\n### 🔴 BK-01. Loans vanish at noon\n\nText.\n\n\
                ### 🟡 BK-02. Fines are doubled\n\nText.\n\n### 🟡 BK-03. No receipt\n\nText.\n\n\
                ### ⚪ Other\n\n- Labels are printed in the old typeface.\n\
                - The list of shelves cannot be sorted by floor.\n";
    assert_eq!(titles(text).len(), 5);
    assert_eq!(titles(&text.replace("Other", "Remarks on the desk")).len(), 3);
}

#[test]
fn finished_phases_and_links_to_searches_are_no_entries() {
    let plan = "# Roadmap\n\n## v1.1: Printing ✅\n\n- Phase 1: labels\n- Phase 2: receipts\n\n\
                ## v1.2: Lending ✅\n\n- Phase 1: desk\n\n## v1.3: Fines ✅\n\n- [x] Phase 1: till\n";
    assert_eq!(titles(plan), [""; 0]);
    let searches = "# Known issues\n\nAll are in the tracker.\n\n| Kind | Label |\n|---|---|\n\
                    | [All open bugs](https://git.example/desk/issues?q=is%3Aopen+bug) | `bug` |\n\
                    | [What was repaired](https://git.example/desk/issues?q=is%3Aclosed) | `fixed` |\n";
    assert_eq!(titles(searches), [""; 0]);
}

#[test]
fn a_wide_table_of_bugs_may_give_the_day_first() {
    let header = "| Date | Place | What happens | Part | Tags |\n|---|---|---|---|---|\n";
    let rows = "| 2025-10-12 | desk | Loans vanish at noon every day | web | loans |\n\
                | 2025-10-11 | till | A fine is doubled after a refund | web | fines |\n";
    for gap in ["", "\n"] {
        assert_eq!(titles(&format!("# List of bugs\n\n{header}{gap}{rows}")).len(), 2, "{gap:?}");
    }
    assert_eq!(titles(&format!("# The desk\n\n{header}{rows}")).len(), 0);
}

#[test]
fn a_heading_may_join_two_states_of_one_side() {
    let text = |heading: &str| {
        format!(
            "# Open points of the pier\n\n## {heading}\n\n| ID | Result | Record |\n|---|---|---|\n\
             | PT-001 | Lamps are switched by the clock. | D-1 |\n| PT-002 | One crane is enough. | D-2 |\n"
        )
    };
    let states = |heading: &str| {
        let all = listed(&text(heading));
        let states = all.lines().skip(1).map(|line| line.split(" | ").nth(1).unwrap_or_default());
        states.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(states("Resolved or clarified"), ["Fixed", "Fixed"]);
    assert_eq!(states("Erledigt und geklärt"), ["Fixed", "Fixed"]);
    assert!(!states("Open or fixed").contains(&"Fixed".to_owned()));
}

#[test]
fn a_column_of_kinds_has_no_titles() {
    let text = "# Open points\n\n| ID | Class | Level | To be settled | Source |\n|---|---|---|---|---|\n\
                | PT-004 | Rule | High | Whether a zero is shown when the view is empty. | A-1 |\n\
                | PT-019 | Test | Low | Run the whole comparison and keep its record. | A-2 |\n";
    let found = titles(text);
    assert!(found[0].starts_with("Whether a zero"), "{found:?}");
    assert!(found[1].starts_with("Run the whole"), "{found:?}");
}

#[test]
fn numbered_questions_below_open_questions_are_entries() {
    let text = "# Open questions\n\n## 1. Who opens the lock at night?\n\nThe guard may.\n\n\
                ## 2. Is the slip wide enough?\n\nFor dinghies it is.\n\n## 3. Name of the pier\n\nOpen.\n";
    assert_eq!(titles(text).len(), 3);
    let answers = "# Known issues\n\n## How do I report one?\n\nBy mail.\n\n\
                   ## Who repairs them?\n\nThe desk does.\n";
    assert_eq!(titles(answers), [""; 0]);
}

#[test]
fn a_list_below_the_title_holds_entries_where_nothing_else_is_open() {
    let list = "- The clock of the pier is an hour late in winter.\n\
                - The gate counts a pram as a second visitor.\n- The map shows the old lock until noon.\n";
    let text = format!(
        "# Known problems\n\nThese are kept as they are:\n\n{list}\n## Removed debt\n\n\
         - The screen read the base by itself.\n- A state was kept in two maps.\n"
    );
    assert_eq!(titles(&text).len(), 5);
    let text = format!(
        "# Known problems\n\n- This list leads and the plan follows it.\n- Each gap has a line of its own.\n\
         - What is repaired is struck out here.\n\n## Open\n\n{list}"
    );
    assert_eq!(titles(&text).len(), 3);
}

#[test]
fn a_section_about_one_entry_holds_no_others() {
    let text = "# Risks\n\n| Risk ID | Risk | Owner | Status |\n|---|---|---|---|\n\
                | RK-01 | The crane is booked twice | Ann | Open |\n| RK-02 | No diver in May | Bo | Open |\n\n\
                ## Why RK-01 is the highest risk\n\n- **Reason:** The yard has one crane alone.\n\
                - **Costs:** A day of the yard for each booking.\n";
    assert_eq!(titles(text).len(), 2);
}

#[test]
fn a_row_that_says_that_there_is_nothing_is_no_entry() {
    let text = "# Audit findings\n\n## Process\n\n1. Each finding gets an owner within a week.\n\
                2. What is closed stays in the list for a year.\n\n## Findings\n\n\
                | ID | Finding | Owner | Status |\n|---|---|---|---|\n| N/A | None | N/A | – |\n";
    assert_eq!(titles(text), [""; 0]);
}

#[test]
fn a_section_built_like_the_others_is_an_entry_whatever_its_heading_begins_with() {
    let entry = |heading: &str| {
        format!("### {heading}\n\nNow: the pier is dark.\n\nWanted: a lamp at the end.\n\n")
    };
    let all: String =
        ["Lamps are dim", "Notes on the rail are lost", "Bells ring late", "Rails are wet"]
            .map(entry)
            .concat();
    assert_eq!(titles(&format!("# Known gaps\n\n## Pier\n\n{all}")).len(), 4);
}

#[test]
fn a_section_between_the_numbers_of_entries_is_one() {
    let built = |number: usize| {
        format!("### {number}. Lamp {number} is dim\n\nText.\n\n**Repair:**\n\n- a new lamp\n\n")
    };
    let text = format!(
        "# Known problems\n\n## High\n\n{}### 2. The second bell rings late\n\nText.\n\n{}{}",
        built(1),
        built(3),
        built(4)
    );
    assert_eq!(titles(&text).len(), 4);
}

#[test]
fn a_state_in_brackets_before_the_words_of_an_item_is_no_title() {
    let text = "# Bugs\n\n1. **(Closed)** The lamp burns at noon. Check it.\n\
                2. **[Fixed]** The gate hangs in the wind.\n3. The lock leaks. Ask the diver.\n";
    assert_eq!(
        listed(text),
        "Checklist Generic\n | Verified | The lamp burns at noon\n | Fixed | The gate hangs in the wind\n \
         | – | The lock leaks\n"
    );
}

#[test]
fn a_row_of_several_sections_is_no_entry() {
    let section = |number: usize| format!("## ORD-00{number}: Gap {number} of orders\n\nText.\n\n");
    let rows = "| ID | Gap | Status |\n|---|---|---|\n| ORD-001 | one | Open |\n| ORD-002 | two | Open |\n\
                | ORD-003, ORD-004 | pair | Open |\n\n";
    let text = format!("# Gaps\n\n{rows}{}", (1..=4).map(section).collect::<String>());
    assert_eq!(titles(&text).len(), 4);
}
