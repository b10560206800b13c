//! The Markdown files that a register names before its first entry: links, code and plain words.

use std::borrow::Cow;

use memchr::memmem;

use crate::register::Register;
use crate::text::{Span, percent_decoded};

/// How the names of Markdown files end.
const ENDING: &str = ".md";

/// The Markdown files that the top of a register names, as they are written there, and those of the
/// definitions of its links, which may be anywhere: `[English]: ../known-problems.md`.
pub(super) fn files_at_top<'s>(register: &Register<'s>) -> Vec<Cow<'s, str>> {
    let text = register.source.text();
    let end = register.entries.first().map_or(text.len(), |first| first.span.start as usize);
    let top = register.text(Span::new(0, end));
    let below = register.text(Span::new(end, text.len()));
    // Most registers define no link.
    let below = Some(below).filter(|below| below.contains("]:")).unwrap_or_default();
    let defined = below.lines().filter(|line| defines_link_of(line, top));
    files_named(top).chain(defined.flat_map(files_named)).collect()
}

/// Whether a line says where a link in a text leads.
fn defines_link_of(line: &str, text: &str) -> bool {
    let label = line.trim_start().strip_prefix('[').and_then(|rest| rest.split_once("]:"));
    label.is_some_and(|(label, _)| !label.is_empty() && text.contains(&format!("[{label}]")))
}

/// The Markdown files that a text names, as they are written there.
pub(crate) fn files_named(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    // A target in angle brackets may have blanks in it.
    let bracketed = text.split("](<").skip(1).filter_map(|rest| rest.split(['>', '\n']).next());
    let bracketed = bracketed.filter(|target| target.contains(ENDING));
    words_with_ending(text).chain(bracketed).filter_map(|word| {
        let path = word.split(['#', '?']).next().unwrap_or(word);
        let path = path.trim_end_matches(['.', ',', ';', ':', '!']);
        let is_encoded = path.contains('%');
        let decoded = is_encoded.then(|| percent_decoded(path)).flatten();
        path.ends_with(ENDING).then(|| decoded.map_or(Cow::Borrowed(path), Cow::Owned))
    })
}

/// Whether a sign is between words, and no part of the name of a file.
fn is_between(c: char) -> bool {
    c.is_whitespace() || "`()[]<>\"'’“”*|=".contains(c)
}

/// The words of a text that have the ending of Markdown files in them.
fn words_with_ending(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let ending = memmem::find(rest.as_bytes(), ENDING.as_bytes())?;
        let (before, behind) = rest.split_at(ending);
        let end = ending + behind.find(is_between).unwrap_or(behind.len());
        let start =
            before.rmatch_indices(is_between).next().map_or(0, |(at, sign)| at + sign.len());
        let word = &rest[start..end];
        rest = &rest[end..];
        Some(word)
    })
}

/// The paths from the root of the repository that a name may mean in a file there: from the folder of
/// the file, as links are, and from the root. None that leaves the repository.
pub(crate) fn meant_paths(name: &str, file: &str) -> Vec<String> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let from_folder = (!name.starts_with('/')).then(|| within(folder, name)).flatten();
    from_folder.into_iter().chain(within("", name)).collect()
}

/// A path seen from a folder, without `.` and `..`; nothing where it leads above the root.
fn within(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_word_is_what_is_between_other_signs(text in "([.md# (”é]|\\.md){0,30}") {
            let words = words_with_ending(&text).collect::<Vec<_>>();
            let all = text.split(is_between).filter(|word| word.contains(".md"));
            prop_assert_eq!(words, all.collect::<Vec<_>>());
        }
    }

    #[test]
    fn names_are_read_in_all_forms_of_links() {
        let of = |text: &str| files_named(text).map(Cow::into_owned).collect::<Vec<_>>();
        assert_eq!(of("[Türkçe](../tr/hatalar.md#top)"), ["../tr/hatalar.md"]);
        assert_eq!(of("`a.md`, **b.md**; <c.md> and d.md."), ["a.md", "b.md", "c.md", "d.md"]);
        assert_eq!(of("[x](<my notes.md>)"), ["notes.md", "my notes.md"]);
        assert_eq!(of("[x](my%20notes.md?plain=1)"), ["my notes.md"]);
        assert_eq!(of("<a href=\"../x.md\">x</a> | e.mdx"), ["../x.md"]);
    }

    #[test]
    fn a_name_is_seen_from_its_file_and_leaves_no_repository() {
        let of = |name: &str| meant_paths(name, "docs/tr/hatalar.md");
        assert_eq!(of("../known.md"), ["docs/known.md"]);
        assert_eq!(of("./known.md"), ["docs/tr/known.md", "known.md"]);
        assert_eq!(of("/docs/known.md"), ["docs/known.md"]);
        assert_eq!(of("../../known.md"), ["known.md"]);
        assert!(of("../../../known.md").is_empty());
        assert!(of("a/../../../../known.md").is_empty());
    }
}
