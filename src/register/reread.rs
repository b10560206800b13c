//! A register that is read again and again while its text changes, by its changes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use super::read::{KnownParts, PartReader};
use super::{Derived, Entry, Field, Form, Reading, Register};
use crate::document::{NextDocument, ReadDocument, TooDeep};
use crate::text::{Source, Span, TextChange};

/// A text that was read, and all that the next version of it can take from that.
#[derive(Debug)]
pub(crate) struct LastRead {
    source: Arc<Source>,
    read: ReadDocument,
    parts: KnownParts,
    register: Option<KeptRegister>,
}

/// A register without its text.
#[derive(Debug)]
pub(crate) struct KeptRegister(Register<'static>);

/// How many versions of entries this process has seen. A number is given once, also where a text is read
/// anew.
static VERSIONS: AtomicU64 = AtomicU64::new(0);

static NO_SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new("", ""));

impl LastRead {
    /// Reads a text.
    pub(crate) fn of(source: Arc<Source>, reading: Reading<'_>) -> Result<Self, TooDeep> {
        let read = ReadDocument::of(&source)?;
        let parts = PartReader { text: source.text(), document: &read.document, reading }.all();
        let mut own = Self { source, read, parts, register: None };
        own.make_register(reading, None);
        Ok(own)
    }

    /// Reads the next version of the text.
    pub(crate) fn next(self, source: Arc<Source>, reading: Reading<'_>) -> Result<Self, TooDeep> {
        let change = TextChange::between(self.source.text(), source.text());
        let Self { source: old, read, parts, register } = self;
        let Some(NextDocument { read, change }) = read.next(&old, &source, change) else {
            return Self::of(source, reading);
        };
        let reader = PartReader { text: source.text(), document: &read.document, reading };
        let parts = reader.changed(parts, change);
        let mut own = Self { source, read, parts, register: None };
        let last = register.map(|register| (register, change));
        own.make_register(reading, last.as_ref());
        Ok(own)
    }

    pub(crate) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The register, which must be put back.
    pub(crate) fn take(&mut self, reading: Reading<'_>) -> KeptRegister {
        self.register.take().unwrap_or_else(|| {
            let document = &self.read.document;
            let register =
                Register::of_document(&self.source, document, reading, Some(&self.parts));
            KeptRegister::of(register)
        })
    }

    pub(crate) fn put(&mut self, register: KeptRegister) {
        self.register = Some(register);
    }

    /// Makes the register. Entries that are as they were before a change keep their versions.
    fn make_register(&mut self, reading: Reading<'_>, last: Option<&(KeptRegister, TextChange)>) {
        let document = &self.read.document;
        let mut register =
            Register::of_document(&self.source, document, reading, Some(&self.parts));
        let mut versions = Vec::with_capacity(register.entries.len());
        for entry in &register.entries {
            let known = last.and_then(|(last, change)| last.version_of(entry, *change));
            versions.push(known.unwrap_or_else(|| VERSIONS.fetch_add(1, Ordering::Relaxed)));
        }
        register.versions = versions;
        self.register = Some(KeptRegister::of(register));
    }
}

impl KeptRegister {
    pub(crate) fn of(register: Register<'_>) -> Self {
        Self(Register {
            source: &NO_SOURCE,
            language: register.language,
            tag: register.tag,
            title: register.title,
            is_recognised: register.is_recognised,
            shape: register.shape,
            profile: register.profile,
            metadata: register.metadata,
            policy_lines: register.policy_lines,
            triage: register.triage,
            triage_place: register.triage_place,
            section: register.section,
            gaps_end: register.gaps_end,
            entries: register.entries,
            versions: register.versions,
            comments: register.comments,
            unclosed: register.unclosed,
            tables: register.tables,
            unread: register.unread,
            entry_tables: register.entry_tables,
            legend: register.legend,
            ranked: register.ranked,
            signs: register.signs,
            mistakes: register.mistakes,
            declared_states: register.declared_states,
            derived: Derived::default(),
        })
    }

