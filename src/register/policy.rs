//! The policy of a register: how long each priority may take, and which states follow which.

use std::sync::OnceLock;

use jiff::civil::Date;

use super::behind_signs::BehindSigns;
use super::day_orders::DayOrders;
use super::further_states::{FurtherState, StatedState, further_states};
use super::own_words::OwnWords;
use super::stated_states::{FLOW_ARROWS, MOST_STATES};
use super::{Field, Profile, Register};
use crate::text::Span;
use crate::values::{Calendar, DateForm, DatedSla, EarlierSla, IdPattern, Sla};
use crate::vocabulary::{Key, Vocabulary, fold};

/// The policy in force for a register.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The SLA of each priority, in order.
    pub(crate) sla: Vec<(String, Sla)>,
    /// Whether these hold for an entry that states none: they are stated, or the register is in today's
    /// form. A register of another form has no deadlines that nobody stated.
    pub(crate) implies_sla: bool,
    /// What was promised before.
    pub(crate) earlier: Vec<EarlierPromise>,
    /// The states, in the order in which an entry passes them.
    pub(crate) flow: Vec<String>,
    /// The states beside the flow: those that are declared, then the others that have words.
    pub(crate) further: Vec<FurtherState>,
    /// Whether the configuration or the register states a flow.
    pub(crate) declares_flow: bool,
    /// Whether states follow each other in the order of the flow: where it is no more than a list of states,
    /// each may follow each.
    pub(crate) is_ordered: bool,
    /// Whether the configuration or the register states the SLAs.
    pub(crate) declares_sla: bool,
    /// Whether a status may be a sentence that starts with its state: where the register states no
    /// flow of its own.
    pub(crate) is_loose: bool,
    /// Which days count.
    pub(crate) calendar: Calendar,
    /// The form that the register is held to.
    pub(crate) profile: Profile,
    /// The keys whose values are right whatever they say.
    pub(crate) tolerated: Vec<Key>,
    /// The keys that every entry must have, where the configuration says so.
    pub(crate) required: Option<Vec<Key>>,
    /// The form of IDs.
    pub(crate) id: IdPattern,
    /// The words of its own that the register has, counted where a word is not known.
    pub(crate) own_words: OnceLock<OwnWords>,
    /// The form of its dates, where one is not written as `2026-01-31`.
    pub(crate) date_form: OnceLock<DateForm>,
    /// Whether the day or the month comes first in its dates.
    pub(crate) day_orders: DayOrders,
    /// The index from which on a gap counts as repaired.
    pub(crate) repaired: OnceLock<usize>,
    /// The signs that the register explains, each with its meaning.
    pub(crate) signs: Vec<(String, String)>,
    /// What its entries have behind their signs.
    pub(crate) behind_signs: BehindSigns,
}

/// The policy that a configuration gives; the document decides what it leaves out.
#[derive(Clone, Debug, Default)]
pub struct ConfiguredPolicy {
    /// The SLA of each priority.
    pub(crate) sla: Option<Vec<(String, Sla)>>,
    /// What was promised before.
    pub(crate) earlier: Vec<EarlierPromise>,
    /// The states in order.
    pub(crate) flow: Option<Vec<String>>,
    /// The states beside the flow.
    pub(crate) further: Option<Vec<StatedState>>,
    /// States behind the flow that stand beside it.
    pub(crate) behind_flow: Vec<StatedState>,
    /// Which days count.
    pub(crate) calendar: Calendar,
    /// The form of every register.
    pub(crate) profile: Option<Profile>,
    /// The keys whose values are right whatever they say, as the rule about them is off.
    pub(crate) tolerated: Vec<Key>,
    /// The keys that every entry must have.
    pub(crate) required: Option<Vec<Key>>,
    /// The form of IDs.
    pub(crate) id: IdPattern,
}

/// What a priority was promised before.
#[derive(Clone, Debug, PartialEq)]
pub struct EarlierPromise {
    pub(crate) priority: String,
    pub(crate) promise: EarlierSla,
}

