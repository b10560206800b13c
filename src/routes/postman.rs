//! Postman collections.

use std::collections::HashMap;

use serde_json::Value;

use super::base_path::{joined, path_of_address};
use super::contract::FoundRoutes;
use super::json::text_of;
use super::operation::Operation;
use super::value_places::ValuePlaces;

/// Folders within folders.
const MOST_DEPTH: usize = 64;

/// The requests of a collection; `base` replaces what its variables put before paths.
pub(super) fn read<'t>(collection: &Value, text: &'t str, base: Option<&'t str>) -> FoundRoutes {
    let listed = collection.get("variable").and_then(Value::as_array).into_iter().flatten();
    let value = |variable: &Value| {
        let name = text_of(variable, "key").or_else(|| text_of(variable, "id"))?;
        Some((name.to_owned(), text_of(variable, "value")?.to_owned()))
    };
    let variables = listed.filter_map(value).collect();
    let mut reader =
        Reader { variables, places: ValuePlaces::of(text), base, operations: Vec::new() };
    reader.read_items(collection, 0);
    FoundRoutes::new("postman", reader.operations)
}

struct Reader<'t> {
    variables: HashMap<String, String>,
    places: ValuePlaces<'t>,
    base: Option<&'t str>,
    operations: Vec<Operation>,
}

impl Reader<'_> {
    fn read_items(&mut self, folder: &Value, depth: usize) {
        let items = folder.get("item").and_then(Value::as_array);
        for item in items.into_iter().flatten().filter(|_| depth < MOST_DEPTH) {
            if let Some(request) = item.get("request") {
                self.read_request(request);
            }
            self.read_items(item, depth + 1);
        }
    }

    fn read_request(&mut self, request: &Value) {
        let url = request.get("url").unwrap_or(request);
        let Some(url) = url.as_str().map(str::to_owned).or_else(|| written(url)) else { return };
        let method = text_of(request, "method").unwrap_or("GET").to_ascii_uppercase();
        let at = self.places.next(&url);
        let route = match self.base {
            Some(base) => joined(base, &self.route(&url, false)),
            None => self.route(&url, true),
        };
        self.operations.push(Operation::new(Some(method), route, at));
    }

    /// The path of an address; its variable is replaced by its value, or left out.
    fn route(&self, url: &str, has_base: bool) -> String {
        let url = url.split(['?', '#']).next().unwrap_or(url);
        let variable = url.strip_prefix("{{").and_then(|rest| rest.split_once("}}"));
        let Some((name, rest)) = variable else { return joined("", path_of_address(url)) };
        let value = self.variables.get(name.trim()).filter(|_| has_base);
        joined(value.map_or("", |value| path_of_address(value)), rest)
    }
}

/// The address that its parts make.
fn written(url: &Value) -> Option<String> {
    if let Some(raw) = text_of(url, "raw") {
        return Some(raw.to_owned());
    }
    let parts = |key: &str, joint: &str| {
        let parts = url.get(key)?.as_array()?.iter().filter_map(Value::as_str);
        Some(parts.collect::<Vec<_>>().join(joint))
    };
    let path = parts("path", "/")?;
    Some(format!("{}/{path}", parts("host", ".").unwrap_or_default()))
}
