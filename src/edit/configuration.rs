//! The configuration that says what registers already do.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::finding::counted;
use crate::mirror::language_rank;
use crate::register::{Policy, Profile, Register, Shape, one_line};
use crate::rules;
use crate::settings::Settings;
use crate::values::split_id;
use crate::vocabulary::{Key, NAMES};

/// The text of a commented `gapreg.yaml` for some registers.
pub(crate) fn configuration(registers: &[Register<'_>], settings: &Settings) -> String {
    let entries: usize = registers.iter().map(|register| register.entries.len()).sum();
    let mut out = format!(
        "# The configuration of gapreg, derived from {} with {}.\n\
         # Every key is optional. `gapreg schema` prints the schema, `gapreg rules` the rules.\n\n",
        counted(registers.len(), "register", "registers"),
        counted(entries, "entry", "entries"),
    );
    // Writing into a string cannot fail.
    let _ = sections(&mut out, registers, settings);
    out
}

fn sections(out: &mut String, registers: &[Register<'_>], settings: &Settings) -> std::fmt::Result {
    let paths = registers.iter().map(|register| &**register.source.path());
    let unusual: Vec<&str> = paths.filter(|path| !settings.is_register(path)).collect();
    writeln!(out, "# The registers, as globs relative to this file.")?;
    if unusual.is_empty() {
        writeln!(out, "# registers: ['**/*gap-register*.md', '**/*gap_register*.md']")?;
    } else {
        writeln!(out, "registers:\n  - '**/*gap-register*.md'\n  - '**/*gap_register*.md'")?;
        unusual.iter().try_for_each(|path| writeln!(out, "  - {}", quoted(path)))?;
    }
    let mut languages: Vec<&str> = registers.iter().map(|r| r.language.as_str()).collect();
    languages.sort_by_cached_key(|language| language_rank(language, settings));
    languages.dedup();
    writeln!(out, "\n# Their languages, the leading one first.")?;
    writeln!(out, "languages: [{}]", languages.join(", "))?;
    profile(out, registers)?;
    id_pattern(out, registers)?;
    policy(out, registers, settings)?;
    fields(out, registers, settings)?;
    writeln!(out, "\n# The level of a rule: off, info, warning or error.")?;
    writeln!(out, "rules: {{}}\n#  sla-overdue: off")?;
    writeln!(out, "\n# Findings that are known and accepted.")?;
    writeln!(out, "# ignore:\n#  - rules: [source-page-missing]\n#    entries: [G-001]")?;
    writeln!(out, "#    reason: the page is written with the next release")?;
    writeln!(out, "\n# The triage table: the order of its rows, which entries have one, padding.")?;
    writeln!(out, "# triage: {{ order: [Priority, SLA, ID], include: open, align: true }}")?;
    writeln!(out, "\n# Words of your own, by language and meaning.")?;
    writeln!(out, "# vocabulary:\n#  en:\n#    labels: {{ Owner: [Squad] }}")?;
    writeln!(out, "#    statuses: {{ Verified: [Shipped] }}")
}

/// A pattern that all IDs match: their prefixes, and as many digits as they have.
fn id_pattern(out: &mut String, registers: &[Register<'_>]) -> std::fmt::Result {
    let ids = || registers.iter().flat_map(|r| r.entries.iter().filter_map(|entry| r.id(entry)));
    writeln!(out, "\n# A regular expression that a whole ID matches.")?;
    let is_slug =
        |id: &str| id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if ids().next().is_some() && ids().all(is_slug) && !ids().all(|id| split_id(id).is_some()) {
        return writeln!(out, "id-pattern: '[a-z0-9]+(-[a-z0-9]+)*'");
    }
    let parts: Option<Vec<_>> = ids().map(split_id).collect();
    let parts = parts.unwrap_or_default();
    let prefixes: BTreeSet<&str> = parts.iter().map(|(prefix, ..)| *prefix).collect();
    let digits: BTreeSet<usize> = parts.iter().map(|(.., digits)| *digits).collect();
    let (Some(least), Some(most)) = (digits.first(), digits.last()) else {
        return writeln!(out, "# id-pattern: 'G-\\d{{3}}'");
    };
    let count = if least == most { format!("{{{least}}}") } else { "+".to_owned() };
    let prefixes: Vec<&str> = prefixes.into_iter().collect();
    let is_plain = |prefix: &&str| prefix.chars().all(|c| c.is_ascii_uppercase() || c == '-');
    let prefix = match &prefixes[..] {
        [one] => (*one).to_owned(),
        // So many prefixes follow a rule of the team.
        many if many.len() > MANY && many.iter().all(is_plain) => "[A-Z][A-Z-]*".to_owned(),
        many => format!("({})", many.join("|")),
    };
    writeln!(out, "id-pattern: '{prefix}\\d{count}'")
}

/// More words than that are not listed one by one.
const MANY: usize = 8;

/// The profile, with the shape of each register.
fn profile(out: &mut String, registers: &[Register<'_>]) -> std::fmt::Result {
    let is_generic = |register: &Register<'_>| register.profile == Profile::Generic;
    writeln!(out, "\n# backend-gap: a heading with all fields of today's form for each gap;")?;
    writeln!(
        out,
        "# generic: what the registers have themselves. Without it, each file's own form."
    )?;
    for register in registers {
        let (path, entries) = (register.source.path(), register.entries.len());
        let shape = match register.shape {
            Shape::Headings => "headings",
            Shape::Table => "rows of tables",
            Shape::Checklist => "items of lists",
        };
        writeln!(out, "# {path}: {} as {shape}", counted(entries, "entry", "entries"))?;
    }
    match registers.iter().filter(|register| is_generic(register)).count() {
        0 => writeln!(out, "# profile: backend-gap"),
        count if count == registers.len() => writeln!(out, "profile: generic"),
        _ => writeln!(out, "# profile: generic"),
    }
}

/// The policy, as a comment: it stays in the registers where they state it.
fn policy(out: &mut String, registers: &[Register<'_>], settings: &Settings) -> std::fmt::Result {
    let Some(first) = registers.first() else { return Ok(()) };
    let policy = Policy::of(first, &settings.promise, &settings.vocabulary);
    let sla: Vec<String> = policy.sla.iter().map(|(p, sla)| format!("{p}: {sla}")).collect();
    writeln!(
        out,
        "\n# The SLA of each priority and the status flow, where the registers shall not"
    )?;
    writeln!(out, "# state them themselves.")?;
    for (what, key) in
        [("Priorities", Key::Priority), ("Severities", Key::Severity), ("Statuses", Key::Status)]
    {
        let used = used(registers, key);
        if !used.is_empty() {
            writeln!(out, "# {what} in use: {}", used.join(", "))?;
        }
    }
    for (register, line) in
        registers.iter().flat_map(|r| r.legend.iter().map(move |line| (r, line)))
    {
        let [word, means] = [line.label, line.value].map(|span| one_line(register.text(span)));
        writeln!(out, "# {} says: {word} is {means}", register.source.path())?;
    }
    writeln!(out, "# sla: {{ {} }}", sla.join(", "))?;
    writeln!(out, "# flow: [{}]", policy.flow.join(", "))
}

/// The values that entries give a key, the most frequent first.
fn used(registers: &[Register<'_>], key: Key) -> Vec<String> {
    let mut counts: Vec<(usize, String)> = Vec::new();
    for register in registers {
        for value in register.entries.iter().filter_map(|entry| register.value_of(entry, key)) {
            match counts.iter_mut().find(|(_, known)| known == value) {
                Some((count, _)) => *count += 1,
                None if value.lines().count() == 1 => counts.push((1, value.to_owned())),
                None => {}
            }
        }
    }
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let rest = counts.len().saturating_sub(MANY);
    let mut used: Vec<String> =
        counts.into_iter().take(MANY).map(|(count, value)| format!("{value} ({count})")).collect();
    if rest > 0 {
        used.push(format!("{rest} more"));
    }
    used
}

/// The fields of the entries: those of nine in ten are required, those of half of them recommended.
/// So a register without findings about fields has none with this configuration.
fn fields(out: &mut String, registers: &[Register<'_>], settings: &Settings) -> std::fmt::Result {
    let entries = || registers.iter().flat_map(|register| &register.entries);
    let total = entries().count();
    let Some(first) = registers.first().filter(|_| total > 0) else { return Ok(()) };
    let count = |key: Key| match key {
        Key::Id => entries().filter(|entry| entry.id.is_some()).count(),
        key => entries().filter(|entry| entry.field(key).is_some()).count(),
    };
    let is_generic = registers.iter().all(|register| register.profile == Profile::Generic);
    let mut known: Vec<Key> = rules::required(first, settings);
    known.extend(rules::recommended(first, settings));
    if is_generic {
        known.extend(NAMES.iter().map(|(key, _)| *key).filter(|key| key.belongs_to_entry()));
    }
    let mut seen = BTreeSet::new();
    known.retain(|key| seen.insert(*key));
    let own = rules::required(first, settings);
    let is_kept = |key: &Key| (own.contains(key) || is_generic) && count(*key) * 10 >= total * 9;
    let (required, seldom): (Vec<Key>, Vec<Key>) = known.into_iter().partition(is_kept);
    let recommended: Vec<Key> = seldom.into_iter().filter(|&key| count(key) * 2 >= total).collect();
    let names = |keys: &[Key]| -> String {
        let names: Vec<&str> = keys.iter().map(|&key| settings.vocabulary.name(key)).collect();
        names.join(", ")
    };
    writeln!(out, "\n# Fields every entry must have: those that nine in ten have today.")?;
    writeln!(out, "required: [{}]", names(&required))?;
    writeln!(out, "\n# Fields an entry should have: those that half of them have.")?;
    writeln!(out, "recommended: [{}]", names(&recommended))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
