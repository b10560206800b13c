//! What a division is made from: the rows of the parts, and their captions.

use std::collections::HashMap;

use crate::register::{Entry, Policy, Register};
use crate::text::Span;
use crate::vocabulary::Vocabulary;

/// What a division is made from.
#[derive(Clone, Copy)]
pub(crate) struct Divided<'a> {
    pub register: &'a Register<'a>,
    pub policy: &'a Policy,
    pub words: &'a Vocabulary,
}

/// A row that has an entry, and the part that it is in.
#[derive(Clone, Copy)]
pub(super) struct Member<'a> {
    pub part: usize,
    pub entry: &'a Entry,
}

/// The rows of all parts that have an entry.
pub(super) fn members(divided: Divided<'_>) -> Vec<Member<'_>> {
    let register = divided.register;
    let upper = |span: Span| register.plain(span).to_ascii_uppercase();
    let entries = register.entries.iter().rev();
    let entries: HashMap<String, &Entry> =
        entries.filter_map(|entry| Some((upper(entry.id?), entry))).collect();
    let parts = register.triage.iter().enumerate();
    let rows = parts.flat_map(|(part, table)| table.rows.iter().map(move |row| (part, row)));
    rows.filter_map(|(part, row)| Some(Member { part, entry: entries.get(&upper(row.id))? }))
        .collect()
}

/// Whether at least two of three members are where they should be.
pub(super) fn are_kept(
    members: &[Member<'_>],
    places: impl Fn(&Entry) -> Option<Vec<bool>>,
) -> bool {
    let judged: Vec<bool> =
        members.iter().filter_map(|member| Some(places(member.entry)?[member.part])).collect();
    judged.iter().filter(|is_kept| **is_kept).count() * 3 >= judged.len() * 2
}

impl Divided<'_> {
    /// The captions of each part, in plain words.
    pub(super) fn captions(self) -> Vec<Vec<String>> {
        let words = |caption: &Span| plain_words(self.register.text(*caption)).join(" ");
        let parts = self.register.triage.iter();
        parts.map(|table| table.captions.iter().map(words).collect()).collect()
    }
}

/// The words of a caption, without marks and counts in parentheses.
pub(super) fn plain_words(text: &str) -> Vec<&str> {
    let is_part = |c: char| c.is_alphanumeric() || "'’-_/.".contains(c);
    let words = text.split(|c: char| !is_part(c));
    words
        .map(|word| word.trim_matches(['.', '-', '_', '\'']))
        .filter(|word| !word.is_empty())
        .collect()
}
