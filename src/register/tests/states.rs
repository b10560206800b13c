//! The states of a policy: those of its flow, and those beside it.

use super::with_register;
use crate::register::{ConfiguredPolicy, Policy};
use crate::vocabulary::{FURTHER_STATES, Key, UniqueMap, Vocabulary};

fn built_in() -> Vocabulary {
    Vocabulary::with(&UniqueMap::default())
}

/// The flow that a front states, and the states that it names beside it.
fn states(front: &str) -> (String, String) {
    let words = built_in();
    let mut states = (String::new(), String::new());
    with_register(
        &format!("# R\n\n{front}\n\n## Gaps\n\n### 1.1 A\n- **ID:** G-001\n"),
        |register| {
            let policy = Policy::of(register, &ConfiguredPolicy::default(), &words);
            let further: Vec<&str> = policy.stated_further().collect();
            states = (policy.flow.join(" → "), further.join(", "));
        },
    );
    states
}

const USUAL: &str = "Open → In Progress → Fixed → Verified";

#[test]
fn a_flow_line_names_states_beside_the_flow() {
    for (behind, further) in [
        ("", ""),
        (" (or **Blocked**)", "Blocked"),
        (" (or Blocked)", "Blocked"),
        (" (or `Won't fix`, `Duplicate`)", "Won't fix, Duplicate"),
        (" (Blocked, Deferred)", "Blocked, Deferred"),
        (" (or **Blocked** while somebody else has to act)", "Blocked"),
        (" (optionally: Blocked)", "Blocked"),
        (" (at any time **Blocked**)", "Blocked"),
        (" (+ Blocked)", "Blocked"),
        (" (Blocked = waits for a vendor)", "Blocked"),
        ("; Won't fix only with the owner's word", "Won't fix"),
        ("; Open → Won't fix", "Won't fix"),
        ("; In Progress → Blocked → In Progress; Open → Duplicate", "Blocked, Duplicate"),
        (", Open → Won't fix", "Won't fix"),
        (" (or Blocked while somebody else has to act)", "Blocked"),
        (
            " (or **Won't fix** / **Cannot reproduce**, each with a reason)",
            "Won't fix, Cannot reproduce",
        ),
        (", or **Won't fix**", "Won't fix"),
        (" or Won't fix", "Won't fix"),
        ("; Blocked and Deferred at any time", "Blocked, Deferred"),
        (" | Won't fix | Duplicate", "Won't fix, Duplicate"),
        (" / Won't fix", "Won't fix"),
        (". Also: **Blocked**, **Accepted**", "Blocked, Accepted"),
        (". Further states: Blocked, Reopened", "Blocked, Reopened"),
        (" (veya **Bloke**)", "Blocked"),
        (" (ya da **Ertelendi**, **Yinelenen**)", "Deferred, Duplicate"),
        (" (oder **Zurückgestellt**)", "Deferred"),
        (" （或 **阻塞**）", "Blocked"),
        (" (또는 **보류**)", "Deferred"),
        // A team's own states.
        (" (or **Parked**)", "Parked"),
        (" (or Parked)", "Parked"),
        (" (or **Parked**, **Won't fix**)", "Parked, Won't fix"),
        // Of the vocabulary, `Pending` is another word for Open; the policy says otherwise.
        (" (or **Pending**)", "Pending"),
        // These name no state.
        (" (checked on staging)", ""),
        (". And so on", ""),
        (". Also see the notes", ""),
        (", and so on", ""),
        (" (not **Blocked**)", ""),
        (". **Blocked** gaps stay Open", ""),
        (" (or **Closed**)", ""),
    ] {
        for (front, end) in
            [("- Status flow: **", "."), ("**Status flow:** ", ""), ("> Status flow: ", ".")]
        {
            let mark = if front.ends_with("**") { "**" } else { "" };
            let line = format!("{front}{USUAL}{mark}{behind}{end}");
            assert_eq!(states(&line), (USUAL.to_owned(), further.to_owned()), "{line}");
        }
    }
}

