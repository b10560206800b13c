//! The policy of a register: how long each priority may take, and which states follow which.

use super::{Field, Profile, Register};
use crate::text::Span;
use crate::values::{Calendar, Sla};
use crate::vocabulary::{Key, Vocabulary, fold, forms};

/// The policy in force for a register.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The SLA of each priority, in order.
    pub(crate) sla: Vec<(String, Sla)>,
    /// The states, in the order in which an entry passes them.
    pub(crate) flow: Vec<String>,
    /// Whether a status may be a sentence that starts with its state: where the register states no
    /// flow of its own.
    pub(crate) is_loose: bool,
    /// Which days count.
    pub(crate) calendar: Calendar,
    /// The form that the register is held to.
    pub(crate) profile: Profile,
    /// The keys whose values are right whatever they say.
    pub(crate) tolerated: Vec<Key>,
    /// The signs that the register explains, each with its meaning.
    pub(crate) signs: Vec<(String, String)>,
}

/// The policy that a configuration gives; the document decides what it leaves out.
#[derive(Clone, Debug, Default)]
pub struct ConfiguredPolicy {
    /// The SLA of each priority.
    pub(crate) sla: Option<Vec<(String, Sla)>>,
    /// The states in order.
    pub(crate) flow: Option<Vec<String>>,
    /// Which days count.
    pub(crate) calendar: Calendar,
    /// The form of every register.
    pub(crate) profile: Option<Profile>,
    /// The keys whose values are right whatever they say, as the rule about them is off.
    pub(crate) tolerated: Vec<Key>,
}

/// One priority's SLA as a document states it.
#[derive(Clone, Debug)]
pub(crate) struct StatedSla {
    /// The priority, in its canonical form.
    pub(crate) priority: String,
    /// The duration.
    pub(crate) sla: Sla,
    /// Where it is stated.
    pub(crate) span: Span,
}

const BUILT_IN_SLA: &str = "P0=24h, P1=7d, P2=30d";
const BUILT_IN_FLOW: [&str; 4] = ["Open", "In Progress", "Fixed", "Verified"];

impl Policy {
    /// The policy for a register: by the configuration, else the document, else the built-in one.
    pub fn of(
        register: &Register<'_>,
        configured: &ConfiguredPolicy,
        vocabulary: &Vocabulary,
    ) -> Self {
        let stated_sla = || {
            let all =
                register.policy_lines.iter().flat_map(|line| register.stated_sla(line, vocabulary));
            let mut sla: Vec<(String, Sla)> = Vec::new();
            for stated in all {
                if !sla.iter().any(|(priority, _)| *priority == stated.priority) {
                    sla.push((stated.priority, stated.sla));
                }
            }
            (!sla.is_empty()).then_some(sla)
        };
        let stated_flow = || {
            let mut flows =
                register.policy_lines.iter().map(|line| register.stated_flow(line, vocabulary));
            flows.find(|flow| !flow.is_empty())
        };
        let flow = configured.flow.clone().or_else(stated_flow);
        Self {
            is_loose: register.profile == Profile::Generic && flow.is_none(),
            sla: configured.sla.clone().or_else(stated_sla).unwrap_or_else(|| {
                let parts = sla_parts(BUILT_IN_SLA, vocabulary);
                parts.map(|(priority, sla, _)| (priority, sla)).collect()
            }),
            flow: flow.unwrap_or_else(|| BUILT_IN_FLOW.map(str::to_owned).to_vec()),
            calendar: configured.calendar.clone(),
            profile: configured.profile.unwrap_or(register.profile),
            tolerated: configured.tolerated.clone(),
            signs: register.explained_signs(),
        }
    }

    /// The SLA of a priority.
    pub(crate) fn sla_of(&self, priority: &str) -> Option<Sla> {
        self.sla.iter().find(|(known, _)| known == priority).map(|&(_, sla)| sla)
    }

    /// The index in the flow of the state that a text means.
    pub fn state(&self, text: &str, vocabulary: &Vocabulary) -> Option<usize> {
        if let Some(state) = self.flow.iter().position(|state| state == text) {
            return Some(state);
        }
        // What the register itself says of a sign counts more than what it usually means.
        let text = self.explained(text).unwrap_or(text);
        let named = |name: &str| {
            let wanted = fold(name);
            forms(&wanted).find_map(|form| self.flow.iter().position(|state| fold(state) == *form))
        };
        let canonical = |text: &str| {
            let known = vocabulary.status(text);
            known.or_else(|| vocabulary.leading_status(text).filter(|_| self.is_loose))
        };
        named(text).or_else(|| self.state_meaning(canonical(text)?, vocabulary))
    }

    /// What the register says of the sign that a text starts with.
    pub(crate) fn explained(&self, text: &str) -> Option<&str> {
        let first = self.signs.first().and_then(|_| text.split_whitespace().next())?;
        let sign = plain_sign(first);
        let known = self.signs.iter().find(|(known, _)| !sign.is_empty() && *known == sign);
        known.map(|(_, meaning)| meaning.as_str())
    }

