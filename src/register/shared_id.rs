//! Entries that have one ID, and how to give one of them another.

use super::moved_id::MOST_COMPARED;
use super::{Entry, Register};
use crate::vocabulary::fold;

impl Register<'_> {
    /// The command that gives an entry a new ID, where another entry has the same: it names the entry
    /// by words of its heading that no other entry of that ID has. `rivals` are the headings of those in
    /// other registers.
    pub(crate) fn renumber_command(&self, entry: &Entry, rivals: &[&str]) -> String {
        let id = self.id(entry).unwrap_or_default();
        let words = self.telling_words(entry, rivals).map(|words| format!("\"{words}\""));
        format!("gapreg renumber {id} --heading {}", words.as_deref().unwrap_or("WORDS"))
    }

    /// The words of a title that a shell takes as they are and that name one entry.
    fn telling_words(&self, entry: &Entry, rivals: &[&str]) -> Option<&str> {
        let title = self.text(entry.title);
        let is_plain = |c: char| c.is_alphanumeric() || " -_.,:;()/'+=&".contains(c);
        let end = title.find(|c| !is_plain(c)).unwrap_or(title.len());
        let words = title[..end].trim();
        let folded = fold(words);
        let has_words = |heading: &str| fold(heading).contains(&folded);
        let own = self.text(entry.heading);
        let sharers = self.sharers(self.id(entry)?);
        // Each finding about such an entry looks at all of them.
        if sharers.len() > MOST_COMPARED {
            return None;
        }
        let others = sharers.filter(|other| other.span != entry.span);
        let mut others = others.map(|other| self.text(other.heading)).chain(rivals.iter().copied());
        let is_alone = has_words(own) && !others.any(has_words);
        (words.contains(char::is_alphanumeric) && is_alone).then_some(words)
    }
}
