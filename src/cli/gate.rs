//! What became of the entries since a commit: what the rules about changes look at.

use std::collections::{BTreeMap, HashMap};

use anyhow::Result;
use clap::Args;

use super::session::{Session, read_all};
use super::terminal::Terminal;
use super::then::Then;
use crate::config::Settings;
use crate::finding::Finding;
use crate::history::{Before, Blob, GitError, Moved, steps};
use crate::life::{self, Both, Change, Picture};
use crate::lint;
use crate::register::Register;
use crate::rules::Surroundings;
use crate::text::Source;
use crate::workspace::{seen_from, slashed};

#[derive(Debug, Default, Args)]
pub(super) struct BaseArgs {
    /// Hold what changed since this commit to the flow, too: no state skipped, no ID given anew
    ///
    /// The commit is compared where the current branch set out from it, so `origin/main` means what
    /// this branch did. Entries are followed by what they say, through new IDs, new names of their
    /// file and moves to another register.
    #[arg(long, value_name = "REV")]
    pub base: Option<String>,
    /// Look at each commit since then by itself, and not at what they made of it together
    #[arg(long, requires = "base")]
    pub each_commit: bool,
}

/// What became of the entries of each register, by its path.
pub(super) type Changes = HashMap<String, Vec<Change>>;

/// What became of the entries since the commit that was asked for; registers that are gone since
/// then join the session, with what is wrong about that.
pub(super) fn changes(
    args: &BaseArgs,
    session: &mut Session,
    world: Surroundings<'_>,
    terminal: &Terminal,
) -> Result<Option<Changes>> {
    let Some(revision) = &args.base else { return Ok(None) };
    let _looking = terminal.busy("looking at what changed");
    let then = Then::of(session, revision, None)?;
    for Before { commit, is_fork, .. } in &then.befores {
        terminal.detail(&format!("compared with commit {commit}"));
        if !is_fork {
            terminal.warn(&format!(
                "where this branch set out from `{revision}` is not known here; compared with that \
                 commit itself"
            ));
        }
    }
    let (mut old, _) = then.sources(&session.settings)?;
    let gate = Gate { session, then: &then };
    let changes = if args.each_commit { gate.commit_by_commit()? } else { at_once(&old, session) };

    old.retain(|then| session.sources.iter().all(|now| now.path() != then.path()));
    let world = Surroundings { changes: Some(&changes), ..world };
    let (registers, _) = read_all(&old, &session.settings);
    let found = registers.iter().flat_map(|gone| lint::changed(gone, &session.settings, world));
    let found: Vec<Finding> = found.collect();
    session.findings.extend(found);
    session.gone = old;
    Ok(Some(changes))
}

struct Gate<'g> {
    session: &'g Session,
    then: &'g Then<'g>,
}

impl Gate<'_> {
    /// What each commit since then made of the registers, and what is not committed yet.
    fn commit_by_commit(&self) -> Result<Changes, GitError> {
        let mut changes = Changes::new();
        for before in &self.then.befores {
            // Blobs that several commits have are read once.
            let mut seen: HashMap<String, Option<Seen>> = HashMap::new();
            let mut names: HashMap<String, String> = HashMap::new();
            let mut all: Vec<(Vec<(String, Both)>, String)> = Vec::new();
            for step in steps(&before.root, &before.commit)? {
                let mut both = Vec::new();
                for Moved { old, new } in step.files {
                    let Some(name) = new.as_ref().or(old.as_ref()).map(|blob| &blob.path) else {
                        continue;
                    };
                    let name = names.get(name).unwrap_or(name).clone();
                    if let (Some(old), Some(new)) = (&old, &new)
                        && old.path != new.path
                    {
                        names.insert(old.path.clone(), name.clone());
                    }
                    let path = slashed(&seen_from(&self.session.cwd, &before.root.join(&name)));
                    if !self.is_looked_at(&path) {
                        continue;
                    }
                    let sides =
                        [old, new].map(|blob| self.see_blob(before, &path, blob, &mut seen));
                    let [then, now] = sides;
                    if let (Some(then), Some(now)) = (then?, now?) {
                        both.push((path, Seen::both(then, now)));
                    }
                }
                all.push((both, step.commit));
            }
            for (both, commit) in all.into_iter().rev() {
                add(both, Some(&commit), &mut changes);
            }
        }
        let both = compared(&self.then.later()?, &self.session.sources, &self.session.settings);
        add(both, None, &mut changes);
        Ok(changes)
    }

    fn is_looked_at(&self, path: &str) -> bool {
        self.session.sources.iter().any(|source| **source.path() == *path)
            || self.session.settings.is_register(path)
    }

    fn see_blob(
        &self,
        before: &Before,
        path: &str,
        blob: Option<Blob>,
        seen: &mut HashMap<String, Option<Seen>>,
    ) -> Result<Option<Seen>, GitError> {
        let Some(blob) = blob else { return Ok(Some(Seen::default())) };
        if let Some(known) = seen.get(&blob.id) {
            return Ok(known.clone());
        }
        let source = before.blob(&blob.id)?.and_then(|bytes| Source::decode(path, bytes).ok());
        let found = source.and_then(|source| Seen::of(&source, &self.session.settings));
        seen.insert(blob.id, found.clone());
        Ok(found)
    }
}

/// What a register said at one time.
#[derive(Clone, Debug, Default)]
struct Seen {
    language: String,
    picture: Picture,
}

impl Seen {
    /// What a source says; nothing where it cannot be read.
    fn of(source: &Source, settings: &Settings) -> Option<Self> {
        let register = Register::read(source, settings.reading()).ok()?;
        Some(Self { picture: life::picture(&register), language: register.language })
    }

    fn both(then: Self, now: Self) -> Both {
        let language = if now.picture.is_empty() { then.language } else { now.language };
        Both { language, old: then.picture, new: now.picture }
    }
}

/// Adds what a commit made of some registers.
fn add(both: Vec<(String, Both)>, commit: Option<&str>, changes: &mut Changes) {
    let (paths, both): (Vec<_>, Vec<_>) = both.into_iter().unzip();
    for (path, turns) in paths.into_iter().zip(life::turns(&both)) {
        let commit = commit.map(str::to_owned);
        changes.entry(path).or_default().push(Change { commit, turns });
    }
}

/// What all that was done since then made of the registers.
fn at_once(old: &[Source], session: &Session) -> Changes {
    let mut changes = Changes::new();
    add(compared(old, &session.sources, &session.settings), None, &mut changes);
    changes
}

/// The registers that are not what they were, each by its path; one that cannot be read says
/// nothing of its entries.
pub(super) fn compared(old: &[Source], new: &[Source], settings: &Settings) -> Vec<(String, Both)> {
    let mut then: BTreeMap<&str, &Source> =
        old.iter().map(|source| (&**source.path(), source)).collect();
    let now = new.iter().map(|source| (then.remove(&**source.path()), Some(source)));
    let mut all: Vec<(Option<&Source>, Option<&Source>)> = now.collect();
    all.extend(then.into_values().map(|gone| (Some(gone), None)));
    let both = |(then, now): (Option<&Source>, Option<&Source>)| {
        if then.zip(now).is_some_and(|(then, now)| then.text() == now.text()) {
            return None;
        }
        let seen = |source: Option<&Source>| match source {
            Some(source) => Seen::of(source, settings),
            None => Some(Seen::default()),
        };
        let path = now.or(then)?.path().to_string();
        Some((path, Seen::both(seen(then)?, seen(now)?)))
    };
    all.into_iter().filter_map(both).collect()
}
