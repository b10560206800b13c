//! `gapreg list`.

mod columns;
mod csv;
mod explain;
mod jira;
mod json;
mod once;
mod progress;
mod row;
mod table;
mod yaml;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;

use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::{self, CLEAN, FOUND};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs, unread};
use crate::output::write_json;
use crate::query::{Order, OwnNames, Query, QueryContext, RegisterView};
use crate::register::{Entry, Policy, Register};
use crate::run::Project;
use crate::run::inputs::ReadRegisters;
use crate::run::repositories::RunRepositories;
use crate::settings::Settings;
use crate::text::{Ordered, Source};
use columns::Columns;

pub(super) use json::List;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg list                        every entry below this folder
  gapreg list --format json docs/    for programs
  gapreg list --format csv > gaps.csv
  gapreg list --format csv --columns id,status,due,Symptom,url
  gapreg list --format csv --columns jira --where 'status = Open' > jira.csv
  gapreg list --format ndjson shop/ billing/ > all.ndjson
  gapreg list --where 'status = Open and priority <= P1 and area ~ \"System\"'
  gapreg list --unread               and what was not taken for entries, and why
  gapreg list --explain docs/debt.md the evidence for and against each list and table
  gapreg list --where overdue --sort priority,-age
  gapreg list --where 'open and not owner'
  gapreg list --where 'overdue > 30d or due < today + 7d' --sort -overdue

Expressions:
  KEY OP VALUE         = != < <= > >=, and ~ !~ for words that the value holds
  KEY in (A, B)        one of these
  KEY                  the field is there, and not a placeholder
  and, or, not, ( )    join them; `not` binds most, `or` least

  KEY is a field in any language (status, first-seen, 'first seen', Öncelik), or id, number, title,
  heading, area, path, language, due (first seen + SLA), age (since first seen), overdue (for how
  long it is), open or closed (which say it themselves), or text (anywhere in the entry). impact is the level as well as the sentence. A VALUE
  of several words is in quotes.

  Values compare by what they mean: P0 < P1, Low < Critical, states by their place in the status
  flow, dates (2026-01-31, today, today + 7d), durations (7d < 2w; a number counts days), IDs and
  versions by their numbers. What is missing or not understood is only ever `!=`. The urgent ones are
  `priority <= P1` by numbers and `priority >= High` in words, however the register writes them.

  sla, report, log, lint, mirror and check have the same `--where`.";

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completion::registers())]
    paths: Vec<PathBuf>,
    /// How to write the entries
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
    /// Only the entries that this describes, such as `status = Open and priority <= P1`
    #[arg(long = "where", value_name = "EXPR", allow_hyphen_values = true)]
    condition: Option<String>,
    /// Put the entries of each register in order, `-KEY` descending [default: as they are]
    ///
    /// Registers stay apart in every format, as each has a status flow of its own. Entries without
    /// a value come last, those that are alike stay in their order. `priority` puts the most urgent
    /// first, by numbers and in words (`P0`, `Critical`), and `-severity` the most severe.
    #[arg(long, value_name = "KEY[,KEY…]", allow_hyphen_values = true)]
    sort: Option<String>,
    /// Show an entry in each of its languages in the table, also that of Markdown, and not only in the first
    #[arg(long)]
    all_languages: bool,
    /// Show the lists, tables and sections that could be entries and were not taken for any, and why
    #[arg(long)]
    unread: bool,
    /// Show what holds entries and what could hold them, and the evidence for and against each
    #[arg(long, conflicts_with_all = ["unread", "condition", "sort", "all_languages"])]
    explain: bool,
    /// With `--format csv`: each value as the register has it, for programs that run no formulas
    ///
    /// Without it, a value that a spreadsheet would run gets an apostrophe, and characters that a
    /// terminal would obey are shown by their numbers.
    #[arg(long)]
    raw: bool,
    /// With `--format csv`: these columns, `all`, or `jira` for an import into Jira
    ///
    /// A column is an attribute of the JSON (`id`, `status`, `due`, `repository`, `url`), or a field in any
    /// language (`Symptom`, `Belirti`), or a label that only your registers have. Those of `jira` are the
    /// ones that its import knows by their names; each entry is there once.
    #[arg(long, value_name = "NAMES")]
    columns: Option<String>,
}

