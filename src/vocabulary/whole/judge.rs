//! Which of the values of a text holds, and whether the words beside it leave it as it is.

use std::ops::Range;

use super::tokens::{Piece, Token, tokens};
use super::value::{Unread, ValueKind, ValueReader, WholeValue};
use crate::vocabulary::{Beside, Vocabulary};

impl Vocabulary {
    /// The value of a text.
    pub(crate) fn whole<'t, R: ValueReader>(
        &self,
        text: &'t str,
        reader: &R,
    ) -> Result<WholeValue<'t, R::Value>, Unread<'t>> {
        Judge::read(text, reader, self)
    }
}

/// What the words in front of a value say of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pending {
    Old,
    New,
    More,
}

/// A word makes the text unclear.
struct Unclear;

/// The value that holds so far.
#[derive(Clone, Copy)]
struct Current<V> {
    value: V,
    start: usize,
    end: usize,
}

struct Judge<'t, 'r, R: ValueReader> {
    text: &'t str,
    reader: &'r R,
    words: &'r Vocabulary,
    pieces: Vec<Piece<R::Value>>,
    current: Option<Current<R::Value>>,
    /// Whether another value held before.
    is_changed: bool,
    /// A word that says that the value was changed.
    moved: Option<(usize, usize)>,
    depth: usize,
}

/// The bounds of what was not understood.
type Fault = (usize, usize);

impl<'t, 'r, R: ValueReader> Judge<'t, 'r, R> {
    fn read(
        text: &'t str,
        reader: &'r R,
        words: &'r Vocabulary,
    ) -> Result<WholeValue<'t, R::Value>, Unread<'t>> {
        let pieces = tokens(text, reader, words);
        let mut judge = Self {
            text,
            reader,
            words,
            pieces,
            current: None,
            is_changed: false,
            moved: None,
            depth: 0,
        };
        let result = judge.clauses();
        judge.conclude(result)
    }

    fn conclude(&self, result: Result<(), Fault>) -> Result<WholeValue<'t, R::Value>, Unread<'t>> {
        let all = Unread { part: self.text, beside: "" };
        let has_value = self.pieces.iter().any(|piece| matches!(piece.token, Token::Value(_)));
        let is_unclear = self.moved.filter(|_| !self.is_changed);
        let fault = match (result, self.current, is_unclear) {
            (Ok(()), Some(current), None) => return Ok(self.whole(current)),
            (Err(fault), ..) if has_value => fault,
            (Ok(()), Some(_), Some(moved)) => moved,
            _ => return Err(all),
        };
        let part = self.text[fault.0..fault.1].trim();
        let is_beside = |piece: &&Piece<R::Value>| {
            let is_value = matches!(piece.token, Token::Value(_));
            is_value && (piece.end <= fault.0 || piece.start >= fault.1)
        };
        let beside = self.pieces.iter().find(is_beside);
        let beside = beside.map_or("", |piece| &self.text[piece.start..piece.end]);
        Err(if beside.is_empty() { all } else { Unread { part, beside } })
    }

