//! Which gaps of pages and which entries belong together: by an ID, else by method and path, else because
//! one gap of a page and one entry that cites the page are left. Never by words.

use std::collections::{HashMap, HashSet};

use super::page::{Page, PageGap, Standing};
use crate::register::EntryEnd;
use crate::text::Span;
use crate::values::{has_wildcard, named_endpoints};
use crate::vocabulary::Key;

/// An entry in the registers of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct EntryPlace {
    pub register: usize,
    pub entry: usize,
}

/// An entry that pages are compared with.
#[derive(Debug)]
pub(crate) struct HeldEntry {
    pub place: EntryPlace,
    pub id: Option<String>,
    /// The pages of the run that it cites, whatever their language.
    pub pages: Vec<String>,
    /// The endpoints that it names, as [`endpoint_key`] writes them.
    pub endpoints: Vec<String>,
    /// What its status says.
    pub end: EntryEnd,
    /// The registers that it is in: those of one language.
    pub group: usize,
}

/// A page that is compared with the entries of its language.
#[derive(Debug)]
pub(crate) struct HeldPage<'p> {
    pub page: &'p Page<'p>,
    /// Its path with the language left open.
    pub key: String,
    pub group: usize,
    /// The same page in the first language of the run, if this is a translation.
    pub leading: Option<usize>,
}

/// The entries that a gap of a page belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct GapMatch {
    /// By their places in [`ComparedPages::entries`].
    pub entries: Vec<usize>,
    /// Where that is not clear, those that it may belong to.
    pub candidates: Vec<usize>,
    /// The IDs that it names and no entry has.
    pub unknown: Vec<Span>,
    /// Whether it names an ID that only a register in another language has.
    pub is_elsewhere: bool,
}

impl GapMatch {
    fn is_left(&self) -> bool {
        self.entries.is_empty() && self.unknown.is_empty() && !self.is_elsewhere
    }

    /// Whether no entry is about it.
    pub(crate) fn is_untracked(&self) -> bool {
        self.is_left() && self.candidates.is_empty()
    }
}

/// Pages, entries, and which of them belong together.
#[derive(Debug)]
pub(crate) struct ComparedPages<'p> {
    pub pages: Vec<HeldPage<'p>>,
    pub entries: Vec<HeldEntry>,
    /// For each page, its gaps in order.
    pub matches: Vec<Vec<GapMatch>>,
    /// For each page, the open entries that it contradicts, by their places.
    denied: Vec<Vec<usize>>,
    /// The open entries that cite pages of the run, none of which describes them; each in the first of its
    /// languages.
    pub undescribed: Vec<usize>,
}

impl ComparedPages<'_> {
    /// Whether a gap of a page is the first to be reported: a translation says the same again.
    pub(crate) fn is_first(&self, page: usize, gap: usize) -> bool {
        let leading = self.pages[page].leading;
        leading.is_none_or(|leading| self.matches[leading].len() <= gap)
    }

    /// The open entries that cite a page and so contradict it where it says that there is no gap.
    pub(crate) fn denied(&self, page: usize) -> impl Iterator<Item = &HeldEntry> {
        self.denied[page].iter().map(|at| &self.entries[*at])
    }
}

