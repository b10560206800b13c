//! Reads a changed register back before it is written, and compares it with what was meant. Every
//! command that changes a register uses it: what is not expected to change must be as it was.

use std::collections::HashSet;
use std::fmt;

use super::named::{name_of, named};
use crate::document::TooDeep;
use crate::finding::{Edit, applied};
use crate::register::{Entry, Field, Form, Reading, Register, TriageRow};
use crate::text::{Source, Span};
use crate::triage::{NewerCells, TableDraft, TableInput};
use crate::vocabulary::{Key, fold};

/// What a changed register should say. The default is: the same as before.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Expectation<'e> {
    /// Values that were set, in entries that were there or in added ones.
    pub values: &'e [EntryValue<'e>],
    /// Edits that may change any field they touch; no other expectation says what they do.
    pub edits: &'e [&'e Edit],
    /// How many entries were added, anywhere among the others.
    pub added: usize,
    /// The IDs that added entries must have.
    pub added_ids: &'e [&'e str],
    pub table: ExpectedTable<'e>,
}

/// A value in an entry; empty where the entry has none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntryValue<'e> {
    pub id: &'e str,
    pub key: Key,
    pub text: &'e str,
}

/// What the triage table should be.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum ExpectedTable<'e> {
    /// Its rows are those from before.
    #[default]
    Same,
    /// All but the rows of these entries are those from before.
    Others(&'e [&'e str]),
    /// The rows of these entries are up to date, all others are those from before. Where the table
    /// is also a part of the entries, what it says of these may change.
    Rows(TableInput<'e>, &'e [&'e str], &'e NewerCells),
    /// It is up to date, but for cells that are newer than their entries.
    UpToDate(TableInput<'e>, &'e NewerCells),
    /// Anything: the caller judges it by what the rules find.
    Any,
}

/// Why a changed register does not say what was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mismatch {
    TooDeep(TooDeep),
    /// There are more or fewer entries than there should be.
    Count {
        expected: usize,
        found: usize,
    },
    /// An entry that should be the same is another one, or says something else.
    Entry(String),
    /// An added entry does not have its ID.
    Added(String),
    /// A value that was set is not read as such.
    Value(String, Key),
    /// The triage table is not what it should be.
    Table,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(_, Key::Gap) => f.write_str(
                "the title would not be read back from what would be written; nothing was written",
            ),
            _ => f.write_str(
                "what would be written does not read back as it is meant, so nothing was written: edit the \
                 entry in the register",
            ),
        }
    }
}

impl std::error::Error for Mismatch {}

/// The text of a register with edits. Tables whose columns are padded stay so.
pub(crate) fn edited<'e>(
    register: &Register<'_>,
    edits: impl IntoIterator<Item = &'e Edit>,
) -> Source {
    let source = register.source;
    let edits = register.kept_aligned(edits.into_iter().cloned().collect());
    Source::new(source.path().clone(), applied(source.text(), &edits))
}

/// Reads a changed register, and returns it if it says what is expected.
pub(crate) fn verify<'s>(
    before: &Register<'_>,
    after: &'s Source,
    reading: Reading<'_>,
    expected: &Expectation<'_>,
) -> Result<Register<'s>, Mismatch> {
    let after = Register::parse(after, reading).map_err(Mismatch::TooDeep)?;
    check_entries(before, &after, expected)?;
    for EntryValue { id, key, text } in expected.values {
        let entry = named(&after, id).next();
        let field = entry.and_then(|entry| entry.field(*key));
        let is_read = |field: &Field| {
            let forms = [after.bare_span(field.value), field.value.trim(after.source.text())];
            let is_text = |form: Span| {
                let shown = after.unescaped(form);
                shown == *text || after.text(form) == *text || fold(&shown) == fold(text)
            };
            forms.into_iter().any(is_text)
        };
        let is_met = if text.is_empty() {
            field.is_none_or(|field| after.bare(field.value).is_empty())
        } else {
            field.is_some_and(is_read)
        };
        if !is_met {
            return Err(Mismatch::Value((*id).to_owned(), *key));
        }
    }
    if expected.table.is_met(before, &after) { Ok(after) } else { Err(Mismatch::Table) }
}

/// Compares the entries: those from before are still there, in order, among the added ones.
fn check_entries(
    before: &Register<'_>,
    after: &Register<'_>,
    expected: &Expectation<'_>,
) -> Result<(), Mismatch> {
    let touched = TouchedParts::of(before.source.text(), expected.edits);
    let kept: Vec<&Entry> =
        before.entries.iter().filter(|entry| !is_joined(before, after, entry, &touched)).collect();
    let count = kept.len() + expected.added;
    if after.entries.len() != count {
        return Err(Mismatch::Count { expected: count, found: after.entries.len() });
    }
    let rows = match expected.table {
        ExpectedTable::Rows(_, ids, _) => ids.iter().copied().collect(),
        _ => HashSet::new(),
    };
    let (values, has_added) = (expected.values, expected.added > 0);
    let comparison = Comparison { before, after, values, rows, has_added, touched };
    let mut added: Vec<&Entry> = Vec::with_capacity(expected.added);
    let mut olds = kept.into_iter().peekable();
    for entry in &after.entries {
        if olds.next_if(|old| comparison.is_same(old, entry)).is_some() {
            continue;
        }
        if added.len() == expected.added {
            return Err(Mismatch::Entry(after.spoken_name(entry).to_owned()));
        }
        added.push(entry);
    }
    let ids: HashSet<&str> = added.into_iter().filter_map(|entry| after.id(entry)).collect();
    match expected.added_ids.iter().find(|id| !ids.contains(*id)) {
        Some(id) => Err(Mismatch::Added((*id).to_owned())),
        None => Ok(()),
    }
}

