//! The level at which a rule runs on a file.

use std::sync::Arc;

use crate::finding::Level;
use crate::register::Register;
use crate::rules::{Findings, Rule};
use crate::settings::{LevelSetting, Settings};

/// The level of a rule on a file; nothing where it does not run.
pub(super) fn level(rule: &Rule, path: &str, settings: &Settings) -> Option<Level> {
    let selection = settings.selection();
    if !selection.runs(rule.name) {
        return None;
    }
    match settings.configured_level(rule.name, path) {
        // Asked for by name, a rule runs even where it is off.
        Some(LevelSetting::Off) if !selection.select.is_empty() => Some(rule.level),
        Some(setting) => setting.level(),
        None => Some(rule.level),
    }
}

/// The level of a rule about files that cannot be read. It runs although others were selected: a
/// run that did not read a file must not look like one that did.
pub(super) fn level_of_reading(rule: &Rule, path: &str, settings: &Settings) -> Option<Level> {
    if settings.selection().ignore.iter().any(|name| name == rule.name) {
        return None;
    }
    settings.configured_level(rule.name, path).map_or(Some(rule.level), LevelSetting::level)
}

/// An empty list for a rule's findings in a register; nothing where the rule does not run.
pub(super) fn findings_of(
    rule: &Rule,
    register: &Register<'_>,
    settings: &Settings,
) -> Option<Findings> {
    findings_in(rule, register.source.path(), settings)
}

/// The same for a file of any kind.
pub(super) fn findings_in(rule: &Rule, path: &Arc<str>, settings: &Settings) -> Option<Findings> {
    Some(Findings::new(rule.name, level(rule, path, settings)?, path.clone()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::rules::{self, rule};
    use crate::settings::{Config, Selection};

    fn level_of(name: &str, config: &str, select: &[&str]) -> Option<Level> {
        let config = Config::read("gapreg.yaml", config, &rules::names()).unwrap();
        let root = Path::new("/r");
        let select = select.iter().map(|&name| name.to_owned()).collect();
        let settings = Settings::new(config, None, root, root)
            .unwrap()
            .with_selection(Selection { select, ignore: vec![] });
        level(rule(name).unwrap(), "a.md", &settings)
    }

    #[test]
    fn the_configuration_gives_a_rule_another_level() {
        assert_eq!(level_of("bad-sla", "rules: { bad-sla: info }", &[]), Some(Level::Info));
        assert_eq!(level_of("bad-sla", "rules: { bad-sla: off }", &[]), None);
        assert_eq!(level_of("bad-date", "rules: { bad-sla: off }", &[]), Some(Level::Error));
    }

    #[test]
    fn the_command_line_wins() {
        assert_eq!(
            level_of("bad-sla", "rules: { bad-sla: off }", &["bad-sla"]),
            Some(Level::Error)
        );
        assert_eq!(level_of("bad-date", "{}", &["bad-sla"]), None);
    }
}
