//! `mojibake`: text decoded in the wrong encoding.

use super::{Check, Context, Findings, Group, Rule};
use crate::encoding;
use crate::finding::{Extent, Fix, Level, Safety};

pub(super) const RULE: Rule = Rule {
    name: "mojibake",
    group: Group::Letters,
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("mojibake.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for repair in encoding::repairs(cx.register.source.text()) {
        let broken = cx.register.text(repair.span);
        let message = format!("`{broken}` is `{}`, read as {}", repair.text, repair.encoding);
        let title = format!("write `{}`", repair.text);
        found.at(repair.span, message).reaches(Extent::Register).fix(Fix::replace(
            Safety::Safe,
            title,
            repair.span,
            repair.text,
        ));
    }
}
