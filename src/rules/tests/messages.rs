//! Findings in full: place, level, message, help, fix and related places.

use std::fmt::Write;

use insta::assert_snapshot;

use super::linted::{findings, linted, linted_with};
use super::*;

/// A register in today's form whose entries have these fields beside those of a sound one.
fn register(front: &str, entries: &[&str]) -> String {
    let mut text = format!("# Backend Gap Register (EN)\n\n{front}\n");
    for (at, fields) in entries.iter().enumerate() {
        let number = at + 1;
        let _ = write!(text, "\n### 1.{number} Loans → Renewal is lost\n\n{fields}");
        let sound = [
            ("ID", format!("G-00{number}")),
            ("First Seen", "2026-02-27".to_owned()),
            ("Environment", "all".to_owned()),
            ("Status", "Open".to_owned()),
            ("Priority", "P1".to_owned()),
            ("Owner", "Backend".to_owned()),
            ("SLA", "7d".to_owned()),
            ("Target Version", "TBD".to_owned()),
            ("Impact", "High".to_owned()),
            ("Source page", "`/docs/en/loans.md`".to_owned()),
            ("Symptom", format!("Button {number} answers 404.")),
            ("Consequences", "Readers queue at the desk.".to_owned()),
            ("Workaround", "Renew at the desk.".to_owned()),
            ("Escalation Package", "The request.".to_owned()),
            ("Verification", "The button renews.".to_owned()),
        ];
        for (label, value) in sound {
            if !fields.contains(&format!("**{label}:**")) && !fields.contains(&format!("~{label}~"))
            {
                let _ = writeln!(text, "- **{label}:** {value}");
            }
        }
    }
    text
}

const QUIET: &str = "rules: { missing-triage: off, repeated-number: off }\n";

fn fields(entries: &[&str]) -> String {
    linted_with(QUIET, &register("", entries))
}

#[test]
fn a_wide_colon_is_written_plain_where_values_are_far_below_their_label() {
    let text = "# Gaps\n\n- **W-1 Gate.**\n  - **Note:** a\n  - Owner： b\n  - **Remark:** c\n  - Owner： d\n";
    let found = findings("", text);
    let odd = found.iter().find(|finding| finding.rule == "odd-character");
    let edits = &odd.and_then(|finding| finding.fix.as_ref()).expect("a fix").edits;
    let written: Vec<(&str, &str)> =
        edits.iter().map(|edit| (&text[edit.span.range()], edit.text.as_str())).collect();
    assert_eq!(written, [("： ", ": "), ("： ", ": ")]);
}

