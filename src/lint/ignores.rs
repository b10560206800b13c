//! Silencing by comment and by configuration, and what is wrong with the comments themselves.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::Scope;
use crate::finding::{Edit, Finding, Fix, Safety};
use crate::register::Register;
use crate::rules::{self, Check, Findings};
use crate::settings::Settings;
use crate::text::{LineIndex, Span};

const LINE_WORD: &str = "gapreg-ignore";
const FILE_WORD: &str = "gapreg-ignore-file";

/// One rule named in one comment.
struct Silence<'s> {
    rule: &'s str,
    /// Where the rule's name stands.
    span: Span,
    comment: Span,
    /// The start of what it concerns; nothing for the whole file.
    target: Option<u32>,
    /// Whether its comment names no other rule.
    is_alone: bool,
    is_used: bool,
}

/// A comment that silences.
struct Directive<'s> {
    comment: Span,
    rules: Vec<(&'s str, Span)>,
    is_explained: bool,
    is_for_file: bool,
}

/// Drops what is silenced, and adds what the silencing comments do wrong.
pub(super) fn silence(
    found: Vec<Finding>,
    registers: &[Register<'_>],
    settings: &Settings,
    scope: Scope,
    has_changes: bool,
) -> Vec<Finding> {
    let mut silences: HashMap<&str, Silences<'_>> = HashMap::new();
    let mut told = Vec::new();
    for register in registers {
        let directives = directives(register);
        if scope.has_registers() {
            Teller { register, settings, told: &mut told }.tell_unexplained(&directives);
        }
        silences.insert(register.source.path(), Silences::new(register, &directives));
    }
    let mut kept: Vec<Finding> = found
        .into_iter()
        .filter(|finding| {
            let by_comment = silences.get_mut(&*finding.path).is_some_and(|s| s.silences(finding));
            !by_comment
        })
        .collect();
    for register in registers.iter().filter(|_| scope.has_registers()) {
        if let Some(silences) = silences.get(&**register.source.path()) {
            let teller = &mut Teller { register, settings, told: &mut told };
            teller.tell_unused(silences, scope, has_changes);
        }
    }
    kept.append(&mut told);
    kept.retain(|f| !settings.accepts(f.rule, &f.path, f.entry.as_deref()));
    kept
}

/// The silences of one file, found by what they concern.
struct Silences<'s> {
    register: &'s Register<'s>,
    all: Vec<Silence<'s>>,
    by_target: HashMap<(Option<u32>, &'s str), Vec<usize>>,
    /// Made when the first finding is to be placed.
    lines: OnceCell<LineIndex<'s>>,
}

impl<'s> Silences<'s> {
    fn new(register: &'s Register<'s>, directives: &[Directive<'s>]) -> Self {
        let mut all = Vec::new();
        let targets = targets(register);
        for directive in directives {
            let target = targets.get(&directive.comment.start).copied();
            let target = target.filter(|_| !directive.is_for_file);
            all.extend(directive.rules.iter().map(|&(rule, span)| Silence {
                rule,
                span,
                comment: directive.comment,
                target,
                is_alone: directive.rules.len() == 1,
                is_used: false,
            }));
        }
        let mut by_target: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, silence) in all.iter().enumerate() {
            by_target.entry((silence.target, silence.rule)).or_default().push(at);
        }
        Self { register, all, by_target, lines: OnceCell::new() }
    }

    /// Whether a finding is silenced; the silences that do it are marked as used.
    fn silences(&mut self, finding: &Finding) -> bool {
        if self.all.is_empty() {
            return false;
        }
        let mut is_silenced = false;
        for target in self.targets_around(finding.span) {
            for &at in self.by_target.get(&(target, finding.rule)).into_iter().flatten() {
                self.all[at].is_used = true;
                is_silenced = true;
            }
        }
        is_silenced
    }

    /// The starts of everything that a finding lies in: file, entry, field, table, line.
    fn targets_around(&self, span: Span) -> Vec<Option<u32>> {
        let register = self.register;
        let lines = self.lines.get_or_init(|| LineIndex::new(register.source));
        let line = lines.line_at(span.start as usize).trim(register.source.text());
        let mut targets = vec![None, Some(line.start)];
        if let Some(entry) = last_around(&register.entries, |entry| entry.span, span) {
            targets.push(Some(lines.line_at(entry.span.start as usize).start));
            let field = last_around(&entry.fields, |field| field.span, span);
            targets.extend(field.map(|field| Some(field.span.start)));
        }
        let table = last_around(&register.tables, |&table| table, span);
        targets.extend(table.map(|table| Some(table.start)));
        targets
    }
}

/// Of spans in order, the last one that starts before `span`, when it holds it.
fn last_around<T>(items: &[T], span_of: impl Fn(&T) -> Span, span: Span) -> Option<&T> {
    let after = items.partition_point(|item| span_of(item).start <= span.start);
    items[..after].last().filter(|item| span_of(item).contains(span))
}

/// What each comment stands above, by the comment's start: the first thing after it that is
/// neither blank nor another comment.
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

fn directives<'s>(register: &'s Register<'s>) -> Vec<Directive<'s>> {
    register.comments.iter().filter_map(|&comment| directive(register, comment)).collect()
}

/// Reads `<!-- gapreg-ignore RULE[, RULE]: reason -->`.
fn directive<'s>(register: &'s Register<'s>, comment: Span) -> Option<Directive<'s>> {
    let whole = register.text(comment);
    let inner = whole.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let is_for_file = inner.starts_with(FILE_WORD);
    let rest = inner.strip_prefix(if is_for_file { FILE_WORD } else { LINE_WORD })?;
    if !rest.is_empty() && !rest.starts_with(|c: char| c.is_whitespace() || c == ':') {
        return None;
    }
    let (rules, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let names = rules.split(',').map(str::trim).filter(|name| !name.is_empty());
    Some(Directive {
        comment,
        rules: names.map(|name| (name, comment.part(whole, name))).collect(),
        is_explained: !reason.trim().is_empty(),
        is_for_file,
    })
}

/// Tells what is wrong with the comments of one register.
struct Teller<'t, 's> {
    register: &'t Register<'s>,
    settings: &'t Settings,
    told: &'t mut Vec<Finding>,
}

impl Teller<'_, '_> {
    fn tell_unexplained(&mut self, directives: &[Directive<'_>]) {
        let unexplained = directives.iter().filter(|d| !d.is_explained && !d.rules.is_empty());
        self.tell("unexplained-ignore", |found| {
            for directive in unexplained {
                found
                    .at(directive.comment, "this comment does not say why the finding is accepted")
                    .help("add the reason after a colon: `<!-- gapreg-ignore RULE: reason -->`");
            }
        });
        self.tell("unknown-rule", |found| {
            let named = directives.iter().flat_map(|directive| &directive.rules);
            for &(name, span) in named.filter(|(name, _)| rules::rule(name).is_none()) {
                let near = rules::meant(name);
                let finding = found.at(span, format!("there is no rule `{name}`"));
                match near {
                    Some(near) => finding
                        .help(format!("did you mean `{near}`?"))
                        .fix(Fix::replace(Safety::Unsafe, format!("write `{near}`"), span, near)),
                    None => finding.help("`gapreg rules` lists them"),
                };
            }
            for directive in directives.iter().filter(|directive| directive.rules.is_empty()) {
                found
                    .at(directive.comment, "this comment names no rule to ignore")
                    .help("write `<!-- gapreg-ignore RULE: reason -->`");
            }
        });
    }

    fn tell_unused(&mut self, silences: &Silences<'_>, scope: Scope, has_changes: bool) {
        let (register, settings) = (self.register, self.settings);
        let path = register.source.path();
        // Of a rule that did not run nobody knows whether it would have found something.
        let has_run = |name: &str| {
            rules::rule(name).is_some_and(|rule| {
                let looks_at_changes =
                    matches!(rule.check, Check::Change(_) | Check::RegisterAndChange(_));
                scope.runs(rule)
                    && (has_changes || !looks_at_changes)
                    && settings.level(rule.name, rule.level, path).is_some()
            })
        };
        let unused =
            silences.all.iter().filter(|silence| !silence.is_used && has_run(silence.rule));
        self.tell("unused-ignore", |found| {
            for silence in unused {
                found
                    .at(silence.span, format!("no `{}` is found here to be ignored", silence.rule))
                    .fix(silence.is_alone.then(|| Fix {
                        safety: Safety::Safe,
                        title: "remove the comment".to_owned(),
                        edits: vec![removal(register, silence.comment)],
                    }));
            }
        });
    }

    fn tell(&mut self, rule: &str, tell: impl FnOnce(&mut Findings)) {
        let path = self.register.source.path();
        let Some(rule) = rules::rule(rule) else { return };
        if let Some(level) = self.settings.level(rule.name, rule.level, path) {
            let mut found = Findings::new(rule.name, level, path.clone());
            tell(&mut found);
            self.told.extend(found.told());
        }
    }
}

/// Removes a comment, with its line where it has one of its own.
fn removal(register: &Register<'_>, comment: Span) -> Edit {
    let source = register.source;
    let (before, after) = source.text().split_at(comment.start as usize);
    let line_start = before.trim_end_matches([' ', '\t']).len().max(source.body_start());
    let is_first = line_start == source.body_start() || before[..line_start].ends_with('\n');
    let after = after[comment.len()..].trim_start_matches([' ', '\t', '\r']);
    let is_whole_line = is_first && (after.is_empty() || after.starts_with('\n'));
    let span = if is_whole_line {
        Span::new(line_start, source.next_line(comment.end as usize))
    } else {
        comment
    };
    Edit { span, text: String::new() }
}
