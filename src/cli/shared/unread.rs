//! How many lists and tables were not taken for entries.

use super::terminal::Terminal;
use crate::finding::counted;

/// Says how many lists, tables and runs of sections could be entries and were not taken for any.
pub(crate) fn say(count: usize, terminal: &Terminal) {
    if count > 0 {
        let what = counted(count, "list or table", "lists or tables");
        let was = if count == 1 { "was" } else { "were" };
        terminal.say(&format!(
            "{what} that could be entries {was} not read as such; `gapreg list --unread` shows {}",
            if count == 1 { "it" } else { "them" },
        ));
    }
}
