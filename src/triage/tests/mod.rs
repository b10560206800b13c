//! Tables before and after they are written.

mod drifts;
mod orders;
mod parts;
mod writing;

use std::path::Path;

use super::*;
use crate::edit::{TableOutcome, Tally};
use crate::register::{Policy, Reading, Register};
use crate::settings::{Config, Settings};
use crate::text::Source;
use crate::triage::TableInput;

fn settings(config: &str) -> Settings {
    let root = Path::new("/");
    let config = Config::read("gapreg.yaml", config, &[]).unwrap();
    Settings::new(config, None, root, root).unwrap()
}

/// The written table of a register that has a table and some entries.
fn table(config: &str, before: &str, entries: &[&str]) -> String {
    let entries = entries.join("\n\n### ");
    let text = format!("# Register\n\n## Triage Summary\n\n{before}\n\n## Gaps\n\n### {entries}\n");
    written(config, &text).split("\n\n").nth(2).unwrap().to_owned()
}

/// What the table of a register makes of a text, on a day in February.
fn with_input<T>(
    config: &str,
    text: &str,
    made: impl FnOnce(TableInput<'_>, Reading<'_>) -> T,
) -> T {
    let (settings, source) = (settings(config), Source::new("gap-register.md", text));
    let register = Register::read(&source, settings.reading()).unwrap();
    let policy = Policy::of(&register, &settings.promise, &settings.vocabulary);
    let times = Times { today: Some("2026-02-05".parse().unwrap()), changes: None };
    let input = TableInput {
        times,
        ..TableInput::new(&register, &policy, &settings.vocabulary, &settings.triage)
    };
    made(input, settings.reading())
}

fn written(config: &str, text: &str) -> String {
    with_input(config, text, |input, reading| match TableOutcome::of(input, reading) {
        TableOutcome::Rewritten(source, _) => source.text().to_owned(),
        TableOutcome::Kept(_) | TableOutcome::Nothing(_) => text.to_owned(),
        TableOutcome::Refused(why) => panic!("{why} of\n{text}"),
    })
}

const ONE: &str = "1.1 Loans → Limits → Limit is zero\n- **ID:** G-001\n- **First Seen:** 2026-02-01\n- **Status:** Fixed\n- **Priority:** P1\n- **SLA:** 7d\n- **Owner:** Backend";
const TWO: &str = "1.2 Loans → Holds → Hold is lost\n- **ID:** G-002\n- **First Seen:** 2026-01-01\n- **Status:** Open\n- **Priority:** P0\n- **SLA:** 24h\n- **Owner:** Web\n- **Workaround:** Ask at the desk; then wait.";

