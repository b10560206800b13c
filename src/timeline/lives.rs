//! The whole life of each gap, through all that was ever said of it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::turns::{Origin, gone, origins};
use super::{Both, Life, Seen, Stage};

/// When registers said something: with a commit, or now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The commit; nothing for what is not committed.
    pub commit: Option<String>,
    /// The day.
    pub day: Date,
    /// Who did it.
    pub author: String,
    /// What it was done for.
    pub subject: String,
    /// The places of the moments it followed: the one it was made on, then those that it brought
    /// together with that.
    pub parents: Vec<usize>,
}

/// What a register says, by its path; nothing of one that is gone.
pub type Told = (Arc<str>, Option<Arc<Seen>>);

/// One thing that was said of a gap.
#[derive(Debug)]
pub struct Step {
    /// The place of the moment when it was said first.
    pub moment: usize,
    /// What was said; of a gap that went, what was said last.
    pub stage: Arc<Stage>,
    /// The register that said so.
    pub path: Arc<str>,
    /// The language of it.
    pub language: Arc<str>,
    /// What was said before, by its place among the steps; of several, branches came together.
    pub before: Vec<usize>,
    /// Whether the gap went.
    pub is_end: bool,
}

/// The lives of the gaps of some registers.
#[derive(Debug, Default)]
pub struct Lives {
    /// The moments, parents before their children.
    pub moments: Vec<Moment>,
    /// All steps of all lives.
    pub steps: Vec<Step>,
    /// The life that each step is of, by its first step.
    first: Vec<usize>,
    /// What stands in the end: of each register the last step of each entry, in order.
    last: World,
    ends: Vec<usize>,
}

/// What the registers said at one moment, by their paths.
type World = Arc<BTreeMap<Arc<str>, Arc<Held>>>;

/// A register at one moment, and the last step of each of its entries.
#[derive(Debug)]
struct Held {
    seen: Arc<Seen>,
    steps: Vec<usize>,
}

impl Lives {
    /// Follows all entries through some moments; `told` says what registers said at each, where
    /// that is not what they said in its first parent.
    pub fn through(moments: Vec<Moment>, mut told: impl FnMut(usize) -> Vec<Told>) -> Self {
        // What nobody follows any more need not be kept.
        let mut followers = vec![0usize; moments.len()];
        moments.iter().flat_map(|moment| &moment.parents).for_each(|&at| followers[at] += 1);
        let mut worlds: Vec<World> = Vec::with_capacity(moments.len());
        let mut lives = Self { moments, ..Self::default() };
        for at in 0..lives.moments.len() {
            let parents = lives.moments[at].parents.clone();
            let mut of_parents = parents.into_iter().map(|parent| {
                followers[parent] -= 1;
                let world = &mut worlds[parent];
                if followers[parent] == 0 { std::mem::take(world) } else { world.clone() }
            });
            let first = of_parents.next().unwrap_or_default();
            let others: Vec<World> = of_parents.collect();
            worlds.push(lives.live_on(at, first, &others, told(at)));
        }
        lives.last = worlds.pop().unwrap_or_default();
        lives
    }

    /// What a moment makes of the world that it was made on, and of others that it brings in.
    fn live_on(
        &mut self,
        moment: usize,
        mut world: World,
        others: &[World],
        mut told: Vec<Told>,
    ) -> World {
        told.extend(disputed(&world, others, &told));
        if told.is_empty() {
            return world;
        }
        let (paths, seen): (Vec<Arc<str>>, Vec<Option<Arc<Seen>>>) = told.into_iter().unzip();
        let seen: Vec<Arc<Seen>> = seen.into_iter().map(Option::unwrap_or_default).collect();
        let mut befores: Vec<Vec<Vec<usize>>> =
            seen.iter().map(|seen| vec![Vec::new(); seen.picture.len()]).collect();
        let mut lost = Vec::new();
        for world in std::iter::once(&world).chain(others) {
            let held: Vec<Option<&Arc<Held>>> = paths.iter().map(|path| world.get(path)).collect();
            let both: Vec<Both> =
                held.iter().zip(&seen).map(|(held, seen)| both(*held, seen)).collect();
            let step = |(at, place): Origin| held[at].map(|held| held.steps[place]);
            let found = origins(&both);
            lost.extend(gone(&both, &found).into_iter().filter_map(step));
            for (befores, found) in befores.iter_mut().flatten().zip(found.into_iter().flatten()) {
                befores.extend(found.and_then(step).filter(|step| !befores.contains(step)));
            }
        }
        for ((path, seen), befores) in paths.into_iter().zip(seen).zip(befores) {
            let stages = seen.picture.iter().zip(befores);
            let steps = stages.map(|(stage, before)| {
                if let Some(step) = self.said_before(stage, &path, &before) {
                    return step;
                }
                self.go_on(Step {
                    moment,
                    stage: stage.clone(),
                    path: path.clone(),
                    language: seen.language.clone(),
                    before,
                    is_end: false,
                })
            });
            let steps: Vec<usize> = steps.collect();
            if steps.is_empty() {
                Arc::make_mut(&mut world).remove(&path);
            } else {
                Arc::make_mut(&mut world).insert(path, Arc::new(Held { seen, steps }));
            }
        }
        self.end(moment, lost, &world);
        world
    }

