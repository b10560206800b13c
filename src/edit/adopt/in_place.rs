//! Gives a register of headings what it lacks of today's form; all that it has stays.

use std::collections::BTreeSet;

use super::ids::ids;
use super::options::{AdoptOptions, Adoption};
use super::page::{self, usual_policy};
use super::plans::{Plan, Plans, own_field, with_edits};
use super::policies::Policies;
use super::short_titles::{short_title, steps, whole_title};
use super::states;
use super::titles::{kept_heading, retitled};
use super::values::{self, Values, placeholders};
use crate::document::TooDeep;
use crate::edit::state_name::slips;
use crate::finding::Edit;
use crate::register::{Entry, Form, Policy, Register};
use crate::settings::Settings;
use crate::text::{LineIndex, Source, Span};
use crate::vocabulary::{Key, Section};

pub(super) fn adopt(
    register: &Register<'_>,
    options: AdoptOptions<'_>,
) -> Result<Adoption, TooDeep> {
    let settings = options.settings;
    let words = &settings.vocabulary;
    let language = options.language.unwrap_or(&register.language);
    let to_come = words.to_come(language);
    let old = Policy::of(register, &settings.promise, words);
    let own_states = states::own_states(register, &old, options);
    let new = states::with_states(stated_policy(register, &old, settings), &own_states);
    let slips = slips([register], &old, words);
    let policies = Policies::of(register, [&old, &new], &slips, words, language);
    let mut plans: Vec<Plan> = Vec::with_capacity(register.entries.len());
    for (at, (entry, id)) in register.entries.iter().zip(ids(register, options)).enumerate() {
        let mut values = Values::of(register, entry, policies);
        values.take(tracked_by_table(register, entry, policies));
        // A struck heading does not leave its gap open; what else it is, the entry does not say.
        if values.kept.contains(&Key::Status) && is_struck(register, entry) {
            values.known.remove(&Key::Status);
        }
        // What an entry says of its gap is in it already.
        if own_field(entry, Key::Symptom).is_none() && entry.form == Form::Heading {
            values.known.remove(&Key::Symptom);
        }
        let title = short_title(register.text(entry.title));
        let area = steps(register, entry);
        let title = match entry.form {
            Form::Heading => title,
            _ => values.cut_title(whole_title(register, entry), &title, &area, policies),
        };
        if entry.form != Form::Heading {
            values.keep_rest(register, entry, (&area, &title), policies);
            values.keep_headings(register, entry, &area, policies);
        }
        let leading = options.from_leading.get(&at);
        values.fill(leading, to_come, options);
        let order = leading.map(|leading| leading.order.clone()).unwrap_or_default();
        plans.push(Plan { id, area, title, values, order });
    }
    let headings = places_of_headings(register);
    let mut all = Plans { all: &plans, headings: &headings, options, left: BTreeSet::new() };
    let mut source = all.corrected(register)?;
    for key in all.lacking(&source)? {
        source = all.with_field(&source, key)?;
    }
    let left = all.left.iter().map(|&nth| plans[headings[nth]].id.clone()).collect();
    // What makes a heading an entry may be what its title goes without: so this comes last.
    source = with_titles(register, source, &headings, options)?;
    let line = states::policy_line(register, &own_states, [&old, &new], words, language);
    let source = with_line(source, line, options)?;
    let source = with_rows(register, &plans, source, options)?;
    Ok(Adoption {
        source,
        placeholders: plans.iter().map(|plan| placeholders(&plan.values, to_come)).sum(),
        entries: plans.into_iter().map(|plan| Some(plan.adopted(to_come))).collect(),
        unused: Vec::new(),
        left_out: 0,
        guessed: 0,
        healed: 0,
        summaries: kept_summaries(register),
        unread: Vec::new(),
        renamed: Vec::new(),
        levels: Vec::new(),
        left,
    })
}

