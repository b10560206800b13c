//! The output formats for other programs.

use serde_json::Value;

use crate::common::registers::sound;
use crate::common::tree::Tree;

/// A line with Turkish letters and an emoji before the wrong word.
fn wide() -> Tree {
    Tree::with(sound().replace("- **SLA:** 7d\n", "- **SLA:** 🎈 ğü, 100%: soon\n"))
}

/// A report without the parts that differ from build to build.
fn report(tree: &Tree, format: &str) -> String {
    let args = format!("check --output-format {format} --today 2026-02-05 --select bad-sla");
    String::from_utf8(tree.output(&args).stdout)
        .unwrap()
        .replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

#[test]
fn every_format_counts_columns_its_own_way() {
    let tree = wide();
    insta::assert_snapshot!(report(&tree, "concise"), @"gap-register.md:23:12: error[bad-sla] G-001: `🎈 ğü, 100%: soon` is not a duration");
    insta::assert_snapshot!(report(&tree, "github"), @"::error file=gap-register.md,line=23,endLine=23,col=12,endColumn=28,title=bad-sla::G-001: `🎈 ğü, 100%25: soon` is not a duration%0Ahelp: write a number and a unit, such as `24h`, `7d` or `2w`%0Afix: write the SLA of its priority, 7d (`--unsafe-fixes`)");
    insta::assert_snapshot!(report(&tree, "gitlab"), @r#"
    [
      {
        "description": "G-001: `🎈 ğü, 100%: soon` is not a duration",
        "check_name": "bad-sla",
        "fingerprint": "0e7cfae87ff3ce02",
        "severity": "major",
        "location": {
          "path": "gap-register.md",
          "lines": {
            "begin": 23,
            "end": 23
          }
        }
      }
    ]
    "#);
    insta::assert_snapshot!(report(&tree, "rdjson"), @r#"
    {
      "source": {
        "name": "gapreg"
      },
      "diagnostics": [
        {
          "message": "G-001: `🎈 ğü, 100%: soon` is not a duration\nhelp: write a number and a unit, such as `24h`, `7d` or `2w`\nfix: write the SLA of its priority, 7d (`--unsafe-fixes`)",
          "location": {
            "path": "gap-register.md",
            "range": {
              "start": {
                "line": 23,
                "column": 12
              },
              "end": {
                "line": 23,
                "column": 33
              }
            }
          },
          "severity": "ERROR",
          "code": {
            "value": "bad-sla"
          },
          "suggestions": [
            {
              "range": {
                "start": {
                  "line": 23,
                  "column": 12
                },
                "end": {
                  "line": 23,
                  "column": 33
                }
              },
              "text": "7d"
            }
          ]
        }
      ]
    }
    "#);
    insta::assert_snapshot!(report(&tree, "junit"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="gapreg" tests="1" failures="1" errors="0">
      <testsuite name="gap-register.md" tests="1" failures="1" errors="0" skipped="0" time="0">
        <testcase name="bad-sla G-001 SLA" classname="gap-register.md" time="0">
          <failure type="error" message="G-001: `🎈 ğü, 100%: soon` is not a duration">gap-register.md:23:12: error[bad-sla] G-001: `🎈 ğü, 100%: soon` is not a duration&#10;help: write a number and a unit, such as `24h`, `7d` or `2w`&#10;fix: write the SLA of its priority, 7d (`--unsafe-fixes`)</failure>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
    let sarif: Value = serde_json::from_str(&report(&tree, "sarif")).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&sarif["runs"][0]["results"]).unwrap(), @r#"
    [
      {
        "fixes": [
          {
            "artifactChanges": [
              {
                "artifactLocation": {
                  "uri": "gap-register.md"
                },
                "replacements": [
                  {
                    "deletedRegion": {
                      "endColumn": 28,
                      "endLine": 23,
                      "startColumn": 12,
                      "startLine": 23
                    },
                    "insertedContent": {
                      "text": "7d"
                    }
                  }
                ]
              }
            ],
            "description": {
              "text": "write the SLA of its priority, 7d"
            }
          }
        ],
        "level": "error",
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "gap-register.md"
              },
              "region": {
                "endColumn": 28,
                "endLine": 23,
                "startColumn": 12,
                "startLine": 23
              }
            }
          }
        ],
        "message": {
          "text": "G-001: `🎈 ğü, 100%: soon` is not a duration\nwrite a number and a unit, such as `24h`, `7d` or `2w`"
        },
        "partialFingerprints": {
          "primaryLocationLineHash": "0e7cfae87ff3ce02"
        },
        "properties": {
          "entry": "G-001",
          "field": "SLA"
        },
        "ruleId": "bad-sla",
        "ruleIndex": 0
      }
    ]
    "#);
}

