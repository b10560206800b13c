//! Expressions and orders on a register of five gaps.

mod errors;
mod impact;
mod moments;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use jiff::civil::Date;

use super::attribute::Attribute;
use super::*;
use crate::register::{ConfiguredPolicy, Policy, Reading, Register};
use crate::text::Source;
use crate::values::IdPattern;
use crate::vocabulary::{Key, UniqueMap, Vocabulary};

/// Five gaps, from complete to nearly empty; G-3 in Turkish.
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

struct Fixture {
    source: Source,
    vocabulary: Vocabulary,
}

impl Fixture {
    fn new() -> Self {
        Self::of(REGISTER)
    }

    fn of(register: &str) -> Self {
        Self {
            source: Source::new("docs/gap-register.md", register),
            vocabulary: Vocabulary::with(&UniqueMap::default()),
        }
    }

    fn today() -> Date {
        "2026-03-01".parse().unwrap()
    }

    fn parse(&self, text: &str, policies: &[Policy]) -> Result<Query, QueryError> {
        Query::parse(
            text,
            QueryContext {
                vocabulary: &self.vocabulary,
                policies,
                own: &OwnNames::default(),
                today: Self::today(),
            },
        )
    }

    /// The names of the entries that match, in the given order.
    fn listed(&self, query: &str, order: Option<&str>) -> String {
        let id = IdPattern::default();
        let reading = Reading::at_root(&self.vocabulary, &id);
        let register = Register::read(&self.source, reading).unwrap();
        let policy = Policy::of(&register, &ConfiguredPolicy::default(), &self.vocabulary);
        let query = self.parse(query, std::slice::from_ref(&policy)).unwrap_or_else(|error| {
            panic!("{error}");
        });
        let vocabulary = &self.vocabulary;
        let view =
            RegisterView { register: &register, policy: &policy, vocabulary, today: Self::today() };
        let entries = register.entries.iter();
        let mut entries: Vec<&Entry> = entries.filter(|entry| query.matches(view, entry)).collect();
        if let Some(order) = order {
            Order::parse(order, vocabulary, &OwnNames::default()).unwrap().sort(view, &mut entries);
        }
        let names = entries.into_iter().filter_map(|entry| register.name(entry));
        names.collect::<Vec<_>>().join(" ")
    }
}

fn found(query: &str) -> String {
    Fixture::new().listed(query, None)
}

fn sorted(order: &str) -> String {
    Fixture::new().listed("status or not status", Some(order))
}

fn error(query: &str) -> String {
    Fixture::new().parse(query, &[]).unwrap_err().to_string()
}

