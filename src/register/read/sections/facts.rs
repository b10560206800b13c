//! What the sections of a document have in common: how they are built, numbered and labelled.

use std::collections::{HashMap, HashSet};

use super::shared_labels::{common, counts, labels_of_levels};
use super::tree::{Piece, SEVERAL, Section, has_children, pieces};
use super::{Candidate, Evidence, Members};
use crate::document::BlockKind;
use crate::text::Span;

/// The sections of a document, and what they have in common.
pub(super) struct SectionFacts<'a, 'o, 's> {
    pub(super) evidence: Evidence<'a, 'o>,
    pub(super) sections: &'s [Section],
    /// Whether the certain entries are items with boxes.
    pub(super) known_have_boxes: bool,
    /// The section that holds the section with each number.
    pub(super) holders: HashMap<u32, usize>,
    /// The sections below headings that are states, where they have titles.
    titled: HashSet<usize>,
    /// The labels in each section.
    pub(super) labels: Vec<HashSet<String>>,
    /// The labels that a third of the sections with labels have.
    pub(super) common_labels: HashSet<String>,
    /// The labels that most of several sections with labels have, by the level of those.
    pub(super) level_labels: HashMap<u8, HashSet<String>>,
    /// The labels that several sections have which may hold entries.
    pub(super) shared_labels: HashSet<String>,
    /// How many headings have a number with a dot.
    pub(super) dotted: usize,
    /// Whether most of those hold text and no rows with a state of their own.
    pub(super) dotted_are_entries: bool,
    /// The sections whose numbers run on with those of sections that are built alike.
    pub(super) in_runs: HashSet<usize>,
    /// The levels of headings with several sections that hold nothing but text.
    pub(super) text_levels: HashSet<u8>,
    /// The numbered sections of sentences and of boxes below them, which say when each is done.
    pub(super) with_criteria: HashSet<usize>,
}

/// What the sections of one parent have in common.
pub(super) struct Siblings {
    /// Those that are built alike.
    pub(super) alike: HashSet<usize>,
    /// Whether several headings start with a level.
    pub(super) are_led: bool,
    /// Whether most headings have a number with a dot.
    pub(super) are_dotted: bool,
    /// Whether several hold sections whose numbers have a dot.
    pub(super) hold_dotted: bool,
    /// Whether most hold sections.
    pub(super) are_nested: bool,
    /// Whether most headings are questions.
    pub(super) are_questions: bool,
    /// Whether several numbered headings end in a state.
    pub(super) are_repaired: bool,
    /// Whether most headings are as long as the titles of entries are: `Export stops at 1,000 rows`.
    pub(super) are_titles: bool,
}

