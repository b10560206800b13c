//! Errors in expressions and orders, as users see them.

use super::*;

#[test]
fn an_unknown_key_or_state_is_shown_with_its_place() {
    insta::assert_snapshot!(error("status = Open and priority <= P1x"), @"
    in the expression: `P1x` is not a priority; write P0 to P4
      status = Open and priority <= P1x
                                    ^^^
    ");
    insta::assert_snapshot!(error("prioirty <= P1"), @"
    in the expression: no field is called `prioirty`; did you mean `Priority`?
      prioirty <= P1
      ^^^^^^^^
    ");
    insta::assert_snapshot!(error("first sen >= 2026-01-01"), @"
    in the expression: no field is called `first sen`; did you mean `First Seen`?
      first sen >= 2026-01-01
      ^^^^^^^^^
    ");
    insta::assert_snapshot!(error("colour = red"), @"
    in the expression: no field is called `colour`
      colour = red
      ^^^^^^
    ");
    insta::assert_snapshot!(error("status = Opne"), @"
    in the expression: `Opne` is not a state; did you mean `Open`?
      status = Opne
               ^^^^
    ");
}

#[test]
fn an_unknown_value_is_shown_with_its_place() {
    insta::assert_snapshot!(error("severity > Hihg"), @"
    in the expression: `Hihg` is not a severity; did you mean `High`?
      severity > Hihg
                 ^^^^
    ");
    insta::assert_snapshot!(error("severity > Loud"), @"
    in the expression: `Loud` is not a severity; write Critical, High, Medium or Low
      severity > Loud
                 ^^^^
    ");
    insta::assert_snapshot!(error("first seen > soon"), @"
    in the expression: `soon` is not a date; write 2026-01-31, today, or a day counted from it: today + 7d
      first seen > soon
                   ^^^^
    ");
    insta::assert_snapshot!(error("sla <= soon"), @"
    in the expression: `soon` is not a duration; write 24h, 7d or 2w
      sla <= soon
             ^^^^
    ");
    insta::assert_snapshot!(error("age > old"), @"
    in the expression: `old` is not a number of days; write 30d, 2w or 30
      age > old
            ^^^
    ");
}

#[test]
fn a_comparison_without_meaning_is_shown_with_its_place() {
    insta::assert_snapshot!(error("last change > 2026-01-01"), @"
    in the expression: the register does not say when an entry was changed; git does
      last change > 2026-01-01
      ^^^^^^^^^^^
    ");
    insta::assert_snapshot!(error("overdue = yes"), @"
    in the expression: `yes` is not a number of days; write `overdue`, `not overdue`, or the days that it is late: `overdue > 30d`
      overdue = yes
                ^^^
    ");
    insta::assert_snapshot!(error("open = yes"), @r#"
    in the expression: `open` and `closed` take no value; write `open`, `closed`, or `status = "In Progress"`
      open = yes
           ^
    "#);
    insta::assert_snapshot!(error("overdue ~ yes"), @"
    in the expression: `overdue` holds no words; write `overdue`, `not overdue` or `overdue > 30d`
      overdue ~ yes
              ^
    ");
    insta::assert_snapshot!(error("text = all"), @r#"
    in the expression: `text` is not compared; write `text ~ "some words"`
      text = all
           ^
    "#);
    insta::assert_snapshot!(error("text and status"), @r#"
    in the expression: every entry has a text; write `text ~ "some words"`
      text and status
      ^^^^
    "#);
}

#[test]
fn a_missing_or_left_over_part_is_shown_with_its_place() {
    insta::assert_snapshot!(error("  "), @"in the expression: it is empty; write a comparison such as `status = Open`");
    insta::assert_snapshot!(error("status Open"), @"
    in the expression: an operator is missing between `status` and `Open`: one of = != < <= > >= ~ !~ in, or `and`
      status Open
             ^^^^
    ");
    insta::assert_snapshot!(error("statsu Open"), @"
    in the expression: no field is called `statsu`; did you mean `Status`?
      statsu Open
      ^^^^^^
    ");
    insta::assert_snapshot!(error("status = In Progress"), @"
    in the expression: `Progress` is left over; comparisons are joined by `and` or `or`, and a value of several words needs quotes
      status = In Progress
                  ^^^^^^^^
    ");
    insta::assert_snapshot!(error("status = and"), @"
    in the expression: a value is missing before `and`
      status = and
               ^^^
    ");
    insta::assert_snapshot!(error("status ="), @"
    in the expression: a value is missing at the end
      status =
              ^
    ");
    insta::assert_snapshot!(error("status = Open and"), @"
    in the expression: a key is missing at the end
      status = Open and
                       ^
    ");
    insta::assert_snapshot!(error("= Open"), @"
    in the expression: a key is missing before `=`
      = Open
      ^
    ");
}

#[test]
fn an_open_string_list_or_parenthesis_is_shown_with_its_place() {
    insta::assert_snapshot!(error("status = \"Open"), @r#"
    in the expression: this string is not closed
      status = "Open
               ^
    "#);
    insta::assert_snapshot!(error("(status = Open or (overdue)"), @"
    in the expression: this parenthesis is not closed
      (status = Open or (overdue)
      ^
    ");
    insta::assert_snapshot!(error("(status = Open))"), @"
    in the expression: this parenthesis closes nothing
      (status = Open))
                     ^
    ");
    insta::assert_snapshot!(error("status in Open"), @"
    in the expression: a list in parentheses is missing after `in`: `(a, b)`
      status in Open
                ^^^^
    ");
    insta::assert_snapshot!(error("status in (Open,)"), @"
    in the expression: a value is missing before `)`
      status in (Open,)
                      ^
    ");
    insta::assert_snapshot!(error("status in (Open"), @"
    in the expression: this parenthesis is not closed
      status in (Open
                ^
    ");
}

#[test]
fn an_empty_value_or_unexpected_character_is_shown_with_its_place() {
    insta::assert_snapshot!(error("owner = ''"), @"
    in the expression: a value is missing; a key alone asks whether it is there
      owner = ''
              ^^
    ");
    insta::assert_snapshot!(error("owner ~ '**'"), @"
    in the expression: every text holds this; write some words
      owner ~ '**'
              ^^^^
    ");
    insta::assert_snapshot!(error("overdue && status = Open"), @"
    in the expression: `&&` has no meaning here; write `and`
      overdue && status = Open
              ^^
    ");
    insta::assert_snapshot!(error("status = “Open”"), @"
    in the expression: `“` has no meaning here; write straight quotes
      status = “Open”
               ^
    ");
    insta::assert_snapshot!(error("!overdue"), @"
    in the expression: `!` has no meaning here; write `not`, or `!=` or `!~` between a key and a value
      !overdue
      ^
    ");
    insta::assert_snapshot!(error("owner = {mia"), @"
    in the expression: `{` has no meaning here; a value that contains it needs quotes
      owner = {mia
              ^
    ");
}

#[test]
fn the_caret_is_right_beside_wide_and_control_characters() {
    insta::assert_snapshot!(error("owner = 担当\nand x\u{1b}[31m = 1"), @r"
    in the expression: `\u{1b}` has no meaning here; a value that contains it needs quotes
      owner = 担当 and x\u{1b}[31m = 1
                        ^^^^^^
    ");
}

#[test]
fn an_error_in_an_order_is_shown_with_its_place() {
    let vocabulary = Vocabulary::with(&UniqueMap::default());
    let error =
        |text| Order::parse(text, &vocabulary, &OwnNames::default()).unwrap_err().to_string();
    insta::assert_snapshot!(error("priority,-ownr"), @"
    in the order: no field is called `ownr`; did you mean `Owner`?
      priority,-ownr
                ^^^^
    ");
    insta::assert_snapshot!(error("priority,,id"), @"
    in the order: a key is missing
      priority,,id
               ^
    ");
    insta::assert_snapshot!(error("-text"), @"
    in the order: `text` gives no order
      -text
       ^^^^
    ");
}
