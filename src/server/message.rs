//! What a message is: a request, a notification, an answer, or none of them.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

/// A message from the editor.
#[derive(Debug, PartialEq)]
pub(super) enum Message {
    Request {
        id: Value,
        method: String,
        params: Value,
    },
    Notification {
        method: String,
        params: Value,
    },
    /// The answer to a request of ours, by its ID.
    Answer {
        id: Value,
        result: Value,
    },
    /// Nothing of that; the ID, if it has one.
    Invalid {
        id: Value,
        why: &'static str,
    },
}

/// Why a request is not answered.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Failure {
    code: i32,
    message: String,
}

impl Failure {
    pub(super) fn not_initialized() -> Self {
        Self { code: -32002, message: "the server is not initialized".to_owned() }
    }

    pub(super) fn invalid_request(why: impl Into<String>) -> Self {
        Self { code: -32600, message: why.into() }
    }

    pub(super) fn unknown_method(method: &str) -> Self {
        Self { code: -32601, message: format!("there is no method `{method}`") }
    }

    pub(super) fn invalid_params(why: impl Into<String>) -> Self {
        Self { code: -32602, message: why.into() }
    }

    pub(super) fn cancelled() -> Self {
        Self { code: -32800, message: "the request was cancelled".to_owned() }
    }

    /// The request is sound, and cannot be done.
    pub(super) fn refused(why: impl Into<String>) -> Self {
        Self { code: -32803, message: why.into() }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(why: anyhow::Error) -> Self {
        Self::refused(format!("{why:#}"))
    }
}

impl From<serde_json::Error> for Failure {
    fn from(why: serde_json::Error) -> Self {
        Self::refused(why.to_string())
    }
}

/// What a feature answers.
pub(super) type Answer = Result<Value, Failure>;

impl Message {
    pub(super) fn of(json: Value) -> Self {
        let Value::Object(mut parts) = json else {
            return Self::Invalid { id: Value::Null, why: "a message is an object" };
        };
        let id = parts.remove("id");
        let is_id = id.as_ref().is_some_and(|id| id.is_string() || id.is_number());
        let known = || id.clone().filter(|_| is_id).unwrap_or(Value::Null);
        let params = parts.remove("params").unwrap_or(Value::Null);
        match (parts.remove("method"), &id) {
            (Some(Value::String(method)), None) => Self::Notification { method, params },
            (Some(Value::String(method)), Some(_)) if is_id => {
                Self::Request { id: known(), method, params }
            }
            (Some(Value::String(_)), Some(_)) => {
                Self::Invalid { id: known(), why: "an ID is a number or a string" }
            }
            (Some(_), _) => Self::Invalid { id: known(), why: "a method is a string" },
            (None, Some(_)) if parts.contains_key("result") || parts.contains_key("error") => {
                Self::Answer { id: known(), result: parts.remove("result").unwrap_or(Value::Null) }
            }
            (None, _) => Self::Invalid { id: known(), why: "a message has a method or a result" },
        }
    }
}

/// The parameters of a method.
pub(super) fn params<T: DeserializeOwned>(params: Value) -> Result<T, Failure> {
    serde_json::from_value(params).map_err(|why| Failure::invalid_params(why.to_string()))
}

/// A message to the editor.
#[derive(Serialize)]
struct Outgoing<'m, P> {
    jsonrpc: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'m Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    params: Option<P>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'m RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'m Failure>,
}

impl<P: Serialize> Outgoing<'_, P> {
    const EMPTY: Self =
        Self { jsonrpc: "2.0", id: None, method: None, params: None, result: None, error: None };

    fn text(&self) -> String {
        serde_json::to_string(self).expect("every key of a message is a text")
    }
}

/// The text of the answer to a request.
pub(super) fn response(id: &Value, answer: &Result<Box<RawValue>, Failure>) -> String {
    let (result, error) = (answer.as_deref().ok(), answer.as_ref().err());
    Outgoing::<()> { id: Some(id), result, error, ..Outgoing::EMPTY }.text()
}

/// The text of the answer to what is no JSON.
pub(super) fn parse_error(message: String) -> String {
    response(&Value::Null, &Err(Failure { code: -32700, message }))
}

/// The text of a notification to the editor.
pub(super) fn notification(method: &str, params: &impl Serialize) -> String {
    let method = Some(method);
    Outgoing { method, params: Some(params), ..Outgoing::EMPTY }.text()
}

/// The text of a request to the editor.
pub(super) fn request(id: &Value, method: &str, params: &Value) -> String {
    let (id, method) = (Some(id), Some(method));
    Outgoing { id, method, params: Some(params), ..Outgoing::EMPTY }.text()
}

/// What a feature answers, as it is sent.
pub(super) fn sent(answer: Answer) -> Result<Box<RawValue>, Failure> {
    Ok(serde_json::value::to_raw_value(&answer?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_of_one_kind() {
        let of = |text: &str| Message::of(serde_json::from_str(text).unwrap());
        assert!(matches!(of(r#"{"id":1,"method":"a"}"#), Message::Request { .. }));
        assert!(matches!(of(r#"{"method":"a","params":[]}"#), Message::Notification { .. }));
        assert!(matches!(of(r#"{"id":"x","result":null}"#), Message::Answer { .. }));
        assert!(matches!(of(r#"{"id":null,"error":{}}"#), Message::Answer { .. }));
        for odd in ["[]", "3", "{}", r#"{"id":[],"method":"a"}"#, r#"{"method":7}"#, r#"{"id":1}"#]
        {
            assert!(matches!(of(odd), Message::Invalid { .. }), "{odd}");
        }
    }
}
