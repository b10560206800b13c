//! Each section by its own best candidate.

use std::collections::{HashMap, HashSet};

use super::rivals::Rivals;
use super::tree::{Section, tree};
use super::{Candidate, Evidence, Members, Weight};
use crate::document::BlockKind;
use crate::register::Refusal;
use crate::text::Span;
use crate::vocabulary::fold;

/// The members that are entries.
#[derive(Debug, Default)]
pub(in crate::register::read) struct Chosen {
    /// The blocks of headings.
    pub(in crate::register::read) headings: HashSet<usize>,
    /// The blocks of items, and of paragraphs that open in bold.
    pub(in crate::register::read) items: Vec<usize>,
    /// Where tables start.
    pub(in crate::register::read) tables: HashSet<u32>,
}

/// From this many on, sections or entries are no chance.
const SEVERAL: usize = 3;

/// Chooses what else in a document is an entry, beside what is known.
pub(in crate::register::read) fn choose(evidence: Evidence<'_, '_>) -> Chosen {
    let sections = tree(evidence.document, evidence.outline);
    let dotted = sections.iter().filter(|section| section.has_dotted_number).count();
    let labels: Vec<HashSet<String>> =
        sections.iter().map(|section| evidence.labels_in(section)).collect();
    let common_labels = common(&labels);
    let mut chooser = Chooser {
        evidence,
        sections: &sections,
        labels,
        common_labels,
        dotted,
        dotted_are_entries: false,
        in_runs: HashSet::new(),
        text_levels: HashSet::new(),
        found: Vec::new(),
    };
    chooser.dotted_are_entries = chooser.are_dotted_entries();
    chooser.in_runs = chooser.runs();
    chooser.text_levels = chooser.text_levels();
    if let Some(root) = sections.first() {
        chooser.visit(0, root.has_subject);
    }
    let rivals = Rivals::of(&chooser.found, &evidence);
    let found = chooser.found.into_iter();
    let (needed, others): (Vec<Candidate>, Vec<_>) = found.partition(|it| rivals.leave(it));
    for candidate in &others {
        evidence.refuse(candidate, &sections, Refusal::OthersCertain);
    }
    evidence.refuse_asides(&sections);
    let mut chosen = Chosen::default();
    for candidate in needed {
        match candidate.members {
            Members::Headings(blocks) => chosen.headings.extend(blocks),
            Members::Items(blocks) | Members::Paragraphs(blocks) => chosen.items.extend(blocks),
            Members::Table(start, _) => drop(chosen.tables.insert(start)),
        }
    }
    chosen
}

/// How many sets hold each label.
fn counts<'l>(sets: impl Iterator<Item = &'l HashSet<String>>) -> HashMap<&'l str, usize> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for label in sets.flatten() {
        *counts.entry(label).or_default() += 1;
    }
    counts
}

/// The labels that at least a third of the sections with labels have, and several.
fn common(labels: &[HashSet<String>]) -> HashSet<String> {
    let filled = labels.iter().filter(|labels| !labels.is_empty()).count();
    let counts = counts(labels.iter()).into_iter();
    let common = counts.filter(|&(_, count)| count > SEVERAL && count * 3 >= filled);
    common.map(|(label, _)| label.to_owned()).collect()
}

struct Chooser<'a, 'o, 's> {
    evidence: Evidence<'a, 'o>,
    sections: &'s [Section],
    /// The labels in each section.
    labels: Vec<HashSet<String>>,
    /// The labels that a third of the sections with labels have.
    common_labels: HashSet<String>,
    /// How many headings have a number with a dot.
    dotted: usize,
    /// Whether most of those hold text and no rows with a state of their own.
    dotted_are_entries: bool,
    /// The sections whose numbers run on with those of sections that are built alike.
    in_runs: HashSet<usize>,
    /// The levels of headings with several sections that hold nothing but text.
    text_levels: HashSet<u8>,
    found: Vec<Candidate>,
}

