//! Which items of a gap section are remarks, and no gaps.

use super::page::PageGap;

/// A list of a section, told from others by its place and by whether it is numbered.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ItemList {
    pub number: usize,
    pub is_numbered: bool,
}

/// The gaps of a section, each with the list that it is an item of. Where some have fields, what has none
/// and names nothing is a remark, unless it is an item beside one with fields.
pub(super) fn without_remarks(gaps: Vec<PageGap>, lists: &[Option<ItemList>]) -> Vec<PageGap> {
    let has_fields = |gap: &PageGap| !gap.fields.is_empty();
    if !gaps.iter().any(has_fields) {
        return gaps;
    }
    let of_fields = gaps.iter().zip(lists).filter(|(gap, _)| has_fields(gap));
    let described: Vec<ItemList> = of_fields.filter_map(|(_, list)| *list).collect();
    let is_beside = |list: Option<ItemList>| list.is_some_and(|own| described.contains(&own));
    let kept = gaps
        .into_iter()
        .zip(lists)
        .filter(|(gap, list)| has_fields(gap) || !gap.ids.is_empty() || is_beside(**list));
    kept.map(|(gap, _)| gap).collect()
}