    /// The register with the text that it was read from.
    pub(crate) fn with(self, source: &Source) -> Register<'_> {
        let register: Register<'_> = self.0;
        Register { source, ..register }
    }

    /// The version of the entry that a later version of the register has, too, as it is there.
    fn version_of(&self, entry: &Entry, change: TextChange) -> Option<u64> {
        let is_before = entry.span.end as usize <= change.start;
        // What is right above an entry may concern it.
        let is_behind = entry.span.start as usize > change.new_end;
        if !is_before && !is_behind {
            return None;
        }
        let back =
            TextChange { start: change.start, old_end: change.new_end, new_end: change.old_end };
        let then = |span: Span| if is_before { span } else { back.moved_span(span) };
        let start = then(entry.span).start;
        let at = self.0.entries.binary_search_by_key(&start, |own| own.span.start).ok()?;
        let is_same = self.0.entries[at].is_same(entry, then);
        self.0.versions.get(at).copied().filter(|_| is_same)
    }
}

impl Entry {
    /// Whether it is the same as another, whose places were those that `then` gives. Nothing of it may lie
    /// elsewhere, where other texts may have changed.
    fn is_same(&self, other: &Self, then: impl Fn(Span) -> Span) -> bool {
        let is_span = |own: Span, other: Span| own == then(other);
        let is_maybe = |own: Option<Span>, other: Option<Span>| own == other.map(&then);
        let is_field = |(own, other): (&Field, &Field)| {
            own.key == other.key
                && is_span(own.label, other.label)
                && is_span(own.value, other.value)
                && is_span(own.span, other.span)
                && [own.label, own.value, own.span].iter().all(|part| self.span.contains(*part))
        };
        let steps = self.area.iter().zip(&other.area);
        is_span(self.span, other.span)
            && is_span(self.heading, other.heading)
            && is_span(self.title, other.title)
            && is_maybe(self.number, other.number)
            && is_maybe(self.id, other.id)
            && is_maybe(self.heading_id, other.heading_id)
            && self.area.len() == other.area.len()
            && steps.into_iter().all(|(own, other)| is_span(*own, *other))
            && self.fields.len() == other.fields.len()
            && self.fields.iter().zip(&other.fields).all(is_field)
            && self.form == Form::Heading
            && other.form == Form::Heading
            && [self, other].iter().all(|it| it.repeats.is_empty() && it.overruled.is_empty())
    }
}

