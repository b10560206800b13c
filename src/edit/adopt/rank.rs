//! Priorities from a section that ranks entries by their names.

use std::collections::HashSet;

use crate::register::Register;
use crate::text::Span;
use crate::vocabulary::{fold, without_qualifier};

/// The ranked names of a register, each with the words that rank it.
pub(super) struct Ranking {
    ranked: Vec<Ranked>,
}

struct Ranked {
    name: String,
    rank: String,
    /// What ranks it, in its heading.
    heading: Span,
    /// Whether an entry has its name.
    is_used: bool,
}

impl Ranking {
    pub(super) fn of(register: &Register<'_>) -> Self {
        let ranked = register.ranked.iter();
        Self {
            ranked: ranked
                .map(|line| {
                    let name = fold(register.text(line.label));
                    Ranked {
                        name: without_qualifier(&name).to_owned(),
                        rank: register.text(line.value).to_owned(),
                        heading: line.value,
                        is_used: false,
                    }
                })
                .collect(),
        }
    }

    /// The rank of each title: by the same name; else by a name that holds all its words, or whose
    /// words it holds all, where that is so for no other title.
    pub(super) fn of_titles(&mut self, titles: &[String]) -> Vec<Option<String>> {
        let names: Vec<String> =
            titles.iter().map(|title| without_qualifier(&fold(title)).to_owned()).collect();
        let words: Vec<HashSet<String>> = names.iter().map(|name| stems(name)).collect();
        let mut ranks: Vec<Option<String>> = vec![None; titles.len()];
        for ranked in &mut self.ranked {
            let same: Vec<usize> =
                (0..names.len()).filter(|&at| names[at] == ranked.name).collect();
            let own = stems(&ranked.name);
            let alike = || -> Vec<usize> {
                let is_part = |at: &usize| {
                    !words[*at].is_empty()
                        && (words[*at].is_subset(&own) || own.is_subset(&words[*at]))
                };
                (0..names.len()).filter(is_part).collect()
            };
            let found = if same.is_empty() { alike() } else { same };
            if let [only] = found[..] {
                ranks[only].get_or_insert_with(|| ranked.rank.clone());
                ranked.is_used = true;
            }
        }
        ranks
    }

    /// The headings that rank the names of entries. A line with such a name is not used up, as the
    /// reasons in it are not kept.
    pub(super) fn used(&self) -> Vec<Span> {
        self.ranked.iter().filter(|ranked| ranked.is_used).map(|ranked| ranked.heading).collect()
    }
}

/// The words of a name, without the sign of the plural.
fn stems(name: &str) -> HashSet<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(|word| word.strip_suffix('s').filter(|stem| stem.len() > 3).unwrap_or(word).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_as_a_whole_or_by_all_their_words() {
        let pair = |name: &str, rank: &str| Ranked {
            name: fold(name),
            rank: rank.to_owned(),
            heading: Span::at(0),
            is_used: false,
        };
        let mut ranking = Ranking {
            ranked: vec![
                pair("FlatPage Caching", "High"),
                pair("Queue Monitoring Work", "Low"),
                pair("Health Check Upgrade", "Medium"),
            ],
        };
        let titles =
            ["FlatPage caching (PC)", "Queue Monitoring", "Health Checks", "Health check", "Other"];
        let ranks = ranking.of_titles(&titles.map(str::to_owned));
        assert_eq!(ranks, [Some("High".to_owned()), Some("Low".to_owned()), None, None, None]);
    }
}
