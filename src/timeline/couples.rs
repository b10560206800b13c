//! Which entry of one picture is which of the next.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Both, Said, Stage};
use crate::values;
use crate::vocabulary::{Key, fold};

/// A text as long as that is not said of two gaps by chance.
const TELLING: usize = 20;

/// For each entry of the new picture, the place of the entry in the old one that it was.
///
/// What an entry says counts for more than its ID, as people renumber; an ID alone is believed
/// unless all else tells of another gap.
pub(super) fn couples<'p>(
    old: &'p [Arc<Stage>],
    new: &'p [Arc<Stage>],
    repeats: &'p Repeats<'_>,
) -> Vec<Option<usize>> {
    let mut couples =
        Couples { old, new, of_new: vec![None; new.len()], taken: vec![false; old.len()] };
    couples.join_ends();
    couples.join(|stage| Some(Arc::as_ptr(stage)), |_, _| true);
    let is_titled = |was: &Stage, is: &Stage| fold(&was.title) == fold(&is.title);
    couples.join(|stage| stage.id.as_deref(), is_titled);
    if couples.are_complete() {
        return couples.of_new;
    }
    let common = repeats.texts();
    let says_the_same = |was: &Stage, is: &Stage| {
        is_titled(was, is)
            || telling(is, common).any(|text| telling(was, common).any(|before| before == text))
    };
    couples.join(|stage| stage.id.as_deref(), says_the_same);
    let heading = |stage: &Arc<Stage>| Some(fold(&stage.heading)).filter(|text| !text.is_empty());
    couples.join(heading, |was, is| !(has_another_day(was, is) && has_another_symptom(was, is)));
    couples.join_by(|stage| telling(stage, common).collect());
    couples.join(|stage| stage.id.as_deref(), |was, is| !is_another_gap(was, is));
    couples.of_new
}

/// A text, and the key of the field that says it.
pub(super) type Text<'p> = (Option<Key>, &'p str);

struct Couples<'p> {
    old: &'p [Arc<Stage>],
    new: &'p [Arc<Stage>],
    of_new: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl<'p> Couples<'p> {
    /// Joins what stands unchanged before and behind all that changed: nearly everything.
    fn join_ends(&mut self) {
        let (old, new) = (self.old, self.new);
        let is_same = |(was, is): &(&Arc<Stage>, &Arc<Stage>)| Arc::ptr_eq(was, is);
        let before = old.iter().zip(new).take_while(is_same).count();
        let rest = old[before..].iter().rev().zip(new[before..].iter().rev());
        let behind = rest.take_while(is_same).count();
        (0..before).for_each(|at| self.put(at, at));
        (1..=behind).for_each(|at| self.put(old.len() - at, new.len() - at));
    }

    /// Whether all entries of one side have their counterpart.
    fn are_complete(&self) -> bool {
        self.alone_then().next().is_none() || self.alone_now().next().is_none()
    }

    /// Joins what is still alone, has the same mark, and is the only one on its side that has it.
    fn join<M: Hash + Eq>(
        &mut self,
        mark: impl Fn(&'p Arc<Stage>) -> Option<M>,
        fits: impl Fn(&Stage, &Stage) -> bool,
    ) {
        let old = only(self.alone_then().filter_map(|at| Some((mark(&self.old[at])?, at))));
        let new = only(self.alone_now().filter_map(|at| Some((mark(&self.new[at])?, at))));
        for (mark, is) in new {
            if let Some(&was) = old.get(&mark)
                && fits(&self.old[was], &self.new[is])
            {
                self.put(was, is);
            }
        }
    }

    /// Joins what shares the most texts that stand once on each side.
    fn join_by(&mut self, texts: impl Fn(&'p Stage) -> Vec<Text<'p>>) {
        let each = |at: usize, stage: &'p Stage| texts(stage).into_iter().map(move |t| (t, at));
        let old = only(self.alone_then().flat_map(|at| each(at, &self.old[at])));
        let new = only(self.alone_now().flat_map(|at| each(at, &self.new[at])));
        let mut votes: HashMap<(usize, usize), usize> = HashMap::new();
        for (text, is) in new {
            if let Some(&was) = old.get(&text) {
                *votes.entry((was, is)).or_default() += 1;
            }
        }
        let mut votes: Vec<_> = votes.into_iter().collect();
        votes.sort_unstable_by_key(|&((was, is), count)| (std::cmp::Reverse(count), is, was));
        for ((was, is), _) in votes {
            // What gaps share beside that may be no more than a manner of speaking.
            let (then, now) = (&self.old[was], &self.new[is]);
            if !is_unlike(&then.title, &now.title) || is_of_symptom(then, now) {
                self.put(was, is);
            }
        }
    }

    fn put(&mut self, was: usize, is: usize) {
        if self.of_new[is].is_none() && !std::mem::replace(&mut self.taken[was], true) {
            self.of_new[is] = Some(was);
        }
    }

    fn alone_then(&self) -> impl Iterator<Item = usize> {
        (0..self.old.len()).filter(|&at| !self.taken[at])
    }

    fn alone_now(&self) -> impl Iterator<Item = usize> {
        (0..self.new.len()).filter(|&at| self.of_new[at].is_none())
    }
}

/// What stands once, and its place.
fn only<M: Hash + Eq>(marked: impl Iterator<Item = (M, usize)>) -> HashMap<M, usize> {
    let mut places: HashMap<M, Option<usize>> = HashMap::new();
    for (mark, at) in marked {
        places.entry(mark).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places.into_iter().filter_map(|(mark, at)| Some((mark, at?))).collect()
}

/// The texts that are too long to be said of two gaps by chance.
fn long_texts(stage: &Stage) -> impl Iterator<Item = Text<'_>> {
    let long = stage.prose().filter(|said| said.text.len() >= TELLING);
    long.map(|Said { key, text, .. }| (*key, &**text))
}

/// Of those, the ones that are not said by several entries.
fn telling<'s>(stage: &'s Stage, common: &'s HashSet<Text<'s>>) -> impl Iterator<Item = Text<'s>> {
    long_texts(stage).filter(|text| !common.contains(text))
}

