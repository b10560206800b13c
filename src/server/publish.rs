//! Findings sent to the editor, and given to one that asks.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::findings::ShownFindings;
use super::session::Session;
use crate::run::workspace::Workspace;

/// The findings of a file, and what distinguishes them from others.
struct Shown {
    findings: Vec<Value>,
    version: Option<i64>,
    id: u64,
}

impl Shown {
    fn new(findings: Vec<Value>, version: Option<i64>) -> Self {
        let mut hasher = DefaultHasher::new();
        findings.hash(&mut hasher);
        Self { findings, version, id: hasher.finish() }
    }
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
                self.send_findings(&uri, shown.version, &shown.findings);
            }
            self.published.insert(uri, id);
        }
        for uri in gone.into_keys() {
            self.send_findings(&uri, None, &[]);
        }
    }

    fn send_findings(&mut self, uri: &str, version: Option<i64>, findings: &[Value]) {
        let mut params = json!({ "uri": uri, "diagnostics": findings });
        if let Some(version) = version {
            params["version"] = version.into();
        }
        self.notify("textDocument/publishDiagnostics", params);
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
                    all.entry(whole).or_insert_with_key(|whole| {
                        let version = self.document_at(whole).and_then(|own| own.version);
                        Shown::new(shown.of_file(other), version)
                    });
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
    pub(super) fn findings_of(&mut self, uri: &str, known: Option<&str>) -> Value {
        self.check();
        let document = self.documents.get(uri);
        let path = document.and_then(|document| document.path.clone());
        let workspace = path.as_deref().and_then(|path| self.workspace_of(path));
        let findings = match (workspace, &path) {
            (Some(workspace), Some(path)) if workspace.is_checked(path) => {
                let shown = ShownFindings::of(workspace, &self.pages, self.client.encoding);
                shown.of_file(&workspace.name(path))
            }
            _ => Vec::new(),
        };
        report(&Shown::new(findings, None), known)
    }

    /// Answers `workspace/diagnostic`: the findings of every register of all folders. `known` are
    /// those that the editor has, by address.
    pub(super) fn all_findings(&mut self, known: &HashMap<String, String>) -> Value {
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
                let own = Shown::new(shown.of_file(name), version);
                let mut item = report(&own, known.get(&uri).map(String::as_str));
                item["uri"] = uri.into();
                item["version"] = version.into();
                items.push(item);
            }
        }
        json!({ "items": items })
    }
}

/// A report of findings; that there is nothing new, where the editor has the same.
fn report(shown: &Shown, known: Option<&str>) -> Value {
    let id = format!("{:016x}", shown.id);
    if known == Some(&id) {
        return json!({ "kind": "unchanged", "resultId": id });
    }
    json!({ "kind": "full", "resultId": id, "items": shown.findings })
}
