//! A register as it is edited: a translation may have labels that are in no vocabulary, and its entries show what
//! they mean. It is read as if the configuration named them.

use super::pairs::AlignedPair;
use super::project::Project;
use crate::edit::EditTarget;
use crate::register::{Policy, Register};
use crate::rules;
use crate::settings::Settings;
use crate::vocabulary::Key;

/// The settings for a register that has such labels.
pub(super) fn own_settings(
    register: &Register<'_>,
    pairs: &[AlignedPair<'_>],
    project: &Project,
) -> Option<Settings> {
    let own = pairs.iter().find(|aligned| std::ptr::eq(aligned.pair.mirror, register))?;
    let keys = Key::built_in().map(|(key, _)| key);
    let labels: Vec<(Key, String)> =
        keys.filter_map(|key| Some((key, own.pair.own_label(key)?.to_owned()))).collect();
    let settings = &project.settings;
    // A label that another language has for another field stays unknown.
    (!labels.is_empty())
        .then(|| settings.with_labels(&register.language, &labels, &rules::names()).ok())?
}

/// Edits a register, read by settings of its own where it has some.
pub(super) fn with_target<T>(
    register: &Register<'_>,
    own: Option<&Settings>,
    project: &Project,
    edit: impl FnOnce(EditTarget<'_>) -> T,
) -> T {
    let settings = own.unwrap_or(&project.settings);
    let read = own.and_then(|own| Register::parse(register.source, own.reading()).ok());
    let Some(read) = read.filter(|read| read.entries.len() == register.entries.len()) else {
        let policy = project.policy(register);
        return edit(project.edit_target(register, &policy));
    };
    let policy = Policy::of(&read, &settings.promise, &settings.vocabulary);
    edit(EditTarget { settings, register: &read, policy: &policy })
}
