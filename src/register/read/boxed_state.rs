//! The state at the end of an item with a box: `- [x] Dark mode — won't fix`. It is more exact than the box.

use super::short_values::remark_at_end;
use crate::register::closing_tail::{is_share, is_taken_back};
use crate::vocabulary::{Vocabulary, closes_unrepaired};

/// What may be in front of the state.
const DASHES: [&str; 4] = [" — ", " – ", " -- ", " - "];

/// The words of a line before the state that it ends with, and that state. Behind a name, all of the line may be one.
pub(super) fn state_at_end<'t>(
    line: &'t str,
    is_ticked: bool,
    is_named: bool,
    words: &Vocabulary,
) -> Option<(&'t str, &'t str)> {
    let dashes = DASHES.into_iter().filter_map(|dash| Some((line.rfind(dash)?, dash)));
    let dash = dashes.max_by_key(|(at, _)| *at);
    let behind_dash = dash.map(|(at, dash)| (line[..at].trim_end(), &line[at + dash.len()..]));
    let all = || is_named.then_some(("", line));
    let (before, part) = remark_at_end(line).or(behind_dash).or_else(all)?;
    let state = part.trim_matches(['.', ' ', '*', '_']);
    let is_title = before.is_empty() && !is_named;
    (!is_title && is_state(state, is_ticked, words)).then_some((before, state))
}

/// Whether some words are a state that the box cannot say, or the same in words. An empty box is not overruled by a
/// word for what is done.
fn is_state(part: &str, is_ticked: bool, words: &Vocabulary) -> bool {
    let alone = words.status_word_alone(part).filter(|_| part.contains(char::is_alphabetic));
    let is_done = matches!(alone, Some("Fixed" | "Verified"));
    let is_main = words.translated_status(part).is_some();
    if !is_ticked {
        let closes = alone.is_some_and(closes_unrepaired);
        // `Rooms (new)` names the rooms.
        let is_clear = is_main || matches!(alone, Some("Blocked" | "Deferred"));
        return is_clear && !is_done && !closes;
    }
    // `not done` and `2/5 pages` deny what the box says.
    let is_denied =
        part.contains(' ') && matches!(words.status(part), Some("Open" | "In Progress"));
    is_done
        || is_denied
        || is_share(part)
        || alone == Some("In Progress")
        || is_main
        || alone == Some("Reopened")
        || closes_without_repair(part, words)
        || is_taken_back(part, words)
}

/// Whether some words say that a gap was closed and nothing repaired: `dupe of G-3`.
pub(super) fn closes_without_repair(part: &str, words: &Vocabulary) -> bool {
    const MOST_WORDS: usize = 5;
    part.split_whitespace().count() <= MOST_WORDS
        && words.status(part).is_some_and(closes_unrepaired)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn the_last_words_beside_a_box_may_be_its_state() {
        let words = Vocabulary::with(&UniqueMap::default());
        let read = |line, is_ticked| state_at_end(line, is_ticked, false, &words);
        for (line, title, state) in [
            ("Dark mode — wontfix", "Dark mode", "wontfix"),
            ("Lamp is off (duplicate of G-2)", "Lamp is off", "duplicate of G-2"),
            ("Rain is slow – cannot reproduce", "Rain is slow", "cannot reproduce"),
            ("Timing — Loc team — fixed", "Timing — Loc team", "fixed"),
            ("Lamba yanmıyor (yinelenen)", "Lamba yanmıyor", "yinelenen"),
            ("Lampe ist aus – nicht reproduzierbar", "Lampe ist aus", "nicht reproduzierbar"),
            ("Lampe éteinte (doublon)", "Lampe éteinte", "doublon"),
            ("Lamp is off — reverted in 4.2", "Lamp is off", "reverted in 4.2"),
            ("Lamp is off — reopened", "Lamp is off", "reopened"),
            ("Lamp is off — wip", "Lamp is off", "wip"),
            ("Lamp is off — not done", "Lamp is off", "not done"),
            ("Lamp is off (50 %)", "Lamp is off", "50 %"),
            ("Lampe ist aus (nicht erledigt)", "Lampe ist aus", "nicht erledigt"),
        ] {
            assert_eq!(read(line, true), Some((title, state)), "{line}");
        }
        for line in
            ["Boss skips a phase — Kim (in progress)", "Rain (open)", "Kapı takılıyor – engellendi"]
        {
            assert!(read(line, false).is_some(), "{line}");
        }
        for line in
            ["Export (done)", "Add a page — wontfix", "Rooms (new)", "Rooms (see G-2)", "Open"]
        {
            assert_eq!(read(line, false), None, "{line}");
        }
        for line in ["Rooms (new)", "Rooms (see G-2)", "Show rooms — the large ones", "fixed"] {
            assert_eq!(read(line, true), None, "{line}");
        }
    }
}
