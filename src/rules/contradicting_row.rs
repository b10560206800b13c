//! `contradicting-row`: a row of a summary that contradicts its entry.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    name: "contradicting-row",
    group: Group::Tables,
    level: Level::Error,
    fixes: None,
    page: include_str!("contradicting_row.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (entry, _) in cx.entries() {
        // Other rules check the cells of the triage table.
        for (key, row) in cx.register.summary_cells(entry) {
            let Some(own) = entry.field(key) else { continue };
            let [says, is] = [row, own].map(|field| cx.register.bare(field.value));
            let is_answer = cx.words().placeholder(says).is_none() && !says.is_empty();
            if is_answer && !cx.policy.same_value(key, says, is, cx.words()) {
                let name = cx.words().name(key);
                let label = cx.register.text(own.label);
                let message =
                    format!("{label} is {} here, and {} in the entry", quoted(says), quoted(is));
                let finding = found.of(cx, entry, cx.register.first_line(row.value), message);
                finding.field(name).related(cx.register.first_line(own.value), "the entry");
            }
        }
    }
}
