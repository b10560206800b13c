//! `contradicting-box`: an item whose box says another state than the line for it.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::{Entry, Field};
use crate::text::Span;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "contradicting-box",
    group: Group::Promises,
    level: Level::Error,
    fixes: None,
    page: include_str!("contradicting_box.md"),
    check: Check::Register(check),
};

/// An item with a box, and a line that says its state.
struct Boxed<'a> {
    entry: &'a Entry,
    sign: Span,
    status: &'a Field,
    contradicts: bool,
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    /// A few contradictions are slips.
    const FEW: usize = 2;
    let boxed: Vec<Boxed<'_>> = cx.entries().filter_map(|(entry, _)| boxed(cx, entry)).collect();
    let contradictions = boxed.iter().filter(|one| one.contradicts);
    let count = contradictions.clone().count();
    // Such boxes say something else.
    if count > FEW && count * 2 > boxed.len() {
        return;
    }
    for Boxed { entry, sign, status, .. } in contradictions {
        let is = cx.register.bare(status.value);
        let which = if cx.register.text(*sign) == "[ ]" { "empty" } else { "ticked" };
        let message = format!("its state is {}, and its box is {which}", quoted(is));
        let finding = found.of(cx, entry, cx.register.first_line(status.value), message);
        let finding = finding.field(cx.words().name(Key::Status)).related(*sign, "the box");
        finding.help("correct the one that is wrong; `gapreg set` writes both");
    }
}

/// Whether the box of an item and its line contradict each other; nothing where it has not both, or one of them is
/// not understood.
fn boxed<'a>(cx: &Context<'a>, entry: &'a Entry) -> Option<Boxed<'a>> {
    let status = entry.field(Key::Status).filter(|field| field.label != field.value)?;
    let sign = cx.register.box_of_item(entry)?;
    let is_over = |text: &str| cx.policy.is_over_in_words(text, cx.words());
    let [says, own] = [is_over(cx.register.text(sign))?, is_over(cx.register.holding(status))?];
    Some(Boxed { entry, sign, status, contradicts: says != own })
}
