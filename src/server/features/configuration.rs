//! Keys and values of `gapreg.yaml`.

use serde_json::{Value, json};

use crate::server::positions::Position;
use crate::server::session::Session;
use crate::settings::{FILE_NAMES, schema};
use crate::text::Span;

const PROPERTY: u8 = 10;
const VALUE: u8 = 12;

/// What may come next in a configuration; nothing where the document is none.
pub(super) fn completion(session: &Session, uri: &str, position: Position) -> Option<Vec<Value>> {
    let document = session.documents.get(uri)?;
    let name = document.path.as_deref()?.file_name()?.to_str()?;
    if !FILE_NAMES.contains(&name) {
        return None;
    }
    let offset = document.offset(position, session.client.encoding);
    let line = document.line_at(offset);
    let before = &document.text[line.start as usize..offset.max(line.start as usize)];
    let above = &document.text[..line.start as usize];
    let schema = schema(&crate::rules::names()).ok()?;
    let typed = before.trim_start().trim_start_matches("- ");
    let indent = before.len() - before.trim_start().len();
    let mut path = parents(above, indent);
    let (offered, start) = match typed.split_once(':') {
        Some((key, value)) => {
            path.push(key.trim().to_owned());
            (values(at(&schema, &path)?, &schema), before.len() - value.trim_start().len())
        }
        None => (keys(at(&schema, &path)?, &schema), before.len() - typed.len()),
    };
    let span = Span::new(line.start as usize + start, offset);
    let range = document.range(span, session.client.encoding);
    let item = |Offer { label, kind, detail }: Offer| {
        let text = if kind == PROPERTY { format!("{label}: ") } else { label.clone() };
        json!({
            "label": label,
            "kind": kind,
            "detail": detail,
            "textEdit": { "range": range, "newText": text },
        })
    };
    Some(offered.into_iter().map(item).collect())
}

/// Something that may be written.
struct Offer {
    label: String,
    kind: u8,
    detail: String,
}

/// The keys that a line lies below, the outermost first.
fn parents(above: &str, mut indent: usize) -> Vec<String> {
    let mut path = Vec::new();
    for line in above.lines().rev() {
        let text = line.trim_start();
        let own = line.len() - text.len();
        if text.is_empty() || text.starts_with('#') || own >= indent {
            continue;
        }
        if let Some((key, _)) = text.trim_start_matches("- ").split_once(':') {
            path.push(key.trim().to_owned());
        }
        indent = own;
    }
    path.reverse();
    path
}

/// The part of the schema for a path of keys.
fn at<'s>(schema: &'s Value, path: &[String]) -> Option<&'s Value> {
    let mut here = schema;
    for key in path {
        let here_own = plain(here, schema);
        let own = here_own.get("properties").and_then(|own| own.get(key));
        here =
            own.or_else(|| here_own.get("additionalProperties").filter(|own| own.is_object()))?;
        let items = plain(here, schema).get("items");
        here = items.unwrap_or(here);
    }
    Some(here)
}

/// A part of the schema with its reference followed.
fn plain<'s>(part: &'s Value, schema: &'s Value) -> &'s Value {
    let any = part.get("anyOf").and_then(Value::as_array);
    let part = any.and_then(|any| any.iter().find(|one| one["type"] != "null")).unwrap_or(part);
    let named = part.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix('#'));
    named.and_then(|name| schema.pointer(name)).unwrap_or(part)
}

fn keys(part: &Value, schema: &Value) -> Vec<Offer> {
    let names = part.pointer("/propertyNames/enum").and_then(Value::as_array);
    let part = plain(part, schema);
    let properties = part.get("properties").and_then(Value::as_object);
    let of_properties = properties.into_iter().flatten().map(|(name, own)| {
        let described = own.get("description").and_then(Value::as_str).unwrap_or_default();
        Offer { label: name.clone(), kind: PROPERTY, detail: one_line(described) }
    });
    let names = names.into_iter().flatten().filter_map(Value::as_str);
    let of_names = names.map(|name| {
        let detail = crate::rules::rule(name).map_or("", crate::rules::Rule::summary).to_owned();
        Offer { label: name.to_owned(), kind: PROPERTY, detail }
    });
    of_properties.chain(of_names).chain(values(part, schema)).collect()
}

fn values(part: &Value, schema: &Value) -> Vec<Offer> {
    let part = plain(part, schema);
    let alternatives = part.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    let constants = alternatives.filter_map(|one| {
        let detail = one.get("description").and_then(Value::as_str).unwrap_or_default();
        Some((one.get("const")?.as_str()?, detail))
    });
    let listed = part.get("enum").and_then(Value::as_array).into_iter().flatten();
    let listed = listed.filter_map(|one| Some((one.as_str()?, "")));
    let all = constants.chain(listed);
    let mut offers: Vec<Offer> = all
        .map(|(name, detail)| Offer {
            label: name.to_owned(),
            kind: VALUE,
            detail: one_line(detail),
        })
        .collect();
    if part.get("type").and_then(Value::as_str) == Some("boolean") {
        let both = ["true", "false"].map(str::to_owned);
        offers.extend(both.map(|label| Offer { label, kind: VALUE, detail: String::new() }));
    }
    offers
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
