//! A leading register and its mirror.

use super::align::{Alignment, align};
use super::crossed::take_crossed;
use crate::register::{Policy, Register};
use crate::text::Span;
use crate::vocabulary::Vocabulary;

/// A register and its translation, side by side.
#[derive(Debug)]
pub struct Pair<'r> {
    /// The register in the leading language.
    pub leading: &'r Register<'r>,
    /// Its translation.
    pub mirror: &'r Register<'r>,
    /// Their entries.
    pub alignment: Alignment<'r>,
    /// The policies of both, the leading one first.
    pub policies: [&'r Policy; 2],
    /// The words.
    pub words: &'r Vocabulary,
}

impl<'r> Pair<'r> {
    /// Aligns the entries of a register and its translation.
    pub fn new(
        leading: &'r Register<'r>,
        mirror: &'r Register<'r>,
        policies: [&'r Policy; 2],
        words: &'r Vocabulary,
    ) -> Self {
        let mut alignment = align(leading, mirror);
        alignment.crossed = take_crossed(leading, mirror, &mut alignment.pairs);
        Self { leading, mirror, alignment, policies, words }
    }

    /// The title of the mirror, or the start of its text.
    pub(super) fn mirror_top(&self) -> Span {
        self.mirror.title.unwrap_or(Span::at(self.mirror.source.body_start()))
    }
}
