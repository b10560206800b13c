//! Days and lengths of time: `overdue > 30d`, `age > 90 days`, `due < today + 7d`.

use super::*;

#[test]
fn lateness_and_age_compare_with_durations() {
    for (query, names) in [
        ("overdue > 3w", "G-1"),
        ("overdue > 27d", ""),
        ("overdue >= 27", "G-1"),
        ("overdue > 26 days", "G-1"),
        ("overdue <= 30 gün and overdue", "G-1"),
        ("not overdue > 30d", "G-1 G-2 G-3 G-10 2.1"),
        ("overdue = 27d", "G-1"),
        ("overdue in (1w, 27d)", "G-1"),
        ("overdue and priority = P0", "G-1"),
        ("age > 30d", "G-3"),
        ("age > 4w and age < 2 months", "G-3"),
        ("age < 100h", "G-2"),
        ("age <= 4", "G-2"),
        ("age > '30 gün'", "G-3"),
    ] {
        assert_eq!(found(query), names, "{query}");
    }
}

#[test]
fn days_are_counted_from_today_or_from_a_date() {
    for (query, names) in [
        ("due < today + 7d", "G-1 G-2 G-3"),
        ("due<today+7d and due>=today", "G-2"),
        ("due <= today + 3d", "G-1 G-2 G-3"),
        ("due < today + 3 days", "G-1 G-3"),
        ("due < today + 3 gün or id = G-10", "G-1 G-3 G-10"),
        ("due <= Today +3d", "G-1 G-2 G-3"),
        ("first seen >= today - 2w", "G-2"),
        ("first seen >= today-28d", "G-1 G-2"),
        ("first seen < '2026-01-01 + 10d'", "G-3"),
        ("first seen < 2026-01-01 + 9d", ""),
        ("due in (today + 3d, 2026-02-02)", "G-1 G-2"),
        // From a Sunday: Monday, Tuesday, Wednesday.
        ("due <= today + 3 iş günü", "G-1 G-2 G-3"),
        ("due <= today + 2bd", "G-1 G-3"),
        ("first seen >= today - 3bd", "G-2"),
        ("first seen >= today - 2 business days", ""),
    ] {
        assert_eq!(found(query), names, "{query}");
    }
}

#[test]
fn a_day_or_duration_that_is_not_understood_is_shown_whole() {
    insta::assert_snapshot!(error("due < 7d"), @"
    in the expression: `7d` is not a date; write `today + 7d` or `today - 7d`
      due < 7d
            ^^
    ");
    insta::assert_snapshot!(error("due < today + soon"), @"
    in the expression: `today + soon` is not a date; write 2026-01-31, today, or a day counted from it: today + 7d
      due < today + soon
            ^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(error("due < today + 7d - 2d and id"), @"
    in the expression: `today + 7d - 2d` is not a date; write 2026-01-31, today, or a day counted from it: today + 7d
      due < today + 7d - 2d and id
            ^^^^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(error("due < today +"), @"
    in the expression: `today +` is not a date; write 2026-01-31, today, or a day counted from it: today + 7d
      due < today +
            ^^^^^^^
    ");
    insta::assert_snapshot!(error("due < tomorrow"), @"
    in the expression: `tomorrow` is not a date; write 2026-01-31, today, or a day counted from it: today + 7d
      due < tomorrow
            ^^^^^^^^
    ");
    insta::assert_snapshot!(error("age > 2026-01-31"), @"
    in the expression: `2026-01-31` is not a number of days; a date is compared with `first seen` or `due`
      age > 2026-01-31
            ^^^^^^^^^^
    ");
    insta::assert_snapshot!(error("overdue > 5bd"), @"
    in the expression: `5bd` is not a number of days; write `overdue`, `not overdue`, or the days that it is late: `overdue > 30d`
      overdue > 5bd
                ^^^
    ");
    insta::assert_snapshot!(error("age > 30d owner"), @"
    in the expression: `owner` is left over; comparisons are joined by `and` or `or`, and a value of several words needs quotes
      age > 30d owner
                ^^^^^
    ");
}
