//! Tables that lost their columns when they were copied: headers and cells run together, as in
//! `AreaStatus` and `Nightly exportFails with 500.`.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use super::ids::usual_ids;
use super::labels::own_label;
use super::options::AdoptOptions;
use super::page::{Certainty, DraftEntry, PageDraft, usual_policy};
use super::policies::Policies;
use super::short_titles::short_title;
use super::values::Values;
use crate::register::{HeadingMeaning, Policy, heading_meaning};
use crate::text::{Source, Span};
use crate::vocabulary::{Key, Vocabulary, fold};

/// What a line of such a text is.
enum FlatLine<'t> {
    Blank,
    Heading(&'t str),
    /// The labels of the columns that the lines below had.
    Header(Vec<&'t str>),
    Text,
}

/// The entries of a flattened text; nothing where it has no header run together.
pub(super) fn draft(
    source: &Source,
    language: &str,
    options: AdoptOptions<'_>,
) -> Option<PageDraft> {
    let words = &options.settings.vocabulary;
    let text = source.text();
    let lines = lines(source);
    let kinds: Vec<FlatLine<'_>> =
        (0..lines.len()).map(|at| kind(text, &lines, at, words)).collect();
    if !kinds.iter().any(|kind| matches!(kind, FlatLine::Header(_))) {
        return None;
    }
    let language = options.language.unwrap_or(language).to_owned();
    // Such a page states no SLA.
    let implies_sla = options.settings.promise.sla.is_some();
    let policy = Policy { implies_sla, ..usual_policy(options.settings) };
    let mut page = FlatPage {
        text,
        options,
        policies: Policies {
            old: &policy,
            new: &policy,
            words,
            slips: &HashSet::new(),
            are_paths: true,
            language: &language,
        },
        to_come: words.to_come(&language),
        tokens: Tokens::of(text),
        title: String::new(),
        front: Vec::new(),
        entries: Vec::new(),
        used: Vec::new(),
        section: None,
    };
    let mut columns: Option<&[&str]> = None;
    for (&line, kind) in lines.iter().zip(&kinds) {
        match kind {
            FlatLine::Blank => columns = None,
            FlatLine::Heading(heading) => page.take_heading(line, heading),
            FlatLine::Header(labels) => {
                columns = Some(labels);
                page.use_header(line);
            }
            FlatLine::Text => match columns.filter(|_| !page.is_aside()) {
                Some(labels) => page.take_row(line, labels),
                None => page.take_prose(line),
            },
        }
    }
    let FlatPage { title, front, mut entries, used, .. } = page;
    assign_ids(&mut entries, options);
    (!entries.is_empty()).then_some(PageDraft {
        title,
        front: front.join("\n\n"),
        entries,
        used,
        rest: None,
        language,
        newline: source.newline_at(0),
        has_mark: source.body_start() > 0,
    })
}

/// A flattened page, read line by line.
struct FlatPage<'a> {
    text: &'a str,
    options: AdoptOptions<'a>,
    policies: Policies<'a>,
    to_come: &'a str,
    tokens: Tokens<'a>,
    title: String,
    /// The lines before the first section.
    front: Vec<&'a str>,
    entries: Vec<Option<DraftEntry>>,
    used: Vec<Span>,
    /// The last heading, and what it says.
    section: Option<(Span, HeadingMeaning)>,
}

impl FlatPage<'_> {
    fn take_heading(&mut self, line: Span, heading: &str) {
        if self.title.is_empty() {
            self.used.push(line);
            heading.clone_into(&mut self.title);
        } else {
            let said = heading_meaning(heading, self.options.settings.reading());
            self.section = Some((line, said));
        }
    }

    /// Whether the section is one of those that hold no entries.
    fn is_aside(&self) -> bool {
        self.section.as_ref().is_some_and(|(_, said)| said.is_other)
    }

    fn use_header(&mut self, line: Span) {
        self.used.extend((!self.is_aside()).then_some(line));
    }

    fn take_prose(&mut self, line: Span) {
        let says = line.of(self.text);
        // Code or a comment that opens here would swallow the rest of the page.
        let is_open = ["```", "~~~", "<!--"].iter().any(|mark| says.contains(mark));
        if self.section.is_none() && !is_open {
            self.used.push(line);
            self.front.push(says);
        }
    }

    fn take_row(&mut self, line: Span, labels: &[&str]) {
        self.used.push(line);
        let words = self.policies.words;
        let said = self.section.as_ref().map(|(line, said)| (line.of(self.text), said));
        let (cells, certainty) = self.tokens.split(line.of(self.text), labels.len());
        let mut values = named(labels, &cells, said, self.policies);
        let area = area(said);
        let is_given = |heading: &str, (key, word): &(Key, Span)| {
            values.known.get(key).is_some_and(|value| value == word.of(heading))
        };
        let gives = |(heading, said): (&str, &HeadingMeaning)| {
            !area.is_empty() || said.values.iter().any(|value| is_given(heading, value))
        };
        let heading = self.section.as_ref().map(|(line, _)| *line);
        self.used.extend(heading.filter(|_| said.is_some_and(gives)));
        values.settle(self.policies);
        let policy = self.policies.new;
        let status = values.known.get(&Key::Status);
        let state = status.and_then(|status| policy.meaning(status, words));
        let is_closed = state.is_some_and(|state| policy.is_over(state, words));
        if self.options.is_open_only && is_closed {
            self.entries.push(None);
            return;
        }
        let title = values.cut_title(cells[0], &short_title(cells[0]), &area, self.policies);
        values.fill(None, self.to_come, self.options);
        let certainty = Some(certainty);
        self.entries.push(Some(DraftEntry { id: String::new(), area, title, values, certainty }));
    }
}

