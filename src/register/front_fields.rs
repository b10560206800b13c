//! Fields in the front matter of a file, which are not read.

use crate::document::front_matter;
use crate::text::Source;
use crate::vocabulary::Vocabulary;

/// From this many on, they describe an entry, and not only the page.
const SEVERAL: usize = 2;

/// Whether the front matter of a file holds fields of an entry: then the file may be one entry.
pub(crate) fn has_fields_in_front(source: &Source, words: &Vocabulary) -> bool {
    let front = front_matter(source).map_or("", |span| source.slice(span));
    let labels = front.lines().filter_map(|line| Some(line.split_once(':')?.0));
    let keys = labels.filter_map(|label| words.key(label));
    keys.filter(|key| key.is_tracked()).count() >= SEVERAL
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn a_page_may_have_one_field_in_front() {
        let words = Vocabulary::with(&UniqueMap::default());
        let has = |front: &str| {
            let text = format!("---\n{front}---\n\n# The lamp is out\n");
            has_fields_in_front(&Source::new("a.md", text), &words)
        };
        assert!(has("title: Lamp\nstatus: open\nowner: Ann\n"));
        assert!(!has("title: Lamp\nowner: Ann\n"));
        assert!(!has_fields_in_front(&Source::new("a.md", "status: open\nowner: Ann\n"), &words));
    }
}
