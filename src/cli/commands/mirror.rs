//! `gapreg mirror`.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use crate::cli::commands::completions;
use crate::cli::shared::findings::{self, Show};
use crate::cli::shared::patch;
use crate::cli::shared::rules::RuleArgs;
use crate::cli::shared::terminal::Terminal;
use crate::cli::{CLEAN, FOUND, Global};
use crate::edit::{self, Stubbed};
use crate::files::DocsTree;
use crate::finding::counted;
use crate::fix;
use crate::lint::Scope;
use crate::mirror::{Bond, Pair};
use crate::output::printable;
use crate::register::Register;
use crate::rules::{self, Surroundings};
use crate::run::history::History;
use crate::run::inputs::Session;
use crate::run::reported::{Narrow, SinceArgs};
use crate::text::Source;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg mirror                    every register below this folder against its translations
  gapreg mirror --fix              copy tracked values, IDs and code into the translations
  gapreg mirror --stub --diff      show the entries that would be added, to be translated
  gapreg mirror --status docs/     how far each language is in step
  gapreg mirror --accept G-004     its translation was compared, and still holds";

#[derive(Debug, Args)]
pub(crate) struct MirrorArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completions::registers())]
    paths: Vec<PathBuf>,
    /// Copy tracked values, IDs, code and table cells from each register into its translations
    #[arg(long, conflicts_with = "changed_since")]
    fix: bool,
    /// Add the entries that translations lack, marked as still to be translated
    #[arg(long, conflicts_with = "changed_since")]
    stub: bool,
    /// With --fix or --stub: show what would change, and write nothing
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    since: SinceArgs,
    /// Show only how far each language is in step
    #[arg(long, conflicts_with_all = ["fix", "stub", "diff"])]
    status: bool,
    /// Show which entry was taken for the translation of which, and how surely
    #[arg(long, conflicts_with_all = ["fix", "stub", "diff", "status"])]
    explain_pairs: bool,
    /// Record that the translation of this entry was compared with its source as it is now
    #[arg(long, value_name = "ID", add = completions::ids(), conflicts_with_all = ["fix", "stub", "status", "explain_pairs"])]
    accept: Vec<String>,
}

pub(crate) fn run(args: &MirrorArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let selection = args.rules.selection()?;
    let is_mirror =
        |name: &&String| rules::rule(name).is_some_and(|rule| Scope::Mirrors.runs(rule));
    if let Some(other) = selection.select.iter().find(|name| !is_mirror(name)) {
        bail!("`{other}` is no rule about translations: `gapreg lint --select {other}` runs it");
    }
    let is_edited = args.fix || args.stub || args.diff || !args.accept.is_empty();
    // What is only looked at need not be there all at once.
    let open = if is_edited || args.explain_pairs { Session::open } else { Session::find };
    let mut session = open(&args.paths, selection, global, terminal)?;
    session.take_translations(terminal);
    if args.explain_pairs {
        return explain(&session, terminal);
    }
    if !args.accept.is_empty() {
        let changed = accepted(&session, &args.accept)?;
        return settle(&mut session, changed, args.diff, terminal);
    }
    // Without --fix or --stub, --diff shows what --fix would do.
    if is_edited {
        let (is_fixed, is_stubbed) = (args.fix || !args.stub, args.stub);
        let mending = terminal.busy("bringing translations into step");
        let changed = brought_up(&session, is_fixed, is_stubbed, terminal)?;
        drop(mending);
        if args.diff {
            return settle(&mut session, changed, true, terminal);
        }
        for (at, new) in changed {
            session.write(at, new, terminal);
        }
    }
    let pages = DocsTree::new(&session.settings, &session.cwd);
    let past = History::of(&session, terminal);
    let world =
        Surroundings { today: session.today, pages: &pages, past: Some(&past), changes: None };
    let show = if args.status { Show::Status } else { Show::Findings };
    let narrow = Narrow { since: Some(&args.since), baseline: None };
    let code = findings::run(&session, world, Scope::Mirrors, show, narrow, global, terminal)?;
    past.tell_of_gaps(terminal);
    Ok(code)
}

/// Shows or writes what some files are to become.
fn settle(
    session: &mut Session,
    changed: Vec<(usize, Source)>,
    is_shown_only: bool,
    terminal: &Terminal,
) -> Result<u8> {
    if is_shown_only {
        if changed.is_empty() {
            terminal.say("nothing to copy: what `gapreg mirror` tells is for people to write");
        }
        patch::show(session, &changed, terminal)?;
        return Ok(session.code(if changed.is_empty() { CLEAN } else { FOUND }));
    }
    for (at, new) in changed {
        if session.write(at, new, terminal) {
            let path = session.sources[at].path();
            terminal.say(&format!("wrote {}", Terminal::name(Path::new(&**path))));
        }
    }
    Ok(session.code(CLEAN))
}