    fn whole(&self, current: Current<R::Value>) -> WholeValue<'t, R::Value> {
        let behind = |piece: &&Piece<R::Value>| {
            piece.start >= current.end && !matches!(piece.token, Token::Struck)
        };
        let remark = self.pieces.iter().find(behind);
        let remark = remark.map_or("", |piece| &self.text[piece.start..]);
        let text = &self.text[current.start..current.end];
        WholeValue { value: current.value, text, remark }
    }

    /// Reads clause by clause; the signs between clauses say what comes next.
    fn clauses(&mut self) -> Result<(), Fault> {
        let is_end =
            |token: Token<R::Value>| matches!(token, Token::Open | Token::Close | Token::Gap);
        let mut start = 0;
        while start < self.pieces.len() {
            let token = self.pieces[start].token;
            if is_end(token) {
                match token {
                    Token::Open => self.depth += 1,
                    Token::Close => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                start += 1;
                continue;
            }
            let rest = &self.pieces[start..];
            let length = rest.iter().position(|piece| is_end(piece.token)).unwrap_or(rest.len());
            self.clause(start, start + length)?;
            start += length;
        }
        Ok(())
    }

    fn clause(&mut self, start: usize, end: usize) -> Result<(), Fault> {
        // Up to the value every word counts; behind it there may be remarks.
        let is_remark = self.current.is_some() && start > 0;
        if is_remark {
            self.check_remark(start, end)?;
        }
        let mut pending = None;
        for at in start..end {
            let Piece { token, start: from, .. } = self.pieces[at];
            let fault = (from, self.pieces[end - 1].end);
            if is_remark && self.is_mere_word(at, start..end, pending) {
                pending = None;
                continue;
            }
            match token {
                Token::Value(value) => {
                    self.take(value, at, end, pending.take()).ok_or(fault)?;
                }
                Token::Struck => {
                    self.is_changed = true;
                    pending = None;
                }
                Token::Arrow | Token::Plus if pending.is_some() || self.lacks_value(at, end) => {
                    return Err(fault);
                }
                Token::Arrow => pending = Some(Pending::New),
                Token::Plus => pending = Some(Pending::More),
                Token::Beside(beside) => {
                    let fault = (from, self.end_of_fault(at, end));
                    pending = self.word(beside, at, end, is_remark).map_err(|Unclear| fault)?;
                }
                _ if is_remark || self.is_harmless(at) => {}
                _ => return Err((from, self.end_of_fault(at, end))),
            }
        }
        Ok(())
    }

    /// A fault in front of the value ends there.
    fn end_of_fault(&self, at: usize, end: usize) -> usize {
        let rest = &self.pieces[at..end];
        let value = rest.iter().position(|piece| matches!(piece.token, Token::Value(_)));
        match (self.current, value) {
            (None, Some(value)) if value > 0 => rest[value - 1].end,
            _ => self.pieces[end - 1].end,
        }
    }

    /// Whether no value, old or new, is behind a sign that needs one.
    fn lacks_value(&self, at: usize, end: usize) -> bool {
        let next = self.pieces[at + 1..end].first().map(|piece| piece.token);
        // In a remark in parentheses, an arrow is about something else.
        let is_value = matches!(next, Some(Token::Value(_) | Token::Struck));
        self.depth == 0 && !is_value
    }

    /// Whether a part of a remark is a word like any other, although it could be a value.
    fn is_mere_word(&self, at: usize, clause: Range<usize>, pending: Option<Pending>) -> bool {
        let piece = self.pieces[at];
        match piece.token {
            Token::Value(_) => {
                let is_first = pending.is_some() || self.begins(at, clause.start);
                let counts = self.reader.kind() == ValueKind::Duration || is_first;
                let is_meant = || self.reader.is_meant(&self.text[piece.start..piece.end]);
                // `Open / Done` are two states, `Open (blocked)` is one with a remark.
                (clause.len() > 1 || self.depth > 0) && !(counts && is_meant())
            }
            Token::Arrow | Token::Plus => {
                let next = self.pieces[at + 1..clause.end].first().map(|piece| piece.token);
                self.depth > 0 && !matches!(next, Some(Token::Value(_)))
            }
            _ => false,
        }
    }

    /// Whether a value begins a clause, alone or behind a small word: `2026-01-04, to 2026-01-10`.
    fn begins(&self, at: usize, start: usize) -> bool {
        const SMALL: usize = 3;
        let before = &self.pieces[start];
        let is_small = || self.text[before.start..before.end].chars().count() <= SMALL;
        let is_word = self.reader.kind() == ValueKind::Word;
        at == start || (at == start + 1 && ((self.depth == 0 && !is_word) || is_small()))
    }

    /// What in a remark takes the value back.
    fn check_remark(&self, start: usize, end: usize) -> Result<(), Fault> {
        let (first, last) = (self.pieces[start], self.pieces[end - 1]);
        let is_short = end - start <= 3;
        let text = &self.text[last.start..last.end];
        // `artık geçerli değil`, and not `benchmarks are void`, which is about something else.
        let is_of_value = end - start <= 2 || matches!(first.token, Token::Beside(_));
        let is_last = self.is_unclear(last) || self.words.is_denied(text);
        let is_denied = is_short && is_of_value && is_last;
        let has_doubt = self.pieces[start..end].iter().any(|piece| piece.token == Token::Doubt);
        let is_asked =
            is_short && has_doubt && self.text[first.start..last.end].contains(['?', '？', '%']);
        let is_other_number = end - start == 1 && self.is_other_number(first);
        if self.is_unclear(first)
            || is_denied
            || is_asked
            || is_other_number
            || self.has_other_bound(start, end)
        {
            return Err((first.start, last.end));
        }
        Ok(())
    }

    /// Whether a part takes the value back, also where its word is a value of its own: `reopened`.
    fn is_unclear(&self, piece: Piece<R::Value>) -> bool {
        let text = &self.text[piece.start..piece.end];
        match piece.token {
            Token::Beside(beside) => beside == Beside::Unclear,
            Token::Value(_) => self.words.beside(text) == Some(Beside::Unclear),
            _ => false,
        }
    }

    /// Whether a number alone may be meant as another value: of `2026-01-04/05`, the second day.
    fn is_other_number(&self, piece: Piece<R::Value>) -> bool {
        let text = &self.text[piece.start..piece.end];
        let is_other = match self.reader.kind() {
            ValueKind::Word => false,
            ValueKind::Duration => !self.is_date(piece),
            _ => !text.contains([':', '.']),
        };
        piece.token == Token::Number && is_other
    }

    /// Whether a duration has another end or start: `7d (until 2026-02-15)`, `7d (from 2026-02-15)`.
    fn has_other_bound(&self, start: usize, end: usize) -> bool {
        // `was 7d until 2026-03-04` is about an older one.
        let first = self.pieces[start].token;
        if matches!(first, Token::Beside(Beside::Earlier | Beside::Before)) {
            return false;
        }
        let ends =
            |token| matches!(token, Token::Beside(Beside::Limit | Beside::Now | Beside::Since));
        let is_end = |two: &[Piece<R::Value>]| ends(two[0].token) && two[1].token == Token::Number;
        self.reader.kind() == ValueKind::Duration && self.pieces[start..end].windows(2).any(is_end)
    }

    /// Takes a value, by what is in front of it and behind it; nothing where it contradicts another.
    fn take(
        &mut self,
        value: R::Value,
        at: usize,
        end: usize,
        pending: Option<Pending>,
    ) -> Option<()> {
        let Piece { start, end: until, .. } = self.pieces[at];
        let new = Current { value, start, end: until };
        let next = self.pieces[at + 1..end].first().map(|piece| piece.token);
        match (pending, next, self.current) {
            (Some(Pending::Old), ..) | (_, Some(Token::Beside(Beside::Replaced)), _) => {
                self.is_changed = true;
            }
            (Some(Pending::New), ..) | (_, Some(Token::Beside(Beside::Made)), _) => {
                self.is_changed |= self.current.is_some();
                self.current = Some(new);
            }
            (Some(Pending::More), _, Some(old)) => {
                let value = self.reader.sum(old.value, value)?;
                self.current = Some(Current { value, start: old.start, end: until });
                self.is_changed = true;
            }
            (None, _, None) => self.current = Some(new),
            (None, _, Some(old)) if old.value == value => {}
            _ => return None,
        }
        Some(())
    }

    /// What a known word says of the value behind it.
    fn word(
        &mut self,
        beside: Beside,
        at: usize,
        end: usize,
        is_remark: bool,
    ) -> Result<Option<Pending>, Unclear> {
        let kind = self.reader.kind();
        let next = self.pieces[at + 1..end].first().map(|piece| piece.token);
        let leads = matches!(next, Some(Token::Value(_)));
        let is_day = matches!(kind, ValueKind::Day | ValueKind::Deadline | ValueKind::Review);
        Ok(match beside {
            Beside::Unclear if !is_remark => return Err(Unclear),
            Beside::Then if leads => return Err(Unclear),
            Beside::Before if is_day && (leads || !is_remark) => return Err(Unclear),
            Beside::Earlier | Beside::Before if leads => Some(Pending::Old),
            Beside::Now if leads => Some(Pending::New),
            Beside::More if leads => Some(Pending::More),
            Beside::Limit if matches!(kind, ValueKind::Duration | ValueKind::Deadline) => None,
            // `Open since 2026-03-02`
            Beside::Since if kind == ValueKind::Word && next == Some(Token::Number) => None,
            Beside::Made | Beside::Replaced | Beside::Plain => None,
            Beside::Moved => {
                if kind == ValueKind::Duration {
                    self.moved = Some((self.pieces[at].start, self.pieces[at].end));
                }
                None
            }
            // A value that is left as it is.
            _ if is_remark || kind == ValueKind::Review => None,
            _ => return Err(Unclear),
        })
    }

    /// Whether an unknown part beside the value, without a sign between, may be there.
    fn is_harmless(&self, at: usize) -> bool {
        let piece = self.pieces[at];
        match (self.reader.kind(), piece.token) {
            (ValueKind::Review, Token::Word | Token::Number) => true,
            // `Fixed 2026-02-03`
            (ValueKind::Word, Token::Number) => self.current.is_some() && self.is_date(piece),
            (ValueKind::Duration, Token::Number) => self.is_changed && self.is_date(piece),
            (_, Token::Number) => self.current.is_some() && self.is_time(piece),
            _ => false,
        }
    }

    fn is_date(&self, piece: Piece<R::Value>) -> bool {
        let text = &self.text[piece.start..piece.end];
        let text = text.trim_start_matches('v');
        text.contains(['.', '-']) && text.starts_with(|c: char| c.is_ascii_digit())
    }

    fn is_time(&self, piece: Piece<R::Value>) -> bool {
        self.text[piece.start..piece.end].contains(':')
    }
}
