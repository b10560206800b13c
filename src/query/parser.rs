//! The parts of an expression → what it demands.
//!
//! ```text
//! any        = all { "or" all }
//! all        = one { "and" one }
//! one        = { "not" } ( "(" any ")" | comparison )
//! comparison = key [ sign value | [ "not" ] "in" "(" value { "," value } ")" ]
//! ```

use super::Known;
use super::attribute::{Attribute, Kind, check_is_told, unknown_key};
use super::condition::{Condition, Side};
use super::error::Slip;
use super::lexer::{Sign, Token, What, tokens};
use super::operand::Operand;
use crate::text::Span;
use crate::vocabulary::fold;

/// Far more than anybody writes, and far less than the stack holds.
const MAX_DEPTH: usize = 64;

/// No label has more words.
const LONGEST_NAME: usize = 8;

/// The words that join comparisons, in any case; as keys and values they stand in quotes.
const JOINERS: [&str; 3] = ["and", "or", "not"];

/// Reads an expression.
pub(super) fn parse(text: &str, known: Known<'_>) -> Result<Condition, Slip> {
    let mut parser = Parser { text, tokens: tokens(text)?, at: 0, depth: 0, known };
    if parser.peek().what == What::End {
        let message = "it is empty; write a comparison such as `status = Open`";
        return Err(Slip::new(parser.peek().place, message));
    }
    let condition = parser.any()?;
    match parser.peek().what {
        What::End => Ok(condition),
        _ => Err(parser.left_over()),
    }
}

struct Parser<'t, 'k> {
    text: &'t str,
    /// The last is the end, and is never passed.
    tokens: Vec<Token<'t>>,
    at: usize,
    depth: usize,
    known: Known<'k>,
}

