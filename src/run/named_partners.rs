//! The translations of registers that the paths beside them do not say: both files are registers of the
//! project, and one of them names the other, or lies in a folder of its language: `docs/gaps.md` and
//! `docs/tr/gaps.md`. They are looked for where a run reads a part of the project.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::project::Project;
use crate::files::{self, seen_from, slashed};
use crate::mirror::{self, files_named, meant_paths};
use crate::register::Register;
use crate::text::Source;

/// The registers that belong to some of a run, as one of both names the other or as a run over the whole
/// project would pair them, and are not in the run.
/// The run looks into these folders and files.
pub(super) fn named_partners(
    run: &[PathBuf],
    searched: &[PathBuf],
    project: &Project,
) -> Vec<PathBuf> {
    // A team with one language has no translations.
    if project.settings.languages.len() == 1 || is_whole(searched, project) {
        return Vec::new();
    }
    let run: HashMap<PathBuf, &PathBuf> =
        run.iter().map(|path| (project.whole(path), path)).collect();
    let own: HashSet<String> = run.values().map(|path| slashed(path)).collect();
    if alone(own.iter().cloned().collect(), project).is_empty() {
        return Vec::new();
    }
    let others = others(project).into_iter().filter(|path| !run.contains_key(&project.whole(path)));
    let all: Vec<String> = own.iter().cloned().chain(others.map(|path| slashed(&path))).collect();
    let mut found = partners_by_path(&all, &own, project);
    let mut sources = read(&alone(all, project), project);
    let linked = linked(&sources, &own, project);
    let lent: HashSet<String> = linked.iter().cloned().collect();
    sources.extend(read(&linked, project));
    keep_related(&mut sources, &own);
    let reading = project.settings.reading();
    let registers = sources.iter().filter_map(|source| Register::read(source, reading).ok());
    let registers: Vec<Register<'_>> = registers.collect();
    let ids = ids(&registers, &own);
    let mut linked_ones = partners(&registers, &own, project);
    // A file that no configuration calls a register is one if it has an entry of the others.
    let is_one = |path: &PathBuf| {
        let register = registers.iter().find(|register| **register.source.path() == *slashed(path));
        !lent.contains(&slashed(path))
            || register.is_some_and(|own| own.ids().any(|id| ids.contains(id)))
    };
    linked_ones.retain(is_one);
    found.extend(linked_ones);
    found
}

/// Those of some paths, of which the run has its own, that belong to the run as far as the paths say.
fn partners_by_path(all: &[String], own: &HashSet<String>, project: &Project) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for family in mirror::families_of_paths(all, &project.settings) {
        let (ours, others): (Vec<&String>, Vec<&String>) =
            family.iter().map(|&at| &all[at]).partition(|path| own.contains(*path));
        if !ours.is_empty() {
            found.extend(others.into_iter().map(PathBuf::from));
        }
    }
    found
}

/// Leaves the registers of the run and those that files lead to by their names, in either direction: a
/// project may have thousands, and to read them as registers takes most of the time.
fn keep_related(sources: &mut Vec<Source>, own: &HashSet<String>) {
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let (mut related, mut others): (Vec<Source>, Vec<Source>) =
        sources.drain(..).partition(|source| own.contains(&**source.path()));
    let (mut own_names, mut targets) = (HashSet::new(), HashSet::new());
    let mut seen = 0;
    while seen < related.len() {
        for source in &related[seen..] {
            own_names.insert(name(source.path()));
            targets.extend(files_named(source.text()).map(|path| name(&path)));
        }
        seen = related.len();
        let leads = |source: &mut Source| {
            targets.contains(&name(source.path()))
                || files_named(source.text()).any(|path| own_names.contains(&name(&path)))
        };
        related.extend(others.extract_if(.., leads));
    }
    *sources = related;
}

/// Whether a run looks into everything that may hold registers of the project.
fn is_whole(searched: &[PathBuf], project: &Project) -> bool {
    let root = root(project);
    let holds = |path: &PathBuf| root.starts_with(project.whole(path));
    if searched.is_empty() { root.starts_with(&project.folder) } else { searched.iter().any(holds) }
}

/// The folder that holds the registers of the project.
fn root(project: &Project) -> &Path {
    let settings = &project.settings;
    if settings.config_path.is_some() { &settings.root } else { &settings.anchor }
}

/// Those of some paths to which no other belongs as far as the paths say.
fn alone(mut paths: Vec<String>, project: &Project) -> Vec<String> {
    paths.sort_unstable();
    paths.dedup();
    let families = mirror::families_of_paths(&paths, &project.settings).into_iter();
    let alone = families.filter(|family| family.len() == 1).flatten();
    alone.map(|at| paths[at].clone()).collect()
}

/// The registers of the project.
fn others(project: &Project) -> Vec<PathBuf> {
    let found = files::find(&[root(project).to_owned()], &project.settings);
    let paths = found.map(|found| found.paths).unwrap_or_default();
    paths.iter().map(|path| seen_from(&project.folder, &project.whole(path))).collect()
}

fn read(paths: &[String], project: &Project) -> Vec<Source> {
    paths.iter().filter_map(|path| project.read(Path::new(path)).ok()?.ok()).collect()
}

/// The files that registers of the run name, where no configuration says which files are registers.
fn linked(sources: &[Source], own: &HashSet<String>, project: &Project) -> Vec<String> {
    let settings = &project.settings;
    if settings.names_registers() {
        return Vec::new();
    }
    let known: HashSet<PathBuf> = sources.iter().map(|s| project.whole(&**s.path())).collect();
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| own.contains(&**source.path())) {
        let file = settings.repository_path(source.path());
        let meant = files_named(source.text()).flat_map(|name| meant_paths(&name, &file));
        let paths = meant.map(|path| settings.anchor.join(path));
        found.extend(paths.filter(|path| !known.contains(path) && path.is_file()));
    }
    found.sort_unstable();
    found.dedup();
    let seen = found.iter().map(|path| seen_from(&project.folder, path));
    let is_ours = |path: &PathBuf| {
        !settings.excludes(&slashed(path)) && !files::leads_out(&project.folder, path)
    };
    seen.filter(is_ours).map(|path| slashed(&path)).collect()
}

/// The IDs of the registers of the run.
fn ids<'r>(registers: &'r [Register<'_>], own: &HashSet<String>) -> HashSet<&'r str> {
    let registers = registers.iter().filter(|register| own.contains(&**register.source.path()));
    registers.flat_map(Register::ids).collect()
}

/// The registers that are of one family with some of the run, and are not in it.
fn partners(registers: &[Register<'_>], own: &HashSet<String>, project: &Project) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for family in mirror::families_of(registers, &project.settings) {
        let paths = family.iter().map(|&at| registers[at].source.path().to_string());
        let (ours, others): (Vec<String>, Vec<String>) = paths.partition(|path| own.contains(path));
        if !ours.is_empty() {
            found.extend(others.into_iter().map(PathBuf::from));
        }
    }
    found
}
