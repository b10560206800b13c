//! OpenAPI 3 and Swagger 2.0.

use serde_json::{Map, Value};

use super::base_path::joined;
use super::contract::{ContractError, FoundRoutes};
use super::json::text_of;
use super::key_places::KeyPlaces;
use super::operation::Operation;
use super::servers::base_paths;

/// A longer chain of `$ref` goes in circles, or is made to take long.
const MOST_REFERENCES: usize = 16;

/// The keys of a path that hold objects and are no methods.
const NO_METHODS: [&str; 3] = ["parameters", "servers", "additionalOperations"];

/// The operations of a document; `base` replaces what the document puts before its paths.
pub(super) fn read(
    document: &Value,
    text: &str,
    base: Option<&str>,
) -> Result<FoundRoutes, ContractError> {
    let kind = kind(document);
    let places = KeyPlaces::of(text);
    let bases = match (base, text_of(document, "basePath")) {
        (Some(base), _) => vec![base.to_owned()],
        (None, Some(path)) => vec![path.to_owned()],
        (None, None) => base_paths(document).unwrap_or_else(|| vec![String::new()]),
    };
    let reader = Reader { document, places, bases, is_fixed: base.is_some() };
    let paths = match document.get("paths") {
        None | Some(Value::Null) => &Map::new(),
        Some(Value::Object(paths)) => paths,
        Some(_) => {
            let at = text.find("paths").unwrap_or(0);
            return Err(ContractError::at(text, at, "`paths` is not an object"));
        }
    };
    let mut found = FoundRoutes::new(kind, Vec::new());
    let mut count = 0;
    for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("x-")) {
        count += reader.add(path, item, &mut found.operations);
    }
    found.count = Some(count);
    found.start = text.find("paths").unwrap_or(0);
    Ok(found)
}

/// `openapi-3.1` of `3.1.0`.
fn kind(document: &Value) -> String {
    let known = [("openapi", "openapi"), ("swagger", "swagger")];
    let version = known.into_iter().find_map(|(key, name)| {
        let version = document.get(key)?;
        let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
        let minor = version.split('.').take(2).collect::<Vec<_>>().join(".");
        Some(format!("{name}-{minor}"))
    });
    version.unwrap_or_default()
}

struct Reader<'d> {
    document: &'d Value,
    places: KeyPlaces<'d>,
    /// What is put before paths.
    bases: Vec<String>,
    /// Whether the servers of paths and operations do not matter.
    is_fixed: bool,
}

impl Reader<'_> {
    /// Adds the operations of a path; how many the document writes.
    fn add(&self, path: &str, item: &Value, operations: &mut Vec<Operation>) -> usize {
        let place = self.places.path(path);
        let items = self.resolved(item);
        let own = items.values.iter().find_map(|item| base_paths(item)).filter(|_| !self.is_fixed);
        let bases = own.unwrap_or_else(|| self.bases.clone());
        let mut count = 0;
        for item in items.values {
            for (method, operation) in methods(item) {
                let own = base_paths(operation).filter(|_| !self.is_fixed);
                let offset = self.places.method(place, method);
                let statuses = statuses(operation);
                for base in own.as_ref().unwrap_or(&bases) {
                    operations.push(Operation {
                        statuses: statuses.clone(),
                        ..Operation::new(
                            Some(method.to_ascii_uppercase()),
                            joined(base, path),
                            offset,
                        )
                    });
                }
                count += 1;
            }
        }
        if items.is_elsewhere {
            operations.extend(bases.iter().map(|base| Operation {
                is_elsewhere: true,
                ..Operation::new(None, joined(base, path), place.unwrap_or(0))
            }));
        }
        count
    }

    /// A path with what its `$ref` leads to, in this file.
    fn resolved<'v>(&'v self, item: &'v Value) -> PathItems<'v> {
        let mut items = PathItems { values: vec![item], is_elsewhere: false };
        let mut item = item;
        for _ in 0..MOST_REFERENCES {
            let Some(reference) = text_of(item, "$ref") else { return items };
            let Some(target) = target(self.document, reference) else {
                items.is_elsewhere = true;
                return items;
            };
            item = target;
            items.values.push(item);
        }
        items.is_elsewhere = true;
        items
    }
}

/// The values that describe a path.
struct PathItems<'v> {
    values: Vec<&'v Value>,
    /// Whether a part of it is not in this file.
    is_elsewhere: bool,
}

/// What a reference leads to in its own document.
fn target<'v>(document: &'v Value, reference: &str) -> Option<&'v Value> {
    let pointer = reference.strip_prefix('#')?;
    document.pointer(pointer).or_else(|| document.pointer(&without_percents(pointer)))
}

/// `%7B` is `{`.
fn without_percents(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let code = behind.get(..2).filter(|_| first == b'%');
        let code =
            code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The operations of a path by method, whatever its name is.
fn methods(item: &Value) -> Vec<(&str, &Value)> {
    let is_method =
        |key: &str| !key.starts_with("x-") && !key.starts_with('$') && !NO_METHODS.contains(&key);
    let own = item.as_object().into_iter().flatten();
    let own = own.filter(|(key, value)| is_method(key) && value.is_object());
    let more = item.get("additionalOperations").and_then(Value::as_object);
    let more = more.into_iter().flatten().filter(|(key, _)| !key.starts_with("x-"));
    own.chain(more).map(|(key, value)| (key.as_str(), value)).collect()
}

/// The statuses that an operation declares; none where it declares none at all.
fn statuses(operation: &Value) -> Option<Vec<String>> {
    let responses = operation.get("responses")?.as_object()?;
    let statuses: Vec<String> =
        responses.keys().filter(|key| !key.starts_with("x-")).cloned().collect();
    (!statuses.is_empty()).then_some(statuses)
}