/// Whether an entry was a row without a section, and has become the row of another entry by its new ID.
fn is_joined(
    before: &Register<'_>,
    after: &Register<'_>,
    entry: &Entry,
    touched: &TouchedParts,
) -> bool {
    if !matches!(entry.form, Form::Row(_)) {
        return false;
    }
    let own = before.row_of(entry).filter(|own| entry.is_row(own.row));
    let is_gone = |id: &str| after.entry_of(id).is_none();
    own.is_some_and(|own| touched.meets(own.row.id)) && before.id(entry).is_some_and(is_gone)
}

/// Two readings of a register, and where they may differ.
struct Comparison<'c> {
    before: &'c Register<'c>,
    after: &'c Register<'c>,
    values: &'c [EntryValue<'c>],
    /// The entries whose rows may change.
    rows: HashSet<&'c str>,
    has_added: bool,
    touched: TouchedParts,
}

impl Comparison<'_> {
    fn is_same(&self, old: &Entry, new: &Entry) -> bool {
        let may_have_new_id =
            !self.touched.is_empty() && old.id.is_none_or(|id| self.touched.meets(id));
        (may_have_new_id || self.before.id(old) == self.after.id(new))
            && self.has_same_fields(old, new)
    }

    /// Whether all fields that no edit touches are there, in order. Where edits may change any field
    /// they touch, other fields may have come in between.
    fn has_same_fields(&self, old: &Entry, new: &Entry) -> bool {
        let olds = old.fields.iter().filter(|field| !self.may_change(self.before, old, field));
        let mut news = new.fields.iter().filter(|field| !self.may_change(self.after, new, field));
        if self.touched.is_empty() {
            // With more entries, a label may be understood that was not before, or need not be beside the
            // new row of its entry.
            let has_row = self.after.id(new).is_some_and(|id| self.rows.contains(id));
            let key = |field: &Field| field.key.filter(|_| !self.has_added && !has_row);
            let olds = olds.map(|field| (key(field), words(self.before, field)));
            return olds.eq(news.map(|field| (key(field), words(self.after, field))));
        }
        let is_touched =
            |field: &Field| [field.label, field.value].iter().any(|&part| self.touched.meets(part));
        olds.filter(|field| !is_touched(field))
            .all(|old| news.any(|new| words(self.after, new) == words(self.before, old)))
    }

    /// Whether a field may change: it was set, or it is in a row that follows its entry, which may also say
    /// what a heading above said.
    fn may_change(&self, register: &Register<'_>, entry: &Entry, field: &Field) -> bool {
        let id = register.id(entry).unwrap_or_default();
        let is_set = |value: &EntryValue<'_>| {
            Some(value.key) == field.key && value.id == name_of(register, entry)
        };
        let is_in_row = || {
            let mut tables = register.triage.iter();
            self.rows.contains(id)
                && (tables.any(|table| table.span.contains(field.value))
                    || register.is_inherited(entry, field))
        };
        self.values.iter().any(is_set) || is_in_row()
    }
}

fn words<'s>(register: &Register<'s>, field: &Field) -> (&'s str, &'s str) {
    (register.text(field.label), register.text(field.value))
}

/// The parts of a text that edits replace, in order.
struct TouchedParts(Vec<Span>);

impl TouchedParts {
    fn of(text: &str, edits: &[&Edit]) -> Self {
        let mut spans: Vec<Span> = edits.iter().map(|edit| touched(text, edit)).collect();
        spans.sort_unstable();
        let mut parts: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match parts.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => parts.push(span),
            }
        }
        Self(parts)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them overlaps a span, or lies at its edge.
    fn meets(&self, span: Span) -> bool {
        let next = self.0.partition_point(|part| part.end < span.start);
        self.0.get(next).is_some_and(|part| part.start <= span.end)
    }
}

/// The span of an edit. A removal touches the text on both sides as well, as it joins them.
fn touched(text: &str, edit: &Edit) -> Span {
    if !edit.text.is_empty() {
        return edit.span;
    }
    let (before, after) = (&text[..edit.span.start as usize], &text[edit.span.end as usize..]);
    let blank = after.len() - after.trim_start().len();
    Span::new(before.trim_end().len(), edit.span.end as usize + blank)
}

