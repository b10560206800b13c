//! Findings as editors show them.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use serde::Serialize;

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
    /// The text and the lines of each file, looked up once.
    files: RefCell<HashMap<String, Option<(&'s str, Lines)>>>,
    /// The address of the page of each rule, looked up once.
    addresses: RefCell<HashMap<&'static str, Option<String>>>,
}

/// A finding as the protocol has it. A register may have very many, so that each is written without a
/// tree of values.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Diagnostic<'f> {
    range: Range,
    severity: u8,
    code: &'f str,
    source: &'static str,
    message: Cow<'f, str>,
    data: Data<'f>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_description: Option<CodeDescription>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'static [u8],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_information: Vec<RelatedInformation<'f>>,
}

/// What the editor gives back with a finding.
#[derive(Clone, Debug, Serialize)]
struct Data<'f> {
    entry: Option<&'f str>,
    field: Option<&'f str>,
    help: Option<&'f str>,
}

#[derive(Clone, Debug, Serialize)]
struct CodeDescription {
    href: String,
}

#[derive(Clone, Debug, Serialize)]
struct RelatedInformation<'f> {
    location: Location,
    message: Cow<'f, str>,
}

#[derive(Clone, Debug, Serialize)]
struct Location {
    uri: String,
    range: Range,
}

/// The tag of what can be removed.
const UNNECESSARY: &[u8] = &[1];

impl<'s> ShownFindings<'s> {
    pub(super) fn of(workspace: &'s Workspace, pages: &'s RulePages, encoding: Encoding) -> Self {
        let (files, addresses) = (RefCell::default(), RefCell::default());
        Self { workspace, pages, encoding, files, addresses }
    }

    /// The findings of a file, in order.
    pub(super) fn of_file(&self, path: &str) -> Vec<Diagnostic<'s>> {
        let findings = self.workspace.results.findings_of(path);
        findings.into_iter().filter_map(|finding| self.finding(finding)).collect()
    }

    /// One finding; nothing where its file was not kept.
    pub(super) fn finding<'f>(&self, finding: &'f Finding) -> Option<Diagnostic<'f>> {
        let related = finding.related.iter().filter_map(|related| self.related(finding, related));
        Some(Diagnostic {
            range: self.range(&finding.path, finding.span)?,
            severity: match finding.level {
                Level::Error => 1,
                Level::Warning => 2,
                Level::Info => 3,
            },
            code: finding.rule,
            source: "gapreg",
            message: printable(&finding.message),
            data: Data {
                entry: finding.entry.as_deref(),
                field: finding.field.as_deref(),
                help: finding.help.as_deref(),
            },
            code_description: self.address(finding.rule).map(|href| CodeDescription { href }),
            tags: if finding.rule == UNUSED_IGNORE.name { UNNECESSARY } else { &[] },
            related_information: related.collect(),
        })
    }

    fn address(&self, rule: &'static str) -> Option<String> {
        let find = || rules::rule(rule).and_then(|rule| self.pages.uri(rule));
        self.addresses.borrow_mut().entry(rule).or_insert_with(find).clone()
    }

    fn related<'f>(
        &self,
        finding: &Finding,
        related: &'f Related,
    ) -> Option<RelatedInformation<'f>> {
        let path = related.path.as_ref().unwrap_or(&finding.path);
        let range = self.range(path, related.span)?;
        let uri = uri::of(&self.workspace.project.whole(&**path));
        let message = printable(&related.message);
        Some(RelatedInformation { location: Location { uri, range }, message })
    }

    pub(super) fn range(&self, path: &str, span: Span) -> Option<Range> {
        let mut known = self.files.borrow_mut();
        if !known.contains_key(path) {
            let text = self.workspace.text_of(path);
            known.insert(path.to_owned(), text.map(|text| (text, Lines::of(text))));
        }
        let (text, lines) = known.get(path)?.as_ref()?;
        Some(lines.range(text, span, self.encoding))
    }
}
