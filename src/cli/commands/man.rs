//! `gapreg man`.

use std::ffi::OsStr;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::{Args, Command, CommandFactory as _};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_mangen::Man;

use crate::cli::Cli;
use crate::cli::shared::exit::CLEAN;
use crate::cli::shared::terminal::Terminal;
use crate::files::{OutputFile, make_folder};
use crate::run::inputs::shown;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg man | man -l -            read the page of gapreg itself
  gapreg man lint | man -l -       the page of a command
  gapreg man --dir /usr/local/share/man/man1";

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command whose page is wanted [default: gapreg itself]
    #[arg(add = commands())]
    command: Option<String>,
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    dir: Option<PathBuf>,
}

pub(crate) fn run(args: &ManArgs, terminal: &Terminal) -> Result<u8> {
    let mut cli = Cli::command().disable_help_subcommand(true);
    cli.build();
    if let Some(dir) = &args.dir {
        let pages: Vec<&Command> = std::iter::once(&cli).chain(cli.get_subcommands()).collect();
        make_folder(dir).with_context(|| format!("cannot make `{}`", shown(dir)))?;
        for page in pages.into_iter().filter(|page| !page.is_hide_set()) {
            let name = page.get_display_name().unwrap_or(page.get_name());
            let path = dir.join(format!("{name}.1"));
            OutputFile::put(&path, &rendered(page)?)
                .with_context(|| format!("cannot write `{}`", shown(&path)))?;
        }
        return Ok(CLEAN);
    }
    let page = match &args.command {
        Some(name) => match cli.find_subcommand(name) {
            Some(command) => rendered(command)?,
            None => bail!("there is no command `{name}`; `gapreg help` lists them"),
        },
        None => rendered(&cli)?,
    };
    terminal.print(|out| out.write_all(page.as_bytes()))?;
    Ok(CLEAN)
}

/// Completes the name of a command.
fn commands() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let cli = Cli::command();
        let shown = cli.get_subcommands().filter(|command| !command.is_hide_set());
        let fitting = shown.filter(|command| command.get_name().starts_with(&*typed));
        fitting.map(|command| CompletionCandidate::new(command.get_name())).collect()
    })
}

fn rendered(command: &Command) -> Result<String> {
    let mut page = Vec::new();
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let man = Man::new(command.clone())
        .title(name)
        .manual("gapreg")
        .source(concat!("gapreg ", env!("CARGO_PKG_VERSION")));
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    let page = String::from_utf8(page)?;
    Ok(page + &command.get_after_help().map(|help| sections(&help.to_string())).unwrap_or_default())
}

/// The text below the options of a help, line by line.
fn sections(help: &str) -> String {
    let mut page = String::new();
    for line in help.lines() {
        match line.strip_suffix(':').filter(|title| !title.starts_with(' ')) {
            Some(title) => page.extend([".fi\n.SH ", &title.to_uppercase(), "\n.nf\n"]),
            None => page.extend([&escaped(line), "\n"]),
        }
    }
    page + ".fi\n"
}

/// A line that roff prints as it is.
fn escaped(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    if line.starts_with('.') { format!("\\&{line}") } else { line }
}
