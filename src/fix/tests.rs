//! Fixes: the text before and after.

use std::path::Path;

use super::*;
use crate::finding::Fix;
use crate::register::Entry;
use crate::rules::Pages;
use crate::text::RareList;

/// An entry that shows the form of its register.
const OTHER: &str = "### G-002: B\n\n- **ID:** G-002\n\n";

struct NoPages;

impl Pages for NoPages {
    fn exist(&self, _: &str, pages: &[&str]) -> Vec<Option<bool>> {
        vec![None; pages.len()]
    }
}

fn fixed(text: &str, safety: Safety) -> String {
    let settings = Settings::built_in(Path::new("/"));
    let world = Environment::new("2026-03-01".parse().unwrap(), &NoPages);
    let source = Source::new("gap-register.md", text);
    let once = fix(&source, &settings, world, safety);
    let once = once.map_or(source, |fixed| fixed.source);
    assert!(fix(&once, &settings, world, safety).is_none(), "fixing twice is fixing once");
    once.text().to_owned()
}

#[test]
fn a_missing_sla_follows_from_the_priority_in_the_entrys_own_form() {
    for (before, after) in [
        (
            "- **Priority:** P0\n- **Owner:** Ops\n",
            "- **Priority:** P0\n- **Owner:** Ops\n- **SLA:** 24h\n",
        ),
        (
            "* Priority: P1\r\n* Owner: Ops\r\n\r\n",
            "* Priority: P1\r\n* Owner: Ops\r\n* SLA: 7d\r\n\r\n",
        ),
        (
            "**Priority**: P2  \n**Owner**: Ops  ",
            "**Priority**: P2  \n**Owner**: Ops  \n**SLA**: 30d  ",
        ),
        (
            "**Priority:** P1 · **Owner:** Ops\n",
            "**Priority:** P1 · **Owner:** Ops · **SLA:** 7d\n",
        ),
        (
            "- **Owner** — Ops\n- **Priority** — P1\n",
            "- **Owner** — Ops\n- **Priority** — P1\n- **SLA** — 7d\n",
        ),
    ] {
        let entry = |fields: &str| format!("# R\n\n{OTHER}### G-001: A\n\n{fields}");
        assert_eq!(fixed(&entry(before), Safety::Safe), entry(after));
    }
}

#[test]
fn what_is_written_is_read_back() {
    for fields in [
        "- **Priority:** P1\n- **Owner:**@alice\n",
        "- Priority: P1\n- Owner: **bold**\n",
        "**Priority:** P1\n\n**Owner:**\n\n- one\n- two\n",
        "**Priority:** P1  \n**Owner:** O",
    ] {
        let text = format!("# R\n\n{OTHER}### G-001: A\n\n{fields}");
        let got = fixed(&text, Safety::Safe);
        assert_eq!(got.matches("7d").count(), 1, "{got}");
    }
    let policy_first = "# R\n### 1.1 A\n- Status flow: **Open → Fixed**.\n- **First Seen:** 2026-01-01\n- **Source page:** a.md\n";
    let got = fixed(policy_first, Safety::Unsafe);
    assert!(got.contains("\n- **ID:** G-001\n- **First Seen:**"), "{got}");
    let bare = "### 1.2 A → b\n\n> SLA default: P1=7d.\n\n### 1.1 A → c\n- **ID:** G-001\n- **Owner:** O\n";
    let got = fixed(bare, Safety::Unsafe);
    assert!(got.contains("### 1.1 A → b\n\n- **ID:** G-002\n\n> SLA"), "{got}");
}

#[test]
fn one_fix_that_fails_does_not_hold_up_the_others() {
    let text = "# R\n\n## Gaps Ã¼Ã¼\n\nCurrent status:\n";
    assert!(fixed(text, Safety::Unsafe).contains("## Gaps üü"));
}

#[test]
fn a_misspelt_ignore_keeps_what_it_meant_to_keep() {
    let text = "# R\n\n> SLA default: P1=7d.\n\n### 1.1 A\n\n- **ID:** G-001\n- **Priority:** P1\n\
                <!-- gapreg-ignore sla-of-default: agreed -->\n- **SLA:** 21d\n";
    let got = fixed(text, Safety::Unsafe);
    assert!(got.contains("sla-off-default: agreed") && got.contains("21d"), "{got}");
}

