//! `reused-id`: the ID of another gap was given to a new one.

use super::{Check, Context, Findings, Rule};
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
    for turned in cx.turned().filter(|turned| turned.turn.before.is_none()) {
        let Some(owner) = &turned.turn.displaced else { continue };
        let message = format!("`{}` was another gap before: {}", owner.name, owner.title);
        turned
            .tell(cx, found, Key::Id, &message)
            .help("give a new gap an ID that none had; `gapreg new` knows the next");
    }
}
