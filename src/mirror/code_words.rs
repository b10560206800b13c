//! What a translation may change in code: the labels of a screen, and the comments in a block.

use crate::finding::Edit;
use crate::text::Span;

/// How a comment begins that is behind code, or fills its line.
const COMMENTS: [&str; 4] = ["# ", "// ", "-- ", "; "];

/// Whether a text is words of a screen, and no code: `Save changes`, `Settings › Print`.
pub(super) fn are_words(text: &str) -> bool {
    let is_sign = |c: char| c.is_whitespace() || "›>→…,.!?'’-".contains(c);
    let mut words = text.split(is_sign).filter(|word| !word.is_empty());
    let is_plain = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_alphabetic)
            && letters.all(|c| c.is_alphabetic() && !c.is_uppercase())
    };
    let starts_large = text.trim_start().starts_with(char::is_uppercase);
    let is_beyond_ascii = text.contains(|c: char| c.is_alphabetic() && !c.is_ascii());
    (starts_large || is_beyond_ascii) && words.all(is_plain)
}

/// A block of code without its comments.
pub(super) fn without_comments(block: &str) -> String {
    let lines: Vec<&str> = block.lines().map(without_comment).collect();
    lines.join("\n")
}

/// A line of code without the comment in it.
pub(super) fn without_comment(line: &str) -> &str {
    let starts = COMMENTS.iter().flat_map(|mark| line.match_indices(mark).map(|(at, _)| at));
    let starts = starts.filter(|&at| line[..at].ends_with([' ', '\t']) || at == 0);
    starts.min().map_or(line, |at| &line[..at]).trim_end()
}

/// The edits that give the lines of a block, which begins at a place, the code of the lines of another; its comments
/// stay. Nothing where the lines are not each other's.
pub(super) fn line_edits(own: &str, theirs: &str, start: u32) -> Option<Vec<Edit>> {
    let both = [own, theirs].map(|block| block.lines().count());
    if both[0] != both[1] {
        return None;
    }
    let mut edits = Vec::new();
    let mut at = start as usize;
    for (own, line) in own.lines().zip(theirs.split_inclusive('\n')) {
        let (wanted, is) = (without_comment(own).trim(), without_comment(line).trim());
        if wanted != is {
            if wanted.is_empty() || is.is_empty() {
                return None;
            }
            let from = at + line.len() - line.trim_start().len();
            edits.push(Edit { span: Span::new(from, from + is.len()), text: wanted.to_owned() });
        }
        at += line.len();
    }
    Some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_screen_are_no_code() {
        for words in
            ["Save", "Tüm değişiklikleri kaydet", "Settings › Print", "Out of paper.", "şube"]
        {
            assert!(are_words(words), "{words}");
        }
        for code in ["dispatch", "GET /a", "UserList", "SCR", "git push", "Save()", "x_y", "V2"] {
            assert!(!are_words(code), "{code}");
        }
    }

    #[test]
    fn comments_are_no_part_of_the_code() {
        assert_eq!(without_comment("lp -n 1 list  # one copy"), "lp -n 1 list");
        assert_eq!(without_comment("# one copy"), "");
        assert_eq!(
            without_comment("curl https://a.example/#x --flag"),
            "curl https://a.example/#x --flag"
        );
        let edits = line_edits("a 1 # x\nb 2", "a 1 # y\n  b 3 # z\n", 10).unwrap();
        assert_eq!(edits, [Edit { span: Span::new(20, 23), text: "b 2".to_owned() }]);
        assert!(line_edits("a\nb", "a", 0).is_none());
    }
}
