//! Tokens → condition.
//!
//! ```text
//! any        = all { "or" all }
//! all        = one { "and" one }
//! one        = { "not" } ( "(" any ")" | comparison )
//! comparison = key [ operator value | [ "not" ] "in" "(" value { "," value } ")" ]
//! ```

use super::attribute::{Attribute, ValueKind, check_is_in_register, unknown_key};
use super::condition::{Bound, Condition};
use super::context::QueryContext;
use super::error::PlacedError;
use super::lexer::{Operator, QueryToken, QueryTokenKind, tokens};
use super::operand::Operand;
use crate::text::Span;
use crate::vocabulary::fold;

/// How deep parentheses may be nested, so that the stack suffices.
const MAX_DEPTH: usize = 64;

/// The most words that a key may have.
const LONGEST_NAME: usize = 8;

/// The words that join comparisons, in upper or lower case; as keys and values they need quotes.
const JOINERS: [&str; 3] = ["and", "or", "not"];

/// Reads an expression.
pub(super) fn parse(text: &str, context: QueryContext<'_>) -> Result<Condition, PlacedError> {
    let mut parser = Parser { text, tokens: tokens(text)?, at: 0, depth: 0, context };
    if parser.peek().kind == QueryTokenKind::End {
        let message = "it is empty; write a comparison such as `status = Open`";
        return Err(PlacedError::new(parser.peek().place, message));
    }
    let condition = parser.any()?;
    match parser.peek().kind {
        QueryTokenKind::End => Ok(condition),
        _ => Err(parser.left_over()),
    }
}

struct Parser<'t, 'k> {
    text: &'t str,
    /// The last is the end; `at` never goes past it.
    tokens: Vec<QueryToken<'t>>,
    at: usize,
    depth: usize,
    context: QueryContext<'k>,
}

