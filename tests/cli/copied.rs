//! Entries that are copied, and texts that others see.

use crate::common::registers::{ENTRY, three};
use crate::common::tree::Tree;

/// The pair whose second entry is a copy of the first with another ID and title.
fn copied() -> Tree {
    let english = three().replace("Each fine stands twice on the slip.", "The button answers 404.");
    let turkish = english
        .replace("Register (EN)", "Liste (TR)")
        .replace("**Symptom:**", "**Belirti:**")
        .replace("/docs/en/", "/docs/tr/");
    Tree::new().put("docs/en/gap-register.md", english).put("docs/tr/gap-register.md", turkish)
}

#[test]
fn a_copied_entry_is_one_info() {
    let said = copied().run("check --output-format concise");
    let found: Vec<&str> = said.lines().filter(|line| line.contains("copied-entry")).collect();
    assert_eq!(found.len(), 1, "{said}");
    assert!(
        found[0].ends_with(
            "info[copied-entry] G-002: First Seen, page and symptom are still those of G-001"
        ),
        "{said}"
    );
    let other = copied();
    let english = other.read("docs/en/gap-register.md");
    let first = english.rfind("2026-02-01").unwrap();
    let second = english[..first].rfind("2026-02-01").unwrap();
    let changed = format!("{}2026-02-03{}", &english[..second], &english[second + 10..]);
    let said = Tree::with(changed).run("lint --output-format concise");
    assert!(!said.contains("copied-entry"), "{said}");
}

#[test]
fn a_copy_with_the_same_id_is_a_duplicate() {
    let text = three().replace("1.2", "1.9");
    let end = text.find("\n### 1.9").unwrap();
    let text = format!("{}\n{}{}", &text[..end], ENTRY.replace("1.1", "1.2"), &text[end..]);
    let said = Tree::with(text).run("lint --output-format concise");
    assert!(said.contains("duplicate-id") && !said.contains("copied-entry"), "{said}");
}

#[test]
fn markdown_for_others_pings_nobody_and_holds_no_html() {
    let text = three().replacen("**Owner:** Backend", "**Owner:** @acme/payments", 1).replacen(
        "Renewal is refused",
        "Renewal is <b>refused</b> by @mia <!-- x --> `<code>`",
        1,
    );
    let tree = Tree::with(three());
    tree.git("init -q -b main");
    tree.git("add .");
    tree.git("commit -qm start");
    let tree = tree.put("gap-register.md", text);
    for command in [
        "diff --format markdown",
        "sla --format markdown",
        "list --format markdown",
        "report --format markdown",
    ] {
        let said = tree.run(command);
        let is_ping = |(at, _): (usize, &str)| !said[..at].ends_with('`');
        assert!(!said.match_indices('@').any(is_ping), "{command}: {said}");
        assert!(!said.contains("<b>") && !said.contains("<!-- x"), "{command}: {said}");
        assert!(said.contains("`@acme/payments`"), "{command}: {said}");
    }
}

#[test]
fn a_reference_in_one_language_is_named() {
    let tree = copied();
    let turkish = tree.read("docs/tr/gap-register.md");
    let english = tree.read("docs/en/gap-register.md");
    for (text, named) in [
        ("See G-042.", "G-042 of the source is missing here"),
        ("See [G-003](#13-loans).", "G-003 of the source is missing here"),
        ("See `G-042`, and 12 more.", "`G-042`, 12 of the source are missing here"),
    ] {
        let changed = english.replacen("at the desk.\n", &format!("at the desk. {text}\n"), 1);
        let tree = Tree::new()
            .put("docs/en/gap-register.md", changed)
            .put("docs/tr/gap-register.md", &turkish);
        let said = tree.run("mirror --output-format concise");
        let found: Vec<&str> = said.lines().filter(|line| line.contains("mirror-code")).collect();
        assert_eq!(found.len(), 1, "{said}");
        assert!(found[0].ends_with(named), "{said}");
    }
    let changed = turkish.replacen("at the desk.\n", "at the desk. Bkz. G-042.\n", 1);
    let said = tree.put("docs/tr/gap-register.md", changed).run("mirror --output-format concise");
    assert!(said.contains("G-042 does not occur in the source"), "{said}");
}

#[test]
fn a_comment_beside_a_header_changes_no_column() {
    for header in ["| ID <!-- key --> |", "| <!-- sorted by hand --> ID |", "| ID<!--x--> |"] {
        let tree = Tree::with(three().replacen("| ID |", header, 1));
        let said = tree.run("triage --check");
        assert!(said.starts_with("exit 0"), "{header}: {said}");
        tree.run("set G-001 status=Fixed --force --yes");
        let text = tree.read("gap-register.md");
        assert!(text.contains(header) && text.contains("| G-001 | P1 | Backend | 7d | Fixed |"));
    }
    let rows = "# Gaps\n\n| ID <!-- key --> | Gap | Owner | Status |\n|---|---|---|---|\n\
                | A-1 | Export never ends | Data | Open |\n| A-2 | Retry fails | Ops | Fixed |\n";
    let list = Tree::with(rows).run("list");
    assert!(list.contains("A-1") && list.contains("A-2") && list.contains("Export"), "{list}");
}
