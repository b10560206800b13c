//! The configuration that says what registers already do.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::declaration::{Derived, SkippedTitle, declaration};
use super::seen_states::{counted_values, flow_seen, languages, of_language, seen};
use super::yaml::{quoted, scalar};
use crate::finding::counted;
use crate::register::{Policy, Profile, Register, Shape, StatusMeaning, one_line};
use crate::rules;
use crate::settings::{REGISTER_NAMES, Settings};
use crate::text::{Ordered, printable};
use crate::values::{id_letter, split_base_id, split_id};
use crate::vocabulary::{Key, NAMES};

/// A configuration that is derived from registers.
#[derive(Debug, Default)]
pub(crate) struct DerivedConfiguration {
    /// The text of a commented `gapreg.yaml`.
    pub(crate) text: String,
    /// What it skips in the registers of these paths.
    pub(crate) skipped: Vec<(String, SkippedTitle)>,
}

/// A commented `gapreg.yaml` for some registers.
pub(crate) fn configuration(
    registers: &[Register<'_>],
    settings: &Settings,
) -> DerivedConfiguration {
    let declared = DeclaredRegisters::of(registers, settings);
    let entries: usize = registers.iter().map(|register| register.entries.len()).sum();
    let mut out = format!(
        "## The configuration of gapreg, derived from {} with {}.\n\
         ## Every key is optional, and so is each line behind a single `#`. `gapreg schema` prints the schema, `gapreg rules` the rules.\n\n",
        counted(registers.len(), "register", "registers"),
        counted(entries, "entry", "entries"),
    );
    // Writing into a string cannot fail.
    let _ = sections(&mut out, registers, &declared, settings);
    DerivedConfiguration { text: out, skipped: declared.skipped }
}

fn sections(
    out: &mut String,
    registers: &[Register<'_>],
    declared: &DeclaredRegisters,
    settings: &Settings,
) -> std::fmt::Result {
    registers_found(out, registers, settings)?;
    let languages = languages(registers, settings);
    writeln!(out, "\n## Their languages, the leading one first.")?;
    let languages: Vec<String> = languages.iter().map(|code| scalar(code)).collect();
    writeln!(out, "languages: [{}]", languages.join(", "))?;
    profile(out, registers)?;
    read(out, declared)?;
    id_pattern(out, registers)?;
    writeln!(out, "\n## Where an ID is unique: project or folder.")?;
    writeln!(out, "# ids: {{ scope: folder }}")?;
    policy(out, registers, settings)?;
    fields(out, registers, settings)?;
    writeln!(out, "\n## The level of a rule: off, info, warning or error.")?;
    writeln!(out, "# rules: {{ sla-overdue: off }}")?;
    writeln!(out, "\n## Findings that are known and accepted.")?;
    writeln!(
        out,
        "# ignore: [{{ rules: [source-page-missing], entries: [G-001], reason: {REASON} }}]"
    )?;
    writeln!(
        out,
        "\n## The triage table: the order of its rows, which entries have one, padding."
    )?;
    writeln!(out, "# triage: {{ order: [Priority, SLA, ID], include: open, align: true }}")?;
    if out.contains("# vocabulary:") {
        return Ok(());
    }
    writeln!(out, "\n## Words of your own, by language and meaning.")?;
    writeln!(
        out,
        "# vocabulary: {{ en: {{ labels: {{ Owner: [Squad] }}, statuses: {{ Verified: [Shipped] }} }} }}"
    )
}

/// The globs of the configuration that is there, else the usual ones, and the registers that none of
/// them finds.
fn registers_found(
    out: &mut String,
    registers: &[Register<'_>],
    settings: &Settings,
) -> std::fmt::Result {
    let paths = registers.iter().map(|register| &**register.source.path());
    let others = paths.filter(|path| !settings.is_named_like_register(path));
    let others: Vec<String> =
        others.map(|path| settings.relative(path).to_string_lossy().replace('\\', "/")).collect();
    writeln!(out, "## The registers, as globs relative to this file.")?;
    let usual = REGISTER_NAMES.map(|name| format!("**/*{name}*.md"));
    let known = if settings.names_registers() { settings.register_globs() } else { &usual[..] };
    if others.is_empty() && !settings.names_registers() {
        let usual: Vec<String> = usual.iter().map(|glob| quoted(glob)).collect();
        return writeln!(out, "# registers: [{}]", usual.join(", "));
    }
    writeln!(out, "registers:")?;
    let mut globs = known.iter().chain(&others);
    globs.try_for_each(|glob| writeln!(out, "  - {}", quoted(glob)))
}

/// An example of a reason, in the place of one that a team has.
const REASON: &str = "the page is written with the next release";

/// A pattern that all IDs match: their prefixes, and as many digits as they have.
fn id_pattern(out: &mut String, registers: &[Register<'_>]) -> std::fmt::Result {
    let ids = || registers.iter().flat_map(|r| r.entries.iter().filter_map(|entry| r.id(entry)));
    writeln!(out, "\n## A regular expression that a whole ID matches.")?;
    let is_slug =
        |id: &str| id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if ids().next().is_some() && ids().all(is_slug) && !ids().all(|id| split_id(id).is_some()) {
        return writeln!(out, "id-pattern: '[a-z0-9]+(-[a-z0-9]+)*'");
    }
    let parts: Option<Vec<_>> = ids().map(split_base_id).collect();
    let parts = parts.unwrap_or_default();
    let prefixes: BTreeSet<&str> = parts.iter().map(|(prefix, ..)| *prefix).collect();
    let digits: BTreeSet<usize> = parts.iter().map(|(.., digits)| *digits).collect();
    let (Some(least), Some(most)) = (digits.first(), digits.last()) else {
        return writeln!(out, "# id-pattern: 'G-\\d{{3}}'");
    };
    // Numbers that begin with a zero have a width; others grow.
    let is_padded = ids().any(|id| {
        let digits = id.trim_start_matches(|c: char| !c.is_ascii_digit());
        digits.starts_with('0') && digits.len() > 1
    });
    let has_width = least == most && is_padded;
    let count = if has_width { format!("{{{least}}}") } else { "+".to_owned() };
    let prefixes: Vec<&str> = prefixes.into_iter().collect();
    let is_plain = |prefix: &&str| prefix.chars().all(|c| c.is_ascii_uppercase() || c == '-');
    let prefix = match &prefixes[..] {
        [one] => (*one).to_owned(),
        // So many prefixes follow a rule of the team.
        many if many.len() > MANY && many.iter().all(is_plain) => "[A-Z][A-Z-]*".to_owned(),
        many => format!("({})", many.join("|")),
    };
    let letter = if ids().any(|id| id_letter(id).is_some()) { "[A-Za-z]?" } else { "" };
    let pattern = format!("{prefix}\\d{count}{letter}");
    writeln!(out, "id-pattern: {}", quoted(&pattern))
}

/// Where the entries are, of the registers that are not in today's form.
#[derive(Debug, Default)]
struct DeclaredRegisters {
    /// The lines below `read:` that give the same entries.
    same: Vec<String>,
    /// Those that come near.
    alike: Vec<String>,
    skipped: Vec<(String, SkippedTitle)>,
}

impl DeclaredRegisters {
    fn of(registers: &[Register<'_>], settings: &Settings) -> Self {
        let mut declared = Self::default();
        let is_foreign = |register: &&Register<'_>| {
            register.profile == Profile::Generic && !register.entries.is_empty()
        };
        for register in registers.iter().filter(is_foreign) {
            match declaration(register, settings) {
                Some(Derived::Same(lines, skipped)) => {
                    let path = register.source.path();
                    let skipped = skipped.into_iter().map(|title| (path.to_string(), title));
                    declared.same.push(lines);
                    declared.skipped.extend(skipped);
                }
                Some(Derived::Alike(line)) => declared.alike.push(line),
                None => {}
            }
        }
        declared
    }
}

fn read(
    out: &mut String,
    DeclaredRegisters { same, alike, .. }: &DeclaredRegisters,
) -> std::fmt::Result {
    writeln!(
        out,
        "\n## Where the entries are. What is declared here is read so, and nothing is guessed."
    )?;
    if same.is_empty() && alike.is_empty() {
        return writeln!(
            out,
            "# read: [{{ files: docs/tech-debt.md, entries: [{{ headings: {{ level: 3, under: Open* }} }}], skip: [Legend] }}]"
        );
    }
    writeln!(out, "## Guessed from the files; correct the line that is wrong.")?;
    if same.is_empty() {
        writeln!(
            out,
            "## These lines come near; with them, some entries are other ones than were guessed."
        )?;
        let list: Vec<&str> = alike.iter().filter_map(|line| line.strip_prefix("- ")).collect();
        return writeln!(out, "# read: [{}]", list.join(", "));
    }
    write!(out, "read:\n{}", same.concat())?;
    for line in alike {
        writeln!(
            out,
            "## This line comes near; with it, some entries are other ones than were guessed."
        )?;
        writeln!(out, "#   {line}")?;
    }
    Ok(())
}

/// More words than that are not listed one by one.
const MANY: usize = 8;

/// The profile, with the shape of each register.
fn profile(out: &mut String, registers: &[Register<'_>]) -> std::fmt::Result {
    let is_generic = |register: &Register<'_>| register.profile == Profile::Generic;
    writeln!(out, "\n## backend-gap: a heading with all fields of today's form for each gap;")?;
    writeln!(
        out,
        "## generic: what the registers have themselves. Without it, each file's own form."
    )?;
    for register in registers {
        let (path, entries) = (register.source.path(), register.entries.len());
        let shape = match register.shape {
            Shape::Headings => "headings",
            Shape::Table => "rows of tables",
            Shape::Checklist => "items of lists",
        };
        let path = quoted(path);
        writeln!(out, "## {path}: {} as {shape}", counted(entries, "entry", "entries"))?;
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
    let before = |priority: &str| {
        let earlier = policy.earlier.iter().find(|earlier| earlier.priority == priority);
        let (sla, day) = earlier.and_then(|it| Some((it.promise.sla?, it.promise.until)))?;
        Some(format!(" (since {day}; before that {sla})"))
    };
    let sla: Vec<String> = policy
        .sla
        .iter()
        .map(|(p, sla)| format!("{}: {sla}{}", scalar(p), before(p).unwrap_or_default()))
        .collect();
    writeln!(
        out,
        "\n## The SLA of each priority and the status flow, where the registers shall not"
    )?;
    writeln!(out, "## state them themselves.")?;
    for (what, key) in
        [("Priorities", Key::Priority), ("Severities", Key::Severity), ("Statuses", Key::Status)]
    {
        let used = used(registers, key, settings);
        if !used.is_empty() {
            writeln!(out, "## {what} in use: {}", printable(&used.join(", ")))?;
        }
    }
    for (register, line) in
        registers.iter().flat_map(|r| r.legend.iter().map(move |line| (r, line)))
    {
        let [word, means] = [line.label, line.value].map(|span| one_line(register.text(span)));
        let path = quoted(register.source.path());
        writeln!(out, "## {path} says: {} is {}", printable(&word), printable(&means))?;
    }
    writeln!(out, "# sla: {{ {} }}", sla.join(", "))?;
    let flow = flow_seen(registers, &policy, settings);
    let is_guessed = flow != policy.flow;
    let flow: Vec<String> = flow.iter().map(|state| scalar(state)).collect();
    if is_guessed {
        writeln!(
            out,
            "## Guessed from the entries, as no register states a flow: correct the order."
        )?;
    }
    writeln!(out, "# flow: [{}]", flow.join(", "))?;
    further_states(out, registers, (&policy, &flow), settings)?;
    unknown_levels(out, registers, settings)
}

/// The states beside the flow that the register names or its entries have, and that are no steps of it.
fn further_states(
    out: &mut String,
    registers: &[Register<'_>],
    (policy, flow): (&Policy, &[String]),
    settings: &Settings,
) -> std::fmt::Result {
    let words = &settings.vocabulary;
    let stated = policy.stated_further().map(str::to_owned);
    let seen = seen(registers, Key::Status).into_iter().filter_map(|value| {
        let state = policy.meaning(&value, words)?;
        matches!(state, StatusMeaning::Further(_)).then(|| policy.state_name(state).to_owned())
    });
    let mut names: Vec<String> = Vec::new();
    for name in stated.chain(seen) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let usual = ["Blocked", "Won't fix"].map(str::to_owned);
    let names = if names.is_empty() { &usual[..] } else { &names };
    let names = names.iter().map(|name| scalar(name));
    let names: Vec<String> = names.filter(|name| !flow.contains(name)).collect();
    writeln!(out, "## States beside the flow: of gaps that wait, or are closed without a repair.")?;
    writeln!(out, "# states: [{}]", names.join(", "))
}

/// The levels that no language knows, as words that may be given a meaning.
fn unknown_levels(
    out: &mut String,
    registers: &[Register<'_>],
    settings: &Settings,
) -> std::fmt::Result {
    let words = &settings.vocabulary;
    let mut by_language: Vec<String> = Vec::new();
    for language in languages(registers, settings) {
        let own: Vec<&Register<'_>> = of_language(registers, language);
        let is_unknown =
            |value: &String| words.severity(value).is_none() && words.placeholder(value).is_none();
        let unknown = seen(own, Key::Severity).into_iter().filter(is_unknown);
        let unknown: Vec<String> = unknown.map(|value| scalar(&value)).collect();
        if !unknown.is_empty() {
            let (code, unknown) = (scalar(language), unknown.join(", "));
            by_language.push(format!("{code}: {{ severities: {{ Medium: [{unknown}] }} }}"));
        }
    }
    if by_language.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n## Levels whose meaning is not known. They are under Medium only until you put each under the"
    )?;
    writeln!(
        out,
        "## one that it means: `Critical: [...], High: [...], Medium: [...], Low: [...]`."
    )?;
    writeln!(out, "# vocabulary: {{ {} }}", by_language.join(", "))
}

/// The values that entries give a key, the most frequent first; each gap counts once, in its first language.
fn used(registers: &[Register<'_>], key: Key, settings: &Settings) -> Vec<String> {
    let mut counts: Vec<(usize, String)> = Vec::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for language in languages(registers, settings) {
        let own = of_language(registers, language);
        for (count, value) in counted_values(own.iter().copied(), key, &known) {
            match counts.iter_mut().find(|(_, other)| *other == value) {
                Some((all, _)) => *all += count,
                None => counts.push((count, value)),
            }
        }
        known.extend(own.iter().flat_map(|it| it.entries.iter().filter_map(|one| it.id(one))));
    }
    counts.order_by_key(|(count, _)| std::cmp::Reverse(*count));
    let rest = counts.len().saturating_sub(MANY);
    let mut used: Vec<String> =
        counts.into_iter().take(MANY).map(|(count, value)| format!("{value} ({count})")).collect();
    if rest > 0 {
        used.push(format!("{rest} more"));
    }
    used
}

/// The fields of the entries: those of nine in ten are required, those of half of them recommended.
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
    writeln!(out, "\n## Fields every entry must have: those that nine in ten have today.")?;
    writeln!(out, "required: [{}]", names(&required))?;
    writeln!(out, "\n## Fields an entry should have: those that half of them have.")?;
    writeln!(out, "recommended: [{}]", names(&recommended))
}
