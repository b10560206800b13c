//! A value is understood whole or not at all. `tests/corpus/meaning/values.txt` says what a person
//! reads; the program reads the same or reports the value.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use crate::common::registers::sound;
use crate::common::tree::Tree;

/// A row of the table.
struct Pair {
    field: &'static str,
    language: &'static str,
    text: &'static str,
    meaning: &'static str,
}

fn pairs() -> Vec<Pair> {
    let table = include_str!("../corpus/meaning/values.txt");
    let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pair = |line: &'static str| {
        let cells: Vec<&str> = line.split(" ¦ ").collect();
        let [field, language, text, meaning] = cells[..] else { panic!("{line}") };
        Pair { field, language, text, meaning }
    };
    rows.map(pair).collect()
}

/// The label under which a field is written, and the rules that report its values.
fn label(field: &str) -> (&str, &[&str]) {
    match field {
        "sla" => ("SLA", &["bad-sla"]),
        "due" => ("Due", &["bad-date"]),
        "first_seen" => ("First Seen", &["bad-date"]),
        "priority" => ("Priority", &["unknown-value"]),
        "severity" => ("Severity", &["unknown-value"]),
        "status" => ("Status", &["unknown-status"]),
        "id" => ("ID", &["malformed-id", "odd-character"]),
        "reviewed" => ("Last Reviewed", &["bad-date"]),
        _ => ("SLA default", &["bad-sla"]),
    }
}

/// A register with an entry for each text.
fn register(field: &str, texts: &[&str]) -> String {
    let (name, _) = label(field);
    let front = |label: &str, usual: &'static str| if name == label { texts[0] } else { usual };
    let mut text = format!(
        "# Backend Gap Register\n\n**Last Reviewed:** {}\n\n- SLA default: {}.\n- Status flow: \
         **Open → In Progress → Fixed → Verified**.\n\n## 1) Open gaps\n\n",
        front("Last Reviewed", "2026-04-02"),
        front("SLA default", "P0=24h, P1=7d, P2=30d"),
    );
    for (at, value) in texts.iter().enumerate() {
        let number = at + 1;
        let _ = writeln!(text, "### 1.{number} Core → Games → Case {number}\n");
        let mut fields = vec![
            ("ID", format!("G-{number:03}")),
            ("First Seen", "2026-01-04".to_owned()),
            ("Status", "Open".to_owned()),
            ("Priority", "P1".to_owned()),
            ("Owner", "Backend".to_owned()),
            ("SLA", "7d".to_owned()),
            ("Severity", "High".to_owned()),
        ];
        fields.retain(|(label, _)| *label != name && (*label != "SLA" || name != "SLA default"));
        if !matches!(name, "Last Reviewed" | "SLA default") {
            fields.push((name, (*value).to_owned()));
        }
        for (label, value) in fields {
            let _ = writeln!(text, "- **{label}:** {value}");
        }
        text.push('\n');
    }
    text
}

/// What the program reads in a text, and whether it reports it.
struct Answer {
    read: Option<String>,
    report: Option<Value>,
}

fn json(tree: &Tree, args: &str) -> Value {
    serde_json::from_slice(&tree.output(&format!("{args} --today 2026-04-03")).stdout).unwrap()
}

fn answers(field: &str, language: &str, texts: &[&str]) -> Vec<Answer> {
    let path = format!("docs/{language}/gap-register.md");
    let tree = Tree::new().put(&path, register(field, texts));
    let (name, rules) = label(field);
    let found = json(&tree, "lint --output-format json");
    let listed = json(&tree, "list --format json");
    let deadlines = json(&tree, "sla --format json");
    let entries = |value: &Value| value["registers"][0]["entries"].as_array().unwrap().clone();
    let (listed, deadlines) = (entries(&listed), entries(&deadlines));
    let answer = |at: usize| {
        let title = format!("Case {}", at + 1);
        let of = |entries: &[Value]| {
            entries.iter().find(|entry| entry["title"] == title).cloned().unwrap_or_default()
        };
        let (entry, deadline) = (of(&listed), of(&deadlines));
        let is_front = matches!(name, "Last Reviewed" | "SLA default");
        let is_it = |finding: &&Value| {
            let is_of_entry = is_front || finding["entry"] == entry["id"];
            let is_form = finding["message"].as_str().unwrap().contains("as other dates here");
            rules.contains(&finding["rule"].as_str().unwrap())
                && finding["field"] == name
                && is_of_entry
                && !is_form
        };
        let report = found["findings"].as_array().unwrap().iter().find(is_it).cloned();
        let read = match field {
            "sla" | "due" | "policy" => &deadline["due"],
            "reviewed" => &Value::Null,
            field => &entry[field],
        };
        Answer { read: read.as_str().map(str::to_owned), report }
    };
    (0..texts.len()).map(answer).collect()
}

