//! What is not expected of a register with a form of its own.

use insta::assert_snapshot;

use super::linted::{linted, linted_with};

/// The entries with a finding about their state, in a table with these states.
fn states_reported(promise: &str, states: &[&str]) -> Vec<String> {
    let mut text =
        format!("# Known problems\n\n{promise}\n\n| ID | Problem | Status |\n|---|---|---|\n");
    for (at, state) in states.iter().enumerate() {
        text += &["| K-", &(at + 1).to_string(), " | Renewal is lost | ", state, " |\n"].concat();
    }
    let names = |line: &str| line.split(' ').nth(3).unwrap().to_owned();
    let report = linted(&text);
    assert!(report.lines().all(|line| line.contains(" unknown-status ")), "{report}");
    report.lines().map(names).collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_word_for_a_state_may_be_its_own() {
    // One unknown word among known ones is a mistake.
    assert_eq!(states_reported("", &["strange", "Open", "Fixed"]), ["K-1"]);
    assert_eq!(states_reported("", &["strange", "Open", "Fixed", "Open"]), ["K-1"]);
    // A word that is used again is one of the register's own; so is one where few words are known.
    assert_eq!(states_reported("", &["strange", "strange", "Fixed", "Open", "Open"]), NOTHING);
    assert_eq!(states_reported("", &["strange", "odd", "Open"]), NOTHING);
    assert_eq!(states_reported("", &["strange", "Open"]), ["K-1"]);
    // A register that states a flow is held to it.
    let flow = "Status flow: **Open → In Progress → Fixed → Verified**.";
    assert_eq!(states_reported(flow, &["strange", "strange", "Open"]), ["K-1", "K-2"]);
}

#[test]
fn a_box_that_is_not_known_is_no_error() {
    let item = |sign: &str, at: usize| format!("- [{sign}] **K-{at}** Renewal {at} is lost\n");
    let open: String = (1..=9).map(|at| item(" ", at)).collect();
    let text = format!("# Known problems\n\n{open}{}", item("-", 10));
    let report = linted(&text);
    assert!(
        report.starts_with("12 Info missing-field K-10 Status: `[-]` is not a known box"),
        "{report}"
    );
    assert!(
        report.contains("Cancelled: ['[-]']") && report.contains("In Progress: ['[-]']"),
        "{report}"
    );
    let declared = "vocabulary: { en: { statuses: { Cancelled: ['[-]'] } } }\n";
    assert_eq!(linted_with(declared, &text), "");
}

#[test]
fn a_box_that_is_mistyped_is_named() {
    let open = "- [ ] Renewals are lost\n".repeat(9);
    for slip in ["[] ", "[  ] ", "[ x] ", "[x ] ", "[\u{a0}] ", "[ ]", "( ) "] {
        let report = linted(&format!("# Known problems\n\n{open}- {slip}Lamps are dark\n"));
        let message = format!(
            "`{}` is not a known box, so this entry has no Status",
            slip.trim_end_matches(' ')
        );
        assert!(report.contains(&message) && report.contains("Error"), "{slip}: {report}");
    }
    let few = linted(
        "# Known problems\n\n- [ ] Seats are lost\n- [x] Mails are late\n- [] Lamps are dark\n",
    );
    assert!(few.contains("`[]` is not a known box"), "{few}");
    let unknown = linted(&format!("# Known problems\n\n{open}- [-] Lamps are dark\n"));
    assert!(unknown.contains("Info") && unknown.contains("`[-]` is not a known box"), "{unknown}");
    for other in ["[](lamps.md) are dark", "Lamps are dark", "(x) is dark"] {
        let report = linted(&format!("# Known problems\n\n{open}- {other}\n"));
        assert!(!report.contains("box"), "{report}");
    }
}

#[test]
fn what_has_no_place_in_it_is_not_asked_for() {
    let head = "# Known problems\n\n| ID | Problem | Status | Owner |\n|---|---|---|---|\n";
    let row = |at: usize| format!("| K-{at} | Renewal {at} is lost | Open | Desk |\n");
    let kept = |count: usize| (1..=count).map(row).collect::<String>();
    let bare = "| | Hold list is empty | | |\n";
    assert_snapshot!(linted(&[head, &kept(9), bare].concat()), @"
    14 Error missing-id  ID: this entry has no ID | an ID that never changes lets the table, the mirror and tickets refer to it | Unsafe: assign the next free ID, K-10
    14 Error missing-field  Status: this entry has no Status | fill in its cell in the column `Status`
    ");
    // What one in five lacks is no habit.
    assert_eq!(linted(&[head, &kept(4), bare].concat()), "");
    let headings = "# Known problems\n\n## K-1 Renewal is lost\n\n- Status: Open\n- Owner: Desk\n\n\
                    ## K-2 Hold list is empty\n\n- Owner: Desk\n- Symptom: TBD\n\n\
                    ## K-3 Fine is doubled\n\n- Status: Open\n- Owner: N/A\n\n\
                    ## Receipt is blank\n\n- Status: TODO\n- Owner: Desk\n";
    assert_snapshot!(linted(headings), @"11 Warning placeholder-value K-2 Symptom: Symptom is still to be filled in");
    assert_snapshot!(linted_with("required: [ID, Owner, Priority]\n", headings), @"
    3 Error missing-field K-1 Priority: this entry has no Priority | add a line such as `- **Priority:** P1`
    8 Error missing-field K-2 Priority: this entry has no Priority | add a line such as `- **Priority:** P1`
    11 Warning placeholder-value K-2 Symptom: Symptom is still to be filled in
    13 Error missing-field K-3 Priority: this entry has no Priority | add a line such as `- **Priority:** P1`
    16 Warning placeholder-value K-3 Owner: Owner is still to be filled in
    18 Error missing-field  Priority: this entry has no Priority | add a line such as `- **Priority:** P1`
    18 Error missing-id  ID: this entry has no ID | an ID that never changes lets the table, the mirror and tickets refer to it | Unsafe: assign the next free ID, K-4
    ");
}

#[test]
fn an_owner_that_most_rows_have_is_asked_for() {
    let head = "# Known problems\n\n| ID | Problem | Status | Owner |\n|---|---|---|---|\n";
    let rows = |owners: &[&str]| {
        let row =
            |(at, own): (usize, &&str)| format!("| K-{at} | Renewal {at} is lost | {own} |\n");
        let rows: String = owners.iter().enumerate().map(row).collect();
        linted(&format!("{head}{rows}"))
    };
    assert_snapshot!(rows(&["Open | Desk", "Open | Desk", "Fixed | Web", "Open |"]), @"8 Info missing-field K-3 Owner: this entry has no Owner, which is recommended | fill in its cell in the column `Owner`");
    // Nothing is left to do, or half of the rows have none.
    assert_eq!(rows(&["Open | Desk", "Open | Desk", "Open | Web", "Fixed |"]), "");
    assert_eq!(rows(&["Open | Desk", "Open | Desk", "Open |", "Open |"]), "");
}

#[test]
fn fields_that_no_entry_has_are_not_required() {
    let rows = "# Known problems\n\n| ID | Problem | Owner |\n|---|---|---|\n\
                | no id | Renewal is lost | Desk |\n| K-2 | Hold list is empty | |\n";
    assert_eq!(linted(rows), "");
    let headings = "# Known problems\n\n## K-1 Renewal is lost\n\n- Owner: Desk\n- Severity: Low\n\n\
                    ## K-2 Hold list is empty\n\n- Owner: Desk\n- Severity: High\n";
    assert_eq!(linted_with("profile: generic\n", headings), "");
    let twice = headings
        .replace("- Severity: Low", "- **Environment:** a\n- **Enviroment:** b\n- Severity: Low");
    assert_eq!(linted_with("profile: generic\n", &twice), "");
}

#[test]
fn levels_and_labels_may_be_its_own() {
    const GENERIC: &str = "profile: generic\n";
    let entry = |id: &str, fields: &str| format!("## {id} Renewal of {id} is lost\n\n{fields}\n");
    let text = [
        "# Known problems\n\n",
        &entry(
            "K-1",
            "- Priority: High\n- Severity: P1\n- First Seen: 27.02.2026\n- Impact: It is slow.\n- Consequences: People wait.\n",
        ),
        &entry(
            "K-2",
            "- Priority: dire\n- Severity: High\n- **Ticket:** 12\n- **Enviroment:** all\n- Status: Verified\n",
        ),
        &entry(
            "K-3",
            "- Priority: Low\n- Severity: Hihg\n- Impact: It is slow.\n- **Impact**: People wait.\n",
        ),
        &entry("K-4", "- Priority: Medium\n- Severity: Low\n"),
    ];
    assert_snapshot!(linted_with(GENERIC, &text.concat()), @"
    13 Error unknown-value K-2 Priority: `dire` is not a priority | the priorities here are High, Medium, Low
    16 Warning unknown-field K-2 Enviroment: `Enviroment` is not a known field | did you mean `Environment`? | Safe: write `Environment`
    22 Error unknown-value K-3 Severity: `Hihg` is not a severity | did you mean `High`? | Unsafe: write `High`
    24 Error repeated-field K-3 Impact: Impact is twice in this entry | 23: it is here first
    ");
    // Evidence is expected where the closed entries have some, as a rule.
    let closed =
        "- Priority: Medium\n- Severity: Low\n- Status: Verified\n- Closure note: Seen by Ines.\n";
    let closed = |at: usize| entry(&format!("K-{at}"), closed);
    let closed: String = (5..=13).map(closed).collect();
    assert_snapshot!(linted_with(GENERIC, &[text.concat(), closed].concat()), @"
    13 Error unknown-value K-2 Priority: `dire` is not a priority | the priorities here are High, Medium, Low
    16 Warning unknown-field K-2 Enviroment: `Enviroment` is not a known field | did you mean `Environment`? | Safe: write `Environment`
    17 Error status-without-evidence K-2 Status: Verified, but with neither a verification nor a closure note | say what was checked, by whom and when, in a `Closure note`
    22 Error unknown-value K-3 Severity: `Hihg` is not a severity | did you mean `High`? | Unsafe: write `High`
    24 Error repeated-field K-3 Impact: Impact is twice in this entry | 23: it is here first
    ");
}

#[test]
fn what_a_register_explains_or_writes_again_is_its_own() {
    let head = "# Known problems\n\n- **Stub** – there, but incomplete\n- **Parked** – not this year\n\n\
                | ID | Problem | Status | Severity |\n|---|---|---|---|\n";
    let rows = [
        "| K-1 | Renewal is lost | Stub | High |\n",
        "| K-2 | Hold list is empty | Waiting for the branch office | Medium-High |\n",
        "| K-3 | Fine is doubled | Parked | low-desk (rarely seen) |\n",
        "| K-4 | Receipt is blank | Open | low-desk — in May only |\n",
        "| K-5 | Lamp flickers | Fixed | Low |\n",
    ];
    assert_eq!(linted(&[head, &rows.concat()].concat()), "");
}

#[test]
fn each_section_of_another_form_may_number_its_entries_from_the_start() {
    let section = |name: &str| {
        format!(
            "## {name}\n\n### 1. The scanner of {name} sleeps\n\n- **Cause:** a\n\n### 2. The lamp of {name} flickers\n\n- **Cause:** b\n\n"
        )
    };
    let text = ["# Known problems\n\n", &section("Desk"), &section("Kiosk")].concat();
    assert_eq!(linted_with("profile: generic\n", &text), "");
}

#[test]
fn a_field_that_is_open_as_a_rule_is_no_finding() {
    let row = |at: usize| format!("| K-{at} | Renewal {at} is lost | Open | TBD |\n");
    let head = "# Known problems\n\n| ID | Problem | Status | Owner |\n|---|---|---|---|\n";
    let rows: String = (1..=10).map(row).collect();
    assert_eq!(linted(&[head, &rows].concat()), "");
}

#[test]
fn a_word_that_nearly_all_write_in_another_way_is_a_variant() {
    let table = |states: &[&str]| {
        let row =
            |(at, state): (usize, &&str)| format!("| K-{at} | Renewal {at} is lost | {state} |\n");
        let rows: String = states.iter().enumerate().map(row).collect();
        format!("# Known problems\n\n| ID | Problem | Status |\n|---|---|---|\n{rows}")
    };
    assert_snapshot!(linted(&table(&["open", "open", "Open", "open", "fixed"])), @"7 Info variant-spelling K-2 Status: `Open` is usually written `open` | Safe: write `open`");
    // Neither of two habits is the other's slip, and a register may have its own words.
    for states in
        [&["open", "open", "Open"][..], &["open", "Open"], &["stuck", "stuck", "STUCK (May)"]]
    {
        assert!(!linted(&table(states)).contains("variant-spelling"), "{states:?}");
    }
}

#[test]
fn nobody_has_to_own_what_is_closed() {
    let text = |owner: &str| {
        format!(
            "# Known problems\n\n## K-01: Renewal is lost\n\n- Status: Fixed\n- Owner: {owner}\n\n\
             ## K-02: Hold list is empty\n\n- Status: Open\n- Owner: {owner}\n\n\
             ## K-03: Fine is doubled\n\n- Status: Open\n- Owner: Desk\n"
        )
    };
    let found = |owner: &str| linted_with("required: [Owner]\nprofile: generic\n", &text(owner));
    assert_snapshot!(found("-"), @"11 Warning placeholder-value K-02 Owner: Owner is still to be filled in");
    // What is to come is to come.
    assert_eq!(found("TBD").lines().count(), 2);
}

#[test]
fn rows_of_entries_that_are_no_table_on_the_page_are_reported() {
    let report = |text: &str| {
        let report = linted(text);
        report.lines().filter(|line| line.contains("split-table")).map(str::to_owned).collect()
    };
    let table = "| ID | Gap | Owner | Status |\n|---|---|---|---|\n| K-1 | a | Mia | Open |\n| K-2 | b | Ada | Open |\n";
    let whole = format!("# Known gaps\n\n{table}");
    let cut = whole.replace("| K-2", "\n| K-2");
    let bare = format!("{whole}\n## Later\n\n{}", table.replace("|---|---|---|---|\n", ""));
    let shown: Vec<Vec<String>> =
        [whole.clone(), cut, bare.replace("K-", "L-")].iter().map(|text| report(text)).collect();
    assert_eq!(shown[0], NOTHING);
    assert!(shown[1][0].starts_with("7 Warning split-table"), "{shown:?}");
    assert!(shown[1][0].contains("1 row below it is in no table on the page"), "{shown:?}");
    assert!(shown[2][0].contains("the line of hyphens under the header is missing"), "{shown:?}");
    // A template in a comment is none.
    let template = format!("{whole}\n<!--\n{}-->\n", table.replace("|---|---|---|---|\n", ""));
    assert_eq!(report(&template), NOTHING);
}

#[test]
fn an_id_right_behind_the_signs_of_a_heading_is_reported() {
    let entry =
        |id: &str, signs: &str| format!("{signs}{id}: no gate\n\n- Status: Open\n- Owner: Mia\n\n");
    let text = |third: &str| {
        format!("# Known gaps\n\n{}{}{third}", entry("K-1", "### "), entry("K-2", "### "))
    };
    let report = linted(&text(&entry("K-3", "###")));
    assert!(
        report.contains("malformed-heading") && report.contains("Safe: write the blank"),
        "{report}"
    );
    assert_eq!(linted(&text("##tag\n\n#K-3\n\n###Other-3: words\n")), "");
}
