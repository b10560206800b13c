//! The parts of a ticket, in their order.

use super::markup::Markup;
use super::requests;
use crate::finding::counted;
use crate::run::handoff::{
    Block, ContractAnswer, Handoff, HandoffEndpoint, Note, Place, blocks, without_breaks,
};

/// A ticket in some markup.
pub(super) fn written(handoff: &Handoff, markup: Markup) -> String {
    Ticket { handoff, markup }.written()
}

struct Ticket<'h> {
    handoff: &'h Handoff,
    markup: Markup,
}

impl Ticket<'_> {
    fn written(&self) -> String {
        let Handoff { id, title, .. } = self.handoff;
        let words = self.text(title);
        // An entry without an ID is named by its title.
        let whole = if id == title { words } else { format!("{id}: {words}") };
        let mut out = self.markup.title(&whole);
        out.push('\n');
        out.push_str(&self.facts());
        for (heading, text) in self.parts() {
            if !text.is_empty() {
                out.push_str(&self.markup.heading(heading));
                out.push_str(&text);
            }
        }
        out
    }

    fn parts(&self) -> [(&'static str, String); 12] {
        let Handoff { cause, workaround, package, .. } = self.handoff;
        [
            ("What happens", self.events()),
            ("Expected and actual", self.results()),
            ("Where", self.place_in_product()),
            ("Try it", self.requests()),
            ("What the route contract says", self.contract()),
            ("Likely cause (a guess, not verified)", self.optional(cause.as_deref())),
            ("Workaround", self.optional(workaround.as_deref())),
            ("Done when", self.list(&self.handoff.done, Markup::check_box)),
            ("Notes for the engineer", self.list(&package.notes, Markup::bullet)),
            ("Also in the entry", self.rest()),
            ("Keywords", self.keywords()),
            ("Source, and what is missing", self.source()),
        ]
    }

    fn text(&self, text: &str) -> String {
        self.markup.text(&without_breaks(text))
    }

    /// Priority, severity, due date and other short values, as a list.
    fn facts(&self) -> String {
        let own = self.handoff;
        let due = own.due.as_ref().map(|due| match own.overdue {
            Some(days) => {
                let days = counted(days.unsigned_abs() as usize, "day", "days");
                format!("{due} (overdue by {days})")
            }
            None => due.clone(),
        });
        let facts = [
            ("Priority", own.priority.as_deref()),
            ("Severity", own.severity.as_deref()),
            ("Due", due.as_deref()),
            ("Accepted", own.accepted.as_deref()),
            ("Status", own.status.as_deref()),
            ("Owner", own.owner.as_deref()),
            ("Environment", own.environment.as_deref()),
            ("Target version", own.target_version.as_deref()),
        ];
        let fact = |(name, value): (&str, Option<&str>)| {
            let name = self.markup.strong(&format!("{name}:"));
            Some(self.markup.bullet(&format!("{name} {}", self.text(value?))))
        };
        let mut out: String = facts.into_iter().filter_map(fact).collect();
        for ticket in &own.tickets {
            let name = self.markup.strong("Ticket:");
            let is_one = !ticket.contains(['[', '<', ' ', ',', ';']);
            let ticket = if is_one { self.markup.address(ticket) } else { self.text(ticket) };
            out.push_str(&self.markup.bullet(&format!("{name} {ticket}")));
        }
        out
    }

    fn optional(&self, text: Option<&str>) -> String {
        text.map(|text| self.block(text)).unwrap_or_default()
    }

    /// A text behind its name.
    fn named(&self, name: &str, text: &str) -> String {
        let (name, text) = (self.markup.strong(&format!("{}:", self.text(name))), self.block(text));
        let is_line = text.starts_with(|c: char| c.is_alphanumeric());
        format!("{name}{}{text}", if is_line { " " } else { "\n" })
    }

    /// What has no place of its own: other labels, and the text outside of all fields.
    fn rest(&self) -> String {
        let Handoff { labelled, free, .. } = self.handoff;
        let labelled = labelled.iter().map(|one| self.named(&one.label, &one.text));
        labelled.chain(free.iter().map(|text| self.block(text))).collect::<Vec<_>>().join("\n")
    }

    /// The symptom, and the impact by its name.
    fn events(&self) -> String {
        let Handoff { symptom, impact, .. } = self.handoff;
        let impact = impact.as_deref().map(|text| self.named("Impact", text));
        let symptom = symptom.as_deref().map(|text| self.block(text));
        [symptom, impact].into_iter().flatten().collect::<Vec<_>>().join("\n")
    }

    /// A value of one line or several: its lists stay lists of one level, and its code stays code.
    fn block(&self, text: &str) -> String {
        let mut out = String::new();
        let mut is_line = false;
        for block in blocks(text) {
            match &block {
                Block::Line(text) => {
                    out.push_str(&self.text(text));
                    out.push('\n');
                }
                Block::Item(Some(number), text) => {
                    // A number right below a line would go on with it.
                    out.push_str(if is_line { "\n" } else { "" });
                    out.push_str(&self.markup.numbered(number, &self.text(text)));
                }
                Block::Item(None, text) => out.push_str(&self.markup.bullet(&self.text(text))),
                Block::Code(code) => {
                    out.push_str(if out.is_empty() { "" } else { "\n" });
                    out.push_str(&self.markup.code_block(code, ""));
                    out.push('\n');
                }
            }
            is_line = matches!(block, Block::Line(_));
        }
        format!("{}\n", out.trim_end())
    }

    fn list(&self, notes: &[Note], write: fn(Markup, &str) -> String) -> String {
        let mut out = String::new();
        for Note { text, code } in notes {
            out.push_str(&write(self.markup, &self.text(text)));
            for code in code {
                out.push_str(&self.markup.code_block(code, self.markup.below_item()));
            }
        }
        out
    }

    fn results(&self) -> String {
        let package = &self.handoff.package;
        let line = |name: &str, text: &Option<String>| {
            let text = self.text(text.as_deref()?);
            Some(self.markup.bullet(&format!("{} {text}", self.markup.strong(name))))
        };
        let lines = [line("Expected:", &package.expected), line("Actual:", &package.actual)];
        lines.into_iter().flatten().collect()
    }

    fn place_in_product(&self) -> String {
        let Handoff { area, pages, .. } = self.handoff;
        let mut out = String::new();
        if !area.is_empty() {
            out.push_str(&self.markup.bullet(&format!("In the product: {}", self.text(area))));
        }
        for page in pages {
            let page = self.markup.code(page);
            out.push_str(&self.markup.bullet(&format!("In the manual: {page}")));
        }
        out
    }

    fn requests(&self) -> String {
        if self.handoff.endpoints.is_empty() {
            return String::new();
        }
        let lines = requests::lines(self.handoff.endpoints.iter().map(|own| &own.mention));
        let is_writer = lines.iter().any(|line| line.starts_with("# curl"));
        let mut out = "Set BASE_URL and TOKEN first.".to_owned();
        if is_writer {
            out.push_str(
                " Requests that may change something are commented out: read them before.",
            );
        }
        format!("{out}\n\n{}", self.markup.shell(&lines))
    }

    fn contract(&self) -> String {
        let Some(says) = &self.handoff.contract else { return String::new() };
        let name = self.markup.code(&says.name);
        let mut out = format!("{name}: {} ({})\n\n", says.verdict, self.text(&says.why));
        for HandoffEndpoint { mention, answer } in &self.handoff.endpoints {
            let Some(ContractAnswer { answer, why }) = answer else { continue };
            let endpoint = self.markup.code(&mention.endpoint());
            let line = format!("{endpoint}: {} ({})", answer.word(), self.text(why));
            out.push_str(&self.markup.bullet(&line));
        }
        out
    }

    fn keywords(&self) -> String {
        let words: Vec<String> =
            self.handoff.package.keywords.iter().map(|word| self.markup.code(word)).collect();
        if words.is_empty() { String::new() } else { format!("{}\n", words.join(", ")) }
    }

    /// Where the entry is, and what the register does not hold.
    fn source(&self) -> String {
        let Place { path, lines: (first, last), commit, url } = &self.handoff.place;
        let lines = crate::finding::in_lines(*first, *last);
        let place = match (url, commit) {
            (Some(url), _) => self.markup.address(url),
            (None, Some(commit)) => {
                let (path, commit) = (self.markup.code(path), self.markup.code(commit));
                format!("{path}, {lines}, at commit {commit}")
            }
            (None, None) => format!("{}, {lines}, not committed", self.markup.code(path)),
        };
        let id = self.text(&self.handoff.id);
        let mut out = self.markup.bullet(&format!("Entry {id} of the gap register: {place}"));
        if !self.handoff.lacking.is_empty() {
            out.push_str(
                &self.markup.bullet("The register does not hold, so ask for it or add it:"),
            );
            for what in &self.handoff.lacking {
                out.push_str(self.markup.inner());
                out.push_str(&self.markup.check_box(what));
            }
        }
        out
    }
}
