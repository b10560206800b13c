//! The contradictions of two small registers, in a line each.

mod counterparts;
mod fields;
mod later;
mod outdated;
mod pairs;

use std::path::Path;

use super::*;
use crate::finding::applied;
use crate::register::{ConfiguredPolicy, Policy, Reading, Register};
use crate::text::Source;
use crate::values::IdPattern;
use crate::vocabulary::{UniqueMap, Vocabulary};

/// Every contradiction in a line: kind, entry and field, the text at its place, message, the text in
/// the leading register, and the line that the fix writes.
fn report(own: &str, theirs: &str) -> String {
    let own = Source::new("docs/en/gaps.md", own);
    let theirs = Source::new("docs/tr/gaps.md", theirs);
    let (vocabulary, id) = (Vocabulary::with(&UniqueMap::default()), IdPattern::default());
    let reading = Reading::at_root(&vocabulary, &id);
    let registers = [&own, &theirs].map(|source| Register::read(source, reading).unwrap());
    let policies = registers
        .each_ref()
        .map(|register| Policy::of(register, &ConfiguredPolicy::default(), &vocabulary));
    let [leading, mirror] = &registers;
    let pair = Pair::new(leading, mirror, [&policies[0], &policies[1]], &vocabulary);
    let show = |one: Contradiction| {
        let entry = one.entry.unwrap_or_default();
        let field = one.key.map(|key| vocabulary.name(key).to_owned()).or(one.label);
        let field = field.map_or(String::new(), |field| format!(" {field}"));
        let at = one.span.of(theirs.text());
        let before = &theirs.text()[..one.span.start as usize];
        let at = if at.is_empty() {
            let tail: String = before.chars().rev().take(6).collect();
            format!("behind `{}`", tail.chars().rev().collect::<String>())
        } else {
            format!("at `{at}`")
        };
        let line = format!("{:?} {entry}{field} {at}: {}", one.kind, one.message);
        let leading =
            one.leading.map(|(span, what)| format!("; {what}: `{}`", span.of(own.text())));
        let fixed = one.fix.map(|fix| {
            let fixed = applied(theirs.text(), &fix.edits);
            let new = fixed.lines().find(|line| !theirs.text().lines().any(|old| old == *line));
            format!("; fixed: {}", new.unwrap_or_default())
        });
        let line = [line, leading.unwrap_or_default(), fixed.unwrap_or_default()].concat();
        line.replace('\n', "⏎")
    };
    let one_sided = [ContradictionKind::Missing, ContradictionKind::Extra];
    let one_sided = one_sided.into_iter().flat_map(|kind| super::one_sided(&pair, kind));
    let all = one_sided.chain(contradictions(&pair));
    all.map(show).collect::<Vec<_>>().join("\n")
}

fn entry(id: &str, fields: &str) -> String {
    format!("### {id}: It fails\n\n- **ID:** {id}\n- **Status:** Open\n{fields}\n")
}

const TABLE: &str = "## Triage\n\n| ID | Priority | Status |\n|---|---|---|\n";

