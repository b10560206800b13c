//! The configuration that `gapreg init` writes. With it, a check finds what it finds without: what
//! would change that is a comment.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;

use super::check::{CheckOptions, RegisterCheck};
use super::history::RegisterHistory;
use super::inputs::{Inputs, shown};
use super::notes::{Collected, Notes};
use super::project::Project;
use crate::edit::{self, DerivedConfiguration, SkippedTitle};
use crate::files::settings_from;
use crate::finding::in_lines;
use crate::lint::Scope;
use crate::register::{Register, Unread};
use crate::rules;
use crate::settings::FILE_NAMES;
use crate::text::{LineIndex, Span, printable};

/// The key that says which files are registers; without it, none of another name is found.
const REGISTERS: &str = "registers";

const WHY: &str = "## A suggestion: it changes the findings. Remove the `#` to use it.\n";

/// The text of a commented `gapreg.yaml` for the registers of a run and their translations.
pub(crate) fn starting_configuration(
    inputs: &mut Inputs,
    project: &Project,
    notes: &dyn Notes,
) -> Result<String> {
    inputs.add_translations(project, notes);
    let DerivedConfiguration { text, skipped } = {
        let registers = inputs.registers(project).all;
        let derived = edit::configuration(&registers, &project.settings);
        for register in &registers {
            say_unread(register, &derived.skipped, notes);
        }
        derived
    };
    for (path, SkippedTitle { pattern, line }) in skipped {
        notes.warn(&format!(
            "{}:{line}: `{}` is built like the entries and was not read as one; if it is one, take it out of \
             `skip` in {}",
            shown(Path::new(&path)),
            printable(&pattern),
            FILE_NAMES[0],
        ));
    }
    let history = RegisterHistory::of(inputs.paths(), project, notes);
    let trial = Trial { inputs, project, history: &history };
    let keys: Vec<&str> = active_keys(&text).filter(|key| *key != REGISTERS).collect();
    let before = trial.findings(&with_comments(&text, &keys))?;
    if trial.findings(&text)? == before {
        return Ok(text);
    }
    let mut left_out = keys.clone();
    for key in keys {
        let fewer: Vec<&str> = left_out.iter().copied().filter(|other| *other != key).collect();
        if trial.findings(&with_comments(&text, &fewer))? == before {
            left_out = fewer;
        }
    }
    Ok(with_comments(&text, &left_out))
}

/// Says what was not taken for entries, as nothing is guessed any more where places are declared.
fn say_unread(register: &Register<'_>, skipped: &[(String, SkippedTitle)], notes: &dyn Notes) {
    /// A file with more of them is named with the command that shows all.
    const MOST: usize = 4;
    let path = register.source.path();
    let index = LineIndex::new(register.source);
    let line = |offset: u32| index.position(offset as usize).line;
    let lines = |unread: &Unread| (line(unread.span.start), line(unread.span.end));
    let is_skipped = |unread: &Unread| {
        let (first, last) = lines(unread);
        let mut own = skipped.iter().filter(|(own, _)| **own == **path);
        own.any(|(_, title)| (first..=last).contains(&title.line))
    };
    let unread = register.unread.iter().filter(|unread| !is_skipped(unread));
    let name = shown(Path::new(&**path));
    for unread in unread.clone().take(MOST) {
        let (first, last) = lines(unread);
        let (what, why) = (unread.what.word(), unread.why.reason());
        let lines = in_lines(first, last);
        notes.warn(&format!("{name}:{first}: not taken for entries: {what}, {lines}: {why}"));
    }
    let more = unread.count().saturating_sub(MOST);
    if more > 0 {
        notes.warn(&format!(
            "{name}: {more} more places were not taken for entries: `gapreg list --unread`, before the \
             configuration is there, shows them"
        ));
    }
}

/// What a finding says, without its fix.
#[derive(PartialEq, Eq)]
struct Said {
    rule: &'static str,
    level: crate::finding::Level,
    path: Arc<str>,
    span: Span,
    message: String,
}

/// Checks with configurations that are not written.
struct Trial<'t> {
    inputs: &'t Inputs,
    project: &'t Project,
    history: &'t RegisterHistory,
}

impl Trial<'_> {
    fn findings(&self, text: &str) -> Result<Vec<Said>> {
        let folder = &self.project.folder;
        let settings = settings_from(Path::new(FILE_NAMES[0]), text, folder, &rules::names())?;
        let project = self.project.with_settings(settings.on(self.project.today));
        let (inputs, history) = (self.inputs, Some(self.history));
        let options = CheckOptions::all_of(Scope::All);
        let check = RegisterCheck { project: &project, inputs, history, options };
        let findings = check.run(&Collected::default())?.findings.into_iter();
        let said = findings.map(|finding| Said {
            rule: finding.rule,
            level: finding.level,
            path: finding.path,
            span: finding.span,
            message: finding.message.to_string(),
        });
        Ok(said.collect())
    }
}

/// The keys of a configuration that are no comments.
fn active_keys(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(key_of)
}

fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    (!line.starts_with(['#', ' '])).then_some(key)
}

/// A configuration in which the values of some keys are comments.
fn with_comments(text: &str, keys: &[&str]) -> String {
    let mut out = String::new();
    let mut is_left_out = false;
    for line in text.split_inclusive('\n') {
        let key = key_of(line);
        if key.is_some_and(|key| keys.contains(&key)) {
            out.push_str(WHY);
            is_left_out = true;
        } else if !line.starts_with(' ') {
            is_left_out = false;
        }
        if is_left_out {
            out.push_str("# ");
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_key_become_comments() {
        let text = "## A\nread:\n  - files: a\n    ## b\n\nids: x\n# sla: y\n";
        let commented =
            format!("## A\n{WHY}# read:\n#   - files: a\n#     ## b\n\nids: x\n# sla: y\n");
        assert_eq!(with_comments(text, &["read"]), commented);
        assert_eq!(active_keys(text).collect::<Vec<_>>(), ["read", "ids"]);
        assert_eq!(active_keys(&commented).collect::<Vec<_>>(), ["ids"]);
    }
}
