//! An entry as what an engineer needs who does not know the register.

mod package;
mod permalink;
mod prose;

use anyhow::Result;

use super::contract::RouteFile;
use super::entries::FoundEntry;
use super::project::Project;
use super::verification::{Verification, VerifiedEntry};
use crate::register::{EndpointMention, Entry, Field, MentionRole, Register, TrackedValues};
use crate::routes::{Answer, Contract};
use crate::vocabulary::{Key, fold};

pub(crate) use package::Package;
pub(crate) use permalink::Place;
pub(crate) use prose::{Block, CodeBlock, Note, blocks, without_breaks};

/// What an entry says, sorted for a ticket.
#[derive(Debug)]
pub(crate) struct Handoff {
    pub id: String,
    pub title: String,
    /// The menu path.
    pub area: String,
    pub status: Option<String>,
    pub priority: Option<String>,
    pub severity: Option<String>,
    pub owner: Option<String>,
    /// The day, else what the entry says of it.
    pub due: Option<String>,
    /// For how many days it is overdue.
    pub overdue: Option<i32>,
    /// Until when the team lives with it, and who agreed to that.
    pub accepted: Option<String>,
    pub environment: Option<String>,
    pub target_version: Option<String>,
    pub tickets: Vec<String>,
    pub symptom: Option<String>,
    pub impact: Option<String>,
    pub cause: Option<String>,
    pub workaround: Option<String>,
    /// What the escalation package holds.
    pub package: Package,
    pub endpoints: Vec<HandoffEndpoint>,
    /// What the route contract says, by its name, and the verdict.
    pub contract: Option<ContractSays>,
    /// What must hold when it is repaired.
    pub done: Vec<Note>,
    /// What the entry says under labels of its own, also where the configuration declares them.
    pub labelled: Vec<LabelledText>,
    /// What it says outside of its fields.
    pub free: Vec<String>,
    pub pages: Vec<String>,
    pub place: Place,
    /// What such a ticket usually needs, and this entry does not hold.
    pub lacking: Vec<&'static str>,
}

/// A text under a label of the register.
#[derive(Debug)]
pub(crate) struct LabelledText {
    pub label: String,
    pub text: String,
}

/// An endpoint that the gap is about.
#[derive(Debug)]
pub(crate) struct HandoffEndpoint {
    pub mention: EndpointMention,
    /// What the contract says about it.
    pub answer: Option<ContractAnswer>,
}

/// What the route contract answers for an endpoint, and why.
#[derive(Clone, Debug)]
pub(crate) struct ContractAnswer {
    pub answer: Answer,
    pub why: String,
}

/// What the route contract of the configuration says about an entry.
#[derive(Debug)]
pub(crate) struct ContractSays {
    pub name: String,
    pub verdict: &'static str,
    pub why: String,
}

/// What an engineer needs to find a request again: the name, and words of labels under which an entry may
/// hold it.
const NEEDED: [(&str, &[&str]); 4] = [
    (
        "the build or version in which it was seen",
        &["build", "version", "release", "commit", "sürüm"],
    ),
    ("the time range, with its time zone", &["time", "when", "zaman", "saat"]),
    ("the ID of a failing request", &["request id", "request-id", "trace", "correlation"]),
    ("the body of the failing response", &["response", "body", "yanıt"]),
];

