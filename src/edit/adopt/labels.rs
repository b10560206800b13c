//! The labels of what the source says and no field of today's form can hold, in the language of the
//! register.

use crate::vocabulary::{Key, Vocabulary, fold};

/// What says in each language that a value is as the source has it; `{}` is the label.
const OF_SOURCE: [(&str, &str); 15] = [
    ("ar", "{} في المصدر"),
    ("de", "{} in der Quelle"),
    ("en", "Source {}"),
    ("es", "{} en la fuente"),
    ("fr", "{} dans la source"),
    ("it", "{} nella fonte"),
    ("ja", "出典の{}"),
    ("ko", "출처의 {}"),
    ("nl", "{} in de bron"),
    ("no", "{} i kilden"),
    ("pl", "{} w źródle"),
    ("pt", "{} na fonte"),
    ("ru", "{} в источнике"),
    ("tr", "Kaynaktaki {}"),
    ("zh", "来源中的{}"),
];

fn of_source(label: &str, language: &str, words: &Vocabulary) -> String {
    let template = OF_SOURCE.iter().find(|(own, _)| *own == language);
    let own = template.map(|(_, template)| template.replace("{}", label));
    // A label that means something of its own would be read as that.
    own.filter(|own| words.key(own).is_none()).unwrap_or_else(|| format!("Source {label}"))
}

/// A label that means nothing of its own to a register in today's form.
pub(super) fn own_label(label: &str, language: &str, words: &Vocabulary) -> String {
    let label = label.trim().trim_end_matches([':', '：']);
    let is_known = words.key(label).is_some();
    if is_known { of_source(label, language, words) } else { label.to_owned() }
}

/// The label of a value that its key cannot have.
pub(super) fn kept_label(key: Key, language: &str, words: &Vocabulary) -> String {
    let name = if language == "en" {
        words.name(key).to_lowercase()
    } else {
        words.label(language, key).to_owned()
    };
    of_source(&name, language, words)
}

/// The label of a value that its key cannot have, where the entry has it under a label.
pub(super) fn label_of_kept(label: &str, key: Key, language: &str, words: &Vocabulary) -> String {
    let is_usual = [words.name(key), words.label(language, key)].map(fold).contains(&fold(label));
    if is_usual { kept_label(key, language, words) } else { own_label(label, language, words) }
}

/// The label of the title that an entry had, where its heading has a part of it.
pub(super) fn title_label(language: &str, words: &Vocabulary) -> String {
    kept_label(Key::Gap, language, words)
}

/// The label of the ID that an entry had.
pub(super) fn id_label(language: &str, words: &Vocabulary) -> String {
    of_source(words.label(language, Key::Id), language, words)
}

/// The label of the links that no value holds.
pub(super) fn link_label(language: &str, words: &Vocabulary) -> String {
    of_source(if language == "en" { "link" } else { "Link" }, language, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn a_label_of_the_source_means_nothing_of_its_own() {
        let words = Vocabulary::with(&UniqueMap::default());
        assert_eq!(kept_label(Key::FirstSeen, "en", &words), "Source first seen");
        assert_eq!(kept_label(Key::Status, "de", &words), "Status in der Quelle");
        for (language, template) in OF_SOURCE {
            assert!(words.languages().any(|known| known == language), "{language}");
            for key in [Key::Status, Key::FirstSeen, Key::Priority, Key::Severity, Key::Sla] {
                let label = kept_label(key, language, &words);
                assert_eq!(words.key(&label), None, "{label}");
                assert_eq!(language != "en", !label.starts_with("Source "), "{template}: {label}");
            }
        }
    }
}
