//! A folder whose registers are checked again and again, with texts that an editor has not saved yet.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use jiff::civil::Date;

use super::answers::{Asking, CarefulEdits, KeptAnswers, KeptOnly};
use super::contract::KeptContract;
use super::groups::paths_of;
use super::history::RegisterHistory;
use super::inputs::{Inputs, registers_of};
use super::live::{self, LiveCheck, LiveResults};
use super::new_entry::EntryRequest;
use super::notes::Notes;
use super::pages::{CheckedPages, Manual, PageGapName, PageTexts};
use super::project::{Project, ProjectOptions, Texts, today};
use super::renumbering::ChangedText;
use super::writes::NewText;
use crate::files::{leads_out, repository_above, seen_from, slashed, text_within, texts_below};
use crate::finding::Finding;
use crate::git::{HeadMark, head_mark};
use crate::lint::Scope;
use crate::manual::{Page, PageReading};
use crate::register::{Entry, Register};
use crate::text::{Source, Span};

/// What a workspace is.
#[derive(Clone, Debug)]
pub(crate) struct WorkspaceOptions {
    pub folder: PathBuf,
    /// The registers, seen from the folder; all below it where none is named.
    pub named: Vec<PathBuf>,
    /// The configuration, instead of the one found upward from the folder.
    pub config: Option<PathBuf>,
    /// The day, instead of today.
    pub today: Option<Date>,
}

/// A folder, its registers, and what was found in them last.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub options: WorkspaceOptions,
    pub project: Project,
    pub results: LiveResults,
    /// Every register, read or not, seen from the folder.
    registers: Vec<PathBuf>,
    /// The same, those together that are compared with each other.
    families: Vec<Vec<PathBuf>>,
    live: LiveCheck,
    /// The same checks once more for each text for which fixes are wanted.
    offers: LiveCheck,
    contract: KeptContract,
    answers: Arc<KeptAnswers>,
    /// Another number where anything but the texts of registers and the answers has changed.
    state: u64,
    /// How many answers there were when that was last looked at.
    answered: u64,
    /// How often the configuration was read.
    reloads: u64,
    /// The repositories that the registers lie in, and what each has checked out.
    repositories: Vec<(PathBuf, HeadMark)>,
    must_search: bool,
    must_check: bool,
}

/// What must be asked of git about a workspace.
#[derive(Debug)]
pub(crate) struct Questions {
    options: WorkspaceOptions,
    texts: Texts,
    answers: Arc<KeptAnswers>,
    /// Another number where what was asked before must be asked again.
    state: u64,
}

/// An entry that somebody wants in a register of a workspace.
#[derive(Debug)]
pub(crate) struct WantedEntry {
    options: WorkspaceOptions,
    texts: Texts,
    /// The register, seen from the folder; of all, the one that the page is about.
    register: Option<PathBuf>,
    heading: String,
    /// The gap of a page that is to become the entry.
    page: Option<PageGapName>,
}

/// What remains between two sets of questions about a workspace.
#[derive(Default)]
pub(crate) struct AskedHistory {
    /// Where the answers are kept; a workspace that was opened again has none yet.
    answers: Arc<KeptAnswers>,
    live: LiveCheck,
    history: Option<KnownHistory>,
}

/// The history of some registers at some time.
struct KnownHistory {
    registers: Vec<PathBuf>,
    state: u64,
    history: RegisterHistory,
}

impl WorkspaceOptions {
    fn project(&self, texts: Texts, notes: &dyn Notes) -> Result<Project> {
        let options = ProjectOptions {
            config: self.config.as_deref(),
            today: self.today,
            texts,
            ..ProjectOptions::default()
        };
        Project::in_folder(self.folder.clone(), &self.named, options, notes)
    }
}

impl Workspace {
    pub(crate) fn open(options: WorkspaceOptions, notes: &dyn Notes) -> Result<Self> {
        let project = options.project(Texts::default(), notes)?;
        Ok(Self {
            project,
            reloads: 0,
            repositories: Vec::new(),
            options,
            results: LiveResults::default(),
            registers: Vec::new(),
            families: Vec::new(),
            live: LiveCheck::of_changes(),
            offers: LiveCheck::default(),
            contract: KeptContract::default(),
            answers: Arc::default(),
            state: 0,
            answered: 0,
            must_search: true,
            must_check: true,
        })
    }

    /// The path of a file as its findings name it.
    pub(crate) fn name(&self, path: &Path) -> String {
        slashed(&seen_from(&self.options.folder, path))
    }