#[test]
fn slips_of_the_pen_are_mended_and_guesses_are_not() {
    let text = "\
# R
### G-001: A
- **ID:** G-001
- **Prioirty:** p1
- **status:** open
- **First Seen:** 4.1.2026
- **Impact:** Hgih
- **Owner:** Desk
- **Status flow:** x
";
    let safe = fixed(text, Safety::Safe);
    insta::assert_snapshot!(safe, @"
    # R
    ### G-001: A
    - **ID:** G-001
    - **Priority:** P1
    - **Status:** Open
    - **First Seen:** 2026-01-04
    - **Impact:** Hgih
    - **Owner:** Desk
    - **SLA:** 7d
    - **Status flow:** x
    ");
    assert!(fixed(text, Safety::Unsafe).contains("Impact:** High"));
}

#[test]
fn ids_are_assigned_only_when_asked() {
    let text = "\
# R
### 1.1 A
- **ID:** G-007
- **Status:** Open
### 1.2 B
- **Status:** Open
### 1.3 C
- **ID:**
- **Status:** Open
";
    assert!(!fixed(text, Safety::Safe).contains("G-008"));
    let assigned = fixed(text, Safety::Unsafe);
    assert!(assigned.contains("### 1.2 B\n- **ID:** G-008\n- **Status:** Open\n"), "{assigned}");
    assert!(assigned.contains("### 1.3 C\n- **ID:** G-009\n- **Status:** Open\n"), "{assigned}");
}

#[test]
fn numbers_run_on_within_each_section() {
    let entry = |number: &str, id: u8| {
        format!("### {number} A → b\n- **ID:** G-00{id}\n- **Status:** Open\n")
    };
    let text = |numbers: [&str; 5]| {
        let entries: Vec<_> = numbers.iter().zip(1..).map(|(n, id)| entry(n, id)).collect();
        format!("# R\n{}", entries.concat())
    };
    let before = text(["1.1", "1.3", "1.3", "1.2", "2.1"]);
    assert_eq!(fixed(&before, Safety::Safe), text(["1.1", "1.2", "1.3", "1.4", "2.1"]));
    let without_ids = "# R\n### 1.2 A\n- **Status:** Open\n- **Owner:** O\n### 1.1 B\n- **Status:** Open\n- **Owner:** O\n";
    assert!(fixed(without_ids, Safety::Safe).contains("### 1.2 A"));
}

#[test]
fn nothing_to_fix_changes_no_byte() {
    let whole = "# R\n\nID | Status\n--|--\nG-001 | Open\n\n### G-001: A\n- **Status:** Open";
    for text in ["", "\u{feff}# R\r\n\r\n\ttext", whole] {
        assert_eq!(fixed(text, Safety::Unsafe), text);
    }
}

#[test]
fn many_fixes_that_fail_together_come_in_a_later_round() {
    let numbers = || (1..=FEW + 8).map(|at| format!("G-{at:03}"));
    let row = |id: String| format!("| {id} | P1 | Ops | 7d | Open |\n");
    let section = |id: &str, sla: &str| {
        format!(
            "### {id}: A\n\n- **ID:** {id}\n- **Status:** Open\n- **Priority:** P1\n- **Owner:** Ops\n- **SLA:** {sla}\n\n"
        )
    };
    let register = |sla: &str| {
        let rows: String = numbers().map(row).collect();
        let sections: String = numbers().map(|id| section(&id, sla)).collect();
        format!(
            "# R\n\n## Triage\n\n| ID | Priority | Owner | SLA | Status |\n|---|---|---|---|---|\n{rows}\n## Gaps\n\n{sections}"
        )
    };
    // The rows follow the entries first, so the fixes of these come alone afterwards.
    assert_eq!(fixed(&register("9d"), Safety::Unsafe), register("7d"));
}

#[test]
fn what_failed_together_is_not_tried_again() {
    let entry = |at: usize, owner: &str| format!("### G-{at:03}: A\n\n- **Owner:** {owner}\n\n");
    let owners = ["old", "old", "old", "kept"];
    let entries: String = (1..).zip(owners).map(|(at, owner)| entry(at, owner)).collect();
    let source = Source::new("gap-register.md", format!("# R\n\n{entries}"));
    let settings = Settings::built_in(Path::new("/"));
    let register = Register::read(&source, settings.reading()).unwrap();
    let asked = std::cell::Cell::new(0);
    // Each owner that is not new gets a fix. That of the last one leaves it as it is.
    let findings = |register: &Register<'_>| {
        asked.set(asked.get() + 1);
        let owners =
            register.entries.iter().filter_map(|entry| Some((entry, entry.field(Key::Owner)?)));
        let left = owners.filter(|(_, field)| register.bare(field.value) != "new");
        left.map(|(entry, field)| owner_finding(register, entry, field.value)).collect()
    };
    let fixer = Fixer { settings: &settings, findings: &findings, safety: Safety::Safe };
    let state = fixer.state(&register);
    let trial = fixer.most(&state, &state.faults.fixable.iter().collect::<Vec<_>>()).unwrap();
    assert_eq!(trial.source.text().matches("** new").count(), 3);
    // The register itself; all four; the first two; the third. The other parts are then known to fail.
    assert_eq!(asked.get(), 4);
}

/// A finding about an owner, whose fix makes `old` to `new`.
fn owner_finding(register: &Register<'_>, entry: &Entry, span: Span) -> Finding {
    let text = register.text(span).replace("old", "new");
    Finding {
        rule: UNKNOWN_RULE.name,
        level: Level::Warning,
        message: "".into(),
        path: register.source.path().clone(),
        span,
        entry: register.name(entry).map(Into::into),
        field: None,
        help: None,
        related: RareList::default(),
        fix: Some(Box::new(Fix {
            safety: Safety::Safe,
            title: String::new(),
            edits: vec![Edit { span, text }],
        })),
        extent: Extent::Place,
        count: None,
    }
}
