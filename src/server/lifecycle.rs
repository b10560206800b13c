//! How the server begins and ends.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::actions::{COMMANDS, KINDS};
use super::client::Client;
use super::session::Session;
use super::uri;

/// How far the server is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    #[default]
    New,
    /// It has answered `initialize`.
    Answered,
    Running,
    ShutDown,
}

#[derive(Debug, Default)]
pub(super) struct Lifecycle {
    pub stage: Stage,
    /// The process of the editor.
    editor: Option<u64>,
}

impl Lifecycle {
    /// The exit code when the server ends now.
    pub(super) fn exit_code(&self) -> u8 {
        u8::from(self.stage != Stage::ShutDown)
    }

    /// Whether the process of the editor has ended, where the system says so.
    pub(super) fn has_lost_editor(&self) -> bool {
        let processes = Path::new("/proc");
        let is_gone = |id: u64| !processes.join(id.to_string()).exists();
        processes.join("self").exists() && self.editor.is_some_and(is_gone)
    }

    /// Answers `initialize`.
    pub(super) fn initialize(&mut self, params: &Value, session: &mut Session) -> Value {
        self.stage = Stage::Answered;
        self.editor = params.get("processId").and_then(Value::as_u64);
        session.client = Client::of(params);
        session.wishes = session.wishes.with(params.get("initializationOptions").unwrap_or(params));
        session.folders = folders(params);
        json!({
            "capabilities": capabilities(session),
            "serverInfo": { "name": "gapreg", "version": env!("GAPREG_VERSION") },
        })
    }
}

/// The folders of the editor.
fn folders(params: &Value) -> Vec<PathBuf> {
    let named = params.get("workspaceFolders").and_then(Value::as_array);
    let uris: Vec<&str> = match named {
        Some(named) => named.iter().filter_map(|folder| folder.get("uri")?.as_str()).collect(),
        None => params.get("rootUri").and_then(Value::as_str).into_iter().collect(),
    };
    let mut folders: Vec<PathBuf> = uris.into_iter().filter_map(uri::path).collect();
    let root = params.get("rootPath").and_then(Value::as_str);
    if named.is_none() && folders.is_empty() {
        folders.extend(root.map(PathBuf::from).filter(|root| root.is_absolute()));
    }
    folders
}

fn capabilities(session: &Session) -> Value {
    let mut all = json!({
        "positionEncoding": session.client.encoding.name(),
        "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
        "codeActionProvider": {
            "codeActionKinds": KINDS,
            "resolveProvider": session.client.resolves_edits,
        },
        "executeCommandProvider": { "commands": COMMANDS },
        "hoverProvider": true,
        "completionProvider": { "triggerCharacters": ["*", ":", " ", "`", "/", "-", ","] },
        "definitionProvider": true,
        "referencesProvider": true,
        "documentLinkProvider": { "resolveProvider": false },
        "documentSymbolProvider": true,
        "workspaceSymbolProvider": true,
        "foldingRangeProvider": true,
        "codeLensProvider": { "resolveProvider": false },
        "inlayHintProvider": true,
        "renameProvider": { "prepareProvider": true },
        "documentFormattingProvider": true,
        "workspace": {
            "workspaceFolders": { "supported": true, "changeNotifications": true },
        },
    });
    // An editor that would ask and be sent the same shows all findings twice.
    if session.client.pulls_findings || !session.client.asks_for_findings {
        all["diagnosticProvider"] = json!({
            "identifier": "gapreg",
            "interFileDependencies": true,
            "workspaceDiagnostics": true,
        });
    }
    all
}
