//! `gapreg new`.

use anyhow::{Result, bail};
use clap::Args;

use crate::cli::shared::agreement::Agreement;
use crate::cli::shared::arguments::Global;
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{assignments, completion, inputs};
use crate::edit::FieldValue;
use crate::register::heading_steps;
use crate::run::entries::{self, Added, NewEntry};
use crate::settings::Selection;
use crate::vocabulary::{Key, Vocabulary};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg new \"System → Logs → The list is empty\" --priority P1 --owner Backend
  gapreg new \"Loans > Holds > Hold is lost\" --in docs/en --source-page /docs/en/holds.md
  gapreg new \"Loans > Holds > Hold is lost\" \"Likely Cause=the job does not run\" --diff";

#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// Menu path and title of the gap, separated by → or >
    heading: String,
    /// More fields and what they say: `environment=staging`; and registers, or folders to search
    #[arg(value_name = "KEY=VALUE|PATH", add = completion::changes())]
    more: Vec<String>,
    /// How urgent it is; decides the SLA
    #[arg(long, add = completion::values(Key::Priority))]
    priority: Option<String>,
    /// Who repairs it
    #[arg(long, add = completion::values(Key::Owner))]
    owner: Option<String>,
    /// How long it may stay open [default: that of the priority]
    #[arg(long)]
    sla: Option<String>,
    /// How bad it is: Critical, High, Medium or Low
    #[arg(long, add = completion::values(Key::Severity))]
    severity: Option<String>,
    /// Where it is seen
    #[arg(long, add = completion::values(Key::Environment))]
    environment: Option<String>,
    /// The version that will repair it
    #[arg(long, add = completion::values(Key::TargetVersion))]
    target_version: Option<String>,
    /// The page of the manual that describes what does not work
    #[arg(long)]
    source_page: Option<String>,
    /// What people see
    #[arg(long)]
    symptom: Option<String>,
    /// What it keeps people from doing
    #[arg(long)]
    impact: Option<String>,
    /// What to do meanwhile
    #[arg(long)]
    workaround: Option<String>,
    /// How to check that it is repaired
    #[arg(long)]
    verification: Option<String>,
    #[command(flatten)]
    agreement: Agreement,
}

impl NewArgs {
    fn values(&self, more: &[String], words: &Vocabulary) -> Result<Vec<FieldValue>> {
        let options = [
            (Key::Priority, &self.priority),
            (Key::Owner, &self.owner),
            (Key::Sla, &self.sla),
            (Key::Severity, &self.severity),
            (Key::Environment, &self.environment),
            (Key::TargetVersion, &self.target_version),
            (Key::SourcePage, &self.source_page),
            (Key::Symptom, &self.symptom),
            (Key::Impact, &self.impact),
            (Key::Workaround, &self.workaround),
            (Key::Verification, &self.verification),
        ];
        let given = options
            .into_iter()
            .filter_map(|(key, text)| Some(FieldValue { key, text: text.as_ref()?.clone() }));
        let mut values: Vec<FieldValue> = given.collect();
        values.extend(assignments::parse(more, words)?);
        assignments::refuse_repeats(&values, words)?;
        if values.iter().any(|change| matches!(change.key, Key::Id | Key::FirstSeen)) {
            bail!("the ID is the next that is free, and the day is today (`--today` sets another)");
        }
        Ok(values)
    }
}

pub(crate) fn run(args: &NewArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    check_heading(&args.heading)?;
    let (more, places) = args.agreement.part(&args.more);
    // Others do not wait for a person who is asked.
    let open = inputs::opening(!args.agreement.only_shows_or_asks(), true);
    let (project, mut inputs) = open(&places, Selection::default(), global, terminal)?;
    inputs.add_translations(&project, terminal);
    if let Some(conflict) = inputs.conflict() {
        return Err(conflict);
    }
    let values = args.values(&more, &project.settings.vocabulary)?;
    let wanted = NewEntry { heading: &args.heading, values };
    let Added { id, new } = entries::add(&wanted, &inputs, &project, terminal)?;
    terminal.say(&format!("{id}: {}", args.heading.trim()));
    args.agreement.settle(new, &mut inputs, &project, terminal)
}

fn check_heading(heading: &str) -> Result<()> {
    if heading.trim().is_empty() || heading.contains(['\n', '\r']) {
        bail!(
            "the heading is one line: menu path and title, as in \"Loans → Holds → Hold is lost\""
        );
    }
    let steps = heading_steps(heading);
    if !steps.last().is_some_and(|title| title.contains(char::is_alphanumeric)) {
        bail!("the heading `{heading}` has no title");
    }
    Ok(())
}
