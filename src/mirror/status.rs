//! How far each language is in step with its source.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

/// One language's entries, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LanguageStatus {
    /// The code of the language.
    pub language: String,
    /// How many entries there are to translate.
    pub entries: usize,
    /// How many contradict their source in nothing.
    pub in_step: usize,
    /// How many have no translation.
    pub missing: usize,
    /// How many state another fact.
    pub contradicting: usize,
    /// How many lag behind prose that was changed.
    pub outdated: usize,
    /// How many are not translated, or not wholly.
    pub untranslated: usize,
}

/// What was found of one pair: its language, its entries, and for each finding the entry and what
/// kind it is of.
#[derive(Debug)]
pub struct PairFindings<'f> {
    /// The language of the mirror.
    pub language: &'f str,
    /// How many entries the source has.
    pub entries: usize,
    /// Rule and entry of each finding.
    pub findings: Vec<(&'f str, Option<String>)>,
}

/// The state of each language, over all pairs.
pub fn statuses<'f>(pairs: impl IntoIterator<Item = PairFindings<'f>>) -> Vec<LanguageStatus> {
    let mut by_language: BTreeMap<&str, LanguageStatus> = BTreeMap::new();
    for pair in pairs {
        let status = by_language.entry(pair.language).or_default();
        pair.language.clone_into(&mut status.language);
        status.entries += pair.entries;
        let mut seen = HashSet::new();
        // What weighs most decides where an entry is counted.
        for (rules, count) in [
            (&["unmirrored-entry"][..], &mut status.missing as &mut usize),
            (
                &[
                    "mirror-value",
                    "mirror-field",
                    "mirror-code",
                    "mirror-shape",
                    "mirror-order",
                    "mirror-table",
                ],
                &mut status.contradicting,
            ),
            (&["mirror-untranslated"], &mut status.untranslated),
            (&["mirror-outdated"], &mut status.outdated),
        ] {
            let concerned = pair.findings.iter().filter(|(rule, _)| rules.contains(rule));
            let entries = concerned.filter_map(|(_, entry)| entry.as_deref());
            *count += entries.filter(|entry| seen.insert(*entry)).count();
        }
        status.in_step += pair.entries.saturating_sub(seen.len());
    }
    by_language.into_values().collect()
}

/// The states of each language in several places, taken together.
pub fn in_all(places: impl IntoIterator<Item = Vec<LanguageStatus>>) -> Vec<LanguageStatus> {
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
    fn an_entry_is_counted_once_where_it_weighs_most() {
        let findings = vec![
            ("mirror-outdated", Some("G-1".to_owned())),
            ("mirror-value", Some("G-1".to_owned())),
            ("mirror-code", Some("G-1".to_owned())),
            ("unmirrored-entry", Some("G-2".to_owned())),
            ("mirror-value", None),
        ];
        let pair = PairFindings { language: "tr", entries: 4, findings };
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
    fn places_add_up() {
        let of = |language: &str, entries, missing| {
            let findings = vec![("unmirrored-entry", Some("G-1".to_owned())); missing];
            statuses([PairFindings { language, entries, findings }])
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
