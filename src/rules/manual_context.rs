//! What a rule about pages of the manual sees.

use crate::manual::{ComparedPages, GapMatch, HeldEntry, HeldPage, Page, PageGap};
use crate::register::{Entry, Register};
use crate::settings::Settings;
use crate::vocabulary::Vocabulary;

/// The pages of a run, compared with the entries of its registers.
#[derive(Clone, Copy)]
pub(crate) struct ManualContext<'a> {
    pub compared: &'a ComparedPages<'a>,
    /// The registers, in the order by which entries name their places.
    pub registers: &'a [Register<'a>],
    pub settings: &'a Settings,
}

impl<'a> ManualContext<'a> {
    pub(crate) fn words(&self) -> &'a Vocabulary {
        &self.settings.vocabulary
    }

    /// The register of an entry, and the entry.
    pub(crate) fn entry(&self, held: &HeldEntry) -> (&'a Register<'a>, &'a Entry) {
        let register = &self.registers[held.place.register];
        (register, &register.entries[held.place.entry])
    }

    /// The name of an entry in a sentence.
    pub(crate) fn name(&self, held: &HeldEntry) -> &'a str {
        let (register, entry) = self.entry(held);
        register.spoken_name(entry)
    }

    /// The pages, each as a rule sees it.
    pub(crate) fn pages(self) -> impl Iterator<Item = PageContext<'a>> {
        (0..self.compared.pages.len()).map(move |at| PageContext { manual: self, at })
    }
}

/// One page.
#[derive(Clone, Copy)]
pub(crate) struct PageContext<'a> {
    pub manual: ManualContext<'a>,
    /// Its place among the pages of the run.
    pub at: usize,
}

/// A gap of a page, and what it was matched with.
#[derive(Clone, Copy)]
pub(crate) struct ComparedGap<'a> {
    /// Its place among the gaps of the page.
    pub at: usize,
    pub gap: &'a PageGap,
    pub found: &'a GapMatch,
}

impl<'a> PageContext<'a> {
    pub(crate) fn held(&self) -> &'a HeldPage<'a> {
        &self.manual.compared.pages[self.at]
    }

    pub(crate) fn page(&self) -> &'a Page<'a> {
        self.held().page
    }

    pub(crate) fn gaps(&self) -> impl Iterator<Item = ComparedGap<'a>> {
        let matches = &self.manual.compared.matches[self.at];
        let gaps = self.page().gaps().zip(matches).enumerate();
        gaps.map(|(at, (gap, found))| ComparedGap { at, gap, found })
    }

    pub(crate) fn entries(&self, places: &'a [usize]) -> impl Iterator<Item = &'a HeldEntry> {
        let entries = &self.manual.compared.entries;
        places.iter().map(|&at| &entries[at])
    }
}
