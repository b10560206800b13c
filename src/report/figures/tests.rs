//! Figures of lives that are short enough to read, and what holds for all lives.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::deadlines::{DeadlineCounts, KeptShare};
use super::split::OfMonth;
use super::*;
use crate::report::progress::Progress;
use crate::timeline::Outcome;

const TODAY: Date = date(2026, 3, 1);

fn window() -> Window {
    Window { today: TODAY, since: None, stuck_after: 30 }
}

fn day(before_today: i32) -> Date {
    TODAY.checked_sub(before_today.days()).unwrap()
}

/// A life by its states, each with the number of days before today: `open 40, done 3`.
/// A priority such as `P1`; none for 0.
fn priority(level: u8) -> Option<RankedPriority> {
    let rank = Some(usize::from(level));
    (level > 0).then(|| RankedPriority { name: format!("P{level}"), rank })
}

fn life(id: &str, states: &str) -> Life {
    let stays = states.split(", ").map(|stay| {
        let (state, days) = stay.split_once(' ').unwrap();
        let progress = match state {
            "open" => Some(Progress::Open),
            "started" => Some(Progress::Started),
            "fixed" => Some(Progress::Repaired),
            "done" => Some(Progress::Done),
            "closed" => Some(Progress::Closed),
            _ => None,
        };
        Stay { from: day(days.parse().unwrap()), progress }
    });
    let stays: Vec<Stay> = stays.collect();
    let (first, last) = (stays[0].from, stays[stays.len() - 1].from);
    Life {
        entry: LifeEntry {
            path: String::new(),
            repository: None,
            id: Some(id.to_owned()),
            title: String::new(),
        },
        priority: priority(1),
        owner: Some("Desk".to_owned()),
        area: Vec::new(),
        first_seen: None,
        added: Some(first),
        changed: Some(KnownDay { day: last, is_exact: true }),
        due: None,
        outcome: Outcome::Undated,
        is_verified: true,
        stays,
        repair: None,
    }
}

fn figures(lives: &[Life]) -> Figures {
    Figures::of(lives, window())
}

/// `5 (2..9) +1`: the count, the median, the ninth of ten, and how many are unknown.
fn in_words(durations: &Durations) -> String {
    let median = durations.median.map_or("-".to_owned(), |median| median.to_string());
    let p90 = durations.p90.map_or("-".to_owned(), |days| days.to_string());
    format!("{} ({median}..{p90}) +{}", durations.count, durations.unknown)
}

#[test]
fn a_time_to_fix_ends_with_the_last_repair() {
    let of = |states: &str| in_words(&figures(&[life("G-1", states)]).time_to_fix.all);
    assert_eq!(of("open 40, fixed 30"), "1 (10..10) +0");
    assert_eq!(of("open 40, started 35, fixed 30, done 2"), "1 (10..10) +0");
    assert_eq!(of("open 40, fixed 30, open 20, fixed 5"), "1 (35..35) +0");
    // Fixed in one step with its verification, and on the day that it was added.
    assert_eq!(of("open 40, done 30"), "1 (10..10) +0");
    assert_eq!(of("open 40, fixed 40"), "1 (0..0) +0");
    // It is not fixed now, or was closed in another way.
    assert_eq!(of("open 40, fixed 30, open 20"), "0 (-..-) +0");
    assert_eq!(of("open 40, closed 30"), "0 (-..-) +0");
    // It was fixed when git saw it first: on some day before.
    assert_eq!(of("fixed 40, done 30"), "0 (-..-) +1");
    // Removed after its repair, and removed by mistake.
    assert_eq!(of("open 40, done 30, gone 5"), "1 (10..10) +0");
    assert_eq!(of("open 40, fixed 30, gone 20, fixed 19"), "1 (10..10) +0");
}

#[test]
fn the_day_of_a_repair_that_the_status_states_counts_where_git_saw_only_the_repair() {
    let of = |own: Life| in_words(&figures(&[own]).time_to_fix.all);
    let repaired = || Life { first_seen: Some(day(20)), ..life("G-1", "done 5") };
    assert_eq!(of(repaired()), "0 (-..-) +1");
    assert_eq!(of(Life { repair: Some(day(12)), ..repaired() }), "1 (8..8) +0");
}

#[test]
fn a_time_to_fix_begins_with_the_day_that_the_entry_states() {
    let of = |own: Life| in_words(&figures(&[own]).time_to_fix.all);
    let fixed = || life("G-1", "open 40, fixed 30");
    assert_eq!(of(Life { first_seen: Some(day(50)), ..fixed() }), "1 (20..20) +0");
    assert_eq!(of(Life { first_seen: Some(day(10)), ..fixed() }), "0 (-..-) +1");
    // A shallow clone does not know when the entry was added.
    assert_eq!(of(Life { added: None, ..fixed() }), "0 (-..-) +1");
}

