//! A file → a contract, by what the file holds.

use serde_json::Value;

use super::contract::{Contract, ContractError, FoundRoutes};
use super::json::{from_json, from_yaml};
use super::tree::RouteTree;
use super::{har, lines, openapi, postman, route_array};
use crate::text::Source;

/// What the caller knows of a contract.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ContractOptions<'o> {
    /// What is put before its paths, instead of what it says itself.
    pub base_path: Option<&'o str>,
    /// Whether what is not in it does not exist.
    pub is_complete: bool,
}

/// Reads a contract.
pub(crate) fn read(
    source: Source,
    options: ContractOptions<'_>,
) -> Result<Contract, ContractError> {
    let found = routes_of(source.text(), options.base_path)?;
    let tree = RouteTree::of(&found.operations);
    Ok(Contract {
        source,
        kind: found.kind,
        count: found.count.unwrap_or(found.operations.len()),
        is_complete: options.is_complete && !found.is_recorded,
        shows_absence: !found.is_recorded,
        start: found.start,
        operations: found.operations,
        tree,
    })
}

fn routes_of(text: &str, base: Option<&str>) -> Result<FoundRoutes, ContractError> {
    let body = text.trim_start_matches('\u{feff}').trim_start();
    if body.starts_with(['{', '[']) && !body.starts_with("[GIN") {
        return of_json(&from_json(text)?, text, base);
    }
    if is_document(body) {
        let document = from_yaml(text)?;
        return openapi::read(&document, text, base);
    }
    lines::read(text, base.unwrap_or_default())
}

/// Whether a text is an OpenAPI document in YAML.
fn is_document(text: &str) -> bool {
    let keys = ["openapi:", "swagger:", "\"openapi\":", "'openapi':", "\"swagger\":", "'swagger':"];
    text.lines().any(|line| keys.iter().any(|key| line.starts_with(key)))
}

fn of_json(value: &Value, text: &str, base: Option<&str>) -> Result<FoundRoutes, ContractError> {
    let plain = base.unwrap_or_default();
    let found = match value {
        Value::Object(_) if value.get("openapi").or_else(|| value.get("swagger")).is_some() => {
            return openapi::read(value, text, base);
        }
        Value::Object(_) if value.pointer("/log/entries").is_some() => {
            har::read(value, text, plain)
        }
        Value::Object(_) if value.get("item").is_some() => postman::read(value, text, base),
        // Postman's interface wraps what its files hold.
        Value::Object(_) if value.pointer("/collection/item").is_some() => {
            postman::read(&value["collection"], text, base)
        }
        Value::Array(list) => route_array::read(list, text, plain)?,
        _ => {
            let known = "no `openapi`, `swagger`, `log` or `item`, and no list of routes";
            return Err(ContractError::at(
                text,
                0,
                format!("it is not a contract that is known: {known}"),
            ));
        }
    };
    if found.operations.is_empty() {
        return Err(ContractError::at(text, 0, "it has no routes"));
    }
    Ok(found)
}
