//! The fixes of pages of the manual, read back before they are offered or applied.

use std::collections::BTreeMap;

use crate::finding::{Edit, Finding, applied};
use crate::manual::{Page, PageGap, PageReading};
use crate::text::Source;

/// A page with the ID of an entry in one of its gaps; nothing where that would change anything else.
pub(crate) fn page_with_id(
    page: &Page<'_>,
    reading: PageReading<'_>,
    id: &str,
    edit: &Edit,
) -> Option<Source> {
    let fix = IdFix { id: id.to_owned(), edit: edit.clone() };
    let text = applied(page.source.text(), [edit]);
    does_what_it_means(page, reading, &[fix]).then(|| Source::new(page.source.path().clone(), text))
}

/// Leaves of the fixes of findings in a page those that do what they mean to: all together, else one by
/// one.
pub(crate) fn keep_page_fixes(
    page: &Page<'_>,
    reading: PageReading<'_>,
    mut findings: Vec<&mut Finding>,
) {
    findings.retain(|finding| finding.fix.is_some());
    let all: Vec<IdFix> = findings.iter().filter_map(|finding| IdFix::of(finding)).collect();
    if all.is_empty() || does_what_it_means(page, reading, &all) {
        return;
    }
    for finding in findings {
        let alone = IdFix::of(finding);
        if !alone.is_some_and(|fix| does_what_it_means(page, reading, &[fix])) {
            finding.fix = None;
        }
    }
}

/// A fix that writes an ID into a gap.
struct IdFix {
    id: String,
    edit: Edit,
}

impl IdFix {
    fn of(finding: &Finding) -> Option<Self> {
        let [edit] = &finding.fix.as_ref()?.edits[..] else { return None };
        Some(Self { id: finding.entry.as_deref().map(str::to_owned)?, edit: edit.clone() })
    }
}

/// Whether a page has the same gaps after some fixes, with the IDs that they write and nothing else new.
fn does_what_it_means(page: &Page<'_>, reading: PageReading<'_>, fixes: &[IdFix]) -> bool {
    let text = applied(page.source.text(), fixes.iter().map(|fix| &fix.edit));
    let source = Source::new(page.source.path().clone(), text);
    let Ok(new) = Page::read(&source, reading) else { return false };
    let written: BTreeMap<usize, &str> = page
        .gaps()
        .enumerate()
        .filter_map(|(at, gap)| {
            let own = fixes.iter().find(|fix| gap.span.contains(fix.edit.span))?;
            Some((at, own.id.as_str()))
        })
        .collect();
    let pairs: Vec<_> = page.gaps().zip(new.gaps()).enumerate().collect();
    let is_same = |(at, (old, now)): &(usize, (&PageGap, &PageGap))| {
        let id = written.get(at).copied();
        says(page, old, None) == says(&new, now, id) && names(&new, now, page, old, id)
    };
    written.len() == fixes.len()
        && page.gaps().count() == new.gaps().count()
        && pairs.iter().all(is_same)
}

/// What a gap says, without its ID.
fn says(page: &Page<'_>, gap: &PageGap, id: Option<&str>) -> Vec<String> {
    let without = |text: &str| match id {
        Some(id) => text.replacen(&format!(" ({id})"), "", 1),
        None => text.to_owned(),
    };
    let is_other = |field: &&crate::register::Field| {
        !field.value.is_empty() && field.key != Some(crate::vocabulary::Key::Id)
    };
    let fields = gap.fields.iter().filter(is_other);
    fields
        .map(|field| format!("{}: {}", page.text(field.label), without(page.text(field.value))))
        .collect()
}

fn names(new: &Page<'_>, now: &PageGap, page: &Page<'_>, old: &PageGap, id: Option<&str>) -> bool {
    let ids = |page: &Page<'_>, gap: &PageGap| -> Vec<String> {
        gap.ids.iter().map(|&id| page.text(id).to_owned()).collect()
    };
    match id {
        Some(id) => ids(new, now) == [id],
        None => ids(new, now) == ids(page, old),
    }
}
