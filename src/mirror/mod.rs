//! Registers and their translations: which belong together, entry by entry, and in what they
//! contradict each other.

mod align;
mod compare;
mod contradiction;
mod difference;
mod entry;
mod families;
mod likeness;
mod outdated;
mod prose;
mod shape;
mod status;
mod table;
mod tokens;
mod value;

use crate::register::{Entry, Policy, Register};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

pub use align::{Alignment, Bond, Couple};
pub use contradiction::{Contradiction, Kind};
pub use difference::in_language;
pub use families::{Pairing, Pattern, Place, companies, family, pair_up};
pub use outdated::{Revision, Outdated, outdated};
pub use prose::print_of;
pub use status::{LanguageStatus, PairFindings, in_all, statuses};

/// Stands in an entry that was copied, until somebody translates it.
pub const UNTRANSLATED_MARK: &str = "gapreg:untranslated";
/// Stands in an entry that somebody compared with its source, with the print of what that said.
pub const REVIEWED_MARK: &str = "gapreg:reviewed";

/// A register and its translation, side by side.
#[derive(Debug)]
pub struct Pair<'r> {
    /// The register in the leading language.
    pub leading: &'r Register<'r>,
    /// Its translation.
    pub mirror: &'r Register<'r>,
    /// Their entries.
    pub alignment: Alignment<'r>,
    /// The policy in force in each.
    pub policies: [&'r Policy; 2],
    /// The words.
    pub words: &'r Vocabulary,
}

/// The comment of a mark within an entry.
pub fn mark_of(register: &Register<'_>, entry: &Entry, mark: &str) -> Option<Span> {
    let comments = &register.comments;
    let from = comments.partition_point(|comment| comment.start < entry.span.start);
    let within = comments[from..].iter().take_while(|comment| comment.end <= entry.span.end);
    within.copied().find(|&comment| {
        let inner = register.text(comment).trim_start_matches("<!--").trim_start();
        inner.strip_prefix(mark).is_some_and(|rest| rest.starts_with([' ', '-']))
    })
}

/// The comment that says that a translation was compared with an entry as it is now.
pub fn review_mark(register: &Register<'_>, entry: &Entry) -> String {
    let prose = entry.fields.iter().filter(|field| !field.key.is_some_and(Key::is_copied));
    let texts = prose.map(|field| register.text(field.value));
    format!("<!-- {REVIEWED_MARK} {} -->", prose::print_of(texts))
}

/// Whether a translation was compared with an entry as it is now.
pub fn is_reviewed(pair: &Pair<'_>, couple: &Couple<'_>) -> bool {
    mark_of(pair.mirror, couple.mirror, REVIEWED_MARK)
        .is_some_and(|mark| pair.mirror.text(mark) == review_mark(pair.leading, couple.leading))
}

impl<'r> Pair<'r> {
    /// Puts a register and its translation side by side.
    pub fn new(
        leading: &'r Register<'r>,
        mirror: &'r Register<'r>,
        policies: [&'r Policy; 2],
        words: &'r Vocabulary,
    ) -> Self {
        Self { leading, mirror, alignment: align::align(leading, mirror), policies, words }
    }

    /// Everything in which the translation contradicts its source, each once.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        compare::contradictions(self)
    }
}

#[cfg(test)]
mod tests;
