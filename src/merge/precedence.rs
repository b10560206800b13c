//! Which of two entries with one ID keeps it. That hangs on what the two say and never on the side
//! that they come from, so that every clone and both orders of merging choose alike.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::register::{Entry, Register};
use crate::values;
use crate::vocabulary::{Key, Vocabulary, fold};

/// What decides, in this order: the day on which the gap was first seen; what a translation says
/// alike; the heading, which only the leading register may be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Precedence {
    first_seen: Option<Date>,
    shared: [Vec<String>; 4],
    heading: String,
}

impl Precedence {
    pub(crate) fn of(register: &Register<'_>, entry: &Entry, words: &Vocabulary) -> Self {
        let value = |key| register.value_of(entry, key);
        let first_seen = value(Key::FirstSeen).and_then(|text| values::day_of(text, words));
        let text = |span| register.text(span).to_owned();
        let mut code: Vec<String> = register.code_spans(entry.span).into_iter().map(text).collect();
        let id = register.id(entry);
        code.retain(|code| Some(code.as_str()) != id);
        let language = format!("/{}/", register.tag);
        let of_page = |page: String| page.replace(&language, "/*/");
        code = code.into_iter().map(of_page).collect();
        let pages = register.source_pages(entry).into_iter().map(text).map(of_page).collect();
        let priority = value(Key::Priority).and_then(|text| words.priority(text));
        let priority = priority.map(str::to_owned).into_iter().collect();
        let owner = value(Key::Owner).filter(|text| words.placeholder(text).is_none());
        let owner = owner.map(fold).into_iter().collect();
        let mut shared = [code, pages, priority, owner];
        for values in &mut shared {
            values.sort_unstable();
        }
        Self { first_seen, shared, heading: fold(register.text(entry.heading)) }
    }

    /// Which of two keeps the ID, with or without their headings; equal where that says nothing.
    pub(crate) fn compare(&self, other: &Self, has_headings: bool) -> Ordering {
        // An entry without a day is the later one.
        let day = |one: &Self| (one.first_seen.is_none(), one.first_seen);
        let headings =
            if has_headings { self.heading.cmp(&other.heading) } else { Ordering::Equal };
        day(self).cmp(&day(other)).then_with(|| self.shared.cmp(&other.shared)).then(headings)
    }
}
