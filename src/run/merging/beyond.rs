//! What git knows beyond the file that is merged: the leading register on both sides, and the IDs
//! that are in use there.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::request::Request;
use crate::files::{real, repository_above, slashed};
use crate::git;
use crate::merge::{Beyond, Precedence, Side, Three};
use crate::mirror::{Family, families_of_paths, family, language_rank, pair_up};
use crate::register::{Register, named_like};
use crate::run::commit_registers::{self, CommitRegister};
use crate::run::inputs::{registers_of_revision, translations_beside};
use crate::run::project::Project;
use crate::text::Source;
use crate::values::split_id;

/// The answers of git about a merge.
pub(super) struct GitBeyond<'a> {
    request: Request<'a>,
    project: &'a Project,
    root: Option<PathBuf>,
    family: Option<Family>,
    registers: OnceCell<Three<Vec<CommitRegister>>>,
    leading: OnceCell<Three<HashMap<String, Precedence>>>,
}

impl<'a> GitBeyond<'a> {
    pub(super) fn of(request: Request<'a>, project: &'a Project) -> Self {
        let path = slashed(request.path);
        Self {
            request,
            project,
            root: repository_above(&real(&project.folder)),
            family: family(&path, &project.settings),
            registers: OnceCell::new(),
            leading: OnceCell::new(),
        }
    }

    /// The registers on both sides, of which an ID must not be the same as one of this.
    fn registers(&self) -> &Three<Vec<CommitRegister>> {
        self.registers.get_or_init(|| {
            let side = |commit: &Option<String>| {
                let commit = commit.as_deref();
                commit.and_then(|commit| self.registers_of(commit)).unwrap_or_default()
            };
            self.request.sides.commits.as_ref().map(side)
        })
    }

    fn registers_of(&self, commit: &str) -> Option<Vec<CommitRegister>> {
        let path = slashed(self.request.path);
        commit_registers::registers_of(self.root.as_ref()?, commit, &path, self.project)
    }

    fn text(&self, file: &CommitRegister) -> Option<Source> {
        file.source(self.root.as_ref()?, self.project)
    }

    fn rank(&self, tag: &str) -> usize {
        language_rank(tag, &self.project.settings)
    }

    /// The leading register among some files, if that is not the file at hand.
    fn leader<'f>(&self, files: &'f [CommitRegister]) -> Option<&'f CommitRegister> {
        match &self.family {
            Some(own) if self.has_family(own, files) => self.leader_by_path(own, files),
            _ => self.leader_by_name(files),
        }
    }

    /// Whether some other file is of its family.
    fn has_family(&self, own: &Family, files: &[CommitRegister]) -> bool {
        let families = files.iter().filter_map(|file| family(&file.path, &self.project.settings));
        families.filter(|theirs| theirs.path == own.path && theirs.tag != own.tag).count() > 0
    }

    fn leader_by_path<'f>(
        &self,
        own: &Family,
        files: &'f [CommitRegister],
    ) -> Option<&'f CommitRegister> {
        let of_family = files.iter().filter_map(|file| {
            let theirs = family(&file.path, &self.project.settings)?;
            (theirs.path == own.path).then(|| (self.rank(&theirs.tag), file))
        });
        let (rank, file) = of_family.min_by_key(|(rank, _)| *rank)?;
        (rank < self.rank(&own.tag)).then_some(file)
    }

    /// The leading register of which this file is a translation as one of both names the other.
    fn leader_by_name<'f>(&self, files: &'f [CommitRegister]) -> Option<&'f CommitRegister> {
        let settings = &self.project.settings;
        let paths: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
        let families = families_of_paths(&paths, settings).into_iter();
        let alone = families.filter(|family| family.len() == 1).flatten();
        let sources: Vec<Source> = alone.filter_map(|at| self.text(&files[at])).collect();
        let registers = registers_of_revision(&sources, settings).all;
        let path = |at: usize| &**registers[at].source.path();
        let own = slashed(self.request.path);
        let pairs = pair_up(&registers, settings).pairs;
        let pair = pairs.into_iter().find(|pair| path(pair.mirror) == own)?;
        files.iter().find(|file| file.path == path(pair.leading))
    }

    /// By ID, what the leading register of each side says.
    fn leading_entries(&self) -> &Three<HashMap<String, Precedence>> {
        self.leading.get_or_init(|| {
            self.registers().as_ref().map(|files| {
                let source = self.leader(files).and_then(|file| self.text(file));
                source.map(|source| self.entries(&source)).unwrap_or_default()
            })
        })
    }

    fn entries(&self, source: &Source) -> HashMap<String, Precedence> {
        let settings = &self.project.settings;
        let Ok(register) = Register::parse(source, settings.reading()) else {
            return HashMap::new();
        };
        let mut found: HashMap<String, Option<Precedence>> = HashMap::new();
        for entry in &register.entries {
            let Some(id) = register.id(entry) else { continue };
            let own = || Some(Precedence::of(&register, entry, &settings.vocabulary));
            // Of two with one ID, nobody knows which is meant.
            found.entry(id.to_owned()).and_modify(|one| *one = None).or_insert_with(own);
        }
        found.into_iter().filter_map(|(id, one)| Some((id, one?))).collect()
    }

    /// The IDs that the history of both sides holds.
    fn former_ids(&self) -> Option<HashSet<String>> {
        let root = self.root.as_ref()?;
        let commits = &self.request.sides.commits;
        let commits: Vec<&str> =
            [&commits.ours, &commits.theirs].into_iter().filter_map(|one| one.as_deref()).collect();
        let registers = self.registers();
        let mut paths: Vec<String> = [&registers.ours, &registers.theirs]
            .into_iter()
            .flatten()
            .map(|file| file.inner.clone())
            .collect();
        paths.sort_unstable();
        paths.dedup();
        if commits.is_empty() || paths.is_empty() {
            return None;
        }
        let lines = git::added_lines(root, &commits, &paths).ok()?;
        Some(lines.iter().filter_map(|line| defined_id(line)).collect())
    }
}

