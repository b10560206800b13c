//! The SLA of each priority in a section of its own, a list or a table below a heading such as `SLA policy`, and
//! in a sentence that says nothing else.

use super::headings::DocumentParts;
use crate::document::{Block, BlockKind, Document};
use crate::register::entry::is_within;
use crate::register::policy::{is_of_promises, sla_parts};
use crate::register::{Entry, Field, Reading};
use crate::text::{Source, Span};
use crate::vocabulary::{Key, Vocabulary};

/// One line gives a priority an SLA; a policy has several.
const FEWEST: usize = 2;

/// Takes the promises of such a section, and those of a line `SLA: P0 12h, P1 3d` before the entries, for
/// the policy of the register where no line of it states one.
pub(super) fn add(
    parts: &mut DocumentParts,
    source: &Source,
    document: &Document,
    reading: Reading<'_>,
) {
    if parts.policy_lines.iter().any(|line| line.key == Some(Key::SlaDefault)) {
        return;
    }
    let words = reading.vocabulary;
    let is_policy = |field: &mut Field| {
        field.key == Some(Key::Sla) && sla_parts(source.slice(field.value), words).count() >= FEWEST
    };
    let lines = parts.metadata.extract_if(.., is_policy);
    let lines = lines.map(|line| Field { key: Some(Key::SlaDefault), ..line });
    parts.policy_lines.extend(lines);
    let headings = document.blocks.iter().enumerate().filter(|(_, block)| {
        matches!(block.kind, BlockKind::Heading(_)) && is_of_sla(source.slice(block.content), words)
    });
    let mut sections =
        headings.map(|(at, _)| promises(at, source, document, &parts.entries, words));
    let stated = sections.find(|section| section.len() >= FEWEST);
    let stated =
        stated.or_else(|| sentence(source, document, &parts.entries, words).map(|it| vec![it]));
    parts.policy_lines.extend(stated.into_iter().flatten());
}

/// The first sentence outside of entries that makes promises and says nothing else, but what introduces them:
/// `Response times: critical 2 days, high 1 week.`
fn sentence(
    source: &Source,
    document: &Document,
    entries: &[Entry],
    words: &Vocabulary,
) -> Option<Field> {
    let is_text = |block: &&Block| {
        block.kind == BlockKind::Paragraph && !block.quoted && !is_within(entries, block.span)
    };
    let blocks = document.blocks.iter().filter(is_text);
    let mut sentences = blocks.flat_map(|block| {
        let whole = source.slice(block.content);
        let lines = whole.lines().flat_map(|line| line.split(". "));
        lines.map(|sentence| block.content.part(whole, sentence))
    });
    sentences.find_map(|sentence| {
        let whole = source.slice(sentence);
        let behind = whole.split_once(": ").map(|(_, behind)| behind);
        let stated = [Some(whole), behind].into_iter().flatten();
        let mut stated = stated.filter(|text| is_of_promises(text, words));
        let value = sentence.part(whole, stated.next()?);
        Some(Field::unlabelled(Key::SlaDefault, value))
    })
}

/// Whether a heading announces SLAs.
fn is_of_sla(heading: &str, words: &Vocabulary) -> bool {
    let bare = heading.trim_matches(['*', '_', '`', ' ', ':']);
    matches!(words.key(bare), Some(Key::Sla | Key::SlaDefault))
}

/// The items and rows below a heading that give a priority a duration.
fn promises(
    heading: usize,
    source: &Source,
    document: &Document,
    entries: &[Entry],
    words: &Vocabulary,
) -> Vec<Field> {
    let below = document.blocks[heading + 1..].iter();
    let below = below.take_while(|block| !matches!(block.kind, BlockKind::Heading(_)));
    let below = below.filter(|block| !is_within(entries, block.span));
    let lines = below.flat_map(|block| lines(block, document));
    let is_promise = |line: &Span| sla_parts(source.slice(*line), words).next().is_some();
    let promises = lines.filter(is_promise);
    promises.map(|line| Field::unlabelled(Key::SlaDefault, line)).collect()
}

/// The text of a block; of a table, its rows without the pipes at their edges.
fn lines(block: &Block, document: &Document) -> Vec<Span> {
    match block.kind {
        BlockKind::Paragraph => vec![block.content],
        BlockKind::Table(at) => {
            let rows = document.tables[at as usize].rows().iter();
            let row =
                |cells: &[Span]| Some(Span { start: cells.first()?.start, end: cells.last()?.end });
            rows.filter_map(|cells| row(&cells.cells)).collect()
        }
        _ => Vec::new(),
    }
}
