//! `KEY=VALUE` arguments.

use anyhow::{Result, bail};

use crate::edit::{self, FieldValue, OwnValue};
use crate::run::own_labels::OwnLabel;
use crate::vocabulary::{Key, Vocabulary};

/// What arguments ask for.
#[derive(Debug, Default)]
pub(crate) struct Assignments {
    pub values: Vec<FieldValue>,
    /// The values for labels and columns of the team's own.
    pub own: Vec<OwnValue>,
}

/// The changes that arguments ask for. `own_label` finds the label of a register.
pub(crate) fn parse(
    given: &[String],
    words: &Vocabulary,
    own_label: impl Fn(&str) -> Option<OwnLabel>,
) -> Result<Assignments> {
    let mut all = Assignments::default();
    for given in given {
        let Some((name, text)) = given.split_once('=') else {
            bail!(
                "`{given}` changes nothing: write KEY=VALUE, as in `status=Fixed`; one command takes one ID"
            );
        };
        let text = text.to_owned();
        match named(name, words, &own_label)? {
            Named::Key(key) => all.values.push(FieldValue { key, text }),
            Named::Own(name) if all.own.iter().any(|own| own.name == name) => {
                bail!("{name} is given twice");
            }
            Named::Own(name) => all.own.push(OwnValue { name, text }),
        }
    }
    refuse_repeats(&all.values, words)?;
    Ok(all)
}

/// What a name means.
enum Named {
    Key(Key),
    /// A label of the team's own.
    Own(String),
}

/// What a name means in a register: the usual field, unless the register calls another one so, else its label.
fn named(
    name: &str,
    words: &Vocabulary,
    own_label: impl Fn(&str) -> Option<OwnLabel>,
) -> Result<Named> {
    let usual = edit::key_named(words, name);
    let own = own_label(name);
    let key = match own.as_ref().map(|own| &own.keys[..]) {
        None => usual,
        // Beside a column `Owner`, `Team` is another one, and no word for it.
        Some([]) => usual.filter(|key| words.is_name(name, *key)),
        // A column `Target` may hold deadlines.
        Some(keys @ [first, ..]) => usual.filter(|key| keys.contains(key)).or(Some(*first)),
    };
    match (key, own) {
        (Some(key), _) => Ok(Named::Key(key)),
        (None, Some(own)) => Ok(Named::Own(own.name)),
        _ => match words.nearest_label(name, None) {
            Some(near) => bail!("no field is called `{name}`; did you mean `{}`?", near.spelling),
            None => bail!("no field is called `{name}`"),
        },
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
