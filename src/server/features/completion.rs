//! What may come next in a register.

use serde_json::{Value, json};

use super::configuration;
use crate::files::slashed;
use crate::register::{Entry, Register, TrackedValues};
use crate::rules::{self, RULES};
use crate::run::used_values;
use crate::server::labels;
use crate::server::message::{Answer, params};
use crate::server::open_register::{OpenRegister, TextPosition};
use crate::server::positions::Range;
use crate::server::session::Session;
use crate::server::subject::word_at;
use crate::text::{Ordered, Span, printable};
use crate::vocabulary::Key;

/// The kinds of the protocol.
const FIELD: u8 = 5;
const VALUE: u8 = 12;
const REFERENCE: u8 = 18;
const FILE: u8 = 17;
const CONSTANT: u8 = 21;

/// What is offered, and what it replaces.
struct Offers {
    range: Range,
    items: Vec<Value>,
}

impl Offers {
    /// Adds an item; those that were added first come first.
    fn add(&mut self, label: &str, kind: u8, detail: &str) {
        let order = format!("{:05}", self.items.len());
        self.items.push(json!({
            "label": label,
            "kind": kind,
            "detail": printable(detail),
            "sortText": order,
            "filterText": label,
            "textEdit": { "range": self.range, "newText": label },
        }));
    }
}

/// Answers `textDocument/completion`.
pub(in crate::server) fn completion(session: &Session, json: Value) -> Answer {
    let TextPosition { document, position } = params(json)?;
    if let Some(items) = configuration::completion(session, &document.uri, position) {
        return Ok(items.into());
    }
    let Some(open) = session.register(&document.uri) else { return Ok(Value::Null) };
    let offset = open.offset(position);
    let line = open.document.line_at(offset);
    let before = &open.document.text[line.start as usize..offset.max(line.start as usize)];
    let items = match Context::of(before, open) {
        Context::Rules => rule_names(open, offset),
        Context::Value { key, start } => {
            let start = line.start as usize + start;
            // A short value is replaced as a whole, of several pages only the one that is typed.
            let whole = if key == Key::SourcePage { offset } else { line.end as usize };
            values(open, key, Span::new(start, whole.max(start)))
        }
        Context::Label { start } => {
            let span = Span::new(line.start as usize + start, offset);
            missing_labels(open, span)
        }
        Context::Text => ids(open, offset),
    };
    Ok(items.into())
}

/// Where in a line something is typed.
enum Context {
    /// In a comment that ignores rules.
    Rules,
    /// Behind a label; the value starts at this byte of the line.
    Value {
        key: Key,
        start: usize,
    },
    /// At the start of an item; the label starts at this byte of the line.
    Label {
        start: usize,
    },
    Text,
}

impl Context {
    fn of(before: &str, open: OpenRegister<'_>) -> Self {
        if let Some(at) = before.rfind("<!-- gapreg-ignore") {
            let comment = &before[at..];
            if !comment.contains("-->") && !comment.contains(':') {
                return Self::Rules;
            }
        }
        let item = before.trim_start();
        let rest = item.strip_prefix(['-', '*', '+']).unwrap_or(item);
        let is_item = rest.len() < item.len();
        let label = rest.trim_start().trim_start_matches('*');
        let words = &open.workspace.project.settings.vocabulary;
        if let Some((label, value)) = label.split_once(':')
            && let Some(key) = words.key(label.trim_end_matches('*').trim())
        {
            let value = value.strip_prefix("**").unwrap_or(value).trim_start();
            return Self::Value { key, start: before.len() - value.len() };
        }
        if is_item && !label.contains('`') && label.split_whitespace().count() <= 3 {
            return Self::Label { start: before.len() - rest.trim_start().len() };
        }
        Self::Text
    }
}

fn rule_names(open: OpenRegister<'_>, offset: usize) -> Vec<Value> {
    let span = word_at(&open.document.text, offset, |c| c.is_ascii_lowercase() || c == '-');
    let mut offers = Offers { range: open.range(span), items: Vec::new() };
    // The rules that report something in this file come first.
    let found = open.workspace.results.findings_of(&open.name());
    let is_found = |rule: &&rules::Rule| found.iter().any(|one| one.rule == rule.name);
    for rule in RULES.iter().filter(is_found).chain(RULES.iter().filter(|rule| !is_found(rule))) {
        offers.add(rule.name, CONSTANT, rule.summary());
    }
    offers.items
}

