//! What the answers of a contract mean for an entry.

use serde::Serialize;

use super::answer::{Answer, EndpointAnswer};
use super::contract::Contract;
use crate::register::{EndpointMention, Entry, EntryEnd, Register};
use crate::vocabulary::{Key, Vocabulary};

/// Whether an entry agrees with a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Verdict {
    Consistent,
    OpenButDeclared,
    ClosedButAbsent,
    /// The contract cannot say.
    Unknowable,
    /// The entry names no endpoint.
    None,
}

impl Verdict {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::OpenButDeclared => "open-but-declared",
            Self::ClosedButAbsent => "closed-but-absent",
            Self::Unknowable => "unknowable",
            Self::None => "none",
        }
    }
}

/// An endpoint that an entry names, and what the contract says about it.
#[derive(Clone, Debug)]
pub(crate) struct AnsweredMention {
    pub mention: EndpointMention,
    pub answer: EndpointAnswer,
    /// Whether the verdict depends on it.
    pub decides: bool,
}

/// What a contract says about an entry.
#[derive(Clone, Debug)]
pub(crate) struct EntryVerdict {
    pub verdict: Verdict,
    pub why: String,
    pub end: EntryEnd,
    /// The endpoints that it names, in order.
    pub mentions: Vec<AnsweredMention>,
}

impl EntryVerdict {
    /// The endpoints on which the verdict depends and that have an answer, each once.
    pub(crate) fn deciding(&self, answer: Answer) -> impl Iterator<Item = &AnsweredMention> {
        let decides = move |own: &AnsweredMention| own.decides && own.answer.answer == answer;
        self.mentions
            .iter()
            .enumerate()
            .filter(move |(at, own)| {
                let is_same = |other: &AnsweredMention| {
                    other.decides && other.mention.endpoint() == own.mention.endpoint()
                };
                decides(own) && !self.mentions[..*at].iter().any(is_same)
            })
            .map(|(_, own)| own)
    }
}

/// An entry to be held against a contract.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JudgedEntry<'e, 's> {
    pub register: &'e Register<'s>,
    pub entry: &'e Entry,
    pub end: EntryEnd,
    pub words: &'e Vocabulary,
}

impl JudgedEntry<'_, '_> {
    /// What the contract says about the entry.
    pub(crate) fn verdict(self, contract: &Contract) -> EntryVerdict {
        let mentions = self.register.endpoint_mentions(self.entry, self.words);
        let deciding = deciding_keys(&mentions);
        let answered = |mention: EndpointMention| AnsweredMention {
            answer: contract.answer(mention.method.as_deref(), &mention.route),
            decides: deciding.contains(&mention.key),
            mention,
        };
        let mentions: Vec<AnsweredMention> = mentions.into_iter().map(answered).collect();
        let (verdict, why) = self.judge(&mentions);
        EntryVerdict { verdict, why, end: self.end, mentions }
    }

    fn judge(self, mentions: &[AnsweredMention]) -> (Verdict, String) {
        let claimed = || mentions.iter().filter(|mention| mention.decides);
        let with = |answer: Answer| claimed().find(|mention| mention.answer.answer == answer);
        let named = |mention: &AnsweredMention| mention.mention.endpoint();
        if mentions.is_empty() {
            return (Verdict::None, "it names no endpoint".to_owned());
        }
        if claimed().next().is_none() {
            let why = "only its verification contract names endpoints, which decides nothing";
            return (Verdict::Unknowable, why.to_owned());
        }
        let (absent, declared) = (with(Answer::Absent), with(Answer::Declared));
        match (self.end, absent, declared) {
            (EntryEnd::Repaired, Some(absent), _) => (
                Verdict::ClosedButAbsent,
                format!("it is closed, and `{}` is absent", named(absent)),
            ),
            (EntryEnd::Repaired, None, Some(_)) => (
                Verdict::Consistent,
                "it is closed, and no endpoint that it claims is absent".to_owned(),
            ),
            (EntryEnd::Open, Some(absent), _) => {
                (Verdict::Consistent, format!("it is open, and `{}` is absent", named(absent)))
            }
            (EntryEnd::Open, None, Some(declared)) => self.judge_declared(declared),
            (EntryEnd::Unrepaired, Some(absent), _) => {
                let why =
                    format!("it was closed without a repair, and `{}` is absent", named(absent));
                (Verdict::Consistent, why)
            }
            (EntryEnd::Unrepaired, None, Some(_)) => {
                (Verdict::Unknowable, "it was closed without a repair".to_owned())
            }
            (EntryEnd::Unknown, ..) => {
                (Verdict::Unknowable, "its status is not understood".to_owned())
            }
            (_, None, None) => {
                let why = claimed().next().map(|mention| mention.answer.why.clone());
                (Verdict::Unknowable, why.unwrap_or_default())
            }
        }
    }

    /// The verdict on an open entry whose endpoints are not absent.
    fn judge_declared(self, declared: &AnsweredMention) -> (Verdict, String) {
        let endpoint = declared.mention.endpoint();
        let symptom = self.register.value_of(self.entry, Key::Symptom);
        let symptom = symptom.unwrap_or_else(|| self.register.text(self.entry.heading));
        if self.words.says_missing(symptom) {
            let why = format!(
                "its symptom says that an endpoint is missing, and `{endpoint}` is declared"
            );
            (Verdict::OpenButDeclared, why)
        } else {
            let why = format!(
                "`{endpoint}` is declared, and whether it answers as it should is not in a contract"
            );
            (Verdict::Unknowable, why)
        }
    }
}

/// The fields whose endpoints decide: those that claim, else the likely cause, else the symptom.
pub(crate) fn deciding_keys(mentions: &[EndpointMention]) -> &'static [Key] {
    const RANKS: [&[Key]; 3] =
        [&[Key::Endpoints, Key::EscalationPackage], &[Key::LikelyCause], &[Key::Symptom]];
    let is_named = |keys: &&&[Key]| mentions.iter().any(|mention| keys.contains(&mention.key));
    RANKS.iter().find(is_named).copied().unwrap_or_default()
}
