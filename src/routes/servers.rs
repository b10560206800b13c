//! The servers of an OpenAPI document, as what they put before paths.

use serde_json::Value;

use super::base_path::path_of_address;
use super::json::text_of;

/// More servers, and more values of a variable, say nothing new.
const MOST: usize = 16;

/// The paths of the servers that an object lists, each once, in order; none where it lists none.
pub(super) fn base_paths(object: &Value) -> Option<Vec<String>> {
    let servers = object.get("servers")?.as_array().filter(|servers| !servers.is_empty())?;
    let mut paths: Vec<String> = Vec::new();
    for server in servers.iter().take(MOST) {
        let url = text_of(server, "url").unwrap_or("/");
        paths.extend(filled(path_of_address(url), server.get("variables")));
    }
    for path in &mut paths {
        path.truncate(path.trim_end_matches('/').len());
    }
    paths.sort_unstable();
    paths.dedup();
    paths.truncate(MOST);
    Some(paths)
}

/// A path with the values of its variables.
fn filled(path: &str, variables: Option<&Value>) -> Vec<String> {
    let mut paths = vec![path.to_owned()];
    for (name, variable) in variables.and_then(Value::as_object).into_iter().flatten() {
        let sign = format!("{{{name}}}");
        if !path.contains(&sign) {
            continue;
        }
        let listed = variable.get("enum").and_then(Value::as_array);
        let mut values: Vec<&str> =
            listed.into_iter().flatten().filter_map(Value::as_str).collect();
        values.extend(text_of(variable, "default").filter(|_| values.is_empty()));
        let values: Vec<&str> = values.into_iter().take(MOST).collect();
        if !values.is_empty() {
            let each = |path: &String| {
                values.iter().map(|value| path.replace(&sign, value)).collect::<Vec<_>>()
            };
            paths = paths.iter().flat_map(each).take(MOST).collect();
        }
    }
    // `https://host/{basePath}` with `/v1` as value.
    paths.into_iter().map(|path| path_of_address(&path.replace("//", "/")).to_owned()).collect()
}
