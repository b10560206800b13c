//! Findings sent to the editor, and given to one that asks.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use super::findings::{Diagnostic, ShownFindings};
use super::message::Failure;
use super::session::Session;
use crate::run::workspace::Workspace;

/// The findings of a file as they are sent, and what distinguishes them from others.
struct Shown {
    findings: Box<RawValue>,
    version: Option<i64>,
    id: u64,
}

impl Shown {
    fn new(findings: &[Diagnostic<'_>], version: Option<i64>) -> serde_json::Result<Self> {
        let findings = to_raw_value(findings)?;
        let mut hasher = DefaultHasher::new();
        findings.get().hash(&mut hasher);
        Ok(Self { findings, version, id: hasher.finish() })
    }
}

/// Findings that are sent to the editor.
#[derive(Serialize)]
struct Published<'p> {
    uri: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    diagnostics: &'p RawValue,
}

/// Findings that the editor has asked for.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    kind: &'static str,
    result_id: String,
    /// Nothing where the editor has the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Box<RawValue>>,
}

impl Report {
    fn of(shown: Shown, known: Option<&str>) -> Self {
        let result_id = format!("{:016x}", shown.id);
        if known == Some(&result_id) {
            return Self { kind: "unchanged", result_id, items: None };
        }
        Self { kind: "full", result_id, items: Some(shown.findings) }
    }
}

/// Those of one file of a folder.
#[derive(Serialize)]
struct ReportOfFile {
    uri: String,
    version: Option<i64>,
    #[serde(flatten)]
    report: Report,
}

#[derive(Serialize)]
struct ReportOfFolders {
    items: Vec<ReportOfFile>,
}

impl Session {
    /// Sends the findings that the editor does not have yet.
    pub(super) fn publish(&mut self) {
        if self.client.pulls_findings {
            if std::mem::take(&mut self.must_refresh) {
                self.request("workspace/diagnostic/refresh", &Value::Null);
            }
            return;
        }
        if !std::mem::take(&mut self.must_publish) {
            return;
        }
        let mut gone: HashMap<String, u64> = std::mem::take(&mut self.published);
        for (path, shown) in self.around_open() {
            let uri = self.uri_of(&path);
            let mut hasher = DefaultHasher::new();
            (shown.id, shown.version).hash(&mut hasher);
            let id = hasher.finish();
            if gone.remove(&uri) != Some(id) {
                let (version, diagnostics) = (shown.version, &*shown.findings);
                self.send_findings(&Published { uri: &uri, version, diagnostics });
            }
            self.published.insert(uri, id);
        }
        for uri in gone.into_keys() {
            let Ok(none) = Shown::new(&[], None) else { continue };
            let (version, diagnostics) = (None, &*none.findings);
            self.send_findings(&Published { uri: &uri, version, diagnostics });
        }
    }

    fn send_findings(&mut self, findings: &Published<'_>) {
        self.notify("textDocument/publishDiagnostics", findings);
    }

    /// The findings of every register that is open, or is compared with one that is.
    fn around_open(&self) -> BTreeMap<PathBuf, Shown> {
        let mut all = BTreeMap::new();
        for workspace in &self.workspaces {
            let shown = ShownFindings::of(workspace, &self.pages, self.client.encoding);
            for path in self.open_in(workspace) {
                let name = workspace.name(path);
                for other in workspace.results.checked_with(&name) {
                    let whole = workspace.project.whole(&**other);
                    let Entry::Vacant(place) = all.entry(whole) else { continue };
                    let version = self.document_at(place.key()).and_then(|own| own.version);
                    if let Ok(shown) = Shown::new(&shown.of_file(other), version) {
                        place.insert(shown);
                    }
                }
            }
        }
        all
    }

    /// The paths of the open registers that a workspace governs.
    fn open_in<'s>(&'s self, workspace: &'s Workspace) -> impl Iterator<Item = &'s Path> {
        let paths = self.documents.values().filter_map(|document| document.path.as_deref());
        paths.filter(|path| self.is_in(path, workspace) && workspace.is_checked(path))
    }

    fn is_in(&self, path: &Path, workspace: &Workspace) -> bool {
        self.workspace_of(path).is_some_and(|own| std::ptr::eq(own, workspace))
    }

    /// Answers `textDocument/diagnostic`.
    pub(super) fn findings_of(
        &mut self,
        uri: &str,
        known: Option<&str>,
    ) -> Result<Box<RawValue>, Failure> {
        self.check();
        let document = self.documents.get(uri);
        let path = document.and_then(|document| document.path.clone());
        let workspace = path.as_deref().and_then(|path| self.workspace_of(path));
        let shown = match (workspace, &path) {
            (Some(workspace), Some(path)) if workspace.is_checked(path) => {
                let shown = ShownFindings::of(workspace, &self.pages, self.client.encoding);
                Shown::new(&shown.of_file(&workspace.name(path)), None)?
            }
            _ => Shown::new(&[], None)?,
        };
        Ok(to_raw_value(&Report::of(shown, known))?)
    }

    /// Answers `workspace/diagnostic`: the findings of every register of all folders. `known` are
    /// those that the editor has, by address.
    pub(super) fn all_findings(
        &mut self,
        known: &HashMap<String, String>,
    ) -> Result<Box<RawValue>, Failure> {
        self.open_folders();
        self.check();
        let mut items = Vec::new();
        for workspace in &self.workspaces {
            let shown = ShownFindings::of(workspace, &self.pages, self.client.encoding);
            for name in workspace.results.files() {
                let whole = workspace.project.whole(&**name);
                if !self.is_in(&whole, workspace) {
                    continue;
                }
                let uri = self.uri_of(&whole);
                let version = self.document_at(&whole).and_then(|own| own.version);
                let own = Shown::new(&shown.of_file(name), version)?;
                let report = Report::of(own, known.get(&uri).map(String::as_str));
                items.push(ReportOfFile { uri, version, report });
            }
        }
        Ok(to_raw_value(&ReportOfFolders { items })?)
    }
}
