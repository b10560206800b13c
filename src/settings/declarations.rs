//! `read:` of a configuration → declarations of where the entries of files are.

use std::path::Path;

use super::configuration::{ConfigError, place_of};
use super::read::{FieldNames, OneOrMore, PlaceSettings, ReadSettings, SameId};
use super::resolve::Resolver;
use super::{is_path, normal};
use crate::register::{
    ConfigPlace, Declaration, Declarations, DeclaredField, DeclaredLevel, DeclaredMembers,
    DeclaredPlace, FieldName, TextPattern,
};
use crate::vocabulary::{Key, UniqueMap, Vocabulary};

impl Resolver<'_> {
    /// The declarations of a configuration that governs the folder `root`.
    pub(super) fn declarations(
        &self,
        (read, registers): (&[ReadSettings], &[String]),
        root: &Path,
        vocabulary: &Vocabulary,
    ) -> Result<Declarations, ConfigError> {
        let text = self.file.map_or("", |(_, text)| text);
        let mut reader = DeclarationReader { resolver: self, text, vocabulary, at: 0 };
        reader.at = reader.offset_of("read").unwrap_or(0);
        let all = read.iter().map(|read| reader.declaration(read));
        let listed = registers.iter().filter(|pattern| is_path(pattern));
        let listed = listed.map(|path| normal(Path::new(path))).collect();
        Ok(Declarations { root: root.to_owned(), all: all.collect::<Result<_, _>>()?, listed })
    }
}

/// What a place says of the headings above it.
#[derive(Clone, Copy)]
struct Around<'s> {
    under: &'s OneOrMore,
    above: Option<&'s str>,
}

fn around<'s>(under: &'s OneOrMore, above: Option<&'s str>) -> Around<'s> {
    Around { under, above }
}

/// Reads declarations in their order, and finds where the text of the configuration has their parts.
struct DeclarationReader<'r, 'c> {
    resolver: &'r Resolver<'c>,
    text: &'c str,
    vocabulary: &'r Vocabulary,
    /// How far the text was read.
    at: usize,
}

impl DeclarationReader<'_, '_> {
    fn declaration(&mut self, read: &ReadSettings) -> Result<Declaration, ConfigError> {
        let files = self.resolver.globs(read.files.list())?;
        if read.files.list().is_empty() || read.entries.is_empty() {
            return Err(self.error("read", "`read` needs `files` and `entries`".to_owned()));
        }
        let start = self.at;
        let places: Result<Vec<_>, _> =
            read.entries.iter().map(|place| self.place(place)).collect();
        let skipped = read.skip.list().iter();
        let skipped = skipped.map(|skip| TextPattern::new(skip, self.find_from(start, skip)));
        Ok(Declaration {
            files,
            skipped: skipped.collect(),
            states: read.statuses.iter().map(|(a, b)| (a.clone(), b.clone())).collect(),
            is_merged: read.same_id == SameId::Merge,
            places: places?,
        })
    }

    fn place(&mut self, place: &PlaceSettings) -> Result<DeclaredPlace, ConfigError> {
        let nothing = UniqueMap::default();
        let PlaceSettings { headings, rows, items, paragraphs } = place;
        let given = [headings.is_some(), rows.is_some(), items.is_some(), paragraphs.is_some()];
        if given.into_iter().filter(|is_given| *is_given).count() != 1 {
            let message = "each of `entries` is one of `headings`, `rows`, `items` and `paragraphs`, \
                           with `{}` behind it where nothing more is to be said";
            return Err(self.error("entries", message.to_owned()));
        }
        if let Some(own) = headings {
            let at = self.start("headings");
            let level =
                own.level.map(|level| DeclaredLevel { level, at: self.find("level").or(at) });
            let named = self.patterns(own.named.list());
            let members = DeclaredMembers::Headings { level, named };
            return self.with(members, around(&own.under, own.above.as_deref()), &own.fields, at);
        }
        if let Some(own) = items {
            let at = self.start("items");
            let depth = own.depth.unwrap_or(1);
            let members = DeclaredMembers::Items { depth, has_box: own.boxes };
            return self.with(members, around(&own.under, own.above.as_deref()), &own.fields, at);
        }
        if let Some(own) = rows {
            let at = self.start("rows");
            return self.with(
                DeclaredMembers::Rows,
                around(&own.under, own.above.as_deref()),
                &own.columns,
                at,
            );
        }
        let at = self.start("paragraphs");
        let own = paragraphs.clone().unwrap_or_default();
        self.with(
            DeclaredMembers::Paragraphs,
            around(&own.under, own.above.as_deref()),
            &nothing,
            at,
        )
    }

