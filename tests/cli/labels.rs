//! Labels: slips are corrected, words of a language stay, and messages say what the file says.

use crate::common::registers::sound;
use crate::common::tree::Tree;

const NAME: &str = "gap-register.md";

#[test]
fn a_word_of_the_language_is_never_renamed_by_a_safe_fix() {
    let label = |label: &str| {
        sound().replace("- **Source page:**", &format!("- **{label}:** x\n- **Source page:**"))
    };
    for word in [
        "Updates",
        "Reviewer",
        "Reviewers",
        "Resolver",
        "Owners team",
        "Workarounder",
        "Güncellemeler",
        "Sorumlusunun",
    ] {
        let tree = Tree::with(label(word));
        tree.run("lint --fix");
        tree.run("check --fix");
        assert_eq!(tree.read(NAME), label(word), "{word}");
    }
    let slip = sound().replace("**Escalation Package:**", "**Escalaton Package:**");
    let tree = Tree::with(slip);
    tree.run("lint --fix");
    assert_eq!(tree.read(NAME), sound());
}

#[test]
fn evidence_is_a_field_of_its_own() {
    for (label, language) in [("Evidence", "en"), ("Kanıt", "tr")] {
        let text = sound().replace(
            "- **Verification",
            &format!("- **{label}:** Seen on 2026-02-03.\n- **Verification"),
        );
        let tree = Tree::new().put(&format!("docs/{language}/gap-register.md"), text);
        let json: serde_json::Value =
            serde_json::from_slice(&tree.output("list --format json").stdout).unwrap();
        let fields = json["registers"][0]["entries"][0]["fields"].as_array().unwrap();
        let own = fields.iter().find(|field| field["label"] == label).unwrap();
        assert_eq!(own["key"], "Evidence", "{label}");
    }
    // It shows that a gap was closed, as a closure note does.
    let closed = sound()
        .replace("**Status:** Open", "**Status:** Verified")
        .replace("7d | Open |", "7d | Verified |")
        .replace(
            "- **Verification (done when fixed):** The button renews.",
            "- **Evidence:** The button renewed on 2026-02-03.",
        );
    let tree = Tree::with(closed);
    assert!(!tree.run("lint").contains("status-without-evidence"));
}

#[test]
fn messages_name_the_label_that_the_file_has() {
    let text = sound()
        .replace("**Symptom:** The button answers 404.", "**Observed:**")
        .replace("**Owner:** Backend", "**Sorumlu:** TBD")
        .replace(
            "- **Admin Workaround:** Renew at the desk.",
            "- **Kanıt:**\n- **Mitigation:** Renew at the desk.",
        );
    let tree = Tree::with(text);
    insta::assert_snapshot!(tree.run("lint --output-format concise --select empty-field,placeholder-value"), @"
    exit 1
    gap-register.md:22:16: warning[placeholder-value] G-001: Sorumlu is still to be filled in
    gap-register.md:28:5: error[empty-field] G-001: Observed has no value
    gap-register.md:30:5: warning[empty-field] G-001: Kanıt has no value

    --- stderr
    1 error, 2 warnings in 1 entry of 1 file
    ");
}

/// The row of a table has the value, too, and hides no slip in the section.
#[test]
fn a_misspelt_label_is_found_beside_a_table() {
    let entry = |at: usize, label: &str| {
        format!("### F-{at} Fault {at}\n\n**State:** open\n**{label}:** Ines\n\nIt is late.\n\n")
    };
    let row = |at: usize| format!("| F-{at} | Fault {at} | open | Ines |\n");
    let rows = [row(1), row(2), row(3)].concat();
    let table = format!("| No. | What | State | Owner |\n|---|---|---|---|\n{rows}\n");
    let sections = entry(1, "Owner") + &entry(2, "Owner") + &entry(3, "Onwer");
    for table in ["", &table] {
        let tree = Tree::with(format!("# Known faults\n\n{table}{sections}"));
        let said = tree.run("lint --output-format concise --select unknown-field");
        assert!(said.contains("F-3: `Onwer` is not a known field"), "{said}");
    }
}

#[test]
fn a_misspelt_label_is_found_below_an_item() {
    let item = |at: usize, label: &str| {
        format!("- **W-{at} Gate {at}.** It sticks.\n  - State: open\n  - {label}: Ines\n")
    };
    for label in ["Onwer", "**Onwer**", "Ownr"] {
        let tree = Tree::with(format!(
            "# Known faults\n\n{}{}{}",
            item(1, "Owner"),
            item(2, label),
            item(3, "Owner")
        ));
        let said = tree.run("lint --output-format concise --unsafe-fixes");
        assert!(said.contains("applied 1 fix"), "{label}: {said}");
        assert_eq!(tree.read("gap-register.md").matches("Owner").count(), 3, "{label}");
    }
    let other = Tree::with(format!("# Known faults\n\n{}{}", item(1, "Owner"), item(2, "Cause")));
    assert!(!other.run("lint").contains("unknown-field"));
}

/// A translation with labels that are in no vocabulary, and show what they mean by the values below them.
fn with_own_labels() -> Tree {
    let entry = |id: usize, [title, status, owner, seen, ticket]: [&str; 5], state: &str| {
        format!(
            "### L-0{id} – {title} {id}\n\n**{status}:** {state}  \n**{owner}:** @ivo  \n\
             **{seen}:** 2026-01-0{id}  \n**{ticket}:** OPS-{id}\n\nText {id}.\n\n"
        )
    };
    let text = |title: &str, labels: [&str; 5], state: &str| {
        format!("# {title}\n\n{}{}", entry(1, labels, state), entry(2, labels, state))
    };
    let english = text("Known gaps", ["Lamp", "Status", "Owner", "Reported", "Ticket"], "Open");
    let turkish = text("Eksikler", ["Lamba", "Durum", "Sorumlu", "Bildirim", "Kayıt"], "Açık");
    Tree::with(english).put("gap-register.tr.md", turkish)
}

#[test]
fn set_writes_under_the_own_label_of_a_translation() {
    let tree = with_own_labels();
    tree.run("set L-01 ticket=OPS-7 reported=2026-01-09 --yes");
    let turkish = tree.read("gap-register.tr.md");
    assert!(
        turkish.contains("**Bildirim:** 2026-01-09  \n**Kayıt:** OPS-7\n\nText 1."),
        "{turkish}"
    );
    assert_eq!(turkish.matches("OPS-").count(), 2, "{turkish}");
    tree.run("set L-01 ticket= --yes");
    let turkish = tree.read("gap-register.tr.md");
    assert!(!turkish.contains("OPS-7") && turkish.matches("Kayıt").count() == 1, "{turkish}");
}

#[test]
fn new_writes_under_the_own_labels_of_a_translation() {
    let tree = with_own_labels();
    tree.run_with("new", &["Lamp 3", "owner=@ivo", "ticket=OPS-3", "--yes"]);
    let turkish = tree.read("gap-register.tr.md");
    let lines =
        "**Durum:** Açık  \n**Sorumlu:** @ivo  \n**Bildirim:** 2026-02-05  \n**Kayıt:** OPS-3";
    assert!(turkish.contains(lines), "{turkish}");
}
