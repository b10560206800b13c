//! Registers with today's form of entries.

mod analyses;
mod beginnings;
mod beside;
mod cards;
mod checklists;
mod details;
mod endpoints;
mod evidence;
mod ids;
mod indexes;
mod labels;
mod lists;
mod openings;
mod repairs;
mod shapes;
mod states;
mod strangers;
mod surroundings;
mod tables;
mod tails;
mod titles;
mod understood;
mod whole;

use std::fmt::Write;

use super::*;
use crate::vocabulary::UniqueMap;

fn with_register<T>(text: &str, look: impl FnOnce(&Register<'_>) -> T) -> T {
    let source = Source::new("gap-register.md", text);
    let vocabulary = Vocabulary::with(&UniqueMap::default());
    let id = IdPattern::default();
    look(&Register::read(&source, Reading::at_root(&vocabulary, &id)).unwrap())
}

/// Every entry as `name | area | title`, with `key = value` lines.
fn shown(text: &str) -> String {
    let vocabulary = Vocabulary::with(&UniqueMap::default());
    with_register(text, |register| {
        let mut out = String::new();
        for entry in &register.entries {
            let area: Vec<_> = entry.area.iter().map(|&step| register.text(step)).collect();
            let name = register.name(entry).unwrap_or_default();
            let (area, title) = (area.join("/"), register.text(entry.title));
            writeln!(out, "{name} | {area} | {title}").unwrap();
            for field in &entry.fields {
                let label = register.text(field.label);
                let key = field.key.map_or(label, |key| vocabulary.name(key));
                writeln!(out, "  {key} = {:?}", register.value(field)).unwrap();
            }
        }
        out
    })
}

#[test]
fn an_entry_is_a_heading_with_fields() {
    let text = "\
# Register

## 1) Open gaps

### 1.1 Core → Loans → Renewal is refused

- **ID:** G-001
- **Status:** Open
- **Impact:** High

- **Source pages:**
  - `/docs/en/loans.md`
  - `/docs/en/renewals.md`
- **Impact:** Readers cannot
  renew online.

---

## 2) Notes

- **Keep it short:** really.
";
    insta::assert_snapshot!(shown(text), @r#"
    G-001 | Core/Loans | Renewal is refused
      ID = "G-001"
      Status = "Open"
      Severity = "High"
      Source page = "- `/docs/en/loans.md`\n- `/docs/en/renewals.md`"
      Impact = "Readers cannot\nrenew online."
    "#);
}

#[test]
fn fields_come_in_many_forms() {
    let text = "\
# Register
### G-001: One
- **Status**: Open
- Priority: P1
- **Owner** — Backend
### G-002: Two
**Status:** Open · **Priority:** P1  
**Owner:** Backend  
SLA: 7d

**Symptom:**

It fails.

- at once

**UI endpoints:**
- `GET /a`
- `GET /b`
#### Verification contract
1. **Call** it.
2. Look.

**Closure note:** done.
";
    insta::assert_snapshot!(shown(text), @r#"
    G-001 |  | One
      Status = "Open"
      Priority = "P1"
      Owner = "Backend"
    G-002 |  | Two
      Status = "Open"
      Priority = "P1"
      Owner = "Backend"
      SLA = "7d"
      Symptom = "It fails.\n\n- at once"
      UI endpoints = "- `GET /a`\n- `GET /b`"
      Verification = "1. **Call** it.\n2. Look."
      Closure note = "done."
    "#);
}

#[test]
fn headings_in_code_comments_and_quotes_are_no_entries() {
    let text = "\
# Register
### 1.1 Real
- **ID:** G-001
- **Status:** Open

```
### 1.2 In code
- **ID:** G-002
```

<!--
### 1.3 In a comment
- **ID:** G-003
-->

> ### 1.4 In a quote
> - **ID:** G-004
> - **Status:** Open
";
    assert_eq!(shown(text), "G-001 |  | Real\n  ID = \"G-001\"\n  Status = \"Open\"\n");
}

#[test]
fn a_numbered_sibling_without_fields_is_an_entry_too() {
    let text = "# R\n## 1) Gaps\n### 1.1 A → b\n- **ID:** G-1\n- **Status:** Open\n### 1.2 A → c\nLater.\n## 2) Notes\n### 2.1 x\n";
    with_register(text, |register| {
        let names: Vec<_> = register.entries.iter().map(|e| register.spoken_name(e)).collect();
        assert_eq!(names, ["G-1", "1.2", "2.1"]);
    });
}

#[test]
fn sentences_with_colons_are_no_fields() {
    let text = "\
# R
### G-001: One
- **Status:** Open
- **Symptom:** It says
  Owner: nobody, in the log.
- **Escalation Package:**
  - Status: 404
  - **Owner:** nobody
- Note to self: ask again.
";
    insta::assert_snapshot!(shown(text), @r#"
    G-001 |  | One
      Status = "Open"
      Symptom = "It says\nOwner: nobody, in the log."
      Escalation Package = "- Status: 404\n- **Owner:** nobody"
    "#);
}

#[test]
fn pages_and_endpoints_are_typed() {
    let text = "\
# R
### G-001: One
- **Source pages:**
  - `/docs/en/a.md`
  - [b](/docs/en/b.md#top)
- **UI endpoints:**
  - `GET /api/a` (and others)
  - `not one`
### G-002: Two
- **Source page:** [b](/docs/en/b.md#top)
- **UI endpoint:** `PATCH /api/{id}` body `{ on: true }`
";
    with_register(text, |register| {
        let texts =
            |spans: Vec<Span>| spans.into_iter().map(|s| register.text(s)).collect::<Vec<_>>();
        let [one, two] = &register.entries[..] else { panic!("two entries") };
        assert_eq!(texts(register.source_pages(one)), ["/docs/en/a.md", "/docs/en/b.md"]);
        assert_eq!(texts(register.endpoints(one)), ["GET /api/a"]);
        assert_eq!(texts(register.source_pages(two)), ["/docs/en/b.md"]);
        assert_eq!(texts(register.endpoints(two)), ["PATCH /api/{id}"]);
    });
}

#[test]
fn the_policy_is_read_in_both_languages() {
    let vocabulary = Vocabulary::with(&UniqueMap::default());
    for text in [
        "# R\n- Status flow: **Open → Fixed → Verified**.\n\n> SLA default: P0=24h,\n> P1=2w.\n",
        "# R\n**Status flow:** Open, Fixed, Verified  \n**SLA default:** P0: 24h; P1: 2w\n",
        "# R\n- **Durum akışı:** Açık → Düzeltildi → Doğrulandı\n\n> SLA varsayılanı: P0=24 saat, P1=2 hafta.\n",
        "# R\n- Flow: Open → Fixed → Verified\n\n## SLA policy\n\n| Priority | Meaning | SLA |\n|---|---|---|\n| P0 | all is down | 24h |\n| P1 | part is | 2w |\n",
        "# R\n- Flow: Open → Fixed → Verified\n\n## SLA\n\nAs agreed:\n\n- P0: 24h\n- **P1**: 2w\n\n## Gaps\n",
        "# R\n- Flow: Open → Fixed → Verified\n- SLA by priority: P0 = 24h, P1 = 2w\n",
        "# R\n- Flow: Open → Fixed → Verified\n\n**SLA:** P0 24h, P1 2w\n",
    ] {
        with_register(text, |register| {
            let policy = Policy::of(register, &ConfiguredPolicy::default(), &vocabulary);
            assert_eq!(policy.flow, ["Open", "Fixed", "Verified"]);
            let sla: Vec<_> = policy.sla.iter().map(|(p, sla)| format!("{p}={sla}")).collect();
            assert_eq!(sla, ["P0=24h", "P1=2w"]);
        });
    }
    // One priority alone, or in an entry, is no policy.
    for text in [
        "# R\n\n## SLA\n\n- P1: 2w\n",
        "# R\n\n## Gaps\n\n### 1.1 A\n\n- **ID:** G-001\n- **SLA:** P0 24h, P1 2w\n",
    ] {
        with_register(text, |register| assert!(register.policy_lines.is_empty(), "{text}"));
    }
}

#[test]
fn the_triage_table_is_found_by_mark_heading_or_columns() {
    let table = |id: &str| format!("| ID | Status |\n|---|---|\n| {id} | Open |\n\n");
    let other = "| A | B |\n|---|---|\n| x | y |\n\n";
    for text in [
        format!("# R\n{other}## Triage Summary (Ops)\n\n{}", table("G-1")),
        format!("# R\n{other}{}### A\n- **ID:** G-1\n", table("**G-1**")),
        format!("# R\n{}<!-- gapreg:triage -->\n\n{}", table("G-9"), table("G-1")),
    ] {
        with_register(&text, |register| {
            let [triage] = &register.triage[..] else { panic!("{text}") };
            assert_eq!(register.text(triage.rows[0].id), "G-1", "{text}");
        });
    }
}

#[test]
fn a_sub_heading_is_a_label_where_the_entry_lacks_that_field() {
    let entry =
        |rest: &str| format!("# R\n### G-001: One\n- **Status:** Open\n- **Owner:** O\n{rest}");
    let steps = "#### Verification contract\n1. Call it.\n2. Look.\n";
    insta::assert_snapshot!(shown(&entry(steps)), @r#"
    G-001 |  | One
      Status = "Open"
      Owner = "O"
      Verification = "1. Call it.\n2. Look."
    "#);
    let field = "#### Later\n- **Verification:** It works.\n";
    insta::assert_snapshot!(shown(&entry(&format!("{steps}{field}"))), @r#"
    G-001 |  | One
      Status = "Open"
      Owner = "O"
      Verification = "It works."
    "#);
}

#[test]
fn comments_and_empty_ids_are_no_values() {
    let text = "# R\n### G-001: One\n- **ID:**\n- **Workaround:**\n<!-- a -->\n- **Owner:** O\n";
    insta::assert_snapshot!(shown(text), @r#"
    G-001 |  | One
      ID = ""
      Workaround = ""
      Owner = "O"
    "#);
}

#[test]
fn a_flow_keeps_its_own_words_and_others_are_understood() {
    let vocabulary = Vocabulary::with(&UniqueMap::default());
    with_register("# R\n- Status flow: Open → Doing → Done\n", |register| {
        let policy = Policy::of(register, &ConfiguredPolicy::default(), &vocabulary);
        assert_eq!(policy.flow, ["Open", "Doing", "Done"]);
        for (text, state) in
            [("done", 2), ("Fixed", 2), ("Düzeltildi", 2), ("In Progress", 1), ("Açık", 0)]
        {
            assert_eq!(policy.state(text, &vocabulary), Some(state), "{text}");
        }
        assert_eq!(policy.state("Verified", &vocabulary), None);
        assert_eq!(policy.repaired_from(&vocabulary), 2);
    });
}

#[test]
fn labels_without_a_space_before_their_values_are_labels() {
    let text = "# R\n### G-001: One\n- **Status:**Open\n- **Owner: Backend**\n- **Priority:** P1 <!-- since May -->\n- **SLA:** <!-- later -->\n";
    insta::assert_snapshot!(shown(text), @r#"
    G-001 |  | One
      Status = "Open"
      Owner = "Backend"
      Priority = "P1"
      SLA = ""
    "#);
}

#[test]
fn words_that_look_like_ids_stay_words_beside_real_ones() {
    let text = "# R\n### HTTP-404 on import\n- **ID:** G-001\n- **Status:** Open\n### 1.2 P1: slow\n- **ID:** [G-002](/x)\n- **Owner:** O\n### G-003: Real\n- **ID:** G-003 (JIRA-7)\n- **Owner:** O\n";
    with_register(text, |register| {
        let shown = |e: &Entry| (register.id(e), register.text(e.heading), e.heading_id.is_some());
        let entries: Vec<_> = register.entries.iter().map(shown).collect();
        let want = [
            (Some("G-001"), "HTTP-404 on import", false),
            (Some("G-002"), "P1: slow", false),
            (Some("G-003"), "Real", true),
        ];
        assert_eq!(entries, want);
    });
}

#[test]
fn sub_headings_with_fields_are_no_entries() {
    let text = "# R\n## Gaps\n### 1.1 A\n- **Status:** Open\n#### Details\n- **Symptom:** x\n- **Owner:** y\n### 1.2 B\n#### Tracking\n- **Status:** Open\n- **Owner:** y\n#### Problem\n- **Symptom:** x\n- **Impact:** y\n";
    insta::assert_snapshot!(shown(text), @r#"
    1.1 |  | A
      Status = "Open"
      Symptom = "x"
      Owner = "y"
    1.2 |  | B
      Status = "Open"
      Owner = "y"
      Symptom = "x"
      Impact = "y"
    "#);
}

#[test]
fn an_impact_that_is_a_level_is_the_severity_in_any_order() {
    let severity = |fields: &str| {
        with_register(&format!("# R\n### G-001: One\n- **Owner:** O\n{fields}"), |register| {
            register.value_of(&register.entries[0], Key::Severity).map(str::to_owned)
        })
    };
    for fields in [
        "- **Impact:** High\n",
        "- **Impact:** Hgih\n",
        "- **Impact:** They wait.\n- **Impact:** High\n",
        "- **Impact:** TBD\n- **Symptom:** s\n- **Impact:** They wait.\n",
        "- **Impact:** High — they lose data\n- **Symptom:** s\n- **Impact:** They wait.\n",
    ] {
        let found = severity(fields);
        assert!(found.as_ref().is_some_and(|text| !text.contains("wait")), "{fields}: {found:?}");
    }
    assert_eq!(severity("- **Impact:** They wait for a long time.\n"), None);
}
