//! Remarks that say of a repair that it does not hold.

use super::tokens::{Piece, Token};
use super::words::TypedWords;
use crate::vocabulary::{Beside, Particle, Vocabulary};

/// A word further behind is about something else: `Fixed (the export that failed)`.
const FIRST_WORDS: usize = 2;

impl Vocabulary {
    /// The part of a remark behind the state of a repaired gap that says that the repair does not
    /// hold: `failed on iOS`, `waiting for deploy`, `2 of 3 endpoints`. One that waits for its verification
    /// is done.
    pub(crate) fn taken_back<'t>(&self, remark: &'t str) -> Option<&'t str> {
        self.clauses(remark).find_map(|clause| {
            let has = |pieces: &[Piece<()>], beside| {
                pieces.iter().position(|piece| piece.token == Token::Beside(beside))
            };
            let first = &clause[..FIRST_WORDS.min(clause.len())];
            let is_done = has(&clause, Beside::Checked).is_some();
            let denied = has(first, Beside::Unrepaired).filter(|_| !is_done);
            let failed = has(first, Beside::Failed);
            let at = denied
                .or(failed)
                .or_else(|| has(&clause, Beside::Unreleased))
                .or_else(|| self.count_in_part(remark, &clause))?;
            Some(&remark[clause[at].start..clause.last()?.end])
        })
    }

    /// Whether words behind the state of a repaired gap limit it: `only in staging`, `not for guests`.
    pub(crate) fn is_limited(&self, remark: &str) -> bool {
        let is_limit = |piece: &Piece<()>| piece.token == Token::Beside(Beside::Unclear);
        let is_limited = |clause: Vec<Piece<()>>| {
            clause.iter().take(FIRST_WORDS).any(is_limit) || clause.last().is_some_and(is_limit)
        };
        self.taken_back(remark).is_some() || self.clauses(remark).any(is_limited)
    }

    /// Where a clause says that a part is repaired: `2 of 3`.
    fn count_in_part(&self, remark: &str, clause: &[Piece<()>]) -> Option<usize> {
        let number = |piece: &Piece<()>| remark[piece.start..piece.end].parse::<u32>().ok();
        clause.windows(3).position(|three| {
            let between = &remark[three[1].start..three[1].end];
            let is_of = self.particle(between) == Some(Particle::Share);
            is_of && number(&three[0]).zip(number(&three[2])).is_some_and(|(part, all)| part < all)
        })
    }

    /// The parts of a remark between commas, dashes and parentheses.
    fn clauses(&self, remark: &str) -> impl Iterator<Item = Vec<Piece<()>>> {
        let no_values = TypedWords { lookup: |_: &str| None::<()>, is_main: |_: &str| false };
        let is_between =
            |piece: &Piece<()>| matches!(piece.token, Token::Open | Token::Close | Token::Gap);
        let pieces = self.pieces(remark, &no_values);
        let clauses: Vec<Vec<Piece<()>>> = pieces.split(is_between).map(<[_]>::to_vec).collect();
        clauses.into_iter()
    }
}