#[test]
fn states_beside_the_flow_may_be_listed_below_it() {
    let flow = format!("Status flow: **{USUAL}**.");
    for (front, further) in [
        (
            format!(
                "{flow}\n\n- **Blocked**: waits for somebody else\n- **Won't fix**: stays as it is"
            ),
            "Blocked, Won't fix",
        ),
        (format!("{flow}\n- Blocked (waits)\n- Deferred (later)"), "Blocked, Deferred"),
        (
            format!(
                "{flow}\n\nBeside it:\n\n- **Blocked** — waits\n- **Frozen** — waits for a release"
            ),
            "Blocked, Frozen",
        ),
        (
            format!("- {flow}\n  - Blocked: waits\n  - Duplicate: of another gap"),
            "Blocked, Duplicate",
        ),
        (format!("- {flow}\n- **Blocked:** waits\n- **SLA default:** P1=7d"), "Blocked"),
        (format!("- {flow}\n- Further states: **Blocked**, **Parked**"), "Blocked, Parked"),
        (
            format!("- {flow}\n- Other states:\n  - Parked: later\n  - Won't fix: never"),
            "Parked, Won't fix",
        ),
        (format!("{flow}\n\n**Further states:** Blocked; Won't fix"), "Blocked, Won't fix"),
        (
            format!("{flow}\n\n- **Open**: nobody has it\n- **Blocked**: waits\n- **Fixed**: out"),
            "Blocked",
        ),
        (
            format!("- **Durum akışı:** {USUAL}\n- **Diğer durumlar:** Bloke, Düzeltilmeyecek"),
            "Blocked, Won't fix",
        ),
        (
            format!(
                "{flow}\n\n| Status | Meaning |\n|---|---|\n| Open | new |\n| **Blocked** | waits |"
            ),
            "Blocked",
        ),
        (format!("{flow}\n\n| ID | Status |\n|---|---|\n| G-001 | Blocked |"), ""),
        (format!("- {flow}\n- Open → Won't fix\n- Keep it short."), "Won't fix"),
        (format!("{flow}\n\nAlso: **Blocked**, **Parked**."), "Blocked, Parked"),
        (format!("- {flow}\n- Ayrıca: **Bloke**, **Ertelendi**"), "Blocked, Deferred"),
        (format!("- {flow}\n- or **Blocked**\n- and keep it short"), "Blocked"),
        (format!("{flow}\n\nAnd **never** leave an owner out."), ""),
        (
            format!(
                "{flow}\n\n- Blocked gaps are named to the vendor.\n- Add nothing without an owner."
            ),
            "",
        ),
        (format!("- {flow}\n- Add nothing without an owner, an SLA and a check."), ""),
        (format!("{flow}\n\n- **Rule**: add nothing without an owner"), ""),
    ] {
        assert_eq!(states(&front), (USUAL.to_owned(), further.to_owned()), "{front}");
    }
}

#[test]
fn a_flow_is_read_whole() {
    for (line, flow, further) in [
        ("Status flow: Open → In Progress →\nFixed → Verified", USUAL, ""),
        ("Status flow: Open → In Progress\n→ Fixed → Verified\n(or Blocked)", USUAL, "Blocked"),
        ("Status flow: Open → (Blocked) → Fixed → Verified", "Open → Fixed → Verified", "Blocked"),
        ("Status flow: Open → Doing (or Blocked) → Done", "Open → Doing → Done", "Blocked"),
        ("Status flow: Open → Blocked → Fixed → Verified", "Open → Blocked → Fixed → Verified", ""),
        (
            "Status flow: Open → Accepted → Fixed → Verified",
            "Open → Accepted → Fixed → Verified",
            "",
        ),
        ("Status flow: Open → Fixed → Accepted", "Open → Fixed → Accepted", ""),
        (
            "Status flow: Open → Fixed → Verified → Won't fix",
            "Open → Fixed → Verified",
            "Won't fix",
        ),
        (
            "Status flow: Open, Fixed, Verified, Blocked, Accepted",
            "Open → Fixed → Verified",
            "Blocked, Accepted",
        ),
        ("Status flow: Open → Fixed → Verified. Read A → B", "Open → Fixed → Verified", ""),
        (
            "**Status flow:** **Open** → **Fixed** → **Verified** (or **Blocked**)",
            "Open → Fixed → Verified",
            "Blocked",
        ),
        ("Durum akışı: Açık → Ertelendi → Düzeltildi", "Open → Deferred → Fixed", ""),
    ] {
        assert_eq!(states(line), (flow.to_owned(), further.to_owned()), "{line}");
    }
}

