//! The markup of a ticket: Markdown, or that of Jira.

use super::links::{is_address, link_at};
use crate::run::handoff::CodeBlock;
use crate::text::{as_code, harmless, printable};

/// How a ticket is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum Markup {
    /// Markdown
    #[default]
    Markdown,
    /// Markdown as an issue of GitHub shows it: check boxes that can be ticked
    Github,
    /// The markup of Jira
    Jira,
}

impl Markup {
    pub(in crate::cli) fn title(self, text: &str) -> String {
        match self {
            Self::Jira => format!("h1. {text}\n"),
            Self::Markdown | Self::Github => format!("# {text}\n"),
        }
    }

    pub(in crate::cli) fn heading(self, text: &str) -> String {
        match self {
            Self::Jira => format!("\nh2. {text}\n\n"),
            Self::Markdown | Self::Github => format!("\n## {text}\n\n"),
        }
    }

    pub(in crate::cli) fn strong(self, text: &str) -> String {
        match self {
            Self::Jira => format!("*{text}*"),
            Self::Markdown | Self::Github => format!("**{text}**"),
        }
    }

    pub(in crate::cli) fn bullet(self, text: &str) -> String {
        match self {
            Self::Jira => format!("* {text}\n"),
            Self::Markdown | Self::Github => format!("- {text}\n"),
        }
    }

    pub(in crate::cli) fn check_box(self, text: &str) -> String {
        match self {
            // Jira has no check boxes in its markup.
            Self::Jira => format!("* ☐ {text}\n"),
            Self::Markdown | Self::Github => format!("- [ ] {text}\n"),
        }
    }

    /// An item of a list that counts.
    pub(in crate::cli) fn numbered(self, number: &str, text: &str) -> String {
        match self {
            Self::Jira => format!("# {text}\n"),
            Self::Markdown | Self::Github => format!("{number} {text}\n"),
        }
    }

    /// What is before code that belongs to an item of a list.
    pub(in crate::cli) fn below_item(self) -> &'static str {
        match self {
            Self::Jira => "",
            Self::Markdown | Self::Github => "  ",
        }
    }

    /// A block of code, which ends where it should; each line behind an indentation.
    pub(in crate::cli) fn code_block(self, code: &CodeBlock, indent: &str) -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "+-_#.".contains(c);
        let language = Some(&*code.language).filter(|name| name.chars().all(is_plain));
        let text = code.lines.join("\n");
        let [open, close] = match self {
            Self::Jira => jira_fences(&text, language.unwrap_or_default()),
            Self::Markdown | Self::Github => {
                let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                let fence = "`".repeat(longest.max(2) + 1);
                [format!("{fence}{}", language.unwrap_or_default()), fence]
            }
        };
        let lines = code.lines.iter().map(|line| match self {
            Self::Jira => printable(line).replace("{noformat", "{ noformat"),
            Self::Markdown | Self::Github => printable(line).into_owned(),
        });
        let lines = std::iter::once(open).chain(lines).chain([close]);
        lines.fold(String::new(), |mut out, line| {
            out.push_str(format!("{indent}{line}").trim_end());
            out.push('\n');
            out
        })
    }

    /// What is before an item of a list within a list.
    pub(in crate::cli) fn inner(self) -> &'static str {
        match self {
            Self::Jira => "*",
            Self::Markdown | Self::Github => "  ",
        }
    }

    /// Lines of a shell, which end no code before they should.
    pub(in crate::cli) fn shell(self, lines: &[String]) -> String {
        let code = lines.concat();
        match self {
            Self::Jira => format!("{{code:bash}}\n{code}{{code}}\n"),
            Self::Markdown | Self::Github => format!("```bash\n{code}```\n"),
        }
    }

    /// A text of a register on one line, in which nothing is live.
    pub(in crate::cli) fn text(self, text: &str) -> String {
        match self {
            Self::Jira => jira(text),
            Self::Markdown | Self::Github => harmless(text),
        }
    }

    /// A text as code.
    pub(in crate::cli) fn code(self, text: &str) -> String {
        match self {
            Self::Jira => format!("{{{{{}}}}}", jira_escaped(&printable(text))),
            Self::Markdown | Self::Github => as_code(text),
        }
    }

    /// An address, which readers follow; anything else as code.
    pub(in crate::cli) fn address(self, text: &str) -> String {
        let is_address = is_address(text);
        match (is_address, self) {
            (false, _) => self.code(text),
            (true, Self::Jira) => format!("[{text}]"),
            (true, _) => format!("<{text}>"),
        }
    }
}

/// A line of Markdown in the markup of Jira: code, links and words that are strong, emphasised or struck out keep
/// their meaning, all else is text.
fn jira(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len());
    for (at, part) in line.split('`').enumerate() {
        if at % 2 == 1 {
            out.push_str(&Markup::Jira.code(part));
            continue;
        }
        for (at, part) in part.split("**").enumerate() {
            let words = jira_linked(part);
            if at % 2 == 1 && !part.trim().is_empty() {
                out.push_str(&Markup::Jira.strong(&words));
            } else {
                out.push_str(&words);
            }
        }
    }
    out
}