/// The ID that a line gives to an entry or a row: `- **ID:** G-007`, `| G-007 | …`, `### G-007: …`.
fn defined_id(line: &str) -> Option<String> {
    let is_mark = |c: char| c.is_whitespace() || "|#*-+`[:".contains(c);
    let line = line.trim_start_matches(is_mark);
    let line = line.strip_prefix("ID").map_or(line, |rest| rest.trim_start_matches(is_mark));
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let id = &line[..line.find(|c| !is_part(c)).unwrap_or(line.len())];
    let is_id = id.starts_with(|c: char| c.is_ascii_uppercase()) && split_id(id).is_some();
    is_id.then(|| id.to_owned())
}

impl Beyond for GitBeyond<'_> {
    fn leading(&self, side: Side, id: &str) -> Option<Precedence> {
        self.leading_entries().get(side).get(id).cloned()
    }

    fn is_leading(&self) -> bool {
        let registers = self.registers();
        if [&registers.ours, &registers.theirs].iter().any(|files| self.leader(files).is_some()) {
            return false;
        }
        let Some(own) = &self.family else { return true };
        let file = [self.request.path.to_owned()];
        let beside = translations_beside(&file, &file, self.project);
        let tags = beside.iter().filter_map(|path| family(&slashed(path), &self.project.settings));
        let mut ranks = tags.map(|family| self.rank(&family.tag));
        let rank = self.rank(&own.tag);
        ranks.all(|other| other > rank)
    }

    fn used_ids(&self) -> Vec<String> {
        let registers = self.registers();
        let mut used: HashSet<String> = self.former_ids().unwrap_or_default();
        if let Some(root) = &self.root {
            let files = [&registers.ours, &registers.theirs].into_iter().flatten();
            used.extend(commit_registers::ids_of(files, root, self.project));
        }
        used.into_iter().collect()
    }

    fn named_ids(&self, like: &str) -> Vec<String> {
        let registers = self.registers();
        let files = [&registers.ours, &registers.theirs].into_iter().flatten();
        let texts = files.filter_map(|file| self.text(file));
        texts.flat_map(|source| named_like(like, source.text())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_give_an_id_are_known() {
        let id = |line: &str| defined_id(line);
        for line in ["- **ID:** G-007", "| G-007 | x |", "### G-007: x", "**ID:** `G-007`"] {
            assert_eq!(id(line).as_deref(), Some("G-007"), "{line}");
        }
        for line in ["See G-007", "- **Owner:** G-007", "P1", "## Open gaps"] {
            assert!(id(line).is_none_or(|id| id == "P1"), "{line}");
        }
    }
}
