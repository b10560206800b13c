//! `KEY=VALUE` arguments.

use anyhow::{Result, bail};

use crate::edit::{self, FieldValue};
use crate::vocabulary::Vocabulary;

/// The changes that arguments ask for. `own_label` finds the label of a register that is none of
/// a known field.
pub(crate) fn parse(
    given: &[String],
    words: &Vocabulary,
    own_label: impl Fn(&str) -> Option<String>,
) -> Result<Vec<FieldValue>> {
    let each = given.iter().map(|given| {
        let Some((name, text)) = given.split_once('=') else {
            bail!("`{given}` sets nothing: write KEY=VALUE, as in `status=Fixed`");
        };
        let Some(key) = edit::key_named(words, name) else {
            if let Some(name) = own_label(name) {
                bail!(
                    "`{name}` is a label of this register's own; to set it, make it a field in gapreg.yaml: \
                     `vocabulary: {{ en: {{ labels: {{ {name}: [{name}] }} }} }}`"
                );
            }
            match words.nearest_label(name, None) {
                Some(near) => {
                    bail!("no field is called `{name}`; did you mean `{}`?", near.spelling)
                }
                None => bail!("no field is called `{name}`"),
            }
        };
        Ok(FieldValue { key, text: text.to_owned() })
    });
    let changes: Vec<FieldValue> = each.collect::<Result<_>>()?;
    refuse_repeats(&changes, words)?;
    Ok(changes)
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
