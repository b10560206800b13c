//! `changed-id`: a gap got another ID.

use std::collections::HashSet;

use super::{Check, Context, Findings, Rule};
use crate::finding::Level;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "changed-id",
    level: Level::Error,
    fixes: None,
    page: include_str!("changed_id.md"),
    check: Check::Change(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    // One of two entries of an ID has to get another.
    let kept = cx.turned().filter_map(|turned| {
        let (was, is) = turned.stages()?;
        is.id.clone().filter(|id| was.id.as_ref() == Some(id))
    });
    let kept: HashSet<String> = kept.collect();
    for turned in cx.turned() {
        let ids = turned.stages().and_then(|(was, is)| was.id.as_deref().zip(is.id.as_deref()));
        if let Some((was, is)) = ids.filter(|(was, is)| was != is && !kept.contains(*was)) {
            turned
                .tell(cx, found, Key::Id, &format!("this gap was `{was}` before, and is `{is}` now"))
                .help("an ID stays with its gap: tickets and other pages name it");
        }
    }
}
