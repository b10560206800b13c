//! `open-but-declared`: an entry is open because an endpoint is missing, and the route contract has it.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::routes::{Answer, Contract, Verdict};

pub(super) const RULE: Rule = Rule {
    name: "open-but-declared",
    group: Group::Routes,
    level: Level::Info,
    fixes: None,
    page: include_str!("open_but_declared.md"),
    check: Check::Contract(check),
};

fn check(cx: &Context<'_>, contract: &Contract, found: &mut Findings) {
    let declared = cx.verdicts().filter(|(_, own)| own.verdict == Verdict::OpenButDeclared);
    for (entry, verdict) in declared {
        let Some(first) = verdict.deciding(Answer::Declared).next() else { continue };
        let file = contract.source.path();
        let endpoint = first.mention.endpoint();
        let message =
            format!("this entry is open as an endpoint is missing, and `{file}` has `{endpoint}`");
        found
            .of(cx, entry, first.mention.span, message)
            .field(cx.words().name(first.mention.key))
            .help("call it; where it answers as it should, raise the status")
            .related_in(file, contract.place(first.answer.operation), first.answer.why.clone());
    }
}
