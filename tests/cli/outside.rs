//! Nothing outside of the repository is read or written.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::registers::{sound, three};
use crate::common::tree::Tree;

const SECRET: &str = "hunter2";

/// A repository with a register and its translation, and a folder beside it.
fn repository() -> (Tree, Tree) {
    let tree = Tree::new().put("docs/en/gap-register.md", three());
    let tree = tree.put("docs/tr/gap-register.md", three().replace("(EN)", "(TR)"));
    tree.repository();
    let aside = Tree::new().put("secret.txt", format!("{SECRET}: [x\n\"{SECRET}\"\n"));
    let aside = aside.put("secret.json", format!("\"{SECRET}\"\n"));
    let text = three().replace("Renewal is refused", SECRET);
    (tree, aside.put("gap-register.md", &text).put("en/gap-register.md", &text))
}

/// Runs a command that may not take long; its exit code and what it wrote.
fn run(tree: &Tree, args: &str) -> (Option<i32>, String) {
    let mut command = tree.command(&format!("{args} --today 2026-02-05"));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(60) {
            child.kill().unwrap();
            panic!("{args} waits");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&text).into_owned())
}

#[test]
fn a_configuration_is_not_quoted_and_not_read_elsewhere() {
    let (tree, aside) = repository();
    for name in ["gapreg.yaml", ".gapreg.yaml", "docs/gapreg.yaml"] {
        symlink(aside.path("secret.txt"), tree.path(name)).unwrap();
        let (code, output) = run(&tree, "check docs");
        assert!(code == Some(2) && output.contains("leads out of the repository"), "{output}");
        assert!(!output.contains(SECRET), "{output}");
        fs::remove_file(tree.path(name)).unwrap();
    }
    for text in [
        format!("{SECRET}\n"),
        format!("{SECRET}: x\n"),
        format!("- {SECRET}\n"),
        format!("a: [{SECRET}\n"),
        format!("languages: [en]\n{SECRET}: 1\n"),
        format!("a: !{SECRET} b\n"),
        format!("a: *{SECRET}\n"),
        format!("root:x:0:0:{SECRET}:/root:/bin/sh\n"),
    ] {
        fs::write(aside.path("any"), &text).unwrap();
        for args in ["lint --config", "check --baseline"] {
            let (code, output) = run(&tree, &format!("{args} {}", aside.path("any").display()));
            assert!(code == Some(2) && !output.contains(SECRET), "{text}{output}");
        }
    }
    let (code, output) =
        run(&tree, &format!("check --baseline {}", aside.path("secret.json").display()));
    assert!(code == Some(2) && !output.contains(SECRET), "{output}");
    // A link within the repository is a configuration as any.
    fs::write(tree.path("docs/settings.yaml"), "rulez: {}\n").unwrap();
    symlink("docs/settings.yaml", tree.path("gapreg.yaml")).unwrap();
    let (code, output) = run(&tree, "lint");
    assert!(code == Some(2) && output.contains("did you mean `rules`?"), "{output}");
}

#[test]
fn links_lead_out_only_where_they_are_named() {
    let (tree, aside) = repository();
    symlink(aside.path(""), tree.path("out")).unwrap();
    symlink(aside.path("gap-register.md"), tree.path("docs/en/x-gap-register.md")).unwrap();
    symlink(aside.path("gap-register.md"), tree.path("docs/en/gap-register.tr.md")).unwrap();
    for command in ["list", "check", "mirror", "lint --base HEAD", "report", "list docs"] {
        let (_, output) = run(&tree, command);
        assert!(!output.contains(SECRET), "{command}: {output}");
    }
    // The link is not named, but what is behind it.
    for path in ["out/en", "out/gap-register.md", "out/en/gap-register.md"] {
        let (code, output) = run(&tree, &format!("list {path}"));
        assert!(code == Some(2) && !output.contains(SECRET), "{path}: {output}");
    }
    for path in ["out", "docs/en/x-gap-register.md"] {
        let (code, output) = run(&tree, &format!("list {path}"));
        assert!(code == Some(0) && output.contains(SECRET), "{path}: {output}");
    }
    // Whether a page elsewhere is there, nobody is told.
    let text = sound().replace("/docs/en/loans.md", "/docs/en/page.md");
    let tree = Tree::new().put("docs/en/gap-register.md", text).put("docs/en/other.md", "");
    tree.repository();
    symlink(aside.path("secret.txt"), tree.path("docs/en/page.md")).unwrap();
    let (_, output) = run(&tree, "lint --select source-page-missing");
    assert!(output.contains("source-page-missing"), "{output}");
    // Without a repository around it.
    let tree = Tree::new().put("docs/en/gap-register.md", three());
    symlink(aside.path("gap-register.md"), tree.path("docs/en/gap-register.tr.md")).unwrap();
    symlink(aside.path("secret.txt"), tree.path("docs/gapreg.yaml")).unwrap();
    let (code, output) = run(&tree, "check docs");
    assert!(code == Some(2) && !output.contains(SECRET), "{output}");
    fs::remove_file(tree.path("docs/gapreg.yaml")).unwrap();
    let (_, output) = run(&tree, "list docs");
    assert!(!output.contains(SECRET), "{output}");
}

