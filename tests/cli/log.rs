//! `gapreg log`.

use std::fs;

use crate::common::history::{Story, history};

#[test]
fn the_log_follows_branches_renamed_files_and_new_ids() {
    let tree = history();
    assert_eq!(tree.run("log g-001"), tree.run("log G-001"));
    insta::assert_snapshot!(tree.run("log G-001"), @"
    exit 0
    G-001  Loans → Renewals → Renewal is refused
    docs/en/handbook/gap-register.md

    2026-01-02  4ed678a  x  2026-01-02
        added: Open, P1, Backend
        tr: followed 4 days later (2026-01-06, 48937b7)
    2026-01-05  632592e  x  2026-01-05
        Status: Open → In Progress
        tr: followed 1 day later (2026-01-06, 48937b7)
    2026-01-09  a26cb59  x  2026-01-09
        Status: In Progress → Fixed
        Owner: Backend → Desk
        tr: followed 9 days later (2026-01-18, e45a91f)
    2026-01-12  b3aa671  x  moved
        moved from docs/en/gap-register.md to docs/en/handbook/gap-register.md

    Open 3 days → In Progress 4 days → Fixed 27 days so far
    ");
    insta::assert_snapshot!(tree.run("log G-002"), @"
    exit 0
    G-002  Loans → Renewals → Fine is doubled
    docs/en/handbook/gap-register.md

    2026-01-02  4ed678a  x  2026-01-02
        added: In Progress, P1, Backend
        tr: followed 4 days later (2026-01-06, 48937b7)
    2026-01-08  696b539  x  2026-01-08
        Status: In Progress → Fixed
        tr: has not followed yet
    2026-01-12  b3aa671  x  moved
        moved from docs/en/gap-register.md to docs/en/handbook/gap-register.md
    2026-02-05  not committed yet
        Status: Fixed → Verified
        tr: has not followed yet

    In Progress 6 days → Fixed 28 days → Verified 0 days so far
    ");
    insta::assert_snapshot!(tree.run("log G-003"), @"
    exit 0
    G-007  Loans → Renewals → Hold list is empty
    docs/en/handbook/gap-register.md; it has another ID now

    2026-01-02  4ed678a  x  2026-01-02
        added: Fixed, P1, Backend
        tr: followed 4 days later (2026-01-06, 48937b7)
    2026-01-12  b3aa671  x  moved
        moved from docs/en/gap-register.md to docs/en/handbook/gap-register.md
    2026-01-14  4509486  x  2026-01-14
        ID: G-003
        tr: has not followed yet
    2026-01-15  a1c7f12  x  2026-01-15
        ID: G-003 → G-007
        tr: has not followed yet

    Fixed 34 days so far
    ");
    assert_eq!(tree.run("log G-003").replace("; it has another ID now", ""), tree.run("log G-007"));
    insta::assert_snapshot!(tree.run("log G-070"), @"
    exit 2

    --- stderr
    error: no entry is called `G-070`; did you mean `G-007`?
    ");
}

#[test]
fn the_log_is_written_as_json() {
    insta::assert_snapshot!("log-json", history().run("log G-002 --format json"));
}

#[test]
fn unreadable_revisions_are_counted() {
    let story = Story::new();
    story.states("2026-01-02", "Open", "Backend");
    let sound = story.0.read("gap-register.md");
    let broken = [sound.as_bytes(), b"\xff\n"].concat();
    fs::write(story.0.path("gap-register.md"), broken).unwrap();
    story.0.git_on("2026-01-04", "commit -q -a -m broken");
    story.states("2026-01-05", "Fixed", "Backend");
    insta::assert_snapshot!(story.0.run("log G-001"), @"
    exit 0
    G-001  Loans → Renewals → Renewal is refused
    gap-register.md

    2026-01-02  d750957  x  2026-01-02
        added: Open, P1, Backend
    2026-01-05  b74d250  x  2026-01-05
        Status: Open → Fixed

    Open 3 days → Fixed 31 days so far

    --- stderr
    note: 1 version of these registers cannot be read; what changed there is dated by the next that can
    ");
}
