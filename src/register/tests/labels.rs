//! Labels that are marked in other ways than strong text with a colon.

use super::*;

#[test]
fn strong_labels_need_no_colon_where_several_are_on_a_line() {
    let text = "# Gaps\n\n### S-1: Holds\n\n**Status** Open (waits) · **Prio** P1 · **Owner** @mia\n\n\
                ### S-2: Labels\n\n**Status** Fixed | **Owner** Ann | **Shelf** B\n\n\
                ### S-3: Fines\n\n**Owner** is what we ask for.\n\n**Status** quo · nobody looks.\n\n\
                ### S-4: Seats\n\n**Status** Open\n**Owner** Mia · late\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds
      Status = "Open (waits)"
      Priority = "P1"
      Owner = "@mia"
    S-2 |  | Labels
      Status = "Fixed"
      Owner = "Ann"
      Shelf = "B"
    S-3 |  | Fines
    S-4 |  | Seats
      Status = "Open"
      Owner = "Mia · late"
    "#);
}

#[test]
fn labels_in_emphasis_are_labels() {
    let text = "# Gaps\n\n### S-1: Holds\n\n*Status:* Open · *Owner*: Mia\n_Priority:_ P1\n*Shelf:* B\n\n\
                ### S-2: Labels\n\n- *Statut* : Open\n- *By the way: this is old.*\n\n*Remark:* none.\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds
      Status = "Open"
      Owner = "Mia"
      Priority = "P1"
      Shelf = "B"
    S-2 |  | Labels
      Status = "Open"
    "#);
}

#[test]
fn a_quote_right_below_the_heading_of_an_entry_may_hold_its_fields() {
    let text = "# Gaps\n\n> Owner: Desk · Status: Draft\n\n### S-1: Holds\n\n> **Status** Open · **Owner** @mia\n\nThey are lost.\n\n\
                ### S-2: Labels\n\n> Status: Open\n> Owner: Ann\n\n- Owner: Can\n\n\
                ### S-3: Fines\n\n> Status: as we said in May.\n\n- Owner: Can\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds
      Status = "Open"
      Owner = "@mia"
    S-2 |  | Labels
      Status = "Open"
      Owner = "Can"
    S-3 |  | Fines
      Owner = "Can"
    "#);
}

#[test]
fn yaml_right_below_the_heading_of_an_entry_may_hold_its_fields() {
    let text = "# Gaps\n\n### S-1: Holds\n\n```yaml\nstatus: open\nowner: \"@mia\"\nfirst_seen: 2026-03-20\n```\n\nThey are lost.\n\n\
                ### S-2: Labels\n\n```yaml\nstatus: open\n```\n\n- Owner: Can\n\n\
                ### S-3: Fines\n\n```json\nstatus: open\nowner: mia\n```\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds
      Status = "open"
      Owner = "@mia"
      First Seen = "2026-03-20"
    S-2 |  | Labels
      Owner = "Can"
    S-3 |  | Fines
    "#);
}

#[test]
fn an_unknown_label_hides_none_on_the_lines_below_it() {
    let text = "# Gaps\n\n### S-1: Holds\n\nStatus: open\nLikelihood: low\nOwner: Ops\n\n\
                ### S-2: Labels\n\nStatus: open\nOwner: Dev\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds
      Status = "open"
      Likelihood = "low"
      Owner = "Ops"
    S-2 |  | Labels
      Status = "open"
      Owner = "Dev"
    "#);
}