#[test]
fn a_word_that_is_no_synonym_means_no_state_of_the_flow() {
    let words = built_in();
    for (text, name) in [
        ("Blocked", "Blocked"),
        ("blocked (vendor)", "Blocked"),
        ("Blocked by the vendor", "Blocked"),
        ("⛔ Blocked", "Blocked"),
        ("Bloke", "Blocked"),
        ("BLOKE: tedarikçi", "Blocked"),
        ("Engellendi", "Blocked"),
        ("Deferred to 2.9", "Deferred"),
        ("Ertelendi", "Deferred"),
        ("Verschoben", "Deferred"),
        ("Reopened", "Reopened"),
        ("Yeniden açıldı", "Reopened"),
        ("Won't fix", "Won't fix"),
        ("Won’t fix — vendor", "Won't fix"),
        ("WONTFIX", "Won't fix"),
        ("Düzeltilmeyecek", "Won't fix"),
        ("Duplicate of G-012", "Duplicate"),
        ("Yinelenen (G-012)", "Duplicate"),
        ("Mükerrer", "Duplicate"),
        ("Can't reproduce", "Cannot reproduce"),
        ("Yeniden üretilemedi", "Cannot reproduce"),
        ("Accepted", "Accepted"),
        ("Kabul edildi", "Accepted"),
        ("İptal", "Cancelled"),
        ("Obsolete", "Obsolete"),
        ("~~Open~~ Won't fix", "Won't fix"),
        ("Closed (won't fix)", "Won't fix"),
        ("Closed — duplicate of G-012", "Duplicate"),
        ("Closed as won't fix", "Won't fix"),
        ("Kapatıldı (yinelenen)", "Duplicate"),
        ("Resolved: cannot reproduce", "Cannot reproduce"),
    ] {
        with_register("# R\n- Status flow: Open → Fixed → Verified\n", |register| {
            let policy = Policy::of(register, &ConfiguredPolicy::default(), &words);
            assert_eq!(policy.state(text, &words), None, "{text}");
            let meaning = policy.meaning(text, &words).map(|state| policy.state_name(state));
            assert_eq!(meaning, Some(name), "{text}");
            assert!(!policy.allows(text, &words), "{text}");
        });
        with_register("# R\n### 1.1 A\n- **ID:** G-001\n", |register| {
            let policy = Policy::of(register, &ConfiguredPolicy::default(), &words);
            assert!(policy.allows(text, &words), "{text} where no flow is stated");
        });
    }
}

#[test]
fn a_remark_about_something_else_changes_no_state() {
    let words = built_in();
    with_register("# R\n- Status flow: Open → Fixed → Verified\n", |register| {
        let policy = Policy::of(register, &ConfiguredPolicy::default(), &words);
        for (text, state) in
            [("Fixed (invalid tokens are refused)", 1), ("Fixed, duplicates are merged", 1)]
        {
            assert_eq!(policy.state(text, &words), Some(state), "{text}");
        }
        // A state beside the flow that the register does not name is no more than a remark.
        for (text, state) in
            [("Open (blocked)", 0), ("Open — blocked on the vendor", 0), ("Verified (accepted)", 2)]
        {
            assert_eq!(policy.state(text, &words), Some(state), "{text}");
        }
    });
    with_register("# R\n- Status flow: Open → Done → Closed\n", |register| {
        let policy = Policy::of(register, &ConfiguredPolicy::default(), &words);
        assert_eq!(policy.state("Closed (2026-02-01)", &words), Some(2));
        assert_eq!(policy.state("Closed (won't fix)", &words), None);
    });
}

#[test]
fn a_state_that_the_policy_names_is_no_other_word_for_one_of_the_flow() {
    let words = built_in();
    with_register(
        "# R\n- Status flow: Open → Fixed → Verified (or **Pending**)\n",
        |register| {
            let policy = Policy::of(register, &ConfiguredPolicy::default(), &words);
            for text in ["Pending", "pending (vendor)", "Pending: vendor"] {
                assert_eq!(policy.state(text, &words), None, "{text}");
                let meaning = policy.meaning(text, &words).map(|state| policy.state_name(state));
                assert_eq!(meaning, Some("Pending"), "{text}");
            }
            assert_eq!(policy.state("New", &words), Some(0));
        },
    );
}

#[test]
fn every_language_has_words_for_the_states_beside_the_flow() {
    let words = built_in();
    for language in words.languages() {
        for known in FURTHER_STATES {
            let own = &words.words(language).unwrap().statuses;
            assert!(
                own.get(known.name).is_some_and(|own| !own.is_empty()),
                "{language}: {}",
                known.name
            );
        }
        assert!(!words.words(language).unwrap().connectives.is_empty(), "{language}");
    }
}