/// Compares pages with entries.
pub(crate) fn compare(pages: Vec<HeldPage<'_>>, entries: Vec<HeldEntry>) -> ComparedPages<'_> {
    let index = EntryIndex::of(&entries);
    let matches: Vec<Vec<GapMatch>> = pages.iter().map(|page| index.matches(page)).collect();
    let denied: Vec<Vec<usize>> = pages.iter().map(|page| index.denied(page)).collect();
    let undescribed = undescribed(&entries, &matches, &denied);
    ComparedPages { pages, entries, matches, denied, undescribed }
}

fn undescribed(
    entries: &[HeldEntry],
    matches: &[Vec<GapMatch>],
    denied: &[Vec<usize>],
) -> Vec<usize> {
    let matches = matches.iter().flatten();
    let described = matches.flat_map(|one| one.entries.iter().chain(&one.candidates));
    // What a page denies is reported there.
    let reported: HashSet<usize> = described.chain(denied.iter().flatten()).copied().collect();
    let is_wanted = |(at, entry): &(usize, &HeldEntry)| {
        entry.end == EntryEnd::Open && !entry.pages.is_empty() && !reported.contains(at)
    };
    let all: Vec<(usize, &HeldEntry)> = entries.iter().enumerate().filter(is_wanted).collect();
    // A translation says the same again.
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (_, entry) in &all {
        let group = first.entry(entry.id.as_deref().unwrap_or_default()).or_insert(entry.group);
        *group = entry.group.min(*group);
    }
    let is_first =
        |entry: &HeldEntry| entry.id.as_deref().is_none_or(|id| first[id] == entry.group);
    all.into_iter().filter(|(_, entry)| is_first(entry)).map(|(at, _)| at).collect()
}

/// The entries of a run by all that a page may name of them.
struct EntryIndex<'e> {
    entries: &'e [HeldEntry],
    by_id: HashMap<&'e str, Vec<usize>>,
    by_endpoint: HashMap<(usize, &'e str), Vec<usize>>,
    by_page: HashMap<(usize, &'e str), Vec<usize>>,
}

impl<'e> EntryIndex<'e> {
    fn of(entries: &'e [HeldEntry]) -> Self {
        let (mut by_id, mut by_endpoint, mut by_page) =
            (HashMap::new(), HashMap::new(), HashMap::new());
        for (at, entry) in entries.iter().enumerate() {
            if let Some(id) = &entry.id {
                by_id.entry(id.as_str()).or_insert_with(Vec::new).push(at);
            }
            for endpoint in &entry.endpoints {
                let all = by_endpoint.entry((entry.group, endpoint.as_str()));
                all.or_insert_with(Vec::new).push(at);
            }
            for page in &entry.pages {
                let all = by_page.entry((entry.group, page.as_str()));
                all.or_insert_with(Vec::new).push(at);
            }
        }
        Self { entries, by_id, by_endpoint, by_page }
    }

    fn matches(&self, held: &HeldPage<'_>) -> Vec<GapMatch> {
        let gaps: Vec<&PageGap> = held.page.gaps().collect();
        let mut matches: Vec<GapMatch> = gaps
            .iter()
            .map(|gap| {
                if gap.ids.is_empty() {
                    self.by_endpoints(held, gap)
                } else {
                    self.by_ids(held, gap)
                }
            })
            .collect();
        self.match_last(held, &gaps, &mut matches);
        matches
    }

    fn by_ids(&self, held: &HeldPage<'_>, gap: &PageGap) -> GapMatch {
        let mut found = GapMatch::default();
        for &id in &gap.ids {
            let name = held.page.source.plain(id);
            let all = self.by_id.get(name).or_else(|| self.by_id.get(&*name.to_ascii_uppercase()));
            let all = all.map_or(&[][..], Vec::as_slice);
            let own = all.iter().copied().filter(|at| self.entries[*at].group == held.group);
            let own: Vec<usize> = own.collect();
            match own.iter().find(|at| self.cites(**at, held)).or(own.first()) {
                Some(&at) => found.entries.push(at),
                None if all.is_empty() => found.unknown.push(id),
                None => found.is_elsewhere = true,
            }
        }
        found
    }

    /// The entries that cite a page, in order.
    fn citing<'s>(&'s self, held: &'s HeldPage<'_>) -> &'s [usize] {
        self.by_page.get(&(held.group, held.key.as_str())).map_or(&[], Vec::as_slice)
    }

    /// The open entries that cite a page which says that there is no gap.
    fn denied(&self, held: &HeldPage<'_>) -> Vec<usize> {
        if held.page.denial().is_none() {
            return Vec::new();
        }
        let is_open = |at: &usize| self.entries[*at].end == EntryEnd::Open;
        self.citing(held).iter().copied().filter(is_open).collect()
    }

    fn cites(&self, at: usize, held: &HeldPage<'_>) -> bool {
        self.entries[at].pages.contains(&held.key)
    }

    /// The entry that names an endpoint of the gap. Of several, the one that names all of them, and of
    /// these the one that cites the page.
    fn by_endpoints(&self, held: &HeldPage<'_>, gap: &PageGap) -> GapMatch {
        let endpoints = claimed_endpoints(held.page, gap);
        let mut all: Vec<usize> = Vec::new();
        for endpoint in &endpoints {
            all.extend(
                self.by_endpoint.get(&(held.group, endpoint.as_str())).into_iter().flatten(),
            );
        }
        all.sort_unstable();
        all.dedup();
        let names_all =
            |at: &usize| endpoints.iter().all(|own| self.entries[*at].endpoints.contains(own));
        narrow(&mut all, names_all);
        narrow(&mut all, |at| self.cites(*at, held));
        match &all[..] {
            [only] => GapMatch { entries: vec![*only], ..GapMatch::default() },
            _ => GapMatch { candidates: all, ..GapMatch::default() },
        }
    }

    /// Matches the gap that is left with the entry that is left, if both are alone.
    fn match_last(&self, held: &HeldPage<'_>, gaps: &[&PageGap], matches: &mut [GapMatch]) {
        let mut citing: Vec<usize> = self.citing(held).to_vec();
        citing.retain(|at| !matches.iter().any(|one| one.entries.contains(at)));
        if citing.is_empty() {
            return;
        }
        let is_left = |at: &usize| matches[*at].is_left();
        let mut left: Vec<usize> = (0..gaps.len()).filter(is_left).collect();
        narrow(&mut left, |at| gaps[*at].standing != Standing::Closed);
        if let ([gap], [entry]) = (&left[..], &citing[..]) {
            matches[*gap] = GapMatch { entries: vec![*entry], ..GapMatch::default() };
            return;
        }
        for gap in left {
            if matches[gap].candidates.is_empty() {
                matches[gap].candidates.clone_from(&citing);
            }
        }
    }
}

