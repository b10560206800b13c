//! The candidates right below a heading: lists, tables, paragraphs that open in bold.

use std::collections::HashSet;

use super::tree::{Piece, Section, pieces};
use super::{Candidate, Evidence, Members, TableLook, Weight};
use crate::document::{Block, BlockKind};
use crate::register::Refusal;
use crate::register::entry::is_within;
use crate::register::read::outline::is_aside;
use crate::register::read::paragraphs::opens_entry;
use crate::register::read::strong::strong_name;
use crate::values::starts_with_day;
use crate::vocabulary::fold;

/// With fewer words, an item is a name and says nothing.
const FEW_WORDS: usize = 3;

/// With fewer paragraphs that open alike, it is by chance.
const FEW_PARAGRAPHS: usize = 3;

impl Evidence<'_, '_> {
    /// The candidates right below the heading of a section; `is_about` if it, or a heading above it,
    /// names what registers track.
    pub(super) fn in_body(&self, section: &Section, is_about: bool) -> Vec<Candidate> {
        let pieces = pieces(self.document, section.body.clone());
        let prose: usize = pieces.iter().map(|piece| self.prose_length(piece)).sum();
        let mut found: Vec<Candidate> = Vec::new();
        let explains = self.lists_explain(&pieces);
        for (at, piece) in pieces.iter().enumerate() {
            let weighed = match piece {
                Piece::List(items) if explains => {
                    self.refuse_list(items, Refusal::Continued);
                    None
                }
                Piece::Table(block) if self.is_announced_aside(*block) => None,
                Piece::List(items) if self.is_announced_aside(items[0]) => {
                    if !self.is_legend(items) {
                        self.refuse_list(items, Refusal::Aside);
                    }
                    None
                }
                Piece::Table(block) => self.table(*block, section, is_about).filter(|table| {
                    let is_main = prose <= 2 * self.block(*block).span.len();
                    self.is_kept(table, table.has_state() || is_main, Refusal::Prose)
                }),
                Piece::List(items) => {
                    let intro = at.checked_sub(1).map(|before| &pieces[before]);
                    let is_whole = section.names_subject && section.children.is_empty();
                    let prose = if is_whole { self.prose_before(&pieces[..at]) } else { prose };
                    self.list(items, prose, section, is_about).filter(|list| {
                        // Below a list with boxes, another one goes on with it.
                        let goes_on = list.has_boxes && found.iter().any(|it| it.has_boxes);
                        let is_led = self.is_led_in_text(intro, at, section)
                            && !self.is_announced(items[0])
                            && !goes_on;
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
        self.leave_out_introductions(&mut found);
        let is_of_leftovers = is_about && self.is_of_leftovers(section);
        for candidate in &mut found {
            candidate.is_below_state = section.is_state;
            candidate.is_below_level = section.is_level;
            candidate.is_of_leftovers = is_of_leftovers;
        }
        found
    }

    /// Whether the heading of a section names an entry that is certain: `Why RSK-01 is the highest risk`.
    pub(super) fn is_about_known(&self, section: &Section) -> bool {
        let heading = section.heading.map_or("", |at| self.block(at).content.of(self.text));
        let mut words =
            heading.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '.' | '_'));
        !self.ids.is_empty() && words.any(|word| self.ids.contains(word.trim_end_matches('.')))
    }

    /// Whether a section is one of the entries which no other section is for.
    pub(super) fn is_of_leftovers(&self, section: &Section) -> bool {
        let heading = section.heading.map_or("", |at| self.block(at).content.of(self.text));
        self.reading.vocabulary.is_of_leftovers(heading)
    }

    /// Leaves out the lists above the rows of a table that tracks more than they say: they are about those.
    fn leave_out_introductions(&self, found: &mut Vec<Candidate>) {
        let is_register = |it: &Candidate| it.is_row() && it.is_tracked;
        let Some(table) = found.iter().position(is_register) else { return };
        let rows = found[table].members.count();
        let is_about_them = |it: &mut Candidate| {
            let is_bare = !it.has_boxes && !it.has_fields && !it.is_row();
            is_bare && it.members.count() < rows
        };
        let lists: Vec<Candidate> = found.extract_if(..table, is_about_them).collect();
        for list in lists {
            self.refuse(&list, &[], Refusal::Introduction);
        }
    }

    /// Whether a block says that there is nothing: `(None currently)`, `Nothing open here.`, `- None.`
    pub(super) fn says_none(&self, block: &Block) -> bool {
        const FEW: usize = 3;
        const MOST: usize = 6;
        if matches!(block.kind, BlockKind::Item(_)) {
            let item = block.span.of(self.text).trim_start_matches(['-', '*', '+', ' ']);
            return self.reading.vocabulary.says_none(item);
        }
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

    /// The length of the sentences before a list, which introduce it; those behind it are about what it says.
    fn prose_before(&self, pieces: &[Piece]) -> usize {
        pieces.iter().map(|piece| self.prose_length(piece)).sum()
    }

    /// The length of what a piece says in sentences. Rows that an empty line cuts off from their table say none.
    fn prose_length(&self, piece: &Piece) -> usize {
        match piece {
            Piece::Prose(block) if !self.block(*block).content.of(self.text).starts_with('|') => {
                self.block(*block).span.len()
            }
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
        if self.is_inventory(look, block) {
            self.refuse_table(start, look.rows, Refusal::Finished);
            return None;
        }
        let is_alike = look.is_repeated || look.is_numbered;
        if look.is_certain {
            let members = Members::Table(start, look.rows);
            let candidate = Candidate::new(members, Weight::Fair, section.has_subject);
            let is_understood = look.is_understood;
            return Some(Candidate {
                is_tracked: true,
                is_understood,
                is_alike: true,
                ..candidate
            });
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
        let TableLook { is_tracked, is_understood, .. } = *look;
        Some(Candidate { is_tracked, is_understood, is_alike, ..candidate })
    }

    /// Whether each of several lists explains the sentence right above it: `Totals are rounded down.`
    fn lists_explain(&self, pieces: &[Piece]) -> bool {
        const SEVERAL: usize = 3;
        const FEWEST_WORDS: usize = 4;
        let is_sentence = |piece: &Piece| {
            let Piece::Prose(block) = piece else { return false };
            let text = self.block(*block).content.of(self.text).trim_end();
            text.ends_with(['.', '。']) && text.split_whitespace().count() >= FEWEST_WORDS
        };
        let is_list = |at: &usize| matches!(pieces[*at], Piece::List(_));
        let mut lists = (0..pieces.len()).filter(is_list);
        lists.clone().count() >= SEVERAL && lists.all(|at| at > 0 && is_sentence(&pieces[at - 1]))
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
        let inner = self.without_led(items).or_else(|| self.grouped(items));
        let inner = inner.or_else(|| self.leaves(items).filter(|_| is_about));
        if let Some(inner) = inner {
            return self.list(&inner, prose, section, is_about);
        }
        let most = |is_wanted: &dyn Fn(usize) -> bool| {
            items.iter().filter(|&&at| is_wanted(at)).count() * 10 >= items.len() * 6
        };
        let has_box = |at: usize| matches!(self.block(at).kind, BlockKind::Item(Some(_)));
        if most(&|at| self.is_label(at)) || self.is_legend(items) || self.are_answers(items) {
            return None;
        }
        let has_boxes = most(&|at| has_box(at) || self.has_leading_value(at));
        let has_names = most(&|at| self.is_named(at));
        let is_tracked =
            has_names && most(&|at| self.has_fields_within(at)) || self.have_fields_below(items);
        let has_fields = is_tracked || most(&|at| self.says_what_became(at, has_names));
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
        if !has_subject && most(&|at| self.starts_with_day(at)) {
            self.refuse_list(items, Refusal::Log);
            return None;
        }
        let is_short =
            |at| self.words(at) < FEW_WORDS && !self.is_named(at) && !self.has_field_below(at);
        if !has_subject && most(&|at| self.is_question(at))
            || most(&is_short)
            || most(&|at| self.is_link(at))
        {
            return None;
        }
        let is_part = !has_fields && self.are_of_a_sentence(items);
        if section.is_verified || is_part {
            let why = if is_part { Refusal::Continued } else { Refusal::Works };
            self.refuse_list(items, why);
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

    /// The items without the bullets that belong to others, where there are some.
    fn without_led(&self, items: &[usize]) -> Option<Vec<usize>> {
        let is_own = |at: &usize| !self.outline.led_bullets.holds(*at);
        let own: Vec<usize> = items.iter().copied().filter(is_own).collect();
        (own.len() < items.len()).then_some(own)
    }

    /// Whether an item ends in values, or has a field below its name.
    fn says_what_became(&self, item: usize, has_names: bool) -> bool {
        self.has_values_behind(item) || has_names && self.has_field_below(item)
    }

    /// Whether a list continues a sentence of a longer text, and is no list of its own: the paragraph
    /// before it ends in a colon, and is not the first of its section, or is a sentence below a heading
    /// that names nothing to track.
    fn is_led_in_text(&self, before: Option<&Piece>, at: usize, section: &Section) -> bool {
        const SENTENCE: usize = 6;
        let Some(&Piece::Prose(block)) = before else { return false };
        let text = self.block(block).span.of(self.text).trim_end();
        let is_sentence = text.split_whitespace().count() >= SENTENCE && !section.has_subject;
        text.ends_with([':', '：'])
            && (at > 1 || (is_sentence && section.heading.is_some()))
            && !self.ends_in_subject(text)
    }

    /// Whether the last words of a sentence name what registers track: `… there are also the following limits:`
    fn ends_in_subject(&self, sentence: &str) -> bool {
        const LAST_WORDS: usize = 6;
        let words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<&str> = words.collect();
        let last = &words[words.len().saturating_sub(LAST_WORDS)..];
        last.iter().any(|word| self.reading.vocabulary.is_subject(word))
    }

    /// Whether items are parts of one sentence: all but the last end in a semicolon or a comma.
    fn are_of_a_sentence(&self, items: &[usize]) -> bool {
        const SEVERAL: usize = 3;
        let is_part = |&at: &usize| self.lead_text(at).trim_end().ends_with([';', '；', ',']);
        let parts = items.iter().filter(|at| is_part(at)).count();
        items.len() >= SEVERAL && parts + 1 >= items.len()
    }

    /// Whether the first thing right below the heading of a section is a list of days and what was
    /// done then.
    pub(super) fn is_log(&self, section: &Section) -> bool {
        let first = pieces(self.document, section.body.clone()).into_iter().next();
        let is_dated = |&&item: &&usize| self.starts_with_day(item);
        first.is_some_and(|first| match first {
            Piece::List(items) => items.iter().filter(is_dated).count() * 10 >= items.len() * 6,
            _ => false,
        })
    }

    /// Whether right below the heading of a section the words for states or levels are explained.
    pub(super) fn explains(&self, section: &Section) -> bool {
        let mut pieces = pieces(self.document, section.body.clone()).into_iter();
        pieces.any(|piece| matches!(piece, Piece::List(items) if self.is_legend(&items)))
    }

    /// Whether right below the heading of a section is a list that is one sentence.
    pub(super) fn enumerates(&self, section: &Section) -> bool {
        let mut pieces = pieces(self.document, section.body.clone()).into_iter();
        pieces.any(|piece| matches!(piece, Piece::List(items) if self.are_of_a_sentence(&items)))
    }

    /// Whether the heading of items names what registers track, and several of them are sentences, as nearly all are.
    pub(super) fn are_sentences(&self, candidate: &Candidate) -> bool {
        const SEVERAL: usize = 3;
        const FEWEST_WORDS: usize = 5;
        let Members::Items(items) = &candidate.members else { return false };
        let sentences = items.iter().filter(|&&at| self.words(at) >= FEWEST_WORDS).count();
        candidate.weight > Weight::Weak && sentences >= SEVERAL && sentences * 10 >= items.len() * 8
    }

    /// Whether items have names with sentences behind them, or fields, and none is about the file.
    pub(super) fn look_like_entries(&self, candidate: &Candidate) -> bool {
        const FEWEST_WORDS: usize = 4;
        let Members::Items(items) = &candidate.members else {
            return candidate.is_of_paragraphs() && candidate.has_fields;
        };
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

    /// Paragraphs that open with a number or an ID in bold: `**3. …** …`, `**LIM-3 – …** …`.
    fn paragraphs(&self, pieces: &[Piece], section: &Section, is_about: bool) -> Option<Candidate> {
        let mut all_have_ids = true;
        let mut all_are_sure = true;
        let is_lead = |at: &usize| {
            let is_sure = self.opens_entry(*at);
            let name = strong_name(self.text, self.document, self.block(*at));
            let text = name.map_or("", |name| name.of(self.text));
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let has_number = rest.len() < text.len() && rest.starts_with(['.', ')']);
            let has_id = self.has_new_id(text);
            let is_named = has_number || has_id || is_sure;
            let is_lead = is_named && !starts_with_day(text) && !self.is_known(*at);
            all_have_ids &= has_id || is_sure || !is_lead;
            all_are_sure &= is_sure || !is_lead;
            is_lead
        };
        let prose = pieces.iter().filter_map(|piece| match piece {
            Piece::Prose(at) => Some(*at),
            _ => None,
        });
        let leads: Vec<usize> = prose.filter(is_lead).collect();
        let is_fair = section.has_subject || all_have_ids;
        let weight = if is_fair { Weight::Fair } else { Weight::Weak };
        // Those of all sections show together that they are entries.
        let are_sure = all_are_sure && !leads.is_empty() && self.openings >= FEW_PARAGRAPHS;
        if !(are_sure || is_about && leads.len() >= FEW_PARAGRAPHS) {
            return None;
        }
        let valued = leads.iter().filter(|&&at| self.opens_with_values(at)).count();
        let has_fields = are_sure || valued * 10 >= leads.len() * 6;
        let candidate = Candidate::new(Members::Paragraphs(leads), weight, section.has_subject);
        Some(Candidate { has_fields, ..candidate })
    }

    /// Whether the paragraph at a block opens with an ID in strong text that no entry has yet, or with a word for
    /// a gap and a number.
    fn opens_entry(&self, at: usize) -> bool {
        let block = self.block(at);
        let name = strong_name(self.text, self.document, block);
        name.is_some_and(|name| !self.ids.contains(name.of(self.text)))
            && opens_entry(self.text, self.document, block, self.reading)
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
        // `[ ] Menu: add links` is a task, and `Menu` no label.
        let is_of_box = |at: usize| {
            matches!(blocks[..at].last().map(|it| it.kind), Some(BlockKind::Item(Some(_))))
        };
        let leads =
            blocks.iter().enumerate().filter(|(at, block)| is_lead(block) && !is_of_box(*at));
        let labels = leads.filter_map(|(_, lead)| {
            self.label_of(lead).filter(|label| lead.depth == 0 || !is_state(label))
        });
        labels.map(fold).collect()
    }
}