    /// Takes a text for a file; the file itself counts again where there is none.
    pub(crate) fn put(&mut self, path: &Path, text: Option<Arc<String>>) {
        let was_there = self.project.texts.has(path);
        let is_there = text.is_some();
        match text {
            Some(text) => self.project.texts.insert(path, text),
            None => self.project.texts.remove(path),
        }
        self.must_search |= was_there != is_there;
        self.must_check = true;
    }

    /// Takes notice that files have changed on the disk, among them maybe the configuration.
    pub(crate) fn reload(&mut self, notes: &dyn Notes) -> Result<()> {
        self.must_search = true;
        self.must_check = true;
        self.state += 1;
        self.reloads += 1;
        let project = self.options.project(self.project.texts.clone(), notes)?;
        self.project = project;
        Ok(())
    }

    /// Takes notice of what happens beside the registers: commits, and the end of a day. Whether there
    /// was anything.
    pub(crate) fn look_around(&mut self) -> bool {
        let marks = self.repositories.iter_mut();
        let news = marks.filter_map(|(root, head)| {
            let now = head_mark(root);
            (*head != now).then(|| *head = now)
        });
        let has_commits = news.count() > 0;
        if has_commits {
            self.answers.expire();
            self.state += 1;
            self.must_check = true;
        }
        let day = self.options.today.unwrap_or_else(today);
        let is_new_day = day != self.project.today;
        self.project.today = day;
        self.project.settings.today = Some(day);
        self.must_check |= is_new_day;
        has_commits || is_new_day
    }

    /// Takes notice of the answers that came in; whether there was one.
    pub(crate) fn take_answers(&mut self) -> bool {
        let total = self.answers.total();
        let has_news = std::mem::replace(&mut self.answered, total) != total;
        self.must_check |= has_news;
        has_news
    }

    /// Checks what has changed; whether anything has.
    pub(crate) fn check(&mut self, notes: &dyn Notes) -> bool {
        if !std::mem::take(&mut self.must_check) {
            return false;
        }
        if std::mem::take(&mut self.must_search) {
            self.search(notes);
        }
        // What was found by another contract does not count.
        self.state += u64::from(self.contract.renew(&self.project, notes));
        self.results = self.run(&self.live, self.registers.clone());
        if self.project.compares_pages(Scope::All) {
            let checked = self.check_pages(notes);
            self.results.add_pages(checked);
        }
        self.results.errors().for_each(|why| notes.error(why));
        true
    }

    fn run(&self, check: &LiveCheck, registers: Vec<PathBuf>) -> LiveResults {
        let inputs = Inputs { unread: registers, ..Inputs::default() };
        let pages = self.project.pages();
        let kept = KeptOnly(&self.answers);
        let mut environment = self.project.environment(&pages, None);
        environment.edits = None;
        environment.contract = self.contract.get();
        if !self.repositories.is_empty() {
            environment.history = Some(&kept);
            environment.edits = Some(&kept);
        }
        let state = |path: &Path| self.state + self.answers.stamp(&slashed(path));
        check.run(&self.project, &inputs, environment, &state)
    }

    /// The findings of a file around a span, without the fixes that cannot be applied.
    pub(crate) fn offered_in(&self, path: &str, span: Span) -> Vec<Finding> {
        let found = self.results.findings_around(path, span);
        let is_register = self.registers.iter().any(|own| slashed(own) == path);
        if !is_register || found.iter().all(|one| one.fix.is_none()) {
            return found;
        }
        let group = self.results.checked_with(path).map(|path| PathBuf::from(&**path)).collect();
        self.run(&self.offers, group).findings_around(path, span)
    }

    /// Compares the pages of the manual with the registers.
    fn check_pages(&self, notes: &dyn Notes) -> CheckedPages {
        let Inputs { sources, .. } = self.all_read(notes);
        let mut checked = {
            let registers = registers_of(&sources, &self.project.settings).all;
            let tree = self.project.pages();
            let manual = Manual::of_today(&self.project, &tree);
            PageTexts::of(manual, &registers, notes).check(&registers)
        };
        let pointed: HashSet<&Arc<str>> = checked.findings.iter().flat_map(paths_of).collect();
        let registers = sources.into_iter().filter_map(Arc::into_inner);
        let pointed: Vec<Source> =
            registers.filter(|source| pointed.contains(source.path())).collect();
        checked.sources.extend(pointed);
        checked
    }

