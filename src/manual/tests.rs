//! Pages as people write them.

use std::fmt::Write as _;

use super::*;
use crate::text::Source;
use crate::values::IdPattern;
use crate::vocabulary::{UniqueMap, Vocabulary};

/// The gaps of a page, one in a line: the line, what it says first, its labels and its IDs.
fn gaps(text: &str) -> String {
    let source = Source::new("docs/en/loans.md", text);
    let words = Vocabulary::with(&UniqueMap::default());
    let prefixes = ["G-".to_owned()];
    let reading =
        PageReading { vocabulary: &words, id: &IdPattern::default(), prefixes: &prefixes };
    let page = Page::read(&source, reading).unwrap();
    assert_eq!(may_have_gaps(text, &words), !page.sections.is_empty(), "{text}");
    let mut out = String::new();
    for gap in page.gaps() {
        let line = text[..gap.lead.start as usize].matches('\n').count() + 1;
        let labels: Vec<&str> = gap.fields.iter().map(|field| page.text(field.label)).collect();
        let ids: Vec<&str> = gap.ids.iter().map(|&id| page.text(id)).collect();
        let (lead, labels) = (page.text(gap.lead), labels.join(", "));
        write!(out, "{line}: {lead} [{labels}] {ids:?}").unwrap();
        if gap.standing != Standing::Described {
            write!(out, " {:?}", gap.standing).unwrap();
        }
        out.push('\n');
    }
    if let Some(denial) = page.denial() {
        writeln!(out, "none: {}", page.text(denial)).unwrap();
    }
    out
}

