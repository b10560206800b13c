//! The baseline on the disk, seen from a run.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use jiff::civil::Date;

use super::base::Base;
use super::groups::Checked;
use super::inputs::shown;
use super::notes::Notes;
use super::project::Project;
use super::renamed_files::RenamedFiles;
use crate::files::{self, seen_from, slashed};
use crate::finding::{Finding, counted};
use crate::git::GitReading;
use crate::lint::baseline::{AcceptedFinding, Baseline, MatchBy, Matches, matches};
use crate::rules;
use crate::text::printable;

/// As many findings that are gone are named; of more, the first ones.
const NAMED: usize = 10;

/// What is done with a baseline.
#[derive(Clone, Copy, Debug)]
pub struct BaselineOptions<'a> {
    /// Its file.
    pub path: &'a Path,
    /// Whether the findings of the run are written to it.
    pub is_written: bool,
    /// The last day on which those that are new in it are accepted.
    pub until: Option<Date>,
}

/// The findings that a baseline does not hold.
pub(crate) struct NewFindings {
    pub findings: Vec<Finding>,
    /// What it accepted until a day that is past, as far as it is still found.
    pub lapsed: Lapses,
}

/// What a baseline accepted until a day that is past.
pub(crate) struct Lapses {
    pub path: PathBuf,
    pub text: String,
    pub findings: Vec<AcceptedFinding>,
}

/// A baseline on the disk.
pub(crate) struct BaselineFile<'s> {
    path: &'s Path,
    /// The registers of this run as the baseline names them: from the folder it lies in.
    names: HashMap<&'s str, String>,
    /// Its text, unless there is no such file yet.
    text: Option<String>,
    /// The registers that it or this run has looked at.
    files: BTreeSet<String>,
    /// The findings it holds that this run would find: those of its rules and its files, and
    /// those of files that are gone.
    accepted: Vec<AcceptedFinding>,
    /// The same of those whose day is past.
    lapsed: Vec<AcceptedFinding>,
    /// The others.
    others: Vec<AcceptedFinding>,
    today: Date,
}

impl<'s> BaselineFile<'s> {
    pub(crate) fn open(
        options: BaselineOptions<'s>,
        project: &Project,
        checked: &'s Checked,
    ) -> Result<Self> {
        let path = options.path;
        let text = read(options, project)?;
        let baseline = text.as_deref().map_or_else(|| Ok(Baseline::default()), Baseline::read);
        let baseline = baseline.with_context(|| format!("cannot read `{}`", shown(path)))?;
        // However it is reached, it lies in one place.
        let whole = project.real(path);
        let folder = whole.parent().unwrap_or(&whole);
        let name_of = |path: &str| slashed(&seen_from(folder, &project.real(path)));
        let names = checked.files.iter().map(|path| (&**path, name_of(path)));
        let names: HashMap<&str, String> = names.collect();

        let read: HashSet<&str> = names.values().map(String::as_str).collect();
        let baseline = with_names_of_today(baseline, &whole, &read, &project.git);
        let there: HashSet<String> =
            baseline.files.iter().filter(|path| folder.join(path).exists()).cloned().collect();
        let is_read = |path: &String| read.contains(path.as_str()) || !there.contains(path);
        // What compares files needs all of them.
        let is_whole = baseline.files.iter().all(is_read);
        let is_looked_for = |known: &AcceptedFinding| {
            let rule = rules::rule(&known.rule);
            let compares = rule.is_some_and(|rule| rule.check.compares_registers());
            project.settings.selection().runs(&known.rule)
                && is_read(&known.path)
                && (is_whole || !compares)
        };
        let (accepted, others): (Vec<_>, _) =
            baseline.findings.into_iter().partition(is_looked_for);
        let (accepted, lapsed) =
            accepted.into_iter().partition(|accepted| accepted.holds_on(project.today));
        let files = there.iter().map(String::as_str).chain(read).map(str::to_owned).collect();
        let today = project.today;
        Ok(Self { path, names, text, files, accepted, lapsed, others, today })
    }

