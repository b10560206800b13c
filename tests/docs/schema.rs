//! The JSON Schema of the configuration as it is sent to `SchemaStore`.
//! `UPDATE_DOCS=1 cargo test --test docs` writes it.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::is_updating;

const SCHEMA: &str = "packaging/schemastore/gapreg.json";

/// What `gapreg schema` prints, in the version of JSON Schema and with the address that `SchemaStore`
/// asks for.
fn schema() -> String {
    let printed = Command::new(env!("CARGO_BIN_EXE_gapreg")).arg("schema").output().unwrap();
    let mut schema: Value = serde_json::from_slice(&printed.stdout).unwrap();
    let entry = fs::read_to_string("packaging/schemastore/entry.json").unwrap();
    let entry: Value = serde_json::from_str(&entry).unwrap();
    schema["$id"] = entry["url"].clone();
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    // Before 2019 `$defs` was called `definitions`.
    let definitions = schema.as_object_mut().unwrap().remove("$defs").unwrap();
    schema["definitions"] = definitions;
    let text = serde_json::to_string_pretty(&schema).unwrap();
    text.replace("#/$defs/", "#/definitions/") + "\n"
}

#[test]
fn the_schema_for_editors_is_current() {
    let now = schema();
    if is_updating() {
        fs::write(SCHEMA, now).unwrap();
    } else {
        let kept = fs::read_to_string(SCHEMA).unwrap_or_default();
        assert!(kept == now, "`UPDATE_DOCS=1 cargo test --test docs` updates {SCHEMA}");
    }
}
