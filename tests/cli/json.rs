//! The JSON that programs rely on.

use serde_json::Value;

use crate::common::registers::sound;
use crate::common::tree::Tree;

fn findings(tree: &Tree, args: &str) -> Value {
    let args = format!("lint --output-format json --today 2026-02-05 {args}");
    serde_json::from_slice(&tree.output(&args).stdout).unwrap()
}

#[test]
fn a_finding_says_all_the_contract_promises() {
    let text = format!("\u{feff}{}", sound().replace("- **SLA:** 7d\n", "- **SLA:** ğü soon\n"));
    let report = findings(&Tree::with(&text), "--select bad-sla");
    insta::assert_snapshot!(serde_json::to_string_pretty(&report).unwrap(), @r#"
    {
      "findings": [
        {
          "count": null,
          "end": {
            "column": 19,
            "line": 23,
            "offset": 417
          },
          "entry": "G-001",
          "field": "SLA",
          "fix": {
            "edits": [
              {
                "end": 417,
                "start": 408,
                "text": "7d"
              }
            ],
            "safety": "unsafe",
            "title": "write the SLA of its priority, 7d"
          },
          "help": "write a number and a unit, such as `24h`, `7d` or `2w`",
          "level": "error",
          "message": "`ğü soon` is not a duration",
          "path": "gap-register.md",
          "related": [],
          "rule": "bad-sla",
          "start": {
            "column": 12,
            "line": 23,
            "offset": 408
          }
        }
      ],
      "summary": {
        "entries": 1,
        "errors": 1,
        "files": 1,
        "fixable": 1,
        "infos": 0,
        "warnings": 0
      },
      "version": 1
    }
    "#);
    let start = report["findings"][0]["start"]["offset"].as_u64().unwrap() as usize;
    let end = report["findings"][0]["end"]["offset"].as_u64().unwrap() as usize;
    assert_eq!(&text[start..end], "ğü soon", "offsets count the bytes of the file");
}

#[test]
fn findings_are_ordered_by_path_offset_and_rule() {
    let broken = sound().replace("- **SLA:** 7d\n", "").replace("| Open |", "| Fixed |");
    let tree = Tree::new().put("b-gap-register.md", &broken).put("a/gap-register.md", &broken);
    let report = findings(&tree, "");
    let key = |f: &Value| {
        (f["path"].to_string(), f["start"]["offset"].as_u64().unwrap(), f["rule"].to_string())
    };
    let keys: Vec<_> = report["findings"].as_array().unwrap().iter().map(key).collect();
    assert!(keys.len() >= 4 && keys.is_sorted(), "{keys:?}");
}

#[test]
fn every_edit_gives_the_text_that_fixing_gives() {
    let text = sound().replace("- **SLA:** 7d\n", "");
    let tree = Tree::with(&text);
    let report = findings(&tree, "");
    let edit = &report["findings"][0]["fix"]["edits"][0];
    let range = edit["start"].as_u64().unwrap() as usize..edit["end"].as_u64().unwrap() as usize;
    let mut fixed = text.clone();
    fixed.replace_range(range, edit["text"].as_str().unwrap());
    tree.run("lint --fix");
    assert_eq!(tree.read("gap-register.md"), fixed);
}