fn values(open: OpenRegister<'_>, key: Key, span: Span) -> Vec<Value> {
    let project = &open.workspace.project;
    let mut offers = Offers { range: open.range(span), items: Vec::new() };
    open.read(|register| {
        let policy = project.policy(register);
        let entry = register.entry_around(Span::at(span.start as usize));
        match key {
            Key::Status => {
                for state in states(register, entry, open) {
                    offers.add(&state.name, VALUE, state.detail);
                }
            }
            Key::Priority => {
                for (priority, sla) in &policy.sla {
                    offers.add(priority, VALUE, &format!("SLA {sla}"));
                }
            }
            Key::Sla => {
                let priority = entry.and_then(|entry| register.value_of(entry, Key::Priority));
                let own = priority.and_then(|own| project.settings.vocabulary.priority(own));
                let is_own = |name: &str| own == Some(name);
                let mut slas: Vec<_> = policy.sla.iter().collect();
                slas.order_by_key(|(name, _)| !is_own(name));
                for (priority, sla) in slas {
                    offers.add(&sla.to_string(), VALUE, &format!("the default of {priority}"));
                }
            }
            Key::SourcePage => add_pages(register, open, &mut offers),
            key => {
                let own = std::slice::from_ref(register);
                for value in used_values::values(key, own, &project.settings) {
                    offers.add(&value, VALUE, "in use");
                }
            }
        }
    });
    offers.items
}

/// A state that an entry may have.
pub(in crate::server) struct OfferedState {
    pub name: String,
    /// Whether the entry may get it now.
    pub is_reached: bool,
    detail: &'static str,
}

/// The states that an entry may have, those first that its state leads to.
pub(in crate::server) fn states(
    register: &Register<'_>,
    entry: Option<&Entry>,
    open: OpenRegister<'_>,
) -> Vec<OfferedState> {
    let project = &open.workspace.project;
    let policy = project.policy(register);
    let words = &project.settings.vocabulary;
    let now = entry.and_then(|entry| TrackedValues::of(register, entry, &policy, words).state);
    let of_flow = |(at, name): (usize, &String)| {
        let is_reached = now.is_some_and(|now| at == now + 1);
        let detail = match now {
            _ if is_reached => "next",
            Some(now) if now == at => "as it is",
            _ => "of the status flow",
        };
        OfferedState { name: name.clone(), is_reached, detail }
    };
    let mut states: Vec<OfferedState> = policy.flow.iter().enumerate().map(of_flow).collect();
    states.order_by_key(|state| !state.is_reached);
    states.extend(policy.stated_further().map(|name| OfferedState {
        name: name.to_owned(),
        is_reached: true,
        detail: "beside the flow",
    }));
    states
}

/// The pages of the folder, as this register writes them.
fn add_pages(register: &Register<'_>, open: OpenRegister<'_>, offers: &mut Offers) {
    let used = register.entries.iter().flat_map(|entry| register.source_pages(entry));
    let mut used: Vec<&str> = used.map(|span| register.text(span)).collect();
    used.sort_unstable();
    used.dedup();
    // A page that exists says where all others are.
    let files = open.workspace.pages(register.source.path(), &used);
    let known = used.iter().zip(files).find_map(|(page, file)| {
        let file = file?;
        let whole = slashed(&file);
        page.starts_with('/').then(|| whole.strip_suffix(page).map(str::to_owned))?
    });
    let mut pages: Vec<String> = used.iter().map(|page| format!("`{page}`")).collect();
    if let Some(root) = known {
        for path in open.workspace.page_files() {
            let whole = slashed(&path);
            let page = whole.strip_prefix(&root).map(|page| format!("`{page}`"));
            pages.extend(page.filter(|page| page.contains(&format!("/{}/", register.language))));
        }
    }
    pages.sort_unstable();
    pages.dedup();
    for page in pages {
        offers.add(&page, FILE, "page");
    }
}

/// The labels that an entry lacks, in the words of the register.
fn missing_labels(open: OpenRegister<'_>, span: Span) -> Vec<Value> {
    let settings = &open.workspace.project.settings;
    let mut offers = Offers { range: open.range(span), items: Vec::new() };
    open.read(|register| {
        let at = Span::at(span.start as usize);
        let Some(entry) = register.entry_around(at) else { return };
        let lacks = |key: &Key| entry.field(*key).is_none();
        let wanted = rules::required(register, settings).into_iter();
        let wanted = wanted.chain(rules::recommended(register, settings));
        let mut keys: Vec<Key> = wanted.filter(lacks).collect();
        for (key, _) in Key::built_in() {
            let is_own = key.belongs_to_entry() && register.has_label(key) && lacks(&key);
            if is_own && !keys.contains(&key) {
                keys.push(key);
            }
        }
        for key in keys {
            let label = register.label_of(key, &settings.vocabulary);
            offers.add(&format!("**{label}:** "), FIELD, labels::meaning(key));
        }
    });
    offers.items
}

fn ids(open: OpenRegister<'_>, offset: usize) -> Vec<Value> {
    let word = word_at(&open.document.text, offset, |c| c.is_alphanumeric() || c == '-');
    let typed = word.of(&open.document.text).to_ascii_uppercase();
    let mut offers = Offers { range: open.range(word), items: Vec::new() };
    open.read(|register| {
        for entry in &register.entries {
            let id = register.id(entry).filter(|id| id.to_ascii_uppercase().starts_with(&typed));
            if let Some(id) = id.filter(|_| !typed.is_empty()) {
                offers.add(id, REFERENCE, register.text(entry.heading));
            }
        }
    });
    offers.items
}