#[test]
fn a_time_to_verify_is_that_between_two_known_days() {
    let of = |states: &str| in_words(&figures(&[life("G-1", states)]).time_to_verify.all);
    assert_eq!(of("open 40, fixed 30, done 26"), "1 (4..4) +0");
    assert_eq!(of("open 40, done 30"), "1 (0..0) +0");
    assert_eq!(of("open 40, fixed 30"), "0 (-..-) +0");
    assert_eq!(of("fixed 40, done 30"), "0 (-..-) +1");
    let unverified = Life { is_verified: false, ..life("G-1", "open 40, done 30") };
    assert_eq!(in_words(&figures(&[unverified]).time_to_verify.all), "0 (-..-) +0");
}

#[test]
fn a_deadline_counts_in_the_month_of_its_day_once_it_has_come() {
    let due = |due: Date, outcome| Life { due: Some(due), outcome, ..life("G-1", "open 90") };
    let lives = [
        due(date(2026, 1, 31), Outcome::Overdue),
        due(date(2026, 1, 1), Outcome::Met),
        due(date(2026, 1, 2), Outcome::Repaired),
        due(date(2026, 2, 1), Outcome::Missed),
        due(TODAY, Outcome::Met),
        // DeadlineCounts before its day, closed without a repair, and removed while it was open.
        due(date(2026, 4, 1), Outcome::Met),
        due(date(2026, 2, 1), Outcome::Closed),
        Life { stays: life("G-1", "open 90, gone 3").stays, ..due(day(9), Outcome::Overdue) },
    ];
    let deadlines = figures(&lives).deadlines.by_month.into_iter();
    let months = deadlines.map(|OfMonth { month, figures: KeptShare { counts, percent } }| {
        let DeadlineCounts { kept, missed, overdue, unknown } = counts;
        let percent = percent.map_or("-".to_owned(), |percent| percent.to_string());
        format!("{month}: {kept} {missed} {overdue} {unknown}, {percent} %")
    });
    assert_eq!(
        months.collect::<Vec<_>>(),
        ["2026-01: 1 0 1 1, 50 %", "2026-02: 0 1 0 0, 0 %", "2026-03: 1 0 0 0, 100 %"]
    );
}

#[test]
fn an_entry_is_stuck_from_a_day_on() {
    let stuck = |own: Life| {
        let stuck = figures(&[own]).stuck;
        (stuck.count, stuck.unknown)
    };
    assert_eq!(stuck(life("G-1", "open 29")), (0, 0));
    assert_eq!(stuck(life("G-1", "open 90, fixed 30")), (1, 0));
    assert_eq!(stuck(life("G-1", "open 90, done 30")), (0, 0));
    // What a shallow clone starts with may have been changed on any day before.
    let since = |days: i32| Some(KnownDay { day: day(days), is_exact: false });
    assert_eq!(stuck(Life { changed: since(3), ..life("G-1", "open 3") }), (0, 1));
    assert_eq!(stuck(Life { changed: since(30), ..life("G-1", "open 30") }), (1, 0));
    assert_eq!(stuck(Life { changed: None, ..life("G-1", "open 3") }), (0, 1));
    let accepted = Life { outcome: Outcome::Accepted, ..life("G-1", "open 90") };
    assert_eq!(stuck(accepted.clone()), (0, 0));
    assert_eq!(stuck(Life { changed: None, ..accepted }), (0, 0));
}

#[test]
fn an_accepted_entry_is_open_and_not_overdue() {
    let accepted = Life {
        outcome: Outcome::Accepted,
        due: Some(day(60)),
        first_seen: Some(day(90)),
        ..life("G-1", "open 90")
    };
    let figures = figures(&[accepted]);
    let owner = &figures.owners[0];
    assert_eq!((owner.open, owner.overdue), (1, 0));
    assert_eq!(figures.ages.all.up_to_90, 1);
    assert_eq!(figures.deadlines.all, KeptShare::default());
}

#[test]
fn an_entry_is_reopened_when_it_was_not_open_before() {
    let times = |states: &str| figures(&[life("G-1", states)]).reopened.times;
    assert_eq!(times("open 40, started 30, open 20"), 0);
    assert_eq!(times("open 40, fixed 30, started 20, done 10, open 5"), 2);
    assert_eq!(times("open 40, closed 30, open 20"), 1);
    assert_eq!(times("open 40, gone 30, open 20"), 0);
    let window = Window { since: Some(day(7)), ..window() };
    let lives = [life("G-1", "open 40, fixed 30, open 20, done 10, open 5")];
    assert_eq!(Figures::of(&lives, window).reopened.times, 1);
}

