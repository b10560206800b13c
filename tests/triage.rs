//! Invariants of written triage tables, tried on entries whose text is hard to put into a table.
#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "a test")]

use std::fmt::Write;
use std::path::Path;

use comrak::nodes::NodeValue;
use gapreg::edit::TableOutcome;
use gapreg::register::{Policy, Register, TriageRow};
use gapreg::settings::{Config, Settings};
use gapreg::text::Source;
use gapreg::triage::TableInput;
use gapreg::vocabulary::Key;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

#[derive(Clone, Debug)]
struct Gap {
    heading: String,
    status: String,
    priority: &'static str,
    owner: String,
    workaround: Option<String>,
    /// Its row in the table: the text of a cell, whether its status is stale, whether the row is
    /// cut short.
    row: Option<(String, bool, bool)>,
}

/// Words, and text that has a meaning in a table or ends a clause.
const SCRAPS: [&str; 22] = [
    "upload",
    "the desk",
    "a | b",
    "`x|y`",
    "``a ` b|c``",
    "**bold**",
    "[page](/docs/a.md)",
    "日本語",
    "🎉",
    "👩‍💻",
    "ğüş",
    "first; second",
    "One. Two",
    "(in brackets; yes)",
    "\\",
    "\\|",
    "<br>",
    "*emph | asis*",
    "e\u{301}",
    "---",
    "[a|b]",
    "200 – 404",
];

fn text() -> impl Strategy<Value = String> {
    // A word comes first: some of the scraps would open a block at the start of a line.
    prop::collection::vec(prop::sample::select(SCRAPS.to_vec()), 0..5)
        .prop_map(|scraps| format!("Do {}", scraps.join(" ")).trim_end().to_owned())
}

fn gap() -> impl Strategy<Value = Gap> {
    let status = prop::sample::select(vec![
        "Open",
        "In Progress",
        "Fixed",
        "Verified / Closed",
        "Open — the vendor is slow",
        "Açık",
    ]);
    let workaround = prop::option::of(prop_oneof![
        text(),
        (text(), text()).prop_map(|(a, b)| format!("{a}\n  {b}")),
        (text(), text()).prop_map(|(a, b)| format!("\n  - {a}\n  - {b}")),
    ]);
    let row = prop::option::of((text(), any::<bool>(), prop::bool::weighted(0.2)));
    (text(), status, prop::sample::select(vec!["P0", "P1", "P2"]), text(), workaround, row)
        .prop_map(|(heading, status, priority, owner, workaround, row)| Gap {
            heading,
            status: status.to_owned(),
            priority,
            owner,
            workaround,
            row,
        })
}

#[derive(Clone, Copy, Debug)]
enum Style {
    None,
    Usual,
    Tight,
    Open,
    Marked,
    Turkish,
}

/// The text of a cell with its pipes escaped.
fn cell(text: &str) -> String {
    let cell = gapreg::triage::cell_text(text);
    if cell.ends_with('\\') { cell + " " } else { cell }
}

