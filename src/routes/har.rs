//! HAR files: requests that a browser made.

use serde_json::Value;

use super::base_path::{joined, path_of_address};
use super::contract::FoundRoutes;
use super::json::text_of;
use super::operation::Operation;
use super::value_places::ValuePlaces;

/// The requests that were answered by an endpoint.
pub(super) fn read(document: &Value, text: &str, base: &str) -> FoundRoutes {
    let entries = document.pointer("/log/entries").and_then(Value::as_array);
    let mut operations: Vec<Operation> = Vec::new();
    let mut places = ValuePlaces::of(text);
    for entry in entries.into_iter().flatten() {
        let Some(request) = entry.get("request") else { continue };
        let Some(url) = text_of(request, "url") else { continue };
        let at = places.next(url);
        if is_answered(entry) {
            let method = text_of(request, "method").unwrap_or("GET").to_ascii_uppercase();
            operations.push(Operation::new(Some(method), joined(base, path_of_address(url)), at));
        }
    }
    FoundRoutes { is_recorded: true, ..FoundRoutes::new("har", operations) }
}

/// Whether the answer shows that there is such an endpoint.
fn is_answered(entry: &Value) -> bool {
    let status = entry.pointer("/response/status").and_then(Value::as_u64);
    status.is_none_or(|status| !matches!(status, 0 | 404 | 405 | 501))
}
