//! A register: its entries, their fields, the triage table, and the policy it states.
//!
//! The files of this folder are the model. `read` makes it from a document and has a file for each
//! shape of entries. `write` makes edits and new entries in the form in which a register is written.

pub(crate) mod anchors;
mod behind_signs;
mod closing_tail;
mod day_orders;
mod declaration;
mod division;
mod endpoint_mentions;
mod entry;
mod former_ids;
mod free_ids;
mod free_text;
mod front_fields;
mod further_states;
pub(crate) mod heading_links;
mod limited_repair;
mod marks;
mod meaning;
mod moved_id;
mod one_line;
mod own_words;
mod part_row;
mod policy;
mod policy_days;
mod profile;
mod read;
mod references;
mod reread;
mod shape;
mod shared_id;
mod sign_slips;
mod soundness;
mod state_above;
mod state_names;
mod state_texts;
mod stated_states;
mod status_meaning;
mod suggestion;
mod tracked;
mod triage_table;
mod unread;
mod unread_labels;
mod unread_words;
mod value_parts;
mod wording;
mod words_in_use;
mod write;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::OnceLock;

use crate::document::Unclosed;
use crate::encoding;
use crate::text::{Source, Span, link_words, without_escaped_pipes};
use crate::values::IdPattern;
use crate::vocabulary::{Key, KeyMap, KeySet, Vocabulary, region_length};

pub(crate) use behind_signs::BehindSigns;
pub(crate) use day_orders::{DATED, DayOrders};
pub(crate) use declaration::{
    ConfigPlace, Declaration, DeclarationMistake, Declarations, DeclaredField, DeclaredLevel,
    DeclaredMembers, DeclaredPlace, FieldName, TextPattern, pattern,
};
pub(crate) use division::{Divided, Division, Home};
pub(crate) use endpoint_mentions::{EndpointMention, MentionRole};
pub use entry::{Entry, Field};
pub(crate) use entry::{EntryRow, EntryTable, Form};
pub(crate) use former_ids::FormerIds;
pub(crate) use free_ids::{FreeIds, last_number, named_like};
pub(crate) use front_fields::has_fields_in_front;
pub(crate) use further_states::{FurtherState, StatedState};
pub(crate) use meaning::day_kind;
pub(crate) use one_line::{on_one_line, one_line, without_marker};
pub(crate) use part_row::PartRow;
pub use policy::{ConfiguredPolicy, EarlierPromise, Policy};
pub(crate) use policy::{REQUIRED, states_order};
pub use profile::Profile;
pub use read::reads;
pub(crate) use read::{
    Candidate, HeadingMeaning, arrow_steps, fields_in, heading_meaning, heading_steps,
    without_anchor, written_language,
};
pub(crate) use reread::{KeptRegister, LastRead};
pub(crate) use shape::Shape;
pub(crate) use soundness::Soundness;
pub(crate) use state_above::StateAbove;
pub(crate) use stated_states::take_further;
pub(crate) use status_meaning::{StatusMeaning, words_behind_sign};
pub(crate) use suggestion::SuggestedPlace;
pub(crate) use tracked::EntryEnd;
pub use tracked::TrackedValues;
pub use triage_table::TableColumn;
pub use triage_table::{TriageRow, TriageTable};
pub(crate) use unread::{Refusal, Unread, UnreadKind};
pub(crate) use value_parts::{Struck, ValueParts, remark_behind, remark_place};
pub(crate) use words_in_use::LONGEST_WORD;
pub(crate) use write::{NewRow, OwnForms, Replacement, without_day};

/// What is needed to read a register.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The words it may be written in.
    pub(crate) vocabulary: &'a Vocabulary,
    /// The form of its IDs.
    pub(crate) id: &'a IdPattern,
    /// The folder that its path is relative to.
    pub(crate) cwd: &'a Path,
    /// The root folder: only the part of the path below it may give the language.
    pub(crate) root: &'a Path,
    /// Where the entries of files are, as the configuration declares it.
    pub(crate) declarations: Option<&'a Declarations>,
}

