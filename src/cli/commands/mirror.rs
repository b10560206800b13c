//! `gapreg mirror`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use crate::cli::shared::arguments::{Global, RuleArgs, SinceArgs, WhereArgs};
use crate::cli::shared::changes;
use crate::cli::shared::completion;
use crate::cli::shared::exit::{self, CLEAN, FOUND};
use crate::cli::shared::findings::{RunResults, Show};
use crate::cli::shared::inputs;
use crate::cli::shared::patch;
use crate::cli::shared::terminal::Terminal;
use crate::edit::RenamedEntry;
use crate::finding::counted;
use crate::lint::Scope;
use crate::mirror::{Bond, DoubtfulPair, Pair};
use crate::output::printable;
use crate::register::{Entry, Register};
use crate::rules;
use crate::run::inputs::{registers_of, shown};
use crate::run::pairs::{aligned_pairs, policies};
use crate::run::translations::{
    KnownHistory, UpdateOptions, Updated, accepted, known_history, updated,
};
use crate::run::writes::{NewText, read_again};
use crate::run::{
    CheckOptions, Checked, Inputs, Notes as _, Project, RegisterCheck, RegisterHistory,
};
use crate::settings::Selection;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg mirror                    every register below this folder against its translations
  gapreg mirror --fix              copy tracked values, IDs and code into the translations
  gapreg mirror --fix --from tr    take what was changed later in the Turkish register
  gapreg mirror --stub --diff      show the entries that would be added, to be translated
  gapreg mirror --stub --from tr   add the entries that begin in Turkish to the leading register
  gapreg mirror --status docs/     how far each language is in step
  gapreg mirror --accept G-004     its translation was compared, and still holds";

#[derive(Debug, Args)]
pub(crate) struct MirrorArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// Copy tracked values, IDs, code and table cells from each register into its translations
    #[arg(long, conflicts_with_all = ["changed_since", "condition"])]
    fix: bool,
    /// Add the entries that translations lack, marked as still to be translated
    #[arg(long, conflicts_with_all = ["changed_since", "condition"])]
    stub: bool,
    /// With --fix: the language whose values are right where a translation was changed later; with
    /// --stub: the language in which the entries begin that the leading register lacks
    #[arg(long, value_name = "LANG", conflicts_with_all = ["status", "explain_pairs", "accept"])]
    from: Option<String>,
    /// With --fix or --stub: show what would change, and write nothing
    #[arg(long, conflicts_with = "condition")]
    diff: bool,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    since: SinceArgs,
    #[command(flatten)]
    chosen: WhereArgs,
    /// Show only how far each language is in step
    #[arg(long, conflicts_with_all = ["fix", "stub", "diff", "condition"])]
    status: bool,
    /// Show which entry was taken for the translation of which, and how surely
    #[arg(long, conflicts_with_all = ["fix", "stub", "diff", "status", "condition"])]
    explain_pairs: bool,
    /// Record that the translation of this entry was compared with its source as it is now
    #[arg(long, value_name = "ID", add = completion::ids(), conflicts_with_all = ["fix", "stub", "status", "explain_pairs", "condition"])]
    accept: Vec<String>,
}

impl MirrorArgs {
    fn is_edited(&self) -> bool {
        self.fix || self.stub || self.diff
    }

    /// What is done to translations. Without --fix or --stub, --diff shows what --fix would do.
    fn update(&self) -> UpdateOptions<'_> {
        UpdateOptions {
            fixes: self.fix || !self.stub,
            stubs: self.stub,
            from: self.from.as_deref(),
        }
    }

    fn selection(&self) -> Result<Selection> {
        let selection = self.rules.selection()?;
        let is_mirror =
            |name: &&String| rules::rule(name).is_some_and(|rule| Scope::Mirrors.runs(rule));
        if let Some(other) = selection.select.iter().find(|name| !is_mirror(name)) {
            bail!(
                "`{other}` is not a rule about translations: `gapreg lint --select {other}` runs it"
            );
        }
        Ok(selection)
    }
}

