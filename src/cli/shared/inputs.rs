//! The project and the registers that the arguments of a command name.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::arguments::Global;
use super::misplaced;
use super::terminal::Terminal;
use crate::files::{NoRegister, PathGroup, governed, path_groups};
use crate::run::inputs::refuse_as_output;
use crate::run::listed_registers::expect_listed;
use crate::run::unread_configurations;
use crate::run::{InputOptions, Inputs, Project, ProjectOptions};
use crate::settings::Selection;

/// Gets the project and the registers that paths name.
type Opening = fn(&[PathBuf], Selection, &Global, &Terminal) -> Result<(Project, Inputs)>;

/// How a command gets its registers: whether it writes them, and whether it reads them all at once.
pub(crate) fn opening(is_written: bool, is_read: bool) -> Opening {
    if is_written {
        open_to_write
    } else if is_read {
        open
    } else {
        find
    }
}

/// Finds the registers that `paths` name, and reads them.
pub(crate) fn open(
    paths: &[PathBuf],
    selection: Selection,
    global: &Global,
    terminal: &Terminal,
) -> Result<(Project, Inputs)> {
    let (project, mut inputs) = find(paths, selection, global, terminal)?;
    inputs.read(&project, terminal);
    Ok((project, inputs))
}

/// A project, and its registers.
pub(crate) type Opened = (Project, Inputs);

/// Finds the registers that `paths` name, and reads them: those of each configuration by themselves,
/// where repositories have their own. One that has no register is left out, if another one has some.
pub(crate) fn open_each(
    paths: &[PathBuf],
    global: &Global,
    terminal: &Terminal,
) -> Result<Vec<Opened>> {
    let folder = std::env::current_dir().context("cannot find the current folder")?;
    let paths = &governed(paths);
    let mut groups = path_groups(paths, &folder);
    if global.config.is_some() || groups.len() == 1 {
        return Ok(vec![open(paths, Selection::default(), global, terminal)?]);
    }
    let mut opened: Vec<Opened> = Vec::new();
    let mut nothing = None;
    for PathGroup { paths, without } in groups.drain(..).filter(|group| !group.paths.is_empty()) {
        match find(&paths, Selection::default(), global, terminal) {
            Ok((mut project, mut inputs)) => {
                let without: Vec<PathBuf> = without.iter().map(|path| project.real(path)).collect();
                let is_outside = |path: &PathBuf| {
                    let path = project.real(path);
                    !without.iter().any(|folder| path.starts_with(folder))
                };
                inputs.unread.retain(is_outside);
                inputs.read(&project, terminal);
                if let Some((first, _)) = opened.first() {
                    project.git.gaps = first.git.gaps.clone();
                }
                opened.push((project, inputs));
            }
            Err(why) if why.is::<NoRegister>() => nothing = Some(why),
            Err(why) => return Err(why),
        }
    }
    match nothing {
        Some(why) if opened.is_empty() => Err(why),
        _ => Ok(opened),
    }
}

/// The same for a command that writes: until it ends, other runs wait.
pub(crate) fn open_to_write(
    paths: &[PathBuf],
    selection: Selection,
    global: &Global,
    terminal: &Terminal,
) -> Result<(Project, Inputs)> {
    let (project, mut inputs) = find(paths, selection, global, terminal)?;
    inputs.keep_others_out(&project);
    inputs.read(&project, terminal);
    Ok((project, inputs))
}

/// Finds and reads the texts that `paths` name, which need not be registers yet.
pub(crate) fn open_texts(
    paths: &[PathBuf],
    global: &Global,
    terminal: &Terminal,
) -> Result<(Project, Inputs)> {
    let (project, mut inputs) = find_with(paths, Selection::default(), global, terminal, true)?;
    inputs.read(&project, terminal);
    Ok((project, inputs))
}

/// Finds the registers that `paths` name. They stay unread, unless standard input is one.
pub(crate) fn find(
    paths: &[PathBuf],
    selection: Selection,
    global: &Global,
    terminal: &Terminal,
) -> Result<(Project, Inputs)> {
    find_with(paths, selection, global, terminal, false)
}

fn find_with(
    paths: &[PathBuf],
    selection: Selection,
    global: &Global,
    terminal: &Terminal,
    takes_any_text: bool,
) -> Result<(Project, Inputs)> {
    misplaced::check_paths(paths)?;
    let governed = if takes_any_text { paths.to_vec() } else { governed(paths) };
    let paths = &governed;
    let options = ProjectOptions {
        config: global.config.as_deref(),
        today: global.today,
        selection,
        ..ProjectOptions::default()
    };
    let project = Project::here(paths, options, terminal)?;
    terminal.watch(&project.git.gaps);
    for name in unread_configurations(&project) {
        terminal.warn(&format!("`{name}` is not read: a configuration is called `gapreg.yaml`"));
    }
    if !takes_any_text {
        expect_listed(&project, terminal)?;
    }
    let options = InputOptions {
        paths,
        stdin_filename: &global.stdin_filename,
        force_exclude: global.force_exclude,
        takes_any_text,
    };
    let inputs = Inputs::find(&project, options, terminal)?;
    keep_output_apart(&project, &inputs, None, terminal)?;
    Ok((project, inputs))
}

/// Refuses to write results over a file that they come from.
pub(crate) fn keep_output_apart(
    project: &Project,
    inputs: &Inputs,
    baseline: Option<&Path>,
    terminal: &Terminal,
) -> Result<()> {
    let Some(output) = terminal.output_file() else { return Ok(()) };
    refuse_as_output(output, inputs, &project.settings, baseline)
}
