//! `gapreg heal`.

use std::process::Command;

use crate::common::registers::sound;
use crate::common::tree::Tree;

/// Text whose UTF-8 was read as Windows-1252, once or twice.
fn broken(times: usize) -> String {
    let once = "# Ã–ncelik â†’ aÃ§Ä±k\n\nSound: café, “quoted” – İşi.\n";
    let twice = "# Ãƒâ€“ncelik\n";
    if times == 1 { once.to_owned() } else { twice.to_owned() }
}

#[test]
fn only_certain_repairs_are_made() {
    let tree = Tree::new().put("notes.md", broken(1)).put("twice.md", broken(2));
    insta::assert_snapshot!(tree.run("heal notes.md"), @"
    exit 1
    --- notes.md
    +++ notes.md
    @@ -1,3 +1,3 @@
    -# Ã–ncelik â†’ aÃ§Ä±k
    +# Öncelik → açık
     
     Sound: café, “quoted” – İşi.

    --- stderr
    notes.md: 3 places to repair
    ");
    assert_eq!(tree.read("notes.md"), broken(1));
    assert_eq!(tree.run("heal --check -q notes.md"), "exit 1\n");
    insta::assert_snapshot!(tree.run("heal --write notes.md twice.md"), @"
    exit 0

    --- stderr
    notes.md: 3 places repaired
    twice.md: 1 place repaired
    ");
    assert_eq!(tree.read("twice.md"), "# Öncelik\n");
    insta::assert_snapshot!(tree.run("heal --check notes.md"), @"
    exit 0

    --- stderr
    nothing to repair
    ");
}

#[test]
fn sound_text_stays_and_lost_letters_are_reported() {
    let text = sound().replace("answers 404", "answ\u{fffd}rs 404\u{1}");
    let tree = Tree::with(&text);
    insta::assert_snapshot!(tree.run("heal --write ."), @"
    exit 0

    --- stderr
    warning: gap-register.md:28:31: letters are lost here, and cannot be read back
    `gapreg heal --from-history gap-register.md` takes the lines from older versions in git
    ");
    assert_eq!(tree.read("gap-register.md"), text);
    assert_eq!(Tree::with(b"# G\xfcn\n").code("heal ."), 2);
}

#[test]
fn lost_letters_come_back_from_git() {
    let whole = "# Açık gap’ler\n\n- Düğme 404 döndürüyor, süre uzamıyor.\n- Yeni satır.\n";
    let tree = Tree::new().put("notes.md", whole);
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(tree.path("")).args(["-c", "user.name=x", "-c", "user.email=x@x"]);
        assert!(git.args(args).output().unwrap().status.success(), "git {args:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "one"]);
    let eaten: String = whole.chars().filter(char::is_ascii).collect();
    std::fs::write(tree.path("notes.md"), eaten.replace("Yeni", "Baska")).unwrap();
    git(&["commit", "-qam", "an accident"]);
    assert_eq!(tree.code("heal --check notes.md"), 0);
    insta::assert_snapshot!(tree.run("heal --from-history notes.md"), @"
    exit 1
    --- notes.md
    +++ notes.md
    @@ -1,4 +1,4 @@
    -# Ak gapler
    +# Açık gap’ler
     
    -- Dme 404 dndryor, sre uzamyor.
    +- Düğme 404 döndürüyor, süre uzamıyor.
     - Baska satr.

    --- stderr
    notes.md: 2 lines to take from older versions
    ");
    assert_eq!(tree.code("heal --from-history --write notes.md"), 0);
    let want = whole.replace("Yeni satır", "Baska satr");
    assert_eq!(tree.read("notes.md"), want);
    assert_eq!(Tree::new().put("a.md", "x").code("heal --from-history a.md"), 2);
}

#[test]
fn signs_that_belong_together_are_no_broken_letters() {
    let text = "Bkz. §7–§10, “§3–§4”; 5 °C–7 °C, « CAFÉ », Å–Bergen.\n";
    let tree = Tree::with(sound().replace("Renew at the desk.", text.trim()));
    assert_eq!(tree.code("heal --check ."), 0);
    assert!(!tree.run("lint").contains("mojibake"), "{}", tree.run("lint"));
}

#[test]
fn lost_letters_fail_a_check_and_name_the_way_back() {
    let text = sound().replace("answers 404", "answ\u{fffd}rs 404");
    let tree = Tree::with(&text);
    let shown = tree.run("heal --check gap-register.md");
    assert!(shown.starts_with("exit 1\n"), "{shown}");
    assert!(shown.contains("`gapreg heal --from-history gap-register.md`"), "{shown}");
}

const TURKISH: &str =
    "# Açık kayıtlar\n\nÖdünç süresi uzamıyor, çünkü düğme için şu yanıt dönüyor: 404.\n";

/// The same in Windows-1254.
fn old_bytes() -> Vec<u8> {
    let bytes =
        [('ç', 0xe7), ('ı', 0xfd), ('Ö', 0xd6), ('ü', 0xfc), ('ğ', 0xf0), ('ş', 0xfe), ('ö', 0xf6)];
    let byte = |c: char| bytes.iter().find(|(known, _)| *known == c).map_or(c as u8, |(_, b)| *b);
    TURKISH.chars().map(byte).collect()
}

#[test]
fn a_file_in_an_old_encoding_becomes_utf_8_where_its_words_prove_it() {
    let tree = Tree::new().put("notes.md", old_bytes());
    let shown = tree.run("heal notes.md");
    assert!(shown.starts_with("exit 1\n") && shown.contains("+# Açık kayıtlar"), "{shown}");
    assert_eq!(std::fs::read(tree.path("notes.md")).unwrap(), old_bytes());
    assert_eq!(tree.code("heal --check notes.md"), 1);
    assert_eq!(tree.code("heal --write notes.md"), 0);
    assert_eq!(tree.read("notes.md"), TURKISH);
    assert_eq!(tree.code("heal --check notes.md"), 0);
}

#[test]
fn an_encoding_is_taken_from_the_caller() {
    let tree = Tree::with(b"# G\xfcn\n");
    let shown = tree.run("heal gap-register.md");
    assert!(shown.starts_with("exit 2\n") && shown.contains("`--from windows-1254`"), "{shown}");
    assert_eq!(tree.code("heal --write --from windows-1254 gap-register.md"), 0);
    assert_eq!(tree.read("gap-register.md"), "# Gün\n");
    let tree = Tree::with(b"# G\xfcn\n");
    assert_eq!(tree.code("heal --write --from klingon gap-register.md"), 2);
    assert_eq!(std::fs::read(tree.path("gap-register.md")).unwrap(), b"# G\xfcn\n");
}
