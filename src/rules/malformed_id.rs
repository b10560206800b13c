//! `malformed-id`: an ID that does not match the pattern.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "malformed-id",
    group: Group::Identity,
    level: Level::Error,
    fixes: None,
    page: include_str!("malformed_id.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (entry, _) in cx.judged() {
        let Some(span) = entry.id else { continue };
        let id = cx.register.plain(span);
        if cx.soundness().is_malformed_id(id) {
            found
                .of(cx, entry, span, format!("{} does not have the form of an ID", quoted(id)))
                .field(cx.words().name(Key::Id))
                .help("capitals, a hyphen and a number, such as `G-001`, or what `id-pattern` asks for");
        }
    }
}
