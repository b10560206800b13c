//! The list that a rule adds its findings to.

use std::collections::HashSet;
use std::sync::Arc;

use super::context::{Context, Purpose};
use crate::finding::{Extent, Finding, Level};
use crate::register::{Entry, Field};
use crate::text::{RareList, Span};

/// The findings of one rule in one register.
#[derive(Debug)]
pub(crate) struct Findings {
    rule: &'static str,
    level: Level,
    path: Arc<str>,
    list: Vec<Finding>,
    /// Texts that several findings may have: messages, and others.
    shared: [SharedTexts; 2],
    /// How many are kept, and how many of these without a fix.
    most: usize,
    most_without_fix: usize,
    /// How many of those that are kept have no fix, the last one left out.
    without_fix: usize,
    /// Whether they are read: what says what to do, and what a fix does, is for readers.
    is_read: bool,
    /// How many more were found than are kept.
    left_out: usize,
}

/// More findings of one rule in one file are not even repaired. A file can be made so that they would
/// take all memory.
const MOST_KEPT: usize = 100_000;
/// More are of no use to a reader.
pub(crate) const MOST_SHOWN: usize = 10_000;
/// An entry that says anything takes more bytes, so a text that is not made to harm has fewer entries.
const SMALLEST_ENTRY: usize = 32;

