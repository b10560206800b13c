//! `gh issue list --json number,title,state,url,labels,closedAt`.

use serde::Deserialize;
use serde_json::{Deserializer, Value};

use super::{Ticket, TicketState, Tracker, TrackerKind, name_of_issue};

const FIELDS: &str =
    "`gh issue list --state all --limit 10000 --json number,title,state,url,labels,closedAt`";

/// An issue; what else the export has of it is left out.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Issue {
    number: u64,
    #[serde(default)]
    title: Option<String>,
    state: String,
    #[serde(default)]
    state_reason: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    labels: Option<Vec<Label>>,
    #[serde(default)]
    closed_at: Option<String>,
}

/// A label with its name, or the name alone.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Label {
    Whole { name: String },
    Name(String),
}

/// The pages of a list, one after another.
pub(super) fn read(text: &str) -> Result<Tracker, String> {
    let mut issues: Vec<Issue> = Vec::new();
    for page in Deserializer::from_str(text).into_iter::<Value>() {
        let page = page.map_err(|why| format!("it is not JSON: {why}"))?;
        let all = match page {
            Value::Array(all) => all,
            one => vec![one],
        };
        for issue in all {
            let place = issues.len() + 1;
            let read = Issue::deserialize(issue);
            issues.push(read.map_err(|why| {
                format!("its ticket {place} is not one of GitHub ({why}); {FIELDS} writes them")
            })?);
        }
    }
    let has_labels = issues.is_empty() || issues.iter().any(|issue| issue.labels.is_some());
    let tickets = issues.into_iter().map(Issue::ticket).collect();
    Ok(Tracker::new(TrackerKind::Github, tickets, has_labels))
}

impl Issue {
    fn ticket(self) -> Ticket {
        let state = match self.state.to_ascii_lowercase().as_str() {
            "open" => TicketState::Open,
            "closed" | "merged" => TicketState::Closed,
            _ => TicketState::Unknown,
        };
        let reason = self.state_reason.map(|reason| reason.to_ascii_lowercase().replace('_', " "));
        let reason = reason.filter(|reason| state == TicketState::Closed && !reason.is_empty());
        let why = (state == TicketState::Unknown).then(|| format!("its state is `{}`", self.state));
        Ticket {
            name: name_of_issue(self.url.as_deref(), self.number),
            title: self.title.unwrap_or_default(),
            state,
            state_text: match &reason {
                Some(reason) => format!("{} ({reason})", self.state),
                None => self.state,
            },
            unrepaired: reason.clone().filter(|reason| reason != "completed"),
            why,
            closed: self.closed_at.filter(|day| !day.is_empty()),
            url: self.url,
            labels: self.labels.into_iter().flatten().map(Label::name).collect(),
        }
    }
}

impl Label {
    fn name(self) -> String {
        match self {
            Self::Whole { name } | Self::Name(name) => name,
        }
    }
}
