//! `gapreg heal`.

mod convert;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};
use clap::Args;

use self::convert::Readable;
use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::{self, CLEAN, FOUND};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{inputs, patch};
use crate::encoding;
use crate::finding::counted;
use crate::git::FileVersions;
use crate::register::Register;
use crate::run::inputs::shown;
use crate::run::writes::NewText;
use crate::run::{Inputs, Project};
use crate::text::{LineIndex, Source};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg heal notes/gaps.md            show what would be repaired
  gapreg heal --write notes/gaps.md    repair it
  gapreg heal --check docs/            say whether anything is broken, for CI
  gapreg heal --from-history gaps.md   letters that were eaten, as git last had them
  gapreg heal --from windows-1254 x.md a file in an older encoding, as UTF-8";

#[derive(Debug, Args)]
pub(crate) struct HealArgs {
    /// Files, or folders to search for registers
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Write nothing; exit with 1 when there is text to repair, or letters are lost
    #[arg(long, conflicts_with_all = ["write", "diff"])]
    check: bool,
    /// Show what would change, and write nothing [default]
    #[arg(long, conflicts_with = "write")]
    diff: bool,
    /// Write what is repaired
    #[arg(long)]
    write: bool,
    /// Take lines that have lost letters from the newest commit that has them whole
    #[arg(long)]
    from_history: bool,
    /// The encoding of files that are not UTF-8, where their words do not prove it
    #[arg(long, value_name = "ENCODING")]
    from: Option<String>,
}

pub(crate) fn run(args: &HealArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let (project, mut inputs) = inputs::open_texts(&args.paths, global, terminal)?;
    inputs.hold_conflicts(&project, terminal);
    let mut healing = Healing { args, project: &project, terminal, has_lost: false };
    let mut new: Vec<NewText> = Vec::new();
    for (at, source) in inputs.sources.iter().enumerate() {
        new.extend(healing.healed(source)?.map(|source| NewText { at, source }));
    }
    let converted = healing.convert_all(&mut inputs)?;
    if new.is_empty() && converted.is_empty() {
        if !inputs.has_failed && !healing.has_lost {
            terminal.say("nothing to repair");
        }
        let is_left = args.check && healing.has_lost;
        return Ok(exit::code(&inputs, if is_left { FOUND } else { CLEAN }));
    }
    if args.write {
        // What is no register was named, and is often the copy of a file that is kept as it is.
        let is_free = |source: &Source| !project.settings.is_register(source.path());
        let (free, registers): (Vec<_>, Vec<_>) =
            new.into_iter().partition(|new| is_free(&new.source));
        inputs.write(registers, terminal);
        inputs.may_write_read_only = true;
        inputs.write(free, terminal);
        for Converted { new, bytes } in converted {
            inputs.may_write_read_only = is_free(&new.source);
            convert::write(&new, &bytes, &mut inputs, terminal);
        }
        return Ok(exit::code(&inputs, CLEAN));
    }
    if !args.check {
        new.extend(converted.into_iter().map(|converted| converted.new));
        patch::show(&inputs, &new, terminal)?;
    }
    Ok(exit::code(&inputs, FOUND))
}

/// What is done to the files of a run.
struct Healing<'h> {
    args: &'h HealArgs,
    project: &'h Project,
    terminal: &'h Terminal,
    /// Whether letters are lost in some file.
    has_lost: bool,
}

impl Healing<'_> {
    /// A repaired text; nothing where there is nothing to repair.
    fn healed(&mut self, source: &Source) -> Result<Option<Source>> {
        let Self { args, terminal, .. } = *self;
        let name = shown(Path::new(&**source.path()));
        let mut healed = encoding::healed(source.text()).map(|(text, count)| {
            let places = counted(count, "place", "places");
            let done = if args.write { "repaired" } else { "to repair" };
            terminal.say(&format!("{name}: {places} {done}"));
            text
        });
        if args.from_history {
            let text = healed.as_deref().unwrap_or(source.text());
            if let Some((text, count)) = from_history(source, text, self.project)? {
                let lines = counted(count, "line", "lines");
                terminal.say(&format!("{name}: {lines} to take from older versions"));
                healed = Some(text);
            }
        }
        let text = healed.as_deref().unwrap_or(source.text());
        self.report_lost_letters(&Source::new(source.path().clone(), text), &name);
        Ok(healed.map(|text| Source::new(source.path().clone(), text)))
    }

    /// Shows the letters that cannot be read back.
    fn report_lost_letters(&mut self, source: &Source, name: &str) {
        let lost = encoding::lost_letters(source.text(), source.body_start());
        let index = LineIndex::new(source);
        for span in &lost {
            let place = index.position(span.start as usize);
            self.terminal.warn(&format!(
                "{name}:{}:{}: letters are lost here, and cannot be read back",
                place.line, place.column
            ));
        }
        let gone = self.gone_letters(source);
        if let Some(letters) = &gone {
            self.terminal.warn(&format!("{name}: the letters `{letters}` are gone from this text"));
        }
        let has_lost = !lost.is_empty() || gone.is_some();
        if has_lost && !self.args.from_history {
            self.terminal.say(&format!(
                "`gapreg heal --from-history {name}` takes the lines from older versions in git"
            ));
        }
        self.has_lost |= has_lost;
    }

    /// The letters of its language, where a text has lost all of them.
    fn gone_letters(&self, source: &Source) -> Option<String> {
        let reading = self.project.settings.reading();
        let register = Register::read(source, reading).ok()?;
        let words = self.project.settings.vocabulary.words(&register.language)?;
        encoding::has_lost_all(source.text(), words).then(|| words.letters.clone())
    }

    /// The files that are not UTF-8, as UTF-8. Each has its place among the sources, where what is
    /// readable of it is put.
    fn convert_all(&mut self, inputs: &mut Inputs) -> Result<Vec<Converted>> {
        let mut all = Vec::new();
        for broken in std::mem::take(&mut inputs.broken) {
            let name = shown(Path::new(&**broken.path()));
            match convert::text_of(&broken, self.args.from.as_deref(), self.project)? {
                Ok(Readable { bytes, conversion }) => {
                    let encoding = conversion.encoding;
                    self.terminal.say(&format!("{name}: read as {encoding}, to become UTF-8"));
                    let source = Source::new(broken.path().clone(), conversion.text);
                    let source = self.healed(&source)?.unwrap_or(source);
                    let at = inputs.sources.len();
                    let old = String::from_utf8_lossy(&bytes).into_owned();
                    inputs.sources.push(Arc::new(Source::new(broken.path().clone(), old)));
                    all.push(Converted { new: NewText { at, source }, bytes });
                }
                Err(why) => {
                    self.terminal.error(&anyhow!("`{name}` is not UTF-8: {why}"));
                    inputs.has_failed = true;
                    inputs.broken.push(broken);
                }
            }
        }
        Ok(all)
    }
}

/// A file that becomes UTF-8.
struct Converted {
    new: NewText,
    /// What it holds now.
    bytes: Vec<u8>,
}

/// A text with the lines whole that older versions have whole.
fn from_history(source: &Source, text: &str, project: &Project) -> Result<Option<(String, usize)>> {
    let path = Path::new(&**source.path());
    let context = || format!("`{}`: cannot look into its history", shown(path));
    let file = project.repository_file(source.path()).with_context(context)?;
    let versions = FileVersions::of(&file).with_context(context)?;
    encoding::restored(text, versions.map(|version| version.map(|version| version.text)))
        .with_context(context)
}
