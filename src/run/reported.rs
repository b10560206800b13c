//! What of a run's findings is reported: all, what is new since a commit, or what no baseline
//! holds.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::cli::shared::terminal::Terminal;
use crate::files::{self, real, seen_from, slashed};
use crate::finding::{Finding, counted};
use crate::lint::Scope;
use crate::lint::baseline::{AcceptedFinding, Baseline, MatchBy, matches};
use crate::output::printable;
use crate::rules::{self, Environment};
use crate::run::caused;
use crate::run::groups::Survey;
use crate::run::inputs::Session;

/// So many findings that are gone are named; of more, the first ones.
const NAMED: usize = 10;

#[derive(Debug, Default, Args)]
pub(crate) struct SinceArgs {
    /// Report only what was changed since this commit, and what those changes caused elsewhere
    ///
    /// The commit is compared where the current branch set out from it, so `origin/main` means
    /// what this branch did. A finding is reported when it points at a changed line, or when it
    /// was not there before: a row of the table that grew stale because its entry changed counts.
    #[arg(long, value_name = "REV", help_heading = "What is reported")]
    pub changed_since: Option<String>,
}

#[derive(Debug, Default, Args)]
pub(crate) struct BaselineArgs {
    /// Leave out the findings that this file holds, and tell which of them are gone
    ///
    /// A finding is known by its rule, its file, its entry and its field, so moved lines and other
    /// words do not make it new, and a new one cannot hide behind an old one.
    #[arg(long, value_name = "FILE", help_heading = "What is reported")]
    baseline: Option<PathBuf>,
    /// Write the findings of this run to the baseline, and report none
    #[arg(
        long,
        requires = "baseline",
        conflicts_with = "changed_since",
        help_heading = "What is reported"
    )]
    write_baseline: bool,
}

/// What is left out of a report.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Narrow<'a> {
    pub since: Option<&'a SinceArgs>,
    pub baseline: Option<&'a BaselineArgs>,
}

impl Narrow<'_> {
    /// Whether anything may be left out.
    pub(crate) fn is_narrow(self) -> bool {
        self.since.is_some_and(|args| args.changed_since.is_some())
            || self.baseline.is_some_and(|args| args.baseline.is_some())
    }

    /// The findings that are reported.
    pub(crate) fn apply(
        self,
        mut findings: Vec<Finding>,
        session: &Session,
        survey: &Survey,
        world: Environment<'_>,
        scope: Scope,
        terminal: &Terminal,
    ) -> Result<Vec<Finding>> {
        if let Some((args, path)) = self.baseline.and_then(|b| Some((b, b.baseline.as_ref()?))) {
            let file = BaselineFile::open(path, args.write_baseline, session, survey)?;
            if args.write_baseline {
                file.rewrite(&findings, terminal)?;
                return Ok(Vec::new());
            }
            findings = file.keep_new(findings, terminal);
        }
        if let Some(revision) = self.since.and_then(|args| args.changed_since.as_deref()) {
            let all = findings.len();
            findings = caused::caused(findings, revision, session, survey, world, scope, terminal)?;
            let whose = format!("from before `{}`", printable(revision));
            left_out(all - findings.len(), &whose, terminal);
        }
        Ok(findings)
    }
}

fn left_out(count: usize, whose: &str, terminal: &Terminal) {
    if count > 0 {
        terminal.say(&format!("left out: {} {whose}", counted(count, "finding", "findings")));
    }
}

/// A baseline on the disk.
struct BaselineFile<'s> {
    path: &'s Path,
    /// The registers of this run as the baseline names them: from the folder it lies in.
    names: HashMap<&'s str, String>,
    /// Its text, unless there is no such file yet.
    text: Option<String>,
    /// The registers that it or this run has looked at.
    files: BTreeSet<String>,
    /// The findings it holds that this run would find: those of its rules and its files, and
    /// those of files that are gone.
    known: Vec<AcceptedFinding>,
    /// The others.
    others: Vec<AcceptedFinding>,
}

