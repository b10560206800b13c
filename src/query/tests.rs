//! Expressions and orders against a register of five gaps.

use proptest::prelude::*;

use std::path::Path;

use super::*;
use crate::register::{ConfiguredPolicy, Reading};
use crate::text::Source;
use crate::values::IdPattern;
use crate::vocabulary::UniqueMap;

/// Five gaps, from sound to hardly filled in; G-3 in Turkish.
const REGISTER: &str = "\
# Register (EN)

**Last reviewed:** 2026-02-20

- Status flow: Open → In Progress → Fixed → Verified

### 1.1 System → Backup → A restore stops half way

- **ID:** G-1
- **First Seen:** 2026-02-01
- **Status:** Open
- **Priority:** P0
- **Owner:** Backend
- **SLA:** 24h
- **Target Version:** 2.10.0
- **Severity:** Critical
- **Source page:** `/docs/en/backup.md`, `/docs/en/restore.md`
- **Symptom:** The job answers **500**.

### 1.2 System → Users → An invitation is sent twice

- **ID:** G-2
- **First Seen:** 2026-02-25
- **Status:** In Progress
- **Priority:** High
- **Owner:** Accounts (Mia)
- **SLA:** 7d
- **Target Version:** 2.9.1
- **Severity:** High

### 1.9 Krediler → Uzatma → Uzatma reddediliyor

- **ID:** G-3
- **İlk görülme:** 2026-01-10
- **Durum:** Düzeltildi
- **Öncelik:** P2
- **Sorumlu:** Işıl
- **SLA:** 1 hafta
- **Önem derecesi:** Orta

### 1.10 Reports → A column is empty

- **ID:** G-10
- **First Seen:** some day
- **Status:** Reopened?
- **Priority:** P3
- **Owner:** TBD
- **SLA:** 5bd
- **Target Version:** TBD

### 2.1 Reports → A total is wrong

- **Status:** Verified
- **Priority:** urgent-ish
- **SLA:** soon
";

struct Desk {
    source: Source,
    vocabulary: Vocabulary,
}

impl Desk {
    fn new() -> Self {
        Self {
            source: Source::new("docs/gap-register.md", REGISTER),
            vocabulary: Vocabulary::with(&UniqueMap::default()),
        }
    }

    fn today() -> Date {
        "2026-03-01".parse().unwrap()
    }

    fn parse(&self, text: &str, policies: &[Policy]) -> Result<Query, QueryError> {
        Query::parse(text, Known { vocabulary: &self.vocabulary, policies, today: Self::today() })
    }

    /// What to call the entries that match, in the order asked for.
    fn listed(&self, query: &str, order: Option<&str>) -> String {
        let id = IdPattern::default();
        let reading = Reading {
            vocabulary: &self.vocabulary,
            id: &id,
            cwd: Path::new("/"),
            root: Path::new("/"),
        };
        let register = Register::read(&self.source, reading).unwrap();
        let policy = Policy::of(&register, &ConfiguredPolicy::default(), &self.vocabulary);
        let query = self.parse(query, std::slice::from_ref(&policy)).unwrap_or_else(|error| {
            panic!("{error}");
        });
        let vocabulary = &self.vocabulary;
        let view = View { register: &register, policy: &policy, vocabulary, today: Self::today() };
        let entries = register.entries.iter();
        let mut entries: Vec<&Entry> = entries.filter(|entry| query.matches(view, entry)).collect();
        if let Some(order) = order {
            Order::parse(order, vocabulary).unwrap().arrange(view, &mut entries);
        }
        let names = entries.into_iter().filter_map(|entry| register.name(entry));
        names.collect::<Vec<_>>().join(" ")
    }
}

fn found(query: &str) -> String {
    Desk::new().listed(query, None)
}

fn sorted(order: &str) -> String {
    Desk::new().listed("status or not status", Some(order))
}

fn slip(query: &str) -> String {
    Desk::new().parse(query, &[]).unwrap_err().to_string()
}

