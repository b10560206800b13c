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
    nothing to repair
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
