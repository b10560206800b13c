//! `lost-letters`: letters that are lost for good.

use super::{Check, Context, Findings, Group, Rule};
use crate::encoding;
use crate::finding::{Extent, Level};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "lost-letters",
    group: Group::Letters,
    level: Level::Warning,
    fixes: None,
    page: include_str!("lost_letters.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let text = cx.register.source.text();
    for lost in encoding::lost_letters(text, cx.register.source.body_start()) {
        let what = match lost.of(text).chars().next() {
            Some('\u{fffd}') => "a replacement character is where a letter was".to_owned(),
            Some('?') => "a question mark is where a letter was".to_owned(),
            Some(c) => format!("the control character U+{:04X} is in the text", c as u32),
            None => continue,
        };
        found
            .at(lost, what)
            .reaches(Extent::Register)
            .help("`gapreg heal --from-history` takes the line from an older version of the file");
    }
    // Most texts have some of these letters, and then they have lost none.
    let letters = cx.words().letters(&cx.register.language);
    if letters.is_empty() || text.contains(|c| letters.contains(c)) {
        return;
    }
    let Some(words) = cx.words().words(&cx.register.language) else { return };
    if encoding::has_lost_all(text, words) {
        let start = cx.register.source.body_start();
        let place = cx.register.title.unwrap_or(Span::at(start));
        let (name, letters) = (&words.name, &words.letters);
        found
            .at(place, format!("the letters `{letters}` of {name} are gone from this text"))
            .help("`gapreg heal --from-history` takes the lines from an older version of the file");
    }
}
