//! What became of the entries since a commit: what the rules about changes look at.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Result, bail};
use clap::Args;

use crate::cli::shared::terminal::Terminal;
use crate::files::{real, seen_from, slashed};
use crate::finding::Finding;
use crate::git::Before;
use crate::lint;
use crate::register::Register;
use crate::rules::Environment;
use crate::run::base::Then;
use crate::run::commits;
use crate::run::inputs::{Session, read_all};
use crate::settings::Settings;
use crate::text::Source;
use crate::timeline::{self, Both, Change, Seen};

#[derive(Debug, Default, Args)]
pub(crate) struct BaseArgs {
    /// Hold what changed since this commit to the flow, too: no state skipped, no ID given anew
    ///
    /// The commit is compared where the current branch set out from it, so `origin/main` means what
    /// this branch did. Entries are followed by what they say, through new IDs, new names of their
    /// file and moves to another register.
    #[arg(long, value_name = "REV")]
    pub base: Option<String>,
    /// Look at each commit since then by itself, and not at what they made of it together
    ///
    /// What a merge itself changes is not looked at, nor what it brings in.
    #[arg(long, requires = "base")]
    pub each_commit: bool,
}

/// What became of the entries of each register, by its path.
pub(crate) type Changes = HashMap<String, Vec<Change>>;

/// What became of the entries since the commit that was asked for; registers that are gone since
/// then join the session, with what is wrong about that.
pub(crate) fn changes(
    args: &BaseArgs,
    session: &mut Session,
    world: Environment<'_>,
    terminal: &Terminal,
) -> Result<Option<Changes>> {
    let Some(revision) = &args.base else { return Ok(None) };
    let _looking = terminal.busy("looking at what changed");
    let then = Then::of(session, revision, None)?;
    for Before { commit, is_fork, .. } in &then.befores {
        terminal.detail(&format!("compared with commit {commit}"));
        if !is_fork && args.each_commit {
            bail!(
                "where this branch set out from `{revision}` is not known here, and so neither are \
                 its commits; fetch more of the history"
            );
        }
        if !is_fork {
            terminal.warn(&format!(
                "where this branch set out from `{revision}` is not known here; compared with that \
                 commit itself"
            ));
        }
    }
    let (mut old, _) = then.sources(&session.settings)?;
    old.retain(|source| is_in_sight(source.path(), session, &then));
    let changes =
        if args.each_commit { commits::changes(session, &then)? } else { at_once(&old, session) };

    old.retain(|then| session.sources.iter().all(|now| now.path() != then.path()));
    let world = Environment { changes: Some(&changes), ..world };
    let (registers, _) = read_all(&old, &session.settings);
    let found =
        registers.iter().flat_map(|gone| lint::change_findings(gone, &session.settings, world));
    let found: Vec<Finding> = found.collect();
    session.findings.extend(found);
    session.gone = old;
    Ok(Some(changes))
}

/// Whether the run would look at a register of then, if it were still there and could be read.
fn is_in_sight(path: &str, session: &Session, then: &Then<'_>) -> bool {
    let is_it = |source: &Source| **source.path() == *path;
    if session.sources.iter().any(is_it) {
        return true;
    }
    let whole = |path: &Path| real(&session.cwd.join(path));
    let path = Path::new(path);
    let is_named = session.named.is_empty() && whole(path).starts_with(&session.cwd)
        || session.named.iter().any(|named| whole(path).starts_with(whole(named)));
    // Under its new name it is somewhere else, and still a register.
    let is_renamed = then.place(path).is_some_and(|(before, inner)| {
        let mut new = before.renamed.iter().filter(|(_, old)| **old == inner).map(|(new, _)| new);
        new.any(|new| {
            let name = seen_from(&session.cwd, &before.root.join(new));
            session.settings.is_register(&slashed(&name))
        })
    });
    is_named
        && !is_renamed
        && !session.broken.iter().any(|broken| Path::new(&**broken.path()) == path)
}

/// What a source says; nothing where it cannot be read.
pub(crate) fn seen(source: &Source, settings: &Settings) -> Option<Seen> {
    Register::read(source, settings.reading()).ok().map(|register| Seen::of(&register))
}

/// Adds what a commit made of some registers.
pub(crate) fn add(both: Vec<(String, Both)>, commit: Option<&str>, changes: &mut Changes) {
    let (paths, both): (Vec<_>, Vec<_>) = both.into_iter().unzip();
    for (path, turns) in paths.into_iter().zip(timeline::turns(&both)) {
        let commit = commit.map(str::to_owned);
        changes.entry(path).or_default().push(Change { commit, turns });
    }
}

/// What all that was done since then made of the registers.
fn at_once(old: &[Source], session: &Session) -> Changes {
    let mut changes = Changes::new();
    add(compared(old, session.sources.iter(), &session.settings), None, &mut changes);
    changes
}

/// The registers that are not what they were, each by its path; one that cannot be read says
/// nothing of its entries.
pub(crate) fn compared<'n>(
    old: &'n [Source],
    new: impl Iterator<Item = &'n Source>,
    settings: &Settings,
) -> Vec<(String, Both)> {
    let mut then: BTreeMap<&str, &Source> =
        old.iter().map(|source| (&**source.path(), source)).collect();
    let now = new.map(|source| (then.remove(&**source.path()), Some(source)));
    let mut all: Vec<(Option<&Source>, Option<&Source>)> = now.collect();
    all.extend(then.into_values().map(|gone| (Some(gone), None)));
    let both = |(then, now): (Option<&Source>, Option<&Source>)| {
        if then.zip(now).is_some_and(|(then, now)| then.text() == now.text()) {
            return None;
        }
        let seen = |source: Option<&Source>| match source {
            Some(source) => self::seen(source, settings),
            None => Some(Seen::default()),
        };
        let path = now.or(then)?.path().to_string();
        Some((path, Both::of(seen(then)?, seen(now)?)))
    };
    all.into_iter().filter_map(both).collect()
}
