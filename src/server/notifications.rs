//! What editors tell without asking.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Value, json};

use super::document::{Change, Document};
use super::message;
use super::session::Session;
use super::uri;

#[derive(Deserialize)]
struct Opened {
    #[serde(rename = "textDocument")]
    document: OpenedDocument,
}

#[derive(Deserialize)]
struct OpenedDocument {
    uri: String,
    version: Option<i64>,
    text: String,
}

#[derive(Deserialize)]
struct Changed {
    #[serde(rename = "textDocument")]
    document: Named,
    #[serde(rename = "contentChanges")]
    changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Named {
    uri: String,
    version: Option<i64>,
}

#[derive(Deserialize)]
struct OfDocument {
    #[serde(rename = "textDocument")]
    document: Named,
}

#[derive(Deserialize)]
struct Watched {
    changes: Vec<Named>,
}

#[derive(Deserialize)]
struct FoldersChanged {
    event: FolderChanges,
}

#[derive(Deserialize)]
struct FolderChanges {
    added: Vec<Named>,
    removed: Vec<Named>,
}

/// The files that the editor is asked to watch.
const WATCHED: [&str; 3] = ["**/*.md", "**/gapreg.yaml", "**/.gapreg.yaml"];

impl Session {
    /// Begins, after the editor is ready.
    pub(super) fn start(&mut self) {
        if self.client.watches_files {
            let watchers = WATCHED.map(|glob| json!({ "globPattern": glob }));
            let options = json!({ "watchers": watchers });
            let registration = json!({
                "id": "gapreg-files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": options,
            });
            let params = json!({ "registrations": [registration] });
            self.request("client/registerCapability", &params);
        }
        self.ask_for_settings();
    }

    fn ask_for_settings(&mut self) {
        if self.client.has_settings {
            let params = json!({ "items": [{ "section": "gapreg" }] });
            let id = self.request("workspace/configuration", &params);
            self.settings_asked = Some(id);
        }
    }

    /// Takes the settings, if an answer has them.
    pub(super) fn take_settings(&mut self, id: &Value, result: &Value) {
        if id.as_str().is_none() || id.as_str() != self.settings_asked.as_deref() {
            return;
        }
        self.settings_asked = None;
        if let Some(settings) = result.get(0).filter(|settings| settings.is_object()) {
            self.take_wishes(settings);
        }
    }

    fn take_wishes(&mut self, settings: &Value) {
        let wishes = self.wishes.with(settings);
        if wishes == self.wishes {
            return;
        }
        self.wishes = wishes;
        self.refresh_shown();
    }

    /// Takes notice of a notification; one that makes no sense changes nothing.
    pub(super) fn notice(&mut self, method: &str, params: Value) {
        match method {
            "textDocument/didOpen" => self.with(params, Self::open),
            "textDocument/didChange" => self.with(params, Self::change),
            "textDocument/didClose" => self.with(params, Self::close),
            "textDocument/didSave" => self.look_around(),
            "workspace/didChangeWatchedFiles" => self.with(params, |session, watched: Watched| {
                let paths = watched.changes.iter().filter_map(|change| uri::path(&change.uri));
                session.reload(&paths.collect::<Vec<_>>());
            }),
            "workspace/didChangeWorkspaceFolders" => self.with(params, Self::change_folders),
            "workspace/didChangeConfiguration" => {
                if let Some(settings) = params.get("settings").filter(|own| own.is_object()) {
                    self.take_wishes(settings);
                }
                self.ask_for_settings();
            }
            _ => {}
        }
    }

    fn with<T: serde::de::DeserializeOwned>(
        &mut self,
        params: Value,
        take: impl FnOnce(&mut Self, T),
    ) {
        if let Ok(params) = message::params(params) {
            take(self, params);
        }
    }

    fn open(&mut self, Opened { document }: Opened) {
        let OpenedDocument { uri, version, text } = document;
        let document = Document::new(uri.clone(), uri::path(&uri), version, text);
        self.documents.insert(uri.clone(), document);
        self.put(&uri, false);
    }

    fn change(&mut self, Changed { document: Named { uri, version }, changes }: Changed) {
        let encoding = self.client.encoding;
        let Some(document) = self.documents.get_mut(&uri) else { return };
        // Texts that were sent later than this one are there already.
        if version.is_some() && version < document.version {
            return;
        }
        document.version = version.or(document.version);
        self.has_typed = true;
        document.apply(changes, encoding);
        self.put(&uri, false);
    }

    fn close(&mut self, OfDocument { document: Named { uri, .. } }: OfDocument) {
        self.put(&uri, true);
        self.documents.remove(&uri);
    }

    fn change_folders(&mut self, FoldersChanged { event }: FoldersChanged) {
        let paths = |folders: Vec<Named>| -> Vec<PathBuf> {
            folders.iter().filter_map(|folder| uri::path(&folder.uri)).collect()
        };
        let removed = paths(event.removed);
        self.folders.retain(|folder| !removed.contains(folder));
        for folder in paths(event.added) {
            if !self.folders.contains(&folder) {
                self.folders.push(folder);
            }
        }
        // Every file may belong to another folder now.
        self.workspaces.clear();
        self.reload(&[]);
    }

    /// Takes notice of what happens without a message.
    pub(super) fn look_around(&mut self) {
        for workspace in &mut self.workspaces {
            self.must_refresh |= workspace.look_around();
        }
    }

    /// Takes notice that git has answered.
    pub(super) fn take_answers(&mut self) {
        let mut has_news = false;
        for workspace in &mut self.workspaces {
            has_news |= workspace.take_answers();
        }
        if has_news {
            self.must_refresh = true;
            self.refresh_shown();
        }
    }

    /// Tells the editor to ask for lenses and hints again.
    fn refresh_shown(&mut self) {
        if self.client.refreshes_lenses {
            self.request("workspace/codeLens/refresh", &Value::Null);
        }
        if self.client.refreshes_hints {
            self.request("workspace/inlayHint/refresh", &Value::Null);
        }
    }
}
