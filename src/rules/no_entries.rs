//! `no-entries`: a register without entries.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Level, in_lines};
use crate::register::{UnreadKind, has_fields_in_front};
use crate::text::{LineIndex, Span};

pub(super) const RULE: Rule = Rule {
    name: "no-entries",
    group: Group::Structure,
    level: Level::Warning,
    fixes: None,
    page: include_str!("no_entries.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    if cx.register.entries.is_empty() {
        let start = cx.register.source.body_start();
        let place = cx.register.title.unwrap_or(Span::at(start));
        let help = "an entry is a heading with fields below it: `- **ID:** G-001`; `gapreg adopt` \
                    reads text whose tables lost their columns";
        let refused = best_refused(cx).or_else(|| {
            has_fields_in_front(cx.register.source, cx.words())
                .then(|| "the fields in the front matter are not read".to_owned())
        });
        found
            .at(place, "this register has no entries")
            .help(refused.map_or_else(|| help.to_owned(), |refused| format!("{refused}; {help}")));
    }
}

/// What most likely holds the entries, and why it was not taken for them.
fn best_refused(cx: &Context<'_>) -> Option<String> {
    let register = cx.register;
    let best = register.unread.iter().max_by_key(|it| (it.why, it.count))?;
    let index = LineIndex::new(register.source);
    let line = |offset: u32| index.position(offset as usize).line;
    let place = in_lines(line(best.span.start), line(best.span.end));
    let what = match best.what {
        UnreadKind::Sections => "the sections in",
        UnreadKind::Table => "the table in",
        UnreadKind::List => "the list in",
    };
    let verb = if best.what == UnreadKind::Sections { "were" } else { "was" };
    let path = cx.settings.relative(register.source.path());
    let line = register.declaration_of(best, &path.to_string_lossy().replace('\\', "/"));
    let (why, them) = (best.why.reason(), if verb == "were" { "them" } else { "it" });
    Some(format!(
        "{what} {place} {verb} not taken for entries: {why}; `{line}` in gapreg.yaml takes {them}"
    ))
}
