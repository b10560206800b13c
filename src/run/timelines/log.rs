//! What `gapreg log` prints: the timelines of the entries of one ID.

use anyhow::{Result, bail};
use serde::Serialize;

use super::{EntryTimelines, RunTimelines};
use crate::run::chosen::ChosenEntries;
use crate::run::entries;
use crate::run::inputs::Inputs;
use crate::run::notes::Notes;
use crate::run::pairs::{aligned_pairs, policies};
use crate::run::project::Project;
use crate::timeline::TimelineRecord;

/// The entries to follow: those that have an ID, or had it, of those that `--where` describes.
#[derive(Clone, Copy, Debug, Default)]
pub struct AskedEntries<'a> {
    /// The ID; without one, every entry.
    pub id: Option<&'a str>,
    /// The expression; without one, removed entries are followed, too.
    pub condition: Option<&'a str>,
}

/// The timelines of some entries.
#[derive(Serialize)]
pub struct EntryLog {
    version: u8,
    pub(crate) entries: Vec<TimelineRecord>,
}

impl EntryLog {
    /// Follows the entries through the history of the inputs; an error where git has none.
    pub fn of(
        asked: AskedEntries<'_>,
        project: &Project,
        inputs: &Inputs,
        notes: &dyn Notes,
    ) -> Result<Self> {
        let registers = inputs.registers(project).all;
        let timelines = RunTimelines::of(&registers, project, inputs, notes);
        if !timelines.has_history {
            bail!("git does not know these registers, so there is no history of an entry");
        }
        let policies = policies(&registers, &project.settings);
        let pairs = aligned_pairs(&registers, &policies, &project.settings);
        let mut all = EntryTimelines::of(&registers, &policies, &pairs, &timelines);
        if let Some(id) = asked.id.filter(|id| all.with_id(id).is_empty()) {
            return Err(entries::unknown(id, &registers));
        }
        let now = asked.id.and_then(|id| Some((id, entries::named(&registers, id).ok()?)));
        if let Some(repeated) = now.and_then(|(id, found)| entries::repeated(&found, id)) {
            notes.warn(&repeated);
        }
        if let Some(condition) = asked.condition {
            all.choose(&ChosenEntries::of(condition, &registers, project)?, &registers);
        }
        let found = asked.id.map_or_else(|| all.leading().collect(), |id| all.with_id(id));
        let words = &project.settings.vocabulary;
        let records = found.iter().map(|entry| entry.record(project.today, words));
        Ok(Self { version: 1, entries: records.collect() })
    }
}