#[test]
fn a_sarif_run_explains_the_rules_it_names() {
    let sarif: Value = serde_json::from_str(&report(&wide(), "sarif")).unwrap();
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 1);
    let text = |of: &str| rules[0][of]["text"].as_str().unwrap().to_owned();
    insta::assert_snapshot!(text("shortDescription"), @"An SLA is not a duration, or says more than one duration.");
    insta::assert_snapshot!(text("fullDescription"), @"An SLA that cannot be read as a duration, such as `soon`, `7` or `next sprint` (error). It reads a number with hours, days, business days, weeks or months, short or in words, in every language of the vocabulary: `24h`, `7d`, `5 business days`, `2 weeks`. A remark may follow in parentheses, behind a comma or behind a dash. An SLA that was extended is read: in `~~7d~~ 14d (vendor)`, `7d → 14d` and `14d (was 7d)` the last one counts, and `7d + 7d` are 14 days.");
    assert!(text("help").starts_with("# bad-sla\n"));
    assert!(!text("help").contains("```markdown bad"));
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert!(no_empty_text(&sarif), "code scanning refuses empty texts");
}

fn no_empty_text(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => items.iter().all(no_empty_text),
        Value::Object(items) => items.values().all(no_empty_text),
        _ => true,
    }
}

#[test]
fn a_clean_run_is_a_report_too() {
    let tree = Tree::with(sound());
    insta::assert_snapshot!(report(&tree, "github"), @"");
    insta::assert_snapshot!(report(&tree, "gitlab"), @"[]");
    insta::assert_snapshot!(report(&tree, "rdjson"), @r#"
    {
      "source": {
        "name": "gapreg"
      },
      "diagnostics": []
    }
    "#);
    insta::assert_snapshot!(report(&tree, "junit"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="gapreg" tests="1" failures="0" errors="0">
      <testsuite name="gap-register.md" tests="1" failures="0" errors="0" skipped="0" time="0">
        <testcase name="gapreg" classname="gap-register.md" time="0"/>
      </testsuite>
    </testsuites>
    "#);
    let sarif: Value = serde_json::from_str(&report(&tree, "sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"], serde_json::json!([]));
}

/// The fingerprints of a report, in order.
fn prints(tree: &Tree, args: &str) -> Vec<String> {
    let args = format!("lint --output-format gitlab --today 2026-02-05 {args}");
    let issues: Vec<Value> = serde_json::from_slice(&tree.output(&args).stdout).unwrap();
    issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn fingerprints_survive_moved_lines_and_are_never_shared() {
    let broken = sound().replace("2026-02-01", "someday").replace("- **SLA:** 7d\n", "");
    let (before, moved) = (Tree::with(&broken), Tree::with(broken.replace("## ", "\n\n## ")));
    let prints_before = prints(&before, "");
    assert!(prints_before.len() > 1);
    assert_eq!(prints_before, prints(&moved, ""));
    // The same register twice, with the same findings.
    let twice = before.put("old/gap-register.md", &broken);
    let all = prints(&twice, "");
    let apart: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!(apart.len(), all.len());
}

#[test]
fn paths_are_those_of_the_repository_wherever_it_is_run() {
    let tree = Tree::new().put(".git/HEAD", "").put("docs/my gaps/gap-register.md", "# Nothing\n");
    let run = |folder: &str, format: &str| {
        let mut command = tree.command(&format!("lint --output-format {format}"));
        String::from_utf8(command.current_dir(tree.path(folder)).output().unwrap().stdout).unwrap()
    };
    for folder in ["", "docs", "docs/my gaps"] {
        assert!(run(folder, "github").contains("file=docs/my gaps/gap-register.md,"));
        assert!(run(folder, "gitlab").contains("\"docs/my gaps/gap-register.md\""));
        assert!(run(folder, "sarif").contains("\"docs/my%20gaps/gap-register.md\""));
    }
}

#[test]
fn text_of_a_register_gives_no_commands_to_a_runner() {
    let order = "::error::x";
    let tree = Tree::with(sound().replace("- **SLA:** 7d", &format!("- **SLA:** soon\n{order}")));
    let mut command = tree.command("lint --color never --today 2026-02-05");
    let output = command.env("GITHUB_ACTIONS", "true").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let word = text.lines().next().unwrap().strip_prefix("::stop-commands::").unwrap().to_owned();
    assert!(word.len() >= 16);
    assert_eq!(text.lines().last().unwrap(), format!("::{word}::"));
    // Each line of a diff is a line of the file behind one sign.
    let diff = tree.command("lint --diff --unsafe-fixes").env("GITHUB_ACTIONS", "true").output();
    assert!(String::from_utf8(diff.unwrap().stdout).unwrap().starts_with("::stop-commands::"));
    let json =
        tree.command("lint --output-format json").env("GITHUB_ACTIONS", "true").output().unwrap();
    assert!(serde_json::from_slice::<Value>(&json.stdout).is_ok());
}

/// Applying the suggestions of a review gives the same text as `--fix`.
#[test]
fn a_suggestion_taken_is_a_fix_applied() {
    let text = sound().replace("| G-001 | P1 |", "| G-001 | 🎈 P3 |").replace('\n', "\r\n");
    let tree = Tree::with(&text);
    let args = "lint --output-format rdjson --today 2026-02-05 --select stale-triage-row";
    let report: Value = serde_json::from_slice(&tree.output(args).stdout).unwrap();
    let suggestion = &report["diagnostics"][0]["suggestions"][0];
    let offset = |of: &str| {
        let place = &suggestion["range"][of];
        let number = |of: &str| usize::try_from(place[of].as_u64().unwrap()).unwrap();
        let lines = text.split_inclusive('\n').take(number("line") - 1);
        lines.map(str::len).sum::<usize>() + number("column") - 1
    };
    let mut taken = text.clone();
    taken.replace_range(offset("start")..offset("end"), suggestion["text"].as_str().unwrap());
    tree.run("lint --fix --select stale-triage-row");
    assert_eq!(taken, tree.read("gap-register.md"));
    assert_ne!(taken, text);
}

#[test]
fn junit_fails_what_fails_the_run() {
    let tree = Tree::with(sound().replace("2026-02-02", "2026-03-01"));
    let failures = |args: &str| {
        let args = format!("lint --output-format junit --today 2026-02-05 {args}");
        let text = String::from_utf8(tree.output(&args).stdout).unwrap();
        text.matches("<failure").count()
    };
    assert_eq!(failures(""), 0);
    assert_eq!(failures("--fail-on warning"), 1);
}

#[test]
fn a_report_in_a_file_leaves_a_summary_on_the_terminal() {
    let tree = wide();
    insta::assert_snapshot!(tree.run("lint --select bad-sla --output-format gitlab --output-file report.json"), @"
    exit 1

    --- stderr
    1 error in 1 entry of 1 file; `--unsafe-fixes` fixes 1
    ");
    assert!(tree.read("report.json").starts_with('['));
}
