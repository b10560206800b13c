//! A register that is open in the editor.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use super::document::Document;
use super::positions::{Lines, Position, Range};
use super::session::Session;
use crate::register::Register;
use crate::run::workspace::Workspace;
use crate::run::{Collected, Inputs};
use crate::text::{Source, Span};

/// A register that is open, and what it lies in.
#[derive(Clone, Copy)]
pub(super) struct OpenRegister<'s> {
    pub session: &'s Session,
    pub workspace: &'s Workspace,
    pub document: &'s Document,
    pub path: &'s Path,
}

/// Where a request is about.
#[derive(Deserialize)]
pub(super) struct TextPosition {
    #[serde(rename = "textDocument")]
    pub document: Named,
    pub position: Position,
}

/// The document that a request is about.
#[derive(Deserialize)]
pub(super) struct InDocument {
    #[serde(rename = "textDocument")]
    pub document: Named,
}

/// A stretch of a document that a request is about.
#[derive(Deserialize)]
pub(super) struct InRange {
    #[serde(rename = "textDocument")]
    pub document: Named,
    pub range: Range,
}

#[derive(Deserialize)]
pub(super) struct Named {
    pub uri: String,
}

impl Session {
    /// The open register at an address.
    pub(super) fn register(&self, uri: &str) -> Option<OpenRegister<'_>> {
        let document = self.documents.get(uri)?;
        let path = document.path.as_deref()?;
        let workspace = self.workspace_of(path)?;
        let open = OpenRegister { session: self, workspace, document, path };
        workspace.is_register(path).then_some(open)
    }

    /// A place in a file, as editors name it.
    pub(super) fn location(&self, path: &Path, text: &str, span: Span) -> Value {
        let range = Lines::of(text).range(text, span, self.client.encoding);
        json!({ "uri": self.uri_of(path), "range": range })
    }
}

impl OpenRegister<'_> {
    /// Its path as findings name it.
    pub(super) fn name(&self) -> String {
        self.workspace.name(self.path)
    }

    /// Its text.
    pub(super) fn source(&self) -> Source {
        Source::new(self.name(), self.document.text.as_str())
    }

    /// What the register itself says; nothing where it cannot be read.
    pub(super) fn read<T>(&self, ask: impl FnOnce(&Register<'_>) -> T) -> Option<T> {
        let source = self.source();
        let register = Register::read(&source, self.workspace.project.settings.reading()).ok()?;
        Some(ask(&register))
    }

    /// It and the registers that it is compared with, read.
    pub(super) fn family(&self) -> Inputs {
        self.workspace.with_family(self.path, &Collected::default())
    }

    /// The same, if it may be written.
    pub(super) fn writable_family(&self) -> Option<Inputs> {
        let notes = Collected::default();
        let mut inputs = self.family();
        inputs.hold_conflicts(&self.workspace.project, &notes);
        (!inputs.is_held(&self.name())).then_some(inputs)
    }

    pub(super) fn offset(&self, position: Position) -> usize {
        self.document.offset(position, self.session.client.encoding)
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.document.range(span, self.session.client.encoding)
    }

    pub(super) fn span(&self, range: Range) -> Span {
        self.document.span(range, self.session.client.encoding)
    }

    /// A place in a register of the same folder.
    pub(super) fn location(&self, register: &Register<'_>, span: Span) -> Value {
        let whole = self.whole(register);
        self.session.location(&whole, register.source.text(), span)
    }

    /// The whole path of a register of the same folder.
    pub(super) fn whole(&self, register: &Register<'_>) -> PathBuf {
        self.workspace.project.whole(&**register.source.path())
    }
}
