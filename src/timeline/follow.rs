//! When a translation followed what was said of a gap.

use jiff::civil::Date;

use super::{FieldNews, Life, Moment, News, Stage, Step};
use crate::register::Policy;
use crate::vocabulary::{Key, Vocabulary};

/// When a translation said what its source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow<'l> {
    /// It did before.
    Before,
    /// With the same commit.
    Along,
    /// Later.
    Later(&'l Moment),
    /// It does not, up to now.
    NotYet,
}

/// A gap and its translation, and what it takes to compare them.
pub struct Following<'f, 'l> {
    /// The life of its translation, told by the same moments.
    pub mirror: &'f Life<'l>,
    /// The policy in force.
    pub policy: &'f Policy,
    /// The words.
    pub words: &'f Vocabulary,
}

impl<'l> Following<'_, 'l> {
    /// When the translation followed a step of its source that brought some news.
    pub fn of(&self, step: &Step, day: Date, news: &News<'_>) -> Follow<'l> {
        // On branches, the days alone tell which came first.
        let is_earlier = |(moment, own): &(&Moment, &Step)| {
            own.moment != step.moment && (moment.day, own.moment) < (day, step.moment)
        };
        let before = self.mirror.steps().rfind(is_earlier);
        let before = before.map(|(_, own)| &*own.stage);
        // What is translated is another text in each language: it cannot have been there before.
        if before.is_some_and(|stage| self.says(stage, step, news, |_| false)) {
            return Follow::Before;
        }
        let says = |stage: &Stage| {
            let is_new = |key| before.is_none_or(|was| text_of(was, key) != text_of(stage, key));
            self.says(stage, step, news, is_new)
        };
        let mut later = self.mirror.steps().filter(|other| !is_earlier(other));
        match later.find(|(_, own)| says(&own.stage)) {
            Some((_, own)) if own.moment == step.moment => Follow::Along,
            Some((moment, _)) => Follow::Later(moment),
            None => Follow::NotYet,
        }
    }

    /// Whether the translation says all that is new; `is_translated` tells of what no two languages
    /// say alike, nothing standing for the heading.
    fn says(
        &self,
        mirror: &Stage,
        step: &Step,
        news: &News<'_>,
        is_translated: impl Fn(Option<Key>) -> bool,
    ) -> bool {
        let said_alike = |key| match (mirror.said(key), step.stage.said(key)) {
            (Some(own), Some(said)) => self.policy.same_value(key, own, said, self.words),
            (own, said) => own == said,
        };
        news.fields.iter().all(|FieldNews { field, after, .. }| match self.words.key_named(field) {
            Some(key) if key.is_copied() => said_alike(key),
            Some(key) if after.is_none() && mirror.said(key).is_none() => true,
            Some(key) => is_translated(Some(key)),
            None if *field == "Title" => is_translated(None),
            // A label that nobody knows has another name in each language.
            None => true,
        })
    }
}

/// The text of a field, or of the heading.
fn text_of(stage: &Stage, key: Option<Key>) -> Option<&str> {
    key.map_or(Some(&*stage.heading), |key| stage.said(key))
}
