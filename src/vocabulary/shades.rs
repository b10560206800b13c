//! Short words beside a state that make another one of it: `not yet fixed`, `half done`, `open again`.
//!
//! A state is composed of its word and of these, in any number: `still not fixed` is open, `not yet
//! completely fixed` is in progress. What is composed to no state, such as `not open`, has none.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::fold::fold;
use super::word_table::WordTable;

/// What a word makes of the state beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shade {
    /// It is not so: `not`.
    Negated,
    /// A part of it is so: `half`.
    Partly,
    /// All of it is so: `completely`.
    Fully,
    /// It was so before: `again`.
    Again,
    /// It is being made so: `being`.
    Ongoing,
    /// It will be so: `soon`.
    Later,
    /// It is so: `now`, `already`, `still`.
    Plain,
}

impl Shade {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "negated" => Self::Negated,
            "partly" => Self::Partly,
            "fully" => Self::Fully,
            "again" => Self::Again,
            "ongoing" => Self::Ongoing,
            "later" => Self::Later,
            "plain" => Self::Plain,
            _ => return None,
        })
    }
}

/// A state, and what was said of it.
#[derive(Clone, Copy)]
struct Composed<'v> {
    state: &'v str,
    is_full: bool,
    /// Somebody verified it, and did not only close it.
    is_verified: bool,
    /// The word says that something is there, and not that it is repaired.
    is_presence: bool,
}

/// More words are never one particle.
const MOST_WORDS: usize = 4;
/// A longer text is a sentence.
const LONGEST: usize = 64;
/// A glued particle has at most so many letters, and the word behind it at least so many.
const MOST_GLUED: usize = 6;
const FEWEST_BEHIND: usize = 4;

/// The words that shade a state, of all languages.
#[derive(Debug)]
pub(super) struct Shades {
    shipped: &'static WordTable<&'static str>,
    own: HashMap<String, String>,
    /// Those that say that something is done; filled when they are asked for.
    done: OnceLock<Vec<String>>,
    /// What is closed need not be verified.
    closed: &'static WordTable<&'static str>,
}

/// Reads one text.
struct Reader<'s, F> {
    shades: &'s Shades,
    /// The state that a word means by itself.
    state: F,
    reads_presence: bool,
}

impl Shades {
    pub(super) fn new(
        shipped: &'static WordTable<&'static str>,
        closed: &'static WordTable<&'static str>,
    ) -> Self {
        Self { shipped, own: HashMap::new(), done: OnceLock::new(), closed }
    }

    /// Adds a configuration's words of a kind.
    pub(super) fn add(&mut self, spellings: &[String], kind: &str) {
        self.own.extend(spellings.iter().map(|word| (fold(word), kind.to_owned())));
    }

    /// The state that a folded text of particles and a word for a state means; nothing where it has no
    /// particle.
    pub(super) fn state<'v>(
        &'v self,
        folded: &str,
        state: impl Fn(&str) -> Option<&'v str>,
    ) -> Option<&'v str> {
        self.read(folded, false, state)
    }

    /// The same where a word may also say that something is there: `half there`, `not there`.
    pub(super) fn explained_state<'v>(
        &'v self,
        folded: &str,
        state: impl Fn(&str) -> Option<&'v str>,
    ) -> Option<&'v str> {
        self.read(folded, true, state)
    }

    fn read<'v>(
        &'v self,
        folded: &str,
        reads_presence: bool,
        state: impl Fn(&str) -> Option<&'v str>,
    ) -> Option<&'v str> {
        if folded.len() > LONGEST {
            return None;
        }
        let reader = Reader { shades: self, state, reads_presence };
        let word = reader.word(folded).filter(|_| reads_presence);
        word.or_else(|| reader.shaded(folded, 0)).map(|found| found.state)
    }

    /// Whether some folded words are a particle that leaves a state not as it is: `not`, `half`, `soon`.
    pub(super) fn changes(&self, words: &str) -> bool {
        self.shade(words)
            .is_some_and(|it| !matches!(it, Shade::Plain | Shade::Fully | Shade::Again))
    }

    /// Whether some folded words are a particle that leaves a state as it is: `now`, `completely`, `again`.
    pub(super) fn confirms(&self, words: &str) -> bool {
        self.shade(words).is_some_and(|it| matches!(it, Shade::Plain | Shade::Fully | Shade::Again))
    }

    fn kind(&self, words: &str) -> Option<&str> {
        let own = (!self.own.is_empty()).then(|| self.own.get(words)).flatten();
        own.map(String::as_str).or_else(|| self.shipped.get(words).copied())
    }

    fn shade(&self, words: &str) -> Option<Shade> {
        shade_of(words, self.kind(words))
    }

    pub(super) fn is(&self, words: &str, kind: &str) -> bool {
        self.kind(words) == Some(kind)
    }

    /// The words that say that something is done.
    fn done(&self) -> &[String] {
        self.done.get_or_init(|| {
            let all = self.shipped.words().chain(self.own.keys().map(String::as_str));
            all.filter(|word| self.is(word, "done")).map(str::to_owned).collect()
        })
    }

    /// What is behind the particles that deny it, as `verified` in `not yet verified`, in a folded text.
    pub(super) fn denied<'t>(&self, folded: &'t str) -> Option<&'t str> {
        let beside = |is: fn(Shade) -> bool| {
            let shaded = move |words: &str| self.shade(words).is_some_and(is);
            let start = splits(folded).into_iter().rev().map(|at| folded.split_at(at));
            let start = start.filter(move |(words, _)| shaded(words)).map(|(_, rest)| rest);
            let end = splits_of_end(folded).into_iter().rev().map(|at| folded.split_at(at));
            let end =
                end.filter(move |(_, words)| shaded(words.trim_start())).map(|(rest, _)| rest);
            start.chain(end).map(|rest| rest.trim_matches([' ', '-'])).next()
        };
        let denied = || beside(|shade| shade == Shade::Negated);
        denied().or_else(|| self.denied(beside(|shade| shade == Shade::Plain)?))
    }
}

