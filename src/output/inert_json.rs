//! JSON that may be shown: no character that a terminal obeys, and no command of GitHub's runner.

use std::io::{self, Write};

use crate::text::turns_text;

/// Writes JSON, with such characters in its texts as escapes. Outside of texts, JSON has none of them.
pub(crate) struct InertJson<'o>(pub &'o mut dyn Write);

fn is_obeyed(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}') || turns_text(c)
}

/// A text of JSON, or a piece of it, in which nothing is obeyed.
pub(crate) fn inert(json: &str) -> Option<String> {
    if !json.contains(is_obeyed) && !json.contains("##[") {
        return None;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.replace("##[", "##\\u005b").chars() {
        if is_obeyed(c) {
            out.push_str("\\u");
            let digits = format!("{:04x}", u32::from(c));
            out.push_str(&digits);
        } else {
            out.push(c);
        }
    }
    Some(out)
}

impl Write for InertJson<'_> {
    /// The serializer hands over whole pieces of texts.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match std::str::from_utf8(bytes).ok().and_then(inert) {
            Some(text) => self.0.write_all(text.as_bytes())?,
            None => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_read_from_it() {
        let text = "a\u{1b}\u{9b}31m\u{202e} ##[group]b \u{7f} ü 🔒";
        let mut out = Vec::new();
        serde_json::to_writer(InertJson(&mut out), text).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert!(!json.contains(|c: char| c.is_control() || is_obeyed(c)) && !json.contains("##["));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
