//! Lists of issues by their number, indexes of them, boards of tasks, and what a file's name says.

use super::shapes::listed;
use super::*;

/// The entries of a text, each in a line: its name, its state, its title.
fn lines(text: &str) -> Vec<String> {
    listed(text).lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn columns_of_a_board_are_no_entries_although_their_first_items_have_colons() {
    let text = "# TODO\n\n### To do\n- [ ] Map: draw the berths\n- [ ] Smaller tiles\n\n\
                ### Doing\n- [ ] Menu: add links\n- [ ] Colours of the tags\n\n\
                ### Done\n- [x] Menu: insert signs\n- [x] Search by name\n";
    assert_eq!(
        lines(text),
        [
            " | Open | Map: draw the berths",
            " | Open | Smaller tiles",
            " | Open | Menu: add links",
            " | Open | Colours of the tags",
            " | Fixed | Menu: insert signs",
            " | Fixed | Search by name",
        ]
    );
}

#[test]
fn an_index_of_issues_names_them_and_holds_none() {
    let issue =
        |number: u8, words: &str| format!("- [Issue #{number}: {words}](issue-{number}.md)\n");
    let all =
        [issue(7, "No tests of the crane"), issue(8, "Images are large"), issue(9, "No plot")];
    let text = format!(
        "# Issues\n\n## By priority\n\n### Medium\n\n{}\n## By subject\n\n### Safety\n\n(solved)\n\n\
         ### Speed\n\n- Issue #8, #9\n\n### Quality\n\n- Issue #7\n",
        all.concat()
    );
    assert_eq!(
        lines(&text),
        ["#7 | – | No tests of the crane", "#8 | – | Images are large", "#9 | – | No plot"]
    );
}

#[test]
fn a_closing_table_sums_up_the_issues_above_it() {
    let issue =
        |number: u8, words: &str| format!("### Issue #{number}: {words}\n\nSeen in May.\n\n");
    let all = [
        issue(1, "Export stops at noon"),
        issue(2, "No page of `berths()`"),
        issue(3, "Zone is off"),
    ];
    let text = format!(
        "# Known issues\n\n{}## Tracking\n\n| ID | Issue | Severity | Status |\n|---|---|---|---|\n\
         | #1 | Export stops | High | Open |\n| #2 | No page of berths() | Low | Fixed |\n| #3 | Zone lost | Low | Open |\n",
        all.concat()
    );
    assert_eq!(
        lines(&text),
        [
            "#1 | Open | Export stops at noon",
            "#2 | Fixed | No page of `berths()`",
            "#3 | Open | Zone is off",
        ]
    );
    with_register(&text, |register| {
        let levels = register.entries.iter().map(|it| register.value_of(it, Key::Severity));
        assert_eq!(levels.collect::<Vec<_>>(), [Some("High"), Some("Low"), Some("Low")]);
    });
}

#[test]
fn notes_beside_entries_with_ids_are_none() {
    let text = "# Technical debt\n\n| ID | Problem | Status |\n|---|---|---|\n| TD-1 | No backup | Open |\n\
                | TD-2 | Keys in clear text | Open |\n\n## 📝 Notes\n\n- Add a row as soon as a defect is found\n\
                - Mark it as resolved with the day\n";
    assert_eq!(lines(text), ["TD-1 | Open | No backup", "TD-2 | Open | Keys in clear text"]);
}

#[test]
fn headings_that_end_in_states_are_entries_below_what_was_corrected() {
    let text = "# Vacíos del puerto\n\n## Correcciones de hoy\n\n### 1. `grua.modo` — sin columna ✅ CORREGIDO\n\n\
                El manual define tres.\n\n### 2. Sin índice por muelle ✅ CORREGIDO\n\nTarda dos segundos.\n";
    assert_eq!(lines(text).len(), 2, "{:?}", lines(text));
}

#[test]
fn the_name_of_a_file_without_one_title_says_what_it_holds() {
    let text = "# Harbour\n\n- Mail to the harbour master.\n- Keep berths across restarts.\n\n\
                # Town\n\n- Cache of tides.\n- Retry after storms.\n";
    let count = |name: &str| {
        let source = Source::new(name, text);
        let vocabulary = Vocabulary::with(&UniqueMap::default());
        let id = IdPattern::default();
        Register::read(&source, Reading::at_root(&vocabulary, &id)).map_or(0, |it| it.entries.len())
    };
    assert_eq!((count("TODO.md"), count("harbour.md")), (4, 0));
}

#[test]
fn a_flow_of_other_things_is_that_of_no_states() {
    let text = |label: &str, flow: &str| {
        format!(
            "# Technical debt\n\n{label}: {flow}\n\n- [x] D-1 Parses twice\n- [ ] D-2 Cache grows\n- [ ] D-3 No totals\n"
        )
    };
    for (label, flow) in
        [("Flow", "upload → scan → report; each step is a file"), ("Akış", "komut → hedef → rapor")]
    {
        assert_eq!(
            lines(&text(label, flow)),
            ["D-1 | Fixed | Parses twice", "D-2 | Open | Cache grows", "D-3 | Open | No totals"]
        );
    }
    with_register(&text("Flow", "New → Doing → Done"), |register| {
        assert!(register.policy_lines.iter().any(|line| line.key == Some(Key::StatusFlow)));
    });
}

#[test]
fn plain_words_before_a_colon_below_an_empty_label_are_its_value() {
    let entry = |at: u8, way: &str| {
        format!(
            "## KI-{at}: Mail is late\n\n**Status:** Open\n**Impact:** a day\n**Workaround:**\n{way}\n\n"
        )
    };
    let text = format!(
        "# Known issues\n\n{}{}",
        entry(1, "Fallback: send it by hand"),
        entry(2, "Send it")
    );
    with_register(&text, |register| {
        let ways = register.entries.iter().map(|it| register.value_of(it, Key::Workaround));
        assert_eq!(ways.collect::<Vec<_>>(), [Some("Fallback: send it by hand"), Some("Send it")]);
    });
}

#[test]
fn the_box_of_an_item_is_the_state_of_its_row() {
    let text = "# Backlog\n\n| ID | Problem | Seen |\n|---|---|---|\n| G1.1 | The queue stops after a restart of the host | 2026-01-02 |\n\
                | G1.2 | No figures of the queue in the panel | 2026-01-03 |\n\n## Queue\n\n- [x] **G1.1** - Queue stops\n\
                - [ ] **G1.2** - No figures\n";
    assert_eq!(
        lines(text),
        [
            "G1.1 | Fixed | The queue stops after a restart of the host",
            "G1.2 | Open | No figures of the queue in the panel",
        ]
    );
}

#[test]
fn a_page_whose_gaps_name_the_entries_of_a_register_holds_none() {
    let text = "# Renewals\n\n## Backend/Integration Gaps\n\n- Renewing a list fails: [G-005](../gap-register.md).\n\
                - Fines stay: [G-006](../gap-register.md#g-006).\n";
    assert!(lines(text).is_empty(), "{:?}", lines(text));
    let own = text.replace("[G-006](../gap-register.md#g-006)", "see the log");
    assert_eq!(lines(&own).len(), 2);
}

#[test]
fn a_legend_under_its_caption_is_not_among_what_could_be_entries() {
    let text = "# Known gaps\n\n**Legend**\n\n- 🔴 Open – waits for hands\n- 🟡 In progress – has a branch\n- ✅ Fixed – is out\n\n\
                ## Details\n\n### KG-1 – Webhooks\n\n**Status:** 🔴 Open\n\n### KG-2 – Customs\n\n**Status:** ✅ Fixed\n";
    let unread = |text: &str| with_register(text, |register| register.unread.len());
    assert_eq!(unread(text), 0);
    assert_eq!(
        unread(
            &text.replace("🔴 Open – waits", "Cranes – waits").replace("🟡 In progress", "Gates")
        ),
        1
    );
}
