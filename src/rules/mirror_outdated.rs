//! `mirror-outdated`: prose that was changed in the leading register after its translation.

use super::{Check, Findings, Group, PairContext, Rule};
use crate::finding::Level;
use crate::timeline::short_commit;
use crate::vocabulary::without_qualifier;

pub(super) const RULE: Rule = Rule {
    name: "mirror-outdated",
    group: Group::Mirror,
    level: Level::Warning,
    fixes: None,
    page: include_str!("mirror_outdated.md"),
    check: Check::Outdated(check),
};

fn check(cx: &PairContext<'_>, found: &mut Findings) {
    for one in &cx.outdated {
        let label = without_qualifier(cx.pair.mirror.bare(one.label));
        let label = match label {
            "" if one.is_title => "Title",
            "" => "Text",
            label => label,
        };
        let name = one.key.map_or(label, |key| cx.pair.words.name(key));
        let when = match &one.commit {
            Some(commit) => format!("on {} ({})", one.day, short_commit(commit)),
            None => "(not committed yet)".to_owned(),
        };
        let message = format!("{name} was changed in the source {when} after this translation");
        let line = cx.pair.mirror.first_line(one.span);
        let first = cx.pair.leading.first_line(one.leading);
        let finding = found.at(line, message);
        finding.entry(one.entry.clone()).field(name);
        finding.related_in(cx.pair.leading.source.path(), first, "the source now");
        finding.help(if cx.is_verbose {
            format!("the source said before: {}", one.before)
        } else {
            "translate it again; `gapreg mirror --accept ID` where it still holds".to_owned()
        });
    }
}