impl EarlierPromise {
    /// What a statement about a priority says of earlier days, if anything.
    pub(crate) fn of((priority, stated): &(String, DatedSla)) -> Option<Self> {
        Some(Self { priority: priority.clone(), promise: stated.before? })
    }
}

/// One priority's SLA as a document states it.
#[derive(Clone, Debug)]
pub(crate) struct StatedSla {
    /// The priority, in its canonical form.
    pub(crate) priority: String,
    /// The duration.
    pub(crate) sla: DatedSla,
    /// Where it is stated.
    pub(crate) span: Span,
}

/// What every entry of today's form must have.
pub(crate) const REQUIRED: [Key; 9] = [
    Key::Id,
    Key::FirstSeen,
    Key::Status,
    Key::Priority,
    Key::Owner,
    Key::Sla,
    Key::SourcePage,
    Key::Symptom,
    Key::Verification,
];

const BUILT_IN_SLA: &str = "P0=24h, P1=7d, P2=30d";
const BUILT_IN_FLOW: [&str; 4] = ["Open", "In Progress", "Fixed", "Verified"];

/// Whether a line says in which order states follow each other: by its label or by arrows, and not as a list in
/// a sentence.
pub(crate) fn states_order(register: &Register<'_>, line: &Field) -> bool {
    let has_label = line.label != line.value;
    has_label || FLOW_ARROWS.iter().any(|arrow| register.text(line.value).contains(arrow))
}

impl Policy {
    /// The policy for a register: by the configuration, else the document, else the built-in one.
    pub fn of(
        register: &Register<'_>,
        configured: &ConfiguredPolicy,
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut earlier = configured.earlier.clone();
        let stated_sla = || {
            let stated = register.stated_slas(vocabulary);
            let stated: Vec<_> =
                stated.into_iter().map(|stated| (stated.priority, stated.sla)).collect();
            earlier.extend(stated.iter().filter_map(EarlierPromise::of));
            let sla = stated.into_iter().map(|(priority, dated)| (priority, dated.now));
            Some(sla.collect()).filter(|sla: &Vec<_>| !sla.is_empty())
        };
        let stated_flow = || {
            let lines = register.policy_lines.iter();
            let mut flows = lines.map(|line| (register.stated_flow(line, vocabulary), line));
            let (flow, line) = flows.find(|(flow, _)| !flow.is_empty())?;
            Some((flow, states_order(register, line)))
        };
        let configured_flow = configured.flow.clone().map(|flow| (flow, true));
        let flow = configured_flow.or_else(stated_flow);
        let declares_flow = flow.is_some();
        let (flow, is_ordered) =
            flow.unwrap_or_else(|| (BUILT_IN_FLOW.map(str::to_owned).to_vec(), true));
        let further = configured.further.clone();
        let mut further = further.unwrap_or_else(|| register.stated_further(vocabulary));
        further.extend(configured.behind_flow.iter().cloned());
        let profile = configured.profile.unwrap_or(register.profile);
        let sla = configured.sla.clone().or_else(stated_sla);
        let declares_sla = sla.is_some();
        let implies_sla = declares_sla || profile == Profile::BackendGap;
        let sla = sla.unwrap_or_else(|| {
            let parts = sla_parts(BUILT_IN_SLA, vocabulary);
            parts.map(|(priority, dated, _)| (priority, dated.now)).collect()
        });
        let mut policy = Self {
            is_loose: register.profile == Profile::Generic && !declares_flow,
            further: further_states(&further, &flow, vocabulary),
            declares_flow,
            is_ordered,
            declares_sla,
            sla,
            implies_sla,
            earlier,
            flow,
            calendar: configured.calendar.clone(),
            profile,
            tolerated: configured.tolerated.clone(),
            required: configured.required.clone(),
            id: configured.id.clone(),
            own_words: OnceLock::new(),
            date_form: OnceLock::new(),
            day_orders: DayOrders::of(register),
            repaired: OnceLock::new(),
            signs: register.explained_signs(),
            behind_signs: BehindSigns::default(),
        };
        policy.behind_signs = policy.words_behind_signs(register, vocabulary);
        policy
    }

