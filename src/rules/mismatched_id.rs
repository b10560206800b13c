//! `mismatched-id`: an entry with one ID in the heading and another in the field.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "mismatched-id",
    group: Group::Identity,
    level: Level::Error,
    fixes: None,
    page: include_str!("mismatched_id.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (entry, _) in cx.judged() {
        let (Some(id), Some(heading)) = (entry.id, entry.heading_id) else { continue };
        let [id_text, heading_text] = [id, heading].map(|span| cx.register.plain(span));
        if id_text != heading_text {
            found
                .of(
                    cx,
                    entry,
                    id,
                    format!("the ID is {id_text}, but the heading says {heading_text}"),
                )
                .field(cx.words().name(Key::Id))
                .related(heading, "the ID in the heading");
        }
    }
}