/// The lines on which tables begin that sum entries up and are no triage tables.
fn kept_summaries(register: &Register<'_>) -> Vec<usize> {
    let cells = register.entries.iter().flat_map(|entry| register.summary_cells(entry));
    let table = |span: Span| register.tables.iter().find(|table| table.contains(span));
    let starts: BTreeSet<u32> =
        cells.filter_map(|(_, cell)| Some(table(cell.value)?.start)).collect();
    let lines = LineIndex::new(register.source);
    starts.into_iter().map(|start| lines.position(start as usize).line).collect()
}

/// Whether the heading of an entry starts with words that are struck out.
fn is_struck(register: &Register<'_>, entry: &Entry) -> bool {
    let line = register.text(register.source.line_at(entry.span.start as usize));
    line.trim_start_matches(['#', ' ']).starts_with("~~")
}

/// The values in the row of an entry in the triage table.
fn tracked_by_table(
    register: &Register<'_>,
    entry: &Entry,
    policies: Policies<'_>,
) -> Vec<(Key, String)> {
    let cells = register
        .row_of(entry)
        .into_iter()
        .flat_map(|own| own.table.columns.iter().zip(&own.row.cells));
    cells
        .filter_map(|(column, &cell)| {
            let key = column.key.filter(|&key| key != Key::Id && key.is_copied())?;
            let says = register.bare(cell);
            let is_value =
                !says.is_empty() && policies.new.is_understood(key, says, policies.words);
            is_value.then(|| (key, says.to_owned()))
        })
        .collect()
}

/// The policy that a register states, held to strictly; the usual one where it states none.
fn stated_policy(register: &Register<'_>, old: &Policy, settings: &Settings) -> Policy {
    if register.policy_lines.is_empty() {
        usual_policy(settings)
    } else {
        Policy { is_loose: false, ..old.clone() }
    }
}

/// The places of the entries that are headings.
fn places_of_headings(register: &Register<'_>) -> Vec<usize> {
    let entries = register.entries.iter().enumerate();
    entries.filter(|(_, entry)| entry.form == Form::Heading).map(|(at, _)| at).collect()
}

/// The register with headings that say the titles of their entries as the old one gave them.
fn with_titles(
    old: &Register<'_>,
    source: Source,
    headings: &[usize],
    options: AdoptOptions<'_>,
) -> Result<Source, TooDeep> {
    let edits: Vec<Edit> = {
        let register = Register::parse(&source, options.settings.reading())?;
        let entries = register.entries.iter().filter(|entry| entry.form == Form::Heading);
        let entries: Vec<&Entry> = entries.collect();
        if entries.len() != headings.len() {
            return Ok(source);
        }
        let each = entries.into_iter().zip(headings);
        let words = &options.settings.vocabulary;
        each.flat_map(|(entry, &at)| {
            let title = retitled(&register, entry, old, &old.entries[at]);
            let kept =
                title.as_ref().and_then(|new| kept_heading(&register, entry, &new.text, words));
            title.into_iter().chain(kept)
        })
        .collect()
    };
    Ok(with_edits(&source, &edits))
}

/// The register with a line behind its front.
fn with_line(
    source: Source,
    line: Option<String>,
    options: AdoptOptions<'_>,
) -> Result<Source, TooDeep> {
    let Some(line) = line else { return Ok(source) };
    let edit = {
        let register = Register::parse(&source, options.settings.reading())?;
        let newline = source.newline_at(0);
        let front = page::front(&register);
        let text = if front.is_empty() {
            format!("{newline}{line}{newline}")
        } else {
            format!("{newline}{newline}{line}")
        };
        Edit { span: Span::at(front.end as usize), text }
    };
    Ok(with_edits(&source, [&edit]))
}

