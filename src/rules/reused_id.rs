//! `reused-id`: the ID of another gap was given to a new one.

use super::{Check, Context, Findings, Rule, Turned};
use crate::finding::Level;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "reused-id",
    level: Level::Error,
    fixes: None,
    page: include_str!("reused_id.md"),
    check: Check::Change(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    // Who had another ID is told of as that.
    let is_new = |turned: &Turned<'_>| turned.turn.before.as_ref().is_none_or(|b| b.id.is_none());
    for turned in cx.turned().filter(is_new) {
        let Some(owner) = &turned.turn.displaced else { continue };
        let message = format!("`{}` was another gap before: {}", owner.name, owner.title);
        turned
            .tell(cx, found, Key::Id, &message)
            .help("give a new gap an ID that none had; `gapreg new` knows the next");
    }
}