#[test]
fn values_compare_by_what_they_mean() {
    for (query, names) in [
        ("status = Open", "G-1"),
        ("status = Açık", "G-1"),
        ("Durum == fixed", "G-3"),
        ("status < Fixed", "G-1 G-2"),
        ("status >= Düzeltildi", "G-3 2.1"),
        ("priority <= P1", "G-1 G-2"),
        ("priority > P1", "G-3 G-10"),
        ("priority = high", "G-2"),
        ("Öncelik = Ö2", "G-3"),
        ("severity >= High", "G-1 G-2"),
        ("severity < High", "G-3"),
        ("severity = Kritik", "G-1"),
        ("sla <= 7d", "G-1 G-2 G-3 G-10"),
        ("sla = '7 gün'", "G-2 G-3"),
        ("sla < 5bd", "G-1"),
        ("sla = 5d", ""),
        ("first seen >= 2026-02-01", "G-1 G-2"),
        ("first-seen < today", "G-1 G-2 G-3"),
        ("due = 2026-02-02", "G-1"),
        ("due > today", "G-2"),
        ("last reviewed >= 2026-02-20", "G-1 G-2 G-3 G-10 2.1"),
        ("age > 28", "G-3"),
        ("age >= 28", "G-1 G-3"),
        ("overdue", "G-1"),
        ("not overdue and due", "G-2 G-3"),
        ("id < G-10", "G-1 G-2 G-3"),
        ("id = g-003", "G-3"),
        ("number < 1.10", "G-1 G-2 G-3"),
        ("target version < 2.10", "G-2"),
        ("target version = v2.9.1", "G-2"),
        ("target version = TBA", "G-10"),
        ("language = EN", "G-1 G-2 G-3 G-10 2.1"),
        ("path ~ docs/", "G-1 G-2 G-3 G-10 2.1"),
    ] {
        assert_eq!(found(query), names, "{query}");
    }
}

#[test]
fn texts_are_found_whatever_their_case_and_letters() {
    for (query, names) in [
        ("area ~ system", "G-1 G-2"),
        ("area = Users", "G-2"),
        ("area = 'System → Users'", "G-2"),
        ("owner = IŞIL", "G-3"),
        ("owner = accounts", "G-2"),
        ("owner > b", "G-1 G-3"),
        ("owner !~ e", "G-2 G-3 G-10 2.1"),
        ("title ~ 'UZATMA'", "G-3"),
        ("heading ~ 'system → backup'", "G-1"),
        ("gap ~ invitation", "G-2"),
        ("text ~ 'answers 500'", "G-1"),
        ("source-page = /docs/en/restore.md", "G-1"),
        ("symptom ~ job", "G-1"),
        ("path = DOCS/gap-register.md and id", "G-1 G-2 G-3 G-10"),
    ] {
        assert_eq!(found(query), names, "{query}");
    }
}

#[test]
fn what_is_missing_or_not_understood_is_only_unequal() {
    for (query, names) in [
        ("id = G-1 or id != G-1", "G-1 G-2 G-3 G-10 2.1"),
        ("status != Open", "G-2 G-3 G-10 2.1"),
        ("status = Verified or status < Verified", "G-1 G-2 G-3 2.1"),
        ("owner", "G-1 G-2 G-3"),
        ("not owner", "G-10 2.1"),
        ("status", "G-1 G-2 G-3 G-10 2.1"),
        ("first seen != 2026-02-01", "G-2 G-3 G-10 2.1"),
        ("target version > 0", "G-1 G-2"),
        ("priority != P0", "G-2 G-3 G-10 2.1"),
        ("priority >= P0", "G-1 G-2 G-3 G-10"),
        ("age > 0 or age <= 0", "G-1 G-2 G-3"),
    ] {
        assert_eq!(found(query), names, "{query}");
    }
}

