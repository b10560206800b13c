//! Which registers and which entries belong together, and which were reviewed.

use super::*;
use crate::mirror::marks::{reviewed as reviewed_of, untitled_mark};
use crate::settings::Settings;

/// Calls a function with registers of these paths and texts.
fn with_registers<T>(
    files: &[(&str, &str)],
    act: impl FnOnce(&[Register<'_>], &Vocabulary) -> T,
) -> T {
    let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(*path, *text)).collect();
    let (vocabulary, id) = (Vocabulary::with(&UniqueMap::default()), IdPattern::default());
    let reading = Reading::at_root(&vocabulary, &id);
    let read: Vec<Register<'_>> =
        sources.iter().map(|source| Register::read(source, reading).unwrap()).collect();
    act(&read, &vocabulary)
}

/// The pairs among registers whose paths name no language.
fn pairs(files: &[(&str, &str)]) -> Vec<(usize, usize)> {
    with_registers(files, |registers, _| {
        let pairs = pair_up(registers, &Settings::built_in(Path::new("/"))).pairs;
        pairs.iter().map(|pair| (pair.leading, pair.mirror)).collect()
    })
}

#[test]
fn registers_that_name_each_other_are_a_pair() {
    let english =
        |words: &str| format!("# Backend gap register (EN)\n\n{words}\n\n{}", entry("G-01", ""));
    let turkish = "# Açık gap kaydı (TR)\n\n### 1.1 Olmuyor\n\n- **ID:** G-01\n- **Durum:** Açık\n";
    let of = |words: &str| pairs(&[("a/desk.md", &english(words)), ("b/masa.md", turkish)]);
    assert_eq!(of("See `/b/masa.md`."), [(0, 1)]);
    assert_eq!(of("See ./b/masa.md, please."), [(0, 1)]);
    assert_eq!(of("See [it](docs/b/masa.md)."), [(0, 1)]);
    assert_eq!(of("See masa.md."), [(0, 1)]);
    assert_eq!(of("See /c/masa.md."), []);
    assert_eq!(of("See nothing."), []);
    // A page that an entry names is not a register.
    let late = format!("{}\n- **Note:** see /b/masa.md\n", english(""));
    assert_eq!(pairs(&[("a/desk.md", &late), ("b/masa.md", turkish)]), []);
    // One language has nothing to translate; of three, the one that is named.
    let both = [("a/desk.md", &*english("See /b/masa.md.")), ("b/masa.md", &*english(""))];
    assert_eq!(pairs(&both), []);
    let three = [
        ("x.md", &*english("")),
        ("a/desk.md", &*english("See /b/masa.md.")),
        ("b/masa.md", turkish),
    ];
    assert_eq!(pairs(&three), [(1, 2)]);
}

#[test]
fn folders_that_are_named_like_languages_may_be_teams() {
    let english = |title: &str, id: &str| {
        format!(
            "# Backend gap register\n\n### 1.1 {title}\n\n- **ID:** {id}\n- **Status:** Open\n- **Symptom:** The \
             page of the desk is blank, and there is no way to print it.\n"
        )
    };
    let turkish = "# Eksik kaydı\n\n### 1.1 Sayfa boş\n\n- **ID:** EK-001\n- **Durum:** Açık\n\
                   - **Belirti:** Sayfa boş geliyor ve bir çıktı almak için başka yol yok.\n";
    let (desk, node) = (english("Slip is blank", "IT-001"), english("Node is lost", "PL-001"));
    let of = |one: (&str, &str), other: (&str, &str)| pairs(&[one, other]);
    assert_eq!(of(("teams/it/a.md", &desk), ("teams/pl/a.md", &node)), []);
    assert_eq!(of(("a.it.md", &desk), ("a.pl.md", &node)), []);
    assert_eq!(of(("a.md", &desk), ("a.pl.md", &node)), []);
    // A copy that is not translated yet, and one with IDs of its own.
    assert_eq!(of(("docs/en/a.md", &desk), ("docs/tr/a.md", &desk)), [(0, 1)]);
    let other = desk.replace("IT-001", "TR-001");
    assert_eq!(of(("docs/en/a.md", &desk), ("docs/tr/a.md", &other)), [(0, 1)]);
    // A translation with other IDs, and an empty one.
    assert_eq!(of(("docs/en/a.md", &desk), ("docs/tr/a.md", turkish)), [(0, 1)]);
    assert_eq!(of(("docs/en/a.md", &desk), ("docs/tr/a.md", "# Gap register\n")), [(0, 1)]);
    // A team beside a pair.
    let english = english("Page is blank", "EK-001");
    let three = [("x/en/a.md", &*english), ("x/it/a.md", &*desk), ("x/tr/a.md", turkish)];
    assert_eq!(pairs(&three), [(0, 2)]);
}

#[test]
fn entries_that_share_an_id_are_told_apart_by_their_content() {
    let of =
        |id: &str, endpoint: &str| entry(id, &format!("- **UI endpoints:** `GET /{endpoint}`"));
    let register = |entries: &[String]| format!("# R\n\n{}", entries.concat());
    let own = register(&[of("G-01", "a"), of("G-02", "b"), of("G-03", "c")]);
    let twice = register(&[of("G-01", "a"), of("G-02", "x"), of("G-02", "b"), of("G-03", "c")]);
    insta::assert_snapshot!(report(&own, &twice), @"Extra G-02 at `G-02`: G-02 translates no entry of the source");
    let twice = register(&[of("G-02", "b"), of("G-01", "a"), of("G-02", "b"), of("G-03", "c")]);
    insta::assert_snapshot!(report(&own, &twice), @"Extra G-02 at `G-02`: G-02 translates no entry of the source");
    insta::assert_snapshot!(report(&twice, &twice.replace("/c", "/d")), @"
    Code G-03 UI endpoints at `GET /d`: `GET /d` here, `GET /c` in the source; in the source: `GET /c`; fixed: - **UI endpoints:** `GET /c`
    ");
}

#[test]
fn entries_that_share_an_id_in_the_source_have_translations() {
    let of = |id: &str, priority: &str| entry(id, &format!("- **Priority:** {priority}"));
    let register = |entries: &[(&str, &str)]| {
        format!("# R\n\n{}", entries.iter().map(|(id, own)| of(id, own)).collect::<String>())
    };
    let own = register(&[("G-01", "P1"), ("G-02", "P2"), ("G-02", "P0"), ("G-03", "P1")]);
    insta::assert_snapshot!(report(&own, &own), @"");
    // They are found by their values, and where these are alike by their order.
    let turned = register(&[("G-01", "P1"), ("G-02", "P0"), ("G-02", "P2"), ("G-03", "P1")]);
    insta::assert_snapshot!(report(&own, &turned), @"Order G-02 at `It fails`: in the source, G-02 comes after G-01; in the source: `It fails`");
    let alike = own.replace("P0", "P2");
    insta::assert_snapshot!(report(&alike, &alike), @"");
    // One of them lacks its translation, which is said once.
    let fewer = register(&[("G-01", "P1"), ("G-02", "P0"), ("G-03", "P1")]);
    insta::assert_snapshot!(report(&own, &fewer), @"Missing G-02 at `It fails`: G-02 has no translation; the entry in the source: `G-02`");
    // The translation has distinguished them already.
    let distinguished = register(&[("G-01", "P1"), ("G-02", "P2"), ("G-09", "P0"), ("G-03", "P1")]);
    insta::assert_snapshot!(report(&own, &distinguished), @"Value G-02 ID at `G-09`: this entry is G-09 here and G-02 in the source; the source's ID: `G-02`");
}

#[test]
fn what_was_compared_stays_so_until_the_source_changes() {
    let own = format!(
        "# R\n\n{}{}",
        entry("G-01", "- **Symptom:** It fails."),
        entry("G-02", "- **Symptom:** It fails.")
    );
    let reviewed = |own: &str| {
        let mark = with_registers(&[("docs/en/a.md", own)], |registers, _| {
            review_mark(&registers[0], &registers[0].entries[0])
        });
        assert!(mark.starts_with("<!-- ") && mark.ends_with(" -->") && mark.len() > 20, "{mark}");
        mark
    };
    let states = |own: &str, theirs: &str| {
        with_registers(&[("docs/en/a.md", own), ("docs/tr/a.md", theirs)], |registers, words| {
            let policy = Policy::of(&registers[0], &ConfiguredPolicy::default(), words);
            let pair = Pair::new(&registers[0], &registers[1], [&policy, &policy], words);
            let pairs = pair.alignment.pairs.iter();
            pairs.map(|entries| reviewed_of(&pair, entries)).collect::<Vec<_>>()
        })
    };
    let marked = own.replacen(
        "- **Status:** Open\n",
        &format!("- **Status:** Open\n{}\n", reviewed(&own)),
        1,
    );
    assert_eq!(states(&own, &marked), [Reviewed::All, Reviewed::Nothing]);
    // Only the prose of the leading entry counts.
    let closed = own.replacen("Open", "Fixed", 1);
    assert_eq!(states(&closed, &marked), [Reviewed::All, Reviewed::Nothing]);
    assert_eq!(
        states(&own.replacen("It fails.", "It failed.", 1), &marked),
        [Reviewed::Nothing; 2]
    );
    // What is in no field and the title count, too. A mark of an earlier version says nothing of them.
    let described = own.replacen("- **Status:** Open\n", "- **Status:** Open\n\nAt night.\n", 1);
    let earlier = with_registers(&[("docs/en/a.md", &own)], |registers, _| {
        untitled_mark(&registers[0], &registers[0].entries[0])
    });
    let marked_earlier = marked.replace(&reviewed(&own), &earlier);
    assert_eq!(states(&own, &marked_earlier), [Reviewed::All, Reviewed::Nothing]);
    assert_eq!(states(&described, &marked_earlier), [Reviewed::Fields, Reviewed::Nothing]);
    assert_eq!(states(&described, &marked), [Reviewed::Nothing; 2]);
    let retitled = own.replacen("G-01: It fails", "G-01: It stops", 1);
    assert_eq!(states(&retitled, &marked), [Reviewed::Nothing; 2]);
    let marked_again = marked.replace(&reviewed(&own), &reviewed(&described));
    assert_eq!(states(&described, &marked_again), [Reviewed::All, Reviewed::Nothing]);
    assert_eq!(states(&described.replace("night", "noon"), &marked_again), [Reviewed::Nothing; 2]);
    // The mark of an entry is not that of the next one.
    let first = with_registers(&[("docs/tr/a.md", &marked)], |registers, _| {
        registers[0]
            .entries
            .iter()
            .map(|e| mark_of(&registers[0], e, REVIEWED_MARK).is_some())
            .collect::<Vec<_>>()
    });
    assert_eq!(first, [true, false]);
}

#[test]
fn a_file_without_a_language_leads_those_in_folders_and_with_suffixes() {
    let (en, tr) = (
        "# Known issues\n\n- G-1: The lamp flickers.\n",
        "# Bilinen sorunlar\n\nBu liste masa için tutulur ve her hafta gözden geçirilir.\n\n- G-1: Lamba çok titriyor.\n",
    );
    let zh = "# 已知问题\n\n- G-1: 灯在闪烁。\n";
    let files = [("docs/tr/issues.md", tr), ("docs/issues.md", en), ("docs/zh-CN/issues.md", zh)];
    assert_eq!(pairs(&files), [(1, 0), (1, 2)]);
    assert_eq!(pairs(&[("docs/issues.en.md", en), ("docs/issues.md", tr)]), [(1, 0)]);
    // An English folder has its own.
    assert_eq!(
        pairs(&[("docs/en/issues.md", en), ("docs/tr/issues.md", tr), ("docs/issues.md", en)]),
        [(0, 1)]
    );
}