#[test]
fn rows_follow_the_entries_and_words_of_people_stay() {
    let before = "| ID | Gap | Status | Note | Workaround |\n|:--|---|:-:|---|--:|\n| G-001 | Zero! | Open | see *minutes* | none |";
    insta::assert_snapshot!(table("{}", before, &[ONE, TWO]), @"
    | ID | Gap | Status | Note | Workaround |
    |:--|---|:-:|---|--:|
    | G-001 | Zero! | Fixed | see *minutes* | none |
    | G-002 | Hold is lost | Open |  | Ask at the desk |
    ");
}

#[test]
fn a_row_takes_the_style_of_the_table() {
    let tight = "|ID|Gap|Status|\n|-|-|-|\n|G-001|Zero|Fixed|";
    insta::assert_snapshot!(table("{}", tight, &[ONE, TWO]), @"
    |ID|Gap|Status|
    |-|-|-|
    |G-001|Zero|Fixed|
    |G-002|Hold is lost|Open|
    ");
    let bare = "ID | Gap | Status\n--|--|--\nG-001 | Zero | Open";
    insta::assert_snapshot!(table("{}", bare, &[ONE, TWO]), @"
    ID | Gap | Status
    --|--|--
    G-001 | Zero | Fixed
    G-002 | Hold is lost | Open
    ");
    let padded = "| ID    | Gap          | Status |\n| ----- | ------------ | ------ |\n| G-001 | Zero         | Open   |";
    insta::assert_snapshot!(table("{}", padded, &[ONE, TWO]), @"
    | ID    | Gap          | Status |
    | ----- | ------------ | ------ |
    | G-001 | Zero         | Fixed  |
    | G-002 | Hold is lost | Open   |
    ");
    let quoted = "> | ID | Status |\n> |---|---|\n> | G-001 | Open |";
    insta::assert_snapshot!(table("{}", quoted, &[ONE, TWO]), @"
    > | ID | Status |
    > |---|---|
    > | G-001 | Fixed |
    > | G-002 | Open |
    ");
}

#[test]
fn short_rows_are_made_whole() {
    let before = "| ID | Gap | Status | Owner |\n|---|---|---|---|\n| G-002 | Lost\n| G-001 |";
    insta::assert_snapshot!(table("{}", before, &[ONE, TWO]), @"
    | ID | Gap | Status | Owner |
    |---|---|---|---|
    | G-001 | Limit is zero | Fixed | Backend |
    | G-002 | Lost | Open | Web |
    ");
}

#[test]
fn rows_are_removed_or_kept() {
    let before = "| ID | Gap | Status |\n|---|---|---|\n| G-009 | Old | Open |\n| G-001 | Zero | Fixed |\n| | *two more are coming* | |\n| G-001 | Again | Open |\n| G-002 | a | b | Open |";
    insta::assert_snapshot!(table("{}", before, &[ONE, TWO]), @"
    | ID | Gap | Status |
    |---|---|---|
    | G-009 | Old | Open |
    | G-001 | Zero | Fixed |
    | | *two more are coming* | |
    | G-001 | Again | Open |
    | G-002 | a | b | Open |
    ");
    // A bold word without the form of an ID groups the rows below it.
    let grouped = "| ID | Status |\n|---|---|\n| **Core** | |\n| G-001 | Open |\n| __Loans__ | |\n| **G-009** | Open |\n| G-002 | Open |";
    insta::assert_snapshot!(table("{}", grouped, &[ONE, TWO]), @"
    | ID | Status |
    |---|---|
    | **Core** | |
    | G-001 | Fixed |
    | __Loans__ | |
    | **G-009** | Open |
    | G-002 | Open |
    ");
}

#[test]
fn order_rows_and_width_are_the_teams_choice() {
    let before =
        "| ID | Gap | Priority | Status |\n|---|---|---|---|\n| G-001 | Zero 日本 | P1 | Fixed |";
    insta::assert_snapshot!(table("triage: { order: [Priority, ID] }", before, &[ONE, TWO]), @"
    | ID | Gap | Priority | Status |
    |---|---|---|---|
    | G-002 | Hold is lost | P0 | Open |
    | G-001 | Zero 日本 | P1 | Fixed |
    ");
    insta::assert_snapshot!(table("triage: { align: true }", before, &[ONE, TWO]), @"
    | ID    | Gap          | Priority | Status |
    | ----- | ------------ | -------- | ------ |
    | G-001 | Zero 日本    | P1       | Fixed  |
    | G-002 | Hold is lost | P0       | Open   |
    ");
    let closed = ONE.replace("Fixed", "Verified");
    insta::assert_snapshot!(table("triage: { include: open }", before, &[&closed, TWO]), @"
    | ID | Gap | Priority | Status |
    |---|---|---|---|
    | G-002 | Hold is lost | P0 | Open |
    ");
    for (order, first) in [("Due", "G-002"), ("Severity, Status", "G-002"), ("document", "G-001")] {
        let config = format!("triage: {{ order: '{order}' }}");
        let rows = table(&config, before, &[ONE, TWO]);
        assert!(
            rows.lines().nth(2).unwrap().starts_with(&format!("| {first}")),
            "{order}:\n{rows}"
        );
    }
}

#[test]
fn a_gap_without_a_day_has_none_where_others_state_theirs() {
    let dated = |entry: &str, due: &str| {
        let lines = entry.lines().filter(|line| !line.contains("SLA"));
        lines.chain([due]).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    };
    let entries = [dated(ONE, ""), dated(TWO, "- **Due:** 2026-03-01")];
    let entries = [entries[0].as_str(), &entries[1]];
    let before = "| ID | Due |\n|---|---|\n| G-001 | |\n| G-002 | 2026-03-01 |";
    assert_eq!(table("{}", before, &entries), before);
    let before = "| ID | Due |\n|---|---|\n| G-002 | 2026-03-01 |";
    insta::assert_snapshot!(table("{}", before, &entries), @"
    | ID | Due |
    |---|---|
    | G-001 |  |
    | G-002 | 2026-03-01 |
    ");
}

#[test]
fn due_and_age_are_worked_out() {
    let before =
        "| ID | Due | Age | Last change |\n|---|---|---|---|\n| G-001 | 2026-01-01 | 3d | |";
    insta::assert_snapshot!(table("{}", before, &[ONE, TWO]), @"
    | ID | Due | Age | Last change |
    |---|---|---|---|
    | G-001 | 2026-02-08 | N/A | |
    | G-002 | 2026-01-02 | 35d | N/A |
    ");
}

#[test]
fn a_new_table_is_in_the_language_of_the_register() {
    let text = "# Açıklar (TR)\n\nBu kayıt için bir özet yok.\n\n---\n\n<!-- gapreg-ignore repeated-number: eski -->\n## 1) Açık gap’ler\n\n### 1.1 Ödünç → Süre → Süre uzamıyor\n\n- **ID:** G-001\n- **Durum:** Açık\n- **Öncelik:** P1\n- **SLA:** 7 gün\n- **Geçici çözüm:** Yok; bankodan sorun\n";
    insta::assert_snapshot!(written("{}", text), @"
    # Açıklar (TR)

    Bu kayıt için bir özet yok.

    ---

    ## Triage Özeti

    | ID | Alan | Gap | Öncelik | SLA | Durum | Workaround |
    |----|------|-----|---------|-----|-------|------------|
    | G-001 | Ödünç → Süre | Süre uzamıyor | P1 | 7 gün | Açık | Yok |

    ---

    <!-- gapreg-ignore repeated-number: eski -->
    ## 1) Açık gap’ler

    ### 1.1 Ödünç → Süre → Süre uzamıyor

    - **ID:** G-001
    - **Durum:** Açık
    - **Öncelik:** P1
    - **SLA:** 7 gün
    - **Geçici çözüm:** Yok; bankodan sorun
    ");
}

#[test]
fn a_table_goes_under_its_heading_or_between_its_marks() {
    let entry = "### 1.1 A → b\n\n- **ID:** G-001\n- **Status:** Open\n";
    let heading = format!("# R\n\n## Triage\n\n## Gaps\n\n{entry}");
    insta::assert_snapshot!(written("{}", &heading), @"
    # R

    ## Triage

    | ID    | Area | Gap | Status |
    | ----- | ---- | --- | ------ |
    | G-001 | A    | b   | Open   |

    ## Gaps

    ### 1.1 A → b

    - **ID:** G-001
    - **Status:** Open
    ");
    let marks = format!(
        "# R\n\n## Gaps\n\n{entry}\n\n## End\n\n<!-- gapreg:triage -->\n<!-- /gapreg:triage -->\n\n| ID | Status |\n|--|--|\n| other | table |\n"
    );
    insta::assert_snapshot!(written("{}", &marks), @"
    # R

    ## Gaps

    ### 1.1 A → b

    - **ID:** G-001
    - **Status:** Open


    ## End

    <!-- gapreg:triage -->

    | ID | Area | Gap | Status |
    |----|------|-----|--------|
    | G-001 | A | b | Open |

    <!-- /gapreg:triage -->

    | ID | Status |
    |--|--|
    | other | table |
    ");
}

#[test]
fn a_table_that_sums_up_something_else_stays() {
    let outcome = |table: &str| {
        let (settings, entry) =
            (settings("{}"), "### 1.1 A → b\n\n- **ID:** G-001\n- **Status:** Open\n");
        let text = format!("# R\n\n## Triage\n\n{table}\n\n## Gaps\n\n{entry}");
        let source = Source::new("gap-register.md", text);
        let register = Register::read(&source, settings.reading()).unwrap();
        let policy = Policy::of(&register, &settings.promise, &settings.vocabulary);
        match TableOutcome::of(
            TableInput::new(&register, &policy, &settings.vocabulary, &settings.triage),
            settings.reading(),
        ) {
            TableOutcome::Refused(why) => why,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(outcome("| Tier | Count |\n|--|--|\n| High | 2 |"), TableRefusal::NoIds);
    let rows = "| ID | Status |\n|--|--|\n| X-1 | a |";
    assert_eq!(outcome(rows), TableRefusal::SumsUpOther { orphans: 1, rows: 1 });
    let cut = "| ID | Status |\n|--|--|\n| G-001 | Open |\n<!-- note -->\n| G-002 | Open |";
    assert_eq!(outcome(cut), TableRefusal::CutOff);
    let rows = "| ID | Status |\n|--|--|\n| X-1 | a |\n| X-2 | a |\n| X-3 | a |\n| G-001 | Open |";
    assert_eq!(outcome(rows), TableRefusal::SumsUpOther { orphans: 3, rows: 4 });
}

#[test]
fn texts_are_derived_anew_when_asked() {
    let text = format!("# R\n\nID | Gap | Status\n--|--|--\nG-001 | Zero | Fixed\n\n### {ONE}\n");
    let outcome = with_input("{}", &text, |input, reading| {
        TableOutcome::of(TableInput { rewrites_texts: true, ..input }, reading)
    });
    let TableOutcome::Rewritten(new, tally) = outcome else { panic!("it should be rewritten") };
    assert!(new.text().contains("G-001 | Limit is zero | Fixed"), "{}", new.text());
    assert_eq!(tally.to_string(), "1 cell changed");
}

#[test]
fn words_of_people_are_never_lost() {
    let table = |before: &str, config: &str| table(config, before, &[ONE, TWO]);
    // A row belongs to its entry, however the ID is formatted.
    for id in ["🔴 G-001", "g-001", "[G-001][r]", "<a id=\"x\"></a>G-001", "**G-001** ⚠️"] {
        let before = format!("| ID | Note | Status |\n|---|---|---|\n| {id} | words | Fixed |");
        assert!(table(&before, "{}").contains(&format!("| {id} | words | Fixed |")), "{id}");
    }
    let tail =
        "| ID | Status |\n|---|---|\n| G-001 | Open | <!-- keep -->\n| G-002 | Open | x | y |";
    insta::assert_snapshot!(table(tail, "triage: { align: true }"), @"
    | ID    | Status |
    | ----- | ------ |
    | G-001 | Fixed  | <!-- keep -->
    | G-002 | Open | x | y |
    ");
    let order = "triage: { order: [Priority] }";
    assert!(
        table(tail, order).contains("| G-001 | Fixed | <!-- keep -->"),
        "{}",
        table(tail, order)
    );
}

#[test]
fn rows_at_the_end_of_a_file_go_with_their_line_ends() {
    let text = "# R\n\n### 1.1 A → b\n\n- **ID:** G-001\n- **Status:** Open\n\n## Triage\n\n| ID | Status |\n|---|---|\n| G-001 | Open |\n| G-008 | Open |\n| G-009 | Open |";
    assert_eq!(written("{}", text), text);
    let outcome = with_input("{}", text, |input, reading| {
        TableOutcome::of(TableInput { prunes: true, ..input }, reading)
    });
    let TableOutcome::Rewritten(new, tally) = outcome else { panic!("it should be rewritten") };
    assert_eq!(new.text(), text.replace("\n| G-008 | Open |\n| G-009 | Open |", ""));
    assert_eq!(tally.to_string(), "2 rows removed (G-008, G-009)");
}

#[test]
fn tables_of_others_stay() {
    let entry = "### 1.1 A → b\n\n- **ID:** G-001\n- **Status:** Open\n\n| ID | Status |\n|---|---|\n| T-77 | Done |\n";
    let new = written("{}", &format!("# R\n\n## Gaps\n\n{entry}"));
    assert!(new.contains("## Triage Summary\n\n| ID |") && new.ends_with(entry), "{new}");
}

#[test]
fn a_row_of_several_entries_stays_and_is_the_row_of_each() {
    for ids in [
        "G-001, G-002",
        "G-001 / G-002",
        "**G-001** & **G-002**",
        "G-001<br>G-002",
        "g-001 and g-002",
    ] {
        let row = format!("| {ids} | both wait | Open | one mail |");
        let before = format!("| ID | Gap | Status | Note |\n|---|---|---|---|\n{row}");
        assert_eq!(table("{}", &before, &[ONE, TWO]), before);
    }
    // One of them is no entry, or was the ID of the other.
    let head = "| ID | Gap | Status | Note |\n|---|---|---|---|\n| G-002 | Hold is lost | Open | |";
    let written =
        table("{}", &format!("{head}\n| G-001, G-009 | both | Open | one mail |"), &[ONE, TWO]);
    assert!(written.contains("| G-001 | Limit is zero |"), "{written}");
    let written =
        table("{}", &format!("{head}\n| G-001 (once G-002) | Limit | Open | |"), &[ONE, TWO]);
    assert!(written.contains("| G-001 (once G-002) | Limit | Fixed |"), "{written}");
}

#[test]
fn a_new_row_goes_above_the_rows_that_sum_up_others() {
    let head = "| ID | Gap | Status |\n|---|---|---|\n| G-001 | Zero | Fixed |";
    let new = "| G-002 | Hold is lost | Open |";
    for total in
        ["| **Total** | 2 gaps | |", "| | Sum: 2 | |\n| | *as of March* | |", "| Toplam | 2 | |"]
    {
        let written = table("{}", &format!("{head}\n{total}"), &[ONE, TWO]);
        assert_eq!(written, format!("{head}\n{new}\n{total}"));
    }
    // A row that begins a group is above what belongs to it.
    let group = "| **Holds** | | |";
    let written = table("{}", &format!("{head}\n{group}"), &[ONE, TWO]);
    assert_eq!(written, format!("{head}\n{group}\n{new}"));
}

#[test]
fn a_row_with_the_title_of_another_entry_stays() {
    let before = "| ID | Gap | Status | Owner |\n|---|---|---|---|\n| G-001 | Hold is lost | Open | Web |\n| G-002 | Limit is zero | Fixed | Backend |";
    assert_eq!(table("{}", before, &[ONE, TWO]), before);
    // A text of somebody is no title.
    let before =
        before.replace("Hold is lost", "Hold is gone").replace("Limit is zero", "No limit");
    assert!(
        table("{}", &before, &[ONE, TWO]).contains("| G-001 | Hold is gone | Fixed | Backend |")
    );
}