#[test]
fn fields_that_are_unknown_twice_or_missing() {
    assert_snapshot!(fields(&[""]), @"");
    assert_snapshot!(fields(&[
        "<!-- ~Environment~ -->\n- **Enviroment:** all\n- **Wrokaround:** none\n- **Sprint:** 12\n",
        "- **Impact:** High\n- **Impact:** Low\n- **Severity:** Low\n",
        "<!-- ~First Seen~ ~Priority~ ~SLA~ ~Status~ ~Owner~ -->\n",
        "- **Owner:**\n- **Symptom:** TBD\n- **Target Version:** N/A\n- **Verification:** to be filled in by whoever closes it\n",
    ]), @"
    8 Warning unknown-field G-001 Enviroment: `Enviroment` is not a known field | did you mean `Environment`? | Safe: write `Environment`
    9 Warning unknown-field G-001 Wrokaround: `Wrokaround` is not a known field | did you mean `Workaround`? | Unsafe: write `Workaround`
    10 Info unknown-field G-001 Sprint: `Sprint` is not a known field | a field of your own becomes known by a label under `vocabulary:`
    29 Error repeated-field G-002 Impact: Impact is twice in this entry | 28: it is here first
    41 Error repeated-field G-002 Impact: Consequences is twice in this entry | 28: it is here first
    49 Error missing-field G-003 First Seen: this entry has no First Seen | add a line such as `- **First Seen:** 2026-01-31`
    49 Error missing-field G-003 Owner: this entry has no Owner | add a line such as `- **Owner:** …`
    49 Error missing-field G-003 Priority: this entry has no Priority | add a line such as `- **Priority:** P1`
    49 Error missing-field G-003 SLA: this entry has no SLA | add a line such as `- **SLA:** 7d`
    49 Error missing-field G-003 Status: this entry has no Status | add a line such as `- **Status:** Open`
    62 Error empty-field G-004 Owner: Owner has no value
    63 Warning placeholder-value G-004 Symptom: Symptom is still to be filled in
    ");
}

#[test]
fn words_that_stand_for_none() {
    assert_snapshot!(fields(&["- **Owner:** TODO\n", "- **Status:** TBD\n", "- **Status:** TODO\n"]), @"
    7 Warning placeholder-value G-001 Owner: Owner is still to be filled in
    25 Warning placeholder-value G-002 Status: Status is still to be filled in
    ");
    let config =
        format!("{QUIET}required: [ID, Environment]\nrecommended: [Environment, Workaround]\n");
    let lacking = "<!-- ~Environment~ ~Workaround~ -->\n";
    assert_snapshot!(linted_with(&config, &register("", &[lacking])), @"
    8 Error missing-field G-001 Environment: this entry has no Environment | add a line such as `- **Environment:** …`
    8 Info missing-field G-001 Workaround: this entry has no Workaround, which is recommended
    ");
}

#[test]
fn a_missing_id_is_written_where_it_belongs() {
    for (id, want) in
        [("- **ID:**\n", "- **ID:** G-002\n"), ("- **ID:** TBD\n", "- **ID:** G-002\n")]
    {
        let text = register("", &["", id]);
        let found = findings("", &text);
        let fix =
            found.iter().find(|found| found.rule == "missing-id").unwrap().fix.as_ref().unwrap();
        assert_eq!(crate::finding::applied(&text, &fix.edits), text.replace(id, want));
    }
}

#[test]
fn values_that_are_none() {
    assert_snapshot!(fields(&[
        "- **Priority:** P7\n- **Impact:** Hihg\n- **UI endpoints:** `psot /a`, `BREW /b`, `see /c`, `get /d`, `GET /e`\n",
        "- **Priority:** huge\n- **Impact:** enormous\n- **Status:** opened up\n",
        "- **Priority:** p1\n- **Impact:** high\n- **Status:** open\n- **SLA:** soon\n",
    ]), @"
    7 Error unknown-value G-001 Priority: `P7` is not a priority | the priorities here are P0, P1, P2
    8 Error unknown-value G-001 Severity: `Hihg` is not a severity | did you mean `High`? | Unsafe: write `High`
    9 Error unknown-value G-001 UI endpoints: `psot` is not an HTTP method | did you mean `POST`? | Unsafe: write `POST`
    9 Error unknown-value G-001 UI endpoints: `BREW` is not an HTTP method
    9 Error unknown-value G-001 UI endpoints: `get` is not an HTTP method | did you mean `GET`? | Unsafe: write `GET`
    26 Error unknown-value G-002 Priority: `huge` is not a priority | the priorities here are P0, P1, P2
    27 Error unknown-value G-002 Severity: `enormous` is not a severity | write Critical, High, Medium or Low
    28 Error unknown-status G-002 Status: `opened up` is not a state of the flow | the flow is Open → In Progress → Fixed → Verified
    44 Info variant-spelling G-003 Priority: `p1` is usually written `P1` | Safe: write `P1`
    45 Info variant-spelling G-003 Severity: `high` is usually written `High` | Safe: write `High`
    46 Info variant-spelling G-003 Status: `open` is usually written `Open` | Safe: write `Open`
    47 Error bad-sla G-003 SLA: `soon` is not a duration | write a number and a unit, such as `24h`, `7d` or `2w` | Unsafe: write the SLA of its priority, 7d
    ");
}

#[test]
fn only_states_of_the_flow_are_meant() {
    let config = format!("{QUIET}flow: [Open, Done]\n");
    let text = register("", &["- **Status:** Opne\n", "- **Status:** Verifeid\n"]);
    assert_snapshot!(linted_with(&config, &text), @"
    7 Error unknown-status G-001 Status: `Opne` is not a state of the flow | did you mean `Open`? The flow is Open → Done | Unsafe: write `Open`
    25 Error unknown-status G-002 Status: `Verifeid` is not a state of the flow | the flow is Open → Done
    ");
}

#[test]
fn days_that_are_none_or_not_yet() {
    assert_snapshot!(fields(&[
        "- **First Seen:** 27.02.2026\n",
        "- **First Seen:** 2026-03-01\n",
        "- **First Seen:** 2026-03-02\n",
        "- **First Seen:** some day\n",
        "- **First Seen:** 2026-02-22\n",
        "- **First Seen:** 2026-02-21\n",
    ]), @"
    7 Error bad-date G-001 First Seen: `27.02.2026` is not written as other dates here, like `2026-02-27` | write `2026-02-27` | Safe: write `2026-02-27`
    43 Warning bad-date G-003 First Seen: 2026-03-02 is in the future | today is 2026-03-01
    61 Error bad-date G-004 First Seen: `some day` is not a date | write year, month and day: `2026-01-31`
    103 Warning sla-overdue G-006 SLA: overdue by 1 day: due 2026-02-28, first seen 2026-02-21
    ");
    let reviewed =
        |day: &str| linted_with(QUIET, &register(&format!("**Last reviewed:** {day}\n"), &[""]));
    let all = [
        "2026-02-26",
        "2026-02-27",
        "v1.4 (2026-02-26)",
        "27.02.2026",
        "2026-03-02",
        "TBD",
        "soon",
    ];
    assert_snapshot!(all.map(reviewed).join("–\n"), @"
    3 Info bad-date  Last Reviewed: last reviewed before 2026-02-27, when the newest entry was first seen | 9: the newest entry
    –
    –
    3 Info bad-date  Last Reviewed: last reviewed before 2026-02-27, when the newest entry was first seen | 9: the newest entry
    –
    3 Error bad-date  Last Reviewed: `27.02.2026` is not written as other dates here, like `2026-02-27` | write `2026-02-27` | Safe: write `2026-02-27`
    –
    3 Warning bad-date  Last Reviewed: 2026-03-02 is in the future | today is 2026-03-01
    –
    –
    3 Error bad-date  Last Reviewed: `soon` is not an exact day | write year, month and day: `2026-01-31`
    ");
}

#[test]
fn numbers_out_of_order() {
    let two =
        register("", &["", "", ""]).replace("### 1.1", "### 1.3").replace("### 1.2", "### 1.1");
    assert_snapshot!(linted_with("rules: { missing-triage: off }\n", &two), @"
    23 Warning unordered-number G-002: 1.1 is after 1.3 | Safe: number the entries in order | 5: the number before it
    41 Error repeated-number G-003: 1.3 is the number of another entry too | Safe: number the entries in order | 5: it is used here first
    ");
    let cited = two.replace("The request.", "The request, as in 1.1.");
    assert_snapshot!(linted_with("rules: { missing-triage: off }\n", &cited), @"
    23 Warning unordered-number G-002: 1.1 is after 1.3 | Unsafe: number the entries in order | 5: the number before it
    41 Error repeated-number G-003: 1.3 is the number of another entry too | Unsafe: number the entries in order | 5: it is used here first
    ");
    let falling = register("", &["", "", ""]).replace("### 1.1", "### 1.4");
    let falling = falling.replace("### 1.3", "### 1.1");
    // The newest entry first is an order, too.
    assert_snapshot!(linted_with("rules: { missing-triage: off }\n", &falling), @"");
    let mixed = register("", &["", "", "", ""]).replace("### 1.1", "### 1.4");
    let mixed = mixed.replace("### 1.3", "### 1.1").replacen("### 1.4 ", "### 1.5 ", 1);
    assert_snapshot!(linted_with("rules: { missing-triage: off }\n", &mixed), @"
    23 Warning unordered-number G-002: 1.2 is after 1.5 | Safe: number the entries in order | 5: the number before it
    41 Warning unordered-number G-003: 1.1 is after 1.2 | 23: the number before it
    ");
    let same = register("", &["", ""]).replace("### 1.2", "### 1.1");
    assert_snapshot!(linted_with("rules: { missing-triage: off }\n", &same), @"23 Error repeated-number G-002: 1.1 is the number of another entry too | Safe: number the entries in order | 5: it is used here first");
    let nameless = two.replace("- **ID:** G-002\n", "");
    assert_snapshot!(linted_with("rules: { missing-triage: off, missing-id: off }\n", &nameless), @"
    23 Warning unordered-number 1.1: 1.1 is after 1.3 | Unsafe: number the entries in order | 5: the number before it
    40 Error repeated-number G-003: 1.3 is the number of another entry too | Unsafe: number the entries in order | 5: it is used here first
    ");
}

#[test]
fn promises_that_contradict_each_other() {
    let front = "> SLA default: P0=24h, P1=7d.\n> SLA default: P0=1d, P1=14d.\n\n- Status flow: **Open → In Progress → Fixed → Verified**.\n- Status flow: **Open → Fixed**.\n";
    assert_snapshot!(linted_with(QUIET, &register(front, &[""])), @"
    4 Error policy-conflict  SLA default: P1 is promised 14d here, but 7d above | 3: it is stated here first
    7 Error policy-conflict  Status flow: the flow here is not Open → In Progress → Fixed → Verified | 6: it is stated here first
    ");
    let config = format!("{QUIET}sla: {{ P1: 3d }}\nflow: [Open, Fixed, Verified]\n");
    assert_snapshot!(linted_with(&config, &register(front, &[""])), @"
    3 Error policy-conflict  SLA default: P1 is promised 7d here, but 3d in gapreg.yaml | gapreg.yaml decides; bring the two in line
    4 Error policy-conflict  SLA default: P1 is promised 14d here, but 3d in gapreg.yaml | gapreg.yaml decides; bring the two in line
    6 Error policy-conflict  Status flow: the flow here is not Open → Fixed → Verified | gapreg.yaml decides; bring the two in line
    7 Error policy-conflict  Status flow: the flow here is not Open → Fixed → Verified | gapreg.yaml decides; bring the two in line
    18 Warning sla-off-default G-001 SLA: P1 promises 3d, not 7d | if that is meant, say why beside it: `7d (reason)` | Unsafe: write the default, 3d
    ");
}

#[test]
fn tables_that_say_something_else() {
    let table = "## Triage Summary\n\n| ID | Priority | Ownr | Sorts | Status | SLA | Due |\n|---|---|---|---|---|---|---|\n\
                 | G-002 | P1 | | | Open | | 2026-01-01 |\n| G-001 | P0 | Backend | x | Open | 7d | 2026-03-06 |\n\
                 | G-009 | P1 | Backend | | Open | 7d | |\n| G-001 | P1 | Backend | | Open | 7d | |\n";
    assert_snapshot!(linted(&register(table, &["", ""])), @"
    5 Warning unknown-column: `Ownr` is not a known field | did you mean `Owner`?
    5 Info unknown-column: `Sorts` is not a known field | its cells are kept by ID; a label under `vocabulary:` makes it known
    7 Warning unordered-triage-row G-002: the row of G-002 is not in the order of the entries | Unsafe: put the rows in order
    7 Error stale-triage-row G-002 SLA: the cell for SLA is empty, the entry says `7d` | Safe: write `7d` | 39: the entry's value
    7 Error stale-triage-row G-002 Due: the table says `2026-01-01`, the entry says `2026-03-06` | Safe: write `2026-03-06` | 39: follows from this
    8 Error stale-triage-row G-001 Priority: the table says `P0`, the entry says `P1` | Safe: write `P1` | 19: the entry's value
    9 Error orphan-triage-row G-009: G-009 has a row but no entry | Unsafe: remove the row
    10 Error orphan-triage-row G-001: G-001 has a row already | Unsafe: remove the row | 8: its first row
    ");
    let config = "triage: { order: [priority, status], include: open }\n";
    let table = "## Triage Summary\n\n| ID | Priority | Status |\n|---|---|---|\n| G-001 | P2 | Open |\n| G-002 | P1 | Open |\n| G-003 | P0 | Open |\n| G-004 | P0 | Verified |\n";
    let entries = [
        "- **Priority:** P2\n- **SLA:** 30d\n",
        "",
        "- **Priority:** P0\n- **SLA:** 24h\n",
        "- **Priority:** P0\n- **SLA:** 24h\n- **Status:** Verified\n",
    ];
    assert_snapshot!(linted_with(config, &register(table, &entries)), @"
    8 Warning unordered-triage-row G-002: 2 rows, the first of them G-002, are not in the order of Priority, Status | Safe: put the rows in order
    10 Error orphan-triage-row G-004: G-004 is closed, and only open entries are listed | Unsafe: remove the row | 72: the entry
    52 Warning sla-overdue G-003 SLA: overdue by 1 day: due 2026-02-28, first seen 2026-02-27
    ");
    let reasoned = "## Triage Summary\n\n| ID | SLA |\n|---|---|\n| G-001 | 30d |\n";
    assert_snapshot!(linted(&register(reasoned, &["- **SLA:** 7d (agreed with the vendor)\n"])), @"7 Error stale-triage-row G-001 SLA: the table says `30d`, the entry says `7d (agreed with the vendor)` | Safe: write `7d (agreed with the vendor)` | 12: the entry's value");
    let nameless = "## Triage Summary\n\n| Gap | Priority | Status |\n|---|---|---|\n| Renewal is lost | P1 | Open |\n";
    assert_snapshot!(linted(&register(nameless, &[""])), @"5 Warning unknown-column  ID: this triage table has no column for IDs | without it no row can be matched with its entry");
}

#[test]
fn what_has_an_order_of_its_own_in_secret() {
    let text = register("", &["- **Symptom:** The \u{202e}button\u{2066} answers \u{200f}404.\n"]);
    let found = findings("", &text);
    let signs = found.iter().filter(|found| found.rule == "bidi-control");
    assert_eq!(signs.map(|found| found.span.of(&text)).collect::<String>(), "\u{202e}\u{2066}");
    assert_snapshot!(linted_with(QUIET, &text), @"
    7 Error bidi-control: U+202E turns the order of the text around: what is shown is not what is written | Unsafe: take it out
    7 Error bidi-control: U+2066 turns the order of the text around: what is shown is not what is written | Unsafe: take it out
    ");
}

#[test]
fn bytes_that_are_no_text() {
    let settings = Settings::built_in(Path::new("/"));
    let report = |bytes: &[u8]| {
        let (source, bad) = Source::decode("a.md", bytes.to_vec()).unwrap_err();
        let found = lint::invalid_utf8(source.path(), bad, &settings).unwrap();
        format!("{:?} {}\n", found.span, found.help.unwrap())
    };
    let windows: Vec<u8> =
        "Gäste können nichts verlängern: das Menü ist leer.".chars().map(|c| c as u8).collect();
    assert_snapshot!([&windows[..], b"ab\xff", b"\0\xff\0\x01"].map(report).concat(), @"
    Span { start: 1, end: 2 } the file seems to be windows-1252; `gapreg heal --from windows-1252` shows it as UTF-8
    Span { start: 2, end: 3 } the file seems to be windows-1252; `gapreg heal --from windows-1252` shows it as UTF-8
    Span { start: 1, end: 2 } the file seems to be no text at all
    ");
}

#[test]
fn a_page_in_parts() {
    let rule = rule("bidi-control").unwrap();
    assert_snapshot!(rule.summary(), @"An invisible character makes the text look as if it said something else.");
    assert_snapshot!(rule.section("Fix"), @"Unsafe: it takes the character out, after which the text is seen in its real order. That may not be what was meant; look at it.");
    assert_eq!(rule.section("No such part"), "");
    let kinds = |wanted| {
        rule.lines().filter(|(kind, _)| *kind == wanted).map(|(_, line)| line).collect::<Vec<_>>()
    };
    assert_eq!(kinds(LineKind::Heading)[..2], ["# bidi-control", "## What it finds"]);
    assert_snapshot!(kinds(LineKind::Fence).join("\n"), @"
    ```markdown
    ```
    ```markdown
    ```
    ```yaml
    ```
    ");
    assert_snapshot!(kinds(LineKind::Code).join("\n"), @r"
    ### 1.1 Loans → Renewals → Renewal is refused

    - **ID:** G-061
    - **Status:** Open
    - **Symptom:** The button calls `\xe2\x80\xae/lawener/ipa/\xe2\x80\xac` and answers 404.
    ### 1.1 Loans → Renewals → Renewal is refused

    - **ID:** G-061
    - **Status:** Open
    - **Symptom:** The button calls `/api/renewal/` and answers 404.
    rules: { bidi-control: warning }
    ");
    assert_eq!(rule.text().lines().count(), rule.page.lines().count());
    assert!(rule.text().starts_with("# bidi-control\n\n") && !rule.text().contains("markdown bad"));
}

#[test]
fn the_numbers_of_a_tracker_have_no_order_and_are_never_changed() {
    let text = "# Open issues\n\n## Critical\n\n### Issue #31: Reads are wrong\n\nText.\n\n\
                ### Issue #34: The server stops\n\nText.\n\n## Minor\n\n### Issue #4: Lists end early\n\nText.\n\n\
                ### Issue #2: Times are in another zone\n\nText.\n";
    for text in [text, &text.replace("Issue #", "Issue ").replace("Issue 2:", "Issue 9:")] {
        let found = linted(text);
        assert!(!found.contains("unordered-number"), "{found}");
    }
    let twice = "# Open issues\n\n- [#17](https://a.example/17) Names can be guessed\n\
                 - [#17](https://a.example/17) Mails arrive twice\n- [#18](https://a.example/18) Lists end\n";
    let found = linted(twice);
    let duplicate = found.lines().find(|line| line.contains("duplicate-id")).unwrap_or_default();
    assert!(duplicate.contains("give one of them an ID of its own"), "{found}");
}

#[test]
fn a_note_with_its_day_in_the_label_is_no_slip() {
    let entry = |title: &str, label: &str| {
        format!(
            "## {title}\n\n- **Why it matters:** People wait.\n- **{label}:** The vendor was asked.\n\n"
        )
    };
    let text = |label: &str| {
        format!(
            "# Gaps\n\n{}{}",
            entry("1. Doors beep", label),
            entry("2. Lifts stop", "Workaround")
        )
    };
    assert!(!linted(&text("Update (2026-01-07)")).contains("unknown-field"));
}

#[test]
fn words_beside_a_day_are_reported_where_the_others_are_days() {
    let entry = |id: usize, seen: &str| {
        format!(
            "### Y-{id} – Hull {id}\n\n**Status:** Open  \n**Reported:** {seen}\n\nIt leaks.\n\n"
        )
    };
    let text = |second: &str, third: &str| {
        let first = entry(1, "3 Jan 2026 by the crew of the Ada");
        linted(&format!("# Known gaps\n\n{first}{}{}", entry(2, second), entry(3, third)))
    };
    let found = text("4 Jan 2026", "5 Jan 2026");
    assert!(found.contains("bad-date") && found.contains("beside `3 Jan 2026`"), "{found}");
    // It is how this register writes its days.
    let found = text("4 Jan 2026 by the crew of the Eva", "5 Jan 2026");
    assert!(!found.contains("bad-date"), "{found}");
}

#[test]
fn a_dash_in_the_row_is_no_value_that_is_required() {
    let section =
        |id: usize, owner: &str| format!("### Y-{id} – Hull {id}\n\n**Status:** Open{owner}\n\n");
    let text = |cell: &str| {
        let rows = format!("| Y-1 | Hull 1 | Open | @ivo |\n| Y-2 | Hull 2 | Open | {cell} |\n");
        let table =
            format!("| ID | Gap | Status | Owner |\n|---|---|---|---|\n{rows}\n## Details\n\n");
        format!("# Known gaps\n\n{table}{}{}", section(1, "  \n**Owner:** @ivo"), section(2, ""))
    };
    let required = "required: [Owner]\n";
    for cell in ["–", ""] {
        let found = linted_with(required, &text(cell));
        assert!(found.contains("Error missing-field Y-2"), "{cell}: {found}");
        assert!(!found.contains("placeholder-value"), "{cell}: {found}");
    }
    assert!(!linted_with(required, &text("@ada")).contains("missing-field"));
    assert!(!linted(&text("–")).contains("missing-field"));
}
