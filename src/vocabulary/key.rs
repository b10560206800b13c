//! Keys: the meanings of labels.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// The meaning of a field. The order is that of the fields in an entry, so that a missing one can be
/// inserted at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the words that users see; NAMES spells them")]
pub enum Key {
    Id,
    FirstSeen,
    Environment,
    Status,
    Priority,
    Owner,
    Sla,
    /// The last day on which the team lives with the gap, and it is not overdue.
    AcceptedUntil,
    /// Who agreed to that.
    AcceptedBy,
    TargetVersion,
    Severity,
    SourcePage,
    Symptom,
    LikelyCause,
    Endpoints,
    Impact,
    Workaround,
    EscalationPackage,
    ResolutionOwner,
    Verification,
    ClosureNote,
    Evidence,
    /// Where engineers track the gap: an address, or a key of their tracker.
    Ticket,
    Area,
    Gap,
    /// Computed: the last day on which the gap is in time.
    Due,
    /// Computed: for how many days the gap has been known.
    Age,
    /// Computed: when the entry was last changed.
    LastChange,
    /// Front of the file: when somebody last went through the register.
    LastReviewed,
    /// Policy: the SLA of each priority.
    SlaDefault,
    /// Policy: the states and their order.
    StatusFlow,
    /// Policy: the states beside the flow.
    FurtherStates,
    /// A key that only the configuration knows, by its place there.
    Custom(u16),
}

/// Every built-in key with its canonical name, in canonical order.
pub(crate) const NAMES: [(Key, &str); 32] = [
    (Key::Id, "ID"),
    (Key::FirstSeen, "First Seen"),
    (Key::Environment, "Environment"),
    (Key::Status, "Status"),
    (Key::Priority, "Priority"),
    (Key::Owner, "Owner"),
    (Key::Sla, "SLA"),
    (Key::AcceptedUntil, "Accepted until"),
    (Key::AcceptedBy, "Accepted by"),
    (Key::TargetVersion, "Target Version"),
    (Key::Severity, "Severity"),
    (Key::SourcePage, "Source page"),
    (Key::Symptom, "Symptom"),
    (Key::LikelyCause, "Likely Cause"),
    (Key::Endpoints, "UI endpoints"),
    (Key::Impact, "Impact"),
    (Key::Workaround, "Workaround"),
    (Key::EscalationPackage, "Escalation Package"),
    (Key::ResolutionOwner, "Resolution Owner"),
    (Key::Verification, "Verification"),
    (Key::ClosureNote, "Closure note"),
    (Key::Evidence, "Evidence"),
    (Key::Ticket, "Ticket"),
    (Key::Area, "Area"),
    (Key::Gap, "Gap"),
    (Key::Due, "Due"),
    (Key::Age, "Age"),
    (Key::LastChange, "Last change"),
    (Key::LastReviewed, "Last Reviewed"),
    (Key::SlaDefault, "SLA default"),
    (Key::StatusFlow, "Status flow"),
    (Key::FurtherStates, "Further states"),
];

impl Key {
    /// The built-in keys, each with its canonical name.
    pub(crate) fn built_in() -> impl Iterator<Item = (Self, &'static str)> {
        NAMES.iter().copied()
    }

    /// The built-in key of that canonical name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known)| *known == name).map(|&(key, _)| key)
    }

    /// Whether it belongs to the block of tracked fields at the top of an entry.
    pub(crate) fn is_tracked(self) -> bool {
        self <= Self::Severity
    }

    /// Whether it is about one gap, so that a field of it makes an entry of a heading.
    pub(crate) fn belongs_to_entry(self) -> bool {
        self <= Self::Evidence
    }

    /// Whether the triage table copies it from the entry, as one short value.
    pub(crate) fn is_copied(self) -> bool {
        self != Self::Id
            && (self.is_tracked()
                || matches!(self, Self::ResolutionOwner | Self::Ticket | Self::Custom(_)))
    }

    /// Whether it is one that the configuration declares.
    pub(crate) fn is_declared(self) -> bool {
        matches!(self, Self::Custom(_))
    }

    /// Whether it is one short value, the same in each language.
    pub(crate) fn is_short(self) -> bool {
        self.is_copied() || self == Self::Due
    }

    /// Whether its values are of a type: understood, or reported.
    pub(crate) fn is_typed(self) -> bool {
        use Key::{AcceptedUntil, Due, FirstSeen, Priority, Severity, Sla, Status};
        matches!(self, Status | Priority | Severity | Sla | FirstSeen | Due | AcceptedUntil)
    }

    /// Whether its values say how urgent or how severe a gap is.
    pub(crate) fn is_level(self) -> bool {
        matches!(self, Self::Priority | Self::Severity)
    }

    /// Whether its values are words of a state or of a level.
    pub(crate) fn is_state_or_level(self) -> bool {
        self == Self::Status || self.is_level()
    }

    /// Whether it is computed from other values.
    pub(crate) fn is_computed(self) -> bool {
        matches!(self, Self::Due | Self::Age | Self::LastChange)
    }

    /// Whether it is about the register and not about a gap.
    pub(crate) fn is_of_register(self) -> bool {
        self == Self::LastReviewed || self.is_of_policy()
    }

    /// Whether it states the policy of the register.
    pub(crate) fn is_of_policy(self) -> bool {
        matches!(self, Self::SlaDefault | Self::StatusFlow | Self::FurtherStates)
    }

    /// Whether one entry may have several fields of it.
    pub(crate) fn may_repeat(self) -> bool {
        matches!(
            self,
            Self::SourcePage
                | Self::Endpoints
                | Self::ClosureNote
                | Self::Evidence
                | Self::Ticket
                | Self::Custom(_)
        )
    }
}

/// Things by their keys.
pub(crate) type KeyMap<T> = HashMap<Key, T, BuildHasherDefault<KeyHasher>>;
/// Different keys.
pub(crate) type KeySet = HashSet<Key, BuildHasherDefault<KeyHasher>>;

/// The hash of a key. No register can choose keys, so that it needs no secret, as that of texts does.
#[derive(Default)]
pub(crate) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(byte.into());
        }
    }

    fn write_u16(&mut self, part: u16) {
        self.write_u64(part.into());
    }

    fn write_u64(&mut self, part: u64) {
        self.0 = (self.0 ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_isize(&mut self, part: isize) {
        self.write_u64(part.cast_unsigned() as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use super::*;

    #[test]
    fn each_key_has_a_hash_of_its_own() {
        let keys = || Key::built_in().map(|(key, _)| key).chain((0..999).map(Key::Custom));
        let builder = BuildHasherDefault::<KeyHasher>::default();
        let hashes: HashSet<u64> = keys().map(|key| builder.hash_one(key)).collect();
        assert_eq!(hashes.len(), keys().count());
    }
}
