//! `gapreg schema`.

use anyhow::Result;
use schemars::schema_for;

use crate::cli::shared::exit::CLEAN;
use crate::cli::shared::terminal::Terminal;
use crate::rules;
use crate::settings::Config;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg schema > gapreg.schema.json
  # yaml-language-server: $schema=gapreg.schema.json    (first line of gapreg.yaml)";

pub(crate) fn run(terminal: &Terminal) -> Result<u8> {
    let text = serde_json::to_string_pretty(&schema()?)?;
    terminal.print(|out| writeln!(out, "{text}"))?;
    Ok(CLEAN)
}

/// The schema of the configuration, with the names of the rules, which it does not know itself.
fn schema() -> Result<serde_json::Value> {
    let mut schema = serde_json::to_value(schema_for!(Config))?;
    let names = serde_json::json!({ "enum": rules::names() });
    let places = ["/properties/rules", "/$defs/Override/properties/rules"];
    for place in places {
        if let Some(rules) = schema.pointer_mut(place).and_then(|rules| rules.as_object_mut()) {
            rules.insert("propertyNames".to_owned(), names.clone());
        }
    }
    if let Some(items) = schema.pointer_mut("/$defs/Ignore/properties/rules/items") {
        *items = names;
    }
    Ok(schema)
}
