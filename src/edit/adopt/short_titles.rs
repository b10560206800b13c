//! Titles and menu paths that fit the headings of today's form.

use crate::register::{Entry, Form, Register, heading_steps, one_line};
use crate::text::without_escaped_pipes;

/// The words of which the title of an entry is the first: those of the line of an item.
pub(super) fn whole_title<'r>(register: &Register<'r>, entry: &Entry) -> &'r str {
    let span = if entry.form == Form::Item { entry.heading } else { entry.title };
    register.text(span)
}

/// A title that fits a heading: on one line, its first sentence where it is long, and without what
/// would read as a menu path.
pub(super) fn short_title(text: &str) -> String {
    const LONG: usize = 120;
    const SHORTEST: usize = 24;
    let line = one_line(text);
    let line = without_escaped_pipes(&line);
    let line = line.trim();
    if line.chars().count() <= LONG {
        return line.to_owned();
    }
    let ends = [". ", "; ", " — ", " – ", ", ", ": "];
    let is_even = |part: &str, mark: &str| part.matches(mark).count().is_multiple_of(2);
    let is_balanced = |part: &str| {
        let count = |sign: char| part.matches(sign).count();
        is_even(part, "`") && is_even(part, "**") && count('(') == count(')')
    };
    let places = ends.into_iter().flat_map(|end| line.match_indices(end)).map(|(at, _)| at);
    let cut = places.filter(|&at| at >= SHORTEST && is_balanced(&line[..at])).min();
    cut.map_or(line, |at| &line[..at]).to_owned()
}

/// The steps of the menu path in the heading of an entry.
pub(super) fn steps(register: &Register<'_>, entry: &Entry) -> Vec<String> {
    entry.area.iter().map(|&step| short_title(register.text(step))).collect()
}

/// A title in which no sign stands between blanks as in a menu path.
pub(super) fn without_path(title: &str) -> String {
    if heading_steps(title).len() < 2 {
        return title.to_owned();
    }
    let signs = [" / ", " -> ", " => ", " > "].into_iter();
    signs.fold(title.to_owned(), |title, sign| title.replace(sign, sign.trim()))
}
