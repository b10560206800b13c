//! `gapreg adopt`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::{self, CLEAN, FOUND};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{inputs, patch};
use crate::edit::adopt::{UnreadLines, UnusedLine};
use crate::files;
use crate::finding::{counted, in_lines};
use crate::run::adoption::{Adopted, AdoptionOptions, adopt_all};
use crate::run::inputs::{is_stdin, refuse_as_output, shown};
use crate::run::writes::NewText;
use crate::run::{Inputs, Project};
use crate::settings::Settings;
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
    /// Replace FILE when it is there, and says something else; in place, convert a file also where some
    /// entries stay as they are
    #[arg(long)]
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
    /// Leave out what is closed (fixed, verified, struck out), where a new register is written
    #[arg(long)]
    open_only: bool,
}

pub(crate) fn run(args: &AdoptArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    if args.path.is_dir() {
        bail!("`{}` is a folder: name the register to adopt", shown(&args.path));
    }
    let paths = [args.path.clone()];
    let (mut project, mut inputs) = inputs::open_texts(&paths, global, terminal)?;
    expect_known_language(args, &project.settings)?;
    if let Some(source) = inputs.broken.first() {
        let name = shown(Path::new(&**source.path()));
        bail!("`{name}` is not UTF-8: convert it first, then adopt it");
    }
    let is_in_place = args.write || args.diff;
    if is_in_place {
        if is_stdin(&args.path) {
            bail!("what comes in on standard input has no place to be written to");
        }
        inputs.add_translations(&project, terminal);
    }
    if let Some(conflict) = inputs.conflict() {
        return Err(conflict);
    }
    let options = AdoptionOptions {
        language: args.lang.as_deref(),
        is_open_only: args.open_only,
        output: args.output.as_deref(),
    };
    let is_declared =
        |path: &PathBuf| project.settings.reading().declaration(&shown(path)).is_some();
    let declared: Vec<PathBuf> = inputs.paths().into_iter().filter(is_declared).collect();
    let adopted = adopt_all(&inputs, &mut project, options, terminal, |adopted| {
        report(&inputs.sources[adopted.at], adopted, terminal);
    })?;
    for path in declared.iter().filter(|_| args.write) {
        terminal.warn(&format!(
            "`read:` in the configuration declares the old form of `{}`: take that out",
            shown(path)
        ));
    }
    if is_in_place {
        return settle(args, adopted, &mut inputs, terminal);
    }
    let Some(Adopted { adoption, .. }) = adopted.into_iter().next() else {
        return Ok(exit::code(&inputs, CLEAN));
    };
    deliver(args, &project, &inputs, &adoption.source, terminal)
}

fn expect_known_language(args: &AdoptArgs, settings: &Settings) -> Result<()> {
    let Some(lang) = &args.lang else { return Ok(()) };
    let known: Vec<&str> = settings.vocabulary.languages().collect();
    if !known.contains(&lang.as_str()) {
        bail!("`{lang}` is not a known language; known are {}", known.join(", "));
    }
    Ok(())
}

/// Shows or writes the adopted registers in the place of the old ones.
fn settle(
    args: &AdoptArgs,
    adopted: Vec<Adopted>,
    inputs: &mut Inputs,
    terminal: &Terminal,
) -> Result<u8> {
    let has_read = !adopted.is_empty();
    if !args.force && adopted.iter().any(|adopted| !adopted.adoption.left.is_empty()) {
        terminal.say(
            "nothing is written, as a part would stay as it is: `--force` converts the others",
        );
        return Ok(exit::code(inputs, FOUND));
    }
    if args.write {
        adopted.iter().try_for_each(|adopted| expect_nothing_lost(inputs, adopted))?;
    }
    let new = adopted
        .into_iter()
        .map(|Adopted { at, adoption, .. }| NewText { at, source: adoption.source })
        .filter(|new| inputs.sources[new.at].text() != new.source.text());
    let new: Vec<NewText> = new.collect();
    if new.is_empty() {
        if has_read {
            terminal.say("nothing changes: the register is in today's form already");
        }
        return Ok(exit::code(inputs, CLEAN));
    }
    if args.diff {
        patch::show(inputs, &new, terminal)?;
        return Ok(exit::code(inputs, FOUND));
    }
    new.iter().try_for_each(|new| inputs.expect_writable(new.at))?;
    inputs.write(new, terminal);
    Ok(exit::code(inputs, CLEAN))
}