impl<'a> Reading<'a> {
    /// What the configuration declares of the file at a path.
    pub(crate) fn declaration(self, path: &str) -> Option<&'a Declaration> {
        self.declarations.and_then(|all| all.of(path, self.cwd))
    }
}

#[cfg(test)]
impl<'a> Reading<'a> {
    /// What reading a register of a test needs: no folders, and no declarations.
    pub(crate) fn at_root(vocabulary: &'a Vocabulary, id: &'a IdPattern) -> Self {
        let root = Path::new("/");
        Self { vocabulary, id, cwd: root, root, declarations: None }
    }
}

/// One Markdown file that tracks gaps. Everything in it is a span of the source.
#[derive(Debug)]
pub struct Register<'s> {
    /// The text of the file.
    pub(crate) source: &'s Source,
    /// The code of its language.
    pub(crate) language: String,
    /// The tag of its language, which its path may give with a region: `tr-TR`; else the code.
    pub(crate) tag: String,
    /// The text of its title.
    pub(crate) title: Option<Span>,
    /// Whether something in it says that it is a register, whatever the name of its file.
    pub(crate) is_recognised: bool,
    /// How its entries are laid out; of most of them, where they differ.
    pub(crate) shape: Shape,
    /// Which form it is in, and so which fields the rules ask for.
    pub(crate) profile: Profile,
    /// The fields at the front of the file: `Last reviewed`, `Owner`.
    pub(crate) metadata: Vec<Field>,
    /// The lines that state the policy, each a field.
    pub(crate) policy_lines: Vec<Field>,
    /// The triage table: its parts, in order, where it is split.
    pub triage: Vec<TriageTable>,
    /// Where the triage table belongs, when there is a heading or a pair of marks for it but no
    /// table.
    pub(crate) triage_place: Option<u32>,
    /// Where the first section of entries starts.
    pub section: Option<SectionStart>,
    /// Where the section for entries ends, when a heading opens one.
    pub(crate) gaps_end: Option<u32>,
    /// The entries, in order.
    pub entries: Vec<Entry>,
    /// For each of them, a number that no other version of it has, where the register is read again and again.
    versions: Vec<u64>,
    /// Every HTML comment.
    pub(crate) comments: Vec<Span>,
    /// The fences, comments and `<details>` that are not closed.
    pub(crate) unclosed: Vec<Unclosed>,
    /// Every table.
    pub(crate) tables: Vec<Span>,
    /// The tables whose rows are entries.
    pub(crate) entry_tables: Vec<EntryTable>,
    /// What could be entries and was not taken for any, where it is not in today's form.
    pub(crate) unread: Vec<Unread>,
    /// The names that a section of priorities ranks, where the register is not in today's form: the
    /// name as label, the words that rank it as value.
    pub(crate) ranked: Vec<Field>,
    /// How the register explains its words, where it is not in today's form: the word as label,
    /// its meaning as value.
    pub(crate) legend: Vec<Field>,
    /// The signs that the register explains: the sign as label, its meaning as value.
    pub(crate) signs: Vec<Field>,
    /// What the configuration declares of it that does not fit.
    pub(crate) mistakes: Vec<DeclarationMistake>,
    /// What the configuration says that its words and signs for states mean.
    pub(crate) declared_states: Vec<(String, String)>,
    /// What follows from all of this.
    derived: Derived,
}

/// What follows from a register; each is filled when it is first asked for.
#[derive(Debug, Default)]
struct Derived {
    /// How the register writes each label.
    own_labels: OnceLock<KeyMap<Span>>,
    /// The labels that its items have on their first lines, each up to its value.
    labels_on_lines: OnceLock<KeyMap<Span>>,
    /// By its ID in capitals, the places of the entries and of the rows of the triage table that have it.
    same_ids: OnceLock<moved_id::SameIds>,
    /// The names by which links reach a place in it.
    anchors: OnceLock<HashSet<String>>,
    /// The links to places in it, by the names of these.
    links: OnceLock<HashMap<String, Vec<Span>>>,
    /// Where broken letters are in it, each once.
    broken: OnceLock<Vec<Span>>,
    /// The states that its policy lines state.
    stated: OnceLock<stated_states::StatedLines>,
    /// The keys whose values belong in the rows of the triage table.
    kept_in_triage: OnceLock<KeySet>,
}

