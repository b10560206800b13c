//! `malformed-heading`: a heading of an entry without the blank that makes it one.

use std::collections::HashSet;

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::register::Form;
use crate::text::Span;
use crate::values::split_base_id;

pub(super) const RULE: Rule = Rule {
    name: "malformed-heading",
    group: Group::Structure,
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("malformed_heading.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let entries = cx.register.entries.iter().filter(|entry| entry.form == Form::Heading);
    let prefixes: HashSet<&str> = entries
        .filter_map(|entry| split_base_id(cx.register.id(entry)?).map(|(prefix, ..)| prefix))
        .collect();
    let is_id = |text: &str| {
        let id = cx.settings.reading().id.prefix(text);
        id.and_then(split_base_id).is_some_and(|(prefix, ..)| prefixes.contains(prefix))
    };
    for (line, marks) in malformed(cx.register.source.text(), is_id) {
        let text = cx.register.text(line);
        let message =
            format!("{} is not a heading, as no blank follows `{}`", quoted(text), &text[..marks]);
        let place = Span::at(line.start as usize + marks);
        found
            .at(line, message)
            .help("what is below it belongs to the entry above it until then")
            .fix(Fix::replace(Safety::Safe, "write the blank", place, " "));
    }
}

/// The lines that would be headings of entries with a blank after their marks, as they start with a number or an
/// ID, and how many these marks are.
fn malformed(text: &str, is_id: impl Fn(&str) -> bool) -> Vec<(Span, usize)> {
    let mut lines = Vec::new();
    let bytes = text.as_bytes();
    let is_last_mark = |at: usize| {
        bytes[..at].ends_with(b"#") && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
    };
    if !memchr::memchr_iter(b'#', bytes).any(is_last_mark) {
        return lines;
    }
    let (mut at, mut is_code) = (0, false);
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end();
        let indented = line.trim_start();
        is_code ^= indented.starts_with("```") || indented.starts_with("~~~");
        let marks = line.bytes().take_while(|byte| *byte == b'#').count();
        let words = &line[marks..];
        if !is_code && (2..=6).contains(&marks) && (is_numbered(words) || is_id(words)) {
            lines.push((Span::new(at, at + line.len()), marks));
        }
        at += whole.len();
    }
    lines
}

/// Whether a text starts as `1.2 System` does: an issue (`##12`) has neither dot nor words.
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &text[..text.len() - rest.len()];
    number.starts_with(|c: char| c.is_ascii_digit())
        && (number.contains('.') || rest.starts_with(')'))
        && rest.trim_start_matches(')').starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_of_sections_make_a_heading() {
        let lines = |text: &str| {
            let is_id = |text: &str| text.starts_with("G-");
            malformed(text, is_id)
                .iter()
                .map(|(line, _)| line.of(text).to_owned())
                .collect::<Vec<_>>()
        };
        let text = "##1) Open gaps\n###1.2 Ödünç → Uzatma\n### 1.3 Fine\n##12\n##12 is fixed\n####\n#1.2 a\n```\n###1.4 x\n```\n\
                    ###G-4: no gate\n##tag\n#G-5\n";
        let found = ["##1) Open gaps", "###1.2 Ödünç → Uzatma", "###G-4: no gate"];
        assert_eq!(lines(text), found);
    }
}
