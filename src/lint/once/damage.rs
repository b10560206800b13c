//! Lost and broken letters: what cannot be read for them is reported as that.

use std::collections::{HashMap, HashSet};

use super::LintedRegisters;
use crate::finding::{Extent, Finding};
use crate::mirror::Paired;
use crate::register::{Field, Register};
use crate::text::Span;

/// What is damaged in a register.
#[derive(Default)]
struct Damage {
    /// Where letters are broken or lost, in order.
    spans: Vec<Span>,
    /// Whether broken letters can be read back.
    has_broken: bool,
    /// Whether all letters of its language are lost, and question marks may stand for them.
    has_lost_all: bool,
}

/// The parts of a register that cannot be read.
#[derive(Default)]
struct Unreadable {
    /// The entries with a label that cannot be read, by name.
    entries: HashSet<String>,
    has_header: bool,
    has_table_header: bool,
    /// Whether all letters of its language are lost.
    has_lost_all: bool,
    /// Whether letters are broken, so that its texts are others than before.
    has_broken: bool,
}

impl Damage {
    /// The damage of each register that has some, by path.
    fn of_each(findings: &[Finding]) -> HashMap<String, Self> {
        let mut all: HashMap<String, Self> = HashMap::new();
        for finding in findings.iter().filter(|finding| is_about_letters(finding)) {
            let damage = all.entry(finding.path.to_string()).or_default();
            if finding.rule == "lost-letters" && finding.extent == Extent::Place {
                damage.has_lost_all = true;
            } else {
                damage.spans.push(finding.span);
                damage.has_broken |= finding.rule == "mojibake";
            }
        }
        for damage in all.values_mut() {
            damage.spans.sort_unstable();
        }
        all
    }

    /// Whether a part of a text is damaged.
    fn touches(&self, register: &Register<'_>, span: Span) -> bool {
        let next = self.spans.partition_point(|damaged| damaged.end <= span.start);
        self.spans.get(next).is_some_and(|damaged| damaged.start < span.end)
            || (self.has_lost_all && has_mark_in_word(register.text(span)))
    }

    fn unreadable(&self, register: &Register<'_>) -> Unreadable {
        // With all letters of a language gone, any label may be one that was known.
        let is_unread = |span: Span| self.has_lost_all || self.touches(register, span);
        let is_label = |field: &Field| field.key.is_none() && is_unread(field.label);
        let entries = register.entries.iter().filter(|entry| entry.fields.iter().any(is_label));
        let start = register.entries.first().map_or(u32::MAX, |entry| entry.span.start);
        let end = start.min(register.source.text().len() as u32);
        let header = register.triage.iter().flat_map(|table| &table.columns);
        Unreadable {
            entries: entries.filter_map(|entry| register.name(entry)).collect(),
            has_header: self.touches(register, Span { start: 0, end }),
            has_lost_all: self.has_lost_all,
            has_broken: self.has_broken,
            has_table_header: header
                .filter(|column| column.key.is_none())
                .any(|column| is_unread(column.span)),
        }
    }
}

impl Unreadable {
    /// Whether a finding says that something is not there, which may only be unreadable.
    fn explains(&self, finding: &Finding) -> bool {
        let is_of_entry =
            finding.entry.as_deref().is_some_and(|entry| self.entries.contains(entry));
        match finding.rule {
            "missing-field" => is_of_entry,
            "mirror-field" => is_of_entry || (finding.entry.is_none() && self.has_header),
            "mirror-table" | "unknown-column" => finding.entry.is_none() && self.has_table_header,
            "unknown-field" | "mirror-untranslated" => self.has_lost_all,
            "mirror-outdated" => self.has_lost_all || self.has_broken,
            _ => false,
        }
    }
}

fn is_about_letters(finding: &Finding) -> bool {
    ["mojibake", "lost-letters"].contains(&finding.rule)
}

/// Whether a question mark is part of a word, as in `Do?rulama`.
fn has_mark_in_word(text: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    text.match_indices('?').any(|(at, _)| {
        is_letter(text[at + 1..].chars().next()) || is_letter(text[..at].chars().next_back())
    })
}

impl LintedRegisters<'_> {
    /// The findings without those about what cannot be read for lost and broken letters.
    pub(super) fn without_unreadable(
        self,
        mut findings: Vec<Finding>,
        pairs: &[Paired],
    ) -> Vec<Finding> {
        let damaged = Damage::of_each(&findings);
        if damaged.is_empty() {
            return findings;
        }
        let by_path: HashMap<&str, &Register<'_>> =
            self.registers.iter().map(|&register| (&**register.source.path(), register)).collect();
        let unreadable: HashMap<&str, Unreadable> = damaged
            .iter()
            .filter_map(|(path, damage)| {
                let register = by_path.get(path.as_str())?;
                Some((path.as_str(), damage.unreadable(register)))
            })
            .collect();
        // A mirror's findings are about its leading register, too.
        let leading: HashMap<&str, &str> =
            pairs.iter().map(|pair| (self.path(pair.mirror), self.path(pair.leading))).collect();
        findings.retain(|finding| {
            let path = &*finding.path;
            let (damage, register) = (damaged.get(path), by_path.get(path));
            if is_about_letters(finding) {
                let is_all_lost = finding.rule == "lost-letters" && finding.extent == Extent::Place;
                return !(is_all_lost && damage.is_some_and(|damage| damage.has_broken));
            }
            // A place in the same file that it is compared with may be damaged, too.
            let own = finding.related.iter().filter(|other| other.path.is_none());
            let mut places = std::iter::once(finding.span).chain(own.map(|other| other.span));
            let is_damaged = damage.zip(register).is_some_and(|(damage, register)| {
                places.any(|place| damage.touches(register, place))
            });
            let others = finding.related.iter().filter_map(|other| {
                let path = &**other.path.as_ref()?;
                Some(damaged.get(path)?.touches(by_path.get(path)?, other.span))
            });
            let is_damaged = is_damaged || others.into_iter().any(|is_damaged| is_damaged);
            let of_leading = leading.get(path).and_then(|leading| unreadable.get(leading));
            let mut explaining = unreadable.get(path).into_iter().chain(of_leading);
            !is_damaged && !explaining.any(|unreadable| unreadable.explains(finding))
        });
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_mark_in_a_word_may_stand_for_a_letter() {
        for text in ["?ncelik", "Do?rulama", "sonras? (fix)"] {
            assert!(has_mark_in_word(text), "{text}");
        }
        assert!(!has_mark_in_word("200 ? 404") && !has_mark_in_word("Öncelik"));
    }
}