/// A text without links in the markup of Jira, with the words between pairs of marks that are apart from others:
/// `*again*`, `~~the desk~~`.
fn jira_emphasised(text: &str) -> String {
    let escaped = |part: &str| jira_escaped(&printable(part));
    let mut out = String::new();
    let (mut done, mut at) = (0, 0);
    while let Some(next) = text[at..].find(['~', '*', '_']) {
        let start = at + next;
        let Some(Emphasis { mark, sign, inner }) = Emphasis::at(text, start) else {
            at = start + 1;
            continue;
        };
        out.extend([&*escaped(&text[done..start]), sign, &*escaped(inner), sign]);
        at = start + 2 * mark.len() + inner.len();
        done = at;
    }
    out + &escaped(&text[done..])
}

/// Words between a pair of marks, and the sign that Jira has for it.
struct Emphasis<'t> {
    mark: &'static str,
    sign: &'static str,
    inner: &'t str,
}

impl<'t> Emphasis<'t> {
    /// The one that begins at a place. Marks within a word or an address are none.
    fn at(text: &'t str, start: usize) -> Option<Self> {
        const MARKS: [(&str, &str); 3] = [("~~", "-"), ("*", "_"), ("_", "_")];
        let rest = &text[start..];
        let (mark, sign) = MARKS.into_iter().find(|(mark, _)| rest.starts_with(mark))?;
        let rest = &rest[mark.len()..];
        let inner = &rest[..rest.find(mark)?];
        let behind = rest[inner.len() + mark.len()..].chars().next();
        let is_apart =
            |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !"/*_~[(<".contains(c));
        let is_pair = !inner.is_empty()
            && inner.trim() == inner
            && is_apart(text[..start].chars().next_back())
            && is_apart(behind);
        is_pair.then_some(Self { mark, sign, inner })
    }
}

/// A text in the markup of Jira, with its links.
fn jira_linked(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (start, _) in text.match_indices(['[', '<', 'h']) {
        if start < at {
            continue;
        }
        let Some(link) = link_at(&text[start..]) else { continue };
        out.push_str(&jira_emphasised(&text[at..start]));
        out.push('[');
        if let Some(label) = link.label {
            out.push_str(&jira_escaped(&printable(label)));
            out.push('|');
        }
        out.push_str(link.address);
        out.push(']');
        at = start + link.length;
    }
    out.push_str(&jira_emphasised(&text[at..]));
    out
}

/// What opens and closes code in Jira: with its language, where Jira has a name for it.
fn jira_fences(text: &str, language: &str) -> [String; 2] {
    if text.contains("{code") || (!language.is_empty() && !OF_JIRA.contains(&language)) {
        return ["{noformat}", "{noformat}"].map(str::to_owned);
    }
    let name = if language.is_empty() { String::new() } else { format!(":{language}") };
    [format!("{{code{name}}}"), "{code}".to_owned()]
}

/// Languages that Jira has a name for.
const OF_JIRA: [&str; 20] = [
    "bash",
    "c",
    "css",
    "go",
    "groovy",
    "html",
    "java",
    "javascript",
    "js",
    "json",
    "perl",
    "php",
    "python",
    "ruby",
    "rust",
    "scala",
    "sh",
    "sql",
    "xml",
    "yaml",
];

/// A text without what Jira obeys: macros, links, mentions, pictures, tables.
fn jira_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "{}[]!|*_^~?\\".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_jira_obeys_is_text() {
        for (text, want) in [
            ("`GET /a/{id}` fails", "{{GET /a/\\{id\\}}} fails"),
            ("**404** for [~mia] {code} !x.png!", "*404* for \\[\\~mia\\] \\{code\\} \\!x.png\\!"),
            ("a\nb | c", "a b \\| c"),
            ("*again* and ~~the **desk**~~", "_again_ and \\~\\~the *desk*\\~\\~"),
            ("~~the desk~~, _now_ 2 * 3 * 4", "-the desk-, _now_ 2 \\* 3 \\* 4"),
            ("/a_b/c_d and snake_case_name", "/a\\_b/c\\_d and snake\\_case\\_name"),
            (
                "see [the *log*](https://acme.org/a_b_c)",
                "see [the \\*log\\*|https://acme.org/a_b_c]",
            ),
        ] {
            assert_eq!(Markup::Jira.text(text), want, "{text}");
        }
    }

    #[test]
    fn only_plain_addresses_are_live() {
        assert_eq!(Markup::Markdown.address("https://acme.org/T-1"), "<https://acme.org/T-1>");
        assert_eq!(Markup::Markdown.address("T-1"), "`T-1`");
        assert_eq!(Markup::Markdown.address("https://acme.org/>[x]"), "`https://acme.org/>[x]`");
        assert_eq!(Markup::Jira.address("javascript:alert(1)"), "{{javascript:alert(1)}}");
    }
}
