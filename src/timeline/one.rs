//! The life of one gap.

use std::collections::HashMap;

use jiff::civil::Date;

use super::deadline::Repair;
use super::{Lives, Moment, News, Stage, Step};
use crate::register::Policy;
use crate::vocabulary::{Key, Vocabulary};

/// What a gap is at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// In a state of the flow.
    State(usize),
    /// In none that is known.
    Other,
    /// Gone.
    Gone,
}

/// The life of one gap: all that was ever said of it, the oldest first.
#[derive(Clone, Debug)]
pub struct Life<'l> {
    pub(super) lives: &'l Lives,
    pub(super) steps: Vec<usize>,
}

impl<'l> Life<'l> {
    /// Its steps, each with the moment when it was made.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = (&'l Moment, &'l Step)> {
        let lives = self.lives;
        self.steps.iter().map(move |&at| (&lives.moments[lives.steps[at].moment], &lives.steps[at]))
    }

    /// When it was first written down.
    pub fn born(&self) -> Option<&'l Moment> {
        self.steps().next().map(|(moment, _)| moment)
    }

    /// What is said of it now, or was in the end.
    pub fn last(&self) -> Option<&'l Step> {
        self.steps().next_back().map(|(_, step)| step)
    }

    /// The same life as it stood on a day. Of what was before its first step, that step tells.
    #[must_use]
    pub fn until(&self, day: Date) -> Self {
        let line = self.line();
        let is_past = |at: &&usize| self.lives.moments[self.lives.steps[**at].moment].day <= day;
        let last = line.iter().rev().find(is_past).or(line.first());
        last.map_or_else(|| self.clone(), |&last| self.lives.life(last))
    }

    /// The steps that led to the last one, one after the other. Where branches came together, those
    /// of the branch that came first to the status that was kept.
    fn line(&self) -> Vec<usize> {
        let status = |step: usize| self.lives.steps[step].stage.said(Key::Status);
        // The step with which each came to its status.
        let mut came: HashMap<usize, usize> = HashMap::new();
        let mut parent: HashMap<usize, usize> = HashMap::new();
        for &at in &self.steps {
            let before = &self.lives.steps[at].before;
            let alike = before.iter().filter(|before| status(**before) == status(at));
            let first = alike.min_by_key(|before| came.get(before)).copied();
            let origin = first.and_then(|first| came.get(&first).copied()).unwrap_or(at);
            came.insert(at, origin);
            parent.extend(first.or(before.first().copied()).map(|before| (at, before)));
        }
        let last = self.steps.last().copied();
        let mut line: Vec<usize> =
            std::iter::successors(last, |at| parent.get(at).copied()).collect();
        line.reverse();
        line
    }

    /// What a step of it brought; nothing where it only moved to another file.
    pub fn news(&self, step: &'l Step, policy: &Policy, words: &'l Vocabulary) -> Option<News<'l>> {
        let after = (!step.is_end).then_some(&*step.stage);
        let befores = step.before.iter().map(|&before| &self.lives.steps[before]);
        let befores: Vec<&'l Stage> =
            befores.filter(|before| !before.is_end).map(|before| &*before.stage).collect();
        let mut news = News::between(befores.first().copied(), after, policy, words)?;
        // Where branches came together, only what none of them said.
        for before in befores.iter().skip(1) {
            let others = News::between(Some(before), after, policy, words)?;
            news.fields
                .retain(|field| others.fields.iter().any(|other| other.field == field.field));
        }
        Some(news)
    }

    /// Each state that it came to, and the moment when it did.
    pub fn phases(&self, policy: &Policy, words: &Vocabulary) -> Vec<(&'l Moment, Phase)> {
        let mut phases: Vec<(&Moment, Phase)> = Vec::new();
        for at in self.line() {
            let step = &self.lives.steps[at];
            let moment = &self.lives.moments[step.moment];
            let state = step.stage.said(Key::Status).and_then(|text| policy.state(text, words));
            let phase = match state {
                _ if step.is_end => Phase::Gone,
                Some(state) => Phase::State(state),
                None => Phase::Other,
            };
            if phases.last().is_none_or(|(_, last)| *last != phase) {
                phases.push((moment, phase));
            }
        }
        phases
    }

    /// When it was repaired, if it is.
    pub fn repair(&self, policy: &Policy, words: &Vocabulary) -> Option<Repair> {
        let from = policy.repaired_from(words);
        let mut phases = self.phases(policy, words);
        // What went by mistake came back as it was.
        phases.retain(|(_, phase)| *phase != Phase::Gone);
        let is_repaired = |phase: &Phase| matches!(phase, Phase::State(state) if *state >= from);
        let run = phases.iter().rev().take_while(|(_, phase)| is_repaired(phase)).count();
        let (moment, _) = phases[phases.len() - run..].first()?;
        // What was repaired before anybody wrote it down was so on some day before that.
        Some(Repair { day: moment.day, is_known: run < phases.len() })
    }
}
