//! The comments that ignore findings, as they are written.

use crate::register::Register;
use crate::text::Span;

const LINE_WORD: &str = "gapreg-ignore";
const FILE_WORD: &str = "gapreg-ignore-file";

/// `<!-- gapreg-ignore RULE[, RULE]: reason -->`
pub(super) struct IgnoreComment<'s> {
    pub span: Span,
    pub rules: Vec<NamedRule<'s>>,
    pub is_explained: bool,
    pub is_for_file: bool,
}

/// A rule that a comment names, if there is one of that name.
#[derive(Clone, Copy)]
pub(super) struct NamedRule<'s> {
    pub name: &'s str,
    pub span: Span,
}

/// The comments of a register that ignore findings.
pub(super) fn ignore_comments<'s>(register: &'s Register<'s>) -> Vec<IgnoreComment<'s>> {
    register.comments.iter().filter_map(|&comment| ignore_comment(register, comment)).collect()
}

fn ignore_comment<'s>(register: &'s Register<'s>, span: Span) -> Option<IgnoreComment<'s>> {
    let whole = register.text(span);
    let inner = whole.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let is_for_file = inner.starts_with(FILE_WORD);
    let rest = inner.strip_prefix(if is_for_file { FILE_WORD } else { LINE_WORD })?;
    if !rest.is_empty() && !rest.starts_with(|c: char| c.is_whitespace() || c == ':') {
        return None;
    }
    let (rules, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let names = rules.split(',').map(str::trim).filter(|name| !name.is_empty());
    Some(IgnoreComment {
        span,
        rules: names.map(|name| NamedRule { name, span: span.part(whole, name) }).collect(),
        is_explained: !reason.trim().is_empty(),
        is_for_file,
    })
}
