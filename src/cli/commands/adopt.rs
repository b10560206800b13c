//! `gapreg adopt`.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use clap::Args;

use crate::cli::shared::patch;
use crate::cli::shared::terminal::Terminal;
use crate::cli::{CLEAN, FOUND, Global};
use crate::document::TooDeep;
use crate::edit::adopt::{self, AdoptOptions, AdoptedEntry, Adoption};
use crate::files::{self, DocsTree};
use crate::finding::{Safety, counted};
use crate::fix;
use crate::mirror::Pair;
use crate::register::Register;
use crate::rules::Surroundings;
use crate::run::inputs::{Session, is_input};
use crate::settings::{Selection, normal};
use crate::text::{Source, printable};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg adopt notes/old-gaps.md                         print the register it would be
  gapreg adopt notes/bugs.md --output gap-register.md    write it beside the old one
  gapreg adopt --diff docs/en/gap-register.md            show what it and its translation lack
  gapreg adopt --write docs/en/gap-register.md           give both the same IDs and fields
  gapreg adopt --open-only notes/status.txt              leave out what is closed";

#[derive(Debug, Args)]
pub(crate) struct AdoptArgs {
    /// The register to adopt: headings, tables, lists, or text whose tables lost their columns
    path: PathBuf,
    /// Write the register to a new file; entries keep the IDs they have there already
    #[arg(long, value_name = "FILE", conflicts_with_all = ["write", "diff"])]
    output: Option<PathBuf>,
    /// Replace FILE when it is there, and says something else
    #[arg(long, requires = "output")]
    force: bool,
    /// Write the register in place of the old one, and its translations beside it
    #[arg(long, conflicts_with = "diff")]
    write: bool,
    /// Show what would change in place, and write nothing
    #[arg(long)]
    diff: bool,
    /// The language of the labels that are added [default: the register's own]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Leave out what is closed (fixed, verified, struck out), where a register is written anew
    #[arg(long)]
    open_only: bool,
}

pub(crate) fn run(args: &AdoptArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    if args.path.is_dir() {
        bail!("`{}` is a folder: name the register to adopt", Terminal::name(&args.path));
    }
    let paths = [args.path.clone()];
    let mut session = Session::open(&paths, Selection::default(), global, terminal)?;
    if let Some(lang) = &args.lang
        && !session.settings.vocabulary.languages().any(|known| known == lang)
    {
        let known: Vec<&str> = session.settings.vocabulary.languages().collect();
        bail!("`{lang}` is no language that is known here: {}", known.join(", "));
    }
    if let Some(source) = session.broken.first() {
        let name = Terminal::name(Path::new(&**source.path()));
        bail!("`{name}` is not UTF-8: convert it first, then adopt it");
    }
    let is_in_place = args.write || args.diff;
    if is_in_place {
        if is_input(&args.path) {
            bail!("what comes in on standard input has no place to be written to");
        }
        session.take_translations(terminal);
    }
    let Some(adopted) = adopt_all(args, &session, terminal)? else {
        return Ok(session.code(CLEAN));
    };
    if !is_in_place {
        let Some((_, adoption)) = adopted.into_iter().next() else {
            return Ok(session.code(CLEAN));
        };
        return deliver(args, &session, &adoption.source, terminal);
    }
    let changed: Vec<(usize, Source)> = adopted
        .into_iter()
        .map(|(at, adoption)| (at, adoption.source))
        .filter(|(at, new)| session.sources[*at].text() != new.text())
        .collect();
    if changed.is_empty() {
        terminal.say("nothing changes: the register is in today's form already");
        return Ok(session.code(CLEAN));
    }
    if args.diff {
        patch::show(&session, &changed, terminal)?;
        return Ok(session.code(FOUND));
    }
    changed.iter().try_for_each(|(at, _)| session.expect_writable(*at))?;
    for (at, new) in changed {
        session.write(at, new, terminal);
    }
    Ok(session.code(CLEAN))
}

/// Adopts the registers of a session, the leading one first, so that the others follow it.
fn adopt_all(
    args: &AdoptArgs,
    session: &Session,
    terminal: &Terminal,
) -> Result<Option<Vec<(usize, Adoption)>>> {
    let settings = &session.settings;
    let (registers, _) = session.registers(&session.sources);
    let mut order: Vec<&Register<'_>> = registers.iter().collect();
    order.sort_by_cached_key(|register| settings.rank(&register.language));
    let Some(&leading) = order.first() else {
        return Ok(None);
    };
    let former = former_ids(args, session);
    let taken = taken_ids(args, session);
    let mut adopted: Vec<(usize, Adoption)> = Vec::new();
    for &register in &order {
        let given = match adopted.first() {
            Some((_, first)) => given(session, leading, register, &first.entries),
            None => HashMap::new(),
        };
        let wanted = AdoptOptions {
            settings,
            language: args.lang.as_deref(),
            is_open_only: args.open_only,
            former_ids: &former,
            taken: &taken,
            from_leading: &given,
        };
        let name = Terminal::name(Path::new(&**register.source.path()));
        let adoption = adopt::adopt(register.source, wanted)
            .map_err(|TooDeep { .. }| anyhow!("`{name}` is nested too deeply to be read"))?;
        let Some(mut adoption) = adoption else {
            bail!(
                "`{name}`: no entries were found: neither headings, rows nor items with an ID, a \
                 status or a name, nor columns run together"
            );
        };
        // What the old register had wrong and can be mended safely, it need not bring along.
        let world = Surroundings {
            today: session.today,
            pages: &DocsTree::new(settings, &session.cwd),
            past: None,
            changes: None,
        };
        if let Some(fixed) = fix::fix(&adoption.source, settings, world, Safety::Safe) {
            adoption.source = fixed.source;
        }
        tell(&name, register, &adoption, terminal);
        adopted.extend(session.place_of(register.source).map(|at| (at, adoption)));
    }
    Ok(Some(adopted))
}

