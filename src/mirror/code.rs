//! Literals that differ, as contradictions.

use std::collections::BTreeMap;

use super::code_words::{line_edits, say_it_in_words, without_comment};
use super::contradiction::{Contradiction, ContradictionKind};
use super::difference::{Differences, in_language};
use super::literals::{Literal, LiteralKind};
use super::pair::Pair;
use crate::finding::Edit;
use crate::register::{Entry, Field, Register};
use crate::text::{Span, sort_by_place};
use crate::values::{split_base_id, unknown_method};
use crate::vocabulary::Key;

/// What differs in the literals of a field, or of a heading: changed ones each, missing ones
/// together at `place`, extra ones together.
pub(super) fn code_contradictions(
    pair: &Pair<'_>,
    differences: Differences<'_>,
    field: Option<&Field>,
    place: Span,
) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let mut left = Differences::default();
    for (kind, Differences { missing, extra }) in by_kind(differences) {
        // Of several, it is not known which replaces which.
        let is_alone = missing.len() == 1 && extra.len() == 1;
        let both = missing.len().min(extra.len());
        for (own, theirs) in missing.iter().zip(&extra) {
            let is_endpoint = field.is_some_and(|field| field.key == Some(Key::Endpoints));
            let own_text = pair.leading.text(own.span);
            let [leading, mirror] = pair.soundness();
            let is_damaged = leading.is_damaged(own_text);
            let is_unsound = is_endpoint
                && !pair.policies[0].tolerated.contains(&Key::Endpoints)
                && unknown_method(own_text.trim()).is_some();
            let is_unsound = is_unsound || is_damaged;
            let is_readable = !mirror.is_damaged(pair.mirror.text(theirs.span));
            let is_certain =
                is_alone && (kind == LiteralKind::Code || is_renamed_id(pair, own, theirs));
            let one = changed(pair, own, theirs, is_certain && !is_unsound && is_readable);
            found.push(if is_unsound {
                one.help("it is not copied: correct it in the source first")
            } else {
                one
            });
        }
        left.missing.extend(missing.into_iter().skip(both));
        left.extra.extend(extra.into_iter().skip(both));
    }
    found.extend(missing(pair, left.missing, place));
    found.extend(extra(pair, left.extra));
    match field {
        Some(field) => found.into_iter().map(|one| one.field(pair.mirror, field)).collect(),
        None => found,
    }
}

/// Whether a translation names an entry by an ID that no entry has any longer.
fn is_renamed_id(pair: &Pair<'_>, own: &Literal<'_>, theirs: &Literal<'_>) -> bool {
    let Pair { leading, mirror, .. } = *pair;
    let [own, old] = [leading.text(own.span), mirror.text(theirs.span)];
    let is_unused = [leading, mirror].iter().all(|register| register.entry_of(old).is_none());
    is_unused && leading.entry_of(own).is_some_and(|entry| has_form_of_id(leading, entry, old))
}

/// Whether a text has the letters of the ID of an entry: `G-010` those of `G-001`. A number alone is the ID of an
/// entry by chance.
fn has_form_of_id(register: &Register<'_>, entry: &Entry, text: &str) -> bool {
    let prefix = |text: &str| split_base_id(text).map(|(prefix, ..)| prefix.to_ascii_uppercase());
    let own = register.id(entry).and_then(prefix);
    own.is_some_and(|own| own.contains(char::is_alphabetic) && prefix(text) == Some(own))
}

fn by_kind<'r>(differences: Differences<'r>) -> BTreeMap<LiteralKind, Differences<'r>> {
    let mut by_kind: BTreeMap<LiteralKind, Differences<'r>> = BTreeMap::new();
    for literal in differences.missing {
        by_kind.entry(literal.kind).or_default().missing.push(literal);
    }
    for literal in differences.extra {
        by_kind.entry(literal.kind).or_default().extra.push(literal);
    }
    by_kind
}

fn changed(
    pair: &Pair<'_>,
    own: &Literal<'_>,
    theirs: &Literal<'_>,
    is_certain: bool,
) -> Contradiction {
    let [wanted, is] = shown_apart(pair, own, theirs);
    let message = format!("{is} here, {wanted} in the source");
    let one = Contradiction::new(ContradictionKind::Code, theirs.span, message)
        .leading(own.span, "in the source");
    if !is_certain {
        return one;
    }
    let texts = [pair.leading.text(own.span), pair.mirror.text(theirs.span)];
    if say_it_in_words(texts[0], texts[1]) {
        return one.help(
            "it is not copied: it may be the label of a screen or a message in this language",
        );
    }
    let text = in_language(pair.leading, pair.mirror, texts[0]);
    let whole = || (!has_comment(texts[1])).then(|| Edit { span: theirs.span, text: text.clone() });
    let is_block = texts.iter().all(|text| text.contains('\n'));
    let lines = is_block.then(|| line_edits(&text, texts[1], theirs.span.start)).flatten();
    match lines.or_else(|| whole().map(|edit| vec![edit])) {
        Some(edits) => one.fix(format!("write {wanted}"), edits),
        None => one.help("it is not copied: the comments in the code would be lost"),
    }
}

fn missing(pair: &Pair<'_>, mut literals: Vec<Literal<'_>>, place: Span) -> Option<Contradiction> {
    sort_by_place(&mut literals, |literal| literal.span);
    let first = literals.first()?;
    let verb = if literals.len() > 1 { "are" } else { "is" };
    let message = format!("{} of the source {verb} missing here", list(pair.leading, &literals));
    let one = Contradiction::new(ContradictionKind::Code, place, message);
    Some(one.leading(first.span, "in the source"))
}

fn extra(pair: &Pair<'_>, mut literals: Vec<Literal<'_>>) -> Option<Contradiction> {
    sort_by_place(&mut literals, |literal| literal.span);
    let first = literals.first()?;
    let verb = if literals.len() > 1 { "do" } else { "does" };
    let message = format!("{} {verb} not occur in the source", list(pair.mirror, &literals));
    Some(Contradiction::new(ContradictionKind::Code, first.span, message))
}

fn list(register: &Register<'_>, literals: &[Literal<'_>]) -> String {
    literals.iter().map(|literal| shown(register, literal)).collect::<Vec<_>>().join(", ")
}

/// Whether code of several lines has a comment.
fn has_comment(text: &str) -> bool {
    text.contains('\n')
        && text.lines().any(|line| without_comment(line).len() < line.trim_end().len())
}

/// Two literals, and of code of several lines the first ones that differ.
fn shown_apart(pair: &Pair<'_>, own: &Literal<'_>, theirs: &Literal<'_>) -> [String; 2] {
    let texts = [pair.leading.text(own.span), pair.mirror.text(theirs.span)];
    if texts.iter().all(|text| text.contains('\n')) {
        let [mut own, mut theirs] =
            texts.map(|text| text.lines().map(|line| without_comment(line).trim()));
        loop {
            match [own.next(), theirs.next()] {
                [None, None] => break,
                [own, theirs] if own == theirs => {}
                lines => {
                    return lines
                        .map(|line| line.map_or("no line".to_owned(), |line| format!("`{line}`")));
                }
            }
        }
    }
    [shown(pair.leading, own), shown(pair.mirror, theirs)]
}

fn shown(register: &Register<'_>, literal: &Literal<'_>) -> String {
    let text = register.text(literal.span);
    if literal.kind == LiteralKind::Code { format!("`{}`", text.trim()) } else { text.to_owned() }
}
