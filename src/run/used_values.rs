//! The values of a field that shells and editors complete: what the registers at hand use.

use crate::register::{Policy, Register};
use crate::settings::Settings;
use crate::vocabulary::Key;

/// A longer value is a sentence, which people do not complete.
const LONGEST: usize = 40;

/// The values that a field may get: states and priorities by the policies, everything else as
/// entries have it.
pub(crate) fn values(key: Key, registers: &[Register<'_>], settings: &Settings) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    let mut add = |value: &str| {
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    };
    for register in registers {
        let policy = register_policy(register, settings);
        match key {
            Key::Status => policy.stated_names().for_each(&mut add),
            Key::Priority => policy.sla.iter().for_each(|(priority, _)| add(priority)),
            _ => used(key, register, settings).for_each(&mut add),
        }
    }
    if !matches!(key, Key::Status | Key::Priority) {
        values.sort();
    }
    values
}

fn register_policy(register: &Register<'_>, settings: &Settings) -> Policy {
    Policy::of(register, &settings.promise, &settings.vocabulary)
}

/// The short values that the entries of a register have in a field.
fn used<'r>(
    key: Key,
    register: &'r Register<'r>,
    settings: &'r Settings,
) -> impl Iterator<Item = &'r str> {
    let values = register.entries.iter().filter_map(move |entry| register.value_of(entry, key));
    let values = values.map(str::trim).filter(|value| {
        !value.is_empty() && value.chars().count() <= LONGEST && !value.contains('\n')
    });
    values.filter(|value| settings.vocabulary.placeholder(value).is_none())
}