fn register(gaps: &[Gap], style: Style, orphan: bool) -> String {
    let mut out =
        "# Backend Gap Register\n\n- Status flow: **Open → In Progress → Fixed → Verified**.\n\n"
            .to_owned();
    let header: &[&str] = match style {
        Style::None => &[],
        Style::Turkish => &["ID", "Durum", "Geçici çözüm", "Öncelik", "Sorumlu", "Not"],
        Style::Marked => &["**Owner**", "ID", "Status", "Workaround", "Priority"],
        Style::Usual | Style::Tight | Style::Open => {
            &["ID", "Area", "Gap", "Priority", "Owner", "Status", "Workaround"]
        }
    };
    let line = |cells: Vec<String>| match style {
        Style::Tight => format!("|{}|\n", cells.join("|")),
        Style::Open => format!("{}\n", cells.join(" | ")),
        _ => format!("| {} |\n", cells.join(" | ")),
    };
    if !header.is_empty() {
        out += if matches!(style, Style::Marked) {
            "<!-- gapreg:triage -->\n\n"
        } else {
            "## Triage Summary\n\n"
        };
        out += &line(header.iter().map(|&cell| cell.to_owned()).collect());
        out += &line(header.iter().map(|_| "---".to_owned()).collect());
        for (at, gap) in gaps.iter().enumerate() {
            let Some((text, is_stale, is_short)) = &gap.row else { continue };
            let of = |name: &&str| match *name {
                "ID" => format!("G-{:03}", at + 1),
                "Status" | "Durum" if *is_stale => "Fixed".to_owned(),
                "Status" | "Durum" => cell(&gap.status),
                "Priority" | "Öncelik" => gap.priority.to_owned(),
                "Owner" | "Sorumlu" | "**Owner**" => cell(&gap.owner),
                _ => cell(text),
            };
            let mut cells: Vec<String> = header.iter().map(of).collect();
            if *is_short {
                cells.truncate(3);
            }
            out += &line(cells);
        }
        if orphan {
            out += &line(header.iter().map(|_| "G-900".to_owned()).collect());
        }
        out += "\n";
        if matches!(style, Style::Marked) {
            out += "<!-- /gapreg:triage -->\n\n";
        }
    }
    out += "> SLA default: P0=24h, P1=7d, P2=30d.\n\n---\n\n## 1) Open gaps\n\n";
    for (at, gap) in gaps.iter().enumerate() {
        let number = at + 1;
        let Gap { heading, status, priority, owner, workaround, .. } = gap;
        write!(
            out,
            "### 1.{number} System → {heading} → {heading}\n\n- **ID:** G-{number:03}\n\
             - **Status:** {status}\n- **Priority:** {priority}\n- **Owner:** {owner}\n"
        )
        .unwrap();
        if let Some(text) = workaround {
            writeln!(out, "- **Workaround:** {text}").unwrap();
        }
        out.push('\n');
    }
    out
}

fn settings(config: &str) -> Settings {
    let root = Path::new("/");
    let config = Config::read("gapreg.yaml", config, &[]).unwrap();
    Settings::new(config, None, root, root).unwrap()
}

fn outcome(source: &Source, settings: &Settings) -> TableOutcome {
    let register = Register::read(source, settings.reading()).unwrap();
    let policy = Policy::of(&register, &settings.promise, &settings.vocabulary);
    TableOutcome::of(
        TableInput::new(&register, &policy, &settings.vocabulary, &settings.triage),
        settings.reading(),
    )
}

/// The cells of the only table in a Markdown text, as another parser reads them.
fn read_by_another(text: &str) -> Vec<Vec<String>> {
    let arena = comrak::Arena::new();
    let mut options = comrak::Options::default();
    options.extension.table = true;
    let root = comrak::parse_document(&arena, text, &options);
    let tables: Vec<_> = root
        .descendants()
        .filter(|node| matches!(node.data.borrow().value, NodeValue::Table(_)))
        .collect();
    assert_eq!(tables.len(), 1, "one table in\n{text}");
    tables[0].children().map(|row| row.children().map(text_of).collect()).collect()
}

fn text_of<'a>(node: &'a comrak::nodes::AstNode<'a>) -> String {
    let mut out = String::new();
    for part in node.descendants() {
        match &part.data.borrow().value {
            NodeValue::Text(text) => out += text,
            NodeValue::Code(code) => out += &code.literal,
            _ => {}
        }
    }
    out
}

fn style() -> impl Strategy<Value = Style> {
    prop::sample::select(vec![
        Style::None,
        Style::Usual,
        Style::Tight,
        Style::Open,
        Style::Marked,
        Style::Turkish,
    ])
}

const CONFIGS: [&str; 4] = [
    "{}",
    "triage: { align: true }",
    "triage: { order: 'priority, status, id' }",
    "triage: { include: open }",
];

