//! Whether an adopted register is read as the entries that it was made of.

use super::options::{AdoptedEntry, Adoption};
use crate::document::TooDeep;
use crate::register::{Entry, Form, Policy, Register};
use crate::settings::Settings;
use crate::vocabulary::{Key, fold};

/// An entry that is not read as it was given.
pub(crate) struct Misread {
    /// Its name.
    pub entry: String,
    /// The key of the value that is another one.
    pub key: Option<Key>,
}

/// The first entry that an adopted register does not hold as it was given: its ID is not there, or at several
/// entries, or another value is read than was written. What is left as it is keeps the form that it has.
pub(crate) fn misread(
    adoption: &Adoption,
    settings: &Settings,
) -> Result<Option<Misread>, TooDeep> {
    let register = Register::parse(&adoption.source, settings.reading())?;
    let policy = Policy::of(&register, &settings.promise, &settings.vocabulary);
    let given = || adoption.entries.iter().flatten();
    let has_id = |entry: &Entry, id: &str| {
        register.id(entry).is_some_and(|own| own.eq_ignore_ascii_case(id))
    };
    for AdoptedEntry { id, values, .. } in given() {
        let mut own = register.entries.iter().filter(|entry| has_id(entry, id));
        let (entry, second) = (own.next(), own.next());
        let is_left = adoption.left.contains(id);
        if second.is_some() || (entry.is_none() && !is_left) {
            return Ok(Some(Misread { entry: id.clone(), key: None }));
        }
        let Some(entry) = entry.filter(|_| !is_left) else { continue };
        let is_other = |(key, value): &(&Key, &String)| {
            let same = |read: &str| {
                fold(read) == fold(value)
                    || policy.same_value(**key, read, value, &settings.vocabulary)
            };
            !register.value_of(entry, **key).is_some_and(same)
        };
        if let Some((&key, _)) = values.iter().find(is_other) {
            return Ok(Some(Misread { entry: id.clone(), key: Some(key) }));
        }
    }
    if register.entries.len() == given().count() {
        return Ok(None);
    }
    let mut others = register.entries.iter().filter(|entry| {
        entry.form != Form::Heading || !given().any(|given| has_id(entry, &given.id))
    });
    let other = others.next().map(|entry| register.spoken_name(entry).to_owned());
    Ok(other.map(|entry| Misread { entry, key: None }))
}
