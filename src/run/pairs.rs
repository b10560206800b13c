//! The leading registers and mirrors of a run, aligned once.

use std::sync::Arc;

use crate::mirror::{Pair, Paired, pair_up};
use crate::register::{Policy, Register};
use crate::settings::Settings;

/// A leading register and its mirror.
pub(crate) struct AlignedPair<'r> {
    /// The place of the leading register among the registers of the run.
    pub leading: usize,
    /// The place of the mirror.
    pub mirror: usize,
    pub pair: Pair<'r>,
}

/// The policy of each register.
pub(crate) fn policies(registers: &[Register<'_>], settings: &Settings) -> Vec<Arc<Policy>> {
    registers
        .iter()
        .map(|register| Arc::new(Policy::of(register, &settings.promise, &settings.vocabulary)))
        .collect()
}

/// Pairs registers, which have these policies, and aligns the entries of each pair.
pub(crate) fn aligned_pairs<'r>(
    registers: &'r [Register<'r>],
    policies: &'r [Arc<Policy>],
    settings: &'r Settings,
) -> Vec<AlignedPair<'r>> {
    let align = |Paired { leading, mirror }: Paired| {
        let own_policies = [&*policies[leading], &*policies[mirror]];
        let (own, other) = (&registers[leading], &registers[mirror]);
        let pair = Pair::new(own, other, own_policies, &settings.vocabulary);
        AlignedPair { leading, mirror, pair }
    };
    pair_up(registers, settings).pairs.into_iter().map(align).collect()
}
