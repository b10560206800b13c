//! The endpoints that the entries of a run name.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::chosen::ChosenEntries;
use super::project::Project;
use crate::register::{EndpointMention, Entry, MentionRole, Policy, Register, TrackedValues};
use crate::routes::deciding_keys;
use crate::text::LineIndex;
use crate::values::{changes_something, has_wildcard};

/// Which entries are asked for their endpoints.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct EndpointFilter<'f> {
    /// Only entries that are open.
    pub is_open: bool,
    /// Only entries that are open and in time.
    pub is_due: bool,
    /// Only the entries that this expression describes.
    pub condition: Option<&'f str>,
}

/// The endpoints of a run, each once, in order.
#[derive(Debug, Serialize)]
pub(crate) struct NamedEndpoints<'a> {
    version: u8,
    pub endpoints: Vec<EndpointOfEntries<'a>>,
}

/// An endpoint, and the entries that name it.
#[derive(Debug, Serialize)]
pub(crate) struct EndpointOfEntries<'a> {
    pub endpoint: String,
    pub method: Option<String>,
    pub route: String,
    pub entries: Vec<NamingEntry<'a>>,
}

/// An entry that names an endpoint.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NamingEntry<'a> {
    pub path: &'a str,
    pub id: Option<&'a str>,
    pub number: Option<&'a str>,
    pub title: Cow<'a, str>,
    pub status: Option<&'a str>,
    pub role: MentionRole,
    pub field: &'a str,
    pub line: usize,
    /// Whether the gap is about the endpoint.
    #[serde(skip)]
    pub decides: bool,
    /// The status that a verification contract expects.
    #[serde(skip)]
    pub expected: Option<u16>,
}

impl NamingEntry<'_> {
    /// How it is called.
    pub(crate) fn name(&self) -> &str {
        self.id.or(self.number).unwrap_or("–")
    }
}

impl EndpointOfEntries<'_> {
    /// Whether a gap is about it.
    pub(crate) fn is_claimed(&self) -> bool {
        self.entries.iter().any(|entry| entry.decides)
    }

    /// Whether a request can be made of it: it is one endpoint, with its whole path.
    pub(crate) fn is_whole(&self) -> bool {
        self.route.starts_with('/') && !has_wildcard(&self.route)
    }

    /// Whether a request may change something.
    pub(crate) fn writes(&self) -> bool {
        self.method.as_deref().is_some_and(|method| method != "ANY" && changes_something(method))
    }
}

impl<'a> NamedEndpoints<'a> {
    /// The endpoints of registers.
    pub(crate) fn of(
        registers: &'a [Register<'a>],
        project: &'a Project,
        filter: EndpointFilter<'_>,
    ) -> anyhow::Result<Self> {
        let chosen = filter.condition.map(|text| ChosenEntries::of(text, registers, project));
        let chosen = chosen.transpose()?;
        let mut found: BTreeMap<(String, Option<String>), Vec<NamingEntry<'a>>> = BTreeMap::new();
        for register in registers {
            let lines = LineIndex::new(register.source);
            let policy = project.policy(register);
            let is_chosen = chosen.as_ref().map(|chosen| chosen.of_register(register));
            for (at, entry) in register.entries.iter().enumerate() {
                let is_chosen = is_chosen.is_none_or(|own| own.get(at) == Some(&true));
                let asked = AskedEntry { register, entry, project, policy: &policy, lines: &lines };
                if !is_chosen || !asked.is_in(filter) {
                    continue;
                }
                for (mention, naming) in asked.named() {
                    let own = found.entry((mention.route, mention.method)).or_default();
                    // A translation names the same.
                    let is_known = |other: &NamingEntry<'_>| {
                        (other.id, other.role, other.field)
                            == (naming.id, naming.role, naming.field)
                            && naming.id.is_some()
                    };
                    if !own.iter().any(is_known) {
                        own.push(naming);
                    }
                }
            }
        }
        let endpoints = found.into_iter().map(|((route, method), entries)| EndpointOfEntries {
            endpoint: method.as_ref().map_or_else(|| route.clone(), |own| format!("{own} {route}")),
            method,
            route,
            entries,
        });
        Ok(Self { version: 1, endpoints: endpoints.collect() })
    }
}

struct AskedEntry<'a, 'l> {
    register: &'a Register<'a>,
    entry: &'a Entry,
    project: &'a Project,
    policy: &'l Policy,
    lines: &'l LineIndex<'l>,
}

impl<'a> AskedEntry<'a, '_> {
    fn tracked(&self) -> TrackedValues<'a> {
        let words = &self.project.settings.vocabulary;
        TrackedValues::of(self.register, self.entry, self.policy, words)
    }

    fn is_in(&self, filter: EndpointFilter<'_>) -> bool {
        if !filter.is_open && !filter.is_due {
            return true;
        }
        let tracked = self.tracked();
        let (policy, words) = (self.policy, &self.project.settings.vocabulary);
        let is_late = || tracked.days_overdue(self.project.today, policy, words).is_some();
        let is_left_out = tracked.is_over(policy, words) || (filter.is_due && is_late());
        !is_left_out
    }

    fn named(&self) -> Vec<(EndpointMention, NamingEntry<'a>)> {
        let words = &self.project.settings.vocabulary;
        let mentions = self.register.endpoint_mentions(self.entry, words);
        let deciding = deciding_keys(&mentions);
        let status = self.tracked().status_text;
        let naming = |mention: &EndpointMention| NamingEntry {
            path: self.register.source.path(),
            id: self.register.id(self.entry),
            number: self.entry.number.map(|number| self.register.text(number)),
            title: self.register.readable_title(self.entry),
            status,
            role: mention.role,
            field: words.name(mention.key),
            line: self.lines.position(mention.span.start as usize).line,
            decides: deciding.contains(&mention.key),
            expected: mention.expected,
        };
        mentions.into_iter().map(|mention| (mention.clone(), naming(&mention))).collect()
    }
}
