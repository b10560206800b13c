//! How far each language is in step with the leading one.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

/// One language's entries, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LanguageStatus {
    /// The code of the language.
    pub language: String,
    /// How many entries there are to translate.
    pub entries: usize,
    /// How many are translated and up to date.
    pub in_step: usize,
    /// How many have no translation.
    pub missing: usize,
    /// How many state another fact.
    pub contradicting: usize,
    /// How many do not follow a change of the leading prose yet.
    pub outdated: usize,
    /// How many are not translated, or not wholly.
    pub untranslated: usize,
}

/// In which way an entry's translation lags behind it. The one that weighs most comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lag {
    /// There is no translation.
    Missing,
    /// It states another fact.
    Contradicting,
    /// It is not translated, or not wholly.
    Untranslated,
    /// Its leading entry was changed after it.
    Outdated,
}

/// An entry whose translation lags behind.
#[derive(Debug)]
pub(crate) struct LaggingEntry {
    pub lag: Lag,
    /// What tells the entry from others; nothing where no entry is concerned.
    pub entry: Option<String>,
}

/// What was found about one pair.
#[derive(Debug)]
pub(crate) struct PairFindings<'f> {
    /// The language of the mirror.
    pub language: &'f str,
    /// How many entries the leading register has.
    pub entries: usize,
    /// One for each finding.
    pub lagging: Vec<LaggingEntry>,
    /// How many more entries have no translation, which findings only count.
    pub missing: usize,
}

/// The state of each language, over all pairs.
pub(crate) fn statuses<'f>(
    pairs: impl IntoIterator<Item = PairFindings<'f>>,
) -> Vec<LanguageStatus> {
    let mut by_language: BTreeMap<&str, LanguageStatus> = BTreeMap::new();
    for pair in pairs {
        let status = by_language.entry(pair.language).or_default();
        pair.language.clone_into(&mut status.language);
        status.entries += pair.entries;
        let mut gravest: HashMap<&str, Lag> = HashMap::new();
        for LaggingEntry { lag, entry } in &pair.lagging {
            if let Some(entry) = entry {
                gravest.entry(entry).and_modify(|known| *known = *lag.min(known)).or_insert(*lag);
            }
        }
        status.in_step += pair.entries.saturating_sub(gravest.len() + pair.missing);
        status.missing += pair.missing;
        for lag in gravest.into_values() {
            *status.count_of(lag) += 1;
        }
    }
    by_language.into_values().collect()
}

impl LanguageStatus {
    fn count_of(&mut self, lag: Lag) -> &mut usize {
        match lag {
            Lag::Missing => &mut self.missing,
            Lag::Contradicting => &mut self.contradicting,
            Lag::Untranslated => &mut self.untranslated,
            Lag::Outdated => &mut self.outdated,
        }
    }
}

/// The states of each language in several groups of registers, added up.
pub(crate) fn in_all(places: impl IntoIterator<Item = Vec<LanguageStatus>>) -> Vec<LanguageStatus> {
    let mut by_language: BTreeMap<String, LanguageStatus> = BTreeMap::new();
    for one in places.into_iter().flatten() {
        let all = by_language.entry(one.language.clone()).or_default();
        all.language = one.language;
        all.entries += one.entries;
        all.in_step += one.in_step;
        all.missing += one.missing;
        all.contradicting += one.contradicting;
        all.outdated += one.outdated;
        all.untranslated += one.untranslated;
    }
    by_language.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_counted_once_by_its_gravest_lag() {
        let of = |lag, entry: &str| LaggingEntry { lag, entry: Some(entry.to_owned()) };
        let lagging = vec![
            of(Lag::Outdated, "G-1"),
            of(Lag::Contradicting, "G-1"),
            of(Lag::Contradicting, "G-1"),
            of(Lag::Missing, "G-2"),
            LaggingEntry { lag: Lag::Contradicting, entry: None },
        ];
        let pair = PairFindings { language: "tr", entries: 4, lagging, missing: 0 };
        let want = LanguageStatus {
            language: "tr".to_owned(),
            entries: 4,
            in_step: 2,
            missing: 1,
            contradicting: 1,
            outdated: 0,
            untranslated: 0,
        };
        assert_eq!(statuses([pair]), [want]);
    }

    #[test]
    fn what_is_only_counted_is_not_in_step() {
        let pair = PairFindings { language: "tr", entries: 9, lagging: Vec::new(), missing: 7 };
        let [status] = &statuses([pair])[..] else { panic!() };
        assert_eq!((status.in_step, status.missing), (2, 7));
    }

    #[test]
    fn places_add_up() {
        let of = |language: &str, entries, missing_entries: u8| {
            let missing = |_| LaggingEntry { lag: Lag::Missing, entry: Some("G-1".to_owned()) };
            let lagging = (0..missing_entries).map(missing).collect();
            statuses([PairFindings { language, entries, lagging, missing: 0 }])
        };
        let all = in_all([of("tr", 4, 1), of("de", 1, 0), of("tr", 2, 0)]);
        let counts = all.iter().map(|s| (&*s.language, s.entries, s.in_step, s.missing));
        assert_eq!(counts.collect::<Vec<_>>(), [("de", 1, 1, 0), ("tr", 6, 5, 1)]);
        let one = LanguageStatus {
            language: "tr".to_owned(),
            entries: 20,
            in_step: 10,
            missing: 2,
            contradicting: 3,
            outdated: 4,
            untranslated: 5,
        };
        let two = LanguageStatus {
            entries: 40,
            in_step: 20,
            missing: 4,
            contradicting: 6,
            outdated: 8,
            untranslated: 10,
            ..one.clone()
        };
        assert_eq!(in_all([vec![one.clone()], vec![one]]), [two]);
    }
}
