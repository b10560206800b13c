//! The endpoints that entries name, each with the role in which it is named.

use serde::Serialize;

use super::free_text::free_spans;
use super::{Entry, Profile, Register};
use crate::text::{Ordered, Span};
use crate::values::{NamedEndpoint, named_endpoints};
use crate::vocabulary::{Key, Vocabulary};

/// A place in an entry that names an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EndpointMention {
    /// The method, upper case; none where the entry names none.
    pub(crate) method: Option<String>,
    /// The path, as it is written: without address and query.
    pub(crate) route: String,
    pub(crate) role: MentionRole,
    /// The field that names it.
    pub(crate) key: Key,
    pub(crate) span: Span,
    /// The status that a verification contract expects of it.
    pub(crate) expected: Option<u16>,
}

impl EndpointMention {
    /// Method and path: `PATCH /v1/keys/{id}`, or the path alone.
    pub(crate) fn endpoint(&self) -> String {
        match &self.method {
            Some(method) => format!("{method} {}", self.route),
            None => self.route.clone(),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        (&self.method, &self.route, self.role) == (&other.method, &other.route, other.role)
    }
}

/// What naming an endpoint says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MentionRole {
    /// The gap is about it.
    Claimed,
    /// It may be a cause.
    Suspected,
    /// It must work when the gap is closed.
    Contracted,
}

impl MentionRole {
    fn of(key: Key) -> Option<Self> {
        match key {
            Key::Endpoints | Key::EscalationPackage => Some(Self::Claimed),
            Key::LikelyCause | Key::Symptom => Some(Self::Suspected),
            Key::Verification => Some(Self::Contracted),
            _ => None,
        }
    }
}

/// An entry that names more endpoints is made to take long.
const MOST_MENTIONS: usize = 1_000;

impl Register<'_> {
    /// The places of an entry that name an endpoint, in order.
    pub(crate) fn endpoint_mentions(
        &self,
        entry: &Entry,
        words: &Vocabulary,
    ) -> Vec<EndpointMention> {
        let mut found = Vec::new();
        for field in &entry.fields {
            if let Some(key) = field.key {
                self.add_mentions(field.value, key, &mut found);
            }
        }
        for span in self.verification_contracts(entry, words) {
            self.add_mentions(span, Key::Verification, &mut found);
        }
        self.add_of_prose(entry, &mut found);
        found.order_by_key(|mention| mention.span.start);
        found.truncate(MOST_MENTIONS);
        found
    }

    /// Adds what the text and the other fields of an entry name that has neither a symptom nor a contract.
    fn add_of_prose(&self, entry: &Entry, found: &mut Vec<EndpointMention>) {
        let has_contract = found.iter().any(|known| known.role == MentionRole::Contracted);
        let has_own = has_contract || entry.field(Key::Symptom).is_some();
        if self.profile != Profile::Generic || has_own {
            return;
        }
        let others = entry.fields.iter().filter(|field| field.key.is_none());
        let others = others.map(|field| field.value).filter(|span| entry.span.contains(*span));
        let mut named = Vec::new();
        for span in free_spans(entry).into_iter().chain(others) {
            self.add_mentions(span, Key::Symptom, &mut named);
        }
        for mention in named.into_iter().filter(|mention| mention.method.is_some()) {
            let is_same = |known: &EndpointMention| known.endpoint() == mention.endpoint();
            if !found.iter().any(is_same) {
                found.push(mention);
            }
        }
    }

    fn add_mentions(&self, span: Span, key: Key, found: &mut Vec<EndpointMention>) {
        let Some(role) = MentionRole::of(key) else { return };
        let is_contract = role == MentionRole::Contracted;
        let text = self.text(span);
        let is_prose = key != Key::Endpoints;
        let named = named_endpoints(text, is_prose);
        for (at, endpoint) in named.iter().enumerate() {
            if is_contract && endpoint.method.is_none() && !is_numbered(text, endpoint) {
                continue;
            }
            let next = named.get(at + 1).map_or(text.len(), |next| next.place.start);
            let behind = text.get(endpoint.place.end..next).filter(|_| is_contract).map(of_item);
            let start = span.start as usize;
            let mention = EndpointMention {
                method: endpoint.method.clone(),
                route: endpoint.route.clone(),
                role,
                key,
                span: Span::new(start + endpoint.place.start, start + endpoint.place.end),
                expected: behind.and_then(expected_status),
            };
            // What a contract says again as its evidence is said once.
            let is_known = || found.iter().any(|known: &EndpointMention| known.is_same(&mention));
            if found.len() < MOST_MENTIONS && !(is_contract && is_known()) {
                found.push(mention);
            }
        }
    }

    /// The parts of an entry that are below the heading of a verification contract and in no field, and
    /// the numbered items that are in no field.
    fn verification_contracts(&self, entry: &Entry, words: &Vocabulary) -> Vec<Span> {
        let mut parts = Vec::new();
        for free in free_spans(entry) {
            let text = self.text(free);
            if memchr::memchr(b'/', text.as_bytes()).is_some() {
                parts.extend(
                    contract_parts(text, words).into_iter().map(|part| free.part(text, part)),
                );
            }
        }
        parts
    }
}

