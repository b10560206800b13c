//! The life of gaps: what a register said of each at one time, and what became of it by the next.

mod album;
mod couples;
mod deadline;
mod follow;
mod lives;
mod news;
mod one;
#[cfg(test)]
mod tests;
mod turns;

use std::sync::Arc;

use crate::register::{Entry, Register};
use crate::vocabulary::Key;

pub use album::Album;
pub use deadline::{Deadline, Outcome, Repair};
pub use follow::{Follow, Following};
pub use lives::{Lives, Moment, Step, Told};
pub use news::{FieldNews, Happening, Manner, News};
pub use one::{Life, Phase};
pub use turns::{Both, Change, Turn, turns};

/// What a register said of its entries at one time, in order.
pub type Picture = Vec<Arc<Stage>>;

/// What a register said of one entry at one time.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// Its ID.
    pub id: Option<String>,
    /// What to call it in a sentence: its ID, its number, or its heading.
    pub name: String,
    /// Its heading, with the menu path.
    pub heading: String,
    /// The last part of its heading.
    pub title: String,
    /// Its fields, in order.
    pub fields: Vec<Said>,
    /// The pages of the manual and the endpoints that it names.
    pub points_at: Vec<String>,
}

/// What a field said, whatever its blanks and line ends.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    /// What its label means.
    pub key: Option<Key>,
    /// The label, where the vocabulary does not know it.
    pub label: String,
    /// The value.
    pub text: String,
}

/// As much of a commit's name as tells it from others.
pub fn short_commit(commit: &str) -> &str {
    commit.get(..7).unwrap_or(commit)
}

/// A text whatever its blanks and line ends.
pub fn said(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Stage {
    fn of(register: &Register<'_>, entry: &Entry) -> Self {
        let fields = entry.fields.iter().map(|field| Said {
            key: field.key,
            label: field.key.map_or_else(|| said(register.text(field.label)), |_| String::new()),
            text: said(register.bare(field.value)),
        });
        let points = [register.source_pages(entry), register.endpoints(entry)].concat();
        Self {
            id: register.id(entry).map(str::to_owned),
            name: register.spoken_name(entry).to_owned(),
            heading: said(register.text(entry.heading)),
            title: said(register.text(entry.title)),
            fields: fields.collect(),
            points_at: points.into_iter().map(|span| said(register.text(span))).collect(),
        }
    }

    /// What its first field of a key said; nothing where it was empty.
    pub fn said(&self, key: Key) -> Option<&str> {
        let field = self.fields.iter().find(|field| field.key == Some(key))?;
        (!field.text.is_empty()).then_some(&*field.text)
    }

    /// What its fields of prose said.
    fn prose(&self) -> impl Iterator<Item = &Said> {
        let is_prose = |field: &&Said| {
            let tells = |key: Key| {
                !key.is_copied() && !matches!(key, Key::Id | Key::SourcePage | Key::Endpoints)
            };
            !field.text.is_empty() && field.key.is_none_or(tells)
        };
        self.fields.iter().filter(is_prose)
    }

    /// Whether it says something in prose that another stage of the same gap does not.
    pub fn says_more_than(&self, other: &Self) -> bool {
        self.prose().any(|said| !other.prose().any(|before| before == said))
    }
}

/// A register as it was seen at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The code of its language.
    pub language: Arc<str>,
    /// What it says of its entries.
    pub picture: Picture,
}

impl Seen {
    /// What a register says.
    pub fn of(register: &Register<'_>) -> Self {
        Self { language: Arc::from(&*register.language), picture: picture(register) }
    }
}

/// What a register says of its entries.
pub fn picture(register: &Register<'_>) -> Picture {
    register.entries.iter().map(|entry| Arc::new(Stage::of(register, entry))).collect()
}