impl<'t> Parser<'t, '_> {
    fn peek(&self) -> Token<'t> {
        self.tokens[self.at]
    }

    fn next(&mut self) -> Token<'t> {
        let token = self.peek();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn takes(&mut self, what: What<'_>) -> bool {
        let is_next = self.peek().what == what;
        if is_next {
            self.next();
        }
        is_next
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let is_next = is_word(self.peek(), word);
        if is_next {
            self.next();
        }
        is_next
    }

    fn any(&mut self) -> Result<Condition, Slip> {
        self.joined("or", Self::all, Condition::Any)
    }

    fn all(&mut self) -> Result<Condition, Slip> {
        self.joined("and", Self::one, Condition::All)
    }

    /// One part or several with a word between them: a list, so that a long one is not deep.
    fn joined(
        &mut self,
        joiner: &str,
        part: fn(&mut Self) -> Result<Condition, Slip>,
        join: fn(Vec<Condition>) -> Condition,
    ) -> Result<Condition, Slip> {
        let first = part(self)?;
        let mut parts = vec![first];
        while self.takes_word(joiner) {
            parts.push(part(self)?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { join(parts) })
    }

    fn one(&mut self) -> Result<Condition, Slip> {
        let mut is_negated = false;
        while self.takes_word("not") {
            is_negated = !is_negated;
        }
        let token = self.peek();
        let inner =
            if self.takes(What::Open) { self.group(token.place) } else { self.comparison() };
        inner.map(|inner| negated_if(is_negated, inner))
    }

    /// What stands between parentheses; `open` is where the first one is.
    fn group(&mut self, open: Span) -> Result<Condition, Slip> {
        if self.depth == MAX_DEPTH {
            let message = format!("parentheses are nested more than {MAX_DEPTH} deep");
            return Err(Slip::new(open, message));
        }
        self.depth += 1;
        let inner = self.any()?;
        self.depth -= 1;
        self.close(open).map(|()| inner)
    }

    fn close(&mut self, open: Span) -> Result<(), Slip> {
        match self.peek().what {
            What::Close => {
                self.next();
                Ok(())
            }
            What::End => Err(Slip::new(open, "this parenthesis is not closed")),
            _ => Err(self.left_over()),
        }
    }

    fn comparison(&mut self) -> Result<Condition, Slip> {
        let (attribute, place) = self.attribute()?;
        let sign_place = self.peek().place;
        match self.peek().what {
            What::Sign(sign) => {
                self.next();
                self.compared(attribute, sign, sign_place)
            }
            What::Word(_) if is_word(self.peek(), "in") => self.listed(attribute, false),
            What::Word(_) if is_word(self.peek(), "not") && self.is_word_after_next("in") => {
                self.next();
                self.listed(attribute, true)
            }
            _ if self.is_at_name() => Err(self.without_sign(place)),
            _ if attribute.kind() == Kind::Whole => {
                let message = "every entry has a text; write `text ~ \"some words\"`";
                Err(Slip::new(place, message))
            }
            _ => Ok(Condition::Has(attribute)),
        }
    }

    /// A key: one string, or the bare words up to what cannot belong to it.
    fn attribute(&mut self) -> Result<(Attribute, Span), Slip> {
        let first = self.peek();
        let words = match first.what {
            What::Quoted(_) => 1,
            What::Word(_) if !is_joiner(first) => self.bare_words(),
            _ => return Err(self.missing("key")),
        };
        let place = |words: usize| {
            let last = self.tokens[self.at + words - 1].place;
            Span { start: first.place.start, end: last.end }
        };
        let name = |words: usize| match first.what {
            What::Quoted(name) => name,
            _ => place(words).of(self.text),
        };
        let named = |words: usize| Attribute::named(name(words), self.known.vocabulary);
        // The longest name wins: `source page` before `source`.
        let found = (1..=words).rev().find_map(|count| Some((named(count)?, count)));
        let Some((attribute, count)) = found else {
            // All of the words are a name before a sign only; else the first may be.
            let is_before_sign = matches!(self.tokens[self.at + words].what, What::Sign(_));
            let words = if is_before_sign { words } else { 1 };
            return Err(unknown_key(name(words), place(words), self.known.vocabulary));
        };
        let place = place(count);
        check_is_told(attribute, place)?;
        self.at += count;
        Ok((attribute, place))
    }

    /// How many bare words follow, up to one that joins or asks.
    fn bare_words(&self) -> usize {
        let is_name =
            |token: &&Token<'_>| matches!(token.what, What::Word(_)) && !is_joiner(**token);
        let words = self.tokens[self.at..].iter().take_while(is_name);
        // The first is one even if it is `in`.
        let asks = |(at, token): &(usize, &Token<'_>)| *at > 0 && is_word(**token, "in");
        words.enumerate().take_while(|token| !asks(token)).take(LONGEST_NAME).count()
    }

    fn compared(
        &mut self,
        attribute: Attribute,
        sign: Sign,
        sign_place: Span,
    ) -> Result<Condition, Slip> {
        check_compares(attribute, sign, sign_place)?;
        let (text, place) = self.value()?;
        if let Sign::Contains | Sign::ContainsNot = sign {
            let folded = fold(text);
            if folded.is_empty() {
                return Err(Slip::new(place, "every text holds this; write some words"));
            }
            let contains = Condition::Contains(attribute, folded);
            return Ok(negated_if(sign == Sign::ContainsNot, contains));
        }
        let operand = Operand::read(attribute, text, place, self.known)?;
        let side = match sign {
            Sign::Less => Side::Below,
            Sign::LessOrEqual => Side::UpTo,
            Sign::GreaterOrEqual => Side::From,
            Sign::Greater => Side::Above,
            _ => {
                let is = Condition::Is(attribute, vec![operand]);
                return Ok(negated_if(sign == Sign::Unequal, is));
            }
        };
        Ok(Condition::Lies(attribute, side, operand))
    }

    /// `in (a, b)`.
    fn listed(&mut self, attribute: Attribute, is_negated: bool) -> Result<Condition, Slip> {
        let word = self.next().place;
        check_compares(attribute, Sign::Equal, word)?;
        let open = self.peek();
        if !self.takes(What::Open) {
            let message = "a list in parentheses is missing after `in`: `(a, b)`";
            return Err(Slip::new(open.place, message));
        }
        let mut operands = Vec::new();
        loop {
            let (text, place) = self.value()?;
            operands.push(Operand::read(attribute, text, place, self.known)?);
            if !self.takes(What::Comma) {
                break;
            }
        }
        self.close(open.place)?;
        Ok(negated_if(is_negated, Condition::Is(attribute, operands)))
    }

    /// A value: a string, or one bare word.
    fn value(&mut self) -> Result<(&'t str, Span), Slip> {
        let token = self.peek();
        let (What::Word(text) | What::Quoted(text)) = token.what else {
            return Err(self.missing("value"));
        };
        if is_joiner(token) {
            return Err(self.missing("value"));
        }
        self.next();
        // `status = In Progress`: that `In` is no state is not what is wrong.
        if self.is_at_name() { Err(self.left_over()) } else { Ok((text, token.place)) }
    }

    /// Whether a key or a value follows.
    fn is_at_name(&self) -> bool {
        let token = self.peek();
        matches!(token.what, What::Word(_) | What::Quoted(_)) && !is_joiner(token)
    }

    fn is_word_after_next(&self, word: &str) -> bool {
        self.tokens.get(self.at + 1).is_some_and(|token| is_word(*token, word))
    }

    fn shown(&self, token: Token<'_>) -> &'t str {
        token.place.of(self.text)
    }

    fn missing(&self, what: &str) -> Slip {
        let token = self.peek();
        let message = match token.what {
            What::End => format!("a {what} is missing at the end"),
            _ => format!("a {what} is missing before `{}`", self.shown(token)),
        };
        Slip::new(token.place, message)
    }

    fn without_sign(&self, key: Span) -> Slip {
        let token = self.peek();
        let [key, next] = [key.of(self.text), self.shown(token)];
        let message = format!(
            "an operator is missing between `{key}` and `{next}`: \
             one of = != < <= > >= ~ !~ in, or `and`"
        );
        Slip::new(token.place, message)
    }

    fn left_over(&self) -> Slip {
        let token = self.peek();
        let shown = self.shown(token);
        let message = match token.what {
            What::Close => "this parenthesis closes nothing".to_owned(),
            What::Word(_) | What::Quoted(_) => format!(
                "`{shown}` is left over; comparisons are joined by `and` or `or`, and a value of \
                 several words stands in quotes"
            ),
            _ => format!("`{shown}` is left over"),
        };
        Slip::new(token.place, message)
    }
}

/// Refuses to compare what is so or not, and what is too long.
fn check_compares(attribute: Attribute, sign: Sign, place: Span) -> Result<(), Slip> {
    let is_search = matches!(sign, Sign::Contains | Sign::ContainsNot);
    let message = match attribute.kind() {
        Kind::Flag => "`overdue` is not compared; write `overdue` or `not overdue`",
        Kind::Whole if !is_search => "`text` is not compared; write `text ~ \"some words\"`",
        _ => return Ok(()),
    };
    Err(Slip::new(place, message))
}

fn is_word(token: Token<'_>, word: &str) -> bool {
    matches!(token.what, What::Word(own) if own.eq_ignore_ascii_case(word))
}

fn is_joiner(token: Token<'_>) -> bool {
    JOINERS.iter().any(|joiner| is_word(token, joiner))
}

fn negated_if(is_negated: bool, condition: Condition) -> Condition {
    if is_negated { Condition::Not(Box::new(condition)) } else { condition }
}
