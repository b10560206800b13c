//! Each section by its own best candidate.

use std::collections::HashSet;

use super::facts::{SectionFacts, Siblings};
use super::rivals::Rivals;
use super::tree::{SEVERAL, Section, has_children, tree};
use super::{Candidate, Evidence, Members, Weight};
use crate::register::Refusal;

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

/// Chooses what else in a document is an entry, beside what is known.
pub(in crate::register::read) fn choose(evidence: Evidence<'_, '_>) -> Chosen {
    let sections = tree(evidence.document, evidence.outline);
    let facts = SectionFacts::of(evidence, &sections);
    let mut chooser = Chooser { facts, found: Vec::new(), leading: Vec::new() };
    if let Some(root) = sections.first() {
        chooser.visit(0, root.has_subject, false);
    }
    chooser.settle_leading();
    let rivals = Rivals::of(&chooser.found, &evidence);
    let found = chooser.found.into_iter();
    let (mut needed, mut others): (Vec<Candidate>, Vec<_>) = found.partition(|it| rivals.leave(it));
    // Where the boxes of one list say what is open, so do those of the others.
    if needed.iter().any(Candidate::is_checklist) {
        needed.extend(others.extract_if(.., |it| it.is_checklist()));
    }
    if !needed.is_empty() && evidence.are_finished(&needed) {
        for candidate in needed.drain(..) {
            evidence.refuse(&candidate, &sections, Refusal::Finished);
        }
    }
    // An item of such a list has no more than its box, or the state of the version above it.
    let is_of_steps = evidence.is_of_steps();
    let is_step = |it: &mut Candidate| {
        is_of_steps && !it.has_fields && (it.has_boxes || evidence.is_below_version(it))
    };
    let is_note = |it: &mut Candidate| {
        !evidence.known.is_empty() && !it.has_state() && evidence.is_below_notes(it)
    };
    for candidate in needed.extract_if(.., |it| is_step(it) || is_note(it)) {
        evidence.refuse(&candidate, &sections, Refusal::Aside);
    }
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

struct Chooser<'a, 'o, 's> {
    facts: SectionFacts<'a, 'o, 's>,
    found: Vec<Candidate>,
    /// The lists right below the title that may introduce the sections below them.
    leading: Vec<Candidate>,
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

/// What a section holds.
enum Holding {
    /// Items or paragraphs.
    List,
    /// Sections that may be parts of it.
    Sections,
    Other,
}

impl Chooser<'_, '_, '_> {
    /// Looks for candidates in a section that is no entry itself; `is_named` if the heading right above its own
    /// names what registers track, and its own names an area.
    fn visit(&mut self, at: usize, is_about: bool, is_named: bool) {
        let section = &self.facts.sections[at];
        let mut held = self.facts.evidence.in_body(section, is_about);
        for list in held.iter_mut().filter(|it| is_named && !it.is_row()) {
            list.has_own_subject = true;
        }
        let holds_rows = at > 0 && held.iter().any(Candidate::is_row);
        // What is right below the title, above other sections, introduces them more often than not.
        let is_sure = |it: &Candidate| it.has_state() || it.weight > Weight::Weak && it.is_row();
        let is_alone = at > 0 || section.children.is_empty();
        let (held, leading): (Vec<Candidate>, Vec<_>) =
            held.into_iter().partition(|it| is_alone || is_sure(it));
        self.found.extend(held);
        let children = section.children.iter().copied();
        let is_open = |child: &usize| {
            !self.facts.sections[*child].is_aside
                || self.facts.continues_numbers(*child)
                || self.facts.continues_sections(*child)
                || self.facts.has_labels_of_level(*child)
                || self.facts.holds_repaired(&self.facts.sections[*child])
        };
        let open: Vec<usize> = children.filter(is_open).collect();
        let has_known = section.children.iter().any(|&child| self.facts.is_known(child));
        let known = if has_known { self.facts.count_known(&open) } else { Vec::new() };
        let (mut entries, mut others): (Vec<(usize, Weight)>, Vec<&Section>) = Default::default();
        for (child, role) in self.roles(&open, is_about) {
            match role {
                Role::Entry(weight) if weight > Weight::Weak || !has_known => {
                    entries.push((child, weight));
                }
                Role::Entry(_) if self.facts.is_among_known(child, &open, &known) => {
                    entries.push((child, Weight::Fair));
                }
                Role::Entry(_) => others.push(&self.facts.sections[child]),
                Role::Holder(_) => {
                    let is_about = is_about || self.facts.sections[child].has_subject;
                    let is_named = at > 0 && section.names_subject && self.facts.is_area(child);
                    self.visit(child, is_about, is_named);
                }
                Role::Nothing => {}
            }
        }
        // A text or two below rows explain them.
        if holds_rows && entries.len() < SEVERAL {
            let (weak, rest): (Vec<_>, Vec<_>) =
                entries.into_iter().partition(|(_, weight)| *weight == Weight::Weak);
            others.extend(weak.iter().map(|(child, _)| &self.facts.sections[*child]));
            entries = rest;
        }
        self.facts.evidence.refuse_sections(&others, Refusal::OthersCertain);
        let has_sure = entries.iter().any(|(_, weight)| *weight > Weight::Weak);
        let (built, leading): (Vec<Candidate>, Vec<_>) =
            leading.into_iter().partition(|it| it.has_fields && !has_sure);
        // Items with fields of entries show how this document writes them.
        if built.is_empty() {
            self.add_leading(leading, entries.is_empty());
        } else {
            let texts = entries.drain(..).map(|(child, _)| &self.facts.sections[child]);
            self.facts.evidence.refuse_sections(&texts.collect::<Vec<_>>(), Refusal::OthersCertain);
            self.add_leading(built, true);
        }
        self.add_headings(&entries, at > 0 && section.names_subject);
    }

    /// Adds the lists right below the title whose items look like entries, where no section is one.
    fn add_leading(&mut self, leading: Vec<Candidate>, is_free: bool) {
        let evidence = &self.facts.evidence;
        let is_free = is_free && evidence.known.is_empty();
        for candidate in leading {
            if is_free && evidence.look_like_entries(&candidate) {
                // The title speaks for the lists in the sections, too.
                self.found.push(Candidate { has_own_subject: false, ..candidate });
            } else {
                self.leading.push(candidate);
            }
        }
    }

    /// Takes the lists right below the title where they say as much as entries do and nothing else is any.
    fn settle_leading(&mut self) {
        let evidence = self.facts.evidence;
        // Below a heading such as `Removed debt` is what became of others, and a lone section of text is about all.
        let is_no_rival = |it: &Candidate| {
            let is_lone = it.weight == Weight::Weak && it.members.count() < SEVERAL;
            is_lone || evidence.is_finished(it)
        };
        let is_free = evidence.known.is_empty() && self.found.iter().all(is_no_rival);
        for candidate in self.leading.drain(..) {
            if is_free && evidence.are_sentences(&candidate) {
                self.found.push(candidate);
            } else {
                evidence.refuse(&candidate, self.facts.sections, Refusal::Introduction);
            }
        }
    }

    /// What each of some sections is, as its siblings see it.
    fn roles(&self, open: &[usize], is_about: bool) -> Vec<(usize, Role)> {
        let siblings = self.facts.siblings(open);
        let role = |&child: &usize| {
            let is_about = is_about || self.facts.sections[child].has_subject;
            (child, self.role(child, &siblings, is_about))
        };
        let mut roles: Vec<(usize, Role)> = open.iter().map(role).collect();
        // Beside sections that are surely entries, a list in another section is none of them.
        let is_sure = |role: &Role| matches!(role, Role::Entry(Weight::Strong));
        let sure: Vec<usize> = roles
            .iter()
            .filter(|(child, role)| is_sure(role) || self.facts.is_known(*child))
            .map(|(child, _)| *child)
            .collect();
        self.take_numbers_between(&mut roles, &sure);
        if sure.len() >= SEVERAL {
            roles.retain(|(child, role)| {
                let is_list = matches!(role, Role::Holder(Holding::List))
                    && !self.is_checklist_among_such(*child, is_about)
                    && !self.facts.evidence.is_of_leftovers(&self.facts.sections[*child]);
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
            let section = &self.facts.sections[*child];
            match role {
                // Beside sections that are entries themselves, a list belongs to its section.
                Role::Holder(Holding::List)
                    if !section.names_subject
                        && (are_of_text && (!section.has_subject || section.is_titled_state())
                            || (of_text > 0
                                || self.facts.text_levels.contains(&section.level))
                                && self.facts.starts_with_text(section)) =>
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

    /// Makes sections entries whose numbers are between those of sections that surely are some.
    fn take_numbers_between(&self, roles: &mut [(usize, Role)], sure: &[usize]) {
        let number = |at: usize| self.facts.sections[at].number;
        let sure: HashSet<u32> = sure.iter().filter_map(|&at| number(at)).collect();
        let is_between = |at: usize| {
            number(at).is_some_and(|it| {
                let next = it.checked_add(1).is_some_and(|next| sure.contains(&next));
                next && it.checked_sub(1).is_some_and(|before| sure.contains(&before))
            })
        };
        for (child, role) in roles {
            let may_be = matches!(role, Role::Holder(Holding::List) | Role::Entry(Weight::Weak));
            if may_be && is_between(*child) {
                *role = Role::Entry(Weight::Fair);
            }
        }
    }

    /// Whether a section holds items with boxes, as the certain entries are.
    fn is_checklist_among_such(&self, at: usize, is_about: bool) -> bool {
        let evidence = &self.facts.evidence;
        let held = || evidence.in_body(&self.facts.sections[at], is_about);
        self.facts.known_have_boxes && held().iter().any(Candidate::is_checklist)
    }

    /// Refuses what a section holds beside entries that are certain.
    fn refuse_body(&self, at: usize, is_about: bool) {
        let section = &self.facts.sections[at];
        for candidate in self.facts.evidence.in_body(section, is_about || section.has_subject) {
            self.facts.evidence.refuse(&candidate, self.facts.sections, Refusal::OthersCertain);
        }
    }

    /// Adds sections that are entries, those of one weight together.
    fn add_headings(&mut self, entries: &[(usize, Weight)], has_own_subject: bool) {
        for weight in [Weight::Strong, Weight::Fair, Weight::Weak] {
            let of_weight = entries.iter().filter(|(_, own)| *own == weight);
            let blocks: Vec<usize> =
                of_weight.filter_map(|&(child, _)| self.facts.sections[child].heading).collect();
            if !blocks.is_empty() {
                self.found.push(Candidate::new(Members::Headings(blocks), weight, has_own_subject));
            }
        }
    }

    /// The candidates right below a heading; none where those are its fields.
    fn held(&self, at: usize, is_about: bool) -> Vec<Candidate> {
        if self.facts.holds_fields(at) {
            return Vec::new();
        }
        self.facts.evidence.in_body(&self.facts.sections[at], is_about)
    }

    fn role(&self, at: usize, siblings: &Siblings, is_about: bool) -> Role {
        let section = &self.facts.sections[at];
        if self.facts.is_known(at) {
            return Role::Nothing;
        }
        if self.facts.holds_known(section) {
            return Role::Holder(Holding::Other);
        }
        let held = self.held(at, is_about);
        let holds_paragraphs = held.iter().any(Candidate::is_of_paragraphs);
        if siblings.alike.contains(&at) && !holds_paragraphs {
            return Role::Entry(Weight::Strong);
        }
        if self.is_about_others(section, siblings, is_about) {
            return Role::Nothing;
        }
        // `0.3. Remaining (…)` is a state, and what is in its list has it.
        if section.is_numbered && section.is_state && !held.is_empty() {
            return Role::Holder(Holding::Other);
        }
        if self.facts.is_in_run(at) || is_about && self.facts.with_criteria.contains(&at) {
            return Role::Entry(Weight::Fair);
        }
        if self.facts.built_alike(&section.children).len() * 2 > section.children.len().max(1) {
            return Role::Holder(Holding::Other);
        }
        let holds_rows = held.iter().any(Candidate::has_state);
        if siblings.are_led && held.is_empty() && self.facts.is_led(section, is_about) {
            return Role::Entry(Weight::Strong);
        }
        if section.has_dotted_number
            && self.facts.dotted >= SEVERAL
            && self.facts.dotted_are_entries
            && self.facts.says_something(section)
            && siblings.are_dotted
        {
            return Role::Entry(Weight::Fair);
        }
        if self.facts.holds_dotted(section) && self.facts.children_hold_rows(section, is_about) {
            return Role::Holder(Holding::Other);
        }
        let is_row = held.iter().any(Candidate::is_row);
        if siblings.hold_dotted && !is_row && self.facts.is_numbered_entry(section) {
            return Role::Entry(Weight::Fair);
        }
        let is_titled = siblings.are_repaired && section.ends_in_state;
        if is_titled && is_about && self.facts.starts_with_text(section) {
            return Role::Entry(Weight::Fair);
        }
        if held.is_empty() {
            return self.role_of_text(section, siblings, is_about);
        }
        let is_list = !is_row && !holds_rows && !holds_paragraphs;
        let are_remarks = || held.iter().all(|it| it.weight == Weight::Weak && !it.has_names);
        if is_list && is_about && siblings.are_titles && !section.has_subject && are_remarks() {
            return Role::Entry(Weight::Weak);
        }
        Role::Holder(if is_list { Holding::List } else { Holding::Other })
    }

    /// What a section is that has neither a list nor a table.
    fn role_of_text(&self, section: &Section, siblings: &Siblings, is_about: bool) -> Role {
        let has_children = has_children(section);
        if has_children && (section.has_subject || siblings.are_nested)
            || self.facts.children_hold_states(section)
        {
            return Role::Holder(Holding::Sections);
        }
        let evidence = &self.facts.evidence;
        if section.is_state || evidence.explains(section) || evidence.enumerates(section) {
            Role::Nothing
        } else if is_about && self.facts.says_something(section) {
            Role::Entry(Weight::Weak)
        } else if has_children {
            Role::Holder(Holding::Sections)
        } else {
            Role::Nothing
        }
    }

    /// Whether a section is about an entry, a log, an answer to a question, or explains words.
    fn is_about_others(&self, section: &Section, siblings: &Siblings, is_about: bool) -> bool {
        let evidence = &self.facts.evidence;
        evidence.is_about_known(section)
            || !section.has_subject && evidence.is_log(section)
            || siblings.are_questions && section.is_question && !(is_about && section.is_numbered)
            || !has_children(section) && evidence.explains(section)
    }

    /// Whether the numbered ones of some sections are entries by their numbers: many, most of which
    /// hold nothing but text.
    fn is_run(&self, roles: &[(usize, Role)]) -> bool {
        const MANY: usize = 5;
        let numbered = || roles.iter().filter(|(at, _)| self.facts.sections[*at].is_numbered);
        let of_text = numbered().filter(|(_, role)| matches!(role, Role::Entry(_))).count();
        of_text >= MANY && of_text * 2 > numbered().count()
    }
}
