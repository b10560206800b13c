//! The endpoints that entries name.

use super::with_register;
use crate::register::MentionRole;
use crate::vocabulary::{UniqueMap, Vocabulary};

/// The mentions of all entries of a text: role, key, endpoint, and the status that is expected.
fn mentions(text: &str) -> String {
    let vocabulary = Vocabulary::with(&UniqueMap::default());
    let mut shown = Vec::new();
    with_register(text, |register| {
        for entry in &register.entries {
            for mention in register.endpoint_mentions(entry, &vocabulary) {
                let (role, key) = (mention.role, vocabulary.name(mention.key));
                let expected = mention.expected.map(|code| format!(" -> {code}"));
                let text = register.text(mention.span);
                let shown_endpoint =
                    format!("{}{}", mention.endpoint(), expected.unwrap_or_default());
                shown.push(format!("{role:?} ({key}): {shown_endpoint} | {text}"));
            }
        }
    });
    shown.join("\n")
}

#[test]
fn endpoints_have_the_role_of_their_field() {
    let text = "# R\n### G-001: Renewing fails\n- **Status:** Open\n\
                - **Symptom:** Renewing fails with 404; `/v1/loans/{id}/renew` is missing.\n\
                - **UI endpoints:**\n  - `POST /v1/loans/{id}/renew`\n  - `GET|HEAD /v1/loans` (list)\n\
                - **Workaround:** Use `PUT /v1/loans/{id}`.\n\
                - **Escalation Package:**\n  - `GET /v1/logs/<kind>` (cron/mail)\n  - Keywords: `loans/renew`\n";
    insta::assert_snapshot!(mentions(text), @"
    Suspected (Symptom): /v1/loans/{id}/renew | /v1/loans/{id}/renew
    Claimed (UI endpoints): POST /v1/loans/{id}/renew | POST /v1/loans/{id}/renew
    Claimed (UI endpoints): GET /v1/loans | GET|HEAD /v1/loans
    Claimed (UI endpoints): HEAD /v1/loans | GET|HEAD /v1/loans
    Claimed (Escalation Package): GET /v1/logs/cron | GET /v1/logs/<kind>
    Claimed (Escalation Package): GET /v1/logs/mail | GET /v1/logs/<kind>
    ");
}

#[test]
fn the_lines_of_a_verification_contract_are_contracted() {
    let text = "# R\n### G-001: One\n- **Status:** Open\n- **Verification:** `GET /v1/b` answers.\n\n\
                #### Verification contract\n\n**API:**\n1) `GET /v1/a`\n   - Expected: **200 OK**\n\
                2) Fines\n   - `POST /v1/fines` \u{2192} **201 Created** with 100 rows\n   - `GET /v1/fines` = 200\n\
                3) `/v1/c`\n\n**UI:**\n- The page (`/fines/list`) loads with 200.\n\
                - Evidence: `GET /v1/a` returns 200.\n\n\
                #### Notes\n- `DELETE /v1/a`\n";
    insta::assert_snapshot!(mentions(text), @"
    Contracted (Verification): GET /v1/b | GET /v1/b
    Contracted (Verification): GET /v1/a -> 200 | GET /v1/a
    Contracted (Verification): POST /v1/fines -> 201 | POST /v1/fines
    Contracted (Verification): GET /v1/fines -> 200 | GET /v1/fines
    Contracted (Verification): /v1/c | /v1/c
    ");
}

#[test]
fn numbered_endpoints_below_any_heading_are_contracted() {
    let text = "# R\n### G-001: Bir\n- **Durum:** A\u{e7}\u{131}k\n- **Sahip:** X\n\n\
                #### API s\u{f6}zle\u{15f}mesi\n\n1) `POST /v1/a`\n   - Beklenen: **204 No Content**\n\n\
                Metin `GET /v1/z`.\n";
    insta::assert_snapshot!(mentions(text), @"Contracted (Verification): POST /v1/a -> 204 | POST /v1/a");
}

#[test]
fn an_entry_without_a_symptom_names_endpoints_in_its_text_and_below_its_own_labels() {
    let text = "# Known gaps\n\n### A-1 — Loans\n\n**Expected endpoint:** `GET /v1/loans`\n\n**Status:** Open\n\n\
                ### A-2 — Fines\n\n**Status:** Open\n\n**Seen in:** `PUT /v1/fines/{id}`\n\n\
                The button calls `POST /v1/fines`, which answers 404; see `src/fines.ts` and `/v1/old`.\n";
    let all = |id: &str| {
        with_register(text, |register| {
            let words = Vocabulary::with(&UniqueMap::default());
            let mut entries = register.entries.iter();
            let entry = entries.find(|entry| register.id(entry) == Some(id)).unwrap();
            let mentions = register.endpoint_mentions(entry, &words).into_iter();
            mentions.map(|own| (own.role, own.endpoint())).collect::<Vec<_>>()
        })
    };
    assert_eq!(all("A-1"), [(MentionRole::Claimed, "GET /v1/loans".to_owned())]);
    assert_eq!(
        all("A-2"),
        ["PUT /v1/fines/{id}", "POST /v1/fines"]
            .map(|endpoint| (MentionRole::Suspected, endpoint.to_owned()))
    );
}
