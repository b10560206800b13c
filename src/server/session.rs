//! What the server knows: the editor, its folders, its open texts, and the registers around them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use super::client::{Client, Wishes};
use super::document::Document;
use super::message::{notification, request};
use super::rule_pages::RulePages;
use super::uri;
use crate::files::repository_above;
use crate::run::Collected;
use crate::run::workspace::{Questions, WantedEntry, Workspace, WorkspaceOptions};
use crate::settings::{FILE_NAMES, has_usual_name};
use crate::text::printable;

/// What the command line says.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServerOptions {
    /// The configuration of all folders, instead of those found in them.
    pub config: Option<PathBuf>,
    /// The day, instead of today.
    pub today: Option<Date>,
}

/// How far above a register that lies in no repository its translations are looked for:
/// `docs/en/runbooks`.
const FOLDERS_ABOVE: usize = 4;

/// The state of the server.
pub(super) struct Session {
    pub options: ServerOptions,
    pub client: Client,
    pub wishes: Wishes,
    /// The folders of the editor.
    pub folders: Vec<PathBuf>,
    pub workspaces: Vec<Workspace>,
    /// By their addresses.
    pub documents: HashMap<String, Document>,
    pub pages: RulePages,
    /// Messages that are to be sent.
    pub outgoing: Vec<String>,
    /// By the address of a file, a hash of the findings that the editor has of it.
    pub published: HashMap<String, u64>,
    /// Whether a text has changed since git was last thought of.
    pub has_typed: bool,
    /// Whether an editor that asks for findings must be told that there are others.
    pub must_refresh: bool,
    /// Whether there may be findings that the editor does not have.
    pub must_publish: bool,
    /// What was last said about a configuration that cannot be read.
    complaint: Option<String>,
    /// What the last check said of files that it could not read.
    logged: Vec<String>,
    /// The ID of the request for settings that is not answered yet.
    pub settings_asked: Option<String>,
    /// Entries that are to be added.
    pub wanted: Vec<WantedEntry>,
    requests: u64,
}

impl Session {
    pub(super) fn new(options: ServerOptions) -> Self {
        Self {
            options,
            client: Client::default(),
            wishes: Wishes::default(),
            folders: Vec::new(),
            workspaces: Vec::new(),
            documents: HashMap::new(),
            pages: RulePages::default(),
            outgoing: Vec::new(),
            published: HashMap::new(),
            has_typed: false,
            must_refresh: false,
            must_publish: false,
            complaint: None,
            logged: Vec::new(),
            settings_asked: None,
            wanted: Vec::new(),
            requests: 0,
        }
    }

    /// Sends a request whose answer does not matter; its ID.
    pub(super) fn request(&mut self, method: &str, params: &Value) -> String {
        self.requests += 1;
        let id = format!("gapreg-{}", self.requests);
        self.outgoing.push(request(&json!(id), method, params));
        id
    }

    pub(super) fn notify(&mut self, method: &str, params: &impl Serialize) {
        self.outgoing.push(notification(method, params));
    }

    /// The folder whose configuration governs a file: the nearest in the folder of the editor that
    /// has one, else that folder.
    fn folder_of(&self, path: &Path) -> Option<PathBuf> {
        let inside = self.folders.iter().filter(|folder| path.starts_with(folder));
        let folder = inside.max_by_key(|folder| folder.as_os_str().len())?;
        let above = path.ancestors().skip(1).take_while(|above| above.starts_with(folder));
        let is_governed = |above: &&Path| FILE_NAMES.iter().any(|name| above.join(name).is_file());
        Some(above.clone().find(is_governed).unwrap_or(folder).to_owned())
    }

    /// The place of the workspace of a file among those that are open; nothing where it has none.
    fn place_of(&self, path: &Path) -> Option<usize> {
        let folder = self.folder_of(path);
        self.workspaces.iter().position(|workspace| {
            let WorkspaceOptions { folder: own, named, .. } = &workspace.options;
            match &folder {
                Some(folder) => named.is_empty() && own == folder,
                None => named.iter().any(|named| own.join(named) == path),
            }
        })
    }

    pub(super) fn workspace_of(&self, path: &Path) -> Option<&Workspace> {
        self.workspaces.get(self.place_of(path)?)
    }

