//! `duplicate-id`: an ID that two entries have.

use std::collections::HashMap;

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::mirror::id_scope;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-id",
    group: Group::Identity,
    level: Level::Error,
    fixes: None,
    page: include_str!("duplicate_id.md"),
    check: Check::Run(check),
};

/// Looks at all registers of one language together. A mirror has the IDs of its leading register.
fn check(contexts: &[Context<'_>], found: &mut [Findings]) {
    let mut seen = HashMap::new();
    for (at, (cx, found)) in contexts.iter().zip(found).enumerate() {
        let scope = id_scope(cx.register.source.path(), cx.settings);
        for (entry, _) in cx.entries() {
            let Some(span) = entry.id else { continue };
            let id = cx.register.plain(span);
            let place = (cx.register.tag.to_ascii_lowercase(), scope.clone(), id);
            let Some(&(first_at, first)) = seen.get(&place) else {
                seen.insert(place, (at, span));
                continue;
            };
            let finding = found.of(cx, entry, span, format!("{id} is the ID of another entry too"));
            finding.field(cx.words().name(Key::Id)).help("give one of them the next free ID");
            if first_at == at {
                finding.related(first, "it is used here first");
            } else {
                let path = contexts[first_at].register.source.path();
                finding.related_in(path, first, "it is used here first");
            }
        }
    }
}