/// The register with its rows and items as headings behind all else, and no more where they were.
fn with_rows(
    register: &Register<'_>,
    plans: &[Plan],
    source: Source,
    options: AdoptOptions<'_>,
) -> Result<Source, TooDeep> {
    let others: Vec<usize> =
        (0..plans.len()).filter(|&at| register.entries[at].form != Form::Heading).collect();
    if others.is_empty() {
        return Ok(source);
    }
    let rows = rows_as_headings(register, plans, &others, options);
    let whole = |text: &str| Source::new(source.path().clone(), text.trim_end().to_owned() + &rows);
    let moved = with_edits(&source, &rows_and_items(register, &source));
    let moved = whole(moved.text());
    let is_read = {
        let read = Register::parse(&moved, options.settings.reading())?;
        let are_headings = read.entries.iter().all(|entry| entry.form == Form::Heading);
        are_headings && read.entries.len() == plans.len()
    };
    Ok(if is_read { moved } else { whole(source.text()) })
}

/// The edits that take the rows and items of an old register out of the new one, which has them unchanged,
/// with the tables that have no other rows; none where one of them is not found.
fn rows_and_items(old: &Register<'_>, new: &Source) -> Vec<Edit> {
    /// The header of a table and the line below it.
    const HEAD: usize = 2;
    let others = old.entries.iter().filter(|entry| entry.form != Form::Heading);
    let mut spans: Vec<Span> = others.map(|entry| entry.span).collect();
    let are_all = |table: &Span| {
        let rows = spans.iter().filter(|span| table.contains(**span)).count();
        old.text(*table).lines().filter(|line| !line.trim().is_empty()).count() == rows + HEAD
    };
    let tables = old.entry_tables.iter().map(|table| table.span).filter(are_all);
    let tables: Vec<Span> = tables.collect();
    spans.retain(|span| !tables.iter().any(|table| table.contains(*span)));
    spans.extend(tables);
    spans.sort_unstable();
    let mut end = 0;
    spans.retain(|span| {
        let is_inner = span.start < end;
        end = end.max(span.end);
        !is_inner
    });
    let mut at = 0;
    let found = spans.into_iter().map(|span| {
        let start = old.source.line_at(span.start as usize).start;
        let lines = Span { start, end: span.end };
        let found = at + new.text().get(at..)?.find(old.text(lines))?;
        at = new.next_line(found + lines.len() - 1);
        let is_blank = |line: Span| new.slice(line).trim().is_empty();
        if is_blank(new.line_at(found.saturating_sub(1))) && is_blank(new.line_at(at)) {
            at = new.next_line(at);
        }
        Some(Edit { span: Span::new(found, at), text: String::new() })
    });
    found.collect::<Option<Vec<Edit>>>().unwrap_or_default()
}

/// The rows and items of a register as headings of the level that the others have, under a heading.
fn rows_as_headings(
    register: &Register<'_>,
    plans: &[Plan],
    others: &[usize],
    options: AdoptOptions<'_>,
) -> String {
    let words = &options.settings.vocabulary;
    let language = options.language.unwrap_or(&register.language);
    let model = register.entries.iter().find(|entry| entry.form == Form::Heading);
    let level = model.map_or(3, |entry| {
        let line = register.text(register.source.line_at(entry.span.start as usize));
        line.trim_start().chars().take_while(|&c| c == '#').count().max(2)
    });
    let newline = register.source.newline_at(0);
    let policy = Policy::of(register, &options.settings.promise, words);
    let is_closed =
        |&at: &usize| values::is_closed(register, &register.entries[at], &policy, words);
    let heading = if others.iter().any(is_closed) {
        words.heading_of_all(language)
    } else {
        words.heading(language, Section::Gaps)
    };
    let mut out = format!(
        "

{} {}
",
        "#".repeat((level - 1).max(2)),
        heading
    );
    for &at in others {
        let draft = page::DraftEntry {
            id: plans[at].id.clone(),
            area: plans[at].area.clone(),
            title: plans[at].title.clone(),
            values: plans[at].values.clone(),
            certainty: None,
        };
        out.push('\n');
        out.push_str(&page::section(&draft, None, level.max(3), language, options));
    }
    if newline == "\n" { out } else { out.replace("\r\n", "\n").replace('\n', newline) }
}