pub(crate) fn run(args: &MirrorArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    if args.from.is_some() && !args.is_edited() {
        bail!(
            "--from says which language --fix and --stub copy from: add one of them, or --diff to \
             look first"
        );
    }
    // What is only looked at need not be in memory all at once.
    let is_chosen = args.chosen.condition.is_some();
    let is_read = args.is_edited() || !args.accept.is_empty() || args.explain_pairs || is_chosen;
    let is_written = (args.is_edited() && !args.diff) || !args.accept.is_empty();
    let open = inputs::opening(is_written, is_read);
    let (project, mut inputs) = open(&args.paths, args.selection()?, global, terminal)?;
    inputs.add_translations(&project, terminal);
    if args.is_edited() || !args.accept.is_empty() {
        inputs.hold_conflicts(&project, terminal);
    }
    if args.explain_pairs {
        return explain(&project, &inputs, terminal);
    }
    if !args.accept.is_empty() {
        let new = accept(&args.accept, &project, &inputs, terminal)?;
        return settle(new, args.diff, &mut inputs, terminal);
    }
    if !args.is_edited() {
        let check = |check: RegisterCheck<'_>| check.run(terminal);
        return report(args, &project, &inputs, (global, terminal), check);
    }
    let old = inputs.sources.clone();
    let registers = registers_of(&old, &project.settings);
    let new = updates(args, &project, &inputs, &registers.all, terminal)?;
    if args.diff {
        return settle(new, true, &mut inputs, terminal);
    }
    for at in changes::write(new, &mut inputs, &project, terminal) {
        if args.stub {
            terminal.say(&format!("wrote {}", shown(Path::new(&**inputs.sources[at].path()))));
        }
    }
    let registers = read_again(registers, &inputs, &project.settings);
    let check = |check: RegisterCheck<'_>| check.run_on(&registers, terminal);
    report(args, &project, &inputs, (global, terminal), check)
}

/// Checks the registers, and shows what was found.
fn report(
    args: &MirrorArgs,
    project: &Project,
    inputs: &Inputs,
    io: (&Global, &Terminal),
    check: impl FnOnce(RegisterCheck<'_>) -> Result<Checked>,
) -> Result<u8> {
    let (global, terminal) = io;
    inputs::keep_output_apart(project, inputs, None, terminal)?;
    let history = RegisterHistory::of(inputs.paths(), project, terminal);
    let options = CheckOptions {
        changed_since: args.since.changed_since.as_deref(),
        condition: args.chosen.condition.as_deref(),
        ..CheckOptions::all_of(Scope::Mirrors)
    };
    let checked = check(RegisterCheck { project, inputs, history: Some(&history), options })?;
    let show = if args.status { Show::Status } else { Show::Findings };
    let results = RunResults { project, inputs, checked: &checked, options };
    let code = results.show(show, global, terminal)?;
    history.wait();
    Ok(code)
}

/// The translations with the record that entries were compared, but for those that wait for no comparison.
fn accept(
    ids: &[String],
    project: &Project,
    inputs: &Inputs,
    terminal: &Terminal,
) -> Result<Vec<NewText>> {
    let registers = inputs.registers(project);
    let all = accepted(inputs, &registers.all, project, ids, |_, _| true)?;
    let history_known = known_history(&registers.all, project);
    if history_known == KnownHistory::Part {
        return Ok(all);
    }
    let history = RegisterHistory::of(inputs.paths(), project, terminal);
    let options = CheckOptions::all_of(Scope::Mirrors);
    let check = RegisterCheck { project, inputs, history: Some(&history), options };
    let findings = check.run_on(&registers, terminal)?.findings;
    history.wait();
    let is_waiting = |path: Option<&str>, id: &str| {
        findings.iter().any(|finding| {
            let is_it = finding.entry.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(id));
            let is_there = path.is_none_or(|path| *finding.path == *path);
            is_it && is_there && ["mirror-outdated", "mirror-untranslated"].contains(&finding.rule)
        })
    };
    for id in ids.iter().filter(|id| !is_waiting(None, id)) {
        let why = match history_known {
            KnownHistory::None => "git does not know the versions of its source",
            KnownHistory::Part | KnownHistory::All => {
                "its source was not changed after the translation"
            }
        };
        terminal.say(&format!("{}: nothing to accept, as {why}", printable(id)));
    }
    accepted(inputs, &registers.all, project, ids, |path, id| is_waiting(Some(path), id))
}

