//! When a mirror took over a change of its leading register.

use jiff::civil::Date;

use super::entry::Timeline;
use super::entry_change::{EntryChange, TEXT, TITLE};
use super::snapshot::EntrySnapshot;
use super::timelines::{Revision, Step};
use crate::register::Policy;
use crate::vocabulary::{Key, Vocabulary};

/// The timeline of an entry in a mirror.
pub(crate) struct MirrorTimeline<'l> {
    pub language: String,
    pub timeline: Timeline<'l>,
    /// Whether the mirror says that it was compared with the entry as it is now.
    pub is_accepted: bool,
}

/// When a mirror said what a change of its leading register says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FollowUp<'l> {
    /// Before the change.
    Before,
    /// In the commit of the change.
    SameCommit,
    /// In a later revision.
    Later(&'l Revision),
    /// In no revision, but somebody compared the mirror with what the leading register says now.
    Accepted,
    /// Not in any revision.
    NotYet,
}

/// A change of an entry in a leading register, and what is needed to find it in a mirror.
#[derive(Clone, Copy)]
pub(super) struct LeadingChange<'f> {
    pub step: &'f Step,
    /// The day of the step.
    pub day: Date,
    pub change: &'f EntryChange<'f>,
    /// The policy of the leading register.
    pub policy: &'f Policy,
    pub words: &'f Vocabulary,
}

impl LeadingChange<'_> {
    /// When the mirror took over the change, by the timeline of the mirrored entry.
    pub(super) fn follow_up<'l>(&self, mirror: &MirrorTimeline<'l>) -> FollowUp<'l> {
        let MirrorTimeline { timeline: mirror, is_accepted, .. } = mirror;
        if self.step.is_end {
            return self.removal(mirror);
        }
        // Between branches, only the days say which step came first.
        let is_earlier = |(revision, own): &(&Revision, &Step)| {
            own.revision != self.step.revision
                && (revision.day, own.revision) < (self.day, self.step.revision)
        };
        let before = mirror.steps().rfind(is_earlier);
        let before = before.map(|(_, own)| &*own.snapshot);
        // Of a text that is translated, an earlier snapshot cannot say whether it is the new one.
        if before.is_some_and(|snapshot| self.is_in(snapshot, |_| false)) {
            return FollowUp::Before;
        }
        let is_in = |snapshot: &EntrySnapshot| {
            let is_new = |part: Wording| before.is_none_or(|was| part.of(was) != part.of(snapshot));
            self.is_in(snapshot, is_new)
        };
        let mut later = mirror.steps().filter(|other| !is_earlier(other));
        match later.find(|(_, own)| is_in(&own.snapshot)) {
            Some((_, own)) if own.revision == self.step.revision => FollowUp::SameCommit,
            Some((revision, _)) => FollowUp::Later(revision),
            None if *is_accepted
                && mirror.last().is_some_and(|own| self.is_in(&own.snapshot, |_| true)) =>
            {
                FollowUp::Accepted
            }
            None => FollowUp::NotYet,
        }
    }

    /// When the mirror lost the entry that was removed.
    fn removal<'l>(&self, mirror: &Timeline<'l>) -> FollowUp<'l> {
        match mirror.steps().next_back().filter(|(_, own)| own.is_end) {
            None => FollowUp::NotYet,
            Some((_, own)) if own.revision == self.step.revision => FollowUp::SameCommit,
            Some((revision, own)) => {
                let is_later = (revision.day, own.revision) > (self.day, self.step.revision);
                if is_later { FollowUp::Later(revision) } else { FollowUp::Before }
            }
        }
    }

    /// Whether a snapshot of the mirror has all that was changed. `is_translated` decides for a text
    /// that differs between languages.
    fn is_in(&self, mirror: &EntrySnapshot, is_translated: impl Fn(Wording) -> bool) -> bool {
        let has_same_value = |key| match (mirror.value(key), self.step.snapshot.value(key)) {
            (Some(own), Some(leading)) => self.policy.same_value(key, own, leading, self.words),
            (own, leading) => own == leading,
        };
        self.change.fields.iter().all(|change| match self.words.key_named(&change.field) {
            Some(key) if key.is_copied() => has_same_value(key),
            Some(key) if change.after.is_none() && mirror.value(key).is_none() => true,
            Some(key) => is_translated(Wording::Field(key)),
            None if change.field == TITLE => is_translated(Wording::Heading),
            None if change.field == TEXT => is_translated(Wording::Text),
            // A label that the vocabulary does not know has another name in each language.
            None => true,
        })
    }
}

/// A part of an entry that each language has in its own words.
#[derive(Clone, Copy)]
enum Wording {
    Heading,
    Field(Key),
    /// What is in no field.
    Text,
}

impl Wording {
    fn of(self, snapshot: &EntrySnapshot) -> Option<&str> {
        match self {
            Self::Heading => Some(&snapshot.heading),
            Self::Field(key) => snapshot.value(key),
            Self::Text => Some(&snapshot.text),
        }
    }
}
