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
