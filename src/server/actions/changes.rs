//! Changes that are offered at a place, and the edits that make them.

use anyhow::{Result, anyhow};
use serde_json::Value;

use super::{CHANGE, Change, FIX, FIX_ALL, TABLE, page};
use crate::edit::FieldValue;
use crate::finding::Finding;
use crate::mirror::Lag;
use crate::rules::{self, Rule};
use crate::run::entries::{self, FoundEntry};
use crate::run::repairs::repairs;
use crate::run::translations::{self, UpdateOptions};
use crate::run::writes::NewText;
use crate::run::{Inputs, Project};
use crate::server::edits::{Files, of_files};
use crate::server::features::completion::states;
use crate::server::features::formatting::with_table;
use crate::server::open_register::OpenRegister;
use crate::server::subject::named;
use crate::text::Span;
use crate::vocabulary::Key;

/// A change that is offered.
pub(super) struct Offered {
    pub kind: &'static str,
    pub title: String,
    pub change: Change,
}

impl Offered {
    fn new(kind: &'static str, title: impl Into<String>, change: Change) -> Self {
        Self { kind, title: title.into(), change }
    }
}

/// The changes that may be made at a place.
pub(super) fn offered(open: OpenRegister<'_>, span: Span) -> Vec<Offered> {
    let mut offered = vec![
        Offered::new(FIX_ALL, "Apply all safe fixes", Change::FixAll),
        Offered::new(TABLE, "Write the triage table", Change::Table),
    ];
    let lag = |one: &Finding| rules::rule(one.rule).and_then(Rule::lag);
    if open.found_in(span).iter().any(|one| lag(one) == Some(Lag::Missing)) {
        offered.push(Offered::new(FIX, "Add the missing translations", Change::Stubs));
    }
    let states = open.read(|register| {
        let at = span.start as usize;
        let in_row = || register.triage_rows().find(|row| row.row.span.contains(Span::at(at)));
        let of_row = || named(register, register.plain(in_row()?.row.id)).next();
        let entry = register.entry_around(Span::at(at)).or_else(of_row)?;
        let id = register.id(entry)?.to_owned();
        let states = states(register, Some(entry), open).into_iter();
        let wanted = states.filter(|state| state.is_reached);
        Some(wanted.map(|state| (id.clone(), state.name)).collect::<Vec<_>>())
    });
    for (id, state) in states.flatten().unwrap_or_default() {
        let title = format!("Set the status of {id} to {state}");
        offered.push(Offered::new(CHANGE, title, Change::Status { id, state }));
    }
    offered
}

/// The edit of the workspace that makes a change; nothing where nothing changes.
pub(super) fn edit(open: OpenRegister<'_>, change: &Change) -> Result<Option<Value>> {
    // Of a page, only its fixes are offered.
    if !open.workspace.is_register(open.path) {
        return Ok(page::fixed(open));
    }
    let Some(inputs) = open.writable_family() else { return Ok(None) };
    let project = &open.workspace.project;
    let new = match change {
        Change::FixAll => fixed(open, &inputs),
        Change::Table => {
            let Some(new) = with_table(open) else { return Ok(None) };
            let mut files = Files::default();
            files.add(open.path, [&open.document.text, new.text()], open.session);
            return Ok(Some(files.edit(open.session)));
        }
        Change::Stubs => stubbed(open, &inputs)?,
        Change::Status { id, state } => with_status(id, state, &inputs, project)?,
    };
    let new: Vec<NewText> =
        new.into_iter().filter(|new| !inputs.is_held(inputs.sources[new.at].path())).collect();
    Ok((!new.is_empty()).then(|| of_files(&new, &inputs, project, open.session)))
}

/// The open register with every safe fix. Others are changed by actions of their own.
fn fixed(open: OpenRegister<'_>, inputs: &Inputs) -> Vec<NewText> {
    let project = &open.workspace.project;
    let pages = project.pages();
    let kept = open.workspace.edits();
    let careful = open.workspace.careful_edits();
    let mut environment = project.environment(&pages, Some(&kept));
    environment.edits = Some(&careful);
    let mut new = repairs(inputs, project, environment).new;
    let name = open.name();
    new.retain(|new| **new.source.path() == *name);
    new
}

/// The translations with the entries that they lack.
fn stubbed(open: OpenRegister<'_>, inputs: &Inputs) -> Result<Vec<NewText>> {
    let project = &open.workspace.project;
    let registers = inputs.registers(project).all;
    let options = UpdateOptions { fixes: false, stubs: true, from: None };
    let kept = open.workspace.edits();
    let updated = translations::updated(inputs, &registers, project, options, &kept)?;
    if updated.new.is_empty()
        && let Some(withheld) = updated.withheld.first()
    {
        return Err(anyhow!(
            "{} is not added: {} says `{}`",
            withheld.id,
            withheld.field,
            withheld.value
        ));
    }
    Ok(updated.new)
}

/// The register and its translations with the status of an entry set.
fn with_status(id: &str, state: &str, inputs: &Inputs, project: &Project) -> Result<Vec<NewText>> {
    let registers = inputs.registers(project).all;
    let found: Vec<FoundEntry<'_>> = entries::only(&registers, id, project)?;
    let values = [FieldValue { key: Key::Status, text: state.to_owned() }];
    Ok(entries::set(&found, (inputs, &registers), project, (&values, &[]), false)?.new)
}