/// The formats of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum ListFormat {
    /// Columns for a terminal
    #[default]
    Table,
    /// One object, in a form that does not change
    Json,
    /// An object for each entry, one in a line
    Ndjson,
    /// Comma-separated values
    Csv,
    /// The same as json
    Yaml,
    /// A Markdown table
    Markdown,
}

pub(crate) fn run(args: &ListArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let format = global.form(args.format, ListFormat::Json, "entries are")?;
    args.expect_fit(format)?;
    let opened = inputs::open_each(&args.paths, global, terminal)?;
    let read = opened.iter().map(|(project, inputs)| inputs.registers(project));
    let read: Vec<ReadRegisters<'_>> = read.collect();
    let mut is_incomplete = false;
    for ((_, inputs), read) in opened.iter().zip(&read) {
        for finding in inputs.findings.iter().chain(&read.unread) {
            terminal.warn(&format!("{}: {}", finding.path, finding.message));
            is_incomplete = true;
        }
    }
    if args.explain {
        for ((project, _), read) in opened.iter().zip(&read) {
            explain::show(&read.all, &project.settings, terminal)?;
        }
    } else {
        let all = opened.iter().map(|(project, _)| project).zip(&read);
        args.show(&all.collect::<Vec<_>>(), format, terminal)?;
        let unread_count = |read: &ReadRegisters<'_>| -> usize {
            read.all.iter().map(|register| register.unread.len()).sum()
        };
        if !args.unread {
            unread::say(read.iter().map(unread_count).sum(), terminal);
        }
        if is_incomplete && opened.iter().all(|(_, inputs)| !inputs.has_failed) {
            return Ok(FOUND);
        }
    }
    let codes = opened.iter().map(|(_, inputs)| exit::code(inputs, CLEAN));
    Ok(codes.max().unwrap_or(CLEAN))
}

/// A project, and the registers of it.
type ProjectRegisters<'r> = (&'r Project, &'r ReadRegisters<'r>);

impl ListArgs {
    fn expect_fit(&self, format: ListFormat) -> Result<()> {
        use ListFormat::{Csv, Json, Table, Yaml};
        if self.unread && !matches!(format, Table | Json | Yaml) {
            bail!("`--unread` is shown by `--format table`, `json` and `yaml` only");
        }
        if self.explain && format != Table {
            bail!("`--explain` is shown by `--format table` only");
        }
        if self.raw && format != Csv {
            bail!("`--raw` is for `--format csv` only");
        }
        if self.columns.is_some() && format != Csv {
            bail!("`--columns` is for `--format csv` only");
        }
        Ok(())
    }