impl Findings {
    pub(crate) fn new(rule: &'static str, level: Level, path: Arc<str>) -> Self {
        Self {
            rule,
            level,
            path,
            list: Vec::new(),
            shared: Default::default(),
            most: MOST_KEPT,
            most_without_fix: MOST_KEPT,
            without_fix: 0,
            is_read: true,
            left_out: 0,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Keeps as many as a purpose needs in a text of that many bytes, and of each what it needs. What is
    /// repaired is repaired in one round: more of them would take time with the square of a file's length.
    /// What is not repaired then only explains other findings, one in an entry as a rule.
    pub(crate) fn keep_for(&mut self, purpose: Purpose, bytes: usize) {
        if purpose == Purpose::Repair {
            self.most_without_fix = self.most.min(MOST_SHOWN.max(bytes / SMALLEST_ENTRY));
        } else {
            self.most = MOST_SHOWN;
        }
        self.is_read = purpose == Purpose::Report;
    }

    /// Keeps no more than a text of that many bytes has entries. It is for a rule that finds one thing in an
    /// entry, and whose findings count.
    pub(crate) fn keep_entries_of(&mut self, bytes: usize) {
        self.most = self.most.min(MOST_SHOWN.max(bytes / SMALLEST_ENTRY));
    }

    /// The findings. Where some were left out, the last one says how many.
    pub(crate) fn into_vec(mut self) -> Vec<Finding> {
        self.share_last();
        if self.left_out > 0
            && let Some(last) = self.list.last()
        {
            let (span, level) = (last.span, last.level);
            self.leave_out_last();
            let count = self.left_out;
            let message = format!("{count} more findings of this rule in this file are not shown");
            self.add(span, message).reaches(Extent::LeftOut(count as u32)).level = level;
        }
        self.list.shrink_to_fit();
        self.list
    }

    /// Leaves out the last finding, where it is one too many.
    fn leave_out_last(&mut self) {
        let has_no_fix = self.list.last().is_some_and(|last| last.fix.is_none());
        let is_over = has_no_fix && self.without_fix >= self.most_without_fix;
        if self.list.len() > self.most || is_over {
            self.list.pop();
            self.left_out += 1;
        } else {
            self.without_fix += usize::from(has_no_fix);
        }
    }

    /// Lets the last finding have the texts that it says like others.
    fn share_last(&mut self) {
        let [messages, others] = &mut self.shared;
        if let Some(last) = self.list.last_mut() {
            if !self.is_read {
                last.help = None;
                if let Some(fix) = &mut last.fix {
                    fix.title = String::new();
                }
            }
            messages.share(&mut last.message);
            last.help.iter_mut().chain(&mut last.field).for_each(|text| others.share(text));
        }
    }

    /// Adds a finding at a place.
    pub(crate) fn at(&mut self, span: Span, message: impl Into<Arc<str>>) -> &mut Finding {
        self.share_last();
        self.leave_out_last();
        self.add(span, message)
    }

    fn add(&mut self, span: Span, message: impl Into<Arc<str>>) -> &mut Finding {
        if self.list.len() == self.list.capacity() {
            // Half as many more as there are, and no more than are kept: in a hostile text, these are many.
            let left = self.most.saturating_add(2).saturating_sub(self.list.len());
            self.list.reserve_exact((self.list.len() / 2).min(left).max(4));
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
            related: RareList::default(),
            fix: None,
            extent: Extent::Place,
            count: None,
        });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    /// Adds a finding about an entry.
    pub(crate) fn of(
        &mut self,
        cx: &Context<'_>,
        entry: &Entry,
        span: Span,
        message: impl Into<Arc<str>>,
    ) -> &mut Finding {
        self.at(span, message).entry(cx.name(entry))
    }

    /// Adds a finding at the value of an entry's field, or at its label where it has no value.
    pub(crate) fn in_field(
        &mut self,
        cx: &Context<'_>,
        entry: &Entry,
        field: &Field,
        message: impl Into<Arc<str>>,
    ) -> &mut Finding {
        let span =
            if field.value.is_empty() { field.label } else { cx.register.first_line(field.value) };
        let name = field.key.map_or(cx.register.text(field.label), |key| cx.words().name(key));
        self.of(cx, entry, span, message).field(name)
    }
}

/// The first different texts of a rule. A register of one fault has few, however often it has it.
#[derive(Debug, Default)]
struct SharedTexts(HashSet<Arc<str>>);

impl SharedTexts {
    const MOST: usize = 64;

    fn share(&mut self, text: &mut Arc<str>) {
        if let Some(known) = self.0.get(text) {
            *text = known.clone();
        } else if self.0.len() < Self::MOST {
            self.0.insert(text.clone());
        }
    }
}

/// A value as a message quotes it: its first line, cut where it is long.
pub(crate) fn quoted(text: &str) -> String {
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
    use crate::finding::{Fix, Safety};

    #[test]
    fn of_very_many_findings_the_rest_is_counted() {
        let found = |count: usize| {
            let mut found = Findings::new("bad-sla", Level::Error, "a.md".into());
            for at in 0..count {
                found.at(Span::at(at), "x").help("y");
            }
            found.into_vec()
        };
        assert_eq!(found(MOST_KEPT + 1).len(), MOST_KEPT + 1);
        assert!(found(MOST_KEPT + 1).iter().all(|finding| &*finding.message == "x"));
        let kept = found(MOST_KEPT + 7);
        let last = kept.last().unwrap();
        assert_eq!(kept.len(), MOST_KEPT + 1);
        assert_eq!(&*last.message, "7 more findings of this rule in this file are not shown");
        assert_eq!(
            (last.span, last.level, &last.help),
            (Span::at(MOST_KEPT + 6), Level::Error, &None)
        );
    }

    #[test]
    fn a_reader_gets_fewer() {
        let mut found = Findings::new("bad-sla", Level::Error, "a.md".into());
        found.keep_for(Purpose::Report, 0);
        for at in 0..MOST_SHOWN + 7 {
            found.at(Span::at(at), "x").help("y");
        }
        let shown = found.into_vec();
        assert_eq!(shown.len(), MOST_SHOWN + 1);
        let more = "7 more findings of this rule in this file are not shown";
        assert_eq!(&*shown[MOST_SHOWN].message, more);
    }

    #[test]
    fn what_has_a_fix_is_kept_for_a_repair() {
        let mut found = Findings::new("bad-sla", Level::Error, "a.md".into());
        found.keep_for(Purpose::Repair, 0);
        for at in 0..MOST_SHOWN + 7 {
            found.at(Span::at(at), "x");
            let fix = Fix::replace(Safety::Safe, "write `7d`", Span::at(at), "7d");
            found.at(Span::at(at), "y").fix(fix);
        }
        let kept = found.into_vec();
        assert_eq!(kept.iter().filter(|it| it.fix.is_some()).count(), MOST_SHOWN + 7);
        assert_eq!(kept.last().unwrap().extent, Extent::LeftOut(7));
        assert_eq!(kept.len(), 2 * MOST_SHOWN + 8);
        // What a fix does is told to readers alone.
        assert!(kept.iter().all(|it| it.fix.as_ref().is_none_or(|fix| fix.title.is_empty())));
    }

    #[test]
    fn of_entries_no_more_are_kept_than_a_text_has() {
        let mut found = Findings::new("unmirrored-entry", Level::Error, "a.md".into());
        found.keep_entries_of(SMALLEST_ENTRY * (MOST_SHOWN + 5));
        for at in 0..MOST_SHOWN + 7 {
            found.at(Span::at(at), "x");
        }
        let kept = found.into_vec();
        assert_eq!(kept.len(), MOST_SHOWN + 6);
        assert_eq!(kept[MOST_SHOWN + 5].extent, Extent::LeftOut(2));
        // Few are never too many.
        let mut found = Findings::new("unmirrored-entry", Level::Error, "a.md".into());
        found.keep_entries_of(0);
        for at in 0..MOST_SHOWN {
            found.at(Span::at(at), "x");
        }
        assert!(found.into_vec().iter().all(|finding| !finding.is_left_out()));
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