#[test]
fn areas_are_the_first_steps_that_differ() {
    let area = |area: &str| Life {
        area: area.split('/').map(str::to_owned).collect(),
        ..life("G-1", "open 40")
    };
    let names = |lives: &[Life]| -> Vec<String> {
        figures(lives).areas.into_iter().filter_map(|area| area.name).collect()
    };
    assert_eq!(
        names(&[area("Desk/Loans"), area("Desk/Loans/New")]),
        ["Desk → Loans", "Desk → Loans → New"]
    );
    assert_eq!(names(&[area("Desk/Loans"), area("Mail/Out")]), ["Desk", "Mail"]);
}

#[test]
fn what_is_lately_begins_thirty_days_ago_or_on_a_day() {
    let lives = [life("G-1", "open 90, fixed 29"), life("G-2", "open 90, fixed 30")];
    assert_eq!(figures(&lives).owners[0].fixed, 1);
    let window = Window { since: Some(day(30)), ..window() };
    assert_eq!(Figures::of(&lives, window).owners[0].fixed, 2);
    assert_eq!(Figures::of(&lives, window).changes.fixed.len(), 2);
}

fn any_life() -> impl Strategy<Value = Life> {
    let states = prop::sample::select(vec!["open", "started", "fixed", "done", "closed", "gone"]);
    let stays = prop::collection::vec((states, 0..120i32), 1..6);
    let outcomes = prop::sample::select(vec![
        Outcome::Overdue,
        Outcome::Due,
        Outcome::Met,
        Outcome::Missed,
        Outcome::Repaired,
        Outcome::Undated,
    ]);
    let options = (0..4u8, 0..3u8, prop::option::of(0..150i32), any::<bool>());
    (stays, outcomes, options, 0..1000u32).prop_map(|(stays, outcome, options, id)| {
        let (level, owner, seen, is_known) = options;
        let states: Vec<String> =
            stays.iter().map(|(state, days)| format!("{state} {days}")).collect();
        let own = life(&id.to_string(), &states.join(", ")).until(TODAY);
        let due = seen.map(|days| TODAY.checked_sub((days - 30).days()).unwrap());
        Life {
            priority: priority(level),
            owner: (owner > 0).then(|| format!("Owner {owner}")),
            area: (0..owner).map(|step| step.to_string()).collect(),
            first_seen: seen.map(day),
            added: own.added.filter(|_| is_known),
            outcome: if due.is_some() { outcome } else { Outcome::Undated },
            due,
            ..own
        }
    })
}

proptest! {
    #[test]
    fn figures_do_not_hang_on_the_order_of_entries(
        lives in prop::collection::vec(any_life(), 0..20),
        seed in any::<u64>(),
    ) {
        let mut shuffled = lives.clone();
        shuffled.sort_by_key(|life| {
            let id = life.entry.id.as_deref().and_then(|id| id.parse::<u64>().ok()).unwrap_or(0);
            (id + 1).wrapping_mul(seed | 1)
        });
        prop_assert_eq!(figures(&lives), figures(&shuffled));
    }

    #[test]
    fn parts_add_up_to_the_whole(lives in prop::collection::vec(any_life(), 0..20)) {
        let figures = figures(&lives);
        let Figures { time_to_fix: time, deadlines, ages, owners, areas, stuck, .. } = &figures;
        let sum = |of: &dyn Fn(&Durations) -> usize| {
            time.by_priority.iter().map(|own| of(&own.figures)).sum::<usize>()
        };
        prop_assert_eq!(sum(&|own| own.count), time.all.count);
        prop_assert_eq!(sum(&|own| own.unknown), time.all.unknown);
        let known: usize = time.by_month.iter().map(|own| own.figures.count).sum();
        prop_assert_eq!(known, time.all.count);
        let kept: usize = deadlines.by_month.iter().map(|own| own.figures.counts.kept).sum();
        prop_assert_eq!(kept, deadlines.all.counts.kept);
        let open = lives.iter().filter(|life| life.is_open()).count();
        let in_steps = ages.all.steps().iter().sum::<u32>() + ages.all.unknown;
        prop_assert_eq!(in_steps as usize, open);
        for groups in [owners, areas] {
            prop_assert_eq!(groups.iter().map(|group| group.open).sum::<usize>(), open);
        }
        prop_assert_eq!(stuck.count, stuck.entries.len());
        let all = &time.all;
        prop_assert!(all.median.is_none_or(|median| all.p90.is_some_and(|p90| median.0 <= 2 * p90)));
    }
}

#[test]
fn priorities_are_in_the_order_of_their_rank() {
    let own = |name: &str, rank| RankedPriority { name: name.to_owned(), rank };
    let all = [
        own("Düşük", Some(3)),
        own("P10", Some(10)),
        own("later", None),
        own("Yüksek", Some(1)),
        own("Orta", Some(2)),
        own("P2", Some(2)),
        own("Orta", Some(2)),
    ];
    let sorted = sorted_priorities(all.iter().map(Some));
    assert_eq!(sorted, ["Yüksek", "Orta", "P2", "Düşük", "P10", "later"]);
}
