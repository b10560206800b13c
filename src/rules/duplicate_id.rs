//! `duplicate-id`: an ID that two entries have.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Place;
use std::path::PathBuf;

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::mirror::id_scope;
use crate::register::{Entry, FreeIds};
use crate::text::Span;
use crate::values::split_id;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "duplicate-id",
    group: Group::Identity,
    level: Level::Error,
    fixes: Some(Safety::Unsafe),
    page: include_str!("duplicate_id.md"),
    check: Check::Run(check),
};

/// An ID in the registers of one folder, where these have IDs of their own.
type ScopedId<'r> = (Option<PathBuf>, &'r str);

/// The first entry of an ID, and how many there are.
struct First {
    register: usize,
    id: Span,
    count: usize,
}

/// Looks at all registers of one language together. A mirror has the IDs of its leading register.
fn check(contexts: &[Context<'_>], found: &mut [Findings]) {
    let mut seen: HashMap<(String, ScopedId<'_>), First> = HashMap::new();
    let mut given = GivenIds::default();
    for (at, (cx, found)) in contexts.iter().zip(found).enumerate() {
        let scope = id_scope(cx.register.source.path(), cx.settings);
        for (entry, _) in cx.entries() {
            let Some(span) = entry.id else { continue };
            let id = (scope.clone(), cx.register.plain(span));
            let first = match seen.entry((cx.register.tag.to_ascii_lowercase(), id.clone())) {
                Place::Vacant(place) => {
                    place.insert(First { register: at, id: span, count: 1 });
                    continue;
                }
                Place::Occupied(place) => place.into_mut(),
            };
            first.count += 1;
            let new = given.next(id, first.count, contexts);
            report(found, (cx, entry, span), new);
            let message = "it is used here first";
            if let Some(finding) = found.last() {
                if first.register == at {
                    finding.related(first.id, message);
                } else {
                    let path = contexts[first.register].register.source.path();
                    finding.related_in(path, first.id, message);
                }
            }
        }
    }
}

/// Reports an entry that has the ID of another, and offers it a new one.
fn report(
    found: &mut Findings,
    (cx, entry, span): (&Context<'_>, &Entry, Span),
    new: Option<String>,
) {
    let id = cx.register.plain(span);
    let finding = found.of(cx, entry, span, format!("{id} is the ID of another entry too"));
    finding.field(cx.words().name(Key::Id)).help(match &new {
        Some(new) => {
            format!("`gapreg renumber {id}` gives one of them the next free ID, {new}")
        }
        None => "give one of them an ID of its own".to_owned(),
    });
    finding.fix(new.map(|new| Fix {
        safety: Safety::Unsafe,
        title: format!("give it the next free ID, `{new}`"),
        edits: cx.register.moved_id_edits(entry, &new),
    }));
}

/// The IDs that are offered: to the translations of an entry the same as to the entry.
#[derive(Default)]
struct GivenIds {
    /// By prefix, the IDs that are free.
    free: HashMap<String, FreeIds>,
    given: HashMap<(Option<PathBuf>, String, usize), Option<String>>,
}

impl GivenIds {
    /// The ID for the entry of that number of those that have an ID.
    fn next(
        &mut self,
        (scope, id): ScopedId<'_>,
        number: usize,
        contexts: &[Context<'_>],
    ) -> Option<String> {
        let free = &mut self.free;
        let new = || {
            let (prefix, ..) = split_id(id)?;
            if !free.contains_key(prefix) {
                let used = contexts.iter().flat_map(|cx| cx.register.used_ids());
                free.insert(prefix.to_owned(), FreeIds::like(id, used)?);
            }
            free.get_mut(prefix)?.next()
        };
        self.given.entry((scope, id.to_owned(), number)).or_insert_with(new).clone()
    }
}