    fn with(
        &self,
        members: DeclaredMembers,
        around: Around<'_>,
        fields: &UniqueMap<FieldNames>,
        at: ConfigPlace,
    ) -> Result<DeclaredPlace, ConfigError> {
        let fields = fields.iter().map(|(key, names)| self.field(key, names));
        let fields = fields.collect::<Result<_, _>>()?;
        let above = around.above.map(|key| self.key(key)).transpose()?;
        Ok(DeclaredPlace { members, under: self.patterns(around.under.list()), above, fields, at })
    }

    fn field(&self, key: &str, names: &FieldNames) -> Result<DeclaredField, ConfigError> {
        let one = |name: &String| FieldName::Named(TextPattern::new(name, self.find(name)));
        let names = match names {
            FieldNames::Number(number) => vec![FieldName::Number(usize::from(*number))],
            FieldNames::One(text) => vec![one(text)],
            FieldNames::More(more) => more.iter().map(one).collect(),
        };
        Ok(DeclaredField { key: self.key(key)?, names })
    }

    /// The key of a name: that of a field in any case, `title` or `level`.
    fn key(&self, name: &str) -> Result<Key, ConfigError> {
        match &*name.to_lowercase() {
            "title" => Ok(Key::Gap),
            "level" => Ok(Key::Severity),
            _ => self.resolver.key(name, self.vocabulary).map_err(|error| {
                let help =
                    error.help.or_else(|| Some("`title` and `level` are fields, too".into()));
                ConfigError { place: self.find(name).or(error.place), help, ..error }
            }),
        }
    }

    fn patterns(&self, texts: &[String]) -> Vec<TextPattern> {
        texts.iter().map(|text| TextPattern::new(text, self.find(text))).collect()
    }

    /// Goes to the next word that is followed by a colon, and gives its place.
    fn start(&mut self, word: &str) -> ConfigPlace {
        let found = self.offset_of(word)?;
        self.at = found + word.len();
        Some(self.place_at(found))
    }

    fn offset_of(&self, word: &str) -> Option<usize> {
        let rest = &self.text[self.at..];
        let is_key = |at: &usize| {
            let before = rest[..*at].chars().next_back();
            before.is_none_or(|c| c.is_whitespace() || c == '{' || c == ',')
                && rest[at + word.len()..].trim_start().starts_with(':')
        };
        let found = rest.match_indices(word).map(|(at, _)| at).find(is_key);
        found.map(|at| self.at + at)
    }

    fn find(&self, word: &str) -> ConfigPlace {
        self.find_from(self.at, word)
    }

    /// The place of a word in the text from some place on.
    fn find_from(&self, from: usize, word: &str) -> ConfigPlace {
        let (line, column) = place_of(&self.text[from..], word)?;
        let (start_line, start_column) = self.place_at(from);
        let column = if line == 1 { start_column + column - 1 } else { column };
        Some((start_line + line - 1, column))
    }

    fn place_at(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    fn error(&self, word: &str, message: String) -> ConfigError {
        let place = self.find(word).or_else(|| self.find_from(0, word));
        ConfigError { place, ..self.resolver.error(word, message) }
    }
}