/// The IDs of entries that were adopted into the output file before.
fn former_ids(args: &AdoptArgs, session: &Session) -> HashMap<String, String> {
    let Some(output) = args.output.as_ref().filter(|path| path.exists()) else {
        return HashMap::new();
    };
    let Ok(Ok(source)) = files::read(output, &session.settings) else { return HashMap::new() };
    let register = Register::read(&source, session.settings.reading());
    register.map_or_else(|_| HashMap::new(), |register| adopt::former_ids(&register))
}

/// The IDs of the other registers here, those that say the same in another language left out.
fn taken_ids(args: &AdoptArgs, session: &Session) -> HashSet<String> {
    let settings = &session.settings;
    let family = |path: &str| {
        let family = settings.family(path).map(|(family, _)| family);
        family.unwrap_or_else(|| normal(&session.cwd.join(path)))
    };
    let output = args.output.as_deref().map(files::slashed);
    let own = session.sources.iter().map(|source| source.path().to_string()).chain(output);
    let own: HashSet<PathBuf> = own.map(|path| family(&path)).collect();
    let found = files::find(&[], settings).map(|found| found.paths).unwrap_or_default();
    let others = found.iter().filter(|path| !own.contains(&family(&files::slashed(path))));
    let sources: Vec<Source> =
        others.filter_map(|path| files::read(path, settings).ok()?.ok()).collect();
    let (registers, _) = session.registers(&sources);
    let ids = registers.iter().flat_map(|r| r.entries.iter().filter_map(|entry| r.id(entry)));
    ids.map(str::to_owned).collect()
}

/// What the entries of a translation are given from those of its source.
fn given(
    session: &Session,
    source: &Register<'_>,
    mirror: &Register<'_>,
    entries: &[Option<AdoptedEntry>],
) -> HashMap<usize, AdoptedEntry> {
    let settings = &session.settings;
    let policies = [source, mirror].map(|register| settings.policy(register));
    let pair = Pair::new(source, mirror, [&policies[0], &policies[1]], &settings.vocabulary);
    let place = |register: &Register<'_>, span| {
        register.entries.iter().position(|entry| entry.span == span)
    };
    let couples = pair.alignment.couples.iter();
    couples
        .filter_map(|couple| {
            let from = place(source, couple.source.span)?;
            Some((place(mirror, couple.mirror.span)?, entries.get(from)?.clone()?))
        })
        .collect()
}

/// Says what was made of a register, and which of its lines it holds no more.
fn tell(name: &str, register: &Register<'_>, adoption: &Adoption, terminal: &Terminal) {
    let entries: Vec<&AdoptedEntry> = adoption.entries.iter().flatten().collect();
    let own: HashSet<&str> = register.entries.iter().filter_map(|e| register.id(e)).collect();
    let named = entries.iter().filter(|entry| !own.contains(&*entry.id)).count();
    let mut parts = vec![counted(entries.len(), "entry", "entries")];
    for (count, one, many) in [
        (named, "ID given", "IDs given"),
        (adoption.placeholders, "value to fill in", "values to fill in"),
        (
            adoption.guessed,
            "entry to look at, as its columns are not certain",
            "entries to look at, as their columns are not certain",
        ),
        (adoption.left_out, "closed one left out", "closed ones left out"),
        (adoption.healed, "place of broken text read back", "places of broken text read back"),
        (adoption.unused.len(), "line not used", "lines not used"),
    ] {
        if count > 0 {
            parts.push(counted(count, one, many));
        }
    }
    terminal.say(&format!("{name}: {}", parts.join(", ")));
    for adopt::UnusedLine { line, text } in &adoption.unused {
        terminal.say(&format!("{name}:{line}: not used: {}", printable(text)));
    }
}

/// Prints the register, or writes it to the file that was asked for.
fn deliver(args: &AdoptArgs, session: &Session, new: &Source, terminal: &Terminal) -> Result<u8> {
    let Some(output) = &args.output else {
        terminal.print(|out| out.write_all(new.text().as_bytes()))?;
        return Ok(session.code(CLEAN));
    };
    let name = Terminal::name(output);
    if !output.exists() {
        files::create(output, new.text())?;
        terminal.say(&format!("wrote {name}"));
        return Ok(session.code(CLEAN));
    }
    let Ok(old) = files::read(output, &session.settings)? else {
        bail!("`{name}` is there already, and is not UTF-8; nothing was written");
    };
    if old.text() == new.text() {
        terminal.say(&format!("{name} says so already"));
        return Ok(session.code(CLEAN));
    }
    if !args.force {
        bail!(
            "`{name}` is there already and says something else: `--force` replaces it, its \
             entries keeping their IDs; nothing was written"
        );
    }
    files::write_atomically(output, old.text(), new.text())?;
    terminal.say(&format!("wrote {name}"));
    Ok(session.code(CLEAN))
}
