//! How rules speak of several places in one finding.

use super::{missing_field, placeholder_value, unknown_field};
use crate::finding::{Finding, counted};
use crate::register::Register;
use crate::text::listed;
use crate::vocabulary::{Vocabulary, without_qualifier};

/// The message of a rule about several fields of one entry, by their names.
pub(crate) fn of_fields(rule: &str, names: &[&str]) -> Option<String> {
    if rule == placeholder_value::RULE.name {
        return Some(placeholder_value::message(names));
    }
    (rule == missing_field::RULE.name).then(|| missing_field::recommendation(names))
}

/// The message about a habit, from the first finding of it and the number of them.
pub(crate) fn of_habit(first: &Finding, count: usize) -> String {
    let field = first.field.as_deref().unwrap_or_default();
    if first.rule == unknown_field::RULE.name {
        return unknown_field::habit(field, count);
    }
    if first.rule == missing_field::RULE.name {
        return missing_field::habit(field);
    }
    format!("{}; {} more in this file", first.message, counted(count - 1, "place", "places"))
}

/// The templates of the messages that name fields by their keys and hold no other words.
const TEMPLATES: [(&str, &str); 9] = [
    ("this entry has no ", ", which is recommended"),
    ("this entry has no ", ", which are recommended"),
    ("this entry has no ", ""),
    ("no entry has ", ", which is recommended"),
    ("no entry has ", ", which are recommended"),
    ("", " has no value"),
    ("", " is twice in this entry"),
    ("", " is still to be filled in"),
    ("", " are still to be filled in"),
];

/// Whether a finding says of a field at a place what the next one says of another.
pub(crate) fn are_alike(one: &Finding, next: &Finding) -> bool {
    let is_plain = |it: &Finding| it.fix.is_none() && it.related.is_empty();
    one.rule == missing_field::RULE.name
        && (one.rule, &one.path, one.span, one.level)
            == (next.rule, &next.path, next.span, next.level)
        && is_plain(one)
        && is_plain(next)
        && template(one).map(|(template, _)| template)
            == template(next).map(|(template, _)| template)
}

/// The message about several fields, of findings that say the same of one each; nothing for one finding.
pub(crate) fn in_one(findings: &[Finding]) -> Option<String> {
    let parts: Vec<_> = findings.iter().filter_map(template).collect();
    let &((start, end), _) = parts.first().filter(|_| parts.len() > 1)?;
    let names: Vec<&str> = parts.iter().map(|(_, name)| *name).collect();
    let end = end.replace(" is ", " are ");
    Some(format!("{start}{}{end}", listed(&names)))
}

/// The template of a message, and the names in it.
fn template(finding: &Finding) -> Option<((&'static str, &'static str), &str)> {
    let within =
        |(start, end): &(&str, &str)| finding.message.strip_prefix(start)?.strip_suffix(end);
    TEMPLATES.iter().find_map(|all| Some((*all, within(all)?)))
}

/// A message with the labels that the file has for the keys it names; nothing where it names none.
/// Until then the messages about a register and its translation are the same.
pub(crate) fn in_words_of(
    register: &Register<'_>,
    finding: &Finding,
    words: &Vocabulary,
) -> Option<String> {
    let place = without_qualifier(register.text(finding.span));
    let (template, names) = template(finding)?;
    let each = names.split(", ").flat_map(|part| part.split(" and "));
    let mut labels: Vec<&str> = Vec::new();
    for name in each {
        let key = words.key_named(name)?;
        let own = || register.has_label(key).then(|| register.label_of(key, words));
        let here = Some(place).filter(|place| words.key(place) == Some(key));
        let label = here.or_else(own).map_or(name, without_qualifier);
        // `Impact` may be the label of a level and of a sentence.
        labels.push(if labels.contains(&label) { name } else { label });
    }
    Some(format!("{}{}{}", template.0, listed(&labels), template.1))
}
