//! What shells complete arguments with.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};

use crate::edit::key_named;
use crate::files;
use crate::mirror::language_rank;
use crate::output::printable;
use crate::register::Register;
use crate::rules::{self, RULES};
use crate::run::used_values;
use crate::settings::Settings;
use crate::text::{Ordered, Source};
use crate::vocabulary::{Key, fold};

/// The rules, for options that name some of them.
pub(crate) fn rule_names() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let Some(typed) = typed.to_str() else { return Vec::new() };
        // Those before the comma are settled.
        let (settled, typed) = typed.rsplit_once(',').map_or(("", typed), |(a, b)| (a, b));
        let prefix = if settled.is_empty() { String::new() } else { format!("{settled},") };
        let named = RULES.iter().filter(|rule| rule.name.starts_with(typed));
        let candidate = |rule: &rules::Rule| {
            CompletionCandidate::new(format!("{prefix}{}", rule.name))
                .help(Some(rule.summary().into()))
        };
        named.map(candidate).collect()
    })
}

/// The registers, and below them whatever else lies there.
pub(crate) fn registers() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let paths = PathCompleter::any().complete(typed);
        let Some(start) = typed.to_str() else { return paths };
        let known =
            |path: &PathBuf| paths.iter().any(|candidate| Path::new(candidate.get_value()) == path);
        let found = settings().map(|settings| found(&settings)).unwrap_or_default().into_iter();
        let found = found.filter(|path| path.to_string_lossy().starts_with(start) && !known(path));
        let mut candidates: Vec<_> = found.map(CompletionCandidate::new).collect();
        candidates.extend(paths);
        candidates.retain(|candidate| candidate.get_value().to_str().is_some_and(is_one_word));
        candidates
    })
}

/// Whether every shell takes a text for one word and for nothing else. What a shell would run, split
/// or replace is not offered: the shells do not quote what they are answered.
fn is_one_word(text: &str) -> bool {
    let is_inert = |c: char| c.is_alphanumeric() || "-_./,:+@%=\\".contains(c);
    // A backslash is a separator on Windows, and a quote elsewhere.
    let has_quote = !cfg!(windows) && text.contains('\\');
    !has_quote && !text.starts_with(['-', '=', '@', '%', '+']) && text.chars().all(is_inert)
}

/// The IDs in the registers below the current folder.
pub(crate) fn ids() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let Some(typed) = typed.to_str() else { return Vec::new() };
        let mut ids = entries().unwrap_or_default();
        ids.retain(|(id, _)| id.starts_with(typed) && is_one_word(id));
        ids.order_by(|a, b| a.0.cmp(&b.0));
        ids.dedup_by(|a, b| a.0 == b.0);
        let candidate = |(id, title): (String, String)| {
            CompletionCandidate::new(id).help(Some(printable(&title).into_owned().into()))
        };
        ids.into_iter().map(candidate).collect()
    })
}

/// The keys of tracked fields, for `KEY=VALUE`, and behind the sign the values in use.
pub(crate) fn changes() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_string_lossy();
        if let Some((name, start)) = typed.split_once('=') {
            let key = |settings: &Settings| key_named(&settings.vocabulary, name);
            return values_of(key, start, &format!("{name}="));
        }
        let typed = typed.to_lowercase();
        let keys = Key::built_in().filter(|(key, _)| key.is_copied());
        let keys = keys.map(|(_, name)| name.to_lowercase().replace(' ', "-"));
        let fitting = keys.filter(|key| key.starts_with(&typed));
        fitting.map(|key| CompletionCandidate::new(format!("{key}="))).collect()
    })
}

/// The values in use of one field.
pub(crate) fn values(key: Key) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        values_of(|_| Some(key), &typed.to_string_lossy(), "")
    })
}

/// The values in use of a field that go on from `start`, each behind `prefix`.
fn values_of(
    key: impl Fn(&Settings) -> Option<Key>,
    start: &str,
    prefix: &str,
) -> Vec<CompletionCandidate> {
    // Shells give a word as it is typed, with its quotes.
    let start = start.trim_start_matches(['"', '\'']).replace('\\', "");
    let start = fold(&start);
    let values = with_registers(|registers, settings| {
        key(settings).map(|key| used_values::values(key, registers, settings))
    });
    let mut values = values.flatten().unwrap_or_default();
    let is_run = |c: char| c.is_control() || "$`\\!\";&|<>".contains(c);
    values.retain(|value| fold(value).starts_with(&*start) && !value.contains(is_run));
    let candidate = |value: String| CompletionCandidate::new(format!("{prefix}{value}"));
    values.into_iter().map(candidate).collect()
}

fn found(settings: &Settings) -> Vec<PathBuf> {
    let found = files::find(&[], settings).map(|found| found.paths);
    found.unwrap_or_default().into_iter().collect()
}

fn settings() -> Option<Settings> {
    let cwd = std::env::current_dir().ok()?;
    files::settings(None, &[], &cwd, &rules::names()).ok()
}

/// Each entry's ID and title; those of the leading language first.
fn entries() -> Option<Vec<(String, String)>> {
    with_registers(|registers, _| {
        let mut entries = Vec::new();
        for register in registers {
            entries.extend(register.entries.iter().filter_map(|entry| {
                let id = register.id(entry)?;
                Some((id.to_owned(), register.text(entry.heading).to_owned()))
            }));
        }
        entries
    })
}

/// Asks the registers below the current folder; those of the leading language come first.
fn with_registers<T>(ask: impl FnOnce(&[Register<'_>], &Settings) -> T) -> Option<T> {
    let settings = settings()?;
    let read = |path: PathBuf| files::read(&path, &settings).ok()?.ok();
    let sources: Vec<Source> = found(&settings).into_iter().filter_map(read).collect();
    let read = |source| Register::read(source, settings.reading()).ok();
    let mut registers: Vec<Register<'_>> = sources.iter().filter_map(read).collect();
    registers.sort_by_cached_key(|register| language_rank(&register.tag, &settings));
    Some(ask(&registers, &settings))
}