impl<'s> BaselineFile<'s> {
    fn open(
        path: &'s Path,
        may_be_new: bool,
        session: &Session,
        survey: &'s Survey,
    ) -> Result<Self> {
        let name = Terminal::name(path);
        let text = match std::fs::read_to_string(path) {
            Ok(text) => Some(text),
            Err(why) if why.kind() == io::ErrorKind::NotFound && may_be_new => None,
            Err(why) if why.kind() == io::ErrorKind::NotFound => {
                bail!("there is no baseline `{name}`; `--write-baseline` writes it")
            }
            Err(why) => return Err(why).with_context(|| format!("cannot read `{name}`")),
        };
        let baseline = text.as_deref().map_or_else(|| Ok(Baseline::default()), Baseline::read);
        let baseline = baseline.with_context(|| format!("cannot read `{name}`"))?;
        // However it is reached, it lies in one place.
        let whole = real(&session.cwd.join(path));
        let folder = whole.parent().unwrap_or(&whole);
        let name_of = |path: &str| slashed(&seen_from(folder, &real(&session.cwd.join(path))));
        let names = survey.files.iter().map(|path| (&**path, name_of(path)));
        let names: HashMap<&str, String> = names.collect();

        let read: HashSet<&str> = names.values().map(String::as_str).collect();
        let there: HashSet<String> =
            baseline.files.iter().filter(|path| folder.join(path).exists()).cloned().collect();
        let is_read = |path: &String| read.contains(path.as_str()) || !there.contains(path);
        // What compares files needs all of them.
        let is_whole = baseline.files.iter().all(is_read);
        let is_looked_for = |known: &AcceptedFinding| {
            let rule = rules::rule(&known.rule);
            let compares = rule.is_some_and(|rule| rule.check.compares_registers());
            session.settings.selection().runs(&known.rule)
                && is_read(&known.path)
                && (is_whole || !compares)
        };
        let (known, others) = baseline.findings.into_iter().partition(is_looked_for);
        let files = there.iter().map(String::as_str).chain(read).map(str::to_owned).collect();
        Ok(Self { path, names, text, files, known, others })
    }

    fn name<'p>(&'p self, path: &'p str) -> &'p str {
        self.names.get(path).map_or(path, String::as_str)
    }

    fn keep_new(&self, findings: Vec<Finding>, terminal: &Terminal) -> Vec<Finding> {
        let found =
            matches(&findings, &self.known, MatchBy::Identity, |finding| self.name(&finding.path));
        let gone = self.known.iter().zip(&found.is_gone).filter(|(_, gone)| **gone);
        self.tell_gone(&gone.map(|(known, _)| known).collect::<Vec<_>>(), terminal);
        let all = findings.len();
        let each = findings.into_iter().zip(found.is_accepted);
        let new: Vec<Finding> = each.filter(|(_, known)| !known).map(|(new, _)| new).collect();
        let name = Terminal::name(self.path);
        left_out(all - new.len(), &format!("that `{name}` holds"), terminal);
        new
    }

    fn tell_gone(&self, gone: &[&AcceptedFinding], terminal: &Terminal) {
        if gone.is_empty() {
            return;
        }
        let name = Terminal::name(self.path);
        terminal.say(&format!(
            "note: gone, but still in `{name}` (`--write-baseline` takes them out):"
        ));
        let named = if terminal.is_verbose() { gone.len() } else { NAMED };
        for known in gone.iter().take(named) {
            let parts = [Some(known.rule.as_str()), known.entry.as_deref(), known.field.as_deref()];
            let place: Vec<_> = parts.into_iter().flatten().map(printable).collect();
            terminal.say(&format!("  {}: {}", printable(&known.path), place.join(" ")));
        }
        if gone.len() > named {
            terminal.say(&format!("  and {} more; `--verbose` names all", gone.len() - named));
        }
    }

    fn rewrite(self, findings: &[Finding], terminal: &Terminal) -> Result<()> {
        let name = Terminal::name(self.path);
        let mut known = self.others.clone();
        known.extend(findings.iter().map(|f| AcceptedFinding::of(f, self.name(&f.path))));
        let count = counted(known.len(), "finding", "findings");
        let text = Baseline { files: self.files.clone(), findings: known }.to_text();
        // Between reading and writing, others may have written it.
        match &self.text {
            Some(old) if *old != text => files::write_atomically(self.path, old, &text)?,
            Some(_) => {}
            None => files::create(self.path, &text)?,
        }
        terminal.say(&format!("`{name}` holds {count}"));
        Ok(())
    }
}