impl<'t> Parser<'t, '_> {
    fn peek(&self) -> QueryToken<'t> {
        self.tokens[self.at]
    }

    fn next(&mut self) -> QueryToken<'t> {
        let token = self.peek();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn takes(&mut self, kind: QueryTokenKind<'_>) -> bool {
        let is_next = self.peek().kind == kind;
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

    fn any(&mut self) -> Result<Condition, PlacedError> {
        self.joined("or", Self::all, Condition::Any)
    }

    fn all(&mut self) -> Result<Condition, PlacedError> {
        self.joined("and", Self::one, Condition::All)
    }

    /// One part, or several joined by a word: kept as a list, so that many parts are not nested
    /// deeply.
    fn joined(
        &mut self,
        joiner: &str,
        part: fn(&mut Self) -> Result<Condition, PlacedError>,
        join: fn(Vec<Condition>) -> Condition,
    ) -> Result<Condition, PlacedError> {
        let first = part(self)?;
        let mut parts = vec![first];
        while self.takes_word(joiner) {
            parts.push(part(self)?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { join(parts) })
    }

    fn one(&mut self) -> Result<Condition, PlacedError> {
        let mut is_negated = false;
        while self.takes_word("not") {
            is_negated = !is_negated;
        }
        let token = self.peek();
        let inner = if self.takes(QueryTokenKind::Open) {
            self.group(token.place)
        } else {
            self.comparison()
        };
        inner.map(|inner| negated_if(is_negated, inner))
    }

    /// An expression in parentheses; `open` is the place of the first one.
    fn group(&mut self, open: Span) -> Result<Condition, PlacedError> {
        if self.depth == MAX_DEPTH {
            let message = format!("parentheses are nested more than {MAX_DEPTH} deep");
            return Err(PlacedError::new(open, message));
        }
        self.depth += 1;
        let inner = self.any()?;
        self.depth -= 1;
        self.close(open).map(|()| inner)
    }

    fn close(&mut self, open: Span) -> Result<(), PlacedError> {
        match self.peek().kind {
            QueryTokenKind::Close => {
                self.next();
                Ok(())
            }
            QueryTokenKind::End => Err(PlacedError::new(open, "this parenthesis is not closed")),
            _ => Err(self.left_over()),
        }
    }

    fn comparison(&mut self) -> Result<Condition, PlacedError> {
        let (attribute, place) = self.attribute()?;
        let operator_place = self.peek().place;
        match self.peek().kind {
            QueryTokenKind::Operator(operator) => {
                self.next();
                self.compared(attribute, operator, operator_place)
            }
            QueryTokenKind::Word(_) if is_word(self.peek(), "in") => self.listed(attribute, false),
            QueryTokenKind::Word(_)
                if is_word(self.peek(), "not") && self.is_word_after_next("in") =>
            {
                self.next();
                self.listed(attribute, true)
            }
            _ if self.is_at_name() => Err(self.without_operator(place)),
            _ if attribute.kind() == ValueKind::Whole => {
                let message = "every entry has a text; write `text ~ \"some words\"`";
                Err(PlacedError::new(place, message))
            }
            _ => Ok(Condition::Has(attribute)),
        }
    }

    /// A key: one string, or the longest run of bare words that is a name.
    fn attribute(&mut self) -> Result<(Attribute, Span), PlacedError> {
        let first = self.peek();
        let words = match first.kind {
            QueryTokenKind::Quoted(_) => 1,
            QueryTokenKind::Word(_) if !is_joiner(first) => self.bare_words(),
            _ => return Err(self.missing("key")),
        };
        let place = |words: usize| {
            let last = self.tokens[self.at + words - 1].place;
            Span { start: first.place.start, end: last.end }
        };
        let name = |words: usize| match first.kind {
            QueryTokenKind::Quoted(name) => name,
            _ => place(words).of(self.text),
        };
        let named =
            |words: usize| Attribute::named(name(words), self.context.vocabulary, self.context.own);
        // The longest name wins: `source page` before `source`.
        let found = (1..=words).rev().find_map(|count| Some((named(count)?, count)));
        let Some((attribute, count)) = found else {
            // Before an operator all words are the unknown name, else the first one.
            let is_before_operator =
                matches!(self.tokens[self.at + words].kind, QueryTokenKind::Operator(_));
            let words = if is_before_operator { words } else { 1 };
            let QueryContext { vocabulary, own, .. } = self.context;
            return Err(unknown_key(name(words), place(words), vocabulary, own));
        };
        let place = place(count);
        check_is_in_register(&attribute, place)?;
        self.at += count;
        Ok((attribute, place))
    }

    /// How many bare words follow, up to `and`, `or`, `not` or `in`.
    fn bare_words(&self) -> usize {
        let is_name = |token: &&QueryToken<'_>| {
            matches!(token.kind, QueryTokenKind::Word(_)) && !is_joiner(**token)
        };
        let words = self.tokens[self.at..].iter().take_while(is_name);
        // The first word is part of the name even if it is `in`.
        let asks = |(at, token): &(usize, &QueryToken<'_>)| *at > 0 && is_word(**token, "in");
        words.enumerate().take_while(|token| !asks(token)).take(LONGEST_NAME).count()
    }

    fn compared(
        &mut self,
        attribute: Attribute,
        operator: Operator,
        operator_place: Span,
    ) -> Result<Condition, PlacedError> {
        check_compares(&attribute, operator, operator_place)?;
        let (text, place) = self.value(attribute.kind())?;
        if let Operator::Contains | Operator::ContainsNot = operator {
            let folded = fold(text);
            if folded.is_empty() {
                return Err(PlacedError::new(place, "every text holds this; write some words"));
            }
            let contains = Condition::Contains(attribute, folded);
            return Ok(negated_if(operator == Operator::ContainsNot, contains));
        }
        let read = match operator {
            Operator::Equal | Operator::Unequal => Operand::equal_to,
            _ => Operand::read,
        };
        let operand = read(&attribute, text, place, self.context)?;
        let side = match operator {
            Operator::Less => Bound::Below,
            Operator::LessOrEqual => Bound::UpTo,
            Operator::GreaterOrEqual => Bound::From,
            Operator::Greater => Bound::Above,
            _ => {
                let is = Condition::Is(attribute, vec![operand]);
                return Ok(negated_if(operator == Operator::Unequal, is));
            }
        };
        Ok(Condition::Compares(attribute, side, operand))
    }

    /// `in (a, b)`.
    fn listed(&mut self, attribute: Attribute, is_negated: bool) -> Result<Condition, PlacedError> {
        let word = self.next().place;
        check_compares(&attribute, Operator::Equal, word)?;
        let open = self.peek();
        if !self.takes(QueryTokenKind::Open) {
            let message = "a list in parentheses is missing after `in`: `(a, b)`";
            return Err(PlacedError::new(open.place, message));
        }
        let mut operands = Vec::new();
        loop {
            let (text, place) = self.value(attribute.kind())?;
            operands.push(Operand::equal_to(&attribute, text, place, self.context)?);
            if !self.takes(QueryTokenKind::Comma) {
                break;
            }
        }
        self.close(open.place)?;
        Ok(negated_if(is_negated, Condition::Is(attribute, operands)))
    }

    /// A value: a string, or one bare word; a day or a duration may be several.
    fn value(&mut self, kind: ValueKind) -> Result<(&'t str, Span), PlacedError> {
        let token = self.peek();
        let (QueryTokenKind::Word(text) | QueryTokenKind::Quoted(text)) = token.kind else {
            return Err(self.missing("value"));
        };
        if is_joiner(token) {
            return Err(self.missing("value"));
        }
        self.next();
        let is_bare = matches!(token.kind, QueryTokenKind::Word(_));
        let (mut text, mut place) = (text, token.place);
        while is_bare && kind.has_amounts() {
            let words = self.words_of_amount(text);
            if words == 0 {
                break;
            }
            for _ in 0..words {
                place.end = self.next().place.end;
            }
            text = place.of(self.text);
        }
        // `status = In Progress`: the missing quotes are reported, not that `In` is no state.
        if self.is_at_name() { Err(self.left_over()) } else { Ok((text, place)) }
    }

    /// How many of the next words belong to the day or duration before them: `+ 7d`, `iş günü`.
    fn words_of_amount(&self, before: &str) -> usize {
        let signs = ['+', '-'];
        let words = self.tokens[self.at..].iter().take(2);
        let words = words.take_while(|token| {
            matches!(token.kind, QueryTokenKind::Word(_)) && !is_joiner(**token)
        });
        let places: Vec<Span> = words.map(|token| token.place).collect();
        let [first, ..] = places[..] else { return 0 };
        if before.ends_with(signs) || first.of(self.text).starts_with(signs) {
            return 1;
        }
        if !before.ends_with(|c: char| c.is_ascii_digit()) {
            return 0;
        }
        let is_unit = |last: &Span| {
            let words = Span { start: first.start, end: last.end };
            self.context.vocabulary.unit(words.of(self.text)).is_some()
        };
        places.iter().rposition(is_unit).map_or(0, |last| last + 1)
    }

    /// Whether a key or a value is next.
    fn is_at_name(&self) -> bool {
        let token = self.peek();
        matches!(token.kind, QueryTokenKind::Word(_) | QueryTokenKind::Quoted(_))
            && !is_joiner(token)
    }

    fn is_word_after_next(&self, word: &str) -> bool {
        self.tokens.get(self.at + 1).is_some_and(|token| is_word(*token, word))
    }

    fn shown(&self, token: QueryToken<'_>) -> &'t str {
        token.place.of(self.text)
    }

    fn missing(&self, what: &str) -> PlacedError {
        let token = self.peek();
        let message = match token.kind {
            QueryTokenKind::End => format!("a {what} is missing at the end"),
            _ => format!("a {what} is missing before `{}`", self.shown(token)),
        };
        PlacedError::new(token.place, message)
    }

    fn without_operator(&self, key: Span) -> PlacedError {
        let token = self.peek();
        let [key, next] = [key.of(self.text), self.shown(token)];
        let message = format!(
            "an operator is missing between `{key}` and `{next}`: \
             one of = != < <= > >= ~ !~ in, or `and`"
        );
        PlacedError::new(token.place, message)
    }

    fn left_over(&self) -> PlacedError {
        let token = self.peek();
        let shown = self.shown(token);
        let message = match token.kind {
            QueryTokenKind::Close => "this parenthesis closes nothing".to_owned(),
            QueryTokenKind::Word(_) | QueryTokenKind::Quoted(_) => format!(
                "`{shown}` is left over; comparisons are joined by `and` or `or`, and a value of \
                 several words needs quotes"
            ),
            _ => format!("`{shown}` is left over"),
        };
        PlacedError::new(token.place, message)
    }
}

/// Rejects comparisons of flags and of whole texts.
fn check_compares(
    attribute: &Attribute,
    operator: Operator,
    place: Span,
) -> Result<(), PlacedError> {
    let is_search = matches!(operator, Operator::Contains | Operator::ContainsNot);
    let message = match attribute.kind() {
        ValueKind::Flag if is_search => {
            "`overdue` holds no words; write `overdue`, `not overdue` or `overdue > 30d`"
        }
        ValueKind::Answer => {
            "`open` and `closed` take no value; write `open`, `closed`, or `status = \"In Progress\"`"
        }
        ValueKind::Whole if !is_search => "`text` is not compared; write `text ~ \"some words\"`",
        _ => return Ok(()),
    };
    Err(PlacedError::new(place, message))
}

fn is_word(token: QueryToken<'_>, word: &str) -> bool {
    matches!(token.kind, QueryTokenKind::Word(own) if own.eq_ignore_ascii_case(word))
}

fn is_joiner(token: QueryToken<'_>) -> bool {
    JOINERS.iter().any(|joiner| is_word(token, joiner))
}

fn negated_if(is_negated: bool, condition: Condition) -> Condition {
    if is_negated { Condition::Not(Box::new(condition)) } else { condition }
}
