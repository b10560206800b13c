//! JSON and YAML of contracts as one kind of value.

use serde_json::Value;

use super::contract::ContractError;

/// Brackets of YAML within one another, which take its parser long.
const MOST_DEPTH: usize = 64;

/// Reads JSON.
pub(super) fn from_json(text: &str) -> Result<Value, ContractError> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    serde_json::from_str(&text[start..]).map_err(|why| {
        let message = why.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message);
        let place = (why.line() > 0).then(|| (why.line(), why.column().max(1)));
        ContractError { place, message: format!("it is not JSON: {message}") }
    })
}

/// Reads YAML.
pub(super) fn from_yaml(text: &str) -> Result<Value, ContractError> {
    expect_shallow(text)?;
    let body = text.trim_start_matches('\u{feff}');
    let read = serde_yaml::from_str::<serde_yaml::Value>(body).and_then(|mut value| {
        value.apply_merge()?;
        Ok(value)
    });
    let value = read.map_err(|why| {
        let message = why.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message);
        let place = why.location().map(|at| (at.line(), at.column()));
        ContractError { place, message: format!("it is not YAML: {message}") }
    })?;
    serde_json::to_value(value).map_err(|why| ContractError::new(format!("it is not YAML: {why}")))
}

/// As many brackets may be open in the whole of a file: within brackets, lines do not begin anew.
const MOST_OPEN: usize = 1_000;

fn expect_shallow(text: &str) -> Result<(), ContractError> {
    let (mut depth, mut open) = (0_usize, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                open += 1;
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                open = open.saturating_sub(1);
            }
            // A bracket in a text need not be closed.
            b'\n' if !matches!(text.as_bytes().get(at + 1), Some(b' ' | b'\t')) => depth = 0,
            _ => {}
        }
        if depth > MOST_DEPTH {
            let message = format!("brackets are nested more than {MOST_DEPTH} deep");
            return Err(ContractError::at(text, at, message));
        }
        if open > MOST_OPEN {
            let message = format!("more than {MOST_OPEN} brackets are open");
            return Err(ContractError::at(text, at, message));
        }
    }
    Ok(())
}

/// The text of a key of an object.
pub(super) fn text_of<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}