/// The flow of a register with two entries, and the states beside it; nothing where it states none.
fn in_prose(front: &str, statuses: [&str; 2]) -> Option<(String, String)> {
    let words = built_in();
    let entry = |at: usize| {
        format!("### 1.{at} A\n- **ID:** G-00{at}\n- **Status:** {}\n\n", statuses[at - 1])
    };
    let text = format!("# R\n\n{front}\n\n## Gaps\n\n{}{}", entry(1), entry(2));
    let mut states = None;
    with_register(&text, |register| {
        let policy = Policy::of(register, &ConfiguredPolicy::default(), &words);
        let further: Vec<&str> = policy.stated_further().collect();
        states = policy.declares_flow.then(|| (policy.flow.join(" → "), further.join(", ")));
    });
    states
}

#[test]
fn a_flow_in_prose_is_that_of_the_entries() {
    const FLOW: &str = "Seen → Accepted → Building → Live";
    for (front, further) in [
        ("**Seen → Accepted → Building → Live**, or **Declined** at any time.", "Rejected"),
        ("Our steps: Seen → Accepted → Building → Live", ""),
        ("A card goes **Seen** → **Accepted** → **Building** → **Live**.", ""),
        ("A card goes *Seen → Accepted → Building → Live* (or **Parked**).", "Parked"),
        ("Seen -> Accepted -> Building -> Live, or **Parked** until somebody asks.", "Parked"),
        ("> Seen → Accepted → Building → Live, or Declined", "Rejected"),
        ("- Seen → Accepted → Building → Live", ""),
    ] {
        let states = in_prose(front, ["Accepted", "Live"]);
        assert_eq!(states, Some((FLOW.to_owned(), further.to_owned())), "{front}");
    }
    let turkish =
        in_prose("Kayıt şöyle ilerler: **Yeni → Kabul → Yayında**.", ["Kabul", "yayında"]);
    assert_eq!(turkish.map(|(flow, _)| flow).as_deref(), Some("Yeni → Kabul → Yayında"));
}

#[test]
fn a_list_of_states_has_no_order() {
    let is_ordered = |front: &str| {
        let text = format!(
            "# R\n\n{front}\n\n## Gaps\n\n### 1.1 A\n- **ID:** G-001\n- **Status:** Open\n\n### 1.2 B\n- **ID:** \
             G-002\n- **Status:** Done\n"
        );
        let mut policy = None;
        with_register(&text, |register| {
            policy = Some(Policy::of(register, &ConfiguredPolicy::default(), &built_in()));
        });
        let policy = policy.expect("a policy");
        (policy.declares_flow, policy.is_ordered)
    };
    assert_eq!(is_ordered("Status: Open, In progress, Done"), (true, false));
    assert_eq!(is_ordered("Status: Open → In progress → Done"), (true, true));
    assert_eq!(is_ordered("**Status flow:** Open, In progress, Done"), (true, true));
    assert_eq!(is_ordered(""), (false, true));
}

#[test]
fn other_arrows_state_no_flow() {
    for (front, statuses) in [
        // A menu path, the history of a gap, a flow of something else.
        ("Settings → Users → Roles shows it.", ["Open", "Fixed"]),
        ("2026-01-04: Open → In Progress → Fixed", ["Open", "Fixed"]),
        ("A request goes Draft → Sent → Paid.", ["Open", "Fixed"]),
        ("A request goes Draft → Open → Paid.", ["Open", "Fixed"]),
    ] {
        assert_eq!(in_prose(front, statuses), None, "{front}");
    }
    // A flow with a label counts.
    let both = "Status flow: Open → Fixed → Verified\n\nSeen → Accepted → Live";
    let flow = in_prose(both, ["Accepted", "Live"]).map(|(flow, _)| flow);
    assert_eq!(flow.as_deref(), Some("Open → Fixed → Verified"));
}

