//! The headings above the places of a register, and whether two places are under one heading.

use super::target::EditTarget;
use super::values_above::values_above;
use crate::mirror::Pair;
use crate::register::{Entry, Register, heading_steps};
use crate::text::Span;
use crate::vocabulary::fold;

/// The headings of a register, each with those above it.
pub(super) struct Chapters {
    /// By the places of the headings, their words from the outermost one on.
    paths: Vec<(u32, Vec<String>)>,
}

impl Chapters {
    pub(super) fn of(register: &Register<'_>) -> Self {
        let (mut paths, mut open): (Vec<_>, Vec<(usize, String)>) = (Vec::new(), Vec::new());
        let (mut at, mut is_code) = (0, false);
        for line in register.source.text().split_inclusive('\n') {
            is_code ^= line.trim_start().starts_with("```");
            let level = level(line);
            if level > 0 && !is_code && line[level..].starts_with(' ') {
                open.retain(|(above, _)| *above < level);
                // `2. Accounts` is a heading for Accounts.
                let words = line[level..].trim().trim_start_matches(|c: char| !c.is_alphabetic());
                open.push((level, fold(words)));
                paths.push((at, open.iter().map(|(_, words)| words.clone()).collect()));
            }
            at += line.len() as u32;
        }
        Self { paths }
    }

    /// The words of the heading right above an entry that is neither the title nor an entry.
    fn above<'r>(&self, register: &Register<'r>, entry: &Entry) -> Option<&'r str> {
        let at = self.paths.partition_point(|(at, _)| *at < entry.span.start);
        let start = |own: &Entry| own.span.start;
        let is_entry = |at: u32| register.entries.binary_search_by_key(&at, start).is_ok();
        let is_title = |at: u32| register.title.is_some_and(|title| title.start >= at);
        let above = self.paths[..at].iter().rev().find(|(at, _)| !is_entry(*at))?;
        let line = register.text(register.source.line_at(above.0 as usize));
        let words = line.trim().trim_start_matches(|c: char| !c.is_alphabetic());
        (!is_title(above.0) && !words.is_empty()).then_some(words)
    }

    /// How many steps of a menu path the headings above an entry say, from the first one on.
    pub(super) fn said(&self, entry: &Entry, steps: &[&str]) -> usize {
        let at = self.paths.partition_point(|(at, _)| *at < entry.span.start);
        let path = at.checked_sub(1).map_or(&[][..], |at| &self.paths[at].1);
        let mut rest = path.iter();
        steps.iter().take_while(|step| rest.any(|words| *words == fold(step))).count()
    }
}

/// The chapter of a new entry, and another one where it could be.
#[derive(Debug)]
pub(crate) struct ChosenChapter {
    pub own: String,
    pub other: String,
}

/// The chapter in which a new entry without a menu path is beside another, where entries are in several.
pub(crate) fn chosen_chapter(
    target: EditTarget<'_>,
    beside: &Entry,
    heading: &str,
) -> Option<ChosenChapter> {
    let register = target.register;
    // A state or a level chooses a chapter that says it.
    let is_said = || values_above(register, beside).next().is_some();
    if heading_steps(heading).len() > 1 || is_said() {
        return None;
    }
    let chapters = Chapters::of(register);
    let own = chapters.above(register, beside)?;
    let mut others = register.entries.iter().filter_map(|entry| chapters.above(register, entry));
    // A new gap is below no heading of another state.
    let is_state = |other: &str| target.settings.vocabulary.status(other).is_some();
    let other = others.find(|other| fold(other) != fold(own) && !is_state(other))?;
    Some(ChosenChapter { own: own.to_owned(), other: other.to_owned() })
}

/// A menu path and title without the steps that the headings above an entry say.
pub(super) fn without_said<'h>(
    register: &Register<'_>,
    entry: &Entry,
    heading: &'h str,
) -> &'h str {
    let steps = heading_steps(heading);
    let Some((_, path)) = steps.split_last().filter(|(_, path)| !path.is_empty()) else {
        return heading;
    };
    // Where the entry beside it says its own menu path, so does the new one.
    let has_own = entry.area.iter().any(|step| entry.span.contains(*step));
    match Chapters::of(register).said(entry, path) {
        said if said == 0 || has_own => heading,
        said => &heading[steps[said].as_ptr() as usize - heading.as_ptr() as usize..],
    }
}

/// A menu path and title for the translation of a register: without the steps that the headings above the
/// entry beside it say, and with the others as the translation writes them.
pub(crate) fn translated_heading(pair: &Pair<'_>, beside: &Entry, heading: &str) -> String {
    let heading = without_said(pair.leading, beside, heading);
    let steps = heading_steps(heading);
    let Some((title, path)) = steps.split_last() else { return heading.to_owned() };
    let known = pair.translated_area(path);
    if known.is_empty() {
        return heading.to_owned();
    }
    let rest = path[known.len()..].iter().chain([title]).copied();
    known.iter().copied().chain(rest).collect::<Vec<&str>>().join(" → ")
}

fn level(line: &str) -> usize {
    line.len() - line.trim_start_matches('#').len()
}

/// Whether a heading above those of entries is between an entry and the next one.
pub(super) fn begins_between(register: &Register<'_>, entry: &Entry, next: &Entry) -> bool {
    is_between(register, entry.span.end, next.span)
}

/// Whether a heading is between a place and another heading, and is of a higher level than that.
pub(super) fn is_between(register: &Register<'_>, from: u32, heading: Span) -> bool {
    let line = register.source.line_at(heading.start as usize);
    let own = level(register.text(line).trim_start());
    let between = Span { start: from, end: line.start.max(from) };
    let mut is_code = false;
    let is_above = |line: &str| {
        is_code ^= line.trim_start().starts_with("```");
        !is_code && (1..own).contains(&level(line)) && line.contains("# ")
    };
    own > 0 && register.text(between).lines().any(is_above)
}
