//! A new entry: added to the register and its translations, and its ID to the page that describes it.

use anyhow::Result;

use super::entries::{self, Added, NewEntry};
use super::inputs::Inputs;
use super::notes::Notes;
use super::pages::{PageGapName, page_entries, with_id};
use super::project::Project;
use super::writes::NewText;
use crate::edit::{FieldValue, OwnValue};

/// An entry, as somebody asks for it.
#[derive(Debug)]
pub(crate) struct EntryRequest<'r> {
    /// Menu path and title; those of the page where it is empty.
    pub heading: &'r str,
    pub values: Vec<FieldValue>,
    /// What the labels and columns of the team's own say.
    pub own: Vec<OwnValue>,
    /// The gap of a page that is to become the entry.
    pub page: Option<&'r PageGapName>,
}

/// An entry that was added.
#[derive(Debug)]
pub(crate) struct NewTexts {
    pub added: Added,
    /// The labels of the page that no field of a register has, and that were not copied.
    pub left: Vec<String>,
}

impl EntryRequest<'_> {
    /// The texts with the entry. Pages that get its ID are added to the inputs.
    pub(crate) fn add(
        self,
        inputs: &mut Inputs,
        project: &Project,
        notes: &dyn Notes,
    ) -> Result<NewTexts> {
        let Self { heading, values, own, page } = self;
        let registers = inputs.registers(project).all;
        let of_page =
            page.map(|page| page_entries(page, project, &registers, notes)).transpose()?;
        let wanted = NewEntry { heading, values, own, of_page };
        let mut added = entries::add(&wanted, &registers, inputs, project, notes)?;
        let made = wanted.of_page.as_ref();
        let pages = made.map(|made| with_id(made, &added.id, project, &registers, notes));
        drop(registers);
        for (old, source) in pages.unwrap_or_default() {
            added.new.push(NewText { at: inputs.add_page(old), source });
        }
        let left = wanted.of_page.map(|page| page.left).unwrap_or_default();
        Ok(NewTexts { added, left })
    }
}