    fn show(
        &self,
        all: &[ProjectRegisters<'_>],
        format: ListFormat,
        terminal: &Terminal,
    ) -> Result<()> {
        let is_for_jira = self.columns.as_deref().is_some_and(Columns::are_of_jira);
        let is_table = matches!(format, ListFormat::Table | ListFormat::Markdown);
        let is_once = is_for_jira || (is_table && !self.all_languages);
        let needs_git = format == ListFormat::Ndjson || self.columns.is_some();
        let listed = || self.listed(all, is_once);
        let placed = || repositories(all, needs_git);
        let (list, repositories) =
            if needs_git { rayon::join(listed, placed) } else { (listed(), placed()) };
        let mut list = list?;
        if needs_git || repositories.are_several() {
            list.place(&repositories);
        }
        if self.condition.is_some() && list.is_empty() {
            terminal.say("no entry matches");
        }
        let columns = self.columns.as_deref();
        // The words of all configurations are those of the first, and those of its own registers.
        let words = all.first().map(|(project, _)| &project.settings.vocabulary);
        let columns = columns.zip(words).map(|(names, words)| Columns::of(names, &list, words));
        let columns = columns.transpose()?;
        let width = terminal.width();
        let write = |out: &mut dyn Write| match (format, &columns) {
            (ListFormat::Csv, Some(columns)) => csv::write_columns(&list, columns, self.raw, out),
            (ListFormat::Csv, None) => csv::write(&list, self.raw, out),
            (ListFormat::Table, _) => {
                table::write_columns(&list, self.condition.is_some(), width, out)
            }
            (ListFormat::Markdown, _) => table::write_markdown(&list, out),
            (ListFormat::Json, _) => write_json(&list, out),
            (ListFormat::Ndjson, _) => list.write_lines(out),
            (ListFormat::Yaml, _) => {
                let text = serde_yaml::to_string(&list).map_err(std::io::Error::other)?;
                out.write_all(yaml::for_old_readers(&text).as_bytes())
            }
        };
        match format {
            ListFormat::Table => terminal.quote(write),
            ListFormat::Markdown => terminal.print_inert(write),
            ListFormat::Csv if !self.raw => terminal.print_inert(write),
            _ => terminal.print(write),
        }
    }

    /// The entries that are asked for, of all registers; with `is_once`, each in one language.
    fn listed<'r>(&self, all: &[ProjectRegisters<'r>], is_once: bool) -> Result<List<'r>> {
        let mut listed = Vec::new();
        for (project, ReadRegisters { all: registers, .. }) in all {
            let choice = Choice::of(self, registers, project)?;
            let mut own = List::of(registers, &project.settings, &choice);
            if is_once {
                let leads = choice.query.as_ref().is_some_and(Query::is_of_shared_values);
                once::show_once(&mut own, registers, &project.settings, leads);
            }
            listed.append(&mut own.registers);
        }
        listed.order_by_key(|register| Path::new(register.path));
        Ok(List::of_registers(listed))
    }
}

/// The repositories of registers; with `are_asked`, what is checked out there.
fn repositories(all: &[ProjectRegisters<'_>], are_asked: bool) -> RunRepositories {
    let sources = all.iter().flat_map(|(_, read)| read.all.iter().map(|own| own.source));
    let sources: Vec<&Source> = sources.collect();
    let Some((project, _)) = all.first() else { return RunRepositories::default() };
    let paths = sources.iter().map(|source| &**source.path());
    let mut repositories = RunRepositories::of(paths, &project.folder, are_asked);
    if are_asked {
        repositories.ask(&sources, &project.git);
    }
    repositories
}

/// Which entries are listed, and in which order.
struct Choice {
    query: Option<Query>,
    order: Option<Order>,
    today: Date,
    /// Whether what was not read is listed, too.
    has_unread: bool,
}

impl Choice {
    fn of(args: &ListArgs, registers: &[Register<'_>], project: &Project) -> Result<Self> {
        let (settings, today) = (&project.settings, project.today);
        let own = OwnNames::of(registers, &settings.vocabulary);
        let query = |text: &String| {
            let policies: Vec<Policy> = registers
                .iter()
                .map(|register| Policy::of(register, &settings.promise, &settings.vocabulary))
                .collect();
            let vocabulary = &settings.vocabulary;
            Query::parse(text, QueryContext { vocabulary, policies: &policies, own: &own, today })
        };
        let order = |text: &String| Order::parse(text, &settings.vocabulary, &own);
        Ok(Self {
            query: args.condition.as_ref().map(query).transpose()?,
            order: args.sort.as_ref().map(order).transpose()?,
            today,
            has_unread: args.unread,
        })
    }

    /// The entries of a register that are listed.
    fn entries<'r>(
        &self,
        register: &'r Register<'r>,
        policy: &Policy,
        settings: &Settings,
    ) -> Vec<&'r Entry> {
        let (vocabulary, today) = (&settings.vocabulary, self.today);
        let view = RegisterView { register, policy, vocabulary, today };
        let is_wanted =
            |entry: &&Entry| self.query.as_ref().is_none_or(|query| query.matches(view, entry));
        let mut entries: Vec<&Entry> = register.entries.iter().filter(is_wanted).collect();
        if let Some(order) = &self.order {
            order.sort(view, &mut entries);
        }
        entries
    }
}