#[test]
fn a_folder_that_became_a_link_shows_nothing_of_another() {
    let (tree, aside) = repository();
    let aside = aside.put("tr/gap-register.md", three().replace("Fine is doubled", SECRET));
    fs::remove_dir_all(tree.path("docs")).unwrap();
    symlink(aside.path(""), tree.path("docs")).unwrap();
    let tree = tree.put("gap-register.md", three());
    for command in ["log G-001", "log G-002", "sla", "report", "diff", "check", "lint --base HEAD"]
    {
        let (_, output) = run(&tree, command);
        assert!(!output.contains(SECRET), "{command}: {output}");
    }
}

#[test]
fn what_is_no_regular_file_is_refused() {
    let (tree, _) = repository();
    let fifo = |name: &str| {
        let made = Command::new("mkfifo").arg(tree.path(name)).status();
        assert!(made.is_ok_and(|made| made.success()));
    };
    for name in [
        "docs/en/x-gap-register.md",
        "gapreg.yaml",
        "known.json",
        ".gitignore",
        "docs/.ignore",
        "docs/en/gap-register.de.md",
    ] {
        fifo(name);
        for args in [
            "check --baseline known.json",
            &format!("list {name}"),
            &format!("lint --config {name}"),
            &format!("lint --output-file {name}"),
            "lint docs",
            "pages docs/en/gap-register.md",
            "lint --base HEAD",
            "log G-001",
        ] {
            let (code, output) = run(&tree, args);
            let reads_it = args.contains(name)
                || (args == "check --baseline known.json" && name != "docs/en/gap-register.de.md");
            assert!(!reads_it || code == Some(2), "{name}: {args}: {code:?} {output}");
        }
        fs::remove_file(tree.path(name)).unwrap();
    }
    for args in ["list /dev/zero", "lint --config /dev/zero", "check --baseline /dev/zero"] {
        let (code, output) = run(&tree, args);
        assert!(code == Some(2) && output.contains("not a regular file"), "{args}: {output}");
    }
    for name in [".gitignore", "gapreg.yaml"] {
        symlink("/dev/zero", tree.path(name)).unwrap();
        assert_eq!(run(&tree, "lint").0, Some(2), "{name}");
        fs::remove_file(tree.path(name)).unwrap();
    }
    let (code, _) = run(&tree, "lint --output-file /dev/null");
    assert_eq!(code, Some(1));
}

#[test]
fn everything_has_a_size_limit() {
    let (tree, _) = repository();
    let tree = tree.put(".gitignore", "x\n".repeat(600_000));
    let (code, output) = run(&tree, "lint");
    assert!(code == Some(2) && output.contains(".gitignore` is larger than 1024 KiB"), "{output}");
    let tree = tree.put(".gitignore", "").put("gapreg.yaml", "max-size: 1\n");
    let tree = tree.put("known.json", " ".repeat(1_100_000));
    let (code, output) = run(&tree, "check --baseline known.json");
    assert!(code == Some(2) && output.contains("known.json` is larger than 1024 KiB"), "{output}");
    // Also through git.
    let large = format!("{}\n{}", three(), "A long line.\n".repeat(100_000));
    tree.change("2026-02-02", "docs/en/gap-register.md", &large);
    tree.change("2026-02-03", "docs/en/gap-register.md", &three());
    let (code, output) = run(&tree, "log G-001 docs/en");
    assert_eq!(code, Some(0));
    assert!(output.contains("1 version in git are larger than `max-size`"), "{output}");
    let (code, output) = run(&tree, "lint --base HEAD~1 docs/en");
    assert!(code == Some(2) && output.contains("larger than the files that are read"), "{output}");
}

