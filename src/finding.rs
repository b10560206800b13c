//! Findings, and the fixes that may come with them.

use std::borrow::Cow;
use std::fmt;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::{RareList, Span, sort_by_place};

/// How much a finding matters.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Worth knowing.
    Info,
    /// Likely wrong, or right only for now.
    Warning,
    /// Wrong: the register contradicts itself or cannot be worked with.
    Error,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The register means the same after it.
    Safe,
    /// It may change the meaning of the register.
    Unsafe,
}

/// `line 5`, or `lines 5–9`.
pub(crate) fn in_lines(first: usize, last: usize) -> String {
    if first == last { format!("line {first}") } else { format!("lines {first}–{last}") }
}

/// A number with its noun: `1 day`, `2 days`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A span and the text that replaces it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// The span to replace; empty to insert.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// A text with edits applied; of two that overlap, the first.
pub fn applied<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    sort_by_place(&mut edits, |edit| edit.span);
    let more: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut out = String::with_capacity(text.len() + more);
    let mut at = 0;
    for edit in edits {
        // The caller reads the text back, and sees that an edit was left out.
        if (edit.span.start as usize) < at {
            continue;
        }
        out.push_str(&text[at..edit.span.start as usize]);
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out.push_str(&text[at..]);
    out
}

/// Edits that belong together: all are applied, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether it may be applied without asking.
    pub safety: Safety,
    /// What it does, as a command: "write `P1`".
    pub title: String,
    /// The edits, in order, not overlapping.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that replaces one span.
    pub fn replace(
        safety: Safety,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
    ) -> Self {
        Self { safety, title: title.into(), edits: vec![Edit { span, text: text.into() }] }
    }
}

/// Another place that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file, if it is another than that of the finding.
    pub path: Option<Arc<str>>,
    /// The place in the file.
    pub span: Span,
    /// What is there.
    pub message: Cow<'static, str>,
}

/// How far the defect of a finding reaches. What reaches beyond its place is one finding for readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// One place.
    #[default]
    Place,
    /// Several fields of one entry.
    Entry,
    /// A habit: the same in several entries of a register.
    Register,
    /// All rows of a table, which are so many.
    Table(u32),
    /// So many places that are counted and not shown, as there are too many.
    LeftOut(u32),
}

/// One defect in one place.
///
/// A hostile register has many for each of its lines. So texts that several findings say alike are
/// shared, and what most findings lack takes the room of a pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static str,
    /// How much it matters.
    pub level: Level,
    /// What is wrong, in one line.
    pub message: Arc<str>,
    /// The file.
    pub path: Arc<str>,
    /// The place in the file.
    pub span: Span,
    /// The entry it concerns: its ID, else its number.
    pub entry: Option<Arc<str>>,
    /// The key of the field it concerns.
    pub field: Option<Arc<str>>,
    /// What to do about it.
    pub help: Option<Arc<str>>,
    /// Other places that it is about.
    pub related: RareList<Related>,
    /// A repair.
    pub fix: Option<Box<Fix>>,
    /// How far it reaches.
    pub extent: Extent,
    /// How many places it is about, where it is a habit of the register.
    pub count: Option<u32>,
}

/// The rule, the file, the entry and the field of a finding. When lines move or the message changes,
/// it is still the same finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Identity<'f> {
    /// The rule.
    pub rule: &'f str,
    /// The file.
    pub path: &'f str,
    /// The entry, if it is about one.
    pub entry: Option<&'f str>,
    /// The field, if it is about one.
    pub field: Option<&'f str>,
}

impl Identity<'_> {
    /// Whether it names an entry or a field, and so a place in the file.
    pub(crate) fn tells_where(&self) -> bool {
        self.entry.is_some() || self.field.is_some()
    }

    /// A hash of it: where there are very many, they take much less memory.
    pub(crate) fn hashed(&self) -> u64 {
        BuildHasherDefault::<DefaultHasher>::default().hash_one(self)
    }
}

impl Finding {
    /// The message, with the entry in front where the message does not name it.
    pub(crate) fn full_message(&self) -> Cow<'_, str> {
        match self.entry.as_deref() {
            Some(entry) if !self.message.contains(entry) => {
                format!("{entry}: {}", self.message).into()
            }
            _ => (&*self.message).into(),
        }
    }

    /// How many places it is about.
    pub(crate) fn places(&self) -> usize {
        match self.extent {
            Extent::Table(rows) => rows as usize,
            _ => self.count.unwrap_or(1) as usize,
        }
    }

    /// Whether it only counts places that are not shown.
    pub(crate) fn is_left_out(&self) -> bool {
        matches!(self.extent, Extent::LeftOut(_))
    }

    /// What tells it from other findings, in every run.
    pub(crate) fn identity(&self) -> Identity<'_> {
        Identity {
            rule: self.rule,
            path: &self.path,
            entry: self.entry.as_deref(),
            field: self.field.as_deref(),
        }
    }

    /// Names the entry.
    pub fn entry(&mut self, entry: Option<impl Into<Arc<str>>>) -> &mut Self {
        self.entry = entry.map(Into::into);
        self
    }

    /// Names the field by its key.
    pub fn field(&mut self, key: impl Into<Arc<str>>) -> &mut Self {
        self.field = Some(key.into());
        self
    }

    /// Says what to do.
    pub fn help(&mut self, help: impl Into<Arc<str>>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Lowers the level; it is never raised.
    pub(crate) fn at_most(&mut self, level: Level) -> &mut Self {
        self.level = self.level.min(level);
        self
    }

    /// Points at another place in the same file.
    pub fn related(&mut self, span: Span, message: impl Into<Cow<'static, str>>) -> &mut Self {
        self.related.push(Related { path: None, span, message: message.into() });
        self
    }

    /// Points at a place in another file.
    pub(crate) fn related_in(
        &mut self,
        path: &Arc<str>,
        span: Span,
        message: impl Into<Cow<'static, str>>,
    ) -> &mut Self {
        self.related.push(Related { path: Some(path.clone()), span, message: message.into() });
        self
    }

    /// Says how far it reaches.
    pub fn reaches(&mut self, extent: Extent) -> &mut Self {
        self.extent = extent;
        self
    }

    /// Adds the repair.
    pub fn fix(&mut self, fix: impl Into<Option<Fix>>) -> &mut Self {
        self.fix = fix.into().map(|mut fix| {
            fix.edits.shrink_to_fit();
            fix.edits.iter_mut().for_each(|edit| edit.text.shrink_to_fit());
            Box::new(fix)
        });
        self
    }
}
