//! Edits as people make them every day, in registers of many shapes: the text says the new value once, and
//! keeps all else.

use crate::common::tree::Tree;

/// What `set` makes of a register; what it says, where it writes nothing.
fn set(text: &str, id: &str, value: &str) -> String {
    let tree = Tree::with(text);
    let said = tree.run_with("set --yes", &[id, value]);
    if said.starts_with("exit 0") { tree.read("gap-register.md") } else { said }
}

#[test]
fn a_state_that_is_not_read_gets_no_second_one_beside_it() {
    for item in [
        "- **S-1** *open* Seats are lost (Ada)",
        "- S-1: Seats are lost [open]",
        "- S-1: Seats are lost, open",
        "- S-1: Seats are lost\n  - open",
        "- S-1: Seats are lost (shelved)",
    ] {
        let text = format!("# Gaps\n\n{item}\n- S-2: Lamps are dark (fixed)\n");
        let said = set(&text, "S-1", "status=Fixed");
        assert!(said.starts_with("exit 2"), "{said}");
        assert!(said.contains("may be its Status, and is not read as that"), "{said}");
    }
}

#[test]
fn wide_signs_set_values_apart_as_others_do() {
    let text = "# Gaps\n\n- **S-1** ログインできない（状態：対応中、担当：花子）\n- **S-2** 出力できない（未対応）\n";
    assert_eq!(set(text, "S-1", "status=対応済み"), text.replace("対応中", "対応済み"));
    assert_eq!(set(text, "S-1", "owner=太郎"), text.replace("花子", "太郎"));
    assert_eq!(set(text, "S-2", "status=対応中"), text.replace("未対応", "対応中"));
}
