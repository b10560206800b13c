//! Remarks that say of a repair that it does not hold.

use super::tokens::Token;
use super::words::TypedWords;
use crate::vocabulary::{Beside, Vocabulary};

/// A word further behind is about something else: `Fixed (the export that failed)`.
const FIRST_WORDS: usize = 2;

impl Vocabulary {
    /// The part of a remark behind the state of a repaired gap that says that the repair does not
    /// hold: `failed on iOS`, `waiting for deploy`.
    pub(crate) fn taken_back<'t>(&self, remark: &'t str) -> Option<&'t str> {
        let no_values = TypedWords { lookup: |_: &str| None::<()>, is_main: |_: &str| false };
        let pieces = self.pieces(remark, &no_values);
        let is_between =
            |token: Token<()>| matches!(token, Token::Open | Token::Close | Token::Gap);
        let mut clauses = pieces.split(|piece| is_between(piece.token));
        clauses.find_map(|clause| {
            let is_denial = |token: Token<()>| token == Token::Beside(Beside::Unrepaired);
            let first = clause.iter().take(FIRST_WORDS).find(|piece| is_denial(piece.token))?;
            Some(&remark[first.start..clause.last()?.end])
        })
    }
}