    /// Accepts, of what a branch may not do, only what the baseline of its base accepts. A baseline
    /// elsewhere is not the branch's.
    pub(crate) fn hold_to(&mut self, base: &Base<'_>) -> Result<()> {
        if base.place(self.path).is_none() {
            return Ok(());
        }
        let text = base.bytes(self.path)?.and_then(|bytes| String::from_utf8(bytes).ok());
        let then = text.and_then(|text| Baseline::read(&text).ok()).unwrap_or_default().findings;
        self.accepted.retain(|own| {
            let rule = rules::rule(&own.rule);
            let is_held = rule.is_some_and(|rule| {
                rule.check.reads_changes() || rule.name == rules::WEAKENED_GATE.name
            });
            !is_held || then.iter().any(|then| then.covers(own))
        });
        Ok(())
    }

    fn name<'p>(&'p self, path: &'p str) -> &'p str {
        self.names.get(path).map_or(path, String::as_str)
    }

    /// The findings that it does not hold. Unless they are the whole, it is not known what is gone.
    pub(crate) fn new_ones(
        &self,
        findings: Vec<Finding>,
        is_whole: bool,
        notes: &dyn Notes,
    ) -> NewFindings {
        let found = self.matched(&findings, &self.accepted);
        let all = findings.len();
        let each = findings.into_iter().zip(found.is_accepted);
        let new: Vec<Finding> = each.filter(|(_, known)| !known).map(|(new, _)| new).collect();
        let lapsed = self.matched(&new, &self.lapsed);
        let mut gone = those(&self.accepted, &found.is_gone, true);
        gone.extend(those(&self.lapsed, &lapsed.is_gone, true));
        if is_whole {
            self.report_gone(&gone, notes);
        }
        report_left_out(all - new.len(), &format!("that `{}` holds", shown(self.path)), notes);
        let lapsed = Lapses {
            path: self.path.to_owned(),
            text: self.text.clone().unwrap_or_default(),
            findings: those(&self.lapsed, &lapsed.is_gone, false),
        };
        NewFindings { findings: new, lapsed }
    }

    fn matched(&self, findings: &[Finding], accepted: &[AcceptedFinding]) -> Matches {
        matches(findings, accepted, MatchBy::Identity, |finding| self.name(&finding.path))
    }

    /// The findings as the baseline is to hold them. What it holds already keeps its day; what is new or
    /// past has the day `until`, where one is given.
    fn accepting(&self, findings: &[Finding], until: Option<Date>) -> Vec<AcceptedFinding> {
        let past = self.lapsed.iter().filter(|_| until.is_none());
        let mut by_day: BTreeMap<Option<Date>, Vec<AcceptedFinding>> = BTreeMap::new();
        for held in self.accepted.iter().chain(past) {
            by_day.entry(held.until).or_default().push(held.clone());
        }
        let mut days = vec![until; findings.len()];
        for (day, held) in by_day {
            let matched = self.matched(findings, &held).is_accepted;
            for (own, _) in days.iter_mut().zip(matched).filter(|(_, is_held)| *is_held) {
                *own = day;
            }
        }
        let accepted = |(finding, until): (&Finding, Option<Date>)| {
            let accepted = AcceptedFinding::of(finding, self.name(&finding.path));
            AcceptedFinding { until, ..accepted }
        };
        findings.iter().zip(days).map(accepted).collect()
    }

    fn report_gone(&self, gone: &[AcceptedFinding], notes: &dyn Notes) {
        if gone.is_empty() {
            return;
        }
        let name = shown(self.path);
        notes.info(&format!(
            "note: gone, but still in `{name}` (`--write-baseline` takes them out):"
        ));
        let named = if notes.wants_detail() { gone.len() } else { NAMED };
        for known in gone.iter().take(named) {
            let parts = [Some(known.rule.as_str()), known.entry.as_deref(), known.field.as_deref()];
            let place: Vec<_> = parts.into_iter().flatten().map(printable).collect();
            notes.info(&format!("  {}: {}", printable(&known.path), place.join(" ")));
        }
        if gone.len() > named {
            notes.info(&format!("  and {} more; `--verbose` names all", gone.len() - named));
        }
    }