    /// All that it says, without what is counted only where something is wrong.
    pub(crate) fn stated(&self) -> String {
        let bare = Self {
            own_words: OnceLock::new(),
            date_form: OnceLock::new(),
            repaired: OnceLock::new(),
            ..self.clone()
        };
        format!("{bare:?}")
    }

    /// Whether every entry must have a value of a key, by the configuration or today's form.
    pub(crate) fn requires(&self, key: Key) -> bool {
        match &self.required {
            Some(configured) => configured.contains(&key),
            None => self.profile == Profile::BackendGap && REQUIRED.contains(&key),
        }
    }

    /// The SLA of a priority.
    pub(crate) fn sla_of(&self, priority: &str) -> Option<Sla> {
        self.sla.iter().find(|(known, _)| known == priority).map(|&(_, sla)| sla)
    }

    /// The SLA that a priority had when a gap was first seen; nothing where it is not known.
    pub(crate) fn sla_when(&self, priority: &str, seen: Option<Date>) -> Option<Sla> {
        let held = |one: &&EarlierPromise| {
            one.priority == priority && seen.is_some_and(|seen| seen < one.promise.until)
        };
        match self.earlier.iter().filter(held).min_by_key(|one| one.promise.until) {
            Some(one) => one.promise.sla,
            None => self.sla_of(priority),
        }
    }

    /// The SLA of an entry that states none, by its priority and the day when it was first seen.
    pub(crate) fn implied_sla(&self, priority: &str, seen: Option<Date>) -> Option<Sla> {
        self.sla_when(priority, seen).filter(|_| self.implies_sla)
    }

    /// The SLA of the priority of an entry that states none itself, else of its severity; `value` gives its
    /// values. An SLA that is not understood is none of the priority's.
    pub(crate) fn sla_by_level<'v>(
        &self,
        value: impl Fn(Key) -> Option<&'v str>,
        words: &Vocabulary,
    ) -> Option<Sla> {
        let is_stated = value(Key::Sla).is_some_and(|own| words.placeholder(own).is_none());
        let seen = self.day(Key::FirstSeen, value(Key::FirstSeen), words);
        let level = value(Key::Priority).or_else(|| value(Key::Severity));
        let level = level.filter(|_| !is_stated)?;
        self.implied_sla(words.level(level)?, seen)
    }

    /// What the register says of the sign that a text starts with.
    pub(crate) fn explained(&self, text: &str) -> Option<&str> {
        let first = self.signs.first().and_then(|_| text.split_whitespace().next())?;
        let (sign, whole) = (plain_sign(first), fold(text));
        let is_known = |(known, _): &&(String, String)| {
            !sign.is_empty() && (*known == sign || fold(known) == whole)
        };
        let known = self.signs.iter().find(is_known);
        known.map(|(_, meaning)| meaning.as_str())
    }

    /// The words for a level that a value is: those of a sign, where the register explains it as a level.
    pub(crate) fn level_words<'t>(&'t self, value: &'t str, vocabulary: &Vocabulary) -> &'t str {
        let Some(meaning) = self.explained(value) else { return value };
        if vocabulary.level(meaning).is_some() {
            return meaning;
        }
        let words = meaning.split(|c: char| !c.is_alphanumeric());
        let mut levels = words.filter(|word| vocabulary.level(word).is_some());
        levels.next().filter(|_| levels.next().is_none()).unwrap_or(value)
    }

    /// The index of a canonical state: under its own name, or under another word for it.
    pub(super) fn state_meaning(&self, canonical: &str, vocabulary: &Vocabulary) -> Option<usize> {
        let place = |is: &dyn Fn(&str) -> bool| self.flow.iter().position(|state| is(state));
        place(&|state| state == canonical)
            .or_else(|| place(&|state| vocabulary.status(state) == Some(canonical)))
    }

    /// The index in the flow from which on a gap counts as repaired: that of `Fixed`, or of the last
    /// state where the flow has no such state.
    pub(crate) fn repaired_from(&self, vocabulary: &Vocabulary) -> usize {
        let from = || self.state_meaning("Fixed", vocabulary).unwrap_or(self.last_state());
        *self.repaired.get_or_init(from)
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
        let declared = self.declared_states.iter();
        let declared = declared.map(|(word, state)| (plain_sign(word), state.clone()));
        let pair =
            |field: &Field| (plain_sign(self.text(field.label)), self.text(field.value).to_owned());
        // A legend has a few.
        declared.chain(self.signs.iter().take(MOST_STATES).map(pair)).collect()
    }

    /// The SLA of each priority that the register states first.
    pub(crate) fn stated_slas(&self, vocabulary: &Vocabulary) -> Vec<StatedSla> {
        let mut first: Vec<StatedSla> = Vec::new();
        for stated in self.policy_lines.iter().flat_map(|line| self.stated_sla(line, vocabulary)) {
            if !first.iter().any(|known| known.priority == stated.priority) {
                first.push(stated);
            }
        }
        first
    }

    /// The SLAs that a policy line states: `P0=24h, P1=7d`.
    pub(crate) fn stated_sla(&self, line: &Field, vocabulary: &Vocabulary) -> Vec<StatedSla> {
        if line.key != Some(Key::SlaDefault) {
            return Vec::new();
        }
        let text = self.text(line.value);
        sla_parts(text, vocabulary)
            .map(|(priority, dated, part)| StatedSla {
                priority,
                sla: dated,
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
            .filter_map(|(_, duration)| DatedSla::read(duration, vocabulary).err())
            .map(|unread| line.value.part(text, unread.part))
            .collect()
    }
}

/// The priorities and SLAs of `P0=24h, P1=7d`, each with its part of the text.
pub(in crate::register) fn sla_parts<'t>(
    text: &'t str,
    vocabulary: &Vocabulary,
) -> impl Iterator<Item = (String, DatedSla, &'t str)> {
    assignments(text, vocabulary).filter_map(|(part, duration)| {
        let priority = part.split(EQUALS).next()?.split(BETWEEN).next()?;
        let priority = vocabulary.level(priority)?.to_owned();
        Some((priority, DatedSla::read(duration, vocabulary).ok()?, part))
    })
}