#[test]
fn an_output_file_replaces_nothing_that_the_run_knows() {
    let (tree, aside) = repository();
    let tree = tree.put("gapreg.yaml", "languages: [en, tr]\n");
    run(&tree, "check --baseline known.json --write-baseline");
    let files = ["docs/en/gap-register.md", "docs/tr/gap-register.md", "gapreg.yaml", "known.json"];
    let texts = files.map(|file| tree.read(file));
    for (at, file) in files.iter().enumerate() {
        let (hard, soft) = (format!("hard{at}"), format!("soft{at}"));
        fs::hard_link(tree.path(file), tree.path(&hard)).unwrap();
        symlink(file, tree.path(&soft)).unwrap();
        for name in [*file, &format!("./docs/../{file}"), &hard, &soft] {
            for command in
                ["check --baseline known.json docs", "check --baseline known.json docs/en"]
            {
                let (code, output) = run(&tree, &format!("{command} --output-file {name}"));
                assert!(code == Some(2), "{command} {name}: {output}");
            }
        }
    }
    assert_eq!(files.map(|file| tree.read(file)), texts);
    // Links elsewhere are not followed, by whatever writes.
    let target = aside.path("theirs");
    for (name, command) in [
        ("out.json", "lint --output-file out.json"),
        ("out.sh", "completions bash --output-file out.sh"),
        ("man/gapreg.1", "man --dir man"),
        ("public/index.html", "report -o public"),
        (
            "new-gap-register.md",
            "adopt docs/en/gap-register.md --force --output new-gap-register.md",
        ),
    ] {
        fs::create_dir_all(tree.path(name).parent().unwrap()).unwrap();
        for is_there in [false, true] {
            if is_there {
                fs::write(&target, "theirs").unwrap();
            } else {
                let _ = fs::remove_file(&target);
            }
            symlink(&target, tree.path(name)).unwrap();
            let (code, output) = run(&tree, command);
            assert!(code == Some(2), "{command}: {output}");
            assert_eq!(target.exists(), is_there, "{command}");
            fs::remove_file(tree.path(name)).unwrap();
        }
        assert_eq!(fs::read_to_string(&target).unwrap(), "theirs", "{command}");
        let (code, output) = run(&tree, command);
        assert!(matches!(code, Some(0 | 1)), "{command}: {output}");
        let _ = fs::remove_file(tree.path(name));
    }
    for command in ["completions bash", "schema", "man", "rules", "explain bad-date"] {
        for file in ["gapreg.yaml", "docs/en/gap-register.md"] {
            let (code, output) = run(&tree, &format!("{command} --output-file {file}"));
            assert!(code == Some(2), "{command}: {output}");
        }
    }
    assert_eq!(files.map(|file| tree.read(file)), texts);
}

#[test]
fn nothing_is_written_through_a_linked_folder() {
    let away = tempfile::tempdir().unwrap();
    let tree = Tree::with(sound());
    tree.repository();
    symlink(away.path(), tree.path("build")).unwrap();
    for args in [
        "report -o build",
        "report -o build/page",
        "check --output-file build/out.txt",
        "check --baseline build/known.json --write-baseline",
        "instructions --write build/AGENTS.md",
    ] {
        let (code, output) = run(&tree, args);
        assert!(code == Some(2) && output.contains("link"), "{args}: {code:?} {output}");
    }
    symlink(away.path().join("attributes"), tree.path(".gitattributes")).unwrap();
    let (code, output) = run(&tree, "merge --install");
    assert!(code == Some(2) && output.contains("is a link"), "{output}");
    assert_eq!(fs::read_dir(away.path()).unwrap().count(), 0);
}
