//! `gapreg list --format yaml`: texts that readers of YAML 1.1 take for texts, too.

use std::collections::HashMap;

use crate::output::inert;

/// Words that are truth values in YAML 1.1 and texts in YAML 1.2.
const WORDS: [&str; 8] = ["y", "n", "yes", "no", "on", "off", "true", "false"];

/// The same YAML, where each value that YAML 1.1 takes for something else than a text is quoted:
/// truth values (`No`), dates, numbers with underscores or colons.
pub(super) fn for_old_readers(yaml: &str) -> String {
    let mut out = String::with_capacity(yaml.len() + yaml.len() / 16);
    let mut lines = yaml.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
        let mut start = indent_of(text);
        while text[start..].starts_with("- ") {
            start += 2;
        }
        let key = start;
        start += text[start..].find(": ").map_or(0, |at| at + 2);
        let value = &text[start..];
        out.push_str(&text[..start]);
        if value.starts_with(['|', '>']) {
            let is_inside = |next: &&str| next.trim().is_empty() || indent_of(next) > key;
            let block: Vec<&str> = std::iter::from_fn(|| lines.next_if(is_inside)).collect();
            push_block(value, &block, key, &mut out);
            continue;
        }
        if let Some(value) = as_escapes(value) {
            out.push_str(&value);
        } else if is_misread(value) {
            out.push('\'');
            out.push_str(&value.replace('\'', "''"));
            out.push('\'');
        } else {
            out.push_str(value);
        }
        out.push_str(end);
    }
    out
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Adds a text of several lines: as it is, or with escapes where one of its lines is obeyed.
fn push_block(mark: &str, block: &[&str], key: usize, out: &mut String) {
    let is_obeyed = |line: &&str| line.trim_start().starts_with("::") || inert(line).is_some();
    let escaped = block.iter().any(is_obeyed).then(|| {
        let inner = |line: &&str| line.get(key..).unwrap_or("\n").to_owned();
        let text: String = block.iter().map(inner).collect();
        let read: HashMap<String, String> =
            serde_yaml::from_str(&format!("k: {mark}\n{text}")).ok()?;
        let json = serde_json::to_string(read.get("k")?).ok()?;
        Some(inert(&json).unwrap_or(json))
    });
    if let Some(text) = escaped.flatten() {
        out.push_str(&text);
        out.push('\n');
        return;
    }
    out.push_str(mark);
    out.push('\n');
    for line in block {
        out.push_str(line);
    }
}

/// A value with characters that a terminal or the runner of GitHub obeys, as a text with escapes.
fn as_escapes(value: &str) -> Option<String> {
    inert(value)?;
    if value.starts_with('"') {
        return inert(value);
    }
    let single = value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    let text = single.map_or(value.to_owned(), |text| text.replace("''", "'"));
    inert(&serde_json::to_string(&text).ok()?)
}

/// Whether a plain value is a text in YAML 1.2 and may be something else in YAML 1.1.
fn is_misread(value: &str) -> bool {
    let is_number = value.parse::<i64>().is_ok();
    let is_bool = matches!(value, "true" | "false");
    let is_like_number = value.starts_with(|c: char| c.is_ascii_digit() || "+.<=~".contains(c))
        || value.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c != ' '));
    let is_word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(value));
    !is_number && !is_bool && (is_like_number || is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_old_readers_take_for_something_else_is_quoted() {
        let yaml =
            "a: No\nb:\n- on\n- c: 2026-01-04\n  d: 12:30:45\n  e: 7\n  f: true\n  g: 1_000\n";
        assert_eq!(
            for_old_readers(yaml),
            "a: 'No'\nb:\n- 'on'\n- c: '2026-01-04'\n  d: '12:30:45'\n  e: 7\n  f: true\n  g: '1_000'\n"
        );
    }

    #[test]
    fn nothing_in_a_value_is_obeyed() {
        let yaml = "a: x\u{202e}y\nb: 'it''s ##[x]'\nc: \"\\e ##[x]\"\n";
        let inert = "a: \"x\\u202ey\"\nb: \"it's ##\\u005bx]\"\nc: \"\\e ##\\u005bx]\"\n";
        assert_eq!(for_old_readers(yaml), inert);
    }

    #[test]
    fn a_text_of_several_lines_and_a_quoted_one_stay() {
        for yaml in
            ["- a: |-\n    b: No\n\n    on\n  c: x\n", "a: 'No'\nb: \"on\"\nc: []\nd: No.\n"]
        {
            assert_eq!(for_old_readers(yaml), yaml);
        }
    }

    type List = HashMap<String, Vec<HashMap<String, String>>>;

    #[test]
    fn lines_that_a_runner_obeys_are_escapes() {
        let yaml = "a:\n- b: |-\n    first\n    ::error::x\n\n    last\n  c: |\n    d\n";
        let inert = "a:\n- b: \"first\\n::error::x\\n\\nlast\"\n  c: |\n    d\n";
        assert_eq!(for_old_readers(yaml), inert);
        let [one, other]: [List; 2] = [yaml, inert].map(|text| serde_yaml::from_str(text).unwrap());
        assert_eq!(one, other);
    }
}
