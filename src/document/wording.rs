//! What a Markdown text says, in whichever style it is written.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

/// The wording of a text, on one line. Texts have the same wording where they differ only in bullet
/// characters, indentation, the marks of emphasis, escapes, the padding of tables, or line breaks.
pub(crate) fn wording(text: &str) -> String {
    if is_plain(text) {
        return single_spaced(text);
    }
    let mut wording = Wording::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        wording.take(event);
    }
    single_spaced(&wording.out)
}

/// Whether a text has no marks that can be written in several ways. Most values are such texts.
fn is_plain(text: &str) -> bool {
    !text.trim_end().bytes().any(|byte| b"*_\\&\n".contains(&byte))
}

/// Whether a text is a comment that ignores findings, which says nothing of the gap itself.
pub(crate) fn is_ignore_comment(text: &str) -> bool {
    let inner = text.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| inner.trim_start().starts_with("gapreg-ignore"))
}

#[derive(Default)]
struct Wording {
    out: String,
    /// Of each open list, whether it is numbered.
    lists: Vec<bool>,
    /// Of each open link or image, what follows its text.
    links: Vec<String>,
}

impl Wording {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => self.push(&["`", &code, "`"]),
            Event::SoftBreak | Event::HardBreak => self.push(&["\n"]),
            Event::Rule => self.push(&[" --- "]),
            Event::Html(text) | Event::InlineHtml(text) if is_ignore_comment(&text) => {}
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.push(&[&text]),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.push(&[" ", &"#".repeat(level as usize), " "]),
            Tag::BlockQuote(_) => self.push(&[" > "]),
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => self.push(&[" ```", &language, " "]),
            Tag::CodeBlock(CodeBlockKind::Indented) => self.push(&[" ``` "]),
            Tag::List(first) => self.lists.push(first.is_some()),
            // Formatters number all items of a list anew.
            Tag::Item if self.lists.last() == Some(&true) => self.push(&[" 1. "]),
            Tag::Item => self.push(&[" - "]),
            Tag::TableHead | Tag::TableRow => self.push(&[" | "]),
            Tag::Emphasis => self.push(&["*"]),
            Tag::Strong => self.push(&["**"]),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.open_link(link_type, "[", &dest_url, &title);
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.open_link(link_type, "![", &dest_url, &title);
            }
            _ => self.push(&[" "]),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.push(&[" ``` "]),
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::TableCell => self.push(&[" | "]),
            TagEnd::Emphasis => self.push(&["*"]),
            TagEnd::Strong => self.push(&["**"]),
            TagEnd::Link | TagEnd::Image => {
                let end = self.links.pop().unwrap_or_default();
                self.push(&[&end]);
            }
            _ => self.push(&[" "]),
        }
    }

    fn open_link(&mut self, kind: LinkType, mark: &str, target: &str, title: &str) {
        let is_bare = matches!(kind, LinkType::Autolink | LinkType::Email);
        self.push(&[if is_bare { "<" } else { mark }]);
        let title = if title.is_empty() { String::new() } else { format!(" \"{title}\"") };
        self.links.push(if is_bare { ">".to_owned() } else { format!("]({target}{title})") });
    }

    fn push(&mut self, parts: &[&str]) {
        self.out.extend(parts.iter().copied());
    }
}

/// A text in which each run of white space is one space, with none at its ends. Languages that are
/// written without spaces have none where a line breaks either.
fn single_spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(at) = rest.find(char::is_whitespace) {
        let (word, next) = rest.split_at(at);
        out.push_str(word);
        rest = next.trim_start();
        let is_break = next[..next.len() - rest.len()].contains('\n');
        let joins = is_break && word.ends_with(is_unspaced) && rest.starts_with(is_unspaced);
        out.push_str(if joins { "" } else { " " });
    }
    out + rest
}

/// Whether a letter or sign is of Chinese or Japanese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ff65}')
}

#[cfg(test)]
mod tests {
    use super::wording;

    #[test]
    fn style_changes_nothing() {
        for (one, other) in [
            ("- a\n- b", "* a\n* b"),
            ("- a\n- b", "+ a\n\n\n+ b\n"),
            ("steps:\n- a\n  - b", "steps:\n\n* a\n\n    * b"),
            ("1. a\n2. b\n3. c", "1) a\n1) b\n1) c"),
            ("it is *never* shown", "it is _never_ shown"),
            ("it is **never** shown", "it is __never__ shown"),
            ("düğme *hiç* görünmüyor", "düğme _hiç_\ngörünmüyor"),
            ("one line that was\nbroken", "one line\nthat was broken"),
            ("one line  \nbroken", "one line\\\nbroken"),
            ("| a | b |\n|---|---|\n| 1 | 2 |", "| a   |   b |\n|:----|----:|\n|  1  |   2 |"),
            ("snake\\_case 2 \\* 3", "snake_case 2 * 3"),
            ("```json\n{}\n```", "~~~json\n{}\n~~~"),
            ("see\n\n```\nx\n```", "see\n```\nx\n```"),
            ("订单列表\n为空", "订单列表为空"),
            ("a\n\n---\n\nb", "a\n\n***\n\nb"),
            ("- a\n- b", "- a\n<!-- gapreg-ignore mojibake until 2027-01-31: x -->\n- b"),
        ] {
            assert_eq!(wording(one), wording(other), "{one:?} and {other:?}");
        }
    }

    #[test]
    fn what_is_said_changes_it() {
        for (one, other) in [
            ("- a\n- b", "- a\n- c"),
            ("- a\n- b", "a\nb"),
            ("- a\n- b", "- b\n- a"),
            ("a *b* c", "a b c"),
            ("a\nb", "ab"),
            ("see [x](/a.md)", "see [x](/b.md)"),
            ("`a_b`", "`a b`"),
            ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 2 |"),
        ] {
            assert_ne!(wording(one), wording(other), "{one:?} and {other:?}");
        }
    }

    #[test]
    fn it_reads_like_the_text() {
        for text in [
            "Open",
            "`GET /api/{job_id}` and [a page](/docs/a.md)",
            "- a - b",
            "it is **never** *shown*",
            "<https://a.example> & <br> x",
            "/api/*/jobs",
            "~~7d~~ 14d (extended)",
        ] {
            assert_eq!(wording(text), text);
        }
        assert_eq!(wording("- a\n- b"), "- a - b");
    }
}
