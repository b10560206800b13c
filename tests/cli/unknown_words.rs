//! Words that are in no vocabulary, in a register and its translation: nobody's text is written over.

use crate::common::tree::Tree;

const ENGLISH: &str = "docs/en/gap-register.md";
const TURKISH: &str = "docs/tr/gap-register.md";

const SOURCE: &str = "\
# Faults

Severity: **blocker** (the shop is shut), **ugly**.
State: *open*, *with the vendor*, *fixed*.

| ID | Fault | Severity | State |
|----|-------|----------|-------|
| F-1 | Till prints nothing | blocker | open |
| F-2 | Logo is cut off | | open |

## Till

### F-1: Till prints nothing

**Severity:** blocker
**State:** open
**Owner:** Ines

It hums.

### F-2: Logo is cut off

**Severity:**
**State:** open
**Owner:** Ines

It is.
";

const COPY: &str = "\
# Arızalar

Önem: **engelleyici** (dükkân kapalı), **çirkin**.
Durum: *açık*, *satıcıda*, *düzeltildi*.

| ID | Arıza | Önem | Durum |
|----|-------|------|-------|
| F-1 | Kasa yazdırmıyor | engelleyici | açık |
| F-2 | Logo kesik | | açık |

## Kasa

### F-1: Kasa yazdırmıyor

**Önem:** engelleyici
**Durum:** açık
**Sorumlu:** Ines

Uğulduyor.

### F-2: Logo kesik

**Önem:**
**Durum:** açık
**Sorumlu:** Ines

Öyle.
";

fn pair(source: &str, copy: &str) -> Tree {
    Tree::new().put(ENGLISH, source).put(TURKISH, copy)
}

#[test]
fn a_legend_is_no_field_and_its_words_stay() {
    let tree = pair(SOURCE, COPY);
    assert!(!tree.run("mirror").contains("error["), "{}", tree.run("mirror"));
    for command in ["check --fix", "mirror --fix", "lint --fix", "triage"] {
        tree.run(command);
        assert_eq!(tree.read(ENGLISH), SOURCE, "{command}");
        assert_eq!(tree.read(TURKISH), COPY, "{command}");
    }
}

#[test]
fn one_line_is_one_field() {
    let tree = pair(SOURCE, COPY);
    let list: serde_json::Value =
        serde_json::from_slice(&tree.output("list docs/en --format json").stdout).unwrap();
    let fields = list["registers"][0]["entries"][0]["fields"].as_array().unwrap();
    let keys: Vec<_> = fields.iter().map(|field| field["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["Severity", "Status", "Owner"]);
}

#[test]
fn a_word_that_nobody_knows_is_not_overwritten_where_the_source_changes() {
    let more = |id: &str, words: [&str; 4]| {
        let [level, own, state, open] = words;
        format!("\n### {id}: Till {id}\n\n**{level}:** {own}\n**{state}:** {open}\n")
    };
    let [source, copy] = [
        (SOURCE, ["Severity", "blocker", "State", "open"]),
        (COPY, ["Önem", "engelleyici", "Durum", "açık"]),
    ]
    .map(|(text, words)| text.to_owned() + &more("F-3", words) + &more("F-4", words));
    let tree = pair(&source.replacen("**Severity:** blocker", "**Severity:** High", 1), &copy);
    let shown = tree.run("mirror --output-format concise");
    assert!(shown.contains("says `engelleyici`, the source says `High`"), "{shown}");
    tree.run("check --fix");
    assert!(tree.read(TURKISH).contains("yazdırmıyor\n\n**Önem:** engelleyici\n"));
}
