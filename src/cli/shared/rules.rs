//! Which rules run, as the command line says.

use anyhow::{Result, bail};
use clap::Args;

use crate::cli::commands::completions;
use crate::rules;
use crate::settings::Selection;

/// Rules by name.
#[derive(Debug, Args)]
pub(crate) struct RuleArgs {
    /// Run these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',', add = completions::rule_names())]
    select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', add = completions::rule_names())]
    ignore: Vec<String>,
}

impl RuleArgs {
    /// The selection; an error for a name that is no rule's.
    pub(crate) fn selection(&self) -> Result<Selection> {
        let names = rules::names();
        let mut given = self.select.iter().chain(&self.ignore);
        if let Some(unknown) = given.find(|name| !names.contains(&name.as_str())) {
            bail!(rules::unknown(unknown));
        }
        Ok(Selection { select: self.select.clone(), ignore: self.ignore.clone() })
    }
}