impl Register<'_> {
    /// The number of the version of an entry, which no other version of it has; nothing where the register
    /// is read once.
    pub(crate) fn version(&self, entry: &Entry) -> Option<u64> {
        self.versions.get(self.place_of(entry)?).copied()
    }

    /// The place of an entry of its own among all of them.
    fn place_of(&self, entry: &Entry) -> Option<usize> {
        let behind = std::ptr::from_ref(entry).addr().checked_sub(self.entries.as_ptr().addr())?;
        let place = behind / size_of::<Entry>();
        (place < self.entries.len()).then_some(place)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;
    use proptest::sample::{Index, select};
    use proptest::test_runner::FileFailurePersistence;

    use super::*;
    use crate::values::IdPattern;
    use crate::vocabulary::{UniqueMap, Vocabulary};

    /// What somebody types or pastes: it opens and closes blocks, makes headings and tables, defines links.
    const TYPED: [&str; 21] = [
        "",
        "x",
        "İ",
        "\n",
        "\n\n",
        "```\n",
        "\n~~~",
        "<!--",
        "-->",
        "[a]: /b\n",
        "---\n",
        "===\n",
        "\n\n### 1.7 Desk → New\n\n- **ID:** G-077\n- **Status:** Open\n",
        "\n\n## More\n\n",
        "| G-002 | Open |\n",
        "\n| a | b |\n|---|---|\n| c | d |\n",
        "- **Owner:** Desk\n",
        "#### Symptom\n\nIt fails.\n",
        "\r",
        "> ",
        "**",
    ];

    /// A register of some entries in one of three shapes.
    fn text(shape: usize) -> String {
        let entry = |number: usize| match shape {
            0 => format!(
                "### 1.{number} Desk → Screen {number}\n\n- **ID:** G-00{number}\n\
                 - **First Seen:** 2026-01-0{number}\n- **Status:** Open\n- **SLA:** 7d\n\
                 - **Impact:** High\n- **Symptom:** `GET /a/{number}` fails.\n\n---\n\n"
            ),
            1 => format!("## {number}. Screen {number} — Open\n\nOwner: Desk\n\nIt fails.\n\n"),
            _ => format!("- [ ] **G-00{number}** Screen {number} fails\n  - Owner: Desk\n"),
        };
        let rows = (1..=6).map(|number| format!("| G-00{number} | Screen {number} | Open |\n"));
        let (rows, entries) = (rows.collect::<String>(), (1..=6).map(entry).collect::<String>());
        format!(
            "---\nteam: desk\n---\n# Backend Gap Register\n\nStatus flow: Open → Fixed → Verified\n\n\
             ## Triage\n\n| ID | Gap | Status |\n|---|---|---|\n{rows}\n> SLA default: P1=7d\n\n\
             ## 1) Open gaps\n\n{entries}## 2) Notes\n\nNothing.\n"
        )
    }

    fn source(text: &str) -> Arc<Source> {
        Arc::new(Source::new("gap-register.md", text))
    }

    /// All that was read, but for the numbers of versions.
    fn shown(read: &mut LastRead, reading: Reading<'_>) -> String {
        let KeptRegister(mut register) = read.take(reading);
        let versions = std::mem::take(&mut register.versions);
        let shown = format!("{register:#?} {:#?} {:#?}", read.read, read.parts);
        register.versions = versions;
        read.put(KeptRegister(register));
        shown
    }

    #[test]
    fn entries_that_do_not_change_keep_their_versions() {
        let (words, id) = (Vocabulary::with(&UniqueMap::default()), IdPattern::default());
        let reading = Reading::at_root(&words, &id);
        let old = text(0);
        let versions = |read: &mut LastRead| {
            let register = read.take(reading);
            let versions = register.0.versions.clone();
            read.put(register);
            versions
        };
        let mut read = LastRead::of(source(&old), reading).unwrap();
        let before = versions(&mut read);
        let new = old.replace("/a/3", "/b/3");
        let mut read = read.next(source(&new), reading).unwrap();
        let after = versions(&mut read);
        // What is right above an entry may be about it.
        let is_kept: Vec<bool> = before.iter().zip(&after).map(|(own, new)| own == new).collect();
        assert_eq!(is_kept, [true, true, false, false, true, true]);
        // A number is never given again.
        let mut anew = LastRead::of(source(&new), reading).unwrap();
        assert!(
            versions(&mut anew).iter().all(|own| !before.contains(own) && !after.contains(own))
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_failure_persistence(
            FileFailurePersistence::Direct("tests/regressions/register.txt")
        ))]

        #[test]
        fn a_register_read_by_its_changes_is_that_of_the_whole(
            shape in 0_usize..3,
            edits in prop::collection::vec((any::<Index>(), 0_usize..30, select(&TYPED[..])), 1..6),
        ) {
            let (words, id) = (Vocabulary::with(&UniqueMap::default()), IdPattern::default());
            let reading = Reading::at_root(&words, &id);
            let mut text = text(shape);
            let mut read = LastRead::of(source(&text), reading).unwrap();
            let mut seen: HashMap<u64, String> = HashMap::new();
            for (at, gone, typed) in edits {
                let start = crate::text::char_start(&text, at.index(text.len() + 1));
                let end = crate::text::char_start(&text, start + gone).max(start);
                text.replace_range(start..end, typed);
                read = read.next(source(&text), reading).unwrap();
                let mut whole = LastRead::of(source(&text), reading).unwrap();
                prop_assert_eq!(shown(&mut read, reading), shown(&mut whole, reading), "{}", text);
                let register = read.take(reading).with(&read.source);
                for (entry, version) in register.entries.iter().zip(&register.versions) {
                    let says = register.text(entry.span);
                    let before = seen.entry(*version).or_insert_with(|| says.to_owned());
                    prop_assert_eq!(before.as_str(), says);
                }
                let kept = KeptRegister::of(register);
                read.put(kept);
            }
        }
    }
}