    /// Writes the findings of this run to it.
    pub(crate) fn rewrite(
        self,
        findings: &[Finding],
        until: Option<Date>,
        notes: &dyn Notes,
    ) -> Result<()> {
        let found = self.accepting(findings, until);
        let lapsed = found.iter().filter(|own| !own.holds_on(self.today)).count();
        let mut accepted = self.others.clone();
        accepted.extend(found);
        let count = counted(accepted.len(), "finding", "findings");
        let text = Baseline { files: self.files.clone(), findings: accepted }.to_text();
        // Between reading and writing, others may have written it.
        match &self.text {
            Some(old) if *old != text => {
                files::refuse_read_only(self.path)?;
                files::write_atomically(self.path, old, &text)?;
            }
            Some(_) => {}
            None => files::create(self.path, &text)?,
        }
        notes.info(&format!("`{}` holds {count}", shown(self.path)));
        if lapsed > 0 {
            let past = counted(lapsed, "finding was", "findings were");
            notes.info(&format!(
                "note: {past} accepted until a day that is past: `--until DATE` gives a new day"
            ));
        }
        Ok(())
    }
}

/// Those of some accepted findings that are gone, or are not.
fn those(accepted: &[AcceptedFinding], is_gone: &[bool], want: bool) -> Vec<AcceptedFinding> {
    let each = accepted.iter().zip(is_gone).filter(|(_, is_gone)| **is_gone == want);
    each.map(|(accepted, _)| accepted.clone()).collect()
}

/// A baseline that names renamed files as they are called now, where git knows that.
fn with_names_of_today(
    mut baseline: Baseline,
    path: &Path,
    read: &HashSet<&str>,
    git: &GitReading,
) -> Baseline {
    let folder = path.parent().unwrap_or(path);
    let known = baseline.files.clone();
    let gone: Vec<&str> =
        known.iter().map(String::as_str).filter(|name| !folder.join(name).exists()).collect();
    let new: HashSet<&str> = read.iter().copied().filter(|name| !known.contains(*name)).collect();
    if gone.is_empty() || new.is_empty() {
        return baseline;
    }
    let renamed = RenamedFiles::since_last_commit_of(path, &new, git).map(|renamed| {
        renamed.map(|renamed| renamed.follow(folder, &gone, &new)).unwrap_or_default()
    });
    let renamed = git.gaps.answer_or_default(renamed);
    for (old, new) in &renamed {
        baseline.files.remove(*old);
        baseline.files.insert(new.clone());
    }
    for accepted in &mut baseline.findings {
        if let Some(new) = renamed.get(&*accepted.path) {
            accepted.path.clone_from(new);
        }
    }
    baseline
}

/// The text of a baseline, unless it is yet to be written.
fn read(options: BaselineOptions<'_>, project: &Project) -> Result<Option<String>> {
    let name = shown(options.path);
    if options.path.symlink_metadata().is_err() {
        if options.is_written {
            return Ok(None);
        }
        bail!("there is no baseline `{name}`; `--write-baseline` writes it");
    }
    if options.is_written && files::leads_out(&project.folder, options.path) {
        bail!("`{name}` leads out of the repository by a link, and is not written");
    }
    let bytes = files::bytes(options.path, project.settings.max_bytes)?;
    String::from_utf8(bytes).map(Some).map_err(|_| anyhow!("`{name}` is not UTF-8"))
}

/// Says how many findings are left out, and why.
pub(crate) fn report_left_out(count: usize, whose: &str, notes: &dyn Notes) {
    if count > 0 {
        notes.info(&format!("left out: {} {whose}", counted(count, "finding", "findings")));
    }
}