    /// The step that said the same already; of branches that did, the one that said it first.
    fn said_before(&self, stage: &Arc<Stage>, path: &str, before: &[usize]) -> Option<usize> {
        let says_the_same = |step: &usize| {
            let step = &self.steps[*step];
            // Nearly always it is the very same.
            *step.path == *path && step.stage == *stage
        };
        let day = |step: &usize| self.moments[self.steps[*step].moment].day;
        let alike = before.iter().copied().filter(says_the_same);
        alike.min_by_key(|step| (day(step), *step))
    }

    /// The end of a gap that did not last: it is there again.
    fn taken_back(&mut self, step: &Step) -> Vec<usize> {
        let is_back = |&end: &usize| {
            let end = &self.steps[end];
            end.language == step.language
                && end.stage.id == step.stage.id
                && end.stage.title == step.stage.title
        };
        let end = self.ends.iter().rposition(is_back);
        end.map(|end| self.ends.remove(end)).into_iter().collect()
    }

    fn go_on(&mut self, mut step: Step) -> usize {
        if step.before.is_empty() {
            step.before = self.taken_back(&step);
        }
        let at = self.steps.len();
        self.first.push(step.before.first().map_or(at, |&before| self.first[before]));
        self.steps.push(step);
        at
    }

    /// Ends the lives that go on nowhere.
    fn end(&mut self, moment: usize, lost: Vec<usize>, world: &World) {
        if lost.is_empty() {
            return;
        }
        let held = world.values().flat_map(|held| &held.steps);
        let mut over: HashSet<usize> = held.map(|&step| self.first[step]).collect();
        // What one branch ended, need not end again where it comes together with others.
        over.extend(self.ends.iter().map(|&end| self.first[end]));
        for before in lost {
            if !over.insert(self.first[before]) {
                continue;
            }
            let Step { stage, path, language, .. } = &self.steps[before];
            let (stage, path, language) = (stage.clone(), path.clone(), language.clone());
            let end = Step { moment, stage, path, language, before: vec![before], is_end: true };
            let end = self.go_on(end);
            self.ends.push(end);
        }
    }

    /// The last step of each entry that a register has in the end, in order.
    pub fn of_register(&self, path: &str) -> &[usize] {
        self.last.get(path).map_or(&[], |held| &held.steps)
    }

    /// The last step of each gap that went and did not come back.
    pub fn ended(&self) -> impl Iterator<Item = usize> {
        let held = self.last.values().flat_map(|held| &held.steps);
        let live: HashSet<usize> = held.map(|&step| self.first[step]).collect();
        self.ends.iter().copied().filter(move |&end| !live.contains(&self.first[end]))
    }

    /// The steps that nothing came before.
    pub fn births(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.before.is_empty())
    }

    /// The life that led to a step.
    pub fn life(&self, last: usize) -> Life<'_> {
        let (mut steps, mut rest) = (HashSet::new(), vec![last]);
        while let Some(step) = rest.pop() {
            if steps.insert(step) {
                rest.extend(&self.steps[step].before);
            }
        }
        let mut steps: Vec<usize> = steps.into_iter().collect();
        steps.sort_unstable();
        Life { lives: self, steps }
    }
}

/// The registers that branches do not hold alike and of which nothing else is told: what the first
/// of them holds was kept.
fn disputed(world: &World, others: &[World], told: &[Told]) -> Vec<Told> {
    let known: HashSet<&Arc<str>> = told.iter().map(|(path, _)| path).collect();
    if others.iter().all(|other| Arc::ptr_eq(other, world)) {
        return Vec::new();
    }
    let all = world.keys().chain(others.iter().flat_map(|other| other.keys()));
    let paths: BTreeSet<&Arc<str>> = all.filter(|path| !known.contains(path)).collect();
    let held = |world: &World, path: &Arc<str>| world.get(path).map(Arc::as_ptr);
    let is_disputed =
        |path: &&Arc<str>| others.iter().any(|other| held(other, path) != held(world, path));
    let kept = |path: &Arc<str>| (path.clone(), world.get(path).map(|held| held.seen.clone()));
    paths.into_iter().filter(is_disputed).map(kept).collect()
}

fn both(held: Option<&Arc<Held>>, now: &Seen) -> Both {
    let then = held.map_or_else(Seen::default, |held| Seen::clone(&held.seen));
    Both::of(then, now.clone())
}
