//! `gapreg docs`, which writes the pages of the book that the program itself knows best.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Args, Command, CommandFactory as _};

use crate::cli::shared::terminal::Terminal;
use crate::cli::{CLEAN, Cli};
use crate::files;
use crate::finding::Safety;
use crate::rules::RULES;

#[derive(Debug, Args)]
pub(crate) struct DocsArgs {
    /// The folder of the book
    dir: PathBuf,
}

pub(crate) fn run(args: &DocsArgs, terminal: &Terminal) -> Result<u8> {
    for (name, text) in pages() {
        let path = args.dir.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot make `{}`", Terminal::name(folder)))?;
        }
        files::put(&path, &text)?;
        terminal.detail(&format!("wrote {}", Terminal::name(&path)));
    }
    Ok(CLEAN)
}

/// The pages, by their paths within the book.
fn pages() -> BTreeMap<String, String> {
    let mut cli = Cli::command().disable_help_subcommand(true);
    cli.build();
    let commands: Vec<&Command> = cli.get_subcommands().filter(|c| !c.is_hide_set()).collect();
    let mut pages = BTreeMap::new();
    for command in &commands {
        pages.insert(format!("commands/{}.md", command.get_name()), command_page(command));
    }
    for rule in RULES {
        pages.insert(format!("rules/{}.md", rule.name), rule.text());
    }
    pages.insert("commands/README.md".to_owned(), command_table(&commands));
    pages.insert("rules/README.md".to_owned(), rule_table());
    pages
}

fn command_page(command: &Command) -> String {
    let name = command.get_name();
    let help = command.clone().render_long_help().to_string();
    // What stands empty in a help is indented, and editors take that away.
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    format!("# gapreg {name}\n\n```console\n$ gapreg {name} --help\n{}\n```\n", help.join("\n"))
}

fn command_table(commands: &[&Command]) -> String {
    let mut page = "# Commands\n\n| command | what it does |\n|---|---|\n".to_owned();
    for command in commands {
        let (name, about) = (command.get_name(), command.get_about().unwrap_or_default());
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| [`gapreg {name}`]({name}.md) | {about} |");
    }
    page + "\nExit codes: 0 nothing at or above `--fail-on`, 1 findings or something to do, 2 it \
            could not do its work.\n"
}

fn rule_table() -> String {
    let mut page = "# Rules\n\n\
        `--fix` applies the safe fixes, `--unsafe-fixes` those that may change what the register \
        says, too.\n\n\
        | rule | level | fix | what it finds |\n|---|---|---|---|\n"
        .to_owned();
    for rule in RULES {
        let (name, level, summary) = (rule.name, rule.level, rule.summary());
        let fix = match rule.fixes {
            Some(Safety::Safe) => "safe",
            Some(Safety::Unsafe) => "unsafe",
            None => "",
        };
        let _ = writeln!(page, "| [`{name}`]({name}.md) | {level} | {fix} | {summary} |");
    }
    page
}