/// The signs between a priority and its SLA.
const EQUALS: [char; 3] = ['=', ':', '→'];
/// What may be between them instead: `P0 12h`, and the cells of a row.
const BETWEEN: [char; 2] = ['|', ' '];

/// Whether a text says of several priorities how long they may take, and nothing else: `High 1 week, low 1
/// month`.
pub(in crate::register) fn is_of_promises(text: &str, vocabulary: &Vocabulary) -> bool {
    let promises = sla_parts(text, vocabulary).count();
    promises > 1 && promises == parts(text).len()
}

/// Each part of a text that gives a priority or a severity a value, and the value.
fn assignments<'t>(
    text: &'t str,
    vocabulary: &Vocabulary,
) -> impl Iterator<Item = (&'t str, &'t str)> {
    let marks = ['*', '`', '.', ' ', '–', '—'];
    parts(text).into_iter().filter_map(move |part| {
        let part = part.trim().trim_start_matches('>').trim().trim_matches(marks);
        if let Some((priority, duration)) = part.split_once(EQUALS) {
            vocabulary.level(priority)?;
            return Some((part, duration.trim_matches(marks)));
        }
        let (priority, duration) = part.split_once(BETWEEN)?;
        vocabulary.level(priority.trim_matches(marks))?;
        let cells = duration.split('|').map(|cell| cell.trim_matches(marks));
        let mut durations = cells.filter(|cell| DatedSla::read(cell, vocabulary).is_ok());
        durations.next().map(|duration| (part, duration))
    })
}

/// The parts of a policy line. What is in parentheses belongs to the part in front of it.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0usize);
    // The cells of a row belong together.
    let is_row = !text.contains(EQUALS);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '\n' => depth = 0,
            _ => {}
        }
        if depth == 0 && ([',', ';', '·', '\n'].contains(&c) || (c == '|' && !is_row)) {
            parts.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}
