//! What labels mean.

use crate::vocabulary::Key;

/// What a field of a key holds, in a few words.
pub(super) fn meaning(key: Key) -> &'static str {
    match key {
        Key::Id => "names the entry, in tables, translations and tickets; it never changes",
        Key::FirstSeen => "the day on which the gap was first seen; the SLA counts from it",
        Key::Environment => "where the gap is seen",
        Key::Status => "how far the gap is, in the states of the status flow",
        Key::Priority => "how urgent the gap is; it decides the SLA",
        Key::Owner => "who answers for the gap",
        Key::Sla => "how long the gap may stay open",
        Key::TargetVersion => "the version that will repair it",
        Key::Severity => "how bad the gap is: Critical, High, Medium or Low",
        Key::SourcePage => "the page of the manual that describes what does not work",
        Key::Symptom => "what people see",
        Key::LikelyCause => "what is probably wrong",
        Key::Endpoints => "the endpoints that the UI calls",
        Key::Impact => "what the gap keeps people from doing",
        Key::Workaround => "what to do until it is repaired",
        Key::EscalationPackage => "what is needed to repair it: requests, answers, logs",
        Key::ResolutionOwner => "who repairs it",
        Key::Verification => "how to check that it is repaired",
        Key::ClosureNote => "why it was closed",
        Key::Evidence => "what shows that it was repaired",
        Key::Ticket => "where engineers track it: an address, or a key of their tracker",
        Key::Area => "where the gap is, in the table",
        Key::Gap => "the gap in a few words, in the table",
        Key::AcceptedUntil => {
            "the last day on which the team lives with the gap, and it is not overdue"
        }
        Key::AcceptedBy => "who agreed to live with it",
        Key::Due => "computed: the last day on which the gap is in time",
        Key::Age => "computed: for how many days the gap has been known",
        Key::LastChange => "computed: when the entry was last changed",
        Key::LastReviewed => "when somebody last went through the register",
        Key::SlaDefault => "the SLA of each priority",
        Key::StatusFlow => "the states in the order in which an entry passes them",
        Key::FurtherStates => "the states beside the flow",
        Key::Custom(_) => "a field that the configuration names",
    }
}
