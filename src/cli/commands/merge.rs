//! `gapreg merge`.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::{CLEAN, FAILED, FOUND};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs};
use crate::files::{self, OutputFile};
use crate::finding::counted;
use crate::merge::Three;
use crate::run::inputs::shown;
use crate::run::merging::{
    self, MARKER_SIZE, MergedBytes, Request, Setup, Sides, merge_texts, named_by_git, resolve,
};
use crate::run::{Project, ProjectOptions};
use crate::settings::Selection;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg merge --install                          git merges registers entry by entry from now on
  gapreg merge docs/en/gap-register.md            resolve a conflict that git left
  gapreg merge --base a.md --ours b.md --theirs c.md -o gap-register.md
  gapreg merge --uninstall                        take back what --install wrote";

/// Where a merge driver could not do its work: git takes neither side for the result.
const DRIVER_FAILED: u8 = 130;

#[derive(Debug, Args)]
pub(crate) struct MergeArgs {
    /// Files that git left in conflict; with --install, registers or folders to search for them
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// Let git merge the registers found: writes .gitattributes and this clone's configuration
    ///
    /// The file goes to everybody with the next commit; the configuration is of this clone, so each
    /// clone needs this once.
    #[arg(long, conflicts_with_all = ["uninstall", "driver", "base", "output"])]
    install: bool,
    /// Take back what --install wrote
    #[arg(long, conflicts_with_all = ["driver", "base", "output"])]
    uninstall: bool,
    /// Merge for git: ancestor, ours (which is written), theirs, size of markers, path, names of the
    /// sides
    #[arg(
        long,
        num_args = 4..=7,
        allow_hyphen_values = true,
        value_names = ["%O", "%A", "%B", "%L", "%P", "%X", "%Y"],
        conflicts_with_all = ["base", "output", "paths"]
    )]
    driver: Option<Vec<OsString>>,
    /// The common ancestor
    #[arg(long, value_name = "FILE", requires_all = ["ours", "theirs"])]
    base: Option<PathBuf>,
    /// The version that the other is merged into
    #[arg(long, value_name = "FILE", requires = "base")]
    ours: Option<PathBuf>,
    /// The version that is merged
    #[arg(long, value_name = "FILE", requires = "base")]
    theirs: Option<PathBuf>,
    /// Where the result goes [default: standard output]
    #[arg(long, short, value_name = "FILE", requires = "base")]
    output: Option<PathBuf>,
    /// Merge a file in conflict again, and drop what was written into it since
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(args: &MergeArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    if let Some(driver) = &args.driver {
        return Ok(drive(driver, global, terminal).unwrap_or_else(|why| {
            terminal.error(&why);
            DRIVER_FAILED
        }));
    }
    if args.install {
        return install(args, global, terminal);
    }
    if args.uninstall {
        return uninstall(terminal);
    }
    if let (Some(base), Some(ours), Some(theirs)) = (&args.base, &args.ours, &args.theirs) {
        return merge_files(Three { base, ours, theirs }, args, global, terminal);
    }
    if args.paths.is_empty() {
        bail!(
            "name the files that git left in conflict, as in `gapreg merge docs/en/gap-register.md`"
        );
    }
    resolve_all(args, global, terminal)
}

fn project(path: &Path, global: &Global, terminal: &Terminal) -> Result<Project> {
    let options = ProjectOptions {
        config: global.config.as_deref(),
        today: global.today,
        ..ProjectOptions::default()
    };
    Project::here(&[path.to_owned()], options, terminal)
}

/// Merges for git. What is merged is written into the file of our side.
fn drive(driver: &[OsString], global: &Global, terminal: &Terminal) -> Result<u8> {
    let text = |at: usize| driver.get(at).and_then(|word| word.to_str());
    let [base, ours, theirs, ..] = driver else { bail!("git has to name three versions") };
    let files = Three { base, ours, theirs }.map(PathBuf::from);
    let marker_size = text(3).and_then(|size| size.parse().ok()).unwrap_or(MARKER_SIZE);
    // Without its path, a version is known by the name of our side.
    let path = driver.get(4).filter(|path| *path != "%P").map_or(files.ours.clone(), PathBuf::from);
    let project = project(&path, global, terminal)?;
    let sides = named_by_git(&project.folder, text(5), text(6));
    let bytes = read(&files, &project)?;
    let versions = bytes.as_ref().map(|bytes| &bytes[..]);
    let request = Request { path: &path, versions, sides: &sides, marker_size };
    let merged = merge_texts(request, &project, terminal)?;
    std::fs::write(&files.ours, &merged.bytes)
        .with_context(|| format!("cannot write `{}`", shown(&files.ours)))?;
    report(&path, &merged, terminal);
    Ok(if merged.conflicts == 0 { CLEAN } else { FOUND })
}

