//! Findings that were accepted before: those that a team lives with for now, and those of a base
//! revision. All others are new.

mod file;
mod touched;

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::finding::{Extent, Finding, Identity};
use crate::values::Until;

pub use file::{Baseline, BaselineError};
pub(crate) use touched::{changed_spans, is_touched};

/// A finding that was accepted before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
// Part of the message about a baseline that cannot be read.
#[serde(deny_unknown_fields, expecting = "struct Known")]
pub struct AcceptedFinding {
    /// The file.
    pub path: String,
    /// The entry, where it concerned one.
    pub entry: Option<String>,
    /// The field, where it concerned one.
    pub field: Option<String>,
    /// The rule.
    pub rule: String,
    /// The message of that time.
    pub message: String,
    /// How many places it was about, where these were several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
    /// The last day on which it is accepted; without one, for good.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "day")]
    pub until: Option<Date>,
}

/// A day of a baseline. The message has no word of the file, which may be another one.
fn day<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Date>, D::Error> {
    let text = Option::<String>::deserialize(reader)?;
    let day = text.map(|text| text.parse());
    day.transpose().map_err(|_| D::Error::custom("until is not a day such as 2027-01-31"))
}

impl AcceptedFinding {
    /// The finding, in the file `path`.
    pub fn of(finding: &Finding, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            entry: finding.entry.as_deref().map(str::to_owned),
            field: finding.field.as_deref().map(str::to_owned),
            rule: finding.rule.to_owned(),
            message: finding.message.to_string(),
            count: Some(finding.places()).filter(|places| *places > 1),
            until: None,
        }
    }

    /// Whether it is still accepted on a day.
    pub(crate) fn holds_on(&self, today: Date) -> bool {
        Until::of(self.until).holds_on(Some(today))
    }

    /// Whether it accepts the same as another one, and as long.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        Self { until: other.until, ..self.clone() } == *other
            && Until::of(other.until) <= Until::of(self.until)
    }

    fn identity(&self) -> Identity<'_> {
        Identity {
            rule: &self.rule,
            path: &self.path,
            entry: self.entry.as_deref(),
            field: self.field.as_deref(),
        }
    }
}

/// Which findings of a run were accepted before, and which accepted ones are gone; by their places.
#[derive(Debug, PartialEq, Eq)]
pub struct Matches {
    /// Of each finding, whether it was accepted before.
    pub is_accepted: Vec<bool>,
    /// Of each accepted finding, whether it is no longer found.
    pub is_gone: Vec<bool>,
}

/// What makes two findings the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchBy {
    /// Their identity, whatever their messages. Only where several findings share it, or where it
    /// names no place, the message decides, so that a new finding cannot hide behind an old one.
    Identity,
    /// Their identity and their message.
    Message,
}

/// Finds the accepted ones among findings; `name` is a path as the accepted ones name it.
pub fn matches<'a>(
    findings: &'a [Finding],
    accepted: &'a [AcceptedFinding],
    by: MatchBy,
    name: impl Fn(&'a Finding) -> &'a str,
) -> Matches {
    let habits = habits(findings, accepted, &name);
    let mut groups: HashMap<Identity<'_>, IdentityGroup> = HashMap::new();
    for (at, finding) in findings.iter().enumerate() {
        let identity = Identity { path: name(finding), ..finding.identity() };
        groups.entry(place_of(identity, &habits)).or_default().findings.push(at);
    }
    for (at, accepted) in accepted.iter().enumerate() {
        groups.entry(place_of(accepted.identity(), &habits)).or_default().accepted.push(at);
    }
    let mut matches =
        Matches { is_accepted: vec![false; findings.len()], is_gone: vec![true; accepted.len()] };
    for (identity, group) in groups {
        if habits.contains(&identity) {
            group.match_numbers(findings, accepted, &mut matches);
            continue;
        }
        let mut open: HashMap<String, Vec<usize>> = HashMap::new();
        for &at in &group.accepted {
            let message = group.compared(&accepted[at].message, identity, by);
            open.entry(message).or_default().push(at);
        }
        for &at in &group.findings {
            let message = group.compared(&findings[at].message, identity, by);
            if let Some(old) = open.get_mut(&message).and_then(Vec::pop) {
                matches.is_accepted[at] = true;
                matches.is_gone[old] = false;
            }
        }
    }
    matches
}

