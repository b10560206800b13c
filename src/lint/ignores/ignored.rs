//! Which findings of a register its comments ignore.

use std::cell::OnceCell;
use std::collections::HashMap;

use jiff::civil::Date;

use super::comment::{IgnoreComment, NamedRule};
use crate::finding::Finding;
use crate::register::Register;
use crate::settings::{Gate, IgnorePlace, KnownIgnore};
use crate::text::{LineIndex, Ordered, Span};
use crate::values::Until;

/// A rule that a comment ignores.
pub(super) struct IgnoredRule<'s> {
    pub rule: NamedRule<'s>,
    pub comment: Span,
    until: Until,
    /// The start of what the comment is about; nothing for the whole file.
    target: Option<u32>,
    /// Whether the comment names no other rule.
    pub is_alone: bool,
    pub is_used: bool,
    /// Whether it counts against what a branch may not do: it does where the base has it.
    pub is_known: bool,
}

impl IgnoredRule<'_> {
    /// The rule and what the comment is about, fit to be compared with those of another text.
    pub(super) fn identity(&self, register: &Register<'_>) -> KnownIgnore {
        let around = self.target.and_then(|target| {
            let target = Span::at(target as usize);
            register.entry_around(target)
        });
        let place = IgnorePlace {
            path: register.source.path().to_string(),
            rule: self.rule.name.to_owned(),
            entry: around.and_then(|entry| register.name(entry)),
            is_for_file: self.target.is_none(),
        };
        KnownIgnore { place, until: self.until }
    }
}

/// The ignored rules of one register, by what they are about.
pub(super) struct IgnoredRules<'s> {
    register: &'s Register<'s>,
    pub all: Vec<IgnoredRule<'s>>,
    by_target: HashMap<(Option<u32>, &'s str), Vec<usize>>,
    /// Made when the first finding is looked up.
    lines: OnceCell<LineIndex<'s>>,
}

impl<'s> IgnoredRules<'s> {
    /// `gate` is what a branch is held to, where it is looked at. Comments that hold no more, and those
    /// whose day cannot be read, ignore nothing.
    pub(super) fn new(
        register: &'s Register<'s>,
        comments: &[IgnoreComment<'s>],
        today: Option<Date>,
        gate: Option<&Gate>,
    ) -> Self {
        let mut all = Vec::new();
        let targets = targets(register);
        for comment in comments {
            let Some(until) = comment.until().filter(|until| until.holds_on(today)) else {
                continue;
            };
            let target = targets.get(&comment.span.start).copied();
            let target = target.filter(|_| !comment.is_for_file);
            all.extend(comment.rules.iter().map(|&rule| IgnoredRule {
                rule,
                comment: comment.span,
                until,
                target,
                is_alone: comment.rules.len() == 1,
                is_used: false,
                is_known: true,
            }));
        }
        if let Some(gate) = gate {
            for ignored in &mut all {
                ignored.is_known = gate.knows(&ignored.identity(register));
            }
        }
        let mut by_target: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, ignored) in all.iter().enumerate() {
            by_target.entry((ignored.target, ignored.rule.name)).or_default().push(at);
        }
        // Those that the base of a branch has come first.
        for same in by_target.values_mut() {
            same.order_by_key(|&at| !all[at].is_known);
        }
        Self { register, all, by_target, lines: OnceCell::new() }
    }

    /// Whether a finding is ignored; the comments that ignore it are marked as used. What a branch may
    /// not do is ignored only by the comments of its base.
    pub(super) fn ignores(&mut self, finding: &Finding, is_held: bool) -> bool {
        if self.all.is_empty() {
            return false;
        }
        let mut is_ignored = false;
        for target in self.targets_around(finding.span) {
            let Some(same) = self.by_target.get(&(target, finding.rule)) else { continue };
            let Some(&first) = same.first() else { continue };
            is_ignored |= !is_held || self.all[first].is_known;
            // Those that say the same are used together.
            if !self.all[first].is_used {
                for &at in same {
                    self.all[at].is_used = true;
                }
            }
        }
        is_ignored
    }

    /// The starts of all that a finding lies in: file, line, entry, field, table.
    fn targets_around(&self, span: Span) -> Vec<Option<u32>> {
        let register = self.register;
        let lines = self.lines.get_or_init(|| LineIndex::new(register.source));
        let line = lines.line_at(span.start as usize).trim(register.source.text());
        let mut targets = vec![None, Some(line.start)];
        if let Some(entry) = register.entry_around(span) {
            targets.push(Some(lines.line_at(entry.span.start as usize).start));
            let field = last_around(&entry.fields, |field| field.span, span);
            targets.extend(field.map(|field| Some(field.span.start)));
        }
        let table = last_around(&register.tables, |&table| table, span);
        targets.extend(table.map(|table| Some(table.start)));
        targets
    }
}

/// Of items in order, the last one that starts before `span`, if it contains it.
fn last_around<T>(items: &[T], span_of: impl Fn(&T) -> Span, span: Span) -> Option<&T> {
    let after = items.partition_point(|item| span_of(item).start <= span.start);
    items[..after].last().filter(|item| span_of(item).contains(span))
}

/// What each comment is about, by the comment's start: the first thing after it that is neither
/// blank nor another comment.
fn targets(register: &Register<'_>) -> HashMap<u32, u32> {
    let text = register.source.text();
    let mut targets = HashMap::with_capacity(register.comments.len());
    // From the last to the first, as a comment above a comment has the same target.
    for comment in register.comments.iter().rev() {
        let after = &text[comment.end as usize..];
        let next = comment.end + (after.len() - after.trim_start().len()) as u32;
        let target = targets.get(&next).copied().unwrap_or(next);
        targets.insert(comment.start, target);
    }
    targets
}
