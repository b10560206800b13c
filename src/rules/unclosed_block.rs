//! `unclosed-block`: a code fence, a comment or a `<details>` that is never closed.

use super::{Check, Context, Findings, Group, Rule};
use crate::document::UnclosedKind;
use crate::finding::Level;

pub(crate) const RULE: Rule = Rule {
    name: "unclosed-block",
    group: Group::Structure,
    level: Level::Error,
    fixes: None,
    page: include_str!("unclosed_block.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for unclosed in &cx.register.unclosed {
        let (what, read_as, end) = match unclosed.kind {
            UnclosedKind::Fence => ("this code fence", "code", "a line of the same signs"),
            UnclosedKind::Comment => ("this comment", "a comment", "`-->`"),
            UnclosedKind::Details => ("this `<details>`", "its content", "`</details>`"),
        };
        let message = if unclosed.hides_rest {
            format!("{what} is never closed: all below it is read as {read_as}")
        } else {
            format!("{what} is never closed")
        };
        let entries = &cx.register.entries;
        let entry = entries.iter().find(|entry| entry.span.contains(unclosed.span));
        let finding = match entry {
            Some(entry) => found.of(cx, entry, unclosed.span, message),
            None => found.at(unclosed.span, message),
        };
        finding.help(format!("write {end} where it ends"));
        if !unclosed.hides_rest {
            finding.at_most(Level::Warning);
        }
    }
}