#[test]
fn what_stands_on_top_is_compared() {
    let head = |reviewed: &str, more: &str| {
        format!("# R\n\n{reviewed}\n{more}\n## 1) Gaps\n\n{}", entry("G-01", ""))
    };
    let own = head("**Last reviewed:** 2026-01-01  \n**Owner:** A  \n**Note:** b", "");
    insta::assert_snapshot!(report(&own, &own), @"");
    let other =
        head("**Last reviewed:** 2026-01-02  \n**Owner:** B  \n**Owner:** C  \n**Note:** c", "");
    insta::assert_snapshot!(report(&own, &other), @"
    Value  Last Reviewed at `2026-01-02`: the translation says `2026-01-02`, the source says `2026-01-01`; the source's value: `2026-01-01`
    Value  Owner at `B`: the translation says `B`, the source says `A`; the source's value: `A`; fixed: **Owner:** A
    ");
    insta::assert_snapshot!(report(&own, &head("", "")), @"
    Field  Last Reviewed at `R`: the translation does not state Last Reviewed; the source does: `**Last reviewed:** 2026-01-01`
    Field  Owner at `R`: the translation does not state Owner; the source does: `**Owner:** A`
    ");
    insta::assert_snapshot!(report(&head("", ""), &own), @"
    Field  Last Reviewed at `Last reviewed`: the source does not state Last Reviewed
    Field  Owner at `Owner`: the source does not state Owner
    ");
}

#[test]
fn promises_are_compared_by_what_they_mean() {
    let with = |policy: &str| format!("# R\n\n{policy}\n\n## 1) Gaps\n\n{}", entry("G-01", ""));
    let flow = |states: &str| with(&format!("- Status flow: {states}"));
    let sla = |terms: &str| with(&format!("> SLA default: {terms}"));
    let own = flow("Open → In Progress → Verified");
    insta::assert_snapshot!(report(&own, &flow("Açık → Devam Ediyor → Doğrulandı")), @"");
    insta::assert_snapshot!(report(&own, &flow("Açık → Düzeltildi → Doğrulandı")), @"Value  Status flow at `Açık → Düzeltildi → Doğrulandı`: the Status flow is another than in the source; in the source: `Open → In Progress → Verified`");
    insta::assert_snapshot!(report(&own, &flow("Açık → Devam Ediyor")), @"Value  Status flow at `Açık → Devam Ediyor`: the Status flow is another than in the source; in the source: `Open → In Progress → Verified`");
    insta::assert_snapshot!(report(&flow("Open → Done"), &flow("Açık → Çözüldü")), @"");
    insta::assert_snapshot!(report(&flow("Open → Shipping"), &flow("Açık → Yolda")), @"");
    insta::assert_snapshot!(report(&own, &with("")), @"Field  Status flow at `R`: the translation does not state the Status flow; the source does: `- Status flow: Open → In Progress → Verified`");
    insta::assert_snapshot!(report(&with(""), &own), @"Field  Status flow at `Status flow`: the source does not state the Status flow");
    let own = sla("P0=24h, P1=7d");
    insta::assert_snapshot!(report(&own, &sla("P1=7 gün, P0=1 gün")), @"");
    insta::assert_snapshot!(report(&own, &sla("P0=24 saat, P1=8 gün")), @"Value  SLA default at `P0=24 saat, P1=8 gün`: the SLA default is another than in the source; in the source: `P0=24h, P1=7d`");
    insta::assert_snapshot!(report(&own, &sla("P0=24 saat, P2=7 gün")), @"Value  SLA default at `P0=24 saat, P2=7 gün`: the SLA default is another than in the source; in the source: `P0=24h, P1=7d`");
    insta::assert_snapshot!(report(&own, &sla("P0=24 saat")), @"Value  SLA default at `P0=24 saat`: the SLA default is another than in the source; in the source: `P0=24h, P1=7d`");
}

#[test]
fn entries_that_only_one_side_has_are_reported_in_their_place() {
    let [a, b, c] = ["G-01", "G-02", "G-03"].map(|id| entry(id, ""));
    let of = |entries: &[&String]| {
        format!("# R\n\n{}", entries.iter().map(|e| e.as_str()).collect::<String>())
    };
    insta::assert_snapshot!(report(&of(&[&a, &b, &c]), &of(&[&a, &c])), @"Missing G-02 at `It fails`: G-02 has no translation; the entry in the source: `G-02`");
    insta::assert_snapshot!(report(&of(&[&a, &b]), &of(&[&b])), @"Missing G-01 at `R`: G-01 has no translation; the entry in the source: `G-01`");
    insta::assert_snapshot!(report(&of(&[&b]), &of(&[&a, &b])), @"Extra G-01 at `G-01`: G-01 translates no entry of the source");
    insta::assert_snapshot!(report(&of(&[&a, &b, &c]), &of(&[&b, &c, &a])), @"Order G-01 at `It fails`: in the source, G-01 is first; in the source: `It fails`");
    let numbered = |numbers: [&str; 2]| {
        let [first, second] = numbers;
        format!(
            "# R\n\n### {first} A\n\n- **ID:** G-01\n- **Status:** Open\n\n### {second} B\n\n- **ID:** G-02\n- **Status:** Open\n"
        )
    };
    insta::assert_snapshot!(report(&numbered(["1.1", "1.2"]), &numbered(["1.1", "1.3"])), @"Order G-02 at `1.3`: this is number 1.3, in the source it is 1.2; in the source: `1.2`; fixed: ### 1.2 B");
}

#[test]
fn rows_in_the_order_of_their_entries_are_moved_by_them_alone() {
    let of = |ids: [&str; 3]| {
        let rows = ids.map(|id| format!("| {id} | P1 | Open |\n")).concat();
        let entries: String = ids.iter().map(|id| entry(id, "- **Priority:** P1\n")).collect();
        format!("# R\n\n{TABLE}{rows}\n## 1) Gaps\n\n{entries}")
    };
    insta::assert_snapshot!(report(&of(["G-01", "G-02", "G-03"]), &of(["G-02", "G-03", "G-01"])), @"Order G-01 at `It fails`: in the source, G-01 is first; in the source: `It fails`");
}

#[test]
fn tables_are_compared_by_their_rows() {
    let entries =
        [entry("G-01", "- **Priority:** P1\n"), entry("G-02", "- **Priority:** P1\n")].concat();
    let with = |rows: &str| format!("# R\n\n{TABLE}{rows}\n## 1) Gaps\n\n{entries}");
    let own = with("| G-01 | P1 | Open |\n| G-02 | P1 | Open |\n");
    insta::assert_snapshot!(report(&own, &with("| G-01 | P1 | Açık |\n| G-02 | P1 | Open |\n")), @"");
    insta::assert_snapshot!(report(&own, &with("| G-02 | P1 | Open |\n| G-01 | P1 | Open |\n")), @"Table G-01 at `G-01`: the row of G-01 has another place in the source; in the source: `G-01`");
    insta::assert_snapshot!(report(&own, &with("| G-01 | P2 | |\n")), @"
    Table G-01 Priority at `P2`: the table says `P2`, the source's says `P1`; the source's cell: `P1`; fixed: | G-01 | P1 | |
    Table G-01 Status behind `| P2 |`: the cell is empty, the source's table says `Open`; the source's cell: `Open`; fixed: | G-01 | P2 | Open |
    Table G-02 at `| ID | Priority | Status |`: the translation's table has no row of G-02; the source has it: `G-02`
    ");
    insta::assert_snapshot!(report(&with("| G-01 | P1 | Open |\n"), &own), @"Table G-02 at `G-02`: the source's table has no row of G-02");
    insta::assert_snapshot!(report(&own, &with("| G-01 | P2 | Open | x |\n| G-02 | P1\n")), @"Table G-02 Status behind `2 | P1`: the cell is empty, the source's table says `Open`; the source's cell: `Open`");
    // The leading table is stale, and the cell of the translation is right.
    insta::assert_snapshot!(report(&with("| G-01 | P3 | Open |\n| G-02 | P1 | Open |\n"), &own), @"");
    let plain = format!("# R\n\n## 1) Gaps\n\n{entries}");
    insta::assert_snapshot!(report(&own, &plain), @"Table  at `R`: the translation has no triage table; the source has one: `| ID | Priority | Status |`");
    insta::assert_snapshot!(report(&plain, &own), @"Table  at `| ID | Priority | Status |`: the source has no triage table");
    insta::assert_snapshot!(report("# R\n", &own), @"
    Extra G-01 at `G-01`: G-01 translates no entry of the source
    Extra G-02 at `G-02`: G-02 translates no entry of the source
    ");
    let wide = own
        .replace("| Status |", "| Status | Owner |")
        .replace("|---|\n", "|---|---|\n")
        .replace("Open |\n", "Open | A |\n");
    insta::assert_snapshot!(report(&own, &wide), @"Table  Owner at `Owner`: the source's table has no column Owner");
    insta::assert_snapshot!(report(&wide, &own), @"Table  Owner at `| ID | Priority | Status |`: the translation's table has no column Owner; the source has it: `Owner`");
}

#[test]
fn a_row_of_an_entry_that_is_missing_on_one_side_is_not_reported_again() {
    let [a, b] = ["G-01", "G-02"].map(|id| entry(id, ""));
    let both =
        format!("# R\n\n{TABLE}| G-01 | P1 | Open |\n| G-02 | P1 | Open |\n\n## 1) Gaps\n\n{a}{b}");
    let one = format!("# R\n\n{TABLE}| G-01 | P1 | Open |\n\n## 1) Gaps\n\n{a}");
    insta::assert_snapshot!(report(&both, &one), @"Missing G-02 at `It fails`: G-02 has no translation; the entry in the source: `G-02`");
    insta::assert_snapshot!(report(&one, &both), @"Extra G-02 at `G-02`: G-02 translates no entry of the source");
    // A contradiction that is reported about the entry is not reported about its cell.
    let changed =
        both.replace("**Status:** Open", "**Status:** Fixed").replace("P1 | Open", "P1 | Fixed");
    insta::assert_snapshot!(report(&both, &changed), @"
    Value G-01 Status at `Fixed`: the translation says `Fixed`, the source says `Open`; the source's value: `Open`; fixed: - **Status:** Open
    Value G-02 Status at `Fixed`: the translation says `Fixed`, the source says `Open`; the source's value: `Open`; fixed: - **Status:** Open
    ");
}

#[test]
fn identities_are_compared_where_nothing_else_tells_entries_apart() {
    let of = |id: &str, code: &str| {
        format!(
            "# R\n\n### 1.1 A → b\n\n{id}- **Status:** Open\n- **Symptom:** The `{code}` fails.\n"
        )
    };
    let own = of("- **ID:** G-01\n", "GET /a");
    insta::assert_snapshot!(report(&own, &of("- **ID:** G-07\n", "GET /a")), @"Value G-01 ID at `G-07`: this entry is G-07 here and G-01 in the source; the source's ID: `G-01`; fixed: - **ID:** G-01");
    insta::assert_snapshot!(report(&own, &of("", "GET /a")), @"Value G-01 ID at `A → b`: this entry has no ID, in the source it is G-01; the source's ID: `G-01`; fixed: - **ID:** G-01");
    insta::assert_snapshot!(report(&of("", "GET /a"), &of("", "GET /b")), @"Code 1.1 Symptom at `GET /b`: `GET /b` here, `GET /a` in the source; in the source: `GET /a`; fixed: - **Symptom:** The `GET /a` fails.");
    let again = format!(
        "{}\n### 1.2 C\n\n- **ID:** G-07\n- **Status:** Open\n",
        of("- **ID:** G-07\n", "GET /a")
    );
    let row = |id: &str| format!("{TABLE}| {id} | P1 | Open |\n\n## 1) Gaps\n");
    let tabled =
        of("- **ID:** G-07\n", "GET /a").replace("# R\n", &format!("# R\n\n{}", row("G-07")));
    insta::assert_snapshot!(report(&own, &again), @"
    Extra G-07 at `G-07`: G-07 translates no entry of the source
    Value G-01 ID at `G-07`: this entry is G-07 here and G-01 in the source; the source's ID: `G-01`; fixed: - **ID:** G-01
    ");
    let both = again.replace("# R\n", &format!("# R\n\n{}", row("G-07")));
    insta::assert_snapshot!(report(&own, &both), @"
    Extra G-07 at `G-07`: G-07 translates no entry of the source
    Value G-01 ID at `G-07`: this entry is G-07 here and G-01 in the source; the source's ID: `G-01`; fixed: - **ID:** G-01
    Table  at `| ID | Priority | Status |`: the source has no triage table
    ");
    insta::assert_snapshot!(report(&own.replace("# R\n", &format!("# R\n\n{}", row("G-01"))), &tabled), @"Value G-01 ID at `G-07`: this entry is G-07 here and G-01 in the source; the source's ID: `G-01`; fixed: | G-01 | P1 | Open |");
}

/// Entries with these numbers and IDs, one heading each.
fn numbered(entries: &[(&str, &str)]) -> String {
    let entry = |(number, id): &(&str, &str)| {
        format!("### {number} {id} fails\n\n- **ID:** {id}\n- **Status:** Open\n\n")
    };
    format!("# R\n\n{}", entries.iter().map(entry).collect::<String>())
}

#[test]
fn order_comes_before_numbers_and_what_is_there_before_both() {
    let own = numbered(&[("1.1", "G-01"), ("1.2", "G-02"), ("1.3", "G-03")]);
    let other = numbered(&[("1.1", "G-01"), ("1.3", "G-02"), ("1.2", "G-03")]);
    insta::assert_snapshot!(report(&own, &other), @"
    Order G-02 at `1.3`: this is number 1.3, in the source it is 1.2; in the source: `1.2`; fixed: ### 1.2 G-02 fails
    Order G-03 at `1.2`: this is number 1.2, in the source it is 1.3; in the source: `1.3`; fixed: ### 1.3 G-03 fails
    ");
    let moved = numbered(&[("1.1", "G-03"), ("1.2", "G-01"), ("1.3", "G-02")]);
    insta::assert_snapshot!(report(&own, &moved), @"Order G-03 at `fails`: in the source, G-03 comes after G-02; in the source: `fails`");
    let less = numbered(&[("1.1", "G-01"), ("1.2", "G-03")]);
    insta::assert_snapshot!(report(&own, &less), @"Missing G-02 at `fails`: G-02 has no translation; the entry in the source: `G-02`");
    insta::assert_snapshot!(report(&less, &own), @"Extra G-02 at `G-02`: G-02 translates no entry of the source");
    insta::assert_snapshot!(report(&own, &numbered(&[("1.2", "G-02"), ("1.3", "G-03")])), @"Missing G-01 at `R`: G-01 has no translation; the entry in the source: `G-01`");
}

#[test]
fn cells_are_compared_where_no_entry_tells_of_them() {
    let with =
        |rows: &str| format!("# R\n\n{TABLE}{rows}\n{}", entry("G-01", "- **Priority:** P1"));
    let own = with("| G-01 | P1 | Open |\n");
    insta::assert_snapshot!(report(&own, &with("| G-01 | P2 | |\n")), @"
    Table G-01 Priority at `P2`: the table says `P2`, the source's says `P1`; the source's cell: `P1`; fixed: | G-01 | P1 | |
    Table G-01 Status behind `| P2 |`: the cell is empty, the source's table says `Open`; the source's cell: `Open`; fixed: | G-01 | P2 | Open |
    ");
    insta::assert_snapshot!(report(&own, &with("| G-01 | P1\n")), @"Table G-01 Status behind `1 | P1`: the cell is empty, the source's table says `Open`; the source's cell: `Open`");
    insta::assert_snapshot!(report(&with("| G-01 | P2 | Fixed |\n"), &own), @"");
    let none = format!("# R\n\n{}", entry("G-01", "- **Priority:** P1"));
    insta::assert_snapshot!(report(&own, &none), @"Table  at `R`: the translation has no triage table; the source has one: `| ID | Priority | Status |`");
    insta::assert_snapshot!(report(&none, &own), @"Table  at `| ID | Priority | Status |`: the source has no triage table");
    insta::assert_snapshot!(report(&own, "# R\n"), @"Missing G-01 at `R`: G-01 has no translation; the entry in the source: `G-01`");
    let nameless = none
        .replace("# R\n", "# R\n\n## Triage\n\n| Priority | Status |\n|---|---|\n| P1 | Open |\n");
    insta::assert_snapshot!(report(&own, &nameless), @"Table  ID at `| Priority | Status |`: the translation's table has no column ID; the source has it: `ID`");
}

#[test]
fn a_cell_that_only_the_table_of_the_translation_has_is_left_alone() {
    let with = |cell: &str, fields: &str| {
        format!("# R\n\n{TABLE}| G-01 | {cell} | Open |\n\n{}", entry("G-01", fields))
    };
    let own = with("P1", "- **Priority:** P1");
    insta::assert_snapshot!(report(&own, &with("P2", "- **Owner:** A")), @"
    Field G-01 Priority at `G-01`: the translation has no `Priority`; the source has it: `Priority`
    Field G-01 Owner at `Owner`: the source has no `Owner` here
    Table G-01 Priority at `P2`: the table says `P2`, the source's says `P1`; the source's cell: `P1`
    ");
    // Where the table agrees, the field is added.
    insta::assert_snapshot!(report(&own, &with("P1", "- **Owner:** A")), @"
    Field G-01 Priority at `G-01`: the translation has no `Priority`; the source has it: `Priority`; fixed: - **Öncelik:** P1
    Field G-01 Owner at `Owner`: the source has no `Owner` here
    ");
}
