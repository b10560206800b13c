//! `duplicate-id`: an ID that two entries have.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Place;
use std::path::PathBuf;

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Finding, Fix, Level, Safety};
use crate::mirror::id_scope;
use crate::register::{Entry, last_number};
use crate::text::Span;
use crate::values::split_base_id;
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
    let mut seen: HashMap<(String, Option<PathBuf>), HashMap<&str, First>> = HashMap::new();
    let mut given = GivenIds::default();
    for (at, (cx, found)) in contexts.iter().zip(found).enumerate() {
        let scope = id_scope(cx.register.source.path(), cx.settings);
        let seen = seen.entry((cx.register.tag.to_ascii_lowercase(), scope.clone())).or_default();
        for entry in &cx.register.entries {
            let Some(span) = entry.id else { continue };
            let id = cx.register.plain(span);
            let first = match seen.entry(id) {
                Place::Vacant(place) => {
                    place.insert(First { register: at, id: span, count: 1 });
                    continue;
                }
                Place::Occupied(place) => place.into_mut(),
            };
            first.count += 1;
            let new = given.next((scope.clone(), id), first.count, contexts);
            let other = &contexts[first.register].register;
            let rival = (first.register != at).then(|| other.entry_around(first.id)).flatten();
            let rival = rival.map(|rival| other.text(rival.heading));
            let finding = report(found, (cx, entry, span), (new.is_some(), rival.as_slice()));
            let message = "it is used here first";
            if first.register == at {
                // A fix looks at one register.
                finding.fix(new.map(|new| new_id(cx, entry, &new))).related(first.id, message);
            } else {
                let path = contexts[first.register].register.source.path();
                finding.related_in(path, first.id, message);
            }
        }
    }
}

/// Reports an entry that has the ID of another.
fn report<'f>(
    found: &'f mut Findings,
    (cx, entry, span): (&Context<'_>, &Entry, Span),
    (has_next, rivals): (bool, &[&str]),
) -> &'f mut Finding {
    let id = cx.register.plain(span);
    let finding = found.of(cx, entry, span, format!("{id} is the ID of another entry too"));
    let help = if has_next {
        format!("`{}` gives this one the next free ID", cx.register.renumber_command(entry, rivals))
    } else {
        "give one of them an ID of its own".to_owned()
    };
    finding.field(cx.words().name(Key::Id)).help(help)
}

fn new_id(cx: &Context<'_>, entry: &Entry, new: &str) -> Fix {
    Fix {
        safety: Safety::Unsafe,
        title: format!("give it the next free ID, `{new}`"),
        edits: cx.register.moved_id_edits(entry, new),
    }
}

/// The IDs that are offered: to the translations of an entry the same as to the entry.
///
/// They are above those of the registers that have the ID, and no others count: what else is in the
/// run makes no difference to a finding.
#[derive(Default)]
struct GivenIds<'r> {
    /// By ID, the registers that have it.
    holders: OnceCell<HashMap<&'r str, Vec<usize>>>,
    /// By register and prefix, the last number in use, and how many digits numbers have.
    last: HashMap<(usize, &'r str), (u64, usize)>,
    given: HashMap<(ScopedId<'r>, usize), Option<String>>,
}

impl<'r> GivenIds<'r> {
    /// The ID for the entry of that number of those that have an ID.
    fn next(
        &mut self,
        id: ScopedId<'r>,
        number: usize,
        contexts: &'r [Context<'_>],
    ) -> Option<String> {
        if let Some(given) = self.given.get(&(id.clone(), number)) {
            return given.clone();
        }
        let new = self.above(id.1, contexts);
        self.given.insert((id, number), new.clone());
        new
    }

    fn above(&mut self, id: &'r str, contexts: &'r [Context<'_>]) -> Option<String> {
        // `#12` is a number that a tracker gave.
        let (prefix, ..) = split_base_id(id).filter(|(prefix, ..)| *prefix != "#")?;
        let holders = self.holders.get_or_init(|| holders(contexts)).get(id)?;
        let (mut last, mut digits) = (0, 0);
        for &at in holders {
            let own = || last_number(prefix, contexts[at].register.used_ids());
            let (number, length) = *self.last.entry((at, prefix)).or_insert_with(own);
            (last, digits) = (last.max(number), digits.max(length));
        }
        let new = last.checked_add(1)?;
        for &at in holders {
            self.last.insert((at, prefix), (new, digits));
        }
        Some(format!("{prefix}{new:0digits$}"))
    }
}

fn holders<'r>(contexts: &'r [Context<'_>]) -> HashMap<&'r str, Vec<usize>> {
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, cx) in contexts.iter().enumerate() {
        for id in cx.register.entries.iter().filter_map(|entry| cx.register.id(entry)) {
            let all = holders.entry(id).or_default();
            if all.last() != Some(&at) {
                all.push(at);
            }
        }
    }
    holders
}