/// Calls `with` for each pair: the place of the mirror's source, and the two side by side.
fn for_each_pair(
    session: &Session,
    mut with: impl FnMut(usize, &Pair<'_>) -> Result<()>,
) -> Result<()> {
    let (registers, _) = session.registers(&session.sources);
    let settings = &session.settings;
    for (source, mirror) in settings.pair_up(&registers).pairs {
        let (source, mirror) = (&registers[source], &registers[mirror]);
        let policies = [settings.policy(source), settings.policy(mirror)];
        let policies = [&policies[0], &policies[1]];
        let pair = Pair::new(source, mirror, policies, &settings.vocabulary);
        if let Some(at) = session.place_of(mirror.source) {
            with(at, &pair)?;
        }
    }
    Ok(())
}

/// Every mirror as `--fix` and `--stub` would have it, where that is another than it is.
fn brought_up(
    session: &Session,
    is_fixed: bool,
    is_stubbed: bool,
    terminal: &Terminal,
) -> Result<Vec<(usize, Source)>> {
    let settings = &session.settings;
    let (mut changed, mut fixes, mut stubs) = (Vec::new(), 0, 0);
    for_each_pair(session, |at, pair| {
        let mut new: Option<Source> = None;
        if is_fixed && let Some(fixed) = fix::fix_mirror(pair.source, pair.mirror.source, settings)
        {
            fixes += fixed.count;
            new = Some(fixed.source);
        }
        if is_stubbed {
            let unreadable = |_| {
                let path = pair.mirror.source.path();
                anyhow::anyhow!("{path}: what would be written does not read back")
            };
            let stubbed = match &new {
                // Only a text that was fixed is read anew.
                Some(source) => stubbed(session, pair.source, source)?,
                None => edit::stub(pair, settings).map_err(unreadable)?,
            };
            if let Some(Stubbed { source, count }) = stubbed {
                stubs += count;
                new = Some(source);
            }
        }
        changed.extend(new.map(|new| (at, new)));
        Ok(())
    })?;
    for (count, one, many) in
        [(fixes, "fix", "fixes"), (stubs, "entry to translate", "entries to translate")]
    {
        if count > 0 {
            terminal.say(&counted(count, one, many));
        }
    }
    Ok(changed)
}

/// A translation with the entries that it lacked.
fn stubbed(session: &Session, source: &Register<'_>, mirror: &Source) -> Result<Option<Stubbed>> {
    let settings = &session.settings;
    let unreadable =
        || anyhow::anyhow!("{}: what would be written does not read back", mirror.path());
    let old = Register::read(mirror, settings.reading()).map_err(|_| unreadable())?;
    let policies = [settings.policy(source), settings.policy(&old)];
    let pair = Pair::new(source, &old, [&policies[0], &policies[1]], &settings.vocabulary);
    edit::stub(&pair, settings).map_err(|_| unreadable())
}

/// Every mirror with the record that entries of some IDs were compared.
fn accepted(session: &Session, ids: &[String]) -> Result<Vec<(usize, Source)>> {
    let mut changed = Vec::new();
    let mut known: Vec<&String> = Vec::new();
    for_each_pair(session, |at, pair| {
        let mut couples = Vec::new();
        for couple in &pair.alignment.couples {
            let own = pair.source.id(couple.source).unwrap_or_default();
            let Some(id) = ids.iter().find(|id| id.eq_ignore_ascii_case(own)) else { continue };
            known.push(id);
            couples.push(couple);
        }
        let reading = session.settings.reading();
        let new = edit::accept(pair, &couples, reading)
            .map_err(|why| anyhow::anyhow!("{}: {why}", pair.mirror.source.path()))?;
        if new.text() != pair.mirror.source.text() {
            changed.push((at, new));
        }
        Ok(())
    })?;
    if let Some(unknown) = ids.iter().find(|id| !known.contains(id)) {
        bail!("no entry called `{unknown}` has a translation");
    }
    Ok(changed)
}

/// Shows which entries were taken for one another.
fn explain(session: &Session, terminal: &Terminal) -> Result<u8> {
    let mut text = Vec::new();
    for_each_pair(session, |_, pair| {
        let (source, mirror) = (pair.source, pair.mirror);
        let name =
            |register: &Register<'_>, entry| printable(register.spoken_name(entry)).into_owned();
        writeln!(
            text,
            "{} ↔ {}",
            printable(source.source.path()),
            printable(mirror.source.path())
        )?;
        for couple in &pair.alignment.couples {
            let bond = match couple.bond {
                Bond::Id => "the same ID".to_owned(),
                Bond::Content(percent) => format!("{percent} % alike in code, pages and place"),
            };
            let names = [name(source, couple.source), name(mirror, couple.mirror)];
            writeln!(text, "  {} ↔ {}  {bond}", names[0], names[1])?;
        }
        for &entry in &pair.alignment.missing {
            writeln!(text, "  {} ↔ –  no translation", name(source, entry))?;
        }
        for (entry, candidate) in &pair.alignment.doubtful {
            let names = [name(source, entry), name(mirror, candidate)];
            writeln!(text, "  {} ↔ {}?  or another that is as much alike", names[0], names[1])?;
        }
        for &entry in &pair.alignment.extra {
            writeln!(text, "  – ↔ {}  translates nothing", name(mirror, entry))?;
        }
        Ok(())
    })?;
    terminal.quote(|out| out.write_all(&text))?;
    Ok(session.code(CLEAN))
}
