//! A summary of a long text: its first clause, with no code span or mark cut in two.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::document;
use crate::register::without_marker;
use crate::text::{is_abbreviation, is_shortcode};
use crate::values::is_of_number;

/// How wide a clause may be before it is cut between words.
const LONGEST: usize = 90;

/// The first clause of the first paragraph or item of a value.
pub(super) fn summary(value: &str) -> String {
    first_clause(&lead(value))
}

/// The first paragraph or list item of a value, on one line.
fn lead(value: &str) -> String {
    let mut lead = String::new();
    for line in value.lines().map(str::trim) {
        if is_fence(line) || line.is_empty() {
            if lead.is_empty() {
                continue;
            }
            break;
        }
        let item = without_marker(line);
        if !lead.is_empty() && item.len() < line.len() {
            break;
        }
        if !lead.is_empty() {
            lead.push(' ');
        }
        lead.push_str(item.trim_end_matches('\\').trim_end());
    }
    lead
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

/// A line up to the end of its first clause.
pub(super) fn first_clause(line: &str) -> String {
    let whole = held_together(line);
    let is_inside = |at: usize| whole.iter().any(|range| range.start < at && at < range.end);
    let end = clause_end(line, is_inside).unwrap_or(line.len());
    let clause = line[..end].trim_end();
    // The colon of `:red_circle:` is a part of it.
    let ends_with_sign = clause.rsplit(' ').next().is_some_and(is_shortcode);
    let marks: &[char] = if ends_with_sign { &[] } else { &[';', ',', ':', '：', '；'] };
    let clause = clause.trim_end_matches(marks).trim_end();
    let is_sentence = |words: &&str| !words.ends_with('.') && ends_sentence(words, "");
    let clause = clause.strip_suffix('.').filter(is_sentence).unwrap_or(clause);
    cut_between_words(clause, is_inside)
}

/// The stretches of a line that belong together: marked text, links, parentheses.
fn held_together(line: &str) -> Vec<Range<usize>> {
    let mut ranges = document::marked_ranges(line);
    let is_marked = |at: usize| ranges.iter().any(|range| range.contains(&at));
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut pairs = Vec::new();
    for (at, c) in line.char_indices().filter(|&(at, _)| !is_marked(at)) {
        match c {
            '(' | '[' | '{' => open.push((c, at)),
            ')' | ']' | '}' => {
                let opening = opening_of(c);
                if let Some(place) = open.iter().rposition(|&(other, _)| other == opening) {
                    pairs.push(open[place].1..at + 1);
                    open.truncate(place);
                }
            }
            _ => {}
        }
    }
    ranges.append(&mut pairs);
    ranges
}

fn opening_of(closing: char) -> char {
    match closing {
        ')' => '(',
        ']' => '[',
        _ => '{',
    }
}

/// Where the first clause ends, its closing sign left out.
fn clause_end(line: &str, is_inside: impl Fn(usize) -> bool) -> Option<usize> {
    line.char_indices().filter(|&(at, _)| at > 0 && !is_inside(at)).find_map(|(at, c)| {
        let rest = &line[at + c.len_utf8()..];
        let is_parted = rest.starts_with(char::is_whitespace);
        let ends = match c {
            ';' => is_parted,
            '；' | '。' => !rest.is_empty(),
            '!' | '?' if is_parted => return Some(at + c.len_utf8()),
            '.' => is_parted && !is_of_number(line, at) && ends_sentence(&line[..at], rest),
            '—' | '–' => is_parted && line[..at].ends_with(' '),
            '<' => starts_list(rest),
            _ => false,
        };
        ends.then_some(at)
    })
}

/// Whether a list follows a `<` that opens a line break: `br>1. freeze`.
fn starts_list(rest: &str) -> bool {
    let tag = rest.split_once('>').filter(|(tag, _)| tag.trim_end_matches(['/', ' ']) == "br");
    tag.is_some_and(|(_, next)| without_marker(next.trim_start()).len() < next.trim_start().len())
}

/// Whether a full stop between two texts ends a sentence.
fn ends_sentence(before: &str, after: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or(before);
    let goes_on = after.trim_start().starts_with(char::is_lowercase);
    !is_abbreviation(word) && !goes_on
}

/// A clause that is too wide, up to the last blank that may be cut at.
fn cut_between_words(clause: &str, is_inside: impl Fn(usize) -> bool) -> String {
    if clause.width() <= LONGEST {
        return clause.to_owned();
    }
    let mut width = 0;
    let mut cut = None;
    for (at, c) in clause.char_indices() {
        width += c.width().unwrap_or(0);
        // Before one long stretch, too long a summary is better than a very short one.
        if width > LONGEST && cut.is_some_and(|(_, width)| width * 3 > LONGEST) {
            break;
        }
        if c.is_whitespace() && !is_inside(at) {
            cut = Some((at, width));
        }
    }
    match cut {
        Some((at, _)) => format!("{}…", clause[..at].trim_end_matches([' ', ',', ';', ':'])),
        None => clause.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_of_a_value_is_its_first_clause() {
        for (value, want) in [
            ("Patch returns 200; UI toggle persists.", "Patch returns 200"),
            ("Renew at the desk. Then tell the reader.", "Renew at the desk"),
            (":red_circle:", ":red_circle:"),
            (":red_circle: open; later", ":red_circle: open"),
            ("By hand<br>1. `stop`<br>2. wait", "By hand"),
            ("Renew<br/>- at the desk<br>- online", "Renew"),
            ("Renew<br>at 1. Then wait", "Renew<br>at 1"),
            ("Use the desk, e.g. Renew it. Then wait.", "Use the desk, e.g. Renew it"),
            ("Call version 2.8 of the endpoint. Then wait.", "Call version 2.8 of the endpoint"),
            ("Is it back? Then wait.", "Is it back?"),
            ("Wait for the vendor — two weeks at most", "Wait for the vendor"),
            ("No safe way (keep them; do not rotate).", "No safe way (keep them; do not rotate)"),
            ("Send `a; b` once; then wait", "Send `a; b` once"),
            ("See [the page; part two](/x). Then wait.", "See [the page; part two](/x)"),
            ("**First. Second**. Third", "**First. Second**"),
            ("- Primary: the **Events** tab.\n- Then the log", "Primary: the **Events** tab"),
            ("Renew\nat the desk;\nthen wait", "Renew at the desk"),
            ("1. Open it.\n2. Close it.", "Open it"),
            ("Steps to take:\n\n- one", "Steps to take"),
            ("bkz. Geçici sayfa. Sonra bekle.", "bkz. Geçici sayfa"),
            ("```\ncurl -X POST\n```", "curl -X POST"),
            ("Wait…", "Wait…"),
            ("第一。第二", "第一"),
            ("第一；", "第一"),
            ("a；b", "a"),
            ("Wait! Then go.", "Wait!"),
            ("Wait!Then go.", "Wait!Then go"),
            ("a;b; c", "a;b"),
            ("It failed. then again. Then not.", "It failed. then again"),
            ("Do step 1. Then step 2.", "Do step 1"),
            ("See file x. Then go. On.", "See file x. Then go"),
            ("Ask Dr. Who. Then go.", "Ask Dr. Who"),
            ("a (b; c) d; e", "a (b; c) d"),
            ("a [b; (c; d] e; f) g; h", "a [b; (c; d] e"),
            ("(a; b); c", "(a; b)"),
            ("; a", "; a"),
            ("a— b", "a— b"),
            ("a —b", "a —b"),
            ("first – then", "first"),
            ("first–then; last", "first–then"),
            ("one\n\n```\ntwo\n```", "one"),
            ("one\n- two", "one"),
            ("~~~\ncode\n~~~\nrest", "code"),
            ("one \\\ntwo", "one two"),
            ("", ""),
        ] {
            assert_eq!(summary(value), want, "{value}");
        }
    }

    #[test]
    fn a_long_clause_is_cut_between_words_and_never_in_code() {
        let long = "word ".repeat(30);
        assert_eq!(summary(&long), format!("{}…", "word ".repeat(18).trim_end()));
        let code = format!("see `{}` here", "x y ".repeat(40));
        assert_eq!(summary(&code), code.replace(" here", "…"));
        // Better too long than next to nothing.
        let letters = "x".repeat(100);
        assert_eq!(summary(&format!("short {letters} end")), format!("short {letters}…"));
        let third = "y".repeat(29);
        assert_eq!(summary(&format!("{third} {letters} end")), format!("{third} {letters}…"));
        let third = "y".repeat(30);
        assert_eq!(summary(&format!("{third} {letters} end")), format!("{third}…"));
        assert_eq!(summary(&"z".repeat(91)), "z".repeat(91));
        assert_eq!(
            summary(&format!("{}, {}", "w".repeat(40), "v".repeat(60))),
            format!("{}…", "w".repeat(40))
        );
    }
}