    fn search(&mut self, notes: &dyn Notes) {
        self.registers = live::registers(&self.project, &self.options.named, notes).unread;
        let folders = self.registers.iter().filter_map(|path| Some(path.parent()?.to_owned()));
        let folders: BTreeSet<PathBuf> = folders.collect();
        let roots =
            folders.iter().filter_map(|folder| repository_above(&self.project.real(folder)));
        let roots: BTreeSet<PathBuf> = roots.collect();
        let known = |root: &Path| self.repositories.iter().find(|(own, _)| own == root);
        let marked = roots.into_iter().map(|root| {
            let head = known(&root).map_or_else(|| head_mark(&root), |(_, head)| head.clone());
            (root, head)
        });
        self.repositories = marked.collect();
        self.families = live::families(&self.project, &self.registers);
    }

    /// What the last check wanted to know of git; nothing where all of it is known.
    pub(crate) fn questions(&self) -> Option<Questions> {
        self.answers.take_open().then(|| Questions {
            options: self.options.clone(),
            texts: self.project.texts.clone(),
            answers: self.answers.clone(),
            state: self.reloads + self.answers.commits(),
        })
    }

    /// An entry that is wanted in one of the registers.
    pub(crate) fn wanted_entry(&self, path: &Path, heading: &str) -> WantedEntry {
        WantedEntry {
            options: self.options.clone(),
            texts: self.project.texts.clone(),
            register: Some(seen_from(&self.options.folder, path)),
            heading: heading.to_owned(),
            page: None,
        }
    }

    /// An entry that is wanted for a gap of a page; its place on the page is counted from 1.
    pub(crate) fn entry_of_gap(&self, page: &Path, number: usize) -> WantedEntry {
        let path = seen_from(&self.options.folder, page);
        WantedEntry {
            options: self.options.clone(),
            texts: self.project.texts.clone(),
            register: None,
            heading: String::new(),
            page: Some(PageGapName { path, number: Some(number) }),
        }
    }

    /// The place, from 1, of the gap of a page around an offset, if no ID is in it.
    pub(crate) fn gap_without_id(&self, page: &Source, offset: usize) -> Option<usize> {
        let settings = &self.project.settings;
        let reading =
            PageReading { vocabulary: &settings.vocabulary, id: &settings.id, prefixes: &[] };
        let page = Page::read(page, reading).ok()?;
        let at = Span::at(offset);
        let found = page.gaps().enumerate().find(|(_, gap)| gap.span.contains(at));
        found.filter(|(_, gap)| gap.ids.is_empty()).map(|(place, _)| place + 1)
    }

    /// A page with its safe fixes; nothing where nothing changes.
    pub(crate) fn repaired_page(&self, page: &Path, notes: &dyn Notes) -> Option<Source> {
        let Inputs { sources, .. } = self.all_read(notes);
        let registers = registers_of(&sources, &self.project.settings).all;
        let tree = self.project.pages();
        let texts = PageTexts::of(Manual::of_today(&self.project, &tree), &registers, notes);
        let name = self.name(page);
        let new = texts.repaired(&registers).0.into_iter().map(|new| new.source);
        new.into_iter().find(|new| **new.path() == *name)
    }

