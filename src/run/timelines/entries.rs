//! The timelines of the entries of each register, with those of their mirrors.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::repositories::RunTimelines;
use crate::mirror::{self, Reviewed};
use crate::register::{Entry, Policy, Register};
use crate::run::chosen::ChosenEntries;
use crate::run::pairs::AlignedPair;
use crate::timeline::{EntryTimeline, MirrorTimeline, Step, Timeline};

/// The timelines of all entries of a run.
pub(crate) struct EntryTimelines<'l> {
    /// Those of each register, in the order of the registers.
    pub registers: Vec<RegisterTimelines<'l>>,
    /// Those of entries that were removed from a leading register.
    removed: Vec<EntryTimeline<'l>>,
}

/// The timelines of the entries of one register, in order.
pub(crate) struct RegisterTimelines<'l> {
    pub entries: Vec<EntryTimeline<'l>>,
    pub policy: Arc<Policy>,
    pub is_mirror: bool,
    /// Whether each entry was asked for; nothing if all were.
    chosen: Option<Vec<bool>>,
}

impl<'l> EntryTimelines<'l> {
    /// The timelines of some registers, with the policy of each and the pairs among them.
    pub(crate) fn of(
        registers: &[Register<'_>],
        policies: &[Arc<Policy>],
        pairs: &[AlignedPair<'_>],
        timelines: &'l RunTimelines,
    ) -> Self {
        let mirrors: HashSet<usize> = pairs.iter().map(|pair| pair.mirror).collect();
        let own = registers.iter().zip(policies).enumerate().map(|(at, (register, policy))| {
            let path = register.source.path();
            let entry = |timeline| EntryTimeline {
                path: path.to_string(),
                timeline,
                policy: policy.clone(),
                mirrors: Vec::new(),
                removed: Vec::new(),
            };
            let entries = timelines.of_register(path).into_iter().map(entry).collect();
            RegisterTimelines {
                entries,
                policy: policy.clone(),
                is_mirror: mirrors.contains(&at),
                chosen: None,
            }
        });
        let mut all = Self { registers: own.collect(), removed: Vec::new() };
        for pair in pairs {
            all.add_mirror(pair);
        }
        all.add_removed(registers, timelines);
        all.add_counterparts(registers, pairs, timelines);
        all
    }

    /// Adds the timelines of a mirror's entries to those of the leading entries.
    fn add_mirror(&mut self, aligned: &AlignedPair<'_>) {
        let pair = &aligned.pair;
        let (leading_places, mirror_places) = (places(pair.leading), places(pair.mirror));
        for couple in &pair.alignment.pairs {
            let leading = leading_places.get(&std::ptr::from_ref(couple.leading));
            let mirror = mirror_places.get(&std::ptr::from_ref(couple.mirror));
            let Some((&leading, &mirror)) = leading.zip(mirror) else { continue };
            let mirrored = self.registers[aligned.mirror].entries.get(mirror);
            let timeline = mirrored.map(|entry| entry.timeline.clone());
            let entry = self.registers[aligned.leading].entries.get_mut(leading);
            if let Some((entry, timeline)) = entry.zip(timeline) {
                let language = pair.mirror.tag.clone();
                let is_accepted = mirror::reviewed(pair, couple) == Reviewed::All;
                entry.mirrors.push(MirrorTimeline { language, timeline, is_accepted });
            }
        }
    }

    /// Adds the timelines of entries that were removed. Those of mirrors are left out: their leading
    /// entries have timelines.
    fn add_removed(&mut self, registers: &[Register<'_>], timelines: &'l RunTimelines) {
        let each = || self.registers.iter().zip(registers);
        let languages: HashSet<&str> = each()
            .filter(|(own, _)| !own.is_mirror)
            .map(|(_, register)| register.tag.as_str())
            .collect();
        let policies: HashMap<&str, &Arc<Policy>> =
            each().map(|(own, register)| (&**register.source.path(), &own.policy)).collect();
        let first_policy = self.registers.first().map(|own| &own.policy);
        let removed = timelines.ended().filter_map(|(path, timeline)| {
            let last = timeline.last()?;
            let policy = policies.get(&*path).copied().or(first_policy)?.clone();
            let is_leading = languages.contains(&*last.language);
            let (mirrors, removed) = (Vec::new(), Vec::new());
            is_leading.then_some(EntryTimeline { path, timeline, policy, mirrors, removed })
        });
        self.removed = removed.collect();
    }

    /// Adds to each entry that has no counterpart in another language the one that was removed there,
    /// and to each removed entry what became of it in the other languages.
    fn add_counterparts(
        &mut self,
        registers: &[Register<'_>],
        pairs: &[AlignedPair<'_>],
        timelines: &'l RunTimelines,
    ) {
        let mut partners: HashMap<usize, Vec<usize>> = HashMap::new();
        for &AlignedPair { leading, mirror, .. } in pairs {
            partners.entry(leading).or_default().push(mirror);
            partners.entry(mirror).or_default().push(leading);
        }
        let ended = by_path_and_id(timelines.ended());
        let alive = self.registers.iter().flat_map(|own| &own.entries);
        let alive = by_path_and_id(alive.map(|own| (own.path.clone(), own.timeline.clone())));
        let path = |at: usize| registers[at].source.path().to_string();
        let places: HashMap<String, usize> =
            (0..registers.len()).map(|at| (path(at), at)).collect();
        let living = self.registers.iter_mut().flat_map(|own| &mut own.entries);
        for entry in living.chain(&mut self.removed) {
            let Some(last) = entry.timeline.last() else { continue };
            let (is_gone, Some(id)) = (last.is_end, last.snapshot.id.clone()) else { continue };
            let partners = places.get(&entry.path).and_then(|at| partners.get(at));
            for &partner in partners.into_iter().flatten() {
                let language = registers[partner].tag.clone();
                let key = (path(partner), id.clone());
                let has_mirror = entry.mirrors.iter().any(|mirror| mirror.language == language);
                let (alive, ended) = (alive.get(&key), ended.get(&key));
                let counterparts = if is_gone { &mut entry.mirrors } else { &mut entry.removed };
                let found =
                    if is_gone { alive.or(ended) } else { ended.filter(|_| alive.is_none()) };
                if let Some(timeline) = found.filter(|_| !has_mirror) {
                    let timeline = timeline.clone();
                    counterparts.push(MirrorTimeline { language, timeline, is_accepted: false });
                }
            }
        }
    }

    /// Leaves out the entries that are not chosen. A removed entry says nothing now, so it is not.
    pub(crate) fn choose(&mut self, chosen: &ChosenEntries, registers: &[Register<'_>]) {
        for (own, register) in self.registers.iter_mut().zip(registers) {
            own.chosen = Some(chosen.of_register(register).to_vec());
        }
        self.removed.clear();
    }

    /// Those of entries that were removed from a leading register.
    #[cfg(feature = "report")]
    pub(crate) fn removed(&self) -> &[EntryTimeline<'l>] {
        &self.removed
    }

    /// Those of leading registers, including removed entries.
    pub(crate) fn leading(&self) -> impl Iterator<Item = &EntryTimeline<'l>> {
        let leading = self.registers.iter().filter(|register| !register.is_mirror);
        leading.flat_map(RegisterTimelines::chosen).chain(&self.removed)
    }

    fn mirrors(&self) -> impl Iterator<Item = &EntryTimeline<'l>> {
        let mirrors = self.registers.iter().filter(|register| register.is_mirror);
        mirrors.flat_map(RegisterTimelines::chosen)
    }

    /// The entries that have an ID now; if there are none, the entries that had it once. Entries of
    /// leading registers are preferred.
    pub(crate) fn with_id(&self, id: &str) -> Vec<&EntryTimeline<'l>> {
        let is_id = |own: &str| own.eq_ignore_ascii_case(id);
        let has_id = |step: &Step| {
            step.snapshot.id.as_deref().is_some_and(is_id) || is_id(&step.snapshot.name)
        };
        let has_it_now = |entry: &&EntryTimeline<'l>| {
            entry.timeline.last().is_some_and(|last| !last.is_end && has_id(last))
        };
        let ever_had_it =
            |entry: &&EntryTimeline<'l>| entry.timeline.steps().any(|(_, step)| has_id(step));
        let mut found: Vec<_> = self.leading().filter(has_it_now).collect();
        if found.is_empty() {
            found = self.mirrors().filter(has_it_now).collect();
        }
        if found.is_empty() {
            found = self.leading().filter(ever_had_it).collect();
        }
        if found.is_empty() {
            found = self.mirrors().filter(ever_had_it).collect();
        }
        found
    }
}

impl EntryTimelines<'_> {
    /// The day on which git has the first entries of each register, by its path.
    pub(crate) fn first_days(&self) -> HashMap<&str, Date> {
        let own = self.registers.iter().flat_map(|register| &register.entries);
        let mut days: HashMap<&str, Date> = HashMap::new();
        for entry in own.chain(&self.removed) {
            if let Some(first) = entry.timeline.first_revision() {
                let day = days.entry(&entry.path).or_insert(first.day);
                *day = first.day.min(*day);
            }
        }
        days
    }
}

/// Timelines by the path of their register and the last ID of their entry.
fn by_path_and_id<'l>(
    timelines: impl Iterator<Item = (String, Timeline<'l>)>,
) -> HashMap<(String, String), Timeline<'l>> {
    let id = |timeline: &Timeline<'l>| timeline.last()?.snapshot.id.clone();
    timelines.filter_map(|(path, line)| Some(((path, id(&line)?), line))).collect()
}

impl<'l> RegisterTimelines<'l> {
    /// Whether the entry at a place was asked for.
    pub(crate) fn is_chosen(&self, at: usize) -> bool {
        self.chosen.as_ref().is_none_or(|chosen| chosen.get(at) == Some(&true))
    }

    /// The timelines of the entries that were asked for.
    fn chosen(&self) -> impl Iterator<Item = &EntryTimeline<'l>> {
        let entries = self.entries.iter().enumerate();
        entries.filter(|(at, _)| self.is_chosen(*at)).map(|(_, entry)| entry)
    }
}

/// The place of each entry in its register.
fn places(register: &Register<'_>) -> HashMap<*const Entry, usize> {
    let entries = register.entries.iter().enumerate();
    entries.map(|(place, entry)| (std::ptr::from_ref(entry), place)).collect()
}