impl ExpectedTable<'_> {
    fn is_met(self, before: &Register<'_>, after: &Register<'_>) -> bool {
        match self {
            Self::Any => true,
            Self::Same => has_same_rows(before, after, &[]),
            Self::Others(ids) => has_same_rows(before, after, ids),
            Self::Rows(input, ids, newer) => {
                let input = TableInput { register: after, ..input };
                let draft = TableDraft::keeping(input, newer);
                draft.is_none_or(|draft| draft.entry_edits(ids).is_empty())
                    && has_same_rows(before, after, ids)
            }
            Self::UpToDate(input, newer) => {
                // Texts are derived once; derived again, they would be the same.
                let input = TableInput { register: after, ..input };
                TableDraft::of_own_table(input).is_ok_and(|mut draft| {
                    draft.keep(newer);
                    draft.edits().is_empty()
                })
            }
        }
    }
}

/// Whether the table still has its rows, those of some entries left out.
fn has_same_rows(before: &Register<'_>, after: &Register<'_>, except: &[&str]) -> bool {
    let except: HashSet<String> = except.iter().map(|id| id.to_ascii_uppercase()).collect();
    before.triage.is_empty() || other_rows(before, &except).eq(other_rows(after, &except))
}

/// The cells of all rows but some; the blanks around them do not count.
fn other_rows<'r>(
    register: &'r Register<'_>,
    except: &HashSet<String>,
) -> impl Iterator<Item = Vec<&'r str>> {
    let rows = register.triage.iter().flat_map(|table| &table.rows);
    let others = rows.filter(|row| !except.contains(&register.plain(row.id).to_ascii_uppercase()));
    let cells = |row: &'r TriageRow| row.cells.iter().chain(&row.excess);
    others.map(move |row| cells(row).map(|&cell| register.text(cell)).collect())
}

/// The entry of a register that was read back which is one of it before.
pub(super) fn same_entry<'r>(
    before: &Register<'_>,
    entry: &Entry,
    after: &'r Register<'_>,
) -> Option<&'r Entry> {
    let at = before.entries.iter().position(|own| own.span == entry.span)?;
    after.entries.get(at).filter(|own| after.id(own) == before.id(entry))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::settings::Settings;

    const BEFORE: &str = "# R\n\n## Triage Summary\n\n| ID | Status |\n|---|---|\n| G-001 | Open |\n\n## Gaps\n\n\
        ### 1.1 A\n- **ID:** G-001\n- **Status:** Open\n- **Owner:** Web\n\n\
        ### 1.2 B\n- **ID:** G-002\n- **Status:** Open\n- **Owner:** Web\n";
    const ADDED: &str = "\n### 1.3 C\n- **ID:** G-003\n- **Status:** Open\n- **Owner:** Web\n";

    fn verified(after: &str, expected: &Expectation<'_>) -> Result<(), Mismatch> {
        let settings = Settings::built_in(Path::new("/"));
        let (before, after) = (Source::new("r.md", BEFORE), Source::new("r.md", after));
        let before = Register::read(&before, settings.reading()).unwrap();
        verify(&before, &after, settings.reading(), expected).map(drop)
    }

    #[test]
    fn only_what_is_expected_may_change() {
        let nothing = Expectation::default();
        assert_eq!(verified(BEFORE, &nothing), Ok(()));
        let other = || Err(Mismatch::Entry("G-002".to_owned()));
        assert_eq!(
            verified(
                &BEFORE.replace("G-002\n- **Status:** Open", "G-002\n- **Status:** Fixed"),
                &nothing
            ),
            other()
        );
        let count = Mismatch::Count { expected: 2, found: 3 };
        assert_eq!(verified(&format!("{BEFORE}{ADDED}"), &nothing), Err(count));
        let row = BEFORE.replace("| Open |", "| Fixed |");
        assert_eq!(verified(&row, &nothing), Err(Mismatch::Table));
    }

    #[test]
    fn what_is_expected_must_be_there() {
        let value = EntryValue { id: "G-002", key: Key::Status, text: "Fixed" };
        let set = Expectation { values: &[value], ..Expectation::default() };
        let fixed = BEFORE.replace("G-002\n- **Status:** Open", "G-002\n- **Status:** Fixed");
        assert_eq!(verified(&fixed, &set), Ok(()));
        assert_eq!(verified(BEFORE, &set), Err(Mismatch::Value("G-002".to_owned(), Key::Status)));
        let added = Expectation { added: 1, added_ids: &["G-003"], ..Expectation::default() };
        assert_eq!(verified(&format!("{BEFORE}{ADDED}"), &added), Ok(()));
        let other = format!("{BEFORE}{}", ADDED.replace("G-003", "G-004"));
        assert_eq!(verified(&other, &added), Err(Mismatch::Added("G-003".to_owned())));
    }

    #[test]
    fn edits_change_only_the_fields_that_they_touch() {
        let at = BEFORE.find("Web").unwrap();
        let edit = Edit { span: Span::new(at, at + 3), text: "Desk".to_owned() };
        let expected = Expectation { edits: &[&edit], ..Expectation::default() };
        assert_eq!(verified(&BEFORE.replacen("Web", "Desk", 1), &expected), Ok(()));
        let both = BEFORE.replace("Web", "Desk");
        assert_eq!(verified(&both, &expected), Err(Mismatch::Entry("G-002".to_owned())));
    }
}