#[test]
fn comparisons_are_joined_as_usual() {
    for (query, names) in [
        ("status = Open and priority <= P1 and area ~ \"System\"", "G-1"),
        ("id = G-1 or id = G-2 and id = G-3", "G-1"),
        ("(id = G-1 or id = G-2) and not id = G-1", "G-2"),
        ("NOT Id=G-1 AND NOT(status = Fixed Or status = Verified)", "G-2 G-10"),
        ("not not id = G-1", "G-1"),
        ("status in (Open, \"In Progress\")", "G-1 G-2"),
        ("id and priority not in (P0,P1)", "G-3 G-10"),
        ("first_seen > 2026-02-10", "G-2"),
        ("FirstSeen > 2026-02-10", "G-2"),
        ("'first seen' > '2026-02-10'", "G-2"),
        ("ilkGörülme <> 2026-02-25 and id", "G-1 G-3 G-10"),
    ] {
        assert_eq!(found(query), names, "{query}");
    }
}

#[test]
fn entries_are_ordered_by_what_their_values_mean() {
    for (order, names) in [
        ("priority", "G-1 G-2 G-3 G-10 2.1"),
        ("-priority", "G-10 G-3 G-2 G-1 2.1"),
        ("-id", "G-10 G-3 G-2 G-1 2.1"),
        ("-number", "2.1 G-10 G-3 G-2 G-1"),
        ("First Seen", "G-3 G-1 G-2 G-10 2.1"),
        ("sla,-age", "G-1 G-10 G-3 G-2 2.1"),
        ("-severity, id", "G-1 G-2 G-3 G-10 2.1"),
        ("owner", "G-2 G-1 G-3 G-10 2.1"),
        ("language", "G-1 G-2 G-3 G-10 2.1"),
    ] {
        assert_eq!(sorted(order), names, "{order}");
    }
}