/// The heading above the first entries, or the first entry itself.
#[derive(Clone, Copy, Debug)]
pub struct SectionStart {
    /// Where it starts.
    pub offset: u32,
    /// The level of its heading.
    pub(crate) level: u8,
}

impl<'s> Register<'s> {
    /// Whether it is in the language of a tag. Where only one of the two names a region, that makes
    /// no difference.
    pub(crate) fn is_in(&self, tag: &str) -> bool {
        let (own, tag) = (self.tag.replace('_', "-"), tag.replace('_', "-"));
        let length = self.language.len();
        let has_region = |tag: &str| tag.len() > length;
        let is_of_language = tag.split_at_checked(length).is_some_and(|(code, region)| {
            code.eq_ignore_ascii_case(&self.language) && region_length(region) == region.len()
        });
        own.eq_ignore_ascii_case(&tag)
            || (is_of_language && !(has_region(&own) && has_region(&tag)))
    }

    /// What `span` covers.
    pub fn text(&self, span: Span) -> &'s str {
        span.of(self.source.text())
    }

    /// Whether a text holds letters that are broken in this register.
    pub(crate) fn has_broken(&self, text: &str) -> bool {
        let find = || {
            let repairs = encoding::repairs(self.source.text());
            let spans = repairs.into_iter().map(|repair| (self.text(repair.span), repair.span));
            spans.collect::<HashMap<_, _>>().into_values().collect()
        };
        let is_in_text = |broken: &Span| text.contains(self.text(*broken));
        !text.is_ascii() && self.derived.broken.get_or_init(find).iter().any(is_in_text)
    }

    /// What a span looks like: other hyphens, blanks and digits are what they look like.
    pub(crate) fn plain(&self, span: Span) -> &'s str {
        self.source.plain(span)
    }

    /// A short value without the marks around it: `` `G-001` `` and `**G-001**` are `G-001`.
    pub(crate) fn bare(&self, span: Span) -> &'s str {
        self.text(self.bare_span(span))
    }

    /// The span of [`Self::bare`].
    pub(crate) fn bare_span(&self, span: Span) -> Span {
        let text = self.text(span);
        // Most values are bare already.
        let is_mark = |byte: u8| b"`*~_ \t".contains(&byte);
        if let ([first, ..], [.., last]) = (text.as_bytes(), text.as_bytes())
            && !is_mark(*first)
            && !b"-+[".contains(first)
            && !is_mark(*last)
        {
            return span;
        }
        // The only item of a list is a value like any other.
        let item = ["- ", "* ", "+ "].into_iter().find_map(|mark| text.strip_prefix(mark));
        let text = item.filter(|item| !item.contains('\n')).unwrap_or(text);
        let inner = marks::without(text, self.before_on_line(span));
        // `~~` alone is kept: it marks an entry as closed.
        let inner = if inner.is_empty() { text.trim() } else { inner };
        span.part(self.text(span), link_words(inner).unwrap_or(inner))
    }

    /// What comes before a span on its line.
    fn before_on_line(&self, span: Span) -> &'s str {
        let start = self.source.line_at(span.start as usize).start;
        self.text(Span { start: start.min(span.start), end: span.start })
    }

    /// The first line of a span, for messages that underline it.
    pub(crate) fn first_line(&self, span: Span) -> Span {
        let text = self.text(span);
        span.part(text, text.lines().next().unwrap_or(text).trim_end())
    }

    /// A field's value, its lines without the indentation they share.
    pub(crate) fn value(&self, field: &Field) -> Cow<'s, str> {
        let text = self.text(field.value);
        if text.contains('\n') { Cow::Owned(dedent(text)) } else { Cow::Borrowed(text) }
    }

    /// The IDs of its entries, in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter_map(|entry| self.id(entry))
    }

    /// A text of the register as people mean it: in a row, without the escapes of its pipes.
    pub(crate) fn unescaped(&self, span: Span) -> Cow<'s, str> {
        let text = self.text(span);
        match without_escaped_pipes(text) {
            Cow::Owned(plain) if self.is_in_row(span) => Cow::Owned(plain),
            _ => Cow::Borrowed(text),
        }
    }

    /// The value of an entry's field of that key.
    pub fn value_of(&self, entry: &Entry, key: Key) -> Option<&'s str> {
        let value = entry.field(key).map(|field| self.given(entry, field));
        value.filter(|value| !value.is_empty())
    }

    /// The value of an entry's field without the marks around it. A typed value that is struck out as a
    /// whole, and the entry is not, is none, and keeps its marks.
    pub(crate) fn given(&self, entry: &Entry, field: &Field) -> &'s str {
        let text = self.text(field.value);
        let is_struck = text.starts_with("~~") && text.ends_with("~~") && text.len() > "~~~~".len();
        let is_typed = field.key.is_some_and(Key::is_typed) && entry.form == Form::Heading;
        if is_struck && is_typed { text } else { self.holding(field) }
    }

    /// The value of a field without the marks around it. Of a name, what holds: `Mia` of `~~Jo~~ Mia`.
    pub(crate) fn holding(&self, field: &Field) -> &'s str {
        let text = self.text(field.value);
        let is_name = field.key.is_some_and(|key| key.is_short() && !key.is_typed());
        // Most values have no such sign.
        if !is_name || memchr::memchr(b'~', text.as_bytes()).is_none() {
            return self.bare(field.value);
        }
        let now = ValueParts::of(text).behind_struck();
        self.bare(now.map_or(field.value, |now| field.value.part(text, now)))
    }

    /// The ID of an entry.
    pub fn id(&self, entry: &Entry) -> Option<&'s str> {
        entry.id.map(|id| self.plain(id))
    }

    /// The entry that a span lies in.
    pub(crate) fn entry_around(&self, span: Span) -> Option<&Entry> {
        let after = self.entries.partition_point(|entry| entry.span.start <= span.start);
        self.entries[..after].last().filter(|entry| entry.span.contains(span))
    }

    /// Whether the entries with IDs are rows or items, as a rule: these sum themselves up.
    pub(crate) fn is_list_of_ids(&self) -> bool {
        let named = self.entries.iter().filter(|entry| entry.id.is_some());
        let (headings, others): (Vec<&Entry>, Vec<&Entry>) =
            named.partition(|entry| entry.form == Form::Heading);
        self.shape != Shape::Headings || others.len() >= headings.len().max(1)
    }

    /// The name of an entry: its ID, else its number.
    pub(crate) fn name(&self, entry: &Entry) -> Option<String> {
        self.plain_name(entry).map(str::to_owned)
    }

    /// The same as it is in the file.
    pub(crate) fn plain_name(&self, entry: &Entry) -> Option<&'s str> {
        entry.id.or(entry.number).map(|span| self.plain(span))
    }

    /// Whether the numbers of entries without an ID serve as one: the register is not in today's form,
    /// and no two have the same.
    pub(crate) fn has_ordinals(&self) -> bool {
        if self.profile != Profile::Generic {
            return false;
        }
        let mut seen = HashSet::new();
        let without = self.entries.iter().filter(|entry| entry.id.is_none());
        without.filter_map(|entry| entry.number).all(|number| seen.insert(self.text(number)))
    }

    /// The name of an entry in a sentence: its ID, its number, or its heading.
    pub(crate) fn spoken_name(&self, entry: &Entry) -> &'s str {
        entry
            .id
            .map_or_else(|| self.text(entry.number.unwrap_or(entry.heading)), |id| self.plain(id))
    }
}

/// The lines of a value without the indentation that all but the first share.
pub(crate) fn dedent(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let indent = lines
        .iter()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let mut out = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        out.push_str(if at == 0 { line } else { line.get(indent..).unwrap_or_default() });
    }
    out
}

#[cfg(test)]
mod tests;
