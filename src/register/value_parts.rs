//! A value in its parts: what was struck out, the word that holds, and what is written behind it.

/// What separates a remark from the word in front of it.
const REMARK_SIGNS: [&str; 13] =
    [" (", ": ", "; ", ", ", ". ", " – ", " — ", " - ", "<br", "（", "，", "；", "。"];

const STRUCK: &str = "~~";

/// `~~Open~~ Fixed (v2) <!-- seen -->`, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ValueParts<'v> {
    /// What holds, with its remark: `Fixed (v2)`.
    pub current: &'v str,
    /// What was struck out.
    pub struck: Struck<'v>,
    /// The comments at the end, with the blanks before them.
    pub comments: &'v str,
}

/// Earlier values that were struck out, and what separates them from the one that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Struck<'v> {
    Nothing,
    /// `~~7d~~ 14d`
    InFront {
        values: &'v str,
        sign: &'v str,
    },
    /// `14d ~~7d~~`
    Behind {
        values: &'v str,
        sign: &'v str,
    },
    /// `14d (not ~~7d~~)`: the place of one more is not clear.
    Within,
}

impl<'v> ValueParts<'v> {
    pub(crate) fn of(text: &'v str) -> Self {
        let (text, comments) = split_comments(text);
        let (current, struck) = split_struck(text.trim_start());
        Self { current, struck, comments }
    }

    /// The value with another one in the place of what holds; none where that place is not clear.
    pub(crate) fn with_current(self, new: &str) -> Option<String> {
        let comments = self.comments;
        Some(match self.struck {
            Struck::Nothing => format!("{new}{comments}"),
            Struck::InFront { values, sign } => format!("{values}{sign}{new}{comments}"),
            Struck::Behind { values, sign } => format!("{new}{sign}{values}{comments}"),
            Struck::Within => return None,
        })
    }

    /// The value with another one, before which what held is struck out like the values before it.
    pub(crate) fn followed_by(self, new: &str) -> Option<String> {
        let current = self.current;
        match self.struck {
            Struck::InFront { sign, .. } => self.with_current(&format!("~~{current}~~{sign}{new}")),
            Struck::Behind { sign, .. } => self.with_current(&format!("{new}{sign}~~{current}~~")),
            Struck::Nothing | Struck::Within => self.with_current(new),
        }
    }

    /// What holds, where earlier values that were struck out are in front of it or behind it.
    pub(crate) fn behind_struck(self) -> Option<&'v str> {
        let has_earlier = matches!(self.struck, Struck::InFront { .. } | Struck::Behind { .. });
        Some(self.current).filter(|now| has_earlier && now.contains(char::is_alphanumeric))
    }

    /// The word that holds, without a remark: `is_value` says whether a text is a value by itself.
    pub(crate) fn word(self, is_value: impl Fn(&str) -> bool) -> &'v str {
        let remark = remark_behind(self.current, is_value).unwrap_or_default();
        let word = &self.current[..self.current.len() - remark.len()];
        word.trim().trim_matches(['*', '`'])
    }
}

/// The remark behind the words for a value: ` (vendor)` in `Blocked (vendor)`.
pub(crate) fn remark_behind(text: &str, is_value: impl Fn(&str) -> bool) -> Option<&str> {
    let (word, remark) = text.split_at(remark_place(text)?);
    is_value(word).then_some(remark)
}

/// Where the first remark of a text begins.
pub(crate) fn remark_place(text: &str) -> Option<usize> {
    REMARK_SIGNS.into_iter().filter_map(|sign| text.find(sign)).min()
}

/// A text without what is in parentheses.
pub(crate) fn without_remarks(text: &str) -> String {
    let mut depth = 0usize;
    let is_outside = |c: &char| {
        depth += usize::from(*c == '(');
        let is_outside = depth == 0 && *c != ')';
        depth = depth.saturating_sub(usize::from(*c == ')'));
        is_outside
    };
    text.chars().filter(is_outside).collect()
}

/// A text up to the comments at its end, and these with the blanks before them.
fn split_comments(text: &str) -> (&str, &str) {
    let text = text.trim_end();
    let mut end = text.len();
    while text[..end].ends_with("-->") {
        let Some(start) = text[..end].rfind("<!--") else { break };
        end = text[..start].trim_end().len();
    }
    text.split_at(end)
}

fn split_struck(text: &str) -> (&str, Struck<'_>) {
    let Some(first) = text.find(STRUCK) else { return (text, Struck::Nothing) };
    let front = struck_length(text);
    if front > 0 {
        let rest = &text[front..];
        let current = rest.trim_start_matches(is_sign);
        let (values, sign) = (&text[..front], &rest[..rest.len() - current.len()]);
        if current.contains(STRUCK) {
            return (text, Struck::Within);
        }
        return (current, Struck::InFront { values, sign });
    }
    let (before, values) = text.split_at(first);
    let current = before.trim_end_matches(is_sign);
    if struck_length(values) != values.len() || current.is_empty() {
        return (text, Struck::Within);
    }
    (current, Struck::Behind { values, sign: &before[current.len()..] })
}

/// The length of the struck-out values that a text starts with, and of the signs between them.
fn struck_length(text: &str) -> usize {
    let mut length = 0;
    let mut rest = text;
    while let Some(inner) = rest.trim_start_matches(is_sign).strip_prefix(STRUCK) {
        let Some((struck, behind)) = inner.split_once(STRUCK) else { break };
        if struck.is_empty() {
            break;
        }
        rest = behind;
        length = text.len() - rest.len();
    }
    length
}

/// What may be between a struck-out value and the next one.
fn is_sign(c: char) -> bool {
    c.is_whitespace() || ",;/·|→".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_at_the_end() {
        for (text, current, comments) in [
            ("Open <!-- a --> <!-- b -->", "Open", " <!-- a --> <!-- b -->"),
            ("Open -->", "Open -->", ""),
            ("Open", "Open", ""),
        ] {
            let parts = ValueParts::of(text);
            assert_eq!((parts.current, parts.comments), (current, comments), "{text}");
        }
    }

    #[test]
    fn a_new_value_follows_those_that_were_struck_out() {
        for (text, wanted) in [
            ("7d", Some("30d")),
            ("7d <!-- x -->", Some("30d <!-- x -->")),
            ("~~7d~~ 14d", Some("~~7d~~ ~~14d~~ 30d")),
            ("~~7d~~ → 14d (vendor)", Some("~~7d~~ → ~~14d (vendor)~~ → 30d")),
            ("~~5d~~, ~~7d~~, 14d", Some("~~5d~~, ~~7d~~, ~~14d~~, 30d")),
            ("14d ~~7d~~ ~~5d~~", Some("30d ~~14d~~ ~~7d~~ ~~5d~~")),
            ("14d (not ~~7d~~)", None),
            ("~~7d~~ 14d (not ~~9d~~)", None),
        ] {
            assert_eq!(ValueParts::of(text).followed_by("30d").as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn the_word_is_without_what_belongs_to_one_entry() {
        for (text, word) in [
            ("Done (v2.1)", "Done"),
            ("~~Open~~ **Done** – ada", "Done"),
            ("Done ~~Open~~", "Done"),
            ("In review: by ada", "In review: by ada"),
            ("~~Open~~", ""),
        ] {
            assert_eq!(ValueParts::of(text).word(|word| word.contains("Done")), word, "{text}");
        }
    }
}
