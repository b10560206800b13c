//! Where a rule puts what it finds.

use std::sync::Arc;

use super::context::Context;
use crate::finding::{Finding, Level};
use crate::register::{Entry, Field};
use crate::text::Span;

/// The findings of one rule in one register.
#[derive(Debug)]
pub struct Findings {
    rule: &'static str,
    level: Level,
    path: Arc<str>,
    list: Vec<Finding>,
    /// How many were found beyond what is kept.
    left_out: usize,
}

/// More findings of one rule in one file help nobody, and would take all memory of a machine that
/// looks at a file made for that.
const MOST_TOLD: usize = 100_000;

impl Findings {
    /// No findings yet, of a rule at a level in a file.
    pub fn new(rule: &'static str, level: Level, path: Arc<str>) -> Self {
        Self { rule, level, path, list: Vec::new(), left_out: 0 }
    }

    /// Whether nothing was found yet.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// What was found; of very much, how much more there is.
    pub fn told(mut self) -> Vec<Finding> {
        if self.left_out > 0
            && let Some(last) = self.list.pop()
        {
            let count = self.left_out + 1;
            let message = format!("{count} more findings of this rule in this file are not told");
            self.at(last.span, message).level = last.level;
        }
        self.list
    }

    /// Something wrong at a place.
    pub fn at(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        if self.list.len() > MOST_TOLD {
            self.list.pop();
            self.left_out += 1;
        }
        self.list.push(Finding {
            rule: self.rule,
            level: self.level,
            message: message.into(),
            path: self.path.clone(),
            span,
            entry: None,
            field: None,
            help: None,
            related: Vec::new(),
            fix: None,
        });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    /// Something wrong with an entry.
    pub fn of(
        &mut self,
        cx: &Context<'_>,
        entry: &Entry,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Finding {
        self.at(span, message).entry(cx.register.name(entry))
    }

    /// Something wrong with the value of an entry's field; with its label where it has none.
    pub fn in_field(
        &mut self,
        cx: &Context<'_>,
        entry: &Entry,
        field: &Field,
        message: impl Into<String>,
    ) -> &mut Finding {
        let span =
            if field.value.is_empty() { field.label } else { cx.register.first_line(field.value) };
        let name = field.key.map_or(cx.register.text(field.label), |key| cx.words().name(key));
        self.of(cx, entry, span, message).field(name)
    }
}

/// A value as a message quotes it: its first line, cut where it grows long.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.lines().next().unwrap_or(text).trim_end();
    if line.chars().count() > LONGEST || line.len() < text.trim_end().len() {
        let start: String = line.chars().take(LONGEST).collect();
        return format!("`{}…`", start.trim_end());
    }
    format!("`{line}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_findings_the_rest_is_counted() {
        let found = |count: usize| {
            let mut found = Findings::new("bad-sla", Level::Error, "a.md".into());
            for at in 0..count {
                found.at(Span::at(at), "x").help("y");
            }
            found.told()
        };
        assert_eq!(found(MOST_TOLD + 1).len(), MOST_TOLD + 1);
        assert!(found(MOST_TOLD + 1).iter().all(|finding| finding.message == "x"));
        let told = found(MOST_TOLD + 7);
        let last = told.last().unwrap();
        assert_eq!(told.len(), MOST_TOLD + 1);
        assert_eq!(last.message, "7 more findings of this rule in this file are not told");
        assert_eq!(
            (last.span, last.level, &last.help),
            (Span::at(MOST_TOLD + 6), Level::Error, &None)
        );
    }

    #[test]
    fn a_quoted_value_is_one_short_line() {
        assert_eq!(quoted("a b"), "`a b`");
        assert_eq!(quoted(&"a".repeat(60)), format!("`{}`", "a".repeat(60)));
        assert_eq!(quoted(&"é".repeat(61)), format!("`{}…`", "é".repeat(60)));
        assert_eq!(quoted("a \nb"), "`a…`");
        assert_eq!(quoted("a\n"), "`a`");
    }
}