/// Sorts what an entry says for a ticket.
pub(crate) fn handoff(found: FoundEntry<'_>, project: &Project) -> Result<Handoff> {
    let FoundEntry { register, entry } = found;
    let policy = project.policy(register);
    let words = &project.settings.vocabulary;
    let tracked = TrackedValues::of(register, entry, &policy, words);
    let contract = project.settings.routes.as_ref().map(RouteFile::configured);
    let contract = contract.map(|file| file.read(project)).transpose()?;
    let line = |key: Key| {
        let value =
            register.value_of(entry, key).filter(|text| words.placeholder(text).is_none())?;
        Some(value.to_owned()).filter(|_| key.is_short())
    };
    let text =
        |key: Key| text_of(register, entry, key).filter(|text| words.placeholder(text).is_none());
    let is_accepted = tracked.is_accepted(project.today, &policy, words);
    let package = Package::of(&text(Key::EscalationPackage).unwrap_or_default());
    let area: Vec<&str> = entry.area.iter().map(|&step| register.text(step)).collect();
    let mentions = register.endpoint_mentions(entry, words);
    let verified =
        contract.as_ref().map(|own| Verification::of_entry(register, entry, own, project));
    let contract = contract.as_ref().zip(verified.as_ref());
    Ok(Handoff {
        id: register.spoken_name(entry).to_owned(),
        title: title(register, entry),
        area: area.join(" → "),
        status: line(Key::Status),
        priority: line(Key::Priority),
        severity: line(Key::Severity),
        owner: line(Key::ResolutionOwner).or_else(|| line(Key::Owner)),
        due: tracked.due.map(|day| day.to_string()).or_else(|| line(Key::Due)),
        overdue: tracked.days_overdue(project.today, &policy, words),
        accepted: line(Key::AcceptedUntil).filter(|_| is_accepted).map(|until| {
            let by = line(Key::AcceptedBy).map_or(String::new(), |by| format!(", by {by}"));
            format!("until {until}{by}")
        }),
        environment: line(Key::Environment),
        target_version: line(Key::TargetVersion),
        tickets: tickets(register, entry),
        symptom: text(Key::Symptom).or_else(|| long_title(register, entry).map(str::to_owned)),
        impact: text(Key::Impact),
        cause: text(Key::LikelyCause),
        workaround: text(Key::Workaround),
        done: done(&text(Key::Verification).unwrap_or_default(), &mentions),
        endpoints: endpoints(&mentions, verified.as_ref()),
        contract: contract.and_then(|(contract, verified)| says(contract, verified)),
        labelled: labelled(register, entry),
        free: register.free_texts(entry).into_iter().map(str::to_owned).collect(),
        pages: pages(register, entry),
        place: permalink::place(register, entry, project),
        lacking: lacking(register, entry, &package),
        package,
    })
}

/// A value as Markdown, its lines without the indentation that they share. Of fields that repeat, the
/// longest: `Impact` may be a level first.
fn text_of(register: &Register<'_>, entry: &Entry, key: Key) -> Option<String> {
    let fields = entry.fields.iter().filter(|field| field.key == Some(key));
    let values = fields.map(|field| register.value(field).trim().to_owned());
    values.filter(|text| !text.is_empty()).max_by_key(String::len)
}

/// A title that is longer goes on below it.
const TITLE_LENGTH: usize = 200;

/// The title of an entry with all lines that its cell has.
pub(crate) fn title(register: &Register<'_>, entry: &Entry) -> String {
    let whole = || Some(without_breaks(&register.unescaped(entry.field(Key::Gap)?.value)));
    let own = register.title_of(entry).into_owned();
    let is_broken = own_cell(register, entry).is_some() && long_title(register, entry).is_none();
    if is_broken { whole().unwrap_or(own) } else { own }
}

/// The cell of a title that has several lines.
fn own_cell<'r>(register: &Register<'r>, entry: &Entry) -> Option<&'r str> {
    let cell = entry.field(Key::Gap)?.value;
    let text = register.text(cell);
    let is_longer = cell.contains(entry.title) && without_breaks(text) != text;
    is_longer.then_some(text)
}

/// A cell of several lines that is too long for a title.
fn long_title<'r>(register: &Register<'r>, entry: &Entry) -> Option<&'r str> {
    own_cell(register, entry).filter(|text| text.chars().count() > TITLE_LENGTH)
}

