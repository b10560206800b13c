//! Which room of `src/` may use which other. ARCHITECTURE.md has the same table with a sentence about
//! each room.
#![allow(clippy::unwrap_used, reason = "a test")]

mod sources;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sources::Sources;

/// Each room, which is a name at the top of `src/`, and the rooms that it may use. The rooms are in the
/// order in which data flows, so each may use only rooms above it.
#[rustfmt::skip] // One line for each room makes merging easy.
const ROOMS: &[(&str, &str)] = &[
    ("text", ""),
    ("vocabulary", "text"),
    ("finding", "text"),
    ("values", "text vocabulary"),
    ("document", "text"),
    ("encoding", "text vocabulary"),
    ("register", "text vocabulary finding values document encoding"),
    ("manual", "text vocabulary finding values document register"),
    ("query", "text vocabulary values register"),
    ("triage", "text vocabulary finding values document register"),
    ("settings", "text vocabulary finding values register triage"),
    ("timeline", "text vocabulary values register"),
    ("mirror", "text vocabulary finding values document register settings timeline"),
    ("git", ""),
    ("merge", "text vocabulary finding values document register triage settings timeline"),
    ("routes", "text vocabulary values register"),
    ("tracker", "text vocabulary values"),
    ("rules", "text vocabulary finding values document encoding register manual triage mirror timeline routes settings"),
    ("edit", "text vocabulary finding values document encoding register triage mirror settings rules"),
    ("lint", "text finding values document register mirror settings rules"),
    ("fix", "text vocabulary finding register manual triage mirror settings rules lint edit"),
    ("files", "text settings rules"),
    ("output", "text finding mirror rules"),
    ("report", "text values document timeline"),
    ("run", "text vocabulary values finding document encoding register manual query triage mirror timeline merge routes tracker edit git settings rules lint fix files output report"),
    ("server", "text vocabulary finding register mirror values edit settings rules files run"),
    ("cli", "text vocabulary values finding encoding register query mirror timeline merge routes tracker report edit git settings rules lint files output run server"),
    ("lib", ""),
];

/// As many names as `src/` may have at its top.
const MOST_ROOMS: usize = 29;

/// Fails with a list of what is wrong, if anything is.
fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

fn may_use() -> BTreeSet<(String, String)> {
    let pairs = ROOMS.iter().flat_map(|(room, targets)| {
        targets.split_whitespace().map(|target| ((*room).to_owned(), target.to_owned()))
    });
    pairs.collect()
}

/// The other rooms that each room uses, each with the files that do.
fn uses(sources: &Sources) -> BTreeMap<(String, String), BTreeSet<String>> {
    let rooms: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let mut uses: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for file in sources.files() {
        let named = sources.named(file).into_iter().filter_map(|path| path.into_iter().next());
        for target in named.filter(|it| *it != file.room() && rooms.contains(it.as_str())) {
            let files = uses.entry((file.room(), target)).or_default();
            files.insert(file.path.display().to_string());
        }
    }
    uses
}

#[test]
fn every_room_is_in_the_table() {
    let rooms: BTreeSet<String> = ROOMS.iter().map(|(room, _)| (*room).to_owned()).collect();
    let mut used: BTreeSet<String> = Sources::read().files().map(sources::File::room).collect();
    used.remove("main");
    assert_eq!(rooms, used, "add a new room to this test and to ARCHITECTURE.md");
}

#[test]
fn the_table_in_the_architecture_is_the_same() {
    let page = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let table = page.split("\n| room |").nth(1).unwrap().split("\n\n").next().unwrap();
    let rows = table.lines().skip(2).map(|row| {
        let [_, room, _, uses, _] = row.split('|').collect::<Vec<_>>().try_into().unwrap();
        format!("{}: {}", room.trim().trim_matches('`'), uses.trim())
    });
    let rooms = ROOMS.iter().map(|(room, uses)| format!("{room}: {}", uses.replace(' ', ", ")));
    for (row, room) in rows.clone().zip(rooms.clone()) {
        assert_eq!(row, room, "ARCHITECTURE.md and ROOMS differ");
    }
    assert_eq!(rows.count(), rooms.count(), "ARCHITECTURE.md has as many rooms as ROOMS");
}

#[test]
fn the_front_page_of_the_library_lists_the_rooms() {
    let front = fs::read_to_string("src/lib.rs").unwrap();
    let listed = front.lines().filter_map(|line| line.strip_prefix("//! - [`")?.split('`').next());
    let rooms = ROOMS.iter().map(|(room, _)| *room).filter(|room| *room != "lib");
    assert_eq!(listed.collect::<Vec<_>>(), rooms.collect::<Vec<_>>());
}

#[test]
fn every_room_may_use_only_rooms_above_it() {
    let place = |name: &str| ROOMS.iter().position(|(room, _)| *room == name);
    let below = may_use().into_iter().filter(|(room, target)| place(target) >= place(room));
    let below: Vec<String> = below.map(|(room, target)| format!("{room}: {target}")).collect();
    assert_none("permissions for rooms below", &below);
}

