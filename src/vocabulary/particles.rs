//! Short words in sentences that change what is said with them.

use super::lexicon::Lexicon;
use super::{PARTICLES, Vocabulary};

/// What a short word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Particle {
    /// The state behind it is still to come: `to be fixed`.
    Coming,
    /// It answers that something is not so: `no`.
    Denial,
    /// It is between a number and that of all: `2 of 3`.
    Share,
    /// What is behind it is not there: `no ticket yet`, `without ticket`.
    Lacking,
    /// Who did something is behind it, or in front of it: `by Ann`, `Ann tarafından`.
    Doer,
    /// What something is for is behind it: `for the desk`.
    Purpose,
    /// It is a time that is not an exact day, or makes one of a month: `week`, `end of`.
    Inexact,
    /// It is in front of where something comes from: `from the plan`.
    Origin,
    /// It counts weeks of a year: `KW`.
    Week,
    /// It counts quarters of a year: `Q`, `çeyrek`.
    Quarter,
    /// It counts halves of a year: `Halbjahr`.
    Half,
}

impl Particle {
    /// Whether a time with it is not an exact day.
    pub(crate) fn is_inexact(self) -> bool {
        matches!(self, Self::Inexact | Self::Week | Self::Quarter | Self::Half)
    }
}

/// How many zeros a word behind a number adds in any language: `bin` and `thousand` three.
pub(crate) fn zeros_of(word: &str) -> Option<usize> {
    match Lexicon::new(&PARTICLES).exact(word)? {
        "thousand" => Some(3),
        "million" => Some(6),
        _ => None,
    }
}

impl Vocabulary {
    /// What a short word does in a sentence; nothing where it is another word.
    pub(crate) fn particle(&self, word: &str) -> Option<Particle> {
        match self.particles.exact(word)? {
            "coming" => Some(Particle::Coming),
            "denial" => Some(Particle::Denial),
            "origin" => Some(Particle::Origin),
            "share" => Some(Particle::Share),
            "lacking" => Some(Particle::Lacking),
            "doer" => Some(Particle::Doer),
            "purpose" => Some(Particle::Purpose),
            "inexact" => Some(Particle::Inexact),
            "week" => Some(Particle::Week),
            "quarter" => Some(Particle::Quarter),
            "half" => Some(Particle::Half),
            _ => None,
        }
    }
}
