//! What is beside entries and is none, and what is one although something beside it speaks against it.

use super::evidence::titles;
use super::shapes::listed;

/// The entries of a text, each in a line: its name, its state, its title.
fn lines(text: &str) -> Vec<String> {
    listed(text).lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn bullets_right_below_a_numbered_item_are_its_details() {
    let item = |at: usize, words: &str| {
        format!("{at}. {words}\n- Seen by: the harbour\n- Wanted: `PATCH /berths/{at}`\n\n")
    };
    let all = [item(1, "No change of berth"), item(2, "No list of cranes"), item(3, "No refund")];
    let text = format!("# Backend gaps of the harbour\n\n## Missing endpoints\n\n{}", all.concat());
    assert_eq!(titles(&text), ["No change of berth", "No list of cranes", "No refund"]);
}

#[test]
fn a_list_behind_numbered_items_is_a_list_of_its_own() {
    let text = "# Known issues\n\n1. The crane stops at noon\n2. The gate is loose\n3. The lamp is off\n\n\
                - The bell rings twice each hour\n- The scale shows zero\n";
    assert_eq!(titles(text).len(), 5, "{:?}", titles(text));
}

#[test]
fn what_is_behind_a_break_is_not_of_the_heading_above_it() {
    let text = "# Risks of the pier\n\n## Purpose\n\nAll risks, with their levels.\n\n---\n\n\
                | ID | Risk | Priority |\n|---|---|---|\n| R-1 | Crane stops | High |\n| R-2 | Gate is loose | Low |\n| R-3 | Lamp is off | Low |\n\n\
                ---\n\n## Rules\n\n- Keep it up to date.\n- Say who did what.\n";
    assert_eq!(titles(text), ["Crane stops", "Gate is loose", "Lamp is off"]);
}

#[test]
fn long_headings_with_remarks_are_the_entries() {
    let text = "# Known issues\n\n## Import of large files stops at night\n\n- Seen twice in May\n- No trace in the log\n\n\
                ## Labels of boxes overlap on small screens\n\n- Only in landscape\n- Worse with long names\n";
    assert_eq!(
        titles(text),
        ["Import of large files stops at night", "Labels of boxes overlap on small screens"]
    );
}

#[test]
fn headings_below_states_are_read_alike() {
    let text = "# Pier\n\n## Open\n\n### Import of large files stops\n\n- Seen twice\n- No trace\n\n\
                ### Labels overlap on phones\n\n- In landscape\n- With long names\n\n\
                ## Fixed\n\n### Login loop\n\n- Cookie was wrong\n- Since May\n\n### Broken footer\n\n- Old link\n- Since June\n";
    assert_eq!(
        titles(text),
        ["Import of large files stops", "Labels overlap on phones", "Login loop", "Broken footer"]
    );
    let areas = "# Pier\n\n## Open\n\n### Import\n\n- Large files stop at night\n- Names are cut at 40 letters\n\n\
                 ### Labels and boxes\n\n- They overlap on small screens\n- Long names are lost\n";
    assert_eq!(titles(areas).len(), 4, "{:?}", titles(areas));
}

#[test]
fn tables_that_rank_known_entries_hold_none() {
    let gap = |at: usize, title: &str| {
        format!("## GAP-{at}: {title}\n\n**Status:** Open\n\nIt is missing.\n\n")
    };
    let gaps =
        [gap(1, "No export endpoint"), gap(2, "Search ignores umlauts"), gap(3, "No labels")];
    let ranks = "## Order\n\n### Must have\n\n| # | Gap | Effort |\n|---|---|---|\n| 1 | Export endpoint | L |\n\n\
                 ### Nice to have\n\n| # | Gap | Effort |\n|---|---|---|\n| 2 | Search umlauts | S |\n| 3 | Labels | S |\n";
    assert_eq!(
        titles(&format!("# Backend gaps\n\n{}{ranks}", gaps.concat())),
        ["No export endpoint", "Search ignores umlauts", "No labels"]
    );
}

#[test]
fn results_of_tests_are_no_entries() {
    let text = "# Known issues\n\n## 1. The crane stops at noon\n\n**Status:** Fixed\n\n## 2. The gate is loose\n\n**Status:** Open\n\n\
                ## Runs\n\n| Test | Load | Result | Verified |\n|---|---|---|---|\n| CRANE-8 | 8 t | PASS | Yes |\n| CRANE-9 | 9 t | FAIL | No |\n";
    assert_eq!(titles(text), ["The crane stops at noon", "The gate is loose"]);
}

#[test]
fn parts_of_a_sentence_are_no_entries() {
    let text = "# How to write a card\n\n## Risks and limits\n\nName what may happen:\n\n\
                - gates that do not close;\n- cranes without a brake;\n- lamps that are off;\n- or anything else.\n";
    assert_eq!(titles(text), [""; 0]);
}

#[test]
fn a_sentence_that_names_limits_announces_a_list() {
    let text = "# Limitations of gates\n\nGates open and close.\n\n## Use\n\nWhile a gate opens, there are the following limitations:\n\n\
                - No second card is read.\n- The lamp cannot be switched off.\n";
    assert_eq!(titles(text).len(), 2, "{:?}", titles(text));
}

#[test]
fn changes_of_a_version_in_progress_are_no_entries() {
    let text = "# Change log of the pier\n\n### Pier v2.0 (in progress)\n\n#### v2.0-dev-2\n\n- Added a crane\n- Added a gate\n\n### Pier v1.9\n\n- Added a lamp\n";
    assert_eq!(titles(text), [""; 0]);
}

#[test]
fn open_boxes_are_read_beside_ticked_ones() {
    let text = "# Technical debt\n\n## Open secrets\n\n- [x] Key of the gate is out of the code\n- [x] Key of the crane was changed\n\n\
                ## Structure\n\n| # | Topic | Effort | Status |\n|---|---|---|---|\n| 1 | One gate for all | M | Open |\n| 2 | Cranes in a module | S | Done |\n\
                | 3 | Lamps by their pier | S | Open |\n\n\
                ## Code to tidy up\n\n- [ ] The list of piers is there twice\n- [ ] The crane is started three times\n";
    assert_eq!(titles(text).len(), 7, "{:?}", titles(text));
}

#[test]
fn brackets_hold_several_values() {
    let text = "# Findings\n\n## [CRITICAL · FIXED 2026-03-01] Cards never expire\n\nFor ever.\n\n\
                ## [HIGH · OPEN] Codes in the log\n\nIn clear.\n\n## [LOW] Typo in the mail\n\nOne letter.\n";
    let all = lines(text);
    assert!(all[0].contains("Fixed") && all[0].ends_with("| Cards never expire"), "{all:?}");
    assert!(all[1].contains("Open") && all[1].ends_with("| Codes in the log"), "{all:?}");
}

#[test]
fn the_second_line_of_an_item_may_begin_with_its_state() {
    let text = "# Bugs\n\n1. ~~The crane stops at noon~~\n   Fixed in 2.1\n2. Export stops at 1,000 rows\n   Open, see the log\n\
                3. A title that goes on\n   open ended\n";
    let all = lines(text);
    assert!(all[1].contains("| Open | Export stops at 1,000 rows"), "{all:?}");
    assert!(all[2].contains("A title that goes on"), "{all:?}");
}

#[test]
fn a_step_about_code_is_no_id() {
    let text = "# Technical debt\n\n## [TD-001] Keys in the open\n\n**Priority:** High\n\n### Problem\n\n\
                1. **Store** — Keep the keys in the store of the pier.\n2. **Code** — Read the keys from the store and never from the wall.\n";
    assert!(lines(text)[0].starts_with("TD-001 |"), "{:?}", lines(text));
}

#[test]
fn code_in_a_numbered_heading_is_no_id() {
    let text = "# Debt of the checker\n\n## 1. `no-loose-gates` — 13 errors\n\nAll over.\n\n## 2. `crane/only-up` — 3 errors\n\nIn the yard.\n";
    let all = lines(text);
    assert!(all[0].starts_with("1 |") && all[1].starts_with("2 |"), "{all:?}");
}

#[test]
fn a_section_between_numbered_entries_is_one() {
    let text = "# Findings\n\n### 1. Gate is loose\n**Impact**: High\n**Wanted**: A bolt\n\n### 2. Missing lamps\n**Not found**:\n\
                - a lamp on the pier\n- a lamp in the yard\n- a lamp at the gate\n\n### 3. Crane stops\n**Impact**: Low\n**Wanted**: Oil\n";
    assert_eq!(titles(text), ["Gate is loose", "Missing lamps", "Crane stops"]);
}

#[test]
fn values_in_parentheses_are_between_an_id_and_its_words() {
    let items = "# Gaps\n\n- G1 (P1, open): no way to merge two cranes\n- G2 (P2, done): no order of gates\n";
    let headings = "# Gaps\n\n### G1 (P1, open): no way to merge two cranes\n\nNone.\n\n### G2 (P2, done): no order of gates\n\nNone.\n";
    for text in [items, headings] {
        let all = lines(text);
        assert_eq!(
            all,
            ["G1 | Open | no way to merge two cranes", "G2 | Fixed | no order of gates"],
            "{text}"
        );
    }
}

#[test]
fn columns_of_boxes_and_of_signs_with_words_are_states() {
    let boxes = "# Open points\n\n| | Point | Who |\n|---|---|---|\n| [ ] | Move the crane | Kim |\n| [x] | Oil the gate | Bo |\n\
                 | [ ] | Paint the door | Bo |\n";
    let states: Vec<String> =
        lines(boxes).iter().filter_map(|it| it.split(" | ").nth(1).map(str::to_owned)).collect();
    assert_eq!(states, ["Open", "Fixed", "Open"]);
    let signs = "# Backend gaps\n\n| Screen | Call | Backend |\n|---|---|---|\n| Cranes | list of cranes | ✅ |\n\
                 | Cranes | move of a crane | ❌ missing |\n| Gates | lock of a gate | ⚠️ partial |\n";
    assert!(lines(signs).iter().any(|it| it.contains("Open")), "{:?}", lines(signs));
}

#[test]
fn a_section_alone_in_its_area_is_built_as_those_of_others() {
    let entry = |title: &str| {
        format!("#### {title}\n\n- UI: shows it\n- API: hides it\n- Impact: nobody sees it\n\n")
    };
    let (one, two, three) =
        (entry("Names are cut"), entry("Days are off"), entry("Phone is asked"));
    let text = format!("# Mismatches\n\n### Cranes\n\n{one}{two}### Gates\n\n{three}");
    assert_eq!(titles(&text), ["Names are cut", "Days are off", "Phone is asked"]);
}

#[test]
fn fields_of_led_bullets_are_not_those_of_the_heading() {
    let item = |words: &str| {
        format!("1. {words}\n\n- Before: it was off\n- Status: Fixed in the yard.\n\n")
    };
    let text = format!(
        "# Known bugs\n\n## Closed in this round\n\n{}{}{}",
        item("Crane stops at noon"),
        item("Gate is loose"),
        item("Lamp is off")
    );
    assert_eq!(titles(&text), ["Crane stops at noon", "Gate is loose", "Lamp is off"]);
}

#[test]
fn boxes_beside_boxes_with_ids_are_entries() {
    let text = "# Open points\n\n## Logic\n\n- [ ] **FA-05:** The crane is late\n- [ ] **FA-06:** The gate is loose\n- [x] **FA-07:** The lamp is off\n\n\
                ## Tests\n\n- [ ] The list of piers calls old names\n- [ ] The yard has none at all\n\n\
                ## Tidy up\n\n- [ ] The crane is there twice\n";
    assert_eq!(titles(text).len(), 6, "{:?}", titles(text));
}

#[test]
fn a_lower_priority_is_a_level() {
    let rows = |first: usize| {
        format!(
            "| # | Finding | File |\n|---|---|---|\n| {first} | The crane stops | a |\n| {} | The gate is loose | b |\n\n",
            first + 1
        )
    };
    let text = format!(
        "# Review findings\n\n## High Priority\n\n{}## Medium Priority\n\n{}## Lower Priority\n\n{}",
        rows(1),
        rows(3),
        rows(5)
    );
    assert_eq!(titles(&text).len(), 6, "{:?}", titles(&text));
}

#[test]
fn sections_whose_numbers_run_on_are_entries_below_any_heading() {
    let section = |at: usize| format!("#### {at}. Point of number {at}\n\nIt fails at night.\n\n");
    let text = format!(
        "# Security audit\n\n## Findings\n\n### Critical\n\n{}{}### Recommendations\n\n{}{}",
        section(1),
        section(2),
        section(3),
        section(4)
    );
    assert_eq!(titles(&text).len(), 4, "{:?}", titles(&text));
}

#[test]
fn a_remark_above_sections_with_boxes_is_no_entry() {
    let text = "# TODO of the pier\n\n## P0 — Safety\n\n- [x] **Lock the gate**\n- [ ] **Oil the crane**\n- [ ] **Light the pier**\n\n\
                ## Timing — clock and bell\n\n> The bell is sound, but it rings late at night.\n\n\
                ### P0 — Faults\n\n- [x] **Repair the start**\n- [ ] **Repair the end**\n\n### P1 — Wishes\n\n- [ ] **Ring at noon**\n- [ ] **Ring at six**\n";
    assert_eq!(titles(text).len(), 7, "{:?}", titles(text));
}

#[test]
fn numbered_headings_that_end_in_a_state_are_entries_beside_rows() {
    let section = |at: usize, state: &str| {
        format!("### {at}. Gate of pier {at} {state}\n\n**Before:** open.\n**After:** shut.\n\n")
    };
    let text = format!(
        "# Gaps of the harbour\n\n## Repaired today (P1)\n\n{}{}{}## Later (P3)\n\n### 4. Mixed gates ❌\n\nNone at all.\n\n### 5. View of the pier ❌\n\nNone.\n\n\
         ## State of the rules\n\n| Rule | State | Note |\n|---|---|---|\n| R1 | ✅ | good |\n| R2 | ✅ | good |\n| R3 | ❌ | missing |\n",
        section(1, "✅ FIXED"),
        section(2, "✅ FIXED"),
        section(3, "✅ FIXED")
    );
    let all = titles(&text);
    assert!(all.iter().any(|it| it.starts_with("Gate of pier 1")), "{all:?}");
}

#[test]
fn sections_without_the_label_of_a_few_others_are_entries_as_well() {
    let entry =
        |title: &str, label: &str| format!("### {title}\n\n{label}It is seen at night.\n\n");
    let text = format!(
        "# Technical debt\n\n## High priority\n\n{}{}## Medium priority\n\n{}{}## Low priority\n\n{}{}",
        entry("Gate is loose", "**Fix:** oil. "),
        entry("Crane stops", ""),
        entry("Lamp is off", "**Fix:** bulb. "),
        entry("Bell is cracked", ""),
        entry("Scale shows zero", "**Fix:** reset. "),
        entry("Paint comes off", "")
    );
    assert_eq!(titles(&text).len(), 6, "{:?}", titles(&text));
}

#[test]
fn a_gap_may_be_called_as_an_aside_is() {
    let section = |at: usize, title: &str| {
        format!("### {at}. {title}\n\n**Status**: Open\n\nIt is missing.\n\n")
    };
    let text = format!(
        "# Backend gaps\n\n## Missing\n\n{}{}{}{}",
        section(1, "Orders by day"),
        section(2, "Metrics"),
        section(3, "Inventory of the pier"),
        section(4, "Order summary")
    );
    assert_eq!(titles(&text).len(), 4, "{:?}", titles(&text));
}
