//! What a change touched or caused, found by looking at the registers before it.

use std::collections::HashMap;

use anyhow::Result;

use crate::cli::shared::terminal::Terminal;
use crate::files::DocsTree;
use crate::finding::Finding;
use crate::git::GitError;
use crate::lint::baseline::{AcceptedFinding, MatchBy, changed_spans, is_touched, matches};
use crate::lint::{self, Scope};
use crate::rules::{self, Environment};
use crate::run::base::Then;
use crate::run::groups::Survey;
use crate::run::history::History;
use crate::run::inputs::{Session, read_all};
use crate::text::Span;

/// The findings that point at something changed since a revision, or that were not there then.
pub(crate) fn caused(
    findings: Vec<Finding>,
    revision: &str,
    session: &Session,
    survey: &Survey,
    world: Environment<'_>,
    scope: Scope,
    terminal: &Terminal,
) -> Result<Vec<Finding>> {
    let then = Then::of(session, revision, None)?;
    for before in &then.befores {
        terminal.detail(&format!("compared with commit {}", before.commit));
    }
    let settings = then.settings(terminal)?;
    let settings = settings.as_ref().unwrap_or(&session.settings);
    let (sources, mut known) = then.sources(settings)?;
    let (registers, deep) = read_all(&sources, settings);
    known.extend(deep);
    let trees = then.befores.iter().map(|before| Ok((&*before.root, before.files()?)));
    let trees = trees.collect::<Result<Vec<_>, GitError>>()?;
    let pages = DocsTree::of(settings, &session.cwd, &trees);
    let until = then.first().map_or("HEAD", |(before, _)| &before.commit);
    let past = world.history.map(|_| History::until(until, session, terminal));
    let past = past.as_ref().map(|past| past as &dyn rules::History);
    let world = Environment { today: world.today, pages: &pages, history: past, changes: None };
    known.extend(lint::run(&registers, settings, world, scope).findings);

    let known: Vec<AcceptedFinding> =
        known.iter().map(|f| AcceptedFinding::of(f, &f.path)).collect();
    // Both were asked on the same day: what says something else now was made to by the change.
    let was_known =
        matches(&findings, &known, MatchBy::Message, |finding| &finding.path).is_accepted;
    let old: HashMap<&str, &str> =
        sources.iter().map(|source| (&**source.path(), source.text())).collect();
    let sources_now = survey.sources(session);
    let changed: HashMap<&str, Vec<Span>> = sources_now
        .iter()
        .map(|(path, now)| {
            let old = old.get(&**path).copied().unwrap_or_default();
            (&**path, changed_spans(old, now.text()))
        })
        .collect();
    let changed = |path: &str| changed.get(path).map_or(&[][..], Vec::as_slice);
    let each = findings.into_iter().zip(was_known);
    let caused = each.filter(|(finding, known)| !known || is_touched(finding, changed));
    Ok(caused.map(|(finding, _)| finding).collect())
}
