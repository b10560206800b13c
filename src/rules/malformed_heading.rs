//! `malformed-heading`: a heading of an entry without the blank that makes it one.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "malformed-heading",
    group: Group::Structure,
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("malformed_heading.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (line, marks) in malformed(cx.register.source.text()) {
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

/// The lines that would be numbered headings with a blank after their marks, and how many these are.
fn malformed(text: &str) -> Vec<(Span, usize)> {
    let mut lines = Vec::new();
    let bytes = text.as_bytes();
    let is_before_digit = |at: usize| bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
    if !memchr::memchr_iter(b'#', bytes).any(is_before_digit) {
        return lines;
    }
    let (mut at, mut is_code) = (0, false);
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end();
        let indented = line.trim_start();
        is_code ^= indented.starts_with("```") || indented.starts_with("~~~");
        let marks = line.bytes().take_while(|byte| *byte == b'#').count();
        if !is_code && (2..=6).contains(&marks) && is_numbered(&line[marks..]) {
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
            malformed(text).iter().map(|(line, _)| line.of(text).to_owned()).collect::<Vec<_>>()
        };
        let text = "##1) Open gaps\n###1.2 Ödünç → Uzatma\n### 1.3 Fine\n##12\n##12 is fixed\n####\n#1.2 a\n```\n###1.4 x\n```\n";
        assert_eq!(lines(text), ["##1) Open gaps", "###1.2 Ödünç → Uzatma"]);
    }
}
