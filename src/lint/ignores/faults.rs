//! What is wrong with the comments that ignore findings.

use super::comment::{End, IgnoreComment, LateEnd};
use super::ignored::{IgnoredRule, IgnoredRules};
use crate::finding::{Edit, Finding, Fix, Safety};
use crate::lint::level::{findings_of, level};
use crate::lint::scope::Scope;
use crate::register::Register;
use crate::rules::{self, Findings, Lapse, LastEdits, Rule};
use crate::settings::Settings;
use crate::text::Span;

/// The rules that ran: a comment may be called unused only where its rule was one of them.
#[derive(Clone, Copy)]
pub(super) struct RulesRun<'a> {
    pub settings: &'a Settings,
    pub scope: Scope,
    pub has_changes: bool,
    pub has_contract: bool,
    pub edits: Option<&'a dyn LastEdits>,
}

impl RulesRun<'_> {
    fn contains(&self, rule: &Rule, path: &str) -> bool {
        self.scope.runs(rule)
            && (self.has_changes || !rule.check.reads_changes())
            && (self.has_contract || !rule.check.reads_contract())
            && level(rule, path, self.settings).is_some()
    }
}

/// What is wrong with comments, whatever they ignore.
pub(super) fn of_comments(
    register: &Register<'_>,
    comments: &[IgnoreComment<'_>],
    settings: &Settings,
    edits: Option<&dyn LastEdits>,
) -> Vec<Finding> {
    let mut found = unexplained(register, comments, settings);
    found.extend(unknown(register, comments, settings));
    found.extend(expired(register, comments, settings, edits));
    found
}

/// The comments that give no reason.
fn unexplained(
    register: &Register<'_>,
    comments: &[IgnoreComment<'_>],
    settings: &Settings,
) -> Vec<Finding> {
    let list = findings_of(&rules::UNEXPLAINED_IGNORE, register, settings);
    let Some(mut found) = list else { return Vec::new() };
    for comment in comments.iter().filter(|c| !c.is_explained && !c.rules.is_empty()) {
        found
            .at(comment.span, "this comment does not say why the finding is accepted")
            .help("add the reason after a colon: `<!-- gapreg-ignore RULE: reason -->`");
    }
    found.into_vec()
}

/// The comments that name no rule or one that does not exist, or whose day is none or in the wrong place.
fn unknown(
    register: &Register<'_>,
    comments: &[IgnoreComment<'_>],
    settings: &Settings,
) -> Vec<Finding> {
    let list = findings_of(&rules::UNKNOWN_RULE, register, settings);
    let Some(mut found) = list else { return Vec::new() };
    let named = comments.iter().flat_map(|comment| &comment.rules);
    for rule in named.filter(|rule| rules::rule(rule.name).is_none()) {
        let finding = found.at(rule.span, format!("there is no rule `{}`", rule.name));
        match rules::meant(rule.name) {
            Some(near) => finding.help(format!("did you mean `{near}`?")).fix(Fix::replace(
                Safety::Unsafe,
                format!("write `{near}`"),
                rule.span,
                near,
            )),
            None => finding.help("`gapreg rules` lists them"),
        };
    }
    for comment in comments.iter().filter(|comment| comment.rules.is_empty()) {
        found
            .at(comment.span, "this comment names no rule to ignore")
            .help("write `<!-- gapreg-ignore RULE: reason -->`");
    }
    for end in comments.iter().filter_map(|comment| comment.end) {
        describe_end(&mut found, end);
    }
    for late in comments.iter().filter_map(|comment| comment.late_end) {
        describe_late_end(&mut found, late);
    }
    found.into_vec()
}

/// Reports a day that cannot be read.
fn describe_end(found: &mut Findings, end: End<'_>) {
    if end.day().is_some() {
        return;
    }
    let day = rules::quoted(end.text);
    let message = format!("{day} is not a day, so this comment ignores nothing");
    let finding = found.at(end.span, message);
    match end.meant() {
        Some(meant) => finding.help(format!("write `{meant}`")).fix(Fix::replace(
            Safety::Unsafe,
            format!("write `{meant}`"),
            end.span,
            meant.to_string(),
        )),
        None => finding.help(
            "write year, month and day behind the last rule, and the reason after a colon: `until \
             2027-01-31: reason`",
        ),
    };
}

/// Reports a day that is read as a part of the reason.
fn describe_late_end(found: &mut Findings, late: LateEnd<'_>) {
    let Some(day) = late.end.day().or_else(|| late.end.meant()) else { return };
    let message = "this day is behind the colon, so the comment has no end";
    found
        .at(late.end.span, message)
        .help(format!("write it in front of the colon: `until {day}: reason`"))
        .fix(Fix::replace(
            Safety::Unsafe,
            format!("write `until {day}` in front of the colon"),
            late.span,
            format!(" until {day}:"),
        ));
}

/// The comments whose day is past.
fn expired(
    register: &Register<'_>,
    comments: &[IgnoreComment<'_>],
    settings: &Settings,
    edits: Option<&dyn LastEdits>,
) -> Vec<Finding> {
    let list = findings_of(&rules::EXPIRED_IGNORE, register, settings);
    let Some(mut found) = list else { return Vec::new() };
    let lapsed = |comment: &&IgnoreComment<'_>| {
        !comment.rules.is_empty() && comment.lapsed(settings.today).is_some()
    };
    let lapsed: Vec<&IgnoreComment<'_>> = comments.iter().filter(lapsed).collect();
    if lapsed.is_empty() {
        return Vec::new();
    }
    let spans: Vec<Span> = lapsed.iter().map(|comment| comment.span).collect();
    let writers = edits.map(|edits| edits.writers(register, &spans)).unwrap_or_default();
    for (at, comment) in lapsed.into_iter().enumerate() {
        let Some(day) = comment.lapsed(settings.today) else { continue };
        let names: Vec<&str> = comment.rules.iter().map(|rule| rule.name).collect();
        let writer = writers.get(at).and_then(Option::as_ref);
        let lapse = Lapse { what: "this comment", rules: &names, day, writer };
        let place = comment.end.map_or(comment.span, |end| end.span);
        rules::describe_expired_ignore(&mut found, place, &lapse).fix(Fix {
            safety: Safety::Unsafe,
            title: "remove the comment".to_owned(),
            edits: vec![removal(register, comment.span)],
        });
    }
    found.into_vec()
}

/// Of how many comments of a register it is asked what they were written for: each question reads
/// its text, and its history.
const MOST_ASKED: usize = 20;

/// The comments that ignore nothing, although their rules ran.
pub(super) fn unused(
    register: &Register<'_>,
    ignored: &IgnoredRules<'_>,
    run: RulesRun<'_>,
) -> Vec<Finding> {
    let list = findings_of(&rules::UNUSED_IGNORE, register, run.settings);
    let Some(mut found) = list else { return Vec::new() };
    let path = register.source.path();
    let has_run = |ignored: &IgnoredRule<'_>| {
        rules::rule(ignored.rule.name).is_some_and(|rule| run.contains(rule, path))
    };
    let unused = ignored.all.iter().filter(|ignored| !ignored.is_used && has_run(ignored));
    for (count, ignored) in unused.enumerate() {
        let message = format!("no `{}` is found here to be ignored", ignored.rule.name);
        let finding = found.at(ignored.rule.span, message);
        let edits = run.edits.filter(|_| count < MOST_ASKED);
        if let Some(help) = moved(register, ignored.comment, edits) {
            finding.help(help);
        }
        // The finding may only be hidden for now, and the reason is written nowhere else.
        finding.fix(ignored.is_alone.then(|| Fix {
            safety: Safety::Unsafe,
            title: "remove the comment".to_owned(),
            edits: vec![removal(register, ignored.comment)],
        }));
    }
    found.into_vec()
}

/// The comments that a branch adds, where it is looked at.
pub(super) fn weakened(
    register: &Register<'_>,
    ignored: &IgnoredRules<'_>,
    settings: &Settings,
) -> Vec<Finding> {
    let is_held = settings.gate.is_some();
    let list = findings_of(&rules::WEAKENED_GATE, register, settings.of_gate());
    let Some(mut found) = list.filter(|_| is_held) else { return Vec::new() };
    for new in ignored.all.iter().filter(|ignored| !ignored.is_known) {
        rules::describe_new_ignore(&mut found, new.rule.span, new.rule.name);
    }
    found.into_vec()
}

/// Which entry a comment was written for, where another stands below it now.
fn moved(register: &Register<'_>, comment: Span, edits: Option<&dyn LastEdits>) -> Option<String> {
    let before = edits?.first_below(register, comment)?;
    let now = rules::entry_below(register, comment).map(|entry| register.spoken_name(entry));
    match now {
        Some(now) if now == before => None,
        Some(now) => Some(format!("it was written for {before}, and is above {now} now")),
        None => Some(format!("it was written for {before}, which is gone from here")),
    }
}

/// Removes a comment, and its line where nothing else is on it.
pub(super) fn removal(register: &Register<'_>, comment: Span) -> Edit {
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