#[test]
fn every_room_uses_only_what_it_may() {
    let allowed = may_use();
    let mut found = Vec::new();
    for ((room, target), files) in uses(&Sources::read()) {
        if !allowed.contains(&(room, target.clone())) {
            found.extend(files.iter().map(|file| format!("{file} uses `{target}`")));
        }
    }
    assert_none("not allowed by ROOMS", &found);
}

#[test]
fn every_permission_is_used() {
    let uses = uses(&Sources::read());
    let unused = may_use().into_iter().filter(|pair| !uses.contains_key(pair));
    let unused: Vec<String> = unused.map(|(room, target)| format!("{room}: {target}")).collect();
    assert_none("permissions in ROOMS that no file uses", &unused);
}

#[test]
fn the_top_of_the_source_has_few_names() {
    let names = fs::read_dir("src").unwrap().count();
    assert!(names <= MOST_ROOMS, "src/ has {names} names at its top, more than {MOST_ROOMS}");
}

#[test]
fn no_two_files_use_each_other() {
    let sources = Sources::read();
    let circles = sources.circles().into_iter();
    let circles: Vec<String> =
        circles.map(|(one, other)| format!("{} <-> {}", one.display(), other.display())).collect();
    assert_none("files that use each other", &circles);
}

#[test]
fn a_circle_is_found_behind_each_way_to_name_an_item() {
    let circles = |one: &str, other: &str| {
        let front = "pub mod one; pub mod other; pub use one::One; pub struct Front;";
        let texts = [("mod.rs", front), ("one.rs", one), ("other.rs", other)];
        let path = |name| Path::new("src/room").join(name);
        Sources::of(texts.map(|(name, text)| (path(name), text.to_owned()))).circles().len()
    };
    let one = "use super::other::Other; pub struct One;";
    for other in [
        "use super::one::One;",
        "use crate::room::{self, one::{One as First}};",
        "use super::One;",
        "use super::*; fn other(one: super::One) {}",
        "use crate::room::one; fn other(one: &one::One) {}",
        "use crate::room; fn other(one: Vec<room::One>) {}",
        "#[cfg(test)] mod tests { const QUOTE: char = '\\''; } fn other(_: super::one::One) {}",
    ] {
        assert_eq!(circles(one, &format!("{other} pub struct Other;")), 1, "{other}");
    }
    for other in [
        "use super::Front;",
        "// super::one::One\n",
        "const ONE: &str = r#\"\"super::one::One\"#;",
        "#[cfg(test)] mod tests { use super::super::one::One; }",
        "use std::one::One;",
    ] {
        assert_eq!(circles(one, &format!("{other} pub struct Other;")), 0, "{other}");
    }
}

#[test]
fn only_the_document_names_the_markdown_parser() {
    assert_none(
        "names the parser",
        &naming(&["pulldown_cmark"], |path| !path.starts_with("src/document")),
    );
}

#[test]
fn what_runs_for_any_caller_knows_no_terminal() {
    let names = ["Terminal", "println", "eprintln"];
    assert_none("names the terminal", &naming(&names, |path| path.starts_with("src/run")));
}

/// The files among some that name something.
fn naming(names: &[&str], is_among: impl Fn(&Path) -> bool) -> Vec<String> {
    let sources = Sources::read();
    let files = sources.files().filter(|file| is_among(&file.path));
    let found = files.flat_map(|file| {
        let found = names.iter().filter(|name| file.names(name));
        found.map(|name| format!("{}: `{name}`", file.path.display()))
    });
    found.collect()
}

#[test]
fn what_commands_share_knows_no_command() {
    let sources = Sources::read();
    let shared = sources.files().filter(|file| file.path.starts_with("src/cli/shared"));
    let named = shared.flat_map(|file| {
        let paths = sources.named(file).into_iter().map(|path| path.join("::"));
        let paths = paths.filter(|path| path.starts_with("cli::commands"));
        paths.map(|path| format!("{} uses {path}", file.path.display()))
    });
    assert_none("uses a command", &named.collect::<Vec<_>>());
}

/// A command `x-y` is in `x_y.rs` or in a folder `x_y`, and nothing else is there.
#[test]
fn every_command_is_a_file_and_every_file_a_command() {
    let help = Command::new(env!("CARGO_BIN_EXE_gapreg")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let list = help.split("\nCommands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    // Deeper lines go on with a summary.
    let lines = list.lines().filter(|line| !line.starts_with("   "));
    let commands = lines.map(|line| line.split_whitespace().next().unwrap().replace('-', "_"));
    let commands: BTreeSet<String> = commands.filter(|name| name != "help").collect();
    let entries = fs::read_dir("src/cli/commands").unwrap().map(|entry| entry.unwrap().path());
    let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let files: BTreeSet<String> = entries.map(stem).filter(|name| name != "mod").collect();
    assert_eq!(commands, files);
}