    /// The workspace of a file, opened where it is not. A file outside of all folders has its own, if
    /// it has the name of a register.
    pub(super) fn open_workspace(&mut self, path: &Path) -> Option<&mut Workspace> {
        if let Some(at) = self.place_of(path) {
            return self.workspaces.get_mut(at);
        }
        let options = match self.folder_of(path) {
            Some(folder) => self.options_of(folder, Vec::new()),
            None if has_usual_name(&path.to_string_lossy()) => {
                let parent = path.parent()?.to_owned();
                // Without a repository, nobody knows where the manual begins that the file is in.
                let above = || parent.ancestors().take(FOLDERS_ABOVE).last().map(Path::to_owned);
                let folder = repository_above(&parent).or_else(above)?;
                let named = path.strip_prefix(&folder).ok()?.to_owned();
                self.options_of(folder, vec![named])
            }
            None => return None,
        };
        let count = self.workspaces.len();
        self.add(options);
        self.workspaces.get_mut(count)
    }

    /// Opens every folder of the editor.
    pub(super) fn open_folders(&mut self) {
        for folder in self.folders.clone() {
            let is_open =
                |own: &Workspace| own.options.named.is_empty() && own.options.folder == folder;
            if !self.workspaces.iter().any(is_open) {
                let options = self.options_of(folder, Vec::new());
                self.add(options);
            }
        }
    }

    fn options_of(&self, folder: PathBuf, named: Vec<PathBuf>) -> WorkspaceOptions {
        let ServerOptions { config, today } = self.options.clone();
        WorkspaceOptions { folder, named, config, today }
    }

    fn add(&mut self, options: WorkspaceOptions) {
        match Workspace::open(options, &Collected::default()) {
            Ok(workspace) => self.workspaces.push(workspace),
            Err(why) => self.complain(Some(format!("{why:#}"))),
        }
    }

    /// Tells the user once why a configuration cannot be read.
    fn complain(&mut self, why: Option<String>) {
        if why != self.complaint {
            if let Some(message) = &why {
                self.show_error(message);
            }
            self.complaint = why;
        }
    }

    /// Has the editor show a message about what went wrong.
    pub(super) fn show_error(&mut self, message: &str) {
        let params = json!({ "type": 1, "message": printable(message) });
        self.notify("window/showMessage", &params);
    }

    /// Takes notice that files have changed on the disk.
    pub(super) fn reload(&mut self, paths: &[PathBuf]) {
        let mut why = None;
        for workspace in &mut self.workspaces {
            let folder = workspace.options.folder.clone();
            if paths.iter().any(|path| path.starts_with(&folder) || folder.starts_with(path)) {
                let read = workspace.reload(&Collected::default());
                why = why.or(read.err().map(|why| format!("{why:#}")));
            }
        }
        self.must_refresh = true;
        self.must_publish = true;
        self.complain(why);
        // A configuration that was added governs other files than before.
        let uris: Vec<String> = self.documents.keys().cloned().collect();
        for uri in uris {
            self.put(&uri, false);
        }
    }

    /// Gives the workspace of a document its text; the file counts again where it was closed.
    pub(super) fn put(&mut self, uri: &str, is_closed: bool) {
        let Some(document) = self.documents.get(uri) else { return };
        let Some(path) = document.path.clone() else { return };
        let text = (!is_closed).then(|| document.text.clone());
        if let Some(workspace) = self.open_workspace(&path) {
            workspace.put(&path, text);
        }
    }

    /// Checks what has changed.
    pub(super) fn check(&mut self) {
        let notes = Collected::default();
        let mut has_checked = false;
        for workspace in &mut self.workspaces {
            has_checked |= workspace.check(&notes);
        }
        let lines = notes.lines();
        // The same is not said with every letter that is typed.
        for line in lines.iter().filter(|line| !self.logged.contains(line)) {
            let params = json!({ "type": 2, "message": printable(line) });
            self.outgoing.push(notification("window/logMessage", &params));
        }
        if has_checked {
            self.must_publish = true;
            self.logged = lines;
        }
    }

    /// What must be asked of git.
    pub(super) fn questions(&self) -> Vec<Questions> {
        let wanted = self.workspaces.iter().filter(|_| self.wishes.history);
        wanted.filter_map(Workspace::questions).collect()
    }

    /// The open document at a path.
    pub(super) fn document_at(&self, path: &Path) -> Option<&Document> {
        self.documents.values().find(|document| document.path.as_deref() == Some(path))
    }

    /// The address of a file: as the editor writes it where it is open.
    pub(super) fn uri_of(&self, path: &Path) -> String {
        self.document_at(path).map_or_else(|| uri::of(path), |document| document.uri.clone())
    }
}
