//! Words that are in no vocabulary, in a register and its translation: nobody's text is written over.

use crate::common::tree::Tree;

const ENGLISH: &str = "docs/en/gap-register.md";
const TURKISH: &str = "docs/tr/gap-register.md";

const SOURCE: &str = "\
# Faults

Severity: **blocker** (the shop is shut), **ugly**.
State: *open*, *with the vendor*, *fixed*.

| ID | Problem | Severity | State |
|----|---------|----------|-------|
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

| ID | Sorun | Önem | Durum |
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

const TWO_CHAPTERS: &str = "\
# Faults

## Till

### F-1: Till prints nothing

**State:** open
**Owner:** Ines
**Found:** 2026-01-04

It hums.

## Sign

### F-2: Sign is dark

**State:** fixed (2026-01-20)
**Owner:** Ines
**Found:** 2026-01-05

It was.

### F-3: Sign hangs askew

**State:** fixed
**Owner:** Ines
**Found:** 2026-01-06

It does.
";

const TWO_IN_TURKISH: &str = "\
# Arızalar

## Kasa

### F-1: Kasa yazdırmıyor

**Durum:** açık
**Sorumlu:** Ines
**İlk görülme:** 2026-01-04

Uğulduyor.

## Tabela

### F-3: Tabela eğri

**Durum:** düzeltildi
**Sorumlu:** Ines
**İlk görülme:** 2026-01-06

Eğri.
";

#[test]
fn a_stub_is_put_into_its_chapter_and_says_what_the_source_says() {
    let tree = pair(TWO_CHAPTERS, TWO_IN_TURKISH);
    tree.run("mirror --stub");
    let stub = "## Tabela\n\n### F-2: Sign is dark\n\n<!-- gapreg:untranslated -->\n\n\
                **Durum:** düzeltildi (2026-01-20)\n**Sorumlu:** Ines\n**İlk görülme:** 2026-01-05\n";
    assert!(tree.read(TURKISH).contains(stub), "{}", tree.read(TURKISH));
}

#[test]
fn a_missing_field_is_added_where_the_source_has_it_and_in_the_form_of_its_neighbours() {
    let copy = TWO_IN_TURKISH.replace("**İlk görülme:** 2026-01-06\n", "");
    let tree =
        pair(&TWO_CHAPTERS.replace("### F-2", "### F-3").replacen("### F-3", "### F-2", 1), &copy);
    tree.run("mirror --fix");
    let text = tree.read(TURKISH);
    assert!(
        text.contains("düzeltildi\n**Sorumlu:** Ines\n**İlk görülme:** 2026-01-06\n"),
        "{text}"
    );
}

#[test]
fn a_row_says_nothing_where_the_entry_says_nothing() {
    let source = SOURCE.replace("| F-2 | Logo is cut off | | open |\n", "");
    let tree = Tree::new().put("gap-register.md", &source);
    tree.run("triage");
    let text = tree.read("gap-register.md");
    assert!(text.contains("| F-2 | Logo is cut off |  | open |"), "{text}");
}

#[test]
fn a_dash_and_an_empty_cell_say_the_same() {
    let owners =
        "| ID | Fault | Owner |\n|----|-------|-------|\n| F-1 | Till | |\n| F-2 | Sign | - |\n";
    let text = TWO_CHAPTERS.replacen("Owner:** Ines", "Owner:** ?", 1);
    let text =
        text.replacen("Owner:** Ines", "Owner:** -", 1).replacen("Owner:** Ines", "Owner:** –", 1);
    let text = text.replace("# Faults\n", &format!("# Faults\n\n{owners}| F-3 | Askew | |\n"));
    let tree = Tree::new().put("gap-register.md", &text);
    let said = tree.run("lint --select stale-triage-row");
    assert!(!said.contains("stale-triage-row"), "{said}");
}

#[test]
fn an_id_is_written_into_the_heading_where_the_others_have_it_there() {
    let entry = |heading: &str| format!("### {heading}\n\n**State:** open\n**Owner:** Ines\n\n");
    let mut text = "# Faults\n\n".to_owned() + &entry("🟠 Sign is dark");
    text.extend((1..=12).map(|at| entry(&format!("🔴 F-{at}: Till {at} hums"))));
    let tree = Tree::new().put("gap-register.md", text).put("gapreg.yaml", "required: [ID]\n");
    tree.run("lint --unsafe-fixes --select missing-id");
    let text = tree.read("gap-register.md");
    assert!(text.contains("### 🟠 F-13: Sign is dark\n") && !text.contains("**ID:**"), "{text}");
}

#[test]
fn a_label_that_several_entries_have_is_no_misspelling() {
    let entry = |id| format!("## K-{id}: Lamba {id}\n\n- Durum: Açık\n- Kayıtlar: LUM-{id}\n\n");
    let text = format!("# Eksikler\n\n{}{}{}", entry(1), entry(2), entry(3));
    let tree = Tree::new().put(TURKISH, text);
    let printed = tree.run("lint --select unknown-field --output-format concise");
    assert!(!printed.contains("Kanıtlar") && !printed.contains("Kayıtlar"), "{printed}");
}

#[test]
fn that_there_is_no_workaround_is_an_answer() {
    let text = "# Gaps\n\n## K-1: Lamp\n\n- Status: Open\n- Owner: None\n- Workaround: None.\n\n\
        ## K-2: Bell\n\n- Status: Open\n- Owner: Ann\n- Workaround: Knock.\n";
    let tree =
        Tree::new().put(ENGLISH, text).put("gapreg.yaml", "required: [ID, Owner, Workaround]\n");
    let printed = tree.run("lint --select placeholder-value --output-format concise");
    assert!(printed.contains("Owner") && !printed.contains("Workaround"), "{printed}");
}
