//! One way in which a translation contradicts its leading register.

use std::borrow::Cow;

use super::status::Lag;
use crate::finding::{Edit, Fix, Safety};
use crate::register::{Field, Form, Register};
use crate::text::Span;
use crate::vocabulary::Key;

/// The kind of a contradiction. Each has a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContradictionKind {
    /// An entry without translation.
    Missing,
    /// A translation of no entry.
    Extra,
    /// Entries in another order, or with other numbers.
    Order,
    /// A tracked value.
    Value,
    /// A field that one side lacks, or that has another place.
    Field,
    /// Code, an address, a number, a date.
    Code,
    /// Lists and sub-headings.
    Shape,
    /// The triage tables.
    Table,
    /// Words in the leading language.
    Untranslated,
}

impl ContradictionKind {
    /// Whether it says of an entry that only one side has it.
    pub(crate) fn is_one_sided(self) -> bool {
        matches!(self, Self::Missing | Self::Extra)
    }

    /// In which way an entry with such a contradiction lags behind. An entry that translates
    /// nothing does not: it has no leading entry.
    pub(crate) fn lag(self) -> Option<Lag> {
        match self {
            Self::Missing => Some(Lag::Missing),
            Self::Extra => None,
            Self::Order | Self::Value | Self::Field | Self::Code | Self::Shape | Self::Table => {
                Some(Lag::Contradicting)
            }
            Self::Untranslated => Some(Lag::Untranslated),
        }
    }
}

/// One way in which a translation contradicts its leading register.
#[derive(Debug)]
pub(crate) struct Contradiction {
    /// Which rule reports it.
    pub kind: ContradictionKind,
    /// What is wrong.
    pub message: String,
    /// Where in the mirror.
    pub span: Span,
    /// The entry: its ID, else its number.
    pub entry: Option<String>,
    /// The key, where it concerns a field.
    pub key: Option<Key>,
    /// The label of a field that has no key.
    pub label: Option<String>,
    /// The place in the leading register, and what it is.
    pub leading: Option<(Span, &'static str)>,
    /// What to do.
    pub help: Option<Cow<'static, str>>,
    /// A repair of the mirror.
    pub fix: Option<Box<Fix>>,
    /// Which side was changed last: the mirror may be right.
    pub edited: LastEdited,
    /// Whether it is about a column, which all rows have.
    pub is_of_column: bool,
}

/// Which side of a contradiction was changed last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LastEdited {
    /// The leading register, or it is not known.
    #[default]
    Source,
    Translation,
    /// Both, by one commit or in the working tree.
    Both,
}

impl Contradiction {
    pub(super) fn new(kind: ContradictionKind, span: Span, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            span,
            entry: None,
            key: None,
            label: None,
            leading: None,
            help: None,
            fix: None,
            edited: LastEdited::Source,
            is_of_column: false,
        }
    }

    pub(super) fn key(self, key: impl Into<Option<Key>>) -> Self {
        Self { key: key.into(), ..self }
    }

    /// Names a field of a register, by its key or its label.
    pub(super) fn field(self, register: &Register<'_>, field: &Field) -> Self {
        let label = field.key.is_none().then(|| register.text(field.label).to_owned());
        Self { key: field.key, label, ..self }
    }

    /// Says that it is about the column of a field, where that is a cell.
    pub(super) fn of_column(self, form: &Form, field: &Field) -> Self {
        let is_cell = matches!(form, Form::Row(_)) && field.label != field.value;
        Self { is_of_column: is_cell, ..self }
    }

    pub(super) fn entry(self, entry: Option<String>) -> Self {
        Self { entry, ..self }
    }

    pub(super) fn leading(self, span: Span, what: &'static str) -> Self {
        Self { leading: Some((span, what)), ..self }
    }

    pub(super) fn help(self, help: impl Into<Cow<'static, str>>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    pub(super) fn fix(self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        let fix = Fix { safety: Safety::Safe, title: title.into(), edits };
        Self { fix: Some(fix).filter(|fix| !fix.edits.is_empty()).map(Box::new), ..self }
    }
}