    /// The index of a canonical state: under its own name, or under another word for it.
    fn state_meaning(&self, canonical: &str, vocabulary: &Vocabulary) -> Option<usize> {
        let place = |is: &dyn Fn(&str) -> bool| self.flow.iter().position(|state| is(state));
        place(&|state| state == canonical)
            .or_else(|| place(&|state| vocabulary.status(state) == Some(canonical)))
    }

    /// The index in the flow from which on a gap counts as repaired: that of `Fixed`, or of the last
    /// state where the flow has no such state.
    pub(crate) fn repaired_from(&self, vocabulary: &Vocabulary) -> usize {
        self.state_meaning("Fixed", vocabulary).unwrap_or(self.last_state())
    }

    /// The index of the last state of the flow, in which nothing is left to do.
    pub(crate) fn last_state(&self) -> usize {
        self.flow.len().saturating_sub(1)
    }
}

/// A sign without the marks around it and without the sign that asks for its picture.
fn plain_sign(token: &str) -> String {
    token.trim_matches(['*', '`', '~']).replace('\u{fe0f}', "")
}

impl Register<'_> {
    /// The signs that the register explains, each with its meaning.
    fn explained_signs(&self) -> Vec<(String, String)> {
        let pair =
            |field: &Field| (plain_sign(self.text(field.label)), self.text(field.value).to_owned());
        self.signs.iter().map(pair).collect()
    }

    /// The SLAs that a policy line states: `P0=24h, P1=7d`.
    pub(crate) fn stated_sla(&self, line: &Field, vocabulary: &Vocabulary) -> Vec<StatedSla> {
        if line.key != Some(Key::SlaDefault) {
            return Vec::new();
        }
        let text = self.text(line.value);
        sla_parts(text, vocabulary)
            .map(|(priority, sla, part)| StatedSla {
                priority,
                sla,
                span: line.value.part(text, part),
            })
            .collect()
    }

    /// The parts of a policy line that give a priority something other than a duration.
    pub(crate) fn unread_sla(&self, line: &Field, vocabulary: &Vocabulary) -> Vec<Span> {
        if line.key != Some(Key::SlaDefault) {
            return Vec::new();
        }
        let text = self.text(line.value);
        assignments(text, vocabulary)
            .filter(|(_, duration)| Sla::parse(duration, vocabulary).is_none())
            .map(|(_, duration)| line.value.part(text, duration))
            .collect()
    }

    /// The states that a policy line states: `Open → In Progress → Fixed`.
    pub(crate) fn stated_flow(&self, line: &Field, vocabulary: &Vocabulary) -> Vec<String> {
        if line.key != Some(Key::StatusFlow) {
            return Vec::new();
        }
        flow_parts(self.text(line.value), vocabulary)
    }
}

/// The priorities and SLAs of `P0=24h, P1=7d`, each with its part of the text.
fn sla_parts<'t>(
    text: &'t str,
    vocabulary: &Vocabulary,
) -> impl Iterator<Item = (String, Sla, &'t str)> {
    assignments(text, vocabulary).filter_map(|(part, duration)| {
        let priority = vocabulary.priority(part.split(EQUALS).next()?)?.to_owned();
        Some((priority, Sla::parse(duration, vocabulary)?.0, part))
    })
}

/// The signs between a priority and its SLA.
const EQUALS: [char; 3] = ['=', ':', '→'];

/// Each part of a text that gives a priority a value, and the value.
fn assignments<'t>(
    text: &'t str,
    vocabulary: &Vocabulary,
) -> impl Iterator<Item = (&'t str, &'t str)> {
    let marks = ['*', '`', '.', ' '];
    text.split([',', ';', '·', '\n', '|']).filter_map(move |part| {
        let part = part.trim().trim_start_matches('>').trim().trim_matches(marks);
        let (priority, duration) = part.split_once(EQUALS)?;
        vocabulary.priority(priority)?;
        Some((part, duration.trim_matches(marks)))
    })
}

fn flow_parts(text: &str, vocabulary: &Vocabulary) -> Vec<String> {
    let line = text.lines().next().unwrap_or_default();
    let arrow = ["→", "➜", "=>", "->", " > "].into_iter().find(|arrow| line.contains(arrow));
    let Some(arrow) = arrow else { return listed_flow(line, vocabulary) };
    let names = line.split(arrow).map(|name| name.trim_matches(['*', '`', '.', ' ', '_']));
    names
        .filter(|name| !name.is_empty())
        .map(|name| vocabulary.translated_status(name).unwrap_or(name).to_owned())
        .collect()
}

/// A flow written as a list, where each of its parts is a state: `Open, In Progress, Fixed`.
fn listed_flow(line: &str, vocabulary: &Vocabulary) -> Vec<String> {
    let names = line.split(',').map(|name| name.trim_matches(['*', '`', '.', ' ']));
    let state = |name| {
        vocabulary.status(name)?;
        Some(vocabulary.translated_status(name).unwrap_or(name).to_owned())
    };
    let states: Option<Vec<String>> = names.map(state).collect();
    states.filter(|states| states.len() > 1).unwrap_or_default()
}
