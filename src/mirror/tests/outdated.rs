//! Which prose is reported as changed after its translation.

use std::convert::Infallible;
use std::sync::Arc;

use super::*;
use crate::mirror::outdated::{CommitTime, FileRevision, PastContent, PastRegister, outdated};
use crate::timeline::RegisterSnapshot;

/// The texts of a file, the oldest first: time, commit and fields.
type Texts<'p> = &'p [(i64, &'p str, &'p str)];

fn revisions(past: Texts<'_>) -> Vec<FileRevision> {
    let revision = |&(time, commit, fields): &(i64, &str, &str)| FileRevision {
        time: CommitTime {
            commit: (!commit.is_empty()).then(|| commit.to_owned()),
            day: format!("2026-01-{:02}", time + 1).parse().unwrap(),
            place: time,
        },
        text: format!("# R\n\n{}", entry("G-01", fields)),
    };
    past.iter().rev().map(revision).collect()
}

/// The same, read before.
fn read(revision: FileRevision, path: &str, reading: Reading<'_>) -> PastRegister {
    let source = Source::new(path, revision.text);
    let register = Register::read(&source, reading).unwrap();
    let content = PastContent::Snapshot(Arc::new(RegisterSnapshot::of(&register)));
    PastRegister { time: revision.time, content }
}

/// The outdated values: key, value, the leading value before, and since when.
fn late(own: Texts<'_>, theirs: Texts<'_>) -> String {
    let all = [own, theirs].map(revisions);
    let [own, theirs] = all.each_ref().map(|revisions| &*revisions[0].text);
    let (own, theirs) = (Source::new("docs/en/a.md", own), Source::new("docs/tr/a.md", theirs));
    let (vocabulary, id) = (Vocabulary::with(&UniqueMap::default()), IdPattern::default());
    let reading = Reading::at_root(&vocabulary, &id);
    let registers = [&own, &theirs].map(|source| Register::read(source, reading).unwrap());
    let policy = Policy::of(&registers[0], &ConfiguredPolicy::default(), &vocabulary);
    let pair = Pair::new(&registers[0], &registers[1], [&policy, &policy], &vocabulary);
    let texts =
        all.clone().map(|all| all.into_iter().map(PastRegister::from).map(Ok::<_, Infallible>));
    let Ok(found) = outdated(&pair, texts, reading);
    let snapshots = all.map(|all| {
        let mut all = all.into_iter();
        let today = all.next().map(PastRegister::from);
        let older = all.map(|revision| read(revision, "docs/en/a.md", reading));
        today.into_iter().chain(older).map(Ok::<_, Infallible>).collect::<Vec<_>>().into_iter()
    });
    let Ok(same) = outdated(&pair, snapshots, reading);
    assert_eq!(format!("{found:?}"), format!("{same:?}"));
    let line = |one: Outdated| {
        let key = one.key.map_or("–", |key| vocabulary.name(key));
        let (is, now) = (one.span.of(theirs.text()), one.leading.of(own.text()));
        let (before, commit) = (one.before, one.commit.unwrap_or_default());
        format!("{key} {is:?}: {before:?} → {now:?} on {} {commit}", one.day)
    };
    found.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn prose_lags_behind_when_only_the_source_changed() {
    let (old, new) = ("- **Symptom:** It hangs.", "- **Symptom:** It fails.");
    let own: Texts<'_> = &[(1, "a", old), (3, "c", new)];
    insta::assert_snapshot!(late(own, &[(1, "a", "- **Belirti:** Takılır.")]), @r#"Symptom "Takılır.": "It hangs." → "It fails." on 2026-01-04 c"#);
    insta::assert_snapshot!(late(&[(1, "a", old), (3, "", new)], &[(2, "b", "- **Belirti:** Takılır.")]), @r#"Symptom "Takılır.": "It hangs." → "It fails." on 2026-01-04"#);
    // Translated later, in the same commit, or at the same time.
    for time in [(4, "d"), (3, "c")] {
        let theirs: Texts<'_> =
            &[(1, "a", "- **Belirti:** Takılır."), (time.0, time.1, "- **Belirti:** Olmaz.")];
        assert_eq!(late(own, theirs), "");
    }
    assert_eq!(late(own, &[(3, "x", "- **Belirti:** Olmaz.")]), "");
    assert_eq!(
        late(&[(1, "a", old), (3, "c", new)], &[(1, "a", "-"), (2, "c", "- **Belirti:** Olmaz.")]),
        ""
    );
    // Changed, and changed back.
    let back: Texts<'_> = &[(1, "a", old), (3, "c", new), (4, "d", old)];
    assert_eq!(late(back, &[(2, "b", "- **Belirti:** Takılır.")]), "");
    insta::assert_snapshot!(late(back, &[(3, "x", "- **Belirti:** Takılır.")]), @r#"Symptom "Takılır.": "It fails." → "It hangs." on 2026-01-05 d"#);
    // It never had another value: nothing was changed.
    assert_eq!(
        late(&[(1, "a", "- **Note:** x"), (3, "c", new)], &[(1, "a", "- **Belirti:** Takılır.")]),
        ""
    );
    assert_eq!(late(&[(3, "c", new)], &[(1, "a", "- **Belirti:** Takılır.")]), "");
}

#[test]
fn each_field_has_a_history_of_its_own() {
    let own: Texts<'_> = &[
        (
            1,
            "a",
            "- **Owner:** A\n- **Symptom:** It hangs.\n- **Impact:** People wait.\n- **Workaround:** Wait.",
        ),
        (
            2,
            "b",
            "- **Owner:** B\n- **Symptom:** It   hangs.\n- **Impact:** People leave.\n- **Workaround:** Wait.",
        ),
        (
            3,
            "c",
            "- **Owner:** B\n- **Symptom:** It\n  hangs.\n- **Impact:** People leave.\n- **Workaround:** Ask.",
        ),
    ];
    let theirs: Texts<'_> = &[(
        1,
        "a",
        "- **Owner:** A\n- **Belirti:** Takılır.\n- **Etki:** Beklenir.\n- **Geçici çözüm:** Bekleyin.",
    )];
    insta::assert_snapshot!(late(own, theirs), @r#"
    Impact "Beklenir.": "People wait." → "People leave." on 2026-01-03 b
    Workaround "Bekleyin.": "Wait." → "Ask." on 2026-01-04 c
    "#);
    // Fields of one label are compared one by one; an empty field is no prose.
    let own: Texts<'_> = &[
        (1, "a", "- **Impact:** One thing.\n- **Impact:** Another thing.\n- **Symptom:**"),
        (
            3,
            "c",
            "- **Impact:** One thing.\n- **Impact:** Quite another.\n- **Symptom:** It fails.",
        ),
    ];
    let theirs: Texts<'_> =
        &[(1, "a", "- **Etki:** Bir şey.\n- **Etki:** Başka şey.\n- **Belirti:**")];
    insta::assert_snapshot!(late(own, theirs), @r#"Impact "Başka şey.": "Another thing." → "Quite another." on 2026-01-04 c"#);
}
