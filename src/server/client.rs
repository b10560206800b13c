//! What the editor can, and what its user wants.

use serde_json::Value;

use super::positions::Encoding;

/// What the editor can.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Client {
    pub encoding: Encoding,
    /// It asks for findings.
    pub asks_for_findings: bool,
    /// It asks for findings, and can be told that there are others. Else they are sent to it.
    pub pulls_findings: bool,
    /// It watches files for the server.
    pub watches_files: bool,
    /// It asks for the edits of an action when the action is chosen.
    pub resolves_edits: bool,
    /// It takes edits with the version of the text that they are for.
    pub takes_versions: bool,
    pub shows_documents: bool,
    pub refreshes_lenses: bool,
    pub refreshes_hints: bool,
    /// It tells the settings when it is asked.
    pub has_settings: bool,
}

impl Client {
    /// What the parameters of `initialize` say.
    pub(super) fn of(params: &Value) -> Self {
        let at = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let can = |path: &str| at(path).and_then(Value::as_bool).unwrap_or_default();
        let offered = at("general/positionEncodings").cloned().unwrap_or_default();
        let offered: Vec<String> = serde_json::from_value(offered).unwrap_or_default();
        let resolved = at("textDocument/codeAction/resolveSupport/properties");
        let resolved = resolved.and_then(Value::as_array);
        let asks_for_findings = at("textDocument/diagnostic").is_some_and(Value::is_object);
        Self {
            encoding: Encoding::chosen(&offered),
            asks_for_findings,
            pulls_findings: asks_for_findings && can("workspace/diagnostics/refreshSupport"),
            watches_files: can("workspace/didChangeWatchedFiles/dynamicRegistration"),
            resolves_edits: can("textDocument/codeAction/dataSupport")
                && resolved.is_some_and(|own| own.iter().any(|own| own == "edit")),
            takes_versions: can("workspace/workspaceEdit/documentChanges"),
            shows_documents: can("window/showDocument/support"),
            refreshes_lenses: can("workspace/codeLens/refreshSupport"),
            refreshes_hints: can("workspace/inlayHint/refreshSupport"),
            has_settings: can("workspace/configuration"),
        }
    }
}

/// What the user of the editor wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wishes {
    pub code_lenses: bool,
    pub inlay_hints: bool,
    /// Whether git is asked.
    pub history: bool,
}

impl Default for Wishes {
    fn default() -> Self {
        Self { code_lenses: true, inlay_hints: true, history: true }
    }
}

impl Wishes {
    /// The settings of an editor; what they do not say stays as it is. They may be below `gapreg`.
    pub(super) fn with(self, settings: &Value) -> Self {
        let settings = settings.get("gapreg").unwrap_or(settings);
        let is_wanted = |name: &str, now: bool| {
            let own = settings.get(name);
            let own = own.and_then(|own| own.get("enable").unwrap_or(own).as_bool());
            own.unwrap_or(now)
        };
        Self {
            code_lenses: is_wanted("codeLenses", self.code_lenses),
            inlay_hints: is_wanted("inlayHints", self.inlay_hints),
            history: is_wanted("history", self.history),
        }
    }
}
