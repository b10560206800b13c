//! Fields in a fenced block of YAML below the heading of their entry.

use std::borrow::Cow;

use crate::register::{Entry, Field, Register};
use crate::text::Span;

impl Register<'_> {
    /// The fence above a field that is in YAML. Its label starts its line: rows and items are not looked at.
    fn yaml_fence(&self, field: &Field) -> Option<&str> {
        let source = self.source;
        let mut line = source.line_at(field.span.start as usize);
        if field.label.start != line.start {
            return None;
        }
        while line.start > 0 {
            let before = source.line_at(line.start as usize - 1);
            let text = self.text(before).trim();
            let language = text.strip_prefix("```").or_else(|| text.strip_prefix("~~~"));
            match language {
                Some("yaml" | "yml") => return Some(self.text(before)),
                _ if language.is_some() || text.is_empty() || text.starts_with('#') => break,
                _ => line = before,
            }
        }
        None
    }

    /// The fence above the fields of an entry, where they are in YAML.
    pub(super) fn yaml_fence_of(&self, entry: &Entry) -> Option<&str> {
        let mut fields = entry.fields.iter();
        self.yaml_fence(fields.find(|field| field.label != field.value)?)
    }

    /// A label as fields beside another have it: `first_seen` in YAML.
    pub(super) fn label_beside<'l>(&self, model: &Field, label: &'l str) -> Cow<'l, str> {
        match self.yaml_fence(model) {
            Some(_) => label.to_lowercase().replace(' ', "_").into(),
            None => label.into(),
        }
    }

    /// A value as it is written in the place of another one, or beside it: with quotes where YAML needs some.
    pub(super) fn quoted_beside<'v>(&self, model: &Field, value: &'v str) -> Cow<'v, str> {
        const SPECIAL: &str = "@`%&*!|>'\"#[]{},?-";
        let is_special = value.starts_with(|c| SPECIAL.contains(c))
            || value.contains(": ")
            || value.contains(" #")
            || value.ends_with(':');
        if !is_special || self.yaml_fence(model).is_none() {
            return value.into();
        }
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")).into()
    }

    /// Whether quotes are around a value already.
    pub(super) fn is_in_quotes(&self, value: Span) -> bool {
        let text = self.source.text();
        let is_quote = |c: Option<char>| matches!(c, Some('"' | '\''));
        is_quote(text[..value.start as usize].chars().next_back())
            && is_quote(text[value.end as usize..].chars().next())
    }
}