impl<'v, F: Fn(&str) -> Option<&'v str>> Reader<'v, F> {
    /// The state of a text with a particle at its start or at its end.
    fn shaded(&self, text: &str, depth: usize) -> Option<Composed<'v>> {
        const DEEPEST: usize = 3;
        if depth > DEEPEST {
            return None;
        }
        if let Some(joined) = self.joined(text, depth) {
            return Some(joined);
        }
        let combined = |words: &str, rest: &str| {
            let shade = self.shades.shade(words)?;
            let rest = rest.trim_matches([' ', '-']);
            let inner = self.inner(rest, depth)?;
            combine(shade, inner)
        };
        let mut starts = splits(text).into_iter().rev();
        let at_start = starts.find_map(|at| combined(&text[..at], &text[at..]));
        at_start
            .or_else(|| {
                splits_of_end(text)
                    .into_iter()
                    .rev()
                    .find_map(|at| combined(text[at..].trim_start_matches([' ', '-']), &text[..at]))
            })
            .or_else(|| self.glued(text, depth))
    }

    /// The state that two parts of a text both mean: `fixed and released`.
    fn joined(&self, text: &str, depth: usize) -> Option<Composed<'v>> {
        let mut blanks = text.match_indices(' ').map(|(at, _)| at);
        let at = blanks.find(|&at| {
            let next = text[at + 1..].split(' ').next().unwrap_or_default();
            self.shades.is(next, "joining")
        })?;
        let (one, rest) = text.split_at(at);
        let (_, other) = rest[1..].split_once(' ')?;
        let [one, other] = [one, other].map(|part| self.inner(part, depth));
        one.zip(other).filter(|(one, other)| one.state == other.state).map(|(_, other)| other)
    }

    /// The state of what is beside a particle.
    fn inner(&self, text: &str, depth: usize) -> Option<Composed<'v>> {
        if text.is_empty() {
            return None;
        }
        self.word(text).or_else(|| self.shaded(text, depth + 1))
    }

    /// The state of a word by itself.
    fn word(&self, text: &str) -> Option<Composed<'v>> {
        if let Some(state) = (self.state)(text) {
            let is_verified = state == "Verified" && self.shades.closed.get(text).is_none();
            return Some(Composed { state, is_full: false, is_verified, is_presence: false });
        }
        let state = match self.shades.kind(text)? {
            "made" => "Fixed",
            "present" if self.reads_presence => "Fixed",
            "lacking" if self.reads_presence => "Open",
            _ => return None,
        };
        Some(Composed { state, is_full: false, is_verified: false, is_presence: true })
    }

    /// The state of one word that a particle is a part of: `unerledigt`, `çözülmedi`, `未修正`.
    fn glued(&self, word: &str, depth: usize) -> Option<Composed<'v>> {
        if word.contains(' ') {
            return None;
        }
        let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(1).collect();
        let is_wide = word.starts_with(|c: char| c >= '\u{2e80}');
        let begins = ends.iter().copied().take(MOST_GLUED);
        let begins = begins.filter(|&at| is_wide || word[at..].chars().count() >= FEWEST_BEHIND);
        let front = begins.rev().find_map(|at| {
            let (particle, rest) = word.split_at(at);
            let kind = self.shades.kind(particle);
            let shade = shade_of(particle, kind);
            let is_prefix = || (kind == Some("prefix")).then_some(Shade::Negated);
            let done = || is_wide.then(|| self.done(rest, ""))?;
            let inner = || self.inner(rest, depth).or_else(done);
            combine(shade.or_else(is_prefix)?, inner()?)
        });
        let tails = ends.iter().copied().rev().take(MOST_GLUED);
        let behind = || {
            let mut tails = tails.rev();
            tails.find_map(|at| {
                let (rest, particle) = word.split_at(at);
                let kind = self.shades.kind(particle);
                if kind == Some("denied") {
                    return combine(Shade::Negated, self.done("", rest)?);
                }
                let shade = shade_of(particle, kind).filter(|_| is_wide)?;
                combine(shade, self.inner(rest, depth)?)
            })
        };
        front.or_else(behind)
    }

    /// The state of a word without the part that says that it is done: `解決` of `解決済み`, the stem of
    /// `çözüldü`.
    fn done(&self, rest: &str, stem: &str) -> Option<Composed<'v>> {
        for done in self.shades.done() {
            let forms = if stem.is_empty() {
                [format!("{done}{rest}"), format!("{rest}{done}")]
            } else {
                [format!("{stem}{done}"), String::new()]
            };
            let known = forms.iter().filter(|it| !it.is_empty()).find_map(|it| self.word(it));
            if known.is_some() {
                return known;
            }
        }
        None
    }
}