    /// What git said of the last edits, as far as that is known.
    pub(crate) fn edits(&self) -> KeptOnly<'_> {
        KeptOnly(&self.answers)
    }

    /// The same; where it is not known of what differs which side is the newer one, either may be.
    pub(crate) fn careful_edits(&self) -> CarefulEdits<'_> {
        CarefulEdits { kept: &self.answers, has_git: !self.repositories.is_empty() }
    }

    /// Whether a file is one of the registers.
    pub(crate) fn is_register(&self, path: &Path) -> bool {
        let name = seen_from(&self.options.folder, path);
        self.registers.contains(&name)
    }

    /// The text of a file that the findings of the last check point into.
    pub(crate) fn text_of(&self, path: &str) -> Option<&str> {
        let in_memory = self.project.texts.get(&self.project.whole(path));
        in_memory.or_else(|| self.results.kept_text(path))
    }

    /// Whether a file was checked: a register, or a page of the manual where pages are compared.
    pub(crate) fn is_checked(&self, path: &Path) -> bool {
        let name = self.name(path);
        self.is_register(path) || self.results.files().any(|file| **file == *name)
    }

    /// Every register, read.
    pub(crate) fn all_read(&self, notes: &dyn Notes) -> Inputs {
        let mut inputs = Inputs { unread: self.registers.clone(), ..Inputs::default() };
        inputs.read(&self.project, notes);
        inputs
    }

    /// The file of a page that a register names.
    pub(crate) fn page(&self, register: &str, page: &str) -> Option<PathBuf> {
        self.pages(register, &[page]).pop().flatten()
    }

    /// The file of each page that a register names.
    pub(crate) fn pages(&self, register: &str, pages: &[&str]) -> Vec<Option<PathBuf>> {
        self.project.pages().files(register, pages)
    }

    /// When an entry was last changed, as far as git was asked. It is asked if that is not known.
    pub(crate) fn last_change(&self, register: &Register<'_>, entry: &Entry) -> Option<Date> {
        if self.repositories.is_empty() {
            return None;
        }
        self.answers.last_change(register.source.path(), register.id(entry)?)
    }

    /// The paths of the Markdown files of the folder.
    pub(crate) fn page_files(&self) -> Vec<PathBuf> {
        texts_below(&self.options.folder, &["md", "markdown"])
    }

    /// The Markdown files of the folder, each with its whole path.
    pub(crate) fn texts_around(&self) -> impl Iterator<Item = (PathBuf, String)> {
        let folder = self.options.folder.clone();
        let limit = self.project.settings.max_bytes;
        let paths = self.page_files().into_iter();
        let ours = paths.filter(move |path| !leads_out(&folder, path));
        ours.filter_map(move |path| Some((path.clone(), text_within(&path, limit)?)))
    }

    /// A register with those that it is compared with, read.
    pub(crate) fn with_family(&self, path: &Path, notes: &dyn Notes) -> Inputs {
        let path = seen_from(&self.options.folder, path);
        let family = self.families.iter().find(|family| family.contains(&path));
        let unread = family.cloned().unwrap_or_else(|| vec![path]);
        let mut inputs = Inputs { unread, ..Inputs::default() };
        inputs.read(&self.project, notes);
        inputs
    }
}

impl Questions {
    pub(crate) fn folder(&self) -> &Path {
        &self.options.folder
    }

    /// Asks git everything that a check of the workspace wants to know, and keeps the answers.
    pub(crate) fn ask(&self, asked: &mut AskedHistory, notes: &dyn Notes) -> Result<()> {
        if !Arc::ptr_eq(&asked.answers, &self.answers) {
            *asked = AskedHistory { answers: self.answers.clone(), ..AskedHistory::default() };
        }
        let project = self.options.project(self.texts.clone(), notes)?;
        let inputs = live::registers(&project, &self.options.named, notes);
        let is_old =
            |known: &KnownHistory| known.registers != inputs.unread || known.state != self.state;
        if asked.history.as_ref().is_none_or(is_old) {
            let registers = inputs.unread.clone();
            let history = RegisterHistory::of(registers.clone(), &project, notes);
            asked.history = Some(KnownHistory { registers, state: self.state, history });
        }
        let Some(KnownHistory { history, .. }) = &asked.history else { return Ok(()) };
        let asking = Asking { kept: &self.answers, project: &project, history };
        let pages = project.pages();
        let mut environment = project.environment(&pages, Some(&asking));
        environment.edits = Some(&asking);
        asked.live.run(&project, &inputs, environment, &|_| self.state);
        let is_wanted = |path: &PathBuf| asking.is_wanted(&slashed(path));
        let wanted = inputs.unread.iter().filter(|path| is_wanted(path)).cloned().collect();
        let mut wanted = Inputs { unread: wanted, ..Inputs::default() };
        wanted.read(&project, notes);
        asking.ask_last_changes(&wanted.registers(&project).all);
        Ok(())
    }
}

impl WantedEntry {
    /// The register and its translations with the entry. Git is asked which IDs there were.
    pub(crate) fn add(&self, notes: &dyn Notes) -> Result<Vec<ChangedText>> {
        let project = self.options.project(self.texts.clone(), notes)?;
        let named = self.register.as_ref().map_or(&*self.options.named, std::slice::from_ref);
        let mut inputs = live::registers(&project, named, notes);
        inputs.read(&project, notes);
        if let Some(conflict) = inputs.conflict() {
            return Err(conflict);
        }
        let (heading, page) = (self.heading.as_str(), self.page.as_ref());
        let request = EntryRequest { heading, values: Vec::new(), own: Vec::new(), page };
        let added = request.add(&mut inputs, &project, notes)?.added;
        let changed = |NewText { at, source }: NewText| {
            let old = &inputs.sources[at];
            let old = Source::new(project.whole(&**old.path()).to_string_lossy(), old.text());
            ChangedText { old, new: source }
        };
        Ok(added.new.into_iter().map(changed).collect())
    }
}

#[cfg(test)]
mod tests;