#[test]
fn values_compare_by_what_they_mean() {
    for (query, names) in [
        ("status = Open", "G-1"),
        ("status = Açık", "G-1"),
        ("Durum == fixed", "G-3"),
        ("status < Fixed", "G-1 G-2"),
        ("status >= Düzeltildi", "G-3 2.1"),
        ("open", "G-1 G-2 G-10"),
        ("not open", "G-3 2.1"),
        ("closed or priority = P0", "G-1 G-3 2.1"),
        ("priority <= P1", "G-1 G-2"),
        ("priority > P1", "G-3 G-10"),
        ("priority = high", "G-2"),
        // In words, what is more urgent is higher.
        ("priority >= High", "G-1 G-2"),
        ("priority < yüksek", "G-3 G-10"),
        ("owner = @mia or owner = Backend", "G-1"),
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
fn texts_are_found_in_any_case_and_spelling() {
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
fn a_value_that_is_missing_or_not_understood_is_unequal_to_all() {
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
        ("-overdue", "G-1 G-2 G-3 G-10 2.1"),
        ("-severity, id", "G-1 G-2 G-3 G-10 2.1"),
        ("owner", "G-2 G-1 G-3 G-10 2.1"),
        ("language", "G-1 G-2 G-3 G-10 2.1"),
    ] {
        assert_eq!(sorted(order), names, "{order}");
    }
}

#[test]
fn a_configured_flow_has_its_own_states() {
    let policies = [Policy {
        sla: Vec::new(),
        implies_sla: true,
        earlier: Vec::new(),
        flow: vec!["Parked".into(), "Sent".into()],
        further: Vec::new(),
        declares_flow: true,
        is_ordered: true,
        declares_sla: false,
        is_loose: false,
        calendar: crate::values::Calendar::default(),
        profile: crate::register::Profile::BackendGap,
        tolerated: Vec::new(),
        required: None,
        id: IdPattern::default(),
        own_words: std::sync::OnceLock::new(),
        date_form: std::sync::OnceLock::new(),
        day_orders: crate::register::DayOrders::default(),
        repaired: std::sync::OnceLock::new(),
        signs: Vec::new(),
        behind_signs: crate::register::BehindSigns::default(),
    }];
    assert!(Fixture::new().parse("status < Sent", &policies).is_ok());
    let error = Fixture::new().parse("status < Gone", &policies).unwrap_err().to_string();
    assert!(error.contains("write Parked or Sent"), "{error}");
}

#[test]
fn the_columns_and_levels_of_a_team_are_names() {
    let text = "# Gaps\n\n| ID | Gap | Concerns | Effort (d) | Prio |\n|---|---|---|---|---|\n\
                | K-1 | Slip is blank | Shop, App | 5 | A |\n\
                | K-2 | Fine is doubled | App | 13 | B |\n\
                | K-3 | Hold is lost | | 2 | A |\n";
    let source = Source::new("gaps.md", text.to_owned());
    let vocabulary = Vocabulary::with(&UniqueMap::default());
    let id = IdPattern::default();
    let register = Register::read(&source, Reading::at_root(&vocabulary, &id)).unwrap();
    let own = OwnNames::of(std::slice::from_ref(&register), &vocabulary);
    let policy = Policy::of(&register, &ConfiguredPolicy::default(), &vocabulary);
    let today = Fixture::today();
    let found = |expression: &str| {
        let policies = std::slice::from_ref(&policy);
        let context = QueryContext { vocabulary: &vocabulary, policies, own: &own, today };
        let query = Query::parse(expression, context).map_err(|error| error.to_string())?;
        let view =
            RegisterView { register: &register, policy: &policy, vocabulary: &vocabulary, today };
        let entries = register.entries.iter().filter(|entry| query.matches(view, entry));
        let ids: Vec<&str> = entries.filter_map(|entry| register.id(entry)).collect();
        Ok::<String, String>(ids.join(" "))
    };
    for (expression, ids) in [
        ("Concerns ~ shop", "K-1"),
        ("concerns", "K-1 K-2"),
        ("not concerns", "K-3"),
        ("\"Effort (d)\" > 3", "K-1 K-2"),
        ("prio = A", "K-1 K-3"),
        ("prio != A", "K-2"),
        ("priority in (a, b)", "K-1 K-2 K-3"),
    ] {
        assert_eq!(found(expression).as_deref(), Ok(ids), "{expression}");
    }
    assert!(found("prio < B").unwrap_err().contains("`B` has no rank"));
    assert!(found("prio = C").unwrap_err().contains("write A or B"));
    assert!(found("concern ~ shop").unwrap_err().contains("did you mean `Concerns`?"));
}

#[test]
fn a_column_beside_the_one_of_the_field_is_named_by_its_header() {
    let text = "# Gaps\n\n| ID | Gap | Owner | Team |\n|---|---|---|---|\n\
                | K-1 | Slip is blank | Ada | Shop |\n| K-2 | Fine is doubled | Ben | App |\n";
    let source = Source::new("gaps.md", text.to_owned());
    let vocabulary = Vocabulary::with(&UniqueMap::default());
    let id = IdPattern::default();
    let register = Register::read(&source, Reading::at_root(&vocabulary, &id)).unwrap();
    let own = OwnNames::of(std::slice::from_ref(&register), &vocabulary);
    let named = |name: &str| Attribute::named(name, &vocabulary, &own);
    assert_eq!(named("team"), Some(Attribute::Own("team".to_owned())));
    assert_eq!(named("owner"), Some(Attribute::Field(Key::Owner)));
    assert_eq!(
        Attribute::named("team", &vocabulary, &OwnNames::default()),
        Some(Attribute::Field(Key::Owner))
    );
}

#[test]
fn nesting_is_limited_and_length_is_not() {
    let nested = |depth: usize| format!("{}overdue{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(found(&nested(64)), "G-1");
    assert!(error(&nested(65)).contains("nested more than 64 deep"));
    assert!(error(&"(".repeat(100_000)).contains("nested more than 64 deep"));
    assert_eq!(found(&format!("{}overdue", "not ".repeat(100_000))), "G-1");
    assert_eq!(found(&format!("overdue{}", " and overdue".repeat(10_000))), "G-1");
}

/// Tokens of expressions, to be joined in any order.
const TOKENS: [&str; 34] = [
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
    "+",
    "-",
    "+7d",
    "days",
    "'a b'",
    "\"",
    "İ\u{307}",
    "\u{1b}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_failure_persistence(
        FileFailurePersistence::Direct("tests/regressions/query.txt")
    ))]

    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        let _ = Fixture::new().parse(&text, &[]).map_err(|error| error.to_string());
        let vocabulary = Vocabulary::with(&UniqueMap::default());
        let _ = Order::parse(&text, &vocabulary, &OwnNames::default()).map_err(|error| error.to_string());
    }

    #[test]
    fn any_mix_of_tokens_is_read_without_a_panic(
        tokens in prop::collection::vec(prop::sample::select(TOKENS.to_vec()), 0..12),
        gap in prop::sample::select(vec!["", " ", "\n"]),
    ) {
        let _ = Fixture::new().parse(&tokens.join(gap), &[]).map_err(|error| error.to_string());
    }

    #[test]
    fn a_query_and_its_negation_cover_each_entry_once(
        key in prop::sample::select(vec!["status", "priority", "owner", "sla", "due", "id", "overdue", "impact"]),
        sign in prop::sample::select(vec![
            "= Open", "<= P1", "~ a", "> 7d", "< 2026-02-05", "<= today - 7d", "= High", "",
        ]),
    ) {
        let fixture = Fixture::new();
        let query = format!("{key} {sign}");
        if fixture.parse(&query, &[]).is_ok() {
            let count = |query: &str| fixture.listed(query, None).split_whitespace().count();
            prop_assert_eq!(count(&query) + count(&format!("not ({query})")), 5);
        }
    }
}