fn read(files: &Three<PathBuf>, project: &Project) -> Result<Three<Vec<u8>>> {
    let read = |path: &PathBuf| {
        let bytes = files::bytes(path, project.settings.max_bytes);
        bytes.with_context(|| format!("cannot read `{}`", shown(path)))
    };
    let Three { base, ours, theirs } = files.as_ref().map(read);
    Ok(Three { base: base?, ours: ours?, theirs: theirs? })
}

fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OutputFile::create(path)?;
    file.write_all(bytes)?;
    file.finish()
}

/// Says which entries got another ID, and how many conflicts are left.
fn report(path: &Path, merged: &MergedBytes, terminal: &Terminal) {
    let name = shown(path);
    for moved in &merged.moved {
        terminal.say(&format!("{name}: {} is {} now: {}", moved.old, moved.new, moved.heading));
    }
    if merged.conflicts > 0 {
        let count = counted(merged.conflicts, "conflict", "conflicts");
        terminal.say(&format!("{name}: {count} left for you to settle"));
    }
}

fn install(args: &MergeArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let (project, inputs) = inputs::find(&args.paths, Selection::default(), global, terminal)?;
    let mut registers = inputs.paths();
    registers.extend(merging::beside(&registers, &project));
    let program = program();
    let setup = merging::install(&project.folder, &registers, &program)?;
    let Setup { has_new_attributes, has_new_driver, registers } = setup;
    let count = counted(registers.len(), "register", "registers");
    match (has_new_attributes, has_new_driver) {
        (false, false) => terminal.say(&format!("git merges {count} with gapreg already")),
        _ => terminal.say(&format!("git merges {count} with gapreg from now on")),
    }
    if has_new_attributes {
        terminal.say(".gitattributes names them: commit it");
    }
    terminal
        .say("each clone needs `gapreg merge --install` once; without it, git merges line by line");
    Ok(CLEAN)
}

/// The program that git starts: by its name where that finds this one, else by its path.
fn program() -> String {
    let own = std::env::current_exe().ok();
    let found = std::env::var_os("PATH").and_then(|path| {
        let name = format!("gapreg{}", std::env::consts::EXE_SUFFIX);
        std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|path| path.is_file())
    });
    match (found, own) {
        (None, Some(own)) => {
            format!("'{}'", own.to_string_lossy().replace('\\', "/").replace('\'', "'\\''"))
        }
        _ => "gapreg".to_owned(),
    }
}

fn uninstall(terminal: &Terminal) -> Result<u8> {
    let folder = std::env::current_dir().context("cannot find the current folder")?;
    terminal.say(if merging::uninstall(&folder)? {
        "git merges registers line by line from now on"
    } else {
        "nothing of gapreg was there to take back"
    });
    Ok(CLEAN)
}

fn merge_files(
    files: Three<&PathBuf>,
    args: &MergeArgs,
    global: &Global,
    terminal: &Terminal,
) -> Result<u8> {
    let files = files.map(Clone::clone);
    let path = args.output.as_ref().unwrap_or(&files.ours);
    let project = project(path, global, terminal)?;
    let names = files.as_ref().map(|path| shown(path));
    let sides = Sides { names, ..Sides::default() };
    let bytes = read(&files, &project)?;
    let versions = bytes.as_ref().map(|bytes| &bytes[..]);
    let request = Request { path, versions, sides: &sides, marker_size: MARKER_SIZE };
    let merged = merge_texts(request, &project, terminal)?;
    match &args.output {
        Some(output) => put(output, &merged.bytes)
            .with_context(|| format!("cannot write `{}`", shown(output)))?,
        None => terminal.print(|out| out.write_all(&merged.bytes))?,
    }
    report(path, &merged, terminal);
    Ok(if merged.conflicts == 0 { CLEAN } else { FOUND })
}

fn resolve_all(args: &MergeArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let mut code = CLEAN;
    for path in &args.paths {
        let project = project(path, global, terminal)?;
        match resolve(path, args.force, &project, terminal) {
            Ok(merged) => {
                report(path, &merged, terminal);
                if merged.conflicts == 0 {
                    terminal.say(&format!("{0}: resolved; `git add {0}` marks it so", shown(path)));
                } else {
                    code = code.max(FOUND);
                }
            }
            Err(why) => {
                terminal.error(&why);
                code = FAILED;
            }
        }
    }
    Ok(code)
}
