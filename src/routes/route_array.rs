//! Lists of routes in JSON: `artisan route:list --json`, Django's `show_urls --format json`, and any
//! other list of objects with a path and methods.

use serde_json::Value;

use super::base_path::joined;
use super::contract::{ContractError, FoundRoutes};
use super::json::text_of;
use super::lines::{is_suffix, methods_of, operations};
use super::value_places::ValuePlaces;

/// The keys under which tools write the path, and the methods.
const PATHS: [&str; 6] = ["uri", "path", "url", "route", "rule", "pattern"];
const METHODS: [&str; 4] = ["method", "methods", "verb", "verbs"];

/// The routes of a list.
pub(super) fn read(list: &[Value], text: &str, base: &str) -> Result<FoundRoutes, ContractError> {
    let mut found = Vec::new();
    let mut places = ValuePlaces::of(text);
    let mut at = 0;
    for (place, item) in list.iter().enumerate() {
        let path = PATHS.iter().find_map(|key| text_of(item, key));
        let Some(path) = path else {
            let message = format!("item {} of the list has no path", place + 1);
            return Err(ContractError::at(text, at, message));
        };
        at = places.next(path);
        if is_suffix(path) {
            continue;
        }
        let route = joined(base, path);
        found.extend(operations(methods(item), &route, at));
    }
    Ok(FoundRoutes::new(kind(list), found))
}

fn kind(list: &[Value]) -> &'static str {
    let has = |key: &str| list.first().is_some_and(|item| item.get(key).is_some());
    if has("uri") {
        "laravel-routes"
    } else if has("module") {
        "django-urls"
    } else {
        "route-list"
    }
}

/// The methods of a route: `GET|HEAD`, or a list of them. None where it has none.
fn methods(item: &Value) -> Vec<String> {
    let value = METHODS.iter().find_map(|key| item.get(key));
    let texts: Vec<&str> = match value {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    texts.into_iter().flat_map(methods_of).collect()
}
