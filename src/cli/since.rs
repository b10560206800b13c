//! What a change touched or caused, found by looking at the registers before it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::past::History;
use super::session::{Session, read_all};
use super::terminal::Terminal;
use crate::config::{Settings, normal};
use crate::finding::Finding;
use crate::history::Before;
use crate::known::{Known, changed_spans, is_touched, matches};
use crate::lint::{self, Scope};
use crate::rules::{self, Surroundings};
use crate::text::{Source, Span};
use crate::workspace::{DocsTree, seen_from, settings_from, slashed};

/// The findings that point at something changed since a revision, or that were not there then.
pub(super) fn caused(
    findings: Vec<Finding>,
    revision: &str,
    session: &Session,
    world: Surroundings<'_>,
    scope: Scope,
    terminal: &Terminal,
) -> Result<Vec<Finding>> {
    let before = Before::of(&folder_of(session), revision)?;
    terminal.detail(&format!("compared with commit {}", before.commit));
    let then = Then { before, session };
    let settings = then.settings(terminal);
    let settings = settings.as_ref().unwrap_or(&session.settings);
    let (sources, mut known) = then.sources(settings)?;
    let (registers, deep) = read_all(&sources, settings);
    known.extend(deep);
    let pages = DocsTree::of(settings, &session.cwd, &then.before.root, &then.before.files()?);
    let past = world.past.map(|_| History::until(&then.before.commit, session, terminal));
    let past = past.as_ref().map(|past| past as &dyn rules::Past);
    let world = Surroundings { today: world.today, pages: &pages, past };
    known.extend(lint::run(&registers, settings, world, scope).findings);

    let known: Vec<Known> = known.iter().map(|f| Known::of(f, &f.path)).collect();
    let was_known = matches(&findings, &known, |finding| &finding.path).was_known;
    let old: HashMap<&str, &str> =
        sources.iter().map(|source| (&**source.path(), source.text())).collect();
    let changed: HashMap<&str, Vec<Span>> = session
        .sources
        .iter()
        .map(|now| {
            let old = old.get(&**now.path()).copied().unwrap_or_default();
            (&**now.path(), changed_spans(old, now.text()))
        })
        .collect();
    let changed = |path: &str| changed.get(path).map_or(&[][..], Vec::as_slice);
    let each = findings.into_iter().zip(was_known);
    let caused = each.filter(|(finding, known)| !known || is_touched(finding, changed));
    Ok(caused.map(|(finding, _)| finding).collect())
}

/// A folder in the repository that is asked.
fn folder_of(session: &Session) -> PathBuf {
    let first = session.sources.iter().chain(&session.broken).next();
    let folder = first.map(|source| session.cwd.join(&**source.path()));
    let folder = folder.as_deref().and_then(Path::parent);
    let folder = folder.filter(|folder| folder.is_dir());
    folder.map_or_else(|| session.cwd.clone(), Path::to_owned)
}

/// The registers of a run as they were.
struct Then<'s> {
    before: Before,
    session: &'s Session,
}

impl Then<'_> {
    /// A file's path from the root of the repository; nothing for a file outside of it.
    fn inner(&self, path: &str) -> Option<String> {
        let whole = self.session.cwd.join(path);
        let whole = std::fs::canonicalize(&whole).unwrap_or_else(|_| normal(&whole));
        Some(slashed(whole.strip_prefix(&self.before.root).ok()?))
    }

    /// The settings of then, where the configuration said something else.
    fn settings(&self, terminal: &Terminal) -> Option<Settings> {
        let (now, cwd) = (&self.session.settings, &self.session.cwd);
        let path = now.config_path.as_deref()?;
        let text = self.before.text(&self.inner(path)?).ok().flatten();
        let settings = match text.map(String::from_utf8) {
            Some(Ok(text)) => settings_from(&cwd.join(path), &text, cwd, &rules::names()),
            Some(Err(_)) => return None,
            None => Ok(Settings::built_in(cwd)),
        };
        match settings {
            Ok(settings) => Some(settings.with_selection(now.selection().clone())),
            Err(why) => {
                terminal.detail(&format!("the configuration of then cannot be read: {why:#}"));
                None
            }
        }
    }

    /// The registers under the names they have now, and those that have been deleted since; and
    /// what was wrong with the bytes of those that were no text.
    fn sources(&self, settings: &Settings) -> Result<(Vec<Source>, Vec<Finding>)> {
        let (mut sources, mut findings) = (Vec::new(), Vec::new());
        let now = self.session.sources.iter().chain(&self.session.broken);
        let now =
            now.filter_map(|source| Some((source.path().to_string(), self.inner(source.path())?)));
        let deleted = self.before.deleted.iter().filter_map(|inner| {
            let path = seen_from(&self.session.cwd, &self.before.root.join(inner));
            let path = slashed(&path);
            settings.is_register(&path).then(|| (path, inner.clone()))
        });
        for (path, inner) in now.chain(deleted) {
            let Some(bytes) = self.before.text(&inner)? else { continue };
            match Source::decode(path, bytes) {
                Ok(source) => sources.push(source),
                Err((source, bad)) => {
                    findings.extend(lint::invalid_utf8(source.path(), bad, settings));
                }
            }
        }
        Ok((sources, findings))
    }
}
