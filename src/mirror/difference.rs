//! The literals that only one of two texts has.

use std::collections::HashSet;

use super::literals::{Literal, LiteralKind, leave_out_language, literals, translated_paths};
use crate::register::Register;
use crate::text::Span;

/// The literals that only one side has.
#[derive(Default)]
pub(super) struct Differences<'r> {
    /// Only in the leading text.
    pub missing: Vec<Literal<'r>>,
    /// Only in the translation.
    pub extra: Vec<Literal<'r>>,
}

impl Differences<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty()
    }
}

/// The differences between two texts.
pub(super) fn differences<'r>(
    leading: &Register<'r>,
    own: Span,
    mirror: &Register<'r>,
    theirs: Span,
) -> Differences<'r> {
    differences_between([leading, mirror], [literals(leading, own), literals(mirror, theirs)])
}

/// The differences between the literals of two texts.
pub(super) fn differences_between<'r>(
    [leading, mirror]: [&Register<'r>; 2],
    [mut own, mut theirs]: [Vec<Literal<'r>>; 2],
) -> Differences<'r> {
    if own.iter().map(|literal| &literal.text).eq(theirs.iter().map(|literal| &literal.text)) {
        return Differences::default();
    }
    // Where one side has words for a quarter, nothing says which: `1. çeyrek`.
    let quarters = |all: &[Literal<'_>]| all.iter().filter(|it| is_quarter(it)).count();
    if quarters(&own) != quarters(&theirs) {
        own.retain(|literal| !is_quarter(literal));
        theirs.retain(|literal| !is_quarter(literal));
    }
    // The path of the leading side may name no language: `a.md` is `a.tr.md`, `docs/a` is `docs/tr/a`.
    for literal in own.iter_mut().chain(&mut theirs) {
        leave_out_language(&mut literal.text);
    }
    // The same letters are the same literal, whatever language a path seems to name.
    let letters: [HashSet<&str>; 2] = [
        own.iter().map(|literal| leading.text(literal.span)).collect(),
        theirs.iter().map(|literal| mirror.text(literal.span)).collect(),
    ];
    let is_shared = |register: &Register<'r>, literal: &Literal<'r>| {
        letters.iter().all(|letters| letters.contains(register.text(literal.span)))
    };
    let own: Vec<Literal<'r>> =
        own.into_iter().filter(|literal| !is_shared(leading, literal)).collect();
    let theirs: Vec<Literal<'r>> =
        theirs.into_iter().filter(|literal| !is_shared(mirror, literal)).collect();
    let only = |literals: &[Literal<'r>], others: &[Literal<'r>]| -> Vec<Literal<'r>> {
        let known: HashSet<&str> = others.iter().map(|literal| &*literal.text).collect();
        let mut seen = HashSet::new();
        let is_only = |literal: &&Literal<'r>| {
            !known.contains(&*literal.text) && seen.insert(literal.text.clone())
        };
        literals.iter().filter(is_only).cloned().collect()
    };
    Differences { missing: only(&own, &theirs), extra: only(&theirs, &own) }
}

fn is_quarter(literal: &Literal<'_>) -> bool {
    literal.kind == LiteralKind::Quarter
}

/// Code of the leading register as the mirror has it: with the folder of its own language.
pub(crate) fn in_language(leading: &Register<'_>, mirror: &Register<'_>, text: &str) -> String {
    translated_paths(text, leading, mirror)
}
