//! `gapreg init`.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::{self, CLEAN};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs};
use crate::files;
use crate::output::printable;
use crate::run::inputs::shown;
use crate::run::starting_configuration::starting_configuration;
use crate::settings::{FILE_NAMES, Selection, normal};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg init             write gapreg.yaml for the registers below this folder
  gapreg init --stdout    print it instead";

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// Print the configuration instead of writing gapreg.yaml
    #[arg(long)]
    stdout: bool,
}

pub(crate) fn run(args: &InitArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let name = FILE_NAMES[0];
    let cwd = std::env::current_dir().context("cannot find the current folder")?;
    if !args.stdout
        && let Some(old) = FILE_NAMES.into_iter().find(|name| Path::new(name).exists())
    {
        bail!(
            "`{old}` is there already; `gapreg init --stdout FILE…`, with all registers and their \
             translations, prints what would be written for them"
        );
    }
    let is_above = |path: &&PathBuf| !normal(&cwd.join(path)).starts_with(&cwd);
    if !args.stdout
        && let Some(outside) = args.paths.iter().find(is_above)
    {
        bail!(
            "`{}` is not below this folder, where `{name}` would be written: run it above your \
             registers, or `--stdout`",
            shown(outside)
        );
    }
    let (project, mut inputs) = inputs::open(&args.paths, Selection::default(), global, terminal)?;
    if !args.paths.is_empty() && inputs.sources.is_empty() {
        bail!("there is no register to derive a configuration from; nothing was written");
    }
    let text = starting_configuration(&mut inputs, &project, terminal)?;
    if args.stdout {
        let shown: Vec<_> = text.split('\n').map(printable).collect();
        terminal.print_inert(|out| out.write_all(shown.join("\n").as_bytes()))?;
    } else {
        files::create(Path::new(name), &text)?;
        terminal.say(&format!("wrote {name}"));
    }
    Ok(exit::code(&inputs, CLEAN))
}
