//! Gives a register of headings what it lacks of today's form; all that it has stays.

use std::collections::BTreeSet;

use super::ids::ids;
use super::options::{AdoptOptions, Adoption};
use super::page::{self, usual_policy};
use super::plans::{Plan, Plans, own_field, with_edits};
use super::states;
use super::titles::retitled;
use super::values::{self, Policies, Values, placeholders};
use crate::document::TooDeep;
use crate::edit::state_name::slips;
use crate::finding::Edit;
use crate::register::{Entry, Form, Policy, Register};
use crate::settings::Settings;
use crate::text::{Source, Span};
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
        // What an entry says of its gap is in it already.
        if own_field(entry, Key::Symptom).is_none() && entry.form == Form::Heading {
            values.known.remove(&Key::Symptom);
        }
        let title = values::title(register.text(entry.title));
        let area = values::steps(register, entry);
        let title = match entry.form {
            Form::Heading => title,
            _ => values.cut_title(values::whole_title(register, entry), &title, &area, policies),
        };
        if entry.form != Form::Heading {
            values.keep_links(register.text(entry.span), &title, policies);
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
    let text = with_rows(register, &plans, source.text(), options);
    Ok(Adoption {
        source: Source::new(source.path().clone(), text),
        placeholders: plans.iter().map(|plan| placeholders(&plan.values, to_come)).sum(),
        entries: plans.into_iter().map(|plan| Some(plan.adopted(to_come))).collect(),
        unused: Vec::new(),
        left_out: 0,
        guessed: 0,
        healed: 0,
        left,
    })
}

/// The values in the row of an entry in the triage table.
fn tracked_by_table(
    register: &Register<'_>,
    entry: &Entry,
    policies: Policies<'_>,
) -> Vec<(Key, String)> {
    let Some(id) = register.id(entry) else { return Vec::new() };
    let row = register.triage_rows().find(|own| register.plain(own.row.id) == id);
    let cells = row.into_iter().flat_map(|own| own.table.columns.iter().zip(&own.row.cells));
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
        each.filter_map(|(entry, &at)| retitled(&register, entry, old, &old.entries[at])).collect()
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

/// The text, and behind it the rows and items of the register as headings.
fn with_rows(
    register: &Register<'_>,
    plans: &[Plan],
    text: &str,
    options: AdoptOptions<'_>,
) -> String {
    let others: Vec<usize> =
        (0..plans.len()).filter(|&at| register.entries[at].form != Form::Heading).collect();
    if others.is_empty() {
        return text.to_owned();
    }
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
    let mut out =
        format!("{}\n\n{} {}\n", text.trim_end(), "#".repeat((level - 1).max(2)), heading);
    for at in others {
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