proptest! {
    #![proptest_config(ProptestConfig::with_failure_persistence(
        FileFailurePersistence::Direct("tests/regressions/triage.txt")
    ))]

    #[test]
    fn a_written_table_agrees_with_the_entries(
        gaps in prop::collection::vec(gap(), 1..7),
        style in style(),
        orphan: bool,
        crlf: bool,
        config in prop::sample::select(CONFIGS.to_vec()),
    ) {
        let settings = settings(config);
        // A table without a row of any entry is not the triage table.
        let orphan = orphan && gaps.iter().any(|gap| gap.row.is_some());
        let mut text = register(&gaps, style, orphan);
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let old = Source::new("gap-register.md", text);
        let new = match outcome(&old, &settings) {
            TableOutcome::Rewritten(new, _) => new,
            TableOutcome::Kept(_) => Source::new("gap-register.md", old.text()),
            other => panic!("{other:?} of\n{}", old.text()),
        };
        // Writing the table again changes nothing.
        let again = outcome(&new, &settings);
        prop_assert!(matches!(again, TableOutcome::Kept(_)), "{:?} of\n{}", again, new.text());

        let before = Register::read(&old, settings.reading()).unwrap();
        let after = Register::read(&new, settings.reading()).unwrap();
        let table = &after.triage[0];
        // All text outside of the table is the same to the byte.
        if let Some(table_before) = before.triage.first() {
            let head = |source: &Source, at: u32| source.text()[..at as usize].to_owned();
            // Blanks behind the last row belong to the table.
            let tail = |source: &Source, at: u32| {
                source.text()[at as usize..].trim_start_matches(' ').to_owned()
            };
            prop_assert_eq!(head(&old, table_before.span.start), head(&new, table.span.start));
            prop_assert_eq!(tail(&old, table_before.span.end), tail(&new, table.span.end));
        } else {
            let rest = new.text().strip_suffix(&old.text()[before.section.unwrap().offset as usize..]);
            prop_assert!(rest.is_some(), "what follows the table changed:\n{}", new.text());
        }
        prop_assert_eq!(crlf, !new.text().replace("\r\n", "").contains('\n'));

        // Read back, every tracked cell has the value of its entry.
        let policy = Policy::of(&after, &settings.promise, &settings.vocabulary);
        let listed: Vec<_> = after
            .entries
            .iter()
            .filter(|entry| {
                let status = after.value_of(entry, Key::Status).unwrap();
                config != CONFIGS[3] || policy.state(status, &settings.vocabulary) != Some(3)
            })
            .collect();
        // A row without an entry stays.
        let is_orphan = |row: &TriageRow| before.text(row.id) == "G-900";
        let orphans = before.triage.iter().flat_map(|table| &table.rows);
        let orphans = orphans.filter(|row| is_orphan(row)).count();
        prop_assert_eq!(table.rows.len(), listed.len() + orphans);
        // A row with the title of another entry stays as it is.
        let has_other_title = |id: &str| {
            let mut own = gaps.iter().enumerate();
            let own = own.find(|(at, _)| format!("G-{:03}", at + 1) == id);
            let text = own.and_then(|(_, gap)| gap.row.as_ref()).map(|(text, ..)| cell(text));
            text.is_some_and(|text| gaps.iter().any(|gap| cell(&gap.heading) == text))
        };
        for entry in &listed {
            let row = table.rows.iter().find(|row| after.text(row.id) == after.id(entry).unwrap());
            prop_assert!(row.is_some(), "no row of {:?}", after.id(entry));
            if has_other_title(after.id(entry).unwrap()) {
                continue;
            }
            for (column, &cell) in table.columns.iter().zip(&row.unwrap().cells) {
                let cell = after.text(cell);
                match column.key {
                    Some(Key::Owner) => {
                        let owner = after.text(entry.field(Key::Owner).unwrap().value);
                        prop_assert_eq!(cell.to_owned(), gapreg::triage::cell_text(owner));
                    }
                    Some(Key::Status) => {
                        let state = |text| policy.state(text, &settings.vocabulary);
                        let value = after.value_of(entry, Key::Status).unwrap();
                        prop_assert_eq!(state(cell), state(value));
                    }
                    _ => {}
                }
            }
        }

        // Another parser reads one table with the same number of rows and cells.
        let seen = read_by_another(new.text());
        prop_assert_eq!(seen.len(), table.rows.len() + 1, "{}", new.text());
        let ids = table.columns.iter().position(|column| column.key == Some(Key::Id)).unwrap();
        for (row, cells) in table.rows.iter().zip(&seen[1..]) {
            prop_assert_eq!(cells.len(), table.columns.len());
            prop_assert_eq!(cells[ids].as_str(), after.text(row.id), "{}", new.text());
        }

        // Text that a person wrote is kept.
        for (at, gap) in gaps.iter().enumerate() {
            let Some((text, _, false)) = &gap.row else { continue };
            if matches!(style, Style::None) {
                continue;
            }
            let id = format!("G-{:03}", at + 1);
            if let Some(row) = table.rows.iter().find(|row| after.text(row.id) == id) {
                let kept = row.cells.iter().any(|&kept| after.text(kept) == cell(text).trim_end());
                prop_assert!(kept, "`{}` was lost from\n{}", text, new.text());
            }
        }
    }
}
