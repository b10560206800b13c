//! What a translation may change in code: the labels of a screen, and the comments in a block.

use crate::finding::Edit;
use crate::text::Span;

/// How a comment begins that is behind code, or fills its line.
const COMMENTS: [&str; 4] = ["# ", "// ", "-- ", "; "];

/// Whether a line of two texts says the same in two languages, as far as code shows: the labels of a screen, or the
/// words of a message with the same codes in them (`Saving failed (E42)`), also between quotes in code.
pub(super) fn say_it_in_words(own: &str, theirs: &str) -> bool {
    let lines = own.lines().zip(theirs.lines()).map(|(own, theirs)| [own, theirs]);
    let mut lines = lines.map(|lines| lines.map(|line| without_comment(line).trim()));
    lines.any(|[own, theirs]| {
        own != theirs
            && (are_messages(own, theirs) || {
                let [own, theirs] = [own, theirs].map(without_messages);
                own.is_some() && own == theirs
            })
    })
}

fn are_messages(own: &str, theirs: &str) -> bool {
    let codes = |text| {
        message_codes(text).map(|mut codes| {
            codes.sort_unstable();
            codes
        })
    };
    codes(own).is_some_and(|own| Some(own) == codes(theirs))
}

/// The codes and numbers in the words of a screen or of a message; nothing where a text is code: `git push`.
fn message_codes(text: &str) -> Option<Vec<&str>> {
    let is_sign = |c: char| c.is_whitespace() || "›>→…,!?’".contains(c);
    let words = text.split(is_sign).map(|word| word.trim_matches(['.', ':', ';', '\'', '-', '"']));
    let words = words.map(without_brackets).filter(|word| !word.is_empty());
    let is_plain = |word: &str| {
        let mut parts = word.split(['-', '\'', '.']);
        parts.all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_alphabetic)
                && letters.all(|c| c.is_alphabetic() && !c.is_uppercase())
        })
    };
    let starts_large = text.trim_start().starts_with(|c: char| c.is_uppercase() || c == '{');
    let is_beyond_ascii = text.contains(|c: char| c.is_alphabetic() && !c.is_ascii());
    let (plain, codes): (Vec<&str>, Vec<&str>) = words.partition(|word| is_plain(word));
    let is_text = !plain.is_empty() && codes.iter().all(|word| is_code_of_message(word));
    ((starts_large || is_beyond_ascii) && is_text).then_some(codes)
}

/// `E42`, `500`, `HTTP`, `ERR-12`, and the places for values `{name}` and `%s`.
fn is_code_of_message(word: &str) -> bool {
    let is_place = (word.starts_with('{') && word.ends_with('}')) || word.starts_with('%');
    let is_sign = |c: char| c.is_uppercase() || c.is_ascii_digit() || "-_#.".contains(c);
    is_place || word.chars().all(is_sign)
}

fn without_brackets(word: &str) -> &str {
    let pairs = [('(', ')'), ('[', ']')];
    let mut inner = pairs.iter().filter_map(|&(open, close)| {
        let start = word.strip_prefix(open);
        let inner = start.map_or(word, |inner| inner);
        let end =
            inner.strip_suffix(close).filter(|inner| start.is_some() || !inner.contains(open));
        (start.is_some() || end.is_some()).then(|| end.unwrap_or(inner))
    });
    inner.next().unwrap_or(word)
}

/// Code without the messages between its quotes; nothing where it has none.
fn without_messages(code: &str) -> Option<String> {
    let mut parts: Vec<&str> = code.split('"').collect();
    let mut has_message = false;
    let last = parts.len() - 1;
    for (at, part) in parts.iter_mut().enumerate() {
        if at % 2 == 1 && at < last && message_codes(part).is_some_and(|codes| codes.is_empty()) {
            *part = "";
            has_message = true;
        }
    }
    has_message.then(|| parts.join("\""))
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
        for words in [
            ["Save", "Kaydet"],
            ["Save all changes", "Tüm değişiklikleri kaydet"],
            ["Settings › Print", "Ayarlar › Yazdır"],
            ["Out of paper.", "Kağıt bitti."],
            ["Branch", "şube"],
            ["Saving failed (E42)", "Kaydedilemedi (E42)"],
            ["Error 500: not saved", "Hata 500: kaydedilmedi"],
            ["E42 - Saving failed", "E42 - Kaydedilemedi"],
            ["{name} is locked", "{name} kilitli, üzgünüz"],
            ["{\"error\": \"Saving failed\"}", "{\"error\": \"Kaydedilemedi\"}"],
        ] {
            assert!(say_it_in_words(words[0], words[1]), "{words:?}");
        }
        for code in [
            ["dispatch", "send"],
            ["GET /a", "GET /b"],
            ["UserList", "UserTable"],
            ["SCR", "SCT"],
            ["git push", "git pull"],
            ["Save()", "Kaydet()"],
            ["x_y", "x_z"],
            ["V2", "V3"],
            ["Saving failed (E42)", "Kaydedilemedi (E43)"],
            ["{\"state\": \"open\"}", "{\"state\": \"closed\"}"],
        ] {
            assert!(!say_it_in_words(code[0], code[1]), "{code:?}");
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
