//! Findings as editors show them.

use std::cell::RefCell;
use std::collections::HashMap;

use serde_json::{Value, json};

use super::positions::{Encoding, Lines, Range};
use super::rule_pages::RulePages;
use super::uri;
use crate::finding::{Finding, Level, Related};
use crate::rules::{self, UNUSED_IGNORE};
use crate::run::workspace::Workspace;
use crate::text::{Span, printable};

/// Writes the findings of a workspace.
pub(super) struct ShownFindings<'s> {
    workspace: &'s Workspace,
    pages: &'s RulePages,
    encoding: Encoding,
    /// The lines of each file, made once.
    lines: RefCell<HashMap<String, Lines>>,
}

impl<'s> ShownFindings<'s> {
    pub(super) fn of(workspace: &'s Workspace, pages: &'s RulePages, encoding: Encoding) -> Self {
        Self { workspace, pages, encoding, lines: RefCell::default() }
    }

    /// The findings of a file, in order.
    pub(super) fn of_file(&self, path: &str) -> Vec<Value> {
        let findings = self.workspace.results.findings_of(path);
        findings.iter().filter_map(|finding| self.finding(finding)).collect()
    }

    /// One finding; nothing where its file was not kept.
    pub(super) fn finding(&self, finding: &Finding) -> Option<Value> {
        let severity = match finding.level {
            Level::Error => 1,
            Level::Warning => 2,
            Level::Info => 3,
        };
        let related: Vec<Value> =
            finding.related.iter().filter_map(|related| self.related(finding, related)).collect();
        let mut shown = json!({
            "range": self.range(&finding.path, finding.span)?,
            "severity": severity,
            "code": finding.rule,
            "source": "gapreg",
            "message": printable(&finding.message),
            "data": { "entry": finding.entry.as_deref(), "field": finding.field.as_deref(), "help": finding.help.as_deref() },
        });
        let href = rules::rule(finding.rule).and_then(|rule| self.pages.uri(rule));
        if let Some(href) = href {
            shown["codeDescription"] = json!({ "href": href });
        }
        if finding.rule == UNUSED_IGNORE.name {
            shown["tags"] = json!([1]);
        }
        if !related.is_empty() {
            shown["relatedInformation"] = related.into();
        }
        Some(shown)
    }

    fn related(&self, finding: &Finding, related: &Related) -> Option<Value> {
        let path = related.path.as_ref().unwrap_or(&finding.path);
        let range = self.range(path, related.span)?;
        let uri = uri::of(&self.workspace.project.whole(&**path));
        let location = json!({ "uri": uri, "range": range });
        Some(json!({ "location": location, "message": printable(&related.message) }))
    }

    pub(super) fn range(&self, path: &str, span: Span) -> Option<Range> {
        let text = self.workspace.text_of(path)?;
        let mut known = self.lines.borrow_mut();
        let lines = known.entry(path.to_owned()).or_insert_with(|| Lines::of(text));
        Some(lines.range(text, span, self.encoding))
    }
}