/// The texts that more than one entry says at one time: they tell nothing about any of them.
pub(super) struct Repeats<'p> {
    registers: &'p [Both],
    texts: OnceCell<HashSet<Text<'p>>>,
}

impl<'p> Repeats<'p> {
    /// Those of some registers, then or now; they are looked for when somebody asks.
    pub(super) fn in_any(registers: &'p [Both]) -> Self {
        Self { registers, texts: OnceCell::new() }
    }

    fn texts(&self) -> &HashSet<Text<'p>> {
        self.texts.get_or_init(|| {
            let pictures = self.registers.iter().flat_map(|both| [&both.old, &both.new]);
            pictures.flat_map(|picture| repeated(picture)).collect()
        })
    }
}

fn repeated(stages: &[Arc<Stage>]) -> HashSet<Text<'_>> {
    let mut met = HashSet::new();
    stages.iter().flat_map(|stage| long_texts(stage)).filter(|text| !met.insert(*text)).collect()
}

/// Whether all that two stages of one ID say tells of two gaps: other words, and another day, or
/// other pages and endpoints where no day is known.
fn is_another_gap(was: &Stage, is: &Stage) -> bool {
    let points_elsewhere = !was.points_at.is_empty()
        && !is.points_at.is_empty()
        && !is.points_at.iter().any(|page| was.points_at.contains(page));
    let are_days_known = first_seen(was).is_some() && first_seen(is).is_some();
    is_unlike(&was.title, &is.title)
        && !is_of_symptom(was, is)
        && (has_another_day(was, is) || (points_elsewhere && !are_days_known))
}

fn first_seen(stage: &Stage) -> Option<Date> {
    stage.said(Key::FirstSeen).and_then(values::parse_date)
}

fn has_another_day(was: &Stage, is: &Stage) -> bool {
    first_seen(was).zip(first_seen(is)).is_some_and(|(was, is)| was != is)
}

/// Whether both tell of a symptom, and each of another one.
fn has_another_symptom(was: &Stage, is: &Stage) -> bool {
    let symptoms = was.said(Key::Symptom).zip(is.said(Key::Symptom));
    symptoms.is_some_and(|(was, is)| is_unlike(was, is))
}

/// Whether both tell of one symptom.
fn is_of_symptom(was: &Stage, is: &Stage) -> bool {
    let symptoms = was.said(Key::Symptom).zip(is.said(Key::Symptom));
    symptoms.is_some_and(|(was, is)| !is_unlike(was, is))
}

/// Whether two texts have few words in common.
fn is_unlike(was: &str, is: &str) -> bool {
    let words = |text: &str| -> HashSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| word.chars().count() > 2).map(fold).collect()
    };
    let (was, is) = (words(was), words(is));
    let shared = was.intersection(&is).count();
    shared * 3 <= was.len().min(is.len())
}
