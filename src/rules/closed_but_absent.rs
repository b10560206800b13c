//! `closed-but-absent`: an entry is closed, and the route contract lacks an endpoint that it claims.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Level, counted};
use crate::register::{Entry, EntryEnd};
use crate::routes::{Answer, Contract, EntryVerdict, Verdict};
use crate::text::listed;

pub(super) const RULE: Rule = Rule {
    name: "closed-but-absent",
    group: Group::Routes,
    level: Level::Error,
    fixes: None,
    page: include_str!("closed_but_absent.md"),
    check: Check::Contract(check),
};

/// From so many closed entries on, a contract that lacks most of their endpoints is not theirs.
const FEWEST_FOREIGN: usize = 3;

/// More endpoints are counted, and not named.
const MOST_NAMED: usize = 3;

fn check(cx: &Context<'_>, contract: &Contract, found: &mut Findings) {
    let is_absent = |own: &EntryVerdict| own.verdict == Verdict::ClosedButAbsent;
    let count = cx.verdicts().filter(|(_, own)| is_absent(own)).count();
    let (declared, absent) = (known(cx, Answer::Declared), known(cx, Answer::Absent));
    let is_foreign = !contract.is_complete && count >= FEWEST_FOREIGN && declared < absent;
    for (entry, verdict) in cx.verdicts().filter(|(_, own)| is_absent(own)) {
        let endpoints: Vec<String> = verdict
            .deciding(Answer::Absent)
            .map(|own| format!("`{}`", own.mention.endpoint()))
            .collect();
        let Some(first) = verdict.deciding(Answer::Absent).next() else { continue };
        let file = contract.source.path();
        let message = if is_foreign {
            format!(
                "`{file}` knows few of the endpoints of closed entries: {declared} of {}",
                declared + absent
            )
        } else {
            format!("this entry is closed, and `{file}` has no {}", named(&endpoints))
        };
        let place = contract.place(first.answer.operation);
        let finding = found.of(cx, entry, first.mention.span, message);
        finding.field(cx.words().name(first.mention.key));
        finding.related_in(file, place, first.answer.why.clone());
        if !contract.is_complete {
            finding.at_most(Level::Warning);
        }
        if is_foreign {
            finding.entry(None::<String>).help(
                "it may be the contract of another service or miss its base path; `complete: true` \
                 reports each entry",
            );
            return;
        }
    }
}

/// How many endpoints of closed entries have an answer.
fn known(cx: &Context<'_>, answer: Answer) -> usize {
    let closed = cx.verdicts().filter(|(_, own)| own.end == EntryEnd::Repaired);
    closed.map(|(_, own): (&Entry, _)| own.deciding(answer).count()).sum()
}

/// `GET /a`, `GET /b` and 3 more.
fn named(endpoints: &[String]) -> String {
    let mut names: Vec<&str> = endpoints.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = counted(endpoints.len().saturating_sub(MOST_NAMED), "more", "more");
    if endpoints.len() > MOST_NAMED {
        names.push(&more);
    }
    listed(&names)
}
