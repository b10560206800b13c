//! How texts of a source look, where they look like others.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::Span;
use super::lookalike::{may_have_escapes, plain};

/// How texts look: each answer is made when it is first asked
/// for, and stays.
#[derive(Debug, Default)]
pub(super) struct Looks {
    lists: OnceLock<Box<[OnceLock<Box<LookOf>>]>>,
}

#[derive(Debug)]
struct LookOf {
    span: Span,
    text: Box<str>,
    next: OnceLock<Box<Self>>,
}

/// A list has one of many texts, so that it stays short.
const LISTS: usize = 1024;

impl Looks {
    /// How a text looks.
    pub(super) fn of<'t>(&'t self, text: &'t str, span: Span) -> &'t str {
        let text = span.of(text);
        // Most are short, and of no other signs.
        if text.is_ascii() && !may_have_escapes(text) {
            return text;
        }
        let Cow::Owned(look) = plain(text) else { return text };
        let lists = self.lists.get_or_init(|| (0..LISTS).map(|_| OnceLock::new()).collect());
        let mut place = &lists[span.start as usize % LISTS];
        loop {
            let known = place.get_or_init(|| {
                Box::new(LookOf { span, text: look.as_str().into(), next: OnceLock::new() })
            });
            if known.span == span {
                return &known.text;
            }
            place = &known.next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_made_once() {
        let looks = Looks::default();
        let text = "G\u{2011}1 G\u{2011}2";
        let [one, other] = [Span::new(0, 5), Span::new(6, 11)];
        assert_eq!((looks.of(text, one), looks.of(text, other)), ("G-1", "G-2"));
        assert_eq!(looks.of(text, one).as_ptr(), looks.of(text, one).as_ptr());
    }
}