#[test]
fn numbered_items_with_fields_are_gaps() {
    let text = "# Loans\n\n## 6) Common errors\n\n1) **Symptom:** A loan is missing.\n   - **Fix:** Look again.\n\n\
                ## 7) Backend/Integration Gaps (Release Note)\n\n\
                1) **Symptom:** Renewing answers 404.\n   - **Likely cause:** no route.\n   \
                - **Escalation Package:**\n     - Method + path: `POST /loans/{id}/renew`\n     - Keywords:\n       \
                - `renew`\n   - **Verification:** It answers 200.\n\n\
                2) **Symptom:** Holds are lost:\n   - on Monday\n   - **Impact:** bad\n\n---\n\n## 8) Verification\n\n\
                1) **Symptom:** no gap\n";
    insta::assert_snapshot!(gaps(text), @"
    10: **Symptom:** Renewing answers 404. [Symptom, Likely cause, Escalation Package, Verification] []
    18: **Symptom:** Holds are lost: [Symptom, Impact] []
    ");
}

#[test]
fn an_item_without_fields_is_a_gap_beside_one_with_fields() {
    let text = "## Backend gaps\n\n- A remark\n\nThese are known:\n\n1) **Renewing fails**\n   - **Symptom:** 404\n\n\
                2) Holds are lost\n3) [The register](../gap-register.md)\n\nAnd these:\n\n\
                - **Cards** expire early\n  - **Impact:** bad\n- Notices are late\n";
    insta::assert_snapshot!(gaps(text), @"
    7: **Renewing fails** [Symptom] []
    10: Holds are lost [] []
    15: **Cards** expire early [Impact] []
    17: Notices are late [] []
    ");
    // A list of fields is one gap, and what is beside them is a remark.
    let text = "## Backend gaps\n\n- **Symptom:** 404\n- **Impact:** High\n- See the FAQ\n";
    insta::assert_snapshot!(gaps(text), @"3: **Symptom:** 404 [Symptom, Impact] []");
}

#[test]
fn bullets_are_gaps() {
    let text = "## Backend gaps {#gaps}\n\nThese are known:\n\n- Renewing answers 404 (G-041)\n- [ ] Holds are lost\n\
                - [x] Fines are doubled\n- ~~Cards expire early~~\n- Notices are late (fixed in 2.8)\n\
                - [The register](../gap-register.md)\n- Search is slow, see\n  [other](https://e.org/G-9)\n\
                - Fees are lost — fixed in 2.8\n- Dues are lost – not fixed in 2.8\n- Cards are cut - the fixed size is wrong\n";
    insta::assert_snapshot!(gaps(text), @r#"
    5: Renewing answers 404 (G-041) [] ["G-041"]
    6: Holds are lost [] []
    7: Fines are doubled [] [] Closed
    8: ~~Cards expire early~~ [] [] Closed
    9: Notices are late (fixed in 2.8) [] [] Closed
    11: Search is slow, see [] []
    13: Fees are lost — fixed in 2.8 [] [] Closed
    14: Dues are lost – not fixed in 2.8 [] []
    15: Cards are cut - the fixed size is wrong [] []
    "#);
}

#[test]
fn a_flat_list_of_fields_is_one_gap() {
    let text = "## Backend gaps\n\n### Renewing fails (G-041)\n\n- **Symptom:** 404\n- **Impact:** High\n\n\
                ### Another\n\n**Symptom:** Holds are lost  \n**Impact:** bad\n\n**Workaround:** none\n\n\
                * **ID:** G-042\n* **Symptom:** x\n* **ID:** G-043\n* **Symptom:** y\n";
    insta::assert_snapshot!(gaps(text), @r#"
    5: **Symptom:** 404 [Symptom, Impact] ["G-041"]
    10: **Symptom:** Holds are lost [Symptom, Impact, Workaround] []
    15: **ID:** G-042 [ID, Symptom] ["G-042"]
    17: **ID:** G-043 [ID, Symptom] ["G-043"]
    "#);
}

#[test]
fn rows_of_a_table_are_gaps() {
    let text = "## Backend gaps\n\n| ID | Gap | Status |\n|----|-----|--------|\n| G-041 | Renewing fails | Open |\n\
                |  | Holds are lost | |\n| [G-9](x.md) | Fines | Fixed |\n\n| Symptom | Impact |\n|---|---|\n\
                | Cards expire | bad |\n\n| Version | Date |\n|---|---|\n| 2.8 | x |\n";
    insta::assert_snapshot!(gaps(text), @r#"
    5: Renewing fails [ID, Gap, Status] ["G-041"]
    6: Holds are lost [Gap] []
    7: Fines [ID, Gap, Status] ["G-9"] Closed
    11: Cards expire [Symptom, Impact] []
    "#);
}

#[test]
fn prose_names_ids() {
    let text = "## Backend gaps\n\nThis page is affected by G-041 and [G-042](../gap-register.md#g-042).\n\n\
                G-043 was fixed in 2.8.\n\nUTF-8 and HTTP-404 are no IDs, nor is `team/other#G-044`.\n";
    insta::assert_snapshot!(gaps(text), @r#"
    3: This page is affected by G-041 and [G-042](../gap-register.md#g-042). [] ["G-041", "G-042"]
    5: G-043 was fixed in 2.8. [] ["G-043"] Unclear
    "#);
}

#[test]
fn a_page_may_say_that_there_is_no_gap() {
    for text in [
        "## Backend gaps\n\nNone.\n",
        "## Backend gaps\n\n- No known gaps in this build\n",
        "## Backend/Integration Gap'leri\n\nBilinen bir gap yok.\n",
        "## 后端/集成缺口\n\n暂无。\n",
        "## Backend-Lücken\n\nKeine.\n",
        "## Backend gaps\n\n| ID | Gap |\n|---|---|\n| – | |\n",
    ] {
        assert!(gaps(text).starts_with("none: "), "{text}\n{}", gaps(text));
    }
    assert_eq!(gaps("## Backend gaps\n\nNone, except G-041.\n").matches("none").count(), 0);
}

#[test]
fn pages_in_other_forms_are_read_alike() {
    let text = "---\ntitle: Loans\n---\n# Loans\n\n## Backend gaps\n\n1) **Symptom:** x\n   - **Impact:** y\n";
    assert_eq!(gaps(&text.replace('\n', "\r\n")), gaps(text));
    let underlined = "Loans\n=====\n\nBackend gaps\n------------\n\n- Renewing fails\n";
    insta::assert_snapshot!(gaps(underlined), @"7: Renewing fails [] []");
    // A title opens no section, nor does a heading in a quote or in code.
    assert_eq!(gaps("> ## Backend gaps\n>\n> - x\n"), "");
    let source = "# Backend gaps\n\n- x\n";
    let words = Vocabulary::with(&UniqueMap::default());
    let reading = PageReading { vocabulary: &words, id: &IdPattern::default(), prefixes: &[] };
    assert!(Page::read(&Source::new("a.md", source), reading).unwrap().sections.is_empty());
}

#[test]
fn turkish_german_and_chinese_pages_are_read() {
    for text in [
        "## Backend/Entegrasyon Eksikleri\n\n1) **Belirti:** Uzatma 404 döner.\n   - **Etki:** kötü\n",
        "## Backend-/Integrationslücken\n\n1. **Symptom:** Verlängern antwortet mit 404.\n   - **Auswirkung:** groß\n",
        "## 后端/集成缺口\n\n1. **症状：** 续借返回 404。\n   - **影响：** 大\n",
    ] {
        let found = gaps(text);
        assert_eq!(found.lines().count(), 1, "{text}\n{found}");
        assert_eq!(found.matches(", ").count(), 1, "two labels: {text}\n{found}");
    }
}

#[test]
fn an_id_in_small_letters_names_its_entry() {
    let text = "# Loans\n\n## Backend/Integration Gaps\n\n- A waived fine is back (g-004).\n- Names are cut (see the g-4x list).\n";
    insta::assert_snapshot!(gaps(text), @r#"
    5: A waived fine is back (g-004). [] ["g-004"]
    6: Names are cut (see the g-4x list). [] []
    "#);
}