/// The tickets, line by line as the entry has them, with their links.
fn tickets(register: &Register<'_>, entry: &Entry) -> Vec<String> {
    let fields = entry.fields.iter().filter(|field| field.key == Some(Key::Ticket));
    let lines = fields.flat_map(|field| prose::coded_lines(&register.value(field)));
    let lines = lines.map(|line| crate::register::without_marker(&line.text).to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

fn labelled(register: &Register<'_>, entry: &Entry) -> Vec<LabelledText> {
    // A column of the team's own may carry the title.
    let is_title = |field: &Field| field.value.contains(entry.title) && !entry.title.is_empty();
    let unknown = entry.fields.iter().filter(|field| field.key.is_none_or(Key::is_declared));
    let unknown = unknown.filter(|field| !is_title(field));
    let texts = unknown.map(|field| LabelledText {
        label: register.text(field.label).to_owned(),
        text: register.value(field).trim().to_owned(),
    });
    texts.filter(|one| !one.text.is_empty()).collect()
}

fn pages(register: &Register<'_>, entry: &Entry) -> Vec<String> {
    let pages = register.source_pages(entry).into_iter();
    pages.map(|page| register.text(page).to_owned()).collect()
}

/// The endpoints that the gap is about: those that it claims, else those that it suspects; each once.
fn endpoints(
    mentions: &[EndpointMention],
    verified: Option<&VerifiedEntry<'_>>,
) -> Vec<HandoffEndpoint> {
    let roles = [MentionRole::Claimed, MentionRole::Suspected];
    let of_role = |role: MentionRole| -> Vec<&EndpointMention> {
        mentions.iter().filter(|mention| mention.role == role).collect()
    };
    let named = roles.into_iter().map(of_role).find(|named| !named.is_empty());
    let answers = verified.map_or(&[][..], |verified| &verified.endpoints);
    let mut all: Vec<HandoffEndpoint> = Vec::new();
    for mention in named.unwrap_or_default() {
        let endpoint = mention.endpoint();
        if all.iter().any(|own| own.mention.endpoint() == endpoint) {
            continue;
        }
        let answer = answers.iter().find(|own| own.endpoint == endpoint);
        let answer = answer.map(|own| ContractAnswer { answer: own.answer, why: own.why.clone() });
        all.push(HandoffEndpoint { mention: mention.clone(), answer });
    }
    all
}

fn says(contract: &Contract, verified: &VerifiedEntry<'_>) -> Option<ContractSays> {
    (!verified.endpoints.is_empty()).then(|| ContractSays {
        name: contract.source.path().to_string(),
        verdict: verified.verdict.word(),
        why: verified.why.clone(),
    })
}

/// What must hold when the gap is repaired: each line of its verification, and what its contract expects.
fn done(verification: &str, mentions: &[EndpointMention]) -> Vec<Note> {
    let note = |line: prose::CodedLine| Note {
        text: crate::register::without_marker(&line.text).to_owned(),
        code: line.code,
    };
    let mut all: Vec<Note> = prose::coded_lines(verification).into_iter().map(note).collect();
    for mention in mentions.iter().filter(|own| own.role == MentionRole::Contracted) {
        let Some(status) = mention.expected else { continue };
        let text = format!("`{}` answers {status}", mention.endpoint());
        if !all.iter().any(|note| note.text == text) {
            all.push(Note { text, code: Vec::new() });
        }
    }
    all
}

/// What such a ticket usually needs, and neither a label of the entry nor of its package names.
fn lacking(register: &Register<'_>, entry: &Entry, package: &Package) -> Vec<&'static str> {
    let own = entry.fields.iter().filter(|field| field.key.is_none());
    let mut labels: Vec<String> = own.map(|field| fold(register.text(field.label))).collect();
    labels.extend(package.labels().map(fold));
    let has =
        |words: &[&str]| labels.iter().any(|label| words.iter().any(|word| label.contains(word)));
    NEEDED.iter().filter(|(_, words)| !has(words)).map(|(name, _)| *name).collect()
}
