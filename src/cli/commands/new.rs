//! `gapreg new`.

use std::path::Path;

use anyhow::{Result, bail};
use clap::Args;

use crate::cli::shared::agreement::Agreement;
use crate::cli::shared::arguments::Global;
use crate::cli::shared::assignments::{self, Assignments};
use crate::cli::shared::terminal::Terminal;
use crate::cli::shared::{completion, inputs};
use crate::edit::ChosenChapter;
use crate::edit::FieldValue;
use crate::register::heading_steps;
use crate::run::entries::Added;
use crate::run::inputs::shown;
use crate::run::new_entry::{EntryRequest, NewTexts};
use crate::run::own_labels;
use crate::run::pages::PageGapName;
use crate::settings::Selection;
use crate::text::printable;
use crate::vocabulary::{Key, Vocabulary};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg new \"System → Logs → The list is empty\" --priority P1 --owner Backend
  gapreg new \"Loans > Holds > Hold is lost\" --in docs/en --source-page /docs/en/holds.md
  gapreg new \"Loans > Holds > Hold is lost\" \"Likely Cause=the job does not run\" --diff";

#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// Menu path and title of the gap, separated by → or > [default with --from-page: those of the page]
    #[arg(required_unless_present = "from_page")]
    heading: Option<String>,
    /// A gap of a manual page that is to become an entry; of several, the one with this number
    #[arg(long, value_name = "PAGE[#N]")]
    from_page: Option<String>,
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
    /// The heading, which may be left out where a page gives one, and the other arguments.
    fn heading_and_more(&self) -> (&str, Vec<String>) {
        let heading = self.heading.as_deref().unwrap_or_default();
        let is_other = heading.contains('=') || Path::new(heading).exists();
        if self.from_page.is_none() || heading.is_empty() || !is_other {
            return (heading, self.more.clone());
        }
        let first = std::iter::once(heading.to_owned());
        ("", first.chain(self.more.iter().cloned()).collect())
    }

    fn values(&self, more: Vec<FieldValue>, words: &Vocabulary) -> Result<Vec<FieldValue>> {
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
        values.extend(more);
        assignments::refuse_repeats(&values, words)?;
        if let Some(title) = values.iter().find(|change| change.key == Key::Gap) {
            let text = printable(title.text.trim());
            bail!("the title is the first argument, the heading: put `{text}` there");
        }
        if values.iter().any(|change| matches!(change.key, Key::Id | Key::FirstSeen)) {
            bail!("the ID is the next that is free, and the day is today (`--today` sets another)");
        }
        Ok(values)
    }
}

pub(crate) fn run(args: &NewArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    let (heading, given) = args.heading_and_more();
    if args.from_page.is_none() || !heading.is_empty() {
        check_heading(heading)?;
    }
    let (more, places) = args.agreement.part(&given);
    let page = args.from_page.as_deref().map(PageGapName::parse);
    if let Some(page) = page.as_ref().filter(|page| !page.path.is_file()) {
        bail!("there is no page `{}`", shown(&page.path));
    }
    // Others do not wait for a person who is asked.
    let open = inputs::opening(!args.agreement.only_shows_or_asks(), true);
    let (project, mut inputs) = open(&places, Selection::default(), global, terminal)?;
    inputs.add_translations(&project, terminal);
    if let Some(conflict) = inputs.conflict() {
        return Err(conflict);
    }
    let own_label = |name: &str| own_labels::own_label(&inputs.registers(&project).all, name);
    let words = &project.settings.vocabulary;
    let Assignments { values, own } = assignments::parse(&more, words, own_label)?;
    let values = args.values(values, words)?;
    let request = EntryRequest { heading, values, own, page: page.as_ref() };
    let NewTexts { added, left } = request.add(&mut inputs, &project, terminal)?;
    let Added { id, heading, chapter, new } = added;
    terminal.say(&format!("{id}: {}", printable(heading.trim())));
    if let Some(ChosenChapter { own, other }) = chapter {
        let [own, other, heading] = [&own, &other, heading.trim()].map(|text| printable(text));
        terminal.say(&format!(
            "note: it is below `{own}`, as no area was given: `{other} > {heading}` chooses `{other}`"
        ));
    }
    if !left.is_empty() {
        let names: Vec<String> = left.iter().map(|name| format!("`{}`", printable(name))).collect();
        terminal.say(&format!("not copied, as no field is called so: {}", names.join(", ")));
    }
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
