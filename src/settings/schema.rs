//! The JSON Schema of the configuration.

use schemars::schema_for;
use serde_json::{Value, json};

use super::Config;

/// The schema of the configuration, with the names of the rules, which it does not know itself.
pub(crate) fn schema(rules: &[&str]) -> serde_json::Result<Value> {
    let mut schema = serde_json::to_value(schema_for!(Config))?;
    let names = json!({ "enum": rules });
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