/// What some words of a kind make of the state beside them.
fn shade_of(words: &str, kind: Option<&str>) -> Option<Shade> {
    let share = || is_share(words).then_some(Shade::Partly);
    kind.and_then(Shade::named).or_else(share)
}

/// Whether some words say of how much something holds, and not of all: `80 %`, `%60`, `to 20%`.
fn is_share(words: &str) -> bool {
    const LONGEST: usize = 5;
    if !words.contains('%') {
        return false;
    }
    let digits =
        words.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, ' ' | '%' | '~'));
    let is_short = words.len() - digits.len() <= LONGEST;
    let number = digits.trim_end_matches([' ', '%']);
    is_short && number.parse::<u8>().is_ok_and(|number| number < 100)
}

/// What a particle makes of a state.
fn combine(shade: Shade, inner: Composed<'_>) -> Option<Composed<'_>> {
    let state = match (shade, inner.state) {
        (Shade::Plain | Shade::Again, _) if inner.is_presence => return None,
        (Shade::Plain | Shade::Fully, state) => state,
        // Not verified is not the same as not repaired.
        (Shade::Negated, _) if inner.is_verified => return None,
        (Shade::Negated, "Fixed" | "Verified") if inner.is_full => "In Progress",
        (Shade::Negated | Shade::Later, "Fixed" | "Verified") | (Shade::Negated, "In Progress") => {
            "Open"
        }
        (Shade::Partly | Shade::Ongoing, "Fixed" | "Verified")
        | (Shade::Partly, "In Progress" | "Open") => "In Progress",
        (Shade::Again, "Open" | "Fixed" | "In Progress") => inner.state,
        _ => return None,
    };
    let is_full = shade == Shade::Fully || (shade == Shade::Plain && inner.is_full);
    let is_verified = inner.is_verified && matches!(shade, Shade::Plain | Shade::Fully);
    Some(Composed { state, is_full, is_verified, is_presence: false })
}

/// Where the first words of a text end: the first, the first two, and so on; in a script without blanks,
/// the first signs.
fn splits(text: &str) -> Vec<usize> {
    let is_wide = text.starts_with(|c: char| c >= '\u{2e80}');
    if is_wide && !text.contains(' ') {
        return text.char_indices().map(|(at, _)| at).skip(1).take(MOST_WORDS).collect();
    }
    text.match_indices([' ', '-']).map(|(at, _)| at).filter(|&at| at > 0).take(MOST_WORDS).collect()
}

/// Where the last words of a text begin.
fn splits_of_end(text: &str) -> Vec<usize> {
    let is_wide = text.starts_with(|c: char| c >= '\u{2e80}');
    if is_wide && !text.contains(' ') {
        return text
            .char_indices()
            .rev()
            .map(|(at, _)| at)
            .filter(|&at| at > 0)
            .take(MOST_WORDS)
            .collect();
    }
    text.rmatch_indices(' ').map(|(at, _)| at).filter(|&at| at > 0).take(MOST_WORDS).collect()
}

#[cfg(test)]
mod tests;
