//! Reading only what is new in a version gives the same snapshot as reading all of it.
#![allow(clippy::unwrap_used, reason = "a test")]

mod harm;

use std::path::Path;

use gapreg::register::Register;
use gapreg::settings::Settings;
use gapreg::text::Source;
use gapreg::timeline::{RegisterSnapshot, SnapshotReader};
use proptest::prelude::*;

const FRONT: &str = "# Register (EN)\n\n## Triage Summary\n\n| ID | Status |\n|---|---|\n| G-1 | Open |\n\n## 1) Gaps\n\n";

fn entry(id: u8) -> String {
    let (level, area) = (if id % 5 == 4 { "##" } else { "###" }, id % 3);
    format!(
        "{level} 1.{id} Desk {area} → Print {id} fails\n\n- **ID:** G-{id}\n- **Status:** Open\n\
         - **First RegisterSnapshot:** 2026-02-01\n- **Symptom:** It stays blank.\n\n"
    )
}

/// Parts that people write into a register, sound or broken.
const PARTS: [&str; 18] = [
    "- **Owner:** Desk\n",
    "- **Status:** Fixed\n",
    "- **Symptom:** Readers wait\n  for a week.\n",
    "## 2) More gaps\n\n",
    "#### Notes\n\nAs said before.\n\n",
    "One more thing.\n\n",
    "```\n### 9.9 no entry\n- **ID:** G-99\n```\n\n",
    "```\n",
    "~~~\n",
    "<!-- gapreg-ignore bad-sla: agreed -->\n",
    "<!-- open\n",
    "<div>\n",
    "| ID | Owner |\n|---|---|\n| G-2 | Desk |\n\n",
    "---\n\n",
    "> Status flow: **Open → Fixed**\n\n",
    "[a]: /b\n\n",
    "### 1.77 Desk → No ID here\n\nIt was seen.\n\n",
    "Setext\n---\n\n",
];

#[derive(Clone, Debug)]
enum Edit {
    Put(usize, u8),
    Drop(usize),
    Swap(usize, usize),
    /// A part, in front of an entry, behind it, or within it.
    Say(usize, usize, u8),
    Front(usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        (0..12usize, 0..16u8).prop_map(|(at, id)| Edit::Put(at, id)),
        (0..12usize).prop_map(Edit::Drop),
        (0..12usize, 0..12usize).prop_map(|(a, b)| Edit::Swap(a, b)),
        (0..12usize, 0..PARTS.len(), 0..3u8)
            .prop_map(|(at, part, place)| Edit::Say(at, part, place)),
        (0..PARTS.len()).prop_map(Edit::Front),
    ];
    prop::collection::vec(edit, 1..14)
}

fn apply(edit: &Edit, front: &mut String, entries: &mut Vec<String>) {
    let within = |at: usize, len: usize| at % len.max(1);
    match *edit {
        Edit::Put(at, id) => entries.insert(within(at, entries.len() + 1), entry(id)),
        Edit::Drop(at) if !entries.is_empty() => drop(entries.remove(within(at, entries.len()))),
        Edit::Swap(a, b) if !entries.is_empty() => {
            let len = entries.len();
            entries.swap(within(a, len), within(b, len));
        }
        Edit::Say(at, part, place) if !entries.is_empty() => {
            let len = entries.len();
            let entry = &mut entries[within(at, len)];
            let lines: Vec<usize> = entry.match_indices('\n').map(|(at, _)| at + 1).collect();
            let at = [0, lines.get(3).copied().unwrap_or(0), entry.len()][usize::from(place)];
            entry.insert_str(at, PARTS[part]);
        }
        Edit::Front(part) => front.push_str(PARTS[part]),
        _ => {}
    }
}

proptest! {
    #![proptest_config(harm::cases())]
    #[test]
    fn reading_what_is_new_is_reading_all(edits in edits(), has_lines_of_two in any::<bool>()) {
        let settings = Settings::built_in(Path::new("/"));
        let mut reader = SnapshotReader::default();
        let (mut front, mut entries) = (FRONT.to_owned(), (1..8).map(entry).collect::<Vec<_>>());
        for edit in &edits {
            apply(edit, &mut front, &mut entries);
            let text = format!("{front}{}", entries.concat());
            let text = if has_lines_of_two { text.replace('\n', "\r\n") } else { text };
            let source = Source::new("gap-register.md", text.as_str());
            let whole = RegisterSnapshot::of(&Register::read(&source, settings.reading()).unwrap());
            let read = reader.read(Source::new("gap-register.md", text.as_str()), settings.reading());
            prop_assert_eq!(&*read.unwrap(), &whole, "{}", text);
        }
    }
}
