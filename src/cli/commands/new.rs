//! `gapreg new`.

use anyhow::{Result, anyhow, bail};
use clap::Args;

use crate::cli::Global;
use crate::cli::commands::completions;
use crate::cli::commands::set::changes;
use crate::cli::shared::proposal::{Agreement, Proposal, family};
use crate::cli::shared::terminal::Terminal;
use crate::edit::{self, Addition, EditTarget, FieldValue};
use crate::register::{Entry, FreeIds, Register, heading_steps};
use crate::run::inputs::Session;
use crate::settings::Selection;
use crate::vocabulary::Key;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg new \"System → Logs → The list is empty\" --priority P1 --owner Backend
  gapreg new \"Loans > Holds > Hold is lost\" --in docs/en --source-page /docs/en/holds.md
  gapreg new \"Loans > Holds > Hold is lost\" \"Likely Cause=the job does not run\" --diff";

#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// Menu path and title of the gap, parted by → or >
    heading: String,
    /// More fields and what they say: `environment=staging`
    #[arg(value_name = "KEY=VALUE", add = completions::changes())]
    more: Vec<String>,
    /// How urgent it is; decides the SLA
    #[arg(long)]
    priority: Option<String>,
    /// Who repairs it
    #[arg(long)]
    owner: Option<String>,
    /// How long it may stay open [default: that of the priority]
    #[arg(long)]
    sla: Option<String>,
    /// How bad it is: Critical, High, Medium or Low
    #[arg(long)]
    severity: Option<String>,
    /// Where it is seen
    #[arg(long)]
    environment: Option<String>,
    /// The version that will repair it
    #[arg(long)]
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
    /// How to tell that it is repaired
    #[arg(long)]
    verification: Option<String>,
    #[command(flatten)]
    agreement: Agreement,
}

impl NewArgs {
    fn values(&self, session: &Session) -> Result<Vec<FieldValue>> {
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
        values.extend(changes(&self.more, &session.settings.vocabulary)?);
        for (at, change) in values.iter().enumerate() {
            if values[..at].iter().any(|other| other.key == change.key) {
                bail!("{} is given twice", session.settings.vocabulary.name(change.key));
            }
        }
        if values.iter().any(|change| matches!(change.key, Key::Id | Key::FirstSeen)) {
            bail!("the ID is the next that is free, and the day is today (`--today` sets another)");
        }
        Ok(values)
    }
}

pub(crate) fn run(args: &NewArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    if args.heading.trim().is_empty() || args.heading.contains(['\n', '\r']) {
        bail!(
            "the heading is one line: menu path and title, as in \"Loans → Holds → Hold is lost\""
        );
    }
    if !heading_steps(&args.heading)
        .last()
        .is_some_and(|title| title.contains(char::is_alphanumeric))
    {
        bail!("the heading `{}` has no title", args.heading);
    }
    let places = &args.agreement.places;
    let mut session = Session::open(places, Selection::default(), global, terminal)?;
    session.take_translations(terminal);
    let values = args.values(&session)?;
    let (proposal, id) = propose(args, &session, &values)?;
    terminal.say(&format!("{id}: {}", args.heading.trim()));
    proposal.settle(&mut session, &args.agreement, terminal)
}

fn propose(args: &NewArgs, session: &Session, values: &[FieldValue]) -> Result<(Proposal, String)> {
    let (registers, _) = session.registers(&session.sources);
    let mut registers: Vec<&Register<'_>> = registers.iter().collect();
    // The leading language decides where the entry goes, and the others follow.
    registers.sort_by_cached_key(|register| session.settings.rank(&register.language));
    let Some(&leading) = registers.first() else { bail!("no register could be read") };
    let is_other =
        |register: &&&Register<'_>| family(session, register) != family(session, leading);
    if let Some(other) = registers.iter().find(is_other) {
        let (one, two) = (leading.source.path(), other.source.path());
        bail!("the entry could go to `{one}` or to `{two}`: name one with --in");
    }
    if !leading.entries.is_empty() && leading.entries.iter().all(|entry| entry.id.is_none()) {
        bail!(
            "`{}`: its entries have no IDs, by which a new one could be told from them; \
             `gapreg adopt` assigns them",
            leading.source.path()
        );
    }
    let settings = &session.settings;
    let id = FreeIds::of(registers.iter().copied()).next();
    let id = id.ok_or_else(|| anyhow!("there is no free ID left"))?;
    let place = edit::place_for(leading, &args.heading, &session.settings.vocabulary)
        .and_then(|entry| leading.id(entry));
    let mut keys = settings.required(leading);
    keys.extend(settings.recommended(leading));
    let wanted = Addition {
        heading: args.heading.clone(),
        id: id.clone(),
        values: values.to_vec(),
        keys,
        today: session.today,
    };
    let mut proposal = Proposal::default();
    for register in registers {
        let policy = settings.policy(register);
        let own = || edit::place_for(register, &args.heading, &settings.vocabulary);
        let same = place.and_then(|id| edit::named(register, id).next());
        let after: Option<&Entry> = same.or_else(own);
        let target = EditTarget { settings, register, policy: &policy };
        let new = edit::add(target, &wanted, after)
            .map_err(|why| anyhow!("{}: {why}", register.source.path()))?;
        if let Some(at) = session.place_of(register.source) {
            proposal.add(at, new);
        }
    }
    Ok((proposal, id))
}