/// What a section is.
enum Role {
    /// An entry.
    Entry(Weight),
    /// It holds entries.
    Holder(Holding),
    /// Neither.
    Nothing,
}

/// What the sections of one parent have in common.
struct Siblings {
    /// Those that are built alike.
    alike: HashSet<usize>,
    /// Whether several headings start with a level.
    are_led: bool,
    /// Whether most headings have a number with a dot.
    are_dotted: bool,
    /// Whether several hold sections whose numbers have a dot.
    hold_dotted: bool,
    /// Whether most hold sections.
    are_nested: bool,
    /// Whether most headings are questions.
    are_questions: bool,
}

/// What a section holds.
enum Holding {
    /// Items or paragraphs.
    List,
    /// Sections that may be parts of it.
    Sections,
    Other,
}

fn has_children(section: &Section) -> bool {
    !section.children.is_empty()
}

impl Chooser<'_, '_, '_> {
    /// The sections that are built alike: they have a label that at least half of them have, or that
    /// is common in the whole document.
    fn built_alike(&self, sections: &[usize]) -> HashSet<usize> {
        let own = |&at: &usize| &self.labels[at];
        let counts = counts(sections.iter().map(own));
        let is_common = |label: &String| {
            let count = counts.get(label.as_str()).copied().unwrap_or_default();
            (count > 1 && count * 2 >= sections.len()) || self.common_labels.contains(label)
        };
        sections.iter().copied().filter(|at| own(at).iter().any(is_common)).collect()
    }

    /// Whether most headings that have a number with a dot hold no rows with a state of their own.
    fn are_dotted_entries(&self) -> bool {
        let holds_rows = |section: &&Section| {
            let held = self.evidence.in_body(section, section.has_subject);
            held.iter().any(|it| it.has_state() || it.is_row())
        };
        let dotted = self.sections.iter().filter(|section| section.has_dotted_number);
        dotted.filter(holds_rows).count() * 2 < self.dotted
    }

    /// The sections of which a part is called as a part of most others is: `Symptom` below each.
    fn with_common_parts(&self, sections: &[usize]) -> HashSet<usize> {
        // Parts that hold tables are sections of entries, as often as not.
        let is_text = |child: &usize| {
            let blocks = &self.evidence.document.blocks[self.sections[*child].body.clone()];
            !blocks.iter().any(|block| matches!(block.kind, BlockKind::Table(_)))
        };
        let parts = |at: &usize| -> HashSet<String> {
            let children = self.sections[*at].children.iter().filter(|child| is_text(child));
            children.map(|&child| fold(self.heading(child))).collect()
        };
        let parts: Vec<(usize, HashSet<String>)> =
            sections.iter().map(|at| (*at, parts(at))).filter(|(_, all)| !all.is_empty()).collect();
        let counts = counts(parts.iter().map(|(_, all)| all));
        let is_common = |name: &String| {
            let count = counts.get(name.as_str()).copied().unwrap_or_default();
            count > 1 && count * 2 >= parts.len()
        };
        let with = parts.iter().filter(|(_, all)| all.iter().any(is_common));
        with.map(|(at, _)| *at).collect()
    }

    fn heading(&self, section: usize) -> &str {
        let block = self.sections[section].heading;
        block.map_or("", |at| self.evidence.block(at).content.of(self.evidence.text))
    }

    /// Looks for candidates in a section that is no entry itself.
    fn visit(&mut self, at: usize, is_about: bool) {
        let section = &self.sections[at];
        let held = self.evidence.in_body(section, is_about);
        // What is right below the title, above other sections, introduces them more often than not.
        let is_sure = |it: &Candidate| it.has_state() || it.weight > Weight::Weak && it.is_row();
        let is_alone = at > 0 || section.children.is_empty();
        let (held, leading): (Vec<Candidate>, Vec<_>) =
            held.into_iter().partition(|it| is_alone || is_sure(it));
        self.found.extend(held);
        for candidate in &leading {
            self.evidence.refuse(candidate, self.sections, Refusal::Introduction);
        }
        let children = section.children.iter().copied();
        let open: Vec<usize> = children.filter(|&child| !self.sections[child].is_aside).collect();
        let has_known = section.children.iter().any(|&child| self.is_known(child));
        let mut entries: Vec<(usize, Weight)> = Vec::new();
        let mut others: Vec<&Section> = Vec::new();
        for (child, role) in self.roles(&open, is_about) {
            match role {
                Role::Entry(weight) if weight > Weight::Weak || !has_known => {
                    entries.push((child, weight));
                }
                Role::Entry(_) => others.push(&self.sections[child]),
                Role::Holder(_) => self.visit(child, is_about || self.sections[child].has_subject),
                Role::Nothing => {}
            }
        }
        self.evidence.refuse_sections(&others, Refusal::OthersCertain);
        self.add_headings(&entries, at > 0 && section.names_subject);
    }

    /// What each of some sections is, as its siblings see it.
    fn roles(&self, open: &[usize], is_about: bool) -> Vec<(usize, Role)> {
        let siblings = self.siblings(open);
        let role = |&child: &usize| {
            let is_about = is_about || self.sections[child].has_subject;
            (child, self.role(child, &siblings, is_about))
        };
        let mut roles: Vec<(usize, Role)> = open.iter().map(role).collect();
        // Beside sections that are surely entries, a list in another section is none of them.
        let is_sure = |role: &Role| matches!(role, Role::Entry(Weight::Strong));
        let sure = roles.iter().filter(|(child, role)| is_sure(role) || self.is_known(*child));
        if sure.count() >= SEVERAL {
            roles.retain(|(child, role)| {
                let is_list = matches!(role, Role::Holder(Holding::List));
                if is_list {
                    self.refuse_body(*child, is_about);
                }
                !is_list
            });
        }
        let is_run = self.is_run(&roles) && is_about;
        let of_text = roles.iter().filter(|(_, role)| matches!(role, Role::Entry(_))).count();
        let are_of_text = of_text * 3 >= open.len() * 2;
        for (child, role) in &mut roles {
            let section = &self.sections[*child];
            match role {
                // Beside sections that are entries themselves, a list belongs to its section.
                Role::Holder(Holding::List)
                    if !section.names_subject
                        && (are_of_text && !section.has_subject
                            || (of_text > 0 || self.text_levels.contains(&section.level))
                                && self.starts_with_text(section)) =>
                {
                    *role = Role::Entry(Weight::Weak);
                }
                Role::Holder(Holding::List | Holding::Sections) | Role::Entry(Weight::Weak)
                    if is_run && section.is_numbered =>
                {
                    *role = Role::Entry(Weight::Fair);
                }
                _ => {}
            }
        }
        roles
    }

    /// Whether a section starts with sentences.
    fn starts_with_text(&self, section: &Section) -> bool {
        let first = self.evidence.document.blocks[section.body.clone()].first();
        first.is_some_and(|block| block.kind == BlockKind::Paragraph && !block.quoted)
    }

    fn text_levels(&self) -> HashSet<u8> {
        let is_text = |section: &&Section| {
            let blocks = &self.evidence.document.blocks[section.body.clone()];
            let is_apart =
                |kind| matches!(kind, BlockKind::Item(_) | BlockKind::Table(_) | BlockKind::Html);
            !blocks.is_empty()
                && !has_children(section)
                && !section.is_aside
                && !blocks.iter().any(|block| is_apart(block.kind))
        };
        let mut counts: HashMap<u8, usize> = HashMap::new();
        for section in self.sections.iter().skip(1).filter(is_text) {
            *counts.entry(section.level).or_default() += 1;
        }
        counts.into_iter().filter(|&(_, count)| count >= SEVERAL).map(|(level, _)| level).collect()
    }

    /// The sections whose numbers run on through the document, where most of them are built alike.
    fn runs(&self) -> HashSet<usize> {
        const MANY: usize = 5;
        let is_alike = |at: &&usize| {
            self.is_known(**at) || !self.labels[**at].is_disjoint(&self.common_labels)
        };
        let mut by_level: HashMap<u8, Vec<Vec<usize>>> = HashMap::new();
        let mut last: HashMap<u8, u32> = HashMap::new();
        for (at, section) in self.sections.iter().enumerate() {
            let Some(number) = section.number else { continue };
            let runs = by_level.entry(section.level).or_default();
            let before = last.insert(section.level, number);
            let follows = before.and_then(|last| last.checked_add(1)) == Some(number);
            match runs.last_mut().filter(|_| follows) {
                Some(run) => run.push(at),
                None => runs.push(vec![at]),
            }
        }
        let runs = by_level.into_values().flatten().filter(|run| run.len() >= MANY);
        let alike = runs.filter(|run| run.iter().filter(is_alike).count() * 2 > run.len());
        alike.flatten().collect()
    }

    /// What some sections have in common, counted once for all of them.
    fn siblings(&self, open: &[usize]) -> Siblings {
        let mut alike = self.built_alike(open);
        alike.extend(self.with_common_parts(open));
        let count = |is_wanted: &dyn Fn(&Section) -> bool| {
            open.iter().filter(|&&at| is_wanted(&self.sections[at])).count()
        };
        Siblings {
            alike,
            are_led: count(&|it| it.is_led_by_level) > 1,
            are_dotted: count(&|it| it.has_dotted_number) * 2 > open.len(),
            hold_dotted: count(&|it| self.holds_dotted(it)) > 1,
            are_nested: count(&|it| !it.children.is_empty()) * 2 > open.len(),
            are_questions: count(&|it| it.is_question) * 2 > open.len(),
        }
    }

    /// Refuses what a section holds beside entries that are certain.
    fn refuse_body(&self, at: usize, is_about: bool) {
        let section = &self.sections[at];
        for candidate in self.evidence.in_body(section, is_about || section.has_subject) {
            self.evidence.refuse(&candidate, self.sections, Refusal::OthersCertain);
        }
    }

    /// Adds sections that are entries, those of one weight together.
    fn add_headings(&mut self, entries: &[(usize, Weight)], has_own_subject: bool) {
        for weight in [Weight::Strong, Weight::Fair, Weight::Weak] {
            let of_weight = entries.iter().filter(|(_, own)| *own == weight);
            let blocks: Vec<usize> =
                of_weight.filter_map(|&(child, _)| self.sections[child].heading).collect();
            if !blocks.is_empty() {
                self.found.push(Candidate::new(Members::Headings(blocks), weight, has_own_subject));
            }
        }
    }

    fn role(&self, at: usize, siblings: &Siblings, is_about: bool) -> Role {
        let section = &self.sections[at];
        if self.is_known(at) {
            return Role::Nothing;
        }
        if self.holds_known(section) {
            return Role::Holder(Holding::Other);
        }
        if siblings.alike.contains(&at) && !self.holds_paragraphs(section, is_about) {
            return Role::Entry(Weight::Strong);
        }
        let is_log = !section.has_subject && self.evidence.is_log(section);
        if is_log || (siblings.are_questions && section.is_question) {
            return Role::Nothing;
        }
        if !has_children(section) && self.evidence.explains(section) {
            return Role::Nothing;
        }
        if self.in_runs.contains(&at) && self.says_something(section) {
            return Role::Entry(Weight::Fair);
        }
        if self.built_alike(&section.children).len() * 2 > section.children.len().max(1) {
            return Role::Holder(Holding::Other);
        }
        let held = self.evidence.in_body(section, is_about);
        let holds_rows = held.iter().any(Candidate::has_state);
        if section.is_led_by_level && held.is_empty() && siblings.are_led {
            return Role::Entry(Weight::Strong);
        }
        if section.has_dotted_number
            && self.dotted >= SEVERAL
            && self.dotted_are_entries
            && self.says_something(section)
            && siblings.are_dotted
        {
            return Role::Entry(Weight::Fair);
        }
        let has_children = has_children(section);
        if self.holds_dotted(section) && self.children_hold_rows(section, is_about) {
            return Role::Holder(Holding::Other);
        }
        let is_row = held.iter().any(Candidate::is_row);
        if siblings.hold_dotted && !is_row && self.is_numbered_entry(section) {
            return Role::Entry(Weight::Fair);
        }
        if !held.is_empty() {
            let is_list = !is_row && !holds_rows && !held.iter().any(Candidate::is_of_paragraphs);
            return Role::Holder(if is_list { Holding::List } else { Holding::Other });
        }
        if has_children && (section.has_subject || siblings.are_nested) {
            return Role::Holder(Holding::Sections);
        }
        if section.is_state || self.evidence.explains(section) {
            Role::Nothing
        } else if is_about && self.says_something(section) {
            Role::Entry(Weight::Weak)
        } else if has_children {
            Role::Holder(Holding::Sections)
        } else {
            Role::Nothing
        }
    }

    /// Whether a section without parts is one of those that have numbers with a dot elsewhere.
    fn is_numbered_entry(&self, section: &Section) -> bool {
        section.is_numbered
            && !has_children(section)
            && self.dotted_are_entries
            && self.says_something(section)
            && !section.heading.is_some_and(|block| self.evidence.outline.holds_items(block))
    }

    /// Whether rows in the sections of a section may be entries.
    fn children_hold_rows(&self, section: &Section, is_about: bool) -> bool {
        section.children.iter().any(|&child| {
            let child = &self.sections[child];
            self.evidence.in_body(child, is_about).iter().any(Candidate::is_row)
        })
    }

    /// Whether the sections in a section have numbers with a dot.
    fn holds_dotted(&self, section: &Section) -> bool {
        section.children.iter().any(|&child| self.sections[child].has_dotted_number)
    }

    /// Whether the numbered ones of some sections are entries by their numbers: many, most of which
    /// hold nothing but text.
    fn is_run(&self, roles: &[(usize, Role)]) -> bool {
        const MANY: usize = 5;
        let numbered = || roles.iter().filter(|(at, _)| self.sections[*at].is_numbered);
        let of_text = numbered().filter(|(_, role)| matches!(role, Role::Entry(_))).count();
        of_text >= MANY && of_text * 2 > numbered().count()
    }

    /// Whether there is text below the heading of a section.
    fn says_something(&self, section: &Section) -> bool {
        let evidence = &self.evidence;
        !section.is_frame
            && evidence.document.blocks[section.body.clone()].iter().any(|block| {
                !matches!(block.kind, BlockKind::Rule | BlockKind::Html | BlockKind::Table(_))
                    && !evidence.says_none(block)
            })
    }

    /// Whether a section is an entry already.
    fn is_known(&self, at: usize) -> bool {
        let Some(heading) = self.sections[at].heading else { return false };
        let start = self.evidence.block(heading).span.start;
        self.evidence.known.binary_search_by_key(&start, |entry| entry.span.start).is_ok()
            || crate::register::entry::is_within(self.evidence.known, Span::at(start as usize))
    }

    /// Whether paragraphs right below its heading open with IDs or numbers of their own.
    fn holds_paragraphs(&self, section: &Section, is_about: bool) -> bool {
        self.evidence.in_body(section, is_about).iter().any(Candidate::is_of_paragraphs)
    }

    /// Whether there are entries in a section already.
    fn holds_known(&self, section: &Section) -> bool {
        let start = section.heading.map_or(0, |at| self.evidence.block(at).span.start);
        let end = self.evidence.document.blocks.get(section.end).map_or(u32::MAX, |b| b.span.start);
        let known = self.evidence.known;
        let first = known.partition_point(|entry| entry.span.start < start);
        known.get(first).is_some_and(|entry| entry.span.start < end)
    }
}