/// What is a habit of a register now, or was one when it was accepted. It is the same one whatever
/// entry comes first.
fn habits<'a>(
    findings: &'a [Finding],
    accepted: &'a [AcceptedFinding],
    name: &impl Fn(&'a Finding) -> &'a str,
) -> HashSet<Identity<'a>> {
    let is_habit =
        |f: &&Finding| matches!(f.extent, Extent::Register | Extent::Table(_)) || f.places() > 1;
    let now = findings.iter().filter(is_habit);
    let now = now.map(|finding| Identity { path: name(finding), ..finding.identity() });
    let then = accepted.iter().filter(|accepted| accepted.count.is_some());
    let all = now.chain(then.map(AcceptedFinding::identity));
    all.map(of_register).collect()
}

fn of_register(identity: Identity<'_>) -> Identity<'_> {
    Identity { entry: None, ..identity }
}

/// An identity without what changes while the finding stays: the entry of a habit.
fn place_of<'a>(identity: Identity<'a>, habits: &HashSet<Identity<'a>>) -> Identity<'a> {
    let habit = of_register(identity);
    if habits.contains(&habit) { habit } else { identity }
}

/// The findings of one identity, by their places.
#[derive(Default)]
struct IdentityGroup {
    findings: Vec<usize>,
    accepted: Vec<usize>,
}

impl IdentityGroup {
    /// Matches the findings of a habit: as many places as were accepted before.
    fn match_numbers(
        &self,
        findings: &[Finding],
        accepted: &[AcceptedFinding],
        matches: &mut Matches,
    ) {
        let numbers = self.accepted.iter().map(|&at| accepted[at].count.unwrap_or(1));
        let mut open: usize = numbers.sum();
        for &at in &self.findings {
            let number = findings[at].places();
            matches.is_accepted[at] = number <= open;
            open = open.saturating_sub(number);
        }
        for &at in &self.accepted {
            matches.is_gone[at] = self.findings.is_empty();
        }
    }

    /// The part of a message that tells the findings of this group apart.
    fn compared(&self, message: &str, identity: Identity<'_>, by: MatchBy) -> String {
        if by == MatchBy::Message || !identity.tells_where() {
            return message.to_owned();
        }
        if self.findings.len() == 1 && self.accepted.len() == 1 {
            return String::new();
        }
        // A message that counts days has another number tomorrow.
        without_numbers(message)
    }
}

/// A message without its numbers; what it quotes is kept.
fn without_numbers(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let is_number = |c: char| c.is_ascii_digit();
    let part = |(at, part): (usize, &str)| {
        if at % 2 == 0 { part.replace(is_number, "") } else { format!("`{part}`") }
    };
    parts.map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Level;
    use crate::text::{RareList, Span};

    fn finding(entry: Option<&str>, field: Option<&str>, message: &str) -> Finding {
        Finding {
            rule: "bad-date",
            level: Level::Error,
            message: message.into(),
            path: "a.md".into(),
            span: Span::at(0),
            entry: entry.map(Into::into),
            field: field.map(Into::into),
            help: None,
            related: RareList::default(),
            fix: None,
            extent: Extent::Place,
            count: None,
        }
    }

    /// Which of the findings are new, and which of the accepted ones are gone.
    fn split(now: &[Finding], before: &[Finding]) -> (Vec<String>, Vec<String>) {
        let accepted: Vec<AcceptedFinding> =
            before.iter().map(|f| AcceptedFinding::of(f, &f.path)).collect();
        let Matches { is_accepted, is_gone } =
            matches(now, &accepted, MatchBy::Identity, |f| &f.path);
        let new = now.iter().zip(is_accepted).filter(|(_, is_accepted)| !is_accepted);
        let gone = accepted.iter().zip(is_gone).filter(|(_, gone)| *gone);
        (
            new.map(|(f, _)| f.message.to_string()).collect(),
            gone.map(|(k, _)| k.message.clone()).collect(),
        )
    }

    #[test]
    fn of_a_habit_the_number_is_accepted() {
        let label = |entry, count| Finding {
            rule: "unknown-field",
            extent: Extent::Register,
            count,
            ..finding(entry, Some("Risk"), "`Risk` is not a known field")
        };
        let new = |now, before| split(&[now], &[before]).0.len();
        assert_eq!(new(label(None, Some(3)), label(None, Some(3))), 0);
        assert_eq!(new(label(None, Some(2)), label(None, Some(3))), 0);
        assert_eq!(new(label(Some("G-2"), None), label(None, Some(2))), 0);
        assert_eq!(new(label(None, Some(4)), label(None, Some(3))), 1);
        assert_eq!(new(label(None, Some(2)), label(Some("G-1"), None)), 1);
        // A baseline of an older version has a line for each entry.
        let each = [label(Some("G-1"), None), label(Some("G-2"), None)];
        assert_eq!(split(&[label(None, Some(2))], &each), (vec![], vec![]));
        assert_eq!(split(&[], &each).1.len(), 2);
    }

    #[test]
    fn a_habit_that_becomes_several_findings_is_accepted_as_far_as_its_number() {
        let lacks = |entry, extent, count| Finding {
            rule: "missing-field",
            extent,
            count,
            ..finding(entry, Some("Environment"), "this has no Environment")
        };
        let habit = [lacks(None, Extent::Register, Some(2))];
        let each = ["G-1", "G-2", "G-3"].map(|entry| lacks(Some(entry), Extent::Entry, None));
        assert_eq!(split(&each[..2], &habit), (vec![], vec![]));
        assert_eq!(split(&each, &habit).0.len(), 1);
        // And the other way round.
        assert_eq!(split(&habit, &each[..2]), (vec![], vec![]));
        assert_eq!(split(&habit, &each[..1]).0.len(), 1);
        // A table none of whose rows has an entry, and some of its rows.
        let row = |entry, extent| Finding {
            rule: "orphan-triage-row",
            extent,
            ..finding(entry, None, "a row without an entry")
        };
        let table = [row(None, Extent::Table(2))];
        let rows = ["G-7", "G-8", "G-9"].map(|entry| row(Some(entry), Extent::Place));
        assert_eq!(split(&rows[..2], &table), (vec![], vec![]));
        assert_eq!(split(&rows, &table).0.len(), 1);
        assert_eq!(split(&table, &rows[..2]), (vec![], vec![]));
        // Another field is another habit.
        let other = Finding { field: Some("Owner".into()), ..each[0].clone() };
        assert_eq!(split(&[other], &habit).0.len(), 1);
    }

    fn words(list: &[&str]) -> Vec<String> {
        list.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn the_same_place_is_the_same_finding_whatever_it_says_today() {
        let (now, before) = ("3 days late", "2 days late");
        let at = |message| finding(Some("G-1"), Some("SLA"), message);
        assert_eq!(split(&[at(now)], &[at(before)]), (vec![], vec![]));
    }

    #[test]
    fn a_new_one_cannot_hide_behind_an_old_one() {
        let other_entry = [finding(Some("G-2"), Some("SLA"), "x")];
        let other_field = [finding(Some("G-1"), Some("Owner"), "x")];
        let old = [finding(Some("G-1"), Some("SLA"), "x")];
        assert_eq!(split(&other_entry, &old), (words(&["x"]), words(&["x"])));
        assert_eq!(split(&other_field, &old), (words(&["x"]), words(&["x"])));
    }

    #[test]
    fn where_no_place_tells_them_apart_the_message_does() {
        let at = |message| finding(Some("G-1"), None, message);
        assert_eq!(split(&[at("a"), at("c")], &[at("a"), at("b")]), (words(&["c"]), words(&["b"])));
        assert_eq!(split(&[at("b"), at("a")], &[at("a")]), (words(&["b"]), vec![]));
        let days = |days: u8| at(if days == 1 { "1 day late" } else { "2 day late" });
        assert_eq!(split(&[days(2), days(2)], &[days(1), days(1)]), (vec![], vec![]));
        let code = |code: &str| at(if code == "404" { "`404`" } else { "`500`" });
        assert_eq!(split(&[code("404"), code("404")], &[code("500"), code("500")]).0.len(), 2);
        let nowhere = |message| finding(None, None, message);
        assert_eq!(split(&[nowhere("b")], &[nowhere("a")]), (words(&["b"]), words(&["a"])));
        let twice = [nowhere("a"), nowhere("a")];
        assert_eq!(split(&twice, &[nowhere("a")]), (words(&["a"]), vec![]));
    }
}
