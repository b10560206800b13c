//! `contradicting-heading`: an entry whose state is not that of the heading above it.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::{Entry, StateAbove};
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "contradicting-heading",
    group: Group::Promises,
    level: Level::Warning,
    fixes: None,
    page: include_str!("contradicting_heading.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let above = cx.entries().filter_map(|(entry, _)| Some((entry, above(cx, entry)?)));
    let above: Vec<(&Entry, StateAbove)> = above.collect();
    let contradictions = above.iter().filter(|(_, above)| above.contradicts);
    let (mut wrong, mut all) = (contradictions.clone().count(), above.len());
    // Where headings do not part what is open from what is done, they are no states.
    let parts = |is_over: bool| above.iter().any(|(_, above)| above.is_over == is_over);
    if !parts(true) {
        return;
    }
    let mut has_open = parts(false);
    if !has_open {
        // Beside `Done`, the other headings may be topics, with what is open below them.
        let elsewhere: Vec<bool> = elsewhere(cx).collect();
        let open = elsewhere.iter().filter(|is_over| !**is_over).count();
        has_open = open > 0;
        (wrong, all) = (wrong + elsewhere.len() - open, all + elsewhere.len());
    }
    let is_habit = wrong * 3 > all;
    if !has_open || is_habit {
        return;
    }
    for (entry, StateAbove { heading, .. }) in contradictions {
        let Some(field) = entry.field(Key::Status) else { continue };
        let [is, says] = [cx.register.bare(field.value), cx.register.text(*heading)];
        let message =
            format!("its state is {}, and the heading above says {}", quoted(is), quoted(says));
        let finding = found.of(cx, entry, cx.register.first_line(field.value), message);
        finding.field(cx.words().name(Key::Status)).related(*heading, "the heading");
        finding.help("move the entry below the heading of its state, or correct the state");
    }
}

/// Whether anything is left to repair of the entries below headings that are no states.
fn elsewhere<'c>(cx: &'c Context<'_>) -> impl Iterator<Item = bool> + 'c {
    let others = cx.entries().filter(|(entry, _)| above(cx, entry).is_none());
    others.filter_map(|(entry, _)| {
        let own = cx.register.value_of(entry, Key::Status)?;
        cx.policy.is_over_in_words(own, cx.words())
    })
}

/// What the heading above an entry says of its state; nothing where it says none.
fn above(cx: &Context<'_>, entry: &Entry) -> Option<StateAbove> {
    let field = entry.field(Key::Status)?;
    let own = cx.register.bare(field.value);
    if entry.overruled.iter().any(|(key, _)| *key == Key::Status) {
        return StateAbove::of(cx.register, entry, own, (cx.policy, cx.words()));
    }
    // The heading gives the state.
    let is_above = !entry.has_within(field) && field.label == field.value;
    let is_over = cx.policy.is_over_in_words(own, cx.words())?;
    is_above.then_some(StateAbove { heading: field.value, is_over, contradicts: false })
}