/// Gives entries the IDs that they had before, and the others the next free ones.
fn assign_ids(entries: &mut [Option<DraftEntry>], options: AdoptOptions<'_>) {
    let mut taken: HashSet<String> = HashSet::new();
    for entry in entries.iter_mut().flatten() {
        let former = options.former_ids.get(&fold(&entry.title)).cloned();
        entry.id = former.filter(|id| taken.insert(id.clone())).unwrap_or_default();
    }
    let mut free =
        usual_ids(options).filter(|id| !taken.contains(id) && !options.taken.contains(id));
    for entry in entries.iter_mut().flatten().filter(|entry| entry.id.is_empty()) {
        entry.id = free.next().unwrap_or_default();
    }
}

/// The part of the product that a section names.
fn area(said: Option<(&str, &HeadingMeaning)>) -> Vec<String> {
    let part = said.filter(|(_, said)| !said.has_subject && said.values.is_empty());
    part.and_then(|(heading, said)| Some(said.area?.of(heading).to_owned())).into_iter().collect()
}

/// The cells of a row under their labels, and what the section says of its rows.
fn named(
    labels: &[&str],
    cells: &[&str],
    said: Option<(&str, &HeadingMeaning)>,
    policies: Policies<'_>,
) -> Values {
    let Policies { words, language, .. } = policies;
    let mut values = Values::default();
    for (label, cell) in labels.iter().zip(cells).skip(1).filter(|(_, cell)| !cell.is_empty()) {
        match words.key(label) {
            Some(key) if !values.known.contains_key(&key) => {
                values.known.insert(key, (*cell).to_owned());
            }
            _ => values.own.push((own_label(label, language, words), (*cell).to_owned())),
        }
    }
    for (heading, (key, word)) in
        said.into_iter().flat_map(|(h, said)| said.values.iter().map(move |v| (h, *v)))
    {
        values.known.entry(key).or_insert_with(|| word.of(heading).to_owned());
    }
    // What a closed part of the work does now shows that it is done.
    let status = values.known.get(&Key::Status).and_then(|status| words.status(status));
    if status == Some("Verified")
        && let Some(now) = values.known.remove(&Key::Symptom)
    {
        values.known.entry(Key::ClosureNote).or_insert(now);
    }
    values
}

fn lines(source: &Source) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut at = source.body_start();
    while at < source.text().len() {
        lines.push(source.line_at(at).trim(source.text()));
        at = source.next_line(at);
    }
    lines
}

fn kind<'t>(text: &'t str, lines: &[Span], at: usize, words: &Vocabulary) -> FlatLine<'t> {
    const LONGEST_HEADING: usize = 70;
    let says = lines[at].of(text);
    let is_blank =
        |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.is_empty());
    if says.is_empty() {
        return FlatLine::Blank;
    }
    let starts_block = is_blank(at.checked_sub(1));
    let ends_block = is_blank(Some(at + 1));
    if starts_block
        && !ends_block
        && let Some(labels) = labels(says, words)
    {
        return FlatLine::Header(labels);
    }
    let bare = says.trim_start_matches('#').trim();
    let is_heading = says.len() <= LONGEST_HEADING
        && starts_block
        && ends_block
        && bare.starts_with(char::is_uppercase)
        && !bare.ends_with(['.', ':', ';', ',']);
    if is_heading || (says.starts_with('#') && !bare.is_empty()) {
        return FlatLine::Heading(bare);
    }
    FlatLine::Text
}

/// The labels of a header run together: `GapOperational impact`. Each starts with a capital right
/// behind a small letter, and at least one is known.
fn labels<'t>(line: &'t str, words: &Vocabulary) -> Option<Vec<&'t str>> {
    const LONGEST: usize = 40;
    let mut labels = Vec::new();
    let mut from = 0;
    for at in humps(line) {
        labels.push(&line[from..at]);
        from = at;
    }
    labels.push(&line[from..]);
    let is_label = |label: &&str| {
        label.len() <= LONGEST
            && label.split_whitespace().count() <= 4
            && label.chars().all(|c| c.is_alphanumeric() || " -/#()'’".contains(c))
    };
    let is_known = |label: &&str| words.key(label).is_some() || words.is_tracking(label);
    (labels.len() > 1 && labels.iter().all(is_label) && labels.iter().any(is_known))
        .then_some(labels)
}