/// Refuses to write a register over lines that it does not hold.
fn expect_nothing_lost(inputs: &Inputs, adopted: &Adopted) -> Result<()> {
    let unused = &adopted.adoption.unused;
    let Some(first) = unused.first() else { return Ok(()) };
    let name = shown(Path::new(&**inputs.sources[adopted.at].path()));
    bail!(
        "`{name}`: {} that no entry holds would be lost, the first at {name}:{}: move such text \
         before or behind the entries, or write to another file with `--output FILE`; nothing was \
         written",
        counted(unused.len(), "line", "lines"),
        first.line
    );
}

/// Says what a register became, and which of its lines are not used.
fn report(source: &Source, adopted: &Adopted, terminal: &Terminal) {
    let name = shown(Path::new(&**source.path()));
    let Adopted { adoption, new_ids, .. } = adopted;
    let entries = adoption.entries.iter().flatten().count();
    let mut parts = vec![counted(entries, "entry", "entries")];
    for (count, one, many) in [
        (*new_ids, "ID given", "IDs given"),
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
    for (what, renamed) in
        [("labels renamed", &adoption.renamed), ("levels written as priorities", &adoption.levels)]
    {
        let renamed = renamed.iter().map(|texts| {
            let [old, new] = texts.each_ref().map(|text| printable(text));
            format!("`{old}` → `{new}`")
        });
        let renamed: Vec<String> = renamed.collect();
        if !renamed.is_empty() {
            terminal.say(&format!("{name}: {what}: {}", renamed.join(", ")));
        }
    }
    if !adoption.left.is_empty() {
        terminal.say(&format!(
            "{name}: what {} lacks is not added, as the entry would then be read otherwise",
            adoption.left.join(", ")
        ));
    }
    for UnreadLines { lines: [first, last], why } in &adoption.unread {
        let lines = in_lines(*first, *last);
        terminal.say(&format!("{name}: {lines}: not taken for an entry: {why}"));
    }
    for line in &adoption.summaries {
        terminal.say(&format!(
            "{name}:{line}: this table sums the same entries up and stays, but is not kept up to date beside \
             the new one: remove it when all that it says is there"
        ));
    }
    for UnusedLine { line, text } in &adoption.unused {
        terminal.say(&format!("{name}:{line}: not used: {}", printable(text)));
    }
}

/// Prints the register, or writes it to the file that was asked for.
fn deliver(
    args: &AdoptArgs,
    project: &Project,
    inputs: &Inputs,
    new: &Source,
    terminal: &Terminal,
) -> Result<u8> {
    let Some(output) = &args.output else {
        match terminal.output_file() {
            Some(_) => terminal.print(|out| out.write_all(new.text().as_bytes()))?,
            None => Terminal::pass_on(new.text())?,
        }
        return Ok(exit::code(inputs, CLEAN));
    };
    let name = shown(output);
    refuse_as_output(output, inputs, &project.settings, None)?;
    if output.is_symlink() {
        bail!("`{name}` is a link; name the file that it leads to; nothing was written");
    }
    if !output.exists() {
        files::create(output, new.text())?;
        terminal.say(&format!("wrote {name}"));
        return Ok(exit::code(inputs, CLEAN));
    }
    let Ok(old) = files::read(output, &project.settings)? else {
        bail!("`{name}` is there already, and is not UTF-8; nothing was written");
    };
    if old.text() == new.text() {
        terminal.say(&format!("{name} says so already"));
        return Ok(exit::code(inputs, CLEAN));
    }
    if !args.force {
        bail!(
            "`{name}` is there already and says something else: `--force` replaces it, its \
             entries keeping their IDs; nothing was written"
        );
    }
    files::refuse_read_only(output)?;
    files::write_atomically(output, old.text(), new.text())?;
    terminal.say(&format!("wrote {name}"));
    Ok(exit::code(inputs, CLEAN))
}