/// Shows or writes what some files are to become.
fn settle(
    new: Vec<NewText>,
    is_shown_only: bool,
    inputs: &mut Inputs,
    terminal: &Terminal,
) -> Result<u8> {
    if !is_shown_only {
        for at in inputs.write_all(new, terminal) {
            terminal.say(&format!("wrote {}", shown(Path::new(&**inputs.sources[at].path()))));
        }
        return Ok(exit::code(inputs, CLEAN));
    }
    if new.is_empty() {
        terminal.say("nothing to copy: what `gapreg mirror` reports is for people to write");
    }
    patch::show(inputs, &new, terminal)?;
    Ok(exit::code(inputs, if new.is_empty() { CLEAN } else { FOUND }))
}

/// The translations brought into step, as far as the options ask for that.
fn updates(
    args: &MirrorArgs,
    project: &Project,
    inputs: &Inputs,
    registers: &[Register<'_>],
    terminal: &Terminal,
) -> Result<Vec<NewText>> {
    let _updating = terminal.progress("bringing translations into step");
    let Updated { new, fixes, stubs, withheld, left, renamed } =
        updated(inputs, registers, project, args.update(), project)?;
    if fixes > 0 {
        terminal.say(&counted(fixes, "fix", "fixes"));
    }
    for withheld in &withheld {
        terminal.warn(&withheld.to_string());
    }
    for name in &left {
        terminal.warn(&format!(
            "{} is not added: its copy would not be read as its translation",
            printable(name)
        ));
    }
    for RenamedEntry { names: [own, theirs], language } in &renamed {
        let [own, theirs] = [own, theirs].map(|name| printable(name));
        terminal.warn(&format!(
            "{own} is not added: {theirs} is at its place in the translation. If it is the same gap, \
             give both one ID; else `--stub --from {language}` adds it"
        ));
    }
    if stubs > 0 {
        terminal.say(&counted(stubs, "entry to translate", "entries to translate"));
    }
    Ok(new)
}

/// Shows which entries are taken for translations of one another.
fn explain(project: &Project, inputs: &Inputs, terminal: &Terminal) -> Result<u8> {
    let mut text = Vec::new();
    let registers = inputs.registers(project).all;
    let policies = policies(&registers, &project.settings);
    for aligned in aligned_pairs(&registers, &policies, &project.settings) {
        write_pair(&aligned.pair, &mut text)?;
    }
    terminal.quote(|out| out.write_all(&text))?;
    Ok(exit::code(inputs, CLEAN))
}

fn write_pair(pair: &Pair<'_>, out: &mut Vec<u8>) -> io::Result<()> {
    let (leading, mirror) = (pair.leading, pair.mirror);
    let of_leading = |entry: &Entry| printable(leading.spoken_name(entry)).into_owned();
    let of_mirror = |entry: &Entry| printable(mirror.spoken_name(entry)).into_owned();
    let paths = [leading, mirror].map(|register| printable(register.source.path()));
    writeln!(out, "{} ↔ {}", paths[0], paths[1])?;
    for entries in &pair.alignment.pairs {
        let bond = match entries.bond {
            Bond::Id => "the same ID".to_owned(),
            Bond::Content(percent) => format!("{percent} % alike in code, pages and place"),
        };
        let names = [of_leading(entries.leading), of_mirror(entries.mirror)];
        writeln!(out, "  {} ↔ {}  {bond}", names[0], names[1])?;
    }
    for &entry in &pair.alignment.missing {
        writeln!(out, "  {} ↔ –  no translation", of_leading(entry))?;
    }
    for one in &pair.alignment.crossed {
        let names = [of_leading(one.leading), of_mirror(one.mirror)];
        let translation = of_mirror(one.translation);
        writeln!(
            out,
            "  {} ↔ {}?  the same ID, but it says what {translation} says",
            names[0], names[1]
        )?;
    }
    for DoubtfulPair { leading: entry, candidate } in &pair.alignment.doubtful {
        let names = [of_leading(entry), of_mirror(candidate)];
        writeln!(out, "  {} ↔ {}?  or another that is as much alike", names[0], names[1])?;
    }
    for &entry in &pair.alignment.extra {
        writeln!(out, "  – ↔ {}  translates nothing", of_mirror(entry))?;
    }
    Ok(())
}
