//! A register that is open in the editor.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use super::document::Document;
use super::positions::{Lines, Position, Range};
use super::session::Session;
use crate::finding::Finding;
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
    /// The open text at an address: a register, or a page.
    pub(super) fn text(&self, uri: &str) -> Option<OpenRegister<'_>> {
        let document = self.documents.get(uri)?;
        let path = document.path.as_deref()?;
        let workspace = self.workspace_of(path)?;
        Some(OpenRegister { session: self, workspace, document, path })
    }

    /// The open register at an address.
    pub(super) fn register(&self, uri: &str) -> Option<OpenRegister<'_>> {
        self.text(uri).filter(|open| open.workspace.is_register(open.path))
    }

    /// Places in a file, as editors name them.
    pub(super) fn locations(
        &self,
        path: &Path,
        text: &str,
        spans: impl IntoIterator<Item = Span>,
    ) -> Vec<Value> {
        let (uri, lines) = (self.uri_of(path), Lines::of(text));
        let range = |span| lines.range(text, span, self.client.encoding);
        let spans = spans.into_iter();
        spans.map(|span| json!({ "uri": uri, "range": range(span) })).collect()
    }
}

impl OpenRegister<'_> {
    /// Its path as findings name it.
    pub(super) fn name(&self) -> String {
        self.workspace.name(self.path)
    }

    /// It among registers that were read.
    pub(super) fn own<'r, 't>(&self, all: &'r [Register<'t>]) -> Option<&'r Register<'t>> {
        let name = self.name();
        all.iter().find(|own| **own.source.path() == *name)
    }

    /// Its findings that a span touches.
    pub(super) fn found_in(&self, span: Span) -> Vec<Finding> {
        self.workspace.results.findings_around(&self.name(), span)
    }

    /// The findings around a span, each with a fix only where that can be applied.
    pub(super) fn offered_in(&self, span: Span) -> Vec<Finding> {
        self.workspace.offered_in(&self.name(), span)
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

    /// Places in a register of the same folder.
    pub(super) fn locations(
        &self,
        register: &Register<'_>,
        spans: impl IntoIterator<Item = Span>,
    ) -> Vec<Value> {
        self.session.locations(&self.whole(register), register.source.text(), spans)
    }

    /// The whole path of a register of the same folder.
    pub(super) fn whole(&self, register: &Register<'_>) -> PathBuf {
        self.workspace.project.whole(&**register.source.path())
    }
}