/// The places of capitals right behind a small letter, a digit or the end of a sentence.
fn humps(line: &str) -> impl Iterator<Item = usize> {
    let pairs = line.char_indices().zip(line.chars().skip(1));
    pairs.filter_map(|((at, before), after)| {
        let is_end = before.is_lowercase() || before.is_ascii_digit() || ".)!?".contains(before);
        (is_end && after.is_uppercase()).then_some(at + before.len_utf8())
    })
}

/// The words of a text, by which one word is told from two run together.
struct Tokens<'t> {
    counts: HashMap<&'t str, usize>,
}

impl<'t> Tokens<'t> {
    fn of(text: &'t str) -> Self {
        let mut counts = HashMap::new();
        for word in words_of(text) {
            *counts.entry(word).or_default() += 1;
        }
        Self { counts }
    }

    /// A row split into as many cells as there are columns.
    fn split(&self, row: &'t str, count: usize) -> (Vec<&'t str>, Certainty) {
        let mut seams: Vec<usize> = humps(row).filter(|&at| !self.is_word(row, at)).collect();
        let seam_count = count - 1;
        let certainty = match seams.len().cmp(&seam_count) {
            Ordering::Equal => Certainty::Certain,
            Ordering::Greater => Certainty::Likely,
            Ordering::Less => {
                seams.extend(self.seam_of_words(row).filter(|at| !seams.contains(at)));
                seams.sort_unstable();
                Certainty::Guessed
            }
        };
        // The first columns of a table are short, the last one holds the sentences.
        seams.truncate(seam_count);
        let mut cells = Vec::with_capacity(count);
        let mut from = 0;
        for at in seams {
            cells.push(row[from..at].trim());
            from = at;
        }
        cells.push(row[from..].trim());
        cells.resize(count, "");
        (cells, certainty)
    }

    /// Whether the word around a hump occurs elsewhere as well, as names such as `OpenAPI` do.
    fn is_word(&self, row: &str, at: usize) -> bool {
        if row[..at].ends_with(|c: char| !c.is_alphanumeric()) {
            return false;
        }
        let letters = row[..at].chars().rev().take_while(|c| c.is_alphanumeric());
        let start = at - letters.map(char::len_utf8).sum::<usize>();
        let len = row[at..].find(|c: char| !c.is_alphanumeric()).unwrap_or(row.len() - at);
        self.counts.get(&row[start..at + len]).is_some_and(|&count| count > 1)
    }

    /// Where two words run together without a capital: before the longest word that occurs elsewhere
    /// by itself.
    fn seam_of_words(&self, row: &str) -> Option<usize> {
        const SHORTEST: usize = 4;
        let words = words_of(row).filter(|word| word.len() > 2 * SHORTEST);
        let cuts = words.flat_map(|word| {
            let start = word.as_ptr() as usize - row.as_ptr() as usize;
            let inner = word.char_indices().map(|(at, _)| at);
            let fitting = inner.filter(move |&at| at >= SHORTEST && word.len() - at >= SHORTEST);
            fitting.filter_map(move |at| {
                self.counts.contains_key(&word[at..]).then_some((word.len() - at, start + at))
            })
        });
        cuts.max().map(|(_, at)| at)
    }
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn headers_run_together_are_known_by_their_labels() {
        let words = Vocabulary::with(&UniqueMap::default());
        assert_eq!(labels("AreaStatus", &words), Some(vec!["Area", "Status"]));
        assert_eq!(
            labels("GapOperational impactOwner", &words),
            Some(vec!["Gap", "Operational impact", "Owner"])
        );
        assert_eq!(labels("OpenTelemetry", &words), None);
        assert_eq!(labels("Status", &words), None);
    }

    #[test]
    fn a_row_is_parted_where_a_capital_follows_without_a_blank() {
        let text = "Nightly exportFails with 500. The export is OpenAPI based, OpenAPI only.\n\
                    The list is empty.Nobody sees it.\nRefund journalledger rows are lost, the ledger says.";
        let tokens = Tokens::of(text);
        let cells_of = |row: usize| tokens.split(text.lines().nth(row).unwrap(), 2);
        assert_eq!(cells_of(0).0[0], "Nightly export");
        assert_eq!(cells_of(0).1, Certainty::Certain);
        assert_eq!(cells_of(1).0, ["The list is empty.", "Nobody sees it."]);
        assert_eq!(
            cells_of(2),
            (vec!["Refund journal", "ledger rows are lost, the ledger says."], Certainty::Guessed)
        );
    }
}