/// Leaves those that are wanted, if there are any.
fn narrow(all: &mut Vec<usize>, is_wanted: impl Fn(&usize) -> bool) {
    if all.iter().any(&is_wanted) {
        all.retain(is_wanted);
    }
}

/// The endpoints that a gap of a page claims: those of its escalation package and its endpoints, else, where
/// it has no fields, all that it names.
fn claimed_endpoints(page: &Page<'_>, gap: &PageGap) -> Vec<String> {
    let is_claim = |key| matches!(key, Some(Key::EscalationPackage | Key::Endpoints));
    let claims = gap.fields.iter().filter(|field| is_claim(field.key));
    let mut parts: Vec<Span> = claims.map(|field| field.value).collect();
    if gap.fields.is_empty() {
        parts.push(gap.span);
    }
    let named = parts.into_iter().flat_map(|part| named_endpoints(page.text(part), true));
    let mut keys: Vec<String> =
        named.filter_map(|one| endpoint_key(one.method.as_deref(), &one.route)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// An endpoint as it is compared: all parameters are alike, and a slash at the end makes no difference.
/// None for one with a wildcard, which represents many.
pub(crate) fn endpoint_key(method: Option<&str>, route: &str) -> Option<String> {
    if has_wildcard(route) {
        return None;
    }
    let is_parameter = |step: &&str| step.starts_with([':', '{', '<', '[', '(']) && step.len() > 1;
    let steps = route.trim_end_matches('/').split('/');
    let steps: Vec<&str> =
        steps.map(|step| if is_parameter(&step) { "{}" } else { step }).collect();
    Some(format!("{} {}", method.unwrap_or_default(), steps.join("/")))
}