/// What the program must say where it reads a meaning: durations by the day to which they lead.
fn wanted(pair: &Pair) -> String {
    let start: jiff::civil::Date = "2026-01-04".parse().unwrap();
    let days: Option<i64> = pair.meaning.strip_suffix('d').and_then(|days| days.parse().ok());
    match (pair.field, days) {
        ("sla" | "policy", Some(days)) => {
            start.saturating_add(jiff::Span::new().days(days)).to_string()
        }
        ("sla", None) if pair.meaning == "24h" => "2026-01-05".to_owned(),
        _ => pair.meaning.to_owned(),
    }
}

/// Whether a value that is reported is taken for nothing: it is listed as it is written, or not at all.
fn is_taken_for_nothing(pair: &Pair, answer: &Answer) -> bool {
    let by_sla = "2026-01-11";
    match (pair.field, answer.read.as_deref()) {
        (_, None) | ("reviewed" | "id", _) => true,
        ("sla" | "policy", Some(_)) => false,
        ("due", Some(due)) => due != by_sla,
        (_, Some(read)) => read.len() + "**".len() >= pair.text.trim_matches(['*', '`']).len(),
    }
}

#[test]
fn a_value_is_read_as_people_read_it_or_reported() {
    let mut groups: BTreeMap<(&str, &str), Vec<Pair>> = BTreeMap::new();
    for pair in pairs() {
        groups.entry((pair.field, pair.language)).or_default().push(pair);
    }
    let (mut read, mut wrong) = (0, String::new());
    for ((field, language), group) in groups {
        // What is at the front of a file, and what names an entry, is one to a file.
        let size = if matches!(field, "id" | "reviewed" | "policy") { 1 } else { group.len() };
        for pairs in group.chunks(size) {
            let texts: Vec<&str> = pairs.iter().map(|pair| pair.text).collect();
            for (pair, answer) in pairs.iter().zip(answers(field, language, &texts)) {
                let says = answer.read.as_deref();
                let is_right = match &answer.report {
                    Some(_) => is_taken_for_nothing(pair, &answer),
                    None if field == "reviewed" => pair.meaning != "?",
                    None => pair.meaning != "?" && says == Some(&wanted(pair)),
                };
                read += usize::from(answer.report.is_none());
                if !is_right {
                    let Pair { text, meaning, .. } = pair;
                    let _ = writeln!(
                        wrong,
                        "{field} {language} `{text}`: {meaning}, not {says:?}; {:?}",
                        answer.report.map(|report| report["message"].clone())
                    );
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    // Most of what a person understands is not only reported.
    assert!(read >= 200, "{read} values are read");
}

#[test]
fn the_part_that_is_not_understood_is_underlined() {
    let report = |field, language, text: &str| {
        let answer = answers(field, language, &[text]).remove(0);
        let report = answer.report.unwrap_or_else(|| panic!("{text}"));
        let path = Tree::new().put("x", register(field, &[text])).read("x");
        let offset = |side: &str| report[side]["offset"].as_u64().unwrap() as usize;
        path[offset("start")..offset("end")].to_owned()
    };
    for (field, language, text, part) in [
        ("sla", "en", "7d or 14d", "or 14d"),
        ("sla", "en", "7d (no longer valid)", "no longer valid"),
        ("sla", "en", "about 7d", "about"),
        ("sla", "tr", "7 gün (artık geçerli değil)", "artık geçerli değil"),
        ("priority", "en", "P1 (P2 on staging)", "P2 on staging"),
        ("priority", "tr", "P1 veya P2", "veya P2"),
        ("severity", "en", "High (not confirmed)", "not confirmed"),
        ("status", "en", "Fixed (not deployed)", "not deployed"),
        ("status", "tr", "Düzeltildi (yayınlanmadı)", "yayınlanmadı"),
        ("first_seen", "en", "2026-01-04 or earlier", "or earlier"),
        ("due", "en", "2026-02-15 if the vendor delivers", "if the vendor delivers"),
        ("policy", "en", "P0=24h, P1=7d or 5d, P2=30d", "or 5d"),
        ("sla", "en", "soon", "soon"),
    ] {
        assert_eq!(report(field, language, text), part, "{text}");
    }
}

#[test]
fn a_level_with_another_one_in_a_remark_is_no_second_sentence() {
    let text = sound().replace("- **Impact:** High\n", "- **Impact:** High (for branches: Low)\n");
    let tree = Tree::with(text).put("docs/en/loans.md", "");
    assert!(!tree.run("lint").contains("repeated-field"), "{}", tree.run("lint"));
}