#[test]
fn a_word_that_means_nothing_is_told_with_its_place() {
    insta::assert_snapshot!(slip("status = Open and priority <= P1x"), @"
    in the expression: `P1x` is not a priority; write P0 to P4
      status = Open and priority <= P1x
                                    ^^^
    ");
    insta::assert_snapshot!(slip("prioirty <= P1"), @"
    in the expression: no field is called `prioirty`; did you mean `Priority`?
      prioirty <= P1
      ^^^^^^^^
    ");
    insta::assert_snapshot!(slip("first sen >= 2026-01-01"), @"
    in the expression: no field is called `first sen`; did you mean `First Seen`?
      first sen >= 2026-01-01
      ^^^^^^^^^
    ");
    insta::assert_snapshot!(slip("colour = red"), @"
    in the expression: no field is called `colour`
      colour = red
      ^^^^^^
    ");
    insta::assert_snapshot!(slip("status = Opne"), @"
    in the expression: `Opne` is not a state; did you mean `Open`?
      status = Opne
               ^^^^
    ");
    insta::assert_snapshot!(slip("severity > Hihg"), @"
    in the expression: `Hihg` is not a severity; did you mean `High`?
      severity > Hihg
                 ^^^^
    ");
    insta::assert_snapshot!(slip("severity > Loud"), @"
    in the expression: `Loud` is not a severity; write Critical, High, Medium or Low
      severity > Loud
                 ^^^^
    ");
    insta::assert_snapshot!(slip("first seen > soon"), @"
    in the expression: `soon` is not a date; write year, month and day as in 2026-01-31, or today
      first seen > soon
                   ^^^^
    ");
    insta::assert_snapshot!(slip("sla <= soon"), @"
    in the expression: `soon` is not a duration; write 24h, 7d or 2w
      sla <= soon
             ^^^^
    ");
    insta::assert_snapshot!(slip("age > 30d"), @"
    in the expression: `30d` is not a number of days; write one as in 30
      age > 30d
            ^^^
    ");
    insta::assert_snapshot!(slip("last change > 2026-01-01"), @"
    in the expression: the register does not tell when an entry was changed; git does
      last change > 2026-01-01
      ^^^^^^^^^^^
    ");
    insta::assert_snapshot!(slip("overdue = yes"), @"
    in the expression: `overdue` is not compared; write `overdue` or `not overdue`
      overdue = yes
              ^
    ");
    insta::assert_snapshot!(slip("text = all"), @r#"
    in the expression: `text` is not compared; write `text ~ "some words"`
      text = all
           ^
    "#);
    insta::assert_snapshot!(slip("text and status"), @r#"
    in the expression: every entry has a text; write `text ~ "some words"`
      text and status
      ^^^^
    "#);
}

#[test]
fn a_slip_in_the_form_is_told_with_its_place() {
    insta::assert_snapshot!(slip("  "), @"in the expression: it is empty; write a comparison such as `status = Open`");
    insta::assert_snapshot!(slip("status Open"), @"
    in the expression: an operator is missing between `status` and `Open`: one of = != < <= > >= ~ !~ in, or `and`
      status Open
             ^^^^
    ");
    insta::assert_snapshot!(slip("statsu Open"), @"
    in the expression: no field is called `statsu`; did you mean `Status`?
      statsu Open
      ^^^^^^
    ");
    insta::assert_snapshot!(slip("status = In Progress"), @"
    in the expression: `Progress` is left over; comparisons are joined by `and` or `or`, and a value of several words stands in quotes
      status = In Progress
                  ^^^^^^^^
    ");
    insta::assert_snapshot!(slip("status = and"), @"
    in the expression: a value is missing before `and`
      status = and
               ^^^
    ");
    insta::assert_snapshot!(slip("status ="), @"
    in the expression: a value is missing at the end
      status =
              ^
    ");
    insta::assert_snapshot!(slip("status = Open and"), @"
    in the expression: a key is missing at the end
      status = Open and
                       ^
    ");
    insta::assert_snapshot!(slip("= Open"), @"
    in the expression: a key is missing before `=`
      = Open
      ^
    ");
    insta::assert_snapshot!(slip("status = \"Open"), @r#"
    in the expression: this string is not closed
      status = "Open
               ^
    "#);
    insta::assert_snapshot!(slip("(status = Open or (overdue)"), @"
    in the expression: this parenthesis is not closed
      (status = Open or (overdue)
      ^
    ");
    insta::assert_snapshot!(slip("(status = Open))"), @"
    in the expression: this parenthesis closes nothing
      (status = Open))
                     ^
    ");
    insta::assert_snapshot!(slip("status in Open"), @"
    in the expression: a list in parentheses is missing after `in`: `(a, b)`
      status in Open
                ^^^^
    ");
    insta::assert_snapshot!(slip("status in (Open,)"), @"
    in the expression: a value is missing before `)`
      status in (Open,)
                      ^
    ");
    insta::assert_snapshot!(slip("status in (Open"), @"
    in the expression: this parenthesis is not closed
      status in (Open
                ^
    ");
    insta::assert_snapshot!(slip("owner = ''"), @"
    in the expression: a value is missing; a key alone asks whether it is there
      owner = ''
              ^^
    ");
    insta::assert_snapshot!(slip("owner ~ '**'"), @"
    in the expression: every text holds this; write some words
      owner ~ '**'
              ^^^^
    ");
    insta::assert_snapshot!(slip("overdue && status = Open"), @"
    in the expression: `&&` has no meaning here; write `and`
      overdue && status = Open
              ^^
    ");
    insta::assert_snapshot!(slip("status = “Open”"), @"
    in the expression: `“` has no meaning here; write straight quotes
      status = “Open”
               ^
    ");
    insta::assert_snapshot!(slip("!overdue"), @"
    in the expression: `!` has no meaning here; write `not`, or `!=` or `!~` between a key and a value
      !overdue
      ^
    ");
    insta::assert_snapshot!(slip("owner = @mia"), @"
    in the expression: `@` has no meaning here; a value that holds it stands in quotes
      owner = @mia
              ^
    ");
}

#[test]
fn the_caret_stands_under_the_place_beside_wide_and_harmful_characters() {
    insta::assert_snapshot!(slip("owner = 担当\nand x\u{1b}[31m = 1"), @r"
    in the expression: `\u{1b}` has no meaning here; a value that holds it stands in quotes
      owner = 担当 and x\u{1b}[31m = 1
                        ^^^^^^
    ");
}

#[test]
fn an_order_is_told_what_is_wrong_with_it_too() {
    let vocabulary = Vocabulary::with(&UniqueMap::default());
    let slip = |text| Order::parse(text, &vocabulary).unwrap_err().to_string();
    insta::assert_snapshot!(slip("priority,-ownr"), @"
    in the order: no field is called `ownr`; did you mean `Owner`?
      priority,-ownr
                ^^^^
    ");
    insta::assert_snapshot!(slip("priority,,id"), @"
    in the order: a key is missing
      priority,,id
               ^
    ");
    insta::assert_snapshot!(slip("-overdue"), @"
    in the order: `overdue` gives no order
      -overdue
       ^^^^^^^
    ");
}

#[test]
fn a_configured_flow_has_its_own_states() {
    let policies = [Policy {
        sla: Vec::new(),
        flow: vec!["Parked".into(), "Sent".into()],
        is_loose: false,
        calendar: crate::values::Calendar::default(),
    }];
    assert!(Desk::new().parse("status < Sent", &policies).is_ok());
    let error = Desk::new().parse("status < Gone", &policies).unwrap_err().to_string();
    assert!(error.contains("write Parked or Sent"), "{error}");
}

#[test]
fn nesting_is_bounded_and_length_is_not() {
    let nested = |depth: usize| format!("{}overdue{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(found(&nested(64)), "G-1");
    assert!(slip(&nested(65)).contains("nested more than 64 deep"));
    assert!(slip(&"(".repeat(100_000)).contains("nested more than 64 deep"));
    assert_eq!(found(&format!("{}overdue", "not ".repeat(100_000))), "G-1");
    assert_eq!(found(&format!("overdue{}", " and overdue".repeat(10_000))), "G-1");
}

/// Scraps of expressions, to be put together in any order.
const SCRAPS: [&str; 30] = [
    "status",
    "first",
    "seen",
    "due",
    "age",
    "overdue",
    "text",
    "sla",
    "Öncelik",
    "and",
    "or",
    "not",
    "in",
    "(",
    ")",
    ",",
    "=",
    "!=",
    "<=",
    "~",
    "!",
    "Open",
    "P1",
    "7d",
    "2026-01-01",
    "today",
    "'a b'",
    "\"",
    "İ\u{307}",
    "\u{1b}",
];

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in any::<String>()) {
        let _ = Desk::new().parse(&text, &[]).map_err(|error| error.to_string());
        let vocabulary = Vocabulary::with(&UniqueMap::default());
        let _ = Order::parse(&text, &vocabulary).map_err(|error| error.to_string());
    }

    #[test]
    fn no_scraps_break_the_reader(
        scraps in prop::collection::vec(prop::sample::select(SCRAPS.to_vec()), 0..12),
        gap in prop::sample::select(vec!["", " ", "\n"]),
    ) {
        let _ = Desk::new().parse(&scraps.join(gap), &[]).map_err(|error| error.to_string());
    }

    #[test]
    fn a_query_and_its_negation_part_the_entries(
        key in prop::sample::select(vec!["status", "priority", "owner", "sla", "due", "id"]),
        sign in prop::sample::select(vec!["= Open", "<= P1", "~ a", "> 7d", "< 2026-02-05", ""]),
    ) {
        let desk = Desk::new();
        let query = format!("{key} {sign}");
        if desk.parse(&query, &[]).is_ok() {
            let count = |query: &str| desk.listed(query, None).split_whitespace().count();
            prop_assert_eq!(count(&query) + count(&format!("not ({query})")), 5);
        }
    }
}