/// The parts of a text that belong to a verification contract: what is below its heading, and numbered
/// items anywhere with what is indented below them.
fn contract_parts<'t>(text: &'t str, words: &Vocabulary) -> Vec<&'t str> {
    let mut parts =
        Parts { text, words, start: None, level: None, in_fence: false, found: Vec::new() };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        parts.read(line, at);
        at += line.len();
    }
    parts.end(text.len());
    parts.found
}

struct Parts<'t, 'w> {
    text: &'t str,
    words: &'w Vocabulary,
    /// Where the part that is being read starts.
    start: Option<usize>,
    /// The level of the heading of the contract that is being read.
    level: Option<usize>,
    in_fence: bool,
    found: Vec<&'t str>,
}

impl Parts<'_, '_> {
    fn read(&mut self, line: &str, at: usize) {
        let trimmed = line.trim();
        self.in_fence ^= trimmed.starts_with("```");
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&level) && !self.in_fence {
            self.read_heading(line[level..].trim(), level, at);
        } else if number_length(trimmed).is_some() {
            self.start.get_or_insert(at);
        } else if self.level.is_none() && !trimmed.is_empty() && !line.starts_with([' ', '\t']) {
            self.end(at);
        }
    }

    fn read_heading(&mut self, heading: &str, level: usize, at: usize) {
        if self.level.is_some_and(|contract| level > contract) {
            return;
        }
        self.end(at);
        let is_contract = self.words.key(heading) == Some(Key::Verification);
        self.level = is_contract.then_some(level);
        self.start = self.level.map(|_| at);
    }

    fn end(&mut self, at: usize) {
        let part = self.start.take().map(|start| &self.text[start..at]);
        self.found.extend(part);
    }
}

/// The length of the number that begins an item: `1)`, `2.`.
fn number_length(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=3).contains(&digits) && line[digits..].starts_with([')', '.']);
    (is_number && line[digits + 1..].starts_with([' ', '\t'])).then_some(digits + 1)
}

/// Whether the line of an endpoint is a numbered item that begins with it.
fn is_numbered(text: &str, endpoint: &NamedEndpoint) -> bool {
    let before = &text[..endpoint.place.start];
    let line = before.rsplit('\n').next().unwrap_or(before).trim_start();
    number_length(line)
        .is_some_and(|length| line[length..].trim_matches([' ', '`', '*']).is_empty())
}

/// The text behind an endpoint that belongs to its item: up to a line that is not indented.
fn of_item(behind: &str) -> &str {
    let is_next = |rest: &str| !rest.starts_with([' ', '\t', '\n', '\r']);
    let ends = behind.match_indices('\n').map(|(at, _)| at);
    let end = ends.into_iter().find(|at| is_next(&behind[at + 1..]));
    &behind[..end.unwrap_or(behind.len())]
}

/// The status that a text expects: `Expected: **200 OK**`, `→ 201`, `= 200`.
fn expected_status(text: &str) -> Option<u16> {
    let is_mark = |c: char| c == ' ' || c == '*' || c == '`';
    text.char_indices().filter(|(_, c)| c.is_ascii_digit()).find_map(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let code = rest.get(..3)?;
        let status: u16 = code.parse().ok().filter(|status| (100..600).contains(status))?;
        let sign = before.trim_end_matches(is_mark);
        let is_behind_sign = sign.ends_with([':', '→', '=', '⇒', '>', '：']);
        let behind = &rest[3..];
        let phrase = behind.trim_start_matches(is_mark);
        let ends = !behind.starts_with(|c: char| c.is_alphanumeric());
        let is_whole = ends && !before.ends_with(|c: char| c.is_alphanumeric() || c == '.');
        let is_named = REASONS.iter().any(|reason| phrase.starts_with(reason));
        (is_whole && (is_named || is_behind_sign)).then_some(status)
    })
}

/// How the reason behind a status begins.
const REASONS: [&str; 12] = [
    "OK",
    "Created",
    "Accepted",
    "No Content",
    "Not ",
    "Bad Request",
    "Unauthorized",
    "Forbidden",
    "Conflict",
    "Found",
    "See Other",
    "Moved",
];
