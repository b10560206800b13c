//! `KEY=VALUE` arguments.

use anyhow::{Result, bail};

use crate::edit::{self, FieldValue};
use crate::run::own_labels::OwnLabel;
use crate::vocabulary::{Key, Vocabulary};

/// The changes that arguments ask for. `own_label` finds the label of a register.
pub(crate) fn parse(
    given: &[String],
    words: &Vocabulary,
    own_label: impl Fn(&str) -> Option<OwnLabel>,
) -> Result<Vec<FieldValue>> {
    let each = given.iter().map(|given| {
        let Some((name, text)) = given.split_once('=') else {
            bail!(
                "`{given}` changes nothing: write KEY=VALUE, as in `status=Fixed`; one command takes one ID"
            );
        };
        let key = key_of(name, words, &own_label)?;
        Ok(FieldValue { key, text: text.to_owned() })
    });
    let changes: Vec<FieldValue> = each.collect::<Result<_>>()?;
    refuse_repeats(&changes, words)?;
    Ok(changes)
}

/// The values for columns of a team's own, by their headers, and the other changes.
pub(crate) fn of_own_columns(
    given: Vec<String>,
    words: &Vocabulary,
    own_label: impl Fn(&str) -> Option<OwnLabel>,
) -> (Vec<(String, String)>, Vec<String>) {
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for change in given {
        let label = change.split_once('=').and_then(|(name, text)| {
            let is_unknown = edit::key_named(words, name).is_none();
            let is_own = |label: &OwnLabel| is_unknown && label.is_column && label.key.is_none();
            let label = own_label(name).filter(is_own)?;
            Some((label.name, text.to_owned()))
        });
        match label {
            Some(label) => own.push(label),
            None => others.push(change),
        }
    }
    (own, others)
}

/// The key that a name means in a register: the usual one, if its values can be set and the register has no other
/// field of that name, else that of the label that is called so.
fn key_of(
    name: &str,
    words: &Vocabulary,
    own_label: impl Fn(&str) -> Option<OwnLabel>,
) -> Result<Key> {
    let usual = edit::key_named(words, name);
    let own = own_label(name);
    // Beside a column `Owner`, `Team` is another one, and no word for it.
    let is_other =
        |key| own.as_ref().is_some_and(|own| own.key.is_none()) && !words.is_name(name, key);
    let usual = usual.filter(|key| !is_other(*key));
    if let Some(key) = usual.filter(|key| key.is_tracked() || key.is_short()) {
        return Ok(key);
    }
    if let Some(key) = own.as_ref().and_then(|own| own.key).or(usual) {
        return Ok(key);
    }
    if let Some(OwnLabel { name, language, .. }) = own {
        bail!(
            "`{name}` is a label of this register's own; to set it, make it a field in gapreg.yaml: \
             `vocabulary: {{ {language}: {{ labels: {{ {name}: [{name}] }} }} }}`; if it is another word for a \
             field, such as Due, write `{{ Due: [{name}] }}` there"
        );
    }
    match words.nearest_label(name, None) {
        Some(near) => bail!("no field is called `{name}`; did you mean `{}`?", near.spelling),
        None => bail!("no field is called `{name}`"),
    }
}

/// Refuses two values for one field.
pub(crate) fn refuse_repeats(changes: &[FieldValue], words: &Vocabulary) -> Result<()> {
    for (at, change) in changes.iter().enumerate() {
        if changes[..at].iter().any(|other| other.key == change.key) {
            bail!("{} is given twice", words.name(change.key));
        }
    }
    Ok(())
}