impl<'a, 'o, 's> SectionFacts<'a, 'o, 's> {
    pub(super) fn of(evidence: Evidence<'a, 'o>, sections: &'s [Section]) -> Self {
        let labels: Vec<HashSet<String>> =
            sections.iter().map(|section| evidence.labels_in(section)).collect();
        let common_labels = common(&labels);
        let others = labels.iter().zip(sections).filter(|(_, section)| !section.is_aside);
        let shared = counts(others.map(|(labels, _)| labels)).into_iter();
        let shared = shared.filter(|(_, count)| *count > 1).map(|(label, _)| label.to_owned());
        let shared_labels: HashSet<String> = shared.collect();
        let level_labels = labels_of_levels(&labels, sections);
        let mut facts = Self {
            evidence,
            sections,
            level_labels,
            known_have_boxes: evidence.have_boxes(evidence.known),
            holders: HashMap::new(),
            titled: HashSet::new(),
            labels,
            common_labels,
            shared_labels,
            dotted: sections.iter().filter(|section| section.has_dotted_number).count(),
            dotted_are_entries: false,
            in_runs: HashSet::new(),
            text_levels: HashSet::new(),
            with_criteria: HashSet::new(),
        };
        facts.dotted_are_entries = facts.are_dotted_entries();
        for (at, section) in sections.iter().enumerate() {
            let numbers = section.children.iter().filter_map(|&child| sections[child].number);
            facts.holders.extend(numbers.map(|number| (number, at)));
        }
        facts.titled = facts.titled_below_states();
        facts.in_runs = facts.runs();
        facts.text_levels = facts.text_levels();
        facts.with_criteria = facts.with_criteria();
        facts
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

    pub(super) fn heading(&self, section: usize) -> &str {
        let block = self.sections[section].heading;
        block.map_or("", |at| self.evidence.block(at).content.of(self.evidence.text))
    }

    /// Whether a section starts with sentences.
    pub(super) fn starts_with_text(&self, section: &Section) -> bool {
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

    /// The numbered sections that say in sentences what is to be done, and in the boxes of one list when it is: most
    /// of those of their level do.
    fn with_criteria(&self) -> HashSet<usize> {
        const FEW: usize = 2;
        const FEWEST_WORDS: usize = 12;
        let has_criteria = |section: &Section| {
            let evidence = &self.evidence;
            let mut pieces = pieces(evidence.document, section.body.clone()).into_iter();
            let words =
                |at: usize| evidence.block(at).content.of(evidence.text).split_whitespace().count();
            let is_box = |at: &usize| matches!(evidence.block(*at).kind, BlockKind::Item(Some(_)));
            let opens =
                matches!(pieces.next(), Some(Piece::Prose(at)) if words(at) >= FEWEST_WORDS);
            let mut lists = pieces.filter(|piece| !matches!(piece, Piece::Prose(_) | Piece::Other));
            opens
                && matches!(lists.next(), Some(Piece::List(items)) if items.iter().all(is_box))
                && lists.next().is_none()
        };
        let mut by_level: HashMap<u8, Vec<usize>> = HashMap::new();
        for (at, section) in self.sections.iter().enumerate().skip(1) {
            if section.is_numbered && !section.is_aside && !has_children(section) {
                by_level.entry(section.level).or_default().push(at);
            }
        }
        let most = by_level.into_values().filter_map(|all| {
            let with: Vec<usize> =
                all.iter().copied().filter(|&at| has_criteria(&self.sections[at])).collect();
            (with.len() >= FEW && with.len() * 10 >= all.len() * 6).then_some(with)
        });
        most.flatten().collect()
    }

    /// What some sections have in common, counted once for all of them.
    pub(super) fn siblings(&self, open: &[usize]) -> Siblings {
        /// With fewer words, headings are names of areas.
        const FEWEST_WORDS: usize = 4;
        let mut alike = self.built_alike(open);
        alike.extend(self.with_common_parts(open));
        alike.extend(self.with_labels(open));
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
            are_repaired: self.are_repaired(open),
            are_titles: self.are_titles(open, FEWEST_WORDS)
                || open.iter().any(|at| self.titled.contains(at)),
        }
    }

    /// Whether several numbered headings end in a state.
    fn are_repaired(&self, sections: &[usize]) -> bool {
        let sections = sections.iter().map(|&at| &self.sections[at]);
        sections.filter(|it| it.is_numbered && it.ends_in_state).count() > 1
    }

    /// Whether a section is a list of what was done: `## Changes of today` above `### 1. No index ✅ DONE`.
    pub(super) fn holds_repaired(&self, section: &Section) -> bool {
        self.are_repaired(&section.children)
    }

    /// Whether several headings have as many words as titles of entries have, and not as few as areas of a product.
    fn are_titles(&self, sections: &[usize], fewest_words: usize) -> bool {
        let words = |at: &usize| {
            let is_word = |word: &&str| word.contains(char::is_alphabetic);
            self.heading(*at).split_whitespace().filter(is_word).count()
        };
        let all: usize = sections.iter().map(words).sum();
        let names_subject = |at: &usize| self.sections[*at].names_subject;
        sections.len() > 1
            && !sections.iter().any(names_subject)
            && all >= fewest_words * sections.len()
    }

    /// The sections below headings that are states, where together they have titles.
    fn titled_below_states(&self) -> HashSet<usize> {
        /// There, areas of a product are less likely.
        const FEWEST_WORDS: usize = 3;
        let below = |section: &Section| -> Vec<usize> {
            let children = section.children.iter().map(|&child| &self.sections[child]);
            let states = children.filter(|child| child.is_state);
            states.flat_map(|state| state.children.iter().copied()).collect()
        };
        let all = self.sections.iter().map(below);
        all.filter(|all| self.are_titles(all, FEWEST_WORDS)).flatten().collect()
    }

    /// Whether a section without parts is one of those that have numbers with a dot elsewhere.
    pub(super) fn is_numbered_entry(&self, section: &Section) -> bool {
        section.is_numbered
            && !has_children(section)
            && self.dotted_are_entries
            && self.says_something(section)
            && !section.heading.is_some_and(|block| self.evidence.outline.holds_items(block))
    }

    /// Whether rows in the sections of a section may be entries.
    pub(super) fn children_hold_rows(&self, section: &Section, is_about: bool) -> bool {
        section.children.iter().any(|&child| {
            let child = &self.sections[child];
            self.evidence.in_body(child, is_about).iter().any(Candidate::is_row)
        })
    }

    /// Whether a section has neither number nor letter and begins with its list, as the areas of a list of gaps do.
    pub(super) fn is_area(&self, at: usize) -> bool {
        let section = &self.sections[at];
        let first = pieces(self.evidence.document, section.body.clone()).into_iter().next();
        let is_lettered =
            self.heading(at).get(1..).is_some_and(|rest| rest.starts_with(['.', ')']));
        !section.is_numbered && !is_lettered && matches!(first, Some(Piece::List(_)))
    }

    /// Whether a heading has words beside its level, something below it, and neither numbered headings nor lists
    /// below others alone.
    pub(super) fn is_led(&self, section: &Section, is_about: bool) -> bool {
        section.is_led_by_level
            && !self.groups_lists(section, is_about)
            && !self.says_none(section)
            && !section.children.iter().any(|&child| self.sections[child].is_numbered)
    }

    /// Whether a section has nothing but sections with lists: `## P0 — Block 1` above `### Uploads`.
    fn groups_lists(&self, section: &Section, is_about: bool) -> bool {
        let holds_list = |child: &usize| {
            let held = self.evidence.in_body(&self.sections[*child], is_about);
            held.iter().any(|it| matches!(it.members, Members::Items(_)))
        };
        section.body.is_empty() && has_children(section) && section.children.iter().all(holds_list)
    }

    /// Whether the sections in a section have numbers with a dot.
    pub(super) fn holds_dotted(&self, section: &Section) -> bool {
        section.children.iter().any(|&child| self.sections[child].has_dotted_number)
    }

    /// Whether there is text below the heading of a section.
    pub(super) fn says_something(&self, section: &Section) -> bool {
        let evidence = &self.evidence;
        !section.is_frame
            && evidence.document.blocks[section.body.clone()].iter().any(|block| {
                !matches!(block.kind, BlockKind::Rule | BlockKind::Html | BlockKind::Table(_))
                    && !evidence.says_none(block)
            })
    }

    /// Whether all that is below the heading of a section is that there is nothing.
    pub(super) fn says_none(&self, section: &Section) -> bool {
        let blocks = &self.evidence.document.blocks[section.body.clone()];
        !blocks.is_empty() && blocks.iter().all(|block| self.evidence.says_none(block))
    }

    /// Whether a section is an entry already.
    pub(super) fn is_known(&self, at: usize) -> bool {
        let Some(heading) = self.sections[at].heading else { return false };
        let start = self.evidence.block(heading).span.start;
        self.evidence.known.binary_search_by_key(&start, |entry| entry.span.start).is_ok()
            || crate::register::entry::is_within(self.evidence.known, Span::at(start as usize))
    }

    /// How many of some sections, in order, are entries already, up to each.
    pub(super) fn count_known(&self, siblings: &[usize]) -> Vec<usize> {
        let counts = siblings.iter().scan(0, |count, &sibling| {
            *count += usize::from(self.is_known(sibling));
            Some(*count)
        });
        counts.collect()
    }

    /// Whether a section of sentences is between entries of its level, as most of its siblings are entries.
    /// `counts` are the siblings that are entries, up to each.
    pub(super) fn is_among_known(&self, at: usize, siblings: &[usize], counts: &[usize]) -> bool {
        let place = siblings.binary_search(&at).unwrap_or_default();
        let (before, behind) = siblings.split_at(place);
        let known = counts.last().copied().unwrap_or_default();
        let known_before = place.checked_sub(1).map_or(0, |last| counts[last]);
        // The numbers of the entries before it and behind it leave room for its own.
        let has_number = |some: Option<&usize>, number: Option<u32>| {
            some.is_some_and(|&it| self.is_known(it) && self.sections[it].number == number)
        };
        let is_missing = self.sections[at].number.is_some_and(|number| {
            has_number(before.last(), number.checked_sub(1))
                && has_number(behind.get(1), number.checked_add(1))
        });
        (is_missing || known >= SEVERAL && known * 2 > siblings.len())
            && known_before > 0
            && known_before < known
            && self.starts_with_text(&self.sections[at])
    }

    /// Whether sections in a section have states or levels, and hold items that have some, too.
    pub(super) fn children_hold_states(&self, section: &Section) -> bool {
        section.children.iter().any(|&child| {
            let child = &self.sections[child];
            let is_of_values = child.has_subject && !child.names_subject;
            is_of_values && self.evidence.in_body(child, true).iter().any(Candidate::has_state)
        })
    }

    /// Whether there are entries in a section already.
    pub(super) fn holds_known(&self, section: &Section) -> bool {
        let start = section.heading.map_or(0, |at| self.evidence.block(at).span.start);
        let end = self.evidence.document.blocks.get(section.end).map_or(u32::MAX, |b| b.span.start);
        let known = self.evidence.known;
        let first = known.partition_point(|entry| entry.span.start < start);
        known.get(first).is_some_and(|entry| entry.span.start < end)
    }
}
