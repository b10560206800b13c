//! `undeclared-status`: a verification contract expects a status that the route contract lacks.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::routes::{Answer, Contract};
use crate::text::listed;

pub(super) const RULE: Rule = Rule {
    name: "undeclared-status",
    group: Group::Routes,
    level: Level::Info,
    fixes: None,
    page: include_str!("undeclared_status.md"),
    check: Check::Contract(check),
};

fn check(cx: &Context<'_>, contract: &Contract, found: &mut Findings) {
    for (entry, verdict) in cx.verdicts() {
        for own in &verdict.mentions {
            let (Some(expected), Answer::Declared, Some(at)) =
                (own.mention.expected, own.answer.answer, own.answer.operation)
            else {
                continue;
            };
            let operation = contract.operation(at);
            if operation.declares(expected) {
                continue;
            }
            let declared: Vec<&str> =
                operation.statuses.iter().flatten().map(String::as_str).collect();
            let (file, endpoint) = (contract.source.path(), own.mention.endpoint());
            let message = format!(
                "this entry expects {expected} of `{endpoint}`, and `{file}` declares {}",
                listed(&declared)
            );
            found
                .of(cx, entry, own.mention.span, message)
                .field(cx.words().name(own.mention.key))
                .related_in(file, contract.place(Some(at)), "the endpoint in the contract");
        }
    }
}
