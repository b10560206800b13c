//! `gapreg list`.

mod csv;
mod explain;
mod json;
mod once;
mod table;
mod yaml;

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;

use crate::cli::shared::arguments::Global;
use crate::cli::shared::exit::{self, CLEAN, FOUND};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs, unread};
use crate::output::write_json;
use crate::query::{Order, Query, QueryContext, RegisterView};
use crate::register::{Entry, Policy, Register};
use crate::run::Project;
use crate::run::inputs::ReadRegisters;
use crate::settings::{Selection, Settings};

pub(super) use json::List;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg list                        every entry below this folder
  gapreg list --format json docs/    for programs
  gapreg list --format csv > gaps.csv
  gapreg list --where 'status = Open and priority <= P1 and area ~ \"System\"'
  gapreg list --unread               and what was not taken for entries, and why
  gapreg list --explain docs/debt.md the evidence for and against each list and table
  gapreg list --where overdue --sort priority,-age
  gapreg list --where 'overdue > 30d or due < today + 7d' --sort -overdue

Expressions:
  KEY OP VALUE         = != < <= > >=, and ~ !~ for words that the value holds
  KEY in (A, B)        one of these
  KEY                  the field is there, and not a placeholder
  and, or, not, ( )    join them; `not` binds most, `or` least

  KEY is a field in any language (status, first-seen, 'first seen', Öncelik), or id, number, title,
  heading, area, path, language, due (first seen + SLA), age (since first seen), overdue (for how
  long it is), or text (anywhere in the entry). impact is the level as well as the sentence. A VALUE
  of several words is in quotes.

  Values compare by what they mean: P0 < P1, Low < Critical, states by their place in the status
  flow, dates (2026-01-31, today, today + 7d), durations (7d < 2w; a number counts days), IDs and
  versions by their numbers. What is missing or not understood is only ever `!=`.

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
    /// a value come last, those that are alike stay in their order. The order is the one in which
    /// values compare: `-severity` puts the most severe first.
    #[arg(long, value_name = "KEY[,KEY…]", allow_hyphen_values = true)]
    sort: Option<String>,
    /// Show an entry in each of its languages in the table, and not only in the first
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
    let (project, inputs) = inputs::open(&args.paths, Selection::default(), global, terminal)?;
    let ReadRegisters { all: registers, unread: findings } = inputs.registers(&project);
    for finding in inputs.findings.iter().chain(&findings) {
        terminal.warn(&format!("{}: {}", finding.path, finding.message));
    }
    let format = global.form(args.format, ListFormat::Json, "entries are")?;
    if args.unread && !matches!(format, ListFormat::Table | ListFormat::Json | ListFormat::Yaml) {
        bail!("`--unread` is shown by `--format table`, `json` and `yaml` only");
    }
    if args.explain {
        if format != ListFormat::Table {
            bail!("`--explain` is shown by `--format table` only");
        }
        explain::show(&registers, &project.settings, terminal)?;
        return Ok(exit::code(&inputs, CLEAN));
    }
    if args.raw && format != ListFormat::Csv {
        bail!("`--raw` is for `--format csv` only");
    }
    let choice = Choice::of(args, &registers, &project)?;
    let mut list = List::of(&registers, &project.settings, &choice);
    if choice.query.is_some() && list.is_empty() {
        terminal.say("no entry matches");
    }
    if format == ListFormat::Table && !args.all_languages {
        once::show_once(&mut list, &registers, &project.settings);
    }
    let is_incomplete = !inputs.findings.is_empty() || !findings.is_empty();
    let width = terminal.width();
    let write = |out: &mut dyn Write| match format {
        ListFormat::Table => table::write_columns(&list, choice.query.is_some(), width, out),
        ListFormat::Markdown => table::write_markdown(&list, out),
        ListFormat::Csv => csv::write(&list, args.raw, out),
        ListFormat::Json => write_json(&list, out),
        ListFormat::Ndjson => list.write_lines(out),
        ListFormat::Yaml => {
            let text = serde_yaml::to_string(&list).map_err(std::io::Error::other)?;
            out.write_all(yaml::for_old_readers(&text).as_bytes())
        }
    };
    match format {
        ListFormat::Table => terminal.quote(write)?,
        ListFormat::Markdown => terminal.print_inert(write)?,
        ListFormat::Csv if !args.raw => terminal.print_inert(write)?,
        _ => terminal.print(write)?,
    }
    if !args.unread {
        unread::say(registers.iter().map(|register| register.unread.len()).sum(), terminal);
    }
    Ok(exit::code(&inputs, if is_incomplete { FOUND } else { CLEAN }))
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
        let query = |text: &String| {
            let policies: Vec<Policy> = registers
                .iter()
                .map(|register| Policy::of(register, &settings.promise, &settings.vocabulary))
                .collect();
            let vocabulary = &settings.vocabulary;
            Query::parse(text, QueryContext { vocabulary, policies: &policies, today })
        };
        let order = |text: &String| Order::parse(text, &settings.vocabulary);
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