#[test]
fn a_sentence_may_list_the_states_that_entries_have() {
    let flow = |front: &str, states: [&str; 2]| {
        let words = built_in();
        let [one, other] = states;
        let text = format!(
            "# Gaps\n\n{front}\n\n| ID | Gap | Status |\n|---|---|---|\n| S-1 | Late | {one} |\n| S-2 | Lost | {other} |\n"
        );
        with_register(&text, |register| {
            Policy::of(register, &ConfiguredPolicy::default(), &words).flow.join(" → ")
        })
    };
    let english = ["Open", "Doing"];
    for front in [
        "State is one of: Open, Doing, Done.",
        "The status can be Open, Doing or Done. Ask Ina.",
        "Possible states: `Open`, `Doing`, `Done`",
        "Each gap has a status (Open, Doing, Done) and an owner.",
    ] {
        assert_eq!(flow(front, english), "Open → Doing → Done", "{front}");
    }
    assert_eq!(
        flow("State is one of: New, Looking, Solved.", ["New", "Looking"]),
        "New → Looking → Solved"
    );
    assert_eq!(
        flow("Le statut peut être : Ouvert, En cours, Résolu.", ["Ouvert", "Résolu"]),
        "Open → In Progress → Résolu"
    );
    // What is no list of states, or not of those of the entries.
    for front in ["The status is set by Ina, Bob or Can.", "Status: 3 open, 2 doing, 1 done"] {
        assert_eq!(flow(front, english), USUAL, "{front}");
    }
}

#[test]
fn service_levels_in_words_hold_for_severities_as_well() {
    let levels = |front: &str| {
        let words = built_in();
        let text = format!(
            "# Gaps\n\n{front}\n\n## List\n\n| ID | Gap | Severity |\n|---|---|---|\n| S-1 | Late | High |\n"
        );
        with_register(&text, |register| {
            let policy = Policy::of(register, &ConfiguredPolicy::default(), &words);
            let sla = |(level, sla): &(String, crate::values::Sla)| format!("{level}={sla}");
            let all: Vec<String> =
                policy.sla.iter().filter(|_| policy.declares_sla).map(sla).collect();
            all.join(", ")
        })
    };
    for front in [
        "SLA: Critical 2 days, High 1 week",
        "Critical: 2 days, High: 1 week",
        "See below. Response times: critical 2 days, high 1 week.",
        "## SLA\n\n- Critical – 2 days\n- High – 1 week",
    ] {
        assert_eq!(levels(front), "Critical=2d, High=1w", "{front}");
    }
    for front in ["High 1 week", "We closed critical 2 days ago, high 1 week ago."] {
        assert_eq!(levels(front), "", "{front}");
    }
}

#[test]
fn states_in_bold_with_commas_between_are_the_flow() {
    let states = ["offen", "in Arbeit", "erledigt", "offen"];
    let rows = states.map(|state| format!("| W-1 | Waage | {state} |\n"));
    let text = format!(
        "# Mängel\n\nZustände: **offen**, **in Arbeit**, **wartet auf Klinik**, **erledigt**.\n\n\
         | Nr. | Mangel | Zustand |\n|---|---|---|\n{}",
        rows.concat()
    );
    with_register(&text, |register| {
        let words = Vocabulary::with(&UniqueMap::default());
        let policy = Policy::of(register, &ConfiguredPolicy::default(), &words);
        assert!(policy.declares_flow);
        for state in ["offen", "in Arbeit", "wartet auf Klinik", "erledigt"] {
            assert!(policy.meaning(state, &words).is_some(), "{state}");
        }
        assert_eq!(policy.flow.len(), 4, "{:?}", policy.flow);
    });
}

#[test]
fn a_column_of_resolutions_says_the_state_where_no_other_does() {
    let table = |more: [&str; 2], cells: [&str; 4]| {
        let row = |(at, cell): (usize, &str)| {
            format!("| K-{at} | Lamp {at} is dark | Mia |{} {cell} |\n", more[1])
        };
        let rows: String = cells.into_iter().enumerate().map(row).collect();
        let rule = "|---".repeat(4 + more[1].len().min(1));
        format!("# Desk gaps\n\n| ID | Gap | Owner |{} Resolution |\n{rule}|\n{rows}", more[0])
    };
    let states = |text: &str| -> Vec<String> {
        with_register(text, |register| {
            let entries = register.entries.iter();
            let value =
                |entry| register.value_of(entry, Key::Status).unwrap_or_default().to_owned();
            entries.map(value).collect()
        })
    };
    let closed = ["fixed in 2.3", "won't fix", "", "duplicate of K-1"];
    assert_eq!(states(&table(["", ""], closed)), closed);
    let both = table([" Status |", " Open |"], closed);
    assert_eq!(states(&both), ["Open"; 4]);
    let notes = ["Ask the yard", "Buy a lamp", "", "Wait"];
    assert_eq!(states(&table(["", ""], notes)), [""; 4]);
}
