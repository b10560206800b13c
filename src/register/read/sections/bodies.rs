//! The candidates right below a heading: lists, tables, paragraphs that open in bold.

use std::collections::HashSet;

use super::tree::{Piece, Section, pieces};
use super::{Candidate, Evidence, Members, TableLook, Weight};
use crate::document::{Block, BlockKind};
use crate::register::Refusal;
use crate::register::entry::is_within;
use crate::register::read::item_labels::labels_within;
use crate::register::read::item_words::leading_state;
use crate::register::read::outline::{is_aside, is_question, single_value};
use crate::register::read::strong::strong_name;
use crate::values::starts_with_day;
use crate::vocabulary::{Key, fold};

/// With fewer words, an item is a name and says nothing.
const FEW_WORDS: usize = 3;

/// With more words, what comes before a colon is no label.
const LONGEST_LABEL: usize = 4;

/// With fewer paragraphs that open alike, it is by chance.
const FEW_PARAGRAPHS: usize = 3;

impl Evidence<'_, '_> {
    /// The candidates right below the heading of a section; `is_about` if it, or a heading above it,
    /// names what registers track.
    pub(super) fn in_body(&self, section: &Section, is_about: bool) -> Vec<Candidate> {
        let pieces = pieces(self.document, section.body.clone());
        let prose: usize = pieces.iter().map(|piece| self.prose_length(piece)).sum();
        let mut found: Vec<Candidate> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            let weighed = match piece {
                Piece::Table(block) if self.is_announced_aside(*block) => None,
                Piece::List(items) if self.is_announced_aside(items[0]) => {
                    self.refuse_list(items, Refusal::Aside);
                    None
                }
                Piece::Table(block) => self.table(*block, section, is_about).filter(|table| {
                    let is_main = prose <= 2 * self.block(*block).span.len();
                    self.is_kept(table, table.has_state() || is_main, Refusal::Prose)
                }),
                Piece::List(items) => {
                    let intro = at.checked_sub(1).map(|before| &pieces[before]);
                    self.list(items, prose, section, is_about).filter(|list| {
                        let is_led =
                            self.is_led_in_text(intro, at, section) && !self.is_announced(items[0]);
                        self.is_kept(list, !is_led, Refusal::Continued)
                    })
                }
                _ => None,
            };
            found.extend(weighed);
        }
        if found.is_empty() {
            found.extend(self.paragraphs(&pieces, section, is_about));
        }
        found
    }

    /// Whether a paragraph says that there is nothing: `(None currently)`, `Nothing open here.`
    pub(super) fn says_none(&self, block: &Block) -> bool {
        const FEW: usize = 3;
        const MOST: usize = 6;
        let text = block.content.of(self.text).trim_matches(|c: char| !c.is_alphanumeric());
        let first = text.split_whitespace().next().unwrap_or(text);
        let count = text.split_whitespace().count();
        let words = self.reading.vocabulary;
        block.kind == BlockKind::Paragraph
            && (count <= FEW && words.placeholder(first).is_some()
                || count <= MOST && words.denies_gaps(text))
    }

    /// Whether the paragraph right above a list or a table says that it holds no entries.
    fn is_announced_aside(&self, block: usize) -> bool {
        self.outline.lead(block).is_some_and(|lead| lead.is_other || lead.is_verified)
    }

    /// Whether the paragraph right above a list or a table names what registers track, or a state.
    fn is_announced(&self, block: usize) -> bool {
        let lead = self.outline.lead(block);
        lead.is_some_and(|lead| lead.has_subject || !lead.values.is_empty())
    }

    /// Whether a candidate is kept; where it is not, that is remembered.
    fn is_kept(&self, candidate: &Candidate, is_kept: bool, why: Refusal) -> bool {
        if !is_kept {
            self.refuse(candidate, &[], why);
        }
        is_kept
    }

    /// The length of what a piece says in sentences.
    fn prose_length(&self, piece: &Piece) -> usize {
        match piece {
            Piece::Prose(block) => self.block(*block).span.len(),
            _ => 0,
        }
    }

    pub(super) fn block(&self, at: usize) -> &Block {
        &self.document.blocks[at]
    }

    fn is_known(&self, at: usize) -> bool {
        is_within(self.known, self.block(at).span)
    }

    /// The rows of a table.
    fn table(&self, block: usize, section: &Section, is_about: bool) -> Option<Candidate> {
        let start = self.block(block).span.start;
        let look: &TableLook =
            self.tables.get(self.tables.partition_point(|look| look.start < start))?;
        if look.start != start {
            return None;
        }
        let is_alike = look.is_repeated || look.is_numbered;
        if look.is_certain {
            let members = Members::Table(start, look.rows);
            let candidate = Candidate::new(members, Weight::Fair, section.has_subject);
            return Some(Candidate { is_tracked: true, is_alike: true, ..candidate });
        }
        let weight = match (look.is_tracked, is_about || look.has_subject) {
            (true, true) => Weight::Fair,
            (true, false) if look.is_repeated => Weight::Fair,
            (false, true) if is_alike || section.has_subject || look.has_subject => Weight::Fair,
            (true, false) | (false, true) => Weight::Weak,
            (false, false) => {
                self.refuse_table(start, look.rows, Refusal::NoSubject);
                return None;
            }
        };
        let members = Members::Table(start, look.rows);
        let candidate = Candidate::new(members, weight, section.has_subject);
        Some(Candidate { is_tracked: look.is_tracked, is_alike, ..candidate })
    }

    /// The items of a list.
    fn list(
        &self,
        items: &[usize],
        prose: usize,
        section: &Section,
        is_about: bool,
    ) -> Option<Candidate> {
        if items.iter().any(|&at| self.is_known(at)) {
            return None;
        }
        if let Some(inner) = self.grouped(items) {
            return self.list(&inner, prose, section, is_about);
        }
        let most = |is_wanted: &dyn Fn(usize) -> bool| {
            items.iter().filter(|&&at| is_wanted(at)).count() * 10 >= items.len() * 6
        };
        let has_box = |at: usize| matches!(self.block(at).kind, BlockKind::Item(Some(_)));
        if most(&|at| self.is_label(at)) || self.is_legend(items) {
            return None;
        }
        let has_boxes = most(&|at| has_box(at) || self.has_leading_value(at));
        let has_names = most(&|at| self.is_named(at));
        let is_tracked = has_names && most(&|at| self.has_fields_within(at))
            || most(&|at| self.keys_below(at).len() > 1);
        let has_fields = is_tracked || has_names && most(&|at| self.has_field_below(at));
        let is_announced = self.is_announced(items[0]);
        let names_subject = self.outline.lead(items[0]).is_some_and(|lead| lead.has_subject);
        let has_subject = section.has_subject || is_announced;
        let is_about = is_about || is_announced;
        let length: usize = items.iter().map(|&at| self.block(at).span.len()).sum();
        let candidate = |weight| {
            let members = Members::Items(items.to_vec());
            let own = Candidate::new(members, weight, section.names_subject || names_subject);
            Candidate { has_boxes, has_names, has_fields, is_explained: prose * 2 > length, ..own }
        };
        if has_boxes {
            return Some(candidate(Weight::Fair));
        }
        if !has_subject && most(&|at| starts_with_day(self.lead_text(at))) {
            self.refuse_list(items, Refusal::Log);
            return None;
        }
        if !has_subject && most(&|at| self.is_question(at)) {
            return None;
        }
        let is_short = most(&|at| self.words(at) < FEW_WORDS && !self.is_named(at));
        if is_short || most(&|at| self.is_link(at)) {
            return None;
        }
        if section.is_verified {
            self.refuse_list(items, Refusal::Works);
            return None;
        }
        let is_about = is_about || is_tracked;
        if !is_about || prose > length {
            let why = if is_about { Refusal::Prose } else { Refusal::NoSubject };
            self.refuse_list(items, why);
            return None;
        }
        let is_fair = has_subject || has_fields || most(&|at| self.has_state_below(at));
        Some(candidate(if is_fair { Weight::Fair } else { Weight::Weak }))
    }

    /// Whether a list continues a sentence of a longer text, and is no list of its own: the paragraph
    /// before it ends in a colon, and is not the first of its section, or is a sentence below a heading
    /// that names nothing to track.
    fn is_led_in_text(&self, before: Option<&Piece>, at: usize, section: &Section) -> bool {
        const SENTENCE: usize = 6;
        let Some(&Piece::Prose(block)) = before else { return false };
        let text = self.block(block).span.of(self.text).trim_end();
        let is_sentence = text.split_whitespace().count() >= SENTENCE && !section.has_subject;
        text.ends_with([':', '：']) && (at > 1 || (is_sentence && section.heading.is_some()))
    }

    /// The leading text of an item.
    fn lead(&self, item: usize) -> Option<&Block> {
        let lead = self.document.blocks.get(item + 1)?;
        let is_lead = lead.kind == BlockKind::Paragraph;
        (is_lead && self.block(item).span.contains(lead.span)).then_some(lead)
    }

    pub(super) fn lead_text(&self, item: usize) -> &str {
        self.lead(item).map_or("", |lead| lead.content.of(self.text))
    }

    fn words(&self, item: usize) -> usize {
        let text = self.lead_text(item);
        // Some scripts have no blanks between words.
        let wide = text.chars().filter(|c| ('\u{2e80}'..'\u{fb00}').contains(c)).count();
        text.split_whitespace().count() + wide / 2
    }

    /// Whether an item starts with strong words.
    fn is_named(&self, item: usize) -> bool {
        self.lead(item).is_some_and(|lead| strong_name(self.text, self.document, lead).is_some())
    }

    /// Whether the first thing right below the heading of a section is a list of days and what was
    /// done then.
    pub(super) fn is_log(&self, section: &Section) -> bool {
        let first = pieces(self.document, section.body.clone()).into_iter().next();
        let is_dated = |&&item: &&usize| starts_with_day(self.lead_text(item));
        first.is_some_and(|first| match first {
            Piece::List(items) => items.iter().filter(is_dated).count() * 10 >= items.len() * 6,
            _ => false,
        })
    }

    /// Whether an item starts with a question, as in a list of answers.
    fn is_question(&self, item: usize) -> bool {
        let lead = self.lead(item);
        let name = lead.and_then(|lead| strong_name(self.text, self.document, lead));
        let words = name.map_or_else(|| self.lead_text(item), |name| name.of(self.text));
        is_question(words)
    }

    /// Whether an item is a link and nothing else, as in a table of contents.
    fn is_link(&self, item: usize) -> bool {
        let text = self.lead_text(item).trim();
        text.starts_with('[') && text.ends_with(')') && text.matches("](").count() == 1
    }

    /// Whether an item is a field: it starts with a known label.
    fn is_label(&self, item: usize) -> bool {
        let text = self.lead_text(item);
        let words = self.reading.vocabulary;
        let label = text.split([':', '：']).next().unwrap_or(text);
        let label = label.trim_matches(['*', '`', ' ']);
        label.len() < text.len() && words.key(label).is_some_and(Key::belongs_to_entry)
    }

    /// Whether right below the heading of a section the words for states or levels are explained.
    pub(super) fn explains(&self, section: &Section) -> bool {
        let mut pieces = pieces(self.document, section.body.clone()).into_iter();
        pieces.any(|piece| matches!(piece, Piece::List(items) if self.is_legend(&items)))
    }

    /// Whether items have names with sentences behind them, or fields, and none is about the file.
    pub(super) fn look_like_entries(&self, candidate: &Candidate) -> bool {
        const FEWEST_WORDS: usize = 4;
        let Members::Items(items) = &candidate.members else { return false };
        let words = self.reading.vocabulary;
        let mut names = items.iter().filter_map(|&at| self.label_of(self.lead(at)?));
        // `Purpose` is about the file; a longer name that begins with such a word is not.
        let is_of_file = |name: &str| {
            let is_short = name.split_whitespace().count() < FEW_WORDS;
            words.key(name).is_some() || is_short && is_aside(name, words)
        };
        let sentences = items.iter().filter(|&&at| self.words(at) >= FEWEST_WORDS).count();
        candidate.weight > Weight::Weak
            && (candidate.has_names && sentences * 10 >= items.len() * 8 || candidate.has_fields)
            && !names.any(is_of_file)
    }

    /// Whether most items explain a word for a state or a level, each another one.
    fn is_legend(&self, items: &[usize]) -> bool {
        let explained: Vec<&str> = items.iter().filter_map(|&at| self.explained(at)).collect();
        let different: HashSet<&str> = explained.iter().copied().collect();
        // A lone state is that of its item, a lone level is explained.
        let words = self.reading.vocabulary;
        let is_level = |word: &str| words.is_severity_word(word) || words.is_priority_word(word);
        let is_several = explained.len() > 1 || explained.first().is_some_and(|it| is_level(it));
        is_several
            && explained.len() * 10 >= items.len() * 6
            && different.len() * 10 >= explained.len() * 8
    }

    /// The word for a state or a level that an item explains.
    fn explained(&self, item: usize) -> Option<&str> {
        let words = self.reading.vocabulary;
        let name = self.lead(item).and_then(|lead| strong_name(self.text, self.document, lead));
        let text = self.lead_text(item);
        let first = text.split([':', '：', '—', '–', '=']).next().unwrap_or(text);
        let first = first.trim_matches(['*', '`', ' ']);
        let is_word = |word: &str| words.is_of_legend(word) || self.values.contains(&fold(word));
        let name = name.map(|name| name.of(self.text)).filter(|name| is_word(name));
        name.or_else(|| (first.len() < text.len() && is_word(first)).then_some(first))
    }

    /// The items of items that are groups: each of a few words, with items that have fields below them.
    fn grouped(&self, items: &[usize]) -> Option<Vec<usize>> {
        const MOST_WORDS: usize = 4;
        let mut inner: Vec<usize> = Vec::new();
        for &at in items {
            let own = self.items_in(at);
            let is_group =
                self.words(at) <= MOST_WORDS && !self.lead_text(at).contains([':', '：']);
            if !is_group || own.is_empty() || own.iter().any(|&child| self.is_label(child)) {
                return None;
            }
            inner.extend(own);
        }
        let with_fields = inner.iter().filter(|&&at| !self.keys_below(at).is_empty()).count();
        (with_fields * 10 >= inner.len() * 6).then_some(inner)
    }

    /// The items right below the first line of an item.
    fn items_in(&self, item: usize) -> Vec<usize> {
        let Block { span, depth, .. } = *self.block(item);
        let blocks = self.document.blocks.iter().enumerate().skip(item + 1);
        let within = blocks.take_while(|(_, block)| block.span.start < span.end);
        let is_inner =
            |block: &Block| matches!(block.kind, BlockKind::Item(_)) && block.depth == depth + 1;
        within.filter(|(_, block)| is_inner(block)).map(|(at, _)| at).collect()
    }

    /// The tracked keys of the labels that the items right below an item start with.
    fn keys_below(&self, item: usize) -> HashSet<Key> {
        let labels = self.items_in(item).into_iter().filter_map(|at| self.label_of(self.lead(at)?));
        let keys = labels.filter_map(|label| self.reading.vocabulary.key(label));
        keys.filter(|key| matches!(key, Key::Status | Key::Priority | Key::Severity | Key::Owner))
            .collect()
    }

    /// Whether a state or a level has a label below the first line of an item: `- Status: open`.
    fn has_field_below(&self, item: usize) -> bool {
        let mut labels = self.leads_below(item).filter_map(|lead| self.label_of(lead));
        labels.any(|label| {
            let key = self.reading.vocabulary.key(label);
            matches!(key, Some(Key::Status | Key::Priority | Key::Severity))
        })
    }

    /// Whether fields of several tracked keys are in the words of an item: `… — owner: Ann — status: open`.
    fn has_fields_within(&self, item: usize) -> bool {
        let words = self.reading.vocabulary;
        let text = self.lead_text(item);
        let labels = labels_within(text, |label| words.key(label), |_| false);
        let keys = labels.into_iter().filter_map(|label| words.key(text[label].trim()));
        let is_tracked =
            |key: &Key| matches!(key, Key::Status | Key::Priority | Key::Severity | Key::Owner);
        keys.filter(is_tracked).collect::<HashSet<Key>>().len() > 1
    }

    /// Whether strong words below the first line of an item are a state: `- **[DONE]** …`.
    fn has_state_below(&self, item: usize) -> bool {
        let leads = self.leads_below(item);
        let mut names = leads.filter_map(|lead| strong_name(self.text, self.document, lead));
        let words = self.reading.vocabulary;
        names.any(|name| words.is_status_word(name.of(self.text).trim_matches(['[', ']'])))
    }

    /// The paragraphs below the first line of an item.
    fn leads_below(&self, item: usize) -> impl Iterator<Item = &Block> {
        let end = self.block(item).span.end;
        let blocks = self.document.blocks.get(item + 2..).unwrap_or_default();
        let within = blocks.iter().take_while(move |block| block.span.start < end);
        within.filter(|block| block.kind == BlockKind::Paragraph)
    }

    /// Whether an item starts with its state or its level: `DONE: …`, `[P1] …`.
    fn has_leading_value(&self, item: usize) -> bool {
        let text = self.lead_text(item).trim_start_matches(['*', '`', ' ']);
        let words = self.reading.vocabulary;
        let bracket = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        bracket.is_some_and(|(inner, _)| single_value(inner, words).is_some())
            || leading_state(text, words).is_some()
    }

    /// Paragraphs that open with a number or an ID in bold: `**3. …** …`, `**LIM-3 – …** …`.
    fn paragraphs(&self, pieces: &[Piece], section: &Section, is_about: bool) -> Option<Candidate> {
        let mut all_have_ids = true;
        let is_lead = |at: &usize| {
            let name = strong_name(self.text, self.document, self.block(*at));
            let text = name.map_or("", |name| name.of(self.text));
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let has_number = rest.len() < text.len() && rest.starts_with(['.', ')']);
            let has_id = self.has_new_id(text);
            let is_lead = (has_number || has_id) && !starts_with_day(text) && !self.is_known(*at);
            all_have_ids &= has_id || !is_lead;
            is_lead
        };
        let prose = pieces.iter().filter_map(|piece| match piece {
            Piece::Prose(at) => Some(*at),
            _ => None,
        });
        let leads: Vec<usize> = prose.filter(is_lead).collect();
        let is_fair = section.has_subject || all_have_ids;
        let weight = if is_fair { Weight::Fair } else { Weight::Weak };
        (is_about && leads.len() >= FEW_PARAGRAPHS)
            .then(|| Candidate::new(Members::Paragraphs(leads), weight, section.has_subject))
    }

    /// Whether a text is a title with an ID that no entry has yet: `LIM-3 – Recalls are late`.
    fn has_new_id(&self, text: &str) -> bool {
        const FEWEST_WORDS: usize = 3;
        let Some(id) = self.reading.id.prefix(text) else { return false };
        text.split_whitespace().count() >= FEWEST_WORDS && !self.ids.contains(id)
    }

    /// The labels that paragraphs and items of a section start with, folded: strong words, or a few
    /// words before a colon.
    pub(super) fn labels_in(&self, section: &Section) -> HashSet<String> {
        let blocks = &self.document.blocks[section.body.clone()];
        // Deeper items have labels of their own entries.
        let is_lead = |block: &&Block| block.kind == BlockKind::Paragraph && block.depth <= 1;
        // `DONE: …` is the state of an item, and no label of its section.
        let is_state = |label: &str| self.reading.vocabulary.is_status_word(label);
        let labels = blocks.iter().filter(is_lead).filter_map(|lead| {
            self.label_of(lead).filter(|label| lead.depth == 0 || !is_state(label))
        });
        labels.map(fold).collect()
    }

    fn label_of(&self, lead: &Block) -> Option<&str> {
        if let Some(name) = strong_name(self.text, self.document, lead) {
            return Some(name.of(self.text));
        }
        let (label, _) = lead.content.of(self.text).split_once([':', '：'])?;
        (label.split_whitespace().count() <= LONGEST_LABEL && !label.contains('`')).then_some(label)
    }
}
